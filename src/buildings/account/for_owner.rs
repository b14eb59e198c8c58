//! What the owner of a unit owes for it, for its tenant, who may pay it for them.

use askama::Template;
use axum::extract::Path;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;
use serde::Deserialize;

use super::Sections;
use super::find;
use super::path;
use super::visit;
use crate::app::App;
use crate::buildings::BuildingError;
use crate::buildings::building::today;
use crate::buildings::debts::Resident;
use crate::buildings::explain::place;
use crate::buildings::for_owner;
use crate::buildings::for_owner::Chosen;
use crate::buildings::for_owner::OwnerDebt;
use crate::buildings::owed::Owed;
use crate::ids::ChargeId;
use crate::ids::PaymentId;
use crate::money::Money;
use crate::payments;
use crate::payments::PaymentError;
use crate::web::Error;
use crate::web::Member;
use crate::web::Result;
use crate::web::Visit;
use crate::web::form::Form;
use crate::web::form::Mistakes;
use crate::web::limits;

/// The fields of the items to choose from, by the form that they are in.
const FIELDS: [&str; 3] = ["item", "item-2", "item-3"];

/// Shows it.
pub(super) async fn show(
    State(app): State<App>,
    me: Member,
    Path(resident): Path<String>,
) -> Result<Response> {
    let resident = find(&app, &me, &resident).await?;
    let visit = visit(&me, &resident);
    let page = OwnerPage::draw(&app, &visit, &resident).await?;
    visit.page(StatusCode::OK, &page)
}

/// Sends a tenant to the bank with the items that they chose. When what the owner owes is not what was shown, it
/// is shown anew and nothing is charged.
pub(super) async fn pay(
    State(app): State<App>,
    me: Member,
    Path(resident): Path<String>,
    Form(form): Form<PayForm>,
) -> Result<Response> {
    let resident = find(&app, &me, &resident).await?;
    let visit = visit(&me, &resident);
    limits::check(&app, &limits::PAYMENTS_FROM_IP, visit.ip).await?;
    let mut page = OwnerPage::draw(&app, &visit, &resident).await?;
    let id: PaymentId = form.payment.parse().unwrap_or_else(|_| PaymentId::new(visit.now));
    let opened = match page.choose(&form) {
        Some(chosen) if chosen.named.is_empty() => {
            let field = page.asked.get(form.at()).map_or(FIELDS[0], |asked| asked.field);
            page.mistakes.add(field, visit.w.for_owner_nothing_chosen());
            return visit.page(StatusCode::UNPROCESSABLE_ENTITY, &page);
        }
        Some(chosen) => for_owner::start(&app, &resident, id, &chosen).await,
        None => Err(BuildingError::NotAsShown),
    };
    let gone = match opened {
        Ok(()) => payments::take_to_bank(&app, &visit, id).await?,
        Err(BuildingError::Payment(PaymentError::NoBankPage(_))) => None,
        Err(BuildingError::NotAsShown | BuildingError::Payment(PaymentError::OtherTerms)) => {
            page.note = Some(visit.w.buildings_debt_changed());
            return visit.page(StatusCode::CONFLICT, &page);
        }
        Err(BuildingError::Payment(PaymentError::OutsideLimits { min, max })) => {
            let (min, max) = (visit.amount_unit(min), visit.amount_unit(max));
            let field = page.asked.get(form.at()).map_or(FIELDS[0], |asked| asked.field);
            page.mistakes.add(field, visit.w.for_owner_outside(min, max));
            return visit.page(StatusCode::UNPROCESSABLE_ENTITY, &page);
        }
        Err(error) => return Err(error.into()),
    };
    if let Some(gone) = gone {
        return Ok(gone);
    }
    page.note = Some(visit.w.links_no_bank());
    visit.page(StatusCode::SERVICE_UNAVAILABLE, &page)
}

/// What the button sends.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub(super) struct PayForm {
    payment: String,
    /// Which of the forms of the page, from zero.
    at: String,
    /// What was owed when the page was drawn, and what was to be let off of it, in rial.
    shown: String,
    off: String,
    item: Vec<String>,
}

impl PayForm {
    fn at(&self) -> usize {
        self.at.parse().unwrap_or(usize::MAX)
    }
}

/// What one owner owes for a unit, as its tenant is asked.
pub(super) struct Asked {
    pub(super) at: usize,
    pub(super) field: &'static str,
    pub(super) title: String,
    /// Where several own the unit, which of them.
    pub(super) who: Option<String>,
    pub(super) payment: String,
    pub(super) total: Money,
    pub(super) figure: String,
    /// What of it is let off to whoever pays it all today, and the same said.
    pub(super) off: Money,
    pub(super) offer: Option<String>,
    pub(super) owed: Vec<Owed>,
    debt: OwnerDebt,
}

impl Asked {
    /// Of all units that somebody rents; `None`: they may not pay for owners, or rent none.
    pub(super) async fn of(
        app: &App,
        v: &Visit,
        resident: &Resident,
    ) -> sqlx::Result<Option<Vec<Self>>> {
        let mut db = app.db.acquire().await?;
        let debts = for_owner::of_tenant(&mut db, resident, today(v.now)).await?;
        let asked = |debts: Vec<OwnerDebt>| {
            debts.into_iter().enumerate().map(|(at, debt)| Self::one(v, at, debt)).collect()
        };
        Ok(debts.map(asked))
    }

    fn one(v: &Visit, at: usize, debt: OwnerDebt) -> Self {
        let (total, off) = (debt.total(), debt.off(today(v.now)));
        let owed: Vec<Owed> = debt.payable().map(|item| Owed::of(v, item.clone())).collect();
        let place = debt.payable().next().map(|item| place(v, &item.block, &item.number));
        Self {
            at,
            field: FIELDS[at.min(FIELDS.len() - 1)],
            title: v.w.for_owner_of(place.unwrap_or_default()),
            who: debt.who.clone(),
            payment: PaymentId::new(v.now).to_string(),
            total,
            figure: v.amount_unit(total),
            off,
            offer: (off != Money::ZERO).then(|| v.w.debts_early_sum(v.amount_unit(total - off))),
            owed,
            debt,
        }
    }
}

#[derive(Template)]
#[template(path = "buildings/account/for_owner.html")]
struct OwnerPage<'a> {
    v: &'a Visit,
    sections: Sections,
    building: &'a str,
    path: String,
    asked: Vec<Asked>,
    /// What to know before paying.
    note: Option<String>,
    mistakes: Mistakes,
}

impl<'a> OwnerPage<'a> {
    async fn draw(app: &App, v: &'a Visit, resident: &'a Resident) -> Result<Self> {
        Ok(Self {
            v,
            sections: Sections::of(resident, "debt"),
            building: &resident.building_name,
            path: path(resident),
            asked: Asked::of(app, v, resident).await?.ok_or(Error::NotFound)?,
            note: None,
            mistakes: Mistakes::none(),
        })
    }

    /// Marks what was chosen and gives it; `None`: there is no such form, or not all of that, any more. What is
    /// left of it is not what somebody chose.
    fn choose(&mut self, form: &PayForm) -> Option<Chosen> {
        let asked = self.asked.get_mut(form.at())?;
        for owed in &mut asked.owed {
            owed.is_chosen = form.item.contains(&owed.id.to_string());
        }
        let chosen = asked.owed.iter().filter(|owed| owed.is_chosen);
        let named: Vec<ChargeId> = chosen.map(|owed| owed.id).collect();
        if named.len() != form.item.len() {
            return None;
        }
        let rials = |typed: &str| typed.parse().map_or(Money::ZERO, Money::rials);
        let shown = (rials(&form.shown), rials(&form.off));
        Some(Chosen { unit: asked.debt.unit, owner: asked.debt.owner, named, shown })
    }
}
