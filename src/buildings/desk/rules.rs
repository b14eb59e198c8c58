//! By what a kind of cost is divided, and the fixed charge: a page each, so that what is wrong with a
//! form stands beside its own fields.

use askama::Template;
use axum::extract::Path;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;
use serde::Deserialize;

use super::form::Reader;
use super::meters::kind_word;
use super::way_back;
use crate::app::App;
use crate::buildings;
use crate::buildings::Building;
use crate::buildings::Fund;
use crate::buildings::Key;
use crate::buildings::NewPlan;
use crate::buildings::building::PERSONS_MAX;
use crate::buildings::building::period_of;
use crate::buildings::costs;
use crate::buildings::costs::Category;
use crate::buildings::costs::Version;
use crate::buildings::draft::Plan;
use crate::buildings::explain::key_word;
use crate::buildings::explain::planned;
use crate::buildings::mending;
use crate::buildings::meters::MeterKind;
use crate::buildings::range;
use crate::ids::CategoryId;
use crate::money::Money;
use crate::sessions::Tone;
use crate::web::Desk;
use crate::web::Error;
use crate::web::Result;
use crate::web::Visit;
use crate::web::form::Form;
use crate::web::form::Mistakes;
use crate::web::form::sent;

/// No month is longer.
const DAYS_MAX: i32 = 31;

/// Shows how a category is divided.
pub(super) async fn category_edit(
    State(app): State<App>,
    desk: Desk,
    Path((building, category)): Path<(String, String)>,
) -> Result<Response> {
    let building = super::find(&app, &desk, &building).await?;
    let category = find(&app, &building, &category).await?;
    let form = CategoryForm::of(&desk, &category);
    let page = CategoryPage::of(&desk, (&building, &category), form, Mistakes::none());
    desk.page(StatusCode::OK, &page)
}

/// Changes how a category is divided.
pub(super) async fn category_update(
    State(app): State<App>,
    desk: Desk,
    Path((building, category)): Path<(String, String)>,
    Form(form): Form<CategoryForm>,
) -> Result<Response> {
    let building = super::find(&app, &desk, &building).await?;
    let category = find(&app, &building, &category).await?;
    let mut reader = Reader::new(&desk);
    let changed = form.parse(&mut reader, &category);
    if !reader.mistakes.is_empty() {
        let page = CategoryPage::of(&desk, (&building, &category), form, reader.mistakes);
        return desk.page(StatusCode::UNPROCESSABLE_ENTITY, &page);
    }
    match costs::update_category(&app.db, building.id, &changed, desk.now).await {
        Err(error) if mending::is_named_twice(&error) => {
            reader.mistakes.add("name", desk.w.buildings_category_taken());
            let page = CategoryPage::of(&desk, (&building, &category), form, reader.mistakes);
            desk.page(StatusCode::UNPROCESSABLE_ENTITY, &page)
        }
        done => {
            done?;
            let path = way_back::or_draft(&desk, &building, building.expenses_path());
            desk.go(&app, &path, Tone::Ok, desk.w.buildings_saved()).await
        }
    }
}

/// Shows the form of a kind of cost that the law does not name.
pub(super) async fn category_new(
    State(app): State<App>,
    desk: Desk,
    Path(building): Path<String>,
) -> Result<Response> {
    let building = super::find(&app, &desk, &building).await?;
    let blank = blank(&desk);
    let form = CategoryForm::of(&desk, &blank);
    let page = CategoryPage::of(&desk, (&building, &blank), form, Mistakes::none());
    desk.page(StatusCode::OK, &page)
}

/// Adds a kind of cost.
pub(super) async fn category_create(
    State(app): State<App>,
    desk: Desk,
    Path(building): Path<String>,
    Form(form): Form<CategoryForm>,
) -> Result<Response> {
    let building = super::find(&app, &desk, &building).await?;
    let blank = blank(&desk);
    let mut reader = Reader::new(&desk);
    let new = form.parse(&mut reader, &blank);
    if new.name.is_empty() && reader.mistakes.of("name").is_none() {
        reader.mistakes.add("name", desk.w.buildings_missing());
    }
    if reader.mistakes.is_empty() {
        if mending::add_category(&app, building.id, &new).await? {
            let told = desk.w.buildings_saved();
            return desk.go(&app, &building.expenses_path(), Tone::Ok, told).await;
        }
        reader.mistakes.add("name", desk.w.buildings_category_taken());
    }
    let page = CategoryPage::of(&desk, (&building, &blank), form, reader.mistakes);
    desk.page(StatusCode::UNPROCESSABLE_ENTITY, &page)
}

/// A kind of cost of which nobody has said anything: all bear it alike.
fn blank(v: &Visit) -> Category {
    Category {
        id: CategoryId::new(v.now),
        name: String::new(),
        key: Key::Equal,
        percent: 100,
        other_key: Key::Equal,
        owner_percent: 0,
        vacant_persons: None,
        borne_on: None,
        fund: Fund::Operating,
        meter_kind: None,
    }
}

async fn find(app: &App, building: &Building, category: &str) -> Result<Category> {
    let id: CategoryId = category.parse().map_err(|_| Error::NotFound)?;
    let categories = costs::categories(&app.db, building.id).await?;
    categories.into_iter().find(|category| category.id == id).ok_or(Error::NotFound)
}

/// Shows the fixed charge in force.
pub(super) async fn plan_edit(
    State(app): State<App>,
    desk: Desk,
    Path(building): Path<String>,
) -> Result<Response> {
    let building = super::find(&app, &desk, &building).await?;
    let plan = costs::plan(&app.db, building.id, period_of(desk.now)).await?;
    let form = plan.map(|version| PlanForm::of(&desk, &version.plan())).unwrap_or_default();
    draw_plan(&app, (&desk, StatusCode::OK), &building, (form, Mistakes::none())).await
}

/// Puts a new fixed charge into force.
pub(super) async fn plan_create(
    State(app): State<App>,
    desk: Desk,
    Path(building): Path<String>,
    Form(form): Form<PlanForm>,
) -> Result<Response> {
    let building = super::find(&app, &desk, &building).await?;
    let mut reader = Reader::new(&desk);
    let new = form.parse(&mut reader);
    if !reader.mistakes.is_empty() {
        let answer = (&desk, StatusCode::UNPROCESSABLE_ENTITY);
        return draw_plan(&app, answer, &building, (form, reader.mistakes)).await;
    }
    buildings::add_plan(&app, (building.id, desk.session.member), &new).await?;
    let path = format!("{}/plan", building.path());
    desk.go(&app, &path, Tone::Ok, desk.w.buildings_saved()).await
}

async fn draw_plan(
    app: &App,
    (desk, status): (&Desk, StatusCode),
    building: &Building,
    (form, mistakes): (PlanForm, Mistakes),
) -> Result<Response> {
    let all = costs::versions(&app.db, building.id).await?;
    let this_month = period_of(desk.now);
    let now = all.iter().find(|one| one.valid_from <= this_month).map(|one| one.number);
    let versions = all.iter().map(|one| ShownVersion::of(desk, one, now == Some(one.number)));
    let versions = versions.collect();
    let page = PlanPage { v: desk, building, tab: "expenses", form, mistakes, versions };
    desk.page(status, &page)
}

/// A version of the fixed charge, in words.
struct ShownVersion {
    /// Its number, and from which month on it holds.
    title: String,
    is_in_force: bool,
    /// Who put it into force, and when.
    who: String,
    rates: Vec<String>,
    note: String,
}

impl ShownVersion {
    fn of(v: &Visit, one: &Version, is_in_force: bool) -> Self {
        let plan = one.plan();
        let mut rates = planned::rates(v, &plan, None);
        if plan.round_up != Money::ZERO {
            let (word, step) = (v.w.buildings_plan_round(), v.amount_unit(plan.round_up));
            rates.push(v.w.costs_plan_part(word, step));
        }
        let at = v.moment(one.at);
        Self {
            title: v.w.costs_plan_from(v.number(one.number.into()), range::name(v, one.valid_from)),
            is_in_force,
            who: match &one.by {
                Some(by) => v.w.buildings_by_and_when(by, at),
                None => at,
            },
            rates,
            note: one.note.clone(),
        }
    }
}

/// A fixed charge, as typed.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub(super) struct PlanForm {
    base: String,
    square_metre: String,
    person: String,
    parking: String,
    round_up: String,
    note: String,
}

impl PlanForm {
    /// The rates in force, to be changed; the decision behind a change is a new one.
    fn of(v: &Visit, plan: &Plan) -> Self {
        Self {
            base: v.amount_typed(plan.base),
            square_metre: v.amount_typed(plan.square_metre),
            person: v.amount_typed(plan.person),
            parking: v.amount_typed(plan.parking),
            round_up: v.amount_typed(plan.round_up),
            note: String::new(),
        }
    }

    fn parse(&self, reader: &mut Reader) -> NewPlan {
        NewPlan {
            valid_from: period_of(reader.v.now),
            plan: Plan {
                base: reader.optional_amount("base", &self.base),
                square_metre: reader.optional_amount("square_metre", &self.square_metre),
                person: reader.optional_amount("person", &self.person),
                parking: reader.optional_amount("parking", &self.parking),
                round_up: reader.optional_amount("round_up", &self.round_up),
            },
            note: reader.text("note", &self.note, (1, 200)),
        }
    }
}

/// How a category is divided, as typed.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub(super) struct CategoryForm {
    /// Nothing: it is called as before.
    #[serde(deserialize_with = "sent")]
    name: Option<String>,
    key: String,
    percent: String,
    other_key: String,
    owner_percent: String,
    vacant: String,
    borne_on: String,
    fund: String,
    meter_kind: String,
}

impl CategoryForm {
    fn of(v: &Visit, category: &Category) -> Self {
        let number = |number: Option<i32>| {
            number.map(|number| v.digits(&number.to_string())).unwrap_or_default()
        };
        Self {
            name: Some(category.name.clone()),
            key: category.key.code().to_owned(),
            percent: number(Some(category.percent)),
            other_key: category.other_key.code().to_owned(),
            owner_percent: number(Some(category.owner_percent)),
            vacant: number(category.vacant_persons),
            borne_on: number(category.borne_on),
            fund: category.fund.code().to_owned(),
            meter_kind: category.meter_kind.map_or("", MeterKind::code).to_owned(),
        }
    }

    fn parse(&self, reader: &mut Reader, category: &Category) -> Category {
        let (key, other_key) = (
            Key::parse(&self.key).unwrap_or(category.key),
            Key::parse(&self.other_key).unwrap_or(category.other_key),
        );
        let meter_kind = MeterKind::parse(&self.meter_kind);
        if meter_kind.is_none() && [key, other_key].contains(&Key::Meter) {
            reader.mistakes.add("meter_kind", reader.v.w.meters_which_missing());
        }
        let vacant = reader.number("vacant", &self.vacant, (1, 0, PERSONS_MAX));
        let borne_on = reader.number("borne_on", &self.borne_on, (1, 0, DAYS_MAX));
        let name = self.name.as_ref().map(|name| reader.text("name", name, (1, 60)));
        Category {
            name: name.unwrap_or_else(|| category.name.clone()),
            key,
            percent: reader.number("percent", &self.percent, (1, 0, 100)),
            other_key,
            owner_percent: reader.number("owner_percent", &self.owner_percent, (1, 0, 100)),
            vacant_persons: (vacant != 0).then_some(vacant),
            borne_on: (borne_on != 0).then_some(borne_on),
            fund: Fund::parse(&self.fund).unwrap_or(category.fund),
            meter_kind,
            ..category.clone()
        }
    }
}

#[derive(Template)]
#[template(path = "buildings/category.html")]
struct CategoryPage<'a> {
    v: &'a Visit,
    building: &'a Building,
    tab: &'a str,
    category: &'a Category,
    form: CategoryForm,
    mistakes: Mistakes,
}

impl<'a> CategoryPage<'a> {
    fn of(
        v: &'a Visit,
        (building, category): (&'a Building, &'a Category),
        form: CategoryForm,
        mistakes: Mistakes,
    ) -> Self {
        Self { v, building, tab: "expenses", category, form, mistakes }
    }

    /// What it is called, or that it is new.
    fn title(&self) -> String {
        let name = Some(self.category.name.clone()).filter(|name| !name.is_empty());
        name.unwrap_or_else(|| self.v.w.buildings_category_new())
    }

    fn name(&self) -> &str {
        self.form.name.as_deref().unwrap_or(&self.category.name)
    }

    fn keys(&self) -> Vec<(Key, String)> {
        Key::ALL.into_iter().map(|key| (key, key_word(self.v.voice(), key))).collect()
    }

    fn meter_kinds(&self) -> Vec<(MeterKind, String)> {
        MeterKind::ALL.into_iter().map(|kind| (kind, kind_word(self.v, kind))).collect()
    }

    fn funds(&self) -> [(Fund, String); 3] {
        let w = self.v.w;
        [
            (Fund::Operating, w.buildings_fund_operating()),
            (Fund::Reserve, w.buildings_fund_reserve()),
            (Fund::Projects, w.buildings_fund_projects()),
        ]
    }
}

#[derive(Template)]
#[template(path = "buildings/plan.html")]
struct PlanPage<'a> {
    v: &'a Visit,
    building: &'a Building,
    tab: &'a str,
    form: PlanForm,
    mistakes: Mistakes,
    versions: Vec<ShownVersion>,
}
