//! What becomes of a payment when its payer, the bank or nobody says anything.

use axum::http::StatusCode;
use axum::http::header;
use chrono::DateTime;
use chrono::TimeDelta;
use chrono::Utc;
use peyvand::ids::PaymentId;
use peyvand::money::Money;
use peyvand::payments;
use peyvand::payments::PaymentError;
use peyvand::payments::Status;

use crate::support::bank::FEE;
use crate::support::house::House;
use crate::support::people::RENT;

/// F09.
#[tokio::test]
async fn who_closes_the_browser_after_paying_has_paid_within_ninety_seconds() {
    let house = House::open().await;
    let shop = house.shop().await;
    let sent = house.send(house.link(&shop).await).await;
    house.wind(TimeDelta::seconds(5));
    house.bank.pay(&sent.page).await;
    let mut seconds = 0;
    while house.balance(shop.workspace).await == Money::ZERO {
        assert!(seconds < 90, "not credited within 90 seconds");
        seconds += 1;
        house.wind(TimeDelta::seconds(1));
        house.work().await;
    }
    assert_eq!(house.balance(shop.workspace).await, RENT - FEE);
    assert_eq!(house.payment(sent.id).await.status, Status::Confirmed);
}

#[tokio::test]
async fn a_silent_bank_ends_nothing_and_is_asked_again_after_1_2_5_10_20_40_and_60_seconds() {
    let house = House::open().await;
    let shop = house.shop().await;
    let sent = house.send(house.link(&shop).await).await;
    house.bank.pay(&sent.page).await;
    house.bank.fall_silent(&sent.page).await;
    let back = house.get(&sent.back).await;
    assert_eq!(back.status, StatusCode::SEE_OTHER, "the payer is not kept waiting");
    let page = house.get(&sent.receipt).await;
    assert!(page.headers.contains_key(header::REFRESH), "the page looks again by itself");

    let mut pauses = vec![];
    for _ in 0..8 {
        let due = next_question(&house, sent.id).await.unwrap();
        let pause = due - house.app.clock.now();
        pauses.push(pause.num_seconds());
        house.wind(pause);
        house.bank.fall_silent(&sent.page).await;
        house.work().await;
        assert_eq!(house.payment(sent.id).await.status, Status::Sent);
    }
    assert_eq!(pauses, [1, 2, 5, 10, 20, 40, 60, 60]);
    assert_eq!(house.balance(shop.workspace).await, Money::ZERO);

    house.live(TimeDelta::minutes(1)).await;
    assert_eq!(house.balance(shop.workspace).await, RENT - FEE);
}

/// F22.
#[tokio::test]
async fn after_three_days_of_silence_a_person_asks() {
    let house = House::open().await;
    let shop = house.shop().await;
    let sent = house.send(house.link(&shop).await).await;
    house.bank.pay(&sent.page).await;
    house.run("update sandbox_bank_orders set silent_until = '2030-01-01'").await;
    let mut questions = 0;
    while let Some(due) = next_question(&house, sent.id).await {
        questions += 1;
        assert!(questions < 200, "this does not end");
        house.wind(due - house.app.clock.now());
        house.work().await;
    }
    let payment = house.payment(sent.id).await;
    let age = house.app.clock.now() - payment.changed_at;
    assert!(TimeDelta::hours(72) <= age && age <= TimeDelta::hours(74), "{age}");
    assert_eq!(
        (payment.status, house.alarms().await),
        (Status::Sent, vec!["payment_unknown".to_owned()])
    );
    house.audit().await;

    house.run("update sandbox_bank_orders set silent_until = null").await;
    let desk = house.sign_in(&shop).await;
    let path = format!("/payments/{}/question", sent.id);
    assert_eq!(desk.submit(&path, &[("from", "/links")]).await.status, StatusCode::SEE_OTHER);
    assert_eq!(house.balance(shop.workspace).await, RENT - FEE);
}

#[tokio::test]
async fn who_never_pays_at_the_bank_is_refused_when_the_banks_time_is_over() {
    let house = House::open().await;
    let shop = house.shop().await;
    let sent = house.send(house.link(&shop).await).await;
    house.live(TimeDelta::minutes(14)).await;
    assert_eq!(house.payment(sent.id).await.status, Status::Sent, "there is time yet");
    house.live(TimeDelta::minutes(2)).await;
    let payment = house.payment(sent.id).await;
    assert_eq!((payment.status, payment.refusal.as_deref()), (Status::Refused, Some("timed_out")));
    assert_eq!(house.balance(shop.workspace).await, Money::ZERO);
}

#[tokio::test]
async fn what_never_reached_a_bank_page_is_abandoned_after_a_quarter_of_an_hour() {
    let house = House::open().await;
    let shop = house.shop().await;
    let (opened, sending) =
        (house.payment_of(house.link(&shop).await), house.payment_of(house.link(&shop).await));
    for new in [&opened, &sending] {
        house.open_payment(new).await.unwrap();
    }
    house.run(SILENT_START).await;
    let silent = payments::send_to_bank(&house.app, sending.id).await;
    assert!(matches!(silent, Err(PaymentError::NoBankPage(_))), "{silent:?}");
    house.run("drop trigger silent on sandbox_bank_orders").await;

    house.live(TimeDelta::seconds(14 * 60 + 59)).await;
    assert_eq!(house.payment(opened.id).await.status, Status::Opened);
    assert_eq!(house.payment(sending.id).await.status, Status::Sending);
    house.live(TimeDelta::seconds(1)).await;
    for id in [opened.id, sending.id] {
        assert_eq!(house.payment(id).await.status, Status::Abandoned);
        let again = payments::send_to_bank(&house.app, id).await;
        assert!(matches!(again, Err(PaymentError::Over)), "{again:?}");
        let receipt = payments::receipt_path(&house.app.keys, id);
        assert_eq!(house.get(&receipt).await.status, StatusCode::OK);
    }
    assert_eq!(house.bank.orders().await, 0);
}

/// The bank's answer comes when the payment is over: its page must not be shown, or money could move
/// for a payment that has ended.
#[tokio::test]
async fn a_bank_page_that_comes_after_the_end_is_not_shown() {
    let house = House::open().await;
    let shop = house.shop().await;
    let new = house.payment_of(house.link(&shop).await);
    house.open_payment(&new).await.unwrap();
    house
        .run(
            "create function end_it() returns trigger language plpgsql as $$ begin
                update payments set status = 'abandoned'; return null;
            end $$;
            create trigger slow after insert on sandbox_bank_orders
                for each row execute function end_it()",
        )
        .await;
    let shown = payments::send_to_bank(&house.app, new.id).await;
    assert!(matches!(shown, Err(PaymentError::Over)), "{shown:?}");
}

/// F04.
#[tokio::test]
async fn a_bank_that_uses_a_reference_twice_gets_no_payer_and_a_person_is_called() {
    let house = House::open().await;
    let shop = house.shop().await;
    house
        .run(
            "create function repeat_itself() returns trigger language plpgsql as $$ begin
                new.bank_reference := 'the same'; return new;
            end $$;
            create trigger repeats before update on payments for each row
                when (new.bank_reference is not null) execute function repeat_itself()",
        )
        .await;
    house.send(house.link(&shop).await).await;
    let second = house.payment_of(house.link(&shop).await);
    house.open_payment(&second).await.unwrap();
    let sent = payments::send_to_bank(&house.app, second.id).await;
    assert!(matches!(sent, Err(PaymentError::NoBankPage(_))), "{sent:?}");
    assert_eq!(house.payment(second.id).await.status, Status::Abandoned);
    assert_eq!(house.alarms().await, ["reference_reused"]);
}

#[tokio::test]
async fn a_bank_that_gives_one_number_to_two_movements_is_paid_attention_to() {
    let house = House::open().await;
    let shop = house.shop().await;
    let (first, second) =
        (house.send(house.link(&shop).await).await, house.send(house.link(&shop).await).await);
    for sent in [&first, &second] {
        house.bank.pay(&sent.page).await;
    }
    house.run("update sandbox_bank_orders set bank_number = '700000000001'").await;
    for sent in [&first, &second] {
        assert_eq!(house.get(&sent.back).await.status, StatusCode::SEE_OTHER);
    }
    assert_eq!(house.balance(shop.workspace).await, RENT - FEE);
    let held = house.payment(second.id).await;
    assert_eq!((held.status, held.held.as_deref()), (Status::Sent, Some("bank_number")));
    assert_eq!(house.alarms().await, ["payment_differs"]);
}

const SILENT_START: &str = "
    create function be_silent() returns trigger language plpgsql
        as $$ begin raise 'silence'; end $$;
    create trigger silent before insert on sandbox_bank_orders
        for each row execute function be_silent()";

/// When the bank will be asked about a payment by itself.
async fn next_question(house: &House, payment: PaymentId) -> Option<DateTime<Utc>> {
    sqlx::query_scalar("select run_at from jobs where dedup_key = $1 and state = 'queued'")
        .bind(format!("ask:{payment}"))
        .fetch_optional(house.db())
        .await
        .unwrap()
}
