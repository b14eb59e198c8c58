//! Making a link: what is accepted, and what comes back with a sentence beside its field.

use axum::http::StatusCode;

use super::form;
use super::make;
use crate::support::house::House;

/// What is changed in the form, the field that is wrong, and a piece of its sentence.
type Case = (&'static [(&'static str, &'static str)], &'static str, &'static str);

#[tokio::test]
async fn a_link_is_made_with_an_amount_in_any_digits_and_read_back_in_words() {
    let house = House::open().await;
    let desk = house.sign_in(&house.shop().await).await;
    for typed in ["۲٬۴۵۰٬۰۰۰", "2,450,000", "٢٤٥٠٠٠٠", " ۲۴۵۰۰۰۰ "] {
        let text = make(&desk, &[("amount", typed)]).await.text();
        assert!(text.contains("دو میلیون و چهارصد و پنجاه هزار تومان"), "{typed}: {text}");
    }
}

#[tokio::test]
async fn what_is_wrong_with_a_form_stands_beside_its_field_and_nothing_is_made() {
    let house = House::open().await;
    let desk = house.sign_in(&house.shop().await).await;
    let cases: &[Case] = &[
        (&[("title", "  ")], "title", "بنویسید پول بابت چیست"),
        (&[("title", "کارت 6037991234567893")], "title", "شمارهٔ کارت را اینجا ننویسید"),
        (&[("amount", "")], "amount", "مبلغ را بنویسید"),
        (&[("amount", "1000.5")], "amount", "فقط با رقم"),
        (&[("amount", "-5000")], "amount", "فقط با رقم"),
        (&[("amount", "0")], "amount", "دست‌کم"),
        (&[("amount", "۵۰۰")], "amount", "دست‌کم ۱٬۰۰۰ تومان"),
        (&[("amount", "999999999999")], "amount", "حداکثر ۴٬۰۰۰٬۰۰۰٬۰۰۰ تومان"),
        (&[("amount", "9223372036854775808")], "amount", "حداکثر"),
        (&[("kind", "open"), ("min", "5000"), ("max", "4000")], "max", "از کمترین مبلغ کمتر است"),
        (&[("kind", "open"), ("max", "5000"), ("suggestion", "6000")], "suggestion", "میان"),
        (&[("expiry", "span"), ("span", "هیچ")], "span", "با عدد"),
        (&[("expiry", "date"), ("exp_d", "31"), ("exp_m", "7"), ("exp_y", "1405")], "exp", "نیست"),
        (&[("expiry", "date"), ("exp_d", "1"), ("exp_m", "1"), ("exp_y", "1405")], "exp", "گذشته"),
        (&[("uses", "some"), ("uses_count", "0")], "uses_count", "با عدد"),
        (&[("mobile", "0912345")], "mobile", "شمارهٔ موبایل را کامل"),
        (&[("email", "narges@")], "email", "ایمیل را کامل"),
    ];
    for (changes, field, sentence) in cases {
        let page = desk.submit("/links", &form(changes)).await;
        assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY, "{changes:?}");
        let text = page.text();
        assert!(text.contains(sentence), "{changes:?}: {text}");
        let leads_there = page.attribute(&format!(".errors a[href='#{field}']"), "href");
        assert!(leads_there.is_some(), "{changes:?} has no way to its field");
        assert!(page.attribute(&format!("[id='{field}']"), "id").is_some(), "{field} is missing");
        let title = page.attribute("#title", "value").unwrap();
        let typed = form(changes).iter().find(|(name, _)| *name == "title").unwrap().1;
        assert_eq!(title, typed, "what was typed stays");
    }
    assert_eq!(house.count("select count(*) from links").await, 0);
}

#[tokio::test]
async fn the_same_form_sent_twice_makes_one_link() {
    let house = House::open().await;
    let desk = house.sign_in(&house.shop().await).await;
    let blank = desk.get("/links/new").await;
    let id = blank.attribute("[name=id]", "value").unwrap();
    let fields = form(&[("id", &id), ("mobile", "09351112233"), ("by", "sms")]);
    let (one, two) = tokio::join!(desk.submit("/links", &fields), desk.submit("/links", &fields));
    assert_eq!(one.location, two.location, "{one:?} {two:?}");
    house.work().await;
    assert_eq!(house.count("select count(*) from links").await, 1);
    assert_eq!(house.count("select count(*) from sandbox_messages").await, 1);
}

#[tokio::test]
async fn a_preview_shows_the_message_and_makes_nothing() {
    let house = House::open().await;
    let desk = house.sign_in(&house.shop().await).await;
    let page = desk.submit("/links", &form(&[("act", "preview")])).await;
    assert_eq!(page.status, StatusCode::OK);
    assert!(
        page.text().contains("\u{2068}Sarv\u{2069}: ۲٬۴۵۰٬۰۰۰ تومان، سفارش ۳۴۷"),
        "{}",
        page.text()
    );
    assert!(page.text().contains("۲ بخش پیامک"), "{}", page.text());
    assert_eq!(house.count("select count(*) from links").await, 0);
}

#[tokio::test]
async fn a_field_that_no_form_of_ours_has_is_refused() {
    let house = House::open().await;
    let desk = house.sign_in(&house.shop().await).await;
    for odd in [("workspace_id", "1"), ("status", "paid"), ("version", "9")] {
        let page = desk.submit("/links", &form(&[odd])).await;
        assert_eq!(page.status, StatusCode::BAD_REQUEST, "{odd:?}");
    }
    assert_eq!(house.count("select count(*) from links").await, 0);
}

#[tokio::test]
async fn a_deadline_is_a_jalali_day_and_hour_in_tehran() {
    let house = House::open().await;
    let desk = house.sign_in(&house.shop().await).await;
    let date = [
        ("expiry", "date"),
        ("exp_d", "۱"),
        ("exp_m", "1"),
        ("exp_y", "1406"),
        ("exp_h", "12"),
        ("exp_i", "30"),
    ];
    make(&desk, &date).await;
    let noon =
        house.count("select count(*) from links where expires_at = '2027-03-21 09:00:00+00'").await;
    assert_eq!(noon, 1);
}

#[tokio::test]
async fn what_people_write_is_shown_as_text_everywhere() {
    let house = House::open().await;
    let desk = house.sign_in(&house.shop().await).await;
    let nasty = "<script>alert(1)</script>\"'>{{7*7}}";
    let page = make(
        &desk,
        &[("title", nasty), ("to", nasty), ("description", nasty), ("reference", "<b>")],
    )
    .await;
    let payer = house.visitor().get(&super::address(&page)).await;
    let list = desk.get("/links").await;
    for shown in [&page, &payer, &list] {
        assert!(!shown.html.contains("<script>alert"), "a script got into the page");
        assert!(shown.text().contains("<script>alert(1)</script>"), "it is shown as text");
    }
}
