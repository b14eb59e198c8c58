//! Credit is given back to somebody who left: the form on the page of their leaving, and how far its payouts
//! have come.

use axum::extract::Path;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;
use serde::Deserialize;

use super::leaving;
use super::leaving::Found;
use crate::app::App;
use crate::buildings;
use crate::buildings::GivingBack;
use crate::buildings::NewGivenBack;
use crate::buildings::debts::Resident;
use crate::buildings::explain::place;
use crate::buildings::given_back;
use crate::buildings::given_back::GivenBack;
use crate::ids::PayoutId;
use crate::locale::isolate;
use crate::money::Money;
use crate::payouts;
use crate::payouts::Pill;
use crate::payouts::Standing;
use crate::sessions::Tone;
use crate::web::Desk;
use crate::web::Error;
use crate::web::Result;
use crate::web::form::Form;
use crate::web::form::Mistakes;
use crate::web::limits;

/// Makes the payout and asks them where to.
pub(super) async fn create(
    State(app): State<App>,
    desk: Desk,
    Path(of): Path<leaving::Of>,
    Form(form): Form<CreditForm>,
) -> Result<Response> {
    let found = leaving::find(&app, &desk, of).await?;
    let mut mistakes = Mistakes::none();
    if let Some(new) = form.parse((&app, &desk), &found, &mut mistakes)? {
        limits::check(&app, &payouts::PAYOUTS_MADE, desk.session.workspace).await?;
        let maker = (&found.building, desk.session.workspace, desk.session.member);
        let (tone, said) = match buildings::give_back(&app, maker, &new).await? {
            GivingBack::Asked => (Tone::Ok, desk.w.payouts_made(isolate(&found.known.name))),
            GivingBack::Already => (Tone::Warn, desk.w.given_back_already()),
            GivingBack::TooMuch(spare) => {
                mistakes.add("amount", desk.w.given_back_too_much(desk.amount_unit(spare)));
                return again(&app, &desk, &found, (form, mistakes)).await;
            }
        };
        let path = leaving::path(&found.building, &found.known);
        return desk.go(&app, &path, tone, said).await;
    }
    again(&app, &desk, &found, (form, mistakes)).await
}

/// The page once more, with what was typed.
async fn again(
    app: &App,
    desk: &Desk,
    found: &Found,
    typed: (CreditForm, Mistakes),
) -> Result<Response> {
    let answer = (desk, StatusCode::UNPROCESSABLE_ENTITY);
    leaving::draw(app, answer, found, leaving::nothing_typed(desk), Some(typed)).await
}

/// The form as it was typed.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub(super) struct CreditForm {
    pub(super) payout: String,
    pub(super) amount: String,
}

impl CreditForm {
    /// What was typed, read. The first error: there is no way to pay anybody.
    fn parse(
        &self,
        (app, desk): (&App, &Desk),
        found: &Found,
        mistakes: &mut Mistakes,
    ) -> Result<Option<NewGivenBack>> {
        let limits = payouts::between(app).ok_or(Error::NotFound)?;
        let reader =
            payouts::Reader { app, v: desk, limits, fee_borne_by: payouts::FeeBorneBy::Payer };
        let Some(amount) = reader.amount(&self.amount, mistakes) else { return Ok(None) };
        let unit = &found.unit;
        Ok(Some(NewGivenBack {
            id: self.payout.parse().unwrap_or_else(|_| PayoutId::new(desk.now)),
            of: (unit.id, found.known.id),
            amount,
            title: desk.w.given_back_purpose(place(desk, &unit.block, &unit.number)),
        }))
    }
}

/// What the page of somebody's leaving says of credit that is given back to them.
pub(super) struct Credit {
    /// The payouts, the newest first.
    pub(super) given: Vec<Row>,
    /// Whether one of them is not over, and the credit stays with it.
    pub(super) is_under_way: bool,
    /// What is left over, which nothing is waiting for.
    pub(super) spare: Money,
    /// The form, where something can be given back.
    pub(super) form: Option<CreditForm>,
    /// Why there is no form, though something is left over.
    pub(super) why_not: Option<String>,
    /// What is paid besides.
    pub(super) fee: String,
    pub(super) mistakes: Mistakes,
}

/// A payout that gives credit back.
pub(super) struct Row {
    pub(super) path: String,
    pub(super) amount: String,
    pub(super) day: String,
    pub(super) pill: Pill,
}

impl Credit {
    /// `spare` is what is left over; nothing of somebody who is still on the unit.
    pub(super) async fn read(
        app: &App,
        desk: &Desk,
        (found, resident, spare): (&Found, &Resident, Money),
        typed: Option<(CreditForm, Mistakes)>,
    ) -> Result<Self> {
        let given = given_back::of_stay(&app.db, &found.known).await?;
        let is_over = |one: &GivenBack| {
            matches!(one.payout.standing(desk.now), Standing::Ended(_) | Standing::Settled)
        };
        let is_under_way = !given.iter().all(is_over);
        let why_not = why_not(app, desk, resident, spare);
        let (blank, mistakes) = typed.unwrap_or_else(|| {
            let (payout, amount) = (PayoutId::new(desk.now), desk.amount_typed(spare));
            (CreditForm { payout: payout.to_string(), amount }, Mistakes::none())
        });
        let can = why_not.is_none() && !is_under_way && spare != Money::ZERO;
        Ok(Self {
            given: given.iter().map(|one| Row::of(desk, one)).collect(),
            is_under_way,
            spare,
            form: can.then_some(blank),
            why_not: why_not.filter(|_| !is_under_way && spare != Money::ZERO),
            fee: desk.amount_unit(app.config.payout_fee(spare)),
            mistakes,
        })
    }

    /// Whether there is anything to say.
    pub(super) fn is_there(&self) -> bool {
        !self.given.is_empty() || self.spare != Money::ZERO
    }
}

/// Why nothing can be given back to somebody just now.
fn why_not(app: &App, desk: &Desk, resident: &Resident, spare: Money) -> Option<String> {
    let Some((least, _)) = payouts::between(app) else { return Some(desk.w.given_back_no_way()) };
    if resident.mobile.is_none() && resident.email.is_none() {
        return Some(desk.w.given_back_no_contact(&resident.name));
    }
    (spare < least).then(|| desk.w.given_back_too_little(desk.amount_unit(least)))
}

impl Row {
    fn of(desk: &Desk, one: &GivenBack) -> Self {
        Self {
            path: one.payout.path(),
            amount: desk.amount_unit(one.payout.amount),
            day: desk.day_full(one.at),
            pill: payouts::pill(desk, one.payout.standing(desk.now)),
        }
    }
}
