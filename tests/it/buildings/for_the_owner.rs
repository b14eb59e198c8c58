//! A tenant pays what the owner of the unit owes for it: what they see of it, what their money is laid on, and the
//! certificate that says so.

use axum::http::StatusCode;
use chrono::NaiveDate;
use chrono::TimeDelta;
use peyvand::buildings;
use peyvand::buildings::NewOpening;
use peyvand::ids::OpeningId;
use peyvand::money::Money;
use uuid::Uuid;

use super::Estate;
use super::account;
use super::estate::mobile;
use super::money::go_to_bank;
use super::paying::address;
use super::paying::issued;
use crate::support::house::House;
use crate::support::page::Page;
use crate::support::page::Visitor;
use crate::support::people::Sent;

/// What is open of Leila for unit 2, which Reza rents: one and three million rial.
pub const OWED: &str = "select coalesce(sum(rest), 0)::bigint from open_charges
    join residents on residents.id = resident_id
    join units on units.id = unit_id where residents.name = 'Leila' and number = '2'";
const REZAS: &str = "select coalesce(sum(rest), 0)::bigint from open_charges
    join residents on residents.id = resident_id where name = 'Reza'";
const CREDIT: &str = "select coalesce(sum(amount), 0)::bigint from party_credits
    join parties on parties.id = party_id
    join residents on residents.id = resident_id where name = ";
/// Reza is gone since the beginning of the month.
pub const LEFT: &str = "update occupancies set since = '2026-01-01', until = '2026-11-01'
    where role = 'tenant'";
pub const CERTIFICATES: &str = "select count(*) from owner_certificates";

pub async fn credit(house: &House, name: &str) -> i64 {
    house.count(&format!("{CREDIT}'{name}'")).await
}

/// Leila owes four million rial for unit 2, in two items, and two million for unit 1.
pub async fn owed(house: &House, estate: &Estate) {
    let now = house.app.clock.now();
    let mut all = vec![];
    for (number, amount, day) in [("2", 1_000_000, 12), ("2", 3_000_000, 22), ("1", 2_000_000, 22)]
    {
        let query = "select unit_id, resident_id from occupancies
            join units on units.id = unit_id where role = 'owner' and number = $1";
        let home: (Uuid, Uuid) =
            sqlx::query_as(query).bind(number).fetch_one(house.db()).await.unwrap();
        all.push(NewOpening {
            id: OpeningId::new(now),
            unit: home.0.into(),
            resident: home.1.into(),
            is_credit: false,
            amount: Money::rials(amount),
            since: NaiveDate::from_ymd_opt(2026, 9, day).unwrap(),
            note: None,
        });
    }
    let maker = (estate.id, estate.manager(house).await);
    buildings::bring(&house.app, maker, &all).await.unwrap();
}

/// A building in which that is so, with Reza in his account; and his page there.
pub async fn rented() -> (House, Estate, Visitor, String) {
    let house = House::open().await;
    let (_, estate) = issued(&house).await;
    owed(&house, &estate).await;
    let reza = account::sign_in(&house, 2).await;
    let place = place(&reza).await;
    (house, estate, reza, place)
}

pub async fn place(visitor: &Visitor) -> String {
    visitor.get("/my").await.attribute("h2 a[href^='/my/']", "href").unwrap()
}

/// Presses "pay for the owner" on a page, with those of the items that are at these places.
pub async fn press(visitor: &Visitor, page: &Page, chosen: &[usize]) -> Page {
    let form = "form[action$='/for-owner']";
    let of = |name: &str| page.attribute(&format!("{form} [name={name}]"), "value").unwrap();
    let items = page.attributes(&format!("{form} [name=item]"), "value");
    let hidden = ["payment", "at", "shown", "off"].map(|name| (name, of(name)));
    let mut fields: Vec<_> = hidden.iter().map(|(name, value)| (*name, value.as_str())).collect();
    fields.extend(chosen.iter().map(|at| ("item", items[*at].as_str())));
    visitor.submit(&page.attribute(form, "action").unwrap(), &fields).await
}

/// The same, and stands before the bank.
pub async fn at_bank(house: &House, visitor: &Visitor, chosen: &[usize]) -> Sent {
    house.wind(TimeDelta::milliseconds(1));
    let place = place(visitor).await;
    let pressed = press(visitor, &visitor.get(&place).await, chosen).await;
    let page = pressed.location.clone().unwrap_or_else(|| panic!("{pressed:?}"));
    let query = "select id from payments where bank_page = $1";
    let id: Uuid = sqlx::query_scalar(query).bind(&page).fetch_one(house.db()).await.unwrap();
    house.sent(id.into(), page)
}

/// The same, and pays; the browser comes back from the bank three times.
pub async fn pays(house: &House, visitor: &Visitor, chosen: &[usize]) -> Sent {
    let sent = at_bank(house, visitor, chosen).await;
    house.bank.pay(&sent.page).await;
    for _ in 0..3 {
        house.get(&sent.back).await;
    }
    house.work().await;
    sent
}

/// Reza pays more for Leila than there is left to pay, and has a certificate of what there was.
pub async fn reza_pays_for_leila(house: &House, estate: &Estate) {
    owed(house, estate).await;
    let reza = account::sign_in(house, 2).await;
    let sent = at_bank(house, &reza, &[0, 1]).await;
    pays(house, &reza, &[0]).await;
    house.bank.pay(&sent.page).await;
    house.get(&sent.back).await;
    house.work().await;
    assert_eq!(house.count(CERTIFICATES).await, 2);
}

#[tokio::test]
async fn a_tenant_sees_what_is_open_of_the_owner_for_this_unit_and_nothing_else_of_them() {
    let (house, estate, reza, place) = rented().await;
    let page = reza.get(&place).await;
    assert_eq!(page.attributes("form[action$='/for-owner'] [name=item]", "value").len(), 2);
    let said = page.text();
    for shown in ["بدهی مالک واحد ۲", "۱۰۰٬۰۰۰ تومان", "۳۰۰٬۰۰۰ تومان", "۴۰۰٬۰۰۰ تومان"]
    {
        assert!(said.contains(shown), "{shown}: {said}");
    }
    let only = format!("{place}/for-owner");
    for page in [&page, &reza.get(&only).await] {
        assert!(!page.html.contains("Leila") && !page.html.contains("۲۰۰٬۰۰۰ تومان"), "{page:?}");
    }
    // It is not his: what he owes is what he owed.
    assert_eq!(page.attribute("[name=shown]", "value").unwrap(), "10000001");
    // An item that is disputed is between the owner and the manager.
    let item = "select open_charges.id from open_charges join units on units.id = unit_id
        where number = '2' and rest = 1000000";
    let item: Uuid = sqlx::query_scalar(item).fetch_one(house.db()).await.unwrap();
    let dispute = format!("{}/bills/{item}/dispute", estate.path());
    estate.desk.submit(&dispute, &[("reason", "نادرست است")]).await;
    let page = reza.get(&place).await;
    assert_eq!(page.attributes("form[action$='/for-owner'] [name=item]", "value").len(), 1);
    house.audit().await;
}

#[tokio::test]
async fn nobody_pays_for_an_owner_but_who_rents_the_unit_today_and_while_the_building_lets_them() {
    let (house, estate, reza, rezas) = rented().await;
    let drawn = reza.get(&rezas).await;
    let (leila, mina) = (account::sign_in(&house, 1).await, account::sign_in(&house, 3).await);
    for other in [&leila, &mina] {
        let own = place(other).await;
        for path in [&own, &rezas] {
            let path = format!("{path}/for-owner");
            assert_eq!(other.get(&path).await.status, StatusCode::NOT_FOUND);
            assert_eq!(other.submit(&path, &[("at", "0")]).await.status, StatusCode::NOT_FOUND);
        }
    }
    let rule = format!("{}/for-owners", estate.path());
    estate.desk.submit(&rule, &[]).await;
    assert_eq!(press(&reza, &drawn, &[0]).await.status, StatusCode::NOT_FOUND);
    assert!(!reza.get(&rezas).await.text().contains("بدهی مالک"));
    estate.desk.submit(&rule, &[("is_on", "yes")]).await;
    assert!(reza.get(&rezas).await.text().contains("بدهی مالک"));
    house.run(LEFT).await;
    assert_eq!(press(&reza, &drawn, &[0]).await.status, StatusCode::NOT_FOUND);
    assert!(!reza.get(&rezas).await.text().contains("بدهی مالک"));
    assert_eq!(house.count("select count(*) from payments").await, 0);
}

#[tokio::test]
async fn money_for_the_owner_is_laid_on_what_was_chosen_and_both_and_the_manager_know_of_it() {
    let (house, estate, reza, rezas) = rented().await;
    pays(&house, &reza, &[1]).await;
    assert_eq!((house.count(OWED).await, house.count(REZAS).await), (1_000_000, 10_000_001));
    assert_eq!((credit(&house, "Reza").await, credit(&house, "Leila").await), (0, 0));
    let page = reza.get(&rezas).await;
    let paper = page.attribute("a[href*='/certificates/']", "href").unwrap();
    let printed = reza.get(&paper).await;
    let said = printed.text();
    for shown in ["شمارهٔ گواهی", "Reza", "L…", "۳۰۰٬۰۰۰ تومان", "واحد ۲", "Nastaran"]
    {
        assert!(said.contains(shown), "{shown}: {said}");
    }
    assert!(!said.contains("Leila"));
    assert_eq!(reza.get(&paper).await.text(), said, "it is the same however often it is asked for");
    // Anybody sees that it is genuine, and no names.
    let verify = printed.attribute("a[href^='/verify/']", "href").unwrap();
    let anybody = house.get(&verify).await;
    assert!(anybody.text().contains("اصل است") && anybody.text().contains("۳۰۰٬۰۰۰"));
    assert!(!anybody.html.contains("Reza") && !anybody.html.contains("Leila"), "{anybody:?}");

    let told = house.sms_to(&mobile(1)).await.pop().unwrap();
    assert!(told.contains("مستأجرتان") && told.contains("۳۰۰٬۰۰۰ تومان"), "{told}");
    assert!(house.sms_to(&mobile(2)).await.concat().contains("گواهی پرداخت ۱"));
    let (leila, mina) = (account::sign_in(&house, 1).await, account::sign_in(&house, 3).await);
    let (hers, minas) = (place(&leila).await, place(&mina).await);
    let (_, id) = paper.rsplit_once('/').unwrap();
    let whole = leila.get(&format!("{hers}/certificates/{id}")).await.text();
    assert!(whole.contains("Reza") && whole.contains("Leila"), "{whole}");
    let statement = leila.get(&format!("{hers}/statement?from=1405-01")).await;
    assert!(statement.text().contains("پرداخت مستأجر، Reza (گواهی شمارهٔ ۱)"), "{statement:?}");
    assert_eq!(statement.attributes("a[href^='/r/']", "href").len(), 0, "the receipt is Reza's");
    for path in [format!("{minas}/certificates/{id}"), format!("{rezas}/certificates/{id}")] {
        assert_eq!(mina.get(&path).await.status, StatusCode::NOT_FOUND);
    }
    let item = "select charge_id from allocations";
    let item: Uuid = sqlx::query_scalar(item).fetch_one(house.db()).await.unwrap();
    for page in [
        leila.get(&format!("{hers}/bills/{item}")).await,
        estate.desk.get(&format!("{}/bills/{item}", estate.path())).await,
    ] {
        assert!(page.text().contains("پرداخت مستأجر، Reza"), "{page:?}");
    }
    assert_eq!(reza.get(&format!("{rezas}/bills/{item}")).await.status, StatusCode::NOT_FOUND);
    let listed = estate.desk.get(&format!("{}/for-owners", estate.path())).await;
    let managers = listed.attribute("a[href*='/certificates/']", "href").unwrap();
    assert!(estate.desk.get(&managers).await.text().contains("Leila"));
    house.audit().await;
}

#[tokio::test]
async fn what_is_not_chosen_or_not_as_shown_is_said_and_nothing_is_charged() {
    let (house, _, reza, rezas) = rented().await;
    let drawn = reza.get(&rezas).await;
    let none = press(&reza, &drawn, &[]).await;
    assert_eq!(none.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(none.texts(".errors a[href='#item']").len(), 1);
    // An item of Leila's other unit, and one of his own, are not there to be chosen.
    let others = "select id from open_charges where rest in (2000000, 10000001)";
    let others: Vec<Uuid> = sqlx::query_scalar(others).fetch_all(house.db()).await.unwrap();
    for other in others {
        let fields =
            [("at", "0"), ("shown", "4000000"), ("off", "0"), ("item", &*other.to_string())];
        let refused = reza.submit(&format!("{rezas}/for-owner"), &fields).await;
        assert_eq!(refused.status, StatusCode::CONFLICT);
    }
    let fields = [("at", "7"), ("shown", "x"), ("off", ""), ("item", "x"), ("payment", "x")];
    let odd = reza.submit(&format!("{rezas}/for-owner"), &fields).await;
    assert_eq!(odd.status, StatusCode::CONFLICT);
    assert_eq!(house.count("select count(*) from payments").await, 0);
    pays(&house, &reza, &[0]).await;
    let old = press(&reza, &drawn, &[0]).await;
    assert_eq!(old.status, StatusCode::CONFLICT, "it was paid since");
    assert_eq!(house.count("select count(*) from payments").await, 1);
    house.audit().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn owner_and_tenant_who_pay_at_once_pay_nothing_twice_and_the_rest_is_whose_money_it_was() {
    let (house, _, reza, _) = rented().await;
    let beside = house.beside().await;
    let tenants = at_bank(&house, &reza, &[0, 1]).await;
    let door = address(&house, 1).await;
    // Leila pays the oldest of what she owes, a part of what Reza pays for her.
    let owners = go_to_bank(&house, &door, "1200000").await;
    for sent in [&tenants, &owners] {
        house.bank.pay(&sent.page).await;
    }
    let backs = tokio::join!(house.get(&tenants.back), beside.get(&owners.back));
    assert_eq!([backs.0.status, backs.1.status], [StatusCode::SEE_OTHER; 2]);
    house.live(TimeDelta::minutes(3)).await;
    assert_eq!(house.count(OWED).await, 0);
    let laid = "select coalesce(sum(amount), 0)::bigint from allocations where payment_id = ";
    let laid = house.count(&format!("{laid}'{}'", tenants.id)).await;
    assert_eq!(laid + credit(&house, "Reza").await, 4_000_000, "not a rial is lost");
    house.audit().await;
}

#[tokio::test]
async fn what_the_owner_has_paid_meanwhile_is_the_tenants_credit_and_they_are_told() {
    let (house, _, reza, rezas) = rented().await;
    let (whole, part) = (at_bank(&house, &reza, &[0, 1]).await, at_bank(&house, &reza, &[0]).await);
    let leila = account::sign_in(&house, 1).await;
    let hers = leila.get(&place(&leila).await).await;
    let of = |name: &str| hers.attribute(&format!("[name={name}]"), "value").unwrap();
    let fields = ["payment", "shown", "off"].map(|name| (name, of(name)));
    let fields = fields.each_ref().map(|(name, value)| (*name, value.as_str()));
    // Everything of hers: both units.
    let sent = leila.submit(&place(&leila).await, &fields).await;
    house.bank.pay(&sent.location.unwrap()).await;
    house.live(TimeDelta::minutes(3)).await;
    assert_eq!(house.count(OWED).await, 0);
    for sent in [&whole, &part] {
        house.bank.pay(&sent.page).await;
        house.get(&sent.back).await;
        house.get(&sent.back).await;
    }
    house.work().await;
    assert_eq!((credit(&house, "Reza").await, credit(&house, "Leila").await), (5_000_000, 0));
    assert_eq!(house.count(REZAS).await, 10_000_001, "for his own debt he did not pay");
    assert_eq!(house.count(CERTIFICATES).await, 0);
    let told = house.sms_to(&mobile(2)).await.concat();
    assert!(told.contains("بدهی مالک دیگر باز نبود؛ ۴۰۰٬۰۰۰ تومان"), "{told}");
    assert!(reza.get(&rezas).await.text().contains("۵۰۰٬۰۰۰"), "he sees what he has in advance");
    house.audit().await;
}

#[tokio::test]
async fn a_certificate_that_breaks_off_is_issued_once_by_whoever_does_the_job_again() {
    let (house, _, reza, _) = rented().await;
    let sent = at_bank(&house, &reza, &[0, 1]).await;
    house.bank.pay(&sent.page).await;
    house
        .run(
            "create function break_off() returns trigger language plpgsql
                as $$ begin raise 'broken off'; end $$;
            create trigger breaks before insert on notices
                for each row when (new.kind = 'for_owner') execute function break_off()",
        )
        .await;
    house.get(&sent.back).await;
    let payment = sent.id;
    assert!(buildings::tell_paid(&house.app, payment).await.is_err());
    assert_eq!((house.count(OWED).await, house.count(CERTIFICATES).await), (0, 0));
    house.run("drop trigger breaks on notices").await;
    let tell = || buildings::tell_paid(&house.app, payment);
    let (one, two) = tokio::join!(tell(), tell());
    one.and(two).unwrap();
    house.live(TimeDelta::minutes(3)).await;
    assert_eq!(house.count(CERTIFICATES).await, 1);
    let told = "select count(*) from notices where kind = 'for_owner'";
    assert_eq!(house.count(told).await, 2, "each hears of it once");
    house.audit().await;
}
