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

use super::Amount;
use super::Ask;
use super::Link;
use super::LinkError;
use super::Standing;
use super::Taking;
use super::What;
use super::check;
use super::pay_form;
use super::pay_form::Pause;
use super::pay_form::PayForm;
use super::start_payment;
use super::together::Together;
use super::views;
use super::wishes;
use crate::adapters::bank::Gateway;
use crate::app::App;
use crate::ids::PaymentId;
use crate::money::Money;
use crate::payments;
use crate::payments::PaymentError;
use crate::tokens;
use crate::web::Error;
use crate::web::Result;
use crate::web::Visit;
use crate::web::form::Form;
use crate::web::form::Mistakes;
use crate::web::limits;
use crate::web::limits::Limit;
use crate::web::robots;
use crate::web::robots::Looker;

/// Attempts from one address of the net, and on one link that takes one payment (`money.md` E11).
const ATTEMPTS_FROM_IP: Limit = Limit::new("pay_ip", 60, TimeDelta::hours(1));
const ATTEMPTS_ON_LINK: Limit = Limit::new("pay_link", 30, TimeDelta::days(1));

pub(super) fn routes(app: &App) -> Router<App> {
    let looked = Together::new(app.db.clone());
    let (paid, wished) = (looked.clone(), looked.clone());
    // Handed over here: a layer would cost each request a box more.
    let show = |app, visit, looker, token| show(looked, app, visit, looker, token);
    let pay = |app, visit, token, form| pay(paid, app, visit, token, form);
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
    let visit = visit.in_unit(link.unit);
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
    limits::check(&app, &ATTEMPTS_FROM_IP, visit.ip).await?;
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
    visit: Visit,
    Path(token): Path<String>,
    Form(form): Form<PayForm>,
) -> Result<Response> {
    let link = find(&app, &together, &visit, &token).await?;
    let visit = visit.in_unit(link.unit);
    let standing = link.standing(visit.now);
    if standing != Standing::Open {
        return dead(&visit, &link, &token, standing);
    }
    if robots::is_reader(visit.browser()) {
        let page = PayPage::blank(&visit, (&link, gateway_limits(&app)), &token, Looker::Machine);
        return visit.page(StatusCode::OK, &page);
    }
    limits::check(&app, &ATTEMPTS_FROM_IP, visit.ip).await?;
    if link.uses_max == Some(1) {
        limits::check(&app, &ATTEMPTS_ON_LINK, link.id).await?;
    }
    let limits = gateway_limits(&app);
    let meant = match form.parse(visit.voice(), &link, limits) {
        Ok(meant) => meant,
        Err(pause) => {
            let page = PayPage::paused(&visit, (&link, limits), &token, (form, pause));
            return visit.page(StatusCode::UNPROCESSABLE_ENTITY, &page);
        }
    };
    let id = meant.id;
    match start_payment(&app, &link, id, (meant.amount, meant.payer), &meant.answers).await {
        Ok(_) => (),
        Err(LinkError::Payment(PaymentError::OtherTerms)) => {
            let page = PayPage::sent_before(&visit, (&link, limits), &token, form);
            return visit.page(StatusCode::CONFLICT, &page);
        }
        Err(LinkError::Payment(PaymentError::NoBankPage(_))) => {
            let page = PayPage::without_bank(&visit, (&link, limits), &token, form);
            return visit.page(StatusCode::SERVICE_UNAVAILABLE, &page);
        }
        Err(LinkError::MoreThanLeft) => {
            return less_is_left(&app, &together, &visit, &token, form).await;
        }
        Err(error) => return Err(error.into()),
    }
    match payments::send_to_bank(&app, id).await {
        Ok(go) => payments::leave_for_bank(&visit, &go),
        Err(PaymentError::Over) => {
            Ok(Redirect::to(&payments::receipt_path(&app.keys, id)).into_response())
        }
        Err(PaymentError::NoBankPage(_) | PaymentError::BeingSent) => {
            let page = PayPage::without_bank(&visit, (&link, limits), &token, form);
            visit.page(StatusCode::SERVICE_UNAVAILABLE, &page)
        }
        Err(error) => Err(LinkError::from(error).into()),
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
    /// The amount that is asked about once more.
    surprising: Option<Money>,
    /// Between which amounts the payer may choose.
    range: String,
    /// What one page of the bank takes.
    limits: (Money, Money),
    asks: Vec<Ask>,
}

/// A link, and what one page of the bank takes.
type Asked<'a> = (&'a Link, (Money, Money));

impl<'a> PayPage<'a> {
    fn of(v: &'a Visit, (link, limits): Asked<'a>, token: &'a str, form: PayForm) -> Self {
        Self {
            v,
            link,
            token,
            form,
            mistakes: Mistakes::none(),
            goes_on: false,
            no_bank: false,
            surprising: None,
            range: page_range(v, link, limits),
            limits,
            asks: pay_form::asks(link),
        }
    }

    fn blank(v: &'a Visit, asked: Asked<'a>, token: &'a str, looker: Looker) -> Self {
        let form = PayForm { payment: PaymentId::new(v.now).to_string(), ..PayForm::default() };
        let link = asked.0;
        let goes_on =
            link.direct && link.asks_nothing() && !link.one_is_paying && looker == Looker::Person;
        Self { goes_on, ..Self::of(v, asked, token, form) }
    }

    fn paused(
        v: &'a Visit,
        asked: Asked<'a>,
        token: &'a str,
        (form, pause): (PayForm, Pause),
    ) -> Self {
        match pause {
            Pause::Wrong(mistakes) => Self { mistakes, ..Self::of(v, asked, token, form) },
            Pause::Surprising(amount) => {
                let form = PayForm { amount: v.amount(amount), chosen: String::new(), ..form };
                Self { surprising: Some(amount), ..Self::of(v, asked, token, form) }
            }
        }
    }

    /// The page was sent before, for another amount. What is sent now is a payment of its own, if
    /// that is what is meant.
    fn sent_before(v: &'a Visit, asked: Asked<'a>, token: &'a str, form: PayForm) -> Self {
        let mut mistakes = Mistakes::none();
        mistakes.add("amount", v.w.links_page_was_sent());
        let form = PayForm { payment: PaymentId::new(v.now).to_string(), ..form };
        Self { mistakes, ..Self::of(v, asked, token, form) }
    }

    /// The bank gave no page: nothing moved, and the next try is a payment of its own.
    fn without_bank(v: &'a Visit, asked: Asked<'a>, token: &'a str, form: PayForm) -> Self {
        let form = PayForm { payment: PaymentId::new(v.now).to_string(), ..form };
        Self { no_bank: true, ..Self::of(v, asked, token, form) }
    }

    fn suggestions(&self) -> &[Money] {
        match &self.link.amount {
            Amount::Chosen { suggestions, .. } => suggestions,
            Amount::Fixed(_) => &[],
        }
    }

    /// The amount of the next payment, where the payer does not choose it.
    fn next(&self) -> Option<Money> {
        match (self.link.amount.fixed(), self.link.terms.taking) {
            (Some(amount), Taking::Whole) => Some(amount),
            (Some(_), Taking::Legs) => self.link.next_leg(self.limits),
            _ => None,
        }
    }

    fn is_in_parts(&self) -> bool {
        matches!(self.link.terms.taking, Taking::Parts { .. })
    }

    /// What is left, where one payment may bring it.
    fn rest(&self) -> Option<Money> {
        self.link.left().filter(|left| self.is_in_parts() && *left <= self.limits.1)
    }

    /// The most of what is sold by the piece.
    fn pieces(&self) -> Option<i64> {
        match (self.link.amount.fixed(), self.link.terms.taking) {
            (Some(price), Taking::Units { .. }) => {
                Some(pay_form::units_max(self.link, price, self.limits))
            }
            _ => None,
        }
    }

    /// Per mille of the total that is paid, for the bar.
    fn progress(&self) -> i64 {
        let total = self.link.total.map_or(1, |total| total.as_rials().max(1));
        (i128::from(self.link.taken.as_rials()) * 1000 / i128::from(total)).try_into().unwrap_or(0)
    }

    /// The merchant's own questions.
    fn own_asks(&self) -> Vec<(usize, &str, bool)> {
        let own = self.asks.iter().filter_map(|ask| match &ask.what {
            What::Own(label) => Some((label.as_str(), ask.required)),
            _ => None,
        });
        own.enumerate().map(|(place, (label, required))| (place, label, required)).collect()
    }

    fn if_empty_one(&self) -> String {
        if self.form.quantity.is_empty() { self.v.number(1) } else { self.form.quantity.clone() }
    }

    fn own_answer(&self, place: usize) -> &str {
        self.form.own.get(place).map_or("", String::as_str)
    }
}

/// Between which amounts a payer may choose on the page; empty when there is nothing to say.
fn page_range(v: &Visit, link: &Link, limits: (Money, Money)) -> String {
    if matches!(link.terms.taking, Taking::Parts { .. }) {
        let (min, max) = pay_form::part_range(link, limits);
        return v.w.links_range(v.amount(min), v.amount_unit(max));
    }
    range(v, link)
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
    token: &'a str,
    /// The payer has just asked for more time.
    wished: bool,
}
