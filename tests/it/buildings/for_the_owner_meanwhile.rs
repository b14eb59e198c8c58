//! What happens to the owner's items while a tenant is on the way to pay them: a second click and a second tab, a
//! month that is taken back, a waiver, a fee that grows, an owner who sells. Each rial is laid once, and what the
//! chosen items do not take is the tenant's.

use axum::http::StatusCode;
use chrono::TimeDelta;
use peyvand::buildings;
use peyvand::buildings::NewWaiver;
use peyvand::ids::SettlementId;
use peyvand::money::Money;
use uuid::Uuid;

use super::account;
use super::estate::AZAR;
use super::for_the_owner::CERTIFICATES;
use super::for_the_owner::OWED;
use super::for_the_owner::at_bank;
use super::for_the_owner::credit;
use super::for_the_owner::owed;
use super::for_the_owner::pays;
use super::for_the_owner::place;
use super::for_the_owner::press;
use super::for_the_owner::rented;
use super::for_the_owner_after::HALF;
use super::for_the_owner_after::certificate;
use super::for_the_owner_after::halved;
use super::for_the_owner_after::taken_back;
use crate::support::house::House;
use crate::support::people::Sent;

const PAYMENTS: &str = "select count(*) from payments";
const FEES: &str = "select coalesce(sum(rest), 0)::bigint from open_charges
    join residents on residents.id = resident_id
    join units on units.id = unit_id
    where residents.name = 'Leila' and number = '2' and open_charges.kind = 'fee'";

/// Whoever is at the bank pays and comes back.
async fn comes_back(house: &House, sent: &Sent) {
    house.bank.pay(&sent.page).await;
    house.get(&sent.back).await;
    house.work().await;
}

#[tokio::test]
async fn a_second_click_goes_to_the_same_page_and_a_second_tab_pays_what_the_first_left() {
    let (house, _, reza, rezas) = rented().await;
    let drawn = reza.get(&rezas).await;
    let clicked = press(&reza, &drawn, &[0, 1]).await.location.unwrap();
    assert_eq!(press(&reza, &drawn, &[0, 1]).await.location.as_ref(), Some(&clicked));
    assert_eq!(press(&reza, &drawn, &[0]).await.status, StatusCode::CONFLICT, "it is at the bank");
    assert_eq!(house.count(PAYMENTS).await, 1);
    let tab = at_bank(&house, &reza, &[1]).await;
    comes_back(&house, &tab).await;
    assert_eq!((house.count(OWED).await, credit(&house, "Reza").await), (1_000_000, 0));
    house.bank.pay(&clicked).await;
    house.live(TimeDelta::minutes(3)).await;
    assert_eq!((house.count(OWED).await, credit(&house, "Reza").await), (0, 3_000_000));
    let certified = "select sum(amount)::bigint from owner_certificates";
    assert_eq!((house.count(CERTIFICATES).await, house.count(certified).await), (2, 4_000_000));
    house.audit().await;
}

#[tokio::test]
async fn a_month_that_is_taken_back_and_issued_anew_is_chosen_anew_also_when_the_sum_is_the_same() {
    let house = House::open().await;
    let (estate, reza) = halved(&house, false).await;
    owed(&house, &estate).await;
    let rezas = place(&reza).await;
    let drawn = reza.get(&rezas).await;
    let waiting = at_bank(&house, &reza, &[2]).await;
    taken_back(&house, &estate).await;
    estate.issue(AZAR).await;
    house.work().await;
    assert_eq!(house.count(OWED).await, HALF + 4_000_000);
    let old = press(&reza, &drawn, &[0, 1, 2]).await;
    assert_eq!(old.status, StatusCode::CONFLICT, "one of them is gone, and he is not to pay two");
    assert_eq!(house.count(PAYMENTS).await, 1);
    // What was at the bank was for the month that is no more.
    comes_back(&house, &waiting).await;
    assert_eq!(house.count(OWED).await, HALF + 4_000_000);
    assert_eq!((credit(&house, "Reza").await, credit(&house, "Leila").await), (HALF, 0));
    assert_eq!(house.count(CERTIFICATES).await, 0);
    house.audit().await;
    pays(&house, &reza, &[0, 1, 2]).await;
    assert_eq!((house.count(OWED).await, house.count(CERTIFICATES).await), (0, 1));
    house.audit().await;
}

#[tokio::test]
async fn what_is_waived_meanwhile_is_the_tenants_and_is_nobodys_when_the_month_is_taken_back() {
    let house = House::open().await;
    let (estate, reza) = halved(&house, false).await;
    let waiting = at_bank(&house, &reza, &[0]).await;
    let query = "select id, resident_id from open_charges where id = any(
        select unnest(named) from resident_payments)";
    let (item, leila): (Uuid, Uuid) = sqlx::query_as(query).fetch_one(house.db()).await.unwrap();
    let waiver = NewWaiver {
        id: SettlementId::new(house.app.clock.now()),
        charge: item.into(),
        amount: Money::rials(1_000_001),
        reason: "آسانسور خراب بود".to_owned(),
    };
    let maker = (estate.id, estate.manager(&house).await);
    let whose = (leila.into(), house.app.clock.now().date_naive());
    buildings::waive(&house.app, maker, whose, &waiver).await.unwrap();
    comes_back(&house, &waiting).await;
    assert_eq!((house.count(OWED).await, credit(&house, "Reza").await), (0, 1_000_001));
    let (paper, verify) = certificate(&reza).await;
    for page in [reza.get(&paper).await, house.get(&verify).await] {
        assert!(
            page.text().contains("۴۰۰٬۰۰۰ تومان"),
            "what was laid, not what was paid: {page:?}"
        );
        assert!(!page.text().contains("پس گرفته شده"), "{page:?}");
    }
    house.audit().await;
    taken_back(&house, &estate).await;
    assert_eq!(
        (credit(&house, "Leila").await, credit(&house, "Reza").await),
        (4_000_000, 1_000_001)
    );
    for page in [reza.get(&paper).await, house.get(&verify).await] {
        assert!(page.text().contains("پول آن به حساب مالک مانده"), "{page:?}");
    }
    house.audit().await;
    // Of money that the bank takes back nothing stays with anybody, and nobody is told that it does.
    house.bank.change_mind(&waiting.page).await;
    house.live(TimeDelta::minutes(6)).await;
    assert_eq!((credit(&house, "Leila").await, credit(&house, "Reza").await), (0, 0));
    let said = house.get(&verify).await.text();
    assert!(said.contains("دیگر معتبر نیست") && !said.contains("به حساب مالک مانده"), "{said}");
    house.audit().await;
}

#[tokio::test]
async fn a_fee_that_grows_while_the_tenant_is_at_the_bank_leaves_no_more_than_its_growth_open() {
    let house = House::open().await;
    let (estate, _) = halved(&house, false).await;
    estate.decided(&house).await;
    house.wind(TimeDelta::days(20));
    buildings::charge_late_fees(&house.app).await.unwrap();
    let before = house.count(FEES).await;
    assert!(before > 0);
    let reza = account::sign_in(&house, 2).await;
    let waiting = at_bank(&house, &reza, &[0, 1]).await;
    house.wind(TimeDelta::hours(11));
    buildings::charge_late_fees(&house.app).await.unwrap();
    let grown = house.count(FEES).await - before;
    assert!(grown > 0);
    comes_back(&house, &waiting).await;
    assert_eq!((house.count(OWED).await, house.count(FEES).await), (grown, grown));
    assert_eq!((credit(&house, "Reza").await, house.count(CERTIFICATES).await), (0, 1));
    house.audit().await;
}

#[tokio::test]
async fn money_for_an_owner_who_sells_meanwhile_pays_what_they_owed_and_the_tenant_sees_no_more_of_it()
 {
    let (house, _, reza, rezas) = rented().await;
    let waiting = at_bank(&house, &reza, &[1]).await;
    let drawn = reza.get(&rezas).await;
    house
        .run(
            "update occupancies set since = '2026-01-01', until = '2026-11-22'
            from residents, units
            where residents.id = resident_id and units.id = unit_id
            and residents.name = 'Leila' and number = '2' and role = 'owner'",
        )
        .await;
    comes_back(&house, &waiting).await;
    assert_eq!((house.count(OWED).await, credit(&house, "Reza").await), (1_000_000, 0));
    assert_eq!(press(&reza, &drawn, &[0]).await.status, StatusCode::CONFLICT);
    assert!(reza.get(&rezas).await.attribute("form[action$='/for-owner']", "action").is_none());
    let only = reza.get(&format!("{rezas}/for-owner")).await;
    assert!(only.text().contains("اکنون چیزی نیست"), "{only:?}");
    let (paper, _) = certificate(&reza).await;
    assert!(reza.get(&paper).await.text().contains("L…"));
    house.audit().await;
}
