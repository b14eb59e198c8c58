//! The demo's building, and the addresses of its pages.

use peyvand::ids::ResidentId;
use peyvand::tokens::Door;
use uuid::Uuid;

use super::town::Town;

/// Addresses, as paths.
pub(super) struct Homes {
    /// The pages of a resident who owes.
    pub residents: Vec<String>,
    /// The building's page.
    pub home: String,
    /// The manager's other pages.
    pub desks: Vec<String>,
}

impl Homes {
    pub(super) async fn of(town: &Town) -> Self {
        let id = async |query: &'static str| -> Uuid {
            sqlx::query_scalar(query).fetch_one(town.db()).await.unwrap()
        };
        let debtor = ResidentId::from(
            id("select resident_id from open_charges order by rest desc, id limit 1").await,
        );
        let door = Door::Resident { resident: debtor }.path(&town.app.keys);
        let charge = id("select id from open_charges order by rest desc, id limit 1").await;
        let home = format!("/buildings/{}", id("select id from buildings").await);
        let unit = id("select unit_id from open_charges order by rest desc, id limit 1").await;
        let month: i32 =
            sqlx::query_scalar("select max(period) + 1 from charge_runs where reversed_at is null")
                .fetch_one(town.db())
                .await
                .unwrap();
        let desks = [
            "units".to_owned(),
            format!("units/{unit}"),
            "people".to_owned(),
            "charges".to_owned(),
            format!("charges/{month}"),
            format!("charges/{}", month - 1),
            format!("bills/{charge}"),
            "report".to_owned(),
        ];
        Self {
            residents: vec![
                door.clone(),
                format!("{door}/bills/{charge}"),
                format!("{door}/report"),
            ],
            desks: desks.iter().map(|page| format!("{home}/{page}")).collect(),
            home,
        }
    }
}
