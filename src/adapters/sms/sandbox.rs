//! The pretend SMS carrier: every message is in the sandbox inbox. A number that ends in 0000 does not
//! exist there, so that a failed delivery can be seen.

use async_trait::async_trait;
use sqlx::query;

use super::Handover;
use super::SmsSender;
use super::parts;
use crate::clock::Clock;
use crate::db::Pool;
use crate::ids::NoticeId;
use crate::mobile::Mobile;

/// The pretend carrier.
pub struct SandboxSms {
    db: Pool,
    clock: Clock,
}

impl SandboxSms {
    /// The carrier, with its book in our database.
    pub fn new(db: Pool, clock: Clock) -> Self {
        Self { db, clock }
    }
}

#[async_trait]
impl SmsSender for SandboxSms {
    async fn send(&self, id: NoticeId, to: &Mobile, text: &str) -> Handover {
        let arrives = !to.as_str().ends_with("0000");
        let kept = query!(
            "insert into sandbox_messages
                (id, channel, recipient, body, state, parts, received_at)
            values ($1, 'sms', $2, $3, $4, $5, $6)
            on conflict (id) do nothing",
            id.as_uuid(),
            to.as_str(),
            text,
            if arrives { "delivered" } else { "failed" },
            i16::try_from(parts(text)).unwrap_or(i16::MAX),
            self.clock.now(),
        );
        match kept.execute(&self.db).await {
            Ok(_) if arrives => {
                Handover::Taken { reference: format!("sandbox-{id}"), delivered: true }
            }
            Ok(_) => Handover::Refused("no such number".to_owned()),
            Err(_) => Handover::Unknown,
        }
    }
}
