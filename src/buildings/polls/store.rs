//! The SQL of polls.

use chrono::DateTime;
use chrono::NaiveDate;
use chrono::Utc;
use sqlx::query;
use sqlx::query_as;

use super::NewPoll;
use super::PollWeight;
use super::Voters;
use super::weights;
use crate::buildings::occupancy;
use crate::db::Pool;
use crate::db::Tx;
use crate::ids::BuildingId;
use crate::ids::MemberId;
use crate::ids::PollId;
use crate::ids::ResidentId;
use crate::ids::UnitId;

/// A poll.
#[derive(Clone, Debug)]
pub(in crate::buildings) struct Poll {
    pub(in crate::buildings) id: PollId,
    pub(in crate::buildings) building: BuildingId,
    pub(in crate::buildings) number: i32,
    pub(in crate::buildings) question: String,
    pub(in crate::buildings) words: Option<String>,
    pub(in crate::buildings) voters: Voters,
    pub(in crate::buildings) weight: PollWeight,
    pub(in crate::buildings) shows_names: bool,
    pub(in crate::buildings) quorum: Option<i16>,
    pub(in crate::buildings) starts_on: NaiveDate,
    pub(in crate::buildings) ends_on: NaiveDate,
    pub(in crate::buildings) opened_at: Option<DateTime<Utc>>,
    pub(in crate::buildings) closed_at: Option<DateTime<Utc>>,
    pub(in crate::buildings) called_off_at: Option<DateTime<Utc>>,
    pub(in crate::buildings) calling_off_reason: Option<String>,
}

impl Poll {
    /// Whether votes are taken on a day.
    pub(in crate::buildings) fn is_open(&self, today: NaiveDate) -> bool {
        self.opened_at.is_some() && self.called_off_at.is_none() && !self.has_ended(today)
    }

    /// Whether its last day is over.
    pub(in crate::buildings) fn has_ended(&self, today: NaiveDate) -> bool {
        self.closed_at.is_some() || self.ends_on < today
    }
}

macro_rules! polls {
    ($tail:literal $(, $argument:expr)*) => {
        query_as!(
            Poll,
            r#"select id, building_id as "building", number, question, words,
                voters as "voters: Voters", weight as "weight: PollWeight", shows_names, quorum,
                starts_on, ends_on, opened_at, closed_at, called_off_at, calling_off_reason
            from polls "# + $tail
            $(, $argument)*
        )
    };
}

/// The polls of a building, the newest first; at most a hundred.
pub(in crate::buildings) async fn of_building(
    db: &Pool,
    building: BuildingId,
) -> sqlx::Result<Vec<Poll>> {
    polls!("where building_id = $1 order by number desc limit 100", building.as_uuid())
        .fetch_all(db)
        .await
}

/// One of them.
pub(in crate::buildings) async fn one_of_building(
    db: &Pool,
    (building, id): (BuildingId, PollId),
) -> sqlx::Result<Option<Poll>> {
    polls!("where building_id = $1 and id = $2", building.as_uuid(), id.as_uuid())
        .fetch_optional(db)
        .await
}

/// The polls in which somebody may vote or could, the newest first; at most a hundred.
pub(in crate::buildings) async fn of_resident(
    db: &Pool,
    resident: ResidentId,
) -> sqlx::Result<Vec<Poll>> {
    polls!(
        "where id in (select poll_id from poll_weights where resident_id = $1)
        order by number desc limit 100",
        resident.as_uuid()
    )
    .fetch_all(db)
    .await
}

/// One of them.
pub(in crate::buildings) async fn one_of_resident(
    db: &Pool,
    (resident, id): (ResidentId, PollId),
) -> sqlx::Result<Option<Poll>> {
    polls!(
        "where id = $2 and id in (select poll_id from poll_weights where resident_id = $1)",
        resident.as_uuid(),
        id.as_uuid()
    )
    .fetch_optional(db)
    .await
}

pub(super) async fn by_id(db: &Pool, id: PollId) -> sqlx::Result<Option<Poll>> {
    polls!("where id = $1", id.as_uuid()).fetch_optional(db).await
}

/// A poll that nothing becomes of until the transaction ends.
pub(super) async fn lock(tx: &mut Tx, id: PollId) -> sqlx::Result<Option<Poll>> {
    polls!("where id = $1 for update", id.as_uuid()).fetch_optional(&mut **tx).await
}

/// Those that are not called off and have something before them on a day: to be opened, reminded of or
/// counted.
pub(super) async fn going_on(db: &Pool, today: NaiveDate) -> sqlx::Result<Vec<Poll>> {
    polls!(
        "where closed_at is null and called_off_at is null and starts_on <= $1
        order by starts_on, id",
        today
    )
    .fetch_all(db)
    .await
}

/// The answers of a poll, with what each got once it is counted.
pub(in crate::buildings) async fn answers(
    db: &Pool,
    id: PollId,
) -> sqlx::Result<Vec<(i16, String, Option<i64>)>> {
    let rows = query!(
        r#"select place, words, poll_results.weight as "weight?" from poll_answers
        left join poll_results
            on poll_results.poll_id = poll_answers.poll_id and answer = place
        where poll_answers.poll_id = $1
        order by place"#,
        id.as_uuid(),
    )
    .fetch_all(db)
    .await?;
    Ok(rows.into_iter().map(|row| (row.place, row.words, row.weight)).collect())
}

/// A part of a unit's weight, whose it is, and what they said with it.
pub(super) struct Part {
    pub(super) block: String,
    pub(super) unit_number: String,
    pub(super) name: String,
    pub(super) weight: i64,
    pub(super) answer: Option<String>,
}

/// All weight of a poll, in the order of the units.
pub(super) async fn parts(db: &Pool, id: PollId) -> sqlx::Result<Vec<Part>> {
    query_as!(
        Part,
        r#"select block, unit_number, name, weight, poll_answers.words as "answer?"
        from poll_weights
        left join poll_votes using (poll_id, resident_id)
        left join poll_answers
            on poll_answers.poll_id = poll_votes.poll_id and poll_answers.place = answer
        where poll_weights.poll_id = $1
        order by poll_weights.place"#,
        id.as_uuid(),
    )
    .fetch_all(db)
    .await
}

/// Writes a poll down, under the next number of its building. `false`: it was written before.
pub(super) async fn insert(
    tx: &mut Tx,
    (building, member): (BuildingId, MemberId),
    new: &NewPoll,
    now: DateTime<Utc>,
) -> sqlx::Result<bool> {
    // One after the other, or two would take the same number.
    query!("select from buildings where id = $1 for no key update", building.as_uuid())
        .execute(&mut **tx)
        .await?;
    let done = query!(
        "insert into polls (id, building_id, number, question, words, voters, weight, shows_names,
            quorum, starts_on, ends_on, made_by, made_at)
        select $1, $2, coalesce(max(number), 0) + 1, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12
        from polls where building_id = $2
        on conflict (id) do nothing",
        new.id.as_uuid(),
        building.as_uuid(),
        new.question,
        new.words,
        new.voters.code(),
        new.weight.code(),
        new.shows_names,
        new.quorum,
        new.days.0,
        new.days.1,
        member.as_uuid(),
        now,
    )
    .execute(&mut **tx)
    .await?;
    if done.rows_affected() == 0 {
        return Ok(false);
    }
    query!(
        "insert into poll_answers (poll_id, place, words)
        select $1, place::smallint, words from unnest($2::text[]) with ordinality as said (words, place)",
        new.id.as_uuid(),
        &new.answers,
    )
    .execute(&mut **tx)
    .await?;
    Ok(true)
}

/// Freezes who may vote with what, as it is on its first day, and opens it.
pub(super) async fn open(tx: &mut Tx, poll: &Poll, now: DateTime<Utc>) -> sqlx::Result<()> {
    let units = query!(
        r#"select id as "id: UnitId", block, number, area from units
        where building_id = $1
        order by block, floor, number_order, id"#,
        poll.building.as_uuid(),
    )
    .fetch_all(&mut **tx)
    .await?;
    let people = occupancy::on(tx, poll.building, poll.starts_on).await?;
    let mut place = 0_i32;
    for unit in units {
        let there = people.get(&unit.id).map_or(&[][..], Vec::as_slice);
        let whole = weights::of_unit(poll.weight, unit.area);
        for (person, weight) in weights::of_people((poll.voters, whole), there) {
            place += 1;
            query!(
                "insert into poll_weights
                    (poll_id, unit_id, resident_id, place, block, unit_number, name, weight)
                values ($1, $2, $3, $4, $5, $6, $7, $8)",
                poll.id.as_uuid(),
                unit.id.as_uuid(),
                person.resident.as_uuid(),
                place,
                unit.block,
                unit.number,
                person.name,
                weight,
            )
            .execute(&mut **tx)
            .await?;
        }
    }
    query!("update polls set opened_at = $2 where id = $1", poll.id.as_uuid(), now)
        .execute(&mut **tx)
        .await?;
    Ok(())
}

/// Whether nobody was reminded of it before; from now on they were.
pub(super) async fn mark_reminded(
    tx: &mut Tx,
    id: PollId,
    now: DateTime<Utc>,
) -> sqlx::Result<bool> {
    let done = query!(
        "update polls set reminded_at = $2 where id = $1 and reminded_at is null",
        id.as_uuid(),
        now,
    )
    .execute(&mut **tx)
    .await?;
    Ok(done.rows_affected() == 1)
}

/// Counts a poll, and ends it.
pub(super) async fn close(tx: &mut Tx, id: PollId, now: DateTime<Utc>) -> sqlx::Result<()> {
    query!(
        "insert into poll_results (poll_id, answer, weight)
        select poll_id, place, coalesce((
            select sum(weight)::bigint from poll_votes
            join poll_weights using (poll_id, resident_id)
            where poll_votes.poll_id = $1 and answer = poll_answers.place
        ), 0)
        from poll_answers where poll_id = $1",
        id.as_uuid(),
    )
    .execute(&mut **tx)
    .await?;
    query!("update polls set closed_at = $2 where id = $1", id.as_uuid(), now)
        .execute(&mut **tx)
        .await?;
    Ok(())
}

pub(super) async fn call_off(
    tx: &mut Tx,
    (id, member): (PollId, MemberId),
    reason: &str,
    now: DateTime<Utc>,
) -> sqlx::Result<()> {
    query!(
        "update polls set called_off_by = $2, called_off_at = $3, calling_off_reason = $4
        where id = $1",
        id.as_uuid(),
        member.as_uuid(),
        now,
        reason,
    )
    .execute(&mut **tx)
    .await?;
    Ok(())
}
