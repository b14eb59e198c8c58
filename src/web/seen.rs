//! Whether somebody may see the thing that an address is about, asked when they may not do there what
//! they wanted: then they are told so, and otherwise there is no such thing.

use axum::extract::FromRequestParts;
use axum::extract::RawPathParams;
use axum::http::request::Parts;
use sqlx::query_scalar;
use uuid::Uuid;

use super::Result;
use crate::access::Right;
use crate::db::Pool;
use crate::sessions::Session;

/// Whether the thing is of the workspace, and of a kind that the member's role sees. An address that
/// is about nothing of a workspace hides nothing.
pub(super) async fn is_seen(db: &Pool, session: &Session, parts: &mut Parts) -> Result<bool> {
    let Ok(params) = RawPathParams::from_request_parts(parts, &()).await else { return Ok(false) };
    // The first part names the thing; what follows is below it.
    let Some((kind, id)) = params.iter().next() else { return Ok(true) };
    let sees = match kind {
        "link" | "payment" => Right::SeeLinks,
        _ => Right::Look,
    };
    let Ok(id) = id.parse::<Uuid>() else { return Ok(false) };
    Ok(session.role.may(sees) && is_of(db, session, (kind, id)).await?)
}

/// Whether a thing is of the workspace, and not behind the member's sight. What has a line here has a
/// page of its own; anything else is not spoken of.
async fn is_of(db: &Pool, session: &Session, (kind, id): (&str, Uuid)) -> sqlx::Result<bool> {
    let of = query_scalar!(
        r#"select exists (
            select from links
            where $1 = 'link' and id = $2 and workspace_id = $3
            and ($4::uuid is null or created_by = $4)
            union all
            select from payments
            where $1 = 'payment' and payments.id = $2 and payments.workspace_id = $3
            and ($4::uuid is null or exists (
                select from links where links.id = payments.purpose and links.created_by = $4
            ))
            union all
            select from payouts where $1 = 'payout' and id = $2 and workspace_id = $3
            union all
            select from buildings where $1 = 'building' and id = $2 and workspace_id = $3
            union all
            select from link_batches where $1 = 'batch' and id = $2 and workspace_id = $3
        ) as "is_of!""#,
        kind,
        id,
        session.workspace.as_uuid(),
        session.links_of().map(crate::ids::MemberId::as_uuid),
    );
    of.fetch_one(db).await
}
