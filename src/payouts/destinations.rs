//! Where to: the number that a recipient typed becomes the number of an account with its holder, and
//! is sealed.

use chrono::DateTime;
use chrono::Utc;
use sqlx::query;

use super::Payout;
use super::PayoutError;
use crate::adapters::inquiry::Found;
use crate::adapters::inquiry::Unusable;
use crate::app::App;
use crate::card::CardMistake;
use crate::card::CardNumber;
use crate::db::Tx;
use crate::iban::Iban;
use crate::iban::IbanMistake;
use crate::mobile::Mobile;
use crate::sealed::CannotOpen;
use crate::sealed::Place;
use crate::typed;

const COLUMN: &str = "payout_destinations.iban";
const KEPT_COLUMN: &str = "payout_accounts.iban";

/// What a recipient typed into the one field for both.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Typed {
    Account(Iban),
    Card(CardNumber),
}

/// Why it is neither.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum TypedMistake {
    Missing,
    /// Neither as long as the one nor as the other.
    Neither,
    Account(IbanMistake),
    Card(CardMistake),
}

impl Typed {
    /// Reads the field. What begins with letters, or is longer than a card's number, is meant as an
    /// account's.
    pub(super) fn parse(text: &str) -> Result<Typed, TypedMistake> {
        let bare = zeroize::Zeroizing::new(typed::bare(text));
        let digits = bare.chars().filter(char::is_ascii_digit).count();
        let is_number = bare.chars().all(|letter| letter.is_ascii_digit());
        if bare.is_empty() {
            Err(TypedMistake::Missing)
        } else if is_number && digits == CardNumber::DIGITS {
            CardNumber::parse(&bare).map(Typed::Card).map_err(TypedMistake::Card)
        } else if is_number && digits < 20 {
            Err(TypedMistake::Neither)
        } else {
            Iban::parse(&bare).map(Typed::Account).map_err(TypedMistake::Account)
        }
    }
}

/// An account to which money may go.
#[derive(Clone, Debug)]
pub(super) struct Account {
    pub(super) iban: Iban,
    pub(super) card: Option<String>,
    pub(super) holder: Option<String>,
}

/// Why there is no account.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum NoAccount {
    /// Money cannot go there.
    Unusable(Unusable),
    /// Whose card it is cannot be found out at the moment.
    CardUnknown,
}

/// Asks whose it is. The one moment in which the number of a card is used; it is kept nowhere.
pub(super) async fn inquire(app: &App, typed: Typed) -> Result<Account, NoAccount> {
    match (typed, &app.inquiry) {
        (Typed::Account(iban), None) => Ok(Account { iban, card: None, holder: None }),
        (Typed::Account(iban), Some(inquiry)) => match inquiry.of_account(&iban).await {
            Found::Account { iban, holder } => {
                Ok(Account { iban, card: None, holder: Some(holder) })
            }
            Found::Unusable(why) => Err(NoAccount::Unusable(why)),
            // The payer is shown that nobody could say, and decides.
            Found::Unknown => Ok(Account { iban, card: None, holder: None }),
        },
        (Typed::Card(_), None) => Err(NoAccount::CardUnknown),
        (Typed::Card(card), Some(inquiry)) => match inquiry.of_card(&card).await {
            Found::Account { iban, holder } => {
                Ok(Account { iban, card: Some(card.masked()), holder: Some(holder) })
            }
            Found::Unusable(why) => Err(NoAccount::Unusable(why)),
            Found::Unknown => Err(NoAccount::CardUnknown),
        },
    }
}

/// Writes the answer to the present question; an answer that was not confirmed gives way.
pub(super) async fn write(
    tx: &mut Tx,
    app: &App,
    payout: &Payout,
    account: &Account,
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

/// Keeps the account for this recipient and this payer, in place of an older one.
pub(super) async fn keep(
    tx: &mut Tx,
    app: &App,
    (payout, mobile): (&Payout, &Mobile),
    now: DateTime<Utc>,
) -> Result<(), PayoutError> {
    let Some(to) = &payout.destination else { return Ok(()) };
    let iban = open(tx, app, payout).await?;
    let id = crate::ids::at(now);
    query!(
        "delete from payout_accounts where workspace_id = $1 and mobile = $2",
        payout.workspace.as_uuid(),
        mobile.as_str(),
    )
    .execute(&mut **tx)
    .await?;
    query!(
        "insert into payout_accounts
            (id, workspace_id, mobile, iban, bank, tail, card, holder, kept_at, used_at)
        values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $9)",
        id,
        payout.workspace.as_uuid(),
        mobile.as_str(),
        app.sealer.seal(iban.as_str(), Place { column: KEPT_COLUMN, row: id }),
        to.bank.code(),
        to.tail,
        to.card,
        to.holder,
        now,
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
    let Some(mobile) = &payout.recipient_mobile else { return Ok(None) };
    sqlx::query_as!(
        Kept,
        "select bank, tail from payout_accounts where workspace_id = $1 and mobile = $2",
        payout.workspace.as_uuid(),
        mobile.as_str(),
    )
    .fetch_optional(&app.db)
    .await
}

/// Answers the present question with the account that was kept. `false`: none was.
pub(super) async fn use_kept(
    tx: &mut Tx,
    app: &App,
    (payout, mobile): (&Payout, &Mobile),
    now: DateTime<Utc>,
) -> Result<bool, PayoutError> {
    let kept = query!(
        "update payout_accounts set used_at = $3
        where workspace_id = $1 and mobile = $2
        returning id, iban, card, holder",
        payout.workspace.as_uuid(),
        mobile.as_str(),
        now,
    );
    let Some(kept) = kept.fetch_optional(&mut **tx).await? else { return Ok(false) };
    let text = app.sealer.open(&kept.iban, Place { column: KEPT_COLUMN, row: kept.id })?;
    let iban = Iban::parse(&text).map_err(|_| PayoutError::Sealed(CannotOpen))?;
    let account = Account { iban, card: kept.card, holder: kept.holder };
    write(tx, app, payout, &account, now).await?;
    confirm(tx, payout, now).await?;
    Ok(true)
}

/// Forgets an account that was kept.
pub(super) async fn forget_kept(app: &App, payout: &Payout) -> sqlx::Result<()> {
    let Some(mobile) = &payout.recipient_mobile else { return Ok(()) };
    query!(
        "delete from payout_accounts where workspace_id = $1 and mobile = $2",
        payout.workspace.as_uuid(),
        mobile.as_str(),
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
        )",
        before,
    )
    .execute(&app.back_db)
    .await?;
    query!("delete from payout_accounts where used_at < $1", before).execute(&app.back_db).await?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_field_takes_a_card_or_an_account() {
        assert!(matches!(Typed::parse("6037 9912 3456 7893"), Ok(Typed::Card(_))));
        assert!(matches!(Typed::parse("۶۰۳۷۹۹۱۲۳۴۵۶۷۸۹۳"), Ok(Typed::Card(_))));
        assert!(matches!(Typed::parse("ir82 0540 1026 8002 0817 9090 02"), Ok(Typed::Account(_))));
        assert!(matches!(Typed::parse("820540102680020817909002"), Ok(Typed::Account(_))));
    }

    #[test]
    fn what_is_neither_is_told_why() {
        use TypedMistake as M;
        for (text, mistake) in [
            (" \u{200f}", M::Missing),
            ("123", M::Neither),
            ("60379912345678", M::Neither),
            ("6037991234567890", M::Card(CardMistake::Check)),
            ("4444333322221111", M::Card(CardMistake::Foreign)),
            ("IR820540102680020817909003", M::Account(IbanMistake::Check)),
            ("IR82054010268002", M::Account(IbanMistake::Length)),
            ("8205401026800208179090", M::Account(IbanMistake::Length)),
            ("DE89370400440532013000", M::Account(IbanMistake::Foreign)),
            ("IR062960000000100324200001", M::Account(IbanMistake::UnknownBank)),
        ] {
            assert_eq!(Typed::parse(text), Err(mistake), "{text}");
        }
    }
}
