//! Which units of a building bear something: all of them, a block, those of a kind, or some that were chosen.

use serde::Deserialize;
use serde::Serialize;
use uuid::Uuid;

use super::Unit;
use super::UnitKind;
use super::draft::UnitInput;
use crate::ids::UnitId;

/// Which units bear something.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(from = "Columns", into = "Columns")]
pub enum Scope {
    /// All of them.
    #[default]
    All,
    /// Those of a block.
    Block(String),
    /// Those of a kind.
    Kind(UnitKind),
    /// Those that somebody chose, in the order of their names.
    Units(Vec<UnitId>),
}

/// A scope as tables write it: one of these at most.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(default)]
pub(super) struct Columns {
    pub(super) block: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) only_kind: Option<UnitKind>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) only_units: Option<Vec<Uuid>>,
}

impl Columns {
    /// The code of the kind.
    pub(super) fn kind_code(&self) -> Option<&'static str> {
        self.only_kind.map(UnitKind::code)
    }
}

impl From<Columns> for Scope {
    fn from(columns: Columns) -> Self {
        Scope::of(columns.block, columns.only_kind, columns.only_units)
    }
}

impl From<Scope> for Columns {
    fn from(scope: Scope) -> Self {
        match scope {
            Scope::All => Self::default(),
            Scope::Block(block) => Self { block: Some(block), ..Self::default() },
            Scope::Kind(kind) => Self { only_kind: Some(kind), ..Self::default() },
            Scope::Units(units) => {
                let units = units.into_iter().map(UnitId::as_uuid).collect();
                Self { only_units: Some(units), ..Self::default() }
            }
        }
    }
}

impl Scope {
    /// A scope as tables write it: one of these at most.
    pub(super) fn of(
        block: Option<String>,
        kind: Option<UnitKind>,
        units: Option<Vec<Uuid>>,
    ) -> Self {
        match (block, kind, units) {
            (Some(block), ..) => Scope::Block(block),
            (None, Some(kind), _) => Scope::Kind(kind),
            (None, None, Some(units)) => Scope::chosen(units.into_iter().map(UnitId::from)),
            (None, None, None) => Scope::All,
        }
    }

    /// Some units, each once.
    pub fn chosen(units: impl IntoIterator<Item = UnitId>) -> Self {
        let mut units: Vec<UnitId> = units.into_iter().collect();
        units.sort_unstable();
        units.dedup();
        Scope::Units(units)
    }

    /// The units that it means now, where it is neither the whole building nor a block.
    pub(super) fn only(&self, units: &[Unit]) -> Option<Only> {
        match self {
            Scope::All | Scope::Block(_) => None,
            Scope::Kind(kind) => {
                let of_kind = units.iter().filter(|unit| unit.kind == *kind);
                let mut units: Vec<UnitId> = of_kind.map(|unit| unit.id).collect();
                units.sort_unstable();
                Some(Only { kind: Some(*kind), units })
            }
            Scope::Units(units) => Some(Only { kind: None, units: units.clone() }),
        }
    }
}

/// The units that bear something, as they were when a month was issued.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Only {
    /// What they all are; none: they were chosen one by one.
    pub kind: Option<UnitKind>,
    /// In the order of their names.
    pub units: Vec<UnitId>,
}

impl Only {
    /// Whether a unit is among them.
    pub fn has(&self, unit: &UnitInput) -> bool {
        self.units.binary_search(&unit.id).is_ok()
    }
}
