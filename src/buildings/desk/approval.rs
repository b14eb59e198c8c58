//! Another member's approval of a month: the rule that it is needed, the question and the answer.

use askama::Template;
use axum::extract::Path;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::IntoResponse;
use axum::response::Redirect;
use axum::response::Response;
use data_encoding::HEXLOWER;
use serde::Deserialize;

use super::charge_form::LookForm;
use super::charges::IssueForm;
use super::form::Reader;
use super::home::month_path;
use super::month::MonthPage;
use super::month::Wanted;
use crate::access::Right;
use crate::app::App;
use crate::buildings;
use crate::buildings::Building;
use crate::buildings::BuildingError;
use crate::buildings::Word;
use crate::buildings::approvals;
use crate::buildings::approvals::Rule;
use crate::members;
use crate::sessions::Tone;
use crate::tokens;
use crate::web::Desk;
use crate::web::Error;
use crate::web::Result;
use crate::web::Visit;
use crate::web::form::Form;

/// Shows whether months have to be approved.
pub(super) async fn edit(
    State(app): State<App>,
    desk: Desk,
    Path(building): Path<String>,
) -> Result<Response> {
    let building = super::find(&app, &desk, &building).await?;
    show(&app, (&desk, StatusCode::OK), &building).await
}

/// The address in a message leads to the month that was asked about, or to the rule, also for who looks at
/// another of their workspaces just now.
pub(super) async fn short(
    State(app): State<App>,
    desk: Desk,
    Path(short): Path<String>,
) -> Result<Response> {
    let id = tokens::long(&short).ok_or(Error::NotFound)?;
    let subject = approvals::subject(&app.db, id).await?.ok_or(Error::NotFound)?;
    let (workspace, building) = (subject.workspace, subject.building);
    let page = match subject.period {
        Some(period) => format!("/buildings/{building}/charges/{period}"),
        None => format!("/buildings/{building}/approval"),
    };
    if workspace == desk.session.workspace {
        Ok(Redirect::to(&page).into_response())
    } else {
        members::elsewhere(&app, &desk, workspace, &page).await
    }
}

/// Says whether months have to be approved.
pub(super) async fn update(
    State(app): State<App>,
    desk: Desk,
    Path(building): Path<String>,
    Form(form): Form<RuleForm>,
) -> Result<Response> {
    let building = super::find(&app, &desk, &building).await?;
    let is_needed = form.needed == "yes";
    match buildings::need_approval(&app, (&building, desk.session.member), is_needed).await {
        Ok(from) => {
            let text = if from <= app.clock.now() {
                desk.w.buildings_saved()
            } else {
                desk.w.buildings_approval_ends(desk.moment(from))
            };
            desk.go(&app, &rule_path(&building), Tone::Ok, text).await
        }
        // The page says that there is nobody else.
        Err(BuildingError::NotApproved) => {
            show(&app, (&desk, StatusCode::UNPROCESSABLE_ENTITY), &building).await
        }
        Err(error) => Err(error.into()),
    }
}

async fn show(
    app: &App,
    (desk, status): (&Desk, StatusCode),
    building: &Building,
) -> Result<Response> {
    let who = (desk.session.workspace, desk.session.member);
    let page = RulePage {
        v: desk,
        building,
        tab: "expenses",
        rule: approvals::rule(&app.db, building.id, desk.now).await.map_err(BuildingError::from)?,
        has_another: members::is_another_who_may(&app.db, who, Right::Approve).await?,
    };
    desk.page(status, &page)
}

fn rule_path(building: &Building) -> String {
    format!("{}/approval", building.path())
}

/// Asks whoever may approve about a month as it was shown.
pub(super) async fn question_create(
    State(app): State<App>,
    desk: Desk,
    Path((building, month)): Path<(String, String)>,
    Form(form): Form<IssueForm>,
) -> Result<Response> {
    let building = super::find(&app, &desk, &building).await?;
    let wanted = Wanted::of(&app, &desk, &building, (&month, &form.look())).await?;
    let who = (&building, desk.session.member);
    let asked = match wanted.shown(&form.digest) {
        Ok(shown) => buildings::ask_for_approval(&app, who, &shown).await,
        Err(error) => Err(error),
    };
    match asked {
        Ok(()) => {
            let path = month_path(&building, wanted.period);
            desk.go(&app, &path, Tone::Ok, desk.w.buildings_approval_asked()).await
        }
        Err(
            BuildingError::NotAsShown
            | BuildingError::NotApproved
            | BuildingError::NobodyBears(_)
            | BuildingError::NobodyOwes(_),
        ) => MonthPage::changed(&app, &desk, &building, wanted).await,
        Err(error) => Err(error.into()),
    }
}

/// Takes another member's word about a month as they saw it.
pub(super) async fn create(
    State(app): State<App>,
    desk: Desk,
    Path((building, month)): Path<(String, String)>,
    Form(form): Form<WordForm>,
) -> Result<Response> {
    let building = super::find(&app, &desk, &building).await?;
    let wanted = Wanted::of(&app, &desk, &building, (&month, &LookForm::default())).await?;
    let mut reader = Reader::new(&desk);
    let word = if form.word == "yes" {
        Word::Yes
    } else {
        let reason = reader.text("reason", &form.reason, (0, 300));
        if reason.is_empty() {
            reader.mistakes.add("reason", desk.w.buildings_approval_reason_missing());
        }
        Word::No(reason)
    };
    if !reader.mistakes.is_empty() {
        let month = wanted.computed(&app, &desk, &building).await?;
        let mut page = MonthPage::of(&app, &desk, &building, &month).await?;
        (page.word, page.word_mistakes) = (form, reader.mistakes);
        return desk.page(StatusCode::UNPROCESSABLE_ENTITY, &page);
    }
    let seen = HEXLOWER.decode(form.seen.as_bytes()).unwrap_or_default();
    let answered = if form.seen == wanted.digest(&app, &building).await? {
        let about = (&building, wanted.period);
        buildings::answer(&app, about, (desk.session.member, &seen), &word).await
    } else {
        Err(BuildingError::NotAsShown)
    };
    match answered {
        Ok(()) => {
            let text = match word {
                Word::Yes => desk.w.buildings_approval_given(),
                Word::No(_) => desk.w.buildings_approval_refused(),
            };
            desk.go(&app, &month_path(&building, wanted.period), Tone::Ok, text).await
        }
        Err(BuildingError::NotAsShown) => MonthPage::changed(&app, &desk, &building, wanted).await,
        Err(error) => Err(error.into()),
    }
}

/// Another member's word, as typed.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub(super) struct WordForm {
    /// The digest of what they saw.
    seen: String,
    /// Which button was pressed: `yes` or `no`.
    word: String,
    pub(super) reason: String,
}

/// Whether months have to be approved, as chosen.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub(super) struct RuleForm {
    needed: String,
}

#[derive(Template)]
#[template(path = "buildings/approval_rule.html")]
struct RulePage<'a> {
    v: &'a Visit,
    building: &'a Building,
    tab: &'a str,
    rule: Rule,
    /// Whether there is anybody else who could approve.
    has_another: bool,
}
