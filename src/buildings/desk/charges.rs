//! The charge of a month: drafted, looked at, issued, and taken back if it was wrong.

use std::collections::HashMap;
use std::ops::RangeInclusive;

use askama::Template;
use axum::extract::Path;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;
use chrono::TimeDelta;
use data_encoding::HEXLOWER;
use serde::Deserialize;

use super::charge_form::Look;
use super::charge_form::LookForm;
use super::charge_form::years;
use super::home::Progress;
use super::home::month_path;
use super::home::progress;
use super::unread::unread;
use crate::app::App;
use crate::buildings;
use crate::buildings::Building;
use crate::buildings::BuildingError;
use crate::buildings::Draft;
use crate::buildings::Key;
use crate::buildings::building::due_day;
use crate::buildings::building::noon;
use crate::buildings::building::period_of;
use crate::buildings::draft::Bill;
use crate::buildings::draft::Inputs;
use crate::buildings::draft::UnitInput;
use crate::buildings::early;
use crate::buildings::explain;
use crate::buildings::explain::key_word;
use crate::buildings::explain::place;
use crate::buildings::inputs;
use crate::buildings::messages;
use crate::buildings::reach;
use crate::buildings::runs;
use crate::buildings::runs::Run;
use crate::ids::RunId;
use crate::ids::UnitId;
use crate::money::Money;
use crate::sessions::Tone;
use crate::web::Desk;
use crate::web::Error;
use crate::web::Result;
use crate::web::Visit;
use crate::web::form::Form;
use crate::web::form::Mistakes;
use crate::web::form::Query;
use crate::web::limits;
use crate::web::limits::Limit;

/// Months that are issued for one building (`money.md` E11).
const RUNS: Limit = Limit::new("charge_run", 5, TimeDelta::hours(1));

/// What keys are set beside each other.
const COMPARED: [Key; 3] = [Key::Area, Key::Equal, Key::Persons];

/// Shows the months that were issued.
pub(super) async fn index(
    State(app): State<App>,
    desk: Desk,
    Path(building): Path<String>,
) -> Result<Response> {
    let building = super::find(&app, &desk, &building).await?;
    let all = runs::all(&app.db, building.id).await?;
    let this_month = period_of(desk.now);
    let next = all.iter().filter(|run| run.reversed_at.is_none()).map(|run| run.period + 1).max();
    let rows = all.into_iter().map(|run| (progress(&desk, &run), run)).collect();
    let next = month_path(&building, next.unwrap_or(this_month));
    desk.page(
        StatusCode::OK,
        &RunsPage { v: &desk, building: &building, tab: "charges", rows, next },
    )
}

/// Shows a month as it would be issued now, computed anew at each look.
pub(super) async fn preview(
    State(app): State<App>,
    desk: Desk,
    Path((building, month)): Path<(String, String)>,
    Query(form): Query<LookForm>,
) -> Result<Response> {
    let building = super::find(&app, &desk, &building).await?;
    let month = Month::of(&app, &desk, &building, (&month, &form)).await?;
    let page = MonthPage::of(&app, &desk, &building, &month).await?;
    let is_right = month.look.mistakes.is_empty();
    let status = if is_right { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
    desk.page(status, &page)
}

/// Issues a month as it was shown. What has changed since is shown first.
pub(super) async fn create(
    State(app): State<App>,
    desk: Desk,
    Path((building, month)): Path<(String, String)>,
    Form(form): Form<IssueForm>,
) -> Result<Response> {
    let building = super::find(&app, &desk, &building).await?;
    let month = Month::of(&app, &desk, &building, (&month, &form.look())).await?;
    limits::check(&app, &RUNS, building.id).await?;
    let is_shown = form.digest == month.digest()? && month.look.mistakes.is_empty();
    let issued = if is_shown && !month.inputs.sources.is_empty() {
        buildings::issue(&app, (building.id, desk.session.member), &month.inputs).await
    } else {
        Err(BuildingError::NotAsShown)
    };
    match issued {
        Ok(_) => {
            let text = desk.w.buildings_issued(messages::title(desk.voice(), month.inputs.period));
            desk.go(&app, &building.path(), Tone::Ok, text).await
        }
        Err(
            BuildingError::NotAsShown
            | BuildingError::NobodyBears(_)
            | BuildingError::NobodyOwes(_),
        ) => {
            let mut page = MonthPage::of(&app, &desk, &building, &month).await?;
            page.has_changed = true;
            desk.page(StatusCode::UNPROCESSABLE_ENTITY, &page)
        }
        Err(error) => Err(error.into()),
    }
}

/// Takes a wrong run back.
pub(super) async fn reversal_create(
    State(app): State<App>,
    desk: Desk,
    Path((building, run)): Path<(String, String)>,
) -> Result<Response> {
    let building = super::find(&app, &desk, &building).await?;
    let run: RunId = run.parse().map_err(|_| Error::NotFound)?;
    let run = runs::one(&app.db, (building.id, run)).await?.ok_or(Error::NotFound)?;
    runs::reverse(&app, (building.id, run.id), desk.session.member).await?;
    let path = month_path(&building, run.period);
    desk.go(&app, &path, Tone::Ok, desk.w.buildings_reversed()).await
}

/// What the manager confirms.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub(super) struct IssueForm {
    /// What was shown.
    digest: String,
    due_d: String,
    due_m: String,
    due_y: String,
}

impl IssueForm {
    /// The month as it was looked at.
    fn look(&self) -> LookForm {
        LookForm {
            due_d: self.due_d.clone(),
            due_m: self.due_m.clone(),
            due_y: self.due_y.clone(),
            ..LookForm::default()
        }
    }
}

/// A month as it would be issued now.
struct Month {
    inputs: Inputs,
    run: Option<Run>,
    look: Look,
}

impl Month {
    async fn of(
        app: &App,
        v: &Visit,
        building: &Building,
        (month, form): (&str, &LookForm),
    ) -> Result<Self> {
        let period: i32 = month.parse().map_err(|_| Error::NotFound)?;
        let this = period_of(v.now);
        if !(this - 24..=this + 24).contains(&period) {
            return Err(Error::NotFound);
        }
        let look = Look::of(v, form, due_day(period, v.now));
        let due = (period, look.due_on);
        let title = v.w.buildings_fixed_charge();
        let mut db = app.db.acquire().await.map_err(BuildingError::from)?;
        let inputs = inputs::gather(&mut db, building.id, due, title).await?;
        Ok(Self { inputs, run: runs::living(&app.db, building.id, period).await?, look })
    }

    fn digest(&self) -> Result<String, BuildingError> {
        Ok(HEXLOWER.encode(&self.inputs.digest()?))
    }
}

/// A unit's row of the draft.
struct Row {
    unit: String,
    /// Who gets a bill; of several each with their part.
    who: Vec<(String, Option<String>)>,
    lines: Vec<(String, Money)>,
    total: Money,
    /// By how much more than last month.
    more: Money,
    /// What it would be by other keys.
    compared: Vec<Option<Money>>,
}

#[derive(Template)]
#[template(path = "buildings/runs.html")]
struct RunsPage<'a> {
    v: &'a Visit,
    building: &'a Building,
    tab: &'a str,
    rows: Vec<(Progress, Run)>,
    next: String,
}

#[derive(Template)]
#[template(path = "buildings/month.html")]
struct MonthPage<'a> {
    v: &'a Visit,
    building: &'a Building,
    tab: &'a str,
    title: String,
    due: String,
    /// What is let off to whoever pays early.
    early: Option<String>,
    path: String,
    digest: String,
    rows: Vec<Row>,
    total: Money,
    bills: i64,
    by_sms: i64,
    by_email: i64,
    by_nothing: i64,
    warnings: Vec<String>,
    /// Nothing can be issued before something is put right.
    is_stuck: bool,
    is_issued: bool,
    has_changed: bool,
    look: &'a Look,
    mistakes: &'a Mistakes,
}

impl<'a> MonthPage<'a> {
    async fn of(
        app: &App,
        v: &'a Visit,
        building: &'a Building,
        month: &'a Month,
    ) -> Result<Self, BuildingError> {
        let (drafted, mut warnings) = drafted(v, &month.inputs)?;
        let before = match runs::living(&app.db, building.id, month.inputs.period - 1).await? {
            Some(run) => {
                let inputs = runs::inputs(&app.db, run.id).await?;
                let amounts = inputs.draft()?.of_units(inputs.units.len());
                inputs.units.iter().map(|unit| unit.id).zip(amounts).collect()
            }
            None => HashMap::new(),
        };
        let draft = drafted.clone().unwrap_or_default();
        let people = draft.bills.iter().map(|bill| bill.party.resident);
        let reach = reach::of(&app.db, people).await?;
        if 0 < reach.nobody {
            let count = v.number(reach.nobody);
            warnings.push(v.w.buildings_no_mobile(reach.nobody, count));
        }
        let is_stuck = drafted.is_none() || !draft.nobody.is_empty() || draft.bills.is_empty();
        Ok(Self {
            v,
            building,
            tab: "charges",
            title: messages::title(v.voice(), month.inputs.period),
            due: v.day_full(noon(month.inputs.due_on)),
            early: early::held(&app.db, (building.id, month.inputs.due_on))
                .await?
                .map(|held| explain::early_rule(v, &held)),
            path: month_path(building, month.inputs.period),
            digest: month.digest()?,
            rows: rows(v, month, &draft, &before),
            total: draft.total(),
            bills: i64::try_from(draft.bills.len()).unwrap_or(i64::MAX),
            by_sms: reach.sms,
            by_email: reach.email,
            by_nothing: reach.nobody,
            warnings,
            is_stuck,
            is_issued: month.run.is_some(),
            has_changed: false,
            look: &month.look,
            mistakes: &month.look.mistakes,
        })
    }

    fn compared(&self) -> Vec<String> {
        let words = COMPARED.into_iter().map(|key| key_word(self.v.voice(), key));
        words.chain([self.look.word(self.v)]).collect()
    }

    fn years(&self) -> RangeInclusive<i32> {
        years(self.v)
    }
}

/// The draft, and what the manager should know of it; none, when a cost has nobody to bear it.
fn drafted(v: &Visit, inputs: &Inputs) -> Result<(Option<Draft>, Vec<String>), BuildingError> {
    match inputs.draft() {
        Ok(draft) => {
            let unit = |unit: &usize| {
                let unit = &inputs.units[*unit];
                v.w.buildings_no_person(place(v, &unit.block, &unit.number))
            };
            let warnings = draft.nobody.iter().map(unit);
            let warnings = warnings.chain(unread(v, inputs)).collect();
            Ok((Some(draft), warnings))
        }
        Err(BuildingError::NobodyBears(place)) => {
            let title = inputs.sources.get(place).map_or("", |source| source.title.as_str());
            let warnings = [v.w.buildings_no_weights(title)].into_iter();
            Ok((None, warnings.chain(unread(v, inputs)).collect()))
        }
        Err(error) => Err(error),
    }
}

/// Who gets a bill of a unit; of several each with their part.
fn who(v: &Visit, bills: &[&Bill]) -> Vec<(String, Option<String>)> {
    let part = |bill: &Bill| (1 < bills.len()).then(|| v.amount(bill.total()));
    bills.iter().map(|bill| (bill.party.name.clone(), part(bill))).collect()
}

fn rows(v: &Visit, month: &Month, draft: &Draft, before: &HashMap<UnitId, Money>) -> Vec<Row> {
    let inputs = &month.inputs;
    let count = inputs.units.len();
    let of_units = |draft: &Draft| draft.of_units(count);
    let one = COMPARED.map(|key| vec![(100, key)]);
    let keys = one.iter().map(Vec::as_slice).chain([month.look.mix.as_slice()]);
    let others: Vec<_> =
        keys.map(|keys| inputs.by(keys).draft().ok().as_ref().map(of_units)).collect();
    let mut lines: Vec<Vec<(String, Money)>> = vec![vec![]; count];
    for line in &draft.lines {
        let title = inputs.sources[line.source].title.clone();
        lines[line.unit].push((title, line.owner + line.occupant));
    }
    let mut bills: Vec<Vec<&Bill>> = vec![vec![]; count];
    for bill in &draft.bills {
        bills[bill.unit].push(bill);
    }
    let totals = draft.of_units(count).into_iter().zip(lines).enumerate();
    let row = |((at, (total, lines)), unit): ((usize, (Money, _)), &UnitInput)| Row {
        unit: place(v, &unit.block, &unit.number),
        who: who(v, &bills[at]),
        lines,
        total,
        more: total - before.get(&unit.id).copied().unwrap_or(Money::ZERO),
        compared: others.iter().map(|other| other.as_ref().map(|other| other[at])).collect(),
    };
    totals.zip(&inputs.units).map(row).collect()
}
