//! SMS carriers.

pub mod kavenegar;
pub mod sandbox;
pub mod smsir;

mod carriers;
mod parts;
mod template;

use async_trait::async_trait;
use chrono::DateTime;
use chrono::Utc;

use crate::adapters::handover::Fate;
use crate::adapters::handover::Handover;
use crate::adapters::handover::LookUp;
use crate::ids::NoticeId;
use crate::mobile::Mobile;

pub use carriers::Carriers;
pub use parts::parts;
pub use template::Template;
pub use template::Templates;
pub use template::Value;

/// An SMS.
#[derive(Clone, Copy, Debug)]
pub struct Sms<'a> {
    /// Our own name for it.
    pub id: NoticeId,
    /// Whose it is.
    pub to: &'a Mobile,
    /// The whole text.
    pub text: &'a str,
    /// The same as a service line has it: the name of a text that the carrier has approved, and what
    /// is put into it. A carrier without such a text sends the whole one.
    pub template: Option<&'a Template>,
}

/// What somebody has sent to our line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Incoming {
    /// By whom.
    pub from: Mobile,
    /// What.
    pub text: String,
    /// When.
    pub at: DateTime<Utc>,
}

/// An SMS carrier. Handing over is never safe to repeat; asking is.
#[async_trait]
pub trait SmsSender: Send + Sync {
    /// Its name in our books.
    fn name(&self) -> &'static str;

    /// Hands an SMS over.
    async fn send(&self, sms: &Sms<'_>) -> Handover;

    /// Asks whether an SMS that we may have handed over is there.
    async fn look_up(&self, sms: &Sms<'_>) -> LookUp;

    /// Asks how far messages have come, by the carrier's names for them. Those it does not speak of
    /// are missing; `None`: it did not answer.
    async fn fates(&self, references: &[String]) -> Option<Vec<(String, Fate)>>;

    /// What people have sent to our line and was not read yet; empty when there is no such line.
    async fn incoming(&self) -> Vec<Incoming>;
}
