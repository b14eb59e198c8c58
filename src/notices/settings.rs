//! How a workspace writes to its payers: its texts, its rules for reminding, and whether the other way
//! is tried when the first fails.

use chrono::DateTime;
use chrono::Utc;
use sqlx::query;
use sqlx::types::Json;

use super::Rules;
use super::Texts;
use crate::acts;
use crate::acts::Act;
use crate::db;
use crate::db::Pool;
use crate::ids::WorkspaceId;

/// The settings of a workspace.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Settings {
    /// Its own words.
    pub texts: Texts,
    /// When a payer is reminded.
    pub rules: Rules,
    /// Whether the other way is tried when the first fails.
    pub other_way: bool,
}

impl Default for Settings {
    fn default() -> Self {
        Self { texts: Texts::default(), rules: Rules::default(), other_way: true }
    }
}

/// The settings of a workspace.
pub async fn settings(db: &Pool, workspace: WorkspaceId) -> sqlx::Result<Settings> {
    let row = query!(
        r#"select texts as "texts: Json<Texts>", days_before, days_after, other_channel
        from message_settings where workspace_id = $1"#,
        workspace.as_uuid(),
    );
    let row = row.fetch_optional(db).await?;
    Ok(row.map_or_else(Settings::default, |row| Settings {
        texts: row.texts.0,
        rules: Rules::new(row.days_before, row.days_after),
        other_way: row.other_channel,
    }))
}

/// Keeps the settings of a workspace.
pub async fn save(
    db: &Pool,
    workspace: WorkspaceId,
    settings: &Settings,
    now: DateTime<Utc>,
) -> sqlx::Result<()> {
    let mut tx = db::begin(db).await?;
    query!(
        "insert into message_settings
            (workspace_id, texts, days_before, days_after, other_channel, changed_at)
        values ($1, $2, $3, $4, $5, $6)
        on conflict (workspace_id) do update
        set texts = $2, days_before = $3, days_after = $4, other_channel = $5, changed_at = $6",
        workspace.as_uuid(),
        Json(&settings.texts) as _,
        settings.rules.before(),
        settings.rules.after(),
        settings.other_way,
        now,
    )
    .execute(&mut *tx)
    .await?;
    acts::note(&mut tx, Act::TextsChanged, (workspace.as_uuid(), ""), now).await?;
    tx.commit().await
}
