//! What a bank can say, and how much of it we keep. The classes are those of every foreign company:
//! surely not done, refused, ours to put right, and unknown.

use chrono::TimeDelta;
use sha2::Digest;
use sha2::Sha256;

use crate::money::Money;

/// The longest part of an unreadable answer that is kept.
const EXCERPT_CHARS_MAX: usize = 4_000;

/// An answer, with what is kept of the words in which it came.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reply<T> {
    /// What it says.
    pub says: T,
    /// The words.
    pub heard: Heard,
}

impl<T> Reply<T> {
    /// An answer that was read.
    pub fn read(says: T, body: &[u8]) -> Self {
        Self { says, heard: Heard { digest: Some(digest(body)), excerpt: None } }
    }

    /// An answer that could not be read: its beginning is kept, with every digit hidden, because a
    /// card or a key could be among them.
    pub fn unreadable(says: T, body: &[u8]) -> Self {
        let text = String::from_utf8_lossy(body);
        let excerpt = text.chars().filter(|char| *char != '\0').take(EXCERPT_CHARS_MAX);
        let excerpt = excerpt.map(|char| if char.is_numeric() { '#' } else { char }).collect();
        Self { says, heard: Heard { digest: Some(digest(body)), excerpt: Some(excerpt) } }
    }

    /// Nothing came.
    pub fn none(says: T) -> Self {
        Self { says, heard: Heard { digest: None, excerpt: None } }
    }
}

fn digest(body: &[u8]) -> Vec<u8> {
    Sha256::digest(body).to_vec()
}

/// What is kept of the words of an answer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Heard {
    /// The SHA-256 of the whole; `None` when nothing came.
    pub digest: Option<Vec<u8>>,
    /// The beginning of an answer that could not be read.
    pub excerpt: Option<String>,
}

/// Why a call brought nothing (`providers.md` §5.1).
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Fault {
    /// Surely not done: no connection, or busy before it began. The same call may be made again.
    Busy {
        /// The company wants this much time.
        after: Option<TimeDelta>,
    },
    /// Surely not done, and it will not be.
    Rejected {
        /// The company's code.
        code: String,
    },
    /// Surely not done, until a person of the house puts something right: a key, an address, a
    /// suspension.
    Misconfigured {
        /// The company's code.
        code: String,
    },
    /// It may have been done. Never repeated blindly.
    Unknown,
}

/// What a bank says of an order.
///
/// `Unknown` is not a failure: the money may have moved. Only a later, definite answer may end a
/// payment.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Answer {
    /// The money moved, and the bank knows that we know.
    Moved(Proof),
    /// The payer has paid; the bank waits for us to verify it. Only an inquiry says so.
    Unverified {
        /// The bank's receipt, where a verification needs one.
        receipt: Option<String>,
    },
    /// The money did not move, and will not.
    Refused(Refusal),
    /// The money moved and went back to the payer.
    Reversed,
    /// The bank has another amount than ours, which is part of the question: it verifies nothing.
    OtherAmount,
    /// The payer is still at the bank.
    Waiting,
    /// The question did not arrive, or comes too soon.
    Busy {
        /// The bank wants this much time.
        after: Option<TimeDelta>,
    },
    /// The bank does not talk to us until a person has put something right. It says nothing of the
    /// money.
    Misconfigured {
        /// The bank's code.
        code: String,
    },
    /// Silence, or an answer that cannot be read.
    Unknown,
}

/// What a bank says of money that moved. What it does not repeat is `None`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Proof {
    /// How much.
    pub amount: Option<Money>,
    /// Our order number.
    pub order_number: Option<i64>,
    /// The merchant number under which it came.
    pub terminal: Option<String>,
    /// The receipt that was asked about.
    pub receipt: Option<String>,
    /// Whether the bank hears of our asking for the first time. It may be the second time because an
    /// answer was lost.
    pub first_time: bool,
    /// The bank's own number for the movement (RRN), unique at its terminal.
    pub bank_number: String,
    /// The card: first six and last four digits.
    pub card: Option<String>,
    /// What the gateway keeps for its service.
    pub fee: Money,
    /// What of it goes to others' accounts, by the gateway's own settlement.
    pub shared: Option<Money>,
}

/// Why the money did not move.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Refusal {
    /// The payer turned round.
    Cancelled,
    /// Not enough in the card's account.
    NoFunds,
    /// A wrong PIN or card datum.
    WrongSecret,
    /// The payer did not finish in time.
    TimedOut,
    /// It moved, and went back before we had taken it.
    Reversed,
    /// Another reason of the bank's.
    Other,
}

impl Refusal {
    /// As the database writes it.
    pub fn code(self) -> &'static str {
        match self {
            Refusal::Cancelled => "cancelled",
            Refusal::NoFunds => "no_funds",
            Refusal::WrongSecret => "wrong_secret",
            Refusal::TimedOut => "timed_out",
            Refusal::Reversed => "reversed",
            Refusal::Other => "other",
        }
    }

    /// As the database wrote it; what is not known is `Other`.
    pub fn of_code(code: &str) -> Self {
        match code {
            "cancelled" => Refusal::Cancelled,
            "no_funds" => Refusal::NoFunds,
            "wrong_secret" => Refusal::WrongSecret,
            "timed_out" => Refusal::TimedOut,
            "reversed" => Refusal::Reversed,
            _ => Refusal::Other,
        }
    }
}

/// What a bank says of money that is to go back to a payer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Return {
    /// It went back, now or when it was asked before.
    Done {
        /// The bank's number for it.
        number: Option<String>,
    },
    /// The bank has taken it on and will do it.
    Pending,
    /// It did not go back and will not, this way.
    Refused {
        /// The bank's code.
        code: String,
    },
    /// The bank knows of no such return. Only an inquiry says so.
    NotFound,
    /// The call did not arrive, or comes too soon.
    Busy {
        /// The bank wants this much time.
        after: Option<TimeDelta>,
    },
    /// The bank does not talk to us until a person has put something right.
    Misconfigured {
        /// The bank's code.
        code: String,
    },
    /// Silence, or an answer that cannot be read: it may have gone back.
    Unknown,
}

/// No bank is left in peace for longer, whatever it asks for: its money would go back before it is asked.
pub const RESTS_MAX: TimeDelta = TimeDelta::minutes(5);

impl Return {
    /// For how long the bank is left in peace, as it asked for.
    pub fn rests(&self) -> Option<TimeDelta> {
        match self {
            Return::Busy { after } => after.map(|after| after.min(RESTS_MAX)),
            _ => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn of_an_unreadable_answer_a_bounded_beginning_without_digits_is_kept() {
        let body = format!("<html>card 6037-9912 ۶۰۳۷ \0{}", "x".repeat(9_000));
        let heard = Reply::unreadable((), body.as_bytes()).heard;
        let excerpt = heard.excerpt.expect("an unreadable answer leaves an excerpt");
        assert!(excerpt.starts_with("<html>card ####-#### #### x"), "{excerpt}");
        assert_eq!(excerpt.chars().count(), EXCERPT_CHARS_MAX);
        assert_eq!(heard.digest, Reply::read((), body.as_bytes()).heard.digest);
    }
}
