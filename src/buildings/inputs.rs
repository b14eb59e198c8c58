//! Gathers what a month is computed from.

use std::collections::HashMap;
use std::collections::hash_map::Entry;

use chrono::NaiveDate;
use sqlx::PgConnection;
use sqlx::query;

use super::BuildingError;
use super::Fund;
use super::Key;
use super::Unit;
use super::UnitKind;
use super::aside::aside;
use super::building::today;
use super::costs;
use super::costs::Version;
use super::draft::Draft;
use super::draft::Inputs;
use super::draft::Shown;
use super::draft::Source;
use super::extras;
use super::keys::Keys;
use super::levies;
use super::meters;
use super::meters::MeterKind;
use super::occupancy::People;
use super::rule::Metered;
use super::rule::Planned;
use super::rule::Rule;
use super::rule::Split;
use super::scope::Columns;
use super::scope::Scope;
use super::store;
use crate::db::Tx;
use crate::ids::BuildingId;
use crate::ids::ExpenseId;
use crate::locale::Language;
use crate::locale::words;
use crate::money::Money;

/// The month as it would be issued now. The fixed charge is titled in the building's language whoever looks,
/// for what is approved is what is issued.
pub(super) async fn gather(
    db: &mut PgConnection,
    building: BuildingId,
    (period, due_on): (i32, NaiveDate),
) -> Result<Inputs, BuildingError> {
    let mut sources = vec![];
    if let Some(version) = costs::plan(&mut *db, building, period).await? {
        sources.push(fixed(store::language(&mut *db, building).await?, version));
    }
    let units = store::bare_units(&mut *db, building).await?;
    sources.extend(expenses(&mut *db, (building, &units), period).await?);
    let people = People::of(&mut *db, building, period).await?;
    let levied = levies::asked_in(&mut *db, building, period).await?;
    let extras = extras::sources(db, building, period).await?;
    aside(move || {
        let inputs = people.in_units(&units);
        sources.extend(levied.into_iter().map(|levy| levy.source((&units, &inputs))));
        sources.extend(extras);
        Inputs { period, due_on, units: inputs, sources }
    })
    .await
}

/// What every unit pays whatever the month cost.
fn fixed(language: Language, version: Version) -> Source {
    Source {
        title: words(language).buildings_fixed_charge(),
        supplier: None,
        amount: Money::ZERO,
        fund: Fund::Operating,
        owner_percent: 0,
        borne_on: None,
        expense: None,
        levied: None,
        planned: Some(Planned {
            version: version.number,
            valid_from: version.valid_from,
            written_on: today(version.at),
        }),
        has_file: false,
        rule: Rule::Fixed(version.plan()),
        category: version.note,
    }
}

/// The month as it would be issued now, where it is what somebody was shown: [`BuildingError::NotAsShown`]
/// where it is not any more, or was nothing; [`BuildingError::NobodyBears`] and
/// [`BuildingError::NobodyOwes`] where it cannot be issued.
pub(super) async fn as_shown(
    tx: &mut Tx,
    building: BuildingId,
    shown: &Shown,
) -> Result<(Inputs, Draft), BuildingError> {
    let inputs = gather(&mut *tx, building, (shown.period, shown.due_on)).await?;
    let digest = shown.digest;
    let drafted = aside(move || {
        if inputs.sources.is_empty() || inputs.digest()? != digest {
            return Err(BuildingError::NotAsShown);
        }
        let draft = inputs.draft()?;
        match draft.nobody.first() {
            Some(unit) => Err(BuildingError::NobodyOwes(*unit)),
            None => Ok((inputs, draft)),
        }
    });
    drafted.await?
}

/// What is kept of a month when it is issued, without the units and their bills, which nobody needs any more.
pub(super) struct Frozen {
    pub(super) text: String,
    pub(super) total: Money,
    pub(super) bills: i32,
    pub(super) sources: Vec<Source>,
}

impl Frozen {
    pub(super) async fn of((inputs, draft): (Inputs, Draft)) -> Result<Self, BuildingError> {
        let frozen = aside(move || -> serde_json::Result<_> {
            Ok(Self {
                text: inputs.text()?,
                total: draft.total(),
                bills: i32::try_from(draft.bills.len()).unwrap_or(i32::MAX),
                sources: inputs.sources,
            })
        });
        Ok(frozen.await??)
    }
}

/// The expenses that a month bears, oldest first.
async fn expenses(
    db: &mut PgConnection,
    (building, units): (BuildingId, &[Unit]),
    period: i32,
) -> sqlx::Result<Vec<Source>> {
    let rows = query!(
        r#"select expenses.id, title, supplier, amount as "amount: Money", period, months, repeats,
            block, only_kind as "only_kind: UnitKind", only_units,
            file_id is not null as "has_file!", name, own_key is not null as "is_own!",
            coalesce(own_key, key) as "key!: Key", coalesce(own_percent, percent) as "percent!",
            coalesce(own_other_key, other_key) as "other_key!: Key", owner_percent, vacant_persons,
            borne_on, fund as "fund: Fund",
            case when own_key is null then meter_kind else own_meter_kind end
                as "meter_kind: MeterKind"
        from expenses
        join cost_categories on cost_categories.id = expenses.category_id
        where expenses.building_id = $1 and deleted_at is null and period <= $2 and case
            when repeats then ended_before is null or $2 < ended_before
            else $2 < period + months end
        order by place, expenses.id"#,
        building.as_uuid(),
        period,
    )
    .fetch_all(&mut *db)
    .await?;
    let (mut read, mut sources) = (HashMap::new(), vec![]);
    for row in rows {
        // Each part of a cost of several months is divided by what was read for the first of them.
        let (first, months) = if row.repeats { (period, 1) } else { (row.period, row.months) };
        let (key, percent, other_key) = (row.key, row.percent, row.other_key);
        let keys = Keys { key, percent, other_key, meter_kind: row.meter_kind }.parts();
        let scope = Scope::of(row.block, row.only_kind, row.only_units);
        let by_meters = row.meter_kind.filter(|_| keys.iter().any(|(_, key)| *key == Key::Meter));
        let metered = match by_meters {
            Some(kind) => Some(metered(&mut *db, building, (kind, first), &mut read).await?),
            None => None,
        };
        let split = Split {
            keys: by_main(keys, (metered.as_ref(), other_key, scope == Scope::All)),
            has_own_keys: row.is_own,
            vacant_persons: row.vacant_persons.and_then(|count| u32::try_from(count).ok()),
            only: scope.only(units),
            block: Columns::from(scope).block,
            metered: metered.map(Box::new),
            basis: None,
            months: usize::try_from(months).unwrap_or(1),
            turn: usize::try_from(period - first).unwrap_or(0),
        };
        sources.push(Source {
            title: row.title,
            category: row.name,
            supplier: row.supplier,
            amount: row.amount,
            fund: row.fund,
            owner_percent: u8::try_from(row.owner_percent).unwrap_or(0),
            borne_on: row.borne_on.and_then(|day| u8::try_from(day).ok()),
            expense: Some(ExpenseId::from(row.id)),
            levied: None,
            planned: None,
            has_file: row.has_file,
            rule: Rule::Split(split),
        });
    }
    Ok(sources)
}

/// What the meters of a kind say for a month, asked for once.
async fn metered(
    db: &mut PgConnection,
    building: BuildingId,
    (kind, first): (MeterKind, i32),
    read: &mut HashMap<(&'static str, i32), Metered>,
) -> sqlx::Result<Metered> {
    match read.entry((kind.code(), first)) {
        Entry::Occupied(entry) => Ok(entry.get().clone()),
        Entry::Vacant(entry) => {
            let metered = meters::metered(db, building, (kind, first)).await?;
            Ok(entry.insert(metered).clone())
        }
    }
}

/// What goes through the main meter and through none of the units' goes by the other key (`charges.md`, mixed
/// keys), where the whole cost goes by the meters of the whole building.
fn by_main(
    keys: Vec<(u64, Key)>,
    (metered, other, is_of_all): (Option<&Metered>, Key, bool),
) -> Vec<(u64, Key)> {
    let rest = metered.and_then(Metered::rest).filter(|_| is_of_all);
    match (keys.as_slice(), metered, rest) {
        ([(100, Key::Meter)], Some(metered), Some(rest)) if rest != 0 => {
            vec![(metered.of_units().values().sum(), Key::Meter), (rest, other)]
        }
        _ => keys,
    }
}
