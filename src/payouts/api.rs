//! Payouts for programs. A program asks and takes back; agreeing to an answer and paying for it is left to
//! people, because what they agree to is what they see.

mod view;

use axum::extract::Path;
use axum::extract::State;
use chrono::DateTime;
use chrono::TimeDelta;
use chrono::Utc;
use serde::Deserialize;
use utoipa::ToSchema;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use self::view::Bearer;
use self::view::PayoutView;
use super::Ending;
use super::Payout;
use super::PayoutError;
use super::desk::PAYOUTS_MADE;
use super::desk::PayoutForm;
use super::fields::between;
use super::store;
use super::store::Filter;
use crate::api_keys::Scope;
use crate::app::App;
use crate::ids::PayoutId;
use crate::payouts;
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
use crate::web::limits;
use crate::web::paging::After;

/// The recipient has no longer than this to answer.
const ANSWER_TIME_MAX: TimeDelta = TimeDelta::days(366);

pub(super) fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(index, create))
        .routes(routes!(show))
        .routes(routes!(cancellation_create))
}

/// Lists the payouts, the newest first.
#[utoipa::path(
    get,
    path = "/api/v1/payouts",
    operation_id = "list_payouts",
    tag = "payouts",
    security(("key" = ["payouts:read"])),
    params(Listing),
    responses((status = 200, description = "A page of payouts.", body = Page<PayoutView>))
)]
async fn index(
    State(app): State<App>,
    caller: ApiCaller,
    Asked(asked): Asked<Listing>,
) -> Answer<Page<PayoutView>> {
    caller.may(Scope::PayoutsRead)?;
    let (rows, after) = asked.read(&caller)?;
    let filter = Filter { workspace: caller.workspace(), words: "", after, rows };
    let found = store::list(&app.db, &filter).await?;
    let place = |payout: &Payout| After { at: payout.created_at, id: payout.id.as_uuid() };
    let drawn = |payout: Payout| PayoutView::of(&app, &payout, caller.now);
    Ok(axum::Json(Page::of(found, rows, place, drawn)))
}

/// Makes a payout and asks its recipient where to. A person of the workspace agrees to the answer and pays.
#[utoipa::path(
    post,
    path = "/api/v1/payouts",
    operation_id = "create_payout",
    tag = "payouts",
    security(("key" = ["payouts:write"])),
    request_body = PayoutBody,
    responses((status = 201, description = "The payout.", body = PayoutView))
)]
async fn create(
    State(app): State<App>,
    caller: ApiCaller,
    Once(id): Once,
    Body(body): Body<PayoutBody>,
) -> Created<PayoutView> {
    caller.may(Scope::PayoutsWrite)?;
    let between = between(&app).ok_or(Error::NotFound)?;
    let form = PayoutForm { id: id.to_string(), ..body.form() };
    let parsed = form.parse(&app, &caller, between);
    let mut new = parsed.map_err(|mistakes| Problem::of_form(&mistakes, pointer))?;
    if let Some(until) = body.answer_until {
        if until <= caller.now || caller.now + ANSWER_TIME_MAX < until {
            let said = caller.w.payouts_until_out_of_range();
            return Err(Problem::mistake(Mistake::at("/answer_until", said)));
        }
        new.answer_until = until;
    }
    limits::check(&app, &PAYOUTS_MADE, caller.workspace()).await?;
    let owner = (caller.workspace(), caller.member());
    let payout = payouts::create(&app, owner, &new).await?;
    Ok(api::made(view(&app, &caller, payout).await?))
}

/// Shows a payout.
#[utoipa::path(
    get,
    path = "/api/v1/payouts/{payout}",
    operation_id = "get_payout",
    tag = "payouts",
    security(("key" = ["payouts:read"])),
    params(("payout" = Uuid, Path, description = "The id of the payout.")),
    responses((status = 200, description = "The payout.", body = PayoutView))
)]
async fn show(
    State(app): State<App>,
    caller: ApiCaller,
    Path(payout): Path<String>,
) -> Answer<PayoutView> {
    caller.may(Scope::PayoutsRead)?;
    Ok(axum::Json(view(&app, &caller, api::id(&payout)?).await?))
}

/// Cancels a payout that was not paid for.
#[utoipa::path(
    post,
    path = "/api/v1/payouts/{payout}/cancellation",
    operation_id = "cancel_payout",
    tag = "payouts",
    security(("key" = ["payouts:write"])),
    params(("payout" = Uuid, Path, description = "The id of the payout.")),
    responses((status = 200, description = "The payout as it is now.", body = PayoutView))
)]
async fn cancellation_create(
    State(app): State<App>,
    caller: ApiCaller,
    Path(payout): Path<String>,
    _: Once,
) -> Answer<PayoutView> {
    caller.may(Scope::PayoutsWrite)?;
    let payout = find(&app, &caller, api::id(&payout)?).await?;
    // What is cancelled already stays so: the work of before is finished.
    if payout.ending != Some(Ending::Cancelled) {
        let name = (payout.id, caller.workspace());
        match payouts::cancel(&app, name, caller.member()).await {
            Err(PayoutError::NotNow) => {
                return Err(Problem::of(Kind::Conflict).saying(caller.w.payouts_not_now()));
            }
            cancelled => cancelled?,
        }
    }
    Ok(axum::Json(view(&app, &caller, payout.id).await?))
}

async fn find(app: &App, caller: &ApiCaller, id: PayoutId) -> Result<Payout, Problem> {
    let payout = store::of_workspace(&app.db, id, caller.workspace()).await?;
    payout.ok_or_else(|| PayoutError::NotFound.into())
}

async fn view(app: &App, caller: &ApiCaller, id: PayoutId) -> Result<PayoutView, Problem> {
    Ok(PayoutView::of(app, &find(app, caller, id).await?, caller.now))
}

/// A payout about to be made.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = NewPayout)]
struct PayoutBody {
    /// What for, as the recipient reads it. No card numbers.
    #[schema(min_length = 1, max_length = 80)]
    title: String,
    /// How much, in rial.
    #[schema(minimum = 1, maximum = 10_000_000_000_000_i64)]
    amount: i64,
    /// Whom it is for; a mobile or an e-mail address is needed.
    recipient: RecipientBody,
    /// Who bears the fee; the payer, unless you say otherwise.
    #[serde(default)]
    fee_borne_by: Bearer,
    /// Until when the recipient may answer, within a year; a week, unless you say otherwise.
    answer_until: Option<DateTime<Utc>>,
    /// How many days whoever pays has after the recipient's answer; seven, unless you say otherwise.
    #[schema(minimum = 1, maximum = 60)]
    pay_days: Option<i64>,
}

/// Whom a payout is for.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = NewPayoutRecipient)]
struct RecipientBody {
    /// The name.
    #[schema(min_length = 1, max_length = 80)]
    name: String,
    /// An Iranian mobile.
    mobile: Option<String>,
    /// An e-mail address.
    email: Option<String>,
}

impl PayoutBody {
    fn form(&self) -> PayoutForm {
        PayoutForm {
            amount: self.amount.to_string(),
            title: self.title.clone(),
            name: self.recipient.name.clone(),
            mobile: self.recipient.mobile.clone().unwrap_or_default(),
            email: self.recipient.email.clone().unwrap_or_default(),
            fee: match self.fee_borne_by {
                Bearer::Payer => "payer".to_owned(),
                Bearer::Recipient => "recipient".to_owned(),
            },
            pay_days: self.pay_days.map(|days| days.to_string()).unwrap_or_default(),
            ..PayoutForm::default()
        }
    }
}

/// Where a field of the form stands in the body.
fn pointer(field: &str) -> String {
    match field {
        "name" | "mobile" | "email" => format!("/recipient/{field}"),
        field => format!("/{field}"),
    }
}
