//! A unit and its people, as a month's inputs freeze them.

use serde::Deserialize;
use serde::Serialize;

use super::Unit;
use super::bearers::BillTo;
use super::bearers::Stay;
use crate::ids::ResidentId;
use crate::ids::UnitId;

/// A unit as it was when the month was issued.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct UnitInput {
    /// Its name.
    pub id: UnitId,
    /// In which block.
    pub block: String,
    /// Its number.
    pub number: String,
    /// Hundredths of a square metre.
    pub area: u32,
    /// How many people live there.
    pub persons: u32,
    /// How many parking places belong to it.
    pub parkings: u32,
    /// Millionths of the building.
    pub share: u32,
    /// Hundredths.
    pub coefficient: u32,
    /// Who owns it at the end of the month.
    pub owner: Option<PartyInput>,
    /// Who rents it then.
    pub tenant: Option<PartyInput>,
    /// Everybody who was there, with their days; nobody, where the two above were there all month.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub stays: Vec<Stay>,
    /// Who receives the bill.
    #[serde(default, skip_serializing_if = "BillTo::is_each")]
    pub bill_to: BillTo,
    /// The days of the month, each as often as people lived there on it.
    #[serde(default, skip_serializing_if = "is_zero")]
    pub person_days: u32,
    /// On how many of its days nobody did.
    #[serde(default, skip_serializing_if = "is_zero")]
    pub empty_days: u32,
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde asks for a reference")]
fn is_zero(number: &u32) -> bool {
    *number == 0
}

impl UnitInput {
    /// What a unit is charged by, without anybody in it.
    pub(super) fn of(unit: &Unit) -> Self {
        let weight = |weight: i32| u32::try_from(weight).unwrap_or(0);
        Self {
            id: unit.id,
            block: unit.block.clone(),
            number: unit.number.clone(),
            area: weight(unit.area),
            persons: weight(unit.persons),
            parkings: weight(unit.parkings),
            share: weight(unit.share),
            coefficient: weight(unit.coefficient),
            owner: None,
            tenant: None,
            stays: vec![],
            bill_to: BillTo::Each,
            person_days: 0,
            empty_days: 0,
        }
    }

    /// Whether its owner and its tenant say all about who bears its month.
    pub(super) fn is_plain(&self) -> bool {
        self.stays.is_empty() && self.bill_to.is_each()
    }
}

/// Who gets a bill.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PartyInput {
    /// The person.
    pub resident: ResidentId,
    /// What they were called.
    pub name: String,
}
