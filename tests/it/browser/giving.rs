//! From an empty desk to money on its way: somebody sets an amount and names a person, that person names
//! an account and shows who they are, and one click at the bank sends the money there.

use super::driver::Browser;
use super::driver::Device;
use super::journey;
use super::town::Town;
use super::words::EN;
use super::words::FA;
use super::words::Words;

const PAYER: &str = "09123456789";
const RECIPIENT: &str = "09357774503";
const CARD: &str = "6037 9912 3456 7893";

/// What the two people read on the way.
struct Sayings {
    /// To the recipient: who gives, and how much.
    asks: &'static str,
    /// Whose account the bank says it is, and that of the other language.
    holder: &'static str,
    given: &'static str,
    /// To the payer: what is paid, the fee in it.
    total: &'static str,
    /// To the recipient: the end of the account.
    account: &'static str,
    on_its_way: &'static str,
    desk: &'static str,
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_payout_from_nothing_to_money_on_its_way_in_persian() {
    let sayings = Sayings {
        asks: "۲٬۴۵۰٬۰۰۰",
        holder: "امین بهشتی",
        given: "ثبت شد",
        total: "۲٬۴۵۵٬۰۰۰ تومان",
        account: "۷۸۹۳",
        on_its_way: "پول در راه حساب شماست",
        desk: "در راه حساب",
    };
    travel("giving-fa", &FA, &sayings).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_payout_from_nothing_to_money_on_its_way_in_english() {
    let sayings = Sayings {
        asks: "2,450,000",
        holder: "امین بهشتی",
        given: "Noted",
        total: "2,455,000 toman",
        account: "7893",
        on_its_way: "The money is on its way to your account",
        desk: "On its way",
    };
    travel("giving-en", &EN, &sayings).await;
}

async fn travel(name: &str, w: &Words, sayings: &Sayings) {
    if !super::has_browser() {
        return;
    }
    let town = Town::open().await;
    let browser = Browser::start(name, &town.origin, Device::Phone, true).await;
    journey::sign_up(&browser, w).await;
    let payout = ask(&browser, w).await;
    answer(&town, &browser, sayings).await;
    pay(&browser, sayings).await;
    browser.await_at(&journey::inbox(RECIPIENT), &[sayings.account, "/to/"]).await;
    browser.press("a[href*='/to/']").await;
    browser.await_at(&browser.path().await, &[sayings.on_its_way]).await;
    browser.picture("on-its-way").await;
    browser.await_at(&payout, &[sayings.desk]).await;
    browser.picture("desk").await;
    assert_eq!(town.count("select count(*) from transfers").await, 1);
    assert_eq!(browser.complaints().await, [] as [String; 0]);
    town.audit().await;
    browser.close().await;
    town.close().await;
}

/// The payer's form; gives the payout's page.
async fn ask(browser: &Browser, w: &Words) -> String {
    browser.go("/payouts").await;
    browser.press("header.head a.go").await;
    browser.fill("amount", w.amount[0]).await;
    browser.fill("title", w.what).await;
    browser.fill("name", "امین بهشتی").await;
    browser.fill("mobile", RECIPIENT).await;
    browser.picture("new").await;
    browser.press("form.card button.go").await;
    browser.until(&"made", async || browser.path().await.len() > "/payouts/new".len() + 8).await;
    browser.path().await
}

/// The recipient's answer: number, code, and yes.
async fn answer(town: &Town, browser: &Browser, sayings: &Sayings) {
    browser.await_at(&journey::inbox(RECIPIENT), &[sayings.asks, "/to/"]).await;
    browser.press("a[href*='/to/']").await;
    browser.expect(&[sayings.asks]).await;
    browser.fill("number", CARD).await;
    browser.picture("number").await;
    browser.press("form.card button.go").await;
    browser.until(&"a code", async || code(town).await.is_some()).await;
    browser.fill("code", &code(town).await.unwrap()).await;
    browser.press("form button.go").await;
    browser.expect(&[sayings.holder]).await;
    browser.picture("confirm").await;
    browser.press("form button.go").await;
    browser.expect(&[sayings.given]).await;
}

/// The newest code that went to the recipient.
async fn code(town: &Town) -> Option<String> {
    let newest: Option<String> = sqlx::query_scalar(
        "select body from sandbox_messages where recipient = $1 and body like '%#%'
        order by received_at desc limit 1",
    )
    .bind(RECIPIENT)
    .fetch_optional(town.db())
    .await
    .unwrap();
    newest.as_deref().and_then(|text| text.split_once('#')).map(|(_, code)| code.trim().to_owned())
}

/// The payer opens the link in the message, looks, and pays.
async fn pay(browser: &Browser, sayings: &Sayings) {
    browser.await_at(&journey::inbox(PAYER), &["/send/"]).await;
    browser.press("a[href*='/send/']").await;
    browser.expect(&[sayings.holder, sayings.total]).await;
    browser.picture("pay").await;
    browser.press("button.pay").await;
    browser.expect_path("/sandbox/bank/").await;
    browser.press("button[value=pay]").await;
    browser.until(&"back", async || !browser.path().await.starts_with("/sandbox/bank")).await;
}
