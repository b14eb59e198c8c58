//! The notice board of a building: who sees what, what messages about it cost, and who is not written to.

use axum::http::StatusCode;
use chrono::TimeDelta;
use peyvand::adapters::sms::parts;

use super::account::sign_in;
use super::estate::Estate;
use super::estate::mobile;
use super::paying::address;
use super::paying::issued;
use crate::support::house::House;
use crate::support::page::Page;
use crate::support::page::Visitor;

const ANNOUNCEMENTS: &str = "select count(*) from announcements";
const READS: &str = "select count(*) from announcement_reads";

/// Writes something on the board.
async fn write(estate: &Estate, audience: &str, more: &[(&'static str, &str)]) -> Page {
    let blank = estate.desk.get(&format!("{}/news", estate.path())).await;
    let id = blank.attribute("[name=id]", "value").unwrap();
    let mut fields =
        vec![("id", &*id), ("title", "قطع آب"), ("words", "فردا\nاز نه"), ("audience", audience)];
    fields.extend_from_slice(more);
    estate.desk.submit(&format!("{}/news", estate.path()), &fields).await
}

/// The headings that somebody sees on the board of their building.
async fn seen(visitor: &Visitor) -> Vec<String> {
    visitor.get(&board(visitor).await).await.texts("main section h2")
}

async fn board(visitor: &Visitor) -> String {
    let home = visitor.get("/my").await;
    format!("{}/news", home.attribute("h2 a[href^='/my/']", "href").unwrap())
}

#[tokio::test]
async fn an_announcement_stands_in_the_accounts_of_whom_it_is_for_until_it_is_taken_down() {
    let house = House::open().await;
    let (shop, estate) = issued(&house).await;
    let (leila, reza) = (sign_in(&house, 1).await, sign_in(&house, 2).await);
    let done = write(&estate, "owners", &[]).await;
    assert_eq!(done.status, StatusCode::SEE_OTHER, "{done:?}");
    assert!(leila.get("/my").await.text().contains("فردا"), "on the first page, too");
    assert_eq!((seen(&leila).await.len(), seen(&reza).await.len()), (1, 0));
    assert!(!reza.get("/my").await.text().contains("قطع آب"));
    let act = leila.get(&board(&leila).await).await.attribute("main section form", "action");
    let id = act.unwrap().rsplit('/').nth(1).unwrap().to_owned();
    let reading = format!("{}/{id}/reading", board(&reza).await);
    assert_eq!(reza.submit(&reading, &[]).await.status, StatusCode::NOT_FOUND);

    write(&estate, "tenants", &[]).await;
    assert_eq!((seen(&leila).await.len(), seen(&reza).await.len()), (1, 1));
    // Who has left is told nothing any more.
    house.run("update occupancies set until = since + 1 where role = 'tenant'").await;
    house.wind(TimeDelta::days(2));
    assert_eq!(seen(&sign_in(&house, 2).await).await.len(), 0);

    let desk = house.sign_in(&shop).await;
    let end = format!("{}/news/{id}/end", estate.path());
    for _ in 0..2 {
        assert_eq!(desk.submit(&end, &[]).await.status, StatusCode::SEE_OTHER);
    }
    assert_eq!(seen(&sign_in(&house, 1).await).await.len(), 0);
    let other = house.sign_in(&house.shop().await).await;
    assert_eq!(other.submit(&end, &[]).await.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn an_announcement_with_a_last_day_is_gone_on_the_day_after() {
    let house = House::open().await;
    let (_, estate) = issued(&house).await;
    let day = [("ends", "yes"), ("day_d", "3"), ("day_m", "9"), ("day_y", "1405")];
    write(&estate, "everybody", &day).await;
    assert_eq!(seen(&sign_in(&house, 1).await).await.len(), 1);
    house.wind(TimeDelta::days(2));
    assert_eq!(seen(&sign_in(&house, 1).await).await.len(), 1, "on the last day");
    house.wind(TimeDelta::days(1));
    assert_eq!(seen(&sign_in(&house, 1).await).await.len(), 0);
}

#[tokio::test]
async fn who_has_read_it_is_counted_once_and_named_to_nobody() {
    let house = House::open().await;
    let (shop, estate) = issued(&house).await;
    write(&estate, "everybody", &[]).await;
    let door = format!("{}/news", address(&house, 1).await);
    let before = house.fingerprint().await;
    let page = house.get(&door).await;
    assert_eq!(page.texts("main section h2"), ["قطع آب"]);
    assert_eq!(house.fingerprint().await, before, "looking counts nothing");
    let act = page.attribute("main section form", "action").unwrap();
    for _ in 0..2 {
        assert_eq!(house.submit(&act, &[]).await.status, StatusCode::SEE_OTHER);
    }
    let leila = sign_in(&house, 1).await;
    let own = leila.get(&board(&leila).await).await;
    assert!(own.text().contains("خوانده‌اید"), "it is the same reader by either door");
    assert!(!leila.get("/my").await.text().contains("قطع آب"), "and no news to her any more");
    assert_eq!(house.count(READS).await, 1);
    let desk = house.sign_in(&shop).await;
    let shown = desk.get(&format!("{}/news", estate.path())).await;
    assert!(shown.text().contains("۱ نفر خوانده‌اند") && !shown.html.contains("Leila"));
    let wrong = act.replace(act.rsplit('/').nth(1).unwrap(), &uuid::Uuid::nil().to_string());
    assert_eq!(house.submit(&wrong, &[]).await.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn before_anything_is_sent_the_manager_sees_how_many_sms_it_is_and_what_they_cost() {
    let house = House::open().await;
    let (_, estate) = issued(&house).await;
    let before = house.sms_to(&mobile(1)).await.len();
    // Later than the bill, for messages of one moment are in no order.
    house.wind(TimeDelta::minutes(1));
    let first = write(&estate, "everybody", &[("by_message", "yes")]).await;
    assert_eq!(first.status, StatusCode::OK);
    let agreed = first.attribute("[name=agreed]", "value").unwrap();
    let each = parts(&first.texts(".bubble").remove(0));
    assert_eq!(agreed, format!("3x{each}+0"));
    let cost = house.app.config.messages.sms_price(3 * each).as_rials();
    let cost = peyvand::locale::Voice::new(
        peyvand::locale::Language::Fa,
        peyvand::money::Unit::Toman,
        house.app.clock.now(),
    )
    .amount_unit(peyvand::money::Money::rials(cost));
    assert!(first.text().contains(&cost), "{} has no {cost}", first.text());
    assert_eq!(house.count(ANNOUNCEMENTS).await, 0, "nothing is published yet");

    // Reza wants no more messages, in the meantime.
    house
        .run("insert into message_refusers values ('sms', '09350000002', 'opted_out', now())")
        .await;
    let yes = [("by_message", "yes"), ("agreed", agreed.as_str())];
    let again = write(&estate, "everybody", &yes).await;
    assert!(again.text().contains("۱ نفر گفته‌اند"), "{}", again.text());
    assert_eq!(house.count(ANNOUNCEMENTS).await, 0, "it is not what was agreed to");
    let agreed = again.attribute("[name=agreed]", "value").unwrap();
    let yes = [("by_message", "yes"), ("agreed", agreed.as_str())];
    assert_eq!(write(&estate, "everybody", &yes).await.status, StatusCode::SEE_OTHER);
    house.work().await;
    let told = house.sms_to(&mobile(1)).await;
    assert_eq!(told.len(), before + 1);
    assert!(told[before].contains("قطع آب"), "{told:?}");
    assert!(parts(&told[before]) <= 2 && told[before].contains("/news"), "{told:?}");
    assert_eq!(house.sms_to(&mobile(2)).await.len(), before, "Reza has said no");
    assert_eq!(house.sms_to(&mobile(3)).await.len(), before + 1);
    let path = told[before].lines().last().unwrap().strip_prefix(&house.app.origin).unwrap();
    assert_eq!(house.get(path).await.texts("main section h2"), ["قطع آب"]);
    house.audit().await;
}

#[tokio::test]
async fn news_of_the_night_wait_for_the_morning_and_are_dropped_if_they_are_taken_down_before() {
    let house = House::open().await;
    let (shop, mut estate) = issued(&house).await;
    let before = house.sms_to(&mobile(1)).await.len();
    let hour = "select extract(hour from $1 at time zone 'Asia/Tehran')::bigint";
    let hour = async || -> i64 {
        sqlx::query_scalar(hour).bind(house.app.clock.now()).fetch_one(house.db()).await.unwrap()
    };
    while hour().await != 22 {
        house.wind(TimeDelta::hours(1));
    }
    estate.desk = house.sign_in(&shop).await;
    for _ in 0..2 {
        let plan = write(&estate, "everybody", &[("by_message", "yes")]).await;
        let agreed = plan.attribute("[name=agreed]", "value").unwrap();
        let yes = [("by_message", "yes"), ("agreed", agreed.as_str())];
        assert_eq!(write(&estate, "everybody", &yes).await.status, StatusCode::SEE_OTHER);
        house.wind(TimeDelta::seconds(1));
    }
    house.live(TimeDelta::minutes(20)).await;
    assert_eq!(house.sms_to(&mobile(1)).await.len(), before, "nobody is woken");
    let board = estate.desk.get(&format!("{}/news", estate.path())).await;
    let end = board.attribute("form[action$='/end']", "action").unwrap();
    estate.desk.submit(&end, &[]).await;
    house.wind(TimeDelta::hours(11));
    house.work().await;
    assert_eq!(house.sms_to(&mobile(1)).await.len(), before + 1, "only what still stands");
    house.audit().await;
}

#[tokio::test]
async fn a_wrong_sheet_comes_back_as_it_was_typed_and_nothing_is_published() {
    let house = House::open().await;
    let (_, estate) = issued(&house).await;
    let long = "ب".repeat(61);
    let past = [("ends", "yes"), ("day_d", "29"), ("day_m", "8"), ("day_y", "1405")];
    let none = [("ends", "yes"), ("day_d", "31"), ("day_m", "9"), ("day_y", "1405")];
    let address = [("title", "ببینید evil.ir"), ("by_message", "yes")];
    let wrong: [(&str, &[(&'static str, &str)]); 6] = [
        ("nobody", &[]),
        ("owners", &[("title", "")]),
        ("owners", &[("title", &long)]),
        ("owners", &past),
        ("owners", &none),
        ("owners", &address),
    ];
    for (audience, more) in wrong {
        let id = uuid::Uuid::nil().to_string();
        let mut fields = vec![("id", id.as_str()), ("words", "فردا"), ("audience", audience)];
        if !more.iter().any(|(name, _)| *name == "title") {
            fields.push(("title", "قطع آب"));
        }
        fields.extend_from_slice(more);
        let page = estate.desk.submit(&format!("{}/news", estate.path()), &fields).await;
        assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY, "{more:?}");
        assert_eq!(page.texts("textarea"), ["فردا"], "{more:?}");
    }
    assert_eq!(house.count(ANNOUNCEMENTS).await, 0);
}

/// Words the only announcement anew.
async fn word_anew(estate: &Estate, page: &str, more: &[(&'static str, &str)]) -> Page {
    let seen = estate.desk.get(page).await.attribute("[name=seen]", "value").unwrap_or_default();
    let mut fields = vec![("seen", &*seen), ("title", "قطع آب"), ("words", "شنبه")];
    fields.retain(|(name, _)| !more.iter().any(|(other, _)| other == name));
    fields.extend_from_slice(more);
    estate.desk.submit(page, &fields).await
}

#[tokio::test]
async fn an_announcement_that_is_worded_anew_says_so_and_keeps_how_it_stood() {
    let house = House::open().await;
    let (shop, mut estate) = issued(&house).await;
    write(&estate, "everybody", &[]).await;
    let leila = sign_in(&house, 1).await;
    let read = async |visitor: &Visitor| {
        let act = visitor.get(&board(visitor).await).await;
        let act = act.attribute("main section form", "action").unwrap();
        visitor.submit(&act, &[]).await;
        house.count(READS).await
    };
    assert_eq!(read(&leila).await, 1);
    house.wind(TimeDelta::minutes(1));
    let list = estate.desk.get(&format!("{}/news", estate.path())).await;
    let page = list.attribute("main section a.btn[href*='/news/']", "href").unwrap();
    let shown = estate.desk.get(&page).await;
    assert_eq!(shown.texts("textarea"), ["فردا\nاز نه"]);
    for (more, field) in [(("title", ""), "title"), (("words", ""), "words")] {
        let wrong = word_anew(&estate, &page, &[more]).await;
        assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY, "{field}");
    }
    for _ in 0..2 {
        assert_eq!(word_anew(&estate, &page, &[]).await.status, StatusCode::SEE_OTHER);
    }
    let versions = "select count(*) from announcement_versions";
    assert_eq!(house.count(versions).await, 1, "the same words again are no change");
    // Who looked before that is told so, and changes nothing.
    word_anew(&estate, &page, &[("seen", "0"), ("words", "یکشنبه")]).await;
    assert_eq!(house.count(versions).await, 1);
    let shown = estate.desk.get(&page).await;
    assert!(shown.text().contains("در این میان عوض"), "{shown:?}");
    assert!(shown.texts("section[aria-labelledby=before] li").concat().contains("از نه"));

    let own = leila.get(&board(&leila).await).await.text();
    assert!(own.contains("شنبه") && !own.contains("از نه") && own.contains("ویرایش‌شده"), "{own}");
    assert!(!own.contains("خوانده‌اید"), "she has read what it was, not what it is");
    assert!(leila.get("/my").await.text().contains("ویرایش‌شده"), "it is news again");
    let counted = async |estate: &Estate, text: &str| {
        let list = estate.desk.get(&format!("{}/news", estate.path())).await;
        assert!(list.text().contains(text), "{}", list.text());
    };
    counted(&estate, "۰ نفر خوانده‌اند").await;
    assert_eq!(read(&leila).await, 1);
    counted(&estate, "۱ نفر خوانده‌اند").await;

    estate.desk.submit(&format!("{page}/end"), &[]).await;
    let over = estate.desk.get(&page).await;
    assert!(over.attribute("textarea", "name").is_none() && over.text().contains("از نه"));
    word_anew(&estate, &page, &[("seen", "1"), ("words", "دوشنبه")]).await;
    assert_eq!(house.count(versions).await, 1, "what is taken down is not worded anew");
    let other = house.sign_in(&house.shop().await).await;
    assert_eq!(other.get(&page).await.status, StatusCode::NOT_FOUND);
    estate.desk = house.sign_in(&shop).await;
}
