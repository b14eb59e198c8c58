//! Who has looked at a link, and how far links come: people and programs told apart.

use axum::http::Method;
use axum::http::StatusCode;
use chrono::TimeDelta;
use peyvand::links;

use super::address;
use super::make;
use super::paying::pay;
use crate::support::house::House;

const PHONE: &str = "Mozilla/5.0 (Linux; Android 14; SM-A546E) AppleWebKit/537.36 \
    (KHTML, like Gecko) Chrome/126.0.0.0 Mobile Safari/537.36";
const IPHONE: &str = "Mozilla/5.0 (iPhone; CPU iPhone OS 17_5 like Mac OS X) AppleWebKit/605.1.15 \
    (KHTML, like Gecko) Version/17.5 Mobile/15E148 Safari/604.1";

/// As messengers, scanners and browsers that fetch ahead look at an address.
const MACHINES: &[(Method, &[(&str, &str)])] = &[
    (Method::GET, &[("user-agent", "TelegramBot (like TwitterBot)")]),
    (Method::GET, &[("user-agent", "WhatsApp/2.24.13.77 A")]),
    // iMessage: a Mac's Safari, and two names that no Mac has.
    (
        Method::GET,
        &[(
            "user-agent",
            "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_11_1) AppleWebKit/601.2.4 (KHTML, like \
            Gecko) Version/9.0.1 Safari/601.2.4 facebookexternalhit/1.1 Facebot Twitterbot/1.0",
        )],
    ),
    (Method::GET, &[("user-agent", "Mozilla/5.0 (compatible; BaleBot/1.0; +https://bale.ai)")]),
    (Method::GET, &[("user-agent", "EitaaBot/1.0 (+https://eitaa.com)")]),
    (Method::GET, &[("user-agent", "Rubika/1.0 (link preview)")]),
    (Method::GET, &[("user-agent", "Slackbot-LinkExpanding 1.0")]),
    (Method::GET, &[("user-agent", "Mozilla/5.0 (compatible; Googlebot/2.1)")]),
    (Method::GET, &[("user-agent", "Barracuda Sentinel (EE) scanner")]),
    (Method::GET, &[("user-agent", "curl/8.5.0")]),
    (Method::GET, &[]),
    // A scanner of mail that says it is a browser, but does not ask as one.
    (Method::GET, &[("user-agent", PHONE)]),
    (
        Method::GET,
        &[("user-agent", PHONE), ("sec-fetch-mode", "no-cors"), ("sec-fetch-dest", "empty")],
    ),
    (
        Method::GET,
        &[
            ("user-agent", PHONE),
            ("sec-fetch-mode", "navigate"),
            ("sec-fetch-dest", "document"),
            ("sec-purpose", "prefetch;prerender"),
        ],
    ),
    (
        Method::GET,
        &[
            ("user-agent", IPHONE),
            ("sec-fetch-mode", "navigate"),
            ("sec-fetch-dest", "document"),
            ("purpose", "prefetch"),
        ],
    ),
    (
        Method::HEAD,
        &[("user-agent", PHONE), ("sec-fetch-mode", "navigate"), ("sec-fetch-dest", "document")],
    ),
];

#[tokio::test]
async fn programs_look_without_changing_anything_and_are_counted_apart_from_people() {
    let house = House::open().await;
    let desk = house.sign_in(&house.shop().await).await;
    let link = address(&make(&desk, &[]).await);
    let visitor = house.visitor();
    let before = house.fingerprint().await;
    for (method, headers) in MACHINES {
        let page = visitor.look_as(method.clone(), &link, headers).await;
        assert_eq!(page.status, StatusCode::OK, "{headers:?}");
        assert!(!page.html.contains("<script>"), "nothing acts by itself: {headers:?}");
        assert!(page.headers.get("set-cookie").is_none());
    }
    links::write_views(&house.app).await.unwrap();
    assert_eq!(house.fingerprint().await, before);
    let machines = i64::try_from(MACHINES.len()).unwrap();
    assert_eq!(house.count("select machines::bigint from link_views").await, machines);
    assert_eq!(house.count("select persons::bigint from link_views").await, 0);

    for agent in [PHONE, IPHONE] {
        let person =
            [("user-agent", agent), ("sec-fetch-mode", "navigate"), ("sec-fetch-dest", "document")];
        visitor.look_as(Method::GET, &link, &person).await;
    }
    links::write_views(&house.app).await.unwrap();
    assert_eq!(house.count("select persons::bigint from link_views").await, 2);
    assert_eq!(house.count("select machines::bigint from link_views").await, machines);
}

#[tokio::test]
async fn a_scanner_that_presses_the_button_pays_nothing() {
    let house = House::open().await;
    let desk = house.sign_in(&house.shop().await).await;
    let link = address(&make(&desk, &[]).await);
    for agent in ["Barracuda Sentinel scanner", "TelegramBot (like TwitterBot)", "bingbot/2.0"] {
        let headers = [
            ("user-agent", agent),
            ("content-type", "application/x-www-form-urlencoded"),
            ("sec-fetch-site", "same-origin"),
        ];
        let page = house.visitor().look_as(Method::POST, &format!("{link}/pay"), &headers).await;
        assert_eq!(page.status, StatusCode::OK, "{agent}");
    }
    assert_eq!(house.count("select count(*) from payments").await, 0);
}

#[tokio::test]
async fn a_scanner_that_says_it_is_a_phone_is_nobody_until_its_payer_comes_back() {
    let house = House::open().await;
    let desk = house.sign_in(&house.shop().await).await;
    let link = address(&make(&desk, &[]).await);
    let headers = [
        ("user-agent", PHONE),
        ("content-type", "application/x-www-form-urlencoded"),
        ("sec-fetch-site", "same-origin"),
    ];
    let sent = house.visitor().look_as(Method::POST, &format!("{link}/pay"), &headers).await;
    let bank = sent.location.expect("an old browser asks like that too, and may pay");
    let counts = async || desk.get("/links/funnel").await.attributes("tbody progress", "value");
    assert_eq!(counts().await, ["0"; 6], "nobody was told, looked or went");
    house.bank.pay(&bank).await;
    let callback = house.bank.line(&bank).await.callback;
    let (_, rest) = callback.split_once("/back/").unwrap();
    house.visitor().come_from_bank(&format!("/back/{rest}")).await;
    assert_eq!(counts().await, ["0", "0", "1", "1", "1", "1"], "it was a person");
}

#[tokio::test]
async fn each_step_from_link_to_money_is_counted_with_its_time() {
    let house = House::open().await;
    let desk = house.sign_in(&house.shop().await).await;
    let sent = [("mobile", "09351112233"), ("by", "sms")];
    let link = address(&make(&desk, &sent).await);
    make(&desk, &[]).await;
    house.work().await;
    house.wind(TimeDelta::minutes(10));
    let payer = house.visitor();
    payer.get(&link).await;
    links::write_views(&house.app).await.unwrap();
    house.wind(TimeDelta::minutes(2));
    let bank = pay(&payer, &link, &[]).await.location.unwrap();
    house.wind(TimeDelta::minutes(3));
    house.bank.pay(&bank).await;
    let callback = house.bank.line(&bank).await.callback;
    let (_, rest) = callback.split_once("/back/").unwrap();
    payer.come_from_bank(&format!("/back/{rest}")).await;

    let page = desk.get("/links/funnel").await;
    let bars: Vec<String> = (1..=6)
        .map(|step| {
            let bar = format!("tbody tr:nth-child({step}) progress");
            page.attribute(&bar, "value").unwrap()
        })
        .collect();
    assert_eq!([&bars[0], &bars[2], &bars[3], &bars[4], &bars[5]], ["1"; 5], "{bars:?}");
    let text = page.text();
    assert!(text.contains("۱۰ دقیقه"), "from the message to the page: {text}");
    assert!(text.contains("۳ دقیقه"), "from the bank's page to the money: {text}");
    // The link's own page tells the same of it alone.
    let own: String = sqlx::query_scalar("select '/links/' || link_id from link_payments")
        .fetch_one(house.db())
        .await
        .unwrap();
    let own = desk.get(&own).await;
    assert_eq!(own.attributes("tbody progress", "max"), ["1"; 6]);
    assert_eq!(own.attribute("tbody tr:last-child progress", "value").as_deref(), Some("1"));
    assert!(own.text().contains("۱۰ دقیقه"), "{}", own.text());
}

#[tokio::test]
async fn an_expired_link_is_asked_for_and_granted_with_one_tap() {
    let house = House::open().await;
    let shop = house.shop().await;
    let desk = house.sign_in(&shop).await;
    let page = make(&desk, &[("expiry", "1d"), ("mobile", "09351112233")]).await;
    let (link, path) =
        (address(&page), page.attribute("form[action$='/archive']", "action").unwrap());
    let path = path.trim_end_matches("/archive");
    house.wind(TimeDelta::days(2));
    let desk = house.sign_in(&shop).await;
    let dead = house.visitor().get(&link).await;
    let wish = dead.attribute("form[action$='/wish']", "action").unwrap();
    assert!(house.visitor().submit(&wish, &[]).await.text().contains("به فروشنده گفتیم"));
    let shown =
        async |path: &str| desk.get(path).await.attribute("form[action$='/renewal']", "action");
    let stranger = house.sign_in(&house.shop().await).await;
    make(&stranger, &[]).await;
    let theirs = stranger.get("/home").await;
    assert!(theirs.attribute("form[action$='/renewal']", "action").is_none());
    let grant = shown(path).await.unwrap();
    assert_eq!(shown("/home").await.as_ref(), Some(&grant), "one tap on the start page");
    desk.submit(&grant, &[]).await;
    assert_eq!(shown("/home").await, None, "it is granted");
    assert_eq!(house.visitor().get(&link).await.status, StatusCode::OK);
    house.work().await;
    assert!(desk.get(path).await.attribute("form[action$='/renewal']", "action").is_none());
}

#[tokio::test]
async fn a_wish_that_was_not_heard_is_wished_again_and_the_longer_time_stands_in_the_history() {
    let house = House::open().await;
    let shop = house.shop().await;
    let link = house.link_of(&shop, Some(1), Some(house.app.clock.now())).await;
    let wish = format!("{}/wish", house.door(link));
    house.wind(TimeDelta::days(1));
    house.visitor().submit(&wish, &[]).await;
    house.wind(TimeDelta::days(8));
    let desk = house.sign_in(&shop).await;
    let asked = async || desk.get("/home").await.attribute("form[action$='/renewal']", "action");
    assert_eq!(asked().await, None, "it was long ago");
    house.visitor().submit(&wish, &[]).await;
    let grant = asked().await.expect("who wishes again is heard");
    desk.submit(&grant, &[]).await;
    house.work().await;
    let told = desk.get(&format!("/links/{}", link.id)).await.text();
    let sentence = "\u{2068}Sara\u{2069} لینک را تغییر داد";
    assert!(told.contains(sentence) && told.contains("مهلت: "), "{told}");
}

#[tokio::test]
async fn whoever_doubts_a_link_is_told_whose_it_is() {
    let house = House::open().await;
    let desk = house.sign_in(&house.shop().await).await;
    let page = make(&desk, &[]).await;
    let url = page.attribute("#url", "value").unwrap();
    let code = url.rsplit('/').next().unwrap();
    let visitor = house.visitor();
    let ask = async |typed: &str| {
        let query = url::form_urlencoded::Serializer::new(String::new())
            .append_pair("code", typed)
            .finish();
        visitor.get(&format!("/check?{query}")).await.text()
    };
    let bare = url.split_once("://").unwrap().1;
    let (host, _) = bare.split_once('/').unwrap();
    for real in [
        url.clone(),
        code.to_owned(),
        format!("{code}."),
        format!("{url}/"),
        format!("{url}."),
        format!("{url}?lang=en"),
        format!("{url}/?to=https://evil.example/"),
        format!("Sarv: ۲٬۴۵۰٬۰۰۰ تومان، سفارش ۳۴۷\r\n{url}\r\nلغو۱۱"),
        bare.to_owned(),
        url.replace(host, &host.to_uppercase()),
        url.replace("https://", "http://"),
    ] {
        let real = real.as_str();
        assert!(ask(real).await.contains("صفحهٔ پرداخت Sarv است"), "{real}");
    }
    let elsewhere = format!("https://evil.example/p/{code}");
    let hidden = format!("https://{host}@evil.example/p/{code}");
    let behind = format!("https://evil.example/?to={url}");
    let port = format!("https://evil.example:1/{host}/p/{code}");
    let two = format!("evil.example is {url}");
    for false_one in [&elsewhere, &hidden, &behind, &port, &two, "0123", "x", "/", "https://"] {
        assert!(ask(false_one).await.contains("چنین لینکی نزد ما نیست"), "{false_one}");
    }
}

#[tokio::test]
async fn the_code_is_handed_out_as_files_and_as_a_poster() {
    let house = House::open().await;
    let desk = house.sign_in(&house.shop().await).await;
    let page = make(&desk, &[]).await;
    let path = page.attribute("a[href$='/poster']", "href").unwrap();
    let poster = desk.get(&path).await;
    assert!(poster.text().contains("Sarv") && poster.html.contains("class=\"qr\""));
    let base = path.trim_end_matches("/poster");
    let svg = desk.get(&format!("{base}/qr.svg")).await;
    assert!(svg.html.starts_with("<svg xmlns"), "{}", svg.html);
    let png = desk.get(&format!("{base}/qr.png")).await;
    assert_eq!(png.headers.get("content-type").unwrap(), "image/png");
}
