//! What the building collects by decisions, what lay in its funds when it came here, and a cost that only some
//! units bear.

use chrono::TimeDelta;
use sqlx::query_scalar;

use crate::app::App;
use crate::buildings;
use crate::buildings::Fund;
use crate::buildings::Key;
use crate::buildings::Keys;
use crate::buildings::NewExpense;
use crate::buildings::NewFundOpening;
use crate::buildings::NewLevy;
use crate::buildings::Scope;
use crate::ids::BuildingId;
use crate::ids::ExpenseId;
use crate::ids::FundOpeningId;
use crate::ids::LevyId;
use crate::ids::MemberId;
use crate::ids::UnitId;
use crate::money::Money;

/// What lay in the funds: toman, and where.
const FUNDS: [(Fund, i64, &str); 3] = [
    (Fund::Operating, 14_300_000, "حساب بانک ملت، به نام مدیر پیشین"),
    (Fund::Reserve, 86_000_000, "سپردهٔ کوتاه‌مدت بانک ملت"),
    (Fund::Projects, 21_500_000, "مانده از بازسازی لابی"),
];

/// What stands in the minutes about the façade.
const DECISION: &str = "مجمع عمومی فوق‌العاده تصویب کرد نمای شمالی عایق شود و هزینه‌اش، به نسبت متراژ و در \
شش قسط، از مالکان گرفته شود.";

/// The balances of the old book, which ended three weeks before.
pub(super) async fn bring(app: &App, maker: (BuildingId, MemberId)) -> anyhow::Result<()> {
    let now = app.clock.now();
    for (fund, toman, note) in FUNDS {
        let new = NewFundOpening {
            id: FundOpeningId::new(now),
            fund,
            amount: Money::rials(toman * 10),
            held_on: (now - TimeDelta::days(21)).date_naive(),
            note: Some(note.to_owned()),
        };
        buildings::bring_fund(app, maker, &new).await?;
    }
    Ok(())
}

/// The owners decide to insulate the façade, and pay for it in six months from this one on.
pub(super) async fn decide(
    app: &App,
    maker: (BuildingId, MemberId),
    period: i32,
) -> anyhow::Result<()> {
    let now = app.clock.now();
    let new = NewLevy {
        id: LevyId::new(now),
        title: "عایق‌کاری نما".to_owned(),
        decision: DECISION.to_owned(),
        decided_on: (now - TimeDelta::days(9)).date_naive(),
        amount: Money::rials(4_320_000_000),
        keys: Keys::one(Key::Area),
        scope: Scope::All,
        owner_percent: 100,
        fund: Fund::Projects,
        period,
        months: 6,
        file: None,
    };
    buildings::levy(app, maker, &new).await?;
    Ok(())
}

/// The backyard belongs to the units of the lowest floor, and so does what is mended there.
pub(super) async fn spend(
    app: &App,
    maker: (BuildingId, MemberId),
    period: i32,
) -> anyhow::Result<()> {
    let units = query_scalar!(
        "select id from units where building_id = $1
        and floor = (select min(floor) from units where building_id = $1)",
        maker.0.as_uuid(),
    );
    let units = units.fetch_all(&app.db).await?.into_iter().map(UnitId::from);
    let categories = buildings::categories(&app.db, maker.0).await?;
    let Some(upkeep) = categories.get(5) else { return Ok(()) };
    let now = app.clock.now();
    let new = NewExpense {
        id: ExpenseId::new(now),
        category: upkeep.id,
        title: "لوله‌کشی حیاط‌خلوت".to_owned(),
        supplier: Some("تأسیسات رضایی".to_owned()),
        amount: Money::rials(68_000_000),
        spent_on: now.date_naive(),
        period,
        months: 1,
        repeats: false,
        scope: Scope::chosen(units),
        keys: Some(Keys::one(Key::Area)),
        file: None,
    };
    buildings::add_expense(app, maker, &new).await?;
    Ok(())
}
