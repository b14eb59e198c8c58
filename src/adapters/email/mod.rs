//! E-mail carriers.

pub mod sandbox;
pub mod smtp;

mod post;

use async_trait::async_trait;

use crate::adapters::handover::Handover;
use crate::adapters::handover::LookUp;
use crate::ids::NoticeId;

pub use post::Post;

/// An e-mail, in a text part and an HTML part that say the same.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Letter {
    /// The subject line.
    pub subject: String,
    /// The text part.
    pub text: String,
    /// The HTML part.
    pub html: String,
    /// Where its reader can say that no more of the kind is wanted.
    pub stop: Option<String>,
}

/// An e-mail carrier. Handing over is never safe to repeat.
#[async_trait]
pub trait Mailer: Send + Sync {
    /// Its name in our books.
    fn name(&self) -> &'static str;

    /// Hands a letter over. `id` is our own name for it.
    async fn send(&self, id: NoticeId, to: &str, letter: &Letter) -> Handover;

    /// Asks whether a letter that we may have handed over is there.
    async fn look_up(&self, id: NoticeId) -> LookUp;
}
