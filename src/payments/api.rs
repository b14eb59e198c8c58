//! Payments and refunds for programs.

mod view;

use axum::extract::Path;
use axum::extract::State;
use serde::Deserialize;
use utoipa::IntoParams;
use utoipa::ToSchema;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;
use uuid::Uuid;

use self::view::PaymentView;
use self::view::RefundView;
use super::NewRefund;
use super::Payment;
use super::Refund;
use super::RefundError;
use super::places;
use super::refunds;
use crate::api_keys::Scope;
use crate::app::App;
use crate::card;
use crate::ids::PaymentId;
use crate::ids::RefundId;
use crate::locale::clean;
use crate::money::Money;
use crate::web::Error;
use crate::web::api;
use crate::web::api::Answer;
use crate::web::api::ApiCaller;
use crate::web::api::Asked;
use crate::web::api::Body;
use crate::web::api::Created;
use crate::web::api::Kind;
use crate::web::api::Listing;
use crate::web::api::Mistake;
use crate::web::api::Once;
use crate::web::api::Page;
use crate::web::api::Problem;
use crate::web::paging::After;

/// The longest reason of a refund.
const REASON_CHARS_MAX: usize = 200;

pub(super) fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(index))
        .routes(routes!(show))
        .routes(routes!(refund_index, refund_create))
        .routes(routes!(refund_show))
}

/// Which payments.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
struct PaymentListing {
    /// How many, from 1 to 100; 20 unless you say otherwise.
    #[param(value_type = Option<u16>, minimum = 1, maximum = 100)]
    limit: Option<String>,
    /// Where the page begins: `next_cursor` of the page before.
    #[param(pattern = "^[0-9]{1,17}-[0-9a-f]{32}$")]
    cursor: Option<String>,
    /// Only payments of this link.
    link: Option<Uuid>,
}

/// Lists the payments of all services, those first whose money came last.
#[utoipa::path(
    get,
    path = "/api/v1/payments",
    operation_id = "list_payments",
    tag = "payments",
    security(("key" = ["payments:read"])),
    params(PaymentListing),
    responses((status = 200, description = "A page of payments.", body = Page<PaymentView>))
)]
async fn index(
    State(app): State<App>,
    caller: ApiCaller,
    Asked(asked): Asked<PaymentListing>,
) -> Answer<Page<PaymentView>> {
    caller.may(Scope::PaymentsRead)?;
    let (rows, after) = Listing::new(asked.limit, asked.cursor).read(&caller)?;
    let of = (caller.workspace(), asked.link);
    let payments = places::of_workspace(&app.db, of, after, rows + 1).await?;
    let mut drawn = vec![];
    for (payment, happened_at) in payments {
        drawn.push((PaymentView::of(&app, &payment).await?, happened_at, payment.id));
    }
    let place = |(_, at, id): &(_, _, PaymentId)| After { at: *at, id: id.as_uuid() };
    Ok(axum::Json(Page::of(drawn, rows, place, |(view, ..)| view)))
}

/// Shows a payment.
#[utoipa::path(
    get,
    path = "/api/v1/payments/{payment}",
    operation_id = "get_payment",
    tag = "payments",
    security(("key" = ["payments:read"])),
    params(("payment" = Uuid, Path, description = "The id of the payment.")),
    responses((status = 200, description = "The payment.", body = PaymentView))
)]
async fn show(
    State(app): State<App>,
    caller: ApiCaller,
    Path(payment): Path<String>,
) -> Answer<PaymentView> {
    caller.may(Scope::PaymentsRead)?;
    let payment = find(&app, &caller, &payment).await?;
    Ok(axum::Json(PaymentView::of(&app, &payment).await?))
}

/// A refund about to be asked for.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = NewRefund)]
struct RefundBody {
    /// How much the payer gets, in rial.
    #[schema(minimum = 1, maximum = 10_000_000_000_000_i64)]
    amount: i64,
    /// Why, for your own books.
    #[schema(max_length = 200)]
    reason: Option<String>,
}

/// Lists the refunds of a payment, the oldest first.
#[utoipa::path(
    get,
    path = "/api/v1/payments/{payment}/refunds",
    operation_id = "list_refunds",
    tag = "refunds",
    security(("key" = ["payments:read"])),
    params(("payment" = Uuid, Path, description = "The id of the payment.")),
    responses((status = 200, description = "All refunds of the payment.", body = Page<RefundView>))
)]
async fn refund_index(
    State(app): State<App>,
    caller: ApiCaller,
    Path(payment): Path<String>,
) -> Answer<Page<RefundView>> {
    caller.may(Scope::PaymentsRead)?;
    let payment = find(&app, &caller, &payment).await?;
    let refunds = super::refunds_of(&app.db, &[payment.id]).await?;
    Ok(axum::Json(Page::whole(refunds.into_iter().map(RefundView::of).collect())))
}

/// Gives money of a paid link back to its payer, whole or in part. It leaves the wallet at once.
#[utoipa::path(
    post,
    path = "/api/v1/payments/{payment}/refunds",
    operation_id = "create_refund",
    tag = "refunds",
    security(("key" = ["payments:write"])),
    params(("payment" = Uuid, Path, description = "The id of the payment.")),
    request_body = RefundBody,
    responses((status = 201, description = "The refund.", body = RefundView))
)]
async fn refund_create(
    State(app): State<App>,
    caller: ApiCaller,
    Path(payment): Path<String>,
    Once(id): Once,
    Body(body): Body<RefundBody>,
) -> Created<RefundView> {
    caller.may(Scope::PaymentsWrite)?;
    let payment = find(&app, &caller, &payment).await?;
    let new = body.parse(&caller, (id.into(), payment.id))?;
    let refunded = super::refund(&app, &new, (caller.workspace(), caller.member())).await;
    match refunded {
        Ok(()) => (),
        // All of it went back, and nothing is left to be said about a part.
        Err(RefundError::NotFound) => {
            let detail = caller.w.api_nothing_to_refund();
            return Err(Problem::of(Kind::Conflict).saying(detail));
        }
        Err(error) => match refunds::said(&caller, &error) {
            Some(said) => return Err(Problem::mistake(Mistake::at("/amount", said))),
            None => return Err(Error::from(error).into()),
        },
    }
    Ok(api::made(RefundView::of(find_refund(&app, &caller, new.id).await?)))
}

/// Shows a refund.
#[utoipa::path(
    get,
    path = "/api/v1/refunds/{refund}",
    operation_id = "get_refund",
    tag = "refunds",
    security(("key" = ["payments:read"])),
    params(("refund" = Uuid, Path, description = "The id of the refund.")),
    responses((status = 200, description = "The refund.", body = RefundView))
)]
async fn refund_show(
    State(app): State<App>,
    caller: ApiCaller,
    Path(refund): Path<String>,
) -> Answer<RefundView> {
    caller.may(Scope::PaymentsRead)?;
    Ok(axum::Json(RefundView::of(find_refund(&app, &caller, api::id(&refund)?).await?)))
}

impl RefundBody {
    fn parse(
        &self,
        caller: &ApiCaller,
        (id, payment): (RefundId, PaymentId),
    ) -> Result<NewRefund, Problem> {
        let w = caller.w;
        if self.amount < 1 {
            return Err(Problem::mistake(Mistake::at("/amount", w.payments_refund_no_amount())));
        }
        let reason = clean(self.reason.as_deref().unwrap_or_default());
        let wrong = if REASON_CHARS_MAX < reason.chars().count() {
            let max = i64::try_from(REASON_CHARS_MAX).unwrap_or(i64::MAX);
            Some(w.payments_refund_reason_too_long(caller.number(max)))
        } else if card::is_in(&reason) {
            Some(w.payments_refund_no_cards())
        } else {
            None
        };
        match wrong {
            Some(said) => Err(Problem::mistake(Mistake::at("/reason", said))),
            None => Ok(NewRefund {
                id,
                payment,
                amount: Money::rials(self.amount),
                reason: (!reason.is_empty()).then_some(reason),
            }),
        }
    }
}

async fn find(app: &App, caller: &ApiCaller, payment: &str) -> Result<Payment, Problem> {
    let payment = super::by_id(&app.db, api::id(payment)?).await?;
    if payment.workspace == caller.workspace() { Ok(payment) } else { Err(Error::NotFound.into()) }
}

async fn find_refund(app: &App, caller: &ApiCaller, id: RefundId) -> Result<Refund, Problem> {
    let refund = super::refund_by_id(&app.db, id).await?.ok_or(Error::NotFound)?;
    let payment = super::by_id(&app.db, refund.payment).await?;
    if payment.workspace == caller.workspace() { Ok(refund) } else { Err(Error::NotFound.into()) }
}
