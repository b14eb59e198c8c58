//! What the building decided about debts: when it reminds, what being late costs, and what may be promised;
//! and the debts that it came here with.

use chrono::TimeDelta;
use sqlx::query;

use crate::app::App;
use crate::buildings;
use crate::buildings::FeeForm;
use crate::buildings::NewDecision;
use crate::buildings::NewEarlyDiscount;
use crate::buildings::NewOpening;
use crate::buildings::NewReceipt;
use crate::buildings::PromiseRules;
use crate::buildings::ReminderRules;
use crate::buildings::Way;
use crate::charges::Grace;
use crate::ids::BuildingId;
use crate::ids::DecisionId;
use crate::ids::MemberId;
use crate::ids::OpeningId;
use crate::ids::ResidentId;
use crate::ids::SettlementId;
use crate::money::Money;

/// The decision that stands in the building's book.
const WORDS: &str = "مجمع عمومی ۱۰ اردیبهشت تصویب کرد شارژی که بیش از ده روز از مهلتش گذشته باشد، \
ماهی دو درصد جریمه داشته باشد و جریمه از یک‌پنجم اصل بدهی بیشتر نشود.";

/// And the one beside it.
const EARLY_WORDS: &str = "مجمع عمومی ۱۰ اردیبهشت تصویب کرد هر کس شارژ را دست‌کم پنج روز پیش از پایان \
مهلت و کامل بپردازد، دو درصد تخفیف بگیرد.";

/// Whoever cannot pay at once, and asks for time.
const ASKS_FOR_TIME: &str = "بهروز صالحی";

pub(super) async fn decide(app: &App, maker: (BuildingId, MemberId)) -> anyhow::Result<()> {
    let now = app.clock.now();
    let reminders = ReminderRules { hour: 10, ..ReminderRules::default() };
    buildings::set_reminders(app, maker, &reminders).await?;
    let promises = PromiseRules { is_on: true, ..PromiseRules::default() };
    buildings::set_promises(app, maker, &promises).await?;
    let fee = NewDecision {
        id: DecisionId::new(now),
        words: WORDS.to_owned(),
        decided_on: now.date_naive(),
        form: FeeForm::Monthly(200),
        grace: Grace::Shift(10),
        cap: Some(2000),
        valid_from: now.date_naive(),
    };
    buildings::decide_late_fees(app, maker, &fee).await?;
    let early = NewEarlyDiscount {
        id: DecisionId::new(now),
        words: EARLY_WORDS.to_owned(),
        decided_on: now.date_naive(),
        points: 200,
        days_before: 5,
        valid_from: now.date_naive(),
    };
    buildings::decide_early_discount(app, maker, &early).await?;
    Ok(())
}

/// Owners who brought something from the old book: whether they had paid ahead, toman, and for what.
const BROUGHT: [(&str, bool, i64, &str); 2] = [
    ("ایرج دولت‌آبادی", false, 1_850_000, "شارژ تیر، از دفتر پیشین"),
    ("هما رستمی", true, 400_000, "علی‌الحساب شارژ، از دفتر پیشین"),
];

/// The balances of the old book, which ended three weeks before.
pub(super) async fn bring(app: &App, maker: (BuildingId, MemberId)) -> anyhow::Result<()> {
    let now = app.clock.now();
    let mut openings = vec![];
    for (name, is_credit, toman, note) in BROUGHT {
        let home = query!(
            "select unit_id, resident_id from occupancies
            join residents on residents.id = resident_id
            where building_id = $1 and name = $2 and role = 'owner'",
            maker.0.as_uuid(),
            name,
        );
        let home = home.fetch_one(&app.db).await?;
        openings.push(NewOpening {
            id: OpeningId::new(now),
            unit: home.unit_id.into(),
            resident: home.resident_id.into(),
            is_credit,
            amount: Money::rials(toman * 10),
            since: (now - TimeDelta::days(21)).date_naive(),
            note: Some(note.to_owned()),
        });
    }
    buildings::bring(app, maker, &openings).await?;
    Ok(())
}

/// Somebody gives the manager what they owe in cash.
pub(super) async fn receive(
    app: &App,
    maker: (BuildingId, MemberId),
    (resident, amount): (ResidentId, Money),
) -> anyhow::Result<()> {
    let now = app.clock.now();
    let new = NewReceipt {
        id: SettlementId::new(now),
        resident,
        way: Way::Cash,
        amount,
        received_on: now.date_naive(),
        reference: None,
    };
    buildings::receive(app, maker, &new).await?;
    Ok(())
}

/// What the worker does each hour.
pub(super) async fn look(app: &App) -> anyhow::Result<()> {
    buildings::end_promises(app).await?;
    buildings::charge_late_fees(app).await?;
    buildings::remind(app).await?;
    buildings::turn_polls(app).await?;
    Ok(())
}

/// Somebody promises to pay in two parts, the first in a week.
pub(super) async fn promise(app: &App, building: BuildingId) -> anyhow::Result<()> {
    let owing = buildings::owing(&app.db, Some(building)).await?;
    let Some((resident, ..)) = owing.into_iter().find(|(_, who, _)| who == ASKS_FOR_TIME) else {
        return Ok(());
    };
    let first = (app.clock.now() + TimeDelta::days(7)).date_naive();
    buildings::promise(app, resident, (2, first)).await?;
    Ok(())
}
