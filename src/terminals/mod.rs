//! Terminals that workspaces bring along: a merchant's own account at a gateway. Whoever pays there pays the
//! merchant; the house asks in the merchant's name, and the money is never in its hands.
//!
//! What opens a terminal is sealed for its row and shown to nobody again. A terminal is offered to
//! payers after its gateway has once taken it; one that was switched off or removed is still asked about
//! the payments that began there.

mod health;
mod store;
mod terminal;

use chrono::DateTime;
use chrono::Utc;
use secrecy::SecretString;
use thiserror::Error;

use crate::acts;
use crate::acts::Act;
use crate::adapters::bank::Fault;
use crate::adapters::bank::Keys;
use crate::adapters::bank::Offered;
use crate::adapters::bank::Order;
use crate::app::App;
use crate::config::BankGateway;
use crate::db;
use crate::db::Pool;
use crate::db::Tx;
use crate::db::violates;
use crate::ids::MemberId;
use crate::ids::TerminalId;
use crate::ids::WorkspaceId;
use crate::ledger;
use crate::ledger::Account;
use crate::sealed::CannotOpen;
use crate::sealed::Place;

pub use health::Health;
pub use health::health_name;
pub use health::health_of_house;
pub use health::is_house_well;
pub use health::note_health;
pub use terminal::Credential;
pub use terminal::CredentialMistake;
pub use terminal::Direction;
pub use terminal::NoToken;
pub use terminal::Terminal;
pub use terminal::Verdict;

/// A workspace has no more terminals than this.
pub const TERMINALS_MAX: i64 = 8;

/// Where credentials stand.
const COLUMN: &str = "own_terminals.credential";

/// Where the tokens for refunds stand.
const TOKEN_COLUMN: &str = "own_terminals.access_token";

/// Why a terminal does not do what is asked of it.
#[derive(Debug, Error)]
pub enum TerminalError {
    /// There is none.
    #[error("no such terminal")]
    NotFound,
    /// The workspace has it already.
    #[error("the workspace has this terminal already")]
    Known,
    /// It is one of the house's own: its money would not be the merchant's.
    #[error("the terminal is the house's")]
    OfTheHouse,
    /// The workspace has as many as it may have.
    #[error("the workspace has as many terminals as it may have")]
    TooMany,
    /// Its gateway has never taken it.
    #[error("the gateway has never taken the terminal")]
    Untested,
    /// Its credential cannot be opened: the key is missing.
    #[error(transparent)]
    Sealed(#[from] CannotOpen),
    /// The database did not answer as it should.
    #[error(transparent)]
    Database(#[from] sqlx::Error),
}

/// The terminals of a workspace that were not removed, in the order of preference.
pub async fn of_workspace(app: &App, workspace: WorkspaceId) -> sqlx::Result<Vec<Terminal>> {
    store::of_workspace(&app.db, workspace, app.clock.now() - health::COUNTS_FOR).await
}

/// One of them.
pub async fn by_id(
    app: &App,
    (id, workspace): (TerminalId, WorkspaceId),
) -> sqlx::Result<Option<Terminal>> {
    let found = of_workspace(app, workspace).await?;
    Ok(found.into_iter().find(|terminal| terminal.id == id))
}

/// Adds a terminal to a workspace, before the house's gateways. Nobody is sent there until it was tested. The
/// same form again changes nothing.
pub async fn add(
    app: &App,
    id: TerminalId,
    (workspace, by): (WorkspaceId, MemberId),
    credential: &Credential,
) -> Result<(), TerminalError> {
    if by_id(app, (id, workspace)).await?.is_some() {
        return Ok(());
    }
    let terminal = app.gateways.terminal(credential.gateway, &credential.keys);
    let is_ours = app.gateways.by_name(credential.gateway.code());
    if is_ours.is_some_and(|house| house.terminal() == terminal) {
        return Err(TerminalError::OfTheHouse);
    }
    let now = app.clock.now();
    let place = |column| Place { column, row: id.as_uuid() };
    let sealed = app.sealer.seal(credential.plain(), place(COLUMN));
    let token = credential.token().map(|token| app.sealer.seal(token, place(TOKEN_COLUMN)));
    let mut tx = db::begin(&app.db).await?;
    if TERMINALS_MAX <= store::lock(&mut tx, workspace).await? {
        return Err(TerminalError::TooMany);
    }
    let sealed = (sealed.as_slice(), token.as_deref());
    let new = store::New { id, workspace, by, terminal: &terminal, sealed };
    match store::insert(&mut tx, &new, credential, now).await {
        Err(error)
            if violates(&error, "own_terminals_once") || violates(&error, "own_terminals_pkey") =>
        {
            return Err(TerminalError::Known);
        }
        done => done?,
    }
    for account in circle(workspace) {
        ledger::open_account(&mut tx, &account, now).await?;
    }
    let said = credential.gateway.code();
    acts::note(&mut tx, Act::GatewayAdded, (id.as_uuid(), said), now).await?;
    Ok(tx.commit().await?)
}

/// The accounts between which money at a workspace's own terminals moves.
fn circle(workspace: WorkspaceId) -> [Account<'static>; 3] {
    [
        Account::OwnTerminal(workspace),
        Account::OwnTerminalTaken(workspace),
        Account::OwnTerminalWaiting(workspace),
    ]
}

/// Sends payers to a terminal, or none any more.
pub async fn switch(app: &App, terminal: &Terminal, is_on: bool) -> Result<(), TerminalError> {
    if is_on && terminal.worked_at.is_none() {
        return Err(TerminalError::Untested);
    }
    let now = app.clock.now();
    let mut tx = db::begin(&app.db).await?;
    store::switch(&mut tx, terminal.id, is_on).await?;
    let act = if is_on { Act::GatewaySwitchedOn } else { Act::GatewaySwitchedOff };
    acts::note(&mut tx, act, (terminal.id.as_uuid(), terminal.gateway.code()), now).await?;
    Ok(tx.commit().await?)
}

/// Moves a terminal a step in the order of preference, past another one or past the house's gateways.
pub async fn reorder(
    app: &App,
    terminal: &Terminal,
    direction: Direction,
) -> Result<(), TerminalError> {
    let now = app.clock.now();
    let mut tx = db::begin(&app.db).await?;
    store::lock(&mut tx, terminal.workspace).await?;
    let order = store::order(&mut tx, terminal.workspace).await?;
    store::write_order(&mut tx, &direction.moved(order, terminal.id)).await?;
    let about = (terminal.id.as_uuid(), terminal.gateway.code());
    acts::note(&mut tx, Act::GatewayMoved, about, now).await?;
    Ok(tx.commit().await?)
}

/// Takes a terminal away. Its credential stays, sealed, for as long as payments that began there may need it.
pub async fn remove(app: &App, terminal: &Terminal, by: MemberId) -> Result<(), TerminalError> {
    let now = app.clock.now();
    let mut tx = db::begin(&app.db).await?;
    store::remove(&mut tx, terminal.id, by, now).await?;
    let about = (terminal.id.as_uuid(), terminal.gateway.code());
    acts::note(&mut tx, Act::GatewayRemoved, about, now).await?;
    Ok(tx.commit().await?)
}

/// Asks the gateway for a page that nobody will see, so that no money can move, and keeps its word about the
/// credential, and about the token for refunds where there is one. The first good word sends payers there. `title` is what the merchant reads at the gateway.
pub async fn test(app: &App, terminal: &Terminal, title: &str) -> Result<Verdict, TerminalError> {
    let offered = open(app, terminal.id).await?;
    let order = Order {
        number: rand::random_range(1_000_000_000..10_000_000_000_i64),
        amount: offered.limits().0,
        callback: &app.address("/"),
        title,
        mobile: None,
    };
    let mut answer = offered.start(&order).await.says.map(|_| ());
    if let (Ok(()), Some(refunds)) = (&answer, offered.refunds()) {
        answer = refunds.is_open().await;
    }
    let now = app.clock.now();
    let (verdict, code) = match answer {
        Ok(()) => (Verdict::Works, None),
        Err(Fault::Misconfigured { code }) => (Verdict::Refused, Some(code)),
        Err(Fault::Rejected { code }) => (Verdict::Rejected, Some(code)),
        Err(Fault::Busy { .. } | Fault::Unknown) => (Verdict::Silent, None),
    };
    match verdict {
        Verdict::Works | Verdict::Rejected => {
            offered.went_well();
            note_health(&app.db, &offered, &Ok(()), now).await?;
        }
        Verdict::Refused | Verdict::Silent => offered.went_badly(now),
    }
    let mut tx = db::begin(&app.db).await?;
    store::write_verdict(&mut tx, terminal.id, (verdict, code.as_deref()), now).await?;
    let about = (terminal.id.as_uuid(), terminal.gateway.code());
    acts::note(&mut tx, Act::GatewayTested, about, now).await?;
    tx.commit().await?;
    Ok(verdict)
}

/// Keeps that a gateway refused a terminal's credential when it was asked for a payer's sake.
pub async fn note_refusal(app: &App, id: TerminalId, code: &str) -> sqlx::Result<()> {
    let mut tx = db::begin(&app.back_db).await?;
    store::write_verdict(&mut tx, id, (Verdict::Refused, Some(code)), app.clock.now()).await?;
    tx.commit().await
}

/// The gateways to which payers of a workspace are sent, in its order of preference: its own terminals
/// that are on, and among them those of the house. One statement says which, and which are not well.
pub async fn offered(app: &App, tx: &mut Tx, workspace: WorkspaceId) -> sqlx::Result<Vec<Offered>> {
    let mut offered = vec![];
    let counts_from = app.clock.now() - health::COUNTS_FOR;
    let (on, unwell) = store::on(tx, workspace, counts_from).await?;
    let (before, after): (Vec<_>, Vec<_>) = on.into_iter().partition(|sealed| sealed.before_house);
    let own = |sealed: &store::Sealed| {
        opened(app, sealed)
            .inspect_err(
                |error| tracing::error!(terminal = %sealed.id, %error, "a terminal is shut"),
            )
            .ok()
    };
    offered.extend(before.iter().filter_map(own));
    offered.extend(app.gateways.house().iter().cloned());
    offered.extend(after.iter().filter_map(own));
    Ok(marked(offered, &unwell))
}

/// The gateways of the house, for money that the house must have.
pub async fn offered_by_house(app: &App, tx: &mut Tx) -> sqlx::Result<Vec<Offered>> {
    let unwell = health::unwell(tx, app.clock.now()).await?;
    Ok(marked(app.gateways.house().to_vec(), &unwell))
}

/// The same gateways, those marked that are not well.
fn marked(offered: Vec<Offered>, unwell: &[String]) -> Vec<Offered> {
    let mark = |it: Offered| if unwell.contains(&health_name(&it)) { it.unwell() } else { it };
    offered.into_iter().map(mark).collect()
}

/// A terminal, be it on, off or removed.
pub async fn open(app: &App, id: TerminalId) -> Result<Offered, TerminalError> {
    if let Some(known) = app.gateways.own(id) {
        return Ok(known);
    }
    let sealed = store::sealed(&app.back_db, id).await?.ok_or(TerminalError::NotFound)?;
    Ok(opened(app, &sealed)?)
}

fn opened(app: &App, sealed: &store::Sealed) -> Result<Offered, CannotOpen> {
    if let Some(known) = app.gateways.own(sealed.id) {
        return Ok(known);
    }
    let open = |sealed_text: &[u8], column| {
        let plain = app.sealer.open(sealed_text, Place { column, row: sealed.id.as_uuid() })?;
        Ok::<SecretString, CannotOpen>(plain.as_str().into())
    };
    let merchant = open(&sealed.credential, COLUMN)?;
    let token = sealed.access_token.as_deref();
    let refunds = token.map(|token| open(token, TOKEN_COLUMN)).transpose()?;
    Ok(app.gateways.open_own(sealed.id, sealed.gateway, &Keys { merchant, refunds }))
}

/// The gateways at which a workspace may have a terminal of its own.
pub fn gateways(app: &App) -> Vec<BankGateway> {
    let pretend = app.config.is_sandbox() && app.gateways.by_name("sandbox").is_some();
    BankGateway::REAL.into_iter().chain(pretend.then_some(BankGateway::Sandbox)).collect()
}

/// Forgets the credentials of terminals that were removed before a moment, but for those that are still
/// needed.
pub async fn forget(db: &Pool, before: DateTime<Utc>, needed: &[TerminalId]) -> sqlx::Result<()> {
    store::forget(db, before, needed).await
}

/// Forgets how gateways were that nobody asks any more.
pub async fn forget_health(db: &Pool, now: DateTime<Utc>) -> sqlx::Result<()> {
    health::forget(db, now).await
}
