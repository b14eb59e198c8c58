//! The building's gardener, who is asked where the money for his work is to go. Names and numbers are data of
//! this one building, not words of the product.

use anyhow::Context;
use chrono::NaiveTime;
use chrono::TimeDelta;
use sqlx::query;

use crate::app::App;
use crate::buildings;
use crate::buildings::NewSupplierPayout;
use crate::ids::MemberId;
use crate::ids::PayoutId;
use crate::ids::WorkspaceId;
use crate::mobile::Mobile;

const GARDENER: &str = "گلستان سبز";
const MOBILE: &str = "09121110122";

/// Asks the gardener about the newest of his bills.
pub(super) async fn ask(
    app: &App,
    (workspace, member): (WorkspaceId, MemberId),
) -> anyhow::Result<()> {
    let building = buildings::of_workspace(&app.db, workspace).await?.into_iter().next();
    let building = building.context("there is no building")?;
    let bill = query!(
        "select id, spent_on from expenses where building_id = $1 and supplier = $2
        order by spent_on desc limit 1",
        building.id.as_uuid(),
        GARDENER,
    )
    .fetch_one(&app.db)
    .await?;
    let noon = bill.spent_on.and_time(NaiveTime::MIN).and_utc() + TimeDelta::hours(8);
    let new = NewSupplierPayout {
        id: PayoutId::new(app.clock.now()),
        expense: bill.id.into(),
        period: buildings::period_of(noon),
        name: GARDENER.to_owned(),
        mobile: Mobile::parse(MOBILE).ok(),
        email: None,
    };
    buildings::pay_supplier(app, (&building, workspace, member), &new).await?;
    Ok(())
}
