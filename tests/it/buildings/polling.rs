//! Polls: who may vote with what, until when, who is told, and how it is counted.

use axum::http::StatusCode;
use chrono::TimeDelta;
use peyvand::adapters::sms::parts;
use peyvand::buildings;
use peyvand::buildings::Person;
use peyvand::ids::PollId;
use peyvand::locale::Jalali;
use peyvand::worker;

use super::account::sign_in;
use super::estate::Estate;
use super::estate::mobile;
use super::estate::people;
use super::paying::issued;
use crate::support::house::House;
use crate::support::page::Page;
use crate::support::page::Visitor;

const POLLS: &str = "select count(*) from polls";
const VOTES: &str = "select count(*) from poll_votes";

/// Asks something from this day, which is 1 Azar 1405 when a test begins, for three more.
async fn ask(estate: &Estate, house: &House, more: &[(&'static str, &str)]) -> Page {
    let now = house.app.clock.now();
    let id = PollId::new(now).to_string();
    let days = [Jalali::of(now), Jalali::of(now + TimeDelta::days(3))];
    let days = days.map(|day| [i32::from(day.day), i32::from(day.month), day.year]);
    let [from, until] = days.map(|day| day.map(|part| part.to_string()));
    let mut fields = vec![
        ("id", &*id),
        ("question", "آسانسور را عوض کنیم؟"),
        ("answers", "بله\nخیر"),
        ("voters", "owners"),
        ("weight", "unit"),
        ("from_d", &*from[0]),
        ("from_m", &*from[1]),
        ("from_y", &*from[2]),
        ("until_d", &*until[0]),
        ("until_m", &*until[1]),
        ("until_y", &*until[2]),
    ];
    fields.retain(|(name, _)| !more.iter().any(|(other, _)| other == name));
    fields.extend_from_slice(more);
    estate.desk.submit(&format!("{}/polls", estate.path()), &fields).await
}

/// The newest poll of a building as a member asks it.
async fn asked(estate: &Estate, house: &House, more: &[(&'static str, &str)]) -> String {
    let done = ask(estate, house, more).await;
    assert_eq!(done.status, StatusCode::SEE_OTHER, "{done:?}");
    let poll = done.location.unwrap();
    assert!(poll.starts_with(&estate.path()), "{poll}");
    poll
}

/// The page of a poll in somebody's own account.
async fn own(visitor: &Visitor, poll: &str) -> String {
    let home = visitor.get("/my").await;
    let mine = home.attribute("h2 a[href^='/my/']", "href").unwrap();
    format!("{mine}/polls/{}", poll.rsplit('/').next().unwrap())
}

async fn vote(visitor: &Visitor, poll: &str, answer: &str) -> StatusCode {
    visitor.submit(&own(visitor, poll).await, &[("answer", answer)]).await.status
}

/// What stands beside each answer.
fn counted(page: &Page) -> Vec<String> {
    page.texts("section[aria-labelledby=answers] li")
}

/// A poll that Leila voted in, which is counted.
pub async fn a_poll_is_counted(house: &House, estate: &Estate) {
    let poll = asked(estate, house, &[("weight", "area")]).await;
    assert_eq!(vote(&sign_in(house, 1).await, &poll, "1").await, StatusCode::SEE_OTHER);
    house.wind(TimeDelta::days(5));
    buildings::turn_polls(&house.app).await.unwrap();
}

#[tokio::test]
async fn owners_vote_change_their_vote_and_see_it_counted_by_unit_with_names() {
    let house = House::open().await;
    let (shop, mut estate) = issued(&house).await;
    let poll = asked(&estate, &house, &[("shows_names", "yes"), ("quorum", "50")]).await;
    let (leila, reza) = (sign_in(&house, 1).await, sign_in(&house, 2).await);
    assert_eq!(reza.get(&own(&reza, &poll).await).await.status, StatusCode::NOT_FOUND);
    assert_eq!(vote(&reza, &poll, "1").await, StatusCode::NOT_FOUND, "he rents");
    assert!(leila.get("/my").await.text().contains("۱ رأی‌گیری منتظر"));
    for wrong in ["", "0", "3", "x"] {
        assert_eq!(vote(&leila, &poll, wrong).await, StatusCode::UNPROCESSABLE_ENTITY, "{wrong}");
    }
    assert_eq!(house.count(VOTES).await, 0);
    assert_eq!(vote(&leila, &poll, "2").await, StatusCode::SEE_OTHER);
    assert_eq!(vote(&leila, &poll, "1").await, StatusCode::SEE_OTHER);
    assert_eq!(house.count(VOTES).await, 1, "the later vote takes the place of the other");
    assert!(!leila.get("/my").await.text().contains("منتظر رأی شما"));
    // Until it ends nobody sees who said what, nor how it stands.
    let open = estate.desk.get(&poll).await;
    assert!(open.text().contains("۲ از ۴ رأی داده شده است (۵۰٪)"), "{}", open.text());
    assert_eq!(counted(&open), ["بله", "خیر"]);
    assert!(
        open.texts("section[aria-labelledby=weights] li").iter().all(|row| !row.contains("بله"))
    );

    house.wind(TimeDelta::days(4));
    assert_eq!(vote(&sign_in(&house, 3).await, &poll, "2").await, StatusCode::SEE_OTHER);
    assert_eq!(house.count(VOTES).await, 1, "its last day is over, though nobody has counted");
    buildings::turn_polls(&house.app).await.unwrap();
    buildings::turn_polls(&house.app).await.unwrap();
    estate.desk = house.sign_in(&shop).await;
    let mina_sees = sign_in(&house, 3).await;
    let hers = mina_sees.get(&own(&mina_sees, &poll).await).await;
    for page in [estate.desk.get(&poll).await, hers] {
        assert_eq!(counted(&page), ["بلهوزن ۲۱۰۰٪", "خیروزن ۰۰٪"], "{}", page.text());
        assert!(page.text().contains("حد نصاب ۵۰٪ به دست آمد"), "{}", page.text());
        let rows = page.texts("section[aria-labelledby=weights] li");
        assert_eq!(rows.len(), 4);
        assert!(rows[0].contains("Leila") && rows[0].contains("بله"), "{rows:?}");
        assert!(rows[3].contains("Mina") && rows[3].contains("رأی نداد"), "{rows:?}");
    }
    for change in [
        "update poll_votes set answer = 2",
        "delete from poll_votes",
        "update poll_weights set weight = weight + 1",
        "update poll_results set weight = 0",
        "update poll_answers set words = 'x'",
        "update polls set closed_at = null",
        "delete from polls",
    ] {
        assert!(sqlx::query(change).execute(house.db()).await.is_err(), "{change}");
    }
    house.audit().await;
}

#[tokio::test]
async fn a_secret_poll_by_area_names_nobody_and_can_still_be_added_up() {
    let house = House::open().await;
    let (shop, mut estate) = issued(&house).await;
    let poll = asked(&estate, &house, &[("weight", "area"), ("voters", "occupants")]).await;
    let (leila, reza) = (sign_in(&house, 1).await, sign_in(&house, 2).await);
    assert_eq!(vote(&leila, &poll, "1").await, StatusCode::SEE_OTHER);
    assert_eq!(vote(&reza, &poll, "2").await, StatusCode::SEE_OTHER, "he lives in unit 2");
    house.wind(TimeDelta::days(4));
    buildings::turn_polls(&house.app).await.unwrap();
    estate.desk = house.sign_in(&shop).await;
    let page = estate.desk.get(&poll).await;
    assert_eq!(counted(&page), ["بلهوزن ۸۵۵۰٪", "خیروزن ۸۵۵۰٪"], "{}", page.text());
    let rows = page.texts("section[aria-labelledby=weights] li");
    assert!(rows.len() == 4 && rows.iter().all(|row| row.contains("۸۵")), "{rows:?}");
    assert!(!page.text().contains("Reza") && !page.text().contains("Leila"), "{}", page.text());
    house.audit().await;
}

#[tokio::test]
async fn owners_of_one_unit_vote_by_their_shares_and_who_sold_it_still_votes() {
    let house = House::open().await;
    let (_, estate) = issued(&house).await;
    house
        .run(
            "insert into occupancies (id, unit_id, resident_id, role, since, share)
            select gen_random_uuid(), units.id, residents.id, 'owner', '2026-01-01', 333333
            from units, residents where units.number = '3' and residents.name = 'Leila';
            update occupancies set share = 666667
            where unit_id = (select id from units where number = '3')
            and resident_id = (select id from residents where name = 'Mina')",
        )
        .await;
    let poll = asked(&estate, &house, &[("shows_names", "yes")]).await;
    // Mina sells all that she owns, on the next day.
    house
        .run(
            "update occupancies set until = '2026-11-24' where resident_id = (
        select id from residents where name = 'Mina')",
        )
        .await;
    house.wind(TimeDelta::days(2));
    assert_eq!(vote(&sign_in(&house, 3).await, &poll, "2").await, StatusCode::SEE_OTHER);
    assert_eq!(vote(&sign_in(&house, 1).await, &poll, "1").await, StatusCode::SEE_OTHER);
    house.wind(TimeDelta::days(2));
    buildings::turn_polls(&house.app).await.unwrap();
    let leila = sign_in(&house, 1).await;
    let page = leila.get(&own(&leila, &poll).await).await;
    let counted = counted(&page);
    assert!(counted[0].contains("۲٫۳۳۳۳۳۳") && counted[0].contains("۵۸٫۳۳٪"), "{counted:?}");
    assert!(counted[1].contains("۱٫۶۶۶۶۶۷") && counted[1].contains("۴۱٫۶۷٪"), "{counted:?}");
    house.audit().await;
}

#[tokio::test]
async fn who_may_vote_is_told_at_the_start_and_the_silent_once_more_the_evening_before_the_end() {
    let house = House::open().await;
    let (_, estate) = issued(&house).await;
    worker::plan_housekeeping(&house.app).await.unwrap();
    let before = [1, 2, 3].map(mobile);
    let count = async |number: usize| house.sms_to(&before[number - 1]).await.len();
    let had = [count(1).await, count(2).await, count(3).await];
    let poll = asked(&estate, &house, &[("from_d", "2")]).await;
    house.live(TimeDelta::hours(1)).await;
    assert_eq!(count(1).await, had[0], "it has not started");
    let leila = sign_in(&house, 1).await;
    let had = [count(1).await, count(2).await, count(3).await];
    assert_eq!(leila.get(&own(&leila, &poll).await).await.status, StatusCode::NOT_FOUND);
    house.live(TimeDelta::days(1)).await;
    let told = house.sms_to(&mobile(3)).await;
    assert_eq!(told.len(), had[2] + 1);
    let told = told.last().unwrap();
    assert!(told.contains("رأی‌گیری تازه") && told.contains("۴ آذر"), "{told}");
    assert!(parts(told) <= 2 && told.contains("/my"), "{told}");
    assert_eq!(count(2).await, had[1], "Reza may not vote");
    assert_eq!(vote(&sign_in(&house, 1).await, &poll, "1").await, StatusCode::SEE_OTHER);
    let had = [count(1).await, count(2).await, count(3).await];
    house.live(TimeDelta::days(2)).await;
    assert_eq!([count(1).await, count(2).await], [had[0], had[1]], "she has voted");
    let told = house.sms_to(&mobile(3)).await.split_off(had[2]);
    assert!(told.len() == 1 && told[0].contains("رأی نداده‌اید"), "{told:?}");
    assert!(parts(&told[0]) <= 2, "{told:?}");
    house.audit().await;
}

#[tokio::test]
async fn a_poll_is_called_off_for_a_reason_and_then_nobody_votes() {
    let house = House::open().await;
    let (shop, mut estate) = issued(&house).await;
    let poll = asked(&estate, &house, &[]).await;
    let off = format!("{poll}/calling-off");
    let silent = estate.desk.submit(&off, &[("reason", " ")]).await;
    assert_eq!(silent.status, StatusCode::UNPROCESSABLE_ENTITY);
    let other = house.sign_in(&house.shop().await).await;
    let reason = [("reason", "پرسش اشتباه بود")];
    assert_eq!(other.submit(&off, &reason).await.status, StatusCode::NOT_FOUND);
    for _ in 0..2 {
        assert_eq!(estate.desk.submit(&off, &reason).await.status, StatusCode::SEE_OTHER);
    }
    let leila = sign_in(&house, 1).await;
    assert_eq!(vote(&leila, &poll, "1").await, StatusCode::SEE_OTHER);
    let page = leila.get(&own(&leila, &poll).await).await;
    assert!(page.text().contains("پرسش اشتباه بود"), "{}", page.text());
    assert!(page.attribute("main form", "action").is_none());
    assert_eq!(house.count(VOTES).await, 0);
    house.wind(TimeDelta::days(5));
    buildings::turn_polls(&house.app).await.unwrap();
    let closed = "select count(*) from polls where closed_at is not null";
    assert_eq!(house.count(closed).await, 0);
    // One that has ended is not called off any more.
    estate.desk = house.sign_in(&shop).await;
    let until = [("from_d", "6"), ("until_d", "7")];
    let poll = asked(&estate, &house, &until).await;
    house.wind(TimeDelta::days(2));
    estate.desk = house.sign_in(&shop).await;
    estate.desk.submit(&format!("{poll}/calling-off"), &reason).await;
    let off = "select count(*) from polls where called_off_at is not null";
    assert_eq!(house.count(off).await, 1);
}

#[tokio::test]
async fn a_wrong_poll_comes_back_as_it_was_typed_and_nothing_is_asked() {
    let house = House::open().await;
    let (_, estate) = issued(&house).await;
    let eleven = (0..11).map(|n| n.to_string()).collect::<Vec<_>>().join("\n");
    let long = format!("بله\n{}", "ب".repeat(101));
    let wrong: [(&str, &[(&'static str, &str)]); 12] = [
        ("question", &[("question", " ")]),
        ("answers", &[("answers", "بله")]),
        ("answers", &[("answers", &eleven)]),
        ("answers", &[("answers", "بله\nبله")]),
        ("answers", &[("answers", &long)]),
        ("voters", &[("voters", "all")]),
        ("weight", &[("weight", "share")]),
        ("quorum", &[("quorum", "101")]),
        ("quorum", &[("quorum", "x")]),
        ("from", &[("from_d", "31")]),
        ("from", &[("from_m", "8")]),
        ("until", &[("until_d", "1")]),
    ];
    for (field, more) in wrong {
        let back = ask(&estate, &house, more).await;
        assert_eq!(back.status, StatusCode::UNPROCESSABLE_ENTITY, "{more:?}");
        assert!(back.attribute(&format!("#{field}-err"), "class").is_some(), "{more:?}");
    }
    assert_eq!(house.count(POLLS).await, 0);
    let id = uuid::Uuid::nil().to_string();
    for _ in 0..2 {
        assert_eq!(ask(&estate, &house, &[("id", &id)]).await.status, StatusCode::SEE_OTHER);
    }
    assert_eq!(house.count(POLLS).await, 1);
    // Nima comes in the place of Reza: a poll that has begun is not his.
    let nima = Person { name: "Nima".to_owned(), mobile: Some(mobile(8)), ..people().remove(2) };
    buildings::settle_in(&house.app, estate.id, &[nima]).await.unwrap();
    let nima = sign_in(&house, 8).await;
    assert_eq!(vote(&nima, &id, "1").await, StatusCode::NOT_FOUND);
}
