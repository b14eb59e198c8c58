//! The way out by HTTP: what every call to a foreign company has in common.
//!
//! A client speaks to one company at one address, follows no redirect, reads no proxy from the
//! environment, waits a bounded time and reads a bounded answer. It tells two silences apart: a call
//! that surely did not arrive, and one that may have. An address can hold a key, so it is never logged.

mod strangers;

use std::sync::Once;
use std::time::Duration;
use std::time::Instant;

use chrono::TimeDelta;
use reqwest::ClientBuilder;
use reqwest::Method;
use reqwest::RequestBuilder;
use reqwest::header::RETRY_AFTER;
use reqwest::redirect::Policy;
use serde_json::Value;
use url::Url;

pub use strangers::AddressMistake;
pub use strangers::Strangers;

/// A company must have taken the connection by then.
const CONNECT_TIME: Duration = Duration::from_secs(3);

/// More of an answer is not read.
const ANSWER_BYTES_MAX: usize = 64 * 1024;

/// A client of one company.
#[derive(Clone, Debug)]
pub struct Client {
    http: reqwest::Client,
    base: String,
    /// The company's host, as the counters name it.
    host: String,
}

/// What came back, whatever it says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reply {
    /// The HTTP status; with most companies it is not the answer.
    pub status: u16,
    /// After which time the company wants to be asked again.
    pub retry_after: Option<TimeDelta>,
    /// The body.
    pub body: Vec<u8>,
}

/// Nothing came back.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Silence {
    /// No connection was made: nothing was asked, and it may be asked again.
    NotSent,
    /// The call left us and no readable answer came: it may have been done.
    Lost,
}

impl Client {
    /// A client for the address under which all calls of a company begin. It fails when the system has
    /// no usable store of certificates.
    pub fn new(base: &Url, total: Duration) -> reqwest::Result<Self> {
        let http = builder(total).build()?;
        let host = base.host_str().unwrap_or_default().to_owned();
        Ok(Self { http, base: base.as_str().trim_end_matches('/').to_owned(), host })
    }

    /// Begins a call; the path begins with a slash.
    pub fn request(&self, method: Method, path: &str) -> RequestBuilder {
        self.http.request(method, format!("{}{path}", self.base))
    }

    /// Makes a call and reads the whole answer.
    pub async fn send(&self, request: RequestBuilder) -> Result<Reply, Silence> {
        let began = Instant::now();
        let answer = send(request).await;
        let said = match &answer {
            Ok(reply) => reply.status.to_string(),
            Err(Silence::NotSent) => "not_sent".to_owned(),
            Err(Silence::Lost) => "lost".to_owned(),
        };
        let labels = [("company", self.host.clone()), ("answer", said)];
        metrics::counter!("peyvand_calls_total", &labels).increment(1);
        metrics::histogram!("peyvand_call_seconds", "company" => self.host.clone())
            .record(began.elapsed());
        answer
    }
}

/// What every client has in common.
fn builder(total: Duration) -> ClientBuilder {
    static CIPHERS: Once = Once::new();
    CIPHERS.call_once(|| {
        // Somebody else may have chosen before; one choice is as good as the other.
        let _ = rustls::crypto::ring::default_provider().install_default();
    });
    reqwest::Client::builder()
        .connect_timeout(CONNECT_TIME.min(total))
        .timeout(total)
        .redirect(Policy::none())
        .referer(false)
        .no_proxy()
        .user_agent("Peyvand")
}

async fn send(request: RequestBuilder) -> Result<Reply, Silence> {
    let mut response = request.send().await.map_err(|error| {
        if error.is_connect() || error.is_builder() { Silence::NotSent } else { Silence::Lost }
    })?;
    let status = response.status().as_u16();
    let after = response.headers().get(RETRY_AFTER).and_then(|after| after.to_str().ok());
    let retry_after = after.and_then(|after| after.trim().parse().ok());
    let retry_after = retry_after.and_then(|after: u32| TimeDelta::try_seconds(after.into()));
    let mut body = vec![];
    while let Some(chunk) = response.chunk().await.map_err(|_| Silence::Lost)? {
        if ANSWER_BYTES_MAX < body.len() + chunk.len() {
            return Err(Silence::Lost);
        }
        body.extend_from_slice(&chunk);
    }
    Ok(Reply { status, retry_after, body })
}

impl Reply {
    /// The body as JSON; `None` when it is something else.
    pub fn json(&self) -> Option<Value> {
        serde_json::from_slice(&self.body).ok()
    }
}

/// A whole number, be it written as a number or as a text: companies change between the two.
pub fn whole(value: &Value) -> Option<i64> {
    match value {
        Value::Number(number) => number.as_i64(),
        Value::String(text) => text.trim().parse().ok(),
        Value::Null | Value::Bool(_) | Value::Array(_) | Value::Object(_) => None,
    }
}

/// A text, be it written as a text or as a number.
pub fn text(value: &Value) -> Option<String> {
    match value {
        Value::String(text) if !text.is_empty() => Some(text.clone()),
        Value::Number(number) => Some(number.to_string()),
        Value::Null | Value::Bool(_) | Value::String(_) | Value::Array(_) | Value::Object(_) => {
            None
        }
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn numbers_and_texts_are_read_in_either_dress() {
        assert_eq!([whole(&json!(200)), whole(&json!(" 200"))], [Some(200); 2]);
        assert_eq!([whole(&json!(2.5)), whole(&json!("x")), whole(&json!(null))], [None; 3]);
        assert_eq!(text(&json!(71)), text(&json!("71")));
        assert_eq!([text(&json!("")), text(&json!([]))], [None, None]);
    }
}
