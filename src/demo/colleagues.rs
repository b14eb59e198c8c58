//! Who looks after the shop and the building beside their owner: somebody who keeps the books, and a member of
//! the building's board, who is asked to approve the coming month.

use anyhow::Context;
use sqlx::query_scalar;

use crate::access::Role;
use crate::app::App;
use crate::buildings;
use crate::ids::MemberId;
use crate::ids::WorkspaceId;
use crate::locale::Language;
use crate::members;
use crate::members::NewColleague;
use crate::mobile::Mobile;

/// A member of the building's board.
pub(super) const BOARD: (&str, &str) = ("شیرین داوری", "09120004571");

const BOOKS: (&str, &str) = ("کاوه حسابی", "09120004572");

/// Brings both in, and asks the board about the month after the newest that is issued.
pub(super) async fn bring(app: &App, owner: (WorkspaceId, MemberId)) -> anyhow::Result<()> {
    for ((name, mobile), role) in [(BOARD, Role::Approver), (BOOKS, Role::Accountant)] {
        let colleague = NewColleague {
            name: name.to_owned(),
            mobile: Mobile::parse(mobile).map_err(|_| anyhow::anyhow!("{mobile} is no mobile"))?,
            language: Language::Fa,
            role,
        };
        members::bring_in(app, owner, &colleague).await?;
    }
    let building = buildings::of_workspace(&app.db, owner.0).await?.into_iter().next();
    let building = building.context("there is no building")?;
    let next = query_scalar!(
        r#"select max(period) + 1 as "next!" from charge_runs where building_id = $1"#,
        building.id.as_uuid(),
    );
    let next = next.fetch_one(&app.db).await?;
    let month = buildings::month(app, building.id, next).await?;
    Ok(buildings::ask_for_approval(app, (&building, owner.1), &month.shown()?).await?)
}
