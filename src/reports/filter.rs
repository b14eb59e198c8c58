//! What somebody wants to see of the accounts, read from the address.

use serde::Deserialize;

use super::period::Period;
use super::period::Ready;
use crate::ids::LinkId;
use crate::ids::WorkspaceId;
use crate::locale::Jalali;
use crate::locale::Voice;
use crate::web::Desk;
use crate::web::form::Mistakes;
use crate::web::paging::After;
use crate::web::search;

/// The question as it was typed.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct Asked {
    pub(super) period: String,
    pub(super) from: String,
    pub(super) to: String,
    pub(super) state: String,
    pub(super) link: String,
    pub(super) q: String,
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

    fn parse(code: &str) -> Self {
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
    pub(super) link: Option<LinkId>,
    /// As PostgreSQL reads it; empty: any words.
    pub(super) words: String,
    pub(super) after: Option<After>,
}

impl Filter {
    /// Reads a question. Who names no days means this month; one day alone means since then, or
    /// until then from the month's beginning.
    pub(super) fn read(desk: &Desk, asked: &Asked) -> Result<Self, Mistakes> {
        let today = Jalali::of(desk.now);
        let ready = Ready::parse(&asked.period).unwrap_or(Ready::ThisMonth).period(today);
        let mut mistakes = Mistakes::none();
        let from = day(&asked.from, ready.from).map_err(|()| desk.w.reports_day_is_unknown());
        let to = day(&asked.to, ready.to).map_err(|()| desk.w.reports_day_is_unknown());
        let from = mistakes.take("from", from, |sentence| sentence);
        let to = mistakes.take("to", to, |sentence| sentence);
        let (Some(from), Some(to)) = (from, to) else {
            return Err(mistakes);
        };
        if to < from {
            mistakes.add("to", desk.w.reports_days_are_reversed());
            return Err(mistakes);
        }
        Ok(Self {
            workspace: desk.session.workspace,
            period: Period { from, to },
            chosen: Chosen::parse(&asked.state),
            link: asked.link.parse().ok(),
            words: search::query(&asked.q),
            after: After::parse(&asked.after),
        })
    }

    /// All payments of one kind in a period.
    pub(super) fn of(workspace: WorkspaceId, period: Period, chosen: Chosen) -> Self {
        Self { workspace, period, chosen, link: None, words: String::new(), after: None }
    }

    /// Whether it asks for everything that moved the wallet, so that the wallet can be compared.
    pub(super) fn is_whole(&self) -> bool {
        self.chosen.has_sums() && self.link.is_none() && self.words.is_empty()
    }

    /// The days as a form shows them, in the reader's digits.
    pub(super) fn days(&self, v: &Voice) -> (String, String) {
        let Period { from, to } = self.period;
        (v.digits(&from.to_string()), v.digits(&to.to_string()))
    }

    /// The address of a page with the same question, but for one field.
    pub(super) fn address(&self, path: &str, q: &str, change: (&str, &str)) -> String {
        let Period { from, to } = self.period;
        let (from, to) = (from.to_string(), to.to_string());
        let link = self.link.map(|link| link.to_string()).unwrap_or_default();
        let fields = [
            ("from", from.as_str()),
            ("to", &to),
            ("state", self.chosen.code()),
            ("link", &link),
            ("q", q),
        ];
        // A period with a name takes the place of the days.
        let is_kept = |name: &str| change.0 != "period" || !matches!(name, "from" | "to");
        let kept = fields
            .into_iter()
            .filter(|(name, value)| *name != change.0 && !value.is_empty() && is_kept(name));
        let query = url::form_urlencoded::Serializer::new(String::new())
            .extend_pairs(kept)
            .extend_pairs(Some(change).filter(|(name, _)| !name.is_empty()))
            .finish();
        format!("{path}?{query}")
    }
}

fn day(typed: &str, otherwise: Jalali) -> Result<Jalali, ()> {
    match typed.trim() {
        "" => Ok(otherwise),
        typed => Jalali::parse(typed).ok_or(()),
    }
}
