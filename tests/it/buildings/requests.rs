//! What residents ask of their manager: how it goes on, who is told, and who does not see it.

use axum::http::StatusCode;
use chrono::TimeDelta;
use peyvand::adapters::sms::parts;
use peyvand::buildings;
use peyvand::buildings::Person;
use peyvand::ids::RequestId;
use peyvand::ids::StepId;

use super::account::sign_in;
use super::estate::Estate;
use super::estate::PNG;
use super::estate::mobile;
use super::estate::people;
use super::paying::issued;
use crate::support::house::House;
use crate::support::page::Page;
use crate::support::page::Visitor;

const REQUESTS: &str = "select count(*) from resident_requests";
const STEPS: &str = "select count(*) from resident_request_steps";

/// The page on which somebody asks.
async fn sheet(visitor: &Visitor) -> String {
    let home = visitor.get("/my").await;
    format!("{}/requests", home.attribute("h2 a[href^='/my/']", "href").unwrap())
}

/// Asks for a repair, with a picture.
async fn ask(house: &House, visitor: &Visitor, more: &[(&'static str, &str)]) -> Page {
    let id = RequestId::new(house.app.clock.now()).to_string();
    let mut fields = vec![("id", &*id), ("kind", "repair"), ("words", "از سقف\nآب می‌چکد")];
    fields.retain(|(name, _)| !more.iter().any(|(other, _)| other == name));
    fields.extend_from_slice(more);
    visitor.upload(&sheet(visitor).await, &fields, ("drip.png", PNG)).await
}

/// Presses a button of the manager's page of the only request.
async fn press(house: &House, estate: &Estate, act: &str, words: &str) -> Page {
    let list = estate.desk.get(&format!("{}/requests", estate.path())).await;
    let page = list.attribute("main .list a", "href").unwrap();
    let id = StepId::new(house.app.clock.now()).to_string();
    estate.desk.submit(&page, &[("id", &id), ("act", act), ("words", words)]).await
}

#[tokio::test]
async fn a_request_reaches_the_manager_and_each_step_of_it_its_resident() {
    let house = House::open().await;
    let (shop, mut estate) = issued(&house).await;
    let reza = sign_in(&house, 2).await;
    let made = ask(&house, &reza, &[]).await;
    assert_eq!(made.status, StatusCode::SEE_OTHER, "{made:?}");
    let page = made.location.unwrap();
    house.work().await;
    let told = house.sms_to(&shop.mobile).await;
    let told = told.last().unwrap();
    assert!(told.contains("درخواست تازه، شمارهٔ ۱") && told.contains("Reza"), "{told}");
    assert!(parts(told) <= 2, "{told}");
    estate.desk = house.sign_in(&shop).await;
    assert!(estate.desk.get("/home").await.text().contains("درخواست تازه، شمارهٔ ۱"));
    assert!(estate.desk.get(&estate.path()).await.text().contains("۱ درخواست از ساکنان منتظر"));
    let list = estate.desk.get(&format!("{}/requests", estate.path())).await;
    let desk_page = list.attribute("main .list a", "href").unwrap();
    let shown = estate.desk.get(&desk_page).await;
    assert!(shown.text().contains("آب می‌چکد") && shown.text().contains("واحد ۲"), "{shown:?}");
    let picture = shown.attribute("a[href*='/files/']", "href").unwrap();
    assert_eq!(estate.desk.get(&picture).await.status, StatusCode::OK);
    let own = reza.get(&page).await.attribute("a[href*='/files/']", "href").unwrap();
    assert_eq!(reza.get(&own).await.status, StatusCode::OK);

    let before = house.sms_to(&mobile(2)).await.len();
    let steps = [
        ("seen", "", "دیده شد"),
        ("in_work", "لوله‌کش فردا می‌آید", "در دست انجام"),
        ("answer", "ساعت ده", "پاسخ مدیر"),
        ("done", "", "انجام شد"),
    ];
    for (act, words, _) in steps {
        let done = press(&house, &estate, act, words).await;
        assert_eq!(done.status, StatusCode::SEE_OTHER, "{act}: {done:?}");
        house.wind(TimeDelta::minutes(1));
        house.work().await;
    }
    let told = house.sms_to(&mobile(2)).await.split_off(before);
    assert_eq!(told.len(), 4, "{told:?}");
    assert!(told.iter().all(|text| parts(text) <= 2 && text.contains("/requests")), "{told:?}");
    let seen = reza.get(&page).await;
    for (_, words, said) in steps {
        assert!(seen.text().contains(said) && seen.text().contains(words), "{said}: {seen:?}");
    }
    house.audit().await;
}

#[tokio::test]
async fn what_has_ended_goes_nowhere_and_a_step_taken_twice_is_taken_once() {
    let house = House::open().await;
    let (_, estate) = issued(&house).await;
    let reza = sign_in(&house, 2).await;
    ask(&house, &reza, &[]).await;
    for act in ["refused", "answer"] {
        let silent = press(&house, &estate, act, " ").await;
        assert_eq!(silent.status, StatusCode::UNPROCESSABLE_ENTITY, "{act}");
    }
    assert_eq!(house.count(STEPS).await, 0);
    let page = {
        let list = estate.desk.get(&format!("{}/requests", estate.path())).await;
        list.attribute("main .list a", "href").unwrap()
    };
    let id = StepId::new(house.app.clock.now()).to_string();
    let fields = [("id", id.as_str()), ("act", "refused"), ("words", "کار شهرداری است")];
    for _ in 0..2 {
        assert_eq!(estate.desk.submit(&page, &fields).await.status, StatusCode::SEE_OTHER);
    }
    assert_eq!(house.count(STEPS).await, 1);
    press(&house, &estate, "in_work", "").await;
    assert!(estate.desk.get(&page).await.text().contains("از این گام گذشته است"));
    assert_eq!(house.count(STEPS).await, 1);
    assert!(reza.get(&sheet(&reza).await).await.text().contains("پذیرفته نشد"));
}

#[tokio::test]
async fn only_who_is_part_of_the_unit_at_that_time_sees_what_was_asked_for_it() {
    let house = House::open().await;
    let (shop, mut estate) = issued(&house).await;
    let (leila, reza, mina) =
        (sign_in(&house, 1).await, sign_in(&house, 2).await, sign_in(&house, 3).await);
    let page = ask(&house, &reza, &[]).await.location.unwrap();
    let id = page.rsplit('/').next().unwrap().to_owned();
    let of = async |visitor: &Visitor| {
        let path = format!("{}/{id}", sheet(visitor).await);
        let file = visitor.get(&format!("{path}/files/1")).await.status;
        (visitor.get(&path).await.status, file)
    };
    let there = (StatusCode::OK, StatusCode::OK);
    let not_there = (StatusCode::NOT_FOUND, StatusCode::NOT_FOUND);
    assert_eq!(of(&reza).await, there);
    assert_eq!(of(&leila).await, there, "she owns the unit");
    assert_eq!(of(&mina).await, not_there);
    assert_eq!(mina.get(&page).await.status, StatusCode::NOT_FOUND);
    assert_eq!(mina.get(&sheet(&mina).await).await.texts("main .list a").len(), 0);
    let other = house.sign_in(&house.shop().await).await;
    let desk = format!("{}/requests/{id}", estate.path());
    assert_eq!(other.get(&desk).await.status, StatusCode::NOT_FOUND);
    let act = [("act", "seen")];
    assert_eq!(other.submit(&desk, &act).await.status, StatusCode::NOT_FOUND);

    // Nima comes in the place of Reza, a month later.
    house.wind(TimeDelta::days(31));
    let nima = Person { name: "Nima".to_owned(), mobile: Some(mobile(8)), ..people().remove(2) };
    buildings::settle_in(&house.app, estate.id, &[nima]).await.unwrap();
    let (reza, nima) = (sign_in(&house, 2).await, sign_in(&house, 8).await);
    assert_eq!(of(&nima).await, not_there);
    assert_eq!(of(&reza).await, there, "it was his time");
    let late = reza.get(&sheet(&reza).await).await;
    assert!(late.attribute("main form[enctype]", "action").is_none(), "he asks for nothing more");
    let late = ask(&house, &reza, &[]).await;
    assert_eq!(late.status, StatusCode::UNPROCESSABLE_ENTITY);
    estate.desk = house.sign_in(&shop).await;
    assert_eq!(estate.desk.get(&desk).await.status, StatusCode::OK);
    assert_eq!(house.count(REQUESTS).await, 1);
}

#[tokio::test]
async fn a_wrong_request_comes_back_as_it_was_typed_and_nothing_is_kept() {
    let house = House::open().await;
    issued(&house).await;
    let leila = sign_in(&house, 1).await;
    let unit = async |number: &str| -> String {
        let query = "select id from units where number = $1";
        let id: uuid::Uuid =
            sqlx::query_scalar(query).bind(number).fetch_one(house.db()).await.unwrap();
        id.to_string()
    };
    let (own, foreign, long) = (unit("1").await, unit("3").await, "ب".repeat(1001));
    let wrong: [&[(&str, &str)]; 5] = [
        &[("unit", ""), ("words", "آب")],
        &[("unit", &foreign), ("words", "آب")],
        &[("unit", &own), ("words", "")],
        &[("unit", &own), ("words", &long)],
        &[("unit", &own), ("words", "آب"), ("kind", "zzz")],
    ];
    for fields in wrong {
        let words = fields.iter().find(|(name, _)| *name == "words").unwrap().1.to_owned();
        let id = RequestId::new(house.app.clock.now()).to_string();
        let mut sent = vec![("id", id.as_str()), ("kind", "repair")];
        sent.retain(|(name, _)| !fields.iter().any(|(other, _)| other == name));
        sent.extend_from_slice(fields);
        let page = leila.upload(&sheet(&leila).await, &sent, ("drip.png", PNG)).await;
        assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY, "{fields:?}");
        assert_eq!(page.texts("textarea").concat(), words, "{fields:?}");
    }
    let right = [("unit", own.as_str()), ("kind", "repair"), ("words", "آب")];
    for file in [b"<svg onload=alert(1)>".to_vec(), vec![0xff; 6 << 20]] {
        let page = leila.upload(&sheet(&leila).await, &right, ("drip.png", &file)).await;
        assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(page.attribute("#file-err", "class").is_some(), "{page:?}");
    }
    assert_eq!(house.count(REQUESTS).await, 0);
    assert_eq!(house.count("select count(*) from building_files").await, 0);
}

#[tokio::test]
async fn nobody_floods_their_manager_and_the_same_request_again_is_one() {
    let house = House::open().await;
    issued(&house).await;
    let reza = sign_in(&house, 2).await;
    let id = RequestId::new(house.app.clock.now()).to_string();
    for _ in 0..2 {
        let page = ask(&house, &reza, &[("id", &id)]).await;
        assert_eq!(page.status, StatusCode::SEE_OTHER);
    }
    assert_eq!(house.count(REQUESTS).await, 1);
    for _ in 0..8 {
        assert_eq!(ask(&house, &reza, &[]).await.status, StatusCode::SEE_OTHER);
    }
    assert_eq!(ask(&house, &reza, &[]).await.status, StatusCode::TOO_MANY_REQUESTS);
    assert_eq!(house.count(REQUESTS).await, 9);
    let numbers = "select count(distinct number) from resident_requests";
    assert_eq!(house.count(numbers).await, 9);
}

/// Says more in a request, with a picture.
async fn say(house: &House, visitor: &Visitor, page: &str, words: &str) -> Page {
    let id = StepId::new(house.app.clock.now()).to_string();
    visitor.upload(page, &[("id", &id), ("words", words)], ("wall.png", PNG)).await
}

#[tokio::test]
async fn a_resident_says_more_in_a_request_and_both_sides_see_one_conversation() {
    let house = House::open().await;
    let (shop, mut estate) = issued(&house).await;
    let reza = sign_in(&house, 2).await;
    let page = ask(&house, &reza, &[]).await.location.unwrap();
    house.work().await;
    house.wind(TimeDelta::minutes(1));
    press(&house, &estate, "done", "درست شد").await;
    let list = format!("{}/requests", estate.path());
    assert!(!estate.desk.get(&estate.path()).await.text().contains("منتظر پاسخ"));
    house.wind(TimeDelta::minutes(1));
    let before = house.sms_to(&shop.mobile).await.len();
    let done = say(&house, &reza, &page, "هنوز\nمی‌چکد").await;
    assert_eq!(done.status, StatusCode::SEE_OTHER, "{done:?}");
    house.work().await;
    let told = house.sms_to(&shop.mobile).await.split_off(before);
    assert!(told.len() == 1 && told[0].contains("پیام تازه در درخواست ۱"), "{told:?}");
    assert!(parts(&told[0]) <= 2 && told[0].contains("Reza"), "{told:?}");

    estate.desk = house.sign_in(&shop).await;
    assert!(estate.desk.get(&estate.path()).await.text().contains("۱ درخواست از ساکنان منتظر"));
    let open = estate.desk.get(&list).await;
    assert!(open.texts("section[aria-labelledby=open] li").concat().contains("پیام تازه"));
    let desk_page = open.attribute("main .list a", "href").unwrap();
    for seen in [estate.desk.get(&desk_page).await, reza.get(&page).await] {
        let said = seen.texts("section[aria-labelledby=steps] li");
        assert_eq!(said.len(), 2, "{seen:?}");
        assert!(said[0].contains("انجام شد") && said[0].contains("درست شد"), "{said:?}");
        assert!(said[1].contains("Reza") && said[1].contains("می‌چکد"), "{said:?}");
        assert_eq!(seen.texts("a[href*='/files/']"), ["عکس ۱", "عکس ۲"]);
    }
    assert_eq!(estate.desk.get(&format!("{desk_page}/files/2")).await.status, StatusCode::OK);
    house.wind(TimeDelta::minutes(1));
    press(&house, &estate, "answer", "فردا دوباره می‌آیم").await;
    assert!(!estate.desk.get(&estate.path()).await.text().contains("منتظر پاسخ"));
    house.audit().await;
}

#[tokio::test]
async fn only_who_is_still_part_of_the_unit_says_more_and_the_same_twice_is_once() {
    let house = House::open().await;
    let (_, estate) = issued(&house).await;
    let (leila, reza, mina) =
        (sign_in(&house, 1).await, sign_in(&house, 2).await, sign_in(&house, 3).await);
    let page = ask(&house, &reza, &[]).await.location.unwrap();
    let own = async |visitor: &Visitor| {
        format!("{}/{}", sheet(visitor).await, page.rsplit('/').next().unwrap())
    };
    assert_eq!(say(&house, &mina, &own(&mina).await, "من").await.status, StatusCode::NOT_FOUND);
    assert_eq!(say(&house, &mina, &page, "من").await.status, StatusCode::NOT_FOUND);
    let silent = say(&house, &reza, &page, " ").await;
    assert_eq!(silent.status, StatusCode::UNPROCESSABLE_ENTITY);
    let wrong = [("words", "آب")];
    let wrong = reza.upload(&page, &wrong, ("drip.png", b"<svg onload=alert(1)>")).await;
    assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(wrong.texts("textarea"), ["آب"]);
    assert_eq!(house.count(STEPS).await, 0);

    let id = StepId::new(house.app.clock.now()).to_string();
    let fields = [("id", id.as_str()), ("words", "از دیوار هم")];
    for _ in 0..2 {
        let done = reza.upload(&page, &fields, ("wall.png", PNG)).await;
        assert_eq!(done.status, StatusCode::SEE_OTHER);
    }
    assert_eq!(house.count(STEPS).await, 1);
    assert_eq!(house.count("select count(*) from resident_request_files").await, 2);
    let owners = say(&house, &leila, &own(&leila).await, "من هم دیدم").await;
    assert_eq!(owners.status, StatusCode::SEE_OTHER, "she owns the unit");

    // Nima comes in the place of Reza, a month later.
    house.wind(TimeDelta::days(31));
    let nima = Person { name: "Nima".to_owned(), mobile: Some(mobile(8)), ..people().remove(2) };
    buildings::settle_in(&house.app, estate.id, &[nima]).await.unwrap();
    let reza = sign_in(&house, 2).await;
    let shown = reza.get(&page).await;
    assert_eq!(shown.status, StatusCode::OK, "it was his time");
    assert!(shown.attribute("main form[enctype]", "action").is_none());
    assert_eq!(say(&house, &reza, &page, "هنوز").await.status, StatusCode::NOT_FOUND);
    assert_eq!(house.count(STEPS).await, 2);
}
