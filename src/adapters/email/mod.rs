//! E-mail carriers.

pub mod sandbox;

use async_trait::async_trait;

use super::sms::Handover;
use crate::ids::NoticeId;

/// An e-mail, in a text part and an HTML part that say the same.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Letter {
    /// The subject line.
    pub subject: String,
    /// The text part.
    pub text: String,
    /// The HTML part.
    pub html: String,
}

/// An e-mail carrier.
#[async_trait]
pub trait Mailer: Send + Sync {
    /// Hands a letter over. `id` is our own name for it, under which the carrier keeps it once.
    async fn send(&self, id: NoticeId, to: &str, letter: &Letter) -> Handover;
}
