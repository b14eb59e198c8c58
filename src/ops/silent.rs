//! Companies that are passed over because they gave no answer of late, as this process knows it; and the act that
//! tries one of them at once.

use axum::extract::Path;
use axum::extract::State;
use axum::response::Response;
use chrono::DateTime;
use chrono::Utc;

use super::Acting;
use super::PATH;
use crate::adapters::bank::Offered;
use crate::app::App;
use crate::ids::TerminalId;
use crate::payments;
use crate::sessions::Tone;
use crate::web::Error;
use crate::web::Result;
use crate::web::Visit;

/// One of them in the list.
pub(super) struct Silent {
    /// As it is called in the settings, and whose it is.
    pub(super) name: String,
    /// What happens meanwhile.
    pub(super) meanwhile: String,
    pub(super) since: DateTime<Utc>,
    /// Where the try is asked for.
    pub(super) path: String,
}

/// The gateways, the terminals of merchants and the carriers of messages that are down.
pub(super) fn all(app: &App, v: &Visit) -> Vec<Silent> {
    let gateway = |offered: &Offered, (name, path)| {
        let meanwhile = v.w.ops_gateway_down_since();
        Some(Silent { name, meanwhile, since: offered.down_since()?, path })
    };
    let house = app.gateways.house().iter().filter_map(|offered| {
        let name = offered.name();
        gateway(offered, (name.to_owned(), format!("{PATH}/gateways/{name}/trial")))
    });
    let own = app.gateways.all_own().into_iter().filter_map(|(id, offered)| {
        let name = v.w.ops_terminal_of_a_merchant(offered.name());
        gateway(&offered, (name, format!("{PATH}/terminals/{id}/trial")))
    });
    let carriers = app.sms.down().into_iter().chain(app.post.down()).map(|(name, since)| Silent {
        name: name.to_owned(),
        meanwhile: v.w.ops_carrier_down_since(),
        since,
        path: format!("{PATH}/carriers/{name}/trial"),
    });
    house.chain(own).chain(carriers).collect()
}

/// Sends payers to a gateway again that counts as down or not well, if it says that it is well. When it
/// gives no page, it rests again.
pub(super) async fn gateway_trial_create(
    State(app): State<App>,
    acting: Acting,
    Path(gateway): Path<String>,
) -> Result<Response> {
    let gateway = app.gateways.by_name(&gateway).cloned().ok_or(Error::NotFound)?;
    try_out(&app, acting, &gateway).await
}

/// The same of a terminal that a merchant brought.
pub(super) async fn terminal_trial_create(
    State(app): State<App>,
    acting: Acting,
    Path(terminal): Path<TerminalId>,
) -> Result<Response> {
    let gateway = app.gateways.own(terminal).ok_or(Error::NotFound)?;
    try_out(&app, acting, &gateway).await
}

async fn try_out(app: &App, Acting(desk): Acting, gateway: &Offered) -> Result<Response> {
    if !payments::is_well(app, gateway).await? {
        return desk.go(app, PATH, Tone::Bad, desk.w.ops_gateway_not_well()).await;
    }
    gateway.went_well();
    desk.go(app, PATH, Tone::Ok, desk.w.ops_gateway_tried()).await
}

/// Hands the next message to a carrier that rests. When it does not take it, it rests again.
pub(super) async fn carrier_trial_create(
    State(app): State<App>,
    Acting(desk): Acting,
    Path(carrier): Path<String>,
) -> Result<Response> {
    let now = app.clock.now();
    if app.sms.by_name(&carrier).is_some() {
        app.sms.note(&carrier, true, now);
    } else if app.post.carrier().name() == carrier {
        app.post.note(true, now);
    } else {
        return Err(Error::NotFound);
    }
    app.work_bell.notify_one();
    desk.go(&app, PATH, Tone::Ok, desk.w.ops_carrier_tried()).await
}
