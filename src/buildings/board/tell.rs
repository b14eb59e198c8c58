//! Publishing, and what it costs to write to everybody about it.

use chrono::DateTime;
use chrono::TimeDelta;
use chrono::Utc;

use super::NewAnnouncement;
use super::store;
use crate::acts;
use crate::acts::Act;
use crate::adapters::sms::parts;
use crate::app::App;
use crate::buildings::BuildingError;
use crate::buildings::building::end_of;
use crate::buildings::building::today;
use crate::buildings::debts;
use crate::buildings::debts::Resident;
use crate::buildings::messages;
use crate::db;
use crate::db::Tx;
use crate::ids::BuildingId;
use crate::ids::MemberId;
use crate::notices;
use crate::notices::Announced;
use crate::notices::Manner;
use crate::notices::Message;
use crate::notices::NewNotice;
use crate::notices::Terms;

/// A message that could not be sent for so long is no news any more.
const NEWS_FOR: TimeDelta = TimeDelta::days(2);

/// Whom a message would reach, and what that costs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::buildings) struct Plan {
    /// The message, as one of them gets it.
    pub(in crate::buildings) text: String,
    /// How many SMS one message is.
    pub(in crate::buildings) parts: usize,
    /// How many people get it by SMS, and how many by e-mail.
    pub(in crate::buildings) sms: usize,
    pub(in crate::buildings) letters: usize,
    /// How many have said that they want no messages.
    pub(in crate::buildings) unwilling: usize,
    /// Of how many there is neither a number nor an address.
    pub(in crate::buildings) nobody: usize,
}

impl Plan {
    /// How many SMS are paid for.
    pub(in crate::buildings) fn parts_in_all(&self) -> usize {
        self.parts * self.sms
    }
}

/// Looks at whom an announcement would be written to.
pub(in crate::buildings) async fn plan(
    app: &App,
    building: BuildingId,
    new: &NewAnnouncement,
) -> Result<Plan, BuildingError> {
    let mut tx = db::begin(&app.db).await?;
    let audience = (building, new.audience.role());
    let people = debts::present(&mut tx, audience, today(app.clock.now())).await?;
    let numbers = people.iter().filter_map(|one| one.mobile.as_ref());
    let numbers: Vec<String> = numbers.map(|mobile| mobile.as_str().to_owned()).collect();
    let unwilling = store::unwilling(&mut tx, &numbers).await?.len();
    tx.rollback().await?;
    let said = people.first().map(|one| {
        let message = message(one, new);
        notices::say(app, manner(one), &message).sms()
    });
    let text = said.unwrap_or_default();
    let letters = people.iter().filter(|one| one.mobile.is_none() && one.email.is_some()).count();
    Ok(Plan {
        parts: parts(&text),
        text,
        sms: numbers.len() - unwilling,
        letters,
        unwilling,
        nobody: people.len() - numbers.len() - letters,
    })
}

/// Publishes an announcement, and writes to its people where that is wished for: in the hours of the day,
/// and to nobody who has said that they want no messages. The same again changes nothing.
pub async fn announce(
    app: &App,
    maker: (BuildingId, MemberId),
    new: &NewAnnouncement,
) -> Result<(), BuildingError> {
    let now = app.clock.now();
    let mut tx = db::begin(&app.db).await?;
    let audience = (maker.0, new.audience.role());
    let mut people = debts::present(&mut tx, audience, today(now)).await?;
    people.retain(|one| new.by_message && !messages::ways(one).is_empty());
    if store::insert(&mut tx, maker, (new, people.len()), now).await? {
        acts::note(&mut tx, Act::AnnouncementMade, (new.id.as_uuid(), &new.title), now).await?;
        for resident in &people {
            write(&mut tx, resident, new, now).await?;
        }
    }
    tx.commit().await?;
    app.work_bell.notify_one();
    Ok(())
}

async fn write(
    tx: &mut Tx,
    resident: &Resident,
    new: &NewAnnouncement,
    now: DateTime<Utc>,
) -> sqlx::Result<()> {
    let mut ways = messages::ways(resident).into_iter();
    let Some(to) = ways.next() else { return Ok(()) };
    let latest = now + NEWS_FOR;
    let expires_at = new.until.map_or(latest, end_of).min(latest);
    let notice = NewNotice {
        workspace: Some(resident.workspace),
        dedup_key: format!("announced:{}:{}", new.id, resident.id),
        to,
        manner: manner(resident),
        message: message(resident, new),
        about: Some(new.id.as_uuid()),
        expires_at: Some(expires_at),
    };
    let terms = Terms { not_before: None, other: ways.next() };
    notices::write_on(tx, &notice, &terms, now).await?;
    Ok(())
}

fn manner(resident: &Resident) -> Manner {
    Manner { language: resident.language, unit: resident.unit }
}

fn message(resident: &Resident, new: &NewAnnouncement) -> Message {
    Message::Announced(Announced {
        building: resident.building_name.clone(),
        title: new.title.clone(),
        door: resident.door(),
    })
}
