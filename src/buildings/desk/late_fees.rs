//! What a building decided about bills that are paid late.

use std::ops::RangeInclusive;

use askama::Template;
use axum::extract::Path;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;
use chrono::NaiveDate;
use serde::Deserialize;

use super::expense_form::years;
use super::form::Reader;
use crate::app::App;
use crate::buildings::Building;
use crate::buildings::BuildingError;
use crate::buildings::building::date_of;
use crate::buildings::building::noon;
use crate::buildings::building::today;
use crate::buildings::explain;
use crate::buildings::fees;
use crate::buildings::fees::Decision;
use crate::buildings::fees::Form as FeeForm;
use crate::buildings::fees::NewDecision;
use crate::charges::Grace;
use crate::ids::DecisionId;
use crate::locale::Jalali;
use crate::sessions::Tone;
use crate::web::Desk;
use crate::web::Error;
use crate::web::Result;
use crate::web::Visit;
use crate::web::form::Form;
use crate::web::form::Mistakes;

/// A rate is no higher, in hundredths of a percent.
const POINTS_MAX: i32 = 10_000;

/// Shows what was decided, and asks for a decision where none holds.
pub(super) async fn index(
    State(app): State<App>,
    desk: Desk,
    Path(building): Path<String>,
) -> Result<Response> {
    let building = super::find(&app, &desk, &building).await?;
    let filled = (DecisionForm::blank(&desk), Mistakes::none());
    draw(&app, (&desk, StatusCode::OK), &building, filled).await
}

/// Writes a decision down.
pub(super) async fn create(
    State(app): State<App>,
    desk: Desk,
    Path(building): Path<String>,
    Form(form): Form<DecisionForm>,
) -> Result<Response> {
    let building = super::find(&app, &desk, &building).await?;
    let mut reader = Reader::new(&desk);
    let new = form.parse(&mut reader);
    if let Some(new) = new.filter(|_| reader.mistakes.is_empty()) {
        let maker = (building.id, desk.session.member);
        match fees::record(&app.db, maker, &new, desk.now).await {
            Err(BuildingError::NotAsShown) => {
                reader.mistakes.add("from", desk.w.debts_fee_holds_already());
            }
            done => {
                done?;
                let told = desk.w.debts_fee_recorded();
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
    let decisions = fees::of_building(&app.db, building.id).await?;
    decisions.iter().find(|one| one.id == id).ok_or(Error::NotFound)?;
    fees::end(&app.db, (building.id, desk.session.member), id, desk.now).await?;
    desk.go(&app, &path(&building), Tone::Ok, desk.w.debts_fee_ended()).await
}

/// The page of what a building decided about late payment.
fn path(building: &Building) -> String {
    format!("{}/late-fees", building.path())
}

async fn draw(
    app: &App,
    (desk, status): (&Desk, StatusCode),
    building: &Building,
    (form, mistakes): (DecisionForm, Mistakes),
) -> Result<Response> {
    let page = LateFeesPage {
        v: desk,
        building,
        tab: "expenses",
        holds: fees::one_holds(&app.db, building.id, today(desk.now)).await?,
        decisions: fees::of_building(&app.db, building.id).await?,
        form,
        mistakes,
    };
    desk.page(status, &page)
}

/// A decision, as typed.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub(super) struct DecisionForm {
    id: String,
    words: String,
    decided_d: String,
    decided_m: String,
    decided_y: String,
    form: String,
    amount: String,
    percent: String,
    grace: String,
    grace_days: String,
    cap: String,
    from_d: String,
    from_m: String,
    from_y: String,
}

impl DecisionForm {
    fn blank(v: &Visit) -> Self {
        let today = Jalali::of(v.now);
        let (day, month, year) =
            (today.day.to_string(), today.month.to_string(), today.year.to_string());
        Self {
            id: DecisionId::new(v.now).to_string(),
            form: "monthly".to_owned(),
            grace: "shift".to_owned(),
            grace_days: v.digits("7"),
            cap: v.digits("20"),
            decided_d: day.clone(),
            decided_m: month.clone(),
            decided_y: year.clone(),
            from_d: day,
            from_m: month,
            from_y: year,
            ..Self::default()
        }
    }

    fn parse(&self, reader: &mut Reader) -> Option<NewDecision> {
        let now = reader.v.now;
        let words = reader.text("words", &self.words, (1, 300));
        let decided = day(reader, "decided", (&self.decided_d, &self.decided_m, &self.decided_y));
        let from = day(reader, "from", (&self.from_d, &self.from_m, &self.from_y));
        let form = self.form(reader);
        let days = reader.number("grace_days", &self.grace_days, (1, 0, 365));
        let days = u32::try_from(days).unwrap_or(0);
        let cap = reader.number("cap", &self.cap, (100, 0, POINTS_MAX));
        let (decided, from) = (decided?, from?);
        if today(now) < decided {
            reader.mistakes.add("decided", reader.v.w.buildings_day_to_come());
        }
        if from < decided {
            reader.mistakes.add("from", reader.v.w.debts_fee_before_decision());
        }
        Some(NewDecision {
            id: self.id.parse().unwrap_or_else(|_| DecisionId::new(now)),
            words,
            decided_on: decided,
            form,
            grace: if self.grace == "cliff" { Grace::Cliff(days) } else { Grace::Shift(days) },
            cap: u32::try_from(cap).ok().filter(|cap| 0 < *cap),
            valid_from: from,
        })
    }

    fn form(&self, reader: &mut Reader) -> FeeForm {
        if self.form == "fixed" {
            return FeeForm::Fixed(reader.amount("amount", &self.amount));
        }
        // Nothing typed is no rate, and not the smallest.
        let typed = if self.percent.trim().is_empty() { "-" } else { &self.percent };
        let points = reader.number("percent", typed, (100, 1, POINTS_MAX));
        let points = u32::try_from(points).unwrap_or(0);
        match self.form.as_str() {
            "percent" => FeeForm::Percent(points),
            "yearly" => FeeForm::Yearly(points),
            _ => FeeForm::Monthly(points),
        }
    }
}

/// A day as it was chosen; one that no calendar has is a mistake.
pub(super) fn day(
    reader: &mut Reader,
    field: &'static str,
    of: (&str, &str, &str),
) -> Option<NaiveDate> {
    let (day, month) = (of.0.parse().unwrap_or(0), of.1.parse().unwrap_or(0));
    let day = Jalali::new(of.2.parse().unwrap_or(0), month, day).map(date_of);
    if day.is_none() {
        reader.mistakes.add(field, reader.v.w.buildings_no_such_day());
    }
    day
}

#[derive(Template)]
#[template(path = "buildings/late_fees.html")]
struct LateFeesPage<'a> {
    v: &'a Visit,
    building: &'a Building,
    tab: &'a str,
    /// Whether bills that fall due from today on bear a fee.
    holds: bool,
    decisions: Vec<Decision>,
    form: DecisionForm,
    mistakes: Mistakes,
}

impl LateFeesPage<'_> {
    fn rule(&self, decision: &Decision) -> String {
        explain::fee_rule(self.v, decision)
    }

    fn decided(&self, decision: &Decision) -> String {
        self.v.day_full(noon(decision.decided_on))
    }

    fn from(&self, decision: &Decision) -> String {
        self.v.day_full(noon(decision.valid_from))
    }

    fn ended(&self, decision: &Decision) -> Option<String> {
        decision.ended_on.map(|day| self.v.day_full(noon(day)))
    }

    fn years(&self) -> RangeInclusive<i32> {
        years(self.v)
    }

    fn forms(&self) -> [(&'static str, String); 4] {
        let w = self.v.w;
        [
            ("monthly", w.debts_fee_form_monthly()),
            ("yearly", w.debts_fee_form_yearly()),
            ("percent", w.debts_fee_form_percent()),
            ("fixed", w.debts_fee_form_fixed()),
        ]
    }
}
