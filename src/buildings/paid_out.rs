//! Money of a building leaves by a payout, for an expense or because credit is given back: a fund bears it in the
//! building's books once it has left, with what sending it cost, and has it again when it comes back.

use chrono::DateTime;
use chrono::Utc;

use super::BuildingError;
use super::Fund;
use super::given_back;
use super::suppliers;
use crate::app::App;
use crate::db;
use crate::db::Tx;
use crate::ids::AccountId;
use crate::ids::BuildingId;
use crate::ids::PayoutId;
use crate::ids::TransferId;
use crate::ledger;
use crate::ledger::Account;
use crate::ledger::Journal;
use crate::payouts;
use crate::transfers;
use crate::transfers::Status;

/// Which fund bears a payout, and under what it is booked: that it left, and that it came back.
struct Bearer {
    building: BuildingId,
    fund: Fund,
    left: &'static str,
    back: &'static str,
}

/// What follows from where a transfer has got to. Safe to repeat. Transfers for other purposes are none of our
/// business.
pub async fn follow(app: &App, transfer: TransferId) -> Result<(), BuildingError> {
    let transfer = transfers::by_id(&app.back_db, transfer).await?;
    if !matches!(transfer.status, Status::Settled | Status::Returned) {
        return Ok(());
    }
    let now = app.clock.now();
    let mut tx = db::begin(&app.back_db).await?;
    let payout = PayoutId::from(transfer.purpose);
    let Some(bearer) = bearer(&mut tx, payout).await? else { return Ok(()) };
    let source = source(&mut tx, (bearer.building, payout), now).await?;
    let paid = transfer.amount + transfer.fee;
    let fund = Account::BuildingFund(bearer.building, bearer.fund.code());
    let journal =
        Journal::of(bearer.left, &transfer.id, now).debit(fund.id(), paid).credit(source, paid);
    ledger::post(&mut tx, &journal).await?;
    if transfer.status == Status::Returned {
        let (left, back) = ((bearer.left, &transfer.id), (bearer.back, &transfer.id));
        ledger::mirror(&mut tx, left, back, now).await?;
    }
    tx.commit().await?;
    Ok(())
}

/// `None`: the payout is not a building's.
async fn bearer(tx: &mut Tx, payout: PayoutId) -> sqlx::Result<Option<Bearer>> {
    if let Some((building, fund)) = suppliers::of_payout(tx, payout).await? {
        let (left, back) = ("expense_paid", "expense_paid_back");
        return Ok(Some(Bearer { building, fund, left, back }));
    }
    let building = given_back::building_of(tx, payout).await?;
    let (fund, left, back) = (Fund::Operating, "credit_left", "credit_left_back");
    Ok(building.map(|building| Bearer { building, fund, left, back }))
}

/// Which money of the building a payout is paid with: what residents paid into the wallet, or, where it was paid
/// at a bank's page, what the manager has in hand.
async fn source(
    tx: &mut Tx,
    (building, payout): (BuildingId, PayoutId),
    now: DateTime<Utc>,
) -> sqlx::Result<AccountId> {
    let source = if payouts::is_from_wallet(tx, payout).await? {
        Account::BuildingCash(building)
    } else {
        Account::BuildingHand(building)
    };
    ledger::open_account(tx, &source, now).await
}
