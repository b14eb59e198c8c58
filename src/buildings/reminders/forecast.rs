//! Who will be told what and when, and what it will cost, if nobody pays anything until then.

use std::collections::HashMap;

use chrono::DateTime;
use chrono::TimeDelta;
use chrono::Utc;

use super::REST;
use super::Rules;
use super::message;
use super::store;
use super::store::Owing;
use crate::adapters::sms::parts;
use crate::app::App;
use crate::buildings::Building;
use crate::buildings::BuildingError;
use crate::buildings::building::days_late;
use crate::buildings::debts;
use crate::buildings::debts::Resident;
use crate::ids::ResidentId;
use crate::locale::Jalali;
use crate::money::Money;
use crate::notices;

/// For so many days from today.
pub(in crate::buildings) const DAYS: i64 = 30;

/// More people than any building has.
const EVERYBODY: i64 = 1_000_000;

/// A reminder that will be sent.
#[derive(Debug)]
pub(in crate::buildings) struct Planned {
    pub(in crate::buildings) at: DateTime<Utc>,
    pub(in crate::buildings) resident: Resident,
    /// Its day, counted from the last day of payment.
    pub(in crate::buildings) day: i32,
    pub(in crate::buildings) owed: Money,
    /// How many SMS it is; none where it goes by e-mail, or reaches nobody.
    pub(in crate::buildings) parts: usize,
}

/// The reminders of the next days, in order.
#[derive(Debug, Default)]
pub(in crate::buildings) struct Forecast {
    pub(in crate::buildings) planned: Vec<Planned>,
}

impl Forecast {
    /// How many SMS they are.
    pub(in crate::buildings) fn parts(&self) -> usize {
        self.planned.iter().map(|one| one.parts).sum()
    }
}

/// Looks ahead by rules, which may be some that are not in force yet.
pub(in crate::buildings) async fn forecast(
    app: &App,
    building: &Building,
    rules: &Rules,
) -> Result<Forecast, BuildingError> {
    let now = app.clock.now();
    let nobody = ResidentId::from(uuid::Uuid::nil());
    let owing = store::owing(&app.db, Some(building.id), (nobody, EVERYBODY), now).await?;
    let people = debts::of_building(&app.db, building.id).await?;
    let mut people: HashMap<ResidentId, Resident> =
        people.into_iter().map(|resident| (resident.id, resident)).collect();
    let texts = notices::settings(&app.db, building.workspace).await?.texts;
    let mut planned = vec![];
    for one in owing {
        let Some(resident) = people.remove(&one.resident) else { continue };
        for (at, day) in moments(rules, &one, now) {
            let (manner, message) = message(&resident, &one, at);
            let said = notices::try_texts(app, manner, &message, &texts).sms();
            planned.push(Planned {
                at,
                day,
                owed: one.owed,
                parts: resident.mobile.as_ref().map_or(0, |_| parts(&said)),
                resident: resident.clone(),
            });
        }
    }
    planned
        .sort_by(|one, other| (one.at, &one.resident.name).cmp(&(other.at, &other.resident.name)));
    Ok(Forecast { planned })
}

/// The moments at which somebody is reminded, each with the day of its reminder.
fn moments(rules: &Rules, owing: &Owing, now: DateTime<Utc>) -> Vec<(DateTime<Utc>, i32)> {
    let (mut told, mut moments) = (owing.told, vec![]);
    let noon = Jalali::of(now).start() + TimeDelta::hours(12);
    for ahead in 0..DAYS {
        let (from, until) = rules.window(noon + TimeDelta::days(ahead));
        let at = from.max(now).max(owing.since + REST);
        let late = days_late(owing.episode, noon + TimeDelta::days(ahead));
        let Some(day) = rules.due(late, told, owing.owed).filter(|_| at < until) else { continue };
        told = super::Told { last: Some(day), times: told.times + 1 };
        moments.push((at, day));
    }
    moments
}

#[cfg(test)]
mod tests {
    use super::super::Told;
    use super::*;

    fn at(text: &str) -> DateTime<Utc> {
        let at = DateTime::parse_from_rfc3339(&format!("{text}:00+03:30"));
        at.expect("a moment like 2026-12-01T12:00").to_utc()
    }

    #[test]
    fn the_forecast_goes_from_now_on_by_the_hour_and_skips_what_has_been_sent() {
        let owing = Owing {
            resident: uuid::Uuid::nil().into(),
            episode: at("2026-12-01T12:00").date_naive(),
            period: None,
            is_given_back: false,
            owed: Money::rials(1),
            since: at("2026-11-22T12:00"),
            told: Told { last: Some(-3), times: 1 },
            rules: Rules::default(),
        };
        let rules = Rules { hour: 11, ..Rules::default() };
        let ahead = |now| moments(&rules, &owing, now);
        let usual = [
            (at("2026-12-01T11:00"), 0),
            (at("2026-12-04T11:00"), 3),
            (at("2026-12-11T11:00"), 10),
            (at("2026-12-21T11:00"), 20),
        ];
        assert_eq!(ahead(at("2026-11-28T12:00")), usual);
        // What was missed in the morning is made up for at once, and at night in the next morning.
        assert_eq!(ahead(at("2026-12-01T15:00"))[0], (at("2026-12-01T15:00"), 0));
        assert_eq!(ahead(at("2026-12-01T22:00"))[0], (at("2026-12-02T11:00"), 0));
        let paid = Owing { since: at("2026-12-03T18:00"), ..owing };
        assert_eq!(moments(&rules, &paid, at("2026-12-03T19:00"))[0], (at("2026-12-05T18:00"), 3));
    }
}
