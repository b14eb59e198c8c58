//! The page on which a merchant gives money of a payment back.

use askama::Template;
use axum::extract::Path;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;
use chrono::DateTime;
use chrono::Utc;
use serde::Deserialize;

use crate::app::App;
use crate::card;
use crate::ids::PaymentId;
use crate::ids::RefundId;
use crate::ledger;
use crate::ledger::Account;
use crate::locale::clean;
use crate::members::Proven;
use crate::money::Money;
use crate::money::MoneyMistake;
use crate::payments;
use crate::payments::NewRefund;
use crate::payments::Payment;
use crate::payments::RefundError;
use crate::payments::Refundable;
use crate::sessions::Tone;
use crate::web::Desk;
use crate::web::Error;
use crate::web::Result;
use crate::web::Visit;
use crate::web::form::Form;
use crate::web::form::Mistakes;
use crate::web::form::Query;
use crate::web::next::Next;

/// The longest reason.
const REASON_CHARS_MAX: usize = 200;

/// The longest title of a payout.
const PAYOUT_TITLE_CHARS_MAX: usize = 80;

/// Where the page was opened from, and so where its visitor goes on.
#[derive(Default, Deserialize)]
#[serde(default)]
pub(super) struct Asked {
    from: String,
}

/// The form as it was typed.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct RefundForm {
    id: String,
    from: String,
    amount: String,
    #[serde(default)]
    reason: String,
}

/// Shows what can be given back.
pub(super) async fn new(
    State(app): State<App>,
    Proven(desk): Proven,
    Path(payment): Path<String>,
    Query(asked): Query<Asked>,
) -> Result<Response> {
    let (payment, can) = find(&app, &desk, &payment).await?;
    let form = RefundForm {
        id: RefundId::new(desk.now).to_string(),
        from: Next::of(&asked.from).as_str().to_owned(),
        amount: desk.amount_typed(can.left),
        reason: String::new(),
    };
    show(&app, &desk, StatusCode::OK, (&payment, can), (form, Mistakes::none())).await
}

/// Gives money back.
pub(super) async fn create(
    State(app): State<App>,
    Proven(desk): Proven,
    Path(payment): Path<String>,
    Form(form): Form<RefundForm>,
) -> Result<Response> {
    let (payment, can) = match find(&app, &desk, &payment).await {
        // The same form again after all of it went back.
        Err(Error::NotFound) if is_asked(&app, &form).await? => {
            return done(&app, &desk, &form).await;
        }
        found => found?,
    };
    let new = match form.parse(&desk, payment.id) {
        Ok(new) => new,
        Err(mistakes) => {
            let status = StatusCode::UNPROCESSABLE_ENTITY;
            return show(&app, &desk, status, (&payment, can), (form, mistakes)).await;
        }
    };
    let by = (desk.session.workspace, desk.session.member);
    let error = match payments::refund(&app, &new, by).await {
        Ok(()) => return done(&app, &desk, &form).await,
        Err(error) => error,
    };
    let (status, sentence) = said(&desk, &error).ok_or_else(|| Error::from(error))?;
    let mut mistakes = Mistakes::none();
    mistakes.add("amount", sentence);
    show(&app, &desk, status, (&payment, can), (form, mistakes)).await
}

async fn is_asked(app: &App, form: &RefundForm) -> Result<bool> {
    match form.id.parse() {
        Ok(id) => Ok(payments::refund_by_id(&app.db, id).await?.is_some()),
        Err(_) => Ok(false),
    }
}

async fn done(app: &App, desk: &Desk, form: &RefundForm) -> Result<Response> {
    let text = desk.w.payments_being_given_back();
    desk.go(app, Next::of(&form.from).as_str(), Tone::Ok, text).await
}

/// A payment of this workspace of which something can be given back.
async fn find(app: &App, desk: &Desk, payment: &str) -> Result<(Payment, Refundable)> {
    let id: PaymentId = payment.parse().map_err(|_| Error::NotFound)?;
    let payment = payments::by_id(&app.db, id).await?;
    if payment.workspace != desk.session.workspace {
        return Err(Error::NotFound);
    }
    let fate = payments::fate(&app.db, &payment).await?;
    let can = payments::refundable(app, &payment, fate).await?.ok_or(Error::NotFound)?;
    Ok((payment, can))
}

/// What a merchant is told of a refund that was not taken on.
fn said(desk: &Desk, error: &RefundError) -> Option<(StatusCode, String)> {
    let status = match error {
        RefundError::OtherTerms => StatusCode::CONFLICT,
        _ => StatusCode::UNPROCESSABLE_ENTITY,
    };
    Some((status, payments::refund_refusal(desk, error)?))
}

impl RefundForm {
    fn parse(&self, desk: &Desk, payment: PaymentId) -> Result<NewRefund, Mistakes> {
        let w = desk.w;
        let mut mistakes = Mistakes::none();
        let amount = Money::parse(&self.amount, desk.unit);
        let amount = mistakes.take("amount", amount, |mistake| match mistake {
            MoneyMistake::Missing | MoneyMistake::Zero => w.payments_refund_amount_missing(),
            MoneyMistake::NotANumber | MoneyMistake::TooLarge => w.payments_refund_no_amount(),
        });
        let reason = clean(&self.reason);
        if REASON_CHARS_MAX < reason.chars().count() {
            let max = i64::try_from(REASON_CHARS_MAX).unwrap_or(i64::MAX);
            mistakes.add("reason", w.payments_refund_reason_too_long(desk.number(max)));
        } else if card::is_in(&reason) {
            mistakes.add("reason", w.payments_refund_no_cards());
        }
        match (amount, self.id.parse()) {
            (Some(amount), id) if mistakes.is_empty() => Ok(NewRefund {
                id: id.unwrap_or_else(|_| RefundId::new(desk.now)),
                payment,
                amount,
                reason: (!reason.is_empty()).then_some(reason),
            }),
            _ => Err(mistakes),
        }
    }
}

async fn show(
    app: &App,
    desk: &Desk,
    status: StatusCode,
    (payment, can): (&Payment, Refundable),
    (form, mistakes): (RefundForm, Mistakes),
) -> Result<Response> {
    let wallet = Account::Wallet(desk.session.workspace).id();
    let balance = ledger::balance(&app.db, wallet).await?;
    // The next form is another refund.
    let is_used = status == StatusCode::CONFLICT;
    let id = if is_used { RefundId::new(desk.now).to_string() } else { form.id.clone() };
    let form = RefundForm { id, from: Next::of(&form.from).as_str().to_owned(), ..form };
    let page = RefundPage { v: desk, payment, can, balance, form, mistakes };
    desk.page(status, &page)
}

#[derive(Template)]
#[template(path = "links/refund.html")]
struct RefundPage<'a> {
    v: &'a Visit,
    payment: &'a Payment,
    can: Refundable,
    balance: Money,
    form: RefundForm,
    mistakes: Mistakes,
}

impl RefundPage<'_> {
    /// Whether the gateway gives anything back at all by now.
    fn is_possible(&self) -> bool {
        self.can.whole_until.is_some() || self.can.part_least.is_some()
    }

    /// Where a payout to the payer is made that gives the rest back, whatever their bank does.
    fn payout_path(&self) -> String {
        let (payment, title) = (self.payment, self.v.w.payments_refund_of(&self.payment.title));
        let title: String = title.chars().take(PAYOUT_TITLE_CHARS_MAX).collect();
        let mobile = payment.payer_mobile.as_ref().map(|mobile| mobile.as_str().to_owned());
        let known = [
            ("amount", Some(self.v.amount_typed(self.can.left))),
            ("title", Some(title)),
            ("name", payment.payer_name.clone()),
            ("mobile", mobile),
            ("back", Some(payment.id.to_string())),
        ];
        let known = known.into_iter().filter_map(|(name, value)| Some((name, value?)));
        let query =
            url::form_urlencoded::Serializer::new(String::new()).extend_pairs(known).finish();
        format!("/payouts/new?{query}")
    }

    /// How the money goes back.
    fn way(&self) -> String {
        let (v, w) = (self.v, self.v.w);
        let until = |until: DateTime<Utc>| v.moment_short(until);
        match (self.can.whole_until, self.can.part_least) {
            (Some(at), Some(_)) => w.payments_refund_way_both(until(at)),
            (Some(at), None) => w.payments_refund_way_whole(until(at)),
            (None, Some(_)) => w.payments_refund_way_part(),
            (None, None) => w.payments_refund_not_by_this_gateway(),
        }
    }
}
