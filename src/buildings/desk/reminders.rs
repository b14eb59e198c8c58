//! When a building reminds, and what will come of it.

use std::collections::BTreeMap;

use askama::Template;
use axum::extract::Path;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;
use chrono::DateTime;
use chrono::Utc;
use serde::Deserialize;

use super::form::Reader;
use crate::app::App;
use crate::buildings::Building;
use crate::buildings::reminders;
use crate::buildings::reminders::Forecast;
use crate::buildings::reminders::Rules;
use crate::ids::ResidentId;
use crate::locale::Jalali;
use crate::money::Money;
use crate::sessions::Tone;
use crate::web::Desk;
use crate::web::Result;
use crate::web::Visit;
use crate::web::form::Form;
use crate::web::form::Mistakes;

/// The days that the page offers, counted from the last day of payment.
const DAYS: [i16; 13] = [-7, -3, -1, 0, 1, 3, 7, 10, 15, 20, 30, 45, 60];

/// After how many days it may go on.
const EVERY: [i16; 4] = [7, 10, 15, 30];

/// The hours at which reminders may begin.
const HOURS: std::ops::RangeInclusive<i16> = 9..=20;

/// Reminders that the page lists by name; the others are counted.
const LISTED_MAX: usize = 200;

/// Shows the rules, and the reminders of the next days.
pub(super) async fn edit(
    State(app): State<App>,
    desk: Desk,
    Path(building): Path<String>,
) -> Result<Response> {
    let building = super::find(&app, &desk, &building).await?;
    let rules = reminders::rules(&app.db, building.id).await?;
    let filled = (RulesForm::of(&desk, &rules), Mistakes::none());
    draw(&app, (&desk, StatusCode::OK), (&building, &rules), filled).await
}

/// Keeps other rules, or shows first what would come of them.
pub(super) async fn update(
    State(app): State<App>,
    desk: Desk,
    Path(building): Path<String>,
    Form(form): Form<RulesForm>,
) -> Result<Response> {
    let building = super::find(&app, &desk, &building).await?;
    let mut reader = Reader::new(&desk);
    let rules = form.parse(&mut reader);
    if !reader.mistakes.is_empty() {
        let rules = reminders::rules(&app.db, building.id).await?;
        let answer = (&desk, StatusCode::UNPROCESSABLE_ENTITY);
        return draw(&app, answer, (&building, &rules), (form, reader.mistakes)).await;
    }
    if form.act == "preview" {
        let filled = (form, Mistakes::none());
        return draw(&app, (&desk, StatusCode::OK), (&building, &rules), filled).await;
    }
    reminders::set(&app.db, (building.id, desk.session.member), &rules, desk.now).await?;
    desk.go(&app, &path(&building), Tone::Ok, desk.w.buildings_saved()).await
}

/// The page of a building's reminders.
fn path(building: &Building) -> String {
    format!("{}/reminders", building.path())
}

async fn draw(
    app: &App,
    (desk, status): (&Desk, StatusCode),
    (building, rules): (&Building, &Rules),
    (form, mistakes): (RulesForm, Mistakes),
) -> Result<Response> {
    let forecast = reminders::forecast(app, building, rules).await?;
    let page = RemindersPage {
        v: desk,
        building,
        tab: "report",
        sum: sum(app, desk, &forecast),
        days: by_day(desk, &forecast),
        form,
        mistakes,
    };
    desk.page(status, &page)
}

/// How many messages go out, and what they cost, in a sentence.
fn sum(app: &App, v: &Visit, forecast: &Forecast) -> String {
    let count = i64::try_from(forecast.planned.len()).unwrap_or(i64::MAX);
    let cost = app.config.messages.sms_price(forecast.parts());
    v.w.debts_forecast_sum(count, v.number(count), v.amount_unit(cost))
}

/// The reminders of a day.
struct Day {
    name: String,
    rows: Vec<Row>,
}

/// One reminder.
struct Row {
    resident: ResidentId,
    name: String,
    owed: Money,
    /// At which hour, and which one it is.
    when: String,
    /// It reaches nobody.
    is_lost: bool,
}

fn by_day(v: &Visit, forecast: &Forecast) -> Vec<Day> {
    let mut days: BTreeMap<Jalali, Vec<Row>> = BTreeMap::new();
    for one in forecast.planned.iter().take(LISTED_MAX) {
        let resident = &one.resident;
        let hour = v.w.debts_from_hour(hour(v, one.at));
        days.entry(Jalali::of(one.at)).or_default().push(Row {
            resident: resident.id,
            name: resident.name.clone(),
            owed: one.owed,
            when: format!("{hour} · {}", day_word(v, one.day.into())),
            is_lost: resident.mobile.is_none() && resident.email.is_none(),
        });
    }
    let named = |(day, rows): (Jalali, Vec<Row>)| Day { name: v.day_full(day.start()), rows };
    days.into_iter().map(named).collect()
}

/// The time of day, as in 14:05.
fn hour(v: &Visit, at: DateTime<Utc>) -> String {
    let minutes = (at - Jalali::of(at).start()).num_minutes();
    v.digits(&format!("{}:{:02}", minutes / 60, minutes % 60))
}

/// How a day that is counted from the last day of payment is called.
fn day_word(v: &Visit, day: i64) -> String {
    match day {
        0 => v.w.debts_day_itself(),
        ..0 => v.w.debts_days_before(-day, v.number(-day)),
        1.. => v.w.debts_days_after(day, v.number(day)),
    }
}

/// The rules, as typed.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub(super) struct RulesForm {
    is_on: String,
    days: Vec<String>,
    then_every: String,
    times_max: String,
    hour: String,
    least: String,
    act: String,
}

impl RulesForm {
    fn of(v: &Visit, rules: &Rules) -> Self {
        Self {
            is_on: if rules.is_on { "yes".to_owned() } else { String::new() },
            days: rules.days.iter().map(ToString::to_string).collect(),
            then_every: rules.then_every.map(|days| days.to_string()).unwrap_or_default(),
            times_max: v.digits(&rules.times_max.to_string()),
            hour: rules.hour.to_string(),
            least: v.amount_typed(rules.least),
            act: String::new(),
        }
    }

    fn parse(&self, reader: &mut Reader) -> Rules {
        let mut days: Vec<i16> = self
            .days
            .iter()
            .filter_map(|day| day.parse().ok())
            .filter(|day| DAYS.contains(day))
            .collect();
        days.sort_unstable();
        days.dedup();
        if days.is_empty() {
            reader.mistakes.add("days", reader.v.w.debts_no_days());
        }
        let times = reader.number("times_max", &self.times_max, (1, 1, 60));
        let hour = self.hour.parse().ok().filter(|hour| HOURS.contains(hour));
        Rules {
            is_on: self.is_on == "yes",
            days,
            then_every: self.then_every.parse().ok().filter(|days| EVERY.contains(days)),
            times_max: i16::try_from(times).unwrap_or(1),
            hour: hour.unwrap_or(*HOURS.start()),
            least: reader.optional_amount("least", &self.least),
        }
    }
}

#[derive(Template)]
#[template(path = "buildings/reminders.html")]
struct RemindersPage<'a> {
    v: &'a Visit,
    building: &'a Building,
    tab: &'a str,
    form: RulesForm,
    mistakes: Mistakes,
    sum: String,
    days: Vec<Day>,
}

impl RemindersPage<'_> {
    /// Each day that may be chosen: as sent, in words, and whether it is.
    fn choices(&self) -> Vec<(String, String, bool)> {
        let choice = |day: i16| {
            let value = day.to_string();
            (value.clone(), day_word(self.v, day.into()), self.form.days.contains(&value))
        };
        DAYS.map(choice).into()
    }

    /// After how many days it goes on: as sent, in words, and whether it is chosen.
    fn every(&self) -> Vec<(String, String, bool)> {
        let choice = |days: i16| {
            let value = days.to_string();
            let word = self.v.w.debts_every_days(self.v.number(days.into()));
            (value.clone(), word, self.form.then_every == value)
        };
        let never = (String::new(), self.v.w.debts_every_never(), self.form.then_every.is_empty());
        [never].into_iter().chain(EVERY.map(choice)).collect()
    }

    /// The hours: as sent, in words, and whether it is chosen.
    fn hours(&self) -> Vec<(String, String, bool)> {
        let choice = |hour: i16| {
            let value = hour.to_string();
            let word = self.v.digits(&format!("{hour}:00"));
            (value.clone(), word, self.form.hour == value)
        };
        HOURS.map(choice).collect()
    }
}
