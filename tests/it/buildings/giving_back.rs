//! Credit of somebody who left is given back to them by a payout: it is theirs once, as credit or as money.

use axum::http::StatusCode;
use chrono::TimeDelta;
use peyvand::adapters::rail::sandbox::Mood;
use peyvand::adapters::rail::sandbox::Stage;
use peyvand::adapters::sms::parts;
use peyvand::buildings;
use peyvand::ids::TransferId;
use uuid::Uuid;

use super::Estate;
use super::account;
use super::books::adds_up;
use super::estate::AZAR;
use super::estate::mobile;
use super::handing_over;
use super::leaving::door_of;
use super::leaving::leaves;
use super::leaving::stay_of;
use super::money::go_to_bank;
use super::paying::address;
use super::paying::issued;
use super::paying::pay;
use crate::support::house::House;
use crate::support::page::Page;
use crate::support::payouts::CARD;
use crate::support::payouts::recipients_mobile;
use crate::support::people::Sent;
use crate::support::people::Shop;

const CREDIT: &str = "select coalesce(sum(amount), 0)::bigint from party_credits";
const OWED: &str = "select coalesce(sum(rest), 0)::bigint from open_charges
    join residents on residents.id = resident_id where name = 'Reza'";
const PAYOUTS: &str = "select count(*) from payouts";
const OF_CREDIT: &str = "select count(*) from journals where kind like 'credit%'";

/// What giving credit back did to the funds.
const FUNDS: &str = "select coalesce(-sum(amount), 0)::bigint from entries
    join journals on journals.id = journal_id and journals.kind like 'credit%'
    join accounts on accounts.id = account_id and accounts.kind = 'building_fund'";

/// A quarter of the month's cost.
const BILL: i64 = 10_000_001;

/// What Reza pays, and what is left over of it.
const PAID: i64 = 15_000_000;
const SPARE: i64 = PAID - BILL;

/// Long enough for the first look back after a payment has ended.
const A_LOOK: TimeDelta = TimeDelta::minutes(6);

/// Reza paid too much and leaves at the end of Azar.
struct Gone {
    house: House,
    shop: Shop,
    estate: Estate,
    /// The pages of his stay.
    stay: String,
    paid: Sent,
}

impl Gone {
    async fn open() -> Self {
        let house = House::open().await;
        let (shop, estate) = issued(&house).await;
        let paid = go_to_bank(&house, &address(&house, 2).await, "1500000").await;
        house.bank.pay(&paid.page).await;
        house.get(&paid.back).await;
        house.work().await;
        let stay = stay_of(&house, &estate, ("Reza", "2")).await;
        assert_eq!(leaves(&estate, &stay, ("1", "10")).await.status, StatusCode::SEE_OTHER);
        house.work().await;
        reach_reza(&house, recipients_mobile().as_str()).await;
        Self { house, shop, estate, stay, paid }
    }

    async fn page(&self) -> Page {
        self.estate.desk.get(&format!("{}/leaving", self.stay)).await
    }

    async fn press(&self, shown: &Page, amount: &str) -> Page {
        press(&self.estate, &self.stay, shown, amount).await
    }

    /// Presses the button as the page offers it.
    async fn give(&self) -> Page {
        // Messages of one moment have no order.
        self.house.wind(TimeDelta::seconds(1));
        let shown = self.page().await;
        let amount = shown.attribute("[name=amount]", "value").unwrap();
        self.press(&shown, &amount).await
    }

    /// Reza says where to, and the manager pays at the bank.
    async fn sent(&self) {
        self.house.work().await;
        self.house.answer(CARD).await;
        self.house.pay_payout(&self.shop).await;
    }

    async fn end(&self) -> Page {
        let query = "select id from payouts order by id desc limit 1";
        let id: Uuid = sqlx::query_scalar(query).fetch_one(self.house.db()).await.unwrap();
        let desk = self.house.sign_in(&self.shop).await;
        desk.submit(&format!("/payouts/{id}/end"), &[]).await
    }

    /// The reports of the building add up with its books.
    async fn add_up(&self, when: &str) {
        let estate = Estate { desk: self.house.sign_in(&self.shop).await, ..self.estate };
        adds_up(&self.house, &estate, when).await;
    }

    async fn of_reza(&self) -> (i64, i64) {
        (self.house.count(OWED).await, self.house.count(CREDIT).await)
    }
}

async fn reach_reza(house: &House, mobile: &str) {
    let update = "update residents set mobile = $1 where name = 'Reza'";
    sqlx::query(update).bind(mobile).execute(house.db()).await.unwrap();
}

async fn press(estate: &Estate, stay: &str, shown: &Page, amount: &str) -> Page {
    let payout = shown.attribute("[name=payout]", "value").unwrap_or_default();
    let fields = [("payout", &*payout), ("amount", amount)];
    estate.desk.submit(&format!("{stay}/credit"), &fields).await
}

/// Of what Reza, who left, had paid too much a part came back to him as credit, and another as money.
pub async fn given_and_come_back(house: &House, shop: &Shop, estate: &Estate) {
    reach_reza(house, recipients_mobile().as_str()).await;
    house.rail_is(Mood::Prompt).await;
    let stay = stay_of(house, estate, ("Reza", "2")).await;
    for (amount, is_ended) in [("100000", true), ("200000", false)] {
        house.wind(TimeDelta::minutes(2));
        let shown = estate.desk.get(&format!("{stay}/leaving")).await;
        let given = press(estate, &stay, &shown, amount).await;
        assert_eq!(given.status, StatusCode::SEE_OTHER, "{}", given.text());
        house.work().await;
        if is_ended {
            let query = "select payout_id from given_backs";
            let id: Uuid = sqlx::query_scalar(query).fetch_one(house.db()).await.unwrap();
            estate.desk.submit(&format!("/payouts/{id}/end"), &[]).await;
        }
    }
    house.answer(CARD).await;
    house.pay_payout(shop).await;
    house.live(TimeDelta::hours(1)).await;
}

#[tokio::test]
async fn what_is_left_over_is_given_back_and_each_book_says_so() {
    let mut gone = Gone::open().await;
    let house = &gone.house;
    house.rail_is(Mood::Slow).await;
    assert_eq!(gone.of_reza().await, (0, SPARE));
    let told = house.sms_to(&recipients_mobile()).await.len();
    assert_eq!(gone.give().await.status, StatusCode::SEE_OTHER);
    assert_eq!(gone.of_reza().await, (0, 0), "it can pay no bill any more");
    gone.add_up("on its way").await;
    assert_eq!(house.count("select amount from payouts").await, SPARE);
    house.work().await;
    let messages = house.sms_to(&recipients_mobile()).await.split_off(told);
    assert!(messages.len() == 1 && parts(&messages[0]) <= 2, "{messages:?}");
    let noted = "select count(*) from acts where kind = 'credit_given_back'";
    assert_eq!(house.count(noted).await, 1);
    let page = gone.page().await;
    assert!(page.text().contains("کنار گذاشته می‌ماند"), "{}", page.text());
    assert!(page.attribute("[name=payout]", "value").is_none());

    gone.sent().await;
    assert_eq!(house.count(FUNDS).await, SPARE, "until it has left the fund keeps it for him");
    house.rail_lets(Stage::Settled).await;
    house.live(TimeDelta::hours(1)).await;
    let fee = house.count("select fee from transfers").await;
    assert!(0 < fee);
    assert_eq!((house.count(FUNDS).await, house.count(OF_CREDIT).await), (-fee, 2));
    let transfer: Uuid =
        sqlx::query_scalar("select id from transfers").fetch_one(house.db()).await.unwrap();
    for _ in 0..3 {
        buildings::follow(&house.app, TransferId::from(transfer)).await.unwrap();
    }
    assert_eq!((house.count(FUNDS).await, house.count(OF_CREDIT).await), (-fee, 2));

    gone.estate.desk = house.sign_in(&gone.shop).await;
    let (desk, path) = (&gone.estate.desk, gone.estate.path());
    let word = "پس‌داده از پیش‌پرداخت";
    for of in ["report", &format!("report/{AZAR}"), "by-unit", "year"] {
        let page = desk.get(&format!("{path}/{of}")).await;
        assert!(page.text().contains(word) && page.text().contains("۴۹۹٬۹۹۹"), "{of}: {page:?}");
    }
    let ledger = desk.get("/accounting/ledger").await.text();
    for said in ["کنار گذاشتن پیش‌پرداخت برای پس‌دادن", "رفتن پیش‌پرداخت پس‌داده"]
    {
        assert!(ledger.contains(said), "{said}: {ledger}");
    }
    let bundle = desk.get(&format!("{path}/hand-over.zip")).await;
    let book = handing_over::part(&bundle.body, "building.json");
    let book: serde_json::Value = serde_json::from_str(&book).unwrap();
    assert_eq!(book["given_back"][0]["amount"], SPARE);

    reach_reza(house, mobile(2).as_str()).await;
    let visitor = account::sign_in(house, 2).await;
    let place = visitor.get("/my").await.attribute("h2 a[href^='/my/']", "href").unwrap();
    let statement = visitor.get(&format!("{place}/statement")).await.text();
    assert!(statement.contains(word) && statement.contains("تسویه"), "{statement}");
    house.audit().await;
}

#[tokio::test]
async fn however_often_and_wherever_it_is_pressed_there_is_one_payout() {
    let gone = Gone::open().await;
    let (one, other) = (gone.page().await, gone.page().await);
    let clicks = tokio::join!(
        gone.press(&one, "200000"),
        gone.press(&one, "200000"),
        gone.press(&other, "200000"),
    );
    for click in [clicks.0, clicks.1, clicks.2] {
        assert_eq!(click.status, StatusCode::SEE_OTHER, "{}", click.text());
    }
    assert_eq!(gone.house.count(PAYOUTS).await, 1);
    assert_eq!(gone.of_reza().await, (0, SPARE - 2_000_000));
    gone.house.audit().await;
}

#[tokio::test]
async fn more_than_is_left_over_is_refused_beside_the_field() {
    let gone = Gone::open().await;
    let shown = gone.page().await;
    for typed in ["500000", "", "x"] {
        let refused = gone.press(&shown, typed).await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY, "{typed}");
        assert_eq!(refused.attribute("#amount", "value").as_deref(), Some(typed));
        assert!(refused.attribute("#amount[aria-invalid=true]", "id").is_some(), "{typed}");
    }
    assert_eq!((gone.house.count(PAYOUTS).await, gone.of_reza().await), (0, (0, SPARE)));
    assert_eq!(gone.press(&shown, "499999").await.status, StatusCode::SEE_OTHER);
    gone.house.audit().await;
}

#[tokio::test]
async fn who_owes_or_has_not_left_is_given_nothing_back() {
    let house = House::open().await;
    let (_, estate) = issued(&house).await;
    let stay = stay_of(&house, &estate, ("Reza", "2")).await;
    let shown = estate.desk.get(&format!("{stay}/leaving")).await;
    assert!(shown.attribute("[name=payout]", "value").is_none());
    assert_eq!(press(&estate, &stay, &shown, "1000").await.status, StatusCode::CONFLICT);
    assert_eq!(leaves(&estate, &stay, ("1", "10")).await.status, StatusCode::SEE_OTHER);
    let shown = estate.desk.get(&format!("{stay}/leaving")).await;
    assert!(shown.attribute("[name=payout]", "value").is_none());
    let refused = press(&estate, &stay, &shown, "1000").await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(house.count(PAYOUTS).await, 0);
}

#[tokio::test]
async fn a_payout_that_reaches_nobody_lets_the_credit_come_back_once() {
    let gone = Gone::open().await;
    let house = &gone.house;
    gone.give().await;
    for _ in 0..2 {
        gone.end().await;
    }
    assert_eq!((gone.of_reza().await, house.count(FUNDS).await), ((0, SPARE), 0));
    assert_eq!(house.count(OF_CREDIT).await, 2);

    // The second one leaves, comes back from the bank, and is taken back.
    house.rail_is(Mood::Slow).await;
    let mut gone = gone;
    gone.estate.desk = gone.house.sign_in(&gone.shop).await;
    let house = &gone.house;
    assert_eq!(gone.give().await.status, StatusCode::SEE_OTHER);
    gone.sent().await;
    for stage in [Stage::Settled, Stage::Returned] {
        house.rail_lets(stage).await;
        house.live(TimeDelta::hours(7)).await;
    }
    assert_eq!((gone.of_reza().await, house.count(FUNDS).await), ((0, 0), SPARE));
    for _ in 0..2 {
        gone.end().await;
    }
    assert_eq!((gone.of_reza().await, house.count(FUNDS).await), ((0, SPARE), 0));
    assert_eq!(house.count(PAYOUTS).await, 2);
    gone.add_up("come back").await;
    assert_eq!(house.alarms().await, ["transfer_returned"]);
    let page = house.sign_in(&gone.shop).await.get(&format!("{}/report", gone.estate.path())).await;
    assert!(!page.text().contains("پس‌داده"), "as if it had never been: {}", page.text());
    house.audit().await;
}

#[tokio::test]
async fn money_that_the_bank_takes_back_after_it_was_given_back_is_owed_and_no_credit_is_below_zero()
 {
    let gone = Gone::open().await;
    let house = &gone.house;
    gone.give().await;
    house.bank.change_mind(&gone.paid.page).await;
    house.live(A_LOOK).await;
    assert_eq!(gone.of_reza().await, (BILL + SPARE, 0));
    let page = gone.page().await;
    assert!(page.text().contains("پیش‌پرداختی که پس داده شد"), "{}", page.text());
    let item = "select id from charges where kind = 'given_back'";
    let item: Uuid = sqlx::query_scalar(item).fetch_one(house.db()).await.unwrap();
    let bill = gone.estate.desk.get(&format!("{}/bills/{item}", gone.estate.path())).await;
    assert!(bill.text().contains("پولش پس از آن برگشت خورد"), "{}", bill.text());
    gone.add_up("lost").await;
    house.audit().await;

    // The payout had not been paid for: it is ended, and what it was to give pays what is open.
    gone.end().await;
    assert_eq!(gone.of_reza().await, (BILL, 0));
    house.audit().await;
}

#[tokio::test]
async fn what_was_given_back_and_lost_is_paid_like_any_other_item() {
    let gone = Gone::open().await;
    let house = &gone.house;
    gone.give().await;
    gone.sent().await;
    house.live(TimeDelta::hours(1)).await;
    house.bank.change_mind(&gone.paid.page).await;
    house.live(TimeDelta::days(1)).await;
    assert_eq!(gone.of_reza().await, (BILL + SPARE, 0));
    let door = door_of(house, "Reza").await;
    // One item after the other.
    for _ in 0..2 {
        pay(house, &door, "").await;
    }
    assert_eq!(gone.of_reza().await, (0, 0));
    gone.add_up("paid again").await;
    house.audit().await;
}

#[tokio::test]
async fn a_booking_that_breaks_off_leaves_nothing_half_done() {
    let gone = Gone::open().await;
    let house = &gone.house;
    house
        .run(
            "create function break_off() returns trigger language plpgsql
                as $$ begin raise 'broken off'; end $$;
            create trigger breaks before insert on journals
                for each row when (new.kind like 'credit%') execute function break_off()",
        )
        .await;
    let shown = gone.page().await;
    let broken = gone.press(&shown, "200000").await;
    assert_eq!(broken.status, StatusCode::INTERNAL_SERVER_ERROR);
    assert_eq!((house.count(PAYOUTS).await, gone.of_reza().await), (0, (0, SPARE)));
    house.run("alter table journals disable trigger breaks").await;
    assert_eq!(gone.press(&shown, "200000").await.status, StatusCode::SEE_OTHER);

    house.run("alter table journals enable trigger breaks").await;
    assert_eq!(gone.end().await.status, StatusCode::INTERNAL_SERVER_ERROR);
    assert_eq!(house.count("select count(*) from payout_endings").await, 0);
    house.run("drop trigger breaks on journals").await;
    assert_eq!(gone.end().await.status, StatusCode::SEE_OTHER);
    assert_eq!(gone.of_reza().await, (0, SPARE));
    house.audit().await;
}

#[tokio::test]
async fn nobody_agrees_on_another_amount_than_was_taken_from_the_credit() {
    let gone = Gone::open().await;
    let house = &gone.house;
    gone.give().await;
    house.work().await;
    let reply = format!("{}/reply", house.recipients_page().await);
    let form = [("kind", "wrong_amount"), ("amount", "900000"), ("note", "")];
    assert_eq!(house.submit(&reply, &form).await.status, StatusCode::SEE_OTHER);
    let id: Uuid =
        sqlx::query_scalar("select id from payouts").fetch_one(house.db()).await.unwrap();
    let path = format!("/payouts/{id}");
    let shown = gone.estate.desk.get(&path).await;
    assert!(!shown.html.contains(&format!("{path}/proposal")), "{}", shown.text());
    gone.estate.desk.submit(&format!("{path}/proposal"), &[]).await;
    assert_eq!(house.count("select amount from payouts").await, SPARE);
    house.audit().await;
}
