//! Posting fees: for each late bill what is missing to the whole fee of today.

use std::collections::HashMap;
use std::collections::hash_map::Entry;

use chrono::DateTime;
use chrono::NaiveDate;
use chrono::Utc;
use sqlx::query;
use sqlx::query_scalar;
use uuid::Uuid;

use super::Decision;
use super::decisions;
use super::reckon::History;
use crate::app::App;
use crate::buildings::BuildingError;
use crate::buildings::Fund;
use crate::buildings::building::today;
use crate::buildings::writing::named;
use crate::db;
use crate::db::Pool;
use crate::db::Tx;
use crate::ids;
use crate::ids::BuildingId;
use crate::ids::DecisionId;
use crate::ids::RunId;
use crate::ledger;
use crate::ledger::Account;
use crate::ledger::Journal;
use crate::money::Money;

/// A late bill for which a decision holds.
struct Late {
    charge: Uuid,
    party: Uuid,
    resident: Uuid,
    building: BuildingId,
    decision: DecisionId,
}

/// Charges what being late costs by today, where a building decided so. Safe to repeat at any time.
pub async fn charge_late_fees(app: &App) -> Result<(), BuildingError> {
    let now = app.clock.now();
    let mut held: HashMap<BuildingId, Vec<Decision>> = HashMap::new();
    for late in late(&app.back_db, today(now)).await? {
        if let Entry::Vacant(entry) = held.entry(late.building) {
            entry.insert(decisions::of_building(&app.back_db, late.building).await?);
        }
        let decisions = held.get(&late.building).into_iter().flatten();
        let Some(decision) = decisions.into_iter().find(|one| one.id == late.decision) else {
            continue;
        };
        let mut tx = db::begin(&app.back_db).await?;
        query!("select id from residents where id = $1 for no key update", late.resident)
            .fetch_one(&mut *tx)
            .await?;
        let through = decision.through(today(now));
        if let Some(history) = History::read(&mut tx, late.charge.into()).await? {
            let whole = history.fee(decision, through);
            grow(&mut tx, &late, (whole, through), now).await?;
        }
        tx.commit().await?;
    }
    Ok(())
}

/// The late bills whose fee has not been reckoned through today.
async fn late(db: &Pool, today: NaiveDate) -> sqlx::Result<Vec<Late>> {
    let rows = query!(
        r#"select open_charges.id as "charge!", open_charges.party_id as "party!",
            resident_id as "resident!", open_charges.building_id as "building!",
            late_fee_decisions.id as decision
        from open_charges
        join late_fee_decisions on late_fee_decisions.building_id = open_charges.building_id
            and valid_from <= due_on and (ended_on is null or due_on < ended_on)
        where kind = 'principal' and due_on < $1
        and not exists (
            select from fee_postings where principal_id = open_charges.id
            and through_on >= least($1, late_fee_decisions.ended_on - 1)
        )
        order by open_charges.id"#,
        today,
    )
    .fetch_all(db)
    .await?;
    let late = rows.into_iter().map(|row| Late {
        charge: row.charge,
        party: row.party,
        resident: row.resident,
        building: row.building.into(),
        decision: row.decision.into(),
    });
    Ok(late.collect())
}

/// Posts what is missing to the whole fee through a day; nothing, where nothing is.
async fn grow(
    tx: &mut Tx,
    late: &Late,
    (whole, through): (Money, NaiveDate),
    now: DateTime<Utc>,
) -> Result<(), BuildingError> {
    let posted = query!(
        r#"select coalesce(sum(amount), 0)::bigint as "sum!: Money", max(through_on) as through
        from fee_postings where principal_id = $1"#,
        late.charge,
    )
    .fetch_one(&mut **tx)
    .await?;
    let more = whole - posted.sum;
    if more <= Money::ZERO || posted.through.is_some_and(|before| through <= before) {
        return Ok(());
    }
    let fee = named("fee", late.charge, late.party);
    // A fee is due on the day on which it begins.
    query!(
        "insert into charges (id, building_id, run_id, party_id, place, kind, amount, due_on, debtor,
            principal_id)
        select $1, building_id, run_id, party_id, place, 'fee', $3, $4, debtor, id
        from charges where id = $2
        on conflict (id) do update set amount = charges.amount + $3",
        fee,
        late.charge,
        more.as_rials(),
        today(now),
    )
    .execute(&mut **tx)
    .await?;
    let posting = ids::at(now);
    query!(
        "insert into fee_postings (id, charge_id, principal_id, decision_id, through_on, amount, posted_at)
        values ($1, $2, $3, $4, $5, $6, $7)",
        posting,
        fee,
        late.charge,
        late.decision.as_uuid(),
        through,
        more.as_rials(),
        now,
    )
    .execute(&mut **tx)
    .await?;
    let fund = Account::BuildingFund(late.building, Fund::Operating.code());
    let journal = Journal::of("late_fee", &posting, now)
        .debit(Account::Debts(late.party).id(), more)
        .credit(fund.id(), more);
    ledger::post(tx, &journal).await?;
    Ok(())
}

/// A month is taken back: what being late with it cost goes with it.
pub(in crate::buildings) async fn reverse(
    tx: &mut Tx,
    run: RunId,
    now: DateTime<Utc>,
) -> Result<(), BuildingError> {
    let postings = query_scalar!(
        "select fee_postings.id from fee_postings
        join charges on charges.id = fee_postings.charge_id
        where charges.run_id = $1
        order by fee_postings.id",
        run.as_uuid(),
    )
    .fetch_all(&mut **tx)
    .await?;
    let keys: Vec<String> = postings.iter().map(Uuid::to_string).collect();
    ledger::mirror_all(tx, ("late_fee", "late_fee_reversed"), &keys, now).await?;
    Ok(())
}
