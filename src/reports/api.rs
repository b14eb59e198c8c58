//! The wallet for programs: what it holds, and the movements that made it so.

use axum::extract::State;
use chrono::DateTime;
use chrono::Utc;
use serde::Serialize;
use sqlx::query;
use utoipa::ToSchema;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;
use uuid::Uuid;

use crate::api_keys::Scope;
use crate::app::App;
use crate::ledger;
use crate::ledger::Account;
use crate::money::Money;
use crate::web::api::Answer;
use crate::web::api::ApiCaller;
use crate::web::api::Asked;
use crate::web::api::Listing;
use crate::web::api::Page;
use crate::web::paging::After;

pub(super) fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new().routes(routes!(show)).routes(routes!(entry_index))
}

/// What a wallet holds.
#[derive(Serialize, ToSchema)]
struct Wallet {
    /// What it holds, in rial.
    balance: i64,
    /// What the workspace owes the house, in rial: money that a bank took back after it was spent.
    owed: i64,
}

/// Shows what the wallet holds at this moment.
#[utoipa::path(
    get,
    path = "/api/v1/wallet",
    operation_id = "get_wallet",
    tag = "wallet",
    security(("key" = ["wallet:read"])),
    responses((status = 200, description = "The wallet.", body = Wallet))
)]
async fn show(State(app): State<App>, caller: ApiCaller) -> Answer<Wallet> {
    caller.may(Scope::WalletRead)?;
    let workspace = caller.workspace();
    let balance = ledger::balance(&app.db, Account::Wallet(workspace).id()).await?;
    let owed = ledger::balance(&app.db, Account::Receivable(workspace).id()).await?;
    Ok(axum::Json(Wallet { balance: balance.as_rials(), owed: -owed.as_rials() }))
}

/// A movement of a wallet.
#[derive(Serialize, ToSchema)]
struct WalletEntry {
    /// The journal of the books.
    id: Uuid,
    /// When the money moved.
    at: DateTime<Utc>,
    /// By how much the wallet grew, in rial; negative where money left.
    amount: i64,
    /// What moved it, such as `payment`, `refund_asked` or `payout_funded`.
    kind: String,
    /// What it was about: the id of a payment, a refund, a payout or a transfer.
    cause: String,
}

/// Lists the movements of the wallet, the newest first. Their sum is what it holds.
#[utoipa::path(
    get,
    path = "/api/v1/wallet/entries",
    operation_id = "list_wallet_entries",
    tag = "wallet",
    security(("key" = ["wallet:read"])),
    params(Listing),
    responses((status = 200, description = "A page of movements.", body = Page<WalletEntry>))
)]
async fn entry_index(
    State(app): State<App>,
    caller: ApiCaller,
    Asked(asked): Asked<Listing>,
) -> Answer<Page<WalletEntry>> {
    caller.may(Scope::WalletRead)?;
    let (rows, after) = asked.read(&caller)?;
    // The ids of journals are in the order of time.
    let found = query!(
        r#"select entries.journal_id, journals.kind, journals.source_key, journals.posted_at,
            (-sum(entries.amount))::bigint as "amount!: Money"
        from entries
        join journals on journals.id = entries.journal_id
        where entries.account_id = $1 and ($2::uuid is null or entries.journal_id < $2)
        group by entries.journal_id, journals.id
        order by entries.journal_id desc
        limit $3"#,
        Account::Wallet(caller.workspace()).id().as_uuid(),
        after.map(|after| after.id),
        i64::try_from(rows + 1).unwrap_or(i64::MAX),
    )
    .fetch_all(&app.db)
    .await?;
    let entries = found.into_iter().map(|row| WalletEntry {
        id: row.journal_id,
        at: row.posted_at,
        amount: row.amount.as_rials(),
        kind: row.kind,
        cause: row.source_key,
    });
    let place = |entry: &WalletEntry| After { at: entry.at, id: entry.id };
    Ok(axum::Json(Page::of(entries.collect(), rows, place, |entry| entry)))
}
