//! The SQL of a building's papers.

use chrono::DateTime;
use chrono::NaiveDate;
use chrono::Utc;
use sqlx::query;
use sqlx::query_as;

use super::DocumentKind;
use super::Label;
use super::NewVersion;
use super::Readers;
use crate::buildings::building::today;
use crate::buildings::files;
use crate::db::Pool;
use crate::db::Tx;
use crate::ids::BuildingId;
use crate::ids::DocumentId;
use crate::ids::MemberId;
use crate::ids::ResidentId;

/// A paper, with its newest version.
#[derive(Clone, Debug)]
pub(in crate::buildings) struct Document {
    pub(in crate::buildings) id: DocumentId,
    pub(in crate::buildings) title: String,
    pub(in crate::buildings) kind: DocumentKind,
    pub(in crate::buildings) readers: Readers,
    pub(in crate::buildings) number: i32,
    pub(in crate::buildings) dated_on: NaiveDate,
    pub(in crate::buildings) note: Option<String>,
    pub(in crate::buildings) file_kind: String,
    /// How large the file is, in bytes.
    pub(in crate::buildings) size: i32,
    pub(in crate::buildings) removed_at: Option<DateTime<Utc>>,
    pub(in crate::buildings) removed_by: Option<String>,
    pub(in crate::buildings) removal_reason: Option<String>,
}

macro_rules! documents {
    ($tail:literal $(, $argument:expr)*) => {
        query_as!(
            Document,
            r#"select building_documents.id, title, building_documents.kind as "kind: DocumentKind",
                audience as "readers: Readers", newest.number, newest.dated_on, newest.note,
                building_files.kind as file_kind, length(bytes) as "size!", removed_at,
                members.name as "removed_by?", removal_reason
            from building_documents
            join lateral (
                select number, dated_on, note, file_id from building_document_versions
                where document_id = building_documents.id
                order by number desc
                limit 1
            ) as newest on true
            join building_files on building_files.id = newest.file_id
            left join members on members.id = removed_by "# + $tail
            $(, $argument)*
        )
    };
}

/// The papers of a building: those that are there by their days, the newest first, then what was removed.
pub(in crate::buildings) async fn of_building(
    db: &Pool,
    building: BuildingId,
) -> sqlx::Result<Vec<Document>> {
    documents!(
        "where building_documents.building_id = $1
        order by removed_at is not null, newest.dated_on desc, building_documents.id desc
        limit 500",
        building.as_uuid()
    )
    .fetch_all(db)
    .await
}

/// One of them.
pub(in crate::buildings) async fn one(
    db: &Pool,
    (building, id): (BuildingId, DocumentId),
) -> sqlx::Result<Option<Document>> {
    documents!(
        "where building_documents.building_id = $1 and building_documents.id = $2",
        building.as_uuid(),
        id.as_uuid()
    )
    .fetch_optional(db)
    .await
}

/// The papers that somebody may see on this day. Who has left sees none any more.
pub(in crate::buildings) async fn shown_to(
    db: &Pool,
    resident: ResidentId,
    now: DateTime<Utc>,
) -> sqlx::Result<Vec<Document>> {
    documents!(
        "where removed_at is null and exists (
            select from occupancies
            join units on units.id = unit_id
            where resident_id = $1 and units.building_id = building_documents.building_id
            and since <= $2 and (until is null or $2 < until)
            and (audience = 'residents' or (audience = 'owners' and role = 'owner'))
        )
        order by newest.dated_on desc, building_documents.id desc
        limit 500",
        resident.as_uuid(),
        today(now)
    )
    .fetch_all(db)
    .await
}

/// A version of a paper.
#[derive(Clone, Debug)]
pub(in crate::buildings) struct Version {
    pub(in crate::buildings) number: i32,
    pub(in crate::buildings) dated_on: NaiveDate,
    pub(in crate::buildings) note: Option<String>,
    pub(in crate::buildings) file_kind: String,
    pub(in crate::buildings) size: i32,
    pub(in crate::buildings) added_by: String,
    pub(in crate::buildings) added_at: DateTime<Utc>,
}

/// All versions of a paper, the newest first.
pub(in crate::buildings) async fn versions(
    db: &Pool,
    id: DocumentId,
) -> sqlx::Result<Vec<Version>> {
    query_as!(
        Version,
        r#"select number, dated_on, note, building_files.kind as file_kind,
            length(bytes) as "size!", members.name as added_by, added_at
        from building_document_versions
        join building_files on building_files.id = file_id
        join members on members.id = added_by
        where document_id = $1
        order by number desc"#,
        id.as_uuid(),
    )
    .fetch_all(db)
    .await
}

/// A version's file, for the manager: how the paper is called, the kind of the file, its bytes.
pub(in crate::buildings) async fn file_of(
    db: &Pool,
    (id, number): (DocumentId, i32),
) -> sqlx::Result<Option<(String, (String, Vec<u8>))>> {
    let row = query!(
        "select title, building_files.kind, bytes from building_document_versions
        join building_documents on building_documents.id = document_id
        join building_files on building_files.id = file_id
        where document_id = $1 and number = $2",
        id.as_uuid(),
        number,
    );
    Ok(row.fetch_optional(db).await?.map(|row| (row.title, (row.kind, row.bytes))))
}

/// The newest version's file, for a resident who may see the paper.
pub(in crate::buildings) async fn file_for(
    db: &Pool,
    (resident, id): (ResidentId, DocumentId),
    now: DateTime<Utc>,
) -> sqlx::Result<Option<(String, (String, Vec<u8>))>> {
    let shown = shown_to(db, resident, now).await?;
    match shown.iter().find(|document| document.id == id) {
        Some(document) => file_of(db, (id, document.number)).await,
        None => Ok(None),
    }
}

/// What is said of a paper that nobody changes meanwhile: `None`, there is no such paper; `Some(None)`, it was
/// removed.
pub(super) async fn lock(
    tx: &mut Tx,
    (building, id): (BuildingId, DocumentId),
) -> sqlx::Result<Option<Option<Label>>> {
    let row = query!(
        r#"select title, kind as "kind: DocumentKind", audience as "readers: Readers", removed_at
        from building_documents where building_id = $1 and id = $2
        for update"#,
        building.as_uuid(),
        id.as_uuid(),
    );
    let row = row.fetch_optional(&mut **tx).await?;
    Ok(row.map(|row| {
        let label = Label { title: row.title, kind: row.kind, readers: row.readers };
        row.removed_at.is_none().then_some(label)
    }))
}

/// `false`: it is there already.
pub(super) async fn insert(
    tx: &mut Tx,
    (building, member): (BuildingId, MemberId),
    (id, label): (DocumentId, &Label),
    now: DateTime<Utc>,
) -> sqlx::Result<bool> {
    let done = query!(
        "insert into building_documents
            (id, building_id, title, kind, audience, added_by, added_at)
        values ($1, $2, $3, $4, $5, $6, $7)
        on conflict (id) do nothing",
        id.as_uuid(),
        building.as_uuid(),
        label.title,
        label.kind.code(),
        label.readers.code(),
        member.as_uuid(),
        now,
    )
    .execute(&mut **tx)
    .await?;
    Ok(done.rows_affected() == 1)
}

/// Keeps the next version of a paper that the caller has locked or just written. `false`: it is there already.
pub(super) async fn insert_version(
    tx: &mut Tx,
    (building, member): (BuildingId, MemberId),
    (id, version): (DocumentId, &NewVersion),
    now: DateTime<Utc>,
) -> sqlx::Result<bool> {
    let there =
        query!("select from building_document_versions where id = $1", version.id.as_uuid(),);
    if there.fetch_optional(&mut **tx).await?.is_some() {
        return Ok(false);
    }
    let (kind, bytes) = &version.file;
    let file = files::insert(tx, building, (kind, bytes), now).await?;
    query!(
        "insert into building_document_versions
            (id, document_id, number, dated_on, note, file_id, added_by, added_at)
        select $1, $2, coalesce(max(number), 0) + 1, $3, $4, $5, $6, $7
        from building_document_versions where document_id = $2",
        version.id.as_uuid(),
        id.as_uuid(),
        version.dated_on,
        version.note,
        file,
        member.as_uuid(),
        now,
    )
    .execute(&mut **tx)
    .await?;
    Ok(true)
}

pub(super) async fn relabel(tx: &mut Tx, (id, label): (DocumentId, &Label)) -> sqlx::Result<()> {
    query!(
        "update building_documents set title = $2, kind = $3, audience = $4 where id = $1",
        id.as_uuid(),
        label.title,
        label.kind.code(),
        label.readers.code(),
    )
    .execute(&mut **tx)
    .await?;
    Ok(())
}

pub(super) async fn remove(
    tx: &mut Tx,
    (id, member): (DocumentId, MemberId),
    reason: &str,
    now: DateTime<Utc>,
) -> sqlx::Result<()> {
    query!(
        "update building_documents set removed_by = $2, removed_at = $3, removal_reason = $4
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
