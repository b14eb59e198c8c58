//! All meters of a kind on one page, to be read one after the other with a phone in the hand: a field
//! for each, and what was typed stays until all of it is right.

use std::collections::HashMap;
use std::ops::RangeInclusive;

use askama::Template;
use axum::extract::Path;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;
use serde::Deserialize;

use super::expense_form::years;
use super::form::Reader;
use super::meters::kind_word;
use super::meters::last_word;
use super::meters::meter_path;
use super::meters::title;
use super::reading_form::day_in;
use super::reading_form::figure;
use super::reading_form::said;
use crate::app::App;
use crate::buildings::Building;
use crate::buildings::BuildingError;
use crate::buildings::meters;
use crate::buildings::meters::How;
use crate::buildings::meters::Meter;
use crate::buildings::meters::MeterKind;
use crate::buildings::meters::NewReading;
use crate::buildings::meters::ReadingMistake;
use crate::ids::MeterId;
use crate::ids::ReadingId;
use crate::locale::Jalali;
use crate::locale::Voice;
use crate::sessions::Tone;
use crate::web::Desk;
use crate::web::Result;
use crate::web::Visit;
use crate::web::form::Form;
use crate::web::form::Mistakes;
use crate::web::form::Query;

/// Which meters are read.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct Which {
    /// What they count.
    kind: String,
    /// Only those of this block.
    block: Option<String>,
}

/// Shows a field for each meter.
pub(super) async fn edit(
    State(app): State<App>,
    desk: Desk,
    Path(building): Path<String>,
    Query(which): Query<Which>,
) -> Result<Response> {
    let building = super::find(&app, &desk, &building).await?;
    let all = meters::meters(&app.db, building.id).await?;
    let today = Jalali::of(desk.now);
    let day = [today.day.to_string(), today.month.to_string(), today.year.to_string()];
    let page = ReadingsPage::of(&desk, &building, (&all, &which), day);
    desk.page(StatusCode::OK, &page)
}

/// Writes down what was typed, all or nothing.
pub(super) async fn create(
    State(app): State<App>,
    desk: Desk,
    Path(building): Path<String>,
    Form(sent): Form<Vec<(String, String)>>,
) -> Result<Response> {
    let building = super::find(&app, &desk, &building).await?;
    let typed: HashMap<&str, &str> =
        sent.iter().map(|(name, text)| (name.as_str(), text.as_str())).collect();
    let text = |name: &str| typed.get(name).copied().unwrap_or_default().to_owned();
    let block = typed.get("block").map(|block| (*block).to_owned());
    let which = Which { kind: text("kind"), block };
    let all = meters::meters(&app.db, building.id).await?;
    let day = ["day_d", "day_m", "day_y"].map(text);
    let mut page = ReadingsPage::of(&desk, &building, (&all, &which), day);
    let new = page.read(&typed);
    if new.is_empty() && page.is_right() {
        page.mistakes.add("day", desk.w.meters_nothing_typed());
    }
    if page.is_right() {
        let maker = (building.id, desk.session.member);
        match meters::read_meters(&app, maker, &new).await {
            Err(BuildingError::NotRead(wrong)) => page.refuse(wrong),
            came => {
                let came = i64::try_from(came?).unwrap_or(i64::MAX);
                let told = desk.w.meters_readings_came(came, desk.number(came));
                return desk.go(&app, &super::meters::path(&building), Tone::Ok, told).await;
            }
        }
    }
    desk.page(StatusCode::UNPROCESSABLE_ENTITY, &page)
}

/// A meter that is read.
struct Row<'a> {
    meter: &'a Meter,
    title: String,
    before: String,
    path: String,
    typed: String,
    how: String,
    last: String,
    first: String,
    /// What is wrong with it.
    wrong: Option<String>,
    /// Whether it is asked what happened to the meter.
    asks: bool,
}

impl Row<'_> {
    /// The reading, if one was typed; what is wrong with it is kept beside it.
    fn read(&mut self, v: &Voice, typed: &HashMap<&str, &str>) -> Option<(i64, How)> {
        let id = self.meter.id;
        let text = |field: &str| {
            typed.get(format!("{field}-{id}").as_str()).copied().unwrap_or_default().to_owned()
        };
        (self.typed, self.how) = (text("figure"), text("how"));
        (self.last, self.first) = (text("last"), text("first"));
        self.asks = !self.how.is_empty();
        if self.typed.trim().is_empty() {
            return None;
        }
        let replaced = || -> Result<How, String> {
            let (last, first) = (figure(v, &self.last)?, figure(v, &self.first)?);
            Ok(How::Replaced { last, first })
        };
        let how = match self.how.as_str() {
            "rollover" => Ok(How::Rollover),
            "replaced" => replaced(),
            _ => Ok(How::Plain),
        };
        match figure(v, &self.typed).and_then(|figure| Ok((figure, how?))) {
            Ok(read) => Some(read),
            Err(said) => {
                self.wrong = Some(said);
                None
            }
        }
    }
}

#[derive(Template)]
#[template(path = "buildings/readings.html")]
struct ReadingsPage<'a> {
    v: &'a Visit,
    building: &'a Building,
    tab: &'a str,
    /// The kinds that the building has, with what each is called.
    kinds: Vec<(MeterKind, String)>,
    kind: Option<MeterKind>,
    blocks: Vec<String>,
    block: Option<String>,
    rows: Vec<Row<'a>>,
    read_on: [String; 3],
    mistakes: Mistakes,
}

impl<'a> ReadingsPage<'a> {
    fn of(
        v: &'a Visit,
        building: &'a Building,
        (all, which): (&'a [Meter], &Which),
        read_on: [String; 3],
    ) -> Self {
        let mut kinds: Vec<MeterKind> = all.iter().map(|meter| meter.kind).collect();
        kinds.dedup();
        let kind = MeterKind::parse(&which.kind).or(kinds.first().copied());
        let of_kind = || all.iter().filter(move |meter| Some(meter.kind) == kind);
        let mut blocks: Vec<String> = of_kind().filter_map(|meter| meter.block.clone()).collect();
        blocks.dedup();
        let block = which.block.clone().filter(|block| blocks.contains(block));
        let is_shown = |meter: &&Meter| block.is_none() || meter.block == block;
        let row = |meter: &'a Meter| Row {
            meter,
            title: title(v, meter),
            before: last_word(v, meter),
            path: meter_path(building, meter.id),
            typed: String::new(),
            how: String::new(),
            last: String::new(),
            first: String::new(),
            wrong: None,
            asks: false,
        };
        let rows = of_kind().filter(is_shown).map(row).collect();
        Self {
            v,
            building,
            tab: "units",
            kinds: kinds.into_iter().map(|kind| (kind, kind_word(v, kind))).collect(),
            kind,
            blocks: if blocks.len() < 2 { vec![] } else { blocks },
            block,
            rows,
            read_on,
            mistakes: Mistakes::none(),
        }
    }

    /// The readings that were typed.
    fn read(&mut self, typed: &HashMap<&str, &str>) -> Vec<NewReading> {
        let mut reader = Reader::new(self.v);
        let read_on = day_in(&mut reader, &self.read_on);
        self.mistakes = reader.mistakes;
        let mut new = vec![];
        for row in &mut self.rows {
            if let Some(((figure, how), read_on)) = row.read(self.v, typed).zip(read_on) {
                let (id, meter) = (ReadingId::new(self.v.now), row.meter.id);
                new.push(NewReading { id, meter, read_on, figure, how, file: None });
            }
        }
        new
    }

    fn is_right(&self) -> bool {
        self.mistakes.is_empty() && self.rows.iter().all(|row| row.wrong.is_none())
    }

    /// Says beside each field why it is not written down, and asks where a figure is lower.
    fn refuse(&mut self, wrong: Vec<(MeterId, ReadingMistake)>) {
        for (meter, mistake) in wrong {
            for row in self.rows.iter_mut().filter(|row| row.meter.id == meter) {
                row.wrong = Some(said(self.v, mistake));
                row.asks |= matches!(
                    mistake,
                    ReadingMistake::Lower(_)
                        | ReadingMistake::NotRound(_)
                        | ReadingMistake::Backwards
                );
            }
        }
    }

    /// How many of the meters are not right.
    fn wrong(&self) -> i64 {
        let wrong = self.rows.iter().filter(|row| row.wrong.is_some()).count();
        i64::try_from(wrong).unwrap_or(i64::MAX)
    }

    fn back(&self) -> String {
        super::meters::path(self.building)
    }

    fn is_shown(&self, kind: MeterKind) -> bool {
        self.kind == Some(kind)
    }

    fn is_of(&self, block: &String) -> bool {
        self.block.as_ref() == Some(block)
    }

    fn years(&self) -> RangeInclusive<i32> {
        years(self.v)
    }
}
