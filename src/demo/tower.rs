//! The building whose money the shop's owner looks after: who lives there, what it costs, and who has
//! paid. Names, numbers and titles are data of this one building, not words of the product.

use anyhow::Context;
use chrono::DateTime;
use chrono::TimeDelta;
use chrono::Utc;
use sqlx::query;

use super::board;
use super::levies;
use super::meters;
use super::polls;
use super::residents;
use super::residents::person;
use super::rules;
use crate::app::App;
use crate::buildings;
use crate::buildings::NewBuilding;
use crate::buildings::NewExpense;
use crate::buildings::NewPlan;
use crate::buildings::Person;
use crate::buildings::Plan;
use crate::buildings::Scope;
use crate::db::Pool;
use crate::ids::BuildingId;
use crate::ids::ExpenseId;
use crate::ids::MemberId;
use crate::ids::PaymentId;
use crate::ids::ResidentId;
use crate::ids::WorkspaceId;
use crate::locale::Jalali;
use crate::locale::Language;
use crate::locale::Voice;
use crate::money::Money;
use crate::money::Unit;
use crate::worker;

const NAME: &str = "برج نسترن";
const ADDRESS: &str = "تهران، یوسف‌آباد، کوچهٔ نسترن، پلاک ۸";

/// The building is no older than the shop.
const LIVED_FOR: TimeDelta = TimeDelta::days(124);

/// For how many months its charges have been issued here.
const MONTHS: i32 = 4;

/// The units of a floor, by area in hundredths of a square metre.
pub(super) const AREAS: [i32; 4] = [8_500, 11_000, 9_550, 12_800];

/// Who owns the units, from below; the shop's owner lives there too.
pub(super) const OWNERS: [&str; 24] = [
    "پروانه کیانی",
    "بهروز صالحی",
    "مریم توکلی",
    "فرهاد اعتمادی",
    "شهره نیک‌بین",
    "ایرج دولت‌آبادی",
    "سیما رفیعی",
    "پروانه کیانی",
    "داریوش مقدم",
    "لاله فروغی",
    "منوچهر سپاسی",
    "نسرین یگانه",
    "کیوان بهادری",
    "هما رستمی",
    "آرش پناهی",
    "گلناز شمس",
    "بهمن جلالی",
    "ناهید امیری",
    "سهراب وکیلی",
    "مهناز ضیایی",
    "جمشید آذر",
    super::OWNER,
    "رامین تهرانی",
    "ژاله معتمد",
];

/// Who rents one, and which.
const TENANTS: [(usize, &str); 5] = [
    (2, "یاسمن عباسی"),
    (8, "امید پارسا"),
    (11, "شرکت آوای نو"),
    (17, "نگار فتحی"),
    (20, "پویا ملکی"),
];

/// Nobody has given the manager their number.
pub(super) const WITHOUT_MOBILE: [&str; 2] = ["ناهید امیری", "جمشید آذر"];

/// Pays the manager in cash.
const IN_CASH: &str = "منوچهر سپاسی";

/// What comes each month: title, from whom, category, toman.
const MONTHLY: [(&str, &str, usize, i64); 3] = [
    ("حقوق سرایدار", "آقای قربانی", 3, 18_000_000),
    ("سرویس ماهانهٔ آسانسور", "آسان‌بر پایتخت", 4, 3_200_000),
    ("نظافت راه‌پله", "خدمات پاکان", 2, 4_400_000),
];

/// What differs from month to month: title, from whom, category, toman in each.
const VARYING: [(&str, &str, usize, [i64; MONTHS as usize]); 4] = [
    ("قبض آب", "آبفای تهران", 0, [6_450_000, 7_120_000, 6_980_000, 5_640_000]),
    ("قبض گاز موتورخانه", "شرکت ملی گاز", 1, [2_900_000, 4_750_000, 8_300_000, 11_900_000]),
    ("برق مشاعات", "توزیع برق تهران", 5, [8_400_000, 7_350_000, 6_100_000, 6_480_000]),
    ("باغبانی و کود", "گلستان سبز", 6, [1_500_000, 0, 2_200_000, 0]),
];

/// What was first written down with a figure too few, in the newest month.
const MISTYPED: &str = "قبض گاز موتورخانه";

/// Days after the beginning of a month on which somebody is reminded.
const REMINDED: [i64; 5] = [6, 9, 12, 19, 29];

/// How somebody pays; the numbers are days after the beginning of the month.
#[derive(Clone, Copy)]
enum Habit {
    /// Everything that is owed.
    Whole(i64),
    /// Half of it, and the rest some day.
    Half(i64),
    /// More than is owed: the rest is for the next month.
    Ahead(i64),
    /// Not since so many months.
    NotSince(i32, i64),
}

#[derive(Clone, Copy)]
enum Deed {
    Make,
    Spend(i32),
    Issue(i32),
    Remind,
    Promise,
    Post,
    Leave,
    Pay(&'static str, Habit),
}

/// The building's months that are still to be lived through.
pub(super) struct Tower {
    owner: (WorkspaceId, MemberId),
    building: BuildingId,
    /// The first of its months, and the newest.
    months: (i32, i32),
    /// Latest first.
    coming: Vec<(DateTime<Utc>, Deed)>,
}

impl Tower {
    pub(super) fn new(owner: (WorkspaceId, MemberId), now: DateTime<Utc>) -> Self {
        // The newest month is one that most have had the time to pay.
        let last = buildings::period_of(now - TimeDelta::days(12));
        let months = last - MONTHS + 1..=last;
        let first = months.clone().find(|period| now - LIVED_FOR < start(*period)).unwrap_or(last);
        let at = |period, days, hours| start(period) + TimeDelta::days(days) + hours;
        let morning = TimeDelta::hours(9);
        let mut coming = vec![(at(first, 0, morning), Deed::Make)];
        for period in first..=last {
            coming.push((at(period, 0, morning * 2), Deed::Spend(period)));
            coming.push((at(period, 1, morning), Deed::Issue(period)));
            for day in REMINDED {
                coming.push((at(period, day, morning * 2), Deed::Remind));
            }
            for (place, (name, habit)) in (0..).zip(people().map(|name| (name, habit(name)))) {
                let day = match habit {
                    Habit::NotSince(months, _) if last - months < period => continue,
                    Habit::Whole(day)
                    | Habit::Half(day)
                    | Habit::Ahead(day)
                    | Habit::NotSince(_, day) => day,
                };
                let hour = morning + TimeDelta::minutes(97 * place % 720);
                coming.push((at(period, day, hour), Deed::Pay(name, habit)));
            }
        }
        coming.push((now - TimeDelta::days(2), Deed::Promise));
        coming.push((now - TimeDelta::days(1), Deed::Post));
        coming.push((now - TimeDelta::hours(20), Deed::Leave));
        coming.retain(|(at, _)| *at < now);
        coming.sort_by_key(|(at, _)| std::cmp::Reverse(*at));
        Self { owner, building: BuildingId::new(start(first)), months: (first, last), coming }
    }

    /// When something happens next.
    pub(super) fn next(&self) -> Option<DateTime<Utc>> {
        self.coming.last().map(|(at, _)| *at)
    }

    /// Lets everything happen that happened before a moment.
    pub(super) async fn live_until(
        &mut self,
        app: &App,
        moment: DateTime<Utc>,
    ) -> anyhow::Result<()> {
        while let Some((at, deed)) = self.coming.pop_if(|(at, _)| *at <= moment) {
            app.clock.wind(at - app.clock.now());
            match deed {
                Deed::Make => self.make(app).await?,
                Deed::Spend(period) => self.spend(app, period).await?,
                Deed::Remind => rules::look(app).await?,
                Deed::Promise => rules::promise(app, self.building).await?,
                Deed::Post => board::post(app, (self.building, self.owner.1)).await?,
                Deed::Leave => {
                    let maker = (self.building, self.owner.1);
                    board::follow(app, maker).await?;
                    residents::leave(app, maker, start(self.months.1 + 1)).await?;
                    residents::pay_for_owner(app, self.building).await?;
                    residents::bring_statement(app, &voice(app), maker).await?;
                }
                Deed::Issue(period) => {
                    self.issue(app, period).await?;
                    if period == self.months.1 {
                        polls::ask(app, (self.building, self.owner.1), polls::LIFT, 4).await?;
                    }
                }
                Deed::Pay(name, habit) => self.pay(app, name, habit).await.context(name)?,
            }
            worker::work_off(app).await?;
        }
        Ok(())
    }

    async fn make(&self, app: &App) -> anyhow::Result<()> {
        let new = NewBuilding {
            id: self.building,
            name: NAME.to_owned(),
            address: Some(ADDRESS.to_owned()),
            blocks: vec![String::new()],
            floors: 6,
            on_floor: 4,
            area: AREAS[0],
            categories: buildings::usual_categories(&voice(app)),
        };
        buildings::create(app, self.owner, &new).await?;
        let tenants = TENANTS.map(|(place, name)| person(place, name, false));
        let owners = OWNERS.iter().enumerate().map(|(place, name)| person(place, name, true));
        let all = owners.chain([residents::co_owner()]).chain(tenants);
        let people: Vec<Person> = all.collect::<anyhow::Result<_>>()?;
        buildings::settle_in(app, self.building, &people).await?;
        residents::add_extra(app, (self.building, self.owner.1), self.months.0).await?;
        rules::bring(app, (self.building, self.owner.1)).await?;
        levies::bring(app, (self.building, self.owner.1)).await?;
        meters::install(app, (self.building, self.owner.1)).await?;
        let plan = NewPlan {
            valid_from: self.months.0,
            plan: Plan { base: toman(700_000), ..Plan::default() },
            note: "پس‌انداز ماهانه، مصوبهٔ مجمع ۱۰ اردیبهشت".to_owned(),
        };
        buildings::add_plan(app, (self.building, self.owner.1), &plan).await?;
        rules::decide(app, (self.building, self.owner.1)).await
    }

    async fn spend(&self, app: &App, period: i32) -> anyhow::Result<()> {
        let (first, last) = self.months;
        if period == last {
            residents::change_tenants(app, self.building, start(period)).await?;
        }
        let turn = usize::try_from(MONTHS - 1 - (last - period))?;
        if period == last - 1 {
            levies::decide(app, (self.building, self.owner.1), period).await?;
        }
        if period == last {
            levies::spend(app, (self.building, self.owner.1), period).await?;
        }
        let read = i64::from(period - first + 1);
        meters::read(app, (self.building, self.owner.1), read, app.clock.now()).await?;
        let varying = VARYING.iter().map(|(title, from, category, amounts)| {
            (*title, *from, *category, amounts[turn], 1, false)
        });
        let begun = MONTHLY.iter().filter(|_| period == first);
        let monthly = begun
            .map(|(title, from, category, amount)| (*title, *from, *category, *amount, 1, true));
        let roof = (period == first + 1).then_some((
            "عایق پشت‌بام",
            "ایزوگام شرق",
            7,
            72_000_000,
            3,
            false,
        ));
        for (title, from, category, amount, months, repeats) in monthly.chain(varying).chain(roof) {
            if amount == 0 {
                continue;
            }
            let categories = buildings::categories(&app.db, self.building).await?;
            let new = NewExpense {
                id: ExpenseId::new(app.clock.now()),
                category: categories.get(category).context("its category is missing")?.id,
                title: title.to_owned(),
                supplier: Some(from.to_owned()),
                amount: toman(amount),
                spent_on: app.clock.now().date_naive(),
                period,
                months,
                repeats,
                scope: Scope::All,
                keys: None,
                file: None,
            };
            let maker = (self.building, self.owner.1);
            if (title, period) == (MISTYPED, last) {
                let wrong = NewExpense { amount: toman(amount / 10), ..new.clone() };
                buildings::add_expense(app, maker, &wrong).await?;
                buildings::change_expense(app, maker, &new).await?;
            } else {
                buildings::add_expense(app, maker, &new).await?;
            }
        }
        Ok(())
    }

    async fn issue(&self, app: &App, period: i32) -> anyhow::Result<()> {
        let month = buildings::month(app, self.building, period).await?;
        buildings::issue(app, (self.building, self.owner.1), &month.shown()?).await?;
        Ok(())
    }

    async fn pay(&self, app: &App, name: &str, habit: Habit) -> anyhow::Result<()> {
        let owing = buildings::owing(&app.db, Some(self.building)).await?;
        let Some((resident, owed)) =
            owing.into_iter().find_map(|(id, who, owed)| (who == name).then_some((id, owed)))
        else {
            return Ok(());
        };
        let amount = match habit {
            Habit::Whole(_) | Habit::NotSince(..) => {
                owed - buildings::let_off_today(app, resident).await?
            }
            Habit::Half(_) => Money::rials(owed.as_rials() / 200_000 * 100_000),
            Habit::Ahead(_) => owed + toman(1_000_000),
        };
        if name == IN_CASH {
            let maker = (self.building, self.owner.1);
            return rules::receive(app, maker, (resident, amount)).await;
        }
        let payment = PaymentId::new(app.clock.now());
        buildings::begin_payment(app, resident, payment, amount).await?;
        residents::at_bank(app, payment, (amount, name.len())).await
    }
}

/// Everybody who gets a bill, once.
fn people() -> impl Iterator<Item = &'static str> {
    let owners = OWNERS.iter().enumerate();
    let once = owners.filter(|(place, name)| !OWNERS[..*place].contains(name));
    let tenants = TENANTS.iter().map(|(_, name)| *name);
    once.map(|(_, name)| *name).chain(tenants).chain(residents::OTHERS)
}

fn habit(name: &str) -> Habit {
    match name {
        "بهروز صالحی" | "رامین تهرانی" => Habit::Half(12),
        "هما رستمی" => Habit::Ahead(4),
        "ایرج دولت‌آبادی" => Habit::NotSince(3, 20),
        // Their tenants may pay for them, and one of them does.
        "مریم توکلی" => Habit::NotSince(1, 9),
        "شرکت آوای نو" | "داریوش مقدم" => Habit::NotSince(2, 9),
        "گلناز شمس" | "سهراب وکیلی" => Habit::Whole(24),
        "ژاله معتمد" | "امید پارسا" => Habit::Whole(17),
        name => Habit::Whole(2 + i64::try_from(name.len() % 9).unwrap_or(0)),
    }
}

/// In which words the building is written about.
pub(super) fn voice(app: &App) -> Voice {
    Voice::new(Language::Fa, Unit::Toman, app.clock.now())
}

pub(super) fn toman(amount: i64) -> Money {
    Money::rials(amount * 10)
}

/// The beginning of a month.
fn start(period: i32) -> DateTime<Utc> {
    let month = u8::try_from(period.rem_euclid(12) + 1).unwrap_or(1);
    Jalali::new(period.div_euclid(12), month, 1).map(Jalali::start).unwrap_or_default()
}

/// Somebody who owes for several months, whose bills visitors may look at, and their number.
pub(super) async fn debtor(db: &Pool) -> sqlx::Result<Option<(ResidentId, String)>> {
    let found = query!(
        r#"select resident_id as "id!", mobile as "mobile!" from open_charges
        join residents on residents.id = resident_id
        where mobile is not null
        group by resident_id, mobile
        order by sum(rest) desc, resident_id
        limit 1"#,
    );
    Ok(found.fetch_optional(db).await?.map(|row| (row.id.into(), row.mobile)))
}
