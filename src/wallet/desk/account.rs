//! The workspace's own account. Whoever names one has just proved who they are.

use askama::Template;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::IntoResponse;
use axum::response::Redirect;
use axum::response::Response;
use chrono::TimeDelta;
use serde::Deserialize;

use crate::app::App;
use crate::destinations;
use crate::destinations::Typed;
use crate::members::Proven;
use crate::sessions::Tone;
use crate::wallet;
use crate::wallet::OwnAccount;
use crate::wallet::WalletError;
use crate::wallet::accounts;
use crate::wallet::own::OwnAccounts;
use crate::web::Desk;
use crate::web::Result;
use crate::web::Visit;
use crate::web::form::Form;
use crate::web::form::Mistakes;
use crate::web::limits;
use crate::web::limits::Limit;

/// Inquiries of one workspace: each may be billed.
const INQUIRIES: Limit = Limit::new("wallet_inquiry", 10, TimeDelta::days(1));

const HERE: &str = "/wallet/account";

/// Shows the accounts, and what they wait for.
pub(super) async fn show(State(app): State<App>, desk: Desk) -> Result<Response> {
    let accounts = accounts::living(&app.db, desk.session.workspace).await?;
    let accounts = OwnAccounts::of(accounts, desk.now);
    desk.page(StatusCode::OK, &AccountPage { v: &desk, accounts })
}

/// Asks for the number.
pub(super) async fn new(Proven(desk): Proven) -> Result<Response> {
    number(&desk, NumberForm::default(), Mistakes::none())
}

/// Takes the number and looks up whose account it is.
pub(super) async fn create(
    State(app): State<App>,
    Proven(desk): Proven,
    Form(form): Form<NumberForm>,
) -> Result<Response> {
    let again = |form, sentence| {
        let mut mistakes = Mistakes::none();
        mistakes.add("number", sentence);
        number(&desk, form, mistakes)
    };
    let typed = match Typed::parse(&form.number) {
        Ok(typed) => typed,
        Err(mistake) => return again(form, mistake.said(&desk)),
    };
    limits::check(&app, &INQUIRIES, desk.session.workspace).await?;
    let account = match destinations::inquire(&app, typed).await {
        Ok(account) => account,
        Err(none) => return again(form, none.said(&desk)),
    };
    // Where somebody can say whose an account is, no money goes to one that is nobody's.
    if app.inquiry.is_some() && account.holder.is_none() {
        return again(form, desk.w.wallet_account_unknown());
    }
    let who = (desk.session.workspace, desk.session.member);
    wallet::give(&app, who, &account).await?;
    Ok(Redirect::to(HERE).into_response())
}

/// Says that account and holder are right.
pub(super) async fn confirmation_create(
    State(app): State<App>,
    Proven(desk): Proven,
) -> Result<Response> {
    let (tone, text) = match wallet::confirm(&app, desk.session.workspace).await {
        // It may be in use since a moment ago, which is later than this visit began.
        Ok(at) if at <= app.clock.now() => (Tone::Ok, desk.w.wallet_account_is_set()),
        Ok(at) => (Tone::Ok, desk.w.wallet_account_is_set_for(desk.moment(at))),
        Err(WalletError::NotNow) => (Tone::Warn, desk.w.wallet_nothing_to_confirm()),
        Err(error) => return Err(error.into()),
    };
    desk.go(&app, HERE, tone, text).await
}

/// Takes an account back that is not in use yet. That moves no money anywhere, so it wants no proof.
pub(super) async fn end(State(app): State<App>, desk: Desk) -> Result<Response> {
    let (tone, text) = match wallet::take_back(&app, desk.session.workspace).await {
        Ok(()) => (Tone::Ok, desk.w.wallet_account_taken_back()),
        Err(WalletError::NotNow) => (Tone::Warn, desk.w.wallet_nothing_to_take_back()),
        Err(error) => return Err(error.into()),
    };
    desk.go(&app, HERE, tone, text).await
}

fn number(desk: &Desk, form: NumberForm, mistakes: Mistakes) -> Result<Response> {
    let status =
        if mistakes.is_empty() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
    desk.page(status, &NumberPage { v: desk, form, mistakes })
}

/// The number as it was typed; it is written nowhere.
#[derive(Clone, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub(super) struct NumberForm {
    number: String,
}

#[derive(Template)]
#[template(path = "wallet/account_number.html")]
struct NumberPage<'a> {
    v: &'a Visit,
    form: NumberForm,
    mistakes: Mistakes,
}

#[derive(Template)]
#[template(path = "wallet/account.html")]
struct AccountPage<'a> {
    v: &'a Visit,
    accounts: OwnAccounts,
}

impl AccountPage<'_> {
    /// The accounts that are in use or will be, each with what it waits for.
    fn shown(&self) -> Vec<(&OwnAccount, String)> {
        let in_use = self.accounts.in_use.iter().map(|it| (it, self.v.w.wallet_account_in_use()));
        let coming = self.accounts.coming.iter().map(|it| {
            let from = it.usable_at.map(|at| self.v.moment(at)).unwrap_or_default();
            (it, self.v.w.wallet_account_from(from))
        });
        in_use.chain(coming).collect()
    }
}
