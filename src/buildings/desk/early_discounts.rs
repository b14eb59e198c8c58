//! What a building decided about bills that are paid early.

use std::ops::RangeInclusive;

use askama::Template;
use axum::extract::Path;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;
use serde::Deserialize;

use super::expense_form::years;
use super::form::Reader;
use super::late_fees::day;
use crate::app::App;
use crate::buildings::Building;
use crate::buildings::BuildingError;
use crate::buildings::building::noon;
use crate::buildings::building::today;
use crate::buildings::early;
use crate::buildings::early::EarlyDiscount;
use crate::buildings::early::NewEarlyDiscount;
use crate::buildings::explain;
use crate::ids::DecisionId;
use crate::locale::Jalali;
use crate::sessions::Tone;
use crate::web::Desk;
use crate::web::Error;
use crate::web::Result;
use crate::web::Visit;
use crate::web::form::Form;
use crate::web::form::Mistakes;

/// No more of a bill is let off, in hundredths of a percent.
const POINTS_MAX: i32 = 5_000;

/// Shows what was decided, and asks for a decision where none holds.
pub(super) async fn index(
    State(app): State<App>,
    desk: Desk,
    Path(building): Path<String>,
) -> Result<Response> {
    let building = super::find(&app, &desk, &building).await?;
    let filled = (DiscountForm::blank(&desk), Mistakes::none());
    draw(&app, (&desk, StatusCode::OK), &building, filled).await
}

/// Writes a decision down.
pub(super) async fn create(
    State(app): State<App>,
    desk: Desk,
    Path(building): Path<String>,
    Form(form): Form<DiscountForm>,
) -> Result<Response> {
    let building = super::find(&app, &desk, &building).await?;
    let mut reader = Reader::new(&desk);
    let new = form.parse(&mut reader);
    if let Some(new) = new.filter(|_| reader.mistakes.is_empty()) {
        let maker = (building.id, desk.session.member);
        match early::record(&app.db, maker, &new, desk.now).await {
            Err(BuildingError::NotAsShown) => {
                reader.mistakes.add("from", desk.w.debts_fee_holds_already());
            }
            done => {
                done?;
                let told = desk.w.debts_early_recorded();
                return desk.go(&app, &path(&building), Tone::Ok, told).await;
            }
        }
    }
    let answer = (&desk, StatusCode::UNPROCESSABLE_ENTITY);
    draw(&app, answer, &building, (form, reader.mistakes)).await
}

/// Ends a decision.
pub(super) async fn end(
    State(app): State<App>,
    desk: Desk,
    Path((building, decision)): Path<(String, String)>,
) -> Result<Response> {
    let building = super::find(&app, &desk, &building).await?;
    let id: DecisionId = decision.parse().map_err(|_| Error::NotFound)?;
    let decisions = early::of_building(&app.db, building.id).await?;
    decisions.iter().find(|one| one.id == id).ok_or(Error::NotFound)?;
    early::end(&app.db, (building.id, desk.session.member), id, desk.now).await?;
    desk.go(&app, &path(&building), Tone::Ok, desk.w.debts_early_ended()).await
}

/// The page of what a building decided about early payment.
fn path(building: &Building) -> String {
    format!("{}/early-discounts", building.path())
}

async fn draw(
    app: &App,
    (desk, status): (&Desk, StatusCode),
    building: &Building,
    (form, mistakes): (DiscountForm, Mistakes),
) -> Result<Response> {
    let page = EarlyDiscountsPage {
        v: desk,
        building,
        tab: "expenses",
        holds: early::one_holds(&app.db, building.id, today(desk.now)).await?,
        decisions: early::of_building(&app.db, building.id).await?,
        form,
        mistakes,
    };
    desk.page(status, &page)
}

/// A decision, as typed.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub(super) struct DiscountForm {
    id: String,
    words: String,
    decided_d: String,
    decided_m: String,
    decided_y: String,
    percent: String,
    days_before: String,
    from_d: String,
    from_m: String,
    from_y: String,
}

impl DiscountForm {
    fn blank(v: &Visit) -> Self {
        let today = Jalali::of(v.now);
        let (day, month, year) =
            (today.day.to_string(), today.month.to_string(), today.year.to_string());
        Self {
            id: DecisionId::new(v.now).to_string(),
            days_before: v.digits("5"),
            decided_d: day.clone(),
            decided_m: month.clone(),
            decided_y: year.clone(),
            from_d: day,
            from_m: month,
            from_y: year,
            ..Self::default()
        }
    }

    fn parse(&self, reader: &mut Reader) -> Option<NewEarlyDiscount> {
        let now = reader.v.now;
        let words = reader.text("words", &self.words, (1, 300));
        let decided = day(reader, "decided", (&self.decided_d, &self.decided_m, &self.decided_y));
        let from = day(reader, "from", (&self.from_d, &self.from_m, &self.from_y));
        // Nothing typed is no rate, and not the smallest.
        let typed = if self.percent.trim().is_empty() { "-" } else { &self.percent };
        let points = reader.number("percent", typed, (100, 1, POINTS_MAX));
        let days = reader.number("days_before", &self.days_before, (1, 0, 60));
        let (decided, from) = (decided?, from?);
        if today(now) < decided {
            reader.mistakes.add("decided", reader.v.w.buildings_day_to_come());
        }
        if from < decided {
            reader.mistakes.add("from", reader.v.w.debts_early_before_decision());
        }
        Some(NewEarlyDiscount {
            id: self.id.parse().unwrap_or_else(|_| DecisionId::new(now)),
            words,
            decided_on: decided,
            points: u32::try_from(points).unwrap_or(0),
            days_before: u16::try_from(days).unwrap_or(0),
            valid_from: from,
        })
    }
}

#[derive(Template)]
#[template(path = "buildings/early_discounts.html")]
struct EarlyDiscountsPage<'a> {
    v: &'a Visit,
    building: &'a Building,
    tab: &'a str,
    /// Whether bills that fall due from today on are offered something.
    holds: bool,
    decisions: Vec<EarlyDiscount>,
    form: DiscountForm,
    mistakes: Mistakes,
}

impl EarlyDiscountsPage<'_> {
    fn rule(&self, decision: &EarlyDiscount) -> String {
        explain::early_rule(self.v, decision)
    }

    fn decided(&self, decision: &EarlyDiscount) -> String {
        self.v.day_full(noon(decision.decided_on))
    }

    fn from(&self, decision: &EarlyDiscount) -> String {
        self.v.day_full(noon(decision.valid_from))
    }

    fn ended(&self, decision: &EarlyDiscount) -> Option<String> {
        decision.ended_on.map(|day| self.v.day_full(noon(day)))
    }

    fn years(&self) -> RangeInclusive<i32> {
        years(self.v)
    }
}
