//! What we ask banks is written down before it is asked, once at a time, and bad days of a bank end no
//! payment and lose none.

use axum::http::StatusCode;
use chrono::TimeDelta;
use peyvand::adapters::bank::sandbox::Mood;
use peyvand::money::Money;
use peyvand::payments::Status;

use crate::support::bank::FEE;
use crate::support::house::House;
use crate::support::people::RENT;

/// The bank's own book refuses whoever has not written down before that they ask.
const WATCHFUL: &str = "
    create function is_announced() returns trigger language plpgsql as $$ begin
        if not exists (
            select from bank_calls join payments on payments.id = bank_calls.payment_id
            where payments.order_number = new.order_number and answered_at is null
        ) then
            raise 'nobody announced this call';
        end if;
        return null;
    end $$;
    create trigger announced_start after insert on sandbox_bank_orders
        for each row execute function is_announced();
    create trigger announced after update of verified_at, given_back_at on sandbox_bank_orders
        for each row execute function is_announced()";

#[tokio::test]
async fn every_call_is_written_down_before_it_is_made_and_ends_with_its_outcome() {
    let house = House::open().await;
    house.run(WATCHFUL).await;
    let shop = house.shop().await;
    let [_, second] = house.paid_twice(house.link(&shop).await).await;
    let desk = house.sign_in(&shop).await;
    let give = format!("/payments/{}/giving-back", second.id);
    desk.submit(&give, &[("from", "/links")]).await;
    house.work().await;

    let words: Vec<String> = sqlx::query_scalar(
        "select op || ' ' || outcome || case when digest is null then '' else ' with words' end
        from bank_calls order by asked_at, payment_id, seq",
    )
    .fetch_all(house.db())
    .await
    .unwrap();
    let (start, moved) = ("start started with words", "verify moved with words");
    let mut expected = vec![start, start, moved, moved, "reverse done with words"];
    let mut words: Vec<&str> = words.iter().map(String::as_str).collect();
    words.sort_unstable();
    expected.sort_unstable();
    assert_eq!(words, expected);
}

#[tokio::test]
async fn while_one_process_asks_the_bank_no_other_does_and_after_its_death_another_takes_over() {
    let house = House::open().await;
    let shop = house.shop().await;
    let sent = house.send(house.link(&shop).await).await;
    house.bank.pay(&sent.page).await;
    // A process that has said that it asks, and was killed.
    house
        .run(
            "insert into bank_calls (payment_id, seq, op, amount, asked_at, lease_until)
            select payment_id, 2, 'verify', amount, asked_at, asked_at + interval '45 s'
            from bank_calls",
        )
        .await;
    let verified = "select count(*) from sandbox_bank_orders where verified_at is not null";
    house.wind(TimeDelta::seconds(44));
    house.work().await;
    assert_eq!(house.count(verified).await, 0, "it may be asking at this moment");

    house.live(TimeDelta::minutes(1)).await;
    assert_eq!(house.balance(shop.workspace).await, RENT - FEE);
    let lost = "select count(*) from bank_calls where seq = 2 and outcome = 'unknown'";
    assert_eq!(house.count(lost).await, 1, "of the lost call nobody knows");
}

#[tokio::test]
async fn of_a_question_whose_note_fell_with_the_machine_nothing_follows_and_it_is_asked_again() {
    let house = House::open().await;
    let shop = house.shop().await;
    let sent = house.send(house.link(&shop).await).await;
    house.bank.pay(&sent.page).await;
    // The database comes back without its last moment, in which the question was noted.
    house
        .run(
            "create function fall() returns trigger language plpgsql as $$ begin
                delete from bank_calls where op = 'verify';
                return null;
            end $$;
            create trigger falls after update of verified_at on sandbox_bank_orders
                for each row execute function fall()",
        )
        .await;
    house.get(&sent.back).await;
    assert_eq!(house.count("select count(*) from journals").await, 0);
    assert_eq!(house.count("select count(*) from payments where status = 'sent'").await, 1);

    house.run("drop trigger falls on sandbox_bank_orders").await;
    house.live(TimeDelta::minutes(1)).await;
    assert_eq!(house.balance(shop.workspace).await, RENT - FEE);
}

/// F01.
#[tokio::test]
async fn a_bank_that_gives_no_page_costs_a_payer_nothing_but_another_click() {
    let bad = [
        (Mood::Down, "busy", None),
        (Mood::Lossy, "unknown", None),
        (Mood::Unreadable, "unknown", None),
        (Mood::Repeating, "unknown", Some("reference_reused")),
        (Mood::Estranged, "misconfigured", Some("gateway_misconfigured")),
    ];
    for (mood, outcome, alarm) in bad {
        let house = House::open().await;
        let shop = house.shop().await;
        house.send(house.link(&shop).await).await;
        let link = house.link(&shop).await;
        let id = house.payment_on_page(link).await;
        house.bank.feel(mood).await;
        let pressed = house.press_pay(link, id).await;
        assert_eq!(pressed.status, StatusCode::SERVICE_UNAVAILABLE, "{mood:?}");
        house.bank.feel(Mood::Well).await;
        house.live(TimeDelta::minutes(16)).await;

        assert_eq!(house.payment(id).await.status, Status::Abandoned, "{mood:?}");
        let call = format!(
            "select count(*) from bank_calls where outcome = '{outcome}'
            and payment_id = '{id}' and answered_at is not null"
        );
        assert_eq!(house.count(&call).await, 1, "{mood:?}");
        assert_eq!(house.alarms().await, alarm.into_iter().collect::<Vec<_>>(), "{mood:?}");

        let other = pressed.attribute("input[name='payment']", "value").unwrap();
        let again = house.press_pay(link, other.parse().unwrap()).await;
        assert_eq!(again.status, StatusCode::SEE_OTHER, "{mood:?}");
    }
}

/// F03.
#[tokio::test]
async fn of_an_answer_that_cannot_be_read_its_beginning_is_kept() {
    let house = House::open().await;
    let shop = house.shop().await;
    let link = house.link(&shop).await;
    let id = house.payment_on_page(link).await;
    house.bank.feel(Mood::Unreadable).await;
    house.press_pay(link, id).await;
    let kept = "select count(*) from bank_calls
        where excerpt like '<html>%' and length(digest) = 32";
    assert_eq!(house.count(kept).await, 1);
}

#[tokio::test]
async fn a_bank_that_does_not_know_us_any_more_ends_no_payment_and_calls_the_house_once() {
    let house = House::open().await;
    let shop = house.shop().await;
    let mut payers = vec![];
    for _ in 0..3 {
        let sent = house.send(house.link(&shop).await).await;
        house.bank.pay(&sent.page).await;
        payers.push(sent);
    }
    house.bank.feel(Mood::Estranged).await;
    house.live(TimeDelta::hours(1)).await;
    for sent in &payers {
        assert_eq!(house.payment(sent.id).await.status, Status::Sent);
    }
    assert_eq!(house.alarms().await, ["gateway_misconfigured"]);
    assert_eq!(house.balance(shop.workspace).await, Money::ZERO);

    house.bank.feel(Mood::Well).await;
    house.live(TimeDelta::hours(2)).await;
    let all = Money::rials(3 * (RENT - FEE).as_rials());
    assert_eq!(house.balance(shop.workspace).await, all);
}

/// F21.
#[tokio::test]
async fn an_answer_that_is_lost_after_the_bank_has_noted_it_costs_half_a_minute() {
    let house = House::open().await;
    let shop = house.shop().await;
    let sent = house.send(house.link(&shop).await).await;
    house.bank.pay(&sent.page).await;
    house.bank.feel(Mood::Lossy).await;
    house.get(&sent.back).await;
    assert!(house.bank.verified_at(&sent.page).await.is_some());
    assert_eq!(house.payment(sent.id).await.status, Status::Sent);
    house.bank.feel(Mood::Well).await;
    house.live(TimeDelta::seconds(30)).await;
    assert_eq!(house.balance(shop.workspace).await, RENT - FEE);
    let already = "select count(*) from bank_calls where outcome = 'moved' and code = 'already'";
    assert_eq!(house.count(already).await, 1, "and that it was known before is written down");
}
