//! What a building is called and where it stands.

use askama::Template;
use axum::extract::Path;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;
use serde::Deserialize;

use super::form::Reader;
use crate::app::App;
use crate::buildings::Building;
use crate::buildings::mending;
use crate::sessions::Tone;
use crate::web::Desk;
use crate::web::Result;
use crate::web::Visit;
use crate::web::form::Form;
use crate::web::form::Mistakes;

/// Shows it.
pub(super) async fn edit(
    State(app): State<App>,
    desk: Desk,
    Path(building): Path<String>,
) -> Result<Response> {
    let building = super::find(&app, &desk, &building).await?;
    let form = AboutForm {
        name: building.name.clone(),
        address: building.address.clone().unwrap_or_default(),
    };
    let page = AboutPage::of(&desk, &building, form, Mistakes::none());
    desk.page(StatusCode::OK, &page)
}

/// Puts it right.
pub(super) async fn update(
    State(app): State<App>,
    desk: Desk,
    Path(building): Path<String>,
    Form(form): Form<AboutForm>,
) -> Result<Response> {
    let building = super::find(&app, &desk, &building).await?;
    let mut reader = Reader::new(&desk);
    let name = reader.text("name", &form.name, (1, 60));
    let address = reader.optional("address", &form.address, 200);
    if !reader.mistakes.is_empty() {
        let page = AboutPage::of(&desk, &building, form, reader.mistakes);
        return desk.page(StatusCode::UNPROCESSABLE_ENTITY, &page);
    }
    mending::describe(&app, building.id, (&name, address.as_deref())).await?;
    desk.go(&app, &building.units_path(), Tone::Ok, desk.w.buildings_saved()).await
}

/// As typed.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub(super) struct AboutForm {
    name: String,
    address: String,
}

#[derive(Template)]
#[template(path = "buildings/about.html")]
struct AboutPage<'a> {
    v: &'a Visit,
    building: &'a Building,
    tab: &'a str,
    form: AboutForm,
    mistakes: Mistakes,
}

impl<'a> AboutPage<'a> {
    fn of(v: &'a Visit, building: &'a Building, form: AboutForm, mistakes: Mistakes) -> Self {
        Self { v, building, tab: "units", form, mistakes }
    }
}
