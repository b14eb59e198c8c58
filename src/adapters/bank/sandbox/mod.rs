//! The pretend bank. It keeps a book of its own, as a bank does, and answers from that book alone; its
//! pages (`crate::sandbox`) let a person or a test decide what it will say.

mod book;
mod counter;

use async_trait::async_trait;
use chrono::DateTime;
use chrono::TimeDelta;
use chrono::Utc;

use super::Answer;
use super::BankPage;
use super::Caps;
use super::Fault;
use super::Fields;
use super::Gateway;
use super::Go;
use super::Hint;
use super::Known;
use super::ListsUnverified;
use super::Order;
use super::Proof;
use super::RefundOrder;
use super::Refunds;
use super::Refusal;
use super::Reply;
use super::ReportLine;
use super::ReportsDays;
use super::Return;
use super::Reverses;
use super::UnverifiedLine;
use crate::clock::Clock;
use crate::db::Pool;
use crate::money::Money;
use crate::tokens;

pub use book::BookLine;
pub use book::Deed;
pub use book::Mending;
pub use book::Mood;
pub use book::Stage;
pub use book::act;
pub use book::change_mind;
pub use book::fall_silent;
pub use book::feel;
pub use book::look_up;
pub use book::mend;

/// The gateway's name in the books.
pub const NAME: &str = "sandbox";

/// The house's terminal there.
pub const TERMINAL: &str = "0001234";

/// How long a payer may take on the bank's page.
const SESSION: TimeDelta = TimeDelta::minutes(15);

/// How long after the payment it is taken back whole; later it is refunded.
const REVERSAL: TimeDelta = TimeDelta::minutes(30);

/// What the pretend bank keeps of each payment.
const FEE: Money = Money::rials(40_000);

/// What the pretend bank answers on the day on which it is being mended.
const PAGE_FOR_PEOPLE: &[u8] = b"<html><h1>Back in a minute</h1></html>";

/// The pretend bank.
pub struct SandboxBank {
    db: Pool,
    clock: Clock,
    terminal: String,
}

impl SandboxBank {
    /// The bank as one terminal finds it, with its book in our database.
    pub fn new(db: Pool, clock: Clock, terminal: String) -> Self {
        Self { db, clock, terminal }
    }

    /// What the book says of an order; `None` when nothing can be heard.
    async fn line(&self, reference: &str) -> Option<BookLine> {
        let line = look_up(&self.db, reference).await.ok()??;
        let is_silent = line.silent_until.is_some_and(|until| self.clock.now() < until);
        (!is_silent).then_some(line)
    }

    async fn stand(&self, line: &BookLine) -> Answer {
        match line.stage {
            Stage::Paid if line.reversed_at.is_some() || line.given_back_at.is_some() => {
                Answer::Reversed
            }
            Stage::Paid if line.verified_at.is_none() => Answer::Unverified { receipt: None },
            Stage::Paid => proof(line),
            Stage::Refused => {
                Answer::Refused(Refusal::of_code(line.refusal.as_deref().unwrap_or_default()))
            }
            Stage::Waiting if self.clock.now() < line.expires_at => Answer::Waiting,
            Stage::Waiting => {
                match counter::time_out(&self.db, &line.reference, self.clock.now()).await {
                    Ok(true) => Answer::Refused(Refusal::TimedOut),
                    Ok(false) | Err(_) => Answer::Unknown,
                }
            }
        }
    }

    /// What becomes of a money-moving call on a day like this, before the bank does anything.
    fn turned_away(mood: Mood) -> Option<Return> {
        match mood {
            Mood::Down => Some(Return::Busy { after: None }),
            Mood::Estranged => Some(Return::Misconfigured { code: "401".to_owned() }),
            Mood::Well | Mood::Lossy | Mood::Unreadable | Mood::Repeating => None,
        }
    }
}

fn proof(line: &BookLine) -> Answer {
    Answer::Moved(Proof {
        amount: line.paid_amount,
        order_number: Some(line.order_number),
        terminal: Some(line.terminal.clone()),
        receipt: None,
        first_time: line.verified_at.is_none(),
        bank_number: line.bank_number.clone().unwrap_or_default(),
        card: line.card.clone(),
        fee: FEE.min(line.amount),
        shared: None,
    })
}

/// The words in which the bank says it: as good as its line in the book.
fn told<T>(says: T, line: &BookLine, unknown: T) -> Reply<T> {
    match line.mood {
        Mood::Lossy => Reply::none(unknown),
        Mood::Unreadable => Reply::unreadable(unknown, PAGE_FOR_PEOPLE),
        Mood::Well | Mood::Down | Mood::Repeating | Mood::Estranged => {
            let words = format!("{:?} {:?} {:?}", line.stage, line.bank_number, line.paid_amount);
            Reply::read(says, words.as_bytes())
        }
    }
}

/// The answer on a day on which the bank does not get to the question.
fn off_day(mood: Mood) -> Option<Answer> {
    match mood {
        Mood::Down => Some(Answer::Busy { after: None }),
        Mood::Estranged => Some(Answer::Misconfigured { code: "401".to_owned() }),
        Mood::Well | Mood::Lossy | Mood::Unreadable | Mood::Repeating => None,
    }
}

#[async_trait]
impl Gateway for SandboxBank {
    fn name(&self) -> &'static str {
        NAME
    }

    fn terminal(&self) -> &str {
        &self.terminal
    }

    fn limits(&self) -> (Money, Money) {
        (Money::rials(10_000), Money::rials(2_000_000_000))
    }

    fn caps(&self) -> Caps {
        Caps { needs_receipt: false, verify_window: TimeDelta::hours(96), inquires: true }
    }

    async fn is_well(&self) -> Result<(), Fault> {
        match counter::mood(&self.db, &self.terminal).await {
            Ok(Mood::Well | Mood::Repeating) => Ok(()),
            Ok(Mood::Down) => Err(Fault::Busy { after: None }),
            Ok(Mood::Estranged) => Err(Fault::Misconfigured { code: "401".to_owned() }),
            Ok(Mood::Lossy | Mood::Unreadable) | Err(_) => Err(Fault::Unknown),
        }
    }

    async fn start(&self, order: &Order<'_>) -> Reply<Result<BankPage, Fault>> {
        let reference = tokens::random()[..26].to_owned();
        let now = self.clock.now();
        let at = (self.terminal.as_str(), reference.as_str());
        let Ok((mood, given)) = counter::insert(&self.db, order, at, (now, now + SESSION)).await
        else {
            return Reply::none(Err(Fault::Unknown));
        };
        match (mood, given) {
            (Mood::Down, _) => Reply::none(Err(Fault::Busy { after: None })),
            (Mood::Lossy, _) => Reply::none(Err(Fault::Unknown)),
            (Mood::Unreadable, _) => Reply::unreadable(Err(Fault::Unknown), PAGE_FOR_PEOPLE),
            (Mood::Estranged, _) => {
                Reply::read(Err(Fault::Misconfigured { code: "401".to_owned() }), b"401")
            }
            (Mood::Well | Mood::Repeating, Some(reference)) => {
                // A path of our own, so that the page is found under whatever name the visitor came by.
                let go = Go::to(format!("/sandbox/bank/{reference}"));
                let words = reference.clone();
                Reply::read(Ok(BankPage { reference, go }), words.as_bytes())
            }
            (Mood::Well | Mood::Repeating, None) => Reply::none(Err(Fault::Unknown)),
        }
    }

    fn read_callback(&self, brought: &Fields) -> Hint {
        let reference = ["Authority", "RefId"].iter().find_map(|name| brought.get(*name));
        Hint { reference: reference.cloned(), receipt: None }
    }

    async fn verify(&self, _: &Order<'_>, known: &Known<'_>) -> Reply<Answer> {
        let Some(line) = self.line(known.reference).await else {
            return Reply::none(Answer::Unknown);
        };
        if let Some(answer) = off_day(line.mood) {
            return Reply::none(answer);
        }
        let answer = match self.stand(&line).await {
            Answer::Unverified { .. } => {
                match counter::note_verified(&self.db, &line.reference, self.clock.now()).await {
                    Ok(()) => proof(&line),
                    Err(_) => Answer::Unknown,
                }
            }
            other => other,
        };
        told(answer, &line, Answer::Unknown)
    }

    async fn inquire(&self, _: &Order<'_>, known: &Known<'_>) -> Reply<Answer> {
        let Some(line) = self.line(known.reference).await else {
            return Reply::none(Answer::Unknown);
        };
        match off_day(line.mood) {
            Some(answer) => Reply::none(answer),
            None => told(self.stand(&line).await, &line, Answer::Unknown),
        }
    }

    fn reverses(&self) -> Option<&dyn Reverses> {
        Some(self)
    }

    fn refunds(&self) -> Option<&dyn Refunds> {
        Some(self)
    }

    fn lists_unverified(&self) -> Option<&dyn ListsUnverified> {
        Some(self)
    }

    fn reports_days(&self) -> Option<&dyn ReportsDays> {
        Some(self)
    }
}

#[async_trait]
impl Reverses for SandboxBank {
    fn window(&self) -> TimeDelta {
        REVERSAL
    }

    async fn reverse(&self, _: &Order<'_>, known: &Known<'_>) -> Reply<Return> {
        let Some(line) = self.line(known.reference).await else {
            return Reply::none(Return::Unknown);
        };
        if let Some(answer) = Self::turned_away(line.mood) {
            return Reply::none(answer);
        }
        let now = self.clock.now();
        let is_late = line.paid_at.is_some_and(|paid| paid + REVERSAL < now);
        if is_late && line.given_back_at.is_none() {
            return told(Return::Refused { code: "-63".to_owned() }, &line, Return::Unknown);
        }
        let says = match counter::give_back(&self.db, &line.reference, now).await {
            Ok(true) => Return::Done { number: line.bank_number.clone() },
            Ok(false) => Return::Refused { code: "-61".to_owned() },
            Err(_) => Return::Unknown,
        };
        told(says, &line, Return::Unknown)
    }
}

#[async_trait]
impl Refunds for SandboxBank {
    fn least(&self) -> Money {
        Money::rials(10_000)
    }

    async fn is_open(&self) -> Result<(), Fault> {
        Ok(())
    }

    async fn refund(
        &self,
        order: &Order<'_>,
        known: &Known<'_>,
        refund: &RefundOrder,
    ) -> Reply<Return> {
        let Some(line) = self.line(known.reference).await else {
            return Reply::none(Return::Unknown);
        };
        if let Some(answer) = Self::turned_away(line.mood) {
            return Reply::none(answer);
        }
        if counter::refund(&self.db, known.reference, refund, self.clock.now()).await.is_err() {
            return Reply::none(Return::Unknown);
        }
        let reply = self.inquire_refund(order, known, refund).await;
        match reply.says {
            Return::NotFound => {
                told(Return::Refused { code: "-21".to_owned() }, &line, Return::Unknown)
            }
            _ => reply,
        }
    }

    async fn inquire_refund(
        &self,
        _: &Order<'_>,
        known: &Known<'_>,
        refund: &RefundOrder,
    ) -> Reply<Return> {
        let Some(line) = self.line(known.reference).await else {
            return Reply::none(Return::Unknown);
        };
        if let Some(answer) = Self::turned_away(line.mood) {
            return Reply::none(answer);
        }
        let says = match counter::refund_number(&self.db, refund).await {
            Ok(Some(number)) => Return::Done { number: Some(number) },
            Ok(None) => Return::NotFound,
            Err(_) => Return::Unknown,
        };
        told(says, &line, Return::Unknown)
    }
}

#[async_trait]
impl ListsUnverified for SandboxBank {
    async fn unverified(&self) -> Reply<Result<Vec<UnverifiedLine>, Fault>> {
        match counter::unverified(&self.db, &self.terminal).await {
            Ok(lines) => Reply::read(Ok(lines), b"unverified"),
            Err(_) => Reply::none(Err(Fault::Unknown)),
        }
    }
}

#[async_trait]
impl ReportsDays for SandboxBank {
    async fn movements(
        &self,
        between: (DateTime<Utc>, DateTime<Utc>),
    ) -> Reply<Result<Vec<ReportLine>, Fault>> {
        match counter::movements(&self.db, between).await {
            Ok(lines) => Reply::read(Ok(lines), b"movements"),
            Err(_) => Reply::none(Err(Fault::Unknown)),
        }
    }
}
