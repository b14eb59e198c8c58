//! What lies on the shop's desk today: a message that waits for tomorrow, a table to be looked at, and
//! somebody who came too late and asks for more time.

use chrono::TimeDelta;

use super::shop;
use crate::app::App;
use crate::ids::LinkId;
use crate::ids::MemberId;
use crate::ids::RefundId;
use crate::ids::WorkspaceId;
use crate::links;
use crate::links::Amount;
use crate::links::Channel;
use crate::links::NewLink;
use crate::links::Terms;
use crate::links::Upload;
use crate::locale::Jalali;
use crate::mobile::Mobile;
use crate::money::Money;
use crate::money::Unit;
use crate::payments;
use crate::payments::NewRefund;
use crate::payments::Payer;
use crate::payments::Payment;
use crate::payments::Status;
use crate::worker;

const TABLE: &str = "بابت,مبلغ (تومان),نام پرداخت‌کننده,موبایل,شمارهٔ سفارش\r\n\
    باشگاه کتاب، زمستان ۱۴۰۵,480000,مهسا کریمی,09120004561,Z-01\r\n\
    باشگاه کتاب، زمستان ۱۴۰۵,480000,آرش نوری,09120004562,Z-02\r\n\
    باشگاه کتاب، زمستان ۱۴۰۵,480000,شیوا رستمی,09120004563,Z-03\r\n";

pub(super) async fn lay(
    app: &App,
    (workspace, member): (WorkspaceId, MemberId),
) -> anyhow::Result<()> {
    let now = app.clock.now();
    let tomorrow_at_nine = Jalali::of(now).next_day().start() + TimeDelta::hours(9);
    let new = NewLink {
        id: LinkId::new(now),
        title: "سفارش ۳۴۹: تاریخ بیهقی".to_owned(),
        description: None,
        reference: None,
        amount: Amount::Fixed(Money::rials(9_800_000)),
        expires_at: Some(now + TimeDelta::days(7)),
        uses_max: Some(1),
        payer: Payer {
            name: Some("پروانه صادقی".to_owned()),
            mobile: Some(Mobile::parse("09120004564").map_err(|_| anyhow::anyhow!("no mobile"))?),
            email: None,
        },
        direct: true,
        terms: Terms { labels: vec!["سفارش".to_owned()], ..Terms::default() },
        channels: vec![Channel::Sms],
        send_at: Some(tomorrow_at_nine),
    };
    links::create(app, workspace, member, &new).await?;
    let late = links::by_id(&app.db, shop::expired()).await?;
    links::wish(&app.db, &late, now).await?;
    let table = Upload {
        file: TABLE.as_bytes().to_vec(),
        file_name: "باشگاه کتاب.csv".to_owned(),
        channels: vec!["sms".to_owned()],
        days: Some(7),
        unit: Unit::Toman,
        send_after: None,
    };
    links::upload(app, (workspace, member), &table).await?;
    give_part_back(app, (workspace, member)).await
}

/// A reader brought one of two books back.
async fn give_part_back(app: &App, by: (WorkspaceId, MemberId)) -> anyhow::Result<()> {
    let payments = payments::with_purpose(&app.db, shop::fixed().as_uuid()).await?;
    let paid = |payment: &&Payment| payment.status == Status::Confirmed;
    let Some(payment) = payments.iter().find(paid) else { return Ok(()) };
    let refund = NewRefund {
        id: RefundId::new(app.clock.now()),
        payment: payment.id,
        amount: Money::rials(500_000),
        reason: Some("یکی از دو کتاب را پس آورد".to_owned()),
    };
    payments::refund(app, &refund, by).await?;
    worker::work_off(app).await?;
    Ok(())
}
