//! Payment links: a merchant asks for an amount (or lets the payer choose one) until a time, and
//! whoever opens the link is one click away from the bank.
//!
//! The room knows what a link is and who is told of it. How money moves is the business of
//! [`crate::payments`]; a link is paid when its payments say so.

mod answers;
mod api;
mod bulk;
mod check;
mod desk;
mod edits;
mod fields;
mod form;
mod form_terms;
mod gate;
mod invitations;
mod later;
mod link;
mod pay_form;
mod pay_page;
mod picture;
mod receipts;
mod store;
mod terms;
mod together;
mod usual;
mod views;
mod web;
mod wishes;
mod writes;

use axum::Router;
use chrono::DateTime;
use chrono::TimeDelta;
use chrono::Utc;
use thiserror::Error;
use utoipa_axum::router::OpenApiRouter;

use crate::acts;
use crate::acts::Act;
use crate::app::App;
use crate::db;
use crate::db::Pool;
use crate::db::Tx;
use crate::ids::LinkId;
use crate::ids::MemberId;
use crate::ids::PaymentId;
use crate::ids::WorkspaceId;
use crate::money::Money;
use crate::payments;
use crate::payments::Afterwards;
use crate::payments::Credit;
use crate::payments::NewPayment;
use crate::payments::Payee;
use crate::payments::Payer;
use crate::payments::PaymentError;
use crate::payments::Purpose;
use crate::queue;
use crate::queue::Job;
use crate::web::Error;
use crate::web::robots::Looker;

pub use bulk::Upload;
pub use bulk::make_links;
pub use bulk::upload;
pub use invitations::remind;
pub use link::Amount;
pub use link::Link;
pub use link::Standing;
pub use receipts::tell_decided;
pub use receipts::tell_expired;
pub use receipts::tell_paid;
pub use receipts::tell_refunded;
pub use terms::Answer;
pub use terms::Ask;
pub use terms::Late;
pub use terms::Taking;
pub use terms::Terms;
pub use terms::What;
pub use views::write_views;
pub use wishes::wish;

/// An uploaded table is kept this long (`money.md` E13).
const FILES_KEPT: TimeDelta = TimeDelta::days(1);

/// A link about to be made.
#[derive(Clone, Debug)]
pub struct NewLink {
    /// Chosen before the form was shown, so that sending the form twice makes one link.
    pub id: LinkId,
    /// What for, as the payer reads it.
    pub title: String,
    /// More about it.
    pub description: Option<String>,
    /// The merchant's own number for it.
    pub reference: Option<String>,
    /// How much.
    pub amount: Amount,
    /// Until when a payment may begin.
    pub expires_at: Option<DateTime<Utc>>,
    /// How many payments it takes; `None` is any number.
    pub uses_max: Option<i32>,
    /// For whom it is.
    pub payer: Payer,
    /// Whether a person's browser goes on to the bank by itself.
    pub direct: bool,
    /// What it says and asks besides.
    pub terms: Terms,
    /// By which channels it is sent.
    pub channels: Vec<Channel>,
    /// When it is sent; `None`: at once.
    pub send_at: Option<DateTime<Utc>>,
}

impl NewLink {
    /// Whether a link is the one that this form made before.
    fn is(&self, link: &Link) -> bool {
        let of = |payer: &Payer| (payer.name.clone(), payer.mobile.clone(), payer.email.clone());
        (&self.title, &self.amount, self.uses_max, &self.terms, of(&self.payer))
            == (&link.title, &link.amount, link.uses_max, &link.terms, of(&link.payer))
    }

    /// The last moment at which a payment may begin.
    fn open_until(&self) -> Option<DateTime<Utc>> {
        let grace = TimeDelta::hours(i64::from(self.terms.grace_hours));
        self.expires_at.map(|expires_at| expires_at + grace)
    }
}

/// A way to send a link.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Channel {
    /// To the payer's mobile.
    Sms,
    /// To the payer's address.
    Email,
}

/// By which way something is sent, and when; `None`: at once.
pub type When = (Channel, Option<DateTime<Utc>>);

impl Channel {
    /// The way that is left when this one fails.
    fn other(self) -> Self {
        match self {
            Channel::Sms => Channel::Email,
            Channel::Email => Channel::Sms,
        }
    }
}

/// Why a link does not do what was asked of it.
#[derive(Debug, Error)]
pub enum LinkError {
    /// There is none here.
    #[error("no such link")]
    NotFound,
    /// It takes no payments any more.
    #[error("the link is not open")]
    NotOpen,
    /// The form made another link before.
    #[error("the form made another link before")]
    OtherTerms,
    /// Another link of the workspace has this number.
    #[error("another link has this number")]
    ReferenceTaken,
    /// Somebody has begun to pay it.
    #[error("somebody has begun to pay")]
    Begun,
    /// So much is not missing any more.
    #[error("so much is not missing any more")]
    MoreThanLeft,
    /// The same was sent to the same reader a moment ago.
    #[error("the same was sent a moment ago")]
    JustSent,
    /// The payment did not go on.
    #[error(transparent)]
    Payment(#[from] PaymentError),
    /// The database did not answer as it should.
    #[error(transparent)]
    Database(#[from] sqlx::Error),
}

/// The pages of payment links: the payer's and the merchant's.
pub fn routes(app: &App) -> Router<App> {
    Router::new().merge(web::routes(app)).merge(desk::routes())
}

/// The same for programs.
pub fn api_routes() -> OpenApiRouter<App> {
    api::routes()
}

/// Makes a link and sends it as asked. The same link again changes nothing; another one under the same
/// name is [`LinkError::OtherTerms`].
pub async fn create(
    app: &App,
    workspace: WorkspaceId,
    member: MemberId,
    new: &NewLink,
) -> Result<LinkId, LinkError> {
    let mut tx = db::begin(&app.db).await?;
    create_with(&mut tx, app, (workspace, member), new).await?;
    tx.commit().await?;
    app.work_bell.notify_one();
    Ok(new.id)
}

/// [`create`] as a part of what the caller's transaction does. The worker is rung when that has ended.
async fn create_with(
    tx: &mut Tx,
    app: &App,
    (workspace, member): (WorkspaceId, MemberId),
    new: &NewLink,
) -> Result<(), LinkError> {
    let now = app.clock.now();
    if writes::insert(tx, app, (workspace, member), new, now).await? {
        acts::note(tx, Act::LinkMade, (new.id.as_uuid(), &new.title), now).await?;
        if let Some(until) = new.open_until() {
            let job = Job::LinkExpired { link: new.id };
            queue::add_at(tx, &job, until, now).await?;
        }
        let link = store::lock(tx, new.id, workspace).await?.ok_or(LinkError::NotFound)?;
        for channel in &new.channels {
            let when = (*channel, new.send_at);
            invitations::write(tx, &link, &link.payer, when, now).await?;
        }
    } else {
        match store::lock(tx, new.id, workspace).await? {
            Some(link) if new.is(&link) => (),
            Some(_) => return Err(LinkError::OtherTerms),
            None if new.reference.is_some() => return Err(LinkError::ReferenceTaken),
            None => return Err(LinkError::NotFound),
        }
    }
    Ok(())
}

/// Sends the link once more, to whom the merchant names now, at once or at a time to come.
pub async fn send_again(
    app: &App,
    (link, workspace): (LinkId, WorkspaceId),
    to: &Payer,
    when: When,
) -> Result<(), LinkError> {
    let now = app.clock.now();
    let mut tx = db::begin(&app.db).await?;
    let link = lock_open(&mut tx, (link, workspace), now).await?;
    if !invitations::write(&mut tx, &link, to, when, now).await? {
        return Err(LinkError::JustSent);
    }
    acts::note(&mut tx, Act::LinkSent, (link.id.as_uuid(), &link.title), now).await?;
    tx.commit().await?;
    app.work_bell.notify_one();
    Ok(())
}

/// Closes a link: nobody can begin to pay it any more, and money that still arrives waits for the
/// merchant's decision. `tell_payer` sends word to whom the link was sent.
pub async fn close(
    app: &App,
    (link, workspace): (LinkId, WorkspaceId),
    member: MemberId,
    tell_payer: bool,
) -> Result<(), LinkError> {
    let now = app.clock.now();
    let mut tx = db::begin(&app.db).await?;
    let link = lock_open(&mut tx, (link, workspace), now).await?;
    if writes::close(&mut tx, link.id, member, now).await? {
        acts::note(&mut tx, Act::LinkClosed, (link.id.as_uuid(), &link.title), now).await?;
        payments::withdraw(&mut tx, link.id.as_uuid(), now).await?;
        if tell_payer {
            invitations::write_withdrawal(&mut tx, &link, now).await?;
        }
    }
    tx.commit().await?;
    app.work_bell.notify_one();
    Ok(())
}

/// Forgets what nobody needs any more: answers, the files of uploaded tables, and who looked when.
pub async fn forget(db: &Pool, now: DateTime<Utc>) -> sqlx::Result<()> {
    answers::forget_answers(db, now).await?;
    bulk::store::forget_files(db, now - FILES_KEPT).await?;
    views::forget_views(db, now).await
}

/// One link.
pub async fn by_id(db: &Pool, id: LinkId) -> Result<Link, LinkError> {
    store::by_id(db, id).await?.ok_or(LinkError::NotFound)
}

/// Whether a link can still be paid, so that asking for it makes sense.
pub async fn is_open(app: &App, id: LinkId) -> sqlx::Result<bool> {
    let link = store::by_id(&app.back_db, id).await?;
    Ok(link.is_some_and(|link| link.standing(app.clock.now()) == Standing::Open))
}

/// A link of a workspace that can still be paid, which nobody else changes until the end of the
/// transaction.
async fn lock_open(
    tx: &mut Tx,
    (link, workspace): (LinkId, WorkspaceId),
    now: DateTime<Utc>,
) -> Result<Link, LinkError> {
    let link = store::lock(tx, link, workspace).await?.ok_or(LinkError::NotFound)?;
    if link.standing(now) == Standing::Open { Ok(link) } else { Err(LinkError::NotOpen) }
}

/// Writes down that a payer is about to pay this link, and who pressed. No bank has heard of it yet.
pub async fn start_payment(
    app: &App,
    link: &Link,
    id: PaymentId,
    (amount, payer, looker): (Money, Payer, Looker),
    answers: &[Answer],
) -> Result<PaymentId, LinkError> {
    let new = NewPayment {
        id,
        amount,
        title: link.title.clone(),
        payer,
        payee: Payee {
            workspace: link.workspace,
            name: link.merchant.clone(),
            phone: link.phone.clone(),
            unit: link.unit,
            credit: Credit::Payee,
        },
        purpose: Purpose {
            id: link.id.as_uuid(),
            uses_max: link.uses_max,
            total_max: link.total,
            open_until: link.open_until(),
            back_after: link.back_after(),
        },
        afterwards: Afterwards {
            thanks: link.terms.thanks.clone(),
            return_to: link.terms.return_to.clone(),
        },
        again: link.door(),
        on_paid: Job::LinkPaid { link: link.id, payment: id },
    };
    let mut tx = db::begin(&app.db).await?;
    // Whoever closes the link waits for us, or we see that it is closed.
    let link = store::share(&mut tx, link.id).await?.ok_or(LinkError::NotFound)?;
    if link.standing(app.clock.now()) != Standing::Open {
        return Err(LinkError::NotOpen);
    }
    if link.left().is_some_and(|left| left < amount) {
        return Err(LinkError::MoreThanLeft);
    }
    payments::open(&mut tx, app, &new).await?;
    writes::remember_payment(&mut tx, link.id, id, looker).await?;
    answers::write(&mut tx, id, answers, app.clock.now()).await?;
    tx.commit().await?;
    Ok(id)
}

/// The payer that a link was made for, with what this one adds.
fn payer_of(link: &Link, said: Payer) -> Payer {
    Payer {
        name: said.name.or_else(|| link.payer.name.clone()),
        mobile: said.mobile.or_else(|| link.payer.mobile.clone()),
        email: said.email.or_else(|| link.payer.email.clone()),
    }
}

impl From<LinkError> for Error {
    fn from(error: LinkError) -> Error {
        match error {
            LinkError::NotFound => Error::NotFound,
            LinkError::NotOpen => Error::Gone,
            LinkError::OtherTerms
            | LinkError::ReferenceTaken
            | LinkError::Begun
            | LinkError::MoreThanLeft
            | LinkError::JustSent => Error::Conflict,
            LinkError::Payment(error) => error.into(),
            LinkError::Database(error) => error.into(),
        }
    }
}
