//! Where a member is signed in, and how to end that.

use askama::Template;
use axum::Router;
use axum::extract::Path;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;
use axum::routing::get;
use axum::routing::post;
use chrono::DateTime;
use chrono::Utc;
use data_encoding::HEXLOWER_PERMISSIVE;

use crate::app::App;
use crate::db;
use crate::members::entry;
use crate::members::sign_out_everywhere;
use crate::sessions;
use crate::sessions::Device;
use crate::sessions::Tone;
use crate::web::Error;
use crate::web::Member;
use crate::web::Result;
use crate::web::Visit;

pub(super) fn routes() -> Router<App> {
    Router::new()
        .route("/settings/sessions", get(index))
        .route("/settings/sessions/closure", post(closure_create))
        .route("/settings/sessions/{session}/closure", post(session_closure_create))
}

async fn index(State(app): State<App>, me: Member) -> Result<Response> {
    let now = app.clock.now();
    let devices = sessions::of_member(&app.db, me.person.member, now).await?;
    let rows = devices.iter().map(|device| Row::of(&me, device)).collect();
    me.page(StatusCode::OK, &SessionsPage { v: &me, rows })
}

/// Ends one session. Whose it is, the cellar asks.
async fn session_closure_create(
    State(app): State<App>,
    me: Member,
    Path(session): Path<String>,
) -> Result<Response> {
    let digest = HEXLOWER_PERMISSIVE.decode(session.as_bytes()).map_err(|_| Error::NotFound)?;
    sessions::close(&app.db, &digest, me.person.member).await?;
    if digest == me.person.digest {
        return Ok(entry::leave(&me));
    }
    let sentence = me.w.members_session_ended();
    me.go(&app, "/settings/sessions", Tone::Ok, sentence).await
}

/// Signs out everywhere, here as well.
async fn closure_create(State(app): State<App>, me: Member) -> Result<Response> {
    let mut tx = db::begin(&app.db).await?;
    sign_out_everywhere(&mut tx, me.person.member, app.clock.now()).await?;
    tx.commit().await?;
    Ok(entry::leave(&me))
}

struct Row {
    path: String,
    device: String,
    is_this: bool,
    created_at: DateTime<Utc>,
    seen_at: DateTime<Utc>,
}

impl Row {
    fn of(me: &Member, device: &Device) -> Self {
        let digest = HEXLOWER_PERMISSIVE.encode(&device.digest);
        Self {
            path: format!("/settings/sessions/{digest}/closure"),
            device: named(me, &device.device),
            is_this: device.digest == me.person.digest,
            created_at: device.created_at,
            seen_at: device.seen_at,
        }
    }
}

#[derive(Template)]
#[template(path = "members/sessions.html")]
struct SessionsPage<'a> {
    v: &'a Visit,
    rows: Vec<Row>,
}

/// What a browser calls itself, in words.
fn named(v: &Visit, agent: &str) -> String {
    match (browser_of(agent), system_of(agent)) {
        (Some(browser), Some(system)) => v.w.members_device(browser, system),
        (Some(one), None) | (None, Some(one)) => one.to_owned(),
        (None, None) => v.w.members_device_unknown(),
    }
}

/// Every browser claims to be its forebears as well, so the youngest name counts.
fn browser_of(agent: &str) -> Option<&'static str> {
    const NAMES: [(&str, &str); 7] = [
        ("SamsungBrowser/", "Samsung Internet"),
        ("Edg", "Edge"),
        ("OPR/", "Opera"),
        ("Firefox/", "Firefox"),
        ("FxiOS/", "Firefox"),
        ("Chrome/", "Chrome"),
        ("Safari/", "Safari"),
    ];
    NAMES.iter().find(|(mark, _)| agent.contains(mark)).map(|(_, name)| *name)
}

fn system_of(agent: &str) -> Option<&'static str> {
    const NAMES: [(&str, &str); 6] = [
        ("Android", "Android"),
        ("iPhone", "iPhone"),
        ("iPad", "iPad"),
        ("Windows", "Windows"),
        ("Mac OS X", "Mac"),
        ("Linux", "Linux"),
    ];
    NAMES.iter().find(|(mark, _)| agent.contains(mark)).map(|(_, name)| *name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_browser_is_called_by_its_youngest_name() {
        let phone = "Mozilla/5.0 (Linux; Android 13; SM-A135F) AppleWebKit/537.36 (KHTML, like \
            Gecko) SamsungBrowser/23.0 Chrome/115.0.0.0 Mobile Safari/537.36";
        assert_eq!(
            (browser_of(phone), system_of(phone)),
            (Some("Samsung Internet"), Some("Android"))
        );
        let mac = "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, \
            like Gecko) Version/17.4 Safari/605.1.15";
        assert_eq!((browser_of(mac), system_of(mac)), (Some("Safari"), Some("Mac")));
        assert_eq!((browser_of("curl/8"), system_of("curl/8")), (None, None));
    }
}
