//! What a link is, and whether it can be paid.

use chrono::DateTime;
use chrono::Utc;

use super::terms::Taking;
use super::terms::Terms;
use crate::ids::LinkId;
use crate::ids::MemberId;
use crate::ids::WorkspaceId;
use crate::locale::Language;
use crate::money::Money;
use crate::money::Unit;
use crate::payments::Payer;
use crate::tokens::Door;

/// How much a link asks for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Amount {
    /// What the merchant says.
    Fixed(Money),
    /// What the payer chooses.
    Chosen {
        /// At least this.
        min: Option<Money>,
        /// At most this.
        max: Option<Money>,
        /// What is offered to choose from.
        suggestions: Vec<Money>,
    },
}

impl Amount {
    /// The amount, where the merchant says it.
    pub fn fixed(&self) -> Option<Money> {
        match self {
            Amount::Fixed(amount) => Some(*amount),
            Amount::Chosen { .. } => None,
        }
    }
}

/// A payment link.
#[derive(Clone, Debug)]
pub struct Link {
    /// Its name.
    pub id: LinkId,
    /// Whose it is.
    pub workspace: WorkspaceId,
    /// What that is called.
    pub merchant: String,
    /// The merchant's telephone for customers.
    pub phone: Option<String>,
    /// How the merchant writes amounts.
    pub unit: Unit,
    /// In which language the merchant writes.
    pub language: Language,
    /// What for.
    pub title: String,
    /// More about it.
    pub description: Option<String>,
    /// The merchant's own number for it.
    pub reference: Option<String>,
    /// How much.
    pub amount: Amount,
    /// Until when a payment may begin.
    pub expires_at: Option<DateTime<Utc>>,
    /// How many payments it takes.
    pub uses_max: Option<i32>,
    /// How many it has taken.
    pub uses_taken: i64,
    /// All payments together bring no more than this.
    pub total: Option<Money>,
    /// How much they have brought, where there is a total.
    pub taken: Money,
    /// What it says and asks besides.
    pub terms: Terms,
    /// Whether a payment of its only use stands at the bank, and the bank has not said.
    pub one_is_paying: bool,
    /// For whom it is.
    pub payer: Payer,
    /// Whether a person's browser goes on to the bank by itself.
    pub direct: bool,
    /// Which of its addresses is the living one.
    pub version: i32,
    /// When it was made.
    pub created_at: DateTime<Utc>,
    /// Who made it.
    pub created_by: MemberId,
    /// When it was closed.
    pub closed_at: Option<DateTime<Utc>>,
    /// When it was laid out of sight.
    pub archived_at: Option<DateTime<Utc>>,
}

/// Whether a link can be paid, and why not.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Standing {
    /// It can.
    Open,
    /// All its payments have arrived.
    Paid,
    /// Its merchant closed it.
    Closed,
    /// Its time is over.
    Expired,
}

impl Link {
    /// Where it stands at a moment. What is paid stays paid, whatever came afterwards.
    pub fn standing(&self, now: DateTime<Utc>) -> Standing {
        let is_used_up = self.uses_max.is_some_and(|max| i64::from(max) <= self.uses_taken);
        if is_used_up || self.total.is_some_and(|total| total <= self.taken) {
            Standing::Paid
        } else if self.closed_at.is_some() {
            Standing::Closed
        } else if self.open_until().is_some_and(|until| until <= now) {
            Standing::Expired
        } else {
            Standing::Open
        }
    }

    /// The payer's page.
    pub fn door(&self) -> Door {
        Door::Link { link: self.id, version: self.version }
    }

    /// The merchant's page about it.
    pub fn path(&self) -> String {
        format!("/links/{}", self.id)
    }

    /// Whether the payer has nothing to fill in.
    pub fn asks_nothing(&self) -> bool {
        self.amount.fixed().is_some()
            && self.terms.taking == Taking::Whole
            && self.terms.asks.is_empty()
    }
}

#[cfg(test)]
pub(super) mod tests {
    use chrono::TimeDelta;
    use uuid::Uuid;

    use super::*;

    pub(in crate::links) fn link() -> Link {
        Link {
            id: Uuid::from_u128(1).into(),
            workspace: Uuid::from_u128(2).into(),
            merchant: "Sarv".to_owned(),
            phone: None,
            unit: Unit::Toman,
            language: Language::Fa,
            title: "Order 347".to_owned(),
            description: None,
            reference: None,
            amount: Amount::Fixed(Money::rials(24_500_000)),
            expires_at: None,
            uses_max: Some(1),
            uses_taken: 0,
            total: None,
            taken: Money::ZERO,
            terms: Terms::default(),
            one_is_paying: false,
            payer: Payer::default(),
            direct: true,
            version: 1,
            created_at: DateTime::UNIX_EPOCH,
            created_by: Uuid::from_u128(3).into(),
            closed_at: None,
            archived_at: None,
        }
    }

    #[test]
    fn a_link_is_open_until_its_last_second() {
        let now = DateTime::UNIX_EPOCH + TimeDelta::days(1);
        let until = |expires_at| Link { expires_at: Some(expires_at), ..link() }.standing(now);
        assert_eq!(until(now + TimeDelta::microseconds(1)), Standing::Open);
        assert_eq!(until(now), Standing::Expired);
    }

    #[test]
    fn a_paid_link_stays_paid_when_its_time_passes_or_it_is_closed() {
        let now = DateTime::UNIX_EPOCH + TimeDelta::days(1);
        let paid = Link { uses_taken: 1, expires_at: Some(DateTime::UNIX_EPOCH), ..link() };
        assert_eq!(paid.standing(now), Standing::Paid);
        let closed = Link { closed_at: Some(now), ..paid };
        assert_eq!(closed.standing(now), Standing::Paid);
    }

    #[test]
    fn a_link_for_any_number_of_payments_is_never_used_up() {
        let many = Link { uses_max: None, uses_taken: 1_000_000, ..link() };
        assert_eq!(many.standing(DateTime::UNIX_EPOCH), Standing::Open);
    }
}
