//! The people who sign in, and the workspaces that own links and money.
//!
//! A member is known by a mobile number and proves to be its owner by a password or by a one-time code.
//! Whoever lives in a building is known by the number that its manager wrote down: they come in by code
//! alone, and need no workspace. A stranger must not learn from us who has an account, so every page
//! here answers a number that we know and one that we do not alike, and in about the same time; what
//! differs goes to the number itself, by SMS.
//!
//! The room writes `members`, `workspaces`, `workspace_members`, `sellers`, `challenges`, `invitations`,
//! `authenticators`, `backup_codes`, `passkeys` and `answered_challenges`; the sessions that follow from a sign-in belong to the cellar.

mod authenticator;
mod code;
mod desk;
mod entry;
mod flood;
mod hashing;
mod member;
mod naming;
mod passkey;
mod password;
mod store;
mod team;
mod web;

use axum::Router;
use chrono::DateTime;
use chrono::TimeDelta;
use chrono::Utc;
use thiserror::Error;

use self::member::Joining;
use self::store::Business;
use self::store::Newcomer;
use crate::access::Right;
use crate::access::Role;
use crate::app::App;
use crate::db;
use crate::db::Pool;
use crate::db::Tx;
use crate::ids::MemberId;
use crate::ids::WorkspaceId;
use crate::ledger;
use crate::ledger::Account;
use crate::locale::Language;
use crate::mobile::Mobile;
use crate::money::Unit;
use crate::notices;
use crate::notices::Manner;
use crate::notices::Message;
use crate::notices::NewNotice;
use crate::notices::To;
use crate::sessions;

pub use code::count_sending as count_code_sending;
pub use code::count_wrong as count_wrong_code;
pub use code::typed as typed_code;
pub use desk::Proven;
pub use desk::elsewhere;
pub use entry::Browser;
pub use store::Contact;
pub use team::NewColleague;
pub use team::TeamError;
pub use team::bring_in;

/// A member about to be.
pub struct NewMember {
    /// Their name; 1 to 80 characters.
    pub name: String,
    /// Their mobile.
    pub mobile: Mobile,
    /// Their e-mail address.
    pub email: Option<String>,
    /// The password; the caller has seen to it that it is a good one.
    pub password: String,
    /// The language of their pages and messages.
    pub language: Language,
    /// The name of their first workspace; 1 to 60 characters.
    pub workspace_name: String,
}

/// Who a workspace is before the law, as its receipts say it; nothing of it has to be said.
#[derive(Clone, Debug, Default)]
pub struct Seller {
    /// The name in the register; 1 to 120 characters.
    pub legal_name: Option<String>,
    /// The number of a company or a person, with a check digit that fits.
    pub national_id: Option<String>,
    /// The number at the tax office.
    pub economic_code: Option<String>,
    /// Where it is; 1 to 300 characters.
    pub address: Option<String>,
    /// The value added tax that is in its prices, in whole percent.
    pub tax_percent: Option<i16>,
}

/// Why a member did not come to be, or could not prove who they are.
#[derive(Debug, Error)]
pub enum MemberError {
    /// The number has an account.
    #[error("the number has an account")]
    MobileTaken,
    /// More passwords are being checked than this machine can check.
    #[error("too many passwords are being checked")]
    Busy,
    /// A password could not be hashed, or its hash could not be read.
    #[error("a password could not be hashed: {0}")]
    Hashing(String),
    /// The database did not answer as it should.
    #[error(transparent)]
    Database(#[from] sqlx::Error),
}

/// The room's pages.
pub fn routes() -> Router<App> {
    Router::new().merge(web::routes()).merge(desk::routes())
}

/// Makes a member with a first workspace and its wallet.
pub async fn create(app: &App, new: &NewMember) -> Result<(MemberId, WorkspaceId), MemberError> {
    let joining = Joining {
        name: new.name.clone(),
        email: new.email.clone(),
        password: hashing::hash(new.password.clone()).await?,
        language: new.language,
        workspace: new.workspace_name.clone(),
    };
    let mut tx = db::begin(&app.db).await?;
    let joined = join(&mut tx, &new.mobile, &joining, app.clock.now()).await?;
    tx.commit().await?;
    Ok(joined)
}

/// Who is told of money in a workspace: those who run it.
pub async fn contacts(db: &Pool, workspace: WorkspaceId) -> sqlx::Result<Vec<Contact>> {
    store::contacts(db, workspace, &[Role::Owner, Role::Manager]).await
}

/// Who is told of what waits for somebody who may do it.
pub async fn contacts_who_may(
    db: &Pool,
    workspace: WorkspaceId,
    right: Right,
) -> sqlx::Result<Vec<Contact>> {
    let roles: Vec<Role> = Role::ALL.into_iter().filter(|role| role.may(right)).collect();
    store::contacts(db, workspace, &roles).await
}

/// Whether somebody else than a member may do what needs a right.
pub async fn is_another_who_may(
    db: &Pool,
    (workspace, member): (WorkspaceId, MemberId),
    right: Right,
) -> sqlx::Result<bool> {
    let contacts = contacts_who_may(db, workspace, right).await?;
    Ok(contacts.iter().any(|contact| contact.member != member))
}

/// The language in which a workspace writes to its customers.
pub async fn language_of(db: &Pool, workspace: WorkspaceId) -> sqlx::Result<Language> {
    Ok(store::business(db, workspace).await?.language)
}

/// The members of a workspace by their names, those who run it first.
pub async fn names(db: &Pool, workspace: WorkspaceId) -> sqlx::Result<Vec<(MemberId, String)>> {
    let team = store::team(db, workspace).await?;
    Ok(team.into_iter().map(|colleague| (colleague.id, colleague.name)).collect())
}

/// Says by which telephone a workspace's customers reach it.
pub async fn set_phone(db: &Pool, workspace: WorkspaceId, phone: &str) -> sqlx::Result<()> {
    let business = store::business(db, workspace).await?;
    let business = Business { phone: Some(phone.to_owned()), ..business };
    let mut tx = db::begin(db).await?;
    store::update_business(&mut tx, workspace, &business).await?;
    tx.commit().await
}

/// Says who a workspace is before the law.
pub async fn set_seller(db: &Pool, workspace: WorkspaceId, seller: &Seller) -> sqlx::Result<()> {
    let mut tx = db::begin(db).await?;
    store::update_seller(&mut tx, workspace, seller).await?;
    tx.commit().await
}

/// Forgets one-time codes that were sent before a moment.
pub async fn forget_codes(db: &Pool, before: DateTime<Utc>) -> sqlx::Result<()> {
    // A week is what an hour is compared with.
    store::forget_code_hours(db, before - TimeDelta::days(8)).await?;
    store::forget_answers(db, before).await?;
    store::forget_challenges(db, before).await
}

async fn join(
    tx: &mut Tx,
    mobile: &Mobile,
    joining: &Joining,
    now: DateTime<Utc>,
) -> Result<(MemberId, WorkspaceId), MemberError> {
    let member = MemberId::new(now);
    let newcomer = Newcomer {
        name: &joining.name,
        email: joining.email.as_deref(),
        password: Some(&joining.password),
        language: joining.language,
    };
    if !store::insert(tx, (member, mobile), &newcomer, now).await? {
        return Err(MemberError::MobileTaken);
    }
    let workspace = open_workspace(tx, member, &joining.workspace, joining.language, now).await?;
    Ok((member, workspace))
}

/// Makes a member of somebody who has just shown that a number is theirs which a room of the house
/// knows: without a password, and without a workspace. `None`: the number is nobody's whom we know.
async fn take_in(
    tx: &mut Tx,
    mobile: &Mobile,
    language: Language,
    now: DateTime<Utc>,
) -> sqlx::Result<Option<MemberId>> {
    let Some(name) = store::guest(&mut **tx, mobile).await? else { return Ok(None) };
    newcomer(tx, (mobile, &name), language, now).await
}

/// Makes a member who comes in by code alone. `None`: the number has an account by now.
async fn newcomer(
    tx: &mut Tx,
    (mobile, name): (&Mobile, &str),
    language: Language,
    now: DateTime<Utc>,
) -> sqlx::Result<Option<MemberId>> {
    let member = MemberId::new(now);
    let newcomer = Newcomer { name, email: None, password: None, language };
    let is_new = store::insert(tx, (member, mobile), &newcomer, now).await?;
    Ok(is_new.then_some(member))
}

async fn open_workspace(
    tx: &mut Tx,
    owner: MemberId,
    name: &str,
    language: Language,
    now: DateTime<Utc>,
) -> sqlx::Result<WorkspaceId> {
    let workspace = WorkspaceId::new(now);
    store::insert_workspace(tx, workspace, (name, language), now).await?;
    store::add_owner(tx, workspace, owner, now).await?;
    ledger::open_account(tx, &Account::Wallet(workspace), now).await?;
    Ok(workspace)
}

/// Ends all sessions of a member, and sees to it that none of them comes back.
async fn sign_out_everywhere(
    tx: &mut Tx,
    member: MemberId,
    now: DateTime<Utc>,
) -> sqlx::Result<()> {
    store::secure(tx, member, now).await?;
    sessions::close_all(tx, member).await
}

/// Tells a member's number that something about the account has changed.
async fn tell(
    tx: &mut Tx,
    (mobile, language): (&Mobile, Language),
    message: Message,
    now: DateTime<Utc>,
) -> sqlx::Result<()> {
    let notice = NewNotice {
        workspace: None,
        to: To::Sms(mobile.clone()),
        manner: Manner { language, unit: Unit::default() },
        message,
        about: None,
        dedup_key: format!("account:{}", uuid::Uuid::new_v4()),
        expires_at: None,
    };
    notices::write(tx, &notice, now).await?;
    Ok(())
}
