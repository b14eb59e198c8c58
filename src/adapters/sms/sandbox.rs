//! The pretend SMS carrier: every message is in the sandbox inbox. A number that ends in 0000 does not
//! exist there, so that a failed delivery can be seen.

use async_trait::async_trait;
use sqlx::query;
use sqlx::query_scalar;

use super::Incoming;
use super::Sms;
use super::SmsSender;
use super::parts;
use crate::adapters::handover::Fate;
use crate::adapters::handover::Handover;
use crate::adapters::handover::LookUp;
use crate::adapters::handover::Refusal;
use crate::adapters::handover::Taken;
use crate::clock::Clock;
use crate::db::Pool;
use crate::ids::NoticeId;
use crate::money::Money;

/// What a part costs there.
const PART: Money = Money::rials(2_000);

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
    fn name(&self) -> &'static str {
        "sandbox"
    }

    async fn send(&self, sms: &Sms<'_>) -> Handover {
        let arrives = !sms.to.as_str().ends_with("0000");
        let count = i16::try_from(parts(sms.text)).unwrap_or(i16::MAX);
        let kept = query!(
            "insert into sandbox_messages
                (id, channel, recipient, body, state, parts, received_at)
            values ($1, 'sms', $2, $3, $4, $5, $6)
            on conflict (id) do nothing",
            sms.id.as_uuid(),
            sms.to.as_str(),
            sms.text,
            if arrives { "delivered" } else { "failed" },
            count,
            self.clock.now(),
        );
        match kept.execute(&self.db).await {
            Ok(_) if arrives => Handover::Taken(taken(sms.id, count)),
            Ok(_) => Handover::Refused(Refusal::NoSuchReader),
            Err(_) => Handover::Unknown,
        }
    }

    async fn look_up(&self, sms: &Sms<'_>) -> LookUp {
        let kept =
            query_scalar!("select parts from sandbox_messages where id = $1", sms.id.as_uuid());
        match kept.fetch_optional(&self.db).await {
            Ok(Some(count)) => LookUp::Kept(taken(sms.id, count)),
            Ok(None) => LookUp::NotThere,
            Err(_) => LookUp::Silent,
        }
    }

    async fn fates(&self, references: &[String]) -> Option<Vec<(String, Fate)>> {
        Some(references.iter().map(|reference| (reference.clone(), Fate::Delivered)).collect())
    }

    async fn incoming(&self) -> Vec<Incoming> {
        vec![]
    }
}

fn taken(id: NoticeId, parts: i16) -> Taken {
    Taken {
        reference: format!("sandbox-{id}"),
        fate: Fate::Delivered,
        cost: Some(Money::rials(i64::from(parts) * PART.as_rials())),
    }
}
