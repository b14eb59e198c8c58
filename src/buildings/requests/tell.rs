//! Asking and going on, and who is told of it: the manager of a new request and of further words, its resident
//! of each step.

use chrono::DateTime;
use chrono::Utc;
use uuid::Uuid;

use super::NewRequest;
use super::NewStep;
use super::NewWords;
use super::Request;
use super::RequestState;
use super::store;
use crate::acts;
use crate::acts::Act;
use crate::app::App;
use crate::buildings::BuildingError;
use crate::buildings::debts;
use crate::buildings::debts::Resident;
use crate::buildings::messages;
use crate::db;
use crate::db::Tx;
use crate::ids::BuildingId;
use crate::ids::MemberId;
use crate::ids::RequestId;
use crate::members;
use crate::members::Contact;
use crate::notices;
use crate::notices::HomeRequest;
use crate::notices::Manner;
use crate::notices::Message;
use crate::notices::NewNotice;
use crate::notices::RequestNews;
use crate::notices::Terms;
use crate::notices::To;

/// Writes down what a resident asks, and tells the manager. The same again changes nothing;
/// [`BuildingError::NotFound`]: they are not part of the unit, or not any more.
pub async fn make_request(app: &App, new: &NewRequest) -> Result<(), BuildingError> {
    let now = app.clock.now();
    let resident = debts::by_id(&app.db, new.resident).await?.ok_or(BuildingError::NotFound)?;
    let units = store::units_of(&app.db, resident.id, now).await?;
    if !units.iter().any(|(unit, ..)| *unit == new.unit) {
        return Err(BuildingError::NotFound);
    }
    let contacts = members::contacts(&app.db, resident.workspace).await?;
    let mut tx = db::begin(&app.db).await?;
    if let Some(number) = store::insert(&mut tx, (resident.building, new), now).await? {
        let who = resident.name.clone();
        let news = RequestNews::Asked { building: resident.building, who };
        let told = (new.id, number, new.id.as_uuid());
        tell_manager(&mut tx, (&resident, contacts), told, (news, now)).await?;
    }
    tx.commit().await?;
    app.work_bell.notify_one();
    Ok(())
}

/// Writes down what a resident says in a request of a unit that they are part of, and tells the manager. The
/// same again changes nothing; [`BuildingError::NotFound`]: there is none that they see, or they are not part
/// of the unit any more.
pub async fn say_more(app: &App, id: RequestId, new: &NewWords) -> Result<(), BuildingError> {
    let now = app.clock.now();
    let resident = debts::by_id(&app.db, new.resident).await?.ok_or(BuildingError::NotFound)?;
    let request = store::one_of_resident(&app.db, (resident.id, id)).await?;
    let request = request.ok_or(BuildingError::NotFound)?;
    let units = store::units_of(&app.db, resident.id, now).await?;
    if !units.iter().any(|(unit, ..)| *unit == request.unit) {
        return Err(BuildingError::NotFound);
    }
    let contacts = members::contacts(&app.db, resident.workspace).await?;
    let mut tx = db::begin(&app.db).await?;
    if store::say(&mut tx, (resident.building, id), new, now).await? {
        let who = resident.name.clone();
        let news = RequestNews::SaidMore { building: resident.building, who };
        let told = (id, request.number, new.id.as_uuid());
        tell_manager(&mut tx, (&resident, contacts), told, (news, now)).await?;
    }
    tx.commit().await?;
    app.work_bell.notify_one();
    Ok(())
}

async fn tell_manager(
    tx: &mut Tx,
    (resident, contacts): (&Resident, Vec<Contact>),
    (id, number, once): (RequestId, i32, Uuid),
    (news, now): (RequestNews, DateTime<Utc>),
) -> sqlx::Result<()> {
    let building = resident.building_name.clone();
    let message = Message::HomeRequest(HomeRequest { building, number, news });
    let own = Manner { language: resident.language, unit: resident.unit };
    let mut readers = vec![(To::Account, own)];
    for contact in contacts {
        let manner = Manner { language: contact.language, unit: resident.unit };
        readers.push((To::Sms(contact.mobile), manner));
        readers.extend(contact.email.map(|email| (To::Email(email), manner)));
    }
    for (to, manner) in readers {
        let reader = to.address().map_or("account", |(_, reader)| reader);
        let notice = NewNotice {
            workspace: Some(resident.workspace),
            dedup_key: format!("home_request:{once}:{reader}"),
            to,
            manner,
            message: message.clone(),
            about: Some(id.as_uuid()),
            expires_at: None,
        };
        notices::write(tx, &notice, now).await?;
    }
    Ok(())
}

/// Takes a step of a request, and tells its resident. The same again changes nothing;
/// [`BuildingError::NotAsShown`]: it does not go there from where it is by now.
pub async fn take_step(
    app: &App,
    (building, member): (BuildingId, MemberId),
    (id, step): (RequestId, &NewStep),
) -> Result<(), BuildingError> {
    let now = app.clock.now();
    let request = store::one_of_building(&app.db, (building, id)).await?;
    let request = request.ok_or(BuildingError::NotFound)?;
    let resident = debts::by_id(&app.db, request.resident).await?.ok_or(BuildingError::NotFound)?;
    let mut tx = db::begin(&app.db).await?;
    if store::step(&mut tx, (id, member), step, now).await? {
        acts::note(&mut tx, Act::RequestAnswered, (id.as_uuid(), ""), now).await?;
        tell_resident(&mut tx, (&resident, &request), step, now).await?;
    }
    tx.commit().await?;
    app.work_bell.notify_one();
    Ok(())
}

async fn tell_resident(
    tx: &mut Tx,
    (resident, request): (&Resident, &Request),
    step: &NewStep,
    now: DateTime<Utc>,
) -> sqlx::Result<()> {
    let mut ways = messages::ways(resident).into_iter();
    let Some(to) = ways.next() else { return Ok(()) };
    let resident_id = resident.id;
    let notice = NewNotice {
        workspace: Some(resident.workspace),
        dedup_key: format!("home_request:{}", step.id),
        to,
        manner: Manner { language: resident.language, unit: resident.unit },
        message: Message::HomeRequest(HomeRequest {
            building: resident.building_name.clone(),
            number: request.number,
            news: match step.state {
                Some(RequestState::Seen) => RequestNews::Seen { resident: resident_id },
                Some(RequestState::InWork) => RequestNews::InWork { resident: resident_id },
                Some(RequestState::Done) => RequestNews::Done { resident: resident_id },
                Some(RequestState::Refused) => RequestNews::Refused { resident: resident_id },
                Some(RequestState::New) | None => RequestNews::Answered { resident: resident_id },
            },
        }),
        about: Some(request.id.as_uuid()),
        expires_at: None,
    };
    let terms = Terms { not_before: None, other: ways.next() };
    notices::write_on(tx, &notice, &terms, now).await?;
    Ok(())
}
