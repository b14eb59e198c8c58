//! The SQL of decisions about late fees.

use chrono::DateTime;
use chrono::NaiveDate;
use chrono::Utc;
use sqlx::query;
use sqlx::query_scalar;

use super::Decision;
use super::Form;
use super::NewDecision;
use super::grace_code;
use super::grace_of;
use crate::acts;
use crate::acts::Act;
use crate::buildings::BuildingError;
use crate::buildings::building::today;
use crate::buildings::store;
use crate::db;
use crate::db::Pool;
use crate::db::Tx;
use crate::ids::BuildingId;
use crate::ids::DecisionId;
use crate::ids::MemberId;
use crate::money::Money;

/// What a building decided, the newest first.
pub(in crate::buildings) async fn of_building(
    db: &Pool,
    building: BuildingId,
) -> sqlx::Result<Vec<Decision>> {
    let rows = query!(
        r#"select late_fee_decisions.id, words, decided_on, form, amount as "amount: Money", points,
            grace, grace_days, cap, valid_from, ended_on, members.name as recorded_by
        from late_fee_decisions
        join members on members.id = late_fee_decisions.recorded_by
        where building_id = $1
        order by valid_from desc, recorded_at desc"#,
        building.as_uuid(),
    )
    .fetch_all(db)
    .await?;
    let decision = rows.into_iter().map(|row| Decision {
        id: row.id.into(),
        words: row.words,
        decided_on: row.decided_on,
        form: Form::of(&row.form, row.amount, row.points),
        grace: grace_of(&row.grace, row.grace_days),
        cap: row.cap.and_then(|cap| u32::try_from(cap).ok()),
        valid_from: row.valid_from,
        ended_on: row.ended_on,
        recorded_by: row.recorded_by,
    });
    Ok(decision.collect())
}

/// Whether a decision holds for bills that fall due from a day on, or did: there is one for each bill.
pub(in crate::buildings) async fn one_holds(
    db: &Pool,
    building: BuildingId,
    from: NaiveDate,
) -> sqlx::Result<bool> {
    query_scalar!(
        r#"select exists (
            select from late_fee_decisions
            where building_id = $1 and (ended_on is null or ended_on > $2)
        ) as "holds!""#,
        building.as_uuid(),
        from,
    )
    .fetch_one(db)
    .await
}

/// Writes a decision down. The same again changes nothing; while another holds for some of the same bills
/// it is [`BuildingError::NotAsShown`].
pub(in crate::buildings) async fn record(
    db: &Pool,
    (building, member): (BuildingId, MemberId),
    new: &NewDecision,
    now: DateTime<Utc>,
) -> Result<(), BuildingError> {
    let mut tx = db::begin(db).await?;
    record_on(&mut tx, (building, member), new, now).await?;
    tx.commit().await?;
    Ok(())
}

/// The same in the caller's transaction.
pub(in crate::buildings) async fn record_on(
    tx: &mut Tx,
    (building, member): (BuildingId, MemberId),
    new: &NewDecision,
    now: DateTime<Utc>,
) -> Result<(), BuildingError> {
    let (amount, points) = new.form.parts();
    let (grace, grace_days) = grace_code(new.grace);
    store::lock(tx, building).await?;
    let others = query_scalar!(
        r#"select count(*) as "count!" from late_fee_decisions
        where building_id = $1 and id <> $2 and (ended_on is null or ended_on > $3)"#,
        building.as_uuid(),
        new.id.as_uuid(),
        new.valid_from,
    )
    .fetch_one(&mut **tx)
    .await?;
    if 0 < others {
        return Err(BuildingError::NotAsShown);
    }
    query!(
        "insert into late_fee_decisions (id, building_id, words, decided_on, form, amount, points,
            grace, grace_days, cap, valid_from, recorded_by, recorded_at)
        values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)
        on conflict (id) do nothing",
        new.id.as_uuid(),
        building.as_uuid(),
        new.words,
        new.decided_on,
        new.form.code(),
        amount.as_rials(),
        i32::try_from(points).unwrap_or(i32::MAX),
        grace,
        grace_days,
        new.cap.and_then(|cap| i32::try_from(cap).ok()),
        new.valid_from,
        member.as_uuid(),
        now,
    )
    .execute(&mut **tx)
    .await?;
    let about = (new.id.as_uuid(), new.words.as_str());
    acts::note(tx, Act::LateFeesDecided, about, now).await?;
    Ok(())
}

/// Ends a decision: after today no fee grows. What was charged stays. Done twice is done once.
pub(in crate::buildings) async fn end(
    db: &Pool,
    (building, member): (BuildingId, MemberId),
    decision: DecisionId,
    now: DateTime<Utc>,
) -> sqlx::Result<()> {
    let mut tx = db::begin(db).await?;
    let done = query!(
        "update late_fee_decisions set ended_on = greatest($3::date + 1, valid_from), ended_by = $4
        where building_id = $1 and id = $2 and ended_on is null",
        building.as_uuid(),
        decision.as_uuid(),
        today(now),
        member.as_uuid(),
    )
    .execute(&mut *tx)
    .await?;
    if done.rows_affected() == 1 {
        acts::note(&mut tx, Act::LateFeesEnded, (decision.as_uuid(), ""), now).await?;
    }
    tx.commit().await
}
