//! The receipt's page, and the page on which anybody asks whether a receipt is real.

use askama::Template;
use axum::extract::Path;
use axum::extract::State;
use axum::http::HeaderValue;
use axum::http::StatusCode;
use axum::http::header;
use axum::response::IntoResponse;
use axum::response::Redirect;
use axum::response::Response;
use chrono::TimeDelta;
use serde::Deserialize;

use super::receipt::Claim;
use super::receipt::Receipt;
use super::store;
use super::transfer;
use super::transfer::Sent;
use super::transfer::TransferClaim;
use crate::app::App;
use crate::locale::Voice;
use crate::members;
use crate::payments;
use crate::payments::Fate;
use crate::payments::Payment;
use crate::payments::PaymentError;
use crate::payments::Status;
use crate::tokens;
use crate::web::Error;
use crate::web::Result;
use crate::web::Visit;
use crate::web::form::Query;
use crate::web::limits;
use crate::web::qr;
use crate::web::qr::Qr;

/// For so long after the money came, a page without a number looks again by itself.
const NUMBER_IS_NEAR: TimeDelta = TimeDelta::minutes(2);

const LOOK_AGAIN_SECONDS: HeaderValue = HeaderValue::from_static("3");

/// Shows what came of a payment; of one that was paid, the receipt.
pub(super) async fn show(
    State(app): State<App>,
    visit: Visit,
    Path(token): Path<String>,
) -> Result<Response> {
    let found = match tokens::digest_of(&token) {
        Some(digest) => payments::by_receipt(&app.db, &digest).await?,
        None => None,
    };
    let Some(payment) = found else {
        limits::count_miss(&app, &visit).await?;
        return Err(Error::NotFound);
    };
    let language = members::language_of(&app.db, payment.workspace).await?;
    let visit = visit.in_unit(payment.unit).written_to_in(language);
    if payment.status != Status::Confirmed {
        return payments::show_result(&app, &visit, &payment);
    }
    let receipt = store::of_payment(&app.db, payment.id).await?;
    let fate = payments::fate(&app.db, &payment).await?;
    let sign = receipt.as_ref().map(|receipt| Sign::of(&app, receipt, &payment));
    let page = ReceiptPage { v: &visit, payment: &payment, fate, receipt, sign };
    let is_near = page.waits_for_number();
    let mut response = visit.page(StatusCode::OK, &page)?;
    if is_near {
        response.headers_mut().insert(header::REFRESH, LOOK_AGAIN_SECONDS);
    }
    Ok(response)
}

/// The sign by which a receipt can be checked.
struct Sign {
    text: String,
    qr: Option<Qr>,
}

impl Sign {
    fn of(app: &App, receipt: &Receipt, payment: &Payment) -> Self {
        let text = Claim::of(&app.keys, receipt, payment.id, payment.purpose).text();
        let qr = qr::draw(&app.address(&format!("/verify?r={text}")));
        Self { text, qr }
    }
}

#[derive(Template)]
#[template(path = "receipts/receipt.html")]
struct ReceiptPage<'a> {
    v: &'a Visit,
    payment: &'a Payment,
    /// For money that is or was in suspense.
    fate: Option<Fate>,
    /// None until the number is there, and for money that is not its merchant's.
    receipt: Option<Receipt>,
    sign: Option<Sign>,
}

impl ReceiptPage<'_> {
    fn waits_for_number(&self) -> bool {
        let is_fresh = self.payment.paid_at.is_some_and(|at| self.v.now < at + NUMBER_IS_NEAR);
        self.receipt.is_none() && is_fresh && matches!(self.fate, None | Some(Fate::Accepted))
    }

    fn tax_name(&self, percent: i16) -> String {
        tax_name(self.v, percent)
    }

    /// The site to which the payer may go on, by its name, and the address there.
    fn onward(&self) -> Option<(String, &str)> {
        let address = self.payment.return_to.as_deref()?;
        let site = url::Url::parse(address).ok()?.host_str()?.to_owned();
        Some((site, address))
    }
}

fn tax_name(v: &Voice, percent: i16) -> String {
    v.w.receipts_tax(v.percent(i64::from(percent)))
}

/// What is asked on the page that checks receipts.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct Asked {
    r: String,
}

/// Says whether a receipt is real, to anybody.
pub(super) async fn verify(
    State(app): State<App>,
    visit: Visit,
    Query(asked): Query<Asked>,
) -> Result<Response> {
    if asked.r.trim().is_empty() {
        let page = VerifyPage { v: &visit, typed: "", verdict: None };
        return visit.page(StatusCode::OK, &page);
    }
    // A certificate has a page of its own, and no dot in its sign.
    if tokens::digest_of(&asked.r).is_some() {
        let sign = tokens::plain(&asked.r);
        return Ok(Redirect::to(&format!("/verify/{sign}")).into_response());
    }
    if let Some(sent) = look_up_transfer(&app, &asked.r).await? {
        let visit = visit.in_unit(sent.unit);
        let verdict = Some(Verdict::Sent(Box::new(sent)));
        return visit.page(StatusCode::OK, &VerifyPage { v: &visit, typed: &asked.r, verdict });
    }
    let found = match Claim::parse(&asked.r) {
        Some(claim) => look_up(&app, &claim).await?,
        None => None,
    };
    let Some((payment, receipt, fate)) = found else {
        limits::count_miss(&app, &visit).await?;
        let page = VerifyPage { v: &visit, typed: &asked.r, verdict: Some(Verdict::NotOurs) };
        return visit.page(StatusCode::UNPROCESSABLE_ENTITY, &page);
    };
    let visit = visit.in_unit(payment.unit);
    let verdict = Some(Verdict::Real { payment: Box::new(payment), receipt, fate });
    visit.page(StatusCode::OK, &VerifyPage { v: &visit, typed: &asked.r, verdict })
}

/// What a claim is about, if the house has made it and still stands by it.
async fn look_up(app: &App, claim: &Claim) -> Result<Option<(Payment, Receipt, Option<Fate>)>> {
    let payment = match payments::by_id(&app.db, claim.payment).await {
        Ok(payment) => payment,
        Err(PaymentError::NotFound) => return Ok(None),
        Err(error) => return Err(error.into()),
    };
    if !claim.is_ours(&app.keys, payment.purpose) {
        return Ok(None);
    }
    let Some(receipt) = store::of_payment(&app.db, claim.payment).await? else {
        return Ok(None);
    };
    let fate = payments::fate(&app.db, &payment).await?;
    Ok(Some((payment, receipt, fate)))
}

/// What the sign of a transfer's receipt is about, if the house has made it.
async fn look_up_transfer(app: &App, sign: &str) -> Result<Option<Sent>> {
    let claim = TransferClaim::parse(sign).filter(|claim| claim.is_ours(&app.keys));
    match claim {
        Some(claim) => Ok(transfer::sent(&app.db, claim.transfer).await?),
        None => Ok(None),
    }
}

enum Verdict {
    Sent(Box<Sent>),
    Real { payment: Box<Payment>, receipt: Receipt, fate: Option<Fate> },
    NotOurs,
}

#[derive(Template)]
#[template(path = "receipts/verify.html")]
struct VerifyPage<'a> {
    v: &'a Visit,
    typed: &'a str,
    verdict: Option<Verdict>,
}

impl VerifyPage<'_> {
    fn tax_name(&self, percent: i16) -> String {
        tax_name(self.v, percent)
    }
}
