//! Whose money a deposit is: by what a resident has reported, or by an amount and a text that name one debt
//! and no other. What fits more than one, or only half, is for the manager to say. Pure.

use std::collections::HashMap;
use std::collections::HashSet;

use super::Deposit;
use crate::ids::ReportId;
use crate::ids::ResidentId;
use crate::locale::ascii_digits;
use crate::locale::clean;
use crate::money::Money;

/// Somebody who owes.
#[derive(Clone, Debug)]
pub(in crate::buildings) struct Debtor {
    pub(in crate::buildings) resident: ResidentId,
    pub(in crate::buildings) name: String,
    /// The numbers of the units for which they owe.
    pub(in crate::buildings) units: Vec<String>,
    /// Each item, and all of them.
    pub(in crate::buildings) items: Vec<Money>,
}

impl Debtor {
    pub(in crate::buildings) fn total(&self) -> Money {
        self.items.iter().copied().sum()
    }

    fn owes(&self, amount: Money) -> bool {
        self.total() == amount || self.items.contains(&amount)
    }

    /// Whether a text names them, or a unit of theirs.
    fn is_named(&self, text: &str) -> bool {
        let name = plain(&self.name);
        let words: Vec<&str> = text.split(' ').collect();
        let has_name = name.contains(' ') && format!(" {text} ").contains(&format!(" {name} "));
        has_name
            || words.windows(2).any(|pair| {
                UNIT_WORDS.contains(&pair[0])
                    && self.units.iter().any(|unit| plain(unit) == pair[1])
            })
    }
}

/// What stands before the number of a unit when people write what they pay for.
const UNIT_WORDS: [&str; 2] = ["واحد", "unit"];

/// A transfer that a resident has reported and that waits.
#[derive(Clone, Debug)]
pub(in crate::buildings) struct Waiting {
    pub(in crate::buildings) report: ReportId,
    pub(in crate::buildings) name: String,
    pub(in crate::buildings) amount: Money,
    pub(in crate::buildings) reference: Option<String>,
}

/// Whose money a deposit may be.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(in crate::buildings) enum Target {
    /// Of a transfer that was reported.
    Report(ReportId),
    /// Of a resident, for what they owe.
    Debt(ResidentId),
}

/// What is known of a deposit.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::buildings) enum Verdict {
    /// It is on the books.
    Known,
    /// It is not the residents' money, as the manager has said.
    Aside,
    /// It is this, and nothing else fits.
    Matched(Target),
    /// It may be one of these.
    Ambiguous(Vec<Target>),
    /// Nothing fits.
    Unknown,
}

/// What a building knows, against which a statement is held.
#[derive(Debug, Default)]
pub(in crate::buildings) struct Known {
    /// The deposits of earlier statements that were booked.
    pub(in crate::buildings) booked: HashSet<Vec<u8>>,
    /// Those that are not the residents' money.
    pub(in crate::buildings) aside: HashSet<Vec<u8>>,
    /// Money on the books under a number of its bank.
    pub(in crate::buildings) received: HashSet<(String, Money)>,
    pub(in crate::buildings) waiting: Vec<Waiting>,
    pub(in crate::buildings) debtors: Vec<Debtor>,
}

/// Says of each deposit of a statement whose it is. Two deposits that would be the same thing are both for the
/// manager to say.
pub(in crate::buildings) fn judge(known: &Known, deposits: &[Deposit]) -> Vec<Verdict> {
    let mut verdicts: Vec<Verdict> = deposits.iter().map(|one| verdict(known, one)).collect();
    let mut counts: HashMap<Target, usize> = HashMap::new();
    for verdict in &verdicts {
        if let Verdict::Matched(target) = verdict {
            *counts.entry(*target).or_default() += 1;
        }
    }
    for verdict in &mut verdicts {
        if let Verdict::Matched(target) = *verdict
            && 1 < counts.get(&target).copied().unwrap_or(0)
        {
            *verdict = Verdict::Ambiguous(vec![target]);
        }
    }
    verdicts
}

fn verdict(known: &Known, deposit: &Deposit) -> Verdict {
    if known.aside.contains(deposit.digest.as_slice()) {
        return Verdict::Aside;
    }
    let number = deposit.reference.as_deref().map(reference).filter(|text| !text.is_empty());
    if known.booked.contains(deposit.digest.as_slice())
        || number.clone().is_some_and(|number| known.received.contains(&(number, deposit.amount)))
    {
        return Verdict::Known;
    }
    let is_number = |waiting: &&Waiting| {
        number.is_some() && waiting.reference.as_deref().map(reference) == number
    };
    let of_amount: Vec<&Waiting> =
        known.waiting.iter().filter(|waiting| waiting.amount == deposit.amount).collect();
    let exact: Vec<&&Waiting> = of_amount.iter().filter(|waiting| is_number(waiting)).collect();
    if let [only] = exact.as_slice() {
        return Verdict::Matched(Target::Report(only.report));
    }
    let text = format!(
        "{} {} {}",
        plain(deposit.payer.as_deref().unwrap_or_default()),
        plain(deposit.words.as_deref().unwrap_or_default()),
        plain(deposit.reference.as_deref().unwrap_or_default()),
    );
    let named: Vec<&Debtor> =
        known.debtors.iter().filter(|debtor| debtor.is_named(&text)).collect();
    let fitting: Vec<&Debtor> =
        known.debtors.iter().filter(|debtor| debtor.owes(deposit.amount)).collect();
    if let ([only], true) = (named.as_slice(), of_amount.is_empty())
        && only.owes(deposit.amount)
    {
        return Verdict::Matched(Target::Debt(only.resident));
    }
    let by_number = known.waiting.iter().filter(is_number);
    let reports = of_amount.iter().copied().chain(by_number);
    let debts = named.iter().chain(&fitting).map(|debtor| Target::Debt(debtor.resident));
    let mut candidates: Vec<Target> = vec![];
    for target in reports.map(|waiting| Target::Report(waiting.report)).chain(debts) {
        if !candidates.contains(&target) {
            candidates.push(target);
        }
    }
    if candidates.is_empty() { Verdict::Unknown } else { Verdict::Ambiguous(candidates) }
}

/// A text as it is compared: Persian letters, figures of one kind, single spaces.
pub(super) fn plain(text: &str) -> String {
    let text = ascii_digits(&clean(text));
    let letter = |letter: char| match letter {
        'ي' | 'ى' => 'ی',
        'ك' => 'ک',
        'أ' | 'إ' => 'ا',
        '\u{200c}' | '-' | '_' | '،' | '.' | ':' | '/' => ' ',
        letter => letter,
    };
    let text: String = text.chars().map(letter).collect();
    text.to_lowercase().split_whitespace().collect::<Vec<_>>().join(" ")
}

/// A number of a bank as it is compared: some write its zeros in front and some do not.
pub(super) fn reference(text: &str) -> String {
    ascii_digits(&clean(text)).trim_start_matches('0').to_lowercase()
}

#[cfg(test)]
mod tests {
    use uuid::Uuid;

    use super::*;

    fn deposit(amount: i64, reference: Option<&str>, words: &str) -> Deposit {
        Deposit {
            digest: [1; 32],
            paid_on: chrono::NaiveDate::default(),
            amount: Money::rials(amount),
            reference: reference.map(str::to_owned),
            payer: None,
            words: Some(words.to_owned()),
        }
    }

    fn debtor(id: u128, name: &str, unit: &str, amounts: &[i64]) -> Debtor {
        Debtor {
            resident: Uuid::from_u128(id).into(),
            name: name.to_owned(),
            units: vec![unit.to_owned()],
            items: amounts.iter().map(|amount| Money::rials(*amount)).collect(),
        }
    }

    fn known() -> Known {
        Known {
            waiting: vec![Waiting {
                report: Uuid::from_u128(9).into(),
                name: "Reza".to_owned(),
                amount: Money::rials(500),
                reference: Some("00777".to_owned()),
            }],
            debtors: vec![
                debtor(1, "رضا کریمی", "7", &[300, 200]),
                debtor(2, "مینا راد", "8", &[300]),
            ],
            received: HashSet::from([("55".to_owned(), Money::rials(300))]),
            ..Known::default()
        }
    }

    fn judged(one: &Deposit) -> Verdict {
        judge(&known(), std::slice::from_ref(one)).remove(0)
    }

    #[test]
    fn amount_and_number_of_a_report_are_a_match_and_either_alone_is_not() {
        let report = Target::Report(Uuid::from_u128(9).into());
        assert_eq!(judged(&deposit(500, Some("777"), "")), Verdict::Matched(report));
        let by_amount = judged(&deposit(500, Some("1"), ""));
        let reza = Target::Debt(Uuid::from_u128(1).into());
        assert_eq!(by_amount, Verdict::Ambiguous(vec![report, reza]));
        assert_eq!(judged(&deposit(400, Some("777"), "")), Verdict::Ambiguous(vec![report]));
    }

    #[test]
    fn a_text_and_an_amount_that_name_one_debt_are_a_match_and_either_alone_is_not() {
        let [reza, mina] = [1, 2].map(|id| Target::Debt(Uuid::from_u128(id).into()));
        assert_eq!(judged(&deposit(300, None, "شارژ واحد ۷")), Verdict::Matched(reza));
        assert_eq!(judged(&deposit(300, None, "مينا راد")), Verdict::Matched(mina));
        assert_eq!(judged(&deposit(300, None, "شارژ")), Verdict::Ambiguous(vec![reza, mina]));
        assert_eq!(judged(&deposit(310, None, "واحد 8")), Verdict::Ambiguous(vec![mina]));
        assert_eq!(
            judged(&deposit(300, None, "واحد 7 و واحد 8")),
            Verdict::Ambiguous(vec![reza, mina])
        );
        assert_eq!(judged(&deposit(7, None, "واحد 70")), Verdict::Unknown);
    }

    #[test]
    fn what_is_on_the_books_is_known_and_two_of_one_thing_are_nobodys_guess() {
        assert_eq!(judged(&deposit(300, Some("055"), "واحد 7")), Verdict::Known);
        let twice = [deposit(300, Some("1"), "واحد 7"), deposit(300, Some("2"), "واحد 7")];
        let reza = Target::Debt(Uuid::from_u128(1).into());
        assert_eq!(judge(&known(), &twice), vec![Verdict::Ambiguous(vec![reza]); 2]);
    }
}
