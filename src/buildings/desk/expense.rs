//! One expense: changed or taken out as long as no living month divides it, and what it was before.

use std::ops::RangeInclusive;

use askama::Template;
use axum::extract::Multipart;
use axum::extract::Path;
use axum::extract::State;
use axum::extract::multipart::MultipartRejection;
use axum::http::StatusCode;
use axum::response::Response;

use super::costs::kept;
use super::expense_form::ExpenseForm;
use super::expense_form::years;
use super::key_form;
use super::key_form::OfferedKeys;
use super::scope_form;
use super::scope_form::Scopes;
use super::suppliers::Supplier;
use super::suppliers::SupplierForm;
use super::told::Event;
use super::told::differing;
use super::told::told;
use super::way_back;
use crate::app::App;
use crate::buildings::Building;
use crate::buildings::BuildingError;
use crate::buildings::Unit;
use crate::buildings::building::noon;
use crate::buildings::building::today;
use crate::buildings::changes;
use crate::buildings::costs;
use crate::buildings::costs::Category;
use crate::buildings::messages;
use crate::buildings::store;
use crate::ids::ExpenseId;
use crate::sessions::Tone;
use crate::web::Desk;
use crate::web::Error;
use crate::web::Result;
use crate::web::Visit;
use crate::web::form::Mistakes;

/// Shows an expense with its form and its history.
pub(super) async fn edit(
    State(app): State<App>,
    desk: Desk,
    Path(place): Path<(String, String)>,
) -> Result<Response> {
    let (building, id, state) = find(&app, &desk, &place).await?;
    let form = ExpenseForm::of(&desk, id, &state);
    let filled = (form, Mistakes::none());
    draw(&app, (&desk, StatusCode::OK), (&building, &state), filled, None).await
}

/// Changes an expense.
pub(super) async fn update(
    State(app): State<App>,
    desk: Desk,
    Path(place): Path<(String, String)>,
    form: Result<Multipart, MultipartRejection>,
) -> Result<Response> {
    let (building, id, state) = find(&app, &desk, &place).await?;
    let form = form.map_err(|_| Error::BadRequest)?;
    let (mut form, file) = ExpenseForm::read(form).await?;
    form.id = id.to_string();
    let categories = costs::categories(&app.db, building.id).await?;
    let units = store::units(&app.db, building.id, today(desk.now)).await?;
    let new = match form.parse(&desk, (&categories, &units), file) {
        Ok(new) => new,
        Err(mistakes) => {
            let answer = (&desk, StatusCode::UNPROCESSABLE_ENTITY);
            return draw(&app, answer, (&building, &state), (form, mistakes), None).await;
        }
    };
    match changes::change_expense(&app, (building.id, desk.session.member), &new).await {
        Ok(period) => {
            let told = kept(&desk, period == new.period, period);
            let path = way_back::or_draft(&desk, &building, building.expenses_path());
            desk.go(&app, &path, Tone::Ok, told).await
        }
        Err(BuildingError::IsDivided | BuildingError::IsPaidFor) => {
            let answer = (&desk, StatusCode::UNPROCESSABLE_ENTITY);
            draw(&app, answer, (&building, &state), (form, Mistakes::none()), None).await
        }
        Err(error) => Err(error.into()),
    }
}

/// Takes an expense out.
pub(super) async fn deletion_create(
    State(app): State<App>,
    desk: Desk,
    Path(place): Path<(String, String)>,
) -> Result<Response> {
    let (building, id, state) = find(&app, &desk, &place).await?;
    match changes::delete(&app, (building.id, id), desk.session.member).await {
        Ok(()) => {
            let told = desk.w.buildings_expense_deleted(&state.title);
            desk.go(&app, &building.expenses_path(), Tone::Ok, told).await
        }
        Err(BuildingError::IsDivided | BuildingError::IsPaidFor) => {
            let form = ExpenseForm::of(&desk, id, &state);
            let answer = (&desk, StatusCode::UNPROCESSABLE_ENTITY);
            draw(&app, answer, (&building, &state), (form, Mistakes::none()), None).await
        }
        Err(error) => Err(error.into()),
    }
}

pub(super) async fn find(
    app: &App,
    desk: &Desk,
    (building, expense): &(String, String),
) -> Result<(Building, ExpenseId, changes::State)> {
    let building = super::find(app, desk, building).await?;
    let id: ExpenseId = expense.parse().map_err(|_| Error::NotFound)?;
    let state = changes::one(&app.db, (building.id, id)).await?.ok_or(Error::NotFound)?;
    Ok((building, id, state))
}

/// Draws the page; `paying`: the form of the payout as it was typed, with what is wrong with it.
pub(super) async fn draw(
    app: &App,
    (desk, status): (&Desk, StatusCode),
    (building, state): (&Building, &changes::State),
    (form, mistakes): (ExpenseForm, Mistakes),
    paying: Option<(SupplierForm, Mistakes)>,
) -> Result<Response> {
    let id: ExpenseId = form.id.parse().map_err(|_| Error::NotFound)?;
    let categories = costs::categories(&app.db, building.id).await?;
    let (origin, changes) = changes::history(&app.db, id).await?;
    let units = store::units(&app.db, building.id, today(desk.now)).await?;
    let divided = changes::divided_in(&app.db, id).await?.into_iter();
    let supplier = Supplier::read(app, desk, (building, id, state), paying).await?;
    let page = ExpensePage {
        v: desk,
        building,
        tab: "expenses",
        path: format!("{}/{id}", building.expenses_path()),
        state,
        divided: divided.map(|period| messages::title(desk.voice(), period)).collect(),
        history: told(desk, (&origin, &changes), |was, is| {
            differences(desk, (&categories, &units), (was, is))
        }),
        keys: form.keys.offered(desk.voice(), Some(desk.w.levies_key_of_category())),
        scopes: form.scope.offered(desk.voice(), &units),
        supplier,
        form,
        mistakes,
        categories,
    };
    desk.page(status, &page)
}

/// What differs, field by field.
fn differences(
    v: &Visit,
    (categories, units): (&[Category], &[Unit]),
    (before, after): (&changes::State, &changes::State),
) -> String {
    let w = v.w;
    let none = || "—".to_owned();
    let category = |state: &changes::State| {
        let found = categories.iter().find(|category| category.id == state.category);
        found.map_or_else(none, |category| category.name.clone())
    };
    let yes = |is: bool| if is { w.buildings_yes() } else { w.buildings_no() };
    let texts = |state: &changes::State| {
        vec![
            (w.buildings_expense_title(), state.title.clone()),
            (w.buildings_amount(), v.amount_unit(state.amount)),
            (w.buildings_category(), category(state)),
            (w.buildings_supplier(), state.supplier.clone().unwrap_or_else(none)),
            (w.buildings_spent_on(), v.day_full(noon(state.spent_on))),
            (w.buildings_months(), v.number(i64::from(state.months))),
            (w.buildings_repeats(), yes(state.repeats && state.ended_before.is_none())),
            (
                w.buildings_key(),
                state.keys.map_or_else(
                    || w.levies_key_of_category(),
                    |keys| key_form::said(v.voice(), keys),
                ),
            ),
            (
                w.levies_scope(),
                scope_form::said(v.voice(), &state.scope, units)
                    .unwrap_or_else(|| w.levies_scope_all()),
            ),
        ]
    };
    let other_file = (before.file != after.file).then(|| w.buildings_other_file());
    differing(v, (texts(before), texts(after)), other_file)
}

#[derive(Template)]
#[template(path = "buildings/expense.html")]
struct ExpensePage<'a> {
    v: &'a Visit,
    building: &'a Building,
    tab: &'a str,
    path: String,
    state: &'a changes::State,
    /// The living months that divide it.
    divided: Vec<String>,
    history: Vec<Event>,
    form: ExpenseForm,
    mistakes: Mistakes,
    categories: Vec<Category>,
    keys: OfferedKeys,
    scopes: Scopes,
    supplier: Supplier,
}

impl ExpensePage<'_> {
    fn years(&self) -> RangeInclusive<i32> {
        years(self.v)
    }
}
