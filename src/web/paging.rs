//! Keyset paging: a page begins after the last row of the page before, named by its time and id, so
//! that the thousandth page costs as much as the first and no row is shown twice.

use chrono::DateTime;
use chrono::Utc;
use uuid::Uuid;

/// Rows on a page.
pub const PAGE_ROWS: usize = 20;

/// The row after which a page begins.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct After {
    /// The row's time.
    pub at: DateTime<Utc>,
    /// The row's id.
    pub id: Uuid,
}

impl After {
    /// Reads what [`After::text`] wrote; anything else is the first page.
    pub fn parse(text: &str) -> Option<Self> {
        let (micros, id) = text.split_once('-')?;
        Some(Self {
            at: DateTime::from_timestamp_micros(micros.parse().ok()?)?,
            id: id.parse().ok()?,
        })
    }

    /// As it stands in an address.
    pub fn text(&self) -> String {
        format!("{}-{}", self.at.timestamp_micros(), self.id.simple())
    }
}

/// Cuts a page out of rows that were asked for with one more than a page holds; the second is where
/// the next page begins.
pub fn cut<R>(mut rows: Vec<R>, after: impl Fn(&R) -> After) -> (Vec<R>, Option<After>) {
    let more = PAGE_ROWS < rows.len();
    rows.truncate(PAGE_ROWS);
    let next = if more { rows.last().map(after) } else { None };
    (rows, next)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_place_of_a_row_survives_an_address() {
        let after = After {
            at: DateTime::from_timestamp_micros(1_764_000_000_000_001).expect("a moment"),
            id: Uuid::from_u128(42),
        };
        assert_eq!(After::parse(&after.text()), Some(after));
        assert_eq!(After::parse("1; drop table links"), None);
    }
}
