//! Whoever leaves is told that they can settle, and of their certificate.

use chrono::DateTime;
use chrono::Utc;
use uuid::Uuid;

use crate::buildings::debts;
use crate::buildings::messages;
use crate::db::Tx;
use crate::ids::ClearanceId;
use crate::ids::ResidentId;
use crate::ids::StayId;
use crate::notices;
use crate::notices::LeavingEvent;
use crate::notices::LeavingNews;
use crate::notices::Manner;
use crate::notices::Message;
use crate::notices::NewNotice;
use crate::notices::Terms;
use crate::tokens::Door;

/// They settle; said once for each stay.
pub(super) async fn begun(
    tx: &mut Tx,
    (stay, resident): (StayId, ResidentId),
    now: DateTime<Utc>,
) -> sqlx::Result<()> {
    let once = format!("leaving_begun:{stay}");
    let door = Door::Resident { resident };
    write(tx, (resident, stay.as_uuid()), (LeavingEvent::Begun, door), (once, now)).await
}

/// They have a certificate.
pub(super) async fn cleared(
    tx: &mut Tx,
    (clearance, number): (ClearanceId, i32),
    resident: ResidentId,
    now: DateTime<Utc>,
) -> sqlx::Result<()> {
    let once = format!("leaving_cleared:{clearance}");
    let event = (LeavingEvent::Cleared { number }, Door::Clearance { clearance });
    write(tx, (resident, clearance.as_uuid()), event, (once, now)).await
}

async fn write(
    tx: &mut Tx,
    (resident, about): (ResidentId, Uuid),
    (event, door): (LeavingEvent, Door),
    (once, now): (String, DateTime<Utc>),
) -> sqlx::Result<()> {
    for resident in debts::of_ids(tx, &[resident.as_uuid()]).await? {
        let mut ways = messages::ways(&resident).into_iter();
        let Some(to) = ways.next() else { continue };
        let building = resident.building_name.clone();
        let notice = NewNotice {
            workspace: Some(resident.workspace),
            dedup_key: once.clone(),
            to,
            manner: Manner { language: resident.language, unit: resident.unit },
            message: Message::Leaving(LeavingNews { building, step: event, door }),
            about: Some(about),
            expires_at: None,
        };
        let terms = Terms { not_before: None, other: ways.next() };
        notices::write_on(tx, &notice, &terms, now).await?;
    }
    Ok(())
}
