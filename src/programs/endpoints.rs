//! The pages of webhooks: where events go, under which secret, and what became of them.

use askama::Template;
use axum::Router;
use axum::extract::Path;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;
use axum::routing::get;
use axum::routing::post;
use chrono::TimeDelta;
use serde::Deserialize;

use super::wish;
use crate::app::App;
use crate::ids::DeliveryId;
use crate::ids::EndpointId;
use crate::locale::Voice;
use crate::members::Proven;
use crate::sessions::Tone;
use crate::web::Desk;
use crate::web::Error;
use crate::web::Result;
use crate::web::Visit;
use crate::web::form::Form;
use crate::web::form::Mistakes;
use crate::web::limits;
use crate::web::limits::Limit;
use crate::webhooks;
use crate::webhooks::Delivery;
use crate::webhooks::Endpoint;
use crate::webhooks::Outcome;
use crate::webhooks::Page;
use crate::webhooks::TYPES;

const PATH: &str = "/settings/webhooks";

/// Test events to the endpoints of one workspace (`money.md` E11).
pub(super) const TESTS: Limit = Limit::new("webhook_test", 5, TimeDelta::hours(1));

/// Deliveries that the log shows.
const SHOWN: usize = 30;

pub(super) fn routes() -> Router<App> {
    Router::new()
        .route("/settings/webhooks", get(index).post(create))
        .route("/settings/webhooks/{endpoint}", get(show).post(update))
        .route("/settings/webhooks/{endpoint}/secret", post(secret_create))
        .route("/settings/webhooks/{endpoint}/test", post(test_create))
        .route("/settings/webhooks/{endpoint}/removal", post(removal_create))
        .route("/settings/webhooks/{endpoint}/deliveries/{delivery}", post(delivery_create))
}

/// Shows where events go, and the form for one more place.
async fn index(State(app): State<App>, Proven(desk): Proven) -> Result<Response> {
    let form = EndpointForm {
        id: EndpointId::new(desk.now).to_string(),
        types: TYPES.map(str::to_owned).to_vec(),
        ..EndpointForm::default()
    };
    draw_index(&app, &desk, StatusCode::OK, (form, Mistakes::none())).await
}

async fn draw_index(
    app: &App,
    desk: &Desk,
    status: StatusCode,
    (form, mistakes): (EndpointForm, Mistakes),
) -> Result<Response> {
    let rows = webhooks::of_workspace(&app.db, desk.session.workspace).await?;
    desk.page(status, &IndexPage { v: desk, rows, form, mistakes })
}

/// Adds a place.
async fn create(
    State(app): State<App>,
    Proven(desk): Proven,
    Form(form): Form<EndpointForm>,
) -> Result<Response> {
    let wish = match wish::read(&desk, &app, &form.url, &form.types) {
        Ok(wish) => wish,
        Err(mistakes) => {
            let status = StatusCode::UNPROCESSABLE_ENTITY;
            return draw_index(&app, &desk, status, (form, mistakes)).await;
        }
    };
    let id = form.id.parse().unwrap_or_else(|_| EndpointId::new(desk.now));
    let owner = (desk.session.workspace, desk.session.member);
    if !webhooks::create(&app, id, owner, &wish).await? {
        let text = desk.w.programs_too_many_endpoints();
        return desk.go(&app, PATH, Tone::Bad, text).await;
    }
    desk.go(&app, &path(id), Tone::Ok, desk.w.programs_endpoint_made()).await
}

/// Shows one place: its secret, what it is told of, and what became of the last events.
async fn show(
    State(app): State<App>,
    Proven(desk): Proven,
    Path(endpoint): Path<String>,
) -> Result<Response> {
    let endpoint = find(&app, &desk, &endpoint).await?;
    let form = EndpointForm {
        id: endpoint.id.to_string(),
        url: endpoint.url.clone(),
        types: endpoint.types.clone(),
    };
    draw(&app, (&desk, StatusCode::OK), &endpoint, (form, Mistakes::none())).await
}

/// Changes it; one that was given up is tried again.
async fn update(
    State(app): State<App>,
    Proven(desk): Proven,
    Path(endpoint): Path<String>,
    Form(form): Form<EndpointForm>,
) -> Result<Response> {
    let endpoint = find(&app, &desk, &endpoint).await?;
    match wish::read(&desk, &app, &form.url, &form.types) {
        Ok(wish) => {
            webhooks::change(&app, endpoint.id, &wish).await?;
            let text = desk.w.programs_endpoint_changed();
            desk.go(&app, &path(endpoint.id), Tone::Ok, text).await
        }
        Err(mistakes) => {
            let status = StatusCode::UNPROCESSABLE_ENTITY;
            draw(&app, (&desk, status), &endpoint, (form, mistakes)).await
        }
    }
}

/// Gives it a new secret; the old one lives on for a day.
async fn secret_create(
    State(app): State<App>,
    Proven(desk): Proven,
    Path(endpoint): Path<String>,
) -> Result<Response> {
    let endpoint = find(&app, &desk, &endpoint).await?;
    let (tone, text) = if webhooks::rotate(&app, &endpoint).await? {
        (Tone::Ok, desk.w.programs_secret_changed())
    } else {
        (Tone::Warn, desk.w.programs_secret_changed_lately())
    };
    desk.go(&app, &path(endpoint.id), tone, text).await
}

/// Sends a test event.
async fn test_create(
    State(app): State<App>,
    Proven(desk): Proven,
    Path(endpoint): Path<String>,
) -> Result<Response> {
    let endpoint = find(&app, &desk, &endpoint).await?;
    limits::check(&app, &TESTS, desk.session.workspace).await?;
    webhooks::test(&app, &endpoint, crate::ids::at(desk.now)).await?;
    desk.go(&app, &path(endpoint.id), Tone::Ok, desk.w.programs_test_sent()).await
}

/// Takes it away.
async fn removal_create(
    State(app): State<App>,
    Proven(desk): Proven,
    Path(endpoint): Path<String>,
) -> Result<Response> {
    let endpoint = find(&app, &desk, &endpoint).await?;
    webhooks::remove(&app, &endpoint).await?;
    desk.go(&app, PATH, Tone::Ok, desk.w.programs_endpoint_removed()).await
}

/// Sends an event once more.
async fn delivery_create(
    State(app): State<App>,
    Proven(desk): Proven,
    Path((endpoint, delivery)): Path<(String, String)>,
) -> Result<Response> {
    let endpoint = find(&app, &desk, &endpoint).await?;
    let delivery: DeliveryId = delivery.parse().map_err(|_| Error::NotFound)?;
    let (tone, text) = if webhooks::resend(&app, (endpoint.id, delivery)).await? {
        (Tone::Ok, desk.w.programs_sent_again())
    } else {
        (Tone::Warn, desk.w.programs_under_way_already())
    };
    desk.go(&app, &path(endpoint.id), tone, text).await
}

fn path(id: EndpointId) -> String {
    format!("{PATH}/{id}")
}

async fn find(app: &App, desk: &Desk, id: &str) -> Result<Endpoint> {
    let id: EndpointId = id.parse().map_err(|_| Error::NotFound)?;
    let endpoint = webhooks::by_id(&app.db, (id, desk.session.workspace)).await?;
    endpoint.ok_or(Error::NotFound)
}

/// The form of a place.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
struct EndpointForm {
    id: String,
    url: String,
    types: Vec<String>,
}

impl EndpointForm {
    /// The types, and whether each is chosen.
    fn choices(&self) -> Vec<(&'static str, bool)> {
        TYPES.map(|name| (name, self.types.iter().any(|chosen| chosen == name))).to_vec()
    }
}

async fn draw(
    app: &App,
    (desk, status): (&Desk, StatusCode),
    endpoint: &Endpoint,
    (form, mistakes): (EndpointForm, Mistakes),
) -> Result<Response> {
    let page = Page { after: None, rows: SHOWN };
    let mut deliveries = webhooks::deliveries(&app.db, endpoint.id, page).await?;
    deliveries.truncate(SHOWN);
    let rows = deliveries.iter().map(|delivery| Row::of(desk, endpoint, delivery)).collect();
    let secret = webhooks::secret(app, endpoint);
    desk.page(status, &ShowPage { v: desk, endpoint, secret, rows, form, mistakes })
}

/// A delivery in the log.
struct Row {
    event_type: String,
    when: String,
    pill: (&'static str, &'static str, String),
    said: String,
    /// Where it can be sent from once more.
    path: Option<String>,
}

impl Row {
    fn of(desk: &Desk, endpoint: &Endpoint, delivery: &Delivery) -> Self {
        let w = desk.w;
        let pill = match (delivery.delivered_at, delivery.given_up_at) {
            (Some(_), _) => ("ok", "tick", w.programs_arrived()),
            (None, Some(_)) => ("bad", "alert", w.programs_given_up()),
            (None, None) => ("warn", "clock", w.programs_under_way()),
        };
        let attempts = w.programs_attempts(delivery.attempts, desk.number(delivery.attempts));
        let last = delivery.last.map(|last| outcome(desk, last.outcome, last.status));
        let has_ended = delivery.delivered_at.is_some() || delivery.given_up_at.is_some();
        Self {
            event_type: delivery.event_type.clone(),
            when: desk.moment(delivery.happened_at),
            pill,
            said: std::iter::once(attempts).chain(last).collect::<Vec<_>>().join(" · "),
            path: has_ended.then(|| format!("{}/deliveries/{}", path(endpoint.id), delivery.id)),
        }
    }
}

/// What came of an attempt, in words.
fn outcome(v: &Voice, outcome: Outcome, status: Option<i16>) -> String {
    let status = status.map(|status| v.digits(&status.to_string())).unwrap_or_default();
    match outcome {
        Outcome::Taken => v.w.programs_outcome_taken(status),
        Outcome::Refused => v.w.programs_outcome_refused(status),
        Outcome::NotReached => v.w.programs_outcome_not_reached(),
        Outcome::Silent => v.w.programs_outcome_silent(),
        Outcome::Forbidden => v.w.programs_outcome_forbidden(),
    }
}

#[derive(Template)]
#[template(path = "programs/endpoints.html")]
struct IndexPage<'a> {
    v: &'a Visit,
    rows: Vec<Endpoint>,
    form: EndpointForm,
    mistakes: Mistakes,
}

#[derive(Template)]
#[template(path = "programs/endpoint.html")]
struct ShowPage<'a> {
    v: &'a Visit,
    endpoint: &'a Endpoint,
    secret: String,
    rows: Vec<Row>,
    form: EndpointForm,
    mistakes: Mistakes,
}
