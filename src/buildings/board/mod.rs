//! The notice board: what the manager of a building tells owners, tenants or everybody. It stands in their
//! accounts until its day has passed or it is taken down, and is sent as a message where the manager has
//! seen what that costs. How many have read it is counted; who they are is nobody's business.

mod edits;
mod store;
mod tell;
mod web;

use axum::Router;
use axum::routing::get;
use axum::routing::post;
use chrono::DateTime;
use chrono::NaiveDate;
use chrono::Utc;

use super::BuildingError;
use super::building::noon;
use super::debts::Resident;
use crate::app::App;
use crate::db::Pool;
use crate::ids::AnnouncementId;
use crate::ids::ResidentId;
use crate::web::Visit;

pub use edits::NewWording;
pub(super) use edits::Version;
pub use edits::edit;
pub(super) use edits::versions;
pub(super) use store::Announcement;
pub(super) use store::end;
pub(super) use store::of_building;
pub(super) use store::one_of_building;
pub(super) use tell::Plan;
pub use tell::announce;
pub(super) use tell::plan;

pub(super) fn routes() -> Router<App> {
    Router::new()
        .route("/b/{token}/news", get(web::index))
        .route("/b/{token}/news/{announcement}/reading", post(web::read))
}

/// Whom an announcement is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, sqlx::Type)]
#[sqlx(type_name = "text", rename_all = "snake_case")]
pub enum Audience {
    /// All who own or rent something in the building.
    Everybody,
    /// Those who own something there, whether they live in it or not.
    Owners,
    /// Those who rent.
    Tenants,
}

impl Audience {
    /// All of them.
    pub const ALL: [Audience; 3] = [Audience::Everybody, Audience::Owners, Audience::Tenants];

    /// As it stands in the database and in forms.
    pub fn code(self) -> &'static str {
        match self {
            Audience::Everybody => "everybody",
            Audience::Owners => "owners",
            Audience::Tenants => "tenants",
        }
    }

    /// The audience with this code.
    pub fn parse(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|audience| audience.code() == code)
    }

    /// What its people are in the building; `None`: whatever they are.
    fn role(self) -> Option<&'static str> {
        match self {
            Audience::Everybody => None,
            Audience::Owners => Some("owner"),
            Audience::Tenants => Some("tenant"),
        }
    }
}

/// An announcement about to be published.
#[derive(Clone, Debug)]
pub struct NewAnnouncement {
    /// Its name.
    pub id: AnnouncementId,
    /// The heading, which is what a message says.
    pub title: String,
    /// What it says, in lines.
    pub words: String,
    /// Whom it is for.
    pub audience: Audience,
    /// Whether it stays above the others, also for who has read it.
    pub is_pinned: bool,
    /// The last day on which it is shown; `None`: until it is taken down.
    pub until: Option<NaiveDate>,
    /// Whether a message is written to them, too.
    pub by_message: bool,
}

/// An announcement as somebody of its audience sees it.
pub(super) struct Posted {
    pub(super) id: AnnouncementId,
    pub(super) title: String,
    pub(super) words: String,
    /// When it was published, and until when it stands.
    pub(super) when: String,
    /// When it was worded anew, if it was.
    pub(super) edited: Option<String>,
    pub(super) is_pinned: bool,
    pub(super) is_read: bool,
}

impl Posted {
    fn of(v: &Visit, shown: store::Shown) -> Self {
        let published = v.moment(shown.published_at);
        Self {
            when: match shown.until {
                Some(day) => v.w.board_when_until(published, v.day_full(noon(day))),
                None => published,
            },
            edited: shown.edited_at.map(|at| v.w.board_edited(v.moment(at))),
            id: shown.id,
            title: shown.title,
            words: shown.words,
            is_pinned: shown.is_pinned,
            is_read: shown.is_read,
        }
    }
}

/// What a building tells somebody at this moment, what is pinned first.
pub(super) async fn shown_to(
    db: &Pool,
    v: &Visit,
    resident: &Resident,
) -> sqlx::Result<Vec<Posted>> {
    let shown = store::shown_to(db, resident.id, v.now).await?;
    Ok(shown.into_iter().map(|shown| Posted::of(v, shown)).collect())
}

/// The same without what they have read, unless it is pinned.
pub(super) async fn fresh(db: &Pool, v: &Visit, resident: &Resident) -> sqlx::Result<Vec<Posted>> {
    let mut shown = shown_to(db, v, resident).await?;
    shown.retain(|posted| posted.is_pinned || !posted.is_read);
    Ok(shown)
}

/// Counts that somebody has read what stands there for them. Counted twice is counted once;
/// [`BuildingError::NotFound`]: nothing of that name stands there.
pub async fn read_news(
    app: &App,
    reader: (ResidentId, AnnouncementId),
) -> Result<(), BuildingError> {
    let is_there = store::read(&app.db, reader, app.clock.now()).await?;
    is_there.then_some(()).ok_or(BuildingError::NotFound)
}

/// Whether an announcement still stands, so that a message about it makes sense.
pub async fn is_up(app: &App, id: AnnouncementId) -> sqlx::Result<bool> {
    store::is_up(&app.back_db, id, app.clock.now()).await
}

/// Whether something that was published is shown at a moment.
fn stands((until, ended_at): (Option<NaiveDate>, Option<DateTime<Utc>>), today: NaiveDate) -> bool {
    ended_at.is_none() && until.is_none_or(|until| today <= until)
}
