//! A small building with people in it, a cost, and its manager's browser.

use chrono::DateTime;
use chrono::NaiveDate;
use chrono::TimeDelta;
use chrono::Utc;
use peyvand::buildings;
use peyvand::buildings::FeeForm;
use peyvand::buildings::NewBuilding;
use peyvand::buildings::NewDecision;
use peyvand::buildings::NewExpense;
use peyvand::buildings::NewOpening;
use peyvand::buildings::NewReceipt;
use peyvand::buildings::Person;
use peyvand::buildings::PromiseRules;
use peyvand::buildings::Scope;
use peyvand::buildings::Way;
use peyvand::charges::Grace;
use peyvand::ids::BuildingId;
use peyvand::ids::CategoryId;
use peyvand::ids::DecisionId;
use peyvand::ids::ExpenseId;
use peyvand::ids::MemberId;
use peyvand::ids::OpeningId;
use peyvand::ids::ResidentId;
use peyvand::ids::SettlementId;
use peyvand::locale::Jalali;
use peyvand::mobile::Mobile;
use peyvand::money::Money;
use peyvand::tokens::Door;

use super::assigning;
use super::early;
use super::funding;
use super::handing_over;
use super::levying;
use crate::support::house::House;
use crate::support::page::Page;
use crate::support::page::Visitor;
use crate::support::people::Shop;

/// Azar 1405, the month in which tests begin.
pub const AZAR: i32 = 1405 * 12 + 8;

/// The beginning of a picture, which is all that is looked at.
pub const PNG: &[u8] = &[0x89, b'P', b'N', b'G', 0x0d, 0x0a, 0x1a, 0x0a, 1, 2, 3];

/// Leila owns units 1 and 2; Reza rents unit 2; Mina owns units 3 and 4.
pub struct Estate {
    pub id: BuildingId,
    pub desk: Visitor,
    pub expense: ExpenseId,
}

impl Estate {
    pub async fn open(house: &House, shop: &Shop) -> Self {
        let now = house.app.clock.now();
        let id = BuildingId::new(now);
        let new = NewBuilding {
            id,
            name: "Nastaran".to_owned(),
            address: None,
            blocks: vec![String::new()],
            floors: 2,
            on_floor: 2,
            area: 8500,
            categories: std::array::from_fn(|place| format!("Cost {place}")),
        };
        let maker = (shop.workspace, shop.owner);
        buildings::create(&house.app, maker, &new).await.unwrap();
        let people = people();
        assert_eq!(buildings::settle_in(&house.app, id, &people).await.unwrap(), 5);
        let expense = ExpenseId::new(now);
        let estate = Self { id, desk: house.sign_in(shop).await, expense };
        estate.spend(house, shop, (expense, 40_000_003)).await;
        estate
    }

    /// Writes down an expense that is divided by area, in this month.
    pub async fn spend(&self, house: &House, shop: &Shop, (id, amount): (ExpenseId, i64)) {
        let categories = buildings::categories(house.db(), self.id).await.unwrap();
        let water = water((categories[0].id, id), house.app.clock.now());
        let expense = NewExpense { amount: Money::rials(amount), ..water };
        buildings::add_expense(&house.app, (self.id, shop.owner), &expense).await.unwrap();
    }

    pub fn path(&self) -> String {
        format!("/buildings/{}", self.id)
    }

    /// The same, with this month's bills sent.
    pub async fn issued(self, house: &House) -> Self {
        self.issue(AZAR).await;
        house.work().await;
        self
    }

    /// An address for a route: of this building, and of Mina.
    pub async fn filled(&self, house: &House, route: &str) -> String {
        let id = async |query: &'static str| -> uuid::Uuid {
            sqlx::query_scalar(query).fetch_one(house.db()).await.unwrap()
        };
        let mina = id("select id from residents where name = 'Mina'").await;
        let resident = mina.to_string();
        let mina = ResidentId::from(mina);
        let token = house.app.keys.token(&Door::Resident { resident: mina });
        let charge = id("select id from charges where debtor = 'Mina' limit 1").await;
        self.have_what_is_asked_for(house, mina, route).await;
        let some = async |query: &'static str| -> String {
            let id: Option<uuid::Uuid> =
                sqlx::query_scalar(query).fetch_optional(house.db()).await.unwrap();
            id.unwrap_or_default().to_string()
        };
        if let Some(path) = self.behind_a_token(house, route).await {
            return path;
        }
        let route = &self.named(house, route).await;
        let route = match route.strip_prefix("/b/{token}") {
            Some(rest) => format!("/b/{token}{rest}"),
            None => route.to_owned(),
        };
        route
            .replace("{resident}", &resident)
            .replace("{building}", &self.id.to_string())
            .replace("{unit}", &some("select id from units order by number_order").await)
            .replace(
                "{stay}",
                &some("select id from occupancies where role = 'tenant' order by since").await,
            )
            .replace("{clearance}", &some("select id from clearances").await)
            .replace("{extra}", &some("select id from unit_extras").await)
            .replace("{expense}", &self.expense.to_string())
            .replace("{category}", &id("select id from cost_categories limit 1").await.to_string())
            .replace("{month}", &AZAR.to_string())
            .replace("{run}", &id("select id from charge_runs").await.to_string())
            .replace("{promise}", &some("select id from promises").await)
            .replace("{report}", &uuid::Uuid::nil().to_string())
            .replace(
                "{opening}",
                &some("select id from opening_balances where not is_credit").await,
            )
            .replace("{levy}", &some("select id from levies where deleted_at is null").await)
            .replace("{brought}", &some("select id from fund_openings").await)
            .replace("{meter}", &some("select id from meters order by id").await)
            .replace(
                "{reading}",
                &some("select id from meter_readings order by meter_id, read_on desc").await,
            )
            .replace("{request}", &some("select id from resident_requests").await)
            .replace("{announcement}", &some("select id from announcements").await)
            .replace("{poll}", &some("select id from polls").await)
            .replace("{document}", &some("select id from building_documents").await)
            .replace("{takeover}", &some("select id from building_takeovers").await)
            .replace("{deposit}", &some("select id from bank_deposits order by amount").await)
            .replace("{decision}", &self.expense.to_string())
            .replace("{charge}", &charge.to_string())
            .replace("{settlement}", &self.receipt(house, mina).await.to_string())
    }

    /// The pages whose tokens are of nobody's debt.
    async fn behind_a_token(&self, house: &House, route: &str) -> Option<String> {
        match route {
            "/verify/{token}" => Some(self.verified(house).await),
            "/u/{token}" => Some(self.lobby(house).await),
            _ => None,
        }
    }

    /// Makes what an address of a route is to lead to.
    async fn have_what_is_asked_for(&self, house: &House, mina: ResidentId, route: &str) {
        if route.contains("promise") {
            self.allow_promises(house).await;
        }
        if route.contains("{promise}") {
            self.promised(house, mina).await;
        }
        if route.contains("{stay}") {
            self.rented(house).await;
        }
        if route.contains("{clearance}") {
            self.cleared(house).await;
        }
        if route.contains("{certificate}") {
            self.certified(house).await;
        }
        if route.contains("/for-owner") {
            self.rented_by_mina(house).await;
        }
        if route.contains("{extra}") {
            self.extra(house).await;
        }
        if route.contains("{opening}") {
            self.brought(house).await;
        }
        if route.contains("{levy}") {
            levying::decided(house, (self.id, self.manager(house).await)).await;
        }
        if route.contains("{brought}") {
            funding::held(house, (self.id, self.manager(house).await)).await;
        }
        if route.contains("late-fees/{decision}") {
            self.decided(house).await;
        } else if route.contains("{decision}") {
            let maker = (self.id, self.manager(house).await);
            early::offered(house, maker, (self.expense.as_uuid().into(), 0)).await;
        }
        if route.contains("{request}") {
            self.asked(house, mina).await;
        }
        if route.contains("{poll}") {
            self.polled(house).await;
        }
        if route.contains("{takeover}") {
            handing_over::brought(&self.desk).await;
        }
        if route.contains("{deposit}") {
            assigning::unknown(house, self).await;
        }
        if route.contains("{document}") {
            self.documented(house).await;
        }
        if route.contains("{announcement}") {
            self.announced(house).await;
        }
    }

    /// Mina gave a little by hand, once.
    async fn receipt(&self, house: &House, resident: ResidentId) -> SettlementId {
        let member = self.manager(house).await;
        let new = NewReceipt {
            id: self.expense.as_uuid().into(),
            resident,
            way: Way::Cash,
            amount: Money::rials(1000),
            received_on: house.app.clock.now().date_naive(),
            reference: None,
        };
        buildings::receive(&house.app, (self.id, member), &new).await.unwrap();
        new.id
    }

    /// The manager's id.
    pub async fn manager(&self, house: &House) -> MemberId {
        let query = "select created_by from buildings";
        let member: uuid::Uuid = sqlx::query_scalar(query).fetch_one(house.db()).await.unwrap();
        member.into()
    }

    /// The page of Leila's first unit, as the code in the lobby opens it.
    async fn lobby(&self, house: &House) -> String {
        let query = "select id from units order by number_order limit 1";
        let unit: uuid::Uuid = sqlx::query_scalar(query).fetch_one(house.db()).await.unwrap();
        let door = Door::Unit { unit: unit.into() };
        let digest = house.app.keys.digest(&door);
        sqlx::query("update units set token_digest = $1 where id = $2")
            .bind(digest.as_slice())
            .bind(unit)
            .execute(house.db())
            .await
            .unwrap();
        door.path(&house.app.keys)
    }

    /// Residents may promise.
    pub async fn allow_promises(&self, house: &House) {
        let rules = PromiseRules { is_on: true, ..PromiseRules::default() };
        let maker = (self.id, self.manager(house).await);
        buildings::set_promises(&house.app, maker, &rules).await.unwrap();
    }

    /// Somebody promises to pay in a week, once.
    pub async fn promised(&self, house: &House, resident: ResidentId) {
        let token = house.app.keys.token(&Door::Resident { resident });
        let page = house.get(&format!("/b/{token}/promise")).await;
        let Some(shown) = page.attribute("[name=shown]", "value") else { return };
        let day = Jalali::of(house.app.clock.now() + TimeDelta::days(7));
        let [d, m, y] = [day.day.to_string(), day.month.to_string(), day.year.to_string()];
        let fields =
            [("shown", &*shown), ("count", "1"), ("day_d", &d), ("day_m", &m), ("day_y", &y)];
        house.submit(&format!("/b/{token}/promise"), &fields).await;
    }

    /// Leila owes 2,000,000 rial for unit 1 from before, due on 30 Mehr, and has paid 500,000 in advance for
    /// unit 2; once.
    pub async fn brought(&self, house: &House) {
        let query = "select unit_id, resident_id from occupancies
            join units on units.id = unit_id
            where role = 'owner' and number in ('1', '2') order by number";
        let homes: Vec<(uuid::Uuid, uuid::Uuid)> =
            sqlx::query_as(query).fetch_all(house.db()).await.unwrap();
        let now = house.app.clock.now();
        let opening = |home: usize, is_credit, amount| NewOpening {
            id: OpeningId::new(now),
            unit: homes[home].0.into(),
            resident: homes[home].1.into(),
            is_credit,
            amount: Money::rials(amount),
            since: NaiveDate::from_ymd_opt(2026, 10, 22).unwrap(),
            note: Some("دفتر قدیمی".to_owned()),
        };
        let both = [opening(0, false, 2_000_000), opening(1, true, 500_000)];
        let maker = (self.id, self.manager(house).await);
        buildings::bring(&house.app, maker, &both).await.unwrap();
    }

    /// The building decides that being late costs two percent a month, once.
    pub async fn decided(&self, house: &House) {
        let today = house.app.clock.now().date_naive();
        let new = NewDecision {
            id: DecisionId::from(self.expense.as_uuid()),
            words: "Two percent a month".to_owned(),
            decided_on: today,
            form: FeeForm::Monthly(200),
            grace: Grace::Shift(0),
            cap: None,
            valid_from: today,
        };
        let maker = (self.id, self.manager(house).await);
        buildings::decide_late_fees(&house.app, maker, &new).await.unwrap();
    }

    /// Issues a month as its preview shows it.
    pub async fn issue(&self, period: i32) -> Page {
        let path = format!("{}/charges/{period}", self.path());
        let digest = self.desk.get(&path).await.attribute("[name=digest]", "value").unwrap();
        self.desk.submit(&path, &[("digest", &digest)]).await
    }
}

/// An expense of this month, of a category.
pub fn water((category, id): (CategoryId, ExpenseId), now: DateTime<Utc>) -> NewExpense {
    NewExpense {
        id,
        category,
        title: "Water".to_owned(),
        supplier: None,
        amount: Money::rials(1000),
        spent_on: (Jalali::of(now).start() + TimeDelta::hours(12)).date_naive(),
        period: AZAR,
        months: 1,
        repeats: false,
        scope: Scope::All,
        keys: None,
        file: None,
    }
}

pub fn mobile(number: u32) -> Mobile {
    Mobile::parse(&format!("0935000{number:04}")).unwrap()
}

pub fn people() -> Vec<Person> {
    let person = |number: &str, is_owner, name: &str, digits| Person {
        block: String::new(),
        number: number.to_owned(),
        is_owner,
        name: name.to_owned(),
        mobile: Some(mobile(digits)),
        email: None,
        area: None,
        persons: None,
        share: None,
        since: None,
    };
    vec![
        person("1", true, "Leila", 1),
        person("2", true, "Leila", 1),
        person("2", false, "Reza", 2),
        person("3", true, "Mina", 3),
        person("4", true, "Mina", 3),
    ]
}
