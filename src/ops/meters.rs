//! What a monitor reads (`/metrics`, for Prometheus): the counters of this process, and what waits in the
//! database, which is the same whichever instance is asked.
//!
//! Names and labels are kept by `deploy/grafana.json`, the board that shows them.

use std::fmt::Write;

use axum::extract::State;
use axum::http::HeaderMap;
use axum::http::header;
use axum::response::IntoResponse;
use axum::response::Response;
use chrono::DateTime;
use chrono::Utc;
use secrecy::ExposeSecret;
use sqlx::query_as;

use crate::app::App;
use crate::db::Pool;
use crate::tokens;
use crate::web::Error;
use crate::web::Result;

/// Things of one kind in one state, at one company where there is one.
struct Group {
    family: String,
    company: String,
    state: String,
    count: i64,
    /// Since when the oldest of them waits.
    since: DateTime<Utc>,
}

/// The families of [`Group`], and what Prometheus says of each.
const FAMILIES: [(&str, &str); 4] = [
    ("alarms", "Alarms that nobody has laid aside, by kind."),
    ("jobs", "Jobs that are due, and those that died."),
    ("payments", "Payments that have not ended."),
    ("transfers", "Transfers that have not arrived."),
];

/// The counters, for whoever knows the token; in development for everybody. While the database does not
/// answer the process's own are shown all the same: then they are wanted most.
pub(super) async fn show(State(app): State<App>, headers: HeaderMap) -> Result<Response> {
    let counters = app.counters.as_ref().filter(|_| is_shown(&app, &headers));
    let counters = counters.ok_or(Error::NotFound)?;
    let now = app.clock.now();
    let groups = groups(&app.db, now).await;
    counters.run_upkeep();
    let mut text = counters.render();
    pool(&mut text, "pages", &app.db);
    pool(&mut text, "worker", &app.back_db);
    gauge(&mut text, "peyvand_database_up", "Whether the database answers.");
    sample(&mut text, "peyvand_database_up", "", i64::from(groups.is_ok()));
    match groups {
        Ok(groups) => waiting(&mut text, &groups, now),
        Err(error) => tracing::warn!(%error, "what waits could not be counted"),
    }
    let kind = [(header::CONTENT_TYPE, "text/plain; version=0.0.4")];
    Ok((kind, text).into_response())
}

fn is_shown(app: &App, headers: &HeaderMap) -> bool {
    let Some(token) = &app.config.metrics_token else { return app.config.is_sandbox() };
    let given = headers.get(header::AUTHORIZATION).map_or(b"" as &[u8], |v| v.as_bytes());
    tokens::same(given, format!("Bearer {}", token.expose_secret()).as_bytes())
}

/// What waits, each family by an index that holds only what waits.
async fn groups(db: &Pool, now: DateTime<Utc>) -> sqlx::Result<Vec<Group>> {
    query_as!(
        Group,
        r#"select 'payments' as "family!", gateway as "company!", status as "state!",
            count(*) as "count!", min(opened_at) as "since!"
        from payments where status in ('opened', 'sending', 'sent') group by gateway, status
        union all
        select 'transfers', rail, status, count(*), min(changed_at)
        from transfers where status in ('planned', 'sending', 'accepted') group by rail, status
        union all
        select 'alarms', '', kind, count(*), min(raised_at)
        from alarms where solved_at is null group by kind
        union all
        select 'jobs', '', 'due', count(*), min(run_at)
        from jobs where state = 'queued' and run_at <= $1 having count(*) > 0
        union all
        select 'jobs', '', 'dead', count(*), min(run_at)
        from jobs where state = 'dead' having count(*) > 0"#,
        now,
    )
    .fetch_all(db)
    .await
}

/// A gauge for how many there are of each group, and one for the age of the oldest. They are written anew
/// each time: a group that is gone must not go on being shown.
fn waiting(text: &mut String, groups: &[Group], now: DateTime<Utc>) {
    for (family, help) in FAMILIES {
        let of_family = || groups.iter().filter(|group| group.family == family);
        let (count, age) =
            (format!("peyvand_{family}_waiting"), format!("peyvand_{family}_oldest_seconds"));
        gauge(text, &count, help);
        for group in of_family() {
            sample(text, &count, &group.labels(), group.count);
        }
        gauge(text, &age, "How long the oldest of them has waited.");
        for group in of_family() {
            let seconds = (now - group.since).num_seconds().max(0);
            sample(text, &age, &group.labels(), seconds);
        }
    }
    let due = groups.iter().find(|group| group.family == "jobs" && group.state == "due");
    let lag = due.map_or(0, |group| (now - group.since).num_seconds().max(0));
    gauge(text, "peyvand_queue_lag_seconds", "How long the job that is next has been due.");
    sample(text, "peyvand_queue_lag_seconds", "", lag);
}

impl Group {
    fn labels(&self) -> String {
        let state = format!("state=\"{}\"", self.state);
        if self.company.is_empty() {
            state
        } else {
            format!("company=\"{}\",{state}", self.company)
        }
    }
}

fn pool(text: &mut String, name: &str, db: &Pool) {
    let family = "peyvand_database_connections";
    if !text.contains(family) {
        gauge(text, family, "Connections to the database.");
    }
    let idle = i64::try_from(db.num_idle()).unwrap_or(i64::MAX);
    let busy = (i64::from(db.size()) - idle).max(0);
    for (state, count) in [("busy", busy), ("idle", idle)] {
        sample(text, family, &format!("pool=\"{name}\",state=\"{state}\""), count);
    }
}

fn gauge(text: &mut String, name: &str, help: &str) {
    let _ = write!(text, "# HELP {name} {help}\n# TYPE {name} gauge\n");
}

fn sample(text: &mut String, name: &str, labels: &str, value: i64) {
    let labels = if labels.is_empty() { String::new() } else { format!("{{{labels}}}") };
    let _ = writeln!(text, "{name}{labels} {value}");
}
