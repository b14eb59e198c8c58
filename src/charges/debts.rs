//! What is owed, item by item, and what a payment does to it. No item knows whether it is paid: that
//! follows from the allocations.

use crate::money::Money;

/// What an item is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Kind {
    /// What was charged.
    Principal,
    /// What it costs to be late with another item.
    Fee,
}

/// An item that is not paid yet.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Debt {
    /// The last day of payment; only the order counts.
    pub due: i64,
    /// Its place in the order in which items were issued. A fee has the place of its principal.
    pub issued: i64,
    /// What it is.
    pub kind: Kind,
    /// What is left of it.
    pub left: Money,
}

/// Which items a payment reaches first.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Order {
    /// All principal, and then the fees: fees do not grow while they wait.
    PrincipalFirst,
    /// Item by item, each with its fee.
    OldestItem,
}

/// Lays an amount on items: those named first, in the order named, and the others in theirs. Gives
/// the item's place and the amount for each that is reached, in that order, and what is left over.
pub fn allocate(
    items: &[Debt],
    amount: Money,
    order: Order,
    named: &[usize],
) -> (Vec<(usize, Money)>, Money) {
    let mut turn: Vec<usize> = (0..items.len()).filter(|item| !named.contains(item)).collect();
    turn.sort_by_key(|item| {
        let debt = &items[*item];
        match order {
            Order::PrincipalFirst => (debt.kind, debt.due, debt.issued, debt.kind),
            Order::OldestItem => (Kind::Principal, debt.due, debt.issued, debt.kind),
        }
    });
    let mut seen = vec![];
    for item in named.iter().copied().filter(|item| *item < items.len()) {
        if !seen.contains(&item) {
            seen.push(item);
        }
    }
    let mut left = amount.max(Money::ZERO);
    let mut reached = vec![];
    for item in seen.into_iter().chain(turn) {
        let part = items[item].left.min(left);
        if Money::ZERO < part {
            left = left - part;
            reached.push((item, part));
        }
    }
    (reached, left)
}

/// Takes an amount back out of a payment's own allocations, the last first, and out of the credit that
/// it left before all of them. Gives what is taken from each allocation, in their order, what is taken
/// from the credit, and what the payment never held.
pub fn reverse(allocated: &[Money], credit: Money, amount: Money) -> (Vec<Money>, Money, Money) {
    let of_credit = credit.min(amount).max(Money::ZERO);
    let mut left = amount - of_credit;
    let mut taken = vec![Money::ZERO; allocated.len()];
    for (taken, held) in taken.iter_mut().zip(allocated).rev() {
        *taken = (*held).min(left).max(Money::ZERO);
        left = left - *taken;
    }
    (taken, of_credit, left)
}

/// What is let off to who pays early: rounded down, and only when the whole is paid by the last day of
/// the offer and nothing older is open.
pub fn discount(principal: Money, points: u32) -> Money {
    let part = i128::from(principal.as_rials()) * i128::from(points);
    super::rials(part.div_euclid(10_000))
}

/// Debts by how long they are overdue.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Aged {
    /// Not due yet, or on this day.
    pub not_due: Money,
    /// For a month.
    pub to_30: Money,
    /// For two.
    pub to_60: Money,
    /// For three.
    pub to_90: Money,
    /// For longer.
    pub over_90: Money,
}

impl Aged {
    /// All of them.
    pub fn total(&self) -> Money {
        self.not_due + self.to_30 + self.to_60 + self.to_90 + self.over_90
    }
}

/// Sorts what is left of items by the days they are overdue. Credit is not among them.
pub fn age(items: impl IntoIterator<Item = (i64, Money)>) -> Aged {
    let mut aged = Aged::default();
    for (overdue, left) in items {
        let column = match overdue {
            ..=0 => &mut aged.not_due,
            1..=30 => &mut aged.to_30,
            31..=60 => &mut aged.to_60,
            61..=90 => &mut aged.to_90,
            91.. => &mut aged.over_90,
        };
        *column = *column + left;
    }
    aged
}

#[cfg(test)]
mod tests {
    use proptest::collection::vec;
    use proptest::prelude::*;

    use super::*;

    fn debt(due: i64, issued: i64, kind: Kind, left: i64) -> Debt {
        Debt { due, issued, kind, left: Money::rials(left) }
    }

    #[test]
    fn the_oldest_item_takes_its_fee_with_it() {
        let items = [
            debt(10, 0, Kind::Principal, 100),
            debt(10, 1, Kind::Principal, 100),
            debt(10, 0, Kind::Fee, 5),
        ];
        let (reached, left) = allocate(&items, Money::rials(150), Order::OldestItem, &[]);
        let reached: Vec<_> = reached.iter().map(|(item, part)| (*item, part.as_rials())).collect();
        assert_eq!((reached, left), (vec![(0, 100), (2, 5), (1, 45)], Money::ZERO));
    }

    #[test]
    fn what_is_taken_back_leaves_the_credit_first_and_then_the_last_item() {
        let held = [Money::rials(50), Money::rials(30)];
        let (taken, credit, rest) = reverse(&held, Money::rials(10), Money::rials(60));
        assert_eq!((taken, credit), (vec![Money::rials(20), Money::rials(30)], Money::rials(10)));
        assert_eq!(rest, Money::ZERO);
    }

    fn debts() -> impl Strategy<Value = Vec<Debt>> {
        let one = (0_i64..5, 0_i64..5, any::<bool>(), 0_i64..1_000_000).prop_map(
            |(due, issued, is_fee, left)| {
                debt(due, issued, if is_fee { Kind::Fee } else { Kind::Principal }, left)
            },
        );
        vec(one, 0..12)
    }

    proptest! {
        #[test]
        fn no_rial_is_lost_between_items_and_credit(items in debts(), amount in 0_i64..9_000_000) {
            for order in [Order::PrincipalFirst, Order::OldestItem] {
                let (reached, left) = allocate(&items, Money::rials(amount), order, &[0, 3]);
                let laid: Money = reached.iter().map(|(_, part)| *part).sum();
                prop_assert_eq!(laid + left, Money::rials(amount));
                prop_assert!(reached.iter().all(|(item, part)| *part <= items[*item].left));
            }
        }

        #[test]
        fn taking_a_payment_back_restores_every_item(items in debts(), amount in 0_i64..9_000_000) {
            let amount = Money::rials(amount);
            let (reached, left) = allocate(&items, amount, Order::PrincipalFirst, &[]);
            let held: Vec<Money> = reached.iter().map(|(_, part)| *part).collect();
            let (taken, credit, rest) = reverse(&held, left, amount);
            prop_assert_eq!((taken, credit, rest), (held, left, Money::ZERO));
        }
    }
}
