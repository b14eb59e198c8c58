//! Who owns how much of a unit, from a day on.

use std::collections::HashMap;

use axum::extract::Path;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;
use chrono::NaiveDate;

use super::form::Reader;
use super::people::Filled;
use super::people::draw;
use super::people::moved;
use super::people::owners_on;
use super::people_form::OwnersForm;
use super::people_form::said;
use super::same_person::Asked;
use super::units;
use crate::app::App;
use crate::buildings::Person;
use crate::buildings::arrivals;
use crate::buildings::arrivals::Same;
use crate::buildings::building::today;
use crate::buildings::import::shares_mistake;
use crate::buildings::occupancy;
use crate::buildings::occupancy::Newcomer;
use crate::buildings::occupancy::WHOLE;
use crate::buildings::store;
use crate::db;
use crate::ids::ResidentId;
use crate::web::Desk;
use crate::web::Result;
use crate::web::form::Form;

/// Says who owns how much of a unit from a day on.
pub(super) async fn update(
    State(app): State<App>,
    desk: Desk,
    Path(of): Path<(String, String)>,
    Form(fields): Form<HashMap<String, String>>,
) -> Result<Response> {
    let (building, unit) = units::find(&app, &desk, &of).await?;
    let form = OwnersForm::of(fields);
    let mut tx = db::begin(&app.db).await?;
    store::lock(&mut tx, building.id).await?;
    let there = owners_on(occupancy::of_unit(&mut *tx, unit.id).await?, today(desk.now));
    let mut reader = Reader::new(&desk);
    let (on, mut owners) = form.parse(&mut reader, &there);
    let mut asked = None;
    if let Some(on) = on.filter(|_| reader.mistakes.is_empty()) {
        if let Some((person, share)) = form.newcomer(&mut reader, &unit) {
            let how = (&[][..], Same::parse(&form.new_same), desk.now);
            match arrivals::find_or_make(&mut tx, &app, building.id, &person, how).await? {
                Ok(resident) => join(&mut reader, &mut owners, (resident, &person, share), on),
                Err(holder) => {
                    let of = (holder, person.name.as_str());
                    let question = Asked::of(&mut tx, &desk, "new_mobile", of).await?;
                    reader.mistakes.add("new_mobile", question.sentence());
                    asked = Some(question);
                }
            }
        }
        let shares: Vec<Option<i32>> = owners.iter().map(|one| Some(one.share)).collect();
        if let Some(wrong) = shares_mistake(&desk, &shares).filter(|_| reader.mistakes.is_empty()) {
            reader.mistakes.add("shares", wrong);
        }
        if reader.mistakes.is_empty() {
            match occupancy::settle(&mut tx, (unit.id, true), on, &owners, desk.now).await? {
                Ok(()) => return moved(&app, &desk, tx, (&building, &unit), on).await,
                Err(refusal) => reader.mistakes.add("from", said(&desk, &refusal)),
            }
        }
    }
    drop(tx);
    let owners = Some(form);
    let filled = Filled { owners, mistakes: reader.mistakes, asked, ..Filled::default() };
    draw(&app, (&desk, StatusCode::UNPROCESSABLE_ENTITY), (&building, &unit), filled).await
}

/// Somebody owns a part of a unit with the others: so much, or what they leave.
fn join(
    reader: &mut Reader,
    owners: &mut Vec<Newcomer>,
    (resident, person, share): (ResidentId, &Person, Option<i32>),
    on: NaiveDate,
) {
    let w = reader.v.w;
    if owners.iter().any(|one| one.resident == resident) {
        let field = if person.mobile.is_some() { "new_mobile" } else { "new_name" };
        reader.mistakes.add(field, w.people_owns_already(&person.name));
        return;
    }
    let left = i64::from(WHOLE) - owners.iter().map(|one| i64::from(one.share)).sum::<i64>();
    let left = i32::try_from(left).ok().filter(|left| 0 < *left);
    match share.or(left) {
        Some(share) => {
            owners.push(Newcomer { resident, share, persons: None, since: on, was_there: false });
        }
        None => reader.mistakes.add("new_share", w.people_nothing_left()),
    }
}
