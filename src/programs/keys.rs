//! The keys of a workspace's programs: made, seen once, revoked.

use askama::Template;
use axum::Router;
use axum::extract::Path;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;
use axum::routing::get;
use axum::routing::post;
use serde::Deserialize;

use crate::acts;
use crate::acts::Act;
use crate::api_keys;
use crate::api_keys::ApiKey;
use crate::api_keys::Made;
use crate::api_keys::NAME_CHARS_MAX;
use crate::api_keys::NewApiKey;
use crate::api_keys::Resource;
use crate::api_keys::Scope;
use crate::app::App;
use crate::card;
use crate::db;
use crate::ids::ApiKeyId;
use crate::locale::Words;
use crate::locale::clean;
use crate::members::Proven;
use crate::sessions::PROOF_AGE_MAX;
use crate::sessions::Tone;
use crate::web::Desk;
use crate::web::Error;
use crate::web::Result;
use crate::web::Visit;
use crate::web::form::Form;
use crate::web::form::Mistakes;

const PATH: &str = "/settings/programs";

pub(super) fn routes() -> Router<App> {
    Router::new()
        .route("/settings/programs", get(index).post(create))
        .route("/settings/programs/{key}/revocation", post(revocation_create))
}

/// Shows the keys, and the form for a new one.
async fn index(State(app): State<App>, Proven(desk): Proven) -> Result<Response> {
    let form = KeyForm::blank(&desk);
    show(&app, &desk, StatusCode::OK, (form, Mistakes::none())).await
}

/// Makes a key and shows it, this once.
async fn create(
    State(app): State<App>,
    Proven(desk): Proven,
    Form(form): Form<KeyForm>,
) -> Result<Response> {
    let new = match form.parse(&desk)? {
        Ok(new) => new,
        Err(mistakes) => {
            return show(&app, &desk, StatusCode::UNPROCESSABLE_ENTITY, (form, mistakes)).await;
        }
    };
    // A second click is the same form: whoever waits for its answer sees the key as well.
    let times = (desk.now, PROOF_AGE_MAX);
    let mut tx = db::begin(&app.db).await?;
    let made = api_keys::make(&mut tx, &app.keys, &new, times).await?;
    if made == Made::Made {
        acts::note(&mut tx, Act::KeyMade, (new.id.as_uuid(), &new.name), desk.now).await?;
    }
    tx.commit().await?;
    match made {
        Made::Made => {
            let secret = api_keys::secret(&app.keys, new.id);
            let origin = &app.origin;
            let page = SecretPage { v: &desk, name: &new.name, secret, origin };
            desk.page(StatusCode::OK, &page)
        }
        Made::Before => desk.go(&app, PATH, Tone::Warn, desk.w.programs_key_shown_before()).await,
        Made::TooMany => desk.go(&app, PATH, Tone::Bad, desk.w.programs_too_many_keys()).await,
    }
}

/// Revokes a key.
async fn revocation_create(
    State(app): State<App>,
    Proven(desk): Proven,
    Path(key): Path<String>,
) -> Result<Response> {
    let key: ApiKeyId = key.parse().map_err(|_| Error::NotFound)?;
    let name = (key, desk.session.workspace);
    let mut tx = db::begin(&app.db).await?;
    if !api_keys::revoke(&mut tx, name, desk.session.member, desk.now).await? {
        return Err(Error::NotFound);
    }
    acts::note(&mut tx, Act::KeyRevoked, (key.as_uuid(), ""), desk.now).await?;
    tx.commit().await?;
    desk.go(&app, PATH, Tone::Ok, desk.w.programs_key_revoked()).await
}

/// The form of a new key.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
struct KeyForm {
    id: String,
    name: String,
    links: String,
    payments: String,
    payouts: String,
    wallet: String,
    buildings: String,
    webhooks: String,
}

impl KeyForm {
    fn blank(desk: &Desk) -> Self {
        Self { id: ApiKeyId::new(desk.now).to_string(), ..Self::default() }
    }

    /// What was chosen for a resource: nothing, `read` or `write`.
    fn chosen(&self, resource: Resource) -> &str {
        match resource {
            Resource::Links => &self.links,
            Resource::Payments => &self.payments,
            Resource::Payouts => &self.payouts,
            Resource::Wallet => &self.wallet,
            Resource::Buildings => &self.buildings,
            Resource::Webhooks => &self.webhooks,
        }
    }

    /// A right that the page does not offer was not sent by the page.
    fn parse(&self, desk: &Desk) -> Result<Result<NewApiKey, Mistakes>> {
        let w = desk.w;
        let mut mistakes = Mistakes::none();
        let name = clean(&self.name);
        let chars = name.chars().count();
        if chars == 0 {
            mistakes.add("name", w.programs_name_missing());
        } else if NAME_CHARS_MAX < chars {
            let max = i64::try_from(NAME_CHARS_MAX).unwrap_or(i64::MAX);
            mistakes.add("name", w.programs_name_too_long(desk.number(max)));
        } else if card::is_in(&name) {
            mistakes.add("name", w.programs_no_card_numbers());
        }
        let mut scopes: Vec<Scope> = vec![];
        for resource in Resource::ALL {
            match (self.chosen(resource), resource.write()) {
                ("", _) => (),
                ("read", _) => scopes.push(resource.read()),
                ("write", Some(write)) => scopes.extend([resource.read(), write]),
                _ => return Err(Error::BadRequest),
            }
        }
        if scopes.is_empty() {
            mistakes.add("scopes", w.programs_scopes_missing());
        }
        if !mistakes.is_empty() {
            return Ok(Err(mistakes));
        }
        Ok(Ok(NewApiKey {
            id: self.id.parse().unwrap_or_else(|_| ApiKeyId::new(desk.now)),
            workspace: desk.session.workspace,
            by: desk.session.member,
            name,
            scopes,
        }))
    }
}

async fn show(
    app: &App,
    desk: &Desk,
    status: StatusCode,
    (form, mistakes): (KeyForm, Mistakes),
) -> Result<Response> {
    let keys = api_keys::of_workspace(&app.db, desk.session.workspace).await?;
    let rows = keys.iter().map(|key| Row::of(desk, key)).collect();
    desk.page(status, &KeysPage { v: desk, rows, form, mistakes })
}

/// A key in the list.
struct Row {
    name: String,
    tail: String,
    scopes: String,
    made: String,
    used: String,
    revoked: Option<String>,
    path: String,
}

impl Row {
    fn of(desk: &Desk, key: &ApiKey) -> Self {
        let w = desk.w;
        let may = |resource: Resource| {
            let writes = resource.write().is_some_and(|write| key.scopes.contains(&write));
            let word = resource_word(w, resource);
            if writes {
                Some(w.programs_reads_and_writes(word))
            } else {
                key.scopes.contains(&resource.read()).then(|| w.programs_reads(word))
            }
        };
        Self {
            name: key.name.clone(),
            tail: key.tail.clone(),
            scopes: Resource::ALL.into_iter().filter_map(may).collect::<Vec<_>>().join(" · "),
            made: w.programs_made(&key.made_by, desk.moment(key.made_at)),
            used: match key.used_at {
                Some(used_at) => w.programs_used(desk.moment(used_at)),
                None => w.programs_never_used(),
            },
            revoked: key.revoked_at.map(|at| w.programs_revoked(desk.moment(at))),
            path: format!("{PATH}/{}/revocation", key.id),
        }
    }
}

/// What a kind of thing is called.
pub(super) fn resource_word(w: &Words, resource: Resource) -> String {
    match resource {
        Resource::Links => w.programs_links(),
        Resource::Payments => w.programs_payments(),
        Resource::Payouts => w.programs_payouts(),
        Resource::Wallet => w.programs_wallet(),
        Resource::Buildings => w.programs_buildings(),
        Resource::Webhooks => w.programs_webhooks(),
    }
}

#[derive(Template)]
#[template(path = "programs/keys.html")]
struct KeysPage<'a> {
    v: &'a Visit,
    rows: Vec<Row>,
    form: KeyForm,
    mistakes: Mistakes,
}

impl KeysPage<'_> {
    /// What a key may be allowed: its field, its word, whether it can be changed, and what was chosen.
    fn rights(&self) -> Vec<(&'static str, String, bool, &str)> {
        let right = |resource: Resource| {
            let word = resource_word(self.v.w, resource);
            (resource.code(), word, resource.write().is_some(), self.form.chosen(resource))
        };
        Resource::ALL.into_iter().map(right).collect()
    }
}

#[derive(Template)]
#[template(path = "programs/secret.html")]
struct SecretPage<'a> {
    v: &'a Visit,
    name: &'a str,
    secret: String,
    origin: &'a str,
}
