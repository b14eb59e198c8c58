//! The pretend e-mail carrier: every letter is in the sandbox inbox.

use async_trait::async_trait;
use sqlx::query;

use super::Letter;
use super::Mailer;
use crate::adapters::sms::Handover;
use crate::clock::Clock;
use crate::db::Pool;
use crate::ids::NoticeId;

/// The pretend carrier.
pub struct SandboxMailer {
    db: Pool,
    clock: Clock,
}

impl SandboxMailer {
    /// The carrier, with its book in our database.
    pub fn new(db: Pool, clock: Clock) -> Self {
        Self { db, clock }
    }
}

#[async_trait]
impl Mailer for SandboxMailer {
    async fn send(&self, id: NoticeId, to: &str, letter: &Letter) -> Handover {
        let kept = query!(
            "insert into sandbox_messages
                (id, channel, recipient, subject, body, html, state, parts, received_at)
            values ($1, 'email', $2, $3, $4, $5, 'delivered', 1, $6)
            on conflict (id) do nothing",
            id.as_uuid(),
            to,
            letter.subject,
            letter.text,
            letter.html,
            self.clock.now(),
        );
        match kept.execute(&self.db).await {
            Ok(_) => Handover::Taken { reference: format!("sandbox-{id}"), delivered: true },
            Err(_) => Handover::Unknown,
        }
    }
}
