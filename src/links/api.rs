//! Payment links for programs: the verbs of the pages, by the same form, so that no link can be made here
//! that could not be made there.

mod body;
mod view;

use axum::extract::Path;
use axum::extract::State;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use self::body::ChangeBody;
use self::body::LinkBody;
use self::body::LinkListing;
use self::view::LinkView;
use super::Link;
use super::LinkError;
use super::desk::LINKS_MADE;
use super::edits;
use super::form::LinkForm;
use super::store;
use super::store::Filter;
use super::web::gateway_limits;
use crate::api_keys::Scope;
use crate::app::App;
use crate::ids::LinkId;
use crate::links;
use crate::web::api;
use crate::web::api::Answer;
use crate::web::api::ApiCaller;
use crate::web::api::Asked;
use crate::web::api::Body;
use crate::web::api::Created;
use crate::web::api::Kind;
use crate::web::api::Mistake;
use crate::web::api::Once;
use crate::web::api::Page;
use crate::web::api::Problem;
use crate::web::limits;
use crate::web::paging::After;
use crate::web::search;

pub(super) fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(index, create))
        .routes(routes!(show, update))
        .routes(routes!(cancellation_create))
}

/// Lists the links, the newest first.
#[utoipa::path(
    get,
    path = "/api/v1/links",
    operation_id = "list_links",
    tag = "links",
    security(("key" = ["links:read"])),
    params(LinkListing),
    responses((status = 200, description = "A page of links.", body = Page<LinkView>))
)]
async fn index(
    State(app): State<App>,
    caller: ApiCaller,
    Asked(asked): Asked<LinkListing>,
) -> Answer<Page<LinkView>> {
    caller.may(Scope::LinksRead)?;
    let (rows, after) = asked.listing().read(&caller)?;
    let filter = Filter {
        workspace: caller.workspace(),
        made_by: None,
        standing: asked.standing(),
        archived: None,
        label: asked.label.as_deref().unwrap_or_default(),
        words: &search::query(asked.q.as_deref().unwrap_or_default()),
        after,
        rows,
    };
    let links = store::list(&app.db, &filter, caller.now).await?;
    let place = |link: &Link| After { at: link.created_at, id: link.id.as_uuid() };
    let drawn = |link: Link| LinkView::of(&app, &link, caller.now);
    Ok(axum::Json(Page::of(links, rows, place, drawn)))
}

/// Makes a link and sends it as asked.
#[utoipa::path(
    post,
    path = "/api/v1/links",
    operation_id = "create_link",
    tag = "links",
    security(("key" = ["links:write"])),
    request_body = LinkBody,
    responses((status = 201, description = "The link.", body = LinkView))
)]
async fn create(
    State(app): State<App>,
    caller: ApiCaller,
    Once(id): Once,
    Body(body): Body<LinkBody>,
) -> Created<LinkView> {
    caller.may(Scope::LinksWrite)?;
    let form = LinkForm { id: id.to_string(), ..body.form(&caller) };
    let parsed = form.parse(&caller, gateway_limits(&app));
    let new = parsed.map_err(|mistakes| Problem::of_form(&mistakes, body::pointer))?;
    let new = body.with_times(&caller, new)?;
    limits::check(&app, &LINKS_MADE, caller.workspace()).await?;
    let made = links::create(&app, caller.workspace(), caller.member(), &new).await;
    let link = made.map_err(|error| problem(&caller, error))?;
    Ok(api::made(view(&app, &caller, link).await?))
}

/// Shows a link.
#[utoipa::path(
    get,
    path = "/api/v1/links/{link}",
    operation_id = "get_link",
    tag = "links",
    security(("key" = ["links:read"])),
    params(("link" = uuid::Uuid, Path, description = "The id of the link.")),
    responses((status = 200, description = "The link.", body = LinkView))
)]
async fn show(
    State(app): State<App>,
    caller: ApiCaller,
    Path(link): Path<String>,
) -> Answer<LinkView> {
    caller.may(Scope::LinksRead)?;
    Ok(axum::Json(view(&app, &caller, api::id(&link)?).await?))
}

/// Changes what is named, as long as nobody has paid and the link was not cancelled. The amount stays once
/// somebody has begun to pay.
#[utoipa::path(
    patch,
    path = "/api/v1/links/{link}",
    operation_id = "change_link",
    tag = "links",
    security(("key" = ["links:write"])),
    params(("link" = uuid::Uuid, Path, description = "The id of the link.")),
    request_body = ChangeBody,
    responses((status = 200, description = "The link as it is now.", body = LinkView))
)]
async fn update(
    State(app): State<App>,
    caller: ApiCaller,
    Path(link): Path<String>,
    Body(body): Body<ChangeBody>,
) -> Answer<LinkView> {
    caller.may(Scope::LinksWrite)?;
    let link = find(&app, &caller, api::id(&link)?).await?;
    if !edits::may_change(&link, caller.now) {
        return Err(Problem::of(Kind::Conflict).saying(caller.w.links_may_not_change()));
    }
    let form = body.form(LinkForm::to_change(&caller, &link));
    let parsed = form.parse(&caller, gateway_limits(&app));
    let new = parsed.map_err(|mistakes| Problem::of_form(&mistakes, body::pointer))?;
    let new = body.with_times(&caller, &link, new)?;
    let name = (link.id, caller.workspace());
    let edited = edits::edit(&app, name, caller.member(), &new, &caller).await;
    edited.map_err(|error| problem(&caller, error))?;
    Ok(axum::Json(view(&app, &caller, link.id).await?))
}

/// Cancels a link: nobody can begin to pay it any more, and money that still arrives waits for a decision.
#[utoipa::path(
    post,
    path = "/api/v1/links/{link}/cancellation",
    operation_id = "cancel_link",
    tag = "links",
    security(("key" = ["links:write"])),
    params(("link" = uuid::Uuid, Path, description = "The id of the link.")),
    responses((status = 200, description = "The link as it is now.", body = LinkView))
)]
async fn cancellation_create(
    State(app): State<App>,
    caller: ApiCaller,
    Path(link): Path<String>,
    _: Once,
) -> Answer<LinkView> {
    caller.may(Scope::LinksWrite)?;
    let link = find(&app, &caller, api::id(&link)?).await?;
    // What is cancelled already stays so: the work of before is finished.
    if link.closed_at.is_none() {
        let name = (link.id, caller.workspace());
        let closed = links::close(&app, name, caller.member(), true).await;
        closed.map_err(|error| problem(&caller, error))?;
    }
    Ok(axum::Json(view(&app, &caller, link.id).await?))
}

async fn find(app: &App, caller: &ApiCaller, id: LinkId) -> Result<Link, Problem> {
    let link = store::of_workspace(&app.db, id, caller.workspace()).await?;
    link.ok_or_else(|| LinkError::NotFound.into())
}

async fn view(app: &App, caller: &ApiCaller, id: LinkId) -> Result<LinkView, Problem> {
    Ok(LinkView::of(app, &find(app, caller, id).await?, caller.now))
}

/// What a program is told of a link that does not do what was asked of it.
fn problem(caller: &ApiCaller, error: LinkError) -> Problem {
    let w = caller.w;
    match error {
        LinkError::ReferenceTaken => {
            Problem::mistake(Mistake::at("/reference", w.links_reference_taken()))
        }
        LinkError::Begun => Problem::of(Kind::Conflict).saying(w.links_amount_stays()),
        LinkError::NotOpen => Problem::of(Kind::Conflict).saying(w.links_may_not_change()),
        error => error.into(),
    }
}
