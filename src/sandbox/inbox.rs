//! The inbox of a pretend world: every SMS and e-mail, as its reader sees it.

use askama::Template;
use axum::Router;
use axum::extract::Path;
use axum::extract::State;
use axum::http::StatusCode;
use axum::http::header;
use axum::response::Html;
use axum::response::IntoResponse;
use axum::response::Redirect;
use axum::response::Response;
use axum::routing::get;
use axum::routing::post;
use serde::Deserialize;

use super::here;
use crate::adapters::inbox;
use crate::adapters::inbox::Counts;
use crate::adapters::inbox::Kept;
use crate::adapters::inbox::Kind;
use crate::app::App;
use crate::ids::NoticeId;
use crate::mobile::Mobile;
use crate::web::Error;
use crate::web::Result;
use crate::web::Visit;
use crate::web::form::Query;
use crate::web::paging;
use crate::web::paging::After;
use crate::web::paging::PAGE_ROWS;

/// A letter may carry its own style, as in a mail program; it may load and run nothing.
const LETTER_POLICY: &str = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; \
    form-action 'none'; frame-ancestors 'none'";

pub(super) fn routes() -> Router<App> {
    Router::new()
        .route("/sandbox/inbox", get(index))
        .route("/sandbox/inbox/emptying", post(emptying_create))
        .route("/sandbox/inbox/{message}/letter", get(show_letter))
}

/// Shows the messages, newest first.
async fn index(
    State(app): State<App>,
    visit: Visit,
    Query(asked): Query<Asked>,
) -> Result<Response> {
    let to = recipient(&asked.to);
    let (kind, after) = (asked.kind(), After::parse(&asked.after));
    let place = after.map(|after| (after.at, NoticeId::from(after.id)));
    let rows = i64::try_from(PAGE_ROWS + 1).unwrap_or(i64::MAX);
    let kept = inbox::list(&app.back_db, (kind, &to), place, rows).await?;
    let (kept, next) =
        paging::cut(kept, |kept| After { at: kept.received_at, id: kept.id.as_uuid() });
    let page = IndexPage {
        v: &visit,
        counts: inbox::counts(&app.back_db, &to).await?,
        previous: after.map(|_| address(&asked.kind, &to, None)),
        next: next.map(|next| address(&asked.kind, &to, Some(next))),
        rows: kept.iter().map(|kept| KeptRow::of(&app, &visit, kept)).collect(),
        kind: &asked.kind,
        to: &to,
    };
    visit.page(StatusCode::OK, &page)
}

/// Throws all messages away.
async fn emptying_create(State(app): State<App>) -> Result<Response> {
    inbox::forget_all(&app.back_db).await?;
    Ok(Redirect::to("/sandbox/inbox").into_response())
}

/// Shows the HTML part of an e-mail, by itself as in a mail program.
async fn show_letter(State(app): State<App>, Path(message): Path<NoticeId>) -> Result<Response> {
    let html = inbox::html(&app.back_db, message).await?.ok_or(Error::NotFound)?;
    Ok(([(header::CONTENT_SECURITY_POLICY, LETTER_POLICY)], Html(html)).into_response())
}

/// What the address of the inbox says.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct Asked {
    kind: String,
    to: String,
    after: String,
}

impl Asked {
    fn kind(&self) -> Kind {
        match self.kind.as_str() {
            "sms" => Kind::Sms,
            "email" => Kind::Email,
            "missed" => Kind::Missed,
            _ => Kind::All,
        }
    }
}

/// A number however it is typed, or an address.
fn recipient(typed: &str) -> String {
    match Mobile::parse(typed) {
        Ok(mobile) => mobile.as_str().to_owned(),
        Err(_) => typed.trim().to_owned(),
    }
}

/// The address of the inbox for one kind and one reader, from a row on.
fn address(kind: &str, to: &str, after: Option<After>) -> String {
    let after = after.map(|after| after.text()).unwrap_or_default();
    let fields = [("kind", kind), ("to", to), ("after", after.as_str())];
    let query = url::form_urlencoded::Serializer::new(String::new())
        .extend_pairs(fields.into_iter().filter(|(_, value)| !value.is_empty()))
        .finish();
    if query.is_empty() { "/sandbox/inbox".to_owned() } else { format!("/sandbox/inbox?{query}") }
}

#[derive(Template)]
#[template(path = "sandbox/inbox.html")]
struct IndexPage<'a> {
    v: &'a Visit,
    counts: Counts,
    rows: Vec<KeptRow<'a>>,
    kind: &'a str,
    to: &'a str,
    previous: Option<String>,
    next: Option<String>,
}

impl IndexPage<'_> {
    fn tabs(&self) -> Vec<(String, String, String, bool)> {
        let (w, counts) = (self.v.w, self.counts);
        let tabs = [
            ("", w.sandbox_all(), counts.all),
            ("sms", w.sandbox_sms(), counts.sms),
            ("email", w.sandbox_email(), counts.email),
            ("missed", w.sandbox_missed(), counts.missed),
        ];
        tabs.map(|(kind, word, count)| {
            (address(kind, self.to, None), word, self.v.number(count), self.kind == kind)
        })
        .into()
    }
}

struct KeptRow<'a> {
    kept: &'a Kept,
    /// The reader, as the page writes it.
    recipient: String,
    /// The inbox of this reader alone.
    of_reader: String,
    /// How many SMS it was; empty for one.
    parts: String,
    pieces: Vec<Piece<'a>>,
}

impl<'a> KeptRow<'a> {
    fn of(app: &App, v: &Visit, kept: &'a Kept) -> Self {
        let recipient = match kept.channel.as_str() {
            "sms" => v.digits(&kept.recipient),
            _ => kept.recipient.clone(),
        };
        let parts = match kept.parts {
            1 => String::new(),
            parts => v.w.sandbox_parts(v.number(parts.into())),
        };
        Self {
            kept,
            recipient,
            of_reader: address("", &kept.recipient, None),
            parts,
            pieces: pieces(app, &kept.body),
        }
    }
}

/// A piece of a message: an address to follow, or words.
#[derive(Debug, PartialEq, Eq)]
struct Piece<'a> {
    text: &'a str,
    /// Where it leads; empty for words.
    leads_to: &'a str,
}

/// Cuts a text into words and addresses, as a telephone does.
fn pieces<'a>(app: &App, text: &'a str) -> Vec<Piece<'a>> {
    let is_address = |word: &str| word.starts_with("http://") || word.starts_with("https://");
    text.split_inclusive(char::is_whitespace)
        .flat_map(|word| {
            let bare = word.trim_end();
            if is_address(bare) {
                let rest = &word[bare.len()..];
                let link = Piece { text: bare, leads_to: here(app, bare) };
                vec![link, Piece { text: rest, leads_to: "" }]
            } else {
                vec![Piece { text: word, leads_to: "" }]
            }
        })
        .filter(|piece| !piece.text.is_empty())
        .collect()
}
