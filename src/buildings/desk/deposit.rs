//! One deposit of a bank statement: whose it is, or that it is not the residents' money.

use askama::Template;
use axum::Router;
use axum::extract::Path;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;
use axum::routing::get;
use axum::routing::post;
use serde::Deserialize;

use super::deposits::code;
use super::deposits::words;
use super::form::Reader;
use crate::app::App;
use crate::buildings::Building;
use crate::buildings::BuildingError;
use crate::buildings::building::noon;
use crate::buildings::deposits;
use crate::buildings::deposits::Account;
use crate::buildings::deposits::Kept;
use crate::buildings::deposits::Target;
use crate::buildings::deposits::Verdict;
use crate::ids::DepositId;
use crate::sessions::Tone;
use crate::web::Desk;
use crate::web::Error;
use crate::web::Result;
use crate::web::Visit;
use crate::web::form::Form;
use crate::web::form::Mistakes;

pub(super) fn routes() -> Router<App> {
    Router::new()
        .route("/buildings/{building}/deposits/{deposit}", get(show).post(update))
        .route("/buildings/{building}/deposits/{deposit}/aside", post(aside_create))
        .route("/buildings/{building}/deposits/{deposit}/aside/end", post(aside_end))
}

/// The address of a deposit.
pub(super) fn path(building: &Building, deposit: DepositId) -> String {
    format!("{}/deposits/{deposit}", building.path())
}

/// Shows what the bank says of it, and what can be said.
pub(super) async fn show(
    State(app): State<App>,
    desk: Desk,
    Path(of): Path<(String, String)>,
) -> Result<Response> {
    let (building, kept) = find(&app, &desk, &of).await?;
    let form = (SaidForm::default(), Mistakes::none());
    draw(&app, (&desk, StatusCode::OK), (&building, &kept), form).await
}

/// Books it as somebody's.
pub(super) async fn update(
    State(app): State<App>,
    desk: Desk,
    Path(of): Path<(String, String)>,
    Form(form): Form<SaidForm>,
) -> Result<Response> {
    let (building, kept) = find(&app, &desk, &of).await?;
    let maker = (building.id, desk.session.member);
    let done = match parse(&form.of) {
        Some(target) => deposits::assign(&app, maker, (kept.id, target)).await,
        None => Err(BuildingError::NotFound),
    };
    match done {
        Err(BuildingError::NotFound) => {
            let mut mistakes = Mistakes::none();
            mistakes.add("of", desk.w.deposits_choose_one());
            let answer = (&desk, StatusCode::UNPROCESSABLE_ENTITY);
            draw(&app, answer, (&building, &kept), (form, mistakes)).await
        }
        Err(BuildingError::NotAsShown) => changed(&app, &desk, (&building, &kept)).await,
        done => {
            done?;
            desk.go(&app, &back(&building), Tone::Ok, desk.w.deposits_assigned()).await
        }
    }
}

/// Sets it aside.
pub(super) async fn aside_create(
    State(app): State<App>,
    desk: Desk,
    Path(of): Path<(String, String)>,
    Form(form): Form<SaidForm>,
) -> Result<Response> {
    let (building, kept) = find(&app, &desk, &of).await?;
    let mut reader = Reader::new(&desk);
    let reason = reader.text("reason", &form.reason, (1, 200));
    if !reader.mistakes.is_empty() {
        let answer = (&desk, StatusCode::UNPROCESSABLE_ENTITY);
        return draw(&app, answer, (&building, &kept), (form, reader.mistakes)).await;
    }
    let maker = (building.id, desk.session.member);
    match deposits::set_aside(&app, maker, (kept.id, &reason)).await {
        Err(BuildingError::NotAsShown) => changed(&app, &desk, (&building, &kept)).await,
        done => {
            done?;
            desk.go(&app, &back(&building), Tone::Ok, desk.w.deposits_was_set_aside()).await
        }
    }
}

/// Takes it up again.
pub(super) async fn aside_end(
    State(app): State<App>,
    desk: Desk,
    Path(of): Path<(String, String)>,
) -> Result<Response> {
    let (building, kept) = find(&app, &desk, &of).await?;
    deposits::take_up(&app, (building.id, desk.session.member), kept.id).await?;
    let told = desk.w.deposits_taken_up();
    desk.go(&app, &path(&building, kept.id), Tone::Ok, told).await
}

/// Somebody else was there since the page was opened.
async fn changed(app: &App, desk: &Desk, (building, kept): (&Building, &Kept)) -> Result<Response> {
    let told = desk.w.deposits_changed_meanwhile();
    desk.go(app, &path(building, kept.id), Tone::Warn, told).await
}

fn back(building: &Building) -> String {
    format!("{}/bank-statement", building.path())
}

async fn find(
    app: &App,
    desk: &Desk,
    (building, deposit): &(String, String),
) -> Result<(Building, Kept)> {
    let building = super::find(app, desk, building).await?;
    let id: DepositId = deposit.parse().map_err(|_| Error::NotFound)?;
    let kept = deposits::one(&app.db, (building.id, id)).await?.ok_or(Error::NotFound)?;
    Ok((building, kept))
}

async fn draw(
    app: &App,
    (v, status): (&Desk, StatusCode),
    (building, kept): (&Building, &Kept),
    (form, mistakes): (SaidForm, Mistakes),
) -> Result<Response> {
    let known = deposits::known(app, building.id).await?;
    let judged = deposits::judge_one(&known, &kept.deposit);
    let option = |target: &Target| (code(target), words(v, &known, target));
    let accounts = deposits::accounts(&app.db, building.id).await?;
    let page = DepositPage {
        v,
        building,
        tab: "report",
        kept,
        is_known: judged.verdict == Verdict::Known,
        suggested: judged.targets().iter().map(option).collect(),
        others: accounts.iter().map(|account| other(v, account)).collect(),
        form,
        mistakes,
    };
    v.page(status, &page)
}

/// Anybody, as a choice.
fn other(v: &Visit, account: &Account) -> (String, String) {
    let units: Vec<String> = account.units.iter().map(|unit| v.digits(unit)).collect();
    let word = v.w.deposits_account_of(&account.name, units.join("، "));
    (code(&Target::Debt(account.resident)), word)
}

/// What was chosen, by its code.
fn parse(code: &str) -> Option<Target> {
    match code.split_once(':')? {
        ("report", id) => id.parse().ok().map(Target::Report),
        ("resident", id) => id.parse().ok().map(Target::Debt),
        _ => None,
    }
}

/// What is said of a deposit, as chosen and typed.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub(super) struct SaidForm {
    of: String,
    reason: String,
}

#[derive(Template)]
#[template(path = "buildings/deposit.html")]
struct DepositPage<'a> {
    v: &'a Visit,
    building: &'a Building,
    tab: &'a str,
    kept: &'a Kept,
    /// Whether the same money is on the books by another way.
    is_known: bool,
    /// What it may be, and everybody else: the code, and the words.
    suggested: Vec<(String, String)>,
    others: Vec<(String, String)>,
    form: SaidForm,
    mistakes: Mistakes,
}

impl DepositPage<'_> {
    fn back(&self) -> String {
        back(self.building)
    }

    fn title(&self) -> String {
        self.v.w.deposits_of_day(self.v.day_full(noon(self.kept.deposit.paid_on)))
    }

    /// What the bank says of it.
    fn said(&self) -> String {
        let texts = [self.kept.deposit.payer.as_deref(), self.kept.deposit.words.as_deref()];
        texts.into_iter().flatten().collect::<Vec<_>>().join(" · ")
    }
}
