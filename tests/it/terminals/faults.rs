//! What goes wrong at a merchant's own gateway: nobody waits for it, nothing is booked twice, and nothing is
//! lost.

use axum::http::StatusCode;
use chrono::TimeDelta;
use futures_util::future::join_all;
use peyvand::payments::Status;
use peyvand::worker;
use serde_json::json;

use super::NOTHING;
use super::Stand;
use super::add;
use super::books;
use super::credential;
use crate::support::bank::FEE;
use crate::support::fakes::gateways::ALL;
use crate::support::fakes::gateways::Kind;
use crate::support::fakes::gateways::Stage;
use crate::support::fakes::wire::Whim;
use crate::support::people::RENT;

#[tokio::test]
async fn a_terminal_that_gives_no_page_is_passed_over_in_the_same_click_and_then_left_in_peace() {
    for whim in [Whim::HangsUpBefore, Whim::Html, Whim::Status(502), Whim::Says(429, json!({}), "")]
    {
        let stand = Stand::beside_the_bank(Kind::Zibal).await;
        stand.fake.always(Some(whim));
        let asked = stand.fake.requests().len();
        for _ in 0..3 {
            let link = stand.house.link(&stand.shop).await;
            let (_, page) = stand.press(link).await;
            assert_eq!(page.status, StatusCode::SEE_OTHER, "{page:?}");
            stand.house.bank.pay(&page.location.unwrap()).await;
        }
        assert_eq!(stand.fake.requests().len(), asked + 1, "only the first payer was there");
        stand.house.live(TimeDelta::minutes(2)).await;
        let wallet = (0..3).fold(NOTHING, |sum, _| sum + RENT - FEE);
        assert_eq!(stand.books().await, (wallet, NOTHING, NOTHING));
        stand.fake.always(None);
        stand.pay(stand.link).await;
        assert_eq!(
            stand.books().await,
            (wallet, RENT, NOTHING),
            "it has rested, and is first again"
        );
    }
}

#[tokio::test]
async fn each_terminal_has_a_breaker_of_its_own() {
    let stand = Stand::open(Kind::Zarinpal).await;
    let other = stand.house.shop().await;
    let theirs = "22222222-0048-11e8-94db-005056a205be";
    stand.fake.takes_on(theirs);
    let terminal = add(&stand.house, &other, "zarinpal", theirs).await;
    let path = format!("/settings/gateways/{terminal}/test");
    stand.house.sign_in(&other).await.submit(&path, &[]).await;

    stand.fake.drops(credential(Kind::Zarinpal));
    stand.press(stand.link).await;
    let link = stand.house.link(&other).await;
    stand.press(link).await;
    assert_eq!(stand.fake.line().merchant, theirs, "their neighbour's trouble is not theirs");
}

#[tokio::test]
async fn a_terminal_whose_key_is_not_taken_any_more_costs_no_payer_and_its_owner_reads_of_it() {
    let stand = Stand::beside_the_bank(Kind::Zarinpal).await;
    stand.fake.drops(credential(Kind::Zarinpal));
    let (_, page) = stand.press(stand.link).await;
    assert!(page.location.unwrap().contains("/sandbox/bank/"));
    let text = stand.desk().await.get("/settings/gateways").await.text();
    assert!(text.contains("شناسهٔ شما را نپذیرفت (کد -۱۰)"), "{text}");
    assert_eq!(stand.house.alarms().await, ["gateway_misconfigured"]);
}

/// F21, F22: whatever becomes of the answer, the money is booked once, and in no wallet.
#[tokio::test]
async fn an_answer_that_is_lost_late_or_spoilt_books_the_money_once_in_its_own_accounts() {
    for kind in ALL {
        let whims = [Whim::HangsUp, Whim::HangsUpBefore, Whim::Html, Whim::Truncated];
        let stories = whims.into_iter().map(async |whim| {
            let stand = Stand::open(kind).await;
            let (id, _) = stand.press(stand.link).await;
            stand.fake.does(Stage::Paid);
            stand.fake.next_at(kind.verifies_at(), whim);
            for _ in 0..2 {
                stand.come_back().await;
            }
            stand.house.live(TimeDelta::minutes(3)).await;
            assert_eq!(stand.payment(id).await.status, Status::Confirmed, "{kind:?}");
            assert_eq!(stand.books().await, (NOTHING, RENT, NOTHING), "{kind:?}");
            assert_eq!(stand.house.count("select count(*) from journals").await, 1, "{kind:?}");
        });
        join_all(stories).await;
    }
}

/// F09 and F80: nobody came back, and our own job was lost; the list of the merchant's own terminal has it.
#[tokio::test]
async fn a_paid_order_is_found_on_the_list_of_the_terminal_even_after_it_was_switched_off() {
    let stand = Stand::open(Kind::Zarinpal).await;
    worker::plan_housekeeping(&stand.house.app).await.unwrap();
    let (id, _) = stand.press(stand.link).await;
    stand.fake.does(Stage::Paid);
    stand.act("switch", &[("to", "off")]).await;
    stand.house.run("delete from jobs where kind = 'ask_bank'").await;
    stand.house.live(TimeDelta::minutes(6)).await;
    assert_eq!(stand.payment(id).await.status, Status::Confirmed);
    assert_eq!(stand.books().await, (NOTHING, RENT, NOTHING));
}

/// A bank that changes its mind takes its money out of the circle again, and makes nobody a debtor.
#[tokio::test]
async fn money_that_the_gateway_takes_back_leaves_the_books_and_makes_no_debt() {
    let stand = Stand::open(Kind::Zarinpal).await;
    let id = stand.pay(stand.link).await;
    let reference = stand.fake.line().reference;
    stand.fake.does(Stage::WentBack);
    stand.house.live(TimeDelta::minutes(7)).await;
    assert!(stand.payment(id).await.reversed_at.is_some(), "{reference}");
    assert_eq!(stand.books().await, (NOTHING, NOTHING, NOTHING));
    let debts = "select count(*) from journals where kind = 'debt'";
    assert_eq!(stand.house.count(debts).await, 0);
}

#[tokio::test]
async fn what_came_too_much_waits_apart_and_goes_back_through_the_same_terminal_once() {
    for kind in [Kind::Zarinpal, Kind::Sep, Kind::Payping] {
        let stand = Stand::open(kind).await;
        let (first, _) = stand.press(stand.link).await;
        let line = stand.fake.line();
        stand.pay(stand.link).await;
        stand.fake.pay_at(&line.reference);
        let brought = stand.fake.brings(&stand.fake.at(&line.reference));
        match brought.form {
            Some(form) => stand.house.come_from_bank_with(&brought.path, &form).await,
            None => stand.house.get(&brought.path).await,
        };
        stand.house.work().await;
        assert_eq!(stand.books().await, (NOTHING, RENT, RENT), "{kind:?}");

        let give = format!("/payments/{first}/giving-back");
        stand.fake.next_at("everse", Whim::HangsUp);
        for _ in 0..2 {
            stand.desk().await.submit(&give, &[("from", "/links")]).await;
        }
        stand.house.live(TimeDelta::minutes(5)).await;
        let line = stand.fake.at(&line.reference);
        assert_eq!((line.stage, line.reversed), (Stage::WentBack, 1), "{kind:?}");
        assert_eq!(stand.books().await, (NOTHING, RENT, NOTHING), "{kind:?}");
        assert_eq!(books(&stand.house, &stand.shop).await.0, NOTHING, "{kind:?}");
    }
}

/// Zibal takes nothing back that we could ask for: the merchant has the money and is told so.
#[tokio::test]
async fn what_came_too_much_at_a_gateway_that_takes_nothing_back_can_only_be_accepted() {
    let stand = Stand::open(Kind::Zibal).await;
    let (first, _) = stand.press(stand.link).await;
    let reference = stand.fake.line().reference;
    stand.pay(stand.link).await;
    stand.fake.pay_at(&reference);
    let brought = stand.fake.brings(&stand.fake.at(&reference));
    stand.house.get(&brought.path).await;
    stand.house.work().await;
    assert_eq!(stand.books().await, (NOTHING, RENT, RENT));

    let desk = stand.desk().await;
    let from = [("from", "/links")];
    desk.submit(&format!("/payments/{first}/giving-back"), &from).await;
    assert!(desk.get("/links").await.text().contains("از پنل درگاه برگردانید"));
    assert_eq!(stand.books().await, (NOTHING, RENT, RENT), "nothing was decided");
    desk.submit(&format!("/payments/{first}/acceptance"), &from).await;
    assert!(desk.get("/links").await.text().contains("به درگاه خودتان رسیده است"));
    assert_eq!(stand.books().await, (NOTHING, RENT + RENT, NOTHING));
}
