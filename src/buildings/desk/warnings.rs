//! What a manager should know of a draft before it is issued, each with the way to where it is mended.

use std::collections::HashMap;

use super::unread::unread;
use super::way_back;
use crate::app::App;
use crate::buildings::Building;
use crate::buildings::BuildingError;
use crate::buildings::costs;
use crate::buildings::draft::Draft;
use crate::buildings::draft::Inputs;
use crate::buildings::draft::Source;
use crate::buildings::draft::UnitInput;
use crate::buildings::explain::called;
use crate::buildings::explain::place;
use crate::buildings::reach;
use crate::ids::ExpenseId;
use crate::ids::LevyId;
use crate::ids::ResidentId;
use crate::ids::UnitId;
use crate::locale::Voice;

/// Units or people that are named one by one; of the others it is said how many they are.
const NAMED_MAX: usize = 12;

/// What the manager should know.
#[derive(Clone, Debug)]
pub(super) struct Warning {
    said: String,
    mends: Vec<Mend>,
}

/// Where something is mended.
#[derive(Clone, Debug)]
pub(super) enum Mend {
    /// Among the people of a unit.
    People(UnitId),
    /// The same, called by whom or which unit it is about.
    Person(UnitId, String),
    /// By another key of the category.
    Category(String),
    /// By another key of the expense.
    Expense(ExpenseId),
    /// At the levy.
    Levy(LevyId),
    /// In what the units are charged by.
    Units,
    /// By reading the meters.
    Readings,
    /// By installing a meter.
    Meters,
}

/// The same as a page shows it: what is said, and the ways, each with its word.
pub(super) struct Remark {
    pub(super) said: String,
    pub(super) ways: Vec<(String, String)>,
}

impl Warning {
    pub(super) fn of(said: String, mends: Vec<Mend>) -> Self {
        Self { said, mends }
    }
}

/// What is wrong with a draft.
pub(super) fn of_draft(v: &Voice, inputs: &Inputs, draft: &Draft) -> Vec<Warning> {
    let called = |unit: &UnitInput| place(v, &unit.block, &unit.number);
    let nobody: Vec<&UnitInput> = draft.nobody.iter().map(|unit| &inputs.units[*unit]).collect();
    let mut warnings = match nobody.as_slice() {
        [] => vec![],
        [unit] => {
            let said = v.w.buildings_no_person(called(unit));
            vec![Warning::of(said, vec![Mend::People(unit.id)])]
        }
        units => {
            let count = i64::try_from(units.len()).unwrap_or(i64::MAX);
            let named = units.iter().take(NAMED_MAX);
            let named = named.map(|unit| Mend::Person(unit.id, called(unit)));
            let mends = named.chain([Mend::Units]).collect();
            vec![Warning::of(v.w.costs_no_people(v.number(count)), mends)]
        }
    };
    warnings.extend(unread(v, inputs));
    warnings
}

/// Why there is no draft: nobody bears one of its sources.
pub(super) fn of_none(v: &Voice, inputs: &Inputs, source: Option<&Source>) -> Vec<Warning> {
    let title = source.map(|source| called(v, source)).unwrap_or_default();
    let mut warning = Warning::of(v.w.buildings_no_weights(title), vec![]);
    if let Some(source) = source {
        warning.mends.extend(source.levied.map(|levied| Mend::Levy(levied.levy)));
        warning.mends.extend(source.expense.map(|_| Mend::Category(source.category.clone())));
        warning.mends.extend(source.expense.map(Mend::Expense));
    }
    warning.mends.push(Mend::Units);
    let mut warnings = vec![warning];
    warnings.extend(unread(v, inputs));
    warnings
}

/// Who of those who get a bill hears nothing of it.
pub(super) async fn of_unreached(
    app: &App,
    v: &Voice,
    bills: &[(ResidentId, UnitId)],
    count: i64,
) -> Result<Option<Warning>, BuildingError> {
    if count == 0 {
        return Ok(None);
    }
    let units: HashMap<ResidentId, UnitId> = bills.iter().copied().collect();
    let limit = i64::try_from(NAMED_MAX).unwrap_or(i64::MAX);
    let named = reach::unreached(&app.db, units.keys().copied(), limit).await?.into_iter();
    let mend = |(id, name)| units.get(&id).map(|unit| Mend::Person(*unit, name));
    let mends = named.filter_map(mend).collect();
    Ok(Some(Warning { said: v.w.buildings_no_mobile(count, v.number(count)), mends }))
}

/// As the page of a month shows them.
pub(super) async fn shown(
    app: &App,
    v: &Voice,
    (building, period): (&Building, i32),
    warnings: Vec<Warning>,
) -> Result<Vec<Remark>, BuildingError> {
    let is_of_category = |mend: &Mend| matches!(mend, Mend::Category(_));
    let categories = if warnings.iter().any(|one| one.mends.iter().any(is_of_category)) {
        costs::categories(&app.db, building.id).await?
    } else {
        vec![]
    };
    let way = |mend: Mend| {
        let w = v.w;
        let (word, path) = match mend {
            Mend::People(unit) => {
                (w.costs_mend_people(), format!("{}/people", building.unit_path(&unit)))
            }
            Mend::Person(unit, name) => (name, format!("{}/people", building.unit_path(&unit))),
            Mend::Category(name) => {
                let category = categories.iter().find(|category| category.name == name)?;
                let path = format!("{}/categories/{}", building.path(), category.id);
                (w.costs_mend_category(name), path)
            }
            Mend::Expense(expense) => {
                (w.costs_mend_expense(), format!("{}/{expense}", building.expenses_path()))
            }
            Mend::Levy(levy) => (w.costs_mend_levy(), format!("{}/levies/{levy}", building.path())),
            Mend::Units => (w.buildings_tab_units(), building.units_path()),
            Mend::Readings => (w.costs_mend_readings(), format!("{}/readings", building.path())),
            Mend::Meters => (w.meters_title(), format!("{}/meters", building.path())),
        };
        Some((word, format!("{path}{}", way_back::to(period))))
    };
    let show = |Warning { said, mends }| Remark {
        said,
        ways: mends.into_iter().filter_map(way).collect(),
    };
    Ok(warnings.into_iter().map(show).collect())
}
