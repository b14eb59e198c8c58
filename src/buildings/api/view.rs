//! Buildings, units and charges as programs see them.

use chrono::NaiveDate;
use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;

use crate::app::App;
use crate::buildings::Building;
use crate::buildings::Unit;
use crate::buildings::building::month_of;
use crate::buildings::debts::Item;
use crate::buildings::occupancy::Known;
use crate::buildings::store;
use crate::ids::ResidentId;
use crate::money::Money;

/// A building.
#[derive(Serialize, ToSchema)]
#[schema(as = Building)]
pub(super) struct BuildingView {
    /// Its id.
    id: Uuid,
    /// What it is called.
    name: String,
    /// Where it stands.
    address: Option<String>,
    /// How many units it has.
    units: i64,
    /// What came in for it, through the gateway and by hand, in rial.
    received: i64,
    /// What is owed, in rial.
    owed: i64,
    /// How many units owe.
    debtors: i64,
}

impl BuildingView {
    pub(super) async fn of(app: &App, building: Building) -> sqlx::Result<Self> {
        let sums = store::sums(&app.db, building.id).await?;
        Ok(Self {
            id: building.id.as_uuid(),
            name: building.name,
            address: building.address,
            units: building.units,
            received: sums.cash.as_rials(),
            owed: sums.owed.as_rials(),
            debtors: sums.debtors,
        })
    }
}

/// A unit, with who owns it and who lives there now.
#[derive(Serialize, ToSchema)]
#[schema(as = Unit)]
pub(super) struct UnitView {
    /// Its id.
    id: Uuid,
    /// In which block; empty where there is only one.
    block: String,
    /// On which floor.
    floor: i32,
    /// Its number, as people say it.
    number: String,
    /// What it is: flat, shop, office, parking or storage.
    kind: &'static str,
    /// Its area in hundredths of a square metre.
    area: i32,
    /// How many people live there.
    persons: i32,
    /// How many parking places belong to it.
    parkings: i32,
    /// Its registered share, in millionths of the building.
    share: i32,
    /// Its coefficient, in hundredths.
    coefficient: i32,
    /// Who owns it, or the largest part of it.
    owner: Option<PersonView>,
    /// Everybody who owns a part of it.
    owners: Vec<OwnerView>,
    /// Who rents it.
    tenant: Option<PersonView>,
}

/// A person of a building.
#[derive(Serialize, ToSchema)]
#[schema(as = Resident)]
struct PersonView {
    /// The person's id.
    id: Uuid,
    /// What they are called.
    name: String,
}

/// Somebody who owns a part of a unit.
#[derive(Serialize, ToSchema)]
#[schema(as = Owner)]
struct OwnerView {
    /// The person's id.
    id: Uuid,
    /// What they are called.
    name: String,
    /// How much of the unit is theirs, in millionths.
    share: i32,
}

impl UnitView {
    pub(super) fn of(unit: Unit, owners: Vec<Known>) -> Self {
        let owner =
            |one: Known| OwnerView { id: one.resident.as_uuid(), name: one.name, share: one.share };
        let person = |(id, name): (ResidentId, String)| PersonView { id: id.as_uuid(), name };
        Self {
            id: unit.id.as_uuid(),
            block: unit.block,
            floor: unit.floor,
            number: unit.number,
            kind: unit.kind.code(),
            area: unit.area,
            persons: unit.persons,
            parkings: unit.parkings,
            share: unit.share,
            coefficient: unit.coefficient,
            owner: unit.owner_id.zip(unit.owner).map(person),
            owners: owners.into_iter().map(owner).collect(),
            tenant: unit.tenant_id.zip(unit.tenant).map(person),
        }
    }
}

/// What a month costs a person for a unit, or what they owed for it before.
#[derive(Serialize, ToSchema)]
#[schema(as = Charge)]
pub(super) struct ChargeView {
    /// Its id.
    id: Uuid,
    /// For which unit.
    unit: Uuid,
    /// That unit's number, as people say it.
    unit_number: String,
    /// Who owes it.
    resident: Uuid,
    /// The name on the bill on the day it was written.
    debtor: String,
    /// The month of the Persian calendar, like 1405-09; null, if it is of no month: owed from before
    /// the building came here, or credit that was given back.
    month: Option<String>,
    /// How much, in rial.
    amount: i64,
    /// What of it is not paid, in rial.
    rest: i64,
    /// The last day of payment.
    due_on: NaiveDate,
}

impl ChargeView {
    pub(super) fn of(item: Item) -> Self {
        let month = item.period.map(|period| {
            let (year, month) = month_of(period);
            format!("{year}-{month:02}")
        });
        Self {
            id: item.id.as_uuid(),
            unit: item.unit.as_uuid(),
            unit_number: item.number,
            resident: item.resident.as_uuid(),
            debtor: item.debtor,
            month,
            amount: item.amount.as_rials(),
            rest: item.rest.as_rials(),
            due_on: item.due_on,
        }
    }
}

/// What somebody owes in a building, all units together.
#[derive(Serialize, ToSchema)]
#[schema(as = Debt)]
pub(super) struct DebtView {
    /// Who owes.
    resident: Uuid,
    /// What they are called.
    name: String,
    /// How much, in rial.
    amount: i64,
}

impl DebtView {
    pub(super) fn of((resident, name, amount): (ResidentId, String, Money)) -> Self {
        Self { resident: resident.as_uuid(), name, amount: amount.as_rials() }
    }
}
