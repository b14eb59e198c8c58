//! Lives through the shop's months: every plan becomes deeds with a time, and the deeds happen in
//! their order.

use std::collections::HashMap;

use anyhow::Context;
use chrono::DateTime;
use chrono::TimeDelta;
use chrono::Utc;

use super::payouts::Payouts;
use super::shop;
use super::shop::Life;
use super::shop::Plan;
use super::tower::Tower;
use super::wallet::Wallet;
use crate::adapters::bank::Refusal;
use crate::adapters::bank::sandbox;
use crate::app::App;
use crate::ids::LinkId;
use crate::ids::MemberId;
use crate::ids::PaymentId;
use crate::ids::WorkspaceId;
use crate::links;
use crate::locale::Jalali;
use crate::money::Money;
use crate::notices;
use crate::payments;
use crate::payments::Actor;
use crate::payments::Decision;
use crate::payments::Payer;
use crate::web::robots::Looker;
use crate::worker;

/// The pretend bank ends a payer's time after this, and the reconciler finds out.
const BANK_TIME: TimeDelta = TimeDelta::minutes(16);

/// A payer needs this long at the bank.
const TYPING: TimeDelta = TimeDelta::minutes(2);

/// Something that happens at a moment.
struct Event {
    at: DateTime<Utc>,
    plan: usize,
    /// Which payer of the plan's link.
    payer: usize,
    deed: Deed,
}

#[derive(Clone, Copy)]
enum Deed {
    /// The shop makes the link.
    Make,
    /// A payer presses "pay", but sees no bank page.
    Open,
    /// A payer presses "pay" and sees the bank's page.
    Begin,
    /// The payer pays and comes back.
    Pay,
    /// The payer pays and closes the window.
    PayAndLeave,
    /// The bank refuses, and the payer comes back.
    Refuse(Refusal),
    /// The shop closes the link.
    Close,
    /// The shop decides about money in suspense.
    Decide(Decision),
    /// The shop reads its notes.
    Read,
    /// Time passes; the worker does what falls due.
    Wait,
}

/// A payer under way.
struct Paying {
    payment: PaymentId,
    /// The bank's name for it.
    reference: String,
}

/// The months of one shop.
pub(super) struct Story<'a> {
    app: &'a App,
    member: MemberId,
    workspace: WorkspaceId,
    links: HashMap<usize, LinkId>,
    paying: HashMap<(usize, usize), Paying>,
}

impl<'a> Story<'a> {
    pub(super) fn new(app: &'a App, member: MemberId, workspace: WorkspaceId) -> Self {
        Self { app, member, workspace, links: HashMap::new(), paying: HashMap::new() }
    }

    /// Lets everything happen, up to now.
    pub(super) async fn tell(mut self, now: DateTime<Utc>) -> anyhow::Result<()> {
        let plans = shop::plans();
        let mut events: Vec<Event> =
            plans.iter().enumerate().flat_map(|(index, plan)| events(index, plan, now)).collect();
        let wait = |at, deed| Event { at, plan: 0, payer: 0, deed };
        events.push(wait(now - TimeDelta::days(2), Deed::Read));
        events.push(wait(now, Deed::Wait));
        events.retain(|event| event.at <= now);
        events.sort_by_key(|event| event.at);
        let owner = (self.workspace, self.member);
        let (mut payouts, mut tower) = (Payouts::new(owner, now), Tower::new(owner, now));
        let mut wallet = Wallet::new(owner, now);
        for event in events {
            let next = |payouts: &Payouts, tower: &Tower, wallet: &Wallet| {
                let nexts = [payouts.next(), tower.next(), wallet.next()];
                nexts.into_iter().flatten().min()
            };
            while let Some(at) = next(&payouts, &tower, &wallet) {
                if event.at < at {
                    break;
                }
                payouts.live_until(self.app, at).await?;
                tower.live_until(self.app, at).await?;
                wallet.live_until(self.app, at).await?;
            }
            self.app.clock.wind(event.at - self.app.clock.now());
            let plan = &plans[event.plan];
            self.happen(plan, &event).await.with_context(|| plan.title.to_owned())?;
            worker::work_off(self.app).await?;
        }
        Ok(())
    }

    async fn happen(&mut self, plan: &Plan, event: &Event) -> anyhow::Result<()> {
        let (app, key) = (self.app, (event.plan, event.payer));
        match event.deed {
            Deed::Make => {
                let new = plan.link(app.clock.now());
                let id = links::create(app, self.workspace, self.member, &new).await?;
                self.links.insert(event.plan, id);
            }
            Deed::Open => {
                self.open(plan, key).await?;
            }
            Deed::Begin => {
                let payment = self.open(plan, key).await?;
                let page = payments::send_to_bank(app, payment).await?;
                let reference = page.address.rsplit('/').next().unwrap_or_default().to_owned();
                self.paying.insert(key, Paying { payment, reference });
            }
            Deed::Pay => self.end(plan, key, None, Coming::Back).await?,
            Deed::PayAndLeave => self.end(plan, key, None, Coming::Never).await?,
            Deed::Refuse(refusal) => self.end(plan, key, Some(refusal), Coming::Back).await?,
            Deed::Close => {
                let link = (self.link(event.plan)?, self.workspace);
                links::close(app, link, self.member, true).await?;
            }
            Deed::Decide(decision) => {
                let payment = self.paying(key)?.payment;
                let by = (decision, self.member);
                payments::decide(app, payment, self.workspace, by).await?;
            }
            Deed::Read => notices::mark_read(&app.db, self.workspace, app.clock.now()).await?,
            Deed::Wait => (),
        }
        Ok(())
    }

    async fn open(&self, plan: &Plan, key: (usize, usize)) -> anyhow::Result<PaymentId> {
        let link = links::by_id(&self.app.db, self.link(key.0)?).await?;
        let payment = PaymentId::new(self.app.clock.now());
        let payer: Payer = plan.payer(key.1);
        let amount = plan.amount(key.1);
        Ok(links::start_payment(self.app, &link, payment, (amount, payer, Looker::Person), &[])
            .await?)
    }

    async fn end(
        &self,
        plan: &Plan,
        key: (usize, usize),
        refusal: Option<Refusal>,
        coming: Coming,
    ) -> anyhow::Result<()> {
        let paying = self.paying(key)?;
        let amount: Money = plan.amount(key.1);
        let deed = match refusal {
            Some(refusal) => sandbox::Deed::Refuse(refusal),
            None => sandbox::Deed::Pay { amount, card: shop::card(key.0 + key.1) },
        };
        let now = self.app.clock.now();
        let done = sandbox::act(&self.app.back_db, &paying.reference, &deed, now).await?;
        anyhow::ensure!(done, "the bank's page was over");
        if coming == Coming::Back {
            payments::settle(self.app, paying.payment, Actor::Return).await?;
        }
        Ok(())
    }

    fn link(&self, plan: usize) -> anyhow::Result<LinkId> {
        self.links.get(&plan).copied().context("its link is not made")
    }

    fn paying(&self, key: (usize, usize)) -> anyhow::Result<&Paying> {
        self.paying.get(&key).context("nobody is paying")
    }
}

/// Whether the payer's browser comes back from the bank.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Coming {
    Back,
    Never,
}

/// What happens in the life of a link.
fn events(index: usize, plan: &Plan, now: DateTime<Utc>) -> Vec<Event> {
    let made = moment(plan, now);
    let after = |minutes| made + TimeDelta::minutes(minutes);
    let mut events = Deeds { plan: index, events: vec![] };
    events.add(made, 0, Deed::Make);
    match plan.life {
        Life::Open => (),
        Life::Paid(minutes) => events.pay(after(minutes), 0),
        Life::SecondTry(refusal, minutes) => {
            events.refuse(after(minutes), 0, refusal);
            events.pay(after(minutes) + TimeDelta::minutes(6), 1);
        }
        Life::Refused(refusal, minutes) => events.refuse(after(minutes), 0, refusal),
        Life::LeftBank(minutes) => {
            events.add(after(minutes), 0, Deed::Begin);
            events.add(after(minutes) + BANK_TIME, 0, Deed::Wait);
        }
        Life::NeverSent(minutes) => {
            events.add(after(minutes), 0, Deed::Open);
            events.add(after(minutes) + BANK_TIME, 0, Deed::Wait);
        }
        Life::WindowClosed(minutes) => {
            events.add(after(minutes), 0, Deed::Begin);
            events.add(after(minutes) + TimeDelta::seconds(45), 0, Deed::PayAndLeave);
            events.add(after(minutes) + TYPING, 0, Deed::Wait);
        }
        Life::Closed(minutes) => events.add(after(minutes), 0, Deed::Close),
        Life::PaidTwice(minutes) => {
            events.add(after(minutes), 0, Deed::Begin);
            events.add(after(minutes) + TimeDelta::minutes(1), 1, Deed::Begin);
            events.add(after(minutes) + TimeDelta::minutes(3), 0, Deed::Pay);
            events.add(after(minutes) + TimeDelta::minutes(4), 1, Deed::Pay);
        }
        Life::GivenBack(minutes) => {
            events.add(after(minutes), 0, Deed::Begin);
            events.add(after(minutes) + TimeDelta::minutes(1), 0, Deed::Close);
            events.add(after(minutes) + TYPING, 0, Deed::Pay);
            let decided = after(minutes) + TimeDelta::minutes(190);
            events.add(decided, 0, Deed::Decide(Decision::GivenBack));
        }
        Life::ClosedAccepted(minutes) => {
            events.add(after(minutes), 0, Deed::Begin);
            events.add(after(minutes) + TimeDelta::minutes(1), 0, Deed::Close);
            events.add(after(minutes) + TYPING, 0, Deed::Pay);
            let decided = after(minutes) + TimeDelta::hours(3);
            events.add(decided, 0, Deed::Decide(Decision::Accepted));
        }
        Life::Many(payers) => {
            // Not all at the same hour.
            let hours = (0..).step_by(137).map(|minutes| minutes % 600);
            for ((number, (days, _, _)), minutes) in payers.iter().enumerate().zip(hours) {
                events.pay(after(days * 24 * 60 + minutes), number);
            }
        }
    }
    if let Some(due) = plan.due {
        events.add(made + due + TimeDelta::seconds(1), 0, Deed::Wait);
    }
    events.events
}

/// When a plan's link is made: an hour of a Tehran day, or some minutes before now.
fn moment(plan: &Plan, now: DateTime<Utc>) -> DateTime<Utc> {
    match plan.days_ago {
        0 => now - TimeDelta::minutes(plan.minute),
        days => Jalali::of(now - TimeDelta::days(days)).start() + TimeDelta::minutes(plan.minute),
    }
}

struct Deeds {
    plan: usize,
    events: Vec<Event>,
}

impl Deeds {
    fn add(&mut self, at: DateTime<Utc>, payer: usize, deed: Deed) {
        self.events.push(Event { at, plan: self.plan, payer, deed });
    }

    fn pay(&mut self, at: DateTime<Utc>, payer: usize) {
        self.add(at, payer, Deed::Begin);
        self.add(at + TYPING, payer, Deed::Pay);
    }

    fn refuse(&mut self, at: DateTime<Utc>, payer: usize, refusal: Refusal) {
        self.add(at, payer, Deed::Begin);
        self.add(at + TYPING, payer, Deed::Refuse(refusal));
    }
}
