//! Buildings for programs: what there is, what each unit was charged, and who owes how much.

mod view;

use axum::extract::Path;
use axum::extract::State;
use serde::Deserialize;
use utoipa::IntoParams;
use utoipa::ToSchema;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;
use uuid::Uuid;

use self::view::BuildingView;
use self::view::ChargeView;
use self::view::DebtView;
use self::view::UnitView;
use super::Building;
use super::Unit;
use super::building::today;
use super::debts;
use super::debts::Item;
use super::desk::BuildingForm;
use super::occupancy;
use super::store;
use crate::api_keys::Scope;
use crate::app::App;
use crate::buildings;
use crate::ids::BuildingId;
use crate::web::Error;
use crate::web::api;
use crate::web::api::Answer;
use crate::web::api::ApiCaller;
use crate::web::api::Asked;
use crate::web::api::Body;
use crate::web::api::Created;
use crate::web::api::Listing;
use crate::web::api::Once;
use crate::web::api::Page;
use crate::web::api::Problem;
use crate::web::paging::After;

pub(super) fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(index, create))
        .routes(routes!(show))
        .routes(routes!(unit_index))
        .routes(routes!(unit_show))
        .routes(routes!(charge_index))
        .routes(routes!(charge_show))
        .routes(routes!(debt_index))
}

/// Lists the buildings, the oldest first; at most a hundred.
#[utoipa::path(
    get,
    path = "/api/v1/buildings",
    operation_id = "list_buildings",
    tag = "buildings",
    security(("key" = ["buildings:read"])),
    responses((status = 200, description = "All buildings.", body = Page<BuildingView>))
)]
async fn index(State(app): State<App>, caller: ApiCaller) -> Answer<Page<BuildingView>> {
    caller.may(Scope::BuildingsRead)?;
    let found = store::of_workspace(&app.db, caller.workspace()).await?;
    let mut drawn = vec![];
    for building in found {
        drawn.push(BuildingView::of(&app, building).await?);
    }
    Ok(axum::Json(Page::whole(drawn)))
}

/// Makes a building of equal floors, with its units, funds and the usual categories of cost.
#[utoipa::path(
    post,
    path = "/api/v1/buildings",
    operation_id = "create_building",
    tag = "buildings",
    security(("key" = ["buildings:write"])),
    request_body = BuildingBody,
    responses((status = 201, description = "The building.", body = BuildingView))
)]
async fn create(
    State(app): State<App>,
    caller: ApiCaller,
    Once(id): Once,
    Body(body): Body<BuildingBody>,
) -> Created<BuildingView> {
    caller.may(Scope::BuildingsWrite)?;
    let form = BuildingForm { id: id.to_string(), ..body.form() };
    let parsed = form.parse(&caller);
    let new = parsed.map_err(|mistakes| Problem::of_form(&mistakes, pointer))?;
    let maker = (caller.workspace(), caller.member());
    let building = buildings::create(&app, maker, &new).await?;
    let building = find(&app, &caller, building).await?;
    Ok(api::made(BuildingView::of(&app, building).await?))
}

/// Shows a building.
#[utoipa::path(
    get,
    path = "/api/v1/buildings/{building}",
    operation_id = "get_building",
    tag = "buildings",
    security(("key" = ["buildings:read"])),
    params(("building" = Uuid, Path, description = "The id of the building.")),
    responses((status = 200, description = "The building.", body = BuildingView))
)]
async fn show(
    State(app): State<App>,
    caller: ApiCaller,
    Path(building): Path<String>,
) -> Answer<BuildingView> {
    caller.may(Scope::BuildingsRead)?;
    let building = find(&app, &caller, api::id(&building)?).await?;
    Ok(axum::Json(BuildingView::of(&app, building).await?))
}

/// Lists the units of a building in their order.
#[utoipa::path(
    get,
    path = "/api/v1/buildings/{building}/units",
    operation_id = "list_units",
    tag = "buildings",
    security(("key" = ["buildings:read"])),
    params(("building" = Uuid, Path, description = "The id of the building.")),
    responses((status = 200, description = "All units.", body = Page<UnitView>))
)]
async fn unit_index(
    State(app): State<App>,
    caller: ApiCaller,
    Path(building): Path<String>,
) -> Answer<Page<UnitView>> {
    caller.may(Scope::BuildingsRead)?;
    let building = find(&app, &caller, api::id(&building)?).await?;
    let day = today(app.clock.now());
    let units = store::units(&app.db, building.id, day).await?;
    let mut owners = occupancy::owners(&app.db, building.id, day).await?;
    let view = |unit: Unit| {
        let owners = owners.remove(&unit.id).unwrap_or_default();
        UnitView::of(unit, owners)
    };
    Ok(axum::Json(Page::whole(units.into_iter().map(view).collect())))
}

/// Shows a unit.
#[utoipa::path(
    get,
    path = "/api/v1/buildings/{building}/units/{unit}",
    operation_id = "get_unit",
    tag = "buildings",
    security(("key" = ["buildings:read"])),
    params(
        ("building" = Uuid, Path, description = "The id of the building."),
        ("unit" = Uuid, Path, description = "The id of the unit.")
    ),
    responses((status = 200, description = "The unit.", body = UnitView))
)]
async fn unit_show(
    State(app): State<App>,
    caller: ApiCaller,
    Path((building, unit)): Path<(String, String)>,
) -> Answer<UnitView> {
    caller.may(Scope::BuildingsRead)?;
    let building = find(&app, &caller, api::id(&building)?).await?;
    let day = today(app.clock.now());
    let unit = store::unit(&app.db, (building.id, api::id(&unit)?), day).await?;
    let unit = unit.ok_or(Error::NotFound)?;
    let owners = occupancy::of_unit(&app.db, unit.id).await?.into_iter();
    let owners = owners.filter(|one| one.is_owner && one.is_there(day)).collect();
    Ok(axum::Json(UnitView::of(unit, owners)))
}

/// Which charges.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
struct ChargeListing {
    /// How many, from 1 to 100; 20 unless you say otherwise.
    #[param(value_type = Option<u16>, minimum = 1, maximum = 100)]
    limit: Option<String>,
    /// Where the page begins: `next_cursor` of the page before.
    #[param(pattern = "^[0-9]{1,17}-[0-9a-f]{32}$")]
    cursor: Option<String>,
    /// Only charges of this unit.
    unit: Option<Uuid>,
}

/// Lists the charges of a building, the newest first: what each month cost each person of a unit.
#[utoipa::path(
    get,
    path = "/api/v1/buildings/{building}/charges",
    operation_id = "list_charges",
    tag = "charges",
    security(("key" = ["buildings:read"])),
    params(("building" = Uuid, Path, description = "The id of the building."), ChargeListing),
    responses((status = 200, description = "A page of charges.", body = Page<ChargeView>))
)]
async fn charge_index(
    State(app): State<App>,
    caller: ApiCaller,
    Path(building): Path<String>,
    Asked(asked): Asked<ChargeListing>,
) -> Answer<Page<ChargeView>> {
    caller.may(Scope::BuildingsRead)?;
    let building = find(&app, &caller, api::id(&building)?).await?;
    let (rows, after) = Listing::new(asked.limit, asked.cursor).read(&caller)?;
    let of = (building.id, asked.unit);
    let items = debts::page(&app.db, of, after.map(|after| after.id), rows + 1).await?;
    // The ids of charges are in the order in which they were written.
    let place = |item: &Item| After { at: chrono::DateTime::UNIX_EPOCH, id: item.id.as_uuid() };
    Ok(axum::Json(Page::of(items, rows, place, ChargeView::of)))
}

/// Shows a charge.
#[utoipa::path(
    get,
    path = "/api/v1/buildings/{building}/charges/{charge}",
    operation_id = "get_charge",
    tag = "charges",
    security(("key" = ["buildings:read"])),
    params(
        ("building" = Uuid, Path, description = "The id of the building."),
        ("charge" = Uuid, Path, description = "The id of the charge.")
    ),
    responses((status = 200, description = "The charge.", body = ChargeView))
)]
async fn charge_show(
    State(app): State<App>,
    caller: ApiCaller,
    Path((building, charge)): Path<(String, String)>,
) -> Answer<ChargeView> {
    caller.may(Scope::BuildingsRead)?;
    let building = find(&app, &caller, api::id(&building)?).await?;
    let item = debts::item(&app.db, (building.id, api::id(&charge)?)).await?;
    Ok(axum::Json(ChargeView::of(item.ok_or(Error::NotFound)?)))
}

/// Lists who owes how much in a building, the largest debt first.
#[utoipa::path(
    get,
    path = "/api/v1/buildings/{building}/debts",
    operation_id = "list_debts",
    tag = "charges",
    security(("key" = ["buildings:read"])),
    params(("building" = Uuid, Path, description = "The id of the building.")),
    responses((status = 200, description = "All debts.", body = Page<DebtView>))
)]
async fn debt_index(
    State(app): State<App>,
    caller: ApiCaller,
    Path(building): Path<String>,
) -> Answer<Page<DebtView>> {
    caller.may(Scope::BuildingsRead)?;
    let building = find(&app, &caller, api::id(&building)?).await?;
    let owing = debts::owing(&app.db, Some(building.id)).await?;
    Ok(axum::Json(Page::whole(owing.into_iter().map(DebtView::of).collect())))
}

async fn find(app: &App, caller: &ApiCaller, id: BuildingId) -> Result<Building, Problem> {
    let building = store::one_of_workspace(&app.db, id, caller.workspace()).await?;
    Ok(building.ok_or(Error::NotFound)?)
}

/// A building about to be made.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = NewBuilding)]
struct BuildingBody {
    /// What it is called.
    #[schema(min_length = 1, max_length = 60)]
    name: String,
    /// Where it stands.
    #[schema(max_length = 200)]
    address: Option<String>,
    /// How many blocks it has; one, unless you say otherwise.
    #[serde(default = "one")]
    #[schema(minimum = 1, maximum = 20)]
    blocks: u16,
    /// How many floors each has.
    #[schema(minimum = 1, maximum = 60)]
    floors: u16,
    /// How many units are on each floor.
    #[schema(minimum = 1, maximum = 40)]
    units_on_floor: u16,
    /// The area of a unit in whole square metres, until somebody says more.
    #[serde(default)]
    #[schema(minimum = 0, maximum = 10_000)]
    area: u16,
}

fn one() -> u16 {
    1
}

impl BuildingBody {
    fn form(&self) -> BuildingForm {
        BuildingForm {
            name: self.name.clone(),
            address: self.address.clone().unwrap_or_default(),
            blocks: self.blocks.to_string(),
            floors: self.floors.to_string(),
            on_floor: self.units_on_floor.to_string(),
            area: self.area.to_string(),
            ..BuildingForm::default()
        }
    }
}

/// Where a field of the form stands in the body.
fn pointer(field: &str) -> String {
    match field {
        "on_floor" => "/units_on_floor".to_owned(),
        field => format!("/{field}"),
    }
}
