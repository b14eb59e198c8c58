//! The SQL of reminders.

use std::collections::HashMap;

use chrono::DateTime;
use chrono::NaiveDate;
use chrono::Utc;
use sqlx::query;
use sqlx::query_as;

use super::Rules;
use super::Told;
use crate::acts;
use crate::acts::Act;
use crate::buildings::building::days_late;
use crate::db;
use crate::db::Pool;
use crate::db::Tx;
use crate::ids::BuildingId;
use crate::ids::MemberId;
use crate::ids::ResidentId;
use crate::money::Money;

/// The rules of a building.
pub(in crate::buildings) async fn rules(db: &Pool, building: BuildingId) -> sqlx::Result<Rules> {
    let rules = query_as!(
        Rules,
        r#"select is_on, days, then_every, times_max, hour, least as "least: Money"
        from reminder_rules where building_id = $1"#,
        building.as_uuid(),
    );
    Ok(rules.fetch_optional(db).await?.unwrap_or_default())
}

/// Puts other rules in their place, from the next reminder on.
pub(in crate::buildings) async fn set(
    db: &Pool,
    (building, member): (BuildingId, MemberId),
    rules: &Rules,
    now: DateTime<Utc>,
) -> sqlx::Result<()> {
    let mut tx = db::begin(db).await?;
    set_on(&mut tx, (building, member), rules, now).await?;
    tx.commit().await
}

/// The same in the caller's transaction.
pub(in crate::buildings) async fn set_on(
    tx: &mut Tx,
    (building, member): (BuildingId, MemberId),
    rules: &Rules,
    now: DateTime<Utc>,
) -> sqlx::Result<()> {
    query!(
        "insert into reminder_rules (building_id, is_on, days, then_every, times_max, hour, least,
            set_by, set_at)
        values ($1, $2, $3, $4, $5, $6, $7, $8, $9)
        on conflict (building_id) do update set is_on = $2, days = $3, then_every = $4,
            times_max = $5, hour = $6, least = $7, set_by = $8, set_at = $9",
        building.as_uuid(),
        rules.is_on,
        &rules.days,
        rules.then_every,
        rules.times_max,
        rules.hour,
        rules.least.as_rials(),
        member.as_uuid(),
        now,
    )
    .execute(&mut **tx)
    .await?;
    acts::note(tx, Act::RulesChanged, (building.as_uuid(), ""), now).await
}

/// Somebody of whom something is asked, and what they were told of it.
#[derive(Clone, Debug)]
pub(super) struct Owing {
    pub(super) resident: ResidentId,
    /// The oldest last day of payment; a debt is named by it.
    pub(super) episode: NaiveDate,
    /// The month of the oldest debt; `None`: it is from before, or credit that was given back.
    pub(super) period: Option<i32>,
    pub(super) is_given_back: bool,
    pub(super) owed: Money,
    /// Since when they have had the newest bill, or their last payment; nobody is reminded soon after.
    pub(super) since: DateTime<Utc>,
    pub(super) told: Told,
    pub(super) rules: Rules,
}

impl Owing {
    /// The reminder that is due now, by its day.
    pub(super) fn due(&self, now: DateTime<Utc>) -> Option<i32> {
        let (from, until) = self.rules.window(now);
        let is_time = from <= now && now < until && self.since + super::REST <= now;
        self.rules.due(days_late(self.episode, now), self.told, self.owed).filter(|_| is_time)
    }
}

/// Of whom something is asked, in the order of their ids: in one building, or in all of them.
pub(super) async fn owing(
    db: &Pool,
    building: Option<BuildingId>,
    (after, at_most): (ResidentId, i64),
    now: DateTime<Utc>,
) -> sqlx::Result<Vec<Owing>> {
    let rows = query!(
        r#"with asked as (
            select demands.resident_id, demands.building_id, min(demands.due_on) as episode,
                (array_agg(charge_runs.period order by demands.due_on, charge_runs.period nulls first))[1]
                    as period,
                (array_agg(charges.kind = 'given_back'
                    order by demands.due_on, charge_runs.period nulls first))[1] as is_given_back,
                sum(rest)::bigint as owed,
                max(coalesce(charge_runs.done_at, opening_balances.recorded_at, owed_since, $4))
                    as billed_at
            from demands
            join charges on charges.id = demands.charge_id
            left join charge_runs on charge_runs.id = charges.run_id
            left join opening_balances on opening_balances.id = charges.opening_id
            where resident_id > $1 and ($2::uuid is null or demands.building_id = $2)
            group by demands.resident_id, demands.building_id
            order by demands.resident_id
            limit $3
        )
        select asked.resident_id as "resident!", episode as "episode!", period as "period?",
            is_given_back as "is_given_back!",
            owed as "owed!: Money", told.last, told.times as "times!",
            greatest(billed_at, paid.last) as "since!", asked.building_id as "building!"
        from asked
        cross join lateral (
            select max(day) as last, count(*) as times from charge_reminders
            where charge_reminders.resident_id = asked.resident_id
            and charge_reminders.episode = asked.episode
        ) as told
        cross join lateral (
            select max(allocated_at) as last from parties
            join charges on charges.party_id = parties.id
            join allocations on allocations.charge_id = charges.id
            where parties.resident_id = asked.resident_id
            and (payment_id is not null or settlement_id is not null)
        ) as paid
        order by asked.resident_id"#,
        after.as_uuid(),
        building.map(BuildingId::as_uuid),
        at_most,
        now,
    )
    .fetch_all(db)
    .await?;
    let rules = all_rules(db).await?;
    let owing = rows.into_iter().map(|row| Owing {
        resident: row.resident.into(),
        episode: row.episode,
        period: row.period,
        is_given_back: row.is_given_back,
        owed: row.owed,
        since: row.since,
        told: Told { last: row.last, times: row.times },
        rules: rules.get(&row.building.into()).cloned().unwrap_or_default(),
    });
    Ok(owing.collect())
}

/// The rules of all buildings that have some of their own.
async fn all_rules(db: &Pool) -> sqlx::Result<HashMap<BuildingId, Rules>> {
    let rows = query!(
        r#"select building_id, is_on, days, then_every, times_max, hour, least as "least: Money"
        from reminder_rules"#,
    );
    let rules = rows.fetch_all(db).await?.into_iter().map(|row| {
        let rules = Rules {
            is_on: row.is_on,
            days: row.days,
            then_every: row.then_every,
            times_max: row.times_max,
            hour: row.hour,
            least: row.least,
        };
        (row.building_id.into(), rules)
    });
    Ok(rules.collect())
}

/// `false`: this reminder of this debt was written before.
pub(super) async fn mark(
    tx: &mut Tx,
    (owing, day): (&Owing, i32),
    now: DateTime<Utc>,
) -> sqlx::Result<bool> {
    let done = query!(
        "insert into charge_reminders (resident_id, episode, day, turn, turns_max, reminded_at)
        select $1, $2, $3, coalesce(max(turn), 0) + 1, $4, $5
        from charge_reminders where resident_id = $1 and episode = $2
        on conflict do nothing",
        owing.resident.as_uuid(),
        owing.episode,
        day,
        i32::from(owing.rules.times_max),
        now,
    )
    .execute(&mut **tx)
    .await?;
    Ok(done.rows_affected() == 1)
}
