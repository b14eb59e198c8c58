//! The wallet: what it holds, where it goes, and settling it by hand.

use askama::Template;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;
use chrono::DateTime;
use chrono::TimeDelta;
use chrono::Utc;
use serde::Deserialize;

use super::Pill;
use super::pill;
use crate::app::App;
use crate::destinations::arrival;
use crate::ids::WalletSettlementId;
use crate::money::Money;
use crate::money::MoneyMistake;
use crate::sessions::Tone;
use crate::wallet;
use crate::wallet::Asked;
use crate::wallet::Holdings;
use crate::wallet::HowMuch;
use crate::wallet::Plan;
use crate::wallet::Settlement;
use crate::wallet::WalletError;
use crate::wallet::accounts;
use crate::wallet::own::OwnAccounts;
use crate::wallet::settle;
use crate::wallet::store;
use crate::wallet::turns::Outcome;
use crate::web::Desk;
use crate::web::Error;
use crate::web::Result;
use crate::web::Visit;
use crate::web::form::Form;
use crate::web::form::Mistakes;
use crate::web::form::Query;
use crate::web::limits;
use crate::web::limits::Limit;
use crate::web::paging;
use crate::web::paging::After;

/// Settlements of one workspace: each may cost the house a fee.
const SETTLEMENTS: Limit = Limit::new("settlements", 20, TimeDelta::hours(1));

/// Where the list goes on.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct Page {
    after: String,
}

/// Shows the wallet.
pub(super) async fn show(
    State(app): State<App>,
    desk: Desk,
    Query(page): Query<Page>,
) -> Result<Response> {
    let form =
        SettleForm { id: WalletSettlementId::new(desk.now).to_string(), ..Default::default() };
    draw(&app, &desk, (form, Mistakes::none()), (StatusCode::OK, After::parse(&page.after))).await
}

/// Settles the wallet.
pub(super) async fn create(
    State(app): State<App>,
    desk: Desk,
    Form(form): Form<SettleForm>,
) -> Result<Response> {
    let how_much = match form.how_much(&desk) {
        Ok(how_much) => how_much,
        Err(sentence) => return again(&app, &desk, form, sentence).await,
    };
    limits::check(&app, &SETTLEMENTS, desk.session.workspace).await?;
    let id = form.id.parse().unwrap_or_else(|_| WalletSettlementId::new(desk.now));
    let (workspace, member) = (desk.session.workspace, desk.session.member);
    let w = desk.w;
    let sentence = match wallet::settle(&app, &Asked { id, workspace, member, how_much }).await {
        Ok(()) => {
            return desk
                .go(&app, &format!("/wallet/settlements/{id}"), Tone::Ok, w.wallet_was_settled())
                .await;
        }
        Err(WalletError::NoAccount) => w.wallet_no_account_yet(),
        Err(WalletError::Holds(held)) => w.wallet_holds_only(desk.amount_unit(held)),
        Err(WalletError::LessThan(least)) => w.wallet_less_than(desk.amount_unit(least)),
        Err(WalletError::MoreThan(most)) => w.wallet_more_than(desk.amount_unit(most)),
        Err(WalletError::TooMuchToday) => w.wallet_too_much_today(),
        Err(WalletError::OtherTerms) => {
            let form = SettleForm { id: WalletSettlementId::new(desk.now).to_string(), ..form };
            return again(&app, &desk, form, w.wallet_form_was_sent()).await;
        }
        Err(error) => return Err(error.into()),
    };
    again(&app, &desk, form, sentence).await
}

async fn again(app: &App, desk: &Desk, form: SettleForm, sentence: String) -> Result<Response> {
    let mut mistakes = Mistakes::none();
    mistakes.add("amount", sentence);
    draw(app, desk, (form, mistakes), (StatusCode::UNPROCESSABLE_ENTITY, None)).await
}

async fn draw(
    app: &App,
    desk: &Desk,
    (form, mistakes): (SettleForm, Mistakes),
    (status, after): (StatusCode, Option<After>),
) -> Result<Response> {
    let (db, workspace) = (&app.db, desk.session.workspace);
    let settlements = store::list(db, workspace, after).await?;
    let (settlements, next) =
        paging::cut(settlements, |it| After { at: it.asked_at, id: it.id.as_uuid() });
    let plan = store::plan(db, workspace).await?;
    let page = WalletPage {
        v: desk,
        holdings: wallet::holdings(app, workspace).await?,
        accounts: OwnAccounts::of(accounts::living(db, workspace).await?, desk.now),
        fee: app.config.settlement_fee(),
        least: settle::bounds(app).map(|(least, _)| least),
        arrives: arrival::said(desk, app.paya.expected(desk.now)),
        next_turn: plan.as_ref().and_then(|plan| plan.next(desk.now)),
        missed: store::last_turn(db, workspace).await?.filter(|(it, _)| *it != Outcome::Settled),
        plan,
        previous: after.map(|_| "/wallet".to_owned()),
        next: next.map(|next| format!("/wallet?after={}", next.text())),
        rows: settlements.iter().map(|settlement| SettlementRow::of(desk, settlement)).collect(),
        form,
        mistakes,
    };
    desk.page(status, &page)
}

/// The form as it was typed.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub(super) struct SettleForm {
    id: String,
    amount: String,
    /// Which button was pressed: `all`, or the one beside the amount.
    how: String,
}

impl SettleForm {
    fn how_much(&self, desk: &Desk) -> std::result::Result<HowMuch, String> {
        if self.how == "all" {
            return Ok(HowMuch::All);
        }
        Money::parse(&self.amount, desk.unit).map(HowMuch::This).map_err(|mistake| match mistake {
            MoneyMistake::Missing | MoneyMistake::Zero => desk.w.wallet_amount_missing(),
            MoneyMistake::NotANumber | MoneyMistake::TooLarge => desk.w.wallet_no_amount(),
        })
    }
}

#[derive(Template)]
#[template(path = "wallet/home.html")]
struct WalletPage<'a> {
    v: &'a Visit,
    holdings: Holdings,
    accounts: OwnAccounts,
    /// What the house keeps of each settlement.
    fee: Money,
    /// The smallest settlement; `None`: no rail brings money to accounts.
    least: Option<Money>,
    /// About when what is settled now arrives.
    arrives: String,
    plan: Option<Plan>,
    next_turn: Option<DateTime<Utc>>,
    /// The newest turn of the plan that settled nothing, and when that was.
    missed: Option<(Outcome, DateTime<Utc>)>,
    previous: Option<String>,
    next: Option<String>,
    rows: Vec<SettlementRow>,
    form: SettleForm,
    mistakes: Mistakes,
}

impl WalletPage<'_> {
    /// Whether there is something to settle, and somewhere for it to go.
    fn can_settle(&self) -> bool {
        self.accounts.in_use.is_some() && self.least.is_some_and(|it| it <= self.holdings.available)
    }

    /// On which days the plan settles.
    fn days(&self, plan: &Plan) -> String {
        super::plan::days(self.v, plan)
    }

    /// Why the newest turn settled nothing.
    fn missed_said(&self) -> Option<String> {
        let (outcome, at) = self.missed?;
        let day = self.v.day(at);
        match outcome {
            Outcome::Settled => None,
            Outcome::TooLittle => Some(self.v.w.wallet_turn_too_little(day)),
            Outcome::NoAccount => Some(self.v.w.wallet_turn_no_account(day)),
        }
    }
}

struct SettlementRow {
    path: String,
    when: String,
    pill: Pill,
    to: String,
    tracking: String,
    amount: String,
}

impl SettlementRow {
    fn of(desk: &Desk, settlement: &Settlement) -> Self {
        let tracking = settlement.tracking.as_deref().map(|number| desk.digits(number));
        Self {
            path: settlement.path(),
            when: desk.moment(settlement.asked_at),
            pill: pill(desk, settlement.standing()),
            to: desk.digits(&settlement.tail),
            tracking: tracking.unwrap_or_default(),
            amount: desk.amount(settlement.arrives()),
        }
    }
}

/// A settlement of the workspace that is looked at.
pub(super) async fn find(app: &App, desk: &Desk, id: &str) -> Result<Settlement> {
    let id: WalletSettlementId = id.parse().map_err(|_| Error::NotFound)?;
    store::by_id(&app.db, id, desk.session.workspace).await?.ok_or(Error::NotFound)
}
