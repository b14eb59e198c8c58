//! Reminding residents of what they owe: at steps that are counted from the last day of their oldest
//! debt, one message for all their units, by day, and never after they have paid (`charges.md`).

use chrono::DateTime;
use chrono::NaiveDate;
use chrono::TimeDelta;
use chrono::Utc;
use sqlx::query;

use super::BuildingError;
use super::building::days_late;
use super::building::end_of;
use super::debts;
use super::debts::Resident;
use super::messages;
use crate::app::App;
use crate::db::Tx;
use crate::ids::ResidentId;
use crate::locale::Jalali;
use crate::locale::Voice;
use crate::money::Money;
use crate::notices;
use crate::notices::Asked;
use crate::notices::Manner;
use crate::notices::Message;
use crate::notices::NewNotice;
use crate::notices::Terms;

/// Days past the last day of payment at which a resident is reminded.
const STEPS: [i64; 5] = [-3, 0, 3, 10, 20];

/// And after the last of them each time so many days more.
const THEN_EVERY: i64 = 15;

/// Nobody is reminded so soon after a bill was sent.
const AFTER_A_BILL: TimeDelta = TimeDelta::days(2);

/// Residents that are looked at in one round.
const AT_ONCE: i64 = 500;

/// Whom to remind, of what, and the step.
struct Due {
    resident: ResidentId,
    episode: NaiveDate,
    /// The month of the oldest debt.
    period: i32,
    owed: Money,
    step: i32,
}

/// The highest step that is due so many days after the last day of payment; `None`: none is yet.
fn step(days: i64) -> Option<i32> {
    let last = STEPS[STEPS.len() - 1];
    let more = (days - last).max(0) / THEN_EVERY;
    let reached = STEPS.iter().filter(|step| **step <= days).count();
    let reached = i64::try_from(reached).unwrap_or(0) + more;
    i32::try_from(reached - 1).ok().filter(|step| 0 <= *step)
}

/// Reminds everybody who is to be reminded at this hour. Safe to repeat at any time.
pub async fn remind(app: &App) -> Result<(), BuildingError> {
    let now = app.clock.now();
    if !(9..21).contains(&(now - Jalali::of(now).start()).num_hours()) {
        return Ok(());
    }
    let mut after = ResidentId::from(uuid::Uuid::nil());
    loop {
        let debtors = debtors(app, after, now).await?;
        let Some(last) = debtors.last() else { return Ok(()) };
        after = last.resident;
        for due in debtors.iter().filter(|due| 0 <= due.step) {
            let Some(resident) = debts::by_id(&app.back_db, due.resident).await? else { continue };
            let mut tx = app.back_db.begin().await?;
            if mark(&mut tx, due, now).await? {
                write(&mut tx, due, &resident, now).await?;
            }
            tx.commit().await?;
        }
        app.work_bell.notify_one();
    }
}

/// Who owes, in the order of their ids; those who are not to be reminded have a step below zero.
async fn debtors(app: &App, after: ResidentId, now: DateTime<Utc>) -> sqlx::Result<Vec<Due>> {
    let rows = query!(
        r#"select resident_id as "resident!", min(open_charges.due_on) as "episode!",
            (array_agg(charge_runs.period order by open_charges.due_on, charge_runs.period))[1]
                as "period!",
            sum(rest)::bigint as "owed!: Money",
            bool_or(charge_runs.done_at is null or charge_runs.done_at > $2) as "is_new!"
        from open_charges
        join charge_runs on charge_runs.id = open_charges.run_id
        where resident_id > $1
        group by resident_id
        order by resident_id
        limit $3"#,
        after.as_uuid(),
        now - AFTER_A_BILL,
        AT_ONCE,
    )
    .fetch_all(&app.back_db)
    .await?;
    let due = rows.into_iter().map(|row| Due {
        resident: row.resident.into(),
        episode: row.episode,
        period: row.period,
        owed: row.owed,
        step: step(days_late(row.episode, now)).filter(|_| !row.is_new).unwrap_or(-1),
    });
    Ok(due.collect())
}

/// `false`: this step of this debt was written before.
async fn mark(tx: &mut Tx, due: &Due, now: DateTime<Utc>) -> sqlx::Result<bool> {
    let done = query!(
        "insert into charge_reminders (resident_id, episode, step, reminded_at)
        values ($1, $2, $3, $4)
        on conflict do nothing",
        due.resident.as_uuid(),
        due.episode,
        due.step,
        now,
    )
    .execute(&mut **tx)
    .await?;
    Ok(done.rows_affected() == 1)
}

async fn write(
    tx: &mut Tx,
    due: &Due,
    resident: &Resident,
    now: DateTime<Utc>,
) -> sqlx::Result<()> {
    let mut ways = messages::ways(resident).into_iter();
    let Some(to) = ways.next() else { return Ok(()) };
    let manner = Manner { language: resident.language, unit: resident.unit };
    let v = Voice::new(manner.language, manner.unit, now);
    let notice = NewNotice {
        workspace: Some(resident.workspace),
        dedup_key: format!("reminded:{}:{}:{}", resident.id, due.episode, due.step),
        to,
        manner,
        message: Message::PaymentReminded(Asked {
            merchant: resident.building_name.clone(),
            title: messages::title(&v, due.period),
            amount: Some(due.owed),
            until: Some(end_of(due.episode)).filter(|until| now < *until),
            door: resident.door(),
        }),
        about: Some(resident.id.as_uuid()),
        // What is not sent by evening is not sent at night.
        expires_at: Some(Jalali::of(now).start() + TimeDelta::hours(21)),
    };
    let terms = Terms { not_before: None, other: ways.next() };
    notices::write_on(tx, &notice, &terms, now).await?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_steps_are_counted_from_the_last_day_and_go_on_for_ever() {
        let steps = [-4, -3, 2, 3, 19, 20, 34, 35, 50].map(step);
        let reached =
            [None, Some(0), Some(1), Some(2), Some(3), Some(4), Some(4), Some(5), Some(6)];
        assert_eq!(steps, reached);
    }
}
