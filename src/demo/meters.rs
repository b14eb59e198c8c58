//! The water meters of the building: one for each unit and the main one in the cellar, read each month.

use chrono::DateTime;
use chrono::TimeDelta;
use chrono::Utc;
use sqlx::query;

use crate::app::App;
use crate::buildings;
use crate::buildings::Category;
use crate::buildings::How;
use crate::buildings::Key;
use crate::buildings::MeterKind;
use crate::buildings::NewMeter;
use crate::buildings::NewReading;
use crate::buildings::Place;
use crate::ids::BuildingId;
use crate::ids::MemberId;
use crate::ids::MeterId;
use crate::ids::ReadingId;

/// What the main meter showed when the building came here.
const MAIN: i64 = 21_460;

/// What goes to the stairs and the garden in a month.
const COMMON: i64 = 17;

/// The unit whose meter was replaced, and by which reading.
const REPLACED: (i64, i64) = (14, 3);

/// The dial of the main meter, drawn.
const DIAL: &[u8] = include_bytes!("dial.png");

/// Adds the meters, reads them for the first time, and lets water go by them; what no unit's meter counted
/// goes by area, as the law has it.
pub(super) async fn install(app: &App, maker: (BuildingId, MemberId)) -> anyhow::Result<()> {
    let now = app.clock.now();
    for place in [Place::Each, Place::Main] {
        let new = NewMeter {
            id: MeterId::new(now),
            place,
            kind: MeterKind::Water,
            measure: "متر مکعب".to_owned(),
            serial: (place == Place::Main).then(|| "88-41207".to_owned()),
            digits: 5,
        };
        let refused = buildings::add_meter(app, maker, &new).await?.err();
        anyhow::ensure!(refused.is_none(), "a meter was refused: {refused:?}");
    }
    read(app, maker, 0, now - TimeDelta::days(30)).await?;
    let water = buildings::categories(&app.db, maker.0).await?.into_iter().next();
    let Some(water) = water else { return Ok(()) };
    let by_meters = Category {
        key: Key::Meter,
        other_key: Key::Area,
        meter_kind: Some(MeterKind::Water),
        ..water
    };
    buildings::divide(app, maker.0, &by_meters).await?;
    Ok(())
}

/// Reads all meters; `turn` is how many months went by since the first reading.
pub(super) async fn read(
    app: &App,
    maker: (BuildingId, MemberId),
    turn: i64,
    on: DateTime<Utc>,
) -> anyhow::Result<()> {
    let meters = query!(
        "select meters.id, number_order::bigint as place from meters
        left join units on units.id = unit_id
        where meters.building_id = $1 order by meters.id",
        maker.0.as_uuid(),
    )
    .fetch_all(&app.db)
    .await?;
    let now = app.clock.now();
    let mut readings = vec![];
    for meter in &meters {
        let (figure, how) = match meter.place {
            Some(place) => of_unit(place, turn),
            None => (main(turn), How::Plain),
        };
        readings.push(NewReading {
            id: ReadingId::new(now),
            meter: meter.id.into(),
            read_on: on.date_naive(),
            figure,
            how,
            file: meter.place.is_none().then(|| ("image/png", DIAL.to_vec())),
        });
    }
    buildings::read_meters(app, maker, &readings).await?;
    Ok(())
}

/// What the meter of a unit shows.
fn of_unit(place: i64, turn: i64) -> (i64, How) {
    let begun = 90 + place * 137 % 900;
    let figure = begun + (1..=turn).map(|turn| consumed(place, turn)).sum::<i64>();
    let (unit, replaced) = REPLACED;
    if place != unit || turn < replaced {
        return (figure, How::Plain);
    }
    let last = begun + (1..replaced).map(|turn| consumed(place, turn)).sum::<i64>() + 4;
    let how = if turn == replaced { How::Replaced { last, first: 0 } } else { How::Plain };
    (figure - last, how)
}

/// What a unit consumes in a month, in cubic metres.
fn consumed(place: i64, turn: i64) -> i64 {
    6 + (place * 5 + turn * 3) % 11
}

/// What the main meter shows.
fn main(turn: i64) -> i64 {
    let of_units: i64 =
        (1..=turn).flat_map(|turn| (1..=24).map(move |place| consumed(place, turn))).sum();
    MAIN + of_units + COMMON * turn
}
