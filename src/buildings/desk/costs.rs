//! What a building costs.

use std::ops::RangeInclusive;

use askama::Template;
use axum::extract::Multipart;
use axum::extract::Path;
use axum::extract::State;
use axum::extract::multipart::MultipartRejection;
use axum::http::StatusCode;
use axum::response::Response;

use super::expense_form::ExpenseForm;
use super::expense_form::years;
use super::key_form;
use super::key_form::OfferedKeys;
use super::scope_form::Scopes;
use crate::app::App;
use crate::buildings;
use crate::buildings::Building;
use crate::buildings::Keys;
use crate::buildings::building::noon;
use crate::buildings::building::period_of;
use crate::buildings::building::today;
use crate::buildings::changes;
use crate::buildings::costs;
use crate::buildings::costs::Category;
use crate::buildings::costs::Expense;
use crate::buildings::files;
use crate::buildings::messages;
use crate::buildings::store;
use crate::buildings::web::serve;
use crate::sessions::Tone;
use crate::web::Desk;
use crate::web::Error;
use crate::web::Result;
use crate::web::Visit;
use crate::web::form::Mistakes;

/// Shows the expenses, with the form of a new one.
pub(super) async fn index(
    State(app): State<App>,
    desk: Desk,
    Path(building): Path<String>,
) -> Result<Response> {
    let building = super::find(&app, &desk, &building).await?;
    let filled = (ExpenseForm::blank(&desk), Mistakes::none());
    draw(&app, (&desk, StatusCode::OK), &building, filled).await
}

/// Writes an expense down.
pub(super) async fn create(
    State(app): State<App>,
    desk: Desk,
    Path(building): Path<String>,
    form: Result<Multipart, MultipartRejection>,
) -> Result<Response> {
    let building = super::find(&app, &desk, &building).await?;
    let form = form.map_err(|_| Error::BadRequest)?;
    let (form, file) = ExpenseForm::read(form).await?;
    let categories = costs::categories(&app.db, building.id).await?;
    let units = store::units(&app.db, building.id, today(desk.now)).await?;
    match form.parse(&desk, (&categories, &units), file) {
        Ok(new) => {
            let maker = (building.id, desk.session.member);
            let period = buildings::add_expense(&app, maker, &new).await?;
            let told = kept(&desk, period == new.period, period);
            let path = building.expenses_path();
            desk.go(&app, &path, Tone::Ok, told).await
        }
        Err(mistakes) => {
            let answer = (&desk, StatusCode::UNPROCESSABLE_ENTITY);
            draw(&app, answer, &building, (form, mistakes)).await
        }
    }
}

/// What is said of an expense that is kept: in which charge it stands, where that is not this month's. One of an
/// issued month is divided later.
pub(super) fn kept(v: &Visit, is_in_time: bool, period: i32) -> String {
    if is_in_time && period == period_of(v.now) {
        v.w.buildings_expense_kept()
    } else if is_in_time {
        v.w.costs_kept_in(messages::title(v.voice(), period))
    } else {
        v.w.buildings_expense_kept_for(messages::title(v.voice(), period))
    }
}

/// An expense that comes again each month comes no more, from this month on.
pub(super) async fn end(
    State(app): State<App>,
    desk: Desk,
    Path((building, expense)): Path<(String, String)>,
) -> Result<Response> {
    let building = super::find(&app, &desk, &building).await?;
    let which = (building.id, expense.parse().map_err(|_| Error::NotFound)?);
    changes::end(&app, which, (desk.session.member, period_of(desk.now))).await?;
    let path = building.expenses_path();
    desk.go(&app, &path, Tone::Ok, desk.w.buildings_saved()).await
}

/// The picture of a bill, or of the minutes behind a levy.
pub(super) async fn file(
    State(app): State<App>,
    desk: Desk,
    Path((building, source)): Path<(String, String)>,
) -> Result<Response> {
    let building = super::find(&app, &desk, &building).await?;
    let which = (building.id, source.parse().map_err(|_| Error::NotFound)?);
    let file = files::of_source(&app.db, which, None).await?;
    Ok(serve(file.ok_or(Error::NotFound)?))
}

async fn draw(
    app: &App,
    (desk, status): (&Desk, StatusCode),
    building: &Building,
    (form, mistakes): (ExpenseForm, Mistakes),
) -> Result<Response> {
    let units = store::units(&app.db, building.id, today(desk.now)).await?;
    let page = CostsPage {
        v: desk,
        building,
        tab: "expenses",
        keys: form.keys.offered(desk.voice(), Some(desk.w.levies_key_of_category())),
        scopes: form.scope.offered(desk.voice(), &units),
        form,
        mistakes,
        categories: costs::categories(&app.db, building.id).await?,
        expenses: costs::expenses(&app.db, building.id).await?,
    };
    desk.page(status, &page)
}

#[derive(Template)]
#[template(path = "buildings/costs.html")]
struct CostsPage<'a> {
    v: &'a Visit,
    building: &'a Building,
    tab: &'a str,
    form: ExpenseForm,
    mistakes: Mistakes,
    categories: Vec<Category>,
    keys: OfferedKeys,
    scopes: Scopes,
    expenses: Vec<Expense>,
}

impl CostsPage<'_> {
    fn rule(&self, category: &Category) -> String {
        let Category { key, percent, other_key, meter_kind, .. } = *category;
        key_form::said(self.v.voice(), Keys { key, percent, other_key, meter_kind })
    }

    fn years(&self) -> RangeInclusive<i32> {
        years(self.v)
    }

    /// In which charge it stands; of one that comes again, in which it stood last.
    fn charged(&self, expense: &Expense) -> String {
        match expense.charged_in {
            Some(period) => messages::title(self.v.voice(), period),
            None => self.v.w.costs_in_no_charge(),
        }
    }

    fn day(&self, expense: &Expense) -> String {
        self.v.day_full(noon(expense.spent_on))
    }
}
