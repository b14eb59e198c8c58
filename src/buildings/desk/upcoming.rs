//! Which month is charged next, and which months bear costs that nobody was ever asked for.

use super::home::month_path;
use crate::app::App;
use crate::buildings::Building;
use crate::buildings::BuildingError;
use crate::buildings::building::period_of;
use crate::buildings::costs::uncharged;
use crate::buildings::costs::uncharged::Uncharged;
use crate::buildings::range;
use crate::locale::Voice;
use crate::web::Visit;

/// Months that are named at once; when the oldest is issued or its costs are taken out, the next is named.
const NAMED_MAX: usize = 12;

/// What is charged next.
pub(super) struct Upcoming {
    /// Its draft, and how it is called.
    pub(super) path: String,
    pub(super) name: String,
    /// The months before it that bear costs and are in no charge.
    pub(super) missed: Missed,
}

/// Months that bear costs and are in no charge.
pub(super) struct Missed {
    /// How many there are.
    pub(super) count: i64,
    /// Of the oldest, how each is called, how many expenses it bears, and where its draft is.
    pub(super) months: Vec<(String, String, String)>,
}

impl Upcoming {
    /// `newest` is the newest month that is issued. A building of which none is begins with its oldest costs.
    pub(super) async fn of(
        app: &App,
        v: &Visit,
        building: &Building,
        newest: Option<i32>,
    ) -> Result<Self, BuildingError> {
        let usual = newest.map_or(period_of(v.now), |newest| newest + 1);
        let months = uncharged::before(&app.db, building.id, usual).await?;
        let oldest = months.first().filter(|_| newest.is_none());
        let period = oldest.map_or(usual, |month| month.period);
        Ok(Self {
            path: month_path(building, period),
            name: range::name(v, period),
            missed: Missed::of(v, building, &months),
        })
    }
}

impl Missed {
    /// The same for whoever looks at a month, which is not named again.
    pub(super) async fn beside(
        app: &App,
        v: &Visit,
        (building, newest): (&Building, Option<i32>),
        looked: i32,
    ) -> Result<Self, BuildingError> {
        let usual = newest.map_or(period_of(v.now), |newest| newest + 1);
        let mut months = uncharged::before(&app.db, building.id, usual).await?;
        months.retain(|month| month.period != looked);
        Ok(Self::of(v, building, &months))
    }

    fn of(v: &Voice, building: &Building, months: &[Uncharged]) -> Self {
        let named = months.iter().take(NAMED_MAX).map(|month| {
            let expenses = v.w.buildings_spendings(month.expenses, v.number(month.expenses));
            (range::name(v, month.period), expenses, month_path(building, month.period))
        });
        Self { count: i64::try_from(months.len()).unwrap_or(i64::MAX), months: named.collect() }
    }
}
