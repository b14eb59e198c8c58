//! What somebody owes in one building, as they see it.

use super::path;
use super::store;
use crate::app::App;
use crate::buildings::board;
use crate::buildings::board::Posted;
use crate::buildings::building::days_late;
use crate::buildings::building::noon;
use crate::buildings::building::today;
use crate::buildings::debts;
use crate::buildings::debts::Item;
use crate::buildings::debts::Resident;
use crate::buildings::early;
use crate::buildings::explain;
use crate::buildings::explain::place;
use crate::buildings::messages;
use crate::buildings::moves::Move;
use crate::buildings::polls;
use crate::ids::PaymentId;
use crate::money::Money;
use crate::money::Unit;
use crate::web::Result;
use crate::web::Visit;

/// A bill that is still owed.
pub(super) struct Owed {
    pub(super) title: String,
    pub(super) place: String,
    pub(super) due: String,
    pub(super) rest: String,
    /// What is let off to whoever pays it early.
    pub(super) offer: Option<String>,
    /// Where it is explained.
    pub(super) bill: String,
}

/// Everything that somebody owes in a building, with the payment that ends it.
pub(super) struct Debt {
    pub(super) resident: Resident,
    pub(super) path: String,
    /// The same page for who has no account.
    pub(super) door: String,
    pub(super) units: String,
    /// What the button stands for.
    pub(super) payment: String,
    pub(super) total: Money,
    /// What of it is let off to whoever pays it all today.
    pub(super) off: Money,
    /// The same, said.
    pub(super) offer: Option<String>,
    pub(super) figure: String,
    pub(super) unit_name: String,
    /// The same in words, and as the bank shows it.
    pub(super) said: String,
    pub(super) button: String,
    /// By when the oldest of it is to be paid.
    pub(super) due: String,
    pub(super) is_late: bool,
    pub(super) owed: Vec<Owed>,
    pub(super) credit: Option<String>,
    pub(super) moves: Vec<Move>,
    /// What the building tells them: what is pinned, and what they have not read.
    pub(super) news: Vec<Posted>,
    /// That polls wait for their vote.
    pub(super) polls: Option<String>,
    /// What to know before paying.
    pub(super) note: Option<String>,
}

impl Debt {
    /// Reads it at this moment; `v` writes amounts as the building does.
    pub(super) async fn of(app: &App, v: &Visit, resident: Resident) -> Result<Self> {
        let items = debts::open_of_resident(&app.db, resident.id).await?;
        let polls = polls::waiting_for(&app.db, resident.id, today(v.now)).await?;
        let total: Money = items.iter().map(|item| item.rest).sum();
        let off = early::off(&items, |_| true, today(v.now));
        let oldest = items.iter().map(|item| item.due_on).min();
        let credit = debts::credit(&app.db, resident.id).await?;
        let units = store::units(&app.db, resident.id, today(v.now)).await?;
        let units: Vec<String> =
            units.iter().map(|(block, number)| place(v, block, number)).collect();
        let path = path(&resident);
        Ok(Self {
            door: resident.door().path(&app.keys),
            units: units.join(&v.w.account_and()),
            payment: PaymentId::new(v.now).to_string(),
            total,
            figure: v.amount(total),
            unit_name: v.unit_name(),
            said: said(v, total),
            off,
            offer: (off != Money::ZERO).then(|| v.w.debts_early_sum(v.amount_unit(total - off))),
            button: v.w.account_pay(v.amount_unit(total - off)),
            due: oldest.map(|day| v.day_full(noon(day))).unwrap_or_default(),
            is_late: oldest.is_some_and(|day| 0 < days_late(day, v.now)),
            owed: items.iter().map(|item| owed(v, item, &path)).collect(),
            credit: (credit != Money::ZERO).then(|| v.amount_unit(credit)),
            moves: Move::of(app, v, &resident).await?,
            news: board::fresh(&app.db, v, &resident).await?,
            polls: (polls != 0).then(|| v.w.polls_wait(polls, v.number(polls))),
            note: None,
            path,
            resident,
        })
    }

    /// Payments of which nobody knows yet what became of them.
    pub(super) fn under_way(&self) -> Vec<&Move> {
        self.moves.iter().filter(|one| one.is_under_way).collect()
    }

    /// The newest payments that the bank has confirmed.
    pub(super) fn newest(&self, count: usize) -> impl Iterator<Item = &Move> {
        self.moves.iter().filter(|one| !one.is_under_way).take(count)
    }

    pub(super) fn has_paid(&self) -> bool {
        self.newest(1).next().is_some()
    }
}

fn owed(v: &Visit, item: &Item, path: &str) -> Owed {
    Owed {
        title: messages::title_of(v.voice(), item),
        place: place(v, &item.block, &item.number),
        due: v.day_full(noon(item.due_on)),
        rest: v.amount(item.rest),
        offer: explain::offer(v, item),
        bill: format!("{path}/bills/{}", item.id),
    }
}

fn said(v: &Visit, amount: Money) -> String {
    match v.unit {
        Unit::Toman => v.w.shell_amount_in_toman(v.words(amount), v.rial_figure(amount)),
        Unit::Rial => v.words(amount),
    }
}
