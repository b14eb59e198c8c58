//! The payer's pages. Looking changes nothing, whoever looks; only pressing the button does.

use askama::Template;
use axum::Router;
use axum::extract::Path;
use axum::extract::State;
use axum::http::StatusCode;
use axum::http::header;
use axum::response::IntoResponse;
use axum::response::Response;
use axum::routing::get;
use axum::routing::post;
use chrono::TimeDelta;

use super::Link;
use super::LinkError;
use super::Standing;
use super::check;
use super::gate;
use super::gate::Gate;
use super::pay_form::Pause;
use super::pay_form::PayForm;
use super::pay_page::Asked;
use super::pay_page::PayPage;
use super::start_payment;
use super::together::Together;
use super::views;
use super::wishes;
use crate::app::App;
use crate::ids::PaymentId;
use crate::members::Browser;
use crate::money::Money;
use crate::payments;
use crate::payments::PaymentError;
use crate::tokens;
use crate::tokens::TokenDigest;
use crate::web::Error;
use crate::web::Result;
use crate::web::Visit;
use crate::web::form::Form;
use crate::web::form::Mistakes;
use crate::web::limits;
use crate::web::robots;
use crate::web::robots::Looker;

pub(super) fn routes(app: &App) -> Router<App> {
    let looked = Together::new(app.db.clone());
    let (paid, wished) = (looked.clone(), looked.clone());
    // Handed over here: a layer would cost each request a box more.
    let show = |app, visit, looker, token| show(looked, app, visit, looker, token);
    let pay = |app, who, token, form| pay(paid, app, who, token, form);
    let wish = |app, visit, token| wish(wished, app, visit, token);
    Router::new()
        .route("/p/{token}", get(show))
        .route("/p/{token}/pay", post(pay))
        .route("/p/{token}/wish", post(wish))
        .route("/check", get(check::show))
}

/// Shows a link to whoever has it.
async fn show(
    together: Together,
    State(app): State<App>,
    visit: Visit,
    looker: Looker,
    Path(token): Path<String>,
) -> Result<Response> {
    let link = find(&app, &together, &visit, &token).await?;
    let visit = visit.in_unit(link.unit).written_to_in(link.language);
    views::note(&app, &link, looker, visit.now);
    match link.standing(visit.now) {
        Standing::Open => {
            let page = PayPage::blank(&visit, (&link, gateway_limits(&app)), &token, looker);
            visit.page(StatusCode::OK, &page)
        }
        standing => dead(&visit, &link, &token, standing),
    }
}

/// Somebody would like to pay an expired link all the same.
async fn wish(
    together: Together,
    State(app): State<App>,
    visit: Visit,
    Path(token): Path<String>,
) -> Result<Response> {
    let link = find(&app, &together, &visit, &token).await?;
    let visit = visit.in_unit(link.unit).written_to_in(link.language);
    limits::check(&app, &limits::PAYMENTS_FROM_IP, visit.ip).await?;
    let standing = link.standing(visit.now);
    if standing == Standing::Expired {
        wishes::wish(&app.db, &link, visit.now).await?;
    }
    let page = DeadPage { v: &visit, link: &link, standing, token: &token, wished: true };
    visit.page(StatusCode::OK, &page)
}

/// Sends the payer to the bank. A program that says what it is gets the page once more: scanners of
/// mail press every button they find.
async fn pay(
    together: Together,
    State(app): State<App>,
    (visit, browser, looker): (Visit, Browser, Looker),
    Path(token): Path<String>,
    Form(form): Form<PayForm>,
) -> Result<Response> {
    let link = find(&app, &together, &visit, &token).await?;
    let visit = visit.in_unit(link.unit).written_to_in(link.language);
    let standing = link.standing(visit.now);
    if standing != Standing::Open {
        return dead(&visit, &link, &token, standing);
    }
    if robots::is_reader(visit.browser()) {
        let page = PayPage::blank(&visit, (&link, gateway_limits(&app)), &token, Looker::Machine);
        return visit.page(StatusCode::OK, &page);
    }
    let (payer, cookie) = browser.known(&visit);
    let begun = begin(&app, &visit, (&together, &link), &token, (form, payer, looker)).await?;
    // What the payer's next press is known by.
    match cookie.map(|cookie| cookie.to_string()) {
        Some(cookie) => Ok(([(header::SET_COOKIE, cookie)], begun).into_response()),
        None => Ok(begun),
    }
}

async fn begin(
    app: &App,
    visit: &Visit,
    (together, link): (&Together, &Link),
    token: &str,
    (form, payer, looker): (PayForm, TokenDigest, Looker),
) -> Result<Response> {
    let limits = gateway_limits(app);
    let wait = limits::wait_seconds(app, &limits::PAYMENTS_FROM_IP, visit.ip).await?;
    if wait != 0 {
        return too_often(visit, (link, limits), token, (form, wait));
    }
    let meant = match form.parse(visit.voice(), link, limits) {
        Ok(meant) => meant,
        Err(pause) => {
            let page = PayPage::paused(visit, (link, limits), token, (form, pause));
            return visit.page(StatusCode::UNPROCESSABLE_ENTITY, &page);
        }
    };
    let id = meant.id;
    let wait = gate::count(link, id, &payer, visit.now);
    if wait != 0 {
        return too_often(visit, (link, limits), token, (form, wait));
    }
    let gate = gate::look(app, visit, link, id, (&form.digits, &form.mark)).await?;
    if gate != Gate::Open {
        return ask(app, visit, (link, limits), token, (id, form, gate));
    }
    let payment = (meant.amount, meant.payer, looker);
    let gone = match start_payment(app, link, id, payment, &meant.answers).await {
        Ok(_) => payments::take_to_bank(app, visit, id).await?,
        Err(LinkError::Payment(PaymentError::NoBankPage(_))) => None,
        Err(LinkError::Payment(PaymentError::OtherTerms)) => {
            let page = PayPage::sent_before(visit, (link, limits), token, form);
            return visit.page(StatusCode::CONFLICT, &page);
        }
        Err(LinkError::MoreThanLeft) => {
            return less_is_left(app, together, visit, token, form).await;
        }
        Err(error) => return Err(error.into()),
    };
    if let Some(gone) = gone {
        return Ok(gone);
    }
    let page = PayPage::without_bank(visit, (link, limits), token, form);
    visit.page(StatusCode::SERVICE_UNAVAILABLE, &page)
}

fn too_often(
    visit: &Visit,
    asked: Asked<'_>,
    token: &str,
    (form, wait): (PayForm, i64),
) -> Result<Response> {
    let page = PayPage::too_often(visit, asked, token, (form, wait));
    Ok(limits::told(visit.page(StatusCode::OK, &page)?, wait))
}

/// Puts the question that stands between a payer and the bank.
fn ask(
    app: &App,
    visit: &Visit,
    asked: Asked<'_>,
    token: &str,
    (id, form, gate): (PaymentId, PayForm, Gate),
) -> Result<Response> {
    // Whoever answers too soon waits for the rest of the time, and not from its beginning again.
    let id = if gate::is_marked(app, id, &form.mark) { id } else { PaymentId::new(visit.now) };
    let form = PayForm { payment: id.to_string(), mark: gate::mark(app, id), ..form };
    let mut mistakes = Mistakes::none();
    match gate {
        Gate::Wrong => mistakes.add("digits", visit.w.links_gate_wrong()),
        Gate::Wait(seconds) => {
            let time = visit.duration(TimeDelta::seconds(seconds));
            mistakes.add("digits", visit.w.links_too_often(time));
        }
        Gate::Open | Gate::Asks => (),
    }
    let page = PayPage::asking(visit, asked, token, (form, mistakes));
    let page = visit.page(StatusCode::UNPROCESSABLE_ENTITY, &page)?;
    match gate {
        Gate::Wait(seconds) => Ok(limits::told(page, seconds)),
        Gate::Asks => Ok(limits::told(page, gate::PAUSE.num_seconds())),
        Gate::Open | Gate::Wrong => Ok(page),
    }
}

/// Somebody else has paid a part meanwhile: the page says how much is left now.
async fn less_is_left(
    app: &App,
    together: &Together,
    visit: &Visit,
    token: &str,
    form: PayForm,
) -> Result<Response> {
    let link = find(app, together, visit, token).await?;
    let mut mistakes = Mistakes::none();
    mistakes.add("amount", visit.w.links_less_is_left());
    let pause = Pause::Wrong(mistakes);
    let page = PayPage::paused(visit, (&link, gateway_limits(app)), token, (form, pause));
    visit.page(StatusCode::CONFLICT, &page)
}

async fn find(app: &App, together: &Together, visit: &Visit, token: &str) -> Result<Link> {
    let link = match tokens::digest_of(token) {
        Some(digest) => together.by_token(digest).await?,
        None => None,
    };
    if let Some(link) = link {
        Ok(link)
    } else {
        limits::count_miss(app, visit).await?;
        Err(Error::NotFound)
    }
}

fn dead(visit: &Visit, link: &Link, token: &str, standing: Standing) -> Result<Response> {
    let status = match standing {
        Standing::Open | Standing::Paid => StatusCode::OK,
        Standing::Closed | Standing::Expired => StatusCode::GONE,
    };
    visit.page(status, &DeadPage { v: visit, link, standing, token, wished: false })
}

/// The smallest and the largest amount that the house's gateway takes.
pub(super) fn gateway_limits(app: &App) -> (Money, Money) {
    let any = (Money::rials(1), crate::money::MAX_AMOUNT);
    app.gateways.preferred().map_or(any, |gateway| gateway.limits())
}

#[derive(Template)]
#[template(path = "links/dead.html")]
struct DeadPage<'a> {
    v: &'a Visit,
    link: &'a Link,
    standing: Standing,
    token: &'a str,
    /// The payer has just asked for more time.
    wished: bool,
}
