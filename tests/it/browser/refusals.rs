//! The ways that do not lead straight to a receipt, and how a payer comes out of them.

use chrono::TimeDelta;
use peyvand::ids::LinkId;
use peyvand::links;
use peyvand::links::Amount;
use peyvand::links::NewLink;
use peyvand::locale::Language;
use peyvand::members;
use peyvand::members::NewMember;
use peyvand::mobile::Mobile;
use peyvand::money::Money;
use peyvand::payments::Payer;
use peyvand::tokens::Door;
use thirtyfour::action_chain::ActionChain;

use super::driver::Browser;
use super::driver::Device;
use super::town::Town;
use super::words::EN;
use super::words::FA;
use super::words::Words;

const RENT: Money = Money::rials(24_500_000);

/// A house with one shop, and a payer's browser.
struct Street {
    town: Town,
    browser: Browser,
}

impl Street {
    /// None where no browser is.
    async fn open(name: &str, w: &Words, device: Device, has_script: bool) -> Option<Self> {
        if !super::has_browser() {
            return None;
        }
        let town = Town::open().await;
        let browser = Browser::start(name, &town.origin, device, has_script).await;
        browser.go(&format!("/?lang={}", w.code)).await;
        Some(Self { town, browser })
    }

    /// The payer's address of a new link, which may send a person on to the bank by itself.
    async fn link(&self, w: &Words, amount: Amount, direct: bool) -> String {
        let app = &self.town.app;
        let shops = self.town.count("select count(*) from workspaces").await;
        let new = NewMember {
            name: w.name.to_owned(),
            mobile: Mobile::parse(&format!("0912345678{shops}")).unwrap(),
            email: None,
            password: "a fine long password".to_owned(),
            language: Language::parse(w.code).unwrap(),
            workspace_name: w.shop.to_owned(),
        };
        let (owner, workspace) = members::create(app, &new).await.unwrap();
        let now = app.clock.now();
        let new = NewLink {
            id: LinkId::new(now),
            title: w.what.to_owned(),
            description: None,
            reference: None,
            amount,
            expires_at: Some(now + TimeDelta::days(1)),
            uses_max: Some(1),
            payer: Payer::default(),
            direct,
            terms: peyvand::links::Terms::default(),
            channels: vec![],
            send_at: None,
        };
        let link = links::create(app, workspace, owner, &new).await.unwrap();
        Door::Link { link, version: 1 }.path(&app.keys)
    }

    async fn close(self) {
        assert_eq!(self.browser.complaints().await, [] as [String; 0]);
        self.town.audit().await;
        self.browser.close().await;
        self.town.close().await;
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_card_without_money_is_told_of_and_paid_again_with_another() {
    for (w, device, has_script) in [(&FA, Device::Phone, true), (&EN, Device::Desktop, false)] {
        let Some(street) = Street::open("refused", w, device, has_script).await else { return };
        let (town, browser) = (&street.town, &street.browser);
        let link = street.link(w, Amount::Fixed(RENT), true).await;
        browser.go(&link).await;
        if !has_script {
            browser.press_word(w.pay).await;
        }
        browser.expect_path("/sandbox/bank/").await;
        browser.press("option[value=no_funds]").await;
        browser.press("button[value=pay]").await;
        browser.expect(&w.failed).await;
        assert!(browser.title().await.starts_with(w.failed[0]));
        browser.picture("failed-page").await;

        browser.press_word(w.pay_again).await;
        if !has_script {
            browser.press_word(w.pay).await;
        }
        browser.expect_path("/sandbox/bank/").await;
        browser.press("button[value=pay]").await;
        browser.expect(&[w.paid, w.amount_unit, w.tracking]).await;
        browser.go(&link).await;
        browser.expect(&[w.dead]).await;
        assert_eq!(town.count("select count(*) from payments where status = 'refused'").await, 1);
        assert_eq!(town.count("select count(*) from payments where status = 'confirmed'").await, 1);
        street.close().await;
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_silent_bank_is_waited_for_and_the_page_becomes_the_receipt_by_itself() {
    let w = &EN;
    let Some(street) = Street::open("silent", w, Device::Phone, false).await else { return };
    let (town, browser) = (&street.town, &street.browser);
    browser.go(&street.link(w, Amount::Fixed(RENT), true).await).await;
    browser.press_word(w.pay).await;
    browser.press("summary").await;
    browser.press("button[value=silent]").await;
    browser.expect(&w.waiting).await;
    browser.picture("waiting").await;
    // The bank finds its voice, and what asks it each minute is due; nobody touches the page.
    for due in [
        "update sandbox_bank_orders set silent_until = now()",
        "update jobs set run_at = now() where state = 'queued'",
    ] {
        sqlx::query(due).execute(town.db()).await.unwrap();
    }
    browser.expect(&[w.paid, w.amount_unit, w.tracking]).await;
    assert_eq!(browser.title().await, w.receipt_title);
    street.close().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_way_back_from_the_bank_is_no_trap() {
    let w = &FA;
    let Some(street) = Street::open("back", w, Device::Phone, true).await else { return };
    let (town, browser) = (&street.town, &street.browser);
    browser.go("/terms").await;
    browser.go(&street.link(w, Amount::Fixed(RENT), true).await).await;
    browser.expect_path("/sandbox/bank/").await;
    browser.driver.back().await.unwrap();
    stays_out_of_the_bank(browser).await;

    // Where the page was pressed rather than gone through, it is the one that is come back to.
    browser.go(&street.link(w, Amount::Fixed(RENT), false).await).await;
    browser.press_word(w.pay).await;
    browser.expect_path("/sandbox/bank/").await;
    let bank = browser.path().await;
    browser.driver.back().await.unwrap();
    browser.expect(&[w.pay]).await;
    stays_out_of_the_bank(browser).await;
    browser.press_word(w.pay).await;
    browser.expect_path(&bank).await;
    assert_eq!(town.count("select count(*) from sandbox_bank_orders").await, 2);
    street.close().await;
}

/// What goes on by itself would have done so within a moment of the page being drawn.
async fn stays_out_of_the_bank(browser: &Browser) {
    browser.run("return new Promise(done => setTimeout(() => done(true), 700))").await;
    assert!(!browser.path().await.contains("/bank/"), "{}", browser.path().await);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_double_click_on_pay_is_one_payment() {
    for has_script in [true, false] {
        let w = &EN;
        let street = Street::open("double", w, Device::Desktop, has_script).await;
        let Some(street) = street else { return };
        let (town, browser) = (&street.town, &street.browser);
        browser.go(&street.link(w, Amount::Fixed(RENT), false).await).await;
        browser.expect(&[w.pay]).await;
        let button = browser.find("button.pay").await;
        let twice = ActionChain::new(browser.driver.handle().clone());
        twice.double_click_element(&button).perform().await.unwrap();
        browser.expect_path("/sandbox/bank/").await;
        assert_eq!(town.count("select count(*) from payments").await, 1);
        assert_eq!(town.count("select count(*) from sandbox_bank_orders").await, 1);
        browser.press("button[value=pay]").await;
        browser.expect(&[w.paid, w.tracking]).await;
        assert_eq!(town.count("select count(*) from journals").await, 1);
        street.close().await;
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_payer_who_chooses_the_amount_reads_it_spelt_or_takes_a_suggestion() {
    // A tenth of what is typed and more: nobody is asked whether it is meant.
    let suggestions = [2_500_000, 5_000_000].map(Money::rials);
    for (w, has_script) in [(&FA, true), (&EN, false)] {
        let street = Street::open("chosen", w, Device::Phone, has_script).await;
        let Some(street) = street else { return };
        let (town, browser) = (&street.town, &street.browser);
        let amount = Amount::Chosen {
            min: Some(Money::rials(500_000)),
            max: Some(Money::rials(100_000_000)),
            suggestions: suggestions.into(),
        };
        let link = street.link(w, amount, true).await;
        browser.go(&link).await;
        browser.fill("amount", w.amount[0]).await;
        if has_script {
            assert_eq!(browser.value("#amount").await, w.amount[1]);
            browser.expect(&[w.spelt]).await;
        }
        browser.picture("typed").await;
        browser.press("button.pay").await;
        browser.expect(&[w.at_bank[0]]).await;
        browser.press("button[value=cancel]").await;
        browser.expect(&[w.failed[0]]).await;

        browser.go(&link).await;
        browser.fill("amount", "12").await;
        browser.press("button.pay").await;
        browser.find("[role=alert]").await;
        let kept = browser.value("#amount").await;
        assert_eq!(kept, if has_script { "۱۲" } else { "12" }, "what was typed stays");
        browser.press("button[name=chosen]").await;
        browser.expect_path("/sandbox/bank/").await;
        browser.press("button[value=pay]").await;
        browser.expect(&[w.paid, w.tracking]).await;
        let paid = "select amount from payments where status = 'confirmed'";
        assert_eq!(town.count(paid).await, suggestions[0].as_rials());
        street.close().await;
    }
}
