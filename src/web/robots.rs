//! Tells people from machines that only look: crawlers, previews of messengers, mail scanners,
//! browsers that fetch ahead. A machine gets the same page; nothing on it acts by itself.

use axum::extract::FromRequestParts;
use axum::http::HeaderMap;
use axum::http::HeaderName;
use axum::http::Method;
use axum::http::header;
use axum::http::request::Parts;

use super::visit::header_text;

/// Parts of the names by which machines call themselves.
const NAMES: [&str; 24] = [
    "bot",
    "crawl",
    "spider",
    "preview",
    "scan",
    "fetch",
    "facebookexternalhit",
    "whatsapp",
    "telegram",
    "slack",
    "discord",
    "skype",
    "viber",
    "bale",
    "eitaa",
    "rubika",
    "curl",
    "wget",
    "python",
    "java/",
    "go-http",
    "okhttp",
    "headlesschrome/lighthouse",
    "monitor",
];

/// Parts of the names of programs that read messages for their readers: previews and scanners of mail.
/// They follow addresses, and some press buttons; none of them pays. A messenger's own browser, in
/// which people do pay, is none of them (Telegram's calls itself `Telegram-Android`).
const READERS: [&str; 6] = ["bot", "crawl", "spider", "preview", "scan", "facebookexternalhit"];

/// Names of phones in which a word of those stands.
const PHONES: [&str; 1] = ["cubot"];

/// Headers that browsers send along when they fetch ahead.
static AHEAD: [HeaderName; 4] = [
    HeaderName::from_static("sec-purpose"),
    HeaderName::from_static("purpose"),
    HeaderName::from_static("x-purpose"),
    HeaderName::from_static("x-moz"),
];

/// What a browser does with what it fetches.
const MODE: HeaderName = HeaderName::from_static("sec-fetch-mode");
const DESTINATION: HeaderName = HeaderName::from_static("sec-fetch-dest");

/// Whether a program says that it reads messages for somebody.
pub fn is_reader(agent: &str) -> bool {
    let agent = known(agent);
    // WhatsApp's preview is called by its name alone.
    agent.starts_with("whatsapp/") || READERS.iter().any(|name| agent.contains(name))
}

/// What a program calls itself, without names that only look like a machine's.
fn known(agent: &str) -> String {
    let agent = agent.to_ascii_lowercase();
    // To look is much cheaper than to take out.
    if PHONES.iter().any(|phone| agent.contains(phone)) {
        return PHONES.iter().fold(agent, |agent, phone| agent.replace(phone, ""));
    }
    agent
}

/// Who looks at a page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Looker {
    /// A person's browser, which shows the page now, or sends its form.
    Person,
    /// Anything else.
    Machine,
}

impl Looker {
    /// Judges a request. In doubt it is a machine: a person has a button.
    pub fn of(method: &Method, headers: &HeaderMap) -> Self {
        let agent = known(header_text(headers, header::USER_AGENT));
        let ahead = AHEAD.iter().any(|name| headers.contains_key(name));
        let navigates = header_text(headers, MODE) == "navigate"
            && header_text(headers, DESTINATION) == "document";
        let is_named = NAMES.iter().any(|name| agent.contains(name));
        let acts = matches!(*method, Method::GET | Method::POST);
        if acts && navigates && !ahead && !is_named && agent.contains("mozilla/") {
            Looker::Person
        } else {
            Looker::Machine
        }
    }
}

impl<S: Send + Sync> FromRequestParts<S> for Looker {
    type Rejection = std::convert::Infallible;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Self::Rejection> {
        Ok(Looker::of(&parts.method, &parts.headers))
    }
}

#[cfg(test)]
mod tests {
    use axum::http::HeaderValue;

    use super::*;

    const PHONE: &str = "Mozilla/5.0 (Linux; Android 14; SM-A546E) AppleWebKit/537.36 \
        (KHTML, like Gecko) Chrome/126.0.0.0 Mobile Safari/537.36";

    fn headers(agent: &str, more: &[(&'static str, &'static str)]) -> HeaderMap {
        let mut headers = HeaderMap::new();
        headers.insert(header::USER_AGENT, HeaderValue::from_str(agent).expect("a header"));
        for (name, value) in more {
            headers.insert(*name, HeaderValue::from_static(value));
        }
        headers
    }

    const NAVIGATION: [(&str, &str); 2] =
        [("sec-fetch-mode", "navigate"), ("sec-fetch-dest", "document")];

    #[test]
    fn a_person_who_taps_a_link_is_a_person() {
        for method in [Method::GET, Method::POST] {
            assert_eq!(Looker::of(&method, &headers(PHONE, &NAVIGATION)), Looker::Person);
        }
    }

    #[test]
    fn messengers_scanners_and_crawlers_are_machines() {
        for agent in [
            "TelegramBot (like TwitterBot)",
            "WhatsApp/2.23.20.0",
            "facebookexternalhit/1.1;line-poker/1.0",
            "Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)",
            "Mozilla/5.0 (compatible; BaleBot/1.0)",
            "curl/8.5.0",
            "",
        ] {
            assert_eq!(
                Looker::of(&Method::GET, &headers(agent, &NAVIGATION)),
                Looker::Machine,
                "{agent}"
            );
        }
    }

    #[test]
    fn a_phone_or_a_messengers_browser_with_a_machines_name_in_its_own_may_pay() {
        for agent in [
            "Mozilla/5.0 (Linux; Android 11; CUBOT X50) AppleWebKit/537.36 Chrome/126.0 Mobile",
            "Mozilla/5.0 (Linux; Android 14; SM-A546E) Chrome/126.0 Mobile Telegram-Android/11.2",
            PHONE,
        ] {
            assert!(!is_reader(agent), "{agent}");
        }
        for agent in ["TelegramBot (like TwitterBot)", "WhatsApp/2.24.13.77 A", "SkypeUriPreview"] {
            assert!(is_reader(agent), "{agent}");
        }
    }

    #[test]
    fn whoever_fetches_ahead_or_asks_for_headers_only_is_a_machine() {
        let mut ahead = NAVIGATION.to_vec();
        ahead.push(("sec-purpose", "prefetch;prerender"));
        assert_eq!(Looker::of(&Method::GET, &headers(PHONE, &ahead)), Looker::Machine);
        assert_eq!(Looker::of(&Method::HEAD, &headers(PHONE, &NAVIGATION)), Looker::Machine);
        for method in [Method::GET, Method::POST] {
            assert_eq!(Looker::of(&method, &headers(PHONE, &[])), Looker::Machine);
        }
    }
}
