//! What is still owed, as the resident's page shows it.

use super::building::days_late;
use super::building::noon;
use super::debts::Item;
use super::explain;
use super::explain::place;
use super::messages;
use crate::ids::ChargeId;
use crate::web::Visit;

/// An item that is still owed.
pub(super) struct Owed {
    pub(super) id: ChargeId,
    pub(super) title: String,
    pub(super) place: String,
    pub(super) due: String,
    pub(super) is_late: bool,
    pub(super) is_chosen: bool,
    /// What is let off to whoever pays it early.
    pub(super) offer: Option<String>,
    pub(super) item: Item,
}

impl Owed {
    pub(super) fn of(v: &Visit, item: Item) -> Self {
        Self {
            id: item.id,
            title: messages::title_of(v.voice(), &item),
            place: place(v, &item.block, &item.number),
            due: v.day_full(noon(item.due_on)),
            is_late: 0 < days_late(item.due_on, v.now),
            is_chosen: !item.is_disputed,
            offer: explain::offer(v, &item),
            item,
        }
    }
}
