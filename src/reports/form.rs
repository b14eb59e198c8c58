//! The question on the page of the accounts, as it is repeated above what was found.

use super::filter::Asked;
use super::filter::Chosen;
use super::filter::Filter;
use super::period::Ready;
use super::store;
use super::store::Named;
use super::views;
use super::views::View;
use crate::db::Tx;
use crate::ids::LinkId;
use crate::ids::MemberId;
use crate::locale::Jalali;
use crate::web::Desk;

/// The links that are named one by one.
const LINKS_NAMED: usize = 5;

/// The question.
pub(super) struct Form {
    pub(super) asked: Asked,
    pub(super) from: String,
    pub(super) to: String,
    pub(super) ready: Vec<Tab>,
    pub(super) states: Vec<Choice>,
    pub(super) views: Vec<View>,
    /// Nobody to choose where one alone makes links.
    pub(super) makers: Vec<Choice>,
    /// Nothing to choose where no link has a label.
    pub(super) labels: Vec<Choice>,
    /// Whether less usual fields are filled in.
    pub(super) has_more: bool,
}

/// A place to go, by a word.
pub(super) struct Tab {
    pub(super) word: String,
    pub(super) address: String,
    pub(super) is_current: bool,
}

/// Something to choose.
pub(super) struct Choice {
    pub(super) value: String,
    pub(super) word: String,
    pub(super) is_chosen: bool,
}

/// The links that the typed words led to.
pub(super) struct FoundLinks {
    pub(super) said: String,
    pub(super) named: Vec<Tab>,
    /// The question without them.
    pub(super) without: String,
}

impl Form {
    /// The question as it was typed; its days as they were understood.
    pub(super) async fn read(
        tx: &mut Tx,
        desk: &Desk,
        filter: &Filter,
        asked: &Asked,
    ) -> sqlx::Result<Self> {
        let (from, to) = filter.days(desk);
        let tab = |ready: Ready| Tab {
            word: ready_word(desk, ready),
            address: filter.address("/accounting", ("period", ready.code())),
            is_current: ready.period(Jalali::of(desk.now)) == filter.period,
        };
        let state = |chosen: Chosen| Choice {
            value: chosen.code().to_owned(),
            word: chosen.word(desk),
            is_chosen: chosen == filter.chosen,
        };
        let makers = store::makers(tx, filter.workspace).await?;
        let maker = |maker: Named<MemberId>| Choice {
            value: maker.id.to_string(),
            word: maker.name,
            is_chosen: Some(maker.id) == filter.maker,
        };
        let makers: Vec<Choice> = makers.into_iter().map(maker).collect();
        let mut labels = store::labels(tx, filter.workspace).await?;
        if !filter.label.is_empty() && !labels.contains(&filter.label) {
            labels.push(filter.label.clone());
        }
        let label = |label: String| Choice {
            is_chosen: label == filter.label,
            word: label.clone(),
            value: label,
        };
        let more = [&asked.payer, &asked.min, &asked.max, &asked.maker, &asked.label];
        Ok(Self {
            asked: asked.clone(),
            from,
            to,
            ready: Ready::ALL.into_iter().map(tab).collect(),
            views: views::all(tx, desk, filter, asked).await?,
            states: Chosen::ALL.into_iter().map(state).collect(),
            labels: labels.into_iter().map(label).collect(),
            makers: if makers.len() < 2 { vec![] } else { makers },
            has_more: more.iter().any(|typed| !typed.is_empty()),
        })
    }
}

impl FoundLinks {
    /// What the words for links found, and the way to each; `None` when none were typed.
    pub(super) fn of(desk: &Desk, filter: &Filter) -> Option<Self> {
        let links = filter.links.as_ref()?;
        let count = i64::try_from(links.len()).unwrap_or(i64::MAX);
        let tab = |link: &Named<LinkId>| Tab {
            word: link.name.clone(),
            address: filter.address("/accounting", ("link", &link.id.to_string())),
            is_current: links.len() == 1,
        };
        Some(Self {
            said: desk.w.reports_links_found(count, desk.number(count)),
            named: links.iter().take(LINKS_NAMED).map(tab).collect(),
            without: filter.address("/accounting", ("link", "")),
        })
    }
}

pub(super) fn ready_word(desk: &Desk, ready: Ready) -> String {
    match ready {
        Ready::ThisMonth => desk.w.reports_this_month(),
        Ready::LastMonth => desk.w.reports_last_month(),
        Ready::Week => desk.w.reports_last_days(desk.number(7)),
        Ready::ThirtyDays => desk.w.reports_last_days(desk.number(30)),
        Ready::ThisYear => desk.w.reports_this_year(),
    }
}
