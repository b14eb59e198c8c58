//! Who is told of a poll: those who may vote when it opens, and who is silent before it ends.

use chrono::DateTime;
use chrono::Utc;

use super::store::Poll;
use super::votes;
use crate::buildings::building::end_of;
use crate::buildings::debts;
use crate::buildings::messages;
use crate::db::Tx;
use crate::notices;
use crate::notices::Manner;
use crate::notices::Message;
use crate::notices::NewNotice;
use crate::notices::PollNews;
use crate::notices::Terms;

/// Writes to all who may vote; to remind, only to those of them who have not.
pub(super) async fn all(
    tx: &mut Tx,
    poll: &Poll,
    is_reminder: bool,
    now: DateTime<Utc>,
) -> sqlx::Result<()> {
    let voters = votes::voters(tx, poll.id, is_reminder).await?;
    for resident in debts::of_ids(tx, &voters).await? {
        let mut ways = messages::ways(&resident).into_iter();
        let Some(to) = ways.next() else { continue };
        let occasion = if is_reminder { "poll_reminded" } else { "poll_opened" };
        let notice = NewNotice {
            workspace: Some(resident.workspace),
            dedup_key: format!("{occasion}:{}:{}", poll.id, resident.id),
            to,
            manner: Manner { language: resident.language, unit: resident.unit },
            message: Message::Poll(PollNews {
                building: resident.building_name.clone(),
                question: poll.question.clone(),
                until: end_of(poll.ends_on),
                is_reminder,
            }),
            about: Some(poll.id.as_uuid()),
            expires_at: Some(end_of(poll.ends_on)),
        };
        let terms = Terms { not_before: None, other: ways.next() };
        notices::write_on(tx, &notice, &terms, now).await?;
    }
    Ok(())
}
