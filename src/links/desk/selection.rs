//! What is done with several links of the list at once, after one more question.

use askama::Template;
use axum::extract::Path;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::IntoResponse;
use axum::response::Redirect;
use axum::response::Response;
use serde::Deserialize;
use uuid::Uuid;

use super::find;
use crate::app::App;
use crate::links;
use crate::links::Link;
use crate::links::LinkError;
use crate::links::Standing;
use crate::links::store;
use crate::links::writes;
use crate::sessions::Tone;
use crate::web::Desk;
use crate::web::Result;
use crate::web::Visit;
use crate::web::form::Form;

/// Links that are chosen at once; a page of the list has fewer.
const CHOSEN_MAX: usize = 100;

/// The links that are ticked, and what is to become of them.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub(super) struct Selection {
    link: Vec<String>,
    act: String,
    /// The question was answered.
    sure: String,
    /// The payers are told of a cancellation.
    tell: String,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Act {
    Close,
    Archive,
    Unarchive,
}

impl Selection {
    fn act(&self) -> Option<Act> {
        match self.act.as_str() {
            "close" => Some(Act::Close),
            "archive" => Some(Act::Archive),
            "unarchive" => Some(Act::Unarchive),
            _ => None,
        }
    }
}

/// Asks whether it is meant, and then does it.
pub(super) async fn act(
    State(app): State<App>,
    desk: Desk,
    Form(selection): Form<Selection>,
) -> Result<Response> {
    let ids: Vec<Uuid> =
        selection.link.iter().take(CHOSEN_MAX).filter_map(|id| id.parse().ok()).collect();
    let (workspace, own) = (desk.session.workspace, desk.session.links_of());
    let links = store::some(&app.db, (&ids, workspace), own).await?;
    let ids: Vec<Uuid> = links.iter().map(|link| link.id.as_uuid()).collect();
    let Some(act) = selection.act().filter(|_| !links.is_empty()) else {
        return desk.go(&app, "/links", Tone::Warn, desk.w.links_none_chosen()).await;
    };
    if selection.sure != "yes" {
        let is_open = |link: &&Link| link.standing(desk.now) == Standing::Open;
        let concerned = match act {
            Act::Close => links.iter().filter(is_open).collect(),
            Act::Archive | Act::Unarchive => links.iter().collect(),
        };
        let page = SelectionPage { v: &desk, act, links: concerned, chosen: links.len() };
        return desk.page(StatusCode::OK, &page);
    }
    let count = match act {
        Act::Close => close(&app, &desk, &links, selection.tell == "yes").await?,
        Act::Archive | Act::Unarchive => {
            let at = (act == Act::Archive).then_some(desk.now);
            writes::archive(&app.db, (&ids, workspace), at, desk.now).await?
        }
    };
    let count = i64::try_from(count).unwrap_or(i64::MAX);
    let (said, w) = (desk.number(count), desk.w);
    let text = match act {
        Act::Close => w.links_some_closed(count, said),
        Act::Archive => w.links_some_archived(count, said),
        Act::Unarchive => w.links_some_unarchived(count, said),
    };
    desk.go(&app, "/links", Tone::Ok, text).await
}

/// Cancels what is open; what was paid or cancelled meanwhile stays as it is.
async fn close(app: &App, desk: &Desk, links: &[Link], tell: bool) -> Result<u64> {
    let (workspace, member) = (desk.session.workspace, desk.session.member);
    let mut count = 0;
    for link in links {
        match links::close(app, (link.id, workspace), member, tell).await {
            Ok(()) => count += 1,
            Err(LinkError::NotOpen) => (),
            Err(error) => return Err(error.into()),
        }
    }
    Ok(count)
}

/// Lays one link out of sight, or back.
pub(super) async fn archive_one(
    State(app): State<App>,
    desk: Desk,
    Path(link): Path<String>,
) -> Result<Response> {
    let link = find(&app, &desk, &link).await?;
    let at = if link.archived_at.is_none() { Some(desk.now) } else { None };
    let id = [link.id.as_uuid()];
    writes::archive(&app.db, (&id, desk.session.workspace), at, desk.now).await?;
    Ok(Redirect::to(&link.path()).into_response())
}

#[derive(Template)]
#[template(path = "links/selection.html")]
struct SelectionPage<'a> {
    v: &'a Visit,
    act: Act,
    links: Vec<&'a Link>,
    chosen: usize,
}

impl SelectionPage<'_> {
    fn question(&self) -> String {
        let count = i64::try_from(self.links.len()).unwrap_or(i64::MAX);
        let (w, said) = (self.v.w, self.v.number(count));
        match self.act {
            Act::Close => w.links_some_close_question(count, said),
            Act::Archive => w.links_some_archive_question(count, said),
            Act::Unarchive => w.links_some_unarchive_question(count, said),
        }
    }

    fn code(&self) -> &'static str {
        match self.act {
            Act::Close => "close",
            Act::Archive => "archive",
            Act::Unarchive => "unarchive",
        }
    }

    fn button(&self) -> String {
        match self.act {
            Act::Close => self.v.w.links_close(),
            Act::Archive => self.v.w.links_archive(),
            Act::Unarchive => self.v.w.links_unarchive(),
        }
    }

    fn is_closing(&self) -> bool {
        self.act == Act::Close
    }

    /// Some of the chosen ones cannot be cancelled any more.
    fn left_out(&self) -> i64 {
        i64::try_from(self.chosen - self.links.len()).unwrap_or(i64::MAX)
    }
}
