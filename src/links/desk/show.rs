//! One link: its state, how to hand it on, what was sent, who paid, and its end.

use std::ops::RangeInclusive;

use askama::Template;
use axum::extract::Path;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::IntoResponse;
use axum::response::Redirect;
use axum::response::Response;
use chrono::TimeDelta;
use serde::Deserialize;

use super::Pill;
use super::find;
use super::funnel::Funnel;
use super::funnel::Step;
use super::handing;
use super::history;
use super::history::Event;
use super::history::PaymentRow;
use super::history::SendingRow;
use super::pill;
use crate::app::App;
use crate::ids::LinkId;
use crate::links;
use crate::links::Channel;
use crate::links::Link;
use crate::links::LinkError;
use crate::links::Standing;
use crate::links::When;
use crate::links::edits;
use crate::links::fields::Reader;
use crate::links::later;
use crate::links::later::Later;
use crate::links::pay_page::range;
use crate::links::store;
use crate::links::wishes;
use crate::locale::Voice;
use crate::members;
use crate::money::MAX_AMOUNT;
use crate::money::Money;
use crate::notices;
use crate::payments::Payer;
use crate::sessions::Tone;
use crate::tokens;
use crate::web::Desk;
use crate::web::Error;
use crate::web::Result;
use crate::web::Visit;
use crate::web::form::Form;
use crate::web::form::Mistakes;
use crate::web::form::Query;
use crate::web::limits;
use crate::web::limits::Limit;
use crate::web::paging::After;
use crate::web::qr;
use crate::web::qr::Qr;

/// Messages about one link that a person sends by hand.
const SENT_AGAIN: Limit = Limit::new("link_sent_again", 10, TimeDelta::days(1));

/// Shows a link to its merchant.
pub(super) async fn show(
    State(app): State<App>,
    desk: Desk,
    Path(link): Path<String>,
    Query(asked): Query<Asked>,
) -> Result<Response> {
    let link = find(&app, &desk, &link).await?;
    let form = SendForm::blank(desk.voice(), &link);
    let after = After::parse(&asked.after);
    let page = ShowPage::of(&app, &desk, &link, (form, Mistakes::none()), after).await?;
    desk.page(StatusCode::OK, &page)
}

/// The address in a message leads to the link's page, also for who looks at another of their
/// workspaces just now.
pub(super) async fn short(
    State(app): State<App>,
    desk: Desk,
    Path(short): Path<String>,
) -> Result<Response> {
    let id = LinkId::from(tokens::long(&short).ok_or(Error::NotFound)?);
    let page = format!("/links/{id}");
    match store::workspace_of(&app.db, id).await? {
        Some(workspace) if workspace != desk.session.workspace => {
            members::elsewhere(&app, &desk, workspace, &page).await
        }
        _ => Ok(Redirect::to(&page).into_response()),
    }
}

/// Sends the link once more.
pub(super) async fn message_create(
    State(app): State<App>,
    desk: Desk,
    Path(link): Path<String>,
    Form(form): Form<SendForm>,
) -> Result<Response> {
    let link = find(&app, &desk, &link).await?;
    let (to, when) = match form.parse(&desk, &link) {
        Ok(parsed) => parsed,
        Err(mistakes) => {
            let page = ShowPage::of(&app, &desk, &link, (form, mistakes), None).await?;
            return desk.page(StatusCode::UNPROCESSABLE_ENTITY, &page);
        }
    };
    limits::check(&app, &SENT_AGAIN, link.id).await?;
    let name = (link.id, desk.session.workspace);
    let (tone, text) = match links::send_again(&app, name, &to, when).await {
        Ok(()) => (
            Tone::Ok,
            when.1.map_or_else(
                || desk.w.links_sent_again(),
                |at| desk.w.links_to_be_sent(desk.moment(at)),
            ),
        ),
        Err(LinkError::NotOpen) => (Tone::Bad, desk.w.links_not_open()),
        Err(LinkError::JustSent) => (Tone::Warn, desk.w.links_just_sent()),
        Err(error) => return Err(error.into()),
    };
    desk.go(&app, &link.path(), tone, text).await
}

/// Takes back a message whose time has not come.
pub(super) async fn withdrawal_create(
    State(app): State<App>,
    desk: Desk,
    Path((link, message)): Path<(String, String)>,
) -> Result<Response> {
    let link = find(&app, &desk, &link).await?;
    let message = message.parse().map_err(|_| Error::NotFound)?;
    let request = (message, link.id.as_uuid());
    let (tone, text) = if notices::withdraw(&app.db, request, desk.now).await? {
        (Tone::Ok, desk.w.links_sending_taken_back())
    } else {
        (Tone::Warn, desk.w.links_sending_has_gone())
    };
    desk.go(&app, &link.path(), tone, text).await
}

/// Asks whether the link is to be closed.
pub(super) async fn closure_new(
    State(app): State<App>,
    desk: Desk,
    Path(link): Path<String>,
) -> Result<Response> {
    let link = find(&app, &desk, &link).await?;
    desk.page(StatusCode::OK, &ClosurePage { v: &desk, link: &link, payer: payer(&desk, &link) })
}

/// Closes the link.
pub(super) async fn closure_create(
    State(app): State<App>,
    desk: Desk,
    Path(link): Path<String>,
    Form(form): Form<ClosureForm>,
) -> Result<Response> {
    let link = find(&app, &desk, &link).await?;
    let name = (link.id, desk.session.workspace);
    let closed = links::close(&app, name, desk.session.member, form.tell == "yes").await;
    let (tone, text) = match closed {
        Ok(()) => (Tone::Ok, desk.w.links_was_closed()),
        Err(LinkError::NotOpen) => (Tone::Warn, desk.w.links_close_too_late()),
        Err(error) => return Err(error.into()),
    };
    desk.go(&app, &link.path(), tone, text).await
}

/// Gives an expired link more time, because its payer asked for it.
pub(super) async fn renewal_create(
    State(app): State<App>,
    desk: Desk,
    Path(link): Path<String>,
) -> Result<Response> {
    let link = find(&app, &desk, &link).await?;
    let name = (link.id, desk.session.workspace);
    let (tone, text) = match wishes::grant(&app, name, desk.session.member, desk.voice()).await {
        Ok(()) => (Tone::Ok, desk.w.links_granted()),
        Err(LinkError::NotOpen) => (Tone::Warn, desk.w.links_not_expired()),
        Err(error) => return Err(error.into()),
    };
    desk.go(&app, &link.path(), tone, text).await
}

/// What the address says.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct Asked {
    /// The payment after which the list begins.
    after: String,
}

/// To whom to send it, and when.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub(super) struct SendForm {
    mobile: String,
    email: String,
    by: String,
    sending: String,
    send_d: String,
    send_m: String,
    send_y: String,
    send_h: String,
    send_i: String,
}

impl SendForm {
    fn blank(v: &Voice, link: &Link) -> Self {
        let later = Later::blank(v);
        let mobile = link.payer.mobile.as_ref().map(|mobile| mobile.as_str().to_owned());
        Self {
            mobile: mobile.unwrap_or_default(),
            email: link.payer.email.clone().unwrap_or_default(),
            by: String::new(),
            sending: later.sending,
            send_d: later.day,
            send_m: later.month,
            send_y: later.year,
            send_h: later.hour,
            send_i: later.minute,
        }
    }

    fn later(&self) -> Later {
        Later {
            sending: self.sending.clone(),
            day: self.send_d.clone(),
            month: self.send_m.clone(),
            year: self.send_y.clone(),
            hour: self.send_h.clone(),
            minute: self.send_i.clone(),
        }
    }

    fn parse(&self, desk: &Desk, link: &Link) -> Result<(Payer, When), Mistakes> {
        let mut mistakes = Mistakes::none();
        let none = (Money::ZERO, MAX_AMOUNT);
        let reader = Reader { v: desk.voice(), limits: none };
        let (to, channel) = if self.by == "email" {
            let email = reader.email(&self.email, &mut mistakes);
            if email.is_none() && mistakes.is_empty() {
                mistakes.add("email", desk.w.links_not_an_email());
            }
            (Payer { email, ..Payer::default() }, Channel::Email)
        } else {
            let mobile = reader.mobile(&self.mobile, &mut mistakes);
            if mobile.is_none() && mistakes.is_empty() {
                mistakes.add("mobile", desk.w.links_not_a_mobile());
            }
            (Payer { mobile, ..Payer::default() }, Channel::Sms)
        };
        let send_at = reader.send_at(&self.later(), link.expires_at, &mut mistakes);
        if mistakes.is_empty() { Ok((to, (channel, send_at))) } else { Err(mistakes) }
    }
}

#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub(super) struct ClosureForm {
    tell: String,
}

#[derive(Template)]
#[template(path = "links/show.html")]
struct ShowPage<'a> {
    v: &'a Visit,
    link: &'a Link,
    payer: String,
    pill: Pill,
    address: String,
    qr: Option<Qr>,
    form: SendForm,
    mistakes: Mistakes,
    is_open: bool,
    payments: Vec<PaymentRow>,
    next: Option<String>,
    /// The pager has a way back only to the first page.
    previous: Option<String>,
    sendings: Vec<SendingRow>,
    events: Vec<Event>,
    funnel: Funnel,
    steps: Vec<Step>,
    messengers: Vec<(String, String)>,
    /// The payer has asked for more time.
    wish: bool,
}

impl<'a> ShowPage<'a> {
    async fn of(
        app: &App,
        desk: &'a Desk,
        link: &'a Link,
        (form, mistakes): (SendForm, Mistakes),
        after: Option<After>,
    ) -> Result<Self> {
        let address = app.address(&link.door().path(&app.keys));
        let history = history::of(app, desk, link, after).await?;
        let name = (link.workspace, Some(link.id));
        let funnel = super::funnel::of(&app.db, name, link.created_at).await?;
        let wish = wishes::open_wish(&app.db, link.id).await?;
        Ok(Self {
            v: desk,
            link,
            payer: payer(desk, link),
            pill: pill(desk, link),
            qr: qr::draw(&address),
            form,
            mistakes,
            is_open: link.standing(desk.now) == Standing::Open,
            payments: history.payments,
            next: history.next.map(|next| format!("{}?after={}", link.path(), next.text())),
            previous: after.map(|_| link.path()),
            sendings: history.sendings,
            events: history.events,
            steps: funnel.steps(desk),
            funnel,
            messengers: handing::messengers(desk, &address),
            address,
            wish: wish.is_some() && link.standing(desk.now) == Standing::Expired,
        })
    }

    fn later(&self) -> Later {
        self.form.later()
    }

    fn sent_now(&self) -> String {
        self.v.w.links_sent_now()
    }

    fn years(&self) -> RangeInclusive<i32> {
        later::years(self.v)
    }

    fn may_change(&self) -> bool {
        edits::may_change(self.link, self.v.now)
    }

    /// What the amount may be, in words.
    fn amount_said(&self) -> String {
        match range(self.v, self.link) {
            range if range.is_empty() => self.v.w.links_chosen(),
            range => range,
        }
    }

    fn uses_said(&self) -> String {
        match self.link.uses_max {
            None => self.v.w.links_uses_many(),
            Some(1) => self.v.w.links_uses_one(),
            Some(max) => {
                let max = i64::from(max);
                let taken = self.v.number(self.link.uses_taken);
                self.v.w.links_uses_some(&taken, self.v.number(max))
            }
        }
    }
}

#[derive(Template)]
#[template(path = "links/closure.html")]
struct ClosurePage<'a> {
    v: &'a Visit,
    link: &'a Link,
    payer: String,
}

/// For whom a link is.
fn payer(desk: &Desk, link: &Link) -> String {
    link.payer.name.clone().unwrap_or_else(|| desk.w.links_anyone())
}
