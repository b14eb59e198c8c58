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
use crate::ids::PayoutId;
use crate::locale::Jalali;
use crate::locale::Voice;
use crate::locale::ascii_digits;
use crate::locale::isolate;
use crate::money::Money;
use crate::payments::Payment;
use crate::payouts;
use crate::payouts::FeeBorneBy;
use crate::payouts::NewPayout;
use crate::payouts::PAY_TIME;
use crate::payouts::PayoutError;
use crate::payouts::fields;
use crate::payouts::fields::Reader;
use crate::payouts::giving_back;
use crate::sessions::Tone;
use crate::web::Desk;
use crate::web::Error;
use crate::web::Result;
use crate::web::Visit;
use crate::web::form::Form;
use crate::web::form::Mistakes;
use crate::web::form::Query;
use crate::web::limits;
use crate::web::limits::Limit;

/// Payouts made in one workspace, so that a stolen session cannot flood people with messages.
pub const PAYOUTS_MADE: Limit = Limit::new("payouts_made", 100, TimeDelta::hours(1));

/// What the address may know of a payout, where a page of ours leads here.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct Known {
    amount: String,
    title: String,
    name: String,
    mobile: String,
    email: String,
    /// The payment whose money it gives back.
    back: String,
}

/// Shows the form, with what is known already.
pub(super) async fn new(
    State(app): State<App>,
    desk: Desk,
    Query(known): Query<Known>,
) -> Result<Response> {
    if app.rails.preferred().is_none() {
        return Err(Error::NotFound);
    }
    let Known { amount, title, name, mobile, email, back } = known;
    let form = PayoutForm { amount, title, name, mobile, email, back, ..PayoutForm::blank(&desk) };
    let gives_back = giving_back::payment(&app, desk.session.workspace, &form.back).await?;
    again(&desk, StatusCode::OK, (form, gives_back.as_ref()), Mistakes::none())
}

/// Makes the payout and asks its recipient.
pub(super) async fn create(
    State(app): State<App>,
    desk: Desk,
    Form(form): Form<PayoutForm>,
) -> Result<Response> {
    let limits = fields::between(&app).ok_or(Error::NotFound)?;
    let gives_back = giving_back::payment(&app, desk.session.workspace, &form.back).await?;
    let gives_back = gives_back.as_ref();
    let new = match form.parse(&app, &desk, limits) {
        Ok(new) => new,
        Err(mistakes) => {
            let status = StatusCode::UNPROCESSABLE_ENTITY;
            return again(&desk, status, (form, gives_back), mistakes);
        }
    };
    limits::check(&app, &PAYOUTS_MADE, desk.session.workspace).await?;
    let owner = (desk.session.workspace, desk.session.member);
    let made = match gives_back {
        Some(payment) => giving_back::create(&app, owner, &new, payment).await,
        None => payouts::create(&app, owner, &new).await,
    };
    match made {
        Ok(payout) => {
            let text = desk.w.payouts_made(isolate(&new.recipient_name));
            desk.go(&app, &format!("/payouts/{payout}"), Tone::Ok, text).await
        }
        // The form made a payout already, and was changed and sent again.
        Err(PayoutError::OtherTerms) => {
            let form = PayoutForm { id: PayoutId::new(desk.now).to_string(), ..form };
            let mut mistakes = Mistakes::none();
            mistakes.add("amount", desk.w.payouts_form_was_sent());
            again(&desk, StatusCode::CONFLICT, (form, gives_back), mistakes)
        }
        Err(error) => Err(error.into()),
    }
}

fn again(
    desk: &Desk,
    status: StatusCode,
    (form, gives_back): (PayoutForm, Option<&Payment>),
    mistakes: Mistakes,
) -> Result<Response> {
    let gives_back = gives_back.map(|payment| payment.order_number.to_string());
    desk.page(status, &NewPage { v: desk, form, gives_back, mistakes })
}

/// The form as it was typed.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub(in crate::payouts) struct PayoutForm {
    pub(in crate::payouts) id: String,
    pub(in crate::payouts) amount: String,
    pub(in crate::payouts) title: String,
    pub(in crate::payouts) name: String,
    pub(in crate::payouts) mobile: String,
    pub(in crate::payouts) email: String,
    pub(in crate::payouts) fee: String,
    /// How many days whoever pays has after the answer.
    pub(in crate::payouts) pay_days: String,
    pub(in crate::payouts) expiry: String,
    pub(in crate::payouts) exp_d: String,
    pub(in crate::payouts) exp_m: String,
    pub(in crate::payouts) exp_y: String,
    pub(in crate::payouts) back: String,
}

impl PayoutForm {
    fn blank(desk: &Desk) -> Self {
        let week = Jalali::of(desk.now + TimeDelta::days(7));
        Self {
            id: PayoutId::new(desk.now).to_string(),
            fee: "payer".to_owned(),
            pay_days: desk.digits(&PAY_TIME.num_days().to_string()),
            expiry: "7d".to_owned(),
            exp_d: week.day.to_string(),
            exp_m: week.month.to_string(),
            exp_y: week.year.to_string(),
            ..Self::default()
        }
    }

    pub(in crate::payouts) fn parse(
        &self,
        app: &App,
        v: &Voice,
        limits: (Money, Money),
    ) -> Result<NewPayout, Mistakes> {
        let mut mistakes = Mistakes::none();
        let fee_borne_by = match self.fee.as_str() {
            "recipient" => FeeBorneBy::Recipient,
            _ => FeeBorneBy::Payer,
        };
        let reader = Reader { app, v, limits, fee_borne_by };
        let amount = reader.amount(&self.amount, &mut mistakes);
        let title = reader.text("title", &self.title, &mut mistakes);
        let recipient_name = reader.text("name", &self.name, &mut mistakes);
        let (mobile, email) = reader.contact((&self.mobile, &self.email), &mut mistakes);
        let answer_until = self.until(v, &mut mistakes);
        let pay_days = mistakes.take("pay_days", fields::pay_days(v, &self.pay_days), |said| said);
        match (amount, title, recipient_name, answer_until.zip(pay_days)) {
            (Some(amount), Some(title), Some(recipient_name), Some((answer_until, pay_days)))
                if mistakes.is_empty() =>
            {
                Ok(NewPayout {
                    id: self.id.parse().unwrap_or_else(|_| PayoutId::new(v.now)),
                    title,
                    recipient_name,
                    recipient_mobile: mobile,
                    recipient_email: email,
                    amount,
                    fee_borne_by,
                    answer_until,
                    pay_time: TimeDelta::days(i64::from(pay_days)),
                })
            }
            _ => Err(mistakes),
        }
    }

    fn until(&self, v: &Voice, mistakes: &mut Mistakes) -> Option<DateTime<Utc>> {
        let days = match self.expiry.as_str() {
            "3d" => 3,
            "30d" => 30,
            "date" => return self.until_day(v, mistakes),
            _ => 7,
        };
        Some(v.now + TimeDelta::days(days))
    }

    /// The end of the named day.
    fn until_day(&self, v: &Voice, mistakes: &mut Mistakes) -> Option<DateTime<Utc>> {
        let number = |text: &str| ascii_digits(text.trim()).parse().ok();
        let day = (|| {
            let year: i32 = ascii_digits(self.exp_y.trim()).parse().ok()?;
            Jalali::new(year, number(&self.exp_m)?, number(&self.exp_d)?)
        })();
        let end = day.map(|day| day.next_day().start());
        let year = v.now + TimeDelta::days(366);
        match end {
            Some(end) if v.now < end && end <= year => Some(end),
            Some(_) => {
                mistakes.add("exp", v.w.payouts_until_out_of_range());
                None
            }
            None => {
                mistakes.add("exp", v.w.payouts_no_such_day());
                None
            }
        }
    }
}

#[derive(Template)]
#[template(path = "payouts/new.html")]
struct NewPage<'a> {
    v: &'a Visit,
    form: PayoutForm,
    /// The tracking code of the payment that it gives back.
    gives_back: Option<String>,
    mistakes: Mistakes,
}

impl NewPage<'_> {
    /// The years that a deadline may be in.
    fn years(&self) -> RangeInclusive<i32> {
        let this = Jalali::of(self.v.now).year;
        this..=this + 1
    }
}
