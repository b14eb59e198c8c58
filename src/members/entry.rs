//! The door itself: what a browser brings, and the session it leaves with.

use std::net::IpAddr;

use axum::extract::FromRequestParts;
use axum::http::HeaderMap;
use axum::http::HeaderValue;
use axum::http::header;
use axum::http::request::Parts;
use axum::response::IntoResponse;
use axum::response::Redirect;
use axum::response::Response;
use axum_extra::extract::cookie::Cookie;
use chrono::TimeDelta;

use super::authenticator;
use super::code;
use super::code::Details;
use super::store;
use crate::acts;
use crate::acts::Act;
use crate::acts::Actor;
use crate::app::App;
use crate::db::Tx;
use crate::ids::MemberId;
use crate::ids::WorkspaceId;
use crate::locale::Language;
use crate::mobile::Mobile;
use crate::sessions;
use crate::sessions::Flash;
use crate::sessions::Person;
use crate::sessions::Tone;
use crate::tokens;
use crate::tokens::TokenDigest;
use crate::web::Result;
use crate::web::Visit;
use crate::web::limits;
use crate::web::limits::Limit;
use crate::web::limits::wait_seconds;
use crate::web::next::Next;
use crate::web::visit::only_cookie;

/// Password tries for one number; after that its owner still gets in by code (`money.md` E11).
const LOGINS_NUMBER: Limit = Limit::new("login_number", 10, TimeDelta::minutes(15));

/// Password tries from one network. Iranian mobile carriers put many people behind one address.
const LOGINS_NETWORK: Limit = Limit::new("login_network", 50, TimeDelta::minutes(15));

/// Passkeys that one network may show. A signature cannot be guessed; what is bounded is our work.
const PASSKEYS_NETWORK: Limit = Limit::new("passkey_network", 300, TimeDelta::minutes(15));

/// Codes that one network may ask for.
const SENDS_NETWORK: Limit = Limit::new("code_send_network", 30, TimeDelta::hours(1));

/// Codes that one browser may ask for.
const SENDS_BROWSER: Limit = Limit::new("code_send_browser", 6, TimeDelta::hours(1));

/// How long somebody has to wait, and what was counted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Wait {
    /// Codes sent to this number; seconds.
    Number(i64),
    /// Codes tried for this number; seconds.
    Checks(i64),
    /// Requests from this network or browser; seconds.
    Network(i64),
    /// Passwords tried for this number; seconds.
    Password(i64),
    /// Codes for numbers without an account, on the whole site; seconds.
    Flood(i64),
}

impl Wait {
    /// The sentence beside the field.
    pub(super) fn sentence(self, v: &Visit) -> String {
        let time = v.duration(TimeDelta::seconds(self.seconds()));
        match self {
            Wait::Number(_) => v.w.members_wait_number(time),
            Wait::Checks(_) => v.w.members_wait_checks(time),
            Wait::Network(_) => v.w.members_wait_network(time),
            Wait::Password(_) => v.w.members_wait_password(time),
            Wait::Flood(_) => v.w.members_wait_flood(time),
        }
    }

    /// The page that says so, as machines read it.
    pub(super) fn told(self, page: Response) -> Response {
        limits::told(page, self.seconds())
    }

    fn seconds(self) -> i64 {
        match self {
            Wait::Number(seconds)
            | Wait::Checks(seconds)
            | Wait::Network(seconds)
            | Wait::Password(seconds)
            | Wait::Flood(seconds) => seconds,
        }
    }
}

/// Counts a password tried for a number.
pub(super) async fn count_login(
    app: &App,
    visit: &Visit,
    mobile: &Mobile,
) -> sqlx::Result<Option<Wait>> {
    let wait = wait_seconds(app, &LOGINS_NETWORK, network(visit.ip)).await?;
    if wait != 0 {
        return Ok(Some(Wait::Network(wait)));
    }
    let wait = wait_seconds(app, &LOGINS_NUMBER, mobile.as_str()).await?;
    Ok((wait != 0).then_some(Wait::Password(wait)))
}

/// Counts a passkey that is shown.
pub(super) async fn count_passkey(app: &App, visit: &Visit) -> sqlx::Result<Option<Wait>> {
    let wait = wait_seconds(app, &PASSKEYS_NETWORK, network(visit.ip)).await?;
    Ok((wait != 0).then_some(Wait::Network(wait)))
}

/// Counts a code tried for a number.
pub(super) async fn count_check(
    app: &App,
    visit: &Visit,
    mobile: &Mobile,
) -> sqlx::Result<Option<Wait>> {
    let wait = code::count_slow_check(app, &network(visit.ip)).await?;
    if wait != 0 {
        return Ok(Some(Wait::Network(wait)));
    }
    let wait = code::count_check(app, mobile).await?;
    Ok((wait != 0).then_some(Wait::Checks(wait)))
}

/// Counts a code asked for by a visitor, before the number is looked at.
pub(super) async fn count_asking(
    app: &App,
    visit: &Visit,
    browser: &TokenDigest,
) -> sqlx::Result<Option<Wait>> {
    let wait = wait_seconds(app, &SENDS_NETWORK, network(visit.ip)).await?;
    if wait != 0 {
        return Ok(Some(Wait::Network(wait)));
    }
    let name = data_encoding::HEXLOWER.encode(&browser[..16]);
    let wait = wait_seconds(app, &SENDS_BROWSER, name).await?;
    Ok((wait != 0).then_some(Wait::Network(wait)))
}

/// The part of an address that one customer of a carrier cannot change at will: /24, or /56.
fn network(ip: IpAddr) -> String {
    match ip {
        IpAddr::V4(ip) => {
            let [a, b, c, _] = ip.octets();
            format!("{a}.{b}.{c}")
        }
        IpAddr::V6(ip) => match ip.to_ipv4_mapped() {
            Some(ip) => network(IpAddr::V4(ip)),
            None => data_encoding::HEXLOWER.encode(&ip.octets()[..7]),
        },
    }
}

/// What a browser brings to the door.
pub struct Browser {
    session: Option<String>,
    secret: Option<String>,
}

impl Browser {
    /// The session it is signed in with.
    pub(super) async fn session(&self, app: &App) -> sqlx::Result<Option<Person>> {
        match &self.session {
            Some(secret) => {
                let (now, operators) = (app.clock.now(), &app.config.operators);
                sessions::find(&app.db, secret, now, operators, false).await
            }
            None => Ok(None),
        }
    }

    /// The digest of the secret by which it is told from other browsers.
    pub fn digest(&self) -> Option<TokenDigest> {
        self.secret.as_deref().map(tokens::digest)
    }

    /// The same; a browser that has no secret is given one.
    pub fn known(&self, visit: &Visit) -> (TokenDigest, Option<Cookie<'static>>) {
        if let Some(digest) = self.digest() {
            return (digest, None);
        }
        let secret = tokens::random();
        (tokens::digest(&secret), Some(visit.cookie(visit.browser_cookie_name(), secret)))
    }
}

impl FromRequestParts<App> for Browser {
    type Rejection = std::convert::Infallible;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, Self::Rejection> {
        let Ok(visit) = Visit::from_request_parts(parts, app).await;
        let is_ours = |secret: &String| secret.len() == tokens::random().len();
        Ok(Self {
            session: only_cookie(&parts.headers, visit.session_cookie_name()),
            secret: only_cookie(&parts.headers, visit.browser_cookie_name()).filter(is_ours),
        })
    }
}

/// Somebody who has just proved who they are.
pub(super) struct Arrival<'a> {
    pub(super) visit: &'a Visit,
    pub(super) browser: &'a Browser,
    pub(super) member: MemberId,
    pub(super) language: Language,
    /// The workspace to look at; `None`: the one they looked at before, or their first.
    pub(super) workspace: Option<WorkspaceId>,
}

impl Arrival<'_> {
    /// Ends the transaction, and lets the member in; where they have set up an app, after its code. In
    /// a browser in which they are in already it was asked for before.
    pub(super) async fn enter(
        self,
        app: &App,
        mut tx: Tx,
        path: &str,
        sentence: Option<String>,
    ) -> Result<Response> {
        let before = self.browser.session(app).await?;
        let is_in = before.is_some_and(|session| session.member == self.member);
        if is_in || !authenticator::is_on(app, self.member).await? {
            return self.open(app, tx, path, sentence).await;
        }
        let (digest, cookie) = self.browser.known(self.visit);
        let mobile = store::profile(&app.db, self.member).await?.mobile;
        let details = Details::SecondStep {
            member: self.member,
            language: self.language,
            workspace: self.workspace,
            next: Next::of(path),
            sentence,
        };
        let challenge = code::await_second(app, &mut tx, &digest, (mobile, details)).await?;
        tx.commit().await?;
        let mut response = Redirect::to(&code::second_step_path(challenge)).into_response();
        if let Some(cookie) = &cookie {
            add_cookie(response.headers_mut(), cookie);
        }
        Ok(response)
    }

    /// Ends the transaction, opens a session that is new in every case, and goes on to a path of ours
    /// with a sentence. A session that the browser had before is over.
    pub(super) async fn open(
        self,
        app: &App,
        mut tx: Tx,
        path: &str,
        sentence: Option<String>,
    ) -> Result<Response> {
        let now = app.clock.now();
        let before = self.browser.session(app).await?;
        let place = before.as_ref().filter(|session| session.member == self.member);
        let place = place.and_then(|session| session.place.as_ref());
        let workspace = match self.workspace.or(place.map(|place| place.workspace)) {
            Some(workspace) => Some(workspace),
            None => store::first_of(&mut tx, self.member).await?,
        };
        let device = self.visit.browser();
        let secret = sessions::open(&mut tx, self.member, workspace, device, now).await?;
        acts::comes_in(Actor { member: self.member, workspace, key: None, ip: self.visit.ip });
        // Only whoever has just taken an invitation up is led to a certain workspace.
        let act = if self.workspace.is_some() { Act::Joined } else { Act::SignedIn };
        acts::note(&mut tx, act, (self.member.as_uuid(), ""), now).await?;
        tx.commit().await?;

        if let Some(session) = before {
            sessions::close(&app.db, &session.digest, session.member).await?;
        }
        if let Some(text) = sentence
            && let Some(session) =
                sessions::find(&app.db, &secret, now, &app.config.operators, false).await?
        {
            let flash = Flash { kind: Tone::Ok, text };
            sessions::leave_flash(&app.db, &session, &flash).await?;
        }
        Ok(self.with_session(path, secret))
    }

    /// On to a path, with the cookie of a session.
    fn with_session(&self, path: &str, secret: String) -> Response {
        let mut response = Redirect::to(path).into_response();
        let headers = response.headers_mut();
        add_cookie(headers, &self.visit.cookie(self.visit.session_cookie_name(), secret));
        add_cookie(
            headers,
            &gone(self.visit.cookie(self.visit.browser_cookie_name(), String::new())),
        );
        add_language(headers, self.visit, self.language);
        response
    }
}

/// Takes the session away from the browser and goes to the front page.
pub(super) fn leave(visit: &Visit) -> Response {
    let mut response = Redirect::to("/").into_response();
    let cookie = gone(visit.cookie(visit.session_cookie_name(), String::new()));
    add_cookie(response.headers_mut(), &cookie);
    response
}

/// Keeps a member's language in the browser.
pub(super) fn add_language(headers: &mut HeaderMap, visit: &Visit, language: Language) {
    if let Ok(value) = HeaderValue::from_str(&visit.language_cookie(language)) {
        headers.append(header::SET_COOKIE, value);
    }
}

pub(super) fn add_cookie(headers: &mut HeaderMap, cookie: &Cookie<'_>) {
    if let Ok(value) = HeaderValue::from_str(&cookie.to_string()) {
        headers.append(header::SET_COOKIE, value);
    }
}

fn gone(mut cookie: Cookie<'static>) -> Cookie<'static> {
    cookie.make_removal();
    cookie
}

#[cfg(test)]
mod tests {
    use super::network;

    #[test]
    fn people_are_counted_by_the_network_they_come_from() {
        let network = |ip: &str| network(ip.parse().expect("an address"));
        assert_eq!(network("192.0.2.1"), network("192.0.2.250"));
        assert_ne!(network("192.0.2.1"), network("192.0.3.1"));
        assert_eq!(network("::ffff:192.0.2.1"), network("192.0.2.1"));
        assert_eq!(network("2001:db8:0:aa01::1"), network("2001:db8:0:aaff::2"));
        assert_ne!(network("2001:db8:0:aa01::1"), network("2001:db8:0:ab01::1"));
    }
}
