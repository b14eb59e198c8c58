//! What each may vote with. A whole unit is a million parts of what it weighs, divided over its owners by
//! largest remainder, so that every unit has its whole weight and all sums are exact.

use super::PollWeight;
use super::Voters;
use crate::buildings::occupancy::Known;
use crate::charges;
use crate::money::Money;

/// Into so many parts a unit's weight is divided.
pub(super) const PARTS: i64 = 1_000_000;

/// What a unit weighs, in its parts. `area` is in hundredths of a square metre.
pub(super) fn of_unit(weight: PollWeight, area: i32) -> i64 {
    match weight {
        PollWeight::Unit => PARTS,
        PollWeight::Area => PARTS * i64::from(area),
    }
}

/// Who votes for a unit, and with how much of its weight: of those who are on it, larger owners first.
pub(super) fn of_people((voters, whole): (Voters, i64), there: &[Known]) -> Vec<(&Known, i64)> {
    let tenant = there.iter().find(|person| !person.is_owner);
    if let (Voters::Occupants, Some(tenant)) = (voters, tenant) {
        return vec![(tenant, whole)];
    }
    let mut owners: Vec<(&Known, u64)> = vec![];
    for owner in there.iter().filter(|person| person.is_owner) {
        let share = u64::try_from(owner.share).unwrap_or(0);
        match owners.iter_mut().find(|(known, _)| known.resident == owner.resident) {
            Some((_, all)) => *all += share,
            None => owners.push((owner, share)),
        }
    }
    let shares: Vec<u64> = owners.iter().map(|(_, share)| *share).collect();
    // The weight is divided as an amount is: to the last part, and to the larger remainders.
    let parts = charges::split(Money::rials(whole), &shares).unwrap_or_default();
    let parts = owners.iter().zip(parts).map(|((owner, _), part)| (*owner, part.as_rials()));
    parts.filter(|(_, part)| 0 < *part).collect()
}

#[cfg(test)]
mod tests {
    use chrono::NaiveDate;
    use uuid::Uuid;

    use super::*;

    fn on(id: u128, is_owner: bool, share: i32) -> Known {
        Known {
            id: Uuid::from_u128(id).into(),
            unit: Uuid::nil().into(),
            resident: Uuid::from_u128(id).into(),
            name: id.to_string(),
            is_owner,
            share,
            persons: None,
            since: NaiveDate::default(),
            until: None,
            was_there: true,
        }
    }

    fn said(parts: Vec<(&Known, i64)>) -> Vec<(String, i64)> {
        parts.into_iter().map(|(known, part)| (known.name.clone(), part)).collect()
    }

    fn parts(all: &[(&str, i64)]) -> Vec<(String, i64)> {
        all.iter().map(|(name, part)| ((*name).to_owned(), *part)).collect()
    }

    #[test]
    fn owners_of_one_unit_have_its_whole_weight_together_whatever_their_shares_sum_to() {
        let there = [on(1, true, 333_333), on(2, true, 333_333), on(3, true, 333_333)];
        let whole = of_unit(PollWeight::Unit, 8500);
        let divided = said(of_people((Voters::Owners, whole), &there));
        assert_eq!(divided, parts(&[("1", 333_334), ("2", 333_333), ("3", 333_333)]));
        let whole = of_unit(PollWeight::Area, 8500);
        let divided = of_people((Voters::Owners, whole), &there);
        assert_eq!(divided.iter().map(|(_, part)| part).sum::<i64>(), 8_500_000_000);
    }

    #[test]
    fn who_lives_there_votes_for_the_unit_and_where_nobody_rents_it_its_owners() {
        let there = [on(1, true, 666_667), on(2, true, 333_333), on(3, false, 0)];
        let of = |voters, there: &[Known]| said(of_people((voters, PARTS), there));
        assert_eq!(of(Voters::Occupants, &there), parts(&[("3", PARTS)]));
        let owners = parts(&[("1", 666_667), ("2", 333_333)]);
        assert_eq!(of(Voters::Owners, &there), owners);
        assert_eq!(of(Voters::Occupants, &there[..2]), owners);
        assert!(of(Voters::Owners, &there[2..]).is_empty());
    }
}
