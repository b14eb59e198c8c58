//! An act of the recipient's that waits for a code: it counts once their browser has shown whose it is.

use askama::Template;
use axum::http::StatusCode;
use axum::http::header::SET_COOKIE;
use axum::response::IntoResponse;
use axum::response::Response;
use chrono::TimeDelta;

use super::Payout;
use super::proof;
use super::proof::Tried;
use crate::app::App;
use crate::members;
use crate::members::Browser;
use crate::tokens::TokenDigest;
use crate::web::Result;
use crate::web::Visit;
use crate::web::form::Mistakes;

/// What waits. What was typed for it goes from page to page in the recipient's own browser and is written
/// nowhere.
pub(super) struct Waiting<'a> {
    pub(super) visit: &'a Visit,
    pub(super) payout: &'a Payout,
    pub(super) token: &'a str,
    /// Its address under the recipient's page.
    pub(super) act: &'static str,
    pub(super) typed: Vec<(&'static str, &'a str)>,
}

/// Lets the recipient show who they are. `None`: they just did, or had not long ago.
pub(super) async fn prove(
    app: &App,
    browser: &Browser,
    waiting: &Waiting<'_>,
    code: &str,
) -> Result<Option<Response>> {
    let (digest, cookie) = browser.known(waiting.visit);
    if proof::is_believed(app, waiting.payout.id, &digest).await? {
        return Ok(None);
    }
    let shown = if code.is_empty() {
        Some(waiting.ask(app, &digest).await?)
    } else {
        waiting.hear(app, &digest, code).await?
    };
    let cookie = cookie.map(|cookie| [(SET_COOKIE, cookie.to_string())]);
    Ok(shown.map(|page| (cookie, page).into_response()))
}

impl Waiting<'_> {
    /// Sends a code, unless one was sent a moment ago.
    async fn ask(&self, app: &App, browser: &TokenDigest) -> Result<Response> {
        let (visit, mut mistakes) = (self.visit, Mistakes::none());
        let Some(seconds) = proof::send(app, self.payout, browser, visit.language).await? else {
            return self.page(StatusCode::OK, mistakes);
        };
        let wait = visit.duration(TimeDelta::seconds(seconds));
        mistakes.add("code", visit.w.payouts_code_wait(wait));
        self.page(StatusCode::TOO_MANY_REQUESTS, mistakes)
    }

    async fn hear(&self, app: &App, browser: &TokenDigest, code: &str) -> Result<Option<Response>> {
        let tried = match members::typed_code(code) {
            Some(code) => proof::try_code(app, self.payout, browser, &code).await?,
            None => Tried::Wrong,
        };
        let w = self.visit.w;
        let sentence = match tried {
            Tried::Right => return Ok(None),
            Tried::Wrong => w.payouts_code_wrong(),
            Tried::Over => w.payouts_code_over(),
        };
        let mut mistakes = Mistakes::none();
        mistakes.add("code", sentence);
        self.page(StatusCode::UNPROCESSABLE_ENTITY, mistakes).map(Some)
    }

    fn page(&self, status: StatusCode, mistakes: Mistakes) -> Result<Response> {
        let page = Page {
            v: self.visit,
            payout: self.payout,
            token: self.token,
            act: self.act,
            typed: &self.typed,
            mistakes,
        };
        self.visit.page(status, &page)
    }
}

#[derive(Template)]
#[template(path = "payouts/recipient_code.html")]
struct Page<'a> {
    v: &'a Visit,
    payout: &'a Payout,
    token: &'a str,
    act: &'a str,
    typed: &'a [(&'static str, &'a str)],
    mistakes: Mistakes,
}

impl Page<'_> {
    /// Where the code goes, as its reader knows it.
    fn code_goes_to(&self) -> String {
        match (&self.payout.recipient_mobile, &self.payout.recipient_email) {
            (Some(mobile), _) => self.v.digits(&mobile.masked()),
            (None, Some(email)) => super::masked_email(email),
            (None, None) => String::new(),
        }
    }
}
