//! The devices that sign a member in: one more, or one less. Both ask for a fresh proof.

use askama::Template;
use axum::Router;
use axum::extract::Path;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;
use axum::routing::get;
use axum::routing::post;
use chrono::TimeDelta;
use data_encoding::BASE64URL_NOPAD;

use super::proof::Proven;
use crate::app::App;
use crate::db;
use crate::db::Tx;
use crate::ids::MemberId;
use crate::ids::PasskeyId;
use crate::members::authenticator;
use crate::members::authenticator::SecondError;
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
use crate::web::limits;
use crate::web::limits::Limit;
use crate::web::limits::wait_seconds;

const PATH: &str = "/settings/passkeys";

/// Passkeys that a member may make: each is told to their number, at the house's cost.
const MADE: Limit = Limit::new("passkey_made", 10, TimeDelta::days(1));

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

/// Keeps a new passkey, and says so to the member's number. It takes the place of both steps, so where an app is
/// set up one of its codes is asked for, as when the app is taken away.
async fn create(
    State(app): State<App>,
    Proven(me): Proven<Member>,
    Form(form): Form<KeepForm>,
) -> Result<Response> {
    let (member, mut mistakes) = (me.person.member, Mistakes::none());
    let mut tx = db::begin(&app.db).await?;
    if let Err(error) = by_app(&app, &mut tx, member, &form.code).await {
        drop(tx);
        let (sentence, wait) = authenticator::sentence(&me, error)?;
        mistakes.add("code", sentence);
        let page = draw(&app, &me, form.name, mistakes).await?;
        return Ok(match wait {
            Some(wait) => limits::told(page, wait),
            None => page,
        });
    }
    if let Err(error) = passkey::keep(&app, &mut tx, member, &form).await {
        drop(tx);
        // Whatever is wrong, the button is pressed once more under the name.
        mistakes.add("name", passkey::sentence(&me, error)?);
        return draw(&app, &me, form.name, mistakes).await;
    }
    let wait = wait_seconds(&app, &MADE, member).await?;
    if wait != 0 {
        drop(tx);
        mistakes.add("name", me.w.members_passkey_wait(me.duration(TimeDelta::seconds(wait))));
        return Ok(limits::told(draw(&app, &me, form.name, mistakes).await?, wait));
    }
    let to = (&me.person.mobile, me.person.language);
    tell(&mut tx, to, Message::Passkey { kept: true }, app.clock.now()).await?;
    tx.commit().await?;
    app.work_bell.notify_one();
    me.go(&app, PATH, Tone::Ok, me.w.members_passkey_added()).await
}

/// Takes a code of the member's app, where one is set up.
async fn by_app(app: &App, tx: &mut Tx, member: MemberId, code: &str) -> Result<(), SecondError> {
    if !authenticator::is_on(app, member).await? {
        return Ok(());
    }
    authenticator::count_try(app, member).await?;
    authenticator::take(app, tx, member, code).await
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
        has_app: authenticator::is_on(app, member).await?,
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
    /// Whether a code of an app is asked for.
    has_app: bool,
    mistakes: Mistakes,
}
