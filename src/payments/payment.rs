//! One payment, as it stands.

use std::collections::BTreeMap;

use chrono::DateTime;
use chrono::Utc;
use sqlx::types::Json;
use uuid::Uuid;

use crate::ids::AccountId;
use crate::ids::PaymentId;
use crate::ids::TerminalId;
use crate::ids::WorkspaceId;
use crate::mobile::Mobile;
use crate::money::Money;
use crate::money::Unit;
use crate::queue::Job;
use crate::tokens::Door;

/// Where a payment stands. The last three are ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq, sqlx::Type)]
#[sqlx(type_name = "text", rename_all = "snake_case")]
pub enum Status {
    /// Written down; no bank has heard of it.
    Opened,
    /// A bank is being asked for a page.
    Sending,
    /// A bank page exists; the money may move at any moment.
    Sent,
    /// The money moved and is booked.
    Confirmed,
    /// The bank says that the money did not and will not move.
    Refused,
    /// No bank page was ever shown.
    Abandoned,
}

/// Why real money is not simply the merchant's.
#[derive(Clone, Copy, Debug, PartialEq, Eq, sqlx::Type)]
#[sqlx(type_name = "text", rename_all = "snake_case")]
pub enum Suspense {
    /// The payment began after the time was over.
    Late,
    /// Somebody else had paid already.
    Extra,
    /// The merchant had withdrawn the request before the money came.
    Withdrawn,
}

/// A payment, as it stands.
#[derive(Clone, Debug)]
pub struct Payment {
    /// Its name.
    pub id: PaymentId,
    /// Whose it is.
    pub workspace: WorkspaceId,
    /// The tracking code, ten digits, unique for ever.
    pub order_number: i64,
    /// Which gateway.
    pub gateway: String,
    /// How much.
    pub amount: Money,
    /// What for.
    pub title: String,
    /// Who is paid, as it was called then.
    pub payee_name: String,
    /// The payee's telephone.
    pub payee_phone: Option<String>,
    /// Who pays.
    pub payer_name: Option<String>,
    /// The payer's mobile.
    pub payer_mobile: Option<Mobile>,
    /// The payer's e-mail.
    pub payer_email: Option<String>,
    /// How amounts are written to the payer.
    pub unit: Unit,
    /// What is paid for.
    pub purpose: Uuid,
    /// How many payments that takes.
    pub uses_max: Option<i32>,
    /// How many it has taken.
    pub uses_taken: i32,
    /// How much all its payments together may bring.
    pub total_max: Option<Money>,
    /// How much they have brought, where there is such a limit.
    pub total_taken: Money,
    /// Until when a payment for it may begin.
    pub open_until: Option<DateTime<Utc>>,
    /// Money that arrives after this is late, although it began in time.
    pub back_after: Option<DateTime<Utc>>,
    /// When its owner withdrew it.
    pub withdrawn_at: Option<DateTime<Utc>>,
    /// Where to try again.
    pub again: Json<Door>,
    /// What is to happen when it is paid.
    pub on_paid: Json<Job>,
    /// The account that is credited.
    pub credit_account: AccountId,
    /// Where it stands.
    pub status: Status,
    /// Since when.
    pub changed_at: DateTime<Utc>,
    /// When it was opened.
    pub opened_at: DateTime<Utc>,
    /// When the money was booked.
    pub paid_at: Option<DateTime<Utc>>,
    /// The bank's name for it.
    pub bank_reference: Option<String>,
    /// The bank's page for it.
    pub bank_page: Option<String>,
    /// The fields of the form that opens that page.
    pub bank_form: Option<Json<BTreeMap<String, String>>>,
    /// The bank's receipt, as the payer's browser brought it.
    pub bank_receipt: Option<String>,
    /// The merchant number of the gateway.
    pub terminal: String,
    /// The terminal of the payee's own that took it there; `None`: the house's.
    pub own_terminal: Option<TerminalId>,
    /// The bank's number for the movement.
    pub bank_number: Option<String>,
    /// The card, masked.
    pub card: Option<String>,
    /// What the gateway kept.
    pub fee: Money,
    /// Why the bank refused.
    pub refusal: Option<String>,
    /// Why the money is in suspense.
    pub suspense: Option<Suspense>,
    /// When the bank took confirmed money back.
    pub reversed_at: Option<DateTime<Utc>>,
    /// What went back to the payer because the merchant said so.
    pub refunded: Money,
    /// What is on its way back for the same reason.
    pub refunding: Money,
    /// What the bank found after it had refused.
    pub found: Option<Money>,
    /// Why the money is booked nowhere.
    pub held: Option<String>,
    /// What of it its gateway settles to somebody else's account when it is verified.
    pub shared: Option<Money>,
    /// When its room said that this part may go. Before that the payment is not verified.
    pub taken_at: Option<DateTime<Utc>>,
    /// Why that part may not go: nothing is verified, and the whole goes back by itself.
    pub left: Option<Suspense>,
    /// Which of the uses it has.
    pub use_number: Option<i32>,
    /// What the payee says to the payer on the receipt.
    pub thanks: Option<String>,
    /// Where the payer may go on to.
    pub return_to: Option<String>,
}
