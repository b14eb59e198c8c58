//! Changing a link, and who changed what: a merchant's page tells it for ever.

use chrono::DateTime;
use chrono::Utc;
use serde::Deserialize;
use serde::Serialize;
use sqlx::query;
use sqlx::types::Json;

use super::Amount;
use super::Link;
use super::LinkError;
use super::NewLink;
use super::Standing;
use super::invitations;
use super::store;
use super::terms::Late;
use super::terms::Terms;
use super::writes;
use crate::acts;
use crate::acts::Act;
use crate::app::App;
use crate::db;
use crate::db::Pool;
use crate::db::Tx;
use crate::db::violates;
use crate::ids::BatchId;
use crate::ids::LinkId;
use crate::ids::MemberId;
use crate::ids::WorkspaceId;
use crate::locale::Voice;
use crate::queue;
use crate::queue::Job;

/// One field, what it was and what it became, as the page said it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Change {
    pub(super) field: Field,
    pub(super) was: String,
    pub(super) is: String,
}

/// What may change.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(super) enum Field {
    Title,
    Description,
    Reference,
    Amount,
    Deadline,
    Uses,
    Payer,
    Asks,
    Afterwards,
    Late,
    Labels,
    Direct,
}

/// An edit, as the history shows it.
pub(super) struct Edit {
    pub(super) by: Option<String>,
    pub(super) at: DateTime<Utc>,
    pub(super) changes: Vec<Change>,
}

/// Changes a link to what the form says, and writes down what changed. `false`: nothing did.
///
/// [`LinkError::Begun`]: somebody has begun to pay, so the amount stays; [`LinkError::NotOpen`]: it is
/// paid or cancelled.
pub(super) async fn edit(
    app: &App,
    (link, workspace): (LinkId, WorkspaceId),
    member: MemberId,
    new: &NewLink,
    v: &Voice,
) -> Result<bool, LinkError> {
    let now = app.clock.now();
    let mut tx = db::begin(&app.db).await?;
    let link = store::lock(&mut tx, link, workspace).await?.ok_or(LinkError::NotFound)?;
    if !may_change(&link, now) {
        return Err(LinkError::NotOpen);
    }
    let changes = changes(v, &link, new);
    if changes.is_empty() {
        return Ok(false);
    }
    let terms = |link: &Link| (link.amount.clone(), link.terms.taking, link.uses_max);
    if terms(&link) != (new.amount.clone(), new.terms.taking, new.uses_max)
        && writes::has_payments(&mut tx, link.id).await?
    {
        return Err(LinkError::Begun);
    }
    match writes::update(&mut tx, link.id, new).await {
        Err(error) if violates(&error, "links_reference_is_unique") => {
            return Err(LinkError::ReferenceTaken);
        }
        other => other?,
    }
    write(&mut tx, link.id, member, &changes, now).await?;
    let edited = store::lock(&mut tx, link.id, workspace).await?.ok_or(LinkError::NotFound)?;
    invitations::follow(&mut tx, (&link, &edited), now).await?;
    if let Some(until) = new.open_until()
        && link.open_until() != Some(until)
    {
        queue::add_at(&mut tx, &Job::LinkExpired { link: link.id }, until, now).await?;
    }
    acts::note(&mut tx, Act::LinkChanged, (link.id.as_uuid(), &new.title), now).await?;
    tx.commit().await?;
    app.work_bell.notify_one();
    Ok(true)
}

/// Gives a link another deadline, and writes it down.
pub(super) async fn prolong(
    tx: &mut Tx,
    link: &Link,
    (member, until): (MemberId, DateTime<Utc>),
    v: &Voice,
) -> sqlx::Result<()> {
    writes::prolong(tx, link.id, until).await?;
    let (was, is) = (deadline_said(v, link.expires_at), deadline_said(v, Some(until)));
    write(tx, link.id, member, &[Change { field: Field::Deadline, was, is }], v.now).await
}

/// Takes the numbers from the links of a batch, so that the same table may be made anew, and writes
/// that down. Links that somebody has paid, or is paying now, keep theirs.
pub(super) async fn free_references(
    tx: &mut Tx,
    batch: BatchId,
    member: MemberId,
    now: DateTime<Utc>,
) -> sqlx::Result<()> {
    query!(
        "with taken as (
            select id, reference from links
            where batch_id = $1 and reference is not null
            and not exists (
                select from payments
                where payments.purpose = links.id
                and payments.status in ('sending', 'sent', 'confirmed')
            )
            for no key update
        ), freed as (
            update links set reference = null from taken where links.id = taken.id
        )
        insert into link_edits (link_id, seq, edited_by, edited_at, changes)
        select id,
            (select count(*) + 1 from link_edits where link_id = taken.id),
            $2, $3,
            jsonb_build_array(jsonb_build_object('field', 'reference', 'was', reference, 'is', ''))
        from taken",
        batch.as_uuid(),
        member.as_uuid(),
        now,
    )
    .execute(&mut **tx)
    .await?;
    Ok(())
}

/// A link that is paid or cancelled stays as it was; one whose time has passed may get more of it.
pub(super) fn may_change(link: &Link, now: DateTime<Utc>) -> bool {
    matches!(link.standing(now), Standing::Open | Standing::Expired)
}

async fn write(
    tx: &mut Tx,
    link: LinkId,
    member: MemberId,
    changes: &[Change],
    now: DateTime<Utc>,
) -> sqlx::Result<()> {
    query!(
        "insert into link_edits (link_id, seq, edited_by, edited_at, changes)
        select $1, count(*) + 1, $2, $3, $4 from link_edits where link_id = $1",
        link.as_uuid(),
        member.as_uuid(),
        now,
        Json(changes) as _,
    )
    .execute(&mut **tx)
    .await?;
    Ok(())
}

/// The edits of a link, oldest first.
pub(super) async fn of_link(db: &Pool, link: LinkId) -> sqlx::Result<Vec<Edit>> {
    let rows = query!(
        r#"select members.name as "name?", edited_at, changes as "changes: Json<Vec<Change>>"
        from link_edits
        left join members on members.id = edited_by
        where link_id = $1
        order by seq"#,
        link.as_uuid(),
    )
    .fetch_all(db)
    .await?;
    let edit = |name, at, changes: Json<Vec<Change>>| Edit { by: name, at, changes: changes.0 };
    Ok(rows.into_iter().map(|row| edit(row.name, row.edited_at, row.changes)).collect())
}

/// What differs, as people read it.
fn changes(v: &Voice, link: &Link, new: &NewLink) -> Vec<Change> {
    let text = |text: &Option<String>| text.clone().unwrap_or_default();
    let mut changes = vec![];
    let mut note = |field, was: String, is: String| {
        if was != is {
            changes.push(Change { field, was, is });
        }
    };
    note(Field::Title, link.title.clone(), new.title.clone());
    note(Field::Description, text(&link.description), text(&new.description));
    note(Field::Reference, text(&link.reference), text(&new.reference));
    let amount = |amount, terms| amount_said(v, amount, terms);
    note(Field::Amount, amount(&link.amount, &link.terms), amount(&new.amount, &new.terms));
    let until = |at| deadline_said(v, at);
    note(Field::Deadline, until(link.expires_at), until(new.expires_at));
    let uses = |max: Option<i32>| max.map(|max| v.number(max.into())).unwrap_or_default();
    note(Field::Uses, uses(link.uses_max), uses(new.uses_max));
    let payer = |payer: &crate::payments::Payer| {
        let mobile = payer.mobile.as_ref().map(|mobile| v.digits(&mobile.masked()));
        [payer.name.clone(), mobile, payer.email.clone()].into_iter().flatten().collect::<Vec<_>>()
    };
    note(Field::Payer, payer(&link.payer).join("، "), payer(&new.payer).join("، "));
    let asks = |terms: &Terms| {
        let one = |ask: &super::terms::Ask| {
            let star = if ask.required { "*" } else { "" };
            format!("{}{star}", ask.what.name(v.w))
        };
        terms.asks.iter().map(one).collect::<Vec<_>>().join("، ")
    };
    note(Field::Asks, asks(&link.terms), asks(&new.terms));
    let after = |terms: &Terms| {
        let said = [&terms.thanks, &terms.return_to, &terms.when_over];
        said.into_iter().flatten().cloned().collect::<Vec<_>>().join(" · ")
    };
    note(Field::Afterwards, after(&link.terms), after(&new.terms));
    let late = |terms: &Terms| {
        let policy = match terms.late {
            Late::Accept => v.w.links_late_accept(),
            Late::GiveBack => v.w.links_late_back(),
        };
        format!("{policy} · {}", v.number(terms.grace_hours.into()))
    };
    note(Field::Late, late(&link.terms), late(&new.terms));
    note(Field::Labels, link.terms.labels.join("، "), new.terms.labels.join("، "));
    let direct = |direct| if direct { v.w.links_yes() } else { v.w.links_no() };
    note(Field::Direct, direct(link.direct), direct(new.direct));
    changes
}

fn deadline_said(v: &Voice, at: Option<DateTime<Utc>>) -> String {
    at.map_or_else(|| v.w.links_no_deadline(), |at| v.moment_full(at))
}

fn amount_said(v: &Voice, amount: &Amount, terms: &Terms) -> String {
    use super::terms::Taking;
    let figure = match amount {
        Amount::Fixed(amount) => v.amount_unit(*amount),
        Amount::Chosen { min, max, suggestions } => {
            let ends = [*min, *max].into_iter().flatten().chain(suggestions.iter().copied());
            let ends: Vec<_> = ends.map(|amount| v.amount(amount)).collect();
            format!("{} {}", v.w.links_chosen_short(), ends.join("، "))
        }
    };
    match terms.taking {
        Taking::Whole | Taking::Legs => figure,
        Taking::Parts { .. } => format!("{figure} · {}", v.w.links_taking_parts()),
        Taking::Units { stock, .. } => {
            let stock = stock.map(|stock| v.number(stock.into())).unwrap_or_default();
            format!("{figure} · {} {stock}", v.w.links_taking_units())
        }
    }
}
