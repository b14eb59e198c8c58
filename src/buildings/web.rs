//! The residents' pages. No account is needed; the address in the message is enough. Looking changes
//! nothing.

use askama::Template;
use axum::Router;
use axum::extract::Path;
use axum::extract::State;
use axum::http::StatusCode;
use axum::http::header;
use axum::response::IntoResponse;
use axum::response::Response;
use axum::routing::get;
use axum::routing::post;
use percent_encoding::NON_ALPHANUMERIC;
use percent_encoding::utf8_percent_encode;
use serde::Deserialize;
use uuid::Uuid;

use super::BuildingError;
use super::building::noon;
use super::building::today;
use super::debts;
use super::debts::Item;
use super::debts::Resident;
use super::desk;
use super::early;
use super::explain;
use super::explain::Explained;
use super::explain::place;
use super::files;
use super::for_owner;
use super::for_owner::Listed;
use super::for_owner::PaidFor;
use super::leaving;
use super::messages;
use super::moves::Move;
use super::owed::Owed;
use super::pay;
use super::promises;
use super::promises::Standing;
use super::settlements;
use super::settlements::Settlement;
use crate::app::App;
use crate::ids::ChargeId;
use crate::ids::PaymentId;
use crate::locale::clean;
use crate::money::Money;
use crate::payments;
use crate::payments::PaymentError;
use crate::tokens;
use crate::web::Error;
use crate::web::Result;
use crate::web::Visit;
use crate::web::form::Form;
use crate::web::form::Mistakes;
use crate::web::limits;

pub(super) fn routes() -> Router<App> {
    Router::new()
        .route("/b/{token}", get(show))
        .route("/b/{token}/pay", post(pay))
        .route("/b/{token}/promise", get(promises::new).post(promises::create))
        .route("/b/{token}/bills/{charge}", get(bill))
        .route("/b/{token}/files/{expense}", get(file))
}

/// Shows what a resident owes.
async fn show(State(app): State<App>, visit: Visit, Path(token): Path<String>) -> Result<Response> {
    let resident = find(&app, &visit, &token).await?;
    let visit = visit.in_unit(resident.unit);
    let page = DebtPage::draw(&app, &visit, (&resident, &token)).await?;
    visit.page(StatusCode::OK, &page)
}

/// Sends a resident to the bank.
async fn pay(
    State(app): State<App>,
    visit: Visit,
    Path(token): Path<String>,
    Form(form): Form<PayForm>,
) -> Result<Response> {
    let resident = find(&app, &visit, &token).await?;
    let visit = visit.in_unit(resident.unit);
    limits::check(&app, &limits::PAYMENTS_FROM_IP, visit.ip).await?;
    let mut page = DebtPage::draw(&app, &visit, (&resident, &token)).await?;
    let id: PaymentId = form.payment.parse().unwrap_or_else(|_| PaymentId::new(visit.now));
    let named = page.choose(&form);
    let (amount, shown) = match page.amount(&form, &named) {
        Ok(_) if form.off.parse().map_or(Money::ZERO, Money::rials) != page.off => {
            page.has_changed = true;
            return visit.page(StatusCode::CONFLICT, &page);
        }
        Ok(amounts) => amounts,
        Err(mistakes) => {
            page.mistakes = mistakes;
            return visit.page(StatusCode::UNPROCESSABLE_ENTITY, &page);
        }
    };
    let gone = match pay::start(&app, &resident, id, (amount, shown), &named).await {
        Ok(()) => payments::take_to_bank(&app, &visit, id).await?,
        Err(BuildingError::Payment(PaymentError::NoBankPage(_))) => None,
        Err(BuildingError::NotAsShown | BuildingError::Payment(PaymentError::OtherTerms)) => {
            page.has_changed = true;
            return visit.page(StatusCode::CONFLICT, &page);
        }
        Err(BuildingError::Payment(PaymentError::OutsideLimits { min, max })) => {
            let (min, max) = (visit.amount_unit(min), visit.amount_unit(max));
            page.mistakes.add("amount", visit.w.buildings_amount_outside(min, max));
            return visit.page(StatusCode::UNPROCESSABLE_ENTITY, &page);
        }
        Err(error) => return Err(error.into()),
    };
    if let Some(gone) = gone {
        return Ok(gone);
    }
    page.no_bank = true;
    visit.page(StatusCode::SERVICE_UNAVAILABLE, &page)
}

/// Explains one bill.
async fn bill(
    State(app): State<App>,
    visit: Visit,
    Path((token, charge)): Path<(String, String)>,
) -> Result<Response> {
    let resident = find(&app, &visit, &token).await?;
    let visit = visit.in_unit(resident.unit);
    let charge: ChargeId = charge.parse().map_err(|_| Error::NotFound)?;
    let item = debts::item(&app.db, (resident.building, charge)).await?;
    let mut item = item.filter(|item| item.resident == resident.id).ok_or(Error::NotFound)?;
    let lines = explain::item(&app.db, visit.voice(), &mut item).await?;
    let page = BillPage {
        v: &visit,
        title: messages::title_of(visit.voice(), &item),
        due: visit.day_full(noon(item.due_on)),
        offer: explain::offer(visit.voice(), &item),
        files: format!("/b/{token}/files"),
        back: format!("/b/{token}"),
        paid_for: PaidFor::of(&app, &visit, &item).await?,
        item: &item,
        lines: &lines,
        place: place(&visit, &item.block, &item.number),
    };
    visit.page(StatusCode::OK, &page)
}

/// The picture of a bill that the resident bears a part of.
async fn file(
    State(app): State<App>,
    visit: Visit,
    Path((token, source)): Path<(String, String)>,
) -> Result<Response> {
    let resident = find(&app, &visit, &token).await?;
    let source: Uuid = source.parse().map_err(|_| Error::NotFound)?;
    let which = (resident.building, source);
    let file = files::of_source(&app.db, which, Some(resident.id)).await?;
    Ok(serve(file.ok_or(Error::NotFound)?))
}

/// A file as it was checked when it came; nothing in it runs on our pages.
pub(super) fn serve((kind, bytes): (String, Vec<u8>)) -> Response {
    let headers = [
        (header::CONTENT_TYPE, kind),
        (header::CONTENT_DISPOSITION, "inline".to_owned()),
        (header::CONTENT_SECURITY_POLICY, "sandbox; default-src 'none'".to_owned()),
    ];
    (headers, bytes).into_response()
}

/// The same of a file that has a name.
pub(super) fn serve_as((name, file): (String, (String, Vec<u8>))) -> Response {
    let end = match file.0.as_str() {
        "application/pdf" => "pdf",
        "image/png" => "png",
        _ => "jpg",
    };
    let name = utf8_percent_encode(&name, NON_ALPHANUMERIC);
    let disposition = format!("inline; filename*=UTF-8''{name}.{end}");
    ([(header::CONTENT_DISPOSITION, disposition)], serve(file)).into_response()
}

pub(super) async fn find(app: &App, visit: &Visit, token: &str) -> Result<Resident> {
    let resident = match tokens::digest_of(token) {
        Some(digest) => debts::by_token(&app.db, &digest).await?,
        None => None,
    };
    if let Some(resident) = resident {
        Ok(resident)
    } else {
        limits::count_miss(app, visit).await?;
        Err(Error::NotFound)
    }
}

/// An amount that can be typed: no less, and without a fraction of the unit.
fn whole(v: &Visit, amount: Money) -> Money {
    let unit = v.unit.rials();
    Money::rials((amount.as_rials() + unit - 1).div_euclid(unit) * unit)
}

/// What a resident sends: which items, and how much, where it is not the whole of them.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
struct PayForm {
    payment: String,
    /// What was owed when the page was drawn, in rial.
    shown: String,
    /// What was to be let off of it to whoever paid it all, in rial.
    off: String,
    item: Vec<String>,
    amount: String,
}

async fn by_hand(
    app: &App,
    v: &Visit,
    resident: &Resident,
) -> Result<Vec<(String, String, String, bool)>> {
    let settled = settlements::of_resident(&app.db, resident.id).await?.into_iter();
    let row = |one: Settlement| {
        let day = v.day_full(noon(one.received_on));
        (day, desk::way_word(v, &one), v.amount_unit(one.amount), one.reversed_at.is_some())
    };
    Ok(settled.map(row).collect())
}

/// What tenants paid for an owner; it is opened in their account.
async fn by_tenants(app: &App, v: &Visit, owner: &Resident) -> Result<Vec<Listed>> {
    let certificates = for_owner::of_resident(&app.db, owner.id).await?;
    let own = certificates.iter().filter(|certificate| certificate.owner == owner.id);
    let path = format!("/my/{}", owner.id);
    Ok(own.map(|certificate| Listed::of(v, certificate, &path)).collect())
}

/// Whether an owner of a unit that somebody rents owes something that they may pay.
async fn may_pay_for_owner(app: &App, v: &Visit, tenant: &Resident) -> Result<bool> {
    let mut db = app.db.acquire().await?;
    let owed = for_owner::of_tenant(&mut db, tenant, today(v.now)).await?;
    Ok(owed.is_some_and(|owed| !owed.is_empty()))
}

#[derive(Template)]
#[template(path = "buildings/debt.html")]
struct DebtPage<'a> {
    v: &'a Visit,
    resident: &'a Resident,
    token: &'a str,
    payment: String,
    owed: Vec<Owed>,
    paid: Vec<(ChargeId, String, String, Money)>,
    total: Money,
    /// What of it is let off to whoever pays it all today.
    off: Money,
    credit: Money,
    /// What they are asked to pay in advance before they leave.
    ahead: Money,
    moves: Vec<Move>,
    /// What was settled by hand: the day, what it was, how much, and whether it is void.
    by_hand: Vec<(String, String, String, bool)>,
    /// What tenants paid for them.
    by_tenants: Vec<Listed>,
    may_pay_for_owner: bool,
    /// Whether they have promised when to pay, or may.
    standing: Standing,
    typed: String,
    mistakes: Mistakes,
    has_changed: bool,
    no_bank: bool,
}

impl<'a> DebtPage<'a> {
    async fn draw(
        app: &App,
        v: &'a Visit,
        (resident, token): (&'a Resident, &'a str),
    ) -> Result<Self> {
        let items = debts::open_of_resident(&app.db, resident.id).await?;
        let off = early::off(&items, |_| true, today(v.now));
        let owed: Vec<Owed> = items.into_iter().map(|item| Owed::of(v, item)).collect();
        let settled = debts::settled_of_resident(&app.db, resident.id).await?.into_iter();
        let paid = settled.map(|item| {
            let place = place(v, &item.block, &item.number);
            (item.id, messages::title_of(v.voice(), &item), place, item.amount)
        });
        let standing =
            promises::standing_of(&app.db, (resident.building, resident.id), v.now).await?;
        // Who has promised pays the next part, unless they say otherwise.
        let next = match &standing {
            Standing::Promised(promise) => promise.next().map(|part| v.amount_typed(part.missing)),
            Standing::May(_) | Standing::MayNot => None,
        };
        let total = owed.iter().map(|owed| owed.item.rest).sum::<Money>();
        let ahead = leaving::asked_ahead(app, resident).await?;
        // Who leaves pays everything at once.
        let next = if ahead == Money::ZERO {
            next
        } else {
            Some(v.amount_typed(whole(v, total - off + ahead)))
        };
        Ok(Self {
            v,
            resident,
            token,
            payment: PaymentId::new(v.now).to_string(),
            total,
            off,
            ahead,
            credit: debts::credit(&app.db, resident.id).await?,
            moves: Move::of(app, v, resident).await?,
            by_hand: by_hand(app, v, resident).await?,
            by_tenants: by_tenants(app, v, resident).await?,
            may_pay_for_owner: may_pay_for_owner(app, v, resident).await?,
            standing,
            owed,
            paid: paid.collect(),
            typed: next.unwrap_or_default(),
            mistakes: Mistakes::none(),
            has_changed: false,
            no_bank: false,
        })
    }

    /// What is to be paid by whoever pays it all today, where that is less.
    fn offer(&self) -> Option<String> {
        let less = self.v.amount_unit(self.total - self.off);
        (self.off != Money::ZERO).then(|| self.v.w.debts_early_sum(less))
    }

    /// Everything that somebody who leaves would pay now.
    fn with_ahead(&self) -> Money {
        whole(self.v, self.total - self.off + self.ahead)
    }

    fn has_paid(&self) -> bool {
        !self.by_hand.is_empty()
            || !self.by_tenants.is_empty()
            || self.moves.iter().any(|one| !one.is_under_way)
    }

    /// Payments of which nobody knows yet what became of them.
    fn under_way(&self) -> Vec<&Move> {
        self.moves.iter().filter(|one| one.is_under_way).collect()
    }

    /// Marks the items that were chosen.
    fn choose(&mut self, form: &PayForm) -> Vec<ChargeId> {
        self.typed.clone_from(&form.amount);
        for owed in &mut self.owed {
            owed.is_chosen = form.item.contains(&owed.id.to_string());
        }
        self.owed.iter().filter(|owed| owed.is_chosen).map(|owed| owed.id).collect()
    }

    /// How much is paid, and what was owed when the page was drawn.
    fn amount(&self, form: &PayForm, named: &[ChargeId]) -> Result<(Money, Money), Mistakes> {
        let mut mistakes = Mistakes::none();
        let is_named = |item: &Item| named.contains(&item.id);
        let items: Vec<&Item> = self.owed.iter().map(|owed| &owed.item).collect();
        let off = early::off(&items, is_named, today(self.v.now));
        let named: Money = items.iter().filter(|item| is_named(item)).map(|item| item.rest).sum();
        let chosen = named - off;
        let amount = if !clean(&form.amount).is_empty() {
            Money::parse(&form.amount, self.v.unit)
                .map_err(|_| mistakes.add("amount", self.v.w.buildings_amount_wrong()))
                .ok()
        } else if chosen == Money::ZERO {
            mistakes.add("item", self.v.w.buildings_nothing_chosen());
            None
        } else {
            Some(chosen)
        };
        let shown = form.shown.parse().map_or(Money::ZERO, Money::rials);
        amount.map(|amount| (amount, shown)).ok_or(mistakes)
    }
}

#[derive(Template)]
#[template(path = "buildings/bill.html")]
struct BillPage<'a> {
    v: &'a Visit,
    title: String,
    due: String,
    offer: Option<String>,
    files: String,
    back: String,
    paid_for: PaidFor,
    item: &'a Item,
    lines: &'a [Explained],
    place: String,
}
