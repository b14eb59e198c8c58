//! The pretend e-mail carrier: every letter is in the sandbox inbox.

use async_trait::async_trait;
use sqlx::query;
use sqlx::query_scalar;

use super::Letter;
use super::Mailer;
use crate::adapters::handover::Fate;
use crate::adapters::handover::Handover;
use crate::adapters::handover::LookUp;
use crate::adapters::handover::Taken;
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
    fn name(&self) -> &'static str {
        "sandbox"
    }

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
            Ok(_) => Handover::Taken(taken(id)),
            Err(_) => Handover::Unknown,
        }
    }

    async fn look_up(&self, id: NoticeId) -> LookUp {
        let kept = query_scalar!("select parts from sandbox_messages where id = $1", id.as_uuid());
        match kept.fetch_optional(&self.db).await {
            Ok(Some(_)) => LookUp::Kept(taken(id)),
            Ok(None) => LookUp::NotThere,
            Err(_) => LookUp::Silent,
        }
    }
}

fn taken(id: NoticeId) -> Taken {
    Taken { reference: format!("sandbox-{id}"), fate: Fate::Delivered, cost: None }
}
