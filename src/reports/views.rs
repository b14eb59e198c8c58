//! Questions that are asked again and again, kept under names for everybody in the workspace.

use axum::extract::Path;
use axum::extract::State;
use axum::response::Response;
use serde::Deserialize;
use sqlx::query;
use uuid::Uuid;

use super::filter::Asked;
use super::filter::Filter;
use super::form::Tab;
use crate::app::App;
use crate::db::Tx;
use crate::ids;
use crate::locale;
use crate::sessions::Tone;
use crate::web::Desk;
use crate::web::Error;
use crate::web::Result;
use crate::web::form::Form;

const NAME_CHARS_MAX: usize = 40;
const QUESTION_CHARS_MAX: usize = 1_000;

/// More names than this help nobody.
const VIEWS_MAX: i64 = 30;

/// A kept question.
pub(super) struct View {
    pub(super) id: Uuid,
    pub(super) tab: Tab,
}

/// What is kept: a name and the question in the form of an address.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Keeping {
    name: String,
    question: String,
}

/// Keeps a question; one with the same name gives way to it.
pub(super) async fn create(
    State(app): State<App>,
    desk: Desk,
    Form(keeping): Form<Keeping>,
) -> Result<Response> {
    let name = locale::clean(&keeping.name);
    let asked: Asked = read(&keeping.question)?;
    let filter = Filter::read(&app, &desk, &asked).await?.map_err(|_| Error::BadRequest)?;
    let question = filter.kept_question(&desk, &asked);
    if QUESTION_CHARS_MAX < question.chars().count() {
        return Err(Error::BadRequest);
    }
    let path = format!("/accounting?{question}");
    if name.is_empty() || NAME_CHARS_MAX < name.chars().count() {
        let max = i64::try_from(NAME_CHARS_MAX).unwrap_or_default();
        let said = desk.w.reports_view_needs_a_name(desk.number(max));
        return desk.go(&app, &path, Tone::Bad, said).await;
    }
    let now = app.clock.now();
    let kept = query!(
        "insert into report_views (id, workspace_id, name, question, kept_by, kept_at)
        select $1, $2, $3, $4, $5, $6
        where (select count(*) from report_views where workspace_id = $2) < $7
        or exists (select from report_views where workspace_id = $2 and name = $3)
        on conflict (workspace_id, name) do update set question = $4, kept_by = $5, kept_at = $6",
        ids::at(now),
        desk.session.workspace.as_uuid(),
        name,
        question,
        desk.session.member.as_uuid(),
        now,
        VIEWS_MAX,
    )
    .execute(&app.db)
    .await?;
    let (tone, said) = match kept.rows_affected() {
        0 => (Tone::Bad, desk.w.reports_too_many_views(desk.number(VIEWS_MAX))),
        _ => (Tone::Ok, desk.w.reports_view_kept(locale::isolate(&name))),
    };
    desk.go(&app, &path, tone, said).await
}

/// Forgets a kept question.
pub(super) async fn removal_create(
    State(app): State<App>,
    desk: Desk,
    Path(view): Path<Uuid>,
) -> Result<Response> {
    let gone = query!(
        "delete from report_views where id = $1 and workspace_id = $2",
        view,
        desk.session.workspace.as_uuid(),
    )
    .execute(&app.db)
    .await?;
    if gone.rows_affected() == 0 {
        return Err(Error::NotFound);
    }
    desk.go(&app, "/accounting", Tone::Ok, desk.w.reports_view_gone()).await
}

/// The kept questions of a workspace; the current one is marked.
pub(super) async fn all(
    tx: &mut Tx,
    desk: &Desk,
    filter: &Filter,
    asked: &Asked,
) -> sqlx::Result<Vec<View>> {
    let now = filter.kept_question(desk, asked);
    let found = query!(
        "select id, name, question from report_views where workspace_id = $1 order by name",
        filter.workspace.as_uuid(),
    )
    .fetch_all(&mut **tx)
    .await?;
    let view = |row: (Uuid, String, String)| View {
        id: row.0,
        tab: Tab {
            word: row.1,
            address: format!("/accounting?{}", row.2),
            is_current: row.2 == now,
        },
    };
    Ok(found.into_iter().map(|row| view((row.id, row.name, row.question))).collect())
}

/// Reads a question from the form of an address; fields that it does not know count for nothing.
fn read(question: &str) -> Result<Asked> {
    let uri = format!("/?{question}").parse().map_err(|_| Error::BadRequest)?;
    let query = axum_extra::extract::Query::try_from_uri(&uri).map_err(|_| Error::BadRequest)?;
    Ok(query.0)
}
