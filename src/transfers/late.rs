//! Money that takes longer than the bank's own cycles: those whom it concerns are told, once for each transfer
//! (`money.md` F70). Nothing else follows from it; above all, nothing is sent again.

use chrono::DateTime;
use chrono::TimeDelta;
use chrono::Utc;
use sqlx::query;

use super::Status;
use crate::app::App;
use crate::db;
use crate::db::Tx;
use crate::ids::TransferId;
use crate::queue;
use crate::queue::Job;

/// The word by which rooms hear of it, where a status stands otherwise.
pub const LATE: &str = "late";

/// No bank's cycle is shorter than this; what was sent later need not be looked at.
const SOONEST: TimeDelta = TimeDelta::days(1);

/// Notes what should have been at its account by now and is not, and lets its room tell.
pub(super) async fn note(app: &App, now: DateTime<Utc>) -> sqlx::Result<()> {
    let waiting = query!(
        // What the house itself holds back is not late at a bank.
        r#"select id, sent_at as "sent_at!" from transfers
        where status in ('sending', 'accepted') and late_at is null and sent_at <= $1
        order by sent_at limit 100"#,
        now - SOONEST,
    );
    for transfer in waiting.fetch_all(&app.back_db).await? {
        if app.paya.late(transfer.sent_at) <= now {
            let mut tx = db::begin(&app.back_db).await?;
            tell(&mut tx, transfer.id.into(), now).await?;
            tx.commit().await?;
            app.work_bell.notify_one();
        }
    }
    Ok(())
}

async fn tell(tx: &mut Tx, transfer: TransferId, now: DateTime<Utc>) -> sqlx::Result<()> {
    let under_way = [Status::Sending, Status::Accepted].map(Status::code);
    let done = query!(
        "update transfers set late_at = $2
        where id = $1 and late_at is null and status = any($3)",
        transfer.as_uuid(),
        now,
        &under_way as _,
    )
    .execute(&mut **tx)
    .await?;
    if done.rows_affected() == 1 {
        queue::add(tx, &Job::TransferLate { transfer }, now).await?;
    }
    Ok(())
}
