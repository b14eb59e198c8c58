//! From the first payment to money on its way home: a shop names its account, settles its wallet by hand, and
//! has it settled by itself from then on.

use super::driver::Browser;
use super::driver::Device;
use super::journey;
use super::town::Town;
use super::words::EN;
use super::words::FA;
use super::words::Words;

/// The shop's own account, as it stands in a bank's app; and with two digits in the wrong order.
const ACCOUNT: &str = "IR82 0540 1026 8002 0817 9090 02";
const MISTYPED: &str = "IR82 0540 1026 8002 0817 9090 20";

/// What the shopkeeper reads on the way.
struct Sayings {
    mistyped: &'static str,
    is_it_yours: &'static str,
    is_set: &'static str,
    /// By SMS: to which account the wallet goes from now on.
    told: &'static str,
    /// What the wallet holds after the bank's fee, and what of it arrives after the settlement's.
    holds: &'static str,
    arrives: &'static str,
    set_aside: &'static str,
    on_its_way: &'static str,
    sent: &'static str,
    told_of_money: &'static str,
    saved: &'static str,
    next: &'static str,
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_wallet_from_its_first_payment_to_money_on_its_way_home_in_persian() {
    let sayings = Sayings {
        mistyped: "این شبا درست نیست",
        is_it_yours: "این حساب شماست؟",
        is_set: "حساب ثبت شد؛ از همین حالا می‌توانید تسویه کنید.",
        told: "به حساب ••۹۰۰۲ می‌رود",
        holds: "۲٬۴۴۶٬۰۰۰",
        arrives: "۲٬۴۴۳٬۰۰۰ تومان",
        set_aside: "پول کنار گذاشته شد و به راه می‌افتد.",
        on_its_way: "در راه",
        sent: "پول به راه افتاد",
        told_of_money: "۲٬۴۴۳٬۰۰۰ تومان از کیف پول در راه حساب ••۹۰۰۲ است",
        saved: "برنامهٔ تسویه ذخیره شد.",
        next: "نوبت بعدی:",
    };
    travel("settling-fa", &FA, &sayings).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_wallet_from_its_first_payment_to_money_on_its_way_home_in_english() {
    let sayings = Sayings {
        mistyped: "This SHEBA is not right",
        is_it_yours: "Is this account yours?",
        is_set: "The account is set; you can settle from now on.",
        told: "your wallet is settled to the account ••9002",
        holds: "2,446,000",
        arrives: "2,443,000 toman",
        set_aside: "The money is set aside and about to leave.",
        on_its_way: "On its way",
        sent: "Sent",
        told_of_money: "2,443,000 toman is on its way from the wallet to ••9002",
        saved: "The plan is saved.",
        next: "Next:",
    };
    travel("settling-en", &EN, &sayings).await;
}

async fn travel(name: &str, w: &Words, sayings: &Sayings) {
    if !super::has_browser() {
        return;
    }
    let town = Town::open().await;
    let browser = Browser::start(name, &town.origin, Device::Phone, true).await;
    journey::sign_up(&browser, w).await;
    journey::make_link(&browser, w).await;
    journey::follow_sms(&browser, w).await;
    journey::pay(&browser, w).await;
    // An account that a shop names in its first days waits, and this shop has been open for longer.
    sqlx::query("update workspaces set opened_at = opened_at - interval '10 days'")
        .execute(town.db())
        .await
        .unwrap();
    name_account(&browser, sayings).await;
    settle(&browser, sayings).await;
    plan(&browser, sayings).await;
    assert_eq!(town.count("select count(*) from transfers").await, 1);
    assert_eq!(browser.complaints().await, [] as [String; 0]);
    town.audit().await;
    browser.close().await;
    town.close().await;
}

/// The account, with a slip of the finger at first; everybody of the shop hears of it.
async fn name_account(browser: &Browser, sayings: &Sayings) {
    browser.await_at("/wallet", &[sayings.holds]).await;
    browser.press("a[href='/wallet/account/new']").await;
    browser.fill("number", MISTYPED).await;
    browser.press("form.card button.go").await;
    browser.expect(&[sayings.mistyped]).await;
    assert_eq!(browser.value("#number").await, MISTYPED, "what was typed is kept");
    browser.fill("number", ACCOUNT).await;
    browser.press("form.card button.go").await;
    browser.expect(&[sayings.is_it_yours]).await;
    browser.picture("account").await;
    browser.press("form[action='/wallet/account/confirmation'] button").await;
    browser.expect(&[sayings.is_set]).await;
    browser.await_at(&journey::inbox(journey::MERCHANT), &[sayings.told]).await;
}

/// All that is there, by hand.
async fn settle(browser: &Browser, sayings: &Sayings) {
    browser.go("/wallet").await;
    browser.picture("wallet").await;
    browser.press("button[value=all]").await;
    browser.expect(&[sayings.set_aside, sayings.arrives, sayings.on_its_way]).await;
    let settlement = browser.path().await;
    browser.await_at(&settlement, &[sayings.sent]).await;
    browser.picture("settlement").await;
    browser.await_at("/home", &[sayings.told_of_money]).await;
}

/// From now on by itself, each Saturday.
async fn plan(browser: &Browser, sayings: &Sayings) {
    browser.go("/wallet").await;
    browser.press("a[href='/wallet/plan']").await;
    browser.press("label:has([name=every][value=week])").await;
    browser.press("label:has([name=day])").await;
    browser.picture("plan").await;
    browser.press("form.card button.go").await;
    browser.expect(&[sayings.saved, sayings.next]).await;
}
