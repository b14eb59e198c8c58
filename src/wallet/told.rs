//! What those who belong to a workspace hear of its wallet.

use chrono::DateTime;
use chrono::Utc;

use super::OwnAccount;
use super::Settlement;
use super::Standing;
use super::settle::Who;
use crate::db::Tx;
use crate::ids::WalletSettlementId;
use crate::ids::WorkspaceId;
use crate::members::Contact;
use crate::money::Money;
use crate::money::Unit;
use crate::notices;
use crate::notices::Manner;
use crate::notices::Message;
use crate::notices::NewNotice;
use crate::notices::To;
use crate::notices::WalletNews;

/// Tells everybody, by every way we know, that money will go to another account.
pub(super) async fn of_account(
    tx: &mut Tx,
    workspace: WorkspaceId,
    (account, usable_at): (&OwnAccount, DateTime<Utc>),
    contacts: &[Contact],
    now: DateTime<Utc>,
) -> sqlx::Result<()> {
    let news = WalletNews::OwnAccount { tail: account.tail.clone(), usable_at };
    let key = format!("wallet_account:{}", account.id);
    for (to, manner) in personal(contacts, Unit::default()) {
        write(tx, (workspace, account.id), (to, manner), (&news, &key), now).await?;
    }
    Ok(())
}

/// Writes into the account that money is under way.
pub(super) async fn on_its_way(
    tx: &mut Tx,
    who: &Who,
    (id, account): (WalletSettlementId, &OwnAccount),
    (amount, is_planned): (Money, bool),
    now: DateTime<Utc>,
) -> sqlx::Result<()> {
    let tail = account.tail.clone();
    let news = WalletNews::OnItsWay { settlement: id.as_uuid(), amount, tail, is_planned };
    let key = format!("settlement:{id}:on_its_way");
    let to = (To::Account, own(who));
    write(tx, (who.workspace, id.as_uuid()), to, (&news, &key), now).await
}

/// Tells everybody that the money left for the account.
pub(super) async fn arrived(
    tx: &mut Tx,
    who: &Who,
    settlement: &Settlement,
    now: DateTime<Utc>,
) -> sqlx::Result<()> {
    let (id, amount, tail) = of(settlement);
    let tracking = settlement.tracking.clone();
    let news = WalletNews::Arrived { settlement: id, amount, tail, tracking };
    everybody(tx, who, (settlement, "arrived"), &news, now).await
}

/// Tells everybody that it takes longer than usual, unless it has got somewhere in the meantime.
pub(super) async fn late(
    tx: &mut Tx,
    who: &Who,
    settlement: &Settlement,
    now: DateTime<Utc>,
) -> sqlx::Result<()> {
    if settlement.standing() != Standing::OnItsWay {
        return Ok(());
    }
    let (id, amount, tail) = of(settlement);
    let news = WalletNews::Late { settlement: id, amount, tail };
    everybody(tx, who, (settlement, "late"), &news, now).await
}

/// Tells everybody that it did not arrive.
pub(super) async fn came_back(
    tx: &mut Tx,
    who: &Who,
    settlement: &Settlement,
    now: DateTime<Utc>,
) -> sqlx::Result<()> {
    let (id, amount, tail) = of(settlement);
    let news = WalletNews::CameBack { settlement: id, amount, tail };
    everybody(tx, who, (settlement, "came_back"), &news, now).await
}

fn of(settlement: &Settlement) -> (uuid::Uuid, Money, String) {
    (settlement.id.as_uuid(), settlement.arrives(), settlement.tail.clone())
}

async fn everybody(
    tx: &mut Tx,
    who: &Who,
    (settlement, what): (&Settlement, &str),
    news: &WalletNews,
    now: DateTime<Utc>,
) -> sqlx::Result<()> {
    let key = format!("settlement:{}:{what}", settlement.id);
    let about = (who.workspace, settlement.id.as_uuid());
    for to in personal(&who.contacts, who.voice.unit).chain([(To::Account, own(who))]) {
        write(tx, about, to, (news, &key), now).await?;
    }
    Ok(())
}

fn own(who: &Who) -> Manner {
    Manner { language: who.voice.language, unit: who.voice.unit }
}

fn personal(contacts: &[Contact], unit: Unit) -> impl Iterator<Item = (To, Manner)> + '_ {
    contacts.iter().flat_map(move |contact| {
        let email = contact.email.clone().map(To::Email);
        let manner = Manner { language: contact.language, unit };
        let ways = std::iter::once(To::Sms(contact.mobile.clone())).chain(email);
        ways.map(move |to| (to, manner))
    })
}

async fn write(
    tx: &mut Tx,
    (workspace, about): (WorkspaceId, uuid::Uuid),
    (to, manner): (To, Manner),
    (news, key): (&WalletNews, &str),
    now: DateTime<Utc>,
) -> sqlx::Result<()> {
    let way = match &to {
        To::Sms(mobile) => format!("sms:{}", mobile.as_str()),
        To::Email(address) => format!("email:{address}"),
        To::Account => "account".to_owned(),
    };
    let notice = NewNotice {
        workspace: Some(workspace),
        dedup_key: format!("{key}:{way}"),
        to,
        manner,
        message: Message::Wallet(news.clone()),
        about: Some(about),
        expires_at: None,
    };
    notices::write(tx, &notice, now).await?;
    Ok(())
}
