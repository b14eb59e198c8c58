//! A merchant's own terminal at a gateway, and what opens it.

use chrono::DateTime;
use chrono::Utc;
use secrecy::ExposeSecret;
use uuid::Uuid;

use crate::adapters::bank::Keys;
use crate::config::BankGateway;
use crate::ids::TerminalId;
use crate::ids::WorkspaceId;
use crate::typed;

/// Of a credential that is shorter than this nothing is shown: its end would be too much of it.
const SHOWN_FROM: usize = 8;

/// So many letters of its end are shown.
const TAIL: usize = 4;

/// The longest token of a gateway.
const TOKEN_MAX: usize = 4_000;

/// A terminal as its owners see it.
#[derive(Clone, Debug)]
pub struct Terminal {
    /// Its name.
    pub id: TerminalId,
    /// Whose it is.
    pub workspace: WorkspaceId,
    /// At which gateway.
    pub gateway: BankGateway,
    /// The last letters of its credential, where they may be seen.
    pub tail: Option<String>,
    /// It has a token under which its gateway gives back after the window.
    pub has_token: bool,
    /// It is preferred to the gateways of the house.
    pub before_house: bool,
    /// Payers are sent there.
    pub is_on: bool,
    /// When it was added.
    pub added_at: DateTime<Utc>,
    /// The gateway's last word about the credential.
    pub verdict: Option<Verdict>,
    /// The gateway's own code for it.
    pub verdict_code: Option<String>,
    /// When it said so.
    pub verdict_at: Option<DateTime<Utc>>,
    /// When the gateway first took the credential.
    pub worked_at: Option<DateTime<Utc>>,
    /// Since when it has not been well, as the worker that asks it found.
    pub unwell_since: Option<DateTime<Utc>>,
}

/// What a gateway says of a terminal.
#[derive(Clone, Copy, Debug, PartialEq, Eq, sqlx::Type)]
#[sqlx(type_name = "text", rename_all = "snake_case")]
pub enum Verdict {
    /// It gave a page.
    Works,
    /// It does not take the credential, or not from our machine.
    Refused,
    /// It knows the terminal and did not like the order.
    Rejected,
    /// It did not answer.
    Silent,
}

/// What opens a terminal at a gateway.
#[derive(Clone, Debug)]
pub struct Credential {
    /// At which gateway.
    pub gateway: BankGateway,
    pub(super) keys: Keys,
}

/// Why what was typed opens nothing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CredentialMistake {
    /// Nothing was typed.
    Missing,
    /// The gateway gives out no such thing.
    NotOne,
    /// It is the one with which everybody may try the gateway, and nobody is paid.
    OfTrials,
}

/// What was typed as the token for refunds is none, or the gateway knows no such thing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NoToken;

impl Credential {
    /// Reads what was typed or copied. The shapes are those of `providers.md` 1.
    pub fn parse(gateway: BankGateway, text: &str) -> Result<Self, CredentialMistake> {
        let text = typed::unwrapped(text);
        if text.is_empty() {
            return Err(CredentialMistake::Missing);
        }
        let plain = match gateway {
            // A UUID, written in small letters.
            BankGateway::Zarinpal => {
                let id = (text.len() == 36).then(|| Uuid::try_parse(&text).ok()).flatten();
                id.map(|id| id.hyphenated().to_string())
            }
            BankGateway::Zibal if text == "zibal" => return Err(CredentialMistake::OfTrials),
            BankGateway::Zibal => Some(text).filter(|text| is_name(text, 4..=64)),
            BankGateway::Sep | BankGateway::Sandbox => {
                Some(typed::bare(&text)).filter(|number| is_number(number, 4..=15))
            }
            BankGateway::Payping => Some(text).filter(|text| is_token(text)),
        };
        let merchant = plain.ok_or(CredentialMistake::NotOne)?.into();
        Ok(Self { gateway, keys: Keys { merchant, refunds: None } })
    }

    /// The same with the token under which the gateway gives back after its window; typed nothing is none.
    pub fn with_token(mut self, text: &str) -> Result<Self, NoToken> {
        let text = typed::unwrapped(text);
        // As it stands in a header that was copied; the space is gone by now.
        let bare = text.strip_prefix("Bearer").unwrap_or(&text);
        self.keys.refunds = match bare {
            "" => None,
            _ if !self.gateway.refunds_by_token() || !is_token(bare) => return Err(NoToken),
            token => Some(token.into()),
        };
        Ok(self)
    }

    pub(super) fn plain(&self) -> &str {
        self.keys.merchant.expose_secret()
    }

    pub(super) fn token(&self) -> Option<&str> {
        self.keys.refunds.as_ref().map(ExposeSecret::expose_secret)
    }

    /// The end of it, where that gives nothing away.
    pub(super) fn tail(&self) -> Option<&str> {
        let plain = self.plain();
        let from = plain.len().checked_sub(TAIL).filter(|_| SHOWN_FROM <= plain.len())?;
        plain.get(from..)
    }
}

fn is_name(text: &str, lengths: std::ops::RangeInclusive<usize>) -> bool {
    let is_plain = |letter: u8| letter.is_ascii_alphanumeric() || b"-_".contains(&letter);
    lengths.contains(&text.len()) && text.bytes().all(is_plain)
}

fn is_number(text: &str, lengths: std::ops::RangeInclusive<usize>) -> bool {
    lengths.contains(&text.len()) && text.bytes().all(|digit| digit.is_ascii_digit())
}

fn is_token(text: &str) -> bool {
    (16..=TOKEN_MAX).contains(&text.len()) && text.bytes().all(|letter| letter.is_ascii_graphic())
}

/// Which way a terminal moves in the order of preference.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Direction {
    /// To be asked earlier.
    Up,
    /// To be asked later.
    Down,
}

impl Direction {
    /// As forms write it.
    pub fn parse(code: &str) -> Option<Self> {
        match code {
            "up" => Some(Direction::Up),
            "down" => Some(Direction::Down),
            _ => None,
        }
    }

    /// The order with one terminal a step further; `None` stands for the gateways of the house.
    pub(super) fn moved(
        self,
        mut order: Vec<Option<TerminalId>>,
        terminal: TerminalId,
    ) -> Vec<Option<TerminalId>> {
        let from = order.iter().position(|place| *place == Some(terminal));
        let to = from.and_then(|from| match self {
            Direction::Up => from.checked_sub(1),
            Direction::Down => Some(from + 1).filter(|to| *to < order.len()),
        });
        if let Some((from, to)) = from.zip(to) {
            order.swap(from, to);
        }
        order
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(gateway: BankGateway, text: &str) -> Result<String, CredentialMistake> {
        Credential::parse(gateway, text).map(|it| it.plain().to_owned())
    }

    #[test]
    fn each_gateway_gives_out_credentials_of_its_own_shape() {
        let uuid = "1344b5d4-0048-11e8-94db-005056a205be";
        let typed = format!(" \u{200f}{}\u{200f} ", uuid.to_uppercase());
        assert_eq!(read(BankGateway::Zarinpal, &typed).as_deref(), Ok(uuid));
        assert_eq!(read(BankGateway::Sep, "۱۳۴۵ ۶۷۸۹").as_deref(), Ok("13456789"));
        assert_eq!(read(BankGateway::Zibal, "5f2c0Ab_9-x").as_deref(), Ok("5f2c0Ab_9-x"));
        let token = "eyJhbGciOi.x-y_z.0123456789";
        assert_eq!(read(BankGateway::Payping, token).as_deref(), Ok(token));
        for (gateway, wrong) in [
            (BankGateway::Zarinpal, "1344b5d4004811e894db005056a205be"),
            (BankGateway::Zarinpal, "not-a-uuid"),
            (BankGateway::Sep, "12a4"),
            (BankGateway::Sep, "1234567890123456"),
            (BankGateway::Zibal, "a/b/c/d"),
            (BankGateway::Payping, "توکن من که دراز است"),
            (BankGateway::Payping, "short"),
        ] {
            assert_eq!(read(gateway, wrong), Err(CredentialMistake::NotOne), "{wrong}");
        }
        assert_eq!(read(BankGateway::Zibal, "zibal"), Err(CredentialMistake::OfTrials));
        assert_eq!(read(BankGateway::Sep, " \u{200f}"), Err(CredentialMistake::Missing));
    }

    #[test]
    fn only_zarinpal_takes_a_token_for_refunds() {
        let uuid = "1344b5d4-0048-11e8-94db-005056a205be";
        let of = |gateway, credential, token| {
            let read = Credential::parse(gateway, credential).expect("a credential");
            read.with_token(token).map(|it| it.token().map(str::to_owned))
        };
        let token = "eyJ0eXAiOiJKV1Qi.payload";
        let zarinpal = |token| of(BankGateway::Zarinpal, uuid, token);
        assert_eq!(zarinpal(" Bearer eyJ0eXAiOiJKV1Qi.payload "), Ok(Some(token.to_owned())));
        assert_eq!((zarinpal(""), zarinpal("short")), (Ok(None), Err(NoToken)));
        assert_eq!(of(BankGateway::Sep, "20159999", token), Err(NoToken));
        assert_eq!(of(BankGateway::Sep, "20159999", " "), Ok(None));
    }

    #[test]
    fn of_a_short_credential_nothing_is_shown_and_none_is_printed() {
        let tail = |text| {
            let read = Credential::parse(BankGateway::Zibal, text).expect("a credential");
            assert!(!format!("{read:?}").contains(text), "{read:?}");
            read.tail().map(str::to_owned)
        };
        assert_eq!((tail("secret7"), tail("secrets8")), (None, Some("ets8".to_owned())));
    }

    #[test]
    fn a_terminal_moves_past_its_neighbour_and_past_the_house() {
        let id = |number| TerminalId::from(Uuid::from_u128(number));
        let order = vec![Some(id(1)), None, Some(id(2))];
        let down = Direction::Down.moved(order.clone(), id(1));
        assert_eq!(down, [None, Some(id(1)), Some(id(2))]);
        let up = Direction::Up.moved(order.clone(), id(2));
        assert_eq!(up, [Some(id(1)), Some(id(2)), None]);
        assert_eq!(Direction::Up.moved(order.clone(), id(1)), order);
        assert_eq!(Direction::Down.moved(order.clone(), id(2)), order);
        assert_eq!(Direction::Up.moved(order.clone(), id(3)), order);
    }
}
