//! A payment from outside: to the bank, back, and into the wallet.

use std::collections::HashSet;

use axum::http::StatusCode;
use axum::http::header;
use chrono::TimeDelta;
use futures_util::future::join_all;
use peyvand::adapters::bank::Refusal;
use peyvand::ids::PaymentId;
use peyvand::money::Money;
use peyvand::payments::PaymentError;
use peyvand::payments::Status;
use peyvand::tokens::Door;

use crate::support::bank::FEE;
use crate::support::house::House;
use crate::support::page::Page;
use crate::support::people::RENT;
use crate::support::people::Sent;
use crate::support::people::Shop;
use crate::support::people::payers_mobile;
use crate::support::program::Program;
use crate::support::program::until;
use crate::support::statements::statements_of;

#[tokio::test]
async fn a_payment_reaches_the_wallet_once_however_often_the_bank_returns() {
    let house = House::open().await;
    let (shop, sent) = paid(&house).await;
    for _ in 0..3 {
        let back = house.get(&sent.back).await;
        assert_eq!(back.status, StatusCode::SEE_OTHER);
        assert_eq!(back.location.as_deref(), Some(sent.receipt.as_str()));
    }
    house.work().await;

    assert_eq!(house.balance(shop.workspace).await, RENT - FEE);
    assert_eq!(house.get(&sent.receipt).await.status, StatusCode::OK);
    assert_eq!(house.sms_to(&shop.mobile).await.len(), 1, "the merchant is told once");
    assert_eq!(house.sms_to(&payers_mobile()).await.len(), 1, "and so is the payer");
}

/// F10, F19. One process asks the bank and stands before the row when it is let go; the other waits for it.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn five_hundred_callbacks_at_once_on_two_instances_make_one_journal_and_one_set_of_notices() {
    let house = House::open_now().await;
    let other = Program::start(house.database(), &["--no-worker"]).await;
    let (shop, sent) = paid(&house).await;

    let mut row = house.db().begin().await.unwrap();
    sqlx::query("select from payments for no key update").execute(&mut *row).await.unwrap();
    let ours = join_all((0..250).map(|_| house.get(&sent.back)));
    let theirs = join_all((0..250).map(|_| other.get(&sent.back)));
    let let_go = async {
        let waiting = "select count(*) from pg_stat_activity where datname = current_database()
            and wait_event_type = 'Lock' and query like '%post_journal%'";
        until("an instance is about to book", async || house.count(waiting).await == 1).await;
        row.commit().await.unwrap();
    };
    let (ours, theirs, ()) = tokio::join!(ours, theirs, let_go);

    assert!(ours.iter().all(|page| page.status == StatusCode::SEE_OTHER), "{ours:?}");
    assert!(theirs.iter().all(|reply| reply.status == 303), "{theirs:?}");
    let asked = "select count(*) from bank_calls where op = 'verify'";
    assert_eq!(house.count(asked).await, 1, "one chain of questions");
    assert_eq!(house.count("select count(*) from journals").await, 1);
    assert_eq!(house.count("select count(*) from jobs where kind = 'link_paid'").await, 1);
    assert_eq!(house.balance(shop.workspace).await, RENT - FEE);
    house.live(TimeDelta::minutes(1)).await;
    let notices = house.count("select count(*) from notices").await;
    assert_eq!(house.sms_to(&payers_mobile()).await.len(), 1);
    house.run("update jobs set state = 'queued' where kind = 'link_paid'").await;
    house.work().await;
    assert_eq!(house.count("select count(*) from notices").await, notices);
    assert_eq!(house.sms_to(&payers_mobile()).await.len(), 1);
}

#[tokio::test]
async fn money_of_another_amount_is_booked_nowhere_and_a_person_is_called() {
    for wrong in [RENT.as_rials() * 10, RENT.as_rials() * 9 / 10] {
        let house = House::open().await;
        let shop = house.shop().await;
        let sent = house.send(house.link(&shop).await).await;
        house.bank.pay_amount(&sent.page, Money::rials(wrong)).await;
        for _ in 0..2 {
            assert_eq!(house.get(&sent.back).await.status, StatusCode::SEE_OTHER);
        }
        house.live(TimeDelta::minutes(5)).await;

        assert_eq!(house.alarms().await, ["payment_differs"]);
        assert_eq!(house.count("select count(*) from journals").await, 0);
        let payment = house.payment(sent.id).await;
        assert_eq!((payment.status, payment.held.as_deref()), (Status::Sent, Some("amount")));
        let page = house.get(&sent.receipt).await;
        assert_eq!(page.status, StatusCode::OK);
        assert_eq!(page.headers.get(header::REFRESH), None, "nothing changes by waiting");
    }
}

/// F15.
#[tokio::test]
async fn only_the_payments_own_secret_makes_us_ask_the_bank() {
    let house = House::open().await;
    let (shop, sent) = paid(&house).await;
    let other = PaymentId::new(house.app.clock.now());
    let token = |door| house.app.keys.token(&door);
    let strangers = [
        format!("/back/{}/{}", sent.id, token(Door::Return { payment: other })),
        format!("/back/{}/{}", sent.id, token(Door::Receipt { payment: sent.id })),
        format!("/back/{}/{}", sent.id, "0".repeat(26)),
        format!("/back/{}/x", sent.id),
        format!("/back/{other}/{}", token(Door::Return { payment: sent.id })),
        format!("/back/1/{}", token(Door::Return { payment: sent.id })),
        format!("/back/{}/{}", other, token(Door::Return { payment: other })),
    ];
    for path in strangers {
        assert_eq!(house.get(&path).await.status, StatusCode::NOT_FOUND, "{path}");
        assert_eq!(house.come_from_bank(&path).await.status, StatusCode::NOT_FOUND, "{path}");
    }
    assert_eq!(house.bank.verified_at(&sent.page).await, None);
    assert_eq!(house.balance(shop.workspace).await, Money::ZERO);

    house.get(&sent.back).await;
    assert_eq!(house.balance(shop.workspace).await, RENT - FEE, "and the good one passes");
}

#[tokio::test]
async fn whoever_guesses_the_way_back_is_told_to_wait_and_the_payer_is_not() {
    let house = House::open().await;
    let (_, sent) = paid(&house).await;
    let guess = format!("/back/{}/{}", sent.id, "0".repeat(26));
    let mut statuses = vec![];
    for _ in 0..61 {
        statuses.push(house.get(&guess).await.status);
    }
    assert_eq!(statuses.pop(), Some(StatusCode::TOO_MANY_REQUESTS));
    assert!(statuses.iter().all(|status| *status == StatusCode::NOT_FOUND));
    assert_eq!(house.get(&sent.back).await.status, StatusCode::SEE_OTHER);
}

#[tokio::test]
async fn a_bank_is_asked_twenty_times_a_minute_however_often_the_payer_comes_back() {
    let house = House::open().await;
    let shop = house.shop().await;
    let sent = house.send(house.link(&shop).await).await;
    house.bank.fall_silent(&sent.page).await;
    let asks = async || {
        let (page, statements) = statements_of(house.get(&sent.back)).await;
        assert_eq!(page.location.as_deref(), Some(sent.receipt.as_str()));
        statements.iter().any(|text| text.contains("sandbox_bank_orders"))
    };
    for _ in 0..20 {
        assert!(asks().await);
    }
    assert!(!asks().await, "answered from what is stored");
    house.wind(TimeDelta::seconds(3));
    assert!(asks().await);
}

#[tokio::test]
async fn addresses_that_are_guessed_on_the_whole_site_call_a_person() {
    let house = House::open().await;
    house.get("/p/00000000000000000000000000").await;
    house
        .run("update rate_limits set tat = tat + interval '1 minute' where key like '%_site:all'")
        .await;
    assert_eq!(house.alarms().await, [] as [String; 0]);
    assert_eq!(house.get("/p/00000000000000000000000000").await.status, StatusCode::NOT_FOUND);
    assert_eq!(house.alarms().await, ["links_guessed"]);
}

/// F17.
#[tokio::test]
async fn asking_for_the_headers_only_does_nothing() {
    let house = House::open().await;
    let (_, sent) = paid(&house).await;
    let before = house.fingerprint().await;
    for path in [&sent.back, &sent.receipt] {
        house.head(path).await;
    }
    assert_eq!(house.fingerprint().await, before);
}

/// F17.
#[tokio::test]
async fn a_return_from_the_banks_site_needs_no_cookies_and_sets_none() {
    let house = House::open().await;
    let (shop, sent) = paid(&house).await;
    let back = house.come_from_bank(&sent.back).await;
    assert_eq!(back.location.as_deref(), Some(sent.receipt.as_str()));
    assert_eq!(back.headers.get(header::SET_COOKIE), None);
    assert_eq!(house.balance(shop.workspace).await, RENT - FEE);
}

/// F16.
#[tokio::test]
async fn a_replay_after_the_end_writes_nothing() {
    let house = House::open().await;
    let (_, sent) = paid(&house).await;
    let refused = house.send(house.link(&house.shop().await).await).await;
    house.bank.decline(&refused.page, Refusal::NoFunds).await;
    for sent in [&sent, &refused] {
        house.get(&sent.back).await;
    }
    house.work().await;

    let before = house.fingerprint().await;
    for sent in [&sent, &refused] {
        house.get(&sent.back).await;
        house.come_from_bank(&sent.back).await;
        house.get(&sent.receipt).await;
    }
    assert_eq!(house.fingerprint().await, before);
}

#[tokio::test]
async fn the_same_payment_on_other_terms_is_refused() {
    let house = House::open().await;
    let shop = house.shop().await;
    let (link, other_link) = (house.link(&shop).await, house.link(&shop).await);
    let new = house.payment_of(link);
    house.open_payment(&new).await.unwrap();
    house.open_payment(&new).await.unwrap();
    assert_eq!(house.count("select count(*) from payments").await, 1);

    let mut dearer = new.clone();
    dearer.amount = RENT + Money::rials(10);
    let mut elsewhere = new.clone();
    elsewhere.purpose.id = other_link.id.as_uuid();
    for other in [dearer, elsewhere] {
        let refused = house.open_payment(&other).await;
        assert!(matches!(refused, Err(PaymentError::OtherTerms)), "{refused:?}");
    }
    let pressed = house.press_pay(other_link, new.id).await;
    assert_eq!(pressed.status, StatusCode::CONFLICT);
    assert_eq!(house.press_pay(link, new.id).await.status, StatusCode::SEE_OTHER);
}

/// F06.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn twenty_clicks_at_once_go_to_one_page_of_the_bank() {
    let house = House::open().await;
    let beside = house.beside().await;
    let shop = house.shop().await;
    let link = house.link(&shop).await;
    let id = house.payment_on_page(link).await;
    let clicks = (0..20).map(|click| [&house, &beside][click % 2].press_pay(link, id));
    let pages: HashSet<_> = join_all(clicks).await.into_iter().map(|page| page.location).collect();
    assert_eq!(pages.len(), 1, "{pages:?}");
    assert_eq!(house.bank.orders().await, 1);
}

#[tokio::test]
async fn a_refusal_says_why_and_leads_back_to_the_link() {
    let house = House::open().await;
    let shop = house.shop().await;
    let link = house.link(&shop).await;
    let sent = house.send(link).await;
    house.bank.decline(&sent.page, Refusal::Cancelled).await;
    house.get(&sent.back).await;

    assert_eq!(house.payment(sent.id).await.status, Status::Refused);
    let page = house.get(&sent.receipt).await;
    let door = house.door(link);
    assert_eq!(page.attribute(&format!("a[href='{door}']"), "href"), Some(door));
    assert_eq!(house.balance(shop.workspace).await, Money::ZERO);
}

/// A payer of a new link whose money has moved; nobody has told us yet.
async fn paid(house: &House) -> (Shop, Sent) {
    let shop = house.shop().await;
    let sent = house.send(house.link(&shop).await).await;
    house.bank.pay(&sent.page).await;
    (shop, sent)
}

#[tokio::test]
async fn who_leaves_for_the_bank_says_from_which_site_and_nobody_else_says_anything() {
    let house = House::open().await;
    let link = house.link(&house.shop().await).await;
    let policy = |page: &Page| page.headers["referrer-policy"].to_str().unwrap().to_owned();
    assert_eq!(policy(&house.get(&house.door(link)).await), "same-origin");
    let sent = house.press_pay(link, PaymentId::new(house.app.clock.now())).await;
    assert_eq!(sent.status, StatusCode::SEE_OTHER);
    assert_eq!(policy(&sent), "strict-origin");
}
