//! What no meter says of a month that is to be divided by meters.

use std::collections::HashSet;

use super::warnings::Mend;
use super::warnings::Warning;
use crate::buildings::draft::Inputs;
use crate::buildings::draft::UnitInput;
use crate::buildings::explain;
use crate::buildings::explain::place;
use crate::buildings::rule::Rule;
use crate::locale::Voice;

/// What no meter says: for each cost that goes by meters, of which units nothing was read and which have
/// none.
pub(super) fn unread(v: &Voice, inputs: &Inputs) -> Vec<Warning> {
    let mut said = vec![];
    for source in &inputs.sources {
        let Rule::Split(split) = &source.rule else { continue };
        let Some(metered) = &split.metered else { continue };
        let bears = |unit: &&UnitInput| !split.is_outside(unit);
        let names = |of: &dyn Fn(&UnitInput) -> bool| -> Option<String> {
            let units = inputs.units.iter().filter(bears).filter(|unit| of(unit));
            let all: Vec<String> = units.map(|unit| place(v, &unit.block, &unit.number)).collect();
            (!all.is_empty()).then(|| explain::names(v, all))
        };
        let (read, unread) = (metered.of_units(), metered.unread.iter().collect::<HashSet<_>>());
        let is_unread = |unit: &UnitInput| unread.contains(&unit.id);
        let has_none = |unit: &UnitInput| !read.contains_key(&unit.id) && !is_unread(unit);
        if metered.is_main_unread {
            let main = v.w.meters_main_unread(&source.title);
            said.push(Warning::of(main, vec![Mend::Readings]));
        }
        let unread = names(&is_unread).map(|units| v.w.meters_unread(&source.title, units));
        said.extend(unread.map(|unread| Warning::of(unread, vec![Mend::Readings])));
        let without = names(&has_none).map(|units| v.w.meters_without(&source.title, units));
        said.extend(without.map(|without| Warning::of(without, vec![Mend::Meters])));
    }
    said
}
