//! Thirty months of a building of 24 units, with everything that happens to debts: people move, pay a
//! part, pay ahead, give cash that was written down wrongly, are late, are let off, bring balances from
//! before, and now and then a month was wrong. After every step the audit is clean and the sums of
//! `charges.md` agree.

use chrono::TimeDelta;
use peyvand::buildings;
use peyvand::buildings::FeeForm;
use peyvand::buildings::NewBuilding;
use peyvand::buildings::NewDecision;
use peyvand::buildings::NewExpense;
use peyvand::buildings::NewOpening;
use peyvand::buildings::NewReceipt;
use peyvand::buildings::NewWaiver;
use peyvand::buildings::Person;
use peyvand::buildings::Way;
use peyvand::charges::Grace;
use peyvand::charges::Report;
use peyvand::ids::BuildingId;
use peyvand::ids::DecisionId;
use peyvand::ids::ExpenseId;
use peyvand::ids::OpeningId;
use peyvand::ids::ResidentId;
use peyvand::ids::SettlementId;
use peyvand::locale::Jalali;
use peyvand::mobile::Mobile;
use peyvand::money::Money;
use uuid::Uuid;

use super::early;
use super::estate::AZAR;
use super::estate::water;
use crate::support::house::House;
use crate::support::page::Visitor;
use crate::support::people::Shop;

const MONTHS: i32 = 30;
const UNITS: usize = 24;

struct Tower {
    house: House,
    shop: Shop,
    id: BuildingId,
    /// Where chance stands.
    chance: u64,
    /// How many people have been given a number.
    people: usize,
}

impl Tower {
    async fn open() -> Self {
        let house = House::open().await;
        let shop = house.shop().await;
        let id = BuildingId::new(house.app.clock.now());
        let new = NewBuilding {
            id,
            name: "Nastaran".to_owned(),
            address: None,
            blocks: vec![String::new()],
            floors: 6,
            on_floor: 4,
            area: 8500,
            categories: std::array::from_fn(|place| format!("Cost {place}")),
        };
        buildings::create(&house.app, (shop.workspace, shop.owner), &new).await.unwrap();
        let mut tower = Self { house, shop, id, chance: 88_172_645_463_325_252, people: 0 };
        for unit in 0..UNITS {
            tower.move_in(unit, true).await;
            if unit % 3 == 0 {
                tower.move_in(unit, false).await;
            }
        }
        tower
    }

    /// A number below another, the same in each run.
    fn draw(&mut self, below: usize) -> usize {
        self.chance ^= self.chance << 13;
        self.chance ^= self.chance >> 7;
        self.chance ^= self.chance << 17;
        usize::try_from(self.chance >> 11).unwrap() % below
    }

    async fn move_in(&mut self, unit: usize, is_owner: bool) {
        self.people += 1;
        let person = Person {
            block: String::new(),
            number: (unit + 1).to_string(),
            is_owner,
            name: format!("Person {}", self.people),
            mobile: Mobile::parse(&format!("0935{:07}", self.people)).ok(),
            email: None,
            area: Some(7000 + i32::try_from(unit * 137 % 4000).unwrap()),
            persons: Some(i32::try_from(unit % 4).unwrap() + 1),
            share: None,
            since: None,
        };
        buildings::settle_in(&self.house.app, self.id, &[person]).await.unwrap();
    }

    /// Lets a day of a month come.
    fn wind_to(&self, period: i32, day: i64) {
        let month = u8::try_from(period % 12 + 1).unwrap();
        let start = Jalali::new(period / 12, month, 1).unwrap().start();
        let at = start + TimeDelta::days(day) + TimeDelta::hours(11);
        self.house.wind((at - self.house.app.clock.now()).max(TimeDelta::minutes(1)));
    }

    async fn spend(&mut self, period: i32) {
        for category in [0, 3, 7] {
            let now = self.house.app.clock.now();
            let categories = buildings::categories(self.house.db(), self.id).await.unwrap();
            let usual = water((categories[category].id, ExpenseId::new(now)), now);
            let expense = NewExpense {
                title: format!("Cost {category}"),
                amount: Money::rials(i64::try_from(10_000_000 + self.draw(90_000_007)).unwrap()),
                spent_on: now.date_naive(),
                period,
                ..usual
            };
            let maker = (self.id, self.shop.owner);
            buildings::add_expense(&self.house.app, maker, &expense).await.unwrap();
        }
    }

    async fn issue(&self, period: i32) {
        let app = &self.house.app;
        let month = buildings::month(app, self.id, period).await.unwrap();
        buildings::issue(app, (self.id, self.shop.owner), &month.shown().unwrap()).await.unwrap();
        self.house.work().await;
    }

    /// A third of those who owe pay: all of it, a part, or more.
    async fn pay(&mut self) {
        for (resident, _, owed) in buildings::owing(self.house.db(), None).await.unwrap() {
            let amount = match self.draw(9) {
                0 | 1 => owed,
                2 => Money::rials(owed.as_rials() / 3 + 1),
                3 => Money::rials(owed.as_rials() + 777_777),
                _ => continue,
            };
            self.receive(resident, amount).await;
        }
    }

    async fn receive(&self, resident: ResidentId, amount: Money) {
        let app = &self.house.app;
        self.house.wind(TimeDelta::seconds(1));
        let receipt = NewReceipt {
            id: SettlementId::new(app.clock.now()),
            resident,
            way: if amount.as_rials() % 2 == 0 { Way::Cash } else { Way::Card },
            amount,
            received_on: app.clock.now().date_naive(),
            reference: None,
        };
        buildings::receive(app, (self.id, self.shop.owner), &receipt).await.unwrap();
    }

    /// A row of a list, by chance; none of an empty list.
    async fn one_of(&mut self, query: &'static str) -> Option<Uuid> {
        let ids: Vec<Uuid> = sqlx::query_scalar(query).fetch_all(self.house.db()).await.unwrap();
        if ids.is_empty() { None } else { Some(ids[self.draw(ids.len())]) }
    }

    async fn waive(&mut self) {
        let Some(item) = self.one_of("select id from open_charges order by id").await else {
            return;
        };
        let query = "select resident_id, rest from open_charges where id = $1";
        let (resident, rest): (Uuid, i64) =
            sqlx::query_as(query).bind(item).fetch_one(self.house.db()).await.unwrap();
        let now = self.house.app.clock.now();
        let waiver = NewWaiver {
            id: SettlementId::new(now),
            charge: item.into(),
            amount: Money::rials(rest / 2 + 1),
            reason: "Decided".to_owned(),
        };
        let whose = (resident.into(), now.date_naive());
        let maker = (self.id, self.shop.owner);
        buildings::waive(&self.house.app, maker, whose, &waiver).await.unwrap();
    }

    /// A unit brings a debt or a credit from before.
    async fn bring(&mut self, period: i32) {
        let Some(unit) = self.one_of("select id from units order by id").await else { return };
        let query = "select resident_id from occupancies
            where unit_id = $1 and role = 'owner' and until is null";
        let owner: Uuid =
            sqlx::query_scalar(query).bind(unit).fetch_one(self.house.db()).await.unwrap();
        let now = self.house.app.clock.now();
        let opening = NewOpening {
            id: OpeningId::new(now),
            unit: unit.into(),
            resident: owner.into(),
            is_credit: period % 2 == 0,
            amount: Money::rials(i64::try_from(1_000_003 + self.draw(30_000_000)).unwrap()),
            since: now.date_naive() - TimeDelta::days(40),
            note: None,
        };
        let maker = (self.id, self.shop.owner);
        assert_eq!(buildings::bring(&self.house.app, maker, &[opening]).await.unwrap(), 1);
    }

    /// A balance from before was wrong.
    async fn take_opening_back(&mut self) {
        let living = "select id from opening_balances where reversed_at is null order by id";
        let Some(id) = self.one_of(living).await else { return };
        let path = format!("/buildings/{}/openings/{id}/reversal", self.id);
        let done = self.desk().await.submit(&path, &[("reason", "It was wrong")]).await;
        assert!(done.status.is_redirection(), "{done:?}");
    }

    async fn desk(&self) -> Visitor {
        self.house.sign_in(&self.shop).await
    }

    /// Something that was written down by hand was wrong.
    async fn take_back(&mut self) {
        let living = "select id from settlements
            where reversed_at is null and way <> 'early' order by id desc limit 40";
        let Some(id) = self.one_of(living).await else { return };
        let path = format!("/buildings/{}/settlements/{id}/reversal", self.id);
        let done = self.desk().await.submit(&path, &[("reason", "It was wrong")]).await;
        assert!(done.status.is_redirection(), "{done:?}");
        self.house.work().await;
    }

    /// The newest month was wrong, and is issued again.
    async fn issue_again(&self, period: i32) {
        let run = buildings::run_of(&self.house.app, self.id, period).await.unwrap().unwrap();
        let path = format!("/buildings/{}/runs/{run}/reversal", self.id);
        let done = self.desk().await.submit(&path, &[]).await;
        assert!(done.status.is_redirection(), "{done:?}");
        self.check("a month is taken back").await;
        self.house.wind(TimeDelta::seconds(1));
        self.issue(period).await;
    }

    async fn fees(&self) {
        buildings::charge_late_fees(&self.house.app).await.unwrap();
    }

    async fn decide(&self) {
        let now = self.house.app.clock.now();
        let decision = NewDecision {
            id: DecisionId::new(now),
            words: "Two and a half percent a month".to_owned(),
            decided_on: now.date_naive(),
            form: FeeForm::Monthly(250),
            grace: Grace::Cliff(5),
            cap: Some(3000),
            valid_from: now.date_naive(),
        };
        let maker = (self.id, self.shop.owner);
        buildings::decide_late_fees(&self.house.app, maker, &decision).await.unwrap();
        early::offered(&self.house, maker, (DecisionId::new(now), 0)).await;
    }

    async fn sum(&self, query: &'static str) -> Money {
        Money::rials(self.house.count(query).await)
    }

    /// What units brought from before: debts, less what was paid in advance.
    async fn brought(&self) -> Money {
        self.sum(
            "select coalesce(sum(case when is_credit then -amount else amount end), 0)::bigint
            from opening_balances where reversed_at is null",
        )
        .await
    }

    /// The audit is clean, and the identities hold: what was charged, less what was let off and given, is
    /// what is owed less what is paid ahead; for all, and for each account by its own movements.
    async fn check(&self, after: &str) {
        self.house.audit().await;
        let report = Report {
            issued: self
                .sum(
                    "select coalesce(sum(amount), 0)::bigint from charges
                where kind = 'principal' and reversed_at is null",
                )
                .await,
            late_fees: self
                .sum(
                    "select coalesce(sum(fee_postings.amount), 0)::bigint from fee_postings
                join charges on charges.id = charge_id where reversed_at is null",
                )
                .await,
            discounts: self
                .sum(
                    "select coalesce(sum(amount), 0)::bigint from settlements
                where way in ('waiver', 'early') and reversed_at is null",
                )
                .await,
            receipts: self
                .sum(
                    "select coalesce(sum(amount), 0)::bigint from settlements
                where way in ('cash', 'card') and reversed_at is null",
                )
                .await,
            receivable_start: self.brought().await,
            ..Report::default()
        };
        let owed = self.sum("select coalesce(sum(rest), 0)::bigint from open_charges").await;
        let credit = self.sum("select coalesce(sum(amount), 0)::bigint from party_credits").await;
        assert_eq!(report.receivable_end(), owed - credit, "after {after}");
        let astray = "select count(*) from (
            select parties.id, (
                select coalesce(sum(entries.amount), 0) from entries
                where entries.account_id = parties.account_id
            ) - (
                select coalesce(sum(rest), 0) from open_charges
                where open_charges.party_id = parties.id
            ) + (
                select coalesce(sum(amount), 0) from party_credits
                where party_credits.party_id = parties.id
            ) as difference
            from parties
        ) as statements where difference <> 0";
        assert_eq!(self.house.count(astray).await, 0, "after {after}");
        let below = "select count(*) from (
            select party_id from party_credits group by party_id having sum(amount) < 0
        ) as overdrawn";
        assert_eq!(
            self.house.count(below).await,
            0,
            "nobody's credit is below nothing, after {after}"
        );
    }
}

#[tokio::test]
async fn in_thirty_months_no_rial_goes_astray() {
    let mut tower = Tower::open().await;
    for period in AZAR..AZAR + MONTHS {
        tower.wind_to(period, 0);
        if period == AZAR + 4 {
            tower.decide().await;
        }
        tower.spend(period).await;
        tower.issue(period).await;
        tower.check("a month is issued").await;
        tower.wind_to(period, 4);
        tower.pay().await;
        tower.check("some have paid").await;
        tower.bring(period).await;
        tower.check("a unit brought something from before").await;
        tower.wind_to(period, 9);
        let unit = tower.draw(UNITS);
        let is_owner = tower.draw(4) == 0;
        tower.move_in(unit, is_owner).await;
        tower.check("somebody has moved").await;
        tower.wind_to(period, 18);
        tower.fees().await;
        tower.check("being late has cost something").await;
        tower.waive().await;
        tower.check("somebody was let off").await;
        tower.take_back().await;
        tower.check("an entry was taken back").await;
        tower.wind_to(period, 24);
        if period % 3 == 0 {
            tower.take_opening_back().await;
            tower.check("a balance from before was taken back").await;
        }
        tower.pay().await;
        tower.fees().await;
        tower.check("others have paid").await;
        if period % 7 == 0 {
            tower.issue_again(period).await;
            tower.check("a month is issued again").await;
        }
    }
    for (what, query) in [
        (
            "balances taken back",
            "select count(*) from opening_balances where reversed_at is not null",
        ),
        ("fees", "select count(*) from fee_postings"),
        ("discounts", "select count(*) from settlements where way = 'early'"),
        (
            "discounts taken back",
            "select count(*) from settlements where way = 'early' and reversed_at is not null",
        ),
        ("waivers", "select count(*) from settlements where way = 'waiver'"),
        ("entries taken back", "select count(*) from settlements where reversed_at is not null"),
        ("months taken back", "select count(*) from charge_runs where reversed_at is not null"),
        ("tenants gone", "select count(*) from occupancies where until is not null"),
        ("part payments", "select count(*) from open_charges where rest < amount"),
    ] {
        assert!(2 < tower.house.count(query).await, "there were {what}");
    }
}
