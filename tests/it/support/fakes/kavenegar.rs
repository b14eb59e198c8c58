//! Kavenegar on loopback, as `providers.md` 3.1 has it.

use std::collections::HashMap;
use std::ops::Deref;
use std::sync::Arc;
use std::sync::Mutex;

use serde_json::Value;
use serde_json::json;

use super::wire::Request;
use super::wire::Server;

pub const KEY: &str = "kave-key";

/// A message in the company's book.
#[derive(Clone, Debug)]
pub struct Kept {
    pub id: i64,
    pub local_id: Option<String>,
    pub to: String,
    /// The text, or the values of the approved one.
    pub text: String,
    pub template: Option<String>,
    pub status: i64,
}

#[derive(Default)]
struct Book {
    kept: Vec<Kept>,
    /// Numbers that have blocked us.
    blocked: Vec<String>,
    /// What people have sent to our line: from whom, what, when.
    received: Vec<(String, String, i64)>,
    /// What every call is answered with instead.
    refusal: Option<i64>,
}

pub struct Kavenegar {
    server: Server,
    book: Arc<Mutex<Book>>,
}

impl Kavenegar {
    pub async fn start() -> Self {
        let book = Arc::<Mutex<Book>>::default();
        let kept = book.clone();
        let server = Server::start(move |request| kept.lock().unwrap().answer(request)).await;
        Self { server, book }
    }

    /// The company's book.
    pub fn book(&self) -> Vec<Kept> {
        self.book.lock().unwrap().kept.clone()
    }

    /// The texts to a number, oldest first.
    pub fn to(&self, number: &str) -> Vec<String> {
        let book = self.book();
        book.into_iter().filter(|kept| kept.to == number).map(|kept| kept.text).collect()
    }

    /// How every message stands from now on.
    pub fn all_are(&self, status: i64) {
        for kept in &mut self.book.lock().unwrap().kept {
            kept.status = status;
        }
    }

    pub fn blocks(&self, number: &str) {
        self.book.lock().unwrap().blocked.push(number.to_owned());
    }

    /// Answers everything with this from now on, or as usual.
    pub fn refuses(&self, status: Option<i64>) {
        self.book.lock().unwrap().refusal = status;
    }

    /// Somebody sends something to our line.
    pub fn receives(&self, from: &str, text: &str, at: i64) {
        let message = (from.to_owned(), text.to_owned(), at);
        self.book.lock().unwrap().received.push(message);
    }

    /// Loses all messages.
    pub fn forgets(&self) {
        self.book.lock().unwrap().kept.clear();
    }
}

impl Deref for Kavenegar {
    type Target = Server;
    fn deref(&self) -> &Server {
        &self.server
    }
}

impl Book {
    fn answer(&mut self, request: &Request) -> (u16, Value) {
        let parts: Vec<&str> = request.path.trim_matches('/').split('/').collect();
        let ["v1", key, scope, method] = parts[..] else { return said(404, vec![]) };
        let form = request.form();
        if request.method != "POST" {
            return said(405, vec![]);
        }
        if key != KEY {
            return said(403, vec![]);
        }
        if let Some(status) = self.refusal {
            return said(status, vec![]);
        }
        match (scope, method) {
            ("sms", "send.json") => self.send(&form),
            ("verify", "lookup.json") => self.look_up(&form),
            ("sms", "status.json") => {
                let ids = form["messageid"].split(',');
                said(200, ids.map(|id| self.status(id)).collect())
            }
            ("sms", "statuslocalmessageid.json") => {
                let local = &form["localid"];
                let found = self.kept.iter().find(|kept| kept.local_id.as_ref() == Some(local));
                let entry = match found {
                    Some(kept) => {
                        json!({"messageid": kept.id, "localid": local, "status": kept.status})
                    }
                    None => json!({"messageid": 0, "localid": local, "status": 100}),
                };
                said(200, vec![entry])
            }
            ("sms", "receive.json") => {
                let received = self.received.drain(..).enumerate().map(|(place, message)| {
                    let (from, text, at) = message;
                    json!({"messageid": place, "sender": from, "message": text, "date": at})
                });
                said(200, received.collect())
            }
            _ => said(404, vec![]),
        }
    }

    fn send(&mut self, form: &HashMap<String, String>) -> (u16, Value) {
        let (to, text) = (&form["receptor"], &form["message"]);
        if text.is_empty() || 900 < text.chars().count() {
            return said(413, vec![]);
        }
        let local_id = form.get("localid").cloned();
        let before = self.kept.iter().find(|kept| local_id.is_some() && kept.local_id == local_id);
        if let Some(before) = before {
            return said(200, vec![entry(before)]);
        }
        self.keep(to, text, local_id, None)
    }

    fn look_up(&mut self, form: &HashMap<String, String>) -> (u16, Value) {
        if !form["template"].starts_with("t-") {
            return said(424, vec![]);
        }
        let short = ["token", "token2", "token3"].map(|slot| form.get(slot));
        let has_gap = |value: &&String| value.contains([' ', '\n', '_']);
        if short.iter().flatten().any(has_gap) {
            return said(431, vec![]);
        }
        let long = ["token10", "token20"].map(|slot| form.get(slot));
        let values: Vec<_> = short.into_iter().chain(long).flatten().map(String::as_str).collect();
        self.keep(&form["receptor"], &values.join("|"), None, Some(form["template"].clone()))
    }

    fn keep(
        &mut self,
        to: &str,
        text: &str,
        local_id: Option<String>,
        template: Option<String>,
    ) -> (u16, Value) {
        let status = if self.blocked.iter().any(|number| number == to) { 14 } else { 1 };
        let id = 8_000_000 + i64::try_from(self.kept.len()).unwrap();
        let (to, text) = (to.to_owned(), text.to_owned());
        self.kept.push(Kept { id, local_id, to, text, template, status });
        said(200, vec![entry(self.kept.last().unwrap())])
    }

    fn status(&self, id: &str) -> Value {
        let kept = self.kept.iter().find(|kept| kept.id.to_string() == id);
        json!({"messageid": id.parse::<i64>().unwrap_or(0), "status": kept.map_or(100, |k| k.status)})
    }
}

fn entry(kept: &Kept) -> Value {
    let parts = peyvand::adapters::sms::parts(&kept.text);
    json!({
        "messageid": kept.id, "message": kept.text, "status": kept.status, "statustext": "",
        "sender": "10004346", "receptor": kept.to, "date": 1_763_800_000,
        "cost": 1_500 * parts,
    })
}

fn said(status: i64, entries: Vec<Value>) -> (u16, Value) {
    let http = u16::try_from(status).unwrap_or(400);
    let entries = Value::Array(entries);
    (http, json!({"return": {"status": status, "message": "-"}, "entries": entries}))
}
