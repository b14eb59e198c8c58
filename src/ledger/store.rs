//! The ledger's SQL. The only writers of its tables are `post_journal` and `post_journals`, in the migrations.

use chrono::DateTime;
use chrono::Utc;
use sqlx::query;
use sqlx::query_scalar;
use uuid::Uuid;

use super::Account;
use super::Journal;
use crate::db::Pool;
use crate::db::Tx;
use crate::ids;
use crate::ids::AccountId;
use crate::ids::JournalId;
use crate::ids::WorkspaceId;
use crate::money::Money;

pub(super) async fn post(tx: &mut Tx, journal: &Journal) -> sqlx::Result<bool> {
    query_scalar!(
        r#"select post_journal($1, $2, $3, $4, $5, $6) as "posted!""#,
        journal.id.as_uuid(),
        journal.kind,
        journal.source_key,
        journal.at,
        &journal.accounts(),
        &journal.amounts(),
    )
    .fetch_one(&mut **tx)
    .await
}

pub(super) async fn open_account(
    tx: &mut Tx,
    account: &Account<'_>,
    at: DateTime<Utc>,
) -> sqlx::Result<()> {
    query!(
        "with opened as (
            insert into accounts (id, kind, owner, has_floor, opened_at)
            values ($1, $2, $3, $4, $5)
            on conflict do nothing
            returning id, has_floor
        )
        insert into balances (account_id)
        select id from opened where has_floor",
        account.id().as_uuid(),
        account.kind(),
        account.owner(),
        account.has_floor(),
        at,
    )
    .execute(&mut **tx)
    .await?;
    Ok(())
}

pub(super) async fn open_accounts(
    tx: &mut Tx,
    accounts: &[Account<'_>],
    at: DateTime<Utc>,
) -> sqlx::Result<()> {
    let ids: Vec<Uuid> = accounts.iter().map(|account| account.id().as_uuid()).collect();
    let kinds: Vec<String> = accounts.iter().map(|account| account.kind().to_owned()).collect();
    let owners: Vec<String> = accounts.iter().map(Account::owner).collect();
    query!(
        "insert into accounts (id, kind, owner, has_floor, opened_at)
        select id, kind, owner, false, $4
        from unnest($1::uuid[], $2::text[], $3::text[]) as opened (id, kind, owner)
        on conflict do nothing",
        &ids,
        &kinds,
        &owners,
        at,
    )
    .execute(&mut **tx)
    .await?;
    Ok(())
}

/// All journals go in one piece, and so do their lines; each line says to which of them it belongs.
pub(super) async fn post_all(tx: &mut Tx, journals: &[Journal]) -> sqlx::Result<()> {
    let ids: Vec<Uuid> = journals.iter().map(|journal| journal.id.as_uuid()).collect();
    let kinds: Vec<String> = journals.iter().map(|journal| journal.kind.to_owned()).collect();
    let keys: Vec<String> = journals.iter().map(|journal| journal.source_key.clone()).collect();
    let at: Vec<DateTime<Utc>> = journals.iter().map(|journal| journal.at).collect();
    let accounts: Vec<Uuid> = journals.iter().flat_map(Journal::accounts).collect();
    let amounts: Vec<i64> = journals.iter().flat_map(Journal::amounts).collect();
    let lines = |(place, journal): (i32, &Journal)| vec![place; journal.accounts().len()];
    let places: Vec<i32> = (1_i32..).zip(journals).flat_map(lines).collect();
    query!(
        r#"select post_journals($1, $2, $3, $4, $5, $6, $7) as "nothing: ()""#,
        &ids,
        &kinds,
        &keys,
        &at,
        &places,
        &accounts,
        &amounts,
    )
    .fetch_one(&mut **tx)
    .await?;
    Ok(())
}

pub(super) async fn mirror_all(
    tx: &mut Tx,
    (kind, mirror): (&str, &str),
    source_keys: &[String],
    at: DateTime<Utc>,
) -> sqlx::Result<()> {
    let ids: Vec<Uuid> = source_keys.iter().map(|_| ids::at(at)).collect();
    query!(
        r#"select post_journal(
            mirrored.id, $1, source_key, $2,
            (select array_agg(account_id order by line) from entries where journal_id = journals.id),
            (select array_agg(-amount order by line) from entries where journal_id = journals.id),
            journals.id
        ) as "posted!"
        from unnest($3::uuid[], $4::text[]) as mirrored (id, key)
        join journals on journals.kind = $5 and journals.source_key = mirrored.key"#,
        mirror,
        at,
        &ids,
        source_keys,
        kind,
    )
    .fetch_all(&mut **tx)
    .await?;
    Ok(())
}

pub(super) async fn balance(db: &Pool, account: AccountId) -> sqlx::Result<Money> {
    let rials = query_scalar!(
        r#"select case
            when exists (select from balances where account_id = $1) then
                (select posted from balances where account_id = $1)
                + (select coalesce(sum(amount), 0)::bigint from uncounted_credits where account_id = $1)
            else (select coalesce(-sum(amount), 0)::bigint from entries where account_id = $1)
        end as "rials!""#,
        account.as_uuid(),
    )
    .fetch_one(db)
    .await?;
    Ok(Money::rials(rials))
}

pub(super) async fn movement(
    tx: &mut Tx,
    account: AccountId,
    from: DateTime<Utc>,
    until: DateTime<Utc>,
) -> sqlx::Result<Money> {
    let rials = query_scalar!(
        r#"select coalesce(-sum(amount), 0)::bigint as "rials!"
        from entries
        where account_id = $1 and journal_id >= $2 and journal_id < $3"#,
        account.as_uuid(),
        ids::first_of(from),
        ids::first_of(until),
    )
    .fetch_one(&mut **tx)
    .await?;
    Ok(Money::rials(rials))
}

pub(super) async fn accounts_with_waiting_credits(db: &Pool) -> sqlx::Result<Vec<AccountId>> {
    let ids =
        query_scalar!("select distinct account_id from uncounted_credits").fetch_all(db).await?;
    Ok(ids.into_iter().map(AccountId::from).collect())
}

pub(super) async fn count_credits(db: &Pool, account: AccountId) -> sqlx::Result<()> {
    query!("select count_credits($1)", account.as_uuid()).execute(db).await?;
    Ok(())
}

/// `None`: there is no such journal; `Some(false)`: it was mirrored before.
pub(super) async fn mirror(
    tx: &mut Tx,
    (kind, key): (&str, &str),
    (mirror_kind, mirror_key): (&str, &str),
    at: DateTime<Utc>,
) -> sqlx::Result<Option<bool>> {
    let posted = query_scalar!(
        r#"select post_journal(
            $1, $2, $3, $4, array_agg(account_id order by line),
            array_agg(-amount order by line), journals.id
        ) as "posted!"
        from journals
        join entries on entries.journal_id = journals.id
        where journals.kind = $5 and journals.source_key = $6
        group by journals.id"#,
        JournalId::new(at).as_uuid(),
        mirror_kind,
        mirror_key,
        at,
        kind,
        key,
    );
    posted.fetch_optional(&mut **tx).await
}

pub(super) async fn lock_balance(tx: &mut Tx, account: AccountId) -> sqlx::Result<Option<Money>> {
    query!("select count_credits($1)", account.as_uuid()).execute(&mut **tx).await?;
    query_scalar!(
        r#"select posted as "posted: Money" from balances where account_id = $1 for no key update"#,
        account.as_uuid(),
    )
    .fetch_optional(&mut **tx)
    .await
}

pub(super) async fn debts(db: &Pool) -> sqlx::Result<Vec<(WorkspaceId, Money)>> {
    let rows = query!(
        r#"select accounts.owner, sum(entries.amount)::bigint as "owed!: Money"
        from accounts
        join entries on entries.account_id = accounts.id
        where accounts.kind = 'receivable'
        group by accounts.id
        having sum(entries.amount) > 0"#,
    );
    let rows = rows.fetch_all(db).await?;
    Ok(rows.into_iter().filter_map(|row| Some((row.owner.parse().ok()?, row.owed))).collect())
}

pub(super) async fn owed(tx: &mut Tx, account: AccountId) -> sqlx::Result<Money> {
    query_scalar!(
        r#"select coalesce(sum(amount), 0)::bigint as "owed!: Money"
        from entries where account_id = $1"#,
        account.as_uuid(),
    )
    .fetch_one(&mut **tx)
    .await
}
