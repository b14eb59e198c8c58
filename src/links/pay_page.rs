//! The payer's page: whom, how much, and one button.

use askama::Template;
use chrono::TimeDelta;

use super::Amount;
use super::Ask;
use super::Link;
use super::Taking;
use super::What;
use super::pay_form;
use super::pay_form::Pause;
use super::pay_form::PayForm;
use crate::money::Money;
use crate::web::Visit;
use crate::web::form::Mistakes;
use crate::web::robots::Looker;

#[derive(Template)]
#[template(path = "links/pay.html")]
pub(super) struct PayPage<'a> {
    v: &'a Visit,
    link: &'a Link,
    token: &'a str,
    form: PayForm,
    mistakes: Mistakes,
    /// A person's browser goes on by itself.
    goes_on: bool,
    /// What became of pressing the button a moment ago.
    note: String,
    /// The last digits of the payer's number are asked for.
    asks_digits: bool,
    /// The amount that is asked about once more.
    surprising: Option<Money>,
    /// Between which amounts the payer may choose.
    range: String,
    /// What one page of the bank takes.
    limits: (Money, Money),
    asks: Vec<Ask>,
}

/// A link, and what one page of the bank takes.
pub(super) type Asked<'a> = (&'a Link, (Money, Money));

impl<'a> PayPage<'a> {
    fn of(v: &'a Visit, (link, limits): Asked<'a>, token: &'a str, form: PayForm) -> Self {
        Self {
            v,
            link,
            token,
            form,
            mistakes: Mistakes::none(),
            goes_on: false,
            note: String::new(),
            asks_digits: false,
            surprising: None,
            range: page_range(v, link, limits),
            limits,
            asks: pay_form::asks(link),
        }
    }

    pub(super) fn blank(v: &'a Visit, asked: Asked<'a>, token: &'a str, looker: Looker) -> Self {
        let form = PayForm::default().anew(v);
        let link = asked.0;
        let goes_on =
            link.direct && link.asks_nothing() && !link.one_is_paying && looker == Looker::Person;
        Self { goes_on, ..Self::of(v, asked, token, form) }
    }

    pub(super) fn paused(
        v: &'a Visit,
        asked: Asked<'a>,
        token: &'a str,
        (form, pause): (PayForm, Pause),
    ) -> Self {
        match pause {
            Pause::Wrong(mistakes) => Self { mistakes, ..Self::of(v, asked, token, form) },
            Pause::Surprising(amount) => {
                let form =
                    PayForm { amount: v.amount_typed(amount), chosen: String::new(), ..form };
                Self { surprising: Some(amount), ..Self::of(v, asked, token, form) }
            }
        }
    }

    /// The page was sent before, for another amount. What is sent now is a payment of its own, if
    /// that is what is meant.
    pub(super) fn sent_before(
        v: &'a Visit,
        asked: Asked<'a>,
        token: &'a str,
        form: PayForm,
    ) -> Self {
        let mut mistakes = Mistakes::none();
        mistakes.add("amount", v.w.links_page_was_sent());
        let form = form.anew(v);
        Self { mistakes, ..Self::of(v, asked, token, form) }
    }

    /// The bank gave no page: nothing moved, and the next try is a payment of its own.
    pub(super) fn without_bank(
        v: &'a Visit,
        asked: Asked<'a>,
        token: &'a str,
        form: PayForm,
    ) -> Self {
        let form = form.anew(v);
        Self { note: v.w.links_no_bank(), ..Self::of(v, asked, token, form) }
    }

    /// Pressed too often from one place.
    pub(super) fn too_often(
        v: &'a Visit,
        asked: Asked<'a>,
        token: &'a str,
        (form, wait): (PayForm, i64),
    ) -> Self {
        let note = v.w.links_too_often(v.duration(TimeDelta::seconds(wait)));
        Self { note, ..Self::of(v, asked, token, form) }
    }

    /// Pressed so often that a person has to answer.
    pub(super) fn asking(
        v: &'a Visit,
        asked: Asked<'a>,
        token: &'a str,
        (form, mistakes): (PayForm, Mistakes),
    ) -> Self {
        let asks_digits = asked.0.payer.mobile.is_some();
        let note = if asks_digits { v.w.links_gate_digits_why() } else { v.w.links_gate_wait() };
        Self { mistakes, note, asks_digits, ..Self::of(v, asked, token, form) }
    }

    fn suggestions(&self) -> &[Money] {
        match &self.link.amount {
            Amount::Chosen { suggestions, .. } => suggestions,
            Amount::Fixed(_) => &[],
        }
    }

    /// The amount of the next payment, where the payer does not choose it.
    fn next(&self) -> Option<Money> {
        match (self.link.amount.fixed(), self.link.terms.taking) {
            (Some(amount), Taking::Whole) => Some(amount),
            (Some(_), Taking::Legs) => self.link.next_leg(self.limits),
            _ => None,
        }
    }

    fn is_in_parts(&self) -> bool {
        matches!(self.link.terms.taking, Taking::Parts { .. })
    }

    /// What is left, where one payment may bring it.
    fn rest(&self) -> Option<Money> {
        self.link.left().filter(|left| self.is_in_parts() && *left <= self.limits.1)
    }

    /// The most of what is sold by the piece.
    fn pieces(&self) -> Option<i64> {
        match (self.link.amount.fixed(), self.link.terms.taking) {
            (Some(price), Taking::Units { .. }) => {
                Some(pay_form::units_max(self.link, price, self.limits))
            }
            _ => None,
        }
    }

    /// Per mille of the total that is paid, for the bar.
    fn progress(&self) -> i64 {
        let total = self.link.total.map_or(1, |total| total.as_rials().max(1));
        (i128::from(self.link.taken.as_rials()) * 1000 / i128::from(total)).try_into().unwrap_or(0)
    }

    /// The merchant's own questions.
    fn own_asks(&self) -> Vec<(usize, &str, bool)> {
        let own = self.asks.iter().filter_map(|ask| match &ask.what {
            What::Own(label) => Some((label.as_str(), ask.required)),
            _ => None,
        });
        own.enumerate().map(|(place, (label, required))| (place, label, required)).collect()
    }

    fn if_empty_one(&self) -> String {
        if self.form.quantity.is_empty() { self.v.number(1) } else { self.form.quantity.clone() }
    }

    fn own_answer(&self, place: usize) -> &str {
        self.form.own.get(place).map_or("", String::as_str)
    }
}

/// Between which amounts a payer may choose on the page; empty when there is nothing to say.
fn page_range(v: &Visit, link: &Link, limits: (Money, Money)) -> String {
    if matches!(link.terms.taking, Taking::Parts { .. }) {
        let (min, max) = pay_form::part_range(link, limits);
        return v.w.links_range(v.amount(min), v.amount_unit(max));
    }
    range(v, link)
}

/// Between which amounts the payer may choose, in words; empty when there is nothing to say.
pub(super) fn range(v: &Visit, link: &Link) -> String {
    match &link.amount {
        Amount::Chosen { min: Some(min), max: Some(max), .. } => {
            v.w.links_range(v.amount(*min), v.amount_unit(*max))
        }
        Amount::Chosen { min: Some(min), max: None, .. } => {
            v.w.links_range_from(v.amount_unit(*min))
        }
        Amount::Chosen { min: None, max: Some(max), .. } => v.w.links_range_to(v.amount_unit(*max)),
        Amount::Chosen { min: None, max: None, .. } | Amount::Fixed(_) => String::new(),
    }
}
