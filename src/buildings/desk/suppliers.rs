//! An expense is paid to its supplier: the form on its page, and how far its payouts have come.

use axum::extract::Path;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;
use serde::Deserialize;

use super::expense;
use super::expense_form::ExpenseForm;
use crate::app::App;
use crate::buildings;
use crate::buildings::Building;
use crate::buildings::NewSupplierPayout;
use crate::buildings::Paying;
use crate::buildings::building::period_of;
use crate::buildings::changes;
use crate::buildings::range;
use crate::buildings::suppliers;
use crate::buildings::suppliers::Paid;
use crate::ids::ExpenseId;
use crate::ids::PayoutId;
use crate::locale::isolate;
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

/// Makes the payout and asks the supplier where to.
pub(super) async fn create(
    State(app): State<App>,
    desk: Desk,
    Path(place): Path<(String, String)>,
    Form(form): Form<SupplierForm>,
) -> Result<Response> {
    let (building, id, state) = expense::find(&app, &desk, &place).await?;
    let path = format!("{}/{id}", building.expenses_path());
    let new = match form.parse(&app, &desk, (id, &state))? {
        Ok(new) => new,
        Err(mistakes) => {
            let answer = (&desk, StatusCode::UNPROCESSABLE_ENTITY);
            let filled = (ExpenseForm::of(&desk, id, &state), Mistakes::none());
            let paying = Some((form, mistakes));
            return expense::draw(&app, answer, (&building, &state), filled, paying).await;
        }
    };
    limits::check(&app, &payouts::PAYOUTS_MADE, desk.session.workspace).await?;
    let maker = (&building, desk.session.workspace, desk.session.member);
    let (tone, said) = match buildings::pay_supplier(&app, maker, &new).await? {
        Paying::Asked => (Tone::Ok, desk.w.payouts_made(isolate(&new.name))),
        Paying::Already => (Tone::Warn, desk.w.suppliers_already()),
    };
    desk.go(&app, &path, tone, said).await
}

/// The form as it was typed.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub(super) struct SupplierForm {
    pub(super) payout: String,
    pub(super) payee: String,
    pub(super) mobile: String,
    pub(super) email: String,
    pub(super) month: String,
}

impl SupplierForm {
    /// What was typed, read; the first error: there is no way to pay anybody.
    fn parse(
        &self,
        app: &App,
        desk: &Desk,
        (expense, state): (ExpenseId, &changes::State),
    ) -> Result<Result<NewSupplierPayout, Mistakes>> {
        let limits = payouts::between(app).ok_or(Error::NotFound)?;
        let mut mistakes = Mistakes::none();
        let reader =
            payouts::Reader { app, v: desk, limits, fee_borne_by: payouts::FeeBorneBy::Payer };
        let name = reader.text("payee", &self.payee, &mut mistakes);
        let (mobile, email) = reader.contact((&self.mobile, &self.email), &mut mistakes);
        let (w, (min, max)) = (desk.w, limits);
        if state.amount < min {
            mistakes.add("payee", w.payouts_amount_too_small(desk.amount_unit(min)));
        } else if max < state.amount {
            mistakes.add("payee", w.payouts_amount_too_large(desk.amount_unit(max)));
        }
        let months = suppliers::months(state, period_of(desk.now));
        let period = self.month.parse().ok().filter(|period| months.contains(period));
        if period.is_none() {
            mistakes.add("month", w.suppliers_month_missing());
        }
        Ok(match (name, period) {
            (Some(name), Some(period)) if mistakes.is_empty() => Ok(NewSupplierPayout {
                id: self.payout.parse().unwrap_or_else(|_| PayoutId::new(desk.now)),
                expense,
                period,
                name,
                mobile,
                email,
            }),
            _ => Err(mistakes),
        })
    }
}

/// What the page of an expense says of its supplier.
pub(super) struct Supplier {
    /// The payouts, the newest first.
    pub(super) paid: Vec<Row>,
    /// Whether one of them lives, so that the expense stays as it is.
    pub(super) is_paid_for: bool,
    /// The form, where something can still be paid.
    pub(super) form: Option<SupplierForm>,
    /// The months to choose from, each as the form writes it and with its name.
    pub(super) months: Vec<(String, String)>,
    /// What is paid besides.
    pub(super) fee: String,
    pub(super) mistakes: Mistakes,
}

/// A payout of an expense.
pub(super) struct Row {
    pub(super) path: String,
    pub(super) name: String,
    /// The month that it pays, and how much.
    pub(super) small: String,
    pub(super) pill: Pill,
    /// Whether another amount was agreed on than the expense says.
    pub(super) differs: bool,
}

impl Supplier {
    pub(super) async fn read(
        app: &App,
        desk: &Desk,
        (building, id, state): (&Building, ExpenseId, &changes::State),
        typed: Option<(SupplierForm, Mistakes)>,
    ) -> Result<Self> {
        let paid = suppliers::of_expense(&app.db, id).await?;
        let lives = |one: &&Paid| !matches!(one.payout.standing(desk.now), Standing::Ended(_));
        let living: Vec<i32> = paid.iter().filter(lives).map(|one| one.period).collect();
        let months = suppliers::months(state, period_of(desk.now));
        let open = months.rev().filter(|month| !living.contains(month));
        let months: Vec<_> =
            open.map(|month| (month.to_string(), range::name(desk, month))).collect();
        let can = payouts::between(app).is_some() && !months.is_empty();
        let (form, mistakes) = if let Some(typed) = typed {
            typed
        } else {
            let first = months.first().map(|(code, _)| code.clone()).unwrap_or_default();
            (SupplierForm::blank(app, desk, (building, state), first).await?, Mistakes::none())
        };
        Ok(Self {
            paid: paid.iter().map(|one| Row::of(desk, state, one)).collect(),
            is_paid_for: !living.is_empty(),
            form: can.then_some(form),
            months,
            fee: desk.amount_unit(app.config.payout_fee(state.amount)),
            mistakes,
        })
    }
}

impl SupplierForm {
    /// The form with what is known of the supplier.
    async fn blank(
        app: &App,
        desk: &Desk,
        (building, state): (&Building, &changes::State),
        month: String,
    ) -> Result<Self> {
        let payee = state.supplier.clone().unwrap_or_default();
        let known = suppliers::known(&app.db, building.id, &payee).await?.unwrap_or_default();
        Ok(Self {
            payout: PayoutId::new(desk.now).to_string(),
            payee,
            mobile: known.mobile.map(|mobile| mobile.as_str().to_owned()).unwrap_or_default(),
            email: known.email.unwrap_or_default(),
            month,
        })
    }
}

impl Row {
    fn of(desk: &Desk, state: &changes::State, one: &Paid) -> Self {
        let payout = &one.payout;
        let amount = desk.amount_unit(payout.amount);
        Self {
            path: payout.path(),
            name: payout.recipient_name.clone(),
            small: format!("{} · {amount}", range::name(desk, one.period)),
            pill: payouts::pill(desk, payout.standing(desk.now)),
            differs: payout.amount != state.amount,
        }
    }
}
