//! Who bears a month: the people of a unit, each for their days and by their share. Pure.
//!
//! The unit's amount is computed once; here its owner's part and its occupant's part are divided over
//! the days of each and, where several own it, by their shares, both by largest remainder
//! (`charges.md`, moving in and out). A day without a tenant is its owner's.

use serde::Deserialize;
use serde::Serialize;

use super::building::month_of;
use super::draft::PartyInput;
use super::draft::UnitInput;
use crate::charges;
use crate::ids::ResidentId;
use crate::locale::days_in_month;
use crate::money::Money;

/// Somebody on a unit for some days of a month.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Stay {
    /// Who.
    pub party: PartyInput,
    /// Whether they own it or rent it.
    pub is_owner: bool,
    /// What an owner has of it, in millionths.
    pub share: u32,
    /// Their first day of the month, from 1.
    pub from: u8,
    /// The first day that is not theirs any more.
    pub until: u8,
}

/// Who receives the bill of a unit.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum BillTo {
    /// Each their own.
    #[default]
    Each,
    /// Its tenant, as long as there is one, the owner's part too.
    Tenant,
    /// One of its owners, as long as they own it, the occupant's part too.
    Owner(ResidentId),
}

impl BillTo {
    /// Whether it is as usual.
    pub fn is_each(&self) -> bool {
        *self == BillTo::Each
    }
}

/// Some days on which the same people bear a part.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Span<'a> {
    /// How many days.
    pub days: u64,
    /// Who, and by which shares.
    pub people: Vec<(&'a PartyInput, u64)>,
}

/// Who bears the parts of a unit's lines; nobody known: no spans.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Bearers<'a> {
    /// What its owner bears.
    pub owner: Vec<Span<'a>>,
    /// What who lives there bears.
    pub occupant: Vec<Span<'a>>,
}

type People<'a> = Vec<(&'a PartyInput, u64)>;

impl<'a> Bearers<'a> {
    /// Those of a unit in a month of so many days; where a day is named, whoever lives there on it bears the
    /// occupant's part of the whole month. A day that the month has not is its last one.
    pub fn of(unit: &'a UnitInput, days: u8, borne_on: Option<u8>) -> Self {
        let stays = stays(unit, days);
        let mut cuts = vec![1, days + 1];
        for (_, _, from, until) in &stays {
            cuts.extend([from, until].map(|day| (*day).clamp(1, days + 1)));
        }
        cuts.sort_unstable();
        cuts.dedup();
        let on = |is_owner: bool, day: u8| -> People<'a> {
            let there = stays
                .iter()
                .filter(|(_, owns, from, until)| *owns == is_owner && *from <= day && day < *until);
            there.map(|(person, ..)| *person).collect()
        };
        let firsts = &cuts[..cuts.len() - 1];
        let tenants: Vec<People> = firsts.iter().map(|day| on(false, *day)).collect();
        let mut owners: Vec<People> = firsts.iter().map(|day| on(true, *day)).collect();
        fill(&mut owners);
        let borne_on = borne_on.map(|day| day.clamp(1, days));
        let (mut owner, mut occupant) = (vec![], vec![]);
        for ((cut, owners), tenants) in cuts.windows(2).zip(owners).zip(tenants) {
            let length = u64::from(cut[1] - cut[0]);
            let lives = if tenants.is_empty() { &owners } else { &tenants };
            let named = |id| owners.iter().filter(move |(party, _)| party.resident == id).copied();
            let (owns, lives) = match unit.bill_to {
                BillTo::Tenant => (lives.clone(), lives.clone()),
                BillTo::Owner(id) if named(id).next().is_some() => {
                    (named(id).collect(), named(id).collect())
                }
                _ => (owners.clone(), lives.clone()),
            };
            add(&mut owner, (length, owns));
            match borne_on {
                None => add(&mut occupant, (length, lives)),
                Some(day) if (cut[0]..cut[1]).contains(&day) => {
                    add(&mut occupant, (days.into(), lives));
                }
                Some(_) => (),
            }
        }
        Self { owner, occupant }
    }
}

/// The people of a unit, by share, with the days of each.
fn stays(unit: &UnitInput, days: u8) -> Vec<((&PartyInput, u64), bool, u8, u8)> {
    if unit.stays.is_empty() {
        let whole = |party, is_owner| ((party, 1), is_owner, 1, days + 1);
        let owner = unit.owner.iter().map(|party| whole(party, true));
        return owner.chain(unit.tenant.iter().map(|party| whole(party, false))).collect();
    }
    let stays = unit.stays.iter();
    stays.map(|s| ((&s.party, u64::from(s.share)), s.is_owner, s.from, s.until)).collect()
}

/// On days for which no owner is written down those count who own it next, or owned it last.
fn fill(owners: &mut [People]) {
    for place in (1..owners.len()).rev() {
        if owners[place - 1].is_empty() {
            let next = owners[place].clone();
            owners[place - 1] = next;
        }
    }
    for place in 1..owners.len() {
        if owners[place].is_empty() {
            let last = owners[place - 1].clone();
            owners[place] = last;
        }
    }
}

fn add<'a>(spans: &mut Vec<Span<'a>>, (days, people): (u64, People<'a>)) {
    match spans.last_mut() {
        _ if people.is_empty() => (),
        Some(last) if last.people == people => last.days += days,
        _ => spans.push(Span { days, people }),
    }
}

/// Divides a part over the days of each, and those of several over their shares.
pub fn divide<'a>(amount: Money, spans: &[Span<'a>]) -> Vec<(&'a PartyInput, Money)> {
    let by = |amount: Money, weights: Vec<u64>| match weights.len() {
        1 => vec![amount],
        _ => charges::split(amount, &weights).unwrap_or_default(),
    };
    let parts = by(amount, spans.iter().map(|span| span.days).collect());
    let each = spans.iter().zip(parts).flat_map(|(span, part)| {
        let shares = by(part, span.people.iter().map(|(_, share)| *share).collect());
        span.people.iter().map(|(party, _)| *party).zip(shares)
    });
    each.collect()
}

/// How many days a month has.
pub fn days_of(period: i32) -> u8 {
    let (year, month) = month_of(period);
    days_in_month(year, month)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use uuid::Uuid;

    use super::*;

    fn party(id: u8) -> PartyInput {
        PartyInput { resident: Uuid::from_u128(id.into()).into(), name: id.to_string() }
    }

    fn stay(id: u8, is_owner: bool, (from, until): (u8, u8), share: u32) -> Stay {
        Stay { party: party(id), is_owner, share, from, until }
    }

    fn unit(stays: Vec<Stay>) -> UnitInput {
        UnitInput {
            id: Uuid::nil().into(),
            block: String::new(),
            number: "1".to_owned(),
            area: 7500,
            persons: 1,
            parkings: 0,
            share: 0,
            coefficient: 100,
            owner: None,
            tenant: None,
            stays,
            bill_to: BillTo::Each,
            person_days: 0,
            empty_days: 0,
        }
    }

    fn amounts(amount: i64, spans: &[Span]) -> Vec<(String, i64)> {
        let parts = divide(Money::rials(amount), spans);
        parts.into_iter().map(|(party, part)| (party.name.clone(), part.as_rials())).collect()
    }

    fn said(parts: &[(&str, i64)]) -> Vec<(String, i64)> {
        parts.iter().map(|(name, part)| ((*name).to_owned(), *part)).collect()
    }

    #[test]
    fn the_day_of_moving_in_belongs_to_the_newcomer_and_empty_days_to_the_owner() {
        let unit = unit(vec![
            stay(1, true, (1, 31), 1_000_000),
            stay(2, false, (1, 12), 1_000_000),
            stay(3, false, (20, 31), 1_000_000),
        ]);
        let bearers = Bearers::of(&unit, 30, None);
        assert_eq!(amounts(30, &bearers.occupant), said(&[("2", 11), ("1", 8), ("3", 11)]));
        assert_eq!(amounts(30, &bearers.owner), said(&[("1", 30)]));
    }

    #[test]
    fn where_a_day_is_named_whoever_lives_there_on_it_bears_the_occupants_part_of_the_whole_month()
    {
        let unit = unit(vec![
            stay(1, true, (1, 31), 1_000_000),
            stay(2, false, (1, 12), 1_000_000),
            stay(3, false, (20, 31), 1_000_000),
        ]);
        let on = |day| amounts(30, &Bearers::of(&unit, 30, Some(day)).occupant);
        assert_eq!((on(1), on(11)), (said(&[("2", 30)]), said(&[("2", 30)])));
        assert_eq!((on(12), on(19)), (said(&[("1", 30)]), said(&[("1", 30)])), "an empty day");
        assert_eq!((on(20), on(31)), (said(&[("3", 30)]), said(&[("3", 30)])));
        assert_eq!(amounts(30, &Bearers::of(&unit, 30, Some(20)).owner), said(&[("1", 30)]));
    }

    #[test]
    fn three_owners_bear_by_their_shares_to_the_last_rial() {
        let whole = (1, 31);
        let unit = unit(vec![
            stay(1, true, whole, 500_000),
            stay(2, true, whole, 333_333),
            stay(3, true, whole, 166_667),
        ]);
        let parts = amounts(1_000_001, &Bearers::of(&unit, 30, None).owner);
        assert_eq!(parts, said(&[("1", 500_001), ("2", 333_333), ("3", 166_667)]));
    }

    #[test]
    fn who_receives_everything_does_so_only_on_their_days() {
        let stays = vec![stay(1, true, (1, 31), 1_000_000), stay(2, false, (1, 16), 1_000_000)];
        let unit = UnitInput { bill_to: BillTo::Tenant, ..unit(stays) };
        let bearers = Bearers::of(&unit, 30, None);
        assert_eq!(amounts(30, &bearers.owner), said(&[("2", 15), ("1", 15)]));
        assert_eq!(bearers.owner, bearers.occupant);
    }

    #[test]
    fn a_day_for_which_no_owner_is_known_is_borne_by_the_next() {
        let unit =
            unit(vec![stay(1, true, (10, 20), 1_000_000), stay(2, true, (25, 31), 1_000_000)]);
        assert_eq!(amounts(30, &Bearers::of(&unit, 30, None).owner), said(&[("1", 19), ("2", 11)]));
        assert!(Bearers::of(&super::tests::unit(vec![]), 30, None).owner.is_empty());
    }

    proptest! {
        #[test]
        fn a_part_is_borne_whole_whoever_comes_and_goes(
            amount in -1_000_000_i64..1_000_000_000,
            days in 29_u8..32,
            stays in proptest::collection::vec(
                (0_u8..6, any::<bool>(), 1_u8..32, 1_u8..33, 1_u32..1_000_000), 1..8,
            ),
        ) {
            let made = stays.into_iter().map(|(id, is_owner, one, other, share)| {
                stay(id, is_owner, (one.min(other), one.max(other)), share)
            });
            let unit = unit(made.collect());
            let bearers = Bearers::of(&unit, days, None);
            for spans in [&bearers.owner, &bearers.occupant] {
                let sum: i64 = amounts(amount, spans).iter().map(|(_, part)| part).sum();
                prop_assert_eq!(sum, if spans.is_empty() { 0 } else { amount });
                let counted: u64 = spans.iter().map(|span| span.days).sum();
                prop_assert!(counted <= u64::from(days));
            }
        }
    }
}
