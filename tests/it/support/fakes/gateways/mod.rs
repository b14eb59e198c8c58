//! The bank gateways on loopback (`providers.md` 1 and 5.5). Each speaks its own protocol over the same
//! book: what was ordered, what its payer did, and what was verified and given back.

mod payping;
mod sep;
pub mod zarinpal;
mod zibal;

use std::ops::Deref;
use std::sync::Arc;
use std::sync::Mutex;

use chrono::DateTime;
use chrono::TimeDelta;
use chrono::Utc;
use peyvand::clock::Clock;
use serde_json::Value;

use super::wire::Request;
use super::wire::Server;

/// What every fake knows the house by.
pub const MERCHANT: &str = "2015";

/// The card of every payer.
pub const CARD: &str = "603799******7893";

/// A gateway.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    Zarinpal,
    Zibal,
    Sep,
    Payping,
}

pub const ALL: [Kind; 4] = [Kind::Zarinpal, Kind::Zibal, Kind::Sep, Kind::Payping];

impl Kind {
    /// As the product calls it.
    pub fn name(self) -> &'static str {
        match self {
            Kind::Zarinpal => "zarinpal",
            Kind::Zibal => "zibal",
            Kind::Sep => "sep",
            Kind::Payping => "payping",
        }
    }

    /// A piece of the path at which a payment is verified.
    pub fn verifies_at(self) -> &'static str {
        match self {
            Kind::Sep => "/VerifyTransaction",
            Kind::Zarinpal | Kind::Zibal | Kind::Payping => "/verify",
        }
    }

    /// A piece of the path at which a page is asked for.
    pub fn starts_at(self) -> &'static str {
        match self {
            Kind::Zarinpal => "/request.json",
            Kind::Zibal => "/request",
            Kind::Sep => "/onlinepg",
            Kind::Payping => "/v3/pay",
        }
    }
}

/// What a payer has done.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stage {
    AtTheBank,
    Cancelled,
    Paid,
    Verified,
    /// The money is the payer's again.
    WentBack,
}

/// An order in the book. Amounts are in rial, whatever the wire says.
#[derive(Clone, Debug)]
pub struct Line {
    pub reference: String,
    /// Whose it is.
    pub merchant: String,
    /// The merchant's own number for it.
    pub order: String,
    pub amount: i64,
    /// What the payer paid, which is another amount when the gateway is at fault.
    pub paid: i64,
    pub callback: String,
    pub stage: Stage,
    /// The gateway's receipt, which a browser brings back where the protocol has it so.
    pub receipt: String,
    /// The bank's number for the movement.
    pub rrn: String,
    /// How often it was verified.
    pub verified: u32,
    pub reversed: u32,
    /// What the merchant reads beside it.
    pub description: String,
    pub at: DateTime<Utc>,
    /// What went back to the payer's card after the window, each time.
    pub refunds: Vec<i64>,
    /// How the newest of them stands, where the gateway says so.
    pub refund_status: &'static str,
    /// The parts that go to others' accounts when it is verified, and those that went: account and amount.
    pub wages: Vec<(String, i64)>,
    pub settled: Vec<(String, i64)>,
}

impl Line {
    /// The merchant, or somebody with the merchant's key, verifies it: what was paid is settled, each part once.
    pub(super) fn verify(&mut self) {
        if self.stage == Stage::Paid {
            self.settled.extend(self.wages.clone());
        }
        self.stage = Stage::Verified;
        self.verified += 1;
    }
}

#[derive(Default)]
pub(super) struct Book {
    /// Whom it knows.
    merchants: Vec<String>,
    pub(super) lines: Vec<Line>,
    /// The receipt of which the gateway speaks, whatever it is asked.
    pub(super) other_receipt: Option<String>,
    /// The gateway's time.
    clock: Option<Clock>,
    /// The word with which the next refund begins, or why there is none.
    pub(super) refunds: RefundMood,
    /// Why parts go to nobody else's account.
    pub(super) parts_refused: Option<i64>,
}

/// How a gateway gives back.
#[derive(Clone, Copy, Debug, Default)]
pub enum RefundMood {
    /// At once.
    #[default]
    Well,
    /// With a word for how it stands.
    Says(&'static str),
    /// Not at all, for a reason that it names.
    Refuses(&'static str),
    /// Not at all, by a fault of its own.
    Fails,
}

impl Book {
    /// Whether it takes calls of a merchant.
    pub(super) fn knows(&self, merchant: &str) -> bool {
        self.merchants.iter().any(|known| known == merchant)
    }

    pub(super) fn order(&mut self, reference: String, merchant: &str, new: (String, i64, String)) {
        let (order, amount, callback) = new;
        let place = self.lines.len();
        self.lines.push(Line {
            reference,
            merchant: merchant.to_owned(),
            order,
            amount,
            paid: amount,
            callback,
            stage: Stage::AtTheBank,
            receipt: (9_000_100 + place).to_string(),
            rrn: (730_012_884_500 + place).to_string(),
            verified: 0,
            reversed: 0,
            description: String::new(),
            at: self.clock.as_ref().map(Clock::now).unwrap_or_default(),
            refunds: vec![],
            refund_status: "",
            wages: vec![],
            settled: vec![],
        });
    }

    /// Whom it knows, the newest last.
    pub(super) fn merchants(&self) -> &[String] {
        &self.merchants
    }

    /// The order of a merchant.
    pub(super) fn of(&mut self, merchant: &str, reference: &str) -> Option<&mut Line> {
        self.by_reference(reference).filter(|line| line.merchant == merchant)
    }

    pub(super) fn by_reference(&mut self, reference: &str) -> Option<&mut Line> {
        self.lines.iter_mut().find(|line| line.reference == reference)
    }
}

/// How a payer's browser comes back.
pub struct Brought {
    /// The path with its query.
    pub path: String,
    /// The fields of a form, where it comes back by one.
    pub form: Option<String>,
}

pub struct Fake {
    pub kind: Kind,
    server: Server,
    book: Arc<Mutex<Book>>,
}

impl Fake {
    pub async fn start(kind: Kind) -> Self {
        let merchants = vec![MERCHANT.to_owned()];
        let book = Arc::new(Mutex::new(Book { merchants, ..Book::default() }));
        let kept = book.clone();
        let answer = move |request: &Request| -> (u16, Value) {
            let mut book = kept.lock().unwrap();
            match kind {
                Kind::Zarinpal => zarinpal::answer(&mut book, request),
                Kind::Zibal => zibal::answer(&mut book, request),
                Kind::Sep => sep::answer(&mut book, request),
                Kind::Payping => payping::answer(&mut book, request),
            }
        };
        Self { kind, server: Server::start(answer).await, book }
    }

    /// The flags of a house that works with it.
    pub fn flags(&self) -> Vec<String> {
        let name = self.kind.name();
        let merchant = match self.kind {
            Kind::Zarinpal | Kind::Zibal => "merchant",
            Kind::Sep => "terminal",
            Kind::Payping => "token",
        };
        vec![
            format!("--gateway={name}"),
            format!("--{name}-{merchant}={MERCHANT}"),
            format!("--{name}-base-url={}", self.server.base()),
            "--gateway-timeout-ms=3000".to_owned(),
        ]
    }

    /// The flags of a house that can give back by it after the window.
    pub fn flags_with_refunds(&self) -> Vec<String> {
        let mut flags = self.flags();
        flags.push(format!("--zarinpal-access-token={}", zarinpal::TOKEN));
        flags.push(format!("--zarinpal-graphql-base-url={}", self.server.base()));
        flags
    }

    /// Goes by a clock.
    pub fn goes_by(&self, clock: &Clock) {
        self.book.lock().unwrap().clock = Some(clock.clone());
    }

    /// Gives back in another way.
    pub fn gives_back(&self, mood: RefundMood) {
        self.book.lock().unwrap().refunds = mood;
    }

    /// Says of the first order how its refund stands.
    pub fn says_of_the_first_refund(&self, status: &'static str) {
        self.book.lock().unwrap().lines.first_mut().unwrap().refund_status = status;
    }

    /// Somebody gives money of the first order back in the gateway's own panel.
    pub fn gives_back_by_hand(&self, amount: i64) {
        self.book.lock().unwrap().lines.first_mut().unwrap().refunds.push(amount);
    }

    /// Other sites of the same merchant take as many orders since, one a second; what stands beside them ends
    /// alike.
    pub fn crowds(&self, count: i64, clock: &Clock, end: &str) {
        let mut book = self.book.lock().unwrap();
        for second in (0..count).rev() {
            let order = (String::new(), 24_500_000, "https://example.ir/back".to_owned());
            book.order(format!("crowd{second}"), MERCHANT, order);
            let line = book.lines.last_mut().unwrap();
            line.at = clock.now() - TimeDelta::seconds(second);
            line.description = format!("another {end}");
        }
    }

    /// Takes calls of one more merchant.
    pub fn takes_on(&self, merchant: &str) {
        self.book.lock().unwrap().merchants.push(merchant.to_owned());
    }

    /// Takes no more calls of a merchant.
    pub fn drops(&self, merchant: &str) {
        self.book.lock().unwrap().merchants.retain(|known| known != merchant);
    }

    /// The newest order.
    pub fn line(&self) -> Line {
        self.book.lock().unwrap().lines.last().unwrap().clone()
    }

    pub fn lines(&self) -> Vec<Line> {
        self.book.lock().unwrap().lines.clone()
    }

    /// One order.
    pub fn at(&self, reference: &str) -> Line {
        self.book.lock().unwrap().by_reference(reference).unwrap().clone()
    }

    /// The payer of an order pays.
    pub fn pay_at(&self, reference: &str) {
        self.book.lock().unwrap().by_reference(reference).unwrap().stage = Stage::Paid;
    }

    /// The newest order's payer does something.
    pub fn does(&self, stage: Stage) {
        self.book.lock().unwrap().lines.last_mut().unwrap().stage = stage;
    }

    /// The newest order's payer pays, and somebody else verifies it with our key.
    pub fn verified_by_another(&self) {
        let mut book = self.book.lock().unwrap();
        let line = book.lines.last_mut().unwrap();
        line.stage = Stage::Paid;
        line.verify();
    }

    /// Refuses parts that are to go to others' accounts, by a code.
    pub fn refuses_parts(&self, code: Option<i64>) {
        self.book.lock().unwrap().parts_refused = code;
    }

    /// The time for verifying is over: what was paid and not verified is its payers' again.
    pub fn gives_unverified_back(&self) {
        let mut book = self.book.lock().unwrap();
        for line in book.lines.iter_mut().filter(|line| line.stage == Stage::Paid) {
            line.stage = Stage::WentBack;
        }
    }

    /// The newest order's payer pays another amount.
    pub fn pays(&self, amount: i64) {
        let mut book = self.book.lock().unwrap();
        let line = book.lines.last_mut().unwrap();
        (line.stage, line.paid) = (Stage::Paid, amount);
    }

    /// Takes an order of another site of the same merchant.
    pub fn other_sites_order(&self, callback: &str) {
        let order = ("1".to_owned(), 500_000, callback.to_owned());
        self.book.lock().unwrap().order(format!("A{:0>35}", "another"), MERCHANT, order);
    }

    /// Speaks of another receipt than it is asked about.
    pub fn confuses_receipts(&self, receipt: &str) {
        self.book.lock().unwrap().other_receipt = Some(receipt.to_owned());
    }

    /// How the payer of an order comes back.
    pub fn brings(&self, line: &Line) -> Brought {
        match self.kind {
            Kind::Zarinpal => zarinpal::brings(line),
            Kind::Zibal => zibal::brings(line),
            Kind::Sep => sep::brings(line),
            Kind::Payping => payping::brings(line),
        }
    }
}

impl Deref for Fake {
    type Target = Server;
    fn deref(&self) -> &Server {
        &self.server
    }
}

/// The path of an address of ours.
fn path(callback: &str) -> String {
    let address = url::Url::parse(callback).unwrap();
    address.path().to_owned()
}
