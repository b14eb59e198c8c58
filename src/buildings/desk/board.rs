//! The notice board, as the manager keeps it.

use std::ops::RangeInclusive;

use askama::Template;
use axum::extract::Path;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;
use chrono::NaiveDate;
use chrono::TimeDelta;
use serde::Deserialize;

use super::form::Reader;
use crate::app::App;
use crate::buildings::Audience;
use crate::buildings::Building;
use crate::buildings::NewAnnouncement;
use crate::buildings::board;
use crate::buildings::board::Announcement;
use crate::buildings::board::Plan;
use crate::buildings::building::date_of;
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

/// Letters of a heading.
pub(super) const TITLE_CHARS_MAX: usize = 60;

/// Letters of an announcement.
pub(super) const WORDS_CHARS_MAX: usize = 2000;

/// Shows the board, with an empty sheet.
pub(super) async fn index(
    State(app): State<App>,
    desk: Desk,
    Path(building): Path<String>,
) -> Result<Response> {
    let building = super::find(&app, &desk, &building).await?;
    let filled = (NewsForm::blank(&desk), Mistakes::none());
    draw(&app, (&desk, StatusCode::OK), &building, filled, None).await
}

/// Publishes an announcement. Where messages go out with it, the manager sees first to how many and what
/// they cost, and agrees to just that.
pub(super) async fn create(
    State(app): State<App>,
    desk: Desk,
    Path(building): Path<String>,
    Form(form): Form<NewsForm>,
) -> Result<Response> {
    let building = super::find(&app, &desk, &building).await?;
    let mut reader = Reader::new(&desk);
    let new = form.parse(&mut reader);
    if !reader.mistakes.is_empty() {
        let answer = (&desk, StatusCode::UNPROCESSABLE_ENTITY);
        return draw(&app, answer, &building, (form, reader.mistakes), None).await;
    }
    if new.by_message {
        let plan = board::plan(&app, building.id, &new).await?;
        if form.agreed != agreement(&plan) {
            let filled = (form, Mistakes::none());
            return draw(&app, (&desk, StatusCode::OK), &building, filled, Some(plan)).await;
        }
    }
    board::announce(&app, (building.id, desk.session.member), &new).await?;
    let said = if new.by_message { desk.w.board_sent() } else { desk.w.board_published() };
    desk.go(&app, &path(&building), Tone::Ok, said).await
}

/// Takes an announcement down.
pub(super) async fn end(
    State(app): State<App>,
    desk: Desk,
    Path((building, announcement)): Path<(String, String)>,
) -> Result<Response> {
    let building = super::find(&app, &desk, &building).await?;
    let id: AnnouncementId = announcement.parse().map_err(|_| Error::NotFound)?;
    board::one_of_building(&app.db, (building.id, id)).await?.ok_or(Error::NotFound)?;
    board::end(&app.db, (building.id, desk.session.member), id, desk.now).await?;
    desk.go(&app, &path(&building), Tone::Ok, desk.w.board_ended()).await
}

/// The page of the board.
fn path(building: &Building) -> String {
    format!("{}/news", building.path())
}

/// What the button agrees to: so many messages of so many SMS.
fn agreement(plan: &Plan) -> String {
    format!("{}x{}+{}", plan.sms, plan.parts, plan.letters)
}

async fn draw(
    app: &App,
    (desk, status): (&Desk, StatusCode),
    building: &Building,
    (form, mistakes): (NewsForm, Mistakes),
    plan: Option<Plan>,
) -> Result<Response> {
    let page = BoardPage {
        v: desk,
        building,
        tab: "board",
        news: board::of_building(&app.db, building.id).await?,
        form,
        mistakes,
        plan: plan.map(|plan| Planned::of(app, desk, &plan)),
    };
    desk.page(status, &page)
}

/// What the messages of an announcement are and cost, in words.
struct Planned {
    text: String,
    parts: String,
    /// To how many they go, and what that costs.
    sum: String,
    /// Whom they do not reach.
    lost: Vec<String>,
    agreed: String,
}

impl Planned {
    fn of(app: &App, v: &Visit, plan: &Plan) -> Self {
        let count = |count: usize| i64::try_from(count).unwrap_or(i64::MAX);
        let cost = v.amount_unit(app.config.messages.sms_price(plan.parts_in_all()));
        let (sms, parts) = (count(plan.sms), count(plan.parts));
        let all = count(plan.parts_in_all());
        let said = |number: usize, word: fn(&Visit, i64, String) -> String| {
            (number != 0).then(|| word(v, count(number), v.number(count(number))))
        };
        let letters = said(plan.letters, |v, n, said| v.w.board_letters(n, said));
        let unwilling = said(plan.unwilling, |v, n, said| v.w.board_unwilling(n, said));
        let nobody = said(plan.nobody, |v, n, said| v.w.board_nobody(n, said));
        Self {
            text: plan.text.clone(),
            parts: v.w.messages_parts(parts, v.number(parts)),
            sum: v.w.board_cost(sms, v.number(sms), v.number(all), cost),
            lost: [letters, unwilling, nobody].into_iter().flatten().collect(),
            agreed: agreement(plan),
        }
    }
}

/// An announcement, as typed.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub(super) struct NewsForm {
    id: String,
    title: String,
    words: String,
    audience: String,
    is_pinned: String,
    ends: String,
    day_d: String,
    day_m: String,
    day_y: String,
    by_message: String,
    /// What its manager has seen of the messages, and agrees to.
    agreed: String,
}

impl NewsForm {
    fn blank(v: &Visit) -> Self {
        let soon = Jalali::of(v.now + TimeDelta::days(7));
        Self {
            id: AnnouncementId::new(v.now).to_string(),
            audience: Audience::Everybody.code().to_owned(),
            day_d: soon.day.to_string(),
            day_m: soon.month.to_string(),
            day_y: soon.year.to_string(),
            ..Self::default()
        }
    }

    fn parse(&self, reader: &mut Reader) -> NewAnnouncement {
        let title = reader.text("title", &self.title, (1, TITLE_CHARS_MAX));
        let by_message = self.by_message == "yes";
        if by_message && !notices::is_plain(&title) {
            reader.mistakes.add("title", reader.v.w.board_not_plain());
        }
        let audience = Audience::parse(&self.audience);
        if audience.is_none() {
            reader.mistakes.add("audience", reader.v.w.buildings_missing());
        }
        NewAnnouncement {
            id: self.id.parse().unwrap_or_else(|_| AnnouncementId::new(reader.v.now)),
            title,
            words: reader.lines("words", &self.words, WORDS_CHARS_MAX),
            audience: audience.unwrap_or(Audience::Everybody),
            is_pinned: self.is_pinned == "yes",
            until: if self.ends == "yes" { self.last_day(reader) } else { None },
            by_message,
        }
    }

    /// The last day, which has not passed.
    fn last_day(&self, reader: &mut Reader) -> Option<NaiveDate> {
        let (day, month) = (self.day_d.parse().unwrap_or(0), self.day_m.parse().unwrap_or(0));
        let day = Jalali::new(self.day_y.parse().unwrap_or(0), month, day).map(date_of);
        match day {
            None => reader.mistakes.add("day", reader.v.w.buildings_no_such_day()),
            Some(day) if day < today(reader.v.now) => {
                reader.mistakes.add("day", reader.v.w.board_day_has_passed());
            }
            Some(_) => (),
        }
        day
    }
}

#[derive(Template)]
#[template(path = "buildings/board.html")]
struct BoardPage<'a> {
    v: &'a Visit,
    building: &'a Building,
    tab: &'a str,
    news: Vec<Announcement>,
    form: NewsForm,
    mistakes: Mistakes,
    plan: Option<Planned>,
}

impl BoardPage<'_> {
    fn audiences(&self) -> [(&'static str, String); 3] {
        Audience::ALL.map(|audience| (audience.code(), self.audience(audience)))
    }

    fn audience(&self, audience: Audience) -> String {
        match audience {
            Audience::Everybody => self.v.w.board_to_everybody(),
            Audience::Owners => self.v.w.board_to_owners(),
            Audience::Tenants => self.v.w.board_to_tenants(),
        }
    }

    fn stands(&self, one: &Announcement) -> bool {
        one.stands(today(self.v.now))
    }

    /// Whom it is for, since when and until when.
    fn small(&self, one: &Announcement) -> String {
        let published = self.v.moment(one.published_at);
        let when = match one.until {
            Some(day) => self.v.w.board_when_until(published, self.v.day_full(noon(day))),
            None => published,
        };
        let edited = one.edited_at.map(|at| self.v.w.board_edited(self.v.moment(at)));
        let said = [Some(self.audience(one.audience)), Some(when), edited];
        said.into_iter().flatten().collect::<Vec<_>>().join(" · ")
    }

    /// How many have read it, and to how many a message went.
    fn counts(&self, one: &Announcement) -> String {
        let (told, reads) = (i64::from(one.told), one.reads);
        let read = self.v.w.board_reads(reads, self.v.number(reads));
        if told == 0 {
            read
        } else {
            format!("{read} · {}", self.v.w.board_told(told, self.v.number(told)))
        }
    }

    fn years(&self) -> RangeInclusive<i32> {
        years(self.v)
    }
}

/// The years in which an announcement may end.
pub(super) fn years(v: &Visit) -> RangeInclusive<i32> {
    let year = Jalali::of(v.now).year;
    year..=year + 1
}
