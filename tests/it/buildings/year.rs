//! A year of a building whose residents pay late, by halves or not at all, and whose worker is down now
//! and then. Each day the reminders that were written are those that the rule says, reckoned here anew
//! from its words.

use std::collections::BTreeMap;

use chrono::DateTime;
use chrono::NaiveDate;
use chrono::TimeDelta;
use chrono::Utc;
use peyvand::buildings;
use peyvand::buildings::NewExpense;
use peyvand::buildings::NewReceipt;
use peyvand::buildings::ReminderRules;
use peyvand::buildings::Scope;
use peyvand::buildings::Way;
use peyvand::ids::ExpenseId;
use peyvand::ids::SettlementId;
use peyvand::locale::Jalali;
use peyvand::money::Money;
use uuid::Uuid;

use super::Estate;
use super::estate::AZAR;
use crate::support::house::House;
use crate::support::people::Shop;

/// A reminder: of whom, of the debt of which day, and which day of the rules it is.
type Reminder = (Uuid, NaiveDate, i32);

struct Year {
    house: House,
    shop: Shop,
    estate: Estate,
    rules: ReminderRules,
    /// What was written so far.
    told: Vec<Reminder>,
    /// The newest bill or payment of each.
    since: BTreeMap<Uuid, DateTime<Utc>>,
}

impl Year {
    async fn begin() -> Self {
        let house = House::open().await;
        let shop = house.shop().await;
        let estate = Estate::open(&house, &shop).await;
        let rules = ReminderRules { hour: 10, times_max: 7, ..ReminderRules::default() };
        let mut year = Self { house, shop, estate, rules, told: vec![], since: BTreeMap::new() };
        year.every_month_costs(12_345_678).await;
        year.remind_by(year.rules.clone()).await;
        year
    }

    async fn every_month_costs(&self, amount: i64) {
        let (app, building) = (&self.house.app, self.estate.id);
        let categories = buildings::categories(self.house.db(), building).await.unwrap();
        let expense = NewExpense {
            id: ExpenseId::new(app.clock.now()),
            category: categories[2].id,
            title: "Guard".to_owned(),
            supplier: None,
            amount: Money::rials(amount),
            spent_on: app.clock.now().date_naive(),
            period: AZAR,
            months: 1,
            repeats: true,
            scope: Scope::All,
            keys: None,
            file: None,
        };
        buildings::add_expense(app, (building, self.shop.owner), &expense).await.unwrap();
    }

    async fn remind_by(&mut self, rules: ReminderRules) {
        let maker = (self.estate.id, self.shop.owner);
        buildings::set_reminders(&self.house.app, maker, &rules).await.unwrap();
        self.rules = rules;
    }

    /// Lets the time of a day come.
    fn wind_to(&self, day: Jalali, hours: i64, minutes: i64) {
        let at = day.start() + TimeDelta::hours(hours) + TimeDelta::minutes(minutes);
        self.house.wind(at - self.house.app.clock.now());
    }

    async fn issue(&mut self, period: i32) {
        let app = &self.house.app;
        let month = buildings::month(app, self.estate.id, period).await.unwrap();
        buildings::issue(app, (self.estate.id, self.shop.owner), &month.shown().unwrap())
            .await
            .unwrap();
        self.house.work().await;
        for (resident, ..) in buildings::owing(self.house.db(), None).await.unwrap() {
            self.since.insert(resident.as_uuid(), self.house.app.clock.now());
        }
    }

    /// Somebody gives the manager so many percent of what they owe.
    async fn pay(&mut self, name: &str, percent: i64) {
        let owing = buildings::owing(self.house.db(), None).await.unwrap();
        let Some((resident, _, owed)) = owing.into_iter().find(|(_, who, _)| who == name) else {
            return;
        };
        let app = &self.house.app;
        let receipt = NewReceipt {
            id: SettlementId::new(app.clock.now()),
            resident,
            way: Way::Cash,
            amount: Money::rials(owed.as_rials() * percent / 100),
            received_on: app.clock.now().date_naive(),
            reference: None,
        };
        buildings::receive(app, (self.estate.id, self.shop.owner), &receipt).await.unwrap();
        self.since.insert(resident.as_uuid(), app.clock.now());
        self.house.work().await;
    }

    async fn remind(&self) {
        buildings::remind(&self.house.app).await.unwrap();
        self.house.work().await;
    }

    /// The reminders that are due at this moment, by the words of the rule.
    async fn due(&self, today: NaiveDate) -> Vec<Reminder> {
        let query = "select resident_id, min(due_on) from open_charges group by 1 order by 1";
        let debts: Vec<(Uuid, NaiveDate)> =
            sqlx::query_as(query).fetch_all(self.house.db()).await.unwrap();
        let now = self.house.app.clock.now();
        let rested = debts.into_iter().filter(|(resident, _)| {
            self.since.get(resident).is_none_or(|since| *since + TimeDelta::days(2) <= now)
        });
        let due = rested.filter_map(|(resident, episode)| {
            let mut days: Vec<i32> = self.rules.days.iter().map(|day| i32::from(*day)).collect();
            while let (Some(every), Some(last)) = (self.rules.then_every, days.last())
                && *last < 400
            {
                days.push(last + i32::from(every));
            }
            let late = i32::try_from((today - episode).num_days()).unwrap();
            let day = days.into_iter().rfind(|day| *day <= late)?;
            let told = self.told.iter().filter(|(who, of, _)| (*who, *of) == (resident, episode));
            let told: Vec<i32> = told.map(|(.., day)| *day).collect();
            let is_new = told.iter().all(|told| *told < day);
            let may = told.len() < usize::try_from(self.rules.times_max).unwrap();
            (is_new && may).then_some((resident, episode, day))
        });
        due.collect()
    }

    async fn written(&self) -> Vec<Reminder> {
        let query = "select resident_id, episode, day from charge_reminders
            order by reminded_at, resident_id, episode";
        sqlx::query_as(query).fetch_all(self.house.db()).await.unwrap()
    }
}

#[tokio::test]
async fn in_a_year_everybody_is_reminded_exactly_when_the_rule_says_also_after_a_day_without_a_worker()
 {
    let mut year = Year::begin().await;
    let mut day = Jalali::of(year.house.app.clock.now());
    let mut period = AZAR;
    for count in 0..365 {
        if count == 200 {
            // Other rules hold at once, and repeat nothing of what was sent.
            let fewer =
                ReminderRules { days: vec![1, 7, 21], then_every: None, ..year.rules.clone() };
            year.remind_by(fewer).await;
        }
        if day.day == 1 {
            year.wind_to(day, 9, 15);
            year.issue(period).await;
            period += 1;
        }
        let is_down = matches!(count % 13, 4..=6) || matches!(count % 29, 0..=1);
        if !is_down {
            year.wind_to(day, 9, 45);
            year.remind().await;
            assert_eq!(year.written().await, year.told, "it is not yet ten on day {count}");
            year.wind_to(day, 10, 0);
            let due = year.due((day.start() + TimeDelta::hours(12)).date_naive()).await;
            year.told.extend(due);
            for _ in 0..2 {
                year.remind().await;
            }
            assert_eq!(year.written().await, year.told, "on day {count}");
        }
        year.wind_to(day, 14, 0);
        match day.day {
            5 => year.pay("Leila", 100).await,
            15 => year.pay("Reza", 50).await,
            20 if period % 5 == 0 => year.pay("Mina", 70).await,
            _ => (),
        }
        if !is_down {
            year.wind_to(day, 21, 0);
            year.remind().await;
            assert_eq!(year.written().await, year.told, "nobody is reminded at night");
        }
        day = day.next_day();
    }
    let sent =
        "select count(*) from notices where kind = 'payment_reminded' and handed_at is not null";
    let sent = year.house.count(sent).await;
    assert_eq!(usize::try_from(sent).unwrap(), year.told.len(), "each has reached its reader once");
    assert!(30 < year.told.len(), "{}", year.told.len());
    year.house.audit().await;
}
