//! The page of a month before it is issued: what each unit is to pay and why, and how it stands with
//! another member's approval.

use std::ops::RangeInclusive;

use askama::Template;
use axum::http::StatusCode;
use axum::response::Response;
use chrono::NaiveDate;
use chrono::TimeDelta;
use data_encoding::HEXLOWER;

use super::approval::WordForm;
use super::charge_form::Look;
use super::charge_form::LookForm;
use super::charge_form::years;
use super::home::month_path;
use super::month_rows::COMPARED;
use super::month_rows::Row;
use super::month_rows::Sheet;
use super::upcoming::Missed;
use super::warnings;
use super::warnings::Remark;
use crate::access::Right;
use crate::app::App;
use crate::buildings::Building;
use crate::buildings::BuildingError;
use crate::buildings::approvals;
use crate::buildings::approvals::Question;
use crate::buildings::approvals::Rule;
use crate::buildings::aside::aside;
use crate::buildings::building::DAYS_TO_PAY;
use crate::buildings::building::due_day;
use crate::buildings::building::noon;
use crate::buildings::building::period_of;
use crate::buildings::building::today;
use crate::buildings::draft::Inputs;
use crate::buildings::draft::Shown;
use crate::buildings::early;
use crate::buildings::explain;
use crate::buildings::explain::key_word;
use crate::buildings::inputs;
use crate::buildings::messages;
use crate::buildings::range;
use crate::buildings::reach;
use crate::buildings::runs;
use crate::buildings::runs::Run;
use crate::members;
use crate::money::Money;
use crate::web::Desk;
use crate::web::Error;
use crate::web::Result;
use crate::web::Visit;
use crate::web::form::Mistakes;

/// Whoever has to approve a month has this long before its last day of payment comes too near.
const TIME_TO_APPROVE: TimeDelta = TimeDelta::days(7);

/// Months before this one that can be drafted: as far back as costs that are in no charge are named, however long
/// nothing was issued.
const PAST_MAX: i32 = 120;

/// Months after this one that can be drafted.
const AHEAD_MAX: i32 = 24;

/// A month that somebody wants to see or to issue, before it is computed.
pub(super) struct Wanted {
    pub(super) period: i32,
    pub(super) look: Look,
    rule: Rule,
    question: Option<Question>,
}

impl Wanted {
    pub(super) async fn of(
        app: &App,
        v: &Visit,
        building: &Building,
        (month, form): (&str, &LookForm),
    ) -> Result<Self> {
        let period: i32 = month.parse().map_err(|_| Error::NotFound)?;
        let this = period_of(v.now);
        if !(this - PAST_MAX..=this + AHEAD_MAX).contains(&period) {
            return Err(Error::NotFound);
        }
        let rule = approvals::rule(&app.db, building.id, v.now).await?;
        let question = approvals::about(&app.db, (building.id, period)).await?;
        let look = Look::of(v, form, usual_due(v, (period, rule), question.as_ref()));
        Ok(Self { period, look, rule, question })
    }

    /// What the sender of a form saw, by its digest. [`BuildingError::NotAsShown`]: nothing of the kind was
    /// shown.
    pub(super) fn shown(&self, digest: &str) -> Result<Shown, BuildingError> {
        let digest =
            HEXLOWER.decode(digest.as_bytes()).ok().and_then(|bytes| bytes.try_into().ok());
        let digest = digest.filter(|_| self.look.mistakes.is_empty());
        let digest = digest.ok_or(BuildingError::NotAsShown)?;
        Ok(Shown { period: self.period, due_on: self.look.due_on, digest })
    }

    /// The month as it would be issued now.
    pub(super) async fn computed(self, app: &App, v: &Visit, building: &Building) -> Result<Month> {
        let inputs = self.inputs(app, building).await?;
        let before = match runs::living(&app.db, building.id, self.period - 1).await? {
            Some(run) => Some(runs::inputs(&app.db, run.id).await?),
            None => None,
        };
        let run = runs::living(&app.db, building.id, self.period).await?;
        let (v, from, mix) = (*v.voice(), self.look.from, self.look.mix.clone());
        let sheet =
            aside(move || Sheet::of(&v, (&inputs, before.as_ref()), (from, &mix))).await??;
        Ok(Month { sheet, wanted: self, run })
    }

    /// The digest of the month as it would be issued now.
    pub(super) async fn digest(&self, app: &App, building: &Building) -> Result<String> {
        let inputs = self.inputs(app, building).await?;
        let digest = aside(move || inputs.digest()).await?;
        Ok(HEXLOWER.encode(&digest.map_err(BuildingError::from)?))
    }

    async fn inputs(&self, app: &App, building: &Building) -> Result<Inputs, BuildingError> {
        let mut db = app.db.acquire().await?;
        inputs::gather(&mut db, building.id, (self.period, self.look.due_on)).await
    }
}

/// A month as it would be issued now.
pub(super) struct Month {
    sheet: Sheet,
    pub(super) wanted: Wanted,
    run: Option<Run>,
}

impl Month {
    pub(super) async fn of(
        app: &App,
        v: &Visit,
        building: &Building,
        wanted: (&str, &LookForm),
    ) -> Result<Self> {
        Wanted::of(app, v, building, wanted).await?.computed(app, v, building).await
    }
}

/// The last day of payment that is shown until somebody names another: the one that was asked about, as
/// long as it leaves everybody the time to pay; where somebody has to approve first, they have a week too.
fn usual_due(v: &Visit, (period, rule): (i32, Rule), question: Option<&Question>) -> NaiveDate {
    let soonest = today(v.now) + DAYS_TO_PAY;
    let asked = question.map(|question| question.due_on).filter(|due| soonest <= *due);
    let from = if rule.is_needed { v.now + TIME_TO_APPROVE } else { v.now };
    asked.unwrap_or_else(|| due_day(period, from))
}

#[derive(Template)]
#[template(path = "buildings/month.html")]
pub(super) struct MonthPage<'a> {
    v: &'a Visit,
    building: &'a Building,
    tab: &'a str,
    title: String,
    due: String,
    /// What is let off to whoever pays early.
    early: Option<String>,
    path: String,
    digest: String,
    rows: &'a [Row],
    /// The pages of units before and after these.
    previous: Option<String>,
    next: Option<String>,
    total: Money,
    bills: i64,
    by_sms: i64,
    by_email: i64,
    by_nothing: i64,
    warnings: Vec<Remark>,
    /// Other months that bear costs and are in no charge.
    missed: Missed,
    /// The months before and after, and where their drafts are.
    beside: [(String, String); 2],
    /// Nothing can be issued before something is put right.
    is_stuck: bool,
    is_issued: bool,
    has_changed: bool,
    look: &'a Look,
    mistakes: &'a Mistakes,
    approval: Approval<'a>,
    /// Another member's answer, as it was typed.
    pub(super) word: WordForm,
    pub(super) word_mistakes: Mistakes,
}

impl<'a> MonthPage<'a> {
    /// The month as it is now, for whoever acted on another.
    pub(super) async fn changed(
        app: &App,
        desk: &'a Desk,
        building: &'a Building,
        wanted: Wanted,
    ) -> Result<Response> {
        let month = wanted.computed(app, desk, building).await?;
        let mut page = MonthPage::of(app, desk, building, &month).await?;
        page.has_changed = true;
        desk.page(StatusCode::UNPROCESSABLE_ENTITY, &page)
    }

    pub(super) async fn of(
        app: &App,
        v: &'a Desk,
        building: &'a Building,
        month: &'a Month,
    ) -> Result<Self, BuildingError> {
        let (sheet, wanted) = (&month.sheet, &month.wanted);
        let mut warnings = sheet.warnings.clone();
        let people = sheet.people.iter().map(|(resident, _)| *resident);
        let reach = reach::of(&app.db, people).await?;
        warnings.extend(warnings::of_unreached(app, v, &sheet.people, reach.nobody).await?);
        let newest = runs::newest(&app.db, building.id).await?.map(|run| run.period);
        let (look, path) = (&wanted.look, month_path(building, wanted.period));
        Ok(Self {
            v,
            building,
            tab: "charges",
            title: messages::title(v.voice(), wanted.period),
            due: v.day_full(noon(look.due_on)),
            early: early::held(&app.db, (building.id, look.due_on))
                .await?
                .map(|held| explain::early_rule(v, &held)),
            path: path.clone(),
            digest: HEXLOWER.encode(&sheet.digest),
            rows: &sheet.rows,
            previous: look.previous(&path),
            next: look.next(&path, sheet.units),
            total: sheet.total,
            bills: i64::try_from(sheet.people.len()).unwrap_or(i64::MAX),
            by_sms: reach.sms,
            by_email: reach.email,
            by_nothing: reach.nobody,
            warnings: warnings::shown(app, v, (building, wanted.period), warnings).await?,
            missed: Missed::beside(app, v, (building, newest), wanted.period).await?,
            beside: [-1, 1]
                .map(|step| wanted.period + step)
                .map(|period| (range::name(v, period), month_path(building, period))),
            is_stuck: sheet.is_stuck,
            is_issued: month.run.is_some(),
            has_changed: false,
            look,
            mistakes: &look.mistakes,
            approval: Approval::of(app, v, month).await?,
            word: WordForm::default(),
            word_mistakes: Mistakes::none(),
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

/// How it stands with another member's approval of a month.
struct Approval<'a> {
    rule: Rule,
    question: Option<&'a Question>,
    /// What was asked about is what is shown.
    is_of_this: bool,
    /// Whoever looks has asked it themselves.
    is_own: bool,
    /// Somebody else than whoever looks could approve.
    has_another: bool,
}

impl<'a> Approval<'a> {
    async fn of(app: &App, desk: &Desk, month: &'a Month) -> Result<Self, BuildingError> {
        let (member, workspace) = (desk.session.member, desk.session.workspace);
        let question = month.wanted.question.as_ref();
        let has_another =
            members::is_another_who_may(&app.db, (workspace, member), Right::Approve).await?;
        Ok(Self {
            rule: month.wanted.rule,
            question,
            is_of_this: question.is_some_and(|question| question.digest == month.sheet.digest),
            is_own: question.is_some_and(|question| question.asked_by == member),
            has_another,
        })
    }

    fn answer(&self) -> Option<bool> {
        self.question.filter(|_| self.is_of_this)?.approved
    }

    fn waits(&self) -> bool {
        self.is_of_this && self.answer().is_none()
    }

    /// Whether the month may be issued as it is.
    fn is_enough(&self) -> bool {
        !self.rule.is_needed || self.answer() == Some(true)
    }

    /// Whether there is something to ask, and somebody to ask.
    fn may_be_asked(&self) -> bool {
        self.has_another && !self.waits() && self.answer() != Some(true)
    }
}
