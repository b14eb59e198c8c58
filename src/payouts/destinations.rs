//! Where to: the account that a recipient named, sealed; and those that recipients let a payer keep.

use chrono::DateTime;
use chrono::Utc;
use sqlx::query;

use super::Payout;
use super::PayoutError;
use crate::app::App;
use crate::db::Tx;
use crate::destinations::BankAccount;
use crate::iban::Iban;
use crate::sealed::CannotOpen;
use crate::sealed::Place;

const COLUMN: &str = "payout_destinations.iban";
const KEPT_COLUMN: &str = "payout_accounts.iban";

/// Writes the answer to the present question; an answer that was not confirmed gives way.
pub(super) async fn write(
    tx: &mut Tx,
    app: &App,
    payout: &Payout,
    account: &BankAccount,
    now: DateTime<Utc>,
) -> sqlx::Result<()> {
    let place = Place { column: COLUMN, row: payout.id.as_uuid() };
    // What nobody can say whose it is has nothing for its owner to look at again.
    let confirmed_at = account.holder.is_none().then_some(now);
    query!(
        "insert into payout_destinations (
            payout_id, revision, iban, fingerprint, bank, tail, card, holder, given_at, confirmed_at
        )
        values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)
        on conflict (payout_id, revision) do update set
            iban = excluded.iban, fingerprint = excluded.fingerprint, bank = excluded.bank,
            tail = excluded.tail, card = excluded.card, holder = excluded.holder,
            given_at = excluded.given_at, confirmed_at = excluded.confirmed_at
        where payout_destinations.confirmed_at is null",
        payout.id.as_uuid(),
        payout.revision,
        app.sealer.seal(account.iban.as_str(), place),
        &app.sealer.fingerprint(account.iban.as_str()),
        account.iban.bank().map_or("", crate::banks::Bank::code),
        account.iban.tail(),
        account.card,
        account.holder,
        now,
        confirmed_at,
    )
    .execute(&mut **tx)
    .await?;
    Ok(())
}

/// Notes that the recipient said that the account is right. `false`: there is none to confirm.
pub(super) async fn confirm(
    tx: &mut Tx,
    payout: &Payout,
    now: DateTime<Utc>,
) -> sqlx::Result<bool> {
    let done = query!(
        "update payout_destinations set confirmed_at = $3
        where payout_id = $1 and revision = $2 and confirmed_at is null",
        payout.id.as_uuid(),
        payout.revision,
        now,
    )
    .execute(&mut **tx)
    .await?;
    Ok(done.rows_affected() == 1)
}

/// The account of the present answer, opened.
pub(super) async fn open(tx: &mut Tx, app: &App, payout: &Payout) -> Result<Iban, PayoutError> {
    let sealed = query!(
        "select iban from payout_destinations where payout_id = $1 and revision = $2",
        payout.id.as_uuid(),
        payout.revision,
    );
    let sealed = sealed.fetch_optional(&mut **tx).await?.ok_or(PayoutError::NotNow)?;
    let place = Place { column: COLUMN, row: payout.id.as_uuid() };
    let text = app.sealer.open(&sealed.iban, place)?;
    Iban::parse(&text).map_err(|_| PayoutError::Sealed(CannotOpen))
}

/// By what a recipient is known again: the mobile, or for whom has told none the address in small letters.
fn known_by(payout: &Payout) -> (Option<&str>, Option<String>) {
    match &payout.recipient_mobile {
        Some(mobile) => (Some(mobile.as_str()), None),
        None => (None, payout.recipient_email.as_ref().map(|email| email.to_lowercase())),
    }
}

/// Keeps the account for this recipient and this payer, in place of an older one.
pub(super) async fn keep(
    tx: &mut Tx,
    app: &App,
    payout: &Payout,
    now: DateTime<Utc>,
) -> Result<(), PayoutError> {
    let Some(to) = &payout.destination else { return Ok(()) };
    let (mobile, email) = known_by(payout);
    let iban = open(tx, app, payout).await?;
    let id = crate::ids::at(now);
    query!(
        "delete from payout_accounts where workspace_id = $1 and (mobile = $2 or email = $3)",
        payout.workspace.as_uuid(),
        mobile,
        email,
    )
    .execute(&mut **tx)
    .await?;
    query!(
        "insert into payout_accounts
            (id, workspace_id, mobile, iban, bank, tail, card, holder, kept_at, used_at, email)
        values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $9, $10)",
        id,
        payout.workspace.as_uuid(),
        mobile,
        app.sealer.seal(iban.as_str(), Place { column: KEPT_COLUMN, row: id }),
        to.bank.code(),
        to.tail,
        to.card,
        to.holder,
        now,
        email,
    )
    .execute(&mut **tx)
    .await?;
    Ok(())
}

/// An account that a recipient let this payer keep, as its owner may see it.
#[derive(Debug)]
pub(super) struct Kept {
    pub(super) bank: String,
    pub(super) tail: String,
}

pub(super) async fn kept(app: &App, payout: &Payout) -> sqlx::Result<Option<Kept>> {
    let (mobile, email) = known_by(payout);
    sqlx::query_as!(
        Kept,
        "select bank, tail from payout_accounts
        where workspace_id = $1 and (mobile = $2 or email = $3)",
        payout.workspace.as_uuid(),
        mobile,
        email,
    )
    .fetch_optional(&app.db)
    .await
}

/// Answers the present question with the account that was kept. `false`: none was.
pub(super) async fn use_kept(
    tx: &mut Tx,
    app: &App,
    payout: &Payout,
    now: DateTime<Utc>,
) -> Result<bool, PayoutError> {
    let (mobile, email) = known_by(payout);
    let kept = query!(
        "update payout_accounts set used_at = $4
        where workspace_id = $1 and (mobile = $2 or email = $3)
        returning id, iban, card, holder",
        payout.workspace.as_uuid(),
        mobile,
        email,
        now,
    );
    let Some(kept) = kept.fetch_optional(&mut **tx).await? else { return Ok(false) };
    let text = app.sealer.open(&kept.iban, Place { column: KEPT_COLUMN, row: kept.id })?;
    let iban = Iban::parse(&text).map_err(|_| PayoutError::Sealed(CannotOpen))?;
    let account = BankAccount { iban, card: kept.card, holder: kept.holder };
    write(tx, app, payout, &account, now).await?;
    confirm(tx, payout, now).await?;
    Ok(true)
}

/// Forgets an account that was kept.
pub(super) async fn forget_kept(app: &App, payout: &Payout) -> sqlx::Result<()> {
    let (mobile, email) = known_by(payout);
    query!(
        "delete from payout_accounts where workspace_id = $1 and (mobile = $2 or email = $3)",
        payout.workspace.as_uuid(),
        mobile,
        email,
    )
    .execute(&app.db)
    .await?;
    Ok(())
}

/// Forgets the numbers of accounts that are not needed any more: of payouts that ended or expired, and
/// kept ones that were not used, before a moment (`money.md` E13). The bank and the last four digits
/// stay for the receipt.
pub(super) async fn forget(app: &App, before: DateTime<Utc>) -> sqlx::Result<()> {
    query!(
        "update payout_destinations set iban = ''
        where iban <> '' and given_at < $1 and not exists (
            select from transfers
            where transfers.purpose = payout_destinations.payout_id
            and transfers.status in ('planned', 'sending', 'accepted')
        ) and not exists (
            -- Money that was there before the answer waits for its payer's word, however long.
            select from payouts
            join payout_fundings on payout_fundings.payout_id = payouts.id
            where payouts.id = payout_destinations.payout_id
            and payouts.revision = payout_destinations.revision
            and not exists (select from payout_endings where payout_id = payouts.id)
            and not exists (
                select from payout_consents
                where payout_id = payouts.id and payout_consents.revision = payouts.revision
            )
        )",
        before,
    )
    .execute(&app.back_db)
    .await?;
    query!("delete from payout_accounts where used_at < $1", before).execute(&app.back_db).await?;
    Ok(())
}
