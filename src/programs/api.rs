//! Webhooks for programs: where events go, and what became of them.

mod view;

use axum::extract::Path;
use axum::extract::State;
use axum::http::StatusCode;
use serde::Deserialize;
use utoipa::ToSchema;
use utoipa::openapi::Array;
use utoipa::openapi::schema::ArrayBuilder;
use utoipa::openapi::schema::ObjectBuilder;
use utoipa::openapi::schema::Type;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use self::view::DeliveryView;
use self::view::SecretView;
use self::view::WebhookView;
use super::endpoints::TESTS;
use super::wish;
use crate::api_keys::Scope;
use crate::app::App;
use crate::web::Error;
use crate::web::api;
use crate::web::api::Answer;
use crate::web::api::ApiCaller;
use crate::web::api::Asked;
use crate::web::api::Body;
use crate::web::api::Created;
use crate::web::api::Kind;
use crate::web::api::Listing;
use crate::web::api::Once;
use crate::web::api::Page;
use crate::web::api::Problem;
use crate::web::limits;
use crate::web::paging::After;
use crate::webhooks;
use crate::webhooks::Delivery;
use crate::webhooks::Endpoint;
use crate::webhooks::TYPES;

pub(super) fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(index, create))
        .routes(routes!(show, update, destroy))
        .routes(routes!(secret_show, secret_create))
        .routes(routes!(test_create))
        .routes(routes!(delivery_index))
}

/// Lists the webhooks.
#[utoipa::path(
    get,
    path = "/api/v1/webhooks",
    operation_id = "list_webhooks",
    tag = "webhooks",
    security(("key" = ["webhooks:read"])),
    responses((status = 200, description = "All webhooks.", body = Page<WebhookView>))
)]
async fn index(State(app): State<App>, caller: ApiCaller) -> Answer<Page<WebhookView>> {
    caller.may(Scope::WebhooksRead)?;
    let found = webhooks::of_workspace(&app.db, caller.workspace()).await?;
    Ok(axum::Json(Page::whole(found.into_iter().map(WebhookView::of).collect())))
}

/// A webhook about to be made, or as it is to become.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = NewWebhook)]
struct WebhookBody {
    /// Where events go: an https address in the open net, with a name and without a port.
    #[schema(format = "uri", max_length = 500)]
    url: String,
    /// Of which types of events, such as `payment.paid`.
    #[schema(schema_with = types_of_events)]
    types: Vec<String>,
}

/// The types as they stand in [`TYPES`].
fn types_of_events() -> Array {
    let one = ObjectBuilder::new().schema_type(Type::String).enum_values(Some(TYPES));
    ArrayBuilder::new().items(one).min_items(Some(1)).max_items(Some(40)).build()
}

/// Adds a webhook.
#[utoipa::path(
    post,
    path = "/api/v1/webhooks",
    operation_id = "create_webhook",
    tag = "webhooks",
    security(("key" = ["webhooks:write"])),
    request_body = WebhookBody,
    responses((status = 201, description = "The webhook.", body = WebhookView))
)]
async fn create(
    State(app): State<App>,
    caller: ApiCaller,
    Once(id): Once,
    Body(body): Body<WebhookBody>,
) -> Created<WebhookView> {
    caller.may(Scope::WebhooksWrite)?;
    let wish = wish::read(&caller, &app, &body.url, &body.types);
    let wish = wish.map_err(|mistakes| Problem::of_form(&mistakes, pointer))?;
    let owner = (caller.workspace(), caller.member());
    if !webhooks::create(&app, id.into(), owner, &wish).await? {
        return Err(Problem::of(Kind::Conflict).saying(caller.w.programs_too_many_endpoints()));
    }
    Ok(api::made(WebhookView::of(find(&app, &caller, &id.to_string()).await?)))
}

/// Shows a webhook.
#[utoipa::path(
    get,
    path = "/api/v1/webhooks/{webhook}",
    operation_id = "get_webhook",
    tag = "webhooks",
    security(("key" = ["webhooks:read"])),
    params(("webhook" = uuid::Uuid, Path, description = "The id of the webhook.")),
    responses((status = 200, description = "The webhook.", body = WebhookView))
)]
async fn show(
    State(app): State<App>,
    caller: ApiCaller,
    Path(webhook): Path<String>,
) -> Answer<WebhookView> {
    caller.may(Scope::WebhooksRead)?;
    Ok(axum::Json(WebhookView::of(find(&app, &caller, &webhook).await?)))
}

/// Changes where events go and which; a webhook that was given up is tried again.
#[utoipa::path(
    patch,
    path = "/api/v1/webhooks/{webhook}",
    operation_id = "change_webhook",
    tag = "webhooks",
    security(("key" = ["webhooks:write"])),
    params(("webhook" = uuid::Uuid, Path, description = "The id of the webhook.")),
    request_body = WebhookBody,
    responses((status = 200, description = "The webhook as it is now.", body = WebhookView))
)]
async fn update(
    State(app): State<App>,
    caller: ApiCaller,
    Path(webhook): Path<String>,
    Body(body): Body<WebhookBody>,
) -> Answer<WebhookView> {
    caller.may(Scope::WebhooksWrite)?;
    let endpoint = find(&app, &caller, &webhook).await?;
    let wish = wish::read(&caller, &app, &body.url, &body.types);
    let wish = wish.map_err(|mistakes| Problem::of_form(&mistakes, pointer))?;
    webhooks::change(&app, endpoint.id, &wish).await?;
    Ok(axum::Json(WebhookView::of(find(&app, &caller, &webhook).await?)))
}

/// Takes a webhook away.
#[utoipa::path(
    delete,
    path = "/api/v1/webhooks/{webhook}",
    operation_id = "remove_webhook",
    tag = "webhooks",
    security(("key" = ["webhooks:write"])),
    params(("webhook" = uuid::Uuid, Path, description = "The id of the webhook.")),
    responses((status = 204, description = "Nothing goes there any more."))
)]
async fn destroy(
    State(app): State<App>,
    caller: ApiCaller,
    Path(webhook): Path<String>,
) -> Result<StatusCode, Problem> {
    caller.may(Scope::WebhooksWrite)?;
    let endpoint = find(&app, &caller, &webhook).await?;
    webhooks::remove(&app, &endpoint).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Shows the secret under which the events of a webhook are signed.
#[utoipa::path(
    get,
    path = "/api/v1/webhooks/{webhook}/secret",
    operation_id = "get_webhook_secret",
    tag = "webhooks",
    security(("key" = ["webhooks:write"])),
    params(("webhook" = uuid::Uuid, Path, description = "The id of the webhook.")),
    responses((status = 200, description = "The secret.", body = SecretView))
)]
async fn secret_show(
    State(app): State<App>,
    caller: ApiCaller,
    Path(webhook): Path<String>,
) -> Answer<SecretView> {
    caller.may(Scope::WebhooksWrite)?;
    let endpoint = find(&app, &caller, &webhook).await?;
    Ok(axum::Json(SecretView { secret: webhooks::secret(&app, &endpoint) }))
}

/// Gives a webhook a new secret. For a day events are signed with both.
#[utoipa::path(
    post,
    path = "/api/v1/webhooks/{webhook}/secret",
    operation_id = "change_webhook_secret",
    tag = "webhooks",
    security(("key" = ["webhooks:write"])),
    params(("webhook" = uuid::Uuid, Path, description = "The id of the webhook.")),
    responses((status = 200, description = "The new secret.", body = SecretView))
)]
async fn secret_create(
    State(app): State<App>,
    caller: ApiCaller,
    Path(webhook): Path<String>,
    _: Once,
) -> Answer<SecretView> {
    caller.may(Scope::WebhooksWrite)?;
    let endpoint = find(&app, &caller, &webhook).await?;
    if !webhooks::rotate(&app, &endpoint).await? {
        let said = caller.w.programs_secret_changed_lately();
        return Err(Problem::of(Kind::Conflict).saying(said));
    }
    let endpoint = find(&app, &caller, &webhook).await?;
    Ok(axum::Json(SecretView { secret: webhooks::secret(&app, &endpoint) }))
}

/// Sends a test event; five in an hour.
#[utoipa::path(
    post,
    path = "/api/v1/webhooks/{webhook}/test",
    operation_id = "test_webhook",
    tag = "webhooks",
    security(("key" = ["webhooks:write"])),
    params(("webhook" = uuid::Uuid, Path, description = "The id of the webhook.")),
    responses((status = 200, description = "The event is on its way.", body = WebhookView))
)]
async fn test_create(
    State(app): State<App>,
    caller: ApiCaller,
    Path(webhook): Path<String>,
    Once(id): Once,
) -> Answer<WebhookView> {
    caller.may(Scope::WebhooksWrite)?;
    let endpoint = find(&app, &caller, &webhook).await?;
    limits::check(&app, &TESTS, caller.workspace()).await?;
    webhooks::test(&app, &endpoint, id).await?;
    Ok(axum::Json(WebhookView::of(endpoint)))
}

/// Lists the events that went to a webhook, the newest first, and what became of them.
#[utoipa::path(
    get,
    path = "/api/v1/webhooks/{webhook}/deliveries",
    operation_id = "list_webhook_deliveries",
    tag = "webhooks",
    security(("key" = ["webhooks:read"])),
    params(("webhook" = uuid::Uuid, Path, description = "The id of the webhook."), Listing),
    responses((status = 200, description = "A page of deliveries.", body = Page<DeliveryView>))
)]
async fn delivery_index(
    State(app): State<App>,
    caller: ApiCaller,
    Path(webhook): Path<String>,
    Asked(asked): Asked<Listing>,
) -> Answer<Page<DeliveryView>> {
    caller.may(Scope::WebhooksRead)?;
    let endpoint = find(&app, &caller, &webhook).await?;
    let (rows, after) = asked.read(&caller)?;
    let page = webhooks::Page { after: after.map(|after| after.id), rows };
    let found = webhooks::deliveries(&app.db, endpoint.id, page).await?;
    let place = |it: &Delivery| After { at: it.happened_at, id: it.id.as_uuid() };
    Ok(axum::Json(Page::of(found, rows, place, DeliveryView::of)))
}

async fn find(app: &App, caller: &ApiCaller, id: &str) -> Result<Endpoint, Problem> {
    let endpoint = webhooks::by_id(&app.db, (api::id(id)?, caller.workspace())).await?;
    Ok(endpoint.ok_or(Error::NotFound)?)
}

/// Where a field of the form stands in the body.
fn pointer(field: &str) -> String {
    format!("/{field}")
}
