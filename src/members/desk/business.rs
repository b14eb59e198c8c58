//! How a workspace shows itself to its customers.

use askama::Template;
use axum::Router;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;
use axum::routing::get;
use serde::Deserialize;

use crate::acts;
use crate::acts::Act;
use crate::app::App;
use crate::db;
use crate::locale::Language;
use crate::members::member;
use crate::members::store;
use crate::members::store::Business;
use crate::members::web::business_sentence;
use crate::members::web::phone_sentence;
use crate::money::Unit;
use crate::sessions::Tone;
use crate::web::Desk;
use crate::web::Error;
use crate::web::Result;
use crate::web::Visit;
use crate::web::form::Form;
use crate::web::form::Mistakes;

pub(super) fn routes() -> Router<App> {
    Router::new().route("/settings", get(edit).post(update))
}

async fn edit(State(app): State<App>, desk: Desk) -> Result<Response> {
    let business = store::business(&app.db, desk.session.workspace).await?;
    let page =
        BusinessPage { v: &desk, form: BusinessForm::of(business), mistakes: Mistakes::none() };
    desk.page(StatusCode::OK, &page)
}

async fn update(
    State(app): State<App>,
    desk: Desk,
    Form(form): Form<BusinessForm>,
) -> Result<Response> {
    match form.read(&desk)? {
        Ok(business) => {
            let workspace = desk.session.workspace;
            let mut tx = db::begin(&app.db).await?;
            store::update_business(&mut tx, workspace, &business).await?;
            let about = (workspace.as_uuid(), business.name.as_str());
            acts::note(&mut tx, Act::BusinessChanged, about, desk.now).await?;
            tx.commit().await?;
            desk.go(&app, "/settings", Tone::Ok, desk.w.members_saved()).await
        }
        Err(mistakes) => {
            let page = BusinessPage { v: &desk, form, mistakes };
            desk.page(StatusCode::UNPROCESSABLE_ENTITY, &page)
        }
    }
}

#[derive(Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
struct BusinessForm {
    name: String,
    phone: String,
    language: String,
    unit: String,
}

impl BusinessForm {
    fn of(business: Business) -> Self {
        Self {
            name: business.name,
            phone: business.phone.unwrap_or_default(),
            language: business.language.code().to_owned(),
            unit: business.unit.code().to_owned(),
        }
    }

    /// A language or a unit that the page does not offer was not sent by the page.
    fn read(&self, v: &Visit) -> Result<Result<Business, Mistakes>> {
        let mut mistakes = Mistakes::none();
        let language = Language::parse(&self.language).ok_or(Error::BadRequest)?;
        let unit = Unit::parse(&self.unit).ok_or(Error::BadRequest)?;
        let name = member::workspace_name(&self.name);
        let name = mistakes.take("name", name, |m| business_sentence(v, m));
        let phone = mistakes.take("phone", member::phone(&self.phone), |m| phone_sentence(v, m));
        Ok(match (name, phone) {
            (Some(name), Some(phone)) => Ok(Business { name, phone, language, unit }),
            _ => Err(mistakes),
        })
    }
}

#[derive(Template)]
#[template(path = "members/business.html")]
struct BusinessPage<'a> {
    v: &'a Visit,
    form: BusinessForm,
    mistakes: Mistakes,
}
