//! The gateways of a workspace: terminals of its own, tested and put in an order of preference among
//! themselves and with those of the house. What opens one is typed once and shown to nobody again.

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

use crate::app::App;
use crate::config::BankGateway;
use crate::ids::TerminalId;
use crate::locale::Voice;
use crate::locale::Words;
use crate::members::Proven;
use crate::sessions::Tone;
use crate::terminals;
use crate::terminals::Credential;
use crate::terminals::CredentialMistake;
use crate::terminals::Direction;
use crate::terminals::NoToken;
use crate::terminals::Terminal;
use crate::terminals::TerminalError;
use crate::terminals::Verdict;
use crate::web::Desk;
use crate::web::Error;
use crate::web::Result;
use crate::web::Visit;
use crate::web::form::Form;
use crate::web::form::Mistakes;
use crate::web::limits;
use crate::web::limits::Limit;

const PATH: &str = "/settings/gateways";

/// Tests of one workspace's terminals (`money.md` E11): each is an order at somebody else's machine.
const TESTS: Limit = Limit::new("gateway_test", 20, TimeDelta::hours(1));

/// The room's pages.
pub fn routes() -> Router<App> {
    Router::new()
        .route("/settings/gateways", get(index).post(create))
        .route("/settings/gateways/{terminal}/test", post(test_create))
        .route("/settings/gateways/{terminal}/switch", post(switch_create))
        .route("/settings/gateways/{terminal}/move", post(move_create))
        .route("/settings/gateways/{terminal}/removal", post(removal_create))
}

/// Shows the gateways in their order, and the form for one more.
async fn index(State(app): State<App>, Proven(desk): Proven) -> Result<Response> {
    let form =
        TerminalForm { id: TerminalId::new(desk.now).to_string(), ..TerminalForm::default() };
    draw(&app, (&desk, StatusCode::OK), (form, Mistakes::none())).await
}

/// Adds a terminal.
async fn create(
    State(app): State<App>,
    Proven(desk): Proven,
    Form(form): Form<TerminalForm>,
) -> Result<Response> {
    let mut mistakes = Mistakes::none();
    if let Some(credential) = form.read(&app, &desk, &mut mistakes) {
        let id = form.id.parse().unwrap_or_else(|_| TerminalId::new(desk.now));
        let owner = (desk.session.workspace, desk.session.member);
        match terminals::add(&app, id, owner, &credential).await {
            Ok(()) => return desk.go(&app, PATH, Tone::Ok, desk.w.gateways_added()).await,
            Err(error) => mistakes.add("credential", not_added(&desk, error)?),
        }
    }
    draw(&app, (&desk, StatusCode::UNPROCESSABLE_ENTITY), (form, mistakes)).await
}

/// Why a terminal was not added, for whoever typed it.
fn not_added(desk: &Desk, error: TerminalError) -> Result<String> {
    let w = desk.w;
    match error {
        TerminalError::Known => Ok(w.gateways_known()),
        TerminalError::OfTheHouse => Ok(w.gateways_of_the_house()),
        TerminalError::TooMany => Ok(w.gateways_too_many(desk.number(terminals::TERMINALS_MAX))),
        TerminalError::NotFound
        | TerminalError::Untested
        | TerminalError::Sealed(_)
        | TerminalError::Database(_) => Err(error.into()),
    }
}

/// Asks the gateway whether it takes the terminal.
async fn test_create(
    State(app): State<App>,
    Proven(desk): Proven,
    Path(terminal): Path<String>,
) -> Result<Response> {
    let terminal = find(&app, &desk, &terminal).await?;
    limits::check(&app, &TESTS, desk.session.workspace).await?;
    let w = desk.w;
    let verdict = terminals::test(&app, &terminal, &w.gateways_test_order()).await?;
    let is_new = terminal.worked_at.is_none();
    let (tone, text) = match verdict {
        Verdict::Works if is_new || terminal.is_on => (Tone::Ok, w.gateways_works()),
        Verdict::Works => (Tone::Ok, w.gateways_works_and_is_off()),
        Verdict::Refused => (Tone::Bad, w.gateways_refuses()),
        Verdict::Rejected => (Tone::Bad, w.gateways_rejects()),
        Verdict::Silent => (Tone::Warn, w.gateways_is_silent()),
    };
    desk.go(&app, PATH, tone, text).await
}

/// Sends payers to a terminal, or none any more.
async fn switch_create(
    State(app): State<App>,
    Proven(desk): Proven,
    Path(terminal): Path<String>,
    Form(form): Form<SwitchForm>,
) -> Result<Response> {
    let terminal = find(&app, &desk, &terminal).await?;
    let is_on = match form.to.as_str() {
        "on" => true,
        "off" => false,
        _ => return Err(Error::BadRequest),
    };
    let (tone, text) = match terminals::switch(&app, &terminal, is_on).await {
        Ok(()) if is_on => (Tone::Ok, desk.w.gateways_switched_on()),
        Ok(()) => (Tone::Ok, desk.w.gateways_switched_off()),
        Err(TerminalError::Untested) => (Tone::Warn, desk.w.gateways_test_first()),
        Err(error) => return Err(error.into()),
    };
    desk.go(&app, PATH, tone, text).await
}

/// Moves a terminal a step in the order.
async fn move_create(
    State(app): State<App>,
    Proven(desk): Proven,
    Path(terminal): Path<String>,
    Form(form): Form<SwitchForm>,
) -> Result<Response> {
    let terminal = find(&app, &desk, &terminal).await?;
    let direction = Direction::parse(&form.to).ok_or(Error::BadRequest)?;
    terminals::reorder(&app, &terminal, direction).await?;
    desk.go(&app, PATH, Tone::Ok, desk.w.gateways_moved()).await
}

/// Takes a terminal away.
async fn removal_create(
    State(app): State<App>,
    Proven(desk): Proven,
    Path(terminal): Path<String>,
) -> Result<Response> {
    let terminal = find(&app, &desk, &terminal).await?;
    terminals::remove(&app, &terminal, desk.session.member).await?;
    desk.go(&app, PATH, Tone::Ok, desk.w.gateways_removed()).await
}

async fn find(app: &App, desk: &Desk, id: &str) -> Result<Terminal> {
    let id: TerminalId = id.parse().map_err(|_| Error::NotFound)?;
    let terminal = terminals::by_id(app, (id, desk.session.workspace)).await?;
    terminal.ok_or(Error::NotFound)
}

/// The form of a terminal. What opens it is never written into a page again.
#[derive(Clone, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
struct TerminalForm {
    id: String,
    gateway: String,
    credential: String,
    token: String,
}

/// What is to become of a terminal: `on` or `off`, `up` or `down`.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct SwitchForm {
    to: String,
}

impl TerminalForm {
    fn read(&self, app: &App, v: &Voice, mistakes: &mut Mistakes) -> Option<Credential> {
        let known = terminals::gateways(app);
        let Some(gateway) = known.into_iter().find(|it| it.code() == self.gateway) else {
            mistakes.add("gateway", v.w.gateways_gateway_missing());
            return None;
        };
        let read = Credential::parse(gateway, &self.credential);
        let credential = mistakes.take("credential", read, |mistake| match mistake {
            CredentialMistake::Missing => v.w.gateways_credential_missing(),
            CredentialMistake::OfTrials => v.w.gateways_credential_of_trials(),
            CredentialMistake::NotOne => match gateway {
                BankGateway::Zarinpal => v.w.gateways_not_one_of_zarinpal(),
                BankGateway::Zibal => v.w.gateways_not_one_of_zibal(),
                BankGateway::Sep | BankGateway::Sandbox => v.w.gateways_not_one_of_sep(),
                BankGateway::Payping => v.w.gateways_not_one_of_payping(),
            },
        })?;
        let with_token = credential.with_token(&self.token);
        mistakes.take("token", with_token, |NoToken| {
            if gateway.refunds_by_token() {
                v.w.gateways_not_one_of_tokens()
            } else {
                v.w.gateways_takes_no_token()
            }
        })
    }
}

async fn draw(
    app: &App,
    (desk, status): (&Desk, StatusCode),
    (form, mistakes): (TerminalForm, Mistakes),
) -> Result<Response> {
    let own = terminals::of_workspace(app, desk.session.workspace).await?;
    let house = own.iter().filter(|terminal| terminal.before_house).count();
    let last = own.len().saturating_sub(1);
    let mut places: Vec<Place> = own
        .iter()
        .enumerate()
        .map(|(at, terminal)| {
            let up = 0 < at || !terminal.before_house;
            let down = at < last || terminal.before_house;
            Place::Own(Box::new(Row::of(desk, terminal, (up, down))))
        })
        .collect();
    places.insert(house, Place::House);
    let is_house_well = terminals::is_house_well(app).await?;
    let offered = terminals::gateways(app);
    let offered = offered.into_iter().map(|it| (it.code(), desk.gateway(it.code()))).collect();
    let host = app.origin.split_once("://").map_or("", |(_, host)| host);
    desk.page(status, &IndexPage { v: desk, places, is_house_well, offered, host, form, mistakes })
}

/// What stands at a place of the order.
enum Place {
    House,
    Own(Box<Row>),
}

/// A terminal of the workspace's own.
struct Row {
    path: String,
    name: String,
    tail: Option<String>,
    /// What was given back after the window goes by the gateway too.
    has_token: bool,
    pill: (&'static str, &'static str, String),
    said: String,
    /// That it is not well just now, and since when.
    unwell: Option<String>,
    buttons: Vec<Button>,
}

/// Something that can be done to a terminal.
struct Button {
    what: &'static str,
    /// What is to become of it, where that has to be said.
    to: &'static str,
    word: String,
}

impl Row {
    fn of(desk: &Desk, terminal: &Terminal, (up, down): (bool, bool)) -> Self {
        let w = desk.w;
        let unwell_since = terminal.unwell_since.filter(|_| terminal.is_on);
        let pill = match (terminal.verdict, terminal.is_on) {
            (None, _) => ("warn", "clock", w.gateways_is_untested()),
            (Some(Verdict::Refused), _) => ("bad", "alert", w.gateways_is_refused()),
            (Some(_), true) if unwell_since.is_some() => ("warn", "alert", w.gateways_is_unwell()),
            (Some(_), true) => ("ok", "tick", w.gateways_is_on()),
            (Some(_), false) => ("", "cross", w.gateways_is_off()),
        };
        let button = |is_there: bool, what, to, word: fn(&Words) -> String| {
            is_there.then(|| Button { what, to, word: word(w) })
        };
        let can_be_on = !terminal.is_on && terminal.worked_at.is_some();
        let buttons = [
            button(true, "test", "", Words::gateways_test),
            button(terminal.is_on, "switch", "off", Words::gateways_switch_off),
            button(can_be_on, "switch", "on", Words::gateways_switch_on),
            button(up, "move", "up", Words::gateways_up),
            button(down, "move", "down", Words::gateways_down),
            button(true, "removal", "", Words::gateways_remove),
        ];
        Self {
            path: format!("{PATH}/{}", terminal.id),
            name: desk.gateway(terminal.gateway.code()),
            tail: terminal.tail.clone(),
            has_token: terminal.has_token,
            pill,
            said: last_word(desk, terminal),
            unwell: unwell_since.map(|since| w.gateways_unwell_since(desk.moment_short(since))),
            buttons: buttons.into_iter().flatten().collect(),
        }
    }
}

/// What a gateway last said of a terminal, and when.
fn last_word(desk: &Desk, terminal: &Terminal) -> String {
    let w = desk.w;
    let (Some(verdict), Some(at)) = (terminal.verdict, terminal.verdict_at) else {
        return w.gateways_never_asked();
    };
    let code = || desk.digits(terminal.verdict_code.as_deref().unwrap_or("?"));
    let at = desk.moment_short(at);
    match verdict {
        Verdict::Works => w.gateways_said_works(at),
        Verdict::Refused => w.gateways_said_refused(at, code()),
        Verdict::Rejected => w.gateways_said_rejected(at, code()),
        Verdict::Silent => w.gateways_said_nothing(at),
    }
}

#[derive(Template)]
#[template(path = "gateways/index.html")]
struct IndexPage<'a> {
    v: &'a Visit,
    places: Vec<Place>,
    /// Whether one of the house's gateways answers.
    is_house_well: bool,
    /// At which gateways one may have a terminal: code and name.
    offered: Vec<(&'static str, String)>,
    /// The host that has to be registered there.
    host: &'a str,
    form: TerminalForm,
    mistakes: Mistakes,
}

impl From<TerminalError> for Error {
    fn from(error: TerminalError) -> Error {
        match error {
            TerminalError::NotFound => Error::NotFound,
            TerminalError::Known
            | TerminalError::OfTheHouse
            | TerminalError::TooMany
            | TerminalError::Untested => Error::Conflict,
            TerminalError::Sealed(_) => Error::Internal(error.into()),
            TerminalError::Database(error) => error.into(),
        }
    }
}
