//! What somebody wants to see of the accounts, read from the address.

use serde::Deserialize;

use super::period::Period;
use super::period::Ready;
use super::period::Step;
use super::store;
use super::store::Named;
use crate::app::App;
use crate::ids::LinkId;
use crate::ids::MemberId;
use crate::ids::WorkspaceId;
use crate::locale::Jalali;
use crate::locale::Voice;
use crate::locale::clean;
use crate::mobile::Mobile;
use crate::money::Money;
use crate::money::MoneyMistake;
use crate::web::Desk;
use crate::web::form::Mistakes;
use crate::web::paging::After;
use crate::web::search;

/// Words that more links than this have are too few words.
pub(super) const LINKS_FOUND_MAX: usize = 200;

/// The question as it was typed.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct Asked {
    pub(super) period: String,
    pub(super) from: String,
    pub(super) to: String,
    pub(super) state: String,
    /// One link, by its id.
    pub(super) link: String,
    /// Links, by words of their titles or references.
    pub(super) about: String,
    pub(super) q: String,
    pub(super) payer: String,
    pub(super) min: String,
    pub(super) max: String,
    /// Who made the link, by id.
    pub(super) maker: String,
    pub(super) label: String,
    /// How far a column of the chart reaches.
    pub(super) by: String,
    pub(super) after: String,
}

/// Which payments, in the words of a merchant.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Chosen {
    /// Money that is the merchant's.
    Booked,
    /// Money that waits for the merchant to decide.
    Suspended,
    /// Money that went back, or is on its way back.
    GivenBack,
    /// No answer yet.
    Waiting,
    /// No money moved.
    Failed,
    /// All of them.
    All,
}

impl Chosen {
    pub(super) const ALL: [Chosen; 6] = [
        Chosen::Booked,
        Chosen::Suspended,
        Chosen::GivenBack,
        Chosen::Waiting,
        Chosen::Failed,
        Chosen::All,
    ];

    /// As addresses and `chosen_payments` write it.
    pub(super) fn code(self) -> &'static str {
        match self {
            Chosen::Booked => "booked",
            Chosen::Suspended => "suspended",
            Chosen::GivenBack => "given_back",
            Chosen::Waiting => "waiting",
            Chosen::Failed => "failed",
            Chosen::All => "all",
        }
    }

    pub(super) fn word(self, v: &Voice) -> String {
        match self {
            Chosen::Booked => v.w.reports_state_booked(),
            Chosen::Suspended => v.w.reports_state_suspended(),
            Chosen::GivenBack => v.w.reports_state_given_back(),
            Chosen::Waiting => v.w.reports_state_waiting(),
            Chosen::Failed => v.w.reports_state_failed(),
            Chosen::All => v.w.reports_state_all(),
        }
    }

    /// Whether money that is the merchant's is among them, so that there is something to add up.
    pub(super) fn has_sums(self) -> bool {
        matches!(self, Chosen::Booked | Chosen::All)
    }

    pub(super) fn parse(code: &str) -> Self {
        let named = Chosen::ALL.into_iter().find(|chosen| chosen.code() == code);
        named.unwrap_or(Chosen::Booked)
    }
}

/// A question that can be asked of the database.
#[derive(Clone, Debug)]
pub(super) struct Filter {
    pub(super) workspace: WorkspaceId,
    pub(super) period: Period,
    pub(super) chosen: Chosen,
    /// None: whatever was paid for.
    pub(super) links: Option<Vec<Named<LinkId>>>,
    /// As PostgreSQL reads it; empty: any words.
    pub(super) words: String,
    pub(super) min: Option<Money>,
    pub(super) max: Option<Money>,
    pub(super) maker: Option<MemberId>,
    /// Empty: any, and none.
    pub(super) label: String,
    pub(super) after: Option<After>,
    /// How it was typed; the days are said by the period.
    typed: Asked,
}

impl Filter {
    /// Reads a question, and looks up the links whose words it has. Who names no days means this
    /// month; one day alone means since then, or until then from the month's beginning.
    pub(super) async fn read(
        app: &App,
        desk: &Desk,
        asked: &Asked,
    ) -> sqlx::Result<Result<Self, Mistakes>> {
        let mut mistakes = Mistakes::none();
        let period = period(desk, asked, &mut mistakes);
        let links = links(app, desk, asked, &mut mistakes).await?;
        let amount = |typed: &str| match typed.trim() {
            "" => Ok(None),
            typed => Money::parse(typed, desk.unit).map(Some),
        };
        let min = mistakes.take("min", amount(&asked.min), |mistake| sentence(desk, mistake));
        let max = mistakes.take("max", amount(&asked.max), |mistake| sentence(desk, mistake));
        let (min, max) = (min.flatten(), max.flatten());
        if min.zip(max).is_some_and(|(min, max)| max < min) {
            mistakes.add("max", desk.w.reports_amounts_are_reversed());
        }
        let (Some(period), true) = (period, mistakes.is_empty()) else {
            return Ok(Err(mistakes));
        };
        Ok(Ok(Self {
            workspace: desk.session.workspace,
            period,
            chosen: Chosen::parse(&asked.state),
            links,
            words: words(asked),
            min,
            max,
            maker: asked.maker.parse().ok(),
            label: clean(&asked.label),
            after: After::parse(&asked.after),
            typed: asked.clone(),
        }))
    }

    /// All payments of one kind in a period.
    pub(super) fn of(workspace: WorkspaceId, period: Period, chosen: Chosen) -> Self {
        Self {
            workspace,
            period,
            chosen,
            links: None,
            words: String::new(),
            min: None,
            max: None,
            maker: None,
            label: String::new(),
            after: None,
            typed: Asked::default(),
        }
    }

    /// The same question from its first row on.
    pub(super) fn without_place(self) -> Self {
        Self { after: None, ..self }
    }

    /// Whether it asks for everything that moved the wallet, so that the wallet can be compared.
    pub(super) fn is_whole(&self) -> bool {
        self.chosen.has_sums()
            && self.links.is_none()
            && self.words.is_empty()
            && self.min.is_none()
            && self.max.is_none()
            && self.maker.is_none()
            && self.label.is_empty()
    }

    /// The purposes of the links, as the database is asked for them.
    pub(super) fn purposes(&self) -> Option<Vec<uuid::Uuid>> {
        let links = self.links.as_ref()?;
        Some(links.iter().map(|link| link.id.as_uuid()).collect())
    }

    /// The days as a form shows them, in the reader's digits.
    pub(super) fn days(&self, v: &Voice) -> (String, String) {
        let Period { from, to } = self.period;
        (v.digits(&from.to_string()), v.digits(&to.to_string()))
    }

    /// The same question in the form of an address, but for one field.
    pub(super) fn question(&self, change: (&str, &str)) -> String {
        let Period { from, to } = self.period;
        let (from, to, typed) = (from.to_string(), to.to_string(), &self.typed);
        let fields = [
            ("from", from.as_str()),
            ("to", &to),
            ("state", self.chosen.code()),
            ("link", &typed.link),
            ("about", &typed.about),
            ("q", &typed.q),
            ("payer", &typed.payer),
            ("min", &typed.min),
            ("max", &typed.max),
            ("maker", &typed.maker),
            ("label", &typed.label),
            ("by", &typed.by),
        ];
        // A period with a name takes the place of the days, and a link that of its words.
        let is_kept = |name: &str| match change.0 {
            "period" => !matches!(name, "from" | "to"),
            "link" => name != "about",
            _ => true,
        };
        let kept = fields
            .into_iter()
            .filter(|(name, value)| *name != change.0 && !value.is_empty() && is_kept(name));
        url::form_urlencoded::Serializer::new(String::new())
            .extend_pairs(kept)
            .extend_pairs(
                Some(change).filter(|(name, value)| !name.is_empty() && !value.is_empty()),
            )
            .finish()
    }

    /// The question as it is kept: a period with a name is kept by that name, and moves on with time.
    pub(super) fn kept_question(&self, v: &Voice, asked: &Asked) -> String {
        let today = Jalali::of(v.now);
        let is_it = |ready: &Ready| ready.period(today) == self.period;
        let asked = Ready::parse(&asked.period).filter(is_it);
        match asked.or_else(|| Ready::ALL.into_iter().find(is_it)) {
            Some(ready) => self.question(("period", ready.code())),
            None => self.question(("", "")),
        }
    }

    /// How far a column of the chart reaches, where somebody has said so.
    pub(super) fn step(&self) -> Option<Step> {
        match self.typed.by.as_str() {
            "day" => Some(Step::Day),
            "month" => Some(Step::Month),
            _ => None,
        }
    }

    /// The address of a page with the same question, but for one field.
    pub(super) fn address(&self, path: &str, change: (&str, &str)) -> String {
        format!("{path}?{}", self.question(change))
    }
}

/// The days that are asked for.
pub(super) fn period(desk: &Desk, asked: &Asked, mistakes: &mut Mistakes) -> Option<Period> {
    let today = Jalali::of(desk.now);
    let ready = Ready::parse(&asked.period).unwrap_or(Ready::ThisMonth).period(today);
    let unknown = |()| desk.w.reports_day_is_unknown();
    let from = mistakes.take("from", day(&asked.from, ready.from), unknown);
    let to = mistakes.take("to", day(&asked.to, ready.to), unknown);
    let (from, to) = from.zip(to)?;
    if to < from {
        mistakes.add("to", desk.w.reports_days_are_reversed());
        return None;
    }
    Some(Period { from, to })
}

fn day(typed: &str, otherwise: Jalali) -> Result<Jalali, ()> {
    match typed.trim() {
        "" => Ok(otherwise),
        typed => Jalali::parse(typed).ok_or(()),
    }
}

/// The links that are asked for; none that is not the workspace's own.
async fn links(
    app: &App,
    desk: &Desk,
    asked: &Asked,
    mistakes: &mut Mistakes,
) -> sqlx::Result<Option<Vec<Named<LinkId>>>> {
    let workspace = desk.session.workspace;
    if let Ok(link) = asked.link.parse() {
        return store::link(&app.db, workspace, link).await.map(Some);
    }
    if asked.about.trim().is_empty() {
        return Ok(None);
    }
    let words = search::query(&asked.about);
    if words.is_empty() {
        return Ok(Some(vec![]));
    }
    let found = store::links(&app.db, workspace, &words, LINKS_FOUND_MAX + 1).await?;
    if LINKS_FOUND_MAX < found.len() {
        let max = i64::try_from(LINKS_FOUND_MAX).unwrap_or_default();
        mistakes.add("about", desk.w.reports_too_many_links(desk.number(max)));
    }
    Ok(Some(found))
}

/// The words to look for; those of the payer are looked for among payers alone.
fn words(asked: &Asked) -> String {
    let payer = match Mobile::parse(&asked.payer) {
        Ok(mobile) => search::query_of_payers(mobile.as_str()),
        Err(_) => search::query_of_payers(&asked.payer),
    };
    let both = [search::query(&asked.q), payer];
    both.into_iter().filter(|words| !words.is_empty()).collect::<Vec<_>>().join(" & ")
}

fn sentence(v: &Voice, mistake: MoneyMistake) -> String {
    match mistake {
        MoneyMistake::TooLarge => v.w.reports_amount_is_too_large(),
        MoneyMistake::Missing | MoneyMistake::NotANumber | MoneyMistake::Zero => {
            v.w.reports_amount_is_unknown()
        }
    }
}
