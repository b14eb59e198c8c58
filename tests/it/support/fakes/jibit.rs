//! Jibit on loopback, Transferor v2 and ide v1 (`providers.md` 2.1, 2.4 and 5.5): tokens that end, a book
//! in which each reference stands once, and money that leaves, waits or comes back as a test decides.

use std::ops::Deref;
use std::sync::Arc;
use std::sync::Mutex;
use std::sync::MutexGuard;

use peyvand::iban::Iban;
use serde_json::Value;
use serde_json::json;
use url::Url;

use super::wire::Request;
use super::wire::Server;

const KEY: &str = "peyvand";
const SECRET: &str = "only-for-tests";

/// Who holds every account here.
pub const HOLDER: (&str, &str) = ("امین", "بهشتی");

/// A transfer in the book.
#[derive(Clone, Debug)]
pub struct Line {
    pub id: String,
    pub iban: String,
    pub amount: i64,
    pub mode: String,
    pub state: &'static str,
    pub tracking: Option<String>,
    /// Where it calls when something has become of it.
    pub notify: String,
    pub holder: (String, String),
}

#[derive(Default)]
struct Book {
    lines: Vec<Line>,
    /// What a transfer is from the moment in which it is taken, when not under way.
    first_state: Option<&'static str>,
    /// Our money there; `None`: as much as anybody wants.
    left: Option<i64>,
    /// Whoever makes a token ends everybody else's.
    has_one_session: bool,
    access: Vec<String>,
    refresh: Vec<String>,
    /// How many tokens were made by the keys, and how many by refreshing.
    made: (u32, u32),
    /// How often each number was asked about.
    asked: Vec<String>,
    /// What every question about an account is answered with.
    complaint: Option<&'static str>,
}

pub struct Jibit {
    server: Server,
    book: Arc<Mutex<Book>>,
}

impl Jibit {
    pub async fn start() -> Self {
        let book = Arc::<Mutex<Book>>::default();
        let kept = book.clone();
        let answer = move |request: &Request| answer(&mut kept.lock().unwrap(), request);
        Self { server: Server::start(answer).await, book }
    }

    /// The flags of a house whose money goes out here.
    pub fn flags(&self) -> Vec<String> {
        let base = self.server.base();
        let service = |name: &str, path: &str| {
            [
                format!("--{name}=jibit"),
                format!("--jibit-{path}-base-url={base}/{path}"),
                format!("--jibit-{path}-key={KEY}"),
                format!("--jibit-{path}-secret={SECRET}"),
            ]
        };
        let mut flags = [service("rail", "transfer"), service("inquiry", "inquiry")].concat();
        flags.push("--rail-timeout-ms=3000".to_owned());
        flags
    }

    pub fn lines(&self) -> Vec<Line> {
        self.book().lines.clone()
    }

    /// The newest transfer.
    pub fn line(&self) -> Line {
        self.book().lines.last().unwrap().clone()
    }

    /// The newest transfer comes to stand otherwise.
    pub fn lets(&self, state: &'static str) {
        let mut book = self.book();
        let place = book.lines.len() - 1;
        let line = &mut book.lines[place];
        line.state = state;
        if state == "TRANSFERRED" {
            line.tracking = Some(format!("1405090100{place:04}"));
        }
    }

    /// What becomes of every transfer as soon as it is taken.
    pub fn takes_as(&self, state: &'static str) {
        self.book().first_state = Some(state);
    }

    /// So much of our money is there.
    pub fn has_left(&self, rials: i64) {
        self.book().left = Some(rials);
    }

    pub fn has_one_session(&self) {
        self.book().has_one_session = true;
    }

    /// Every bearer ends, and refreshing too when `refresh` says so.
    pub fn forgets_bearers(&self, refresh: bool) {
        let mut book = self.book();
        book.access.clear();
        if refresh {
            book.refresh.clear();
        }
    }

    /// How many tokens were made by the keys, and how many by refreshing.
    pub fn tokens_made(&self) -> (u32, u32) {
        self.book().made
    }

    /// How often each number was asked about.
    pub fn asked(&self) -> Vec<String> {
        self.book().asked.clone()
    }

    /// Answers every question about an account with a complaint, or as it should.
    pub fn complains(&self, code: Option<&'static str>) {
        self.book().complaint = code;
    }

    /// How often it was asked to make a transfer.
    pub fn submissions(&self) -> usize {
        let is_one =
            |asked: &&Request| asked.method == "POST" && asked.path == "/transfer/transfers";
        self.server.requests().iter().filter(is_one).count()
    }

    fn book(&self) -> MutexGuard<'_, Book> {
        self.book.lock().unwrap()
    }
}

impl Deref for Jibit {
    type Target = Server;
    fn deref(&self) -> &Server {
        &self.server
    }
}

fn answer(book: &mut Book, request: &Request) -> (u16, Value) {
    let address = Url::parse(&format!("http://jibit{}", request.path)).unwrap();
    let query = |name: &str| {
        let mut pairs = address.query_pairs();
        pairs.find(|(key, _)| key == name).map(|(_, value)| value.into_owned()).unwrap_or_default()
    };
    let path = address.path();
    if path.ends_with("/tokens/generate") {
        let json = request.json();
        return match (json["apiKey"].as_str(), json["secretKey"].as_str()) {
            (Some(KEY), Some(SECRET)) => {
                book.made.0 += 1;
                tokens(book)
            }
            _ => complaint(400, "credentials.not_valid"),
        };
    }
    if path.ends_with("/tokens/refresh") {
        let json = request.json();
        let known = book.refresh.iter().position(|it| json["refreshToken"] == it.as_str());
        let Some(place) = known else { return complaint(403, "forbidden") };
        book.refresh.remove(place);
        book.made.1 += 1;
        return tokens(book);
    }
    let bearer = request.headers.get("authorization").cloned().unwrap_or_default();
    if !book.access.iter().any(|token| bearer == format!("Bearer {token}")) {
        return complaint(401, "forbidden");
    }
    match (request.method.as_str(), path) {
        ("POST", "/transfer/transfers") => submit(book, &request.json()),
        ("GET", "/transfer/transfers") => inquire(book, &query("batchID"), &query("transferID")),
        ("GET", "/transfer/transfers/filter") => list(book, &query("state"), &query),
        ("GET", "/transfer/balances") => balances(book),
        ("GET", "/inquiry/ibans") => account(book, &query("value")),
        ("GET", "/inquiry/cards") => card(book, &query("number")),
        _ => complaint(404, "path.not_found"),
    }
}

fn tokens(book: &mut Book) -> (u16, Value) {
    if book.has_one_session {
        book.access.clear();
        book.refresh.clear();
    }
    let number = book.made.0 + book.made.1;
    let (access, refresh) = (format!("access-{number}"), format!("refresh-{number}"));
    book.access.push(access.clone());
    book.refresh.push(refresh.clone());
    (200, json!({"accessToken": access, "refreshToken": refresh, "scopes": ["TRANSFER"]}))
}

fn complaint(status: u16, code: &str) -> (u16, Value) {
    (status, json!({"fingerprint": "f1", "errors": [{"code": code, "message": "no"}]}))
}

fn submit(book: &mut Book, json: &Value) -> (u16, Value) {
    let asked = &json["transfers"][0];
    let field = |name: &str| asked[name].as_str().unwrap_or_default().to_owned();
    let (id, iban, amount) = (field("transferID"), field("destination"), asked["amount"].as_i64());
    let Some(amount) = amount.filter(|amount| 0 < *amount) else {
        return complaint(400, "transfers.0.amount.not_valid");
    };
    if json["batchID"] != id.as_str()
        || asked["currency"] != "IRR"
        || json["submissionMode"] != "TRANSFER"
    {
        return complaint(400, "invalid.request_body");
    }
    if Iban::parse(&iban).is_err() {
        return complaint(400, "transfers.0.destination.not_valid");
    }
    if book.lines.iter().any(|line| line.id == id) {
        return complaint(400, "transfer.already_exists");
    }
    if book.left.is_some_and(|left| left < amount) {
        return complaint(400, "balances.not_enough");
    }
    book.left = book.left.map(|left| left - amount);
    let place = book.lines.len();
    let state = book.first_state.unwrap_or("IN_PROGRESS");
    book.lines.push(Line {
        id,
        iban,
        amount,
        mode: field("transferMode"),
        state,
        tracking: (state == "TRANSFERRED").then(|| format!("1405090100{place:04}")),
        notify: field("notifyURL"),
        holder: (field("destinationFirstName"), field("destinationLastName")),
    });
    (200, json!({"submittedCount": 1, "totalAmountTransferred": amount, "rejections": []}))
}

fn shown(line: &Line) -> Value {
    json!({
        "transferID": line.id, "state": line.state, "failReason": null,
        "bankTransferID": line.tracking, "transferMode": line.mode, "amount": line.amount,
        "currency": "IRR", "feeCurrency": "IRR", "feeAmount": 5_000,
    })
}

fn inquire(book: &Book, batch: &str, id: &str) -> (u16, Value) {
    let lines = book.lines.iter().filter(|line| line.id == id && line.id == batch);
    (200, json!({"batchID": batch, "transfers": lines.map(shown).collect::<Vec<_>>()}))
}

fn list(book: &Book, state: &str, query: &dyn Fn(&str) -> String) -> (u16, Value) {
    let number = |name: &str| query(name).parse::<usize>().unwrap_or_default();
    let (page, size) = (number("page"), number("size"));
    if page == 0 || size == 0 || query("from").is_empty() {
        return complaint(400, "page.not_valid");
    }
    let lines = book.lines.iter().filter(|line| line.state == state);
    let lines: Vec<Value> = lines.skip((page - 1) * size).take(size).map(shown).collect();
    (200, json!({"page": page, "size": size, "elements": lines}))
}

fn balances(book: &Book) -> (u16, Value) {
    let left = book.left.unwrap_or(1_000_000_000_000);
    let line =
        |kind: &str, amount: i64| json!({"balanceType": kind, "currency": "IRR", "amount": amount});
    (200, json!({"balances": [line("WLT", 0), line("STL", left)]}))
}

fn account(book: &mut Book, iban: &str) -> (u16, Value) {
    book.asked.push(iban.to_owned());
    if let Some(code) = book.complaint {
        return complaint(400, code);
    }
    (200, json!({"value": iban, "ibanInfo": info(iban, true)}))
}

/// The account behind a card, without the names of its holders.
fn card(book: &mut Book, number: &str) -> (u16, Value) {
    book.asked.push(number.to_owned());
    if let Some(code) = book.complaint {
        return complaint(400, code);
    }
    let behind =
        (2..=98).find_map(|check| Iban::parse(&format!("IR{check:02}017000{number}")).ok());
    let Some(iban) = behind else { return complaint(400, "card.not_found") };
    (200, json!({"number": number, "type": "DEBIT", "ibanInfo": info(iban.as_str(), false)}))
}

fn info(iban: &str, is_named: bool) -> Value {
    let owner = json!({"firstName": HOLDER.0, "lastName": HOLDER.1});
    let owners = if is_named { json!([owner]) } else { json!([]) };
    json!({"bank": "X", "depositNumber": "1", "iban": iban, "status": "ACTIVE", "owners": owners})
}
