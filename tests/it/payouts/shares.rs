//! Payouts that Zarinpal settles to their recipients inside the payments: what went is with the recipient for
//! good, so nothing goes that must not, and nothing goes twice.

use axum::http::StatusCode;
use chrono::TimeDelta;
use peyvand::ids::RefundId;
use peyvand::ledger;
use peyvand::ledger::Account;
use peyvand::money::Money;
use peyvand::payments;
use peyvand::payments::NewRefund;
use peyvand::payments::RefundError;
use peyvand::transfers;

use crate::support::fakes::gateways::MERCHANT;
use crate::support::fakes::gateways::Stage;
use crate::support::fakes::gateways::zarinpal;
use crate::support::payouts::GIVEN;
use crate::support::payouts::PAYOUT_FEE;
use crate::support::payouts::recipients_mobile;
use crate::support::sharing::Sharing;

const WHOLE: i64 = GIVEN.as_rials() + PAYOUT_FEE.as_rials();

#[tokio::test]
async fn the_gateway_pays_the_recipient_inside_the_payment_and_no_rail_is_asked() {
    let it = Sharing::open().await;
    it.at_the_bank().await;
    it.pays().await;
    it.house.work().await;

    let line = it.fake.line();
    assert_eq!((line.paid, line.verified), (WHOLE, 1));
    let (iban, amount) = line.settled[0].clone();
    let tail: String = sqlx::query_scalar("select tail from payout_destinations")
        .fetch_one(it.house.db())
        .await
        .unwrap();
    assert!(
        iban.ends_with(&tail) && iban.get(4..7) == Some("017"),
        "the account that was agreed to"
    );
    assert_eq!(amount, GIVEN.as_rials());
    assert!(it.house.rail_book().await.is_empty());
    assert_eq!(it.house.in_payouts(&it.shop).await, Money::ZERO);
    let earned = ledger::balance(it.house.db(), Account::PayoutFees.id()).await.unwrap();
    assert_eq!(earned, PAYOUT_FEE - Money::rials(zarinpal::FEE), "what remains for the house");
    assert_eq!(it.house.alarms().await, [""; 0]);
    it.agree().await;
}

#[tokio::test]
async fn everybody_sees_by_what_means_it_went_and_when_it_arrives() {
    let it = Sharing::open().await;
    let id = it.at_the_bank().await;
    it.pays().await;
    it.house.work().await;

    let recipients = it.house.recipients_page().await;
    let page = it.house.get(&recipients).await.text();
    assert!(page.contains("پول در راه حساب شماست") && page.contains("پایای بعدی"), "{page}");
    let payers = it.house.get(&it.house.payers_page(&it.shop).await).await.text();
    assert!(payers.contains("پایای بعدی"), "{payers}");
    let told = it.house.sms_to(&recipients_mobile()).await;
    assert!(!told.iter().any(|sms| sms.contains("واریز شد")), "not before the run: {told:?}");

    let desk = it.house.sign_in(&it.shop).await;
    let shown = desk.get(&format!("/payouts/{id}")).await;
    assert!(shown.text().contains("درگاه آن را در همان پرداخت"), "{}", shown.text());
    let receipt = shown.attribute("a[href^='/sent/']", "href").unwrap();
    let receipt = it.house.get(&receipt).await.text();
    assert!(receipt.contains("به دست درگاه، در همان پرداخت"), "{receipt}");
    let accounts = desk.get("/accounting/outgoing").await.text();
    assert!(accounts.contains("واریز به دست درگاه"), "{accounts}");

    it.house.wind(TimeDelta::days(1));
    it.house.work().await;
    let told = it.house.sms_to(&recipients_mobile()).await;
    assert!(told.last().unwrap().contains("واریز شد"), "{told:?}");
    let page = it.house.get(&recipients).await.text();
    assert!(page.contains("پول به حساب رسید"), "{page}");
    it.agree().await;
}

#[tokio::test]
async fn without_the_house_saying_so_the_rail_brings_it() {
    let it = Sharing::open_with(&[]).await;
    it.at_the_bank().await;
    assert!(it.fake.line().wages.is_empty());
    it.pays().await;
    it.house.work().await;
    assert_eq!(it.house.rail_book().await.len(), 1);
    it.agree().await;
}

#[tokio::test]
async fn where_nothing_would_remain_for_the_house_the_rail_brings_it() {
    let it = Sharing::open_with(&[
        "--zarinpal-shared-settlement",
        "--payout-fee-bps=0",
        "--payout-fee-min=0",
    ])
    .await;
    it.at_the_bank().await;
    assert!(it.fake.line().wages.is_empty());
}

#[tokio::test]
async fn what_went_to_the_recipient_is_neither_refunded_nor_reversed() {
    let it = Sharing::open().await;
    it.at_the_bank().await;
    it.pays().await;
    it.house.work().await;
    let refund = NewRefund {
        id: RefundId::new(it.house.app.clock.now()),
        payment: it.payment().await,
        amount: Money::rials(WHOLE),
        reason: None,
    };
    let by = (it.shop.workspace, it.shop.owner);
    let refused = payments::refund(&it.house.app, &refund, by).await;
    assert!(matches!(refused, Err(RefundError::WentOn)), "{refused:?}");
    it.house.live(TimeDelta::hours(1)).await;
    assert!(!it.fake.requests().iter().any(|request| request.path.contains("reverse")));
    it.agree().await;
}

#[tokio::test]
async fn only_the_houses_own_merchant_is_ever_asked() {
    let it = Sharing::open().await;
    it.at_the_bank().await;
    it.pays().await;
    it.house.work().await;
    assert!(it.fake.lines().iter().all(|line| line.merchant == MERCHANT));
    let shared = it.fake.requests().into_iter().filter(|request| request.body.contains("wages"));
    assert_eq!(shared.count(), 1, "once, for the page");
}

#[tokio::test]
async fn a_stop_that_comes_while_the_payer_is_at_the_bank_lets_nothing_go_until_it_is_lifted() {
    for is_lifted in [true, false] {
        let it = Sharing::open().await;
        it.at_the_bank().await;
        let now = it.house.app.clock.now();
        transfers::stop(it.house.db(), "zarinpal", "to look at its contract", None, now)
            .await
            .unwrap();
        it.pays().await;
        it.house.live(TimeDelta::minutes(10)).await;
        assert_eq!(it.fake.line().verified, 0);
        if is_lifted {
            assert!(transfers::lift(it.house.db(), "zarinpal").await.unwrap());
            it.house.live(TimeDelta::minutes(3)).await;
            assert_eq!(it.went(), [GIVEN.as_rials()]);
        } else {
            it.fake.gives_unverified_back();
            it.house.live(TimeDelta::hours(2)).await;
            assert_eq!(it.statuses().await, ["refused"]);
            assert_eq!(it.went(), [0_i64; 0]);
        }
        it.agree().await;
    }
}

#[tokio::test]
async fn who_clicks_while_a_stop_stands_or_the_day_is_full_pays_the_ordinary_way() {
    let daily = format!("--transfers-daily-max={}", GIVEN.as_rials());
    let it = Sharing::open_with(&["--zarinpal-shared-settlement", &daily]).await;
    let now = it.house.app.clock.now();
    transfers::stop(it.house.db(), "all", "the books are looked at", None, now).await.unwrap();
    it.at_the_bank().await;
    assert!(it.fake.line().wages.is_empty(), "it waits in the house");
    transfers::lift(it.house.db(), "all").await.unwrap();

    it.at_the_bank().await;
    assert_eq!(it.fake.line().wages.len(), 1);
    it.pays().await;
    it.house.work().await;
    assert_eq!(it.went(), [GIVEN.as_rials()]);
    let (_, page) = it.answered().await;
    let full = it.house.press_send(&page).await;
    assert_eq!(full.status, StatusCode::UNPROCESSABLE_ENTITY, "the day is full");
    it.agree().await;
}

#[tokio::test]
async fn two_that_fit_the_day_only_one_by_one_go_on_two_days() {
    let daily = format!("--transfers-daily-max={}", GIVEN.as_rials());
    let it = Sharing::open_with(&["--zarinpal-shared-settlement", &daily]).await;
    it.at_the_bank().await;
    it.at_the_bank().await;
    let lines = it.fake.lines();
    for line in &lines {
        it.fake.pay_at(&line.reference);
        it.comes_back(line).await;
    }
    it.house.live(TimeDelta::minutes(5)).await;
    assert_eq!(it.went(), [GIVEN.as_rials()], "the other waits at the bank");
    it.agree().await;
    it.house.live(TimeDelta::hours(12)).await;
    assert_eq!(it.went(), [GIVEN.as_rials(); 2]);
    it.agree().await;
}

#[tokio::test]
async fn a_part_that_is_refused_takes_the_ordinary_way_in_the_same_click() {
    let it = Sharing::open().await;
    for (code, calls_a_person) in [(-32, false), (-37, false), (-30, true), (-38, true)] {
        it.fake.refuses_parts(Some(code));
        it.at_the_bank().await;
        assert!(it.fake.line().wages.is_empty(), "{code}");
        it.pays().await;
        it.house.work().await;
        let alarms = it.house.alarms().await;
        assert_eq!(alarms.iter().any(|kind| kind == "sharing_refused"), calls_a_person, "{code}");
    }
    assert_eq!(it.went(), [0_i64; 0]);
    it.house.live(TimeDelta::minutes(5)).await;
    assert_eq!(it.house.rail_book().await.len(), 4);
    // When it is put right, the gateway pays again.
    it.fake.refuses_parts(None);
    it.at_the_bank().await;
    it.pays().await;
    it.house.work().await;
    assert_eq!(it.went(), [GIVEN.as_rials()]);
    it.agree().await;
}

#[tokio::test]
async fn a_payer_who_turned_round_pays_on_the_second_try() {
    let it = Sharing::open().await;
    let (_, page) = it.answered().await;
    it.house.press_send(&page).await;
    it.fake.does(Stage::Cancelled);
    it.comes_back(&it.fake.line()).await;
    it.house.live(TimeDelta::minutes(2)).await;
    assert_eq!(it.statuses().await, ["refused"]);
    it.house.press_send(&page).await;
    it.pays().await;
    it.house.work().await;
    assert_eq!(it.went(), [GIVEN.as_rials()]);
    it.agree().await;
}
