//! The bookshop's payouts: to whom it gave money, and how far each has come. Names, numbers and titles
//! are data of this one shop, not words of the product.

use anyhow::Context;
use chrono::DateTime;
use chrono::TimeDelta;
use chrono::Utc;

use crate::adapters::bank::sandbox as bank;
use crate::adapters::rail::sandbox as rail;
use crate::app::App;
use crate::ids::MemberId;
use crate::ids::PaymentId;
use crate::ids::PayoutId;
use crate::ids::WorkspaceId;
use crate::mobile::Mobile;
use crate::money::Money;
use crate::payments;
use crate::payments::Actor;
use crate::payouts;
use crate::payouts::FeeBorneBy;
use crate::payouts::NewPayout;
use crate::payouts::Reply;
use crate::payouts::ReplyKind;
use crate::payouts::Standing;
use crate::worker;

/// Somebody the shop owes money: name, mobile, what for, toman, number of card or account.
struct Plan(&'static str, &'static str, &'static str, i64, &'static str);

const PLANS: [Plan; 8] = [
    Plan("رؤیا منصوری", "09121110044", "ویراستاری، مهرماه", 4_800_000, "6104331234500024"),
    Plan("پیک بادپا", "09121110055", "ارسال‌های هفته", 1_350_000, "6037691234567899"),
    Plan("الهام رستگار", "09121110066", "عکاسی از کتاب‌ها", 3_200_000, "5022291234567897"),
    Plan("مهدی کریمی", "09121110077", "تعمیر قفسه‌ها", 2_100_000, "5892101234567895"),
    Plan("کامران یزدانی", "09121110088", "نقد و بررسی", 900_000, ""),
    Plan("چاپخانهٔ آفتاب", "09121110099", "پیش‌پرداخت چاپ", 25_000_000, ""),
    Plan("امین بهشتی", "09357774503", "طراحی جلد سه کتاب", 6_200_000, "6037991234567893"),
    Plan("نرگس صادقی", "09121110033", "ترجمهٔ دو داستان", 5_400_000, "6273531234567890"),
];

#[derive(Clone, Copy)]
enum Deed {
    Make,
    Answer,
    Pay,
    /// The recipient's bank sends the money back.
    SendBack,
    WantMore,
    Wait,
}

/// What happened, as days and minutes ago, plan and deed.
const DEEDS: [(i64, i64, usize, Deed); 26] = [
    (33, 600, 0, Deed::Make),
    (33, 480, 0, Deed::Answer),
    (33, 420, 0, Deed::Pay),
    (33, 300, 0, Deed::Wait),
    (16, 700, 2, Deed::Make),
    (16, 640, 2, Deed::Answer),
    (16, 600, 2, Deed::Pay),
    (16, 500, 2, Deed::Wait),
    (15, 300, 2, Deed::SendBack),
    (14, 300, 2, Deed::Wait),
    (9, 620, 1, Deed::Make),
    (9, 600, 1, Deed::Answer),
    (9, 580, 1, Deed::Pay),
    (9, 500, 1, Deed::Wait),
    (3, 500, 4, Deed::Make),
    (3, 300, 4, Deed::WantMore),
    (1, 400, 5, Deed::Make),
    (0, 190, 6, Deed::Make),
    (0, 115, 6, Deed::Answer),
    (0, 60, 7, Deed::Make),
    (0, 30, 7, Deed::Answer),
    (0, 1, 7, Deed::Pay),
    (9, 300, 3, Deed::Make),
    (2, 300, 3, Deed::Wait),
    (1, 200, 3, Deed::Wait),
    (0, 0, 7, Deed::Wait),
];

/// The payouts that are still to be lived through.
pub(super) struct Payouts {
    owner: (WorkspaceId, MemberId),
    made: [Option<PayoutId>; PLANS.len()],
    /// Latest first.
    coming: Vec<(DateTime<Utc>, usize, Deed)>,
}

impl Payouts {
    pub(super) fn new(owner: (WorkspaceId, MemberId), now: DateTime<Utc>) -> Self {
        let ago = |days, minutes| now - TimeDelta::days(days) - TimeDelta::minutes(minutes);
        let mut coming = DEEDS.map(|(days, minutes, plan, deed)| (ago(days, minutes), plan, deed));
        coming.sort_by_key(|(at, ..)| std::cmp::Reverse(*at));
        Self { owner, made: [None; PLANS.len()], coming: coming.into() }
    }

    /// When something happens next.
    pub(super) fn next(&self) -> Option<DateTime<Utc>> {
        self.coming.last().map(|(at, ..)| *at)
    }

    /// Lets everything happen that happened before a moment.
    pub(super) async fn live_until(
        &mut self,
        app: &App,
        moment: DateTime<Utc>,
    ) -> anyhow::Result<()> {
        while let Some((at, plan, deed)) = self.coming.pop_if(|(at, ..)| *at <= moment) {
            app.clock.wind(at - app.clock.now());
            self.happen(app, plan, deed).await.with_context(|| PLANS[plan].2)?;
            worker::work_off(app).await?;
        }
        Ok(())
    }

    async fn happen(&mut self, app: &App, plan: usize, deed: Deed) -> anyhow::Result<()> {
        let now = app.clock.now();
        if let Deed::Make = deed {
            self.made[plan] = Some(make(app, self.owner, &PLANS[plan]).await?);
            return Ok(());
        }
        let payout = self.made[plan].context("its payout is not made")?;
        match deed {
            Deed::Make | Deed::Wait => (),
            Deed::Answer => payouts::answer(app, payout, PLANS[plan].4).await?,
            Deed::Pay => pay(app, payout).await?,
            Deed::SendBack => {
                let book = rail::book(&app.back_db).await?;
                let line = book.first().context("nothing was sent")?;
                rail::decide(&app.back_db, &line.reference, rail::Stage::Returned).await?;
            }
            Deed::WantMore => {
                let reply = Reply {
                    kind: ReplyKind::WrongAmount,
                    proposal: Some(Money::rials(12_000_000)),
                    note: Some("سه نقد نوشتم، نه دو تا.".to_owned()),
                    replied_at: now,
                };
                payouts::decline(app, payout, (&reply, Standing::AwaitingRecipient)).await?;
            }
        }
        Ok(())
    }
}

async fn make(app: &App, owner: (WorkspaceId, MemberId), plan: &Plan) -> anyhow::Result<PayoutId> {
    let Plan(name, mobile, title, toman, _) = plan;
    let now = app.clock.now();
    let mobile = Mobile::parse(mobile).map_err(|_| anyhow::anyhow!("{mobile} is no mobile"))?;
    let new = NewPayout {
        id: PayoutId::new(now),
        title: (*title).to_owned(),
        recipient_name: (*name).to_owned(),
        recipient_mobile: Some(mobile),
        recipient_email: None,
        amount: Money::rials(toman * 10),
        fee_borne_by: FeeBorneBy::Payer,
        answer_until: now + TimeDelta::days(7),
        pay_time: TimeDelta::days(7),
    };
    Ok(payouts::create(app, owner, &new).await?)
}

/// Above this another member is asked, who comes last.
const ABOVE: Money = Money::rials(100_000_000);

const LARGE: Plan =
    Plan("رؤیا منصوری", "09121110044", "ویراستاری مجموعهٔ ده‌جلدی", 14_500_000, "6104331234500024");

/// A payout above what its maker sends alone: it waits for another member's word.
pub(super) async fn let_one_wait(app: &App, owner: (WorkspaceId, MemberId)) -> anyhow::Result<()> {
    payouts::set_limit(app, owner, Some(ABOVE)).await?;
    let payout = make(app, owner, &LARGE).await?;
    worker::work_off(app).await?;
    payouts::answer(app, payout, LARGE.4).await?;
    worker::work_off(app).await?;
    Ok(())
}

/// Whoever pays agrees to what stands there, pays at the bank, and comes back.
async fn pay(app: &App, payout: PayoutId) -> anyhow::Result<()> {
    let payment = PaymentId::new(app.clock.now());
    payouts::begin_payment(app, payout, payment).await?;
    let go = payments::send_to_bank(app, payment).await?;
    let reference = go.address.rsplit('/').next().unwrap_or_default();
    let amount = payments::by_id(&app.back_db, payment).await?.amount;
    let card = super::shop::card(3);
    bank::act(&app.back_db, reference, &bank::Deed::Pay { amount, card }, app.clock.now()).await?;
    payments::settle(app, payment, Actor::Return).await?;
    Ok(())
}
