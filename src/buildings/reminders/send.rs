//! Writing the reminders that are due.

use chrono::DateTime;
use chrono::Utc;

use super::EVENING;
use super::message;
use super::store;
use super::store::Owing;
use crate::app::App;
use crate::buildings::BuildingError;
use crate::buildings::debts;
use crate::buildings::debts::Resident;
use crate::buildings::messages;
use crate::db;
use crate::db::Tx;
use crate::ids::ResidentId;
use crate::locale::Jalali;
use crate::notices;
use crate::notices::NewNotice;
use crate::notices::Terms;

/// Residents that are looked at in one round.
const AT_ONCE: i64 = 500;

/// Reminds everybody who is to be reminded at this hour. Safe to repeat at any time.
pub async fn remind(app: &App) -> Result<(), BuildingError> {
    let now = app.clock.now();
    let mut after = ResidentId::from(uuid::Uuid::nil());
    loop {
        let owing = store::owing(&app.back_db, None, (after, AT_ONCE), now).await?;
        let Some(last) = owing.last() else { return Ok(()) };
        after = last.resident;
        for owing in &owing {
            let Some(day) = owing.due(now) else { continue };
            let Some(resident) = debts::by_id(&app.back_db, owing.resident).await? else {
                continue;
            };
            let mut tx = db::begin(&app.back_db).await?;
            if store::mark(&mut tx, (owing, day), now).await? {
                write(&mut tx, (owing, day), &resident, now).await?;
            }
            tx.commit().await?;
        }
        app.work_bell.notify_one();
    }
}

async fn write(
    tx: &mut Tx,
    (owing, day): (&Owing, i32),
    resident: &Resident,
    now: DateTime<Utc>,
) -> sqlx::Result<()> {
    let mut ways = messages::ways(resident).into_iter();
    let Some(to) = ways.next() else { return Ok(()) };
    let (manner, message) = message(resident, owing, now);
    let notice = NewNotice {
        workspace: Some(resident.workspace),
        dedup_key: format!("reminded:{}:{}:{day}", resident.id, owing.episode),
        to,
        manner,
        message,
        about: Some(resident.id.as_uuid()),
        expires_at: Some(Jalali::of(now).start() + EVENING),
    };
    let terms = Terms { not_before: None, other: ways.next() };
    notices::write_on(tx, &notice, &terms, now).await?;
    Ok(())
}
