//! Lists a page at a time. A page begins after the last row of the page before, named by its time and id,
//! as on the pages for people.

use serde::Deserialize;
use serde::Serialize;
use utoipa::IntoParams;
use utoipa::ToSchema;

use super::Mistake;
use super::Problem;
use crate::locale::Voice;
use crate::web::paging::After;

/// Rows on a page, unless the program says otherwise.
const ROWS: usize = 20;

/// Rows on a page at the most.
const ROWS_MAX: usize = 100;

/// Which page of a list.
#[derive(Debug, Default, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct Listing {
    /// How many, from 1 to 100; 20 unless you say otherwise.
    #[param(value_type = Option<u16>, minimum = 1, maximum = 100)]
    limit: Option<String>,
    /// Where the page begins: `next_cursor` of the page before.
    #[param(pattern = "^[0-9]{1,17}-[0-9a-f]{32}$")]
    cursor: Option<String>,
}

impl Listing {
    /// A list that is asked for with more than its page.
    pub fn new(limit: Option<String>, cursor: Option<String>) -> Self {
        Self { limit, cursor }
    }

    /// How many rows, and after which one.
    pub fn read(&self, v: &Voice) -> Result<(usize, Option<After>), Problem> {
        let rows = match &self.limit {
            None => Some(ROWS),
            Some(limit) => limit.parse().ok().filter(|rows| (1..=ROWS_MAX).contains(rows)),
        };
        let rows = rows.ok_or_else(|| wrong(v, "limit"))?;
        let after = match &self.cursor {
            None => None,
            Some(cursor) => Some(After::parse(cursor).ok_or_else(|| wrong(v, "cursor"))?),
        };
        Ok((rows, after))
    }
}

fn wrong(v: &Voice, parameter: &str) -> Problem {
    Problem::mistake(Mistake::of_parameter(parameter, v.w.api_parameter_wrong()))
}

/// A page of a list.
#[derive(Debug, Serialize, ToSchema)]
pub struct Page<T> {
    /// The newest first.
    items: Vec<T>,
    /// Where the next page begins; null on the last one.
    next_cursor: Option<String>,
}

impl<T> Page<T> {
    /// A page out of rows that were asked for with one more than it holds.
    pub fn of<R>(
        mut rows: Vec<R>,
        count: usize,
        after: impl Fn(&R) -> After,
        drawn: impl Fn(R) -> T,
    ) -> Self {
        let has_more = count < rows.len();
        rows.truncate(count);
        let next = rows.last().filter(|_| has_more).map(|row| after(row).text());
        Self { items: rows.into_iter().map(drawn).collect(), next_cursor: next }
    }

    /// A list that is short enough for one page.
    pub fn whole(items: Vec<T>) -> Self {
        Self { items, next_cursor: None }
    }
}
