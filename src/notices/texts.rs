//! How a workspace writes to its payers: its own words, with the same few names in braces for what
//! differs from message to message. The address is added by us, and stands alone in the last line.

use serde::Deserialize;
use serde::Serialize;

use super::Manner;
use super::Message;
use super::message::cut;
use super::message::short;
use super::safe;
use crate::adapters::sms::Template;
use crate::adapters::sms::Value;
use crate::app::App;
use crate::locale;
use crate::locale::Language;
use crate::locale::Voice;
use crate::locale::Words;
use crate::locale::words;
use crate::tokens::Door;

/// What a message in a workspace's own words may cost.
pub const PARTS_MAX: usize = 3;

/// Letters of a text.
pub const CHARS_MAX: usize = 160;

/// The texts of a workspace; what is missing is said in our words.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Texts {
    /// A request.
    pub asked: Option<String>,
    /// A reminder.
    pub reminded: Option<String>,
    /// The payer's receipt.
    pub receipt: Option<String>,
}

impl Texts {
    /// The workspace's text for a message.
    pub(super) fn of(&self, message: &Message) -> Option<&str> {
        match message {
            Message::PaymentAsked(_) => self.asked.as_deref(),
            Message::PaymentReminded(_) => self.reminded.as_deref(),
            Message::Receipt(receipt) if !receipt.suspended => self.receipt.as_deref(),
            Message::Receipt(_)
            | Message::Code { .. }
            | Message::AccountExists
            | Message::PasswordChanged
            | Message::MobileChanged
            | Message::SecondStep { .. }
            | Message::Passkey { .. }
            | Message::Invited(_)
            | Message::WebhookGivenUp { .. }
            | Message::Paid(_)
            | Message::ChargePaid(_)
            | Message::ByHand(_)
            | Message::Announced(_)
            | Message::Leaving(_)
            | Message::ForOwner(_)
            | Message::Poll(_)
            | Message::HomeRequest(_)
            | Message::Month(_)
            | Message::Decided(_)
            | Message::RefundRefused(_)
            | Message::Expired(_)
            | Message::Wallet(_)
            | Message::Payout(_)
            | Message::Withdrawn { .. } => None,
        }
    }

    pub(super) fn has(&self, message: &Message) -> bool {
        self.of(message).is_some()
    }
}

/// What differs from message to message.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Variable {
    /// Who asks, or was paid.
    Merchant,
    /// How much, with its unit.
    Amount,
    /// What for.
    Title,
    /// Until when.
    Until,
    /// The tracking code.
    Tracking,
}

impl Variable {
    /// All of them.
    pub const ALL: [Variable; 5] = [
        Variable::Merchant,
        Variable::Amount,
        Variable::Title,
        Variable::Until,
        Variable::Tracking,
    ];

    /// How it is written between braces.
    pub(crate) fn name(self, w: &Words) -> String {
        match self {
            Variable::Merchant => w.notices_variable_merchant(),
            Variable::Amount => w.notices_variable_amount(),
            Variable::Title => w.notices_variable_title(),
            Variable::Until => w.notices_variable_until(),
            Variable::Tracking => w.notices_variable_tracking(),
        }
    }

    /// The variable of that name, in whichever language.
    fn named(name: &str) -> Option<Self> {
        let name = name.trim();
        Self::ALL.into_iter().find(|variable| {
            [Language::Fa, Language::En]
                .into_iter()
                .any(|language| variable.name(words(language)) == name)
        })
    }
}

/// Why a text cannot be used.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum TextMistake {
    /// It has too many letters.
    TooLong,
    /// It has an address or a telephone number in it.
    NotPlain,
    /// A name between braces that is none of ours.
    UnknownVariable(String),
    /// Without these its reader would not know who writes, or how much it is.
    Missing(Variable),
}

/// Looks a typed text over. An empty one means our own words.
pub fn check(text: &str) -> Result<Option<String>, TextMistake> {
    let text = locale::clean_lines(text);
    if text.is_empty() {
        return Ok(None);
    }
    if CHARS_MAX < text.chars().count() {
        return Err(TextMistake::TooLong);
    }
    if !text.lines().all(safe::is_plain) {
        return Err(TextMistake::NotPlain);
    }
    let mut used = vec![];
    for piece in pieces(&text) {
        if let Piece::Variable(name) = piece {
            let variable = Variable::named(name);
            used.push(variable.ok_or_else(|| TextMistake::UnknownVariable(name.to_owned()))?);
        }
    }
    for needed in [Variable::Merchant, Variable::Amount] {
        if !used.contains(&needed) {
            return Err(TextMistake::Missing(needed));
        }
    }
    Ok(Some(text))
}

/// Puts values in the place of the variables.
pub(super) fn fill(text: &str, values: &[(Variable, String)]) -> String {
    let said = pieces(text).into_iter().map(|piece| match piece {
        Piece::Plain(plain) => plain,
        Piece::Variable(name) => {
            let variable = Variable::named(name);
            let value = values.iter().find(|(known, _)| Some(*known) == variable);
            value.map_or("", |(_, value)| value)
        }
    });
    said.collect::<String>().trim().to_owned()
}

enum Piece<'a> {
    Plain(&'a str),
    Variable(&'a str),
}

/// A text apart into what stands as it is and the names between braces; a brace that is not closed
/// stands as it is.
fn pieces(text: &str) -> Vec<Piece<'_>> {
    let (mut pieces, mut rest) = (vec![], text);
    while let Some((plain, (name, after))) =
        rest.split_once('{').and_then(|(plain, after)| Some((plain, after.split_once('}')?)))
    {
        pieces.push(Piece::Plain(plain));
        pieces.push(Piece::Variable(name));
        rest = after;
    }
    pieces.push(Piece::Plain(rest));
    pieces
}

impl Message {
    /// What stands for the variables in a message.
    pub(super) fn values(&self, v: &Voice) -> Vec<(Variable, String)> {
        match self {
            Message::PaymentAsked(asked) | Message::PaymentReminded(asked) => {
                let amount = asked.amount.map(|amount| v.amount_unit(amount));
                let until = asked.until.map(|until| v.moment_short(until));
                vec![
                    (Variable::Merchant, short(v, &asked.merchant)),
                    (Variable::Amount, amount.unwrap_or_else(|| v.w.notices_amount_open())),
                    (Variable::Title, short(v, &asked.title)),
                    (Variable::Until, until.unwrap_or_else(|| v.w.notices_until_open())),
                ]
            }
            Message::Receipt(receipt) => vec![
                (Variable::Merchant, short(v, &receipt.merchant)),
                (Variable::Amount, v.amount_unit(receipt.amount)),
                (Variable::Tracking, v.digits(&receipt.tracking.to_string())),
            ],
            Message::Code { .. }
            | Message::AccountExists
            | Message::PasswordChanged
            | Message::MobileChanged
            | Message::SecondStep { .. }
            | Message::Passkey { .. }
            | Message::Invited(_)
            | Message::WebhookGivenUp { .. }
            | Message::Paid(_)
            | Message::ChargePaid(_)
            | Message::ByHand(_)
            | Message::Announced(_)
            | Message::Leaving(_)
            | Message::ForOwner(_)
            | Message::Poll(_)
            | Message::HomeRequest(_)
            | Message::Month(_)
            | Message::Decided(_)
            | Message::RefundRefused(_)
            | Message::Expired(_)
            | Message::Wallet(_)
            | Message::Payout(_)
            | Message::Withdrawn { .. } => vec![],
        }
    }

    /// The message as a service line has it, if it is one of those that our carriers are asked to
    /// approve (`.env.example` has the texts). A secret address is longer than one value may be, so it
    /// comes in two that stand side by side.
    pub(super) fn template(&self, app: &App, manner: Manner) -> Option<Template> {
        let v = Voice::new(manner.language, manner.unit, app.clock.now());
        let amount = |amount| Value::word("AMOUNT", v.amount_unit(amount));
        let (name, values) = match self {
            Message::Code { challenge } => {
                ("code", vec![Value::word("CODE", app.keys.code(*challenge))])
            }
            Message::PaymentAsked(asked) | Message::PaymentReminded(asked) => {
                let is_reminder = matches!(self, Message::PaymentReminded(_));
                let name = if is_reminder { "reminder" } else { "asked" };
                let token = token(app, &asked.door);
                let mut values = vec![Value::words("MERCHANT", cut(&asked.merchant))];
                values.push(amount(asked.amount?));
                values.push(Value::words("TITLE", cut(&asked.title)));
                values.extend(halves(&token));
                (name, values)
            }
            Message::Receipt(receipt) if !receipt.suspended => {
                let token = token(app, &Door::Receipt { payment: receipt.payment });
                let mut values = vec![Value::words("MERCHANT", cut(&receipt.merchant))];
                values.push(amount(receipt.amount));
                values.extend(halves(&token));
                ("receipt", values)
            }
            Message::Receipt(_)
            | Message::AccountExists
            | Message::PasswordChanged
            | Message::MobileChanged
            | Message::SecondStep { .. }
            | Message::Passkey { .. }
            | Message::Invited(_)
            | Message::WebhookGivenUp { .. }
            | Message::Paid(_)
            | Message::ChargePaid(_)
            | Message::ByHand(_)
            | Message::Announced(_)
            | Message::Leaving(_)
            | Message::ForOwner(_)
            | Message::Poll(_)
            | Message::HomeRequest(_)
            | Message::Month(_)
            | Message::Decided(_)
            | Message::RefundRefused(_)
            | Message::Expired(_)
            | Message::Wallet(_)
            | Message::Payout(_)
            | Message::Withdrawn { .. } => return None,
        };
        Some(Template { name, values })
    }
}

fn token(app: &App, door: &Door) -> String {
    app.keys.token(door)
}

fn halves(token: &str) -> [Value; 2] {
    let (first, second) = token.split_at(token.len() / 2);
    [Value::word("LINKA", first), Value::word("LINKB", second)]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_is_filled_in_either_language_of_the_names() {
        let fa = |variable: Variable| format!("{{{}}}", variable.name(words(Language::Fa)));
        let text = format!("{}: {} {{amount}}", "سلام", fa(Variable::Merchant));
        assert_eq!(check(&text), Ok(Some(text.clone())));
        let values =
            [(Variable::Merchant, "سرو".to_owned()), (Variable::Amount, "۲۰ تومان".to_owned())];
        assert_eq!(fill(&text, &values), "سلام: سرو ۲۰ تومان");
        assert_eq!(fill("{merchant", &values), "{merchant");
    }

    #[test]
    fn what_a_reader_needs_to_know_cannot_be_left_out_and_nothing_foreign_put_in() {
        assert_eq!(check(" "), Ok(None));
        assert_eq!(check("{amount}"), Err(TextMistake::Missing(Variable::Merchant)));
        assert_eq!(check("{merchant}"), Err(TextMistake::Missing(Variable::Amount)));
        let unknown = TextMistake::UnknownVariable("amonut".to_owned());
        assert_eq!(check("{merchant} {amonut}"), Err(unknown));
        for text in ["{merchant} {amount} evil.ir", "{merchant} {amount} 09123456789"] {
            assert_eq!(check(text), Err(TextMistake::NotPlain));
        }
        let long = format!("{{merchant}} {{amount}} {}", "ب".repeat(CHARS_MAX));
        assert_eq!(check(&long), Err(TextMistake::TooLong));
    }
}
