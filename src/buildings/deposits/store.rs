//! The SQL of bank statements.

use std::collections::HashMap;
use std::collections::HashSet;

use chrono::DateTime;
use chrono::NaiveDate;
use chrono::Utc;
use sqlx::query;
use sqlx::query_as;
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
use crate::ids::MemberId;
use crate::ids::ResidentId;
use crate::ids::SettlementId;
use crate::money::Money;

/// What a building knows about money on its account, and who owes.
pub(in crate::buildings) async fn known(app: &App, building: BuildingId) -> sqlx::Result<Known> {
    let booked = query!(
        "select digest from bank_deposits where building_id = $1 and settlement_id is not null",
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
    pub(in crate::buildings) paid_on: NaiveDate,
    pub(in crate::buildings) amount: Money,
    pub(in crate::buildings) reference: Option<String>,
    pub(in crate::buildings) payer: Option<String>,
    pub(in crate::buildings) words: Option<String>,
    pub(in crate::buildings) file: String,
    /// The money that it became, with the number of its receipt.
    pub(in crate::buildings) settlement: Option<SettlementId>,
    pub(in crate::buildings) number: Option<i32>,
}

/// The newest deposits of a building's statements; at most two hundred.
pub(in crate::buildings) async fn kept(db: &Pool, building: BuildingId) -> sqlx::Result<Vec<Kept>> {
    query_as!(
        Kept,
        r#"select paid_on, bank_deposits.amount as "amount: Money", bank_deposits.reference, payer,
            words, file, settlement_id as "settlement: SettlementId", settlements.number as "number?"
        from bank_deposits
        left join settlements on settlements.id = settlement_id
        where bank_deposits.building_id = $1
        order by paid_on desc, bank_deposits.id desc
        limit 200"#,
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

/// Whether it was on no books before.
pub(super) async fn mark_booked(
    tx: &mut Tx,
    (building, deposit): (BuildingId, &Deposit),
    settlement: SettlementId,
) -> sqlx::Result<bool> {
    let done = query!(
        "update bank_deposits set settlement_id = $3
        where building_id = $1 and digest = $2 and settlement_id is null",
        building.as_uuid(),
        deposit.digest.as_slice(),
        settlement.as_uuid(),
    )
    .execute(&mut **tx)
    .await?;
    Ok(done.rows_affected() == 1)
}
