//! Events on their way, and what is said when nothing arrives any more.

use chrono::DateTime;
use chrono::Utc;

use crate::app::App;
use crate::db;
use crate::ids::EndpointId;
use crate::ids::WorkspaceId;
use crate::members;
use crate::money::Unit;
use crate::notices;
use crate::notices::Manner;
use crate::notices::Message;
use crate::notices::NewNotice;
use crate::notices::To;
use crate::webhooks;
use crate::webhooks::Next;

/// Does what follows from an attempt to bring an event to its endpoint, and says when to come again. An
/// endpoint at which nothing has arrived for three days is given up, and its people are told.
pub async fn follow(app: &App, next: Next) -> sqlx::Result<Option<DateTime<Utc>>> {
    match next {
        Next::Done => Ok(None),
        Next::At(at) => Ok(Some(at)),
        Next::GiveUp(workspace, endpoint) => {
            give_up(app, workspace, endpoint).await?;
            Ok(None)
        }
    }
}

async fn give_up(app: &App, workspace: WorkspaceId, endpoint: EndpointId) -> sqlx::Result<()> {
    let contacts = members::contacts(&app.back_db, workspace).await?;
    let now = app.clock.now();
    let mut tx = db::begin(&app.back_db).await?;
    let Some(endpoint) = webhooks::disable(&mut tx, endpoint, now).await? else { return Ok(()) };
    for contact in contacts {
        let email = contact.email.clone().map(To::Email);
        for to in std::iter::once(To::Sms(contact.mobile.clone())).chain(email) {
            let way = to.address().map_or("account", |(way, _)| way);
            let notice = NewNotice {
                workspace: Some(workspace),
                dedup_key: format!(
                    "webhook_given_up:{}:{}:{way}:{}",
                    endpoint.id,
                    now.timestamp(),
                    contact.mobile.as_str()
                ),
                to,
                manner: Manner { language: contact.language, unit: Unit::default() },
                message: Message::WebhookGivenUp { host: endpoint.host().to_owned() },
                about: None,
                expires_at: None,
            };
            notices::write(&mut tx, &notice, now).await?;
        }
    }
    tx.commit().await?;
    app.work_bell.notify_one();
    Ok(())
}
