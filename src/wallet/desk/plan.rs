//! On which days the wallet is settled by itself.

use askama::Template;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;
use serde::Deserialize;

use crate::app::App;
use crate::money::Money;
use crate::money::MoneyMistake;
use crate::sessions::Tone;
use crate::wallet;
use crate::wallet::Plan;
use crate::wallet::plan::DAYS;
use crate::wallet::store;
use crate::web::Desk;
use crate::web::Result;
use crate::web::Visit;
use crate::web::form::Form;
use crate::web::form::Mistakes;

/// Shows the plan.
pub(super) async fn edit(State(app): State<App>, desk: Desk) -> Result<Response> {
    let plan = store::plan(&app.db, desk.session.workspace).await?;
    let form = PlanForm::of(&desk, plan.as_ref());
    desk.page(StatusCode::OK, &PlanPage { v: &desk, form, mistakes: Mistakes::none() })
}

/// Sets the plan, or ends it.
pub(super) async fn update(
    State(app): State<App>,
    desk: Desk,
    Form(form): Form<PlanForm>,
) -> Result<Response> {
    let plan = match form.parse(&desk) {
        Ok(plan) => plan,
        Err(mistakes) => {
            let page = PlanPage { v: &desk, form, mistakes };
            return desk.page(StatusCode::UNPROCESSABLE_ENTITY, &page);
        }
    };
    let who = (desk.session.workspace, desk.session.member);
    wallet::set_plan(&app, who, plan.as_ref()).await?;
    let text =
        if plan.is_some() { desk.w.wallet_plan_is_set() } else { desk.w.wallet_plan_ended() };
    desk.go(&app, "/wallet", Tone::Ok, text).await
}

/// The days of a plan in words.
pub(super) fn days(v: &Visit, plan: &Plan) -> String {
    if plan.is_daily() {
        return v.w.wallet_every_day();
    }
    let names: Vec<String> = plan.weekdays.iter().map(|day| name(v, *day)).collect();
    names.join(&v.w.wallet_between_days())
}

fn name(v: &Visit, day: i16) -> String {
    v.w.common_weekday(day + 1)
}

/// The form as it was typed.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub(super) struct PlanForm {
    /// `none`, `day` or `week`.
    every: String,
    day: Vec<String>,
    least: String,
    reserve: String,
}

impl PlanForm {
    fn of(desk: &Desk, plan: Option<&Plan>) -> Self {
        let Some(plan) = plan else {
            return Self { every: "none".to_owned(), ..Self::default() };
        };
        let (every, day) = if plan.is_daily() {
            ("day", vec![])
        } else {
            ("week", plan.weekdays.iter().map(ToString::to_string).collect())
        };
        Self {
            every: every.to_owned(),
            day,
            least: desk.amount_typed(plan.least),
            reserve: desk.amount_typed(plan.reserve),
        }
    }

    fn parse(&self, desk: &Desk) -> Result<Option<Plan>, Mistakes> {
        let mut mistakes = Mistakes::none();
        let weekdays: Vec<i16> = match self.every.as_str() {
            "day" => DAYS.collect(),
            "week" => DAYS.filter(|day| self.day.contains(&day.to_string())).collect(),
            _ => return Ok(None),
        };
        if weekdays.is_empty() {
            mistakes.add("days", desk.w.wallet_plan_no_days());
        }
        let least = amount(desk, ("least", &self.least), &mut mistakes);
        let reserve = amount(desk, ("reserve", &self.reserve), &mut mistakes);
        if !mistakes.is_empty() {
            return Err(mistakes);
        }
        Ok(Some(Plan { weekdays, least, reserve, set_at: desk.now }))
    }
}

/// An amount that may stay empty.
fn amount(desk: &Desk, (field, typed): (&'static str, &str), mistakes: &mut Mistakes) -> Money {
    match Money::parse(typed, desk.unit) {
        Ok(amount) => amount,
        Err(MoneyMistake::Missing | MoneyMistake::Zero) => Money::ZERO,
        Err(MoneyMistake::NotANumber | MoneyMistake::TooLarge) => {
            mistakes.add(field, desk.w.wallet_no_amount());
            Money::ZERO
        }
    }
}

#[derive(Template)]
#[template(path = "wallet/plan.html")]
struct PlanPage<'a> {
    v: &'a Visit,
    form: PlanForm,
    mistakes: Mistakes,
}

impl PlanPage<'_> {
    /// The days of the week: number, name, and whether it is chosen.
    fn weekdays(&self) -> Vec<(String, String, bool)> {
        let day = |day: i16| {
            let number = day.to_string();
            let is_chosen = self.form.day.contains(&number);
            (number, name(self.v, day), is_chosen)
        };
        DAYS.map(day).collect()
    }
}
