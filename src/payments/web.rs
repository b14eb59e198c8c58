//! What a payer sees after the bank: the way back, and the result until there is a receipt.

use std::convert::Infallible;
use std::time::Duration;

use askama::Template;
use axum::Router;
use axum::body::Bytes;
use axum::extract::FromRequest;
use axum::extract::Path;
use axum::extract::Request;
use axum::extract::State;
use axum::http::HeaderValue;
use axum::http::Method;
use axum::http::StatusCode;
use axum::http::header;
use axum::response::IntoResponse;
use axum::response::Redirect;
use axum::response::Response;
use axum::routing::get;
use chrono::TimeDelta;
use url::form_urlencoded;

use super::Actor;
use super::Payment;
use super::PaymentError;
use super::RefundError;
use super::Status;
use super::Suspense;
use super::own;
use super::settle;
use super::store;
use crate::adapters::bank::Fields;
use crate::adapters::bank::Go;
use crate::adapters::bank::Part;
use crate::adapters::bank::Refusal;
use crate::alarms;
use crate::alarms::Kind;
use crate::app::App;
use crate::db::violates;
use crate::ids::PaymentId;
use crate::locale::Voice;
use crate::tokens::Door;
use crate::web::Error;
use crate::web::Result;
use crate::web::Visit;
use crate::web::limits;
use crate::web::limits::Limit;
use crate::web::limits::Nearby;

/// A returning browser waits this long for the bank's answer before it is shown that we wait.
const PATIENCE: Duration = Duration::from_secs(8);

/// The result page looks again after this many seconds while the bank is silent.
const LOOK_AGAIN_SECONDS: HeaderValue = HeaderValue::from_static("3");

/// Returns of one payment; whoever comes more often is answered from what is stored, and no bank is
/// asked (`money.md` E11).
static RETURNS: Nearby = Nearby::new(Limit::new("return", 20, TimeDelta::minutes(1)));

/// Ways back that open nothing, from one address of the net.
const STRANGE_RETURNS: Limit = Limit::new("strange_return", 60, TimeDelta::minutes(1));

pub(super) fn bank_routes() -> Router<App> {
    Router::new().route("/back/{payment}/{token}", get(come_back).post(come_back))
}

/// The payer's browser is back from the bank, or the bank itself calls. Nothing that it brings is
/// believed: it is a hint to ask the bank.
async fn come_back(
    State(app): State<App>,
    visit: Visit,
    method: Method,
    Path((payment, token)): Path<(String, String)>,
    Brought(brought): Brought,
) -> Result<Response> {
    let known =
        payment.parse().ok().filter(|id| app.keys.opens(&token, &Door::Return { payment: *id }));
    let Some(id) = known else {
        limits::check(&app, &STRANGE_RETURNS, visit.ip).await?;
        return Err(Error::NotFound);
    };
    if method != Method::HEAD && RETURNS.wait_seconds(id.as_uuid(), app.clock.now()) == 0 {
        keep_receipt(&app, id, &brought).await?;
        let asked = tokio::time::timeout(PATIENCE, settle(&app, id, Actor::Return)).await;
        // The payer has paid; whatever is wrong here, they see the page that waits.
        if let Ok(Err(PaymentError::NotFound)) = asked {
            return Err(Error::NotFound);
        }
        if let Ok(Err(error)) = asked {
            tracing::warn!(payment = %id, %error, "a payer came back and the bank could not be asked");
        }
    }
    Ok(Redirect::to(&super::receipt_path(&app.keys, id)).into_response())
}

/// What a browser brought: the fields of its address and of its form. What cannot be read was not
/// brought.
struct Brought(Fields);

impl<S: Send + Sync> FromRequest<S> for Brought {
    type Rejection = Infallible;

    async fn from_request(request: Request, state: &S) -> Result<Self, Infallible> {
        let query = request.uri().query().unwrap_or_default().to_owned();
        let form = Bytes::from_request(request, state).await.unwrap_or_default();
        let pairs = form_urlencoded::parse(query.as_bytes()).chain(form_urlencoded::parse(&form));
        Ok(Self(pairs.map(|(name, value)| (name.into_owned(), value.into_owned())).collect()))
    }
}

/// Keeps the bank's receipt where the bank will want to see it again. It proves nothing.
async fn keep_receipt(app: &App, id: PaymentId, brought: &Fields) -> Result<()> {
    if !app.gateways.may_bring_receipt(brought) {
        return Ok(());
    }
    let payment = store::by_id(&app.db, id).await?.ok_or(Error::NotFound)?;
    let Ok(gateway) = own::gateway(app, &payment).await else { return Ok(()) };
    let hint = gateway.read_callback(brought);
    let is_ours = hint.reference.is_none() || hint.reference == payment.bank_reference;
    let receipt = hint.receipt.filter(|text| is_ours && (1..=200).contains(&text.chars().count()));
    let Some(receipt) = receipt else { return Ok(()) };
    match store::remember_receipt(&app.db, id, &receipt).await {
        Err(error) if violates(&error, "payments_bank_receipt_is_unique") => {
            let detail = format!("a receipt of {} came back for two payments", gateway.name());
            let now = app.clock.now();
            Ok(alarms::raise(&app.db, Kind::ReferenceReused, id, &detail, now).await?)
        }
        other => Ok(other?),
    }
}

/// Takes the payer of a payment that was opened to the bank, or to its result when it has ended. `None`:
/// the bank gave no page, or another click is still on its way there; no money moved.
pub async fn take_to_bank(app: &App, visit: &Visit, id: PaymentId) -> Result<Option<Response>> {
    take_to_bank_sharing(app, visit, id, None).await
}

/// The same, with the part that the gateway is to settle to somebody else's account, where it does that.
pub async fn take_to_bank_sharing(
    app: &App,
    visit: &Visit,
    id: PaymentId,
    part: Option<Part>,
) -> Result<Option<Response>> {
    match super::send_sharing(app, id, part).await {
        Ok(go) => leave_for_bank(visit, &go).map(Some),
        Err(PaymentError::Over) => {
            Ok(Some(Redirect::to(&super::receipt_path(&app.keys, id)).into_response()))
        }
        Err(PaymentError::NoBankPage(_) | PaymentError::BeingSent) => Ok(None),
        Err(error) => Err(error.into()),
    }
}

/// Sends a payer's browser to the bank: to an address, or by a form that goes on by itself. Gateways
/// refuse payers who do not say from which site they come (`providers.md` 0.7), so it says the site, and
/// of the page nothing.
fn leave_for_bank(visit: &Visit, go: &Go) -> Result<Response> {
    let mut response = if go.fields.is_empty() {
        Redirect::to(&go.address).into_response()
    } else {
        visit.page(StatusCode::OK, &ToBankPage { v: visit, go })?
    };
    let policy = HeaderValue::from_static("strict-origin");
    response.headers_mut().insert(header::REFERRER_POLICY, policy);
    Ok(response)
}

#[derive(Template)]
#[template(path = "payments/to_bank.html")]
struct ToBankPage<'a> {
    v: &'a Visit,
    go: &'a Go,
}

/// Shows what came of a payment that is not confirmed.
pub(super) fn show(app: &App, visit: &Visit, payment: &Payment) -> Result<Response> {
    match payment.status {
        Status::Refused | Status::Abandoned => {
            let again = payment.again.path(&app.keys);
            visit.page(StatusCode::OK, &FailedPage::of(visit, payment, again))
        }
        Status::Sent if payment.held.is_some() || payment.left.is_some() => {
            visit.page(StatusCode::OK, &WaitingPage { v: visit, payment })
        }
        Status::Sent | Status::Opened | Status::Sending | Status::Confirmed => wait(visit, payment),
    }
}

fn wait(visit: &Visit, payment: &Payment) -> Result<Response> {
    let mut response = visit.page(StatusCode::OK, &WaitingPage { v: visit, payment })?;
    response.headers_mut().insert(header::REFRESH, LOOK_AGAIN_SECONDS);
    Ok(response)
}

#[derive(Template)]
#[template(path = "payments/waiting.html")]
struct WaitingPage<'a> {
    v: &'a Visit,
    payment: &'a Payment,
}

impl WaitingPage<'_> {
    /// Why nothing is taken.
    fn left(&self, why: Suspense) -> String {
        match why {
            Suspense::Late => self.v.w.payments_left_late(),
            Suspense::Extra => self.v.w.payments_left_extra(),
            Suspense::Withdrawn => self.v.w.payments_left_withdrawn(),
        }
    }

    fn title(&self) -> String {
        if self.payment.held.is_some() {
            self.v.w.payments_held_title()
        } else if self.payment.left.is_some() {
            self.v.w.payments_left_title()
        } else {
            self.v.w.payments_waiting_title()
        }
    }
}

#[derive(Template)]
#[template(path = "payments/failed.html")]
struct FailedPage<'a> {
    v: &'a Visit,
    payment: &'a Payment,
    reason: String,
    again: String,
}

impl<'a> FailedPage<'a> {
    fn of(v: &'a Visit, payment: &'a Payment, again: String) -> Self {
        let reason = match payment.status {
            Status::Abandoned => v.w.payments_never_sent(),
            _ => refusal(v, payment.refusal.as_deref().unwrap_or_default()),
        };
        Self { v, payment, reason, again }
    }
}

/// Why the bank refused, in the reader's language.
pub(super) fn refusal(v: &Voice, code: &str) -> String {
    match Refusal::of_code(code) {
        Refusal::Cancelled => v.w.payments_refused_cancelled(),
        Refusal::NoFunds => v.w.payments_refused_no_funds(),
        Refusal::WrongSecret => v.w.payments_refused_wrong_secret(),
        Refusal::TimedOut => v.w.payments_refused_timed_out(),
        Refusal::Reversed => v.w.payments_refused_reversed(),
        Refusal::Other => v.w.payments_refused_other(),
    }
}

impl From<RefundError> for Error {
    fn from(error: RefundError) -> Self {
        match error {
            RefundError::NotFound => Error::NotFound,
            RefundError::Payment(error) => error.into(),
            error => Error::Internal(error.into()),
        }
    }
}

impl From<PaymentError> for Error {
    fn from(error: PaymentError) -> Error {
        match error {
            PaymentError::NotFound => Error::NotFound,
            PaymentError::OtherTerms | PaymentError::Over | PaymentError::NothingBack => {
                Error::Conflict
            }
            PaymentError::BeingSent | PaymentError::NoBankPage(_) => Error::Busy,
            // A room checks the limits beside the field, before it opens a payment.
            error @ (PaymentError::OutsideLimits { .. }
            | PaymentError::Terminal(_)
            | PaymentError::Ledger(_)) => Error::Internal(error.into()),
            PaymentError::Database(error) => error.into(),
        }
    }
}
