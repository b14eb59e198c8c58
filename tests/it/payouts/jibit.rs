//! Payouts through the real protocol: Jibit stands on loopback with a book of its own.

use chrono::TimeDelta;
use futures_util::future::join_all;
use peyvand::queue;
use peyvand::queue::Job;
use peyvand::transfers;

use crate::support::depot::Depot;
use crate::support::fakes::jibit::HOLDER;
use crate::support::fakes::wire::Whim;
use crate::support::payouts::CARD;
use crate::support::payouts::GIVEN;
use crate::support::payouts::OTHERS_IBAN;
use crate::support::payouts::recipients_mobile;

#[tokio::test]
async fn a_payout_goes_over_the_rail_in_rial_under_our_own_reference_with_its_holder() {
    let depot = Depot::open().await;
    depot.house.payout(&depot.shop).await;
    depot.house.answer(CARD).await;
    depot.house.pay_payout(&depot.shop).await;
    let line = depot.jibit.line();
    assert_eq!((line.amount, line.mode.as_str()), (GIVEN.as_rials(), "ACH"));
    assert_eq!(line.iban.get(4..7), Some("017"), "at the bank of the card");
    assert_eq!(line.holder, (HOLDER.0.to_owned(), HOLDER.1.to_owned()));
    assert!(line.id.starts_with("po-") && line.id.ends_with("-1"), "{}", line.id);

    depot.hears("TRANSFERRED").await;
    assert_eq!(depot.statuses().await, ["settled"]);
    depot.books_agree().await;
    let told = depot.house.sms_to(&recipients_mobile()).await;
    assert!(told.last().unwrap().contains("واریز شد"), "{told:?}");
}

#[tokio::test]
async fn an_account_at_one_of_our_banks_is_reached_inside_it() {
    let depot = Depot::open_with(&["--jibit-own-banks=017,012"]).await;
    depot.pay().await;
    assert_eq!(depot.jibit.line().mode, "NORMAL");
    depot.hears("TRANSFERRED").await;
    depot.books_agree().await;
}

#[tokio::test]
async fn a_bearer_that_ended_on_the_way_is_replaced_and_the_order_made_once() {
    for refresh_too in [false, true] {
        let depot = Depot::open().await;
        depot.pay().await;
        depot.jibit.forgets_bearers(refresh_too);
        depot.pay().await;
        assert_eq!(depot.jibit.lines().len(), 2);
        let made = depot.jibit.tokens_made();
        // Rail and inquiry have a session each; the second time the account behind the card is known.
        let expected = if refresh_too { (3, 0) } else { (2, 1) };
        assert_eq!(made, expected, "{refresh_too}");
        depot.books_agree().await;
        assert_eq!(depot.house.alarms().await, [""; 0]);
    }
}

#[tokio::test]
async fn two_instances_that_end_each_others_tokens_both_go_on() {
    let depot = Depot::open().await;
    depot.jibit.has_one_session();
    let beside = depot.house.beside().await;
    for _ in 0..4 {
        depot.pay().await;
        beside.wind(TimeDelta::minutes(2));
        join_all([depot.house.work(), beside.work()]).await;
    }
    assert_eq!(depot.jibit.lines().len(), 4);
    depot.jibit.takes_as("TRANSFERRED");
    assert_eq!(depot.house.alarms().await, [""; 0]);
    let asked = depot.transfers().await.into_iter().map(async |id| {
        let (one, other) = tokio::join!(
            transfers::look_into(&depot.house.app, id),
            transfers::look_into(&beside.app, id)
        );
        one.is_ok() && other.is_ok()
    });
    assert!(join_all(asked).await.into_iter().all(|is_ok| is_ok));
    assert_eq!(depot.house.alarms().await, [""; 0]);
}

#[tokio::test]
async fn keys_that_are_not_taken_call_a_person_and_the_money_waits() {
    let depot = Depot::open_with(&["--jibit-transfer-secret=wrong"]).await;
    depot.pay().await;
    depot.house.live(TimeDelta::minutes(3)).await;
    assert_eq!(depot.statuses().await, ["planned"]);
    assert_eq!(depot.house.alarms().await, ["rail_misconfigured"]);
}

#[tokio::test]
async fn a_busy_rail_is_asked_again_and_one_that_answers_strangely_only_about_it() {
    let busy = Whim::Says(429, serde_json::json!({}), "retry-after: 1\r\n");
    let strange = [
        Whim::Html,
        Whim::Truncated,
        Whim::Status(502),
        Whim::NumbersAsTexts,
        Whim::Late,
        Whim::HangsUp,
    ];
    for whim in std::iter::once(busy).chain(strange) {
        let depot = Depot::open().await;
        depot.jibit.takes_as("TRANSFERRED");
        depot.jibit.next_at("/transfer/transfers", whim);
        depot.pay().await;
        depot.house.live(TimeDelta::hours(2)).await;
        assert_eq!(depot.statuses().await, ["settled"]);
        assert_eq!(depot.jibit.lines().len(), 1);
        depot.books_agree().await;
    }
}

#[tokio::test]
async fn what_the_rail_lists_as_returned_is_asked_about_within_ten_minutes() {
    let depot = Depot::open().await;
    depot.pay().await;
    depot.hears("TRANSFERRED").await;
    let mut tx = depot.house.app.db.begin().await.unwrap();
    queue::add(&mut tx, &Job::WatchTransfers, depot.house.app.clock.now()).await.unwrap();
    tx.commit().await.unwrap();
    depot.house.work().await;
    assert_eq!(depot.statuses().await, ["settled"]);
    depot.jibit.lets("MANUALLY_FAILED");
    depot.house.live(TimeDelta::minutes(11)).await;
    assert_eq!(depot.statuses().await, ["returned"]);
    depot.books_agree().await;
}

#[tokio::test]
async fn a_rail_with_little_of_our_money_calls_a_person_before_it_is_empty() {
    let depot = Depot::open_with(&["--rail-balance-low=200000000"]).await;
    depot.jibit.has_left(190_000_000);
    transfers::watch(&depot.house.app).await.unwrap();
    assert_eq!(depot.house.alarms().await, ["rail_too_poor"]);
    depot.jibit.has_left(1_900_000_000);
    transfers::watch(&depot.house.app).await.unwrap();
    assert_eq!(depot.house.alarms().await, [""; 0]);
}

#[tokio::test]
async fn a_number_is_asked_about_once_and_a_mistake_of_the_bank_is_told_in_its_own_words() {
    let depot = Depot::open().await;
    let house = &depot.house;
    for _ in 0..2 {
        house.payout(&depot.shop).await;
        house.answer(OTHERS_IBAN).await;
    }
    assert_eq!(depot.jibit.asked(), [OTHERS_IBAN], "the second time it is remembered");
    house.payout(&depot.shop).await;
    house.answer(CARD).await;
    assert_eq!(depot.jibit.asked().len(), 3, "the card, and the account behind it");

    house.payout(&depot.shop).await;
    let page = house.recipients_page().await;
    let recipient = house.visitor();
    let path = format!("{page}/destination");
    house.wind(TimeDelta::minutes(1));
    recipient.submit(&path, &[("number", &account("0208179093"))]).await;
    house.work().await;
    let code = house.recipients_code().await;
    for (tail, complaint, says) in [
        ("0208179093", "iban.not_found", "هیچ بانکی حساب یا کارتی با این شماره ندارد"),
        ("0208179094", "card.not_active", "فعال نیست"),
        ("0208179095", "card.black_listed", "نمی‌شود واریز کرد"),
    ] {
        depot.jibit.complains(Some(complaint));
        let fields = [("number", &account(tail)[..]), ("code", code.as_str())];
        let page = recipient.submit(&path, &fields).await;
        assert!(page.text().contains(says), "{complaint}: {}", page.text());
    }
}

#[tokio::test]
async fn no_more_questions_are_paid_for_in_a_day_than_may_be_and_a_person_hears_of_it() {
    let depot = Depot::open_with(&["--inquiries-daily-max=1"]).await;
    let house = &depot.house;
    house.payout(&depot.shop).await;
    house.answer(OTHERS_IBAN).await;
    house.payout(&depot.shop).await;
    // Nobody says whose it is, so that there is nothing to confirm; the payer is shown that.
    house.answer(&account("0208179096")).await;
    assert_eq!(depot.jibit.asked().len(), 1);
    transfers::watch(&house.app).await.unwrap();
    assert_eq!(house.alarms().await, ["inquiry_misconfigured"]);
    house.wind(TimeDelta::days(1));
    transfers::watch(&house.app).await.unwrap();
    assert_eq!(house.alarms().await, [""; 0]);
}

/// An account at Parsian whose number ends so.
fn account(tail: &str) -> String {
    (2..=98)
        .map(|check| format!("IR{check:02}054010268002{tail}"))
        .find(|number| peyvand::iban::Iban::parse(number).is_ok())
        .unwrap()
}
