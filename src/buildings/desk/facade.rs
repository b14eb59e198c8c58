//! The facade of a building: each unit in its place, and whether it has paid.

use std::cmp::Reverse;
use std::collections::BTreeMap;
use std::collections::HashMap;
use std::collections::HashSet;

use crate::buildings::Unit;
use crate::buildings::building::days_late;
use crate::buildings::debts::Item;
use crate::ids::UnitId;
use crate::web::Visit;

/// A unit on the facade.
pub(super) struct Window {
    pub(super) id: UnitId,
    pub(super) number: String,
    pub(super) state: State,
}

/// A floor of the facade.
pub(super) struct Floor {
    pub(super) name: String,
    pub(super) windows: Vec<Window>,
}

/// How it stands with a unit.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum State {
    /// Everything that it was charged is paid.
    Paid,
    /// Of what it was charged, and what is not due yet, a part is paid.
    Part,
    /// What it was charged is not due yet.
    Waiting,
    /// Something is due and not paid.
    Late,
    /// It was never charged anything.
    Nothing,
}

impl State {
    /// All of them, as the key below the facade names them.
    pub(super) const ALL: [State; 5] =
        [State::Paid, State::Part, State::Waiting, State::Late, State::Nothing];

    fn of(v: &Visit, items: &[&Item], is_charged: bool) -> Self {
        let late = items.iter().any(|item| 0 < days_late(item.due_on, v.now));
        let part = items.iter().any(|item| item.rest != item.amount);
        match (items.is_empty(), late, part) {
            (true, ..) if is_charged => State::Paid,
            (true, ..) => State::Nothing,
            (false, true, _) => State::Late,
            (false, false, true) => State::Part,
            (false, false, false) => State::Waiting,
        }
    }

    pub(super) fn look(self) -> &'static str {
        match self {
            State::Paid => "ok",
            State::Part | State::Waiting => "warn",
            State::Late => "bad",
            State::Nothing => "none",
        }
    }

    pub(super) fn icon(self) -> &'static str {
        match self {
            State::Paid => "tick",
            State::Part => "half",
            State::Waiting => "clock",
            State::Late => "alert",
            State::Nothing => "dash",
        }
    }

    pub(super) fn word(self, v: &Visit) -> String {
        match self {
            State::Paid => v.w.buildings_state_paid(),
            State::Part => v.w.buildings_state_part(),
            State::Waiting => v.w.buildings_state_waiting(),
            State::Late => v.w.buildings_state_late(),
            State::Nothing => v.w.costs_state_nothing(),
        }
    }
}

/// The floors, the highest first. `charged` are the units that were ever charged something.
pub(super) fn floors(
    v: &Visit,
    units: Vec<Unit>,
    (open, charged): (&[Item], &HashSet<UnitId>),
) -> Vec<Floor> {
    let mut floors: BTreeMap<(Reverse<i32>, String), Vec<Window>> = BTreeMap::new();
    let mut owed: HashMap<UnitId, Vec<&Item>> = HashMap::new();
    for item in open {
        owed.entry(item.unit).or_default().push(item);
    }
    for unit in units {
        let items = owed.remove(&unit.id).unwrap_or_default();
        let state = State::of(v, &items, charged.contains(&unit.id));
        let window = Window { id: unit.id, number: v.digits(&unit.number), state };
        floors.entry((Reverse(unit.floor), unit.block)).or_default().push(window);
    }
    let named = |((floor, block), windows): ((Reverse<i32>, String), Vec<Window>)| {
        let floor = v.number(i64::from(floor.0));
        let name = if block.is_empty() { floor } else { format!("{}/{floor}", v.digits(&block)) };
        Floor { name, windows }
    };
    floors.into_iter().map(named).collect()
}
