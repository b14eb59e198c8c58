//! Placeholder.
use crate::app::App;
use crate::db::Pool;
use crate::ids::WorkspaceId;
use crate::locale::Language;
use crate::mobile::Mobile;
use axum::Router;
#[derive(Clone, Debug)]
pub struct Contact {
    pub mobile: Mobile,
    pub email: Option<String>,
    pub language: Language,
}
pub fn routes() -> Router<App> {
    Router::new()
}
pub async fn contacts(_: &Pool, _: WorkspaceId) -> sqlx::Result<Vec<Contact>> {
    Ok(vec![])
}
