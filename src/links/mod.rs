//! Placeholder.
use axum::Router;
use crate::app::App;
pub fn routes() -> Router<App> { Router::new() }
pub async fn tell_paid(_: &App, _: crate::ids::LinkId, _: crate::ids::PaymentId) -> anyhow::Result<()> { Ok(()) }
pub async fn tell_expired(_: &App, _: crate::ids::LinkId) -> anyhow::Result<()> { Ok(()) }
