//! What a workspace's own programs need: keys, the page that explains the API, and events that they are told
//! of without asking.

mod api;
mod endpoints;
mod giving_up;
mod keys;
mod manual;
mod sentences;
mod wish;

use axum::Router;
use serde_json::Value;
use utoipa_axum::router::OpenApiRouter;

use crate::app::App;

pub use giving_up::follow;

/// The pages of this room. The document describes the API, as the whole house made it.
pub fn routes(document: &Value) -> Router<App> {
    Router::new().merge(keys::routes()).merge(endpoints::routes()).merge(manual::routes(document))
}

/// Webhooks for programs.
pub fn api_routes() -> OpenApiRouter<App> {
    api::routes()
}
