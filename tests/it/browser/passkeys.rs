//! A passkey in a real browser, with a device that the browser pretends to have.

use peyvand::locale::Language;
use peyvand::members;
use peyvand::members::NewMember;
use peyvand::mobile::Mobile;
use serde_json::json;

use super::driver::Browser;
use super::driver::Device;
use super::has_browser;
use super::town::Town;

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_member_makes_a_passkey_and_signs_in_with_it() {
    if !has_browser() {
        return;
    }
    let town = Town::open().await;
    let new = NewMember {
        name: "سارا احمدی".to_owned(),
        mobile: Mobile::parse("09121112233").unwrap(),
        email: None,
        password: "the white cat eats bread".to_owned(),
        language: Language::Fa,
        workspace_name: "کتاب‌فروشی سرو".to_owned(),
    };
    members::create(&town.app, &new).await.unwrap();
    let browser = Browser::start("passkey", &town.origin, Device::Phone, true).await;
    browser.go("/login").await;
    browser.fill("mobile", "09121112233").await;
    browser.fill("password", "the white cat eats bread").await;
    browser.press("form button.go").await;
    browser.expect_path("/home").await;
    browser.cdp("WebAuthn.enable", json!({})).await;
    let device = json!({ "options": {
        "protocol": "ctap2",
        "transport": "internal",
        "hasResidentKey": true,
        "hasUserVerification": true,
        "isUserVerified": true,
        "automaticPresenceSimulation": true,
    } });
    browser.cdp("WebAuthn.addVirtualAuthenticator", device).await;
    browser.go("/settings/passkeys").await;
    browser.picture("none").await;
    browser.fill("name", "آیفون سارا").await;
    browser.press("form.card button.go").await;
    browser.expect(&["گذرکلید ساخته شد", "آیفون سارا"]).await;
    browser.picture("made").await;
    // The device knows that it has one; the page says so without asking the server.
    browser.fill("name", "باز هم").await;
    browser.press("form.card button.go").await;
    browser.expect(&["از پیش دارد"]).await;

    browser.driver.delete_all_cookies().await.unwrap();
    browser.go("/login?lang=en").await;
    browser.picture("door").await;
    browser.press("#passkey").await;
    browser.expect_path("/home").await;
    browser.go("/settings/passkeys").await;
    browser.expect(&["آخرین ورود"]).await;
    assert_eq!(browser.complaints().await, Vec::<String>::new());
    browser.close().await;
    town.close().await;
}
