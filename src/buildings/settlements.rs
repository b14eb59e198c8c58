//! Money outside the gateway, and debts that are let off: written down by a manager, laid on what a
//! resident owes in the same transaction, and mirrored when they were wrong.

use chrono::DateTime;
use chrono::NaiveDate;
use chrono::Utc;
use sqlx::query;
use sqlx::query_as;
use sqlx::query_scalar;
use uuid::Uuid;

use super::BuildingError;
use super::debts;
use super::debts::Resident;
use super::messages;
use crate::acts;
use crate::acts::Act;
use crate::app::App;
use crate::db;
use crate::db::Pool;
use crate::db::Tx;
use crate::ids::BuildingId;
use crate::ids::ChargeId;
use crate::ids::MemberId;
use crate::ids::ResidentId;
use crate::ids::SettlementId;
use crate::ledger;
use crate::ledger::Account;
use crate::money::Money;

/// How something was settled.
#[derive(Clone, Copy, Debug, PartialEq, Eq, sqlx::Type)]
#[sqlx(type_name = "text", rename_all = "snake_case")]
pub enum Way {
    /// In cash.
    Cash,
    /// From card to card, or to the manager's account.
    Card,
    /// Not at all: the debt is let off.
    Waiver,
    /// Not at all: the rest was paid early.
    Early,
}

impl Way {
    /// As forms and the database write it.
    pub fn code(self) -> &'static str {
        match self {
            Way::Cash => "cash",
            Way::Card => "card",
            Way::Waiver => "waiver",
            Way::Early => "early",
        }
    }

    /// The kind of its journals.
    fn journal(self) -> &'static str {
        match self {
            Way::Cash | Way::Card => "charge_by_hand",
            Way::Waiver => "charge_waived",
            Way::Early => "charge_early",
        }
    }
}

/// Money that a resident gave by hand, about to be written down.
#[derive(Clone, Debug)]
pub struct NewReceipt {
    /// Chosen before the form was shown.
    pub id: SettlementId,
    /// From whom.
    pub resident: ResidentId,
    /// How; always by money.
    pub way: Way,
    /// How much.
    pub amount: Money,
    /// When.
    pub received_on: NaiveDate,
    /// The tracking number of a transfer.
    pub reference: Option<String>,
}

/// Something that was settled by hand.
#[derive(Clone, Debug)]
pub(super) struct Settlement {
    pub(super) id: SettlementId,
    pub(super) resident: ResidentId,
    pub(super) way: Way,
    pub(super) number: Option<i32>,
    pub(super) amount: Money,
    pub(super) received_on: NaiveDate,
    pub(super) reference: Option<String>,
    pub(super) reason: Option<String>,
    pub(super) recorded_by: String,
    pub(super) recorded_at: DateTime<Utc>,
    pub(super) reversed_at: Option<DateTime<Utc>>,
    pub(super) reversal_reason: Option<String>,
}

macro_rules! settlements {
    ($tail:literal $(, $argument:expr)*) => {
        query_as!(
            Settlement,
            r#"select settlements.id, resident_id as "resident", way as "way: Way", number,
                amount as "amount: Money", received_on, reference, reason,
                members.name as recorded_by, recorded_at, reversed_at, reversal_reason
            from settlements
            join members on members.id = settlements.recorded_by "# + $tail
            $(, $argument)*
        )
    };
}

/// What a resident has settled by hand, newest first; at most two hundred.
pub(super) async fn of_resident(db: &Pool, resident: ResidentId) -> sqlx::Result<Vec<Settlement>> {
    settlements!(
        "where resident_id = $1 order by recorded_at desc, settlements.id desc limit 200",
        resident.as_uuid()
    )
    .fetch_all(db)
    .await
}

/// One of a building.
pub(super) async fn one(
    db: &Pool,
    (building, id): (BuildingId, SettlementId),
) -> sqlx::Result<Option<Settlement>> {
    settlements!("where building_id = $1 and settlements.id = $2", building.as_uuid(), id.as_uuid())
        .fetch_optional(db)
        .await
}

/// Writes down what a resident gave by hand, lays it on what they owe, and sends the receipt. The same
/// again changes nothing. [`BuildingError::NotFound`]: they were never asked for anything.
pub async fn receive(
    app: &App,
    (building, member): (BuildingId, MemberId),
    new: &NewReceipt,
) -> Result<(), BuildingError> {
    let now = app.clock.now();
    // Read before the transaction begins: one act never waits for a second connection.
    let resident = debts::by_id(&app.db, new.resident).await?.ok_or(BuildingError::NotFound)?;
    let mut tx = db::begin(&app.db).await?;
    receive_on(&mut tx, (building, member), (&resident, new), now).await?;
    tx.commit().await?;
    app.work_bell.notify_one();
    Ok(())
}

/// The same in the caller's transaction.
pub(super) async fn receive_on(
    tx: &mut Tx,
    (building, member): (BuildingId, MemberId),
    (resident, new): (&Resident, &NewReceipt),
    now: DateTime<Utc>,
) -> Result<(), BuildingError> {
    // One number after the other.
    super::store::lock(tx, building).await?;
    if !has_bills(tx, (building, new.resident)).await? {
        return Err(BuildingError::NotFound);
    }
    let number = query_scalar!(
        "insert into settlements (id, building_id, resident_id, way, number, amount, received_on,
            reference, recorded_by, recorded_at)
        select $1, $2, $3, $4, coalesce(max(number), 0) + 1, $5, $6, $7, $8, $9
        from settlements where building_id = $2
        on conflict (id) do nothing
        returning number",
        new.id.as_uuid(),
        building.as_uuid(),
        new.resident.as_uuid(),
        new.way.code(),
        new.amount.as_rials(),
        new.received_on,
        new.reference,
        member.as_uuid(),
        now,
    )
    .fetch_optional(&mut **tx)
    .await?;
    let Some(number) = number.flatten() else { return Ok(()) };
    let laid = Laid {
        id: new.id,
        way: new.way,
        resident: new.resident,
        named: vec![],
        amount: new.amount,
    };
    lay(tx, Account::BuildingHand(building), &laid, now).await?;
    messages::write_by_hand(tx, resident, (new.amount, number), now).await?;
    acts::note(tx, Act::ReceiptWritten, (new.resident.as_uuid(), ""), now).await?;
    Ok(())
}

/// Whether a resident has an account to which money can be credited.
async fn has_bills(tx: &mut Tx, of: (BuildingId, ResidentId)) -> sqlx::Result<bool> {
    query_scalar!(
        r#"select exists (
            select from parties where building_id = $1 and resident_id = $2
        ) as "has!""#,
        of.0.as_uuid(),
        of.1.as_uuid(),
    )
    .fetch_one(&mut **tx)
    .await
}

/// A part of an item that is let off.
#[derive(Clone, Debug)]
pub struct NewWaiver {
    /// Chosen before the form was shown.
    pub id: SettlementId,
    /// The item.
    pub charge: ChargeId,
    /// How much of it.
    pub amount: Money,
    /// Why.
    pub reason: String,
}

/// Lets a resident off a part of an item, or the whole of it. The same again changes nothing; when less
/// is left of the item it is [`BuildingError::NotAsShown`].
pub async fn waive(
    app: &App,
    (building, member): (BuildingId, MemberId),
    (resident, today): (ResidentId, NaiveDate),
    new: &NewWaiver,
) -> Result<(), BuildingError> {
    let now = app.clock.now();
    let mut tx = db::begin(&app.db).await?;
    query!("select id from residents where id = $1 for no key update", resident.as_uuid())
        .fetch_one(&mut *tx)
        .await?;
    let done = query!(
        "insert into settlements (id, building_id, resident_id, way, charge_id, amount, received_on,
            reason, recorded_by, recorded_at)
        values ($1, $2, $3, 'waiver', $4, $5, $6, $7, $8, $9)
        on conflict (id) do nothing",
        new.id.as_uuid(),
        building.as_uuid(),
        resident.as_uuid(),
        new.charge.as_uuid(),
        new.amount.as_rials(),
        today,
        new.reason,
        member.as_uuid(),
        now,
    )
    .execute(&mut *tx)
    .await?;
    if done.rows_affected() == 0 {
        return Ok(());
    }
    let rest = query_scalar!(
        r#"select rest as "rest!: Money" from open_charges where id = $1 and resident_id = $2"#,
        new.charge.as_uuid(),
        resident.as_uuid(),
    )
    .fetch_optional(&mut *tx)
    .await?;
    if rest.is_none_or(|rest| rest < new.amount) {
        return Err(BuildingError::NotAsShown);
    }
    let named = vec![new.charge.as_uuid()];
    let laid = Laid { id: new.id, way: Way::Waiver, resident, named, amount: new.amount };
    lay(&mut tx, Account::BuildingWaived(building), &laid, now).await?;
    acts::note(&mut tx, Act::DebtWaived, (resident.as_uuid(), &new.reason), now).await?;
    tx.commit().await?;
    Ok(())
}

/// What is laid on the items of a resident, on those that are named first.
struct Laid {
    id: SettlementId,
    way: Way,
    resident: ResidentId,
    named: Vec<Uuid>,
    amount: Money,
}

async fn lay(
    tx: &mut Tx,
    debited: Account<'_>,
    laid: &Laid,
    now: DateTime<Utc>,
) -> sqlx::Result<()> {
    let debited = ledger::open_account(tx, &debited, now).await?;
    query!(
        r#"select lay_on_what_is_owed($1, null, $2, $3, $4, $5, $6, $7) as "nothing: ()""#,
        laid.resident.as_uuid(),
        laid.id.as_uuid(),
        &laid.named,
        laid.amount.as_rials(),
        now,
        debited.as_uuid(),
        laid.way.journal(),
    )
    .fetch_one(&mut **tx)
    .await?;
    Ok(())
}

/// Takes back what was written down wrongly: its journal is mirrored, what it was laid on is owed again,
/// and the resident is told where there was a receipt. Done twice is done once.
pub(super) async fn reverse(
    app: &App,
    (settlement, resident): (&Settlement, &Resident),
    (member, reason): (MemberId, &str),
) -> Result<(), BuildingError> {
    let now = app.clock.now();
    let mut tx = db::begin(&app.db).await?;
    let done = query!(
        "update settlements set reversed_at = $2, reversed_by = $3, reversal_reason = $4
        where id = $1 and reversed_at is null",
        settlement.id.as_uuid(),
        now,
        member.as_uuid(),
        reason,
    )
    .execute(&mut *tx)
    .await?;
    if done.rows_affected() == 0 {
        return Ok(());
    }
    let whose = (settlement.id.as_uuid(), settlement.resident.as_uuid());
    take(&mut tx, whose, settlement.way, now).await?;
    if let Some(number) = settlement.number {
        messages::write_by_hand_reversed(&mut tx, resident, (settlement.amount, number), now)
            .await?;
    }
    acts::note(&mut tx, Act::ReceiptVoided, (settlement.resident.as_uuid(), reason), now).await?;
    tx.commit().await?;
    app.work_bell.notify_one();
    Ok(())
}

/// What was let off of items that are taken back is not let off any more: nobody gets credit for it.
pub(super) async fn reverse_waivers(
    tx: &mut Tx,
    charges: &[Uuid],
    member: MemberId,
    now: DateTime<Utc>,
) -> sqlx::Result<()> {
    let waivers = query!(
        r#"update settlements set reversed_at = $2, reversed_by = $3
        where reversed_at is null and charge_id = any($1)
        returning id, resident_id, way as "way: Way""#,
        charges,
        now,
        member.as_uuid(),
    );
    for waiver in waivers.fetch_all(&mut **tx).await? {
        take(tx, (waiver.id, waiver.resident_id), waiver.way, now).await?;
    }
    Ok(())
}

async fn take(
    tx: &mut Tx,
    (settlement, resident): (Uuid, Uuid),
    way: Way,
    now: DateTime<Utc>,
) -> sqlx::Result<()> {
    query!(
        r#"select take_from_what_is_owed($1, null, $2, $3, $4) as "nothing: ()""#,
        resident,
        settlement,
        now,
        way.journal(),
    )
    .fetch_one(&mut **tx)
    .await?;
    Ok(())
}
