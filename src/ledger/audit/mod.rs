//! Statements that must always hold (`money.md` B). Each is a query that must return no row; the
//! program runs them all (`peyvand audit`), and tests run the same ones after money has moved.

mod blocks;
mod books;
mod buildings;
mod given_back;
mod messages;
mod papers;
mod payouts;
mod shares;
mod statements;
mod suppliers;
mod terminals;
mod wallet;

use std::fmt;

use chrono::DateTime;
use chrono::Utc;
use sqlx::AssertSqlSafe;
use sqlx::Row;

use crate::db;
use crate::db::Pool;
use crate::db::Tx;

use statements::STATEMENTS;

/// A statement that does not hold, with a row that breaks it.
#[derive(Debug)]
pub struct Finding {
    /// The statement's name in `money.md`.
    pub statement: &'static str,
    /// What it says, in a sentence.
    pub says: &'static str,
    /// The offending row.
    pub row: String,
}

impl fmt::Display for Finding {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} ({}): {}", self.statement, self.says, self.row)
    }
}

fn all() -> impl Iterator<Item = &'static (&'static str, &'static str, &'static str)> {
    let of_rooms = [
        blocks::STATEMENTS,
        messages::STATEMENTS,
        payouts::STATEMENTS,
        wallet::STATEMENTS,
        buildings::STATEMENTS,
        shares::STATEMENTS,
        papers::STATEMENTS,
        terminals::STATEMENTS,
        suppliers::STATEMENTS,
        given_back::STATEMENTS,
    ];
    [books::STATEMENTS, STATEMENTS].into_iter().chain(of_rooms).flatten()
}

/// How many statements there are.
pub fn count() -> usize {
    all().count()
}

/// Runs every statement against one moment of the database; at most ten rows of each.
pub async fn run(db: &Pool, now: DateTime<Utc>) -> sqlx::Result<Vec<Finding>> {
    run_of(db, "", now).await
}

/// Runs the statements whose names begin with a letter.
pub async fn run_of(db: &Pool, letter: &str, now: DateTime<Utc>) -> sqlx::Result<Vec<Finding>> {
    let mut tx = db::begin(db).await?;
    sqlx::raw_sql("set transaction isolation level repeatable read, read only; set local statement_timeout = 0")
        .execute(&mut *tx)
        .await?;
    find(&mut tx, letter, now).await
}

/// The same, as the caller's transaction sees the database.
pub async fn find(tx: &mut Tx, letter: &str, now: DateTime<Utc>) -> sqlx::Result<Vec<Finding>> {
    let mut findings = vec![];
    for &(statement, says, sql) in all().filter(|(name, ..)| name.starts_with(letter)) {
        let sql = format!("select to_jsonb(broken)::text as found from ({sql}) as broken limit 10");
        // The moment is the only thing from outside, and it is bound; the text is our own.
        let mut query = sqlx::query(AssertSqlSafe(sql.clone()));
        if sql.contains("$1") {
            query = query.bind(now);
        }
        for row in query.fetch_all(&mut **tx).await? {
            findings.push(Finding { statement, says, row: row.try_get("found")? });
        }
    }
    Ok(findings)
}
