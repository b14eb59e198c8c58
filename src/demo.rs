//! Placeholder.
use crate::app::App;
pub const MOBILE: &str = "09120004500";
pub async fn fill(_: &App) -> anyhow::Result<String> {
    Ok(String::new())
}
