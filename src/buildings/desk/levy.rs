//! One levy: how far it is, month by month and unit by unit; changed or taken out as long as no living month
//! divides it, and what it was before.

use std::ops::RangeInclusive;

use askama::Template;
use axum::extract::Multipart;
use axum::extract::Path;
use axum::extract::State;
use axum::extract::multipart::MultipartRejection;
use axum::http::StatusCode;
use axum::response::Response;

use super::expense_form::years;
use super::funds::fund_word;
use super::key_form;
use super::key_form::OfferedKeys;
use super::levies::first_open;
use super::levies::funds;
use super::levies::path;
use super::levies::units_of;
use super::levy_form;
use super::levy_form::LevyForm;
use super::scope_form;
use super::scope_form::Scopes;
use super::told::Event;
use super::told::differing;
use super::told::told;
use crate::app::App;
use crate::buildings::Building;
use crate::buildings::BuildingError;
use crate::buildings::Fund;
use crate::buildings::Unit;
use crate::buildings::building::noon;
use crate::buildings::building::today;
use crate::buildings::explain::place;
use crate::buildings::levies;
use crate::buildings::levies::Levy;
use crate::buildings::levies::Part;
use crate::buildings::levies::Standing;
use crate::buildings::levies::State as Instalment;
use crate::buildings::messages;
use crate::buildings::store;
use crate::ids::LevyId;
use crate::money::Money;
use crate::sessions::Tone;
use crate::web::Desk;
use crate::web::Error;
use crate::web::Result;
use crate::web::Visit;
use crate::web::form::Mistakes;

/// Shows a levy.
pub(super) async fn show(
    State(app): State<App>,
    desk: Desk,
    Path(of): Path<(String, String)>,
) -> Result<Response> {
    let (building, levy) = find(&app, &desk, &of).await?;
    let form = LevyForm::of(&desk, &levy);
    draw(&app, (&desk, StatusCode::OK), (&building, &levy), (form, Mistakes::none())).await
}

/// Changes a levy.
pub(super) async fn update(
    State(app): State<App>,
    desk: Desk,
    Path(of): Path<(String, String)>,
    form: Result<Multipart, MultipartRejection>,
) -> Result<Response> {
    let (building, levy) = find(&app, &desk, &of).await?;
    let (mut form, file) = LevyForm::read(form.map_err(|_| Error::BadRequest)?).await?;
    form.id = levy.id.to_string();
    let units = store::units(&app.db, building.id, today(desk.now)).await?;
    let answer = (&desk, StatusCode::UNPROCESSABLE_ENTITY);
    let new = match form.parse(&desk, &units, file) {
        Ok(new) => new,
        Err(mistakes) => {
            return draw(&app, answer, (&building, &levy), (form, mistakes)).await;
        }
    };
    match levies::change(&app, (building.id, desk.session.member), &new).await {
        Ok(period) => {
            let told = desk.w.levies_kept(messages::title(desk.voice(), period));
            let path = format!("{}/{}", path(&building), levy.id);
            desk.go(&app, &path, Tone::Ok, told).await
        }
        Err(BuildingError::IsDivided) => {
            draw(&app, answer, (&building, &levy), (form, Mistakes::none())).await
        }
        Err(error) => Err(error.into()),
    }
}

/// Takes a levy out.
pub(super) async fn deletion_create(
    State(app): State<App>,
    desk: Desk,
    Path(of): Path<(String, String)>,
) -> Result<Response> {
    let (building, levy) = find(&app, &desk, &of).await?;
    match levies::delete(&app, (building.id, levy.id), desk.session.member).await {
        Ok(()) => {
            let told = desk.w.levies_deleted(&levy.title);
            desk.go(&app, &path(&building), Tone::Ok, told).await
        }
        Err(BuildingError::IsDivided) => {
            let form = LevyForm::of(&desk, &levy);
            let answer = (&desk, StatusCode::UNPROCESSABLE_ENTITY);
            draw(&app, answer, (&building, &levy), (form, Mistakes::none())).await
        }
        Err(error) => Err(error.into()),
    }
}

pub(super) async fn find(
    app: &App,
    desk: &Desk,
    (building, levy): &(String, String),
) -> Result<(Building, Levy)> {
    let building = super::find(app, desk, building).await?;
    let id: LevyId = levy.parse().map_err(|_| Error::NotFound)?;
    let levy = levies::one(&app.db, (building.id, id)).await?.ok_or(Error::NotFound)?;
    Ok((building, levy))
}

pub(super) async fn draw(
    app: &App,
    (desk, status): (&Desk, StatusCode),
    (building, levy): (&Building, &Levy),
    (form, mistakes): (LevyForm, Mistakes),
) -> Result<Response> {
    let (units, inputs) = units_of(app, building).await?;
    let mut db = app.db.acquire().await.map_err(BuildingError::from)?;
    let standing = levies::standing(&mut db, levy, (&units, &inputs)).await?;
    let (origin, changes) = levies::history(&app.db, levy.id).await?;
    let first_open = first_open(app, desk, building).await?;
    let named = |period: i32| (period.to_string(), messages::title(desk.voice(), period));
    let page = LevyPage {
        v: desk,
        building,
        tab: "charges",
        path: format!("{}/{}", path(building), levy.id),
        back: path(building),
        levy,
        facts: facts(desk, levy, &units),
        months: instalments(desk, &standing),
        asked: standing.sum(Instalment::Asked),
        to_come: standing.sum(Instalment::ToCome),
        dropped: standing.sum(Instalment::Dropped),
        is_divided: standing.count(Instalment::Asked) != 0,
        ends: levy.ends(Some(first_open)).map(named).collect(),
        history: told(desk, (&origin, &changes), |was, is| differences(desk, &units, (was, is))),
        standing,
        keys: form.keys.offered(desk.voice(), None),
        scopes: form.scope.offered(desk.voice(), &units),
        firsts: levy_form::months(desk, first_open, &form.period),
        funds: funds(desk),
        form,
        mistakes,
    };
    desk.page(status, &page)
}

/// What was decided of a levy besides its whole: each with what it is called.
fn facts(v: &Visit, levy: &Levy, units: &[Unit]) -> Vec<(String, String)> {
    let w = v.w;
    let scope = scope_form::said(v.voice(), &levy.scope, units);
    vec![
        (w.levies_decided(), v.day_full(noon(levy.decided_on))),
        (w.buildings_key(), key_form::said(v.voice(), levy.keys)),
        (w.levies_scope(), scope.unwrap_or_else(|| w.levies_scope_all())),
        (w.levies_owners_bear(), v.percent(i64::from(levy.owner_percent))),
        (w.buildings_fund(), fund_word(v.voice(), levy.fund)),
        (w.levies_first_month(), messages::title(v.voice(), levy.period)),
        (w.levies_instalments(), v.number(i64::from(levy.months))),
    ]
}

/// An instalment, as the page shows it.
struct Row {
    month: String,
    turn: String,
    amount: Money,
    state: String,
    look: &'static str,
    icon: &'static str,
}

fn instalments(v: &Visit, standing: &Standing) -> Vec<Row> {
    let count = i64::try_from(standing.months.len()).unwrap_or(i64::MAX);
    let row = |(turn, month): (i64, &levies::Month)| {
        let (look, icon, state) = match month.state {
            Instalment::Asked => ("ok", "tick", v.w.levies_state_asked()),
            Instalment::ToCome => ("", "clock", v.w.levies_state_to_come()),
            Instalment::Dropped => ("warn", "alert", v.w.levies_state_dropped()),
        };
        Row {
            month: messages::title(v.voice(), month.period),
            turn: v.w.buildings_instalment(v.number(turn), v.number(count)),
            amount: month.amount,
            state,
            look,
            icon,
        }
    };
    (1_i64..).zip(&standing.months).map(row).collect()
}

/// What differs, field by field.
fn differences(v: &Visit, units: &[Unit], (before, after): (&Levy, &Levy)) -> String {
    let texts = |levy: &Levy| {
        let end = levy.ended_before.map(|period| messages::title(v.voice(), period));
        let mut texts = vec![
            (v.w.buildings_expense_title(), levy.title.clone()),
            (v.w.levies_decision(), levy.decision.clone()),
            (v.w.buildings_amount(), v.amount_unit(levy.amount)),
            (v.w.levies_end_before(), end.unwrap_or_else(|| "—".to_owned())),
        ];
        texts.extend(facts(v, levy, units));
        texts
    };
    let other_file = (before.file != after.file).then(|| v.w.levies_other_file());
    differing(v, (texts(before), texts(after)), other_file)
}

#[derive(Template)]
#[template(path = "buildings/levy.html")]
struct LevyPage<'a> {
    v: &'a Visit,
    building: &'a Building,
    tab: &'a str,
    path: String,
    back: String,
    levy: &'a Levy,
    facts: Vec<(String, String)>,
    months: Vec<Row>,
    standing: Standing,
    asked: Money,
    to_come: Money,
    dropped: Money,
    /// Whether a living month asks for an instalment.
    is_divided: bool,
    /// The months before which it may end.
    ends: Vec<(String, String)>,
    history: Vec<Event>,
    form: LevyForm,
    mistakes: Mistakes,
    keys: OfferedKeys,
    scopes: Scopes,
    firsts: Vec<(String, String)>,
    funds: [(Fund, String); 3],
}

impl LevyPage<'_> {
    fn years(&self) -> RangeInclusive<i32> {
        years(self.v)
    }

    fn place(&self, part: &Part) -> String {
        place(self.v, &part.block, &part.number)
    }
}
