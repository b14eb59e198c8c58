//! The demo's shop: filled once, by the rooms' own verbs, with books that add up.

use axum::http::StatusCode;
use peyvand::demo;

use crate::support::house::House;
use crate::support::statements::statements_of;

/// Statements of the demo's past.
const STATEMENTS_MAX: usize = 27_000;

/// What whoever tries the product finds there.
const THERE: &[(&str, &str)] = &[
    ("abandoned", "select count(*) from payments where status = 'abandoned'"),
    ("open", "select count(*) from payments where status = 'sent'"),
    (
        "undecided",
        "select count(*) from payments where suspense is not null and not exists
        (select from suspense_decisions where payment_id = payments.id)",
    ),
    (
        "given back",
        "select count(*) from suspense_decisions where decision = 'given_back'
        and done_at is not null",
    ),
    ("not arrived", "select count(*) from notices where state = 'failed'"),
    ("building", "select count(*) from buildings"),
    ("debts", "select count(*) from open_charges"),
    ("half paid", "select count(*) from open_charges where rest < amount"),
    ("late fees", "select count(*) from fee_postings"),
    ("promises", "select count(*) from promises where ended_on is null"),
    ("credit", "select coalesce(sum(amount), 0)::bigint from party_credits"),
    ("paid by a tenant for the owner", "select count(*) from owner_certificates"),
    ("credit on its way back", "select count(*) from given_backs"),
    ("settled wallets", "select count(*) from wallet_turns where outcome = 'settled'"),
    (
        "settlements that came back",
        "select count(*) from journals where kind = 'settlement_returned'",
    ),
    (
        "settlements under way",
        "select count(*) from wallet_settlements where not exists (
        select from transfers where purpose = wallet_settlements.id and status <> 'accepted')",
    ),
    (
        "paid at a terminal of its own",
        "select count(*) from payments where own_terminal_id is not null and booked",
    ),
    ("unread", "select count(*) from notices where state = 'unread'"),
];

#[tokio::test]
async fn an_empty_house_becomes_a_shop_of_four_months_that_adds_up() {
    let house = House::open().await;
    let (greeting, statements) = Box::pin(statements_of(demo::fill(&house.app))).await;
    let greeting = greeting.unwrap();
    // What a newcomer waits for; a clock would hear the neighbours on the machine as well.
    assert!(statements.len() < STATEMENTS_MAX, "{} statements", statements.len());

    assert!(55 <= house.count("select count(*) from links").await);
    let kinds = "select count(distinct (status, suspense, refusal)) from payments";
    assert!(9 <= house.count(kinds).await, "many kinds of payments");
    for (what, query) in THERE {
        assert!(0 < house.count(query).await, "{what}");
    }
    assert_eq!(house.count("select count(*) from units").await, 24);
    assert!(3 <= house.count("select count(*) from charge_runs").await, "months of history");
    house.audit().await;

    let statuses = [StatusCode::OK, StatusCode::OK, StatusCode::GONE];
    let links: Vec<&str> =
        greeting.split_whitespace().filter(|word| word.contains("/p/")).collect();
    assert_eq!(links.len(), 3, "{greeting}");
    for (link, status) in links.into_iter().zip(statuses) {
        let path = link.strip_prefix(&house.app.origin).unwrap();
        assert_eq!(house.get(path).await.status, status, "{link}");
    }

    let bills = greeting.split_whitespace().find(|word| word.contains("/b/")).unwrap();
    let bills = house.get(bills.strip_prefix(&house.app.origin).unwrap()).await;
    assert!(bills.attribute("[name=item]", "value").is_some(), "{bills:?}");

    let before = house.fingerprint().await;
    assert_eq!(demo::fill(&house.app).await.unwrap(), greeting);
    assert_eq!(house.fingerprint().await, before, "the second start adds nothing");
}

#[tokio::test]
async fn a_house_that_is_lived_in_stays_as_it_is() {
    let house = House::open().await;
    house.shop().await;
    let before = house.fingerprint().await;
    demo::fill(&house.app).await.unwrap();
    assert_eq!(house.fingerprint().await, before);
}
