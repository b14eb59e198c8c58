//! SMS.ir on loopback, as `providers.md` 3.2 has it.

use std::ops::Deref;
use std::sync::Arc;
use std::sync::Mutex;

use serde_json::Value;
use serde_json::json;

use super::wire::Request;
use super::wire::Server;

pub const KEY: &str = "smsir-key";

/// A message in the company's book.
#[derive(Clone, Debug)]
pub struct Kept {
    pub id: i64,
    pub to: String,
    pub text: String,
    pub template: Option<i64>,
    pub state: i64,
}

#[derive(Default)]
struct Book {
    kept: Vec<Kept>,
    blocked: Vec<String>,
    received: Vec<(String, String, i64)>,
    refusal: Option<i64>,
}

pub struct SmsIr {
    server: Server,
    book: Arc<Mutex<Book>>,
}

impl SmsIr {
    pub async fn start() -> Self {
        let book = Arc::<Mutex<Book>>::default();
        let kept = book.clone();
        let server = Server::start(move |request| kept.lock().unwrap().answer(request)).await;
        Self { server, book }
    }

    pub fn book(&self) -> Vec<Kept> {
        self.book.lock().unwrap().kept.clone()
    }

    pub fn to(&self, number: &str) -> Vec<String> {
        let book = self.book();
        book.into_iter().filter(|kept| kept.to == number).map(|kept| kept.text).collect()
    }

    pub fn all_are(&self, state: i64) {
        for kept in &mut self.book.lock().unwrap().kept {
            kept.state = state;
        }
    }

    pub fn blocks(&self, number: &str) {
        self.book.lock().unwrap().blocked.push(number.to_owned());
    }

    pub fn refuses(&self, status: Option<i64>) {
        self.book.lock().unwrap().refusal = status;
    }

    pub fn receives(&self, from: &str, text: &str, at: i64) {
        let message = (from.to_owned(), text.to_owned(), at);
        self.book.lock().unwrap().received.push(message);
    }
}

impl Deref for SmsIr {
    type Target = Server;
    fn deref(&self) -> &Server {
        &self.server
    }
}

impl Book {
    fn answer(&mut self, request: &Request) -> (u16, Value) {
        if request.headers.get("x-api-key").map(String::as_str) != Some(KEY) {
            return said(401, 10, Value::Null);
        }
        if let Some(status) = self.refusal {
            return said(if status == 20 { 429 } else { 400 }, status, Value::Null);
        }
        let body = request.json();
        match (request.method.as_str(), request.path.as_str()) {
            ("POST", "/v1/send/verify") => self.verify(&body),
            ("POST", "/v1/send/bulk") => self.bulk(&body),
            ("GET", path) if path.starts_with("/v1/receive/latest") => {
                let received = self.received.drain(..).map(|(from, text, at)| {
                    json!({"mobile": from, "messageText": text, "receivedDateTime": at})
                });
                said(200, 1, received.collect())
            }
            ("GET", path) => {
                let id = path.rsplit('/').next().and_then(|id| id.parse::<i64>().ok());
                match self.kept.iter().find(|kept| Some(kept.id) == id) {
                    Some(kept) => {
                        said(200, 1, json!({"messageId": kept.id, "deliveryState": kept.state}))
                    }
                    None => said(400, 111, Value::Null),
                }
            }
            _ => said(404, 0, Value::Null),
        }
    }

    fn verify(&mut self, body: &Value) -> (u16, Value) {
        let Some(values) = body["parameters"].as_array() else {
            return said(400, 116, Value::Null);
        };
        let values: Vec<&str> = values.iter().filter_map(|value| value["value"].as_str()).collect();
        // The refusal at which long addresses and names fail.
        if values.iter().any(|value| 25 < value.chars().count()) {
            return said(400, 114, Value::Null);
        }
        let to = body["mobile"].as_str().unwrap();
        if self.blocked.iter().any(|number| number == to) {
            return said(400, 115, Value::Null);
        }
        let id = self.keep(to, &values.join("|"), body["templateId"].as_i64());
        said(200, 1, json!({"messageId": id, "cost": 1.5}))
    }

    fn bulk(&mut self, body: &Value) -> (u16, Value) {
        let to = body["mobiles"][0].as_str().unwrap();
        let text = body["messageText"].as_str().unwrap();
        if self.blocked.iter().any(|number| number == to) {
            return said(200, 1, json!({"packId": "p", "messageIds": [null], "cost": 0}));
        }
        let id = self.keep(to, text, None);
        let cost = peyvand::adapters::sms::parts(text);
        said(200, 1, json!({"packId": "p", "messageIds": [id], "cost": cost}))
    }

    fn keep(&mut self, to: &str, text: &str, template: Option<i64>) -> i64 {
        let id = 89_000_000 + i64::try_from(self.kept.len()).unwrap();
        let (to, text) = (to.to_owned(), text.to_owned());
        self.kept.push(Kept { id, to, text, template, state: 5 });
        id
    }
}

fn said(http: u16, status: i64, data: Value) -> (u16, Value) {
    let mut body = json!({"status": status, "message": "-"});
    body["data"] = data;
    (http, body)
}
