//! What Jibit's services have in common (`providers.md` 2.1; sources there: the vendor's SDK made from
//! its own documents, and independent clients): tokens, and the words in which a call fails.
//!
//! | | |
//! |---|---|
//! | tokens | `POST {base}/tokens/generate` with both keys; `POST {base}/tokens/refresh` with both tokens [H] |
//! | how long they live | access 24 hours, refresh 48 hours [H]; some clients report less, so a refused bearer counts, not the clock |
//! | trap | a refresh kills the tokens of whoever else refreshes [H] |
//! | failures | `{fingerprint?, errors: [{code, message}]}` [H] |
//!
//! One token at a time is made, under a lock of this process: whoever finds it taken waits and uses what
//! the other made. Another instance may kill ours by making its own. That ends a bearer, never the
//! session: a refused bearer is replaced, by refreshing while that helps and else by the keys, and the
//! call is made once more. A call refused for its bearer has done nothing, so this is safe for all calls.

use std::time::Duration;

use chrono::DateTime;
use chrono::TimeDelta;
use chrono::Utc;
use reqwest::Method;
use reqwest::RequestBuilder;
use secrecy::ExposeSecret;
use secrecy::SecretString;
use serde_json::Value;
use serde_json::json;
use tokio::sync::Mutex;
use url::Url;

use crate::clock::Clock;
use crate::outbound::Client;
use crate::outbound::Reply;
use crate::outbound::Silence;

/// An access token is used no longer than this; it lives an hour more.
const ACCESS_TIME: TimeDelta = TimeDelta::hours(23);

/// A refresh token is used no longer than this; it lives an hour more.
const REFRESH_TIME: TimeDelta = TimeDelta::hours(47);

/// A call is made anew so often when its bearer is refused: two instances that kill each other's
/// tokens at the same moment both get through.
const BEARERS_MAX: usize = 3;

/// By what a service knows us.
#[derive(Clone, Debug)]
pub struct Keys {
    /// Where the service stands, with its version.
    pub base: Url,
    /// The public half.
    pub key: SecretString,
    /// The secret half.
    pub secret: SecretString,
}

impl Keys {
    /// The keys, if both halves are set.
    pub fn of(
        base: &Url,
        key: Option<&SecretString>,
        secret: Option<&SecretString>,
    ) -> Option<Self> {
        Some(Self { base: base.clone(), key: key?.clone(), secret: secret?.clone() })
    }
}

/// A session with one of Jibit's services.
pub struct Session {
    client: Client,
    clock: Clock,
    keys: Keys,
    tokens: Mutex<Option<Tokens>>,
}

struct Tokens {
    access: SecretString,
    refresh: SecretString,
    made_at: DateTime<Utc>,
}

/// Why a call brought no answer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Failure {
    /// Surely nothing was done: no connection, or no token to be had at the moment.
    NotAsked,
    /// Surely nothing was done: the service does not take our keys. Its code.
    Misconfigured(String),
    /// The call left us and no readable answer came.
    Lost,
}

impl Session {
    /// A session that has no token yet; a call takes at most `patience`.
    pub fn new(keys: Keys, clock: Clock, patience: Duration) -> reqwest::Result<Self> {
        let client = Client::new(&keys.base, patience)?;
        Ok(Self { client, clock, keys, tokens: Mutex::new(None) })
    }

    /// Makes a call, with `fill` adding what it asks. Tokens are made and replaced on the way.
    pub async fn call(
        &self,
        (method, path): (Method, &str),
        fill: impl Fn(RequestBuilder) -> RequestBuilder,
    ) -> Result<Reply, Failure> {
        let mut refused: Option<(SecretString, Reply)> = None;
        for _ in 0..BEARERS_MAX {
            let bearer = self.bearer(refused.as_ref().map(|(bearer, _)| bearer)).await?;
            let request = self.client.request(method.clone(), path);
            let request = fill(request.bearer_auth(bearer.expose_secret()));
            match self.client.send(request).await {
                Ok(reply) if is_refused_bearer(&reply) => refused = Some((bearer, reply)),
                Ok(reply) => return Ok(reply),
                Err(Silence::NotSent) => return Err(Failure::NotAsked),
                Err(Silence::Lost) => return Err(Failure::Lost),
            }
        }
        let code = refused.map_or_else(String::new, |(_, reply)| first_code(&reply));
        Err(Failure::Misconfigured(code))
    }

    /// A token to ask with; never the refused one. Whoever waits here gets what another caller made.
    async fn bearer(&self, refused: Option<&SecretString>) -> Result<SecretString, Failure> {
        let mut tokens = self.tokens.lock().await;
        let now = self.clock.now();
        if let Some(ours) = tokens.as_ref() {
            let is_refused = refused.is_some_and(|it| is_same(it, &ours.access));
            if !is_refused && now < ours.made_at + ACCESS_TIME {
                return Ok(ours.access.clone());
            }
        }
        let old = tokens.take().filter(|old| now < old.made_at + REFRESH_TIME);
        let refreshed = match old {
            Some(old) => {
                let both = json!({
                    "accessToken": old.access.expose_secret(),
                    "refreshToken": old.refresh.expose_secret(),
                });
                self.ask_for_tokens("/tokens/refresh", &both).await.ok()
            }
            None => None,
        };
        let made = if let Some(made) = refreshed {
            made
        } else {
            let keys = json!({
                "apiKey": self.keys.key.expose_secret(),
                "secretKey": self.keys.secret.expose_secret(),
            });
            self.ask_for_tokens("/tokens/generate", &keys).await?
        };
        let bearer = made.access.clone();
        *tokens = Some(made);
        Ok(bearer)
    }

    async fn ask_for_tokens(&self, path: &str, body: &Value) -> Result<Tokens, Failure> {
        let request = self.client.request(Method::POST, path).json(body);
        // Whatever becomes of this question, the call that it was for has not been made.
        let reply = self.client.send(request).await.map_err(|_| Failure::NotAsked)?;
        let json = reply.json().unwrap_or_default();
        let token = |name: &str| {
            let text = json[name].as_str().filter(|text| !text.is_empty())?;
            Some(SecretString::from(text))
        };
        match (reply.status, token("accessToken"), token("refreshToken")) {
            (200..300, Some(access), Some(refresh)) => {
                Ok(Tokens { access, refresh, made_at: self.clock.now() })
            }
            (400..=428 | 430..500, ..) if reply.json().is_some() => {
                Err(Failure::Misconfigured(first_code(&reply)))
            }
            _ => Err(Failure::NotAsked),
        }
    }
}

fn is_same(one: &SecretString, other: &SecretString) -> bool {
    one.expose_secret() == other.expose_secret()
}

/// Clients see 401 and 403 for a bearer that has ended; after a fresh one, 403 means what it says.
fn is_refused_bearer(reply: &Reply) -> bool {
    matches!(reply.status, 401 | 403)
}

/// The codes of an answer that is a failure; none when it is none.
pub fn codes(json: &Value) -> Vec<&str> {
    let errors = json["errors"].as_array().map(Vec::as_slice).unwrap_or_default();
    errors.iter().filter_map(|error| error["code"].as_str()).collect()
}

fn first_code(reply: &Reply) -> String {
    let json = reply.json().unwrap_or_default();
    let code = codes(&json).first().map(|code| code.chars().take(80).collect());
    code.unwrap_or_else(|| format!("http {}", reply.status))
}
