//! The second step: the code of an app, asked after the first proof.

use chrono::TimeDelta;
use data_encoding::BASE32_NOPAD;
use hmac::Hmac;
use hmac::KeyInit;
use hmac::Mac;
use sha1::Sha1;

use super::PASSWORD;
use super::SARAS;
use super::ask;
use super::is_in;
use super::log_in;
use crate::support::house::House;
use crate::support::page::Page;

/// What an app shows at this moment, or so many steps later.
pub(super) fn app_code(house: &House, secret: &str, later: i64) -> String {
    let step = house.app.clock.now().timestamp() / 30 + later;
    let secret = BASE32_NOPAD.decode(secret.as_bytes()).unwrap();
    let mac = Hmac::<Sha1>::new_from_slice(&secret).unwrap().chain_update(step.to_be_bytes());
    let mac = mac.finalize().into_bytes();
    let from = usize::from(mac[19] & 0xf);
    let four = u32::from_be_bytes(mac[from..from + 4].try_into().unwrap()) & 0x7fff_ffff;
    format!("{:06}", four % 1_000_000)
}

/// Sara sets an app up; its secret, and the page with the backup codes.
pub(super) async fn set_up(house: &House) -> (String, Page) {
    house.member(SARAS).await;
    log_in(house, SARAS, PASSWORD).await;
    house.submit("/settings/second", &[]).await;
    let page = house.get("/settings/second").await;
    let secret = page.attribute("#secret", "value").unwrap_or_else(|| panic!("{page:?}"));
    assert_eq!(page.attributes("svg.qr", "role").len(), 1, "{page:?}");
    let wrong = house.submit("/settings/second/confirmation", &[("code", "000000")]).await;
    assert_eq!(wrong.status, 422);
    let code = app_code(house, &secret, 0);
    let page = house.submit("/settings/second/confirmation", &[("code", &code)]).await;
    assert_eq!(page.texts("main li").len(), 10, "{page:?}");
    (secret, page)
}

#[tokio::test]
async fn the_code_of_the_app_is_asked_after_the_password_and_after_the_code_by_sms() {
    let house = House::open().await;
    let (secret, _) = set_up(&house).await;
    assert!(house.sms_to(&super::mobile_of(SARAS)).await.is_empty(), "not yet delivered");
    house.work().await;
    assert_eq!(house.sms_to(&super::mobile_of(SARAS)).await.len(), 1, "the number hears of it");

    let phone = house.visitor();
    let asked = log_in(&phone, SARAS, PASSWORD).await.location.unwrap();
    assert!(asked.starts_with("/login/second/") && !is_in(&phone).await, "{asked}");
    assert_eq!(house.visitor().get(&asked).await.status, 404, "in this browser only");
    assert_eq!(phone.submit(&asked, &[("code", "000000")]).await.status, 422);
    // The code that confirmed the app was used.
    let used = app_code(&house, &secret, 0);
    assert_eq!(phone.submit(&asked, &[("code", &used)]).await.status, 422, "a code is good once");
    house.wind(TimeDelta::seconds(30));
    let code = app_code(&house, &secret, 0);
    let done = phone.submit(&asked, &[("code", &code)]).await;
    assert_eq!(done.location.as_deref(), Some("/home"), "{done:?}");
    assert!(is_in(&phone).await);
    assert_eq!(phone.submit(&asked, &[("code", &code)]).await.status, 422, "and the page is over");

    let other = house.visitor();
    let path = ask(&other, SARAS).await;
    let sms = house.code(SARAS).await;
    let asked = other.submit(&path, &[("code", &sms)]).await.location.unwrap();
    assert!(asked.starts_with("/login/second/") && !is_in(&other).await, "{asked}");
}

#[tokio::test]
async fn a_backup_code_works_once_when_the_phone_is_gone() {
    let house = House::open().await;
    let (_, page) = set_up(&house).await;
    let backup = page.texts("main li").remove(3);
    for (turn, is_let_in) in [(0, true), (1, false)] {
        let phone = house.visitor();
        let asked = log_in(&phone, SARAS, PASSWORD).await.location.unwrap();
        let typed = backup.trim().to_uppercase().replace('-', " ");
        phone.submit(&asked, &[("code", &typed)]).await;
        assert_eq!(is_in(&phone).await, is_let_in, "turn {turn}");
    }
    let kept = "select count(*) from backup_codes where used_at is not null";
    assert_eq!(house.count(kept).await, 1);
}

#[tokio::test]
async fn five_wrong_codes_shut_the_second_step_for_a_while() {
    let house = House::open().await;
    let (secret, _) = set_up(&house).await;
    house.wind(TimeDelta::minutes(20));
    let phone = house.visitor();
    let asked = log_in(&phone, SARAS, PASSWORD).await.location.unwrap();
    for _ in 0..5 {
        assert_eq!(phone.submit(&asked, &[("code", "123 45")]).await.status, 422);
    }
    let again = log_in(&phone, SARAS, PASSWORD).await.location.unwrap();
    let code = app_code(&house, &secret, 0);
    let shut = phone.submit(&again, &[("code", &code)]).await;
    assert_eq!(shut.status, 429, "{shut:?}");
    house.wind(TimeDelta::minutes(4));
    let again = log_in(&phone, SARAS, PASSWORD).await.location.unwrap();
    let code = app_code(&house, &secret, 0);
    phone.submit(&again, &[("code", &code)]).await;
    assert!(is_in(&phone).await, "its owner gets in again");
}

#[tokio::test]
async fn the_app_proves_who_one_is_and_only_its_code_takes_it_away() {
    let house = House::open().await;
    let (secret, _) = set_up(&house).await;
    house.wind(TimeDelta::minutes(6));
    assert_eq!(house.get("/settings/second").await.status, 403, "a fresh proof is asked for");
    let code = app_code(&house, &secret, 0);
    let proof = [("code", code.as_str()), ("next", "/settings/second")];
    let done = house.submit("/settings/proof", &proof).await;
    assert_eq!(done.location.as_deref(), Some("/settings/second"), "{done:?}");
    let wrong = house.submit("/settings/second/removal", &[("code", "111111")]).await;
    assert_eq!(wrong.status, 422);
    house.wind(TimeDelta::seconds(30));
    let code = app_code(&house, &secret, 0);
    house.submit("/settings/second/removal", &[("code", &code)]).await;
    assert_eq!(house.count("select count(*) from authenticators").await, 0);
    let phone = house.visitor();
    log_in(&phone, SARAS, PASSWORD).await;
    assert!(is_in(&phone).await);
}

#[tokio::test]
async fn the_secret_of_an_app_is_sealed_where_it_lies() {
    let house = House::open().await;
    let (secret, _) = set_up(&house).await;
    let kept: Vec<u8> = sqlx::query_scalar("select secret from authenticators")
        .fetch_one(house.db())
        .await
        .unwrap();
    let raw = BASE32_NOPAD.decode(secret.as_bytes()).unwrap();
    for piece in [secret.as_bytes(), &raw] {
        assert!(!kept.windows(piece.len()).any(|window| window == piece));
    }
}
