//! Whom messages would reach, before any is written.

use sqlx::query;
use sqlx::query_as;
use uuid::Uuid;

use crate::db::Pool;
use crate::ids::ResidentId;

/// How many people are reached in which way.
#[derive(Clone, Copy, Debug)]
pub(super) struct Reach {
    pub(super) sms: i64,
    pub(super) email: i64,
    pub(super) nobody: i64,
}

pub(super) async fn of(db: &Pool, people: impl Iterator<Item = ResidentId>) -> sqlx::Result<Reach> {
    let people: Vec<Uuid> = people.map(ResidentId::as_uuid).collect();
    query_as!(
        Reach,
        r#"select count(*) filter (where mobile is not null) as "sms!",
            count(*) filter (where mobile is null and email is not null) as "email!",
            count(*) filter (where mobile is null and email is null) as "nobody!"
        from residents where id = any($1)"#,
        &people,
    )
    .fetch_one(db)
    .await
}

/// The names of some of those who are reached in no way.
pub(super) async fn unreached(
    db: &Pool,
    people: impl Iterator<Item = ResidentId>,
    limit: i64,
) -> sqlx::Result<Vec<(ResidentId, String)>> {
    let people: Vec<Uuid> = people.map(ResidentId::as_uuid).collect();
    let rows = query!(
        r#"select id as "id: ResidentId", name from residents
        where id = any($1) and mobile is null and email is null
        order by name, id
        limit $2"#,
        &people,
        limit,
    )
    .fetch_all(db)
    .await?;
    Ok(rows.into_iter().map(|row| (row.id, row.name)).collect())
}
