//! The SQL of residents' requests.

use chrono::DateTime;
use chrono::Utc;
use sqlx::query;
use sqlx::query_as;
use sqlx::query_scalar;

use super::NewRequest;
use super::NewStep;
use super::NewWords;
use super::RequestKind;
use super::RequestState;
use crate::buildings::BuildingError;
use crate::buildings::building::today;
use crate::buildings::files;
use crate::db::Pool;
use crate::db::Tx;
use crate::ids::BuildingId;
use crate::ids::MemberId;
use crate::ids::RequestId;
use crate::ids::ResidentId;
use crate::ids::UnitId;

/// A request of a resident.
#[derive(Clone, Debug)]
pub(in crate::buildings) struct Request {
    pub(in crate::buildings) id: RequestId,
    pub(in crate::buildings) number: i32,
    pub(in crate::buildings) unit: UnitId,
    pub(in crate::buildings) resident: ResidentId,
    pub(in crate::buildings) name: String,
    pub(in crate::buildings) block: String,
    pub(in crate::buildings) unit_number: String,
    pub(in crate::buildings) kind: RequestKind,
    pub(in crate::buildings) words: String,
    pub(in crate::buildings) opened_at: DateTime<Utc>,
    pub(in crate::buildings) state: RequestState,
    /// Whether the last word in it is a resident's who said more.
    pub(in crate::buildings) has_words: bool,
    /// How many pictures came with it.
    pub(in crate::buildings) files: i64,
}

macro_rules! requests {
    ($tail:literal $(, $argument:expr)*) => {
        query_as!(
            Request,
            r#"select resident_requests.id, resident_requests.number,
                resident_requests.unit_id as "unit",
                resident_requests.resident_id as "resident", residents.name, units.block,
                units.number as "unit_number", resident_requests.kind as "kind: RequestKind",
                resident_requests.words, opened_at,
                coalesce(latest.state, 'new') as "state!: RequestState",
                coalesce(newest.is_word, false) as "has_words!", (
                    select count(*) from resident_request_files
                    where request_id = resident_requests.id and step_id is null
                ) as "files!"
            from resident_requests
            join residents on residents.id = resident_requests.resident_id
            join units on units.id = resident_requests.unit_id
            left join lateral (
                select state from resident_request_steps
                where request_id = resident_requests.id and state is not null
                order by taken_at desc, id desc
                limit 1
            ) as latest on true
            left join lateral (
                select said_by is not null as is_word from resident_request_steps
                where request_id = resident_requests.id
                order by taken_at desc, id desc
                limit 1
            ) as newest on true "# + $tail
            $(, $argument)*
        )
    };
}

/// What was asked for the units of somebody while they were part of them, the newest first; at most a
/// hundred.
pub(in crate::buildings) async fn of_resident(
    db: &Pool,
    resident: ResidentId,
) -> sqlx::Result<Vec<Request>> {
    requests!(
        "where exists (
            select from occupancies
            where occupancies.resident_id = $1 and occupancies.unit_id = resident_requests.unit_id
            and since <= (opened_at at time zone 'Asia/Tehran')::date
            and (until is null or (opened_at at time zone 'Asia/Tehran')::date < until)
        ) order by opened_at desc, resident_requests.id limit 100",
        resident.as_uuid()
    )
    .fetch_all(db)
    .await
}

/// One of them.
pub(in crate::buildings) async fn one_of_resident(
    db: &Pool,
    (resident, id): (ResidentId, RequestId),
) -> sqlx::Result<Option<Request>> {
    requests!(
        "where resident_requests.id = $2 and exists (
            select from occupancies
            where occupancies.resident_id = $1 and occupancies.unit_id = resident_requests.unit_id
            and since <= (opened_at at time zone 'Asia/Tehran')::date
            and (until is null or (opened_at at time zone 'Asia/Tehran')::date < until)
        )",
        resident.as_uuid(),
        id.as_uuid()
    )
    .fetch_optional(db)
    .await
}

/// What was asked in a building: what is open or has words that nobody answered, the oldest first, then what
/// has ended, the newest first; of each at most two hundred.
pub(in crate::buildings) async fn of_building(
    db: &Pool,
    building: BuildingId,
) -> sqlx::Result<(Vec<Request>, Vec<Request>)> {
    let open = requests!(
        "where resident_requests.building_id = $1
        and (coalesce(latest.state, 'new') not in ('done', 'refused') or newest.is_word)
        order by opened_at, resident_requests.id limit 200",
        building.as_uuid()
    );
    let ended = requests!(
        "where resident_requests.building_id = $1 and latest.state in ('done', 'refused')
        and not newest.is_word
        order by opened_at desc, resident_requests.id limit 200",
        building.as_uuid()
    );
    Ok((open.fetch_all(db).await?, ended.fetch_all(db).await?))
}

/// One of them.
pub(in crate::buildings) async fn one_of_building(
    db: &Pool,
    (building, id): (BuildingId, RequestId),
) -> sqlx::Result<Option<Request>> {
    requests!(
        "where resident_requests.building_id = $1 and resident_requests.id = $2",
        building.as_uuid(),
        id.as_uuid()
    )
    .fetch_optional(db)
    .await
}

/// How many requests of a building wait for a word of the manager: nobody has looked at them, or their
/// resident spoke last.
pub(in crate::buildings) async fn count_waiting(
    db: &Pool,
    building: BuildingId,
) -> sqlx::Result<i64> {
    query_scalar!(
        r#"select count(*) as "count!" from resident_requests
        where building_id = $1 and coalesce((
            select said_by is not null from resident_request_steps
            where request_id = resident_requests.id
            order by taken_at desc, id desc
            limit 1
        ), true)"#,
        building.as_uuid(),
    )
    .fetch_one(db)
    .await
}

/// What the manager did about a request, or either side said.
#[derive(Clone, Debug)]
pub(in crate::buildings) struct Step {
    pub(in crate::buildings) state: Option<RequestState>,
    pub(in crate::buildings) words: Option<String>,
    pub(in crate::buildings) taken_at: DateTime<Utc>,
    /// The resident who said it; `None`: it is the manager's.
    pub(in crate::buildings) said_by: Option<String>,
    /// The places of the pictures that came with it.
    pub(in crate::buildings) files: Vec<i16>,
}

/// All of it, the oldest first.
pub(in crate::buildings) async fn steps(db: &Pool, id: RequestId) -> sqlx::Result<Vec<Step>> {
    query_as!(
        Step,
        r#"select state as "state: RequestState", words, taken_at, residents.name as "said_by?",
            array(
                select place from resident_request_files
                where step_id = resident_request_steps.id
                order by place
            ) as "files!"
        from resident_request_steps
        left join residents on residents.id = said_by
        where request_id = $1
        order by taken_at, resident_request_steps.id"#,
        id.as_uuid(),
    )
    .fetch_all(db)
    .await
}

/// A picture of a request, by its place.
pub(in crate::buildings) async fn file_of(
    db: &Pool,
    (id, place): (RequestId, i16),
) -> sqlx::Result<Option<(String, Vec<u8>)>> {
    let row = query!(
        "select kind, bytes from resident_request_files
        join building_files on building_files.id = resident_request_files.file_id
        where request_id = $1 and place = $2",
        id.as_uuid(),
        place,
    );
    Ok(row.fetch_optional(db).await?.map(|row| (row.kind, row.bytes)))
}

/// The units that somebody is part of on this day: the id, the block and the number of each.
pub(in crate::buildings) async fn units_of(
    db: &Pool,
    resident: ResidentId,
    now: DateTime<Utc>,
) -> sqlx::Result<Vec<(UnitId, String, String)>> {
    let rows = query!(
        "select id, block, number from units
        where id in (
            select unit_id from occupancies
            where resident_id = $1 and since <= $2 and (until is null or $2 < until)
        )
        order by block, floor, number_order, id",
        resident.as_uuid(),
        today(now),
    )
    .fetch_all(db)
    .await?;
    Ok(rows.into_iter().map(|row| (row.id.into(), row.block, row.number)).collect())
}

/// Writes a request down, under the next number of its building; `None`: it was written before.
pub(super) async fn insert(
    tx: &mut Tx,
    (building, new): (BuildingId, &NewRequest),
    now: DateTime<Utc>,
) -> sqlx::Result<Option<i32>> {
    // One after the other, or two would take the same number.
    query!("select from buildings where id = $1 for no key update", building.as_uuid())
        .execute(&mut **tx)
        .await?;
    let number = query_scalar!(
        "insert into resident_requests
            (id, building_id, number, unit_id, resident_id, kind, words, opened_at)
        select $1, $2, coalesce(max(number), 0) + 1, $3, $4, $5, $6, $7
        from resident_requests where building_id = $2
        on conflict (id) do nothing
        returning number",
        new.id.as_uuid(),
        building.as_uuid(),
        new.unit.as_uuid(),
        new.resident.as_uuid(),
        new.kind.code(),
        new.words,
        now,
    )
    .fetch_optional(&mut **tx)
    .await?;
    let Some(number) = number else { return Ok(None) };
    for (place, (kind, bytes)) in (1_i16..).zip(&new.files) {
        let file = files::insert(tx, building, (kind, bytes), now).await?;
        query!(
            "insert into resident_request_files (request_id, place, file_id) values ($1, $2, $3)",
            new.id.as_uuid(),
            place,
            file,
        )
        .execute(&mut **tx)
        .await?;
    }
    Ok(Some(number))
}

/// Takes a step. `false`: it was taken before; [`BuildingError::NotAsShown`]: the request does not go there
/// from where it is.
pub(super) async fn step(
    tx: &mut Tx,
    (id, member): (RequestId, MemberId),
    new: &NewStep,
    now: DateTime<Utc>,
) -> Result<bool, BuildingError> {
    query!("select from resident_requests where id = $1 for no key update", id.as_uuid())
        .execute(&mut **tx)
        .await?;
    let is_taken = query_scalar!(
        r#"select exists (select from resident_request_steps where id = $1) as "is_taken!""#,
        new.id.as_uuid(),
    );
    if is_taken.fetch_one(&mut **tx).await? {
        return Ok(false);
    }
    let state = query_scalar!(
        r#"select state as "state!: RequestState" from resident_request_steps
        where request_id = $1 and state is not null
        order by taken_at desc, id desc
        limit 1"#,
        id.as_uuid(),
    );
    let state = state.fetch_optional(&mut **tx).await?.unwrap_or(RequestState::New);
    if new.state.is_some_and(|next| !state.may_become(next)) {
        return Err(BuildingError::NotAsShown);
    }
    query!(
        "insert into resident_request_steps (id, request_id, state, words, taken_by, taken_at)
        values ($1, $2, $3, $4, $5, $6)",
        new.id.as_uuid(),
        id.as_uuid(),
        new.state.map(RequestState::code),
        new.words,
        member.as_uuid(),
        now,
    )
    .execute(&mut **tx)
    .await?;
    Ok(true)
}

/// Writes down what a resident says in a request, after what was said before. `false`: it was written before.
pub(super) async fn say(
    tx: &mut Tx,
    (building, id): (BuildingId, RequestId),
    new: &NewWords,
    now: DateTime<Utc>,
) -> sqlx::Result<bool> {
    query!("select from resident_requests where id = $1 for no key update", id.as_uuid())
        .execute(&mut **tx)
        .await?;
    let done = query!(
        "insert into resident_request_steps (id, request_id, words, said_by, taken_at)
        values ($1, $2, $3, $4, $5)
        on conflict (id) do nothing",
        new.id.as_uuid(),
        id.as_uuid(),
        new.words,
        new.resident.as_uuid(),
        now,
    )
    .execute(&mut **tx)
    .await?;
    if done.rows_affected() == 0 {
        return Ok(false);
    }
    for (kind, bytes) in &new.files {
        let file = files::insert(tx, building, (kind, bytes), now).await?;
        query!(
            "insert into resident_request_files (request_id, place, file_id, step_id)
            select $1, (coalesce(max(place), 0) + 1)::smallint, $2, $3
            from resident_request_files where request_id = $1",
            id.as_uuid(),
            file,
            new.id.as_uuid(),
        )
        .execute(&mut **tx)
        .await?;
    }
    Ok(true)
}
