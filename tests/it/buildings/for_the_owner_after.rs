//! What becomes of money that a tenant paid for the owner, and of its certificate: a bank that takes it back, a
//! month that is taken back, a bill that is paid early, a tenant who leaves.

use axum::http::StatusCode;
use chrono::TimeDelta;
use peyvand::ids::DecisionId;
use uuid::Uuid;

use super::Estate;
use super::account;
use super::early;
use super::estate::AZAR;
use super::for_the_owner::LEFT;
use super::for_the_owner::OWED;
use super::for_the_owner::at_bank;
use super::for_the_owner::credit;
use super::for_the_owner::owed;
use super::for_the_owner::pays;
use super::for_the_owner::place;
use super::for_the_owner::rented;
use super::giving_back::given_and_come_back;
use super::leaving::leaves;
use super::leaving::stay_of;
use super::paying;
use super::paying::address;
use super::paying::issued;
use crate::support::house::House;
use crate::support::page::Visitor;

/// Long enough for the first look back after a payment has ended.
const A_LOOK: TimeDelta = TimeDelta::minutes(6);

/// Half of what the month's water costs unit 2 is Leila's to pay.
pub const HALF: i64 = 5_000_001;

/// The pages on which somebody's only certificate is shown, and on which it is verified.
pub async fn certificate(visitor: &Visitor) -> (String, String) {
    let page = visitor.get(&place(visitor).await).await;
    let paper = page.attribute("a[href*='/certificates/']", "href").unwrap();
    let verify = visitor.get(&paper).await.attribute("a[href^='/verify/']", "href").unwrap();
    (paper, verify)
}

/// The month's water is borne half by owners; with Reza in his account.
pub async fn halved(house: &House, is_early: bool) -> (Estate, Visitor) {
    let shop = house.shop().await;
    let estate = Estate::open(house, &shop).await;
    house.run("update cost_categories set owner_percent = 50").await;
    if is_early {
        let id = DecisionId::new(house.app.clock.now());
        early::offered(house, (estate.id, shop.owner), (id, 5)).await;
    }
    let estate = estate.issued(house).await;
    let reza = account::sign_in(house, 2).await;
    (estate, reza)
}

/// The manager takes the month back.
pub async fn taken_back(house: &House, estate: &Estate) {
    let run: Uuid =
        sqlx::query_scalar("select id from charge_runs").fetch_one(house.db()).await.unwrap();
    let done = estate.desk.submit(&format!("{}/runs/{run}/reversal", estate.path()), &[]).await;
    assert_eq!(done.status, StatusCode::SEE_OTHER, "{done:?}");
}

#[tokio::test]
async fn money_that_the_bank_takes_back_is_owed_again_and_its_certificate_does_not_hold() {
    let (house, _, reza, _) = rented().await;
    // Two go to the bank, and one of them pays too much by what the other paid.
    let (one, other) = (at_bank(&house, &reza, &[0, 1]).await, pays(&house, &reza, &[0]).await);
    house.bank.pay(&one.page).await;
    house.get(&one.back).await;
    house.work().await;
    assert_eq!((house.count(OWED).await, credit(&house, "Reza").await), (0, 1_000_000));
    let valid = certificate(&reza).await.1;
    assert!(house.get(&valid).await.text().contains("اصل است"));
    house.bank.change_mind(&one.page).await;
    house.live(A_LOOK).await;
    assert_eq!((house.count(OWED).await, credit(&house, "Reza").await), (3_000_000, 0));
    let said = house.get(&valid).await.text();
    assert!(said.contains("دیگر معتبر نیست") && !said.contains("اصل است"), "{said}");
    let paper = certificate(&reza).await.0;
    assert!(reza.get(&paper).await.text().contains("این گواهی دیگر معتبر نیست"));
    house.audit().await;
    // Of the other the bank thinks what it thought; and what is owed again may be paid again.
    pays(&house, &reza, &[0]).await;
    assert_eq!(house.count(OWED).await, 0);
    house.bank.change_mind(&other.page).await;
    // The next look back is in the night.
    house.wind(TimeDelta::hours(26));
    house.work().await;
    assert_eq!(house.count(OWED).await, 1_000_000);
    house.audit().await;
}

#[tokio::test]
async fn a_payment_that_the_bank_takes_back_before_anybody_was_told_has_no_certificate() {
    let (house, _, reza, _) = rented().await;
    let sent = at_bank(&house, &reza, &[0]).await;
    house.bank.pay(&sent.page).await;
    house.get(&sent.back).await;
    house
        .run("update jobs set run_at = run_at + interval '1 day' where kind = 'charge_paid'")
        .await;
    house.bank.change_mind(&sent.page).await;
    house.live(A_LOOK).await;
    assert_eq!(house.count(OWED).await, 4_000_000);
    house.wind(TimeDelta::days(1));
    house.work().await;
    assert_eq!(house.count("select count(*) from owner_certificates").await, 0);
    house.audit().await;
}

#[tokio::test]
async fn what_was_paid_for_a_month_that_is_taken_back_is_the_owners_and_pays_the_month_anew() {
    let house = House::open().await;
    let (estate, reza) = halved(&house, false).await;
    let sent = pays(&house, &reza, &[0]).await;
    assert_eq!(house.count(OWED).await, 0);
    taken_back(&house, &estate).await;
    assert_eq!((credit(&house, "Leila").await, credit(&house, "Reza").await), (HALF, 0));
    let (paper, verify) = certificate(&reza).await;
    assert!(reza.get(&paper).await.text().contains("بعداً پس گرفته شده"));
    assert!(house.get(&verify).await.text().contains("اصل است"), "it was paid for the owner");
    house.audit().await;
    estate.issue(AZAR).await;
    house.work().await;
    assert_eq!((house.count(OWED).await, credit(&house, "Leila").await), (0, 0));
    house.audit().await;
    house.bank.change_mind(&sent.page).await;
    house.live(A_LOOK).await;
    assert_eq!((house.count(OWED).await, credit(&house, "Leila").await), (HALF, 0));
    house.audit().await;
}

#[tokio::test]
async fn a_bill_of_the_owner_that_the_tenant_pays_early_costs_what_it_would_cost_the_owner() {
    let house = House::open().await;
    let (_, reza) = halved(&house, true).await;
    let page = reza.get(&place(&reza).await).await.text();
    assert!(page.contains("همه را امروز بپردازید: ۴۸۰٬۰۰۰٫۱ تومان"), "{page}");
    let sent = pays(&house, &reza, &[0]).await;
    let taken = format!("select amount from payments where id = '{}'", sent.id);
    assert_eq!(house.count(&taken).await, 4_800_001);
    assert_eq!((house.count(OWED).await, credit(&house, "Reza").await), (0, 0));
    house.audit().await;
    house.bank.change_mind(&sent.page).await;
    house.live(A_LOOK).await;
    assert_eq!(house.count(OWED).await, HALF, "what was let off is owed again too");
    house.audit().await;
}

#[tokio::test]
async fn a_tenant_who_left_keeps_the_certificate_and_pays_for_the_owner_no_more() {
    let (house, _, reza, rezas) = rented().await;
    let waiting = at_bank(&house, &reza, &[1]).await;
    pays(&house, &reza, &[0]).await;
    let paper = certificate(&reza).await.0;
    house.run(LEFT).await;
    assert_eq!(reza.get(&paper).await.status, StatusCode::OK);
    assert_eq!(reza.get(&format!("{rezas}/for-owner")).await.status, StatusCode::NOT_FOUND);
    // What was at the bank already is still for what it was for.
    house.bank.pay(&waiting.page).await;
    house.get(&waiting.back).await;
    house.work().await;
    assert_eq!((house.count(OWED).await, credit(&house, "Reza").await), (0, 0));
    house.audit().await;
}

#[tokio::test]
async fn what_a_tenant_who_left_was_given_back_of_such_money_they_owe_when_the_bank_takes_it_back()
{
    let house = House::open().await;
    let (shop, estate) = issued(&house).await;
    paying::pay(&house, &address(&house, 2).await, "").await;
    owed(&house, &estate).await;
    let reza = account::sign_in(&house, 2).await;
    let waiting = at_bank(&house, &reza, &[0, 1]).await;
    pays(&house, &reza, &[1]).await;
    house.bank.pay(&waiting.page).await;
    house.get(&waiting.back).await;
    house.work().await;
    assert_eq!((house.count(OWED).await, credit(&house, "Reza").await), (0, 3_000_000));
    let stay = stay_of(&house, &estate, ("Reza", "2")).await;
    leaves(&estate, &stay, ("1", "10")).await;
    house.work().await;
    // Two million leave as money, and one stays.
    given_and_come_back(&house, &shop, &estate).await;
    assert_eq!(credit(&house, "Reza").await, 1_000_000);
    house.audit().await;
    house.bank.change_mind(&waiting.page).await;
    house.wind(TimeDelta::hours(26));
    house.work().await;
    let rezas = "select coalesce(sum(rest), 0)::bigint from open_charges
        join residents on residents.id = resident_id where name = 'Reza' and kind = 'given_back'";
    assert_eq!((house.count(OWED).await, house.count(rezas).await), (1_000_000, 2_000_000));
    assert_eq!(credit(&house, "Reza").await, 0);
    house.audit().await;
}
