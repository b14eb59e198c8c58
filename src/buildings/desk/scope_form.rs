//! Which units bear something, as a manager chooses them.

use crate::buildings::Scope;
use crate::buildings::Unit;
use crate::buildings::UnitKind;
use crate::buildings::desk::form::Reader;
use crate::buildings::explain::names;
use crate::buildings::explain::of_kind;
use crate::buildings::explain::place;
use crate::ids::UnitId;
use crate::locale::Voice;
use crate::locale::ascii_digits;
use crate::locale::clean;

/// What a form says where units are chosen one by one.
const CHOSEN: &str = "units";

/// Which units, as typed.
#[derive(Clone, Debug, Default)]
pub(super) struct ScopeForm {
    /// Empty: the whole building; else a block, a kind, or those that are ticked.
    pub(super) scope: String,
    /// The units that are ticked.
    pub(super) units: Vec<String>,
}

/// What a form offers.
pub(super) struct Scopes {
    /// Codes, and how they are called.
    pub(super) all: Vec<(String, String)>,
    pub(super) units: Vec<(String, String)>,
    /// Whether the units are in sight.
    pub(super) is_open: bool,
}

impl ScopeForm {
    pub(super) fn of(scope: &Scope) -> Self {
        let (code, units) = match scope {
            Scope::All => (String::new(), vec![]),
            Scope::Block(block) => (of_block(block), vec![]),
            Scope::Kind(kind) => (of_kind_code(*kind), vec![]),
            Scope::Units(units) => {
                (CHOSEN.to_owned(), units.iter().map(UnitId::to_string).collect())
            }
        };
        Self { scope: code, units }
    }

    /// `false`: the field is none of these.
    pub(super) fn take(&mut self, field: &str, text: &str) -> bool {
        match field {
            "scope" => text.clone_into(&mut self.scope),
            "units" => self.units.push(text.to_owned()),
            _ => return false,
        }
        true
    }

    pub(super) fn parse(&self, reader: &mut Reader, units: &[Unit]) -> Scope {
        let typed = ascii_digits(&clean(&self.scope));
        let is_chosen = typed == CHOSEN;
        if !is_chosen && !self.units.is_empty() {
            reader.mistakes.add("scope", reader.v.w.levies_scope_and_ticks());
        }
        if typed.is_empty() {
            return Scope::All;
        }
        if is_chosen {
            return self.ticked(reader, units);
        }
        let block = units.iter().find(|unit| ascii_digits(&of_block(&unit.block)) == typed);
        if let Some(unit) = block.filter(|unit| !unit.block.is_empty()) {
            return Scope::Block(unit.block.clone());
        }
        let kind = UnitKind::ALL.into_iter().find(|kind| of_kind_code(*kind) == typed);
        if let Some(kind) = kind.filter(|kind| units.iter().any(|unit| unit.kind == *kind)) {
            return Scope::Kind(kind);
        }
        reader.mistakes.add("scope", reader.v.w.levies_scope_empty());
        Scope::All
    }

    fn ticked(&self, reader: &mut Reader, units: &[Unit]) -> Scope {
        let ticked = self.units.iter().map(|id| id.parse().ok());
        let is_of_building = |id: &UnitId| units.iter().any(|unit| unit.id == *id);
        let ticked: Option<Vec<UnitId>> = ticked.map(|id| id.filter(is_of_building)).collect();
        match ticked {
            Some(ticked) if !ticked.is_empty() => return Scope::chosen(ticked),
            Some(_) => reader.mistakes.add("units", reader.v.w.levies_scope_none_ticked()),
            None => reader.mistakes.add("units", reader.v.w.levies_scope_not_there()),
        }
        Scope::All
    }

    /// What a form about these units offers.
    pub(super) fn offered(&self, v: &Voice, units: &[Unit]) -> Scopes {
        let mut blocks: Vec<&str> = units.iter().map(|unit| unit.block.as_str()).collect();
        blocks.sort_unstable();
        blocks.dedup();
        let has = |kind: &UnitKind| units.iter().any(|unit| unit.kind == *kind);
        let kinds: Vec<UnitKind> = UnitKind::ALL.into_iter().filter(has).collect();
        let mut all = vec![(String::new(), v.w.levies_scope_all())];
        if 1 < blocks.len() {
            let said = |block: &&str| (of_block(block), v.w.levies_scope_block(v.digits(block)));
            all.extend(blocks.iter().map(said));
        }
        if 1 < kinds.len() {
            all.extend(kinds.into_iter().map(|kind| (of_kind_code(kind), of_kind(v, kind))));
        }
        all.push((CHOSEN.to_owned(), v.w.levies_scope_ticked()));
        let named = |unit: &Unit| (unit.id.to_string(), place(v, &unit.block, &unit.number));
        Scopes {
            all,
            units: units.iter().map(named).collect(),
            is_open: self.scope == CHOSEN || !self.units.is_empty(),
        }
    }
}

fn of_block(block: &str) -> String {
    format!("block-{block}")
}

fn of_kind_code(kind: UnitKind) -> String {
    format!("kind-{}", kind.code())
}

/// Which units bear something, in words; none: all of them.
pub(super) fn said(v: &Voice, scope: &Scope, units: &[Unit]) -> Option<String> {
    match scope {
        Scope::All => None,
        Scope::Block(block) => Some(v.w.levies_scope_block(v.digits(block))),
        Scope::Kind(kind) => Some(of_kind(v, *kind)),
        Scope::Units(chosen) => {
            let chosen = units.iter().filter(|unit| chosen.contains(&unit.id));
            Some(names(v, chosen.map(|unit| place(v, &unit.block, &unit.number)).collect()))
        }
    }
}
