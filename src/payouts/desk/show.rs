//! One payout: where it stands, what to do now, and all that happened.

use askama::Template;
use axum::extract::Path;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::IntoResponse;
use axum::response::Redirect;
use axum::response::Response;
use data_encoding::HEXLOWER;
use serde::Deserialize;

use super::Pill;
use super::find;
use super::history;
use super::history::Event;
use super::pill;
use crate::app::App;
use crate::ids::MemberId;
use crate::ids::PayoutId;
use crate::members;
use crate::money::Money;
use crate::payouts;
use crate::payouts::Anew;
use crate::payouts::Approval;
use crate::payouts::Payout;
use crate::payouts::PayoutError;
use crate::payouts::ReplyKind;
use crate::payouts::Standing;
use crate::payouts::approvals;
use crate::payouts::funding;
use crate::payouts::giving_back;
use crate::payouts::names;
use crate::payouts::names::Fit;
use crate::payouts::payout::Destination;
use crate::payouts::store;
use crate::sessions::Tone;
use crate::tokens;
use crate::web::Desk;
use crate::web::Error;
use crate::web::Result;
use crate::web::Visit;
use crate::web::form::Form;

/// Shows a payout to its payer.
pub(super) async fn show(
    State(app): State<App>,
    desk: Desk,
    Path(payout): Path<String>,
) -> Result<Response> {
    let payout = find(&app, &desk, &payout).await?;
    let standing = payout.standing(desk.now);
    let to = payout.destination.as_ref().filter(|to| to.confirmed_at.is_some());
    let wallet = funding::wallet(&app, payout.workspace).await?;
    let approval = match standing {
        Standing::AwaitingPayer => approvals::of(&app.db, &payout, desk.now).await?,
        _ => Approval::NotNeeded,
    };
    let page = ShowPage {
        v: &desk,
        pill: if approval == Approval::Waiting {
            super::waits_for_approval(&desk)
        } else {
            pill(&desk, standing)
        },
        events: history::of(&app, &desk, &payout).await?,
        gives_back: giving_back::number(&app.db, payout.id).await?.map(|it| it.to_string()),
        fit: to.map(|to| names::fit(&payout.recipient_name, to.holder.as_deref())),
        pay_path: payout.payer_door().path(&app.keys),
        link: app.address(&payout.recipient_door().path(&app.keys)),
        receipt: funding::receipt(&app, &payout).await?,
        seen: HEXLOWER.encode(&payout.digest().unwrap_or_default()),
        wallet: Some(wallet).filter(|wallet| payout.total() <= *wallet),
        to,
        standing,
        approval,
        member: desk.session.member,
        payout: &payout,
    };
    desk.page(StatusCode::OK, &page)
}

/// The address in a message leads to the payout's page, also for who looks at another of their
/// workspaces just now.
pub(super) async fn short(
    State(app): State<App>,
    desk: Desk,
    Path(short): Path<String>,
) -> Result<Response> {
    let id = PayoutId::from(tokens::long(&short).ok_or(Error::NotFound)?);
    let page = format!("/payouts/{id}");
    match store::by_id(&app.db, id).await? {
        Some(payout) if payout.workspace != desk.session.workspace => {
            members::elsewhere(&app, &desk, payout.workspace, &page).await
        }
        _ => Ok(Redirect::to(&page).into_response()),
    }
}

/// Asks the recipient once more: the same question, or after their other answer or money that came
/// back a new one.
pub(super) async fn question_create(
    State(app): State<App>,
    desk: Desk,
    Path(payout): Path<String>,
) -> Result<Response> {
    let payout = find(&app, &desk, &payout).await?;
    let name = (payout.id, desk.session.workspace);
    let asked = match payout.standing(desk.now) {
        Standing::AwaitingRecipient => payouts::ask_again(&app, name).await,
        _ => payouts::ask_anew(&app, payout.id, Anew::Again).await.map(|()| true),
    };
    let (tone, text) = match asked {
        Ok(true) => (Tone::Ok, desk.w.payouts_asked_again()),
        Ok(false) => (Tone::Warn, desk.w.payouts_just_asked()),
        Err(PayoutError::NotNow) => (Tone::Warn, desk.w.payouts_not_now()),
        Err(error) => return Err(error.into()),
    };
    desk.go(&app, &payout.path(), tone, text).await
}

/// Takes the amount that the recipient proposed.
pub(super) async fn proposal_create(
    State(app): State<App>,
    desk: Desk,
    Path(payout): Path<String>,
) -> Result<Response> {
    let payout = find(&app, &desk, &payout).await?;
    let (tone, text) = match payouts::ask_anew(&app, payout.id, Anew::ProposedAmount).await {
        Ok(()) => (Tone::Ok, desk.w.payouts_proposal_taken()),
        Err(PayoutError::NotNow) => (Tone::Warn, desk.w.payouts_not_now()),
        Err(error) => return Err(error.into()),
    };
    desk.go(&app, &payout.path(), tone, text).await
}

/// Sends the money out of the wallet, or money that is there already to a new account.
pub(super) async fn sending_create(
    State(app): State<App>,
    desk: Desk,
    Path(payout): Path<String>,
    Form(form): Form<SendingForm>,
) -> Result<Response> {
    let payout = find(&app, &desk, &payout).await?;
    if !funding::fits_today(&app, &payout).await? {
        let text = desk.w.payouts_too_much_today();
        return desk.go(&app, &payout.path(), Tone::Bad, text).await;
    }
    let name = (payout.id, desk.session.workspace);
    let seen = HEXLOWER.decode(form.seen.as_bytes()).unwrap_or_default();
    let sent = funding::pay_from_house(&app, name, desk.session.member, &seen).await;
    let (tone, text) = match sent {
        Ok(()) => (Tone::Ok, desk.w.payouts_was_sent()),
        Err(PayoutError::Changed) => (Tone::Bad, desk.w.payouts_changed()),
        Err(PayoutError::NotApproved) => (Tone::Warn, desk.w.payouts_needs_approval()),
        Err(PayoutError::NotEnough) => (Tone::Bad, desk.w.payouts_not_enough()),
        Err(PayoutError::NotNow) => (Tone::Warn, desk.w.payouts_not_now()),
        Err(error) => return Err(error.into()),
    };
    desk.go(&app, &payout.path(), tone, text).await
}

/// Asks whether the payout is to end.
pub(super) async fn end_new(
    State(app): State<App>,
    desk: Desk,
    Path(payout): Path<String>,
) -> Result<Response> {
    let payout = find(&app, &desk, &payout).await?;
    desk.page(StatusCode::OK, &EndPage { v: &desk, payout: &payout })
}

/// Ends the payout; money that is there goes to the wallet.
pub(super) async fn end_create(
    State(app): State<App>,
    desk: Desk,
    Path(payout): Path<String>,
) -> Result<Response> {
    let payout = find(&app, &desk, &payout).await?;
    let (name, member) = ((payout.id, desk.session.workspace), desk.session.member);
    let (ended, said) = if payout.funded_at.is_some() {
        (payouts::take_back(&app, name, member).await, desk.w.payouts_was_taken_back())
    } else {
        (payouts::cancel(&app, name, member).await, desk.w.payouts_was_cancelled())
    };
    let (tone, text) = match ended {
        Ok(()) => (Tone::Ok, said),
        Err(PayoutError::NotNow) => (Tone::Warn, desk.w.payouts_not_now()),
        Err(error) => return Err(error.into()),
    };
    desk.go(&app, &payout.path(), tone, text).await
}

#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub(super) struct SendingForm {
    /// The digest of what the payer saw.
    seen: String,
}

#[derive(Template)]
#[template(path = "payouts/show.html")]
struct ShowPage<'a> {
    v: &'a Visit,
    payout: &'a Payout,
    standing: Standing,
    pill: Pill,
    to: Option<&'a Destination>,
    fit: Option<Fit>,
    events: Vec<Event>,
    /// The tracking code of the payment that it gives back.
    gives_back: Option<String>,
    /// The page with the button to the bank.
    pay_path: String,
    /// The recipient's address, to hand on by hand.
    link: String,
    seen: String,
    /// Where the receipt is, once the money has arrived.
    receipt: Option<String>,
    /// What the wallet holds, where that suffices.
    wallet: Option<Money>,
    /// How it stands with a second member's word.
    approval: Approval,
    /// Who looks.
    member: MemberId,
}

impl ShowPage<'_> {
    fn is_funded(&self) -> bool {
        self.payout.funded_at.is_some()
    }

    /// Whether it may be paid for at a bank.
    fn may_be_paid(&self) -> bool {
        matches!(self.approval, Approval::NotNeeded | Approval::Given { .. })
    }

    /// Whether who looks may send it: whoever agreed to it as the second does not.
    fn may_be_sent(&self) -> bool {
        match &self.approval {
            Approval::Given { by, .. } => *by != self.member,
            other => *other == Approval::NotNeeded,
        }
    }

    /// Whether who looks may agree to it as the second.
    fn may_approve(&self) -> bool {
        self.approval == Approval::Waiting && self.payout.made_by != self.member
    }

    /// Whether it can be ended now.
    fn can_end(&self) -> bool {
        match self.standing {
            Standing::AwaitingRecipient | Standing::Declined | Standing::AwaitingPayer => true,
            Standing::Paying | Standing::Expired => !self.is_funded(),
            Standing::Failed => true,
            Standing::Sending | Standing::Settled | Standing::Ended(_) => false,
        }
    }

    /// What the recipient answered instead.
    fn reply_said(&self) -> String {
        let (w, name) = (self.v.w, &self.payout.recipient_name);
        match self.payout.reply.as_ref().map(|reply| reply.kind) {
            Some(ReplyKind::NotMe) => w.payouts_said_not_me(name),
            Some(ReplyKind::WrongAmount) => w.payouts_said_wrong_amount(name),
            Some(ReplyKind::No) => w.payouts_said_no(name),
            None => String::new(),
        }
    }
}

#[derive(Template)]
#[template(path = "payouts/end.html")]
struct EndPage<'a> {
    v: &'a Visit,
    payout: &'a Payout,
}
