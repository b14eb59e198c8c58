//! The back office: what waits for a person, and the act that ends it.

use axum::http::StatusCode;
use chrono::TimeDelta;
use peyvand::alarms;
use peyvand::alarms::Kind;
use peyvand::mobile::Mobile;
use peyvand::money::Money;
use peyvand::transfers;

use crate::support::bank::FEE;
use crate::support::house::House;
use crate::support::page::Page;
use crate::support::page::Visitor;
use crate::support::payouts::CARD;
use crate::support::people::RENT;
use crate::support::people::Shop;

#[tokio::test]
async fn the_back_office_is_not_there_for_a_merchant() {
    let house = House::open().await;
    let shop = house.shop().await;
    let merchant = house.sign_in(&shop).await;
    assert_eq!(merchant.get("/ops").await.status, StatusCode::NOT_FOUND);
    let (operator, _) = operator(&house).await;
    let page = operator.get("/ops").await;
    assert!(page.text().contains("همه چیز آرام است"), "{page:?}");
}

#[tokio::test]
async fn money_that_differed_is_booked_when_the_bank_says_the_right_amount() {
    let house = House::open().await;
    let (operator, shop) = operator(&house).await;
    let sent = house.send(house.link(&shop).await).await;
    house.bank.pay_amount(&sent.page, Money::rials(RENT.as_rials() * 10)).await;
    house.get(&sent.back).await;
    house.live(TimeDelta::minutes(2)).await;

    let page = operator.get("/ops").await;
    assert!(page.text().contains("بانک مبلغ دیگری می‌گوید"), "{page:?}");
    let ask = format!("/ops/payments/{}/question", sent.id);
    assert_eq!(page.attribute(&format!("form[action='{ask}']"), "method").as_deref(), Some("post"));

    operator.submit(&ask, &[]).await;
    assert!(operator.get("/ops").await.text().contains("هنوز با پرداخت جور نیست"));
    assert_eq!(house.alarms().await, ["payment_differs"]);
    house.audit().await;

    house.run("update sandbox_bank_orders set paid_amount = amount").await;
    house.bank.fall_silent(&sent.page).await;
    operator.submit(&ask, &[]).await;
    assert!(operator.get("/ops").await.text().contains("هنوز پاسخ روشنی نمی‌دهد"));
    house.audit().await;

    house.wind(TimeDelta::minutes(1));
    operator.submit(&ask, &[]).await;
    let page = operator.get("/ops").await;
    assert!(page.text().contains("همه چیز آرام است"), "{page:?}");
    assert!(house.alarms().await.is_empty());
    assert_eq!(house.balance(shop.workspace).await, RENT - FEE);
}

#[tokio::test]
async fn money_about_which_its_merchant_says_nothing_for_days_goes_back_to_its_payer() {
    let house = House::open().await;
    let (operator, own) = operator(&house).await;
    let shop = house.shop().await;
    let [_, extra] = house.paid_twice(house.link(&shop).await).await;
    let act = format!("/ops/payments/{}/giving-back", extra.id);
    let offers = |page: &Page| page.attributes("form", "action").contains(&act);
    assert!(!offers(&operator.get("/ops").await), "the merchant has time to think");

    house.live(TimeDelta::days(3)).await;
    let operator = house.sign_in(&own).await;
    let page = operator.get("/ops").await;
    assert!(page.text().contains("پول بلاتکلیف") && offers(&page), "{page:?}");
    assert_eq!(operator.submit(&act, &[]).await.status, StatusCode::SEE_OTHER);
    house.work().await;
    assert!(!offers(&operator.get("/ops").await));
    let given = "select count(*) from suspense_decisions where decision = 'given_back'";
    assert_eq!(house.count(given).await, 1);
    assert_eq!(house.balance(shop.workspace).await, RENT - FEE);
}

#[tokio::test]
async fn a_dead_job_lives_again_and_its_alarm_is_laid_aside() {
    let house = House::open().await;
    let (_, shop) = operator(&house).await;
    let sent = house.send(house.link(&shop).await).await;
    house.bank.pay(&sent.page).await;
    house.get(&sent.back).await;
    house.run("alter table notices rename to gone").await;
    house.live(TimeDelta::hours(30)).await;
    house.run("alter table gone rename to notices").await;
    assert_eq!(house.alarms().await, ["job_dead"]);

    let operator = house.sign_in(&shop).await; // a day has passed
    let page = operator.get("/ops").await;
    assert!(page.text().contains("خبر دادن پرداخت"), "{page:?}");
    let revive = page.attribute("form[action^='/ops/jobs/']", "action").unwrap();
    operator.submit(&revive, &[]).await;
    assert_eq!(operator.submit(&revive, &[]).await.status, StatusCode::CONFLICT);
    house.work().await;
    assert!(house.alarms().await.is_empty());
    assert!(!house.sms_to(&shop.mobile).await.is_empty());
}

#[tokio::test]
async fn every_kind_of_work_that_died_has_a_name_that_a_person_reads() {
    let house = House::open().await;
    let (operator, _) = operator(&house).await;
    let (_, names) = include_str!("../../src/queue/job.rs").split_once("pub fn kind").unwrap();
    let (names, _) = names.split_once("/// How urgent").unwrap();
    let kinds: Vec<&str> = names.split('"').skip(1).step_by(2).collect();
    assert!(15 < kinds.len() && kinds.contains(&"tidy"), "{kinds:?}");
    house.leave_unchecked();
    for kind in &kinds {
        sqlx::query(
            "insert into jobs (id, kind, payload, state, priority, run_at, created_at)
            values (gen_random_uuid(), $1, '{}', 'dead', 0, now(), now())",
        )
        .bind(kind)
        .execute(house.db())
        .await
        .unwrap();
    }
    let page = operator.get("/ops").await.text();
    let unnamed: Vec<_> = kinds.iter().filter(|kind| page.contains(**kind)).collect();
    assert!(unnamed.is_empty(), "{unnamed:?}");
}

#[tokio::test]
async fn another_alarm_is_laid_aside_by_whoever_has_looked() {
    let house = House::open().await;
    let (operator, _) = operator(&house).await;
    let now = house.app.clock.now();
    alarms::raise(house.db(), Kind::GiveBackRefused, "x", "the bank refused", now).await.unwrap();
    let page = operator.get("/ops").await;
    assert!(page.text().contains("بانک پول را برنمی‌گرداند"), "{page:?}");
    let solve = page.attribute("form[action^='/ops/alarms/']", "action").unwrap();
    operator.submit(&solve, &[]).await;
    assert!(house.alarms().await.is_empty());
}

/// A shop's owner who is one of the people of the house, at the desk.
pub async fn operator(house: &House) -> (Visitor, Shop) {
    let shop = house.shop().await;
    sqlx::query("update members set mobile = '09120000001' where id = $1")
        .bind(shop.owner)
        .execute(house.db())
        .await
        .unwrap();
    let shop = Shop { mobile: Mobile::parse("09120000001").unwrap(), ..shop };
    (house.sign_in(&shop).await, shop)
}

#[tokio::test]
async fn a_person_of_the_house_stops_one_rail_or_one_workspace_and_lifts_it_again() {
    let house = House::open().await;
    let (operator, _) = operator(&house).await;
    let shop = house.shop().await;
    house.payout(&shop).await;
    house.answer(CARD).await;
    house.pay_payout(&shop).await;
    let path = "/ops/transfers/stop";
    let strange = operator.submit(path, &[("scope", "nobody"), ("reason", "a drill")]).await;
    assert_eq!(strange.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(strange.text().contains("انتخاب کنید"), "{}", strange.text());
    assert_eq!(strange.attribute("#reason", "value").as_deref(), Some("a drill"));
    let workspace = shop.workspace.to_string();
    for (scope, shown) in [("sandbox", "sandbox"), (workspace.as_str(), "Sarv")] {
        operator.submit(path, &[("scope", scope), ("reason", "a drill")]).await;
        let page = operator.get("/ops/transfers").await;
        assert!(page.text().contains("نگه داشته شده") && page.text().contains(shown), "{page:?}");
        operator.submit(&format!("{path}/{scope}/end"), &[]).await;
        assert!(transfers::stops(house.db()).await.unwrap().is_empty(), "{scope}");
    }
}

#[tokio::test]
async fn a_person_of_the_house_acts_only_after_a_fresh_proof_and_looks_without() {
    let house = House::open().await;
    let (operator, _) = operator(&house).await;
    alarms::raise(&house.app.db, Kind::JobDead, "x", "x", house.app.clock.now()).await.unwrap();
    house.wind(TimeDelta::minutes(6));
    let page = operator.get("/ops").await;
    let solve = page.attribute("form[action$='/solution']", "action").unwrap();
    let id = "019aa000-0000-7000-8000-000000000000";
    let payment = |act: &str| format!("/ops/payments/{id}/{act}");
    let transfer = |act: &str| format!("/ops/transfers/{id}/{act}");
    let acts: Vec<(String, &[(&str, &str)])> = vec![
        (solve, &[]),
        (format!("/ops/jobs/{id}/revival"), &[]),
        (payment("question"), &[]),
        (payment("giving-back"), &[]),
        ("/ops/gateways/sandbox/trial".to_owned(), &[]),
        ("/ops/carriers/sandbox/trial".to_owned(), &[]),
        (format!("/ops/terminals/{id}/trial"), &[]),
        ("/ops/transfers/stop".to_owned(), &[("reason", "x")]),
        ("/ops/transfers/stop/all/end".to_owned(), &[]),
        (transfer("question"), &[]),
        (transfer("verdict"), &[]),
    ];
    for (path, fields) in acts {
        let asked = operator.submit(&path, fields).await;
        assert_eq!(asked.status, StatusCode::FORBIDDEN, "{path}");
        assert_eq!(asked.attribute("form", "action").as_deref(), Some("/settings/proof"));
    }
    assert_eq!(house.alarms().await, ["job_dead"]);
    assert_eq!(operator.get("/ops/transfers").await.status, StatusCode::OK);
}

#[tokio::test]
async fn a_carrier_that_does_not_answer_is_named_until_a_person_has_it_tried() {
    let house = House::open().await;
    let (operator, _) = operator(&house).await;
    for _ in 0..3 {
        house.app.sms.note("sandbox", false, house.app.clock.now());
    }
    let page = operator.get("/ops").await;
    assert!(page.text().contains("شرکت‌هایی که پاسخ نمی‌دهند"), "{page:?}");
    let again = page.attribute("form[action^='/ops/carriers/']", "action").unwrap();
    let done = operator.submit(&again, &[]).await;
    assert_eq!(done.location.as_deref(), Some("/ops"));
    let page = operator.get("/ops").await;
    assert_eq!(page.attribute("form[action^='/ops/carriers/']", "action"), None);
    assert_eq!(operator.submit("/ops/carriers/nobody/trial", &[]).await.status, 404);
}
