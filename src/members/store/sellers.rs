//! Who sells, before the law.

use sqlx::query;
use sqlx::query_as;

use crate::db::Pool;
use crate::db::Tx;
use crate::ids::WorkspaceId;
use crate::members::Seller;

pub(in crate::members) async fn seller(db: &Pool, workspace: WorkspaceId) -> sqlx::Result<Seller> {
    let found = query_as!(
        Seller,
        "select legal_name, national_id, economic_code, address, tax_percent
        from sellers where workspace_id = $1",
        workspace.as_uuid(),
    );
    Ok(found.fetch_optional(db).await?.unwrap_or_default())
}

pub(in crate::members) async fn update_seller(
    tx: &mut Tx,
    workspace: WorkspaceId,
    seller: &Seller,
) -> sqlx::Result<()> {
    query!(
        "insert into sellers
            (workspace_id, legal_name, national_id, economic_code, address, tax_percent)
        values ($1, $2, $3, $4, $5, $6)
        on conflict (workspace_id) do update
        set legal_name = $2, national_id = $3, economic_code = $4, address = $5, tax_percent = $6",
        workspace.as_uuid(),
        seller.legal_name,
        seller.national_id,
        seller.economic_code,
        seller.address,
        seller.tax_percent,
    )
    .execute(&mut **tx)
    .await?;
    Ok(())
}
