//! Writing bills: their parties, their lines, their journals, and the credit that is laid on them.

use chrono::DateTime;
use chrono::NaiveDate;
use chrono::Utc;
use sha2::Digest;
use sha2::Sha256;
use sqlx::query;
use sqlx::query_scalar;
use uuid::Uuid;

use super::BuildingError;
use super::draft::Bill;
use super::draft::Inputs;
use super::early;
use super::early::Offer;
use super::settlements;
use crate::db::Tx;
use crate::ids;
use crate::ids::BuildingId;
use crate::ids::MemberId;
use crate::ids::ResidentId;
use crate::ids::RunId;
use crate::ids::UnitId;
use crate::ledger;
use crate::ledger::Account;
use crate::ledger::Journal;
use crate::money::Money;

/// A bill with the names that follow from what it is.
pub(super) struct Row<'a> {
    bill: &'a Bill,
    place: i32,
    charge: Uuid,
    party: Uuid,
    unit: UnitId,
    resident: ResidentId,
}

impl<'a> Row<'a> {
    pub(super) fn of(run: RunId, inputs: &Inputs, bill: &'a Bill, place: usize) -> Self {
        let (unit, resident) = (inputs.units[bill.unit].id, bill.party.resident);
        let party = named("party", unit.as_uuid(), resident.as_uuid());
        Self {
            bill,
            place: i32::try_from(place).unwrap_or(i32::MAX),
            charge: named("charge", run.as_uuid(), party),
            party,
            unit,
            resident,
        }
    }

    fn account(&self) -> Account<'static> {
        Account::Debts(self.party)
    }
}

/// The name of something that two others make together.
pub(super) fn named(kind: &str, one: Uuid, other: Uuid) -> Uuid {
    let digest = Sha256::new()
        .chain_update(kind)
        .chain_update(one.as_bytes())
        .chain_update(other.as_bytes())
        .finalize();
    ids::of_digest(&digest.into())
}

/// Writes bills that [`is_to_write`] with their lines, posts them, and lays on them what their parties had paid in
/// advance.
pub(super) async fn write(
    tx: &mut Tx,
    (building, run): (BuildingId, RunId),
    inputs: &Inputs,
    rows: &[Row<'_>],
    now: DateTime<Utc>,
) -> Result<(), BuildingError> {
    let accounts: Vec<Account> = rows.iter().map(Row::account).collect();
    ledger::open_accounts(tx, &accounts, now).await?;
    insert_parties(tx, building, rows).await?;
    let offer = early::of_run(tx, run).await?;
    insert_charges(tx, (building, run), (inputs.due_on, offer), rows).await?;
    let journals: Vec<Journal> =
        rows.iter().map(|row| journal(building, inputs, row, now)).collect();
    ledger::post_all(tx, &journals).await?;
    let parties: Vec<Uuid> = rows.iter().map(|row| row.party).collect();
    if offer.is_some() {
        let_off_early(tx, run, &parties, now).await?;
    }
    use_credit(tx, run, &parties, now).await?;
    Ok(())
}

/// Whether bills are not written yet; they are written together. What a resident's money is laid on is
/// decided one thing after the other: a payment, one that is taken back and a month that uses credit wait
/// for each other here, and so does whoever writes the same bills.
pub(super) async fn is_to_write(tx: &mut Tx, rows: &[Row<'_>]) -> sqlx::Result<bool> {
    let residents: Vec<Uuid> = rows.iter().map(|row| row.resident.as_uuid()).collect();
    query!(
        "select id from residents where id = any($1) order by id for no key update",
        &residents,
    )
    .fetch_all(&mut **tx)
    .await?;
    let first = rows.first().map(|row| row.charge);
    let is_there = query_scalar!(
        r#"select exists (select from charges where id = $1) as "is_there!""#,
        first,
    );
    Ok(!is_there.fetch_one(&mut **tx).await?)
}

/// What the party owes more, and which fund it is for.
fn journal(building: BuildingId, inputs: &Inputs, row: &Row, now: DateTime<Utc>) -> Journal {
    let mut journal =
        Journal::of("charge", &row.charge, now).debit(row.account().id(), row.bill.total());
    for fund in super::Fund::ALL {
        let lines = row.bill.lines.iter();
        let of_fund = lines.filter(|(source, _)| inputs.sources[*source].fund == fund);
        let amount: Money = of_fund.map(|(_, amount)| *amount).sum();
        journal = journal.credit(Account::BuildingFund(building, fund.code()).id(), amount);
    }
    journal
}

async fn insert_parties(tx: &mut Tx, building: BuildingId, rows: &[Row<'_>]) -> sqlx::Result<()> {
    let of = |id: fn(&Row) -> Uuid| rows.iter().map(id).collect::<Vec<_>>();
    query!(
        "insert into parties (id, building_id, unit_id, resident_id, account_id)
        select party, $1, unit, resident, account
        from unnest($2::uuid[], $3::uuid[], $4::uuid[], $5::uuid[])
            as rows (party, unit, resident, account)
        on conflict do nothing",
        building.as_uuid(),
        &of(|row| row.party),
        &of(|row| row.unit.as_uuid()),
        &of(|row| row.resident.as_uuid()),
        &of(|row| row.account().id().as_uuid()),
    )
    .execute(&mut **tx)
    .await?;
    Ok(())
}

async fn insert_charges(
    tx: &mut Tx,
    (building, run): (BuildingId, RunId),
    (due_on, offer): (NaiveDate, Option<Offer>),
    rows: &[Row<'_>],
) -> sqlx::Result<()> {
    let of = |id: fn(&Row) -> Uuid| rows.iter().map(id).collect::<Vec<_>>();
    let places: Vec<i32> = rows.iter().map(|row| row.place).collect();
    let amounts: Vec<i64> = rows.iter().map(|row| row.bill.total().as_rials()).collect();
    let off = |bill: &Bill| Some(offer?.of(bill.total())?.as_rials());
    let offered: Vec<Option<i64>> = rows.iter().map(|row| off(row.bill)).collect();
    let debtors: Vec<String> = rows.iter().map(|row| row.bill.party.name.clone()).collect();
    let lines = Lines::of(rows);
    query!(
        "insert into charges
            (id, building_id, run_id, party_id, place, kind, amount, due_on, debtor, early_amount,
            early_until, line_sources, line_amounts)
        select charge, $1, $2, party, place, 'principal', amount, $3, debtor, off,
            case when off is not null then $9::date end,
            ($11::integer[])[first:last], ($12::bigint[])[first:last]
        from unnest($4::uuid[], $5::uuid[], $6::integer[], $7::bigint[], $8::text[], $10::bigint[],
            $13::integer[], $14::integer[])
            as rows (charge, party, place, amount, debtor, off, first, last)",
        building.as_uuid(),
        run.as_uuid(),
        due_on,
        &of(|row| row.charge),
        &of(|row| row.party),
        &places,
        &amounts,
        &debtors,
        offer.map(|offer| offer.until),
        &offered as &[Option<i64>],
        &lines.sources,
        &lines.amounts,
        &lines.first,
        &lines.last,
    )
    .execute(&mut **tx)
    .await?;
    Ok(())
}

/// The lines of bills one after the other, as PostgreSQL takes them: it knows no lists of lists of unequal
/// length.
#[derive(Default)]
struct Lines {
    sources: Vec<i32>,
    amounts: Vec<i64>,
    /// The place of the first line of each bill, counted from one.
    first: Vec<i32>,
    /// And of its last.
    last: Vec<i32>,
}

impl Lines {
    fn of(rows: &[Row<'_>]) -> Self {
        let mut lines = Self::default();
        let mut last = 0;
        for row in rows {
            lines.first.push(last + 1);
            for (source, amount) in &row.bill.lines {
                lines.sources.push(i32::try_from(*source).unwrap_or(i32::MAX));
                lines.amounts.push(amount.as_rials());
                last += 1;
            }
            lines.last.push(last);
        }
        lines
    }
}

/// Whoever has paid enough in advance has paid early.
async fn let_off_early(
    tx: &mut Tx,
    run: RunId,
    parties: &[Uuid],
    now: DateTime<Utc>,
) -> sqlx::Result<()> {
    query!(
        r#"select let_off_early_out_of_credit($1, $2, $3) as "nothing: ()""#,
        run.as_uuid(),
        parties,
        now,
    )
    .fetch_one(&mut **tx)
    .await?;
    Ok(())
}

/// Credit is used before any message goes out; it is the party's own and nobody else's.
async fn use_credit(
    tx: &mut Tx,
    run: RunId,
    parties: &[Uuid],
    now: DateTime<Utc>,
) -> sqlx::Result<()> {
    query!(
        "with credit as (
            select party_id, sum(amount)::bigint as amount from party_credits
            where party_id = any($1)
            group by party_id
            having sum(amount) > 0
        ), used as (
            select open_charges.id as charge_id, credit.party_id,
                least(credit.amount, open_charges.rest) as amount
            from credit
            join open_charges on open_charges.party_id = credit.party_id
                and open_charges.run_id = $2
        ), laid as (
            insert into allocations (id, charge_id, payment_id, amount, allocated_at)
            select id_at($3), charge_id, null, amount, $3 from used
        )
        insert into party_credits (id, party_id, charge_id, amount, credited_at)
        select id_at($3), party_id, charge_id, -amount, $3 from used",
        parties,
        run.as_uuid(),
        now,
    )
    .execute(&mut **tx)
    .await?;
    Ok(())
}

/// Takes items back: what was let off of them is nobody's credit, and what was paid for them becomes
/// credit of the same party. The caller holds the locks of their residents, and mirrors their journals.
pub(super) async fn take_back(
    tx: &mut Tx,
    charges: &[Uuid],
    member: MemberId,
    now: DateTime<Utc>,
) -> sqlx::Result<()> {
    settlements::reverse_waivers(tx, charges, member, now).await?;
    query!(
        "with released as (
            update allocations set released_at = $2
            where released_at is null and charge_id = any($1)
            returning charge_id, payment_id, settlement_id, amount
        )
        insert into party_credits
            (id, party_id, payment_id, settlement_id, charge_id, amount, credited_at)
        select id_at($2), charges.party_id, released.payment_id, released.settlement_id, charges.id,
            released.amount, $2
        from released
        join charges on charges.id = released.charge_id",
        charges,
        now,
    )
    .execute(&mut **tx)
    .await?;
    query!("update charges set reversed_at = $2 where id = any($1)", charges, now)
        .execute(&mut **tx)
        .await?;
    Ok(())
}
