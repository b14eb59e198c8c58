//! What a workspace's own programs need: keys, and the page that explains the API.

mod keys;
mod manual;
mod sentences;

use axum::Router;
use serde_json::Value;

use crate::app::App;

/// The pages of this room. The document describes the API, as the whole house made it.
pub fn routes(document: &Value) -> Router<App> {
    Router::new().merge(keys::routes()).merge(manual::routes(document))
}
