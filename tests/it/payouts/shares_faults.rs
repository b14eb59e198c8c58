//! Faults of a payment that pays its recipient itself. Its book and ours say the same after each of them.

use axum::http::StatusCode;
use chrono::TimeDelta;
use peyvand::payments;
use peyvand::payments::Status;
use peyvand::payouts;
use peyvand::payouts::PayoutError;
use serde_json::json;

use crate::support::fakes::gateways::Stage;
use crate::support::fakes::wire::Whim;
use crate::support::payouts::GIVEN;
use crate::support::payouts::PAYOUT_FEE;
use crate::support::sharing::Sharing;

const WHOLE: i64 = GIVEN.as_rials() + PAYOUT_FEE.as_rials();

#[tokio::test]
async fn what_was_verified_in_silence_went_once_however_often_it_is_asked_about() {
    for whim in [Whim::HangsUp, Whim::Html, Whim::Status(502), Whim::Truncated] {
        let it = Sharing::open().await;
        it.at_the_bank().await;
        it.fake.next_at("/verify.json", whim.clone());
        it.fake.next_at("/verify.json", whim);
        it.pays().await;
        it.house.live(TimeDelta::minutes(5)).await;
        // Whoever comes back again changes nothing.
        it.comes_back(&it.fake.line()).await;
        it.house.live(TimeDelta::days(1)).await;
        assert_eq!(it.went(), [GIVEN.as_rials()]);
        assert_eq!(it.statuses().await, ["confirmed"]);
        it.agree().await;
    }
}

#[tokio::test]
async fn a_question_whose_answer_is_lost_verifies_nothing_and_is_asked_again() {
    let it = Sharing::open().await;
    it.at_the_bank().await;
    for whim in [Whim::HangsUp, Whim::Html, Whim::NumbersAsTexts] {
        it.fake.next_at("/inquiry.json", whim);
    }
    it.pays().await;
    it.house.live(TimeDelta::minutes(5)).await;
    assert_eq!(it.went(), [GIVEN.as_rials()]);
    it.agree().await;
}

#[tokio::test]
async fn a_page_that_was_made_in_silence_is_shown_to_nobody_and_the_next_click_pays() {
    let it = Sharing::open().await;
    let (_, page) = it.answered().await;
    it.fake.next_at("/request.json", Whim::HangsUp);
    let refused = it.house.press_send(&page).await;
    assert_eq!(refused.status, StatusCode::SERVICE_UNAVAILABLE);
    let sent = it.house.press_send(&page).await;
    assert!(sent.location.is_some(), "{}", sent.text());
    it.pays().await;
    it.house.live(TimeDelta::minutes(20)).await;
    assert_eq!(it.went(), [GIVEN.as_rials()]);
    it.agree().await;
}

#[tokio::test]
async fn of_two_who_pay_at_once_one_pays_the_recipient_and_the_other_keeps_the_money() {
    let it = Sharing::open().await;
    let (_, page) = it.answered().await;
    for _ in 0..2 {
        assert!(it.house.press_send(&page).await.location.is_some());
    }
    let lines = it.fake.lines();
    for line in &lines {
        it.fake.pay_at(&line.reference);
    }
    for line in &lines {
        it.comes_back(line).await;
    }
    it.house.live(TimeDelta::minutes(10)).await;
    let verified: Vec<u32> = it.fake.lines().iter().map(|line| line.verified).collect();
    assert_eq!(verified.iter().filter(|count| 0 < **count).count(), 1, "{verified:?}");
    let other = it.fake.lines().into_iter().find(|line| line.verified == 0).unwrap();
    let seen = it.comes_back(&other).await.text();
    assert!(seen.contains("پیش از این پرداخت شده بود") && seen.contains("۷۲ ساعت"), "{seen}");

    it.fake.gives_unverified_back();
    it.house.live(TimeDelta::hours(2)).await;
    let mut statuses = it.statuses().await;
    statuses.sort();
    assert_eq!(statuses, ["confirmed", "refused"]);
    assert_eq!(it.went(), [GIVEN.as_rials()]);
    it.agree().await;
}

#[tokio::test]
async fn a_payout_that_was_cancelled_while_its_payer_was_at_the_bank_is_never_verified() {
    let it = Sharing::open().await;
    let id = it.at_the_bank().await;
    payouts::cancel(&it.house.app, (id, it.shop.workspace), it.shop.owner).await.unwrap();
    it.pays().await;
    it.house.live(TimeDelta::hours(3)).await;
    let seen = it.comes_back(&it.fake.line()).await.text();
    assert!(seen.contains("این پرداخت را نگرفتیم") && seen.contains("لغو شد"), "{seen}");
    let told = it.house.sms_to(&it.shop.mobile).await;
    assert_eq!(told.iter().filter(|sms| sms.contains("گرفته نشد")).count(), 1, "{told:?}");
    assert_eq!((it.fake.line().stage, it.fake.line().verified), (Stage::Paid, 0));

    it.fake.gives_unverified_back();
    it.house.live(TimeDelta::hours(2)).await;
    assert_eq!(it.statuses().await, ["refused"]);
    assert_eq!(it.went(), [0_i64; 0]);
    let booked = "select count(*) from journals where kind = 'payment'";
    assert_eq!(it.house.count(booked).await, 0, "no rial of it is in our books");
    assert_eq!(it.house.alarms().await, [""; 0]);
    it.agree().await;
}

#[tokio::test]
async fn what_was_agreed_to_another_account_is_never_verified() {
    let it = Sharing::open().await;
    it.at_the_bank().await;
    // Nobody corrects an account while somebody pays to it.
    let recipients = it.house.recipients_page().await;
    it.house.submit(&format!("{recipients}/correction"), &[]).await;
    assert_eq!(it.house.count("select max(revision)::bigint from payouts").await, 1);
    // Had they been quicker by a moment:
    it.house.run("update payout_payments set digest = sha256(digest)").await;
    it.pays().await;
    it.house.live(TimeDelta::minutes(5)).await;
    assert_eq!(it.fake.line().verified, 0);
    it.fake.gives_unverified_back();
    it.house.live(TimeDelta::hours(2)).await;
    assert_eq!(it.went(), [0_i64; 0]);
    it.agree().await;
}

#[tokio::test]
async fn what_may_go_cannot_be_cancelled_corrected_or_paid_for_otherwise() {
    let it = Sharing::open().await;
    let id = it.at_the_bank().await;
    it.fake.next_at("/verify.json", Whim::HangsUpBefore);
    it.pays().await;
    it.house.work().await;
    let taken = "select count(*) from payments where taken_at is not null and status = 'sent'";
    assert_eq!(it.house.count(taken).await, 1);
    let cancelled = payouts::cancel(&it.house.app, (id, it.shop.workspace), it.shop.owner).await;
    assert!(matches!(cancelled, Err(PayoutError::NotNow)), "{cancelled:?}");
    it.house.live(TimeDelta::minutes(2)).await;
    assert_eq!(it.went(), [GIVEN.as_rials()]);
    it.agree().await;
}

#[tokio::test]
async fn between_the_banks_word_and_our_job_nothing_is_taken_back_that_went() {
    let it = Sharing::open().await;
    let id = it.at_the_bank().await;
    it.pays().await;
    // The room says its word, and nobody works after that: the transfer is not written down yet.
    let payment = it.payment().await;
    payouts::say_of_share(&it.house.app, id, payment).await.unwrap();
    let payment = payments::by_id(it.house.db(), payment).await.unwrap();
    assert_eq!(payment.status, Status::Confirmed);
    let recipients = it.house.recipients_page().await;
    it.house.submit(&format!("{recipients}/correction"), &[]).await;
    assert_eq!(it.house.count("select max(revision)::bigint from payouts").await, 1);
    let cancelled = payouts::cancel(&it.house.app, (id, it.shop.workspace), it.shop.owner).await;
    assert!(matches!(cancelled, Err(PayoutError::NotNow)), "{cancelled:?}");
    it.house.live(TimeDelta::hours(2)).await;
    it.agree().await;
}

#[tokio::test]
async fn another_amount_is_not_verified_and_calls_a_person() {
    let it = Sharing::open().await;
    it.at_the_bank().await;
    it.fake.pays(WHOLE / 10);
    it.comes_back(&it.fake.line()).await;
    it.house.live(TimeDelta::minutes(3)).await;
    assert_eq!((it.fake.line().verified, it.went()), (0, vec![]));
    assert_eq!(it.house.alarms().await, ["payment_differs"]);
    it.fake.gives_unverified_back();
    it.house.live(TimeDelta::hours(2)).await;
    // Money that differs is asked about by a person only.
    assert_eq!(it.statuses().await, ["sent"]);
    payments::look_into(&it.house.app, it.payment().await).await.unwrap();
    assert_eq!(it.statuses().await, ["refused"]);
    it.agree().await;
}

#[tokio::test]
async fn a_gateway_that_tells_of_another_part_is_believed_nothing() {
    let it = Sharing::open().await;
    it.at_the_bank().await;
    let told = json!({"data": {
        "code": 100, "message": "Verified", "card_pan": "603799******7893", "ref_id": 7300,
        "fee_type": "Merchant", "fee": 12_000, "wages": [{"iban": "IR0", "amount": 10_000}],
    }, "errors": []});
    it.fake.next_at("/verify.json", Whim::Says(200, told, ""));
    it.pays().await;
    it.house.live(TimeDelta::minutes(3)).await;
    assert_eq!(it.statuses().await, ["sent"]);
    assert_eq!(it.house.alarms().await, ["payment_differs"]);
    // A person looks, and it is as it should be.
    payments::look_into(&it.house.app, it.payment().await).await.unwrap();
    it.house.work().await;
    assert_eq!(it.went(), [GIVEN.as_rials()]);
    assert_eq!(it.house.alarms().await, [""; 0]);
    it.agree().await;
}

#[tokio::test]
async fn what_somebody_else_verified_is_booked_when_it_may_go_and_held_when_it_may_not() {
    let it = Sharing::open().await;
    it.at_the_bank().await;
    it.fake.verified_by_another();
    it.comes_back(&it.fake.line()).await;
    it.house.work().await;
    assert_eq!(it.statuses().await, ["confirmed"]);
    it.agree().await;

    let id = it.at_the_bank().await;
    payouts::cancel(&it.house.app, (id, it.shop.workspace), it.shop.owner).await.unwrap();
    it.fake.verified_by_another();
    it.comes_back(&it.fake.line()).await;
    it.house.live(TimeDelta::minutes(3)).await;
    assert_eq!(it.statuses().await, ["confirmed", "sent"]);
    assert_eq!(it.house.alarms().await, ["payment_differs"]);
    let booked = "select count(*) from journals where kind = 'payment'";
    assert_eq!(it.house.count(booked).await, 1, "it is booked nowhere");
}

#[tokio::test]
async fn a_browser_that_never_comes_back_changes_nothing() {
    let it = Sharing::open().await;
    it.at_the_bank().await;
    it.fake.does(Stage::Paid);
    it.house.live(TimeDelta::minutes(3)).await;
    assert_eq!(it.went(), [GIVEN.as_rials()]);
    it.agree().await;
}
