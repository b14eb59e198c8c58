//! Keys: made with a fresh proof, seen once, used, revoked.

use axum::http::Method;
use axum::http::StatusCode;
use chrono::TimeDelta;
use peyvand::api_keys::Resource;
use peyvand::ids::ApiKeyId;

use crate::support::house::House;

#[tokio::test]
async fn an_owner_makes_a_key_that_is_seen_once_and_opens_what_it_may() {
    let house = House::open().await;
    let shop = house.shop().await;
    let owner = house.sign_in(&shop).await;
    let id = ApiKeyId::new(house.app.clock.now()).to_string();
    let fields = [("id", id.as_str()), ("name", "Web shop"), ("links", "read")];
    let made = owner.submit("/settings/programs", &fields).await;
    assert_eq!(made.status, StatusCode::OK);
    let secret = made.attribute("#secret", "value").unwrap();
    assert!(secret.starts_with("peyvand_"), "{secret}");

    let again = owner.submit("/settings/programs", &fields).await;
    assert_eq!(again.attribute("#secret", "value"), Some(secret.clone()), "a second click");
    assert_eq!(house.count("select count(*) from api_keys").await, 1);
    let list = owner.get("/settings/programs").await;
    assert!(!list.html.contains(&secret), "it is not shown again");
    assert!(list.html.contains(&secret[secret.len() - 4..]), "but its end is");

    let machine = house.machine(&shop).await;
    let bearer = format!("Bearer {secret}");
    let with = |bearer: String| {
        let machine = &machine;
        async move {
            let headers = [("authorization", bearer.as_str())];
            machine.ask_as_it_is(Method::GET, "/api/v1/links", &headers, "").await.status
        }
    };
    assert_eq!(with(bearer.clone()).await, StatusCode::OK);
    assert_eq!(with(bearer.replace("peyvand_", "peyvand-")).await, StatusCode::UNAUTHORIZED);
    assert_eq!(with(secret.clone()).await, StatusCode::UNAUTHORIZED);
    house.wind(TimeDelta::seconds(1));
    let revoked = owner.submit(&format!("/settings/programs/{id}/revocation"), &[]).await;
    assert_eq!(revoked.status, StatusCode::SEE_OTHER);
    assert_eq!(with(bearer).await, StatusCode::UNAUTHORIZED);
}

#[tokio::test]
async fn keys_want_a_fresh_proof_and_a_form_that_allows_something() {
    let house = House::open().await;
    let shop = house.shop().await;
    let owner = house.sign_in(&shop).await;
    let nothing = owner.submit("/settings/programs", &[("name", "Web shop")]).await;
    assert_eq!(nothing.status, StatusCode::UNPROCESSABLE_ENTITY);
    let card = [("name", "6037991234567893"), ("links", "read")];
    let card = owner.submit("/settings/programs", &card).await;
    assert_eq!(card.status, StatusCode::UNPROCESSABLE_ENTITY);
    let forged = [("name", "x"), ("wallet", "write")];
    assert_eq!(owner.submit("/settings/programs", &forged).await.status, StatusCode::BAD_REQUEST);
    assert_eq!(house.count("select count(*) from api_keys").await, 0);

    house.wind(TimeDelta::minutes(6));
    let stale = owner.get("/settings/programs").await;
    assert!(!stale.html.contains("name=\"links\""), "the proof is asked for first");
    owner.submit("/settings/programs", &[("name", "Web shop"), ("links", "read")]).await;
    assert_eq!(house.count("select count(*) from api_keys").await, 0);
}

#[tokio::test]
async fn a_key_notes_its_use_and_a_stolen_database_does_not_know_it() {
    let house = House::open().await;
    let shop = house.shop().await;
    let machine = house.machine_that_may(&shop, vec![Resource::Links.read()]).await;
    let used = "select count(*) from api_keys where used_at is not null";
    assert_eq!(house.count(used).await, 0);
    assert_eq!(machine.get("/api/v1/links").await.status, StatusCode::OK);
    assert_eq!(house.count(used).await, 1);
    let found = format!(
        "select count(*) from api_keys where api_keys::text like '%{}%'",
        machine.secret.trim_start_matches("peyvand_")
    );
    assert_eq!(house.count(&found).await, 0);
}

#[tokio::test]
async fn a_program_that_asks_without_end_is_told_to_wait_and_sees_it_coming() {
    let house = House::open().await;
    let shop = house.shop().await;
    let machine = house.machine(&shop).await;
    let other = house.machine(&shop).await;
    let first = machine.get("/api/v1/wallet").await;
    assert_eq!(first.header("ratelimit-policy"), "\"key\";q=600;w=60");
    assert!(first.header("ratelimit").starts_with("\"key\";r=599;"), "{first:?}");
    for _ in 1..600 {
        assert_eq!(machine.get("/api/v1/wallet").await.status, StatusCode::OK);
    }
    let refused = machine.get("/api/v1/wallet").await;
    assert_eq!(refused.status, StatusCode::TOO_MANY_REQUESTS);
    assert_eq!((refused.problem(), refused.header("retry-after")), ("too-many-requests", "1"));
    assert_eq!(other.get("/api/v1/wallet").await.status, StatusCode::OK, "another key");
    house.wind(TimeDelta::seconds(1));
    assert_eq!(machine.get("/api/v1/wallet").await.status, StatusCode::OK);
}

#[tokio::test]
async fn who_guesses_keys_is_soon_told_to_wait() {
    let house = House::open().await;
    let shop = house.shop().await;
    let machine = house.machine(&shop).await;
    let guess = async || {
        let headers = [("authorization", "Bearer peyvand_guessed")];
        machine.ask_as_it_is(Method::GET, "/api/v1/links", &headers, "").await
    };
    for _ in 0..30 {
        let refused = guess().await;
        assert_eq!((refused.status, refused.problem()), (StatusCode::UNAUTHORIZED, "unauthorized"));
        assert!(refused.header("www-authenticate").starts_with("Bearer"));
    }
    assert_eq!(guess().await.status, StatusCode::TOO_MANY_REQUESTS);
    assert_eq!(machine.get("/api/v1/links").await.status, StatusCode::OK);
}
