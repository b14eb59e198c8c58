use chrono::TimeDelta;

use super::NOBODYS;
use super::OTHER_PASSWORD;
use super::PASSWORD;
use super::SARAS;
use super::ask;
use super::is_in;
use super::log_in;
use super::mobile_of;
use crate::support::house::House;

const SECRETS: [&str; 3] = ["/settings/email", "/settings/password", "/settings/mobile"];

#[tokio::test]
async fn what_opens_the_account_is_changed_only_after_a_fresh_proof() {
    let house = House::open().await;
    house.member(SARAS).await;
    log_in(&house, SARAS, PASSWORD).await;
    assert_eq!(house.get("/settings/email").await.status, 200, "signing in is a proof");

    house.wind(TimeDelta::minutes(6));
    for path in SECRETS {
        assert_eq!(house.get(path).await.status, 403, "{path}");
        assert_eq!(house.submit(path, &[]).await.status, 403, "{path}");
    }
    let page = house.submit("/settings/email", &[("email", "thief@example.ir")]).await;
    assert_eq!(page.status, 403);
    assert_eq!(house.count("select count(*) from members where email is not null").await, 0);
    let next = page.attribute("input[name=next]", "value").unwrap();
    let wrong = [("password", OTHER_PASSWORD), ("next", next.as_str())];
    let wrong = house.submit("/settings/proof", &wrong).await;
    assert_eq!(wrong.status, 422);
    assert_eq!(wrong.attribute("input[name=next]", "value").as_deref(), Some("/settings/email"));
    let right = [("password", PASSWORD), ("next", next.as_str())];
    let right = house.submit("/settings/proof", &right).await;
    assert_eq!(right.location.as_deref(), Some("/settings/email"));
    assert!(right.headers.contains_key("set-cookie"), "a new session");

    let refused = house.submit("/settings/email", &[("email", "sara@")]).await;
    assert_eq!(refused.attribute("input[name=email]", "value").as_deref(), Some("sara@"));
    let done = house.submit("/settings/email", &[("email", "sara@example.ir")]).await;
    assert_eq!(done.location.as_deref(), Some("/settings/me"));
    assert!(house.get("/settings/me").await.text().contains("sara@example.ir"));
}

#[tokio::test]
async fn a_code_is_as_good_a_proof_as_the_password() {
    let house = House::open().await;
    house.member(SARAS).await;
    log_in(&house, SARAS, PASSWORD).await;
    house.submit("/workspaces", &[("name", "Second")]).await;
    house.wind(TimeDelta::minutes(6));
    let path = house.submit("/settings/proof/code", &[("next", "/settings/password")]).await;
    let code = house.code(SARAS).await;
    let done = house.submit(&path.location.unwrap(), &[("code", &code)]).await;
    assert_eq!(done.location.as_deref(), Some("/settings/password"));
    let page = house.get("/settings/password").await;
    assert!(page.status == 200 && page.text().contains("Second"), "the same workspace: {page:?}");
}

#[tokio::test]
async fn a_new_password_ends_the_sessions_elsewhere() {
    let house = House::open().await;
    house.member(SARAS).await;
    let elsewhere = house.visitor();
    log_in(&elsewhere, SARAS, PASSWORD).await;
    log_in(&house, SARAS, PASSWORD).await;
    let weak = house.submit("/settings/password", &[("password", SARAS)]).await;
    assert_eq!(weak.status, 422);
    let done = house.submit("/settings/password", &[("password", OTHER_PASSWORD)]).await;
    assert_eq!(done.location.as_deref(), Some("/settings/me"));
    assert!(house.get("/settings/me").await.text().contains("رمز عبور عوض شد"));
    assert!(!is_in(&elsewhere).await);
    assert_eq!(log_in(&elsewhere, SARAS, PASSWORD).await.status, 422);
    assert_eq!(log_in(&elsewhere, SARAS, OTHER_PASSWORD).await.status, 303);
}

#[tokio::test]
async fn an_account_goes_to_a_new_number_by_its_code_and_the_old_number_hears_of_it() {
    let house = House::open().await;
    house.member(SARAS).await;
    log_in(&house, SARAS, PASSWORD).await;
    let path = house.submit("/settings/mobile", &[("mobile", NOBODYS)]).await.location.unwrap();
    let code = house.code(NOBODYS).await;
    let done = house.submit(&path, &[("code", &code)]).await;
    assert_eq!(done.location.as_deref(), Some("/settings/me"));
    assert!(house.get("/settings/me").await.text().contains("۰۹۳۵۹۹۹۸۸۷۷"));
    house.work().await;
    let told = house.sms_to(&mobile_of(SARAS)).await.pop().unwrap();
    assert!(told.contains("شمارهٔ موبایل حساب شما"), "{told}");
    assert_eq!(log_in(&house.visitor(), SARAS, PASSWORD).await.status, 422);
    assert_eq!(log_in(&house.visitor(), NOBODYS, PASSWORD).await.status, 303);
}

#[tokio::test]
async fn a_number_with_an_account_is_nobody_elses_new_number() {
    let house = House::open().await;
    house.member(SARAS).await;
    house.member(NOBODYS).await;
    log_in(&house, SARAS, PASSWORD).await;
    let path = house.submit("/settings/mobile", &[("mobile", NOBODYS)]).await.location.unwrap();
    house.work().await;
    let told = house.sms_to(&mobile_of(NOBODYS)).await.pop().unwrap();
    assert!(told.contains("حساب دارید") && !told.contains('#'), "{told}");
    let code = house.app.keys.code(path.rsplit('/').next().unwrap().parse().unwrap());
    assert_eq!(house.submit(&path, &[("code", &code)]).await.status, 422);
    let kept = format!("select count(*) from members where mobile = '{SARAS}'");
    assert_eq!(house.count(&kept).await, 1);
}

#[tokio::test]
async fn a_member_sees_their_sessions_and_ends_one_or_all() {
    let house = House::open().await;
    house.member(SARAS).await;
    house.member(NOBODYS).await;
    let (phone, stranger) = (house.visitor(), house.visitor());
    log_in(&house, SARAS, PASSWORD).await;
    log_in(&phone, SARAS, PASSWORD).await;
    log_in(&stranger, NOBODYS, PASSWORD).await;

    let page = house.get("/settings/sessions").await;
    assert!(page.text().contains("Chrome در Android") && page.text().contains("همین دستگاه"));
    let path = page.attribute(
        "form[action$=closure][action*='sessions/']:not([action='/settings/sessions/closure'])",
        "action",
    );
    let path = path.unwrap();
    stranger.submit(&path, &[]).await;
    assert!(is_in(&phone).await, "somebody else cannot end it");
    house.submit(&path, &[]).await;
    assert!(!is_in(&phone).await && is_in(&house).await);

    log_in(&phone, SARAS, PASSWORD).await;
    let out = house.submit("/settings/sessions/closure", &[]).await;
    assert_eq!(out.location.as_deref(), Some("/"));
    assert!(!is_in(&phone).await && !is_in(&house).await && is_in(&stranger).await);
}

#[tokio::test]
async fn a_member_opens_another_workspace_and_goes_back_to_the_first() {
    let house = House::open().await;
    let (_, first) = house.member(SARAS).await;
    let (_, strangers) = house.member(NOBODYS).await;
    log_in(&house, SARAS, PASSWORD).await;
    assert_eq!(house.submit("/workspaces", &[("name", " ")]).await.status, 422);
    let opened = house.submit("/workspaces", &[("name", "مدیریت ساختمان نسترن")]).await;
    assert_eq!(opened.location.as_deref(), Some("/settings"));
    let name = "input[name=name]";
    let page = house.get("/settings").await;
    assert_eq!(page.attribute(name, "value").as_deref(), Some("مدیریت ساختمان نسترن"));

    let path = format!("/workspaces/{strangers}/current");
    assert_eq!(house.submit(&path, &[]).await.status, 404);
    let back = house.submit(&format!("/workspaces/{first}/current"), &[]).await;
    assert_eq!(back.location.as_deref(), Some("/home"));
    let page = house.get("/settings").await;
    assert_eq!(page.attribute(name, "value").as_deref(), Some("کتاب‌فروشی سرو"));
}

#[tokio::test]
async fn settings_are_kept_and_mistakes_come_back() {
    let house = House::open().await;
    house.member(SARAS).await;
    log_in(&house, SARAS, PASSWORD).await;
    let form =
        [("name", "<b>Sarv</b>"), ("phone", "۰۲۱ ۸۸۷۷"), ("language", "en"), ("unit", "rial")];
    assert_eq!(house.submit("/settings", &form).await.status, 303);
    let page = house.get("/settings").await;
    assert_eq!(page.attribute("input[name=phone]", "value").as_deref(), Some("021 8877"));
    assert_eq!(page.attribute("option[value=rial]", "selected").as_deref(), Some(""));
    assert!(!page.html.contains("<b>Sarv"));

    let bad = [("name", ""), ("phone", "call me"), ("language", "fa"), ("unit", "toman")];
    let page = house.submit("/settings", &bad).await;
    assert_eq!(page.status, 422);
    assert_eq!(page.attribute("input[name=phone]", "value").as_deref(), Some("call me"));
    let strange = [("name", "Sarv"), ("language", "fa"), ("unit", "dollar")];
    assert_eq!(house.submit("/settings", &strange).await.status, 400);
    let extra = [("name", "Sarv"), ("language", "fa"), ("unit", "toman"), ("owner_id", "1")];
    assert_eq!(house.submit("/settings", &extra).await.status, 400);

    let me = [("name", "Sara"), ("language", "en")];
    house.submit("/settings/me", &me).await;
    assert!(house.get("/settings/me").await.text().contains("Your changes were saved"));
}

#[tokio::test]
async fn codes_are_forgotten_after_a_day() {
    let house = House::open().await;
    ask(&house, SARAS).await;
    house.wind(TimeDelta::hours(25));
    let before = house.app.clock.now() - TimeDelta::days(1);
    peyvand::members::forget_codes(house.db(), before).await.unwrap();
    assert_eq!(house.count("select count(*) from challenges").await, 0);
}
