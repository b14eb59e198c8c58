//! A visit: who asks for a page, in which language, and what a template may say about them.

use std::net::IpAddr;
use std::net::SocketAddr;
use std::ops::Deref;

use askama::Template;
use axum::extract::ConnectInfo;
use axum::extract::FromRequestParts;
use axum::http::HeaderMap;
use axum::http::HeaderValue;
use axum::http::StatusCode;
use axum::http::Uri;
use axum::http::header;
use axum::http::request::Parts;
use axum::response::Html;
use axum::response::IntoResponse;
use axum::response::Response;
use axum_extra::extract::CookieJar;
use axum_extra::extract::cookie::Cookie;
use axum_extra::extract::cookie::SameSite;

use super::Result;
use super::assets;
use super::drawn;
use super::key;
use crate::access::Right;
use crate::app::App;
use crate::locale::Language;
use crate::locale::Voice;
use crate::locale::words;
use crate::money::Money;
use crate::money::Unit;
use crate::sessions::Flash;
use crate::sessions::Person;

/// The cookie with the visitor's language.
pub const LANGUAGE_COOKIE: &str = "lang";

/// Most pages are shorter than this, so their text is not copied as it grows.
const PAGE_BYTES: usize = 16 * 1024;

/// A visit to a page. Reading it asks no database; the language is the one chosen before, and Persian
/// for who never chose.
#[derive(Clone)]
pub struct Visit {
    voice: Voice,
    uri: Uri,
    person: Option<Person>,
    form_key: Option<String>,
    section: &'static str,
    sandbox: bool,
    secure: bool,
    /// The visitor's address, as far as our own proxies can tell.
    pub ip: IpAddr,
    agent: Option<HeaderValue>,
    has_chosen_language: bool,
}

impl Visit {
    pub(super) fn of(parts: &Parts, app: &App) -> Self {
        let chosen = chosen_language(parts);
        let language = chosen.unwrap_or(Language::Fa);
        let voice = Voice { w: words(language), language, unit: Unit::Toman, now: app.clock.now() };
        Self {
            voice,
            uri: parts.uri.clone(),
            person: None,
            form_key: None,
            section: section(parts.uri.path()),
            sandbox: app.config.is_sandbox(),
            secure: app.origin.starts_with("https://"),
            ip: client_ip(parts, app.config.proxies),
            agent: parts.headers.get(header::USER_AGENT).cloned(),
            has_chosen_language: chosen.is_some(),
        }
    }

    /// What the browser calls itself.
    pub fn browser(&self) -> &str {
        self.agent.as_ref().and_then(|agent| agent.to_str().ok()).unwrap_or_default()
    }

    /// The same visit, with amounts in another unit.
    #[must_use]
    pub fn in_unit(mut self, unit: Unit) -> Self {
        self.voice.unit = unit;
        self
    }

    /// The same visit in the language of the message that brought the visitor here, unless they have
    /// chosen one themselves.
    #[must_use]
    pub fn written_to_in(mut self, language: Language) -> Self {
        if !self.has_chosen_language {
            self.voice.language = language;
            self.voice.w = words(language);
        }
        self
    }

    /// The same visit, by somebody who is signed in; each of their forms carries a key.
    pub(super) fn signed_in(mut self, person: &Person, form_key: String) -> Self {
        self.voice.unit = person.place.as_ref().map_or(Unit::Toman, |place| place.unit);
        self.form_key = Some(form_key);
        self.person = Some(person.clone());
        self
    }

    /// How we speak to this visitor.
    pub fn voice(&self) -> &Voice {
        &self.voice
    }

    /// Draws a page.
    pub fn page(&self, status: StatusCode, page: &impl Template) -> Result<Response> {
        let mut html = String::with_capacity(PAGE_BYTES);
        page.render_into(&mut html)?;
        if let Some(place) = self.person.as_ref().and_then(|person| person.place.as_ref()) {
            html = drawn::allowed(html, place.role);
        }
        if let Some(key) = &self.form_key {
            html = key::put(&html, key);
        }
        Ok((status, Html(html)).into_response())
    }

    /// The address of this page in the other language.
    pub fn other_language_url(&self) -> String {
        let Some(query) = self.uri.query() else {
            return format!(
                "{}?{LANGUAGE_COOKIE}={}",
                self.uri.path(),
                self.language.other().code()
            );
        };
        let kept = url::form_urlencoded::parse(query.as_bytes())
            .filter(|(name, _)| name != LANGUAGE_COOKIE);
        let query = url::form_urlencoded::Serializer::new(String::new())
            .extend_pairs(kept)
            .append_pair(LANGUAGE_COOKIE, self.language.other().code())
            .finish();
        format!("{}?{query}", self.uri.path())
    }

    /// What the address says under a name.
    pub fn asked(&self, name: &str) -> Option<String> {
        let pairs = url::form_urlencoded::parse(self.uri.query()?.as_bytes());
        let mut named = pairs.filter(|(key, _)| key == name);
        named.next().map(|(_, value)| value.into_owned())
    }

    /// The stylesheet.
    pub fn css_url(&self) -> &'static str {
        assets::css_url()
    }

    /// The script that makes typing nicer.
    pub fn js_url(&self) -> &'static str {
        assets::js_url()
    }

    /// The part of the stylesheet that a payer's page carries in itself.
    pub fn payer_css(&self) -> &'static str {
        assets::payer_css()
    }

    /// The script that takes a payer on to the bank.
    pub fn forward_js(&self) -> &'static str {
        assets::forward_js()
    }

    /// Whether there is a workspace that is looked at.
    pub fn is_at_work(&self) -> bool {
        self.person.as_ref().is_some_and(|person| person.place.is_some())
    }

    /// Whether the visitor may do something in the workspace that is looked at.
    pub fn may(&self, right: Right) -> bool {
        self.person.as_ref().is_some_and(|person| person.may(right))
    }

    /// Where whoever is signed in begins.
    pub fn start_url(&self) -> &'static str {
        if self.is_at_work() { "/home" } else { "/my" }
    }

    /// The settings that whoever is signed in begins with.
    pub fn settings_url(&self) -> &'static str {
        if self.may(Right::Business) { "/settings" } else { "/settings/me" }
    }

    /// The workspace looked at; of whoever has none, their own name.
    pub fn workspace_name(&self) -> &str {
        let place = self.person.as_ref().and_then(|person| person.place.as_ref());
        place.map_or_else(|| self.member_name(), |place| &place.workspace_name)
    }

    /// Who is signed in.
    pub fn member_name(&self) -> &str {
        self.person.as_ref().map_or("", |person| &person.member_name)
    }

    /// The number by which the member signs in, under which a browser keeps the password.
    pub fn username(&self) -> &str {
        self.person.as_ref().map_or("", |person| person.mobile.as_str())
    }

    /// What was typed as an amount, in words and in the other unit; nothing for what is no amount.
    pub fn amount_said(&self, typed: &str) -> String {
        let Ok(amount) = Money::parse(typed, self.unit) else { return String::new() };
        let words = self.words(amount);
        match self.unit {
            Unit::Toman => self.w.shell_amount_in_toman(words, self.rial_figure(amount)),
            Unit::Rial if amount.as_rials() % 10 == 0 => {
                let toman = Voice { unit: Unit::Toman, ..self.voice }.amount(amount);
                self.w.shell_amount_in_rial(words, toman)
            }
            Unit::Rial => words,
        }
    }

    /// The first letter of the workspace's name.
    pub fn initial(&self) -> String {
        initial(self.workspace_name())
    }

    /// Which section of the navigation this page is in.
    pub fn section(&self) -> &'static str {
        self.section
    }

    /// A sentence that the last act left for this page.
    pub fn flash(&self) -> Option<&Flash> {
        self.person.as_ref().and_then(|person| person.flash.as_ref())
    }

    /// Whether nothing here is real.
    pub fn sandbox(&self) -> bool {
        self.sandbox
    }

    /// The name of the session cookie: bound to this host wherever the address is https.
    pub fn session_cookie_name(&self) -> &'static str {
        if self.secure { "__Host-sid" } else { "sid" }
    }

    /// The name of the cookie that tells one browser from another before anybody is signed in.
    pub fn browser_cookie_name(&self) -> &'static str {
        if self.secure { "__Host-browser" } else { "browser" }
    }

    /// The header that keeps a language for the next visits.
    pub fn language_cookie(&self, language: Language) -> String {
        language_cookie(language, self.secure)
    }

    /// A cookie that scripts and other sites do not get.
    pub fn cookie(&self, name: &'static str, value: String) -> Cookie<'static> {
        Cookie::build((name, value))
            .path("/")
            .http_only(true)
            .secure(self.secure)
            .same_site(SameSite::Lax)
            .build()
    }
}

/// The first letter of a name, for the square before it.
pub fn initial(name: &str) -> String {
    name.chars().next().map(String::from).unwrap_or_default()
}

impl Deref for Visit {
    type Target = Voice;
    fn deref(&self) -> &Voice {
        &self.voice
    }
}

impl FromRequestParts<App> for Visit {
    type Rejection = std::convert::Infallible;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, Self::Rejection> {
        Ok(Visit::of(parts, app))
    }
}

/// The language that the address or the cookie names; Persian otherwise.
pub fn language(parts: &Parts) -> Language {
    chosen_language(parts).unwrap_or(Language::Fa)
}

fn chosen_language(parts: &Parts) -> Option<Language> {
    let named = parts.uri.query().and_then(named_language);
    named.or_else(|| cookie_language(&parts.headers))
}

/// The language that a query names.
pub fn named_language(query: &str) -> Option<Language> {
    url::form_urlencoded::parse(query.as_bytes())
        .find(|(name, _)| name == LANGUAGE_COOKIE)
        .and_then(|(_, code)| Language::parse(&code))
}

/// The header that keeps a language for the next visits.
pub fn language_cookie(language: Language, secure: bool) -> String {
    let secure = if secure { "; Secure" } else { "" };
    let code = language.code();
    format!("{LANGUAGE_COOKIE}={code}; Path=/; Max-Age=31536000; SameSite=Lax{secure}")
}

/// The value of a cookie that came once. Two of one name mean that somebody planted one of them, and
/// then neither is believed.
pub fn only_cookie(headers: &HeaderMap, name: &str) -> Option<String> {
    let lines = headers.get_all(header::COOKIE).iter().filter_map(|line| line.to_str().ok());
    let mut values = lines
        .flat_map(Cookie::split_parse)
        .filter_map(Result::ok)
        .filter_map(|cookie| (cookie.name() == name).then(|| cookie.value().to_owned()));
    let first = values.next();
    if values.next().is_some() { None } else { first }
}

fn cookie_language(headers: &HeaderMap) -> Option<Language> {
    headers.get(header::COOKIE)?;
    Language::parse(CookieJar::from_headers(headers).get(LANGUAGE_COOKIE)?.value())
}

fn section(path: &str) -> &'static str {
    match path.split('/').nth(1) {
        Some("home") => "home",
        Some("links") => "links",
        Some("buildings") => "buildings",
        Some("payouts") => "payouts",
        Some("wallet") => "wallet",
        Some("accounting") => "accounting",
        _ => "",
    }
}

/// The address of who asks: the peer, or what our own proxies, counted from the right, saw. Whatever
/// a stranger writes further left is not believed.
fn client_ip(parts: &Parts, proxies: usize) -> IpAddr {
    let peer = parts
        .extensions
        .get::<ConnectInfo<SocketAddr>>()
        .map_or(IpAddr::from([127, 0, 0, 1]), |ConnectInfo(peer)| peer.ip());
    let hops = parts.headers.get_all("x-forwarded-for").iter();
    let hops: Vec<&str> =
        hops.filter_map(|hop| hop.to_str().ok()).flat_map(|hop| hop.split(',')).collect();
    match proxies.checked_sub(1).and_then(|skipped| hops.iter().rev().nth(skipped)) {
        Some(hop) => hop.trim().parse().unwrap_or(peer),
        None => peer,
    }
}

/// A header as text; empty when there is none.
pub fn header_text(headers: &HeaderMap, name: header::HeaderName) -> &str {
    headers.get(name).and_then(|value| value.to_str().ok()).unwrap_or_default()
}
