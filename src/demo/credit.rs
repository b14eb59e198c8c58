//! A tenant of the building who left and had paid too much: it is given back, and they are asked where to.

use anyhow::Context;
use anyhow::ensure;
use sqlx::query;

use super::tower::toman;
use crate::app::App;
use crate::buildings;
use crate::buildings::GivingBack;
use crate::buildings::NewGivenBack;
use crate::buildings::NewReceipt;
use crate::buildings::Way;
use crate::ids::MemberId;
use crate::ids::PayoutId;
use crate::ids::SettlementId;
use crate::ids::WorkspaceId;

/// Who left with a certificate, and what they had transferred to the manager besides, in toman.
const LEAVER: (&str, i64) = ("پویا ملکی", 350_000);

/// What the payout is for, as they read it.
const PURPOSE: &str = "بازگرداندن پیش‌پرداخت شارژ، واحد ۲۱";

/// Gives it back.
pub(super) async fn give_back(
    app: &App,
    (workspace, member): (WorkspaceId, MemberId),
) -> anyhow::Result<()> {
    let building = buildings::of_workspace(&app.db, workspace).await?.into_iter().next();
    let building = building.context("there is no building")?;
    let (name, amount) = LEAVER;
    let stay = query!(
        "select occupancies.id, unit_id, resident_id from occupancies
        join residents on residents.id = resident_id
        where building_id = $1 and name = $2 and role = 'tenant'",
        building.id.as_uuid(),
        name,
    )
    .fetch_one(&app.db)
    .await?;
    let now = app.clock.now();
    let receipt = NewReceipt {
        id: SettlementId::new(now),
        resident: stay.resident_id.into(),
        way: Way::Card,
        amount: toman(amount),
        received_on: now.date_naive(),
        reference: None,
    };
    buildings::receive(app, (building.id, member), &receipt).await?;
    let new = NewGivenBack {
        id: PayoutId::new(now),
        of: (stay.unit_id.into(), stay.id.into()),
        amount: toman(amount),
        title: PURPOSE.to_owned(),
    };
    let done = buildings::give_back(app, (&building, workspace, member), &new).await?;
    ensure!(done == GivingBack::Asked, "no credit was given back: {done:?}");
    Ok(())
}
