//! One reading of a meter: written down with the picture of the dial, corrected, or taken out.

use std::ops::RangeInclusive;

use askama::Template;
use axum::extract::Multipart;
use axum::extract::Path;
use axum::extract::State;
use axum::extract::multipart::MultipartRejection;
use axum::http::StatusCode;
use axum::response::Response;

use super::expense_form::years;
use super::form::Reader;
use super::meters::Filled;
use super::meters::draw as draw_meter;
use super::meters::find as find_meter;
use super::meters::meter_path;
use super::meters::title;
use super::reading_form::ReadingForm;
use super::reading_form::field_of;
use super::reading_form::said;
use crate::app::App;
use crate::buildings::Building;
use crate::buildings::BuildingError;
use crate::buildings::building::noon;
use crate::buildings::history::Change;
use crate::buildings::messages;
use crate::buildings::meters;
use crate::buildings::meters::How;
use crate::buildings::meters::Meter;
use crate::buildings::meters::Reading;
use crate::buildings::meters::ReadingState;
use crate::buildings::web::serve;
use crate::ids::ReadingId;
use crate::locale::Voice;
use crate::locale::isolate;
use crate::sessions::Tone;
use crate::web::Desk;
use crate::web::Error;
use crate::web::Result;
use crate::web::Visit;
use crate::web::form::Mistakes;

/// Writes a reading down.
pub(super) async fn create(
    State(app): State<App>,
    desk: Desk,
    Path(of): Path<(String, String)>,
    form: Result<Multipart, MultipartRejection>,
) -> Result<Response> {
    let (building, meter) = find_meter(&app, &desk, (&of.0, &of.1)).await?;
    let (form, file) = ReadingForm::read(form.map_err(|_| Error::BadRequest)?).await?;
    let mut reader = Reader::new(&desk);
    if let Some(new) = form.parse(&mut reader, meter.id, file) {
        let maker = (building.id, desk.session.member);
        let read = meters::read_meters(&app, maker, &[new]).await;
        if read.map(|_| ()).or_else(|error| refused(&mut reader, error)).is_ok()
            && reader.mistakes.is_empty()
        {
            let path = meter_path(&building, meter.id);
            return desk.go(&app, &path, Tone::Ok, desk.w.meters_read_one()).await;
        }
    }
    let filled = Filled { reading: form, mistakes: reader.mistakes, ..Filled::of(&desk, &meter) };
    let answer = (&desk, StatusCode::UNPROCESSABLE_ENTITY);
    draw_meter(&app, answer, (&building, &meter), filled).await
}

/// Notes beside their fields why readings are not written down; any other error stays one.
fn refused(reader: &mut Reader, error: BuildingError) -> Result<(), BuildingError> {
    let BuildingError::NotRead(wrong) = error else { return Err(error) };
    for (_, mistake) in wrong {
        let said = said(reader.v, mistake);
        reader.mistakes.add(field_of(mistake), said);
    }
    Ok(())
}

/// Shows a reading, to be corrected.
pub(super) async fn edit(
    State(app): State<App>,
    desk: Desk,
    Path(of): Path<(String, String)>,
) -> Result<Response> {
    let (building, meter, reading) = find(&app, &desk, &of).await?;
    let form = ReadingForm::of(&desk, &reading);
    let answer = (&desk, StatusCode::OK);
    draw(&app, answer, (&building, &meter, &reading), (form, Mistakes::none())).await
}

/// Corrects a reading.
pub(super) async fn update(
    State(app): State<App>,
    desk: Desk,
    Path(of): Path<(String, String)>,
    form: Result<Multipart, MultipartRejection>,
) -> Result<Response> {
    let (building, meter, reading) = find(&app, &desk, &of).await?;
    let (mut form, file) = ReadingForm::read(form.map_err(|_| Error::BadRequest)?).await?;
    form.id = reading.id.to_string();
    let mut reader = Reader::new(&desk);
    if let Some(new) = form.parse(&mut reader, meter.id, file) {
        let maker = (building.id, desk.session.member);
        match meters::correct(&app, maker, &meter, &new).await {
            Ok(()) => {
                let path = meter_path(&building, meter.id);
                return desk.go(&app, &path, Tone::Ok, desk.w.buildings_saved()).await;
            }
            Err(BuildingError::IsDivided) => (),
            Err(error) => refused(&mut reader, error)?,
        }
    }
    let answer = (&desk, StatusCode::UNPROCESSABLE_ENTITY);
    draw(&app, answer, (&building, &meter, &reading), (form, reader.mistakes)).await
}

/// Takes a reading out.
pub(super) async fn deletion_create(
    State(app): State<App>,
    desk: Desk,
    Path(of): Path<(String, String)>,
) -> Result<Response> {
    let (building, meter, reading) = find(&app, &desk, &of).await?;
    let maker = (building.id, desk.session.member);
    let mut reader = Reader::new(&desk);
    match meters::delete(&app, maker, (&meter, reading.id)).await {
        Ok(()) => {
            let path = meter_path(&building, meter.id);
            return desk.go(&app, &path, Tone::Ok, desk.w.meters_reading_deleted()).await;
        }
        Err(BuildingError::IsDivided) => (),
        Err(BuildingError::NotRead(_)) => {
            reader.mistakes.add("figure", desk.w.meters_next_follows());
        }
        Err(error) => return Err(error.into()),
    }
    let form = ReadingForm::of(&desk, &reading);
    let answer = (&desk, StatusCode::UNPROCESSABLE_ENTITY);
    draw(&app, answer, (&building, &meter, &reading), (form, reader.mistakes)).await
}

/// The picture of the dial.
pub(super) async fn file(
    State(app): State<App>,
    desk: Desk,
    Path(of): Path<(String, String)>,
) -> Result<Response> {
    let (building, _, reading) = find(&app, &desk, &of).await?;
    let photo = meters::photo(&app.db, (building.id, reading.id)).await?;
    Ok(serve(photo.ok_or(Error::NotFound)?))
}

async fn find(
    app: &App,
    desk: &Desk,
    (building, reading): &(String, String),
) -> Result<(Building, Meter, Reading)> {
    let building = super::find(app, desk, building).await?;
    let id: ReadingId = reading.parse().map_err(|_| Error::NotFound)?;
    let meter = meters::of_reading(&app.db, (building.id, id)).await?.ok_or(Error::NotFound)?;
    let readings = meters::readings(&app.db, &[meter.id]).await?;
    let reading = readings.into_iter().find(|reading| reading.id == id);
    Ok((building, meter, reading.ok_or(Error::NotFound)?))
}

/// A reading in a list, with what was consumed since the one before.
pub(super) struct Row {
    pub(super) id: ReadingId,
    pub(super) figure: String,
    /// None: it is the first.
    pub(super) consumed: Option<String>,
    pub(super) day: String,
    /// The month that it counts for.
    pub(super) month: String,
    pub(super) happened: Option<String>,
    pub(super) by: String,
    pub(super) has_file: bool,
}

/// The readings of a meter, newest first.
pub(super) async fn rows(app: &App, v: &Visit, meter: &Meter) -> Result<Vec<Row>> {
    let readings = meters::readings(&app.db, &[meter.id]).await?;
    let before = std::iter::once(None).chain(readings.iter().map(|reading| Some(reading.figure)));
    let row = |(reading, before): (&Reading, Option<i64>)| {
        let since = before.and_then(|before| {
            meters::consumed(before, (reading.figure, reading.how), meter.digits).ok()
        });
        Row {
            id: reading.id,
            figure: v.digits(&reading.figure.to_string()),
            consumed: since.map(|since| {
                v.w.meters_amount(v.digits(&since.to_string()), isolate(&meter.measure))
            }),
            day: v.day_full(noon(reading.read_on)),
            month: messages::title(v, reading.period),
            happened: happened(v, reading.how),
            by: v.w.buildings_by_and_when(&reading.by, v.moment(reading.written_at)),
            has_file: reading.has_file,
        }
    };
    let mut rows: Vec<Row> = readings.iter().zip(before).map(row).collect();
    rows.reverse();
    Ok(rows)
}

/// What happened to a meter, in words.
fn happened(v: &Voice, how: How) -> Option<String> {
    let figure = |figure: i64| v.digits(&figure.to_string());
    match how {
        How::Plain => None,
        How::Rollover => Some(v.w.meters_went_round()),
        How::Replaced { last, first } => Some(v.w.meters_was_replaced(figure(last), figure(first))),
    }
}

/// What was corrected of the readings of a meter: what, and by whom and when; newest first.
pub(super) async fn changes(app: &App, v: &Visit, meter: &Meter) -> Result<Vec<(String, String)>> {
    let of = |state: &ReadingState| {
        let on = v
            .w
            .meters_figure_on(v.digits(&state.figure.to_string()), v.day_full(noon(state.read_on)));
        match happened(v, state.how) {
            Some(happened) => v.w.meters_and_happened(on, happened),
            None => on,
        }
    };
    let said = |change: Change<ReadingState>| {
        let what = match &change.after {
            Some(after) => {
                v.w.buildings_from_to(v.w.meters_reading(), of(&change.before), of(after))
            }
            None => v.w.meters_was_deleted(of(&change.before)),
        };
        (what, v.w.buildings_by_and_when(change.by, v.moment(change.at)))
    };
    let changes = meters::history(&app.db, meter).await?;
    Ok(changes.into_iter().map(said).collect())
}

async fn draw(
    app: &App,
    (desk, status): (&Desk, StatusCode),
    (building, meter, reading): (&Building, &Meter, &Reading),
    (form, mistakes): (ReadingForm, Mistakes),
) -> Result<Response> {
    let page = ReadingPage {
        v: desk,
        building,
        tab: "units",
        title: title(desk.voice(), meter),
        back: meter_path(building, meter.id),
        path: format!("{}/readings/{}", building.path(), reading.id),
        is_divided: meters::is_divided(&app.db, reading).await?,
        figure: desk.w.meters_figure_on(
            desk.digits(&reading.figure.to_string()),
            desk.day_full(noon(reading.read_on)),
        ),
        has_file: reading.has_file,
        reading: form,
        meter,
        mistakes,
    };
    desk.page(status, &page)
}

#[derive(Template)]
#[template(path = "buildings/reading.html")]
struct ReadingPage<'a> {
    v: &'a Visit,
    building: &'a Building,
    tab: &'a str,
    title: String,
    back: String,
    path: String,
    is_divided: bool,
    figure: String,
    has_file: bool,
    reading: ReadingForm,
    meter: &'a Meter,
    mistakes: Mistakes,
}

impl ReadingPage<'_> {
    fn years(&self) -> RangeInclusive<i32> {
        years(self.v)
    }
}
