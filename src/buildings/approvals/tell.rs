//! Who hears of a month that waits for its approval, and of the answer.

use chrono::DateTime;
use chrono::Utc;
use uuid::Uuid;

use crate::buildings::Building;
use crate::buildings::messages;
use crate::db::Tx;
use crate::locale::Voice;
use crate::members::Contact;
use crate::notices;
use crate::notices::Manner;
use crate::notices::Message;
use crate::notices::MonthEvent;
use crate::notices::MonthNews;
use crate::notices::NewNotice;
use crate::notices::To;

/// Tells some members, and the account, of what happened to a month, or to the rule where it is about none.
/// The same twice is told once.
pub(super) async fn write(
    tx: &mut Tx,
    (building, period): (&Building, Option<i32>),
    event: &MonthEvent,
    (contacts, about): (&[Contact], Uuid),
    now: DateTime<Utc>,
) -> sqlx::Result<()> {
    let own = (To::Account, building.language);
    let personal = contacts.iter().flat_map(|contact| {
        let email = contact.email.clone().map(To::Email);
        let ways = std::iter::once(To::Sms(contact.mobile.clone())).chain(email);
        ways.map(|to| (to, contact.language))
    });
    for (to, language) in std::iter::once(own).chain(personal) {
        let manner = Manner { language, unit: building.unit };
        let voice = Voice::new(manner.language, manner.unit, now);
        let title = period.map(|period| messages::title(&voice, period));
        let (way, reader) = to.address().unwrap_or(("account", ""));
        let notice = NewNotice {
            workspace: Some(building.workspace),
            dedup_key: format!("month_approval:{about}:{}:{way}:{reader}", event.code()),
            to,
            manner,
            message: Message::Month(MonthNews {
                building: building.id,
                about: Some(about),
                name: building.name.clone(),
                title,
                event: event.clone(),
            }),
            about: Some(about),
            expires_at: None,
        };
        notices::write(tx, &notice, now).await?;
    }
    Ok(())
}
