//! The payer's pages. Looking changes nothing, whoever looks; only pressing the button does.

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
use chrono::TimeDelta;
use serde::Deserialize;

use super::Amount;
use super::Link;
use super::LinkError;
use super::Standing;
use super::fields::Reader;
use super::payer_of;
use super::start_payment;
use super::store;
use crate::adapters::bank::Gateway;
use crate::app::App;
use crate::ids::PaymentId;
use crate::money::Money;
use crate::payments;
use crate::payments::Payer;
use crate::payments::PaymentError;
use crate::tokens;
use crate::web::Error;
use crate::web::Result;
use crate::web::Visit;
use crate::web::form::Form;
use crate::web::form::Mistakes;
use crate::web::limits;
use crate::web::limits::Limit;
use crate::web::robots::Looker;

const NAME_CHARS_MAX: usize = 80;

/// Attempts from one address of the net, and on one link that takes one payment (`money.md` E11).
const ATTEMPTS_FROM_IP: Limit = Limit::new("pay_ip", 60, TimeDelta::hours(1));
const ATTEMPTS_ON_LINK: Limit = Limit::new("pay_link", 30, TimeDelta::days(1));

pub(super) fn routes() -> Router<App> {
    Router::new().route("/p/{token}", get(show)).route("/p/{token}/pay", post(pay))
}

/// Shows a link to whoever has it.
async fn show(
    State(app): State<App>,
    visit: Visit,
    looker: Looker,
    Path(token): Path<String>,
) -> Result<Response> {
    let link = find(&app, &visit, &token).await?;
    let visit = visit.in_unit(link.unit);
    match link.standing(visit.now) {
        Standing::Open => {
            let page = PayPage::blank(&visit, &link, &token, looker);
            visit.page(StatusCode::OK, &page)
        }
        standing => dead(&visit, &link, standing),
    }
}

/// Sends the payer to the bank.
async fn pay(
    State(app): State<App>,
    visit: Visit,
    Path(token): Path<String>,
    Form(form): Form<PayForm>,
) -> Result<Response> {
    let link = find(&app, &visit, &token).await?;
    let visit = visit.in_unit(link.unit);
    let standing = link.standing(visit.now);
    if standing != Standing::Open {
        return dead(&visit, &link, standing);
    }
    limits::check(&app, &ATTEMPTS_FROM_IP, visit.ip).await?;
    if link.uses_max == Some(1) {
        limits::check(&app, &ATTEMPTS_ON_LINK, link.id).await?;
    }
    let (id, payment) = match form.parse(&app, &visit, &link) {
        Ok(parsed) => parsed,
        Err(mistakes) => {
            let page = PayPage::again(&visit, &link, &token, (form, mistakes));
            return visit.page(StatusCode::UNPROCESSABLE_ENTITY, &page);
        }
    };
    match start_payment(&app, &link, id, payment).await {
        Ok(_) => (),
        Err(LinkError::Payment(PaymentError::OtherTerms)) => {
            let page = PayPage::sent_before(&visit, &link, &token, form);
            return visit.page(StatusCode::CONFLICT, &page);
        }
        Err(error) => return Err(error.into()),
    }
    match payments::send_to_bank(&app, id).await {
        Ok(go) => payments::leave_for_bank(&visit, &go),
        Err(PaymentError::Over) => {
            Ok(Redirect::to(&payments::receipt_path(&app.keys, id)).into_response())
        }
        Err(PaymentError::NoBankPage(_) | PaymentError::BeingSent) => {
            let page = PayPage::without_bank(&visit, &link, &token, form);
            visit.page(StatusCode::SERVICE_UNAVAILABLE, &page)
        }
        Err(error) => Err(LinkError::from(error).into()),
    }
}

async fn find(app: &App, visit: &Visit, token: &str) -> Result<Link> {
    let link = match tokens::digest_of(token) {
        Some(digest) => store::by_token(&app.db, &digest).await?,
        None => None,
    };
    if let Some(link) = link {
        Ok(link)
    } else {
        limits::count_miss(app, visit).await?;
        Err(Error::NotFound)
    }
}

fn dead(visit: &Visit, link: &Link, standing: Standing) -> Result<Response> {
    let status = match standing {
        Standing::Open | Standing::Paid => StatusCode::OK,
        Standing::Closed | Standing::Expired => StatusCode::GONE,
    };
    visit.page(status, &DeadPage { v: visit, link, standing })
}

/// What a payer sends. A link with a fixed amount does not read the rest.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
struct PayForm {
    payment: String,
    amount: String,
    /// One of the suggestions, by its button; it goes before what was typed.
    chosen: String,
    name: String,
    mobile: String,
}

impl PayForm {
    fn parse(
        &self,
        app: &App,
        visit: &Visit,
        link: &Link,
    ) -> Result<(PaymentId, (Money, Payer)), Mistakes> {
        let id = self.payment.parse().unwrap_or_else(|_| PaymentId::new(visit.now));
        let Amount::Chosen { min, max, .. } = &link.amount else {
            let amount = link.amount.fixed().unwrap_or(Money::ZERO);
            return Ok((id, (amount, payer_of(link, None, None))));
        };
        let mut mistakes = Mistakes::none();
        let reader = Reader { v: visit.voice(), limits: gateway_limits(app) };
        let own = (min.unwrap_or(reader.limits.0), max.unwrap_or(reader.limits.1));
        let said = if self.chosen.is_empty() { &self.amount } else { &self.chosen };
        let amount = reader
            .amount("amount", said, &mut mistakes)
            .and_then(|amount| reader.within("amount", amount, own, &mut mistakes));
        let name = reader.optional("name", &self.name, NAME_CHARS_MAX, &mut mistakes);
        let mobile = reader.mobile(&self.mobile, &mut mistakes);
        match amount {
            Some(amount) if mistakes.is_empty() => Ok((id, (amount, payer_of(link, name, mobile)))),
            _ => Err(mistakes),
        }
    }
}

/// The smallest and the largest amount that the house's gateway takes.
pub(super) fn gateway_limits(app: &App) -> (Money, Money) {
    app.gateways.preferred().map_or((Money::rials(1), crate::money::MAX_AMOUNT), Gateway::limits)
}

#[derive(Template)]
#[template(path = "links/pay.html")]
struct PayPage<'a> {
    v: &'a Visit,
    link: &'a Link,
    token: &'a str,
    form: PayForm,
    mistakes: Mistakes,
    /// A person's browser goes on by itself.
    goes_on: bool,
    /// The bank gave no page a moment ago.
    no_bank: bool,
    /// Between which amounts the payer may choose.
    range: String,
}

impl<'a> PayPage<'a> {
    fn blank(v: &'a Visit, link: &'a Link, token: &'a str, looker: Looker) -> Self {
        let payment = PaymentId::new(v.now).to_string();
        let form = PayForm { payment, ..PayForm::default() };
        let goes_on =
            link.direct && link.asks_nothing() && !link.one_is_paying && looker == Looker::Person;
        Self {
            v,
            link,
            token,
            form,
            mistakes: Mistakes::none(),
            goes_on,
            no_bank: false,
            range: range(v, link),
        }
    }

    fn again(
        v: &'a Visit,
        link: &'a Link,
        token: &'a str,
        (form, mistakes): (PayForm, Mistakes),
    ) -> Self {
        Self {
            v,
            link,
            token,
            form,
            mistakes,
            goes_on: false,
            no_bank: false,
            range: range(v, link),
        }
    }

    /// The page was sent before, for another amount. What is sent now is a payment of its own, if
    /// that is what is meant.
    fn sent_before(v: &'a Visit, link: &'a Link, token: &'a str, form: PayForm) -> Self {
        let mut mistakes = Mistakes::none();
        mistakes.add("amount", v.w.links_page_was_sent());
        let form = PayForm { payment: PaymentId::new(v.now).to_string(), ..form };
        Self::again(v, link, token, (form, mistakes))
    }

    /// The bank gave no page: nothing moved, and the next try is a payment of its own.
    fn without_bank(v: &'a Visit, link: &'a Link, token: &'a str, form: PayForm) -> Self {
        let form = PayForm { payment: PaymentId::new(v.now).to_string(), ..form };
        Self {
            v,
            link,
            token,
            form,
            mistakes: Mistakes::none(),
            goes_on: false,
            no_bank: true,
            range: range(v, link),
        }
    }

    fn suggestions(&self) -> &[Money] {
        match &self.link.amount {
            Amount::Chosen { suggestions, .. } => suggestions,
            Amount::Fixed(_) => &[],
        }
    }
}

/// Between which amounts the payer may choose, in words; empty when there is nothing to say.
pub(super) fn range(v: &Visit, link: &Link) -> String {
    match &link.amount {
        Amount::Chosen { min: Some(min), max: Some(max), .. } => {
            v.w.links_range(v.amount(*min), v.amount_unit(*max))
        }
        Amount::Chosen { min: Some(min), max: None, .. } => {
            v.w.links_range_from(v.amount_unit(*min))
        }
        Amount::Chosen { min: None, max: Some(max), .. } => v.w.links_range_to(v.amount_unit(*max)),
        Amount::Chosen { min: None, max: None, .. } | Amount::Fixed(_) => String::new(),
    }
}

#[derive(Template)]
#[template(path = "links/dead.html")]
struct DeadPage<'a> {
    v: &'a Visit,
    link: &'a Link,
    standing: Standing,
}
