//! One announcement: its manager words it anew, and sees how it stood before.

use std::ops::RangeInclusive;

use askama::Template;
use axum::extract::Path;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;
use chrono::NaiveDate;
use chrono::TimeDelta;
use serde::Deserialize;

use super::board::TITLE_CHARS_MAX;
use super::board::WORDS_CHARS_MAX;
use super::form::Reader;
use crate::app::App;
use crate::buildings::Building;
use crate::buildings::BuildingError;
use crate::buildings::NewWording;
use crate::buildings::board;
use crate::buildings::board::Announcement;
use crate::buildings::board::Version;
use crate::buildings::building::noon;
use crate::buildings::building::today;
use crate::ids::AnnouncementId;
use crate::locale::Jalali;
use crate::notices;
use crate::sessions::Tone;
use crate::web::Desk;
use crate::web::Error;
use crate::web::Result;
use crate::web::Visit;
use crate::web::form::Form;
use crate::web::form::Mistakes;

/// Shows an announcement as it stands, to be worded anew.
pub(super) async fn show(
    State(app): State<App>,
    desk: Desk,
    Path(of): Path<(String, String)>,
) -> Result<Response> {
    let (building, announcement) = find(&app, &desk, &of).await?;
    let versions = board::versions(&app.db, announcement.id).await?;
    let filled = (WordingForm::of(&desk, &announcement, versions.len()), Mistakes::none());
    draw((&desk, StatusCode::OK), (&building, &announcement), &versions, filled)
}

/// Words it anew.
pub(super) async fn update(
    State(app): State<App>,
    desk: Desk,
    Path(of): Path<(String, String)>,
    Form(form): Form<WordingForm>,
) -> Result<Response> {
    let (building, announcement) = find(&app, &desk, &of).await?;
    let mut reader = Reader::new(&desk);
    let new = form.parse(&mut reader, announcement.told != 0);
    if !reader.mistakes.is_empty() {
        let versions = board::versions(&app.db, announcement.id).await?;
        let (answer, filled) = ((&desk, StatusCode::UNPROCESSABLE_ENTITY), (form, reader.mistakes));
        return draw(answer, (&building, &announcement), &versions, filled);
    }
    let seen = (announcement.id, form.seen.parse().unwrap_or(0));
    let maker = (building.id, desk.session.member);
    let path = format!("{}/news/{}", building.path(), announcement.id);
    match board::edit(&app, maker, seen, &new).await {
        Err(BuildingError::NotAsShown) => {
            desk.go(&app, &path, Tone::Warn, desk.w.board_has_changed()).await
        }
        done => {
            done?;
            desk.go(&app, &path, Tone::Ok, desk.w.board_is_edited()).await
        }
    }
}

async fn find(
    app: &App,
    desk: &Desk,
    (building, announcement): &(String, String),
) -> Result<(Building, Announcement)> {
    let building = super::find(app, desk, building).await?;
    let id: AnnouncementId = announcement.parse().map_err(|_| Error::NotFound)?;
    let found = board::one_of_building(&app.db, (building.id, id)).await?;
    Ok((building, found.ok_or(Error::NotFound)?))
}

fn draw(
    (desk, status): (&Desk, StatusCode),
    (building, announcement): (&Building, &Announcement),
    versions: &[Version],
    (form, mistakes): (WordingForm, Mistakes),
) -> Result<Response> {
    let page = AnnouncementPage {
        v: desk,
        building,
        tab: "board",
        announcement,
        versions,
        form,
        mistakes,
    };
    desk.page(status, &page)
}

/// An announcement, as typed anew.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub(super) struct WordingForm {
    /// How many earlier versions there were when the page was drawn.
    seen: String,
    title: String,
    words: String,
    is_pinned: String,
    ends: String,
    day_d: String,
    day_m: String,
    day_y: String,
}

impl WordingForm {
    fn of(v: &Visit, announcement: &Announcement, seen: usize) -> Self {
        let yes = |is: bool| if is { "yes".to_owned() } else { String::new() };
        let soon = Jalali::of(announcement.until.map_or(v.now + TimeDelta::days(7), noon));
        Self {
            seen: seen.to_string(),
            title: announcement.title.clone(),
            words: announcement.words.clone(),
            is_pinned: yes(announcement.is_pinned),
            ends: yes(announcement.until.is_some()),
            day_d: soon.day.to_string(),
            day_m: soon.month.to_string(),
            day_y: soon.year.to_string(),
        }
    }

    fn parse(&self, reader: &mut Reader, was_told: bool) -> NewWording {
        let title = reader.text("title", &self.title, (1, TITLE_CHARS_MAX));
        if was_told && !notices::is_plain(&title) {
            reader.mistakes.add("title", reader.v.w.board_not_plain());
        }
        NewWording {
            title,
            words: reader.lines("words", &self.words, WORDS_CHARS_MAX),
            is_pinned: self.is_pinned == "yes",
            until: if self.ends == "yes" { self.last_day(reader) } else { None },
        }
    }

    fn last_day(&self, reader: &mut Reader) -> Option<NaiveDate> {
        let day = reader.day("day", (&self.day_d, &self.day_m, &self.day_y));
        if day.is_some_and(|day| day < today(reader.v.now)) {
            reader.mistakes.add("day", reader.v.w.board_day_has_passed());
        }
        day
    }
}

#[derive(Template)]
#[template(path = "buildings/announcement.html")]
struct AnnouncementPage<'a> {
    v: &'a Visit,
    building: &'a Building,
    tab: &'a str,
    announcement: &'a Announcement,
    versions: &'a [Version],
    form: WordingForm,
    mistakes: Mistakes,
}

impl AnnouncementPage<'_> {
    /// The page of the whole board.
    fn list(&self) -> String {
        format!("{}/news", self.building.path())
    }

    fn stands(&self) -> bool {
        self.announcement.stands(today(self.v.now))
    }

    /// Who replaced a version, and when.
    fn small(&self, version: &Version) -> String {
        self.v.w.buildings_by_and_when(&version.replaced_by, self.v.moment(version.replaced_at))
    }

    fn years(&self) -> RangeInclusive<i32> {
        super::board::years(self.v)
    }
}
