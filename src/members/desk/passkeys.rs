//! The devices that sign a member in: one more, or one less. Both ask for a fresh proof.

use askama::Template;
use axum::Router;
use axum::extract::Path;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;
use axum::routing::get;
use axum::routing::post;
use data_encoding::BASE64URL_NOPAD;

use super::proof::Proven;
use crate::app::App;
use crate::db;
use crate::ids::PasskeyId;
use crate::members::passkey;
use crate::members::passkey::KeepForm;
use crate::members::passkey::Passkey;
use crate::members::passkey::Purpose;
use crate::members::passkey::Question;
use crate::members::store;
use crate::members::tell;
use crate::notices::Message;
use crate::sessions::Tone;
use crate::web::Error;
use crate::web::Member;
use crate::web::Result;
use crate::web::form::Form;
use crate::web::form::Mistakes;

const PATH: &str = "/settings/passkeys";

pub(super) fn routes() -> Router<App> {
    Router::new()
        .route("/settings/passkeys", get(index).post(create))
        .route("/settings/passkeys/{passkey}/removal", post(removal_create))
}

/// How many passkeys a member has, in words.
pub(super) async fn count(app: &App, me: &Member) -> sqlx::Result<String> {
    let count = store::passkeys(&app.db, me.person.member).await?.len();
    Ok(match i64::try_from(count).unwrap_or(i64::MAX) {
        0 => me.w.members_none(),
        count => me.w.members_passkeys_count(count, me.number(count)),
    })
}

async fn index(State(app): State<App>, Proven(me): Proven<Member>) -> Result<Response> {
    draw(&app, &me, String::new(), Mistakes::none()).await
}

/// Keeps a new passkey, and says so to the member's number.
async fn create(
    State(app): State<App>,
    Proven(me): Proven<Member>,
    Form(form): Form<KeepForm>,
) -> Result<Response> {
    let mut tx = db::begin(&app.db).await?;
    if let Err(error) = passkey::keep(&app, &mut tx, me.person.member, &form).await {
        drop(tx);
        // Whatever is wrong, the button is pressed once more under the name.
        let mut mistakes = Mistakes::none();
        mistakes.add("name", passkey::sentence(&me, error)?);
        return draw(&app, &me, form.name, mistakes).await;
    }
    let to = (&me.person.mobile, me.person.language);
    tell(&mut tx, to, Message::Passkey { kept: true }, app.clock.now()).await?;
    tx.commit().await?;
    app.work_bell.notify_one();
    me.go(&app, PATH, Tone::Ok, me.w.members_passkey_added()).await
}

/// Takes a passkey away.
async fn removal_create(
    State(app): State<App>,
    Proven(me): Proven<Member>,
    Path(passkey): Path<String>,
) -> Result<Response> {
    let passkey: PasskeyId = passkey.parse().map_err(|_| Error::NotFound)?;
    let mut tx = db::begin(&app.db).await?;
    if !store::remove_passkey(&mut tx, passkey, me.person.member).await? {
        return Err(Error::NotFound);
    }
    let to = (&me.person.mobile, me.person.language);
    tell(&mut tx, to, Message::Passkey { kept: false }, app.clock.now()).await?;
    tx.commit().await?;
    app.work_bell.notify_one();
    me.go(&app, PATH, Tone::Ok, me.w.members_passkey_removed()).await
}

async fn draw(app: &App, me: &Member, typed: String, mistakes: Mistakes) -> Result<Response> {
    let status =
        if mistakes.is_empty() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
    let member = me.person.member;
    let kept = store::passkeys(&app.db, member).await?;
    let known: Vec<_> = kept.iter().map(|it| BASE64URL_NOPAD.encode(&it.credential)).collect();
    let page = PasskeysPage {
        v: me,
        rows: kept.iter().map(|passkey| Row::of(me, passkey)).collect(),
        question: passkey::ask(app, Purpose::Keep(member)),
        user: BASE64URL_NOPAD.encode(member.as_uuid().as_bytes()),
        account: me.person.mobile.as_str(),
        person: store::profile(&app.db, member).await?.name,
        known: known.join(" "),
        typed,
        mistakes,
    };
    me.page(status, &page)
}

/// A passkey in the list.
struct Row {
    name: String,
    made: String,
    used: String,
    path: String,
}

impl Row {
    fn of(me: &Member, passkey: &Passkey) -> Self {
        let used = match passkey.used_at {
            Some(at) => me.w.members_passkey_used(me.moment(at)),
            None => me.w.members_passkey_never_used(),
        };
        Self {
            name: passkey.name.clone(),
            made: me.w.members_passkey_made(me.moment(passkey.made_at)),
            used,
            path: format!("{PATH}/{}/removal", passkey.id),
        }
    }
}

#[derive(Template)]
#[template(path = "members/passkeys.html")]
struct PasskeysPage<'a> {
    v: &'a Member,
    rows: Vec<Row>,
    question: Question,
    /// The member as devices know them.
    user: String,
    account: &'a str,
    person: String,
    /// Credentials that a device need not make once more.
    known: String,
    /// The typed name.
    typed: String,
    mistakes: Mistakes,
}
