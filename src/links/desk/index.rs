//! The list of links.

use std::collections::BTreeSet;

use askama::Template;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;
use serde::Deserialize;

use super::Link;
use super::Pill;
use super::Standing;
use super::pill;
use crate::app::App;
use crate::links::store;
use crate::links::store::Filter;
use crate::web::Desk;
use crate::web::Result;
use crate::web::Visit;
use crate::web::form::Query;
use crate::web::paging;
use crate::web::paging::After;
use crate::web::paging::PAGE_ROWS;
use crate::web::search;

/// What the address of the list says.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct Asked {
    q: String,
    state: String,
    label: String,
    after: String,
}

/// Shows a workspace's links, newest first.
pub(super) async fn index(
    State(app): State<App>,
    desk: Desk,
    Query(asked): Query<Asked>,
) -> Result<Response> {
    let filter = Filter {
        workspace: desk.session.workspace,
        made_by: desk.session.links_of(),
        standing: asked.standing(),
        archived: Some(asked.state == "archived"),
        label: &asked.label,
        words: &search::query(&asked.q),
        after: After::parse(&asked.after),
        rows: PAGE_ROWS,
    };
    let links = store::list(&app.db, &filter, app.clock.now()).await?;
    let (links, next) =
        paging::cut(links, |link| After { at: link.created_at, id: link.id.as_uuid() });
    let page = IndexPage {
        v: &desk,
        labels: asked.labels(&links),
        previous: filter.after.map(|_| asked.address(&asked.state, None)),
        next: next.map(|next| asked.address(&asked.state, Some(next))),
        rows: links.iter().map(|link| LinkRow::of(&desk, link)).collect(),
        asked: &asked,
    };
    desk.page(StatusCode::OK, &page)
}

impl Asked {
    fn standing(&self) -> Option<Standing> {
        match self.state.as_str() {
            "open" => Some(Standing::Open),
            "paid" => Some(Standing::Paid),
            "expired" => Some(Standing::Expired),
            "closed" => Some(Standing::Closed),
            _ => None,
        }
    }

    /// The labels on this page, and the one that is chosen.
    fn labels(&self, links: &[Link]) -> Vec<String> {
        let chosen = Some(&self.label).filter(|label| !label.is_empty());
        let labels = links.iter().flat_map(|link| &link.terms.labels).chain(chosen);
        labels.collect::<BTreeSet<_>>().into_iter().cloned().collect()
    }

    /// The address of the list with another state or from another row on, and the same search.
    fn address(&self, state: &str, after: Option<After>) -> String {
        self.address_with(state, &self.label, after)
    }

    fn address_with(&self, state: &str, label: &str, after: Option<After>) -> String {
        let after = after.map(|after| after.text()).unwrap_or_default();
        let fields = [("state", state), ("label", label), ("q", &self.q), ("after", &after)];
        let query = url::form_urlencoded::Serializer::new(String::new())
            .extend_pairs(fields.into_iter().filter(|(_, value)| !value.is_empty()))
            .finish();
        if query.is_empty() { "/links".to_owned() } else { format!("/links?{query}") }
    }
}

#[derive(Template)]
#[template(path = "links/index.html")]
struct IndexPage<'a> {
    v: &'a Visit,
    asked: &'a Asked,
    rows: Vec<LinkRow<'a>>,
    labels: Vec<String>,
    previous: Option<String>,
    next: Option<String>,
}

impl IndexPage<'_> {
    fn tabs(&self) -> Vec<(String, String, bool)> {
        let w = self.v.w;
        let tabs = [
            ("", w.links_all()),
            ("open", w.links_tab_open()),
            ("paid", w.links_paid()),
            ("expired", w.links_expired()),
            ("closed", w.links_closed()),
            ("archived", w.links_archived()),
        ];
        tabs.map(|(state, word)| (self.asked.address(state, None), word, self.asked.state == state))
            .into()
    }
}

impl IndexPage<'_> {
    /// The labels, each with the list of its links; the chosen one leads back to all.
    fn label_links(&self) -> Vec<(String, &str, bool)> {
        let link = |label: &'_ String| {
            let is_chosen = *label == self.asked.label;
            let wanted = if is_chosen { "" } else { label.as_str() };
            (self.asked.address_with(&self.asked.state, wanted, None), is_chosen)
        };
        self.labels
            .iter()
            .map(|label| (link(label), label))
            .map(|((to, on), label)| (to, label.as_str(), on))
            .collect()
    }

    fn is_archive(&self) -> bool {
        self.asked.state == "archived"
    }
}

struct LinkRow<'a> {
    link: &'a Link,
    pill: Pill,
    amount: String,
    when: String,
}

impl<'a> LinkRow<'a> {
    fn of(desk: &Desk, link: &'a Link) -> Self {
        let w = desk.w;
        let amount = link.amount.fixed();
        let until = match link.expires_at {
            Some(expires_at) => desk.moment(expires_at),
            None => w.links_no_deadline(),
        };
        let when = match link.uses_taken {
            0 => until,
            count => w.links_until_and_payments(count, &until, desk.number(count)),
        };
        Self {
            link,
            pill: pill(desk, link),
            amount: amount.map_or_else(|| w.links_chosen_short(), |amount| desk.amount(amount)),
            when,
        }
    }
}
