//! The way back to a draft, for whoever left it to mend what it warned of. The address says which it was, on the
//! page where it is mended and on the form that is sent from there.

use super::home::month_path;
use crate::buildings::Building;
use crate::buildings::range;
use crate::web::Visit;

/// What an address calls it.
const DRAFT: &str = "draft";

/// What the draft that somebody came from is called, and where it is.
pub(in crate::buildings) fn draft_left(v: &Visit, building: &Building) -> Option<(String, String)> {
    let period = period(v)?;
    Some((range::name(v, period), month_path(building, period)))
}

/// What is added to an address so that the way back is kept.
pub(in crate::buildings) fn kept(v: &Visit) -> String {
    period(v).map(to).unwrap_or_default()
}

/// The same for whoever leaves a draft.
pub(super) fn to(period: i32) -> String {
    format!("?{DRAFT}={period}")
}

/// Where somebody goes when it is done: to the draft that they came from, or where everybody goes.
pub(super) fn or_draft(v: &Visit, building: &Building, usual: String) -> String {
    draft_left(v, building).map_or(usual, |(_, path)| path)
}

fn period(v: &Visit) -> Option<i32> {
    v.asked(DRAFT)?.parse().ok().filter(|period| range::is_year(*period / 12))
}
