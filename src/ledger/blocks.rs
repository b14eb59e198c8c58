//! Closed blocks of journals, each with a digest of its journals and of the block before (L12).
//! `peyvand audit` computes them again.

use chrono::DateTime;
use chrono::TimeDelta;
use chrono::Utc;
use data_encoding::HEXLOWER;
use sqlx::query;
use sqlx::query_scalar;
use uuid::Uuid;

use crate::db;
use crate::db::Pool;
use crate::db::Tx;
use crate::ids;

/// Journals of one block.
const BLOCK_MAX: i64 = 1_000;

/// No transaction lives so long that a journal of it would come to light later than this.
const LATE: TimeDelta = TimeDelta::hours(1);

/// Closes blocks until no journal is left outside.
pub async fn close_blocks(db: &Pool, now: DateTime<Utc>) -> sqlx::Result<()> {
    loop {
        let mut tx = db::begin(db).await?;
        let last = last_block(&mut tx).await?;
        let from = last.map_or_else(Uuid::nil, |last| ids::earlier(last, LATE));
        let journals = outside_of_blocks(&mut tx, from, BLOCK_MAX).await?;
        if journals.is_empty() {
            return Ok(());
        }
        let (number, digest) = close(&mut tx, &journals, now).await?;
        tx.commit().await?;
        // A copy of the digest outside of the database.
        let digest = HEXLOWER.encode(&digest);
        tracing::info!(number, digest, journals = journals.len(), "a block of journals was closed");
    }
}

/// The last journal of the last block. Nobody else closes one until the end of the transaction.
async fn last_block(tx: &mut Tx) -> sqlx::Result<Option<Uuid>> {
    sqlx::raw_sql("lock table journal_blocks in share row exclusive mode")
        .execute(&mut **tx)
        .await?;
    query_scalar!("select last_id from journal_blocks order by number desc limit 1")
        .fetch_optional(&mut **tx)
        .await
}

/// Journals that are in no block, from an id on, the first first.
async fn outside_of_blocks(tx: &mut Tx, from: Uuid, limit: i64) -> sqlx::Result<Vec<Uuid>> {
    query_scalar!(
        "select id from journals
        where id >= $1 and id not in (
            select unnest(journals) from journal_blocks where last_id >= $1
        )
        order by id
        limit $2",
        from,
        limit,
    )
    .fetch_all(&mut **tx)
    .await
}

/// Writes a block of journals; its number and its digest.
async fn close(tx: &mut Tx, journals: &[Uuid], now: DateTime<Utc>) -> sqlx::Result<(i32, Vec<u8>)> {
    let row = query!(
        "insert into journal_blocks (number, journals, last_id, digest, closed_at)
        select coalesce(max(number), 0) + 1, $1,
            greatest($3, (array_agg(last_id order by number desc))[1]), journals_digest(coalesce(
            (array_agg(digest order by number desc))[1], ''::bytea
        ), $1), $2
        from journal_blocks
        returning number, digest",
        journals,
        now,
        journals.last().copied(),
    )
    .fetch_one(&mut **tx)
    .await?;
    Ok((row.number, row.digest))
}
