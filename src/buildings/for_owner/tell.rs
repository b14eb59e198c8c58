//! The owner is told who paid for them, and the tenant what became of their money.

use chrono::DateTime;
use chrono::Utc;

use super::store::Came;
use crate::buildings::debts;
use crate::buildings::messages;
use crate::db::Tx;
use crate::ids::CertificateId;
use crate::ids::PaymentId;
use crate::ids::ResidentId;
use crate::money::Money;
use crate::notices;
use crate::notices::ForOwnerEvent;
use crate::notices::ForOwnerNews;
use crate::notices::Manner;
use crate::notices::Message;
use crate::notices::NewNotice;
use crate::notices::Terms;
use crate::tokens::Door;

/// A tenant paid something that they owe.
pub(super) async fn owner(
    tx: &mut Tx,
    (payment, came): (PaymentId, &Came),
    number: i32,
    now: DateTime<Utc>,
) -> sqlx::Result<()> {
    let event = ForOwnerEvent::Paid { amount: came.laid, number };
    let door = Door::Resident { resident: came.owner };
    let once = format!("for_owner:owner:{payment}");
    write(tx, came.owner, (event, door), (once, now)).await
}

/// Their certificate is there, and what they paid too much is theirs.
pub(super) async fn payer(
    tx: &mut Tx,
    (payment, came): (PaymentId, &Came),
    certificate: Option<(CertificateId, i32)>,
    now: DateTime<Utc>,
) -> sqlx::Result<()> {
    let credit = Some(came.credit).filter(|credit| *credit != Money::ZERO);
    let (event, door) = match certificate {
        Some((certificate, number)) => {
            (ForOwnerEvent::Certified { number, credit }, Door::Certificate { certificate })
        }
        None => (
            ForOwnerEvent::NothingLeft { amount: came.credit },
            Door::Resident { resident: came.payer },
        ),
    };
    let once = format!("for_owner:payer:{payment}");
    write(tx, came.payer, (event, door), (once, now)).await
}

async fn write(
    tx: &mut Tx,
    reader: ResidentId,
    (step, door): (ForOwnerEvent, Door),
    (once, now): (String, DateTime<Utc>),
) -> sqlx::Result<()> {
    for resident in debts::of_ids(tx, &[reader.as_uuid()]).await? {
        let mut ways = messages::ways(&resident).into_iter();
        let Some(to) = ways.next() else { continue };
        let building = resident.building_name.clone();
        let notice = NewNotice {
            workspace: Some(resident.workspace),
            dedup_key: once.clone(),
            to,
            manner: Manner { language: resident.language, unit: resident.unit },
            message: Message::ForOwner(ForOwnerNews { building, step, door }),
            about: Some(reader.as_uuid()),
            expires_at: None,
        };
        let terms = Terms { not_before: None, other: ways.next() };
        notices::write_on(tx, &notice, &terms, now).await?;
    }
    Ok(())
}
