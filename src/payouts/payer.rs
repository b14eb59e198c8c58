//! The page of whoever pays: the amount, the account and its holder as they stand, and one button.

use askama::Template;
use axum::Router;
use axum::extract::Path;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::IntoResponse;
use axum::response::Redirect;
use axum::response::Response;
use axum::routing::get;
use axum::routing::post;
use data_encoding::HEXLOWER;
use serde::Deserialize;

use super::Anew;
use super::Approval;
use super::Payout;
use super::PayoutError;
use super::Standing;
use super::approvals;
use super::facts;
use super::funding;
use super::names;
use super::names::Fit;
use super::payout::Destination;
use super::shares;
use super::store;
use crate::access::Right;
use crate::app::App;
use crate::destinations::arrival;
use crate::ids::PaymentId;
use crate::payments;
use crate::payments::PaymentError;
use crate::tokens;
use crate::web::Error;
use crate::web::Member;
use crate::web::Result;
use crate::web::Visit;
use crate::web::form::Form;
use crate::web::limits;
use crate::web::robots::Looker;

pub(super) fn routes() -> Router<App> {
    Router::new()
        .route("/send/{token}", get(show))
        .route("/send/{token}/payment", post(payment_create))
        .route("/send/{token}/rejection", get(rejection_new).post(rejection_create))
}

/// Shows what is agreed to.
async fn show(
    State(app): State<App>,
    visit: Visit,
    member: Result<Member>,
    looker: Looker,
    Path(token): Path<String>,
) -> Result<Response> {
    let member = member.ok();
    let visit = member.as_ref().map_or(visit, |member| Visit::clone(member));
    let (payout, revision, visit) = find(&app, visit, &token).await?;
    if looker == Looker::Person {
        facts::note_opening(&app.db, payout.id, ("payer", revision), app.clock.now()).await?;
    }
    let approval = approvals::of(&app.db, &payout, app.clock.now()).await?;
    let trouble = match approval {
        Approval::NotNeeded | Approval::Given { .. } => Trouble::None,
        Approval::Waiting | Approval::Refused { .. } => Trouble::NotApproved,
    };
    let purse = purse(&app, &payout, (&approval, member.as_ref())).await?;
    page(&app, &visit, (&payout, revision, &token), (trouble, purse))
}

/// Whether the wallet may be paid out of. The address of this page opens no wallet and says nothing of what one
/// holds; who is signed in as one of its people, and may, presses the button that they have in the account.
async fn purse(
    app: &App,
    payout: &Payout,
    (approval, member): (&Approval, Option<&Member>),
) -> Result<Purse> {
    if payout.funded_at.is_some() || payout.standing(app.clock.now()) != Standing::AwaitingPayer {
        return Ok(Purse::Shut);
    }
    let person = member.map(|member| &member.person);
    let place = person.and_then(|person| person.place.as_ref());
    let Some(place) = place.filter(|place| place.workspace == payout.workspace) else {
        return Ok(Purse::InAccount);
    };
    let is_let = match approval {
        Approval::NotNeeded => true,
        Approval::Given { by, .. } => person.is_some_and(|person| person.member != *by),
        Approval::Waiting | Approval::Refused { .. } => false,
    };
    let suffices = payout.total() <= funding::wallet(app, payout.workspace).await?;
    Ok(if is_let && suffices && place.role.may(Right::Pay) { Purse::Open } else { Purse::Shut })
}

/// Sends the payer to the bank.
async fn payment_create(
    State(app): State<App>,
    visit: Visit,
    Path(token): Path<String>,
    Form(form): Form<PaymentForm>,
) -> Result<Response> {
    let (payout, revision, visit) = find(&app, visit, &token).await?;
    if payout.revision != revision {
        return again(&app, &visit, (&payout, revision, &token), Trouble::None);
    }
    limits::check(&app, &limits::PAYMENTS_FROM_IP, visit.ip).await?;
    if !funding::fits_today(&app, &payout).await? {
        return again(&app, &visit, (&payout, revision, &token), Trouble::TooMuchToday);
    }
    let id = form.payment.parse().unwrap_or_else(|_| PaymentId::new(visit.now));
    let seen = HEXLOWER.decode(form.seen.as_bytes()).unwrap_or_default();
    let gone = match funding::start_payment(&app, payout.id, id, &seen).await {
        Ok(()) => {
            let part = shares::part(&app, payout.id).await?;
            payments::take_to_bank_sharing(&app, &visit, id, part).await?
        }
        Err(PayoutError::Payment(PaymentError::NoBankPage(_))) => None,
        Err(PayoutError::NotApproved) => {
            return again(&app, &visit, (&payout, revision, &token), Trouble::NotApproved);
        }
        Err(
            PayoutError::Changed
            | PayoutError::NotNow
            | PayoutError::Payment(PaymentError::OtherTerms),
        ) => {
            let payout = store::by_id(&app.db, payout.id).await?.ok_or(Error::NotFound)?;
            return again(&app, &visit, (&payout, revision, &token), Trouble::Changed);
        }
        Err(error) => return Err(error.into()),
    };
    match gone {
        Some(gone) => Ok(gone),
        None => again(&app, &visit, (&payout, revision, &token), Trouble::NoBank),
    }
}

/// Asks whether the recipient is to be asked for another account.
async fn rejection_new(
    State(app): State<App>,
    visit: Visit,
    Path(token): Path<String>,
) -> Result<Response> {
    let (payout, revision, visit) = find(&app, visit, &token).await?;
    if payout.revision != revision || payout.standing(visit.now) != Standing::AwaitingPayer {
        return Ok(Redirect::to(&format!("/send/{token}")).into_response());
    }
    visit.page(StatusCode::OK, &RejectionPage { v: &visit, payout: &payout, token: &token })
}

/// Asks the recipient for another account.
async fn rejection_create(
    State(app): State<App>,
    visit: Visit,
    Path(token): Path<String>,
) -> Result<Response> {
    let (payout, revision, _) = find(&app, visit, &token).await?;
    if payout.revision == revision {
        match super::ask_anew(&app, payout.id, Anew::OtherAccount).await {
            Ok(()) | Err(PayoutError::NotNow) => (),
            Err(error) => return Err(error.into()),
        }
    }
    Ok(Redirect::to(&format!("/send/{token}")).into_response())
}

async fn find(app: &App, visit: Visit, token: &str) -> Result<(Payout, i32, Visit)> {
    let found = match tokens::digest_of(token) {
        Some(digest) => store::by_token(&app.db, &digest, "payer").await?,
        None => None,
    };
    if let Some((payout, revision)) = found {
        let visit = visit.in_unit(payout.unit);
        Ok((payout, revision, visit))
    } else {
        limits::count_miss(app, &visit).await?;
        Err(Error::NotFound)
    }
}

/// What went wrong a moment ago.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Trouble {
    None,
    /// What was agreed to is not what stands there now.
    Changed,
    /// The bank gave no page.
    NoBank,
    /// So much may not leave the house today.
    TooMuchToday,
    /// A second member has not agreed.
    NotApproved,
}

/// Whether it can be paid for out of the wallet of whoever gives.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Purse {
    /// It holds enough, and who looks may.
    Open,
    /// Who looks is not known to be one of its people; those find it in the account.
    InAccount,
    /// It does not hold enough, or who looks may not.
    Shut,
}

/// The page after something that did not go on.
fn again(
    app: &App,
    visit: &Visit,
    shown: (&Payout, i32, &str),
    trouble: Trouble,
) -> Result<Response> {
    page(app, visit, shown, (trouble, Purse::Shut))
}

fn page(
    app: &App,
    visit: &Visit,
    (payout, revision, token): (&Payout, i32, &str),
    (trouble, purse): (Trouble, Purse),
) -> Result<Response> {
    let standing = payout.standing(visit.now);
    let open = matches!(standing, Standing::AwaitingPayer | Standing::Paying)
        && payout.revision == revision;
    let (Some(to), true) = (funding::confirmed(payout), open) else {
        let is_old = payout.revision != revision;
        let is_arriving = payout.arrives_about(&app.paya, visit.now).is_some();
        let status = match standing {
            Standing::Expired | Standing::Ended(_) => StatusCode::GONE,
            _ if is_old => StatusCode::GONE,
            _ => StatusCode::OK,
        };
        return visit.page(status, &StatePage { v: visit, payout, standing, is_arriving, is_old });
    };
    let status = match trouble {
        Trouble::None | Trouble::NotApproved => StatusCode::OK,
        Trouble::Changed => StatusCode::CONFLICT,
        Trouble::NoBank => StatusCode::SERVICE_UNAVAILABLE,
        Trouble::TooMuchToday => StatusCode::UNPROCESSABLE_ENTITY,
    };
    let page = PayPage {
        v: visit,
        payout,
        to,
        token,
        fit: names::fit(&payout.recipient_name, to.holder.as_deref()),
        is_paying: standing == Standing::Paying,
        arrives: arrival::said(visit, app.paya.expected(app.clock.now())),
        payment: PaymentId::new(visit.now).to_string(),
        seen: HEXLOWER.encode(&payout.digest().unwrap_or_default()),
        account: format!("/o/{}", tokens::short(payout.id.as_uuid())),
        trouble,
        purse,
    };
    visit.page(status, &page)
}

#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
struct PaymentForm {
    payment: String,
    /// The digest of what the payer saw.
    seen: String,
}

#[derive(Template)]
#[template(path = "payouts/pay.html")]
struct PayPage<'a> {
    v: &'a Visit,
    payout: &'a Payout,
    to: &'a Destination,
    token: &'a str,
    fit: Fit,
    is_paying: bool,
    /// About when the money is at the account.
    arrives: String,
    payment: String,
    seen: String,
    /// The payer's page about it in the account, whichever workspace they look at.
    account: String,
    trouble: Trouble,
    purse: Purse,
}

#[derive(Template)]
#[template(path = "payouts/state.html")]
struct StatePage<'a> {
    v: &'a Visit,
    payout: &'a Payout,
    standing: Standing,
    /// What the gateway settled inside the payment is still to come.
    is_arriving: bool,
    is_old: bool,
}

#[derive(Template)]
#[template(path = "payouts/rejection.html")]
struct RejectionPage<'a> {
    v: &'a Visit,
    payout: &'a Payout,
    token: &'a str,
}
