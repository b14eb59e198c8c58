//! The page on which an owner adds a terminal, tests it, and puts it in order.

use axum::http::StatusCode;
use chrono::TimeDelta;
use peyvand::ids::TerminalId;
use serde_json::json;

use super::Stand;
use super::add;
use super::credential;
use crate::support::fakes::gateways::Fake;
use crate::support::fakes::gateways::Kind;
use crate::support::fakes::gateways::MERCHANT;
use crate::support::fakes::wire::Whim;
use crate::support::house::House;

const PATH: &str = "/settings/gateways";

/// Every row of every table, as text.
const EVERYTHING: &str = "select string_agg(query_to_xml(format('select * from %I', tablename), true, true, '')::text, '')
    from pg_tables where schemaname = 'public'";

#[tokio::test]
async fn what_opens_a_terminal_is_seen_nowhere_again() {
    let stand = Stand::open(Kind::Payping).await;
    let secret = credential(Kind::Payping);
    stand.pay(stand.link).await;
    let desk = stand.desk().await;
    let link = format!("/links/{}", stand.link.id);
    for path in
        [PATH, "/accounting", "/accounting.csv", "/accounting/acts", "/accounting/acts.csv", &link]
    {
        let page = desk.get(path).await;
        assert_eq!(page.status, StatusCode::OK, "{path}");
        assert!(!page.html.contains(secret), "{path}");
    }
    assert!(desk.get(PATH).await.text().contains("••••6789"));
    let rows: String = sqlx::query_scalar(EVERYTHING).fetch_one(stand.house.db()).await.unwrap();
    assert!(rows.contains("own_terminal"), "the rows were read");
    assert!(!rows.contains(secret));
    // Typed wrongly it is not written back into the form either.
    let wrong = [("gateway", "zarinpal"), ("credential", secret)];
    let again = desk.submit(PATH, &wrong).await;
    assert_eq!(again.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(!again.html.contains(secret));
    assert_eq!(again.attribute("option[selected]", "value").as_deref(), Some("zarinpal"));
}

#[tokio::test]
async fn nobody_is_sent_to_a_terminal_before_its_gateway_has_taken_it_once() {
    let fake = Fake::start(Kind::Zibal).await;
    let house = House::open_with(&fake.flags()).await;
    let shop = house.shop().await;
    let desk = house.sign_in(&shop).await;
    let terminal = add(&house, &shop, "zibal", credential(Kind::Zibal)).await;
    let act = async |what: &str, fields: &[(&str, &str)]| {
        desk.submit(&format!("{PATH}/{terminal}/{what}"), fields).await;
        desk.get(PATH).await.text()
    };
    let is_on = "select count(*) from own_terminals where is_on";
    assert!(act("switch", &[("to", "on")]).await.contains("نخست درگاه را بیازمایید"));
    fake.always(Some(Whim::HangsUpBefore));
    assert!(act("test", &[]).await.contains("درگاه پاسخی نداد"));
    fake.always(None);
    let refused = act("test", &[]).await;
    assert!(refused.contains("درگاه شناسهٔ شما را نپذیرفت"), "{refused}");
    assert!(refused.contains("کد ۱۰۲"), "{refused}");
    fake.always(Some(Whim::Says(200, json!({ "result": 113 }), "")));
    assert!(act("test", &[]).await.contains("صفحهٔ پرداخت نداد"));
    assert_eq!(house.count(is_on).await, 0);
    fake.always(None);
    fake.takes_on(credential(Kind::Zibal));
    assert!(act("test", &[]).await.contains("درگاه درست کار می‌کند و روشن است"));
    assert_eq!(house.count(is_on).await, 1);
    assert_eq!(fake.line().stage, crate::support::fakes::gateways::Stage::AtTheBank);
    // Switched off on purpose, it stays off whatever a test says.
    act("switch", &[("to", "off")]).await;
    assert!(act("test", &[]).await.contains("هنوز خاموش است"));
    assert_eq!(house.count(is_on).await, 0);
}

#[tokio::test]
async fn what_is_no_credential_is_said_beside_the_field_and_nothing_is_added() {
    let stand = Stand::open(Kind::Zarinpal).await;
    let desk = stand.desk().await;
    let own = credential(Kind::Zarinpal);
    let many = "x".repeat(4_001);
    let before = stand.house.fingerprint().await;
    for (gateway, typed, said) in [
        ("", own, "درگاه را برگزینید"),
        ("mellat", own, "درگاه را برگزینید"),
        ("zarinpal", "", "شناسهٔ پذیرنده را بنویسید"),
        ("zarinpal", " \u{200f} ", "شناسهٔ پذیرنده را بنویسید"),
        ("zarinpal", "2015", "۳۶ نویسه است"),
        ("zarinpal", "'; drop table own_terminals; --", "۳۶ نویسه است"),
        ("zarinpal", &own.to_uppercase(), "پیش‌تر افزوده‌اید"),
        ("zibal", "zibal", "فقط برای آزمایش است"),
        ("zibal", "کد من", "فقط حرف لاتین و رقم دارد"),
        ("sep", "12a45", "فقط رقم است"),
        ("payping", "short", "یک رشتهٔ لاتین بلند است"),
        ("payping", &many, "یک رشتهٔ لاتین بلند است"),
    ] {
        let page = desk.submit(PATH, &[("gateway", gateway), ("credential", typed)]).await;
        assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY, "{gateway} {typed}");
        assert!(page.text().contains(said), "{gateway} {typed}: {}", page.text());
    }
    assert_eq!(stand.house.fingerprint().await, before);
    let forged = desk.submit(PATH, &[("gateway", "zibal"), ("workspace", "1")]).await;
    assert_eq!(forged.status, StatusCode::BAD_REQUEST);
    let wild = desk.submit(&format!("{PATH}/{}/move", stand.terminal), &[("to", "left")]).await;
    assert_eq!(wild.status, StatusCode::BAD_REQUEST);
}

#[tokio::test]
async fn the_houses_own_terminal_is_nobody_elses_and_there_are_no_more_than_eight() {
    let fake = Fake::start(Kind::Sep).await;
    let house = House::open_with(&fake.flags()).await;
    let shop = house.shop().await;
    let desk = house.sign_in(&shop).await;
    let send = async |typed: &str| {
        let fields = [("gateway", "sep"), ("credential", typed)];
        desk.submit(PATH, &fields).await
    };
    assert!(send(MERCHANT).await.text().contains("درگاه خود پیوند است"));
    for number in 0..8 {
        house.wind(TimeDelta::seconds(1));
        assert_eq!(send(&format!("5000{number}")).await.status, StatusCode::SEE_OTHER);
    }
    let ninth = send("50009").await;
    assert_eq!(ninth.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(ninth.text().contains("به ۸ رسیده است"), "{}", ninth.text());
}

#[tokio::test]
async fn the_same_form_twice_adds_one_and_a_removed_terminal_can_come_back() {
    let house = House::open().await;
    let shop = house.shop().await;
    let desk = house.sign_in(&shop).await;
    let id = TerminalId::new(house.app.clock.now()).to_string();
    let fields = [("id", id.as_str()), ("gateway", "sep"), ("credential", "20159999")];
    for _ in 0..2 {
        assert_eq!(desk.submit(PATH, &fields).await.status, StatusCode::SEE_OTHER);
    }
    let living = "select count(*) from own_terminals where removed_at is null";
    assert_eq!(house.count(living).await, 1);
    desk.submit(&format!("{PATH}/{id}/removal"), &[]).await;
    assert_eq!(house.count(living).await, 0);
    house.wind(TimeDelta::seconds(1));
    add(&house, &shop, "sep", "20159999").await;
    assert_eq!(house.count(living).await, 1);
}

#[tokio::test]
async fn a_terminal_of_another_workspace_is_not_there_and_a_proof_is_asked_for() {
    let stand = Stand::open(Kind::Zarinpal).await;
    let other = stand.house.shop().await;
    let theirs = stand.house.sign_in(&other).await;
    for (what, fields) in [
        ("test", vec![]),
        ("switch", vec![("to", "off")]),
        ("move", vec![("to", "down")]),
        ("removal", vec![]),
    ] {
        let path = format!("{PATH}/{}/{what}", stand.terminal);
        assert_eq!(theirs.submit(&path, &fields).await.status, StatusCode::NOT_FOUND, "{what}");
    }
    let page = theirs.get(PATH).await;
    assert!(!page.text().contains("زرین‌پال ••••"), "{}", page.text());
    // A session that began some time ago has to show once more who it is.
    let desk = stand.desk().await;
    stand.house.wind(TimeDelta::minutes(6));
    let path = format!("{PATH}/{}/removal", stand.terminal);
    assert_eq!(desk.submit(&path, &[]).await.status, StatusCode::FORBIDDEN);
    assert_eq!(desk.get(PATH).await.status, StatusCode::FORBIDDEN);
    let living = "select count(*) from own_terminals where is_on and before_house";
    assert_eq!(stand.house.count(living).await, 1);
}
