//! All that somebody owes, building by building, and one click for everything of one of them.

use askama::Template;
use axum::extract::Path;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;
use serde::Deserialize;

use super::Sections;
use super::debt::Debt;
use super::find;
use super::for_owner::Asked;
use super::path;
use super::visit;
use crate::app::App;
use crate::buildings::BuildingError;
use crate::buildings::debts;
use crate::buildings::explain::place;
use crate::buildings::for_owner;
use crate::buildings::for_owner::Listed;
use crate::buildings::leaving;
use crate::buildings::leaving::Clearance;
use crate::buildings::messages;
use crate::buildings::pay;
use crate::ids::PaymentId;
use crate::money::Money;
use crate::payments;
use crate::payments::PaymentError;
use crate::web::Member;
use crate::web::Result;
use crate::web::Visit;
use crate::web::form::Form;
use crate::web::form::Mistakes;
use crate::web::limits;

/// Shows all buildings where the number is known.
pub(super) async fn index(State(app): State<App>, me: Member) -> Result<Response> {
    let mut debts = vec![];
    for resident in debts::of_mobile(&app.db, &me.person.mobile).await? {
        debts.push(Debt::of(&app, &visit(&me, &resident), resident).await?);
    }
    let only = match debts.as_slice() {
        [one] => Some(one.path.clone()),
        _ => None,
    };
    let unit = debts.first().map_or(me.unit, |debt| debt.resident.unit);
    let visit = Visit::clone(&me).in_unit(unit);
    let page = HomePage {
        v: &visit,
        sections: Sections { building: only, at: "home" },
        total: debts.iter().map(|debt| debt.total).sum(),
        mobile: me.mobile(&me.person.mobile),
        debts,
    };
    visit.page(StatusCode::OK, &page)
}

/// Shows one building.
pub(super) async fn show(
    State(app): State<App>,
    me: Member,
    Path(resident): Path<String>,
) -> Result<Response> {
    let resident = find(&app, &me, &resident).await?;
    let visit = visit(&me, &resident);
    let debt = Debt::of(&app, &visit, resident).await?;
    draw(&app, (&visit, StatusCode::OK), debt).await
}

/// Sends somebody to the bank with everything that they owe in a building. The amount is the one that
/// they saw; when that is not what they owe at this moment, it is shown anew and nothing is charged.
pub(super) async fn pay(
    State(app): State<App>,
    me: Member,
    Path(resident): Path<String>,
    Form(form): Form<PayForm>,
) -> Result<Response> {
    let resident = find(&app, &me, &resident).await?;
    let visit = visit(&me, &resident);
    limits::check(&app, &limits::PAYMENTS_FROM_IP, visit.ip).await?;
    let mut debt = Debt::of(&app, &visit, resident).await?;
    let id: PaymentId = form.payment.parse().unwrap_or_else(|_| PaymentId::new(visit.now));
    let shown = form.shown.parse().map_or(Money::ZERO, Money::rials);
    let off = form.off.parse().map_or(Money::ZERO, Money::rials);
    let opened = if shown == Money::ZERO || off != debt.off {
        Err(BuildingError::NotAsShown)
    } else {
        pay::start(&app, &debt.resident, id, (shown - debt.off, shown), &[]).await
    };
    let gone = match opened {
        Ok(()) => payments::take_to_bank(&app, &visit, id).await?,
        Err(BuildingError::Payment(PaymentError::NoBankPage(_))) => None,
        Err(BuildingError::NotAsShown | BuildingError::Payment(PaymentError::OtherTerms)) => {
            debt.note = Some(visit.w.buildings_debt_changed());
            return draw(&app, (&visit, StatusCode::CONFLICT), debt).await;
        }
        Err(BuildingError::Payment(PaymentError::OutsideLimits { min, max })) => {
            let (min, max) = (visit.amount_unit(min), visit.amount_unit(max));
            debt.note = Some(visit.w.account_outside(min, max));
            return draw(&app, (&visit, StatusCode::UNPROCESSABLE_ENTITY), debt).await;
        }
        Err(error) => return Err(error.into()),
    };
    if let Some(gone) = gone {
        return Ok(gone);
    }
    debt.note = Some(visit.w.links_no_bank());
    draw(&app, (&visit, StatusCode::SERVICE_UNAVAILABLE), debt).await
}

async fn draw(app: &App, (v, status): (&Visit, StatusCode), debt: Debt) -> Result<Response> {
    let paid = debts::settled_of_resident(&app.db, debt.resident.id).await?;
    let paid = paid.into_iter().map(|item| Paid {
        title: messages::title_of(v.voice(), &item),
        place: place(v, &item.block, &item.number),
        amount: v.amount_unit(item.amount),
        bill: format!("{}/bills/{}", path(&debt.resident), item.id),
    });
    let page = PlacePage {
        v,
        sections: Sections::of(&debt.resident, "debt"),
        ahead: leaving::asked_ahead(app, &debt.resident).await?,
        clearances: leaving::of_resident(&app.db, debt.resident.id).await?,
        certified: for_owner::of_resident(&app.db, debt.resident.id)
            .await?
            .iter()
            .map(|certificate| Listed::of(v, certificate, &debt.path))
            .collect(),
        asked: Asked::of(app, v, &debt.resident).await?.unwrap_or_default(),
        path: &debt.path,
        mistakes: Mistakes::none(),
        paid: paid.collect(),
        debt: &debt,
    };
    v.page(status, &page)
}

/// What the button sends.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub(super) struct PayForm {
    payment: String,
    /// What was owed when the page was drawn, in rial.
    shown: String,
    /// What of it was to be let off, in rial.
    off: String,
}

/// A bill that is settled.
struct Paid {
    title: String,
    place: String,
    amount: String,
    bill: String,
}

#[derive(Template)]
#[template(path = "buildings/account/home.html")]
struct HomePage<'a> {
    v: &'a Visit,
    sections: Sections,
    total: Money,
    mobile: String,
    debts: Vec<Debt>,
}

#[derive(Template)]
#[template(path = "buildings/account/place.html")]
struct PlacePage<'a> {
    v: &'a Visit,
    sections: Sections,
    debt: &'a Debt,
    /// What they are asked to pay in advance before they leave.
    ahead: Money,
    /// The certificates of those units that they have left.
    clearances: Vec<Clearance>,
    /// What they paid for the owner of a unit, or a tenant for them.
    certified: Vec<Listed>,
    /// What owners of units that they rent owe for them.
    asked: Vec<Asked>,
    path: &'a str,
    mistakes: Mistakes,
    paid: Vec<Paid>,
}

impl PlacePage<'_> {
    fn clearance(&self, clearance: &Clearance) -> (String, String, String) {
        let number = self.v.number(clearance.number.into());
        (
            format!("{}/clearances/{}", self.debt.path, clearance.id),
            self.v.w.leaving_clearance_no(number),
            place(self.v, &clearance.block, &clearance.unit_number),
        )
    }
}
