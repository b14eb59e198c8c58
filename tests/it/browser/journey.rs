//! From nothing to money in the books: a newcomer signs up, sends a link, is paid, and sees it.

use super::driver::Browser;
use super::driver::Device;
use super::town::Town;
use super::words::EN;
use super::words::FA;
use super::words::Words;

pub(super) const MERCHANT: &str = "09123456789";
const PAYER: &str = "09351112233";
const PASSWORD: &str = "sarv-o-sepidar-1405";

macro_rules! journeys {
    ($($name:ident: $words:ident, $device:ident, $script:literal;)*) => {$(
        #[tokio::test(flavor = "multi_thread", worker_threads = 2)]
        async fn $name() {
            travel(stringify!($name), &$words, Device::$device, $script).await;
        }
    )*};
}

journeys! {
    persian_on_a_phone: FA, Phone, true;
    persian_on_a_phone_without_script: FA, Phone, false;
    persian_on_a_desktop: FA, Desktop, true;
    persian_on_a_desktop_without_script: FA, Desktop, false;
    english_on_a_phone: EN, Phone, true;
    english_on_a_phone_without_script: EN, Phone, false;
    english_on_a_desktop: EN, Desktop, true;
    english_on_a_desktop_without_script: EN, Desktop, false;
}

async fn travel(name: &str, w: &Words, device: Device, has_script: bool) {
    if !super::has_browser() {
        return;
    }
    let town = Town::open().await;
    let browser = Browser::start(name, &town.origin, device, has_script).await;
    sign_up(&browser, w).await;
    make_link(&browser, w).await;
    follow_sms(&browser, w).await;
    pay(&browser, w).await;
    hear_of_it(&browser, w).await;
    see_accounts(&browser, w).await;
    let paid = town.count("select count(*) from payments where status = 'confirmed'").await;
    assert_eq!(paid, 1);
    assert_eq!(town.count("select count(*) from payments").await, 1);
    assert_eq!(browser.complaints().await, [] as [String; 0]);
    town.audit().await;
    browser.close().await;
    town.close().await;
}

/// What is true of every page of a language.
async fn reads_as(browser: &Browser, w: &Words) {
    assert_eq!(browser.direction().await, (w.code.to_owned(), w.direction.to_owned()));
}

/// A newcomer opens an account; the code is read in the inbox.
pub(super) async fn sign_up(browser: &Browser, w: &Words) {
    browser.go(&format!("/signup?lang={}", w.code)).await;
    assert!(browser.title().await.starts_with(w.sign_up), "{}", browser.title().await);
    reads_as(browser, w).await;
    browser.fill("name", w.name).await;
    browser.fill("business", w.shop).await;
    browser.fill("mobile", MERCHANT).await;
    browser.fill("password", PASSWORD).await;
    browser.press_word(w.get_code).await;
    browser.expect(&[w.enter_code]).await;
    let here = browser.path().await;

    browser.await_at(&inbox(MERCHANT), &[w.code_sms]).await;
    let text = browser.text().await;
    let code: String = text.split(w.code_sms).nth(1).unwrap().trim().chars().take(6).collect();
    assert!(code.chars().all(char::is_numeric), "{code} in {text}");
    assert_eq!(code.is_ascii(), w.code == "en", "a code in the reader's digits: {code}");

    browser.go(&here).await;
    browser.fill("code", &code).await;
    browser.press_word(w.confirm).await;
    browser.expect(&w.welcome).await;
    reads_as(browser, w).await;
}

/// The merchant makes a link, looks at its message first, and sends it.
pub(super) async fn make_link(browser: &Browser, w: &Words) {
    browser.go("/links/new").await;
    browser.expect(&[w.new_link]).await;
    browser.fill("title", w.what).await;
    browser.fill("amount", w.amount[0]).await;
    if browser.has_script {
        assert_eq!(browser.value("#amount").await, w.amount[1]);
        browser.expect(&[w.spelt]).await;
    }
    browser.fill("to", w.payer).await;
    browser.fill("mobile", PAYER).await;
    let sms = browser.find("input[name=by][value=sms]").await;
    if !sms.is_selected().await.unwrap() {
        browser.click(&sms).await;
    }
    browser.press_word(w.preview).await;
    browser.expect(&w.previewed).await;
    browser.expect(&[w.spelt]).await;
    let top = "return document.querySelector('.bubble').getBoundingClientRect().top / innerHeight";
    let top = browser.run(top).await.as_f64().unwrap();
    assert!((0.0..1.0).contains(&top), "the preview is before the eyes, not {top} screens away");
    browser.picture("preview").await;
    browser.press_word(w.make).await;
    browser.expect(&w.made).await;
    browser.expect(&[w.amount_unit, w.spelt]).await;
    reads_as(browser, w).await;
}

/// The payer opens the link in the message.
pub(super) async fn follow_sms(browser: &Browser, w: &Words) {
    browser.await_at(&inbox(PAYER), &w.asked_sms).await;
    if browser.has_script {
        // As from a messenger: a fresh way in, from which the page goes on by itself.
        let address = browser.find("a[href*='/p/']").await.attr("href").await.unwrap().unwrap();
        browser.go(&address).await;
        return;
    }
    browser.press("a[href*='/p/']").await;
    browser.expect(&[w.shop, w.amount_unit, w.spelt, w.at_bank[0]]).await;
    assert_eq!(browser.title().await, w.pay_title);
    reads_as(browser, w).await;
    browser.picture("pay").await;
    browser.press_word(w.pay).await;
}

/// At the bank, and back with a receipt.
pub(super) async fn pay(browser: &Browser, w: &Words) {
    browser.expect_path("/sandbox/bank/").await;
    browser.expect(&w.at_bank).await;
    assert_eq!(browser.title().await, w.bank_title);
    reads_as(browser, w).await;
    browser.press("button[value=pay]").await;
    browser.expect(&w.receipt).await;
    browser.expect(&[w.tracking]).await;
    assert!(browser.path().await.starts_with("/r/"), "{}", browser.path().await);
    assert_eq!(browser.title().await, w.receipt_title);
    reads_as(browser, w).await;
    browser.picture("receipt").await;
}

/// The merchant's message and note, and the payer's message.
async fn hear_of_it(browser: &Browser, w: &Words) {
    browser.await_at(&inbox(MERCHANT), &[w.merchant_sms]).await;
    browser.await_at(&inbox(PAYER), &[w.payer_sms]).await;
    browser.press("a[href*='/r/']").await;
    browser.expect(&w.receipt).await;
    browser.await_at("/home", &[w.note]).await;
    reads_as(browser, w).await;
    browser.picture("home").await;
}

/// The payment in accounting, with the totals.
async fn see_accounts(browser: &Browser, w: &Words) {
    browser.go("/accounting").await;
    browser.expect(&w.totals).await;
    assert_eq!(browser.title().await, w.accounting);
    let row = browser.find(".card.flush table tbody tr").await.text().await.unwrap();
    for part in w.sums.iter().chain(&[w.payer, w.what, w.paid]) {
        assert!(row.contains(part), "{part} in {row}");
    }
    reads_as(browser, w).await;
    browser.picture("accounting").await;
}

/// The messages to one number.
pub(super) fn inbox(mobile: &str) -> String {
    format!("/sandbox/inbox?to={mobile}")
}
