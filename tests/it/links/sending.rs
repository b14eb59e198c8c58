//! Sending a link: what its reader will see, at the time that was chosen, or not at all.

use axum::http::StatusCode;
use chrono::TimeDelta;
use peyvand::mobile::Mobile;

use super::address;
use super::form;
use super::make;
use crate::support::house::House;

const NARGES: &str = "09351112233";

/// Two days after the test's morning, at nine.
const LATER: [(&str, &str); 8] = [
    ("mobile", NARGES),
    ("by", "sms"),
    ("sending", "later"),
    ("send_d", "3"),
    ("send_m", "9"),
    ("send_y", "1405"),
    ("send_h", "09"),
    ("send_i", "00"),
];

#[tokio::test]
async fn a_link_is_sent_at_the_chosen_time_and_not_before() {
    let house = House::open().await;
    let desk = house.sign_in(&house.shop().await).await;
    let narges = Mobile::parse(NARGES).unwrap();
    let page = make(&desk, &LATER).await;
    assert!(page.text().contains("پیامش سه‌شنبه ۳ آذر، ساعت ۹:۰۰ فرستاده می‌شود"), "{page:?}");
    house.live(TimeDelta::days(1)).await;
    assert_eq!(house.sms_to(&narges).await.len(), 0);
    house.live(TimeDelta::days(1)).await;
    assert_eq!(house.sms_to(&narges).await.len(), 1);
}

#[tokio::test]
async fn a_link_is_sent_again_at_a_chosen_time_or_its_merchant_is_told_why_not() {
    let house = House::open().await;
    let desk = house.sign_in(&house.shop().await).await;
    let narges = Mobile::parse(NARGES).unwrap();
    let page = make(&desk, &[]).await;
    let path = page.attribute("form[action$='/messages']", "action").unwrap();
    for (changes, sentence) in [
        (("send_m", "13"), "چنین روزی"),
        (("send_d", "30"), "پس از مهلت لینک است"),
        (("mobile", "12"), "شمارهٔ موبایل را کامل بنویسید"),
    ] {
        let kept = LATER.into_iter().filter(|(name, _)| *name != changes.0);
        let page = desk.submit(&path, &kept.chain([changes]).collect::<Vec<_>>()).await;
        assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY, "{changes:?}");
        assert!(page.text().contains(sentence), "{sentence}: {}", page.text());
        let chosen = page.attribute("[name=sending][checked]", "value");
        assert_eq!(chosen.as_deref(), Some("later"), "what was chosen stays");
    }
    let sent = desk.submit(&path, &LATER).await;
    let page = desk.get(&sent.location.unwrap()).await;
    let told = page.text();
    assert!(told.contains("پیام سه‌شنبه ۳ آذر، ساعت ۹:۰۰ فرستاده می‌شود"), "{told}");
    assert!(page.attribute("form[action$='/withdrawal']", "action").is_some(), "until it goes");
    house.live(TimeDelta::days(1)).await;
    assert_eq!(house.sms_to(&narges).await.len(), 0);
    house.live(TimeDelta::days(1)).await;
    assert_eq!(house.sms_to(&narges).await.len(), 1);
}

#[tokio::test]
async fn a_message_is_taken_back_until_its_time_comes() {
    let house = House::open().await;
    let shop = house.shop().await;
    let desk = house.sign_in(&shop).await;
    let page = make(&desk, &LATER).await;
    let act = page.attribute("form[action$='/withdrawal']", "action").unwrap();
    let stranger = house.sign_in(&house.shop().await).await;
    assert_eq!(stranger.submit(&act, &[]).await.status, StatusCode::NOT_FOUND);
    desk.submit(&act, &[]).await;
    house.live(TimeDelta::days(3)).await;
    let narges = Mobile::parse(NARGES).unwrap();
    assert_eq!(house.sms_to(&narges).await.len(), 0, "neither the request nor a reminder");

    // What has gone cannot be taken back, whoever kept the page open.
    let desk = house.sign_in(&shop).await;
    let sent = make(&desk, &[("mobile", NARGES), ("by", "sms")]).await;
    assert!(sent.attribute("form[action$='/withdrawal']", "action").is_none());
    house.work().await;
    let (link, _) = act.split_once("/messages").unwrap();
    let gone = "select id::text from notices where kind = 'payment_asked' and state <> 'dropped'";
    let id: String = sqlx::query_scalar(gone).fetch_one(house.db()).await.unwrap();
    let path = sent.attribute("form[action$='/archive']", "action").unwrap();
    let own = path.trim_end_matches("/archive");
    for link in [link, own] {
        desk.submit(&format!("{link}/messages/{id}/withdrawal"), &[]).await;
    }
    let dropped = "select count(*) from notices where state = 'dropped'";
    assert_eq!(house.count(dropped).await, 1, "only what was taken back in time");
}

#[tokio::test]
async fn a_message_that_waits_says_what_the_link_is_when_it_goes_and_goes_to_whom_it_is_for() {
    let house = House::open().await;
    let desk = house.sign_in(&house.shop().await).await;
    let page = make(&desk, &LATER).await;
    let path = page.attribute("form[action$='/archive']", "action").unwrap();
    let edit = path.replace("/archive", "/edit");
    let fields = [("amount", "2000000"), ("mobile", "09351112244"), ("act", "change")];
    desk.submit(&edit, &form(&fields)).await;
    house.live(TimeDelta::days(2)).await;
    let to = async |mobile| house.sms_to(&Mobile::parse(mobile).unwrap()).await;
    assert_eq!(to(NARGES).await, [""; 0], "the link is not for her any more");
    let texts = to("09351112244").await;
    assert_eq!(texts.len(), 1, "{texts:?}");
    assert!(texts[0].contains("۲٬۰۰۰٬۰۰۰ تومان"), "{texts:?}");
}

#[tokio::test]
async fn a_time_that_makes_no_sense_is_said_beside_it() {
    let house = House::open().await;
    let desk = house.sign_in(&house.shop().await).await;
    for (changes, sentence) in [
        (&[("send_y", "1404")][..], "این زمان گذشته یا بسیار دور است"),
        (&[("send_m", "13")], "چنین روزی"),
        (&[("expiry", "1d")], "پس از مهلت لینک است"),
    ] {
        let kept = LATER.into_iter().filter(|(name, _)| changes.iter().all(|(new, _)| new != name));
        let fields: Vec<_> = kept.chain(changes.iter().copied()).collect();
        let page = desk.submit("/links", &form(&fields)).await;
        assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY, "{changes:?}");
        assert!(page.text().contains(sentence), "{sentence}: {}", page.text());
        let hour = page.attribute("#send-h option[selected]", "value");
        assert_eq!(hour.as_deref(), Some("09"), "what was typed stays");
    }
    assert_eq!(house.count("select count(*) from links").await, 0);
}

#[tokio::test]
async fn who_makes_a_link_sees_the_sms_and_the_letter_in_the_workspaces_words() {
    let house = House::open().await;
    let desk = house.sign_in(&house.shop().await).await;
    let asked = [("mobile", NARGES), ("email", "narges@example.com"), ("act", "preview")];
    let page = desk.submit("/links", &form(&asked)).await;
    assert_eq!(page.status, StatusCode::OK);
    let bubbles = page.texts(".bubble");
    assert_eq!(bubbles.len(), 2, "{bubbles:?}");
    assert!(bubbles[0].contains("۲٬۴۵۰٬۰۰۰") && bubbles[0].contains("/p/"), "{}", bubbles[0]);
    assert!(bubbles[1].contains("۲٬۴۵۰٬۰۰۰") && bubbles[1].contains("/p/"), "{}", bubbles[1]);
    let without = desk.submit("/links", &form(&[("mobile", NARGES), ("act", "preview")])).await;
    assert_eq!(without.texts(".bubble").len(), 1, "nobody to write a letter to");
    assert_eq!(house.count("select count(*) from links").await, 0, "it was a look");
}

#[tokio::test]
async fn what_is_shared_names_nobody_and_no_amount() {
    let house = House::open().await;
    let desk = house.sign_in(&house.shop().await).await;
    let page = make(&desk, &[]).await;
    let shares = page.attributes("aside a[rel~=external]", "href");
    assert_eq!(shares.len(), 3, "{shares:?}");
    for share in &shares {
        let share = url::Url::parse(share).unwrap();
        let share: String =
            share.query_pairs().map(|(_, value)| value.into_owned() + "\n").collect();
        assert!(share.contains(&address(&page)), "{share}");
        for told in ["Sarv", "۲٬۴۵۰", "2450000", "سفارش"] {
            assert!(!share.contains(told), "{share}");
        }
    }
    // What a messenger shows of the page itself: only what these lines say.
    let payer = house.visitor().get(&address(&page)).await;
    let lines = payer.attributes("meta[property], meta[name=description]", "content");
    assert_eq!(lines, ["صفحهٔ پرداخت"]);
}

#[tokio::test]
async fn a_link_that_hundreds_have_paid_shows_them_page_by_page_each_once() {
    let house = House::open().await;
    let shop = house.shop().await;
    let desk = house.sign_in(&shop).await;
    let link = house.link_of(&shop, None, None).await;
    for _ in 0..45 {
        house.send_late(link).await;
        house.wind(TimeDelta::seconds(1));
    }
    let mut path = format!("/links/{}?lang=en", link.id);
    let mut seen = vec![];
    for rows in [20, 20, 5] {
        let page = desk.get(&path).await;
        let codes = page.texts("td[data-l^='Tracking'] > div > bdi");
        assert_eq!(codes.len(), rows, "{path}");
        seen.extend(codes);
        path = page.attribute("a[rel=next]", "href").unwrap_or_default();
    }
    assert_eq!(path, "", "the last page leads no further");
    seen.sort_unstable();
    seen.dedup();
    assert_eq!(seen.len(), 45);
}
