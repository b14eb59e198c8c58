//! The money of payouts: it leaves once, and what does not arrive stays the payer's.

use axum::http::StatusCode;
use chrono::TimeDelta;
use futures_util::future::join_all;
use peyvand::adapters::rail::sandbox::Mood;
use peyvand::adapters::rail::sandbox::Stage;
use peyvand::ids::RefundId;
use peyvand::ledger;
use peyvand::ledger::Account;
use peyvand::money::Money;
use peyvand::payments;
use peyvand::payments::NewRefund;

use crate::support::bank::FEE;
use crate::support::house::House;
use crate::support::payouts::CARD;
use crate::support::payouts::GIVEN;
use crate::support::payouts::OTHERS_IBAN;
use crate::support::payouts::PAYOUT_FEE;
use crate::support::people::RENT;
use crate::support::people::Shop;

/// A house with a payout that was answered and paid, while the rail keeps its transfers under way.
async fn paid(mood: Mood) -> (House, Shop, String) {
    let house = House::open().await;
    house.rail_is(mood).await;
    let shop = house.shop().await;
    let payout = house.payout(&shop).await;
    house.answer(CARD).await;
    house.pay_payout(&shop).await;
    (house, shop, format!("/payouts/{payout}"))
}

#[tokio::test]
async fn the_books_hold_what_was_paid_until_it_arrives_and_the_house_keeps_its_fee() {
    let (house, shop, _) = paid(Mood::Slow).await;
    assert_eq!(house.in_payouts(&shop).await, GIVEN + PAYOUT_FEE);

    house.rail_lets(Stage::Settled).await;
    house.live(TimeDelta::hours(1)).await;
    assert_eq!(house.in_payouts(&shop).await, Money::ZERO);
    let earned = ledger::balance(house.db(), Account::PayoutFees.id()).await.unwrap();
    assert_eq!(earned, PAYOUT_FEE - FEE, "the gateway's fee is borne by the house");
    let rail = ledger::balance(house.db(), Account::RailClearing("sandbox").id()).await.unwrap();
    assert_eq!(rail, GIVEN);
}

#[tokio::test]
async fn money_that_came_back_is_the_payers_and_goes_to_another_account_without_a_second_payment() {
    let (house, shop, path) = paid(Mood::Slow).await;
    house.rail_lets(Stage::Settled).await;
    house.live(TimeDelta::hours(1)).await;
    house.rail_lets(Stage::Returned).await;
    house.live(TimeDelta::hours(7)).await;
    assert_eq!(house.in_payouts(&shop).await, GIVEN + PAYOUT_FEE);
    let mirrors = "select count(*) from journals where reverses is not null";
    assert_eq!(house.count(mirrors).await, 1);
    assert_eq!(house.alarms().await, ["transfer_returned"]);
    let desk = house.sign_in(&shop).await;
    assert!(desk.get(&path).await.text().contains("پول از آن شماست"));

    desk.submit(&format!("{path}/question"), &[]).await;
    house.work().await;
    house.answer(OTHERS_IBAN).await;
    let shown = desk.get(&path).await;
    let seen = shown.attribute("input[name=seen]", "value").unwrap();
    let (act, fields) = (format!("{path}/sending"), [("seen", seen.as_str())]);
    let press = || desk.submit(&act, &fields);
    join_all([press(), press(), press()]).await;
    house.rail_is(Mood::Prompt).await;
    house.live(TimeDelta::minutes(10)).await;

    let book = house.rail_book().await;
    assert_eq!(book.len(), 2, "one transfer for each answer: {book:?}");
    assert_eq!(house.count("select count(*) from payments").await, 1, "paid once");
    assert_eq!(house.in_payouts(&shop).await, Money::ZERO);
}

#[tokio::test]
async fn money_that_was_refused_is_taken_back_into_the_wallet_once_and_whole() {
    let (house, shop, path) = paid(Mood::Refusing).await;
    let desk = house.sign_in(&shop).await;
    let act = format!("{path}/end");
    let press = || desk.submit(&act, &[]);
    for pressed in join_all([press(), press(), press()]).await {
        assert_eq!(pressed.status, StatusCode::SEE_OTHER);
    }
    assert_eq!(house.balance(shop.workspace).await, GIVEN + PAYOUT_FEE);
    assert_eq!(house.in_payouts(&shop).await, Money::ZERO);
    // What was taken back is not sent any more.
    desk.submit(&format!("{path}/question"), &[]).await;
    house.live(TimeDelta::minutes(5)).await;
    assert!(house.rail_book().await.is_empty());
}

#[tokio::test]
async fn what_is_in_the_wallet_pays_with_one_click_and_no_bank() {
    let house = House::open().await;
    let shop = house.shop().await;
    let payout = house.payout(&shop).await;
    house.answer(CARD).await;
    let desk = house.sign_in(&shop).await;
    let path = format!("/payouts/{payout}");
    let shown = desk.get(&path).await;
    assert!(!shown.text().contains("پرداخت از کیف پول"), "the wallet is empty");

    for _ in 0..3 {
        let sent = house.send(house.link(&shop).await).await;
        house.bank.pay(&sent.page).await;
        house.get(&sent.back).await;
    }
    let rest = Money::rials(3 * (RENT - FEE).as_rials()) - GIVEN - PAYOUT_FEE;
    let shown = desk.get(&path).await;
    let seen = shown.attribute("input[name=seen]", "value").expect("the wallet suffices now");
    let (act, fields) = (format!("{path}/sending"), [("seen", seen.as_str())]);
    let press = || desk.submit(&act, &fields);
    join_all([press(), press(), press()]).await;
    house.live(TimeDelta::minutes(10)).await;
    assert_eq!(house.balance(shop.workspace).await, rest);
    assert_eq!(house.rail_book().await.len(), 1);
}

#[tokio::test]
async fn a_wallet_that_holds_too_little_pays_nothing() {
    let house = House::open().await;
    let shop = house.shop().await;
    let payout = house.payout(&shop).await;
    house.answer(CARD).await;
    let page = house.get(&house.payers_page(&shop).await).await;
    let seen = page.attribute("input[name=seen]", "value").unwrap();
    let desk = house.sign_in(&shop).await;
    let path = format!("/payouts/{payout}");
    desk.submit(&format!("{path}/sending"), &[("seen", &seen)]).await;
    let shown = desk.get(&path).await.text();
    assert!(shown.contains("موجودی کیف پول کافی نیست"), "{shown}");
    house.live(TimeDelta::minutes(2)).await;
    assert!(house.rail_book().await.is_empty());
}

#[tokio::test]
async fn what_is_paid_while_the_recipient_takes_the_account_back_waits_for_the_payer() {
    let house = House::open().await;
    let shop = house.shop().await;
    house.payout(&shop).await;
    let recipient = house.answer(CARD).await;
    let bank = house.press_send(&house.payers_page(&shop).await).await.location.unwrap();
    // While the payer stands at the bank the recipient cannot change the account …
    let page = house.recipients_page().await;
    recipient.submit(&format!("{page}/correction"), &[]).await;
    house.bank.pay(&bank).await;
    house.live(TimeDelta::minutes(5)).await;
    // … so the money goes where the payer saw it go.
    let book = house.rail_book().await;
    assert_eq!(book.len(), 1);
    assert_eq!(book[0].iban.get(4..7), Some("017"));
}

#[tokio::test]
async fn a_second_payment_of_the_same_payout_goes_to_the_wallet_when_it_is_accepted() {
    let house = House::open().await;
    let shop = house.shop().await;
    house.payout(&shop).await;
    house.answer(CARD).await;
    let page = house.payers_page(&shop).await;
    let first = house.press_send(&page).await.location.unwrap();
    let second = house.press_send(&page).await.location.unwrap();
    assert_ne!(first, second);
    house.bank.pay(&first).await;
    house.bank.pay(&second).await;
    house.live(TimeDelta::minutes(10)).await;
    assert_eq!(house.rail_book().await.len(), 1);

    let extra: uuid::Uuid = sqlx::query_scalar("select id from payments where suspense = 'extra'")
        .fetch_one(house.db())
        .await
        .unwrap();
    let desk = house.sign_in(&shop).await;
    desk.submit(&format!("/payments/{extra}/acceptance"), &[("from", "/payouts")]).await;
    house.live(TimeDelta::minutes(2)).await;
    assert_eq!(house.balance(shop.workspace).await, GIVEN + PAYOUT_FEE - FEE);
    assert_eq!(house.in_payouts(&shop).await, Money::ZERO);
}

#[tokio::test]
async fn no_more_leaves_the_house_in_a_day_than_it_may() {
    let (house, shop, _) = paid(Mood::Prompt).await;
    house.live(TimeDelta::minutes(5)).await;
    // Somebody sent nearly all of today's limit.
    sqlx::query("update transfers set amount = 4999000000").execute(house.db()).await.unwrap();
    house.leave_unchecked();
    house.payout(&shop).await;
    house.answer(CARD).await;
    let page = house.press_send(&house.payers_page(&shop).await).await;
    assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(page.text().contains("سقف واریز امروز"), "{}", page.text());
    house.wind(TimeDelta::days(1));
    let next_day = house.press_send(&house.payers_page(&shop).await).await;
    assert_eq!(next_day.status, StatusCode::SEE_OTHER);
}

/// What lies in a wallet goes back to who paid it, or on to somebody else, and never both.
#[tokio::test]
async fn a_refund_and_a_payout_of_the_same_money_are_together_no_more_than_was_paid() {
    for _ in 0..3 {
        let house = House::open().await;
        let shop = house.shop().await;
        let payout = house.payout(&shop).await;
        house.answer(CARD).await;
        let mut sold = vec![];
        for _ in 0..3 {
            let sent = house.send(house.link(&shop).await).await;
            house.bank.pay(&sent.page).await;
            house.get(&sent.back).await;
            sold.push(sent.id);
        }
        let paid = Money::rials(3 * (RENT - FEE).as_rials());
        let desk = house.sign_in(&shop).await;
        let path = format!("/payouts/{payout}");
        let seen = desk.get(&path).await.attribute("input[name=seen]", "value").unwrap();
        let (act, fields) = (format!("{path}/sending"), [("seen", seen.as_str())]);
        let new = |payment| NewRefund {
            id: RefundId::new(house.app.clock.now()),
            payment,
            amount: RENT,
            reason: None,
        };
        let (one, other) = (new(sold[0]), new(sold[1]));
        let by = (shop.workspace, shop.owner);
        let give = |refund| payments::refund(&house.app, refund, by);
        let (_, first, second) = tokio::join!(desk.submit(&act, &fields), give(&one), give(&other));
        house.live(TimeDelta::minutes(10)).await;

        let back = [first, second].iter().filter(|given| given.is_ok()).count();
        let sent = house.rail_book().await.len();
        // Three payments pay for the payout alone, or for both refunds.
        assert!((sent, back) == (1, 0) || (sent, back) == (0, 2), "{sent} sent, {back} back");
        let gone = "select (
            select coalesce(sum(amount - fee), 0) from refunds where refused_at is null
        )::bigint + (select coalesce(sum(amount + fee), 0) from transfers)::bigint";
        let gone = Money::rials(house.count(gone).await);
        assert_eq!(house.balance(shop.workspace).await + gone, paid);
        house.audit().await;
    }
}
