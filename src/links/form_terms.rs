//! The part of the form that most links leave as it is.

use super::Amount;
use super::fields::Reader;
use super::form::LinkForm;
use super::terms::Ask;
use super::terms::LEGS_MAX;
use super::terms::Late;
use super::terms::OWN_MAX;
use super::terms::Taking;
use super::terms::Terms;
use super::terms::What;
use crate::locale::ascii_digits;
use crate::locale::clean;
use crate::money::Money;
use crate::web::form::Mistakes;

const TEXT_CHARS_MAX: usize = 300;
const ADDRESS_CHARS_MAX: usize = 200;
const LABEL_CHARS_MAX: usize = 30;
const LABELS_MAX: usize = 5;
const OWN_CHARS_MAX: usize = 60;
const STOCK_MAX: i32 = 100_000;
const EACH_MAX: i32 = 100;

impl Reader<'_> {
    /// What the form says beyond the amount.
    pub(super) fn terms(
        &self,
        form: &LinkForm,
        amount: Option<&Amount>,
        mistakes: &mut Mistakes,
    ) -> Terms {
        Terms {
            asks: self.asks(form, mistakes),
            taking: self.taking(form, amount, mistakes),
            thanks: self.optional("thanks", &form.thanks, TEXT_CHARS_MAX, mistakes),
            return_to: self.return_to(&form.return_to, mistakes),
            when_over: self.optional("when_over", &form.when_over, TEXT_CHARS_MAX, mistakes),
            late: if form.late == "back" { Late::GiveBack } else { Late::Accept },
            grace_hours: match form.grace.as_str() {
                "1" => 1,
                "24" => 24,
                "72" => 72,
                _ => 0,
            },
            labels: self.labels(&form.labels, mistakes),
        }
    }

    /// A fixed amount: what one page of a bank takes, or, for a link that is paid once, in parts or by
    /// the piece, what several take together.
    pub(super) fn fixed(&self, form: &LinkForm, mistakes: &mut Mistakes) -> Option<Money> {
        let is_cut = form.taking == "parts"
            || (form.taking != "units" && form.uses != "some" && form.uses != "many");
        if !is_cut {
            return self.amount("amount", &form.amount, mistakes);
        }
        let (min, max) = self.limits;
        let max = max.as_rials().saturating_mul(LEGS_MAX).min(crate::money::MAX_AMOUNT.as_rials());
        let wide = Reader { v: self.v, limits: (min, Money::rials(max)) };
        wide.amount("amount", &form.amount, mistakes)
    }

    fn asks(&self, form: &LinkForm, mistakes: &mut Mistakes) -> Vec<Ask> {
        let known = [
            (What::Name, &form.ask_name),
            (What::Mobile, &form.ask_mobile),
            (What::Email, &form.ask_email),
            (What::Address, &form.ask_address),
            (What::Note, &form.ask_note),
        ];
        let known = known
            .into_iter()
            .filter(|(_, wish)| matches!(wish.as_str(), "may" | "must"))
            .map(|(what, wish)| Ask { what, required: wish == "must" });
        let mut asks: Vec<Ask> = known.collect();
        for (place, text) in form.own.iter().take(OWN_MAX).enumerate() {
            let Some(label) = self.optional("own", text, OWN_CHARS_MAX, mistakes) else { continue };
            let required = form.own_must.iter().any(|must| *must == place.to_string());
            asks.push(Ask { what: What::Own(label), required });
        }
        asks
    }

    fn taking(&self, form: &LinkForm, amount: Option<&Amount>, mistakes: &mut Mistakes) -> Taking {
        let Some(amount) = amount.and_then(Amount::fixed) else { return Taking::Whole };
        let count = |text: &str| ascii_digits(text.trim()).parse::<i32>().ok();
        match form.taking.as_str() {
            "parts" => {
                let min = self.optional_amount("part_min", &form.part_min, mistakes);
                let min = min.and_then(|min| {
                    self.within("part_min", min, (self.limits.0, amount), mistakes)
                });
                Taking::Parts { min }
            }
            "units" => {
                let stock = count(&form.stock).filter(|stock| (1..=STOCK_MAX).contains(stock));
                if stock.is_none() && !clean(&form.stock).is_empty() {
                    mistakes.add("stock", self.v.w.links_stock_wrong());
                }
                let each_max = count(&form.each_max).filter(|max| (1..=EACH_MAX).contains(max));
                if each_max.is_none() && !clean(&form.each_max).is_empty() {
                    mistakes.add("each_max", self.v.w.links_each_max_wrong());
                }
                Taking::Units { stock, each_max: each_max.unwrap_or(10) }
            }
            _ if self.limits.1 < amount => Taking::Legs,
            _ => Taking::Whole,
        }
    }

    /// An address that a payer may go on to: of another site, and only by https.
    fn return_to(&self, text: &str, mistakes: &mut Mistakes) -> Option<String> {
        let text = text.trim();
        if text.is_empty() {
            return None;
        }
        let known = url::Url::parse(text).ok().filter(|url| {
            url.scheme() == "https"
                && url.username().is_empty()
                && url.password().is_none()
                && url.host_str().is_some_and(|host| host.contains('.'))
                && url.as_str().chars().count() <= ADDRESS_CHARS_MAX
        });
        if known.is_none() {
            mistakes.add("return_to", self.v.w.links_return_to_wrong());
        }
        known.map(String::from)
    }

    fn labels(&self, text: &str, mistakes: &mut Mistakes) -> Vec<String> {
        let mut labels: Vec<String> =
            text.split([',', '،', '\n']).map(clean).filter(|label| !label.is_empty()).collect();
        labels.dedup();
        if LABELS_MAX < labels.len()
            || labels.iter().any(|label| LABEL_CHARS_MAX < label.chars().count())
        {
            mistakes.add("labels", self.v.w.links_labels_wrong());
        }
        labels
    }
}

impl LinkForm {
    /// Writes the terms of a link into the form.
    pub(super) fn fill_terms(&mut self, v: &crate::locale::Voice, terms: &Terms) {
        for ask in &terms.asks {
            let wish = if ask.required { "must" } else { "may" }.to_owned();
            match &ask.what {
                What::Name => self.ask_name = wish,
                What::Mobile => self.ask_mobile = wish,
                What::Email => self.ask_email = wish,
                What::Address => self.ask_address = wish,
                What::Note => self.ask_note = wish,
                What::Own(label) => {
                    if ask.required {
                        self.own_must.push(self.own.len().to_string());
                    }
                    self.own.push(label.clone());
                }
            }
        }
        match terms.taking {
            Taking::Whole | Taking::Legs => (),
            Taking::Parts { min } => {
                "parts".clone_into(&mut self.taking);
                self.part_min = min.map(|min| v.amount_typed(min)).unwrap_or_default();
            }
            Taking::Units { stock, each_max } => {
                "units".clone_into(&mut self.taking);
                self.stock = stock.map(|stock| stock.to_string()).unwrap_or_default();
                self.each_max = each_max.to_string();
            }
        }
        self.thanks = terms.thanks.clone().unwrap_or_default();
        self.return_to = terms.return_to.clone().unwrap_or_default();
        self.when_over = terms.when_over.clone().unwrap_or_default();
        let late = if terms.late == Late::GiveBack { "back" } else { "accept" };
        late.clone_into(&mut self.late);
        self.grace = terms.grace_hours.to_string();
        self.labels = terms.labels.join("، ");
    }
}
