//! Closed blocks of lines, each with a digest of its own lines and of the block before. `peyvand audit`
//! computes them again.

use chrono::DateTime;
use chrono::TimeDelta;
use chrono::Utc;
use data_encoding::HEXLOWER;
use uuid::Uuid;

use super::store;
use crate::db;
use crate::db::Pool;
use crate::ids;

/// Lines of one block.
const BLOCK_MAX: i64 = 1_000;

/// No transaction lives so long that a line of it would come to light later than this.
const LATE: TimeDelta = TimeDelta::hours(1);

/// Closes blocks until no line is left outside.
pub async fn close_blocks(db: &Pool, now: DateTime<Utc>) -> sqlx::Result<()> {
    loop {
        let mut tx = db::begin(db).await?;
        let last = store::last_block(&mut tx).await?;
        let from = last.map_or_else(Uuid::nil, |last| ids::earlier(last, LATE));
        let lines = store::outside_of_blocks(&mut tx, from, BLOCK_MAX).await?;
        if lines.is_empty() {
            return Ok(());
        }
        let (number, digest) = store::close(&mut tx, &lines, now).await?;
        tx.commit().await?;
        // A copy of the digest outside of the database.
        let digest = HEXLOWER.encode(&digest);
        tracing::info!(number, digest, lines = lines.len(), "a block of acts was closed");
    }
}
