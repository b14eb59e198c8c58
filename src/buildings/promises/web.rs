//! The page on which somebody promises, reached from the page of their debt. No account is needed.

use std::ops::RangeInclusive;

use askama::Template;
use axum::extract::Path;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::IntoResponse;
use axum::response::Redirect;
use axum::response::Response;
use chrono::NaiveDate;
use chrono::TimeDelta;
use serde::Deserialize;

use super::PromiseRules;
use super::Standing;
use super::parts;
use super::standing_of;
use super::store;
use crate::app::App;
use crate::buildings::BuildingError;
use crate::buildings::building::date_of;
use crate::buildings::building::noon;
use crate::buildings::building::today;
use crate::buildings::debts;
use crate::buildings::debts::Resident;
use crate::buildings::web::find;
use crate::ids::PromiseId;
use crate::ids::ResidentId;
use crate::locale::Jalali;
use crate::money::Money;
use crate::web::Error;
use crate::web::Result;
use crate::web::Visit;
use crate::web::form::Form;
use crate::web::form::Mistakes;
use crate::web::limits;

/// Asks when somebody will pay.
pub(in crate::buildings) async fn new(
    State(app): State<App>,
    visit: Visit,
    Path(token): Path<String>,
) -> Result<Response> {
    let (resident, rules) = may(&app, &visit, &token).await?;
    let visit = visit.in_unit(resident.unit);
    let owed = owed(&app, &resident).await?;
    let form = PromiseForm::blank(&visit, owed);
    let page = PromisePage::of(&visit, (&resident, &rules), (owed, &token), form);
    visit.page(StatusCode::OK, &page)
}

/// Writes a promise down, when it is what was shown and what the building allows.
pub(in crate::buildings) async fn create(
    State(app): State<App>,
    visit: Visit,
    Path(token): Path<String>,
    Form(form): Form<PromiseForm>,
) -> Result<Response> {
    let (resident, rules) = may(&app, &visit, &token).await?;
    let visit = visit.in_unit(resident.unit);
    limits::check(&app, &limits::PAYMENTS_FROM_IP, visit.ip).await?;
    let owed = owed(&app, &resident).await?;
    let id: PromiseId = form.id.parse().unwrap_or_else(|_| PromiseId::new(visit.now));
    let shown = form.shown.parse().map_or(Money::ZERO, Money::rials);
    let mut page = PromisePage::of(&visit, (&resident, &rules), (owed, &token), form);
    let Some(parts) = page.read() else {
        return visit.page(StatusCode::UNPROCESSABLE_ENTITY, &page);
    };
    let whose = (resident.building, resident.id);
    match store::promise(&app, whose, id, (shown, &parts), &rules).await {
        Err(BuildingError::NotAsShown) => {
            page.form.shown = owed.as_rials().to_string();
            page.mistakes.add("count", visit.w.buildings_debt_changed());
            visit.page(StatusCode::CONFLICT, &page)
        }
        done => {
            done?;
            Ok(Redirect::to(&format!("/b/{token}")).into_response())
        }
    }
}

/// Somebody promises what they owe in so many parts, the first on a day.
/// [`BuildingError::NotFound`]: they may not; [`BuildingError::NotAsShown`]: they have.
pub async fn promise(
    app: &App,
    resident: ResidentId,
    (count, first): (usize, NaiveDate),
) -> Result<(), BuildingError> {
    let resident = debts::by_id(&app.db, resident).await?.ok_or(BuildingError::NotFound)?;
    let (whose, now) = ((resident.building, resident.id), app.clock.now());
    let Standing::May(rules) = standing_of(&app.db, whose, now).await? else {
        return Err(BuildingError::NotFound);
    };
    let owed = owed(app, &resident).await?;
    let parts = parts(owed, count, first);
    store::promise(app, whose, PromiseId::new(now), (owed, &parts), &rules).await
}

/// Who asks, and by which rules they may promise; who may not finds nothing here.
async fn may(app: &App, visit: &Visit, token: &str) -> Result<(Resident, PromiseRules)> {
    let resident = find(app, visit, token).await?;
    let whose = (resident.building, resident.id);
    match standing_of(&app.db, whose, visit.now).await? {
        Standing::May(rules) if owed(app, &resident).await? != Money::ZERO => Ok((resident, rules)),
        // The same form sent twice: it is done.
        Standing::Promised(_) => Err(Error::Conflict),
        Standing::May(_) | Standing::MayNot => Err(Error::NotFound),
    }
}

/// What a promise would be about.
async fn owed(app: &App, resident: &Resident) -> sqlx::Result<Money> {
    let items = debts::open_of_resident(&app.db, resident.id).await?;
    Ok(items.iter().filter(|item| !item.is_disputed).map(|item| item.rest).sum())
}

/// A promise, as typed.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub(in crate::buildings) struct PromiseForm {
    id: String,
    /// What was owed when the page was drawn, in rial.
    shown: String,
    count: String,
    day_d: String,
    day_m: String,
    day_y: String,
}

impl PromiseForm {
    fn blank(v: &Visit, owed: Money) -> Self {
        let in_a_week = Jalali::of(v.now + TimeDelta::days(7));
        Self {
            id: PromiseId::new(v.now).to_string(),
            shown: owed.as_rials().to_string(),
            count: "1".to_owned(),
            day_d: in_a_week.day.to_string(),
            day_m: in_a_week.month.to_string(),
            day_y: in_a_week.year.to_string(),
        }
    }

    fn day(&self) -> Option<NaiveDate> {
        let (day, month) = (self.day_d.parse().ok()?, self.day_m.parse().ok()?);
        Jalali::new(self.day_y.parse().ok()?, month, day).map(date_of)
    }
}

#[derive(Template)]
#[template(path = "buildings/promise.html")]
struct PromisePage<'a> {
    v: &'a Visit,
    resident: &'a Resident,
    rules: &'a PromiseRules,
    token: &'a str,
    back: String,
    owed: Money,
    form: PromiseForm,
    mistakes: Mistakes,
}

impl<'a> PromisePage<'a> {
    fn of(
        v: &'a Visit,
        (resident, rules): (&'a Resident, &'a PromiseRules),
        (owed, token): (Money, &'a str),
        form: PromiseForm,
    ) -> Self {
        let (back, mistakes) = (format!("/b/{token}"), Mistakes::none());
        Self { v, resident, rules, token, back, owed, form, mistakes }
    }

    /// The parts that are promised; `None`: something is to be put right first.
    fn read(&mut self) -> Option<Vec<(NaiveDate, Money)>> {
        let w = self.v.w;
        let today = today(self.v.now);
        let most = usize::try_from(self.rules.parts_max).unwrap_or(1);
        let count = self.form.count.parse().ok().filter(|count| (1..=most).contains(count));
        let first = self.form.day();
        if count.is_none() {
            self.mistakes.add("count", w.debts_promise_no_count());
        }
        match first {
            None => self.mistakes.add("day", w.buildings_no_such_day()),
            Some(day) if day <= today => self.mistakes.add("day", w.debts_promise_too_early()),
            Some(_) => (),
        }
        let parts = parts(self.owed, count?, first.filter(|day| today < *day)?);
        let end = today + TimeDelta::days(self.rules.days_max.into());
        if parts.last().is_some_and(|(last, _)| end < *last) {
            self.mistakes.add("day", w.debts_promise_too_late(self.v.day_full(noon(end))));
            return None;
        }
        Some(parts)
    }

    /// In how many parts it may be: as sent, in words, and whether it is chosen.
    fn counts(&self) -> Vec<(String, String, bool)> {
        let choice = |count: i16| {
            let value = count.to_string();
            let word = match count {
                1 => self.v.w.debts_promise_at_once(),
                count => self.v.w.debts_promise_in_parts(self.v.number(count.into())),
            };
            (value.clone(), word, self.form.count == value)
        };
        (1..=self.rules.parts_max).map(choice).collect()
    }

    /// This year and the next.
    fn years(&self) -> RangeInclusive<i32> {
        let year = Jalali::of(self.v.now).year;
        year..=year + 1
    }
}
