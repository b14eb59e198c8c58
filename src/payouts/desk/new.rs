//! Making a payout.

use std::ops::RangeInclusive;

use askama::Template;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;
use chrono::DateTime;
use chrono::TimeDelta;
use chrono::Utc;
use serde::Deserialize;

use crate::app::App;
use crate::card;
use crate::ids::PayoutId;
use crate::locale::Jalali;
use crate::locale::ascii_digits;
use crate::locale::clean;
use crate::locale::isolate;
use crate::mobile::Mobile;
use crate::mobile::MobileMistake;
use crate::money::Money;
use crate::money::MoneyMistake;
use crate::payouts;
use crate::payouts::FeeBorneBy;
use crate::payouts::NewPayout;
use crate::payouts::PayoutError;
use crate::sessions::Tone;
use crate::web::Desk;
use crate::web::Error;
use crate::web::Result;
use crate::web::Visit;
use crate::web::email;
use crate::web::form::Form;
use crate::web::form::Mistakes;
use crate::web::limits;
use crate::web::limits::Limit;

/// Payouts made in one workspace, so that a stolen session cannot flood people with messages.
const PAYOUTS_MADE: Limit = Limit::new("payouts_made", 100, TimeDelta::hours(1));

const CHARS_MAX: usize = 80;

/// How long the payer has after the recipient's answer.
const PAY_TIME: TimeDelta = TimeDelta::days(7);

/// Shows the empty form.
pub(super) async fn new(State(app): State<App>, desk: Desk) -> Result<Response> {
    if app.rails.preferred().is_none() {
        return Err(Error::NotFound);
    }
    let page = NewPage { v: &desk, form: PayoutForm::blank(&desk), mistakes: Mistakes::none() };
    desk.page(StatusCode::OK, &page)
}

/// Makes the payout and asks its recipient.
pub(super) async fn create(
    State(app): State<App>,
    desk: Desk,
    Form(form): Form<PayoutForm>,
) -> Result<Response> {
    let limits = between(&app).ok_or(Error::NotFound)?;
    let new = match form.parse(&app, &desk, limits) {
        Ok(new) => new,
        Err(mistakes) => return again(&desk, StatusCode::UNPROCESSABLE_ENTITY, form, mistakes),
    };
    limits::check(&app, &PAYOUTS_MADE, desk.session.workspace).await?;
    let owner = (desk.session.workspace, desk.session.member);
    match payouts::create(&app, owner, &new).await {
        Ok(payout) => {
            let text = desk.w.payouts_made(isolate(&new.recipient_name));
            desk.go(&app, &format!("/payouts/{payout}"), Tone::Ok, text).await
        }
        // The form made a payout already, and was changed and sent again.
        Err(PayoutError::OtherTerms) => {
            let form = PayoutForm { id: PayoutId::new(desk.now).to_string(), ..form };
            let mut mistakes = Mistakes::none();
            mistakes.add("amount", desk.w.payouts_form_was_sent());
            again(&desk, StatusCode::CONFLICT, form, mistakes)
        }
        Err(error) => Err(error.into()),
    }
}

fn again(
    desk: &Desk,
    status: StatusCode,
    form: PayoutForm,
    mistakes: Mistakes,
) -> Result<Response> {
    desk.page(status, &NewPage { v: desk, form, mistakes })
}

/// Between which amounts a payout may be: what both the gateway and the rail take. `None`: there is no
/// way for one.
fn between(app: &App) -> Option<(Money, Money)> {
    let (gateway, rail) = (app.gateways.preferred()?.limits(), app.rails.limits()?);
    let max = gateway.1.min(rail.1);
    // The fee is paid on top.
    Some((gateway.0.max(rail.0), max - app.config.payout_fee(max)))
}

/// The form as it was typed.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub(super) struct PayoutForm {
    id: String,
    amount: String,
    title: String,
    name: String,
    mobile: String,
    email: String,
    fee: String,
    expiry: String,
    exp_d: String,
    exp_m: String,
    exp_y: String,
}

impl PayoutForm {
    fn blank(desk: &Desk) -> Self {
        let week = Jalali::of(desk.now + TimeDelta::days(7));
        Self {
            id: PayoutId::new(desk.now).to_string(),
            fee: "payer".to_owned(),
            expiry: "7d".to_owned(),
            exp_d: week.day.to_string(),
            exp_m: week.month.to_string(),
            exp_y: week.year.to_string(),
            ..Self::default()
        }
    }

    fn parse(&self, app: &App, desk: &Desk, limits: (Money, Money)) -> Result<NewPayout, Mistakes> {
        let mut mistakes = Mistakes::none();
        let amount = self.amount(desk, limits, &mut mistakes);
        let title = text(desk, "title", &self.title, &mut mistakes);
        let recipient_name = text(desk, "name", &self.name, &mut mistakes);
        let (mobile, email) = self.contact(desk, &mut mistakes);
        let fee_borne_by = match self.fee.as_str() {
            "recipient" => FeeBorneBy::Recipient,
            _ => FeeBorneBy::Payer,
        };
        if let Some(amount) = amount
            && fee_borne_by == FeeBorneBy::Recipient
            && amount <= app.config.payout_fee(amount)
        {
            mistakes.add("amount", desk.w.payouts_amount_under_fee());
        }
        let answer_until = self.until(desk, &mut mistakes);
        match (amount, title, recipient_name, answer_until) {
            (Some(amount), Some(title), Some(recipient_name), Some(answer_until))
                if mistakes.is_empty() =>
            {
                Ok(NewPayout {
                    id: self.id.parse().unwrap_or_else(|_| PayoutId::new(desk.now)),
                    title,
                    recipient_name,
                    recipient_mobile: mobile,
                    recipient_email: email,
                    amount,
                    fee_borne_by,
                    answer_until,
                    pay_time: PAY_TIME,
                })
            }
            _ => Err(mistakes),
        }
    }

    fn amount(
        &self,
        desk: &Desk,
        (min, max): (Money, Money),
        mistakes: &mut Mistakes,
    ) -> Option<Money> {
        let w = desk.w;
        let sentence = match Money::parse(&self.amount, desk.unit) {
            Ok(amount) if amount < min => w.payouts_amount_too_small(desk.amount_unit(min)),
            Ok(amount) if max < amount => w.payouts_amount_too_large(desk.amount_unit(max)),
            Ok(amount) => return Some(amount),
            Err(MoneyMistake::Missing) => w.payouts_amount_missing(),
            Err(MoneyMistake::NotANumber) => w.payouts_amount_not_a_number(),
            Err(MoneyMistake::Zero) => w.payouts_amount_too_small(desk.amount_unit(min)),
            Err(MoneyMistake::TooLarge) => w.payouts_amount_too_large(desk.amount_unit(max)),
        };
        mistakes.add("amount", sentence);
        None
    }

    fn contact(&self, desk: &Desk, mistakes: &mut Mistakes) -> (Option<Mobile>, Option<String>) {
        let w = desk.w;
        let mobile = match Mobile::parse(&self.mobile) {
            Ok(mobile) => Some(mobile),
            Err(MobileMistake::Missing) => None,
            Err(MobileMistake::NotAMobile) => {
                mistakes.add("mobile", w.payouts_not_a_mobile());
                None
            }
        };
        let email = mistakes
            .take("email", email::parse(&self.email), |_| w.payouts_not_an_email())
            .flatten();
        let is_wrong = mistakes.of("mobile").is_some() || mistakes.of("email").is_some();
        if mobile.is_none() && email.is_none() && !is_wrong {
            mistakes.add("mobile", w.payouts_contact_missing());
        }
        (mobile, email)
    }

    fn until(&self, desk: &Desk, mistakes: &mut Mistakes) -> Option<DateTime<Utc>> {
        let days = match self.expiry.as_str() {
            "3d" => 3,
            "30d" => 30,
            "date" => return self.until_day(desk, mistakes),
            _ => 7,
        };
        Some(desk.now + TimeDelta::days(days))
    }

    /// The end of the named day.
    fn until_day(&self, desk: &Desk, mistakes: &mut Mistakes) -> Option<DateTime<Utc>> {
        let number = |text: &str| ascii_digits(text.trim()).parse().ok();
        let day = (|| {
            let year: i32 = ascii_digits(self.exp_y.trim()).parse().ok()?;
            Jalali::new(year, number(&self.exp_m)?, number(&self.exp_d)?)
        })();
        let end = day.map(|day| day.next_day().start());
        let year = desk.now + TimeDelta::days(366);
        match end {
            Some(end) if desk.now < end && end <= year => Some(end),
            Some(_) => {
                mistakes.add("exp", desk.w.payouts_until_out_of_range());
                None
            }
            None => {
                mistakes.add("exp", desk.w.payouts_no_such_day());
                None
            }
        }
    }
}

fn text(desk: &Desk, field: &'static str, typed: &str, mistakes: &mut Mistakes) -> Option<String> {
    let (w, text) = (desk.w, clean(typed));
    let sentence = if text.is_empty() {
        w.payouts_text_missing()
    } else if CHARS_MAX < text.chars().count() {
        w.payouts_too_long(desk.number(i64::try_from(CHARS_MAX).unwrap_or(i64::MAX)))
    } else if card::is_in(&text) {
        w.payouts_no_card_numbers()
    } else {
        return Some(text);
    };
    mistakes.add(field, sentence);
    None
}

#[derive(Template)]
#[template(path = "payouts/new.html")]
struct NewPage<'a> {
    v: &'a Visit,
    form: PayoutForm,
    mistakes: Mistakes,
}

impl NewPage<'_> {
    /// The years that a deadline may be in.
    fn years(&self) -> RangeInclusive<i32> {
        let this = Jalali::of(self.v.now).year;
        this..=this + 1
    }
}
