//! One bill with all that it was computed from, and what the building's money did.

use askama::Template;
use axum::extract::Path;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;
use uuid::Uuid;

use super::Sections;
use super::find;
use super::path;
use super::time_of;
use super::visit;
use crate::app::App;
use crate::buildings::books::lines;
use crate::buildings::building::noon;
use crate::buildings::debts;
use crate::buildings::debts::Item;
use crate::buildings::debts::Resident;
use crate::buildings::explain;
use crate::buildings::explain::Explained;
use crate::buildings::files;
use crate::buildings::for_owner::PaidFor;
use crate::buildings::fund_report;
use crate::buildings::fund_report::FundReport;
use crate::buildings::messages;
use crate::buildings::web;
use crate::ids::ChargeId;
use crate::web::Error;
use crate::web::Member;
use crate::web::Result;
use crate::web::Visit;

/// Explains one bill.
pub(super) async fn show(
    State(app): State<App>,
    me: Member,
    Path((resident, charge)): Path<(String, String)>,
) -> Result<Response> {
    let resident = find(&app, &me, &resident).await?;
    let visit = visit(&me, &resident);
    let mut item = own(&app, &resident, &charge).await?;
    let lines = explain::item(&app.db, visit.voice(), &mut item).await?;
    let page = BillPage {
        v: &visit,
        sections: Sections::of(&resident, "debt"),
        title: messages::title_of(visit.voice(), &item),
        due: visit.day_full(noon(item.due_on)),
        rest: visit.amount_unit(item.rest),
        place: explain::place(&visit, &item.block, &item.number),
        files: format!("{}/files", path(&resident)),
        back: path(&resident),
        building: &resident.building_name,
        paid_for: PaidFor::of(&app, &visit, &item).await?,
        item: &item,
        lines: &lines,
    };
    visit.page(StatusCode::OK, &page)
}

/// The picture of a bill of which one bears a part.
pub(super) async fn file(
    State(app): State<App>,
    me: Member,
    Path((resident, source)): Path<(String, String)>,
) -> Result<Response> {
    let resident = find(&app, &me, &resident).await?;
    let source: Uuid = source.parse().map_err(|_| Error::NotFound)?;
    let which = (resident.building, source);
    let file = files::of_source(&app.db, which, Some(resident.id)).await?;
    Ok(web::serve(file.ok_or(Error::NotFound)?))
}

/// Shows what the building's money did while somebody was part of it.
pub(super) async fn report(
    State(app): State<App>,
    me: Member,
    Path(resident): Path<String>,
) -> Result<Response> {
    let resident = find(&app, &me, &resident).await?;
    let visit = visit(&me, &resident);
    let seen = (resident.building, Some(time_of(&app, &resident).await?));
    let path = format!("{}/report", super::path(&resident));
    let page = ReportPage {
        v: &visit,
        sections: Sections::of(&resident, "report"),
        name: &resident.building_name,
        fund: FundReport::read(&app, &visit, seen, &path).await?,
    };
    visit.page(StatusCode::OK, &page)
}

/// Shows what stands behind a month of it.
pub(super) async fn month(
    State(app): State<App>,
    me: Member,
    Path((resident, month)): Path<(String, String)>,
) -> Result<Response> {
    let resident = find(&app, &me, &resident).await?;
    let visit = visit(&me, &resident);
    let seen = (resident.building, time_of(&app, &resident).await?);
    let (name, month) = fund_report::for_resident(&app, &visit, seen, &month).await?;
    let page = MonthPage {
        v: &visit,
        sections: Sections::of(&resident, "report"),
        back: format!("{}/report", super::path(&resident)),
        building: &resident.building_name,
        name,
        month,
    };
    visit.page(StatusCode::OK, &page)
}

/// A bill of this person; those of others are not there.
async fn own(app: &App, resident: &Resident, charge: &str) -> Result<Item> {
    let charge: ChargeId = charge.parse().map_err(|_| Error::NotFound)?;
    let item = debts::item(&app.db, (resident.building, charge)).await?;
    item.filter(|item| item.resident == resident.id).ok_or(Error::NotFound)
}

#[derive(Template)]
#[template(path = "buildings/account/bill.html")]
struct BillPage<'a> {
    v: &'a Visit,
    sections: Sections,
    title: String,
    due: String,
    rest: String,
    place: String,
    files: String,
    back: String,
    building: &'a str,
    paid_for: PaidFor,
    item: &'a Item,
    lines: &'a [Explained],
}

#[derive(Template)]
#[template(path = "buildings/account/report.html")]
struct ReportPage<'a> {
    v: &'a Visit,
    sections: Sections,
    name: &'a str,
    fund: FundReport,
}

#[derive(Template)]
#[template(path = "buildings/account/month.html")]
struct MonthPage<'a> {
    v: &'a Visit,
    sections: Sections,
    back: String,
    building: &'a str,
    /// The name of the month.
    name: String,
    month: lines::Month,
}
