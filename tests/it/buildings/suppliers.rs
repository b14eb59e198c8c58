//! An expense is paid to its supplier by a payout from its page, and the building's fund pays for it once.

use axum::http::StatusCode;
use chrono::TimeDelta;
use peyvand::adapters::rail::sandbox::Mood;
use peyvand::adapters::rail::sandbox::Stage;
use peyvand::buildings;
use peyvand::ids::ExpenseId;
use peyvand::ids::TransferId;
use uuid::Uuid;

use super::Estate;
use super::estate::AZAR;
use crate::crash;
use crate::support::house::House;
use crate::support::page::Page;
use crate::support::payouts::CARD;
use crate::support::payouts::RECIPIENT;
use crate::support::payouts::recipients_mobile;
use crate::support::people::Shop;
use crate::support::program::Program;

/// What the funds have paid for expenses, with what sending it cost.
const FUNDS_PAID: &str = "select coalesce(sum(amount), 0)::bigint from entries
    join journals on journals.id = journal_id
    join accounts on accounts.id = account_id
    where accounts.kind = 'building_fund'
    and journals.kind in ('expense_paid', 'expense_paid_back')";
const JOURNALS: &str =
    "select count(*) from journals where kind in ('expense_paid', 'expense_paid_back')";
const PAYOUTS: &str = "select count(*) from payouts";

/// What the expense of the estate costs, with the house's fee of 0.2 percent.
const SPENT: i64 = 40_000_003;
const WITH_FEE: i64 = SPENT + 80_000;

async fn begun() -> (House, Shop, Estate) {
    let house = House::open().await;
    let shop = house.shop().await;
    let estate = Estate::open(&house, &shop).await;
    (house, shop, estate)
}

fn page_of(estate: &Estate, expense: ExpenseId) -> String {
    format!("{}/expenses/{expense}", estate.path())
}

/// Presses the button on the page of an expense.
async fn ask(estate: &Estate, expense: ExpenseId) -> Page {
    let path = page_of(estate, expense);
    let shown = estate.desk.get(&path).await;
    press(estate, &path, &shown, recipients_mobile().as_str()).await
}

async fn press(estate: &Estate, path: &str, shown: &Page, mobile: &str) -> Page {
    let of = |name: &str| shown.attribute(&format!("[name={name}]"), "value").unwrap_or_default();
    let (payout, month) = (of("payout"), of("month"));
    let fields = [
        ("payout", &*payout),
        ("month", &*month),
        ("payee", RECIPIENT),
        ("mobile", mobile),
        ("email", ""),
    ];
    estate.desk.submit(&format!("{path}/payouts"), &fields).await
}

/// The supplier says where to, and the manager pays at the bank; the rail keeps it under way.
async fn sent(house: &House, shop: &Shop, estate: &Estate) {
    house.rail_is(Mood::Slow).await;
    assert_eq!(ask(estate, estate.expense).await.status, StatusCode::SEE_OTHER);
    house.work().await;
    house.answer(CARD).await;
    house.pay_payout(shop).await;
}

/// The expense of an estate is paid, once.
pub async fn is_paid(house: &House, shop: &Shop, estate: &Estate) {
    sent(house, shop, estate).await;
    house.rail_lets(Stage::Settled).await;
    house.live(TimeDelta::hours(1)).await;
}

#[tokio::test]
async fn a_supplier_is_paid_from_the_page_of_the_expense_and_the_fund_pays_when_the_money_has_left()
{
    let (house, shop, mut estate) = begun().await;
    sent(&house, &shop, &estate).await;
    let page = estate.desk.get(&page_of(&estate, estate.expense)).await;
    assert!(page.text().contains("در راه"), "{}", page.text());
    assert_eq!(
        house.count(FUNDS_PAID).await,
        0,
        "on its way it is nobody's but the supplier's yet"
    );
    house.rail_lets(Stage::Settled).await;
    house.live(TimeDelta::hours(1)).await;
    assert_eq!(house.count(FUNDS_PAID).await, WITH_FEE);
    // What follows is told again and again, and done once.
    let transfer: Uuid =
        sqlx::query_scalar("select id from transfers").fetch_one(house.db()).await.unwrap();
    for _ in 0..3 {
        buildings::follow(&house.app, TransferId::from(transfer)).await.unwrap();
    }
    assert_eq!((house.count(FUNDS_PAID).await, house.count(JOURNALS).await), (WITH_FEE, 1));
    estate.desk = house.sign_in(&shop).await;
    let month = estate.desk.get(&format!("{}/report/{AZAR}", estate.path())).await;
    assert!(month.text().contains("کارمزد واریز"), "the fee is told too: {}", month.text());

    // The next time the building knows how they are reached.
    let next = ExpenseId::new(house.app.clock.now());
    estate.spend(&house, &shop, (next, 5_000_000)).await;
    sqlx::query("update expenses set supplier = $1 where id = $2")
        .bind(RECIPIENT)
        .bind(next.as_uuid())
        .execute(house.db())
        .await
        .unwrap();
    let shown = estate.desk.get(&page_of(&estate, next)).await;
    let mobile = shown.attribute("[name=mobile]", "value");
    assert_eq!(mobile.as_deref(), Some(recipients_mobile().as_str()));
    house.audit().await;
}

#[tokio::test]
async fn however_often_and_wherever_it_is_clicked_there_is_one_payout() {
    let (house, _, estate) = begun().await;
    let path = page_of(&estate, estate.expense);
    let (one, other) = (estate.desk.get(&path).await, estate.desk.get(&path).await);
    let mobile = recipients_mobile().as_str().to_owned();
    let clicks = tokio::join!(
        press(&estate, &path, &one, &mobile),
        press(&estate, &path, &one, &mobile),
        press(&estate, &path, &other, &mobile),
    );
    for click in [clicks.0, clicks.1, clicks.2] {
        assert_eq!(click.status, StatusCode::SEE_OTHER, "{}", click.text());
    }
    assert_eq!(house.count(PAYOUTS).await, 1);
    assert!(estate.desk.get(&path).await.attribute("[name=payee]", "value").is_none());
    house.work().await;
    assert_eq!(house.sms_to(&recipients_mobile()).await.len(), 1);
    house.audit().await;
}

#[tokio::test]
async fn money_that_comes_back_is_the_funds_again() {
    let (house, shop, mut estate) = begun().await;
    is_paid(&house, &shop, &estate).await;
    house.rail_lets(Stage::Returned).await;
    house.live(TimeDelta::hours(7)).await;
    assert_eq!((house.count(FUNDS_PAID).await, house.count(JOURNALS).await), (0, 2));
    assert_eq!(house.alarms().await, ["transfer_returned"]);
    estate.desk = house.sign_in(&shop).await;
    let page = estate.desk.get(&page_of(&estate, estate.expense)).await;
    assert_eq!(page.status, StatusCode::OK);
    assert!(page.attribute("[name=payee]", "value").is_none(), "its payout is still to decide on");
    house.audit().await;
}

#[tokio::test]
async fn a_payout_that_was_ended_leaves_the_expense_unpaid_and_free_to_change() {
    let (house, _, estate) = begun().await;
    ask(&estate, estate.expense).await;
    let path = page_of(&estate, estate.expense);
    let deletion = format!("{path}/deletion");
    let held = estate.desk.submit(&deletion, &[]).await;
    assert_eq!(held.status, StatusCode::UNPROCESSABLE_ENTITY, "it stays while its payout lives");
    let id: Uuid =
        sqlx::query_scalar("select id from payouts").fetch_one(house.db()).await.unwrap();
    estate.desk.submit(&format!("/payouts/{id}/end"), &[]).await;
    house.wind(TimeDelta::seconds(1));
    assert_eq!(ask(&estate, estate.expense).await.status, StatusCode::SEE_OTHER);
    assert_eq!((house.count(PAYOUTS).await, house.count(FUNDS_PAID).await), (2, 0));
    let living = "select id from payouts where id not in (select payout_id from payout_endings)";
    let id: Uuid = sqlx::query_scalar(living).fetch_one(house.db()).await.unwrap();
    estate.desk.submit(&format!("/payouts/{id}/end"), &[]).await;
    assert_eq!(estate.desk.submit(&deletion, &[]).await.status, StatusCode::SEE_OTHER);
    house.audit().await;
}

#[tokio::test]
async fn while_the_rail_is_silent_the_fund_pays_nothing_and_afterwards_once() {
    for (mood, paid) in [(Mood::Silent, WITH_FEE), (Mood::Lost, 0), (Mood::Refusing, 0)] {
        let (house, shop, estate) = begun().await;
        assert_eq!(ask(&estate, estate.expense).await.status, StatusCode::SEE_OTHER);
        house.work().await;
        house.answer(CARD).await;
        house.rail_is(mood).await;
        house.pay_payout(&shop).await;
        let settled = "select count(*) from transfers where status = 'settled'";
        assert_eq!(house.count(JOURNALS).await, house.count(settled).await, "{mood:?}");
        house.live(TimeDelta::hours(2)).await;
        assert_eq!(house.count(FUNDS_PAID).await, paid, "{mood:?}");
        assert_eq!(house.count(JOURNALS).await, house.count(settled).await, "{mood:?}");
        house.audit().await;
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_death_while_the_fund_pays_leaves_all_or_nothing_and_is_made_good() {
    for fate in [crash::Fate::Lost, crash::Fate::Kept] {
        let house = House::open_now().await;
        let shop = house.shop().await;
        let estate = Estate::open(&house, &shop).await;
        sent(&house, &shop, &estate).await;
        house.rail_lets(Stage::Settled).await;
        let transfer: Uuid =
            sqlx::query_scalar("select id from transfers").fetch_one(house.db()).await.unwrap();
        peyvand::transfers::ask_again(&house.app, TransferId::from(transfer)).await.unwrap();
        // The program goes by the database's own time, which is before that of the test.
        house.run("update jobs set run_at = now() where kind = 'transfer_moved'").await;
        crash::set_trap(&house, "insert", "journals", "new.kind = 'expense_paid'").await;
        let mut lock = crash::hold(&house).await;
        let program = Program::worker(house.database());
        crash::stands_at_the_trap(&house).await;
        program.kill();
        crash::settle_fate(&house, &mut lock, fate).await;
        drop((lock, program));
        house.catch_up().await;
        house.live(TimeDelta::minutes(10)).await;
        assert_eq!((house.count(FUNDS_PAID).await, house.count(JOURNALS).await), (WITH_FEE, 1));
        house.audit().await;
    }
}

#[tokio::test]
async fn a_supplier_who_cannot_be_reached_is_asked_about_beside_the_field() {
    let (house, _, estate) = begun().await;
    let path = page_of(&estate, estate.expense);
    let shown = estate.desk.get(&path).await;
    for mobile in ["", "zzz"] {
        let page = press(&estate, &path, &shown, mobile).await;
        assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert_eq!(page.attribute("#payee", "value").as_deref(), Some(RECIPIENT));
        assert!(page.attribute("#mobile[aria-invalid=true]", "id").is_some(), "{}", page.text());
    }
    assert_eq!(house.count(PAYOUTS).await, 0);
}
