//! The SQL of bank statements.

use std::collections::HashMap;
use std::collections::HashSet;

use chrono::DateTime;
use chrono::NaiveDate;
use chrono::Utc;
use sqlx::query;
use sqlx::query_as;
use sqlx::query_scalar;
use uuid::Uuid;

use super::Deposit;
use super::matching;
use super::matching::Debtor;
use super::matching::Known;
use super::matching::Waiting;
use crate::app::App;
use crate::buildings::debts;
use crate::buildings::reported;
use crate::db::Pool;
use crate::db::Tx;
use crate::ids;
use crate::ids::BuildingId;
use crate::ids::DepositId;
use crate::ids::MemberId;
use crate::ids::ResidentId;
use crate::ids::SettlementId;
use crate::money::Money;

/// What a building knows about money on its account, and who owes.
pub(in crate::buildings) async fn known(app: &App, building: BuildingId) -> sqlx::Result<Known> {
    let booked = query!(
        "select digest from bank_deposits
        join settlements on settlements.id = settlement_id
        where bank_deposits.building_id = $1 and reversed_at is null",
        building.as_uuid(),
    );
    let aside = query!(
        "select digest from bank_deposits
        join bank_deposit_exclusions on deposit_id = bank_deposits.id and undone_at is null
        where building_id = $1",
        building.as_uuid(),
    );
    let received = query!(
        r#"select reference as "reference!", amount as "amount: Money" from settlements
        where building_id = $1 and reference is not null and reversed_at is null"#,
        building.as_uuid(),
    );
    let waiting = reported::waiting(&app.db, building).await?.into_iter().map(|report| Waiting {
        report: report.id,
        name: report.name,
        amount: report.amount,
        reference: report.reference,
    });
    let mut debtors: HashMap<ResidentId, Debtor> = HashMap::new();
    let mut order = vec![];
    for item in debts::open_of_building(&app.db, building).await? {
        let debtor = debtors.entry(item.resident).or_insert_with(|| {
            order.push(item.resident);
            Debtor {
                resident: item.resident,
                name: item.debtor.clone(),
                units: vec![],
                items: vec![],
            }
        });
        debtor.items.push(item.rest);
        if !debtor.units.contains(&item.number) {
            debtor.units.push(item.number);
        }
    }
    Ok(Known {
        booked: booked.fetch_all(&app.db).await?.into_iter().map(|row| row.digest).collect(),
        aside: aside.fetch_all(&app.db).await?.into_iter().map(|row| row.digest).collect(),
        received: received
            .fetch_all(&app.db)
            .await?
            .into_iter()
            .map(|row| (matching::reference(&row.reference), row.amount))
            .collect::<HashSet<_>>(),
        waiting: waiting.collect(),
        debtors: order.iter().filter_map(|resident| debtors.remove(resident)).collect(),
    })
}

/// A deposit that was kept.
#[derive(Clone, Debug)]
pub(in crate::buildings) struct Kept {
    pub(in crate::buildings) id: DepositId,
    pub(in crate::buildings) deposit: Deposit,
    pub(in crate::buildings) file: String,
    /// The money that it became, with the number of its receipt, unless that was taken back.
    pub(in crate::buildings) booked: Option<(SettlementId, i32)>,
    pub(in crate::buildings) aside: Option<Aside>,
}

impl Kept {
    /// Whether somebody has yet to say what it is.
    pub(in crate::buildings) fn is_open(&self) -> bool {
        self.booked.is_none() && self.aside.is_none()
    }
}

/// That a deposit is not the residents' money.
#[derive(Clone, Debug)]
pub(in crate::buildings) struct Aside {
    pub(in crate::buildings) reason: String,
    pub(in crate::buildings) by: String,
    pub(in crate::buildings) at: DateTime<Utc>,
}

/// The deposits of a building's statements: those that wait first, then the newest; at most five hundred.
pub(in crate::buildings) async fn kept(db: &Pool, building: BuildingId) -> sqlx::Result<Vec<Kept>> {
    some_of(db, (building, None)).await
}

/// One of them.
pub(in crate::buildings) async fn one(
    db: &Pool,
    (building, id): (BuildingId, DepositId),
) -> sqlx::Result<Option<Kept>> {
    Ok(some_of(db, (building, Some(id))).await?.pop())
}

async fn some_of(
    db: &Pool,
    (building, one): (BuildingId, Option<DepositId>),
) -> sqlx::Result<Vec<Kept>> {
    let rows = query!(
        r#"select bank_deposits.id, digest, paid_on, bank_deposits.amount as "amount: Money",
            bank_deposits.reference, payer, words, file,
            settlements.id as "settlement?: SettlementId", settlements.number as "number?",
            exclusions.reason as "reason?", members.name as "said_by?",
            exclusions.said_at as "said_at?"
        from bank_deposits
        left join settlements on settlements.id = settlement_id and reversed_at is null
        left join bank_deposit_exclusions as exclusions
            on exclusions.deposit_id = bank_deposits.id and undone_at is null
        left join members on members.id = exclusions.said_by
        where bank_deposits.building_id = $1 and ($2::uuid is null or bank_deposits.id = $2)
        order by settlements.id is null and exclusions.id is null desc, paid_on desc,
            bank_deposits.id desc
        limit 500"#,
        building.as_uuid(),
        one.map(DepositId::as_uuid),
    )
    .fetch_all(db)
    .await?;
    let kept = rows.into_iter().map(|row| Kept {
        id: row.id.into(),
        deposit: Deposit {
            digest: row.digest.try_into().unwrap_or_default(),
            paid_on: row.paid_on,
            amount: row.amount,
            reference: row.reference,
            payer: row.payer,
            words: row.words,
        },
        file: row.file,
        booked: row.settlement.zip(row.number),
        aside: row.reason.zip(row.said_by).zip(row.said_at).map(|((reason, by), at)| Aside {
            reason,
            by,
            at,
        }),
    });
    Ok(kept.collect())
}

/// Somebody to whom money can be credited: who it is, and the numbers of their units.
#[derive(Clone, Debug)]
pub(in crate::buildings) struct Account {
    pub(in crate::buildings) resident: ResidentId,
    pub(in crate::buildings) name: String,
    pub(in crate::buildings) units: Vec<String>,
}

/// Everybody of a building to whom money can be credited, in the order of the units.
pub(in crate::buildings) async fn accounts(
    db: &Pool,
    building: BuildingId,
) -> sqlx::Result<Vec<Account>> {
    query_as!(
        Account,
        r#"select residents.id as "resident", residents.name,
            array_agg(units.number order by number_order, units.id) as "units!"
        from parties
        join residents on residents.id = parties.resident_id
        join units on units.id = parties.unit_id
        where parties.building_id = $1
        group by residents.id
        order by min(number_order), residents.id"#,
        building.as_uuid(),
    )
    .fetch_all(db)
    .await
}

/// Keeps the deposits of a statement; those that stand already stay as they are. Gives how many were new.
pub(super) async fn keep(
    tx: &mut Tx,
    (building, member): (BuildingId, MemberId),
    (file, deposits): (&str, &[&Deposit]),
    now: DateTime<Utc>,
) -> sqlx::Result<u64> {
    fn each<T>(deposits: &[&Deposit], of: impl Fn(&Deposit) -> T) -> Vec<T> {
        deposits.iter().map(|deposit| of(deposit)).collect()
    }
    let ids: Vec<Uuid> = each(deposits, |_| ids::at(now));
    let digests: Vec<Vec<u8>> = each(deposits, |one| one.digest.to_vec());
    let days: Vec<NaiveDate> = each(deposits, |one| one.paid_on);
    let amounts: Vec<i64> = each(deposits, |one| one.amount.as_rials());
    let references: Vec<Option<String>> = each(deposits, |one| one.reference.clone());
    let payers: Vec<Option<String>> = each(deposits, |one| one.payer.clone());
    let texts: Vec<Option<String>> = each(deposits, |one| one.words.clone());
    let done = query!(
        "insert into bank_deposits (id, building_id, digest, paid_on, amount, reference, payer, words,
            file, brought_by, brought_at)
        select id, $1, digest, paid_on, amount, reference, payer, words, $2, $3, $4
        from unnest($5::uuid[], $6::bytea[], $7::date[], $8::bigint[], $9::text[], $10::text[],
            $11::text[]) as rows (id, digest, paid_on, amount, reference, payer, words)
        on conflict (building_id, digest) do nothing",
        building.as_uuid(),
        file,
        member.as_uuid(),
        now,
        &ids,
        &digests,
        &days,
        &amounts,
        &references as &[Option<String>],
        &payers as &[Option<String>],
        &texts as &[Option<String>],
    )
    .execute(&mut **tx)
    .await?;
    Ok(done.rows_affected())
}

/// Whether it was on no books before, and is the residents' money. One whose receipt was taken back may become
/// another's.
pub(super) async fn mark_booked(
    tx: &mut Tx,
    (building, deposit): (BuildingId, &Deposit),
    settlement: SettlementId,
) -> sqlx::Result<bool> {
    let done = query!(
        "update bank_deposits set settlement_id = $3
        where building_id = $1 and digest = $2
        and not exists (
            select from settlements
            where settlements.id = bank_deposits.settlement_id and reversed_at is null
        )
        and not exists (
            select from bank_deposit_exclusions
            where deposit_id = bank_deposits.id and undone_at is null
        )",
        building.as_uuid(),
        deposit.digest.as_slice(),
        settlement.as_uuid(),
    )
    .execute(&mut **tx)
    .await?;
    Ok(done.rows_affected() == 1)
}

/// Whether a deposit is on the books.
pub(super) async fn is_booked(
    tx: &mut Tx,
    building: BuildingId,
    deposit: &Deposit,
) -> sqlx::Result<bool> {
    query_scalar!(
        r#"select exists (
            select from bank_deposits
            join settlements on settlements.id = settlement_id
            where bank_deposits.building_id = $1 and digest = $2 and reversed_at is null
        ) as "is!""#,
        building.as_uuid(),
        deposit.digest.as_slice(),
    )
    .fetch_one(&mut **tx)
    .await
}

/// Whether money of this amount and number is on the books, whoever wrote it there.
pub(super) async fn is_received(
    tx: &mut Tx,
    building: BuildingId,
    deposit: &Deposit,
) -> sqlx::Result<bool> {
    let Some(number) = deposit.reference.as_deref().map(matching::reference) else {
        return Ok(false);
    };
    let received = query_scalar!(
        r#"select reference as "reference!" from settlements
        where building_id = $1 and amount = $2 and reference is not null and reversed_at is null"#,
        building.as_uuid(),
        deposit.amount.as_rials(),
    )
    .fetch_all(&mut **tx)
    .await?;
    Ok(!number.is_empty() && received.iter().any(|one| matching::reference(one) == number))
}

/// Whether it was not set aside before.
pub(super) async fn exclude(
    tx: &mut Tx,
    (deposit, member): (DepositId, MemberId),
    reason: &str,
    now: DateTime<Utc>,
) -> sqlx::Result<bool> {
    let done = query!(
        "insert into bank_deposit_exclusions (id, deposit_id, reason, said_by, said_at)
        values ($1, $2, $3, $4, $5)
        on conflict (deposit_id) where undone_at is null do nothing",
        ids::at(now),
        deposit.as_uuid(),
        reason,
        member.as_uuid(),
        now,
    )
    .execute(&mut **tx)
    .await?;
    Ok(done.rows_affected() == 1)
}

/// Whether it was set aside before.
pub(super) async fn include(
    tx: &mut Tx,
    (deposit, member): (DepositId, MemberId),
    now: DateTime<Utc>,
) -> sqlx::Result<bool> {
    let done = query!(
        "update bank_deposit_exclusions set undone_at = $2, undone_by = $3
        where deposit_id = $1 and undone_at is null",
        deposit.as_uuid(),
        now,
        member.as_uuid(),
    )
    .execute(&mut **tx)
    .await?;
    Ok(done.rows_affected() == 1)
}
