//! What people and machines write into our forms, line by line of `money.md` D: a refusal is a sentence
//! beside the field with what was typed still there, nothing is changed, and nothing comes back as a
//! tag.

use axum::http::Method;
use axum::http::Request;
use axum::http::StatusCode;
use axum::http::header;
use peyvand::router;
use scraper::Html;
use scraper::Selector;
use tower::ServiceExt;

use crate::support::house::House;
use crate::support::page::Page;
use crate::support::page::Visitor;
use crate::support::people::Link;

type Fields = &'static [(&'static str, &'static str)];

const PASSWORD: &str = "the white cat eats bread";
const CARD: &str = "کارت ۶۰۳۷ ۹۹۱۲ ۳۴۵۶ ۷۸۹۳";

const LINK: Fields =
    &[("title", "سفارش"), ("kind", "fixed"), ("amount", "5000"), ("expiry", "7d"), ("uses", "one")];
const OPEN_LINK: Fields =
    &[("title", "سفارش"), ("kind", "open"), ("min", "2000"), ("max", "9000"), ("uses", "many")];
const SIGN_UP: Fields = &[
    ("name", "نرگس"),
    ("business", "سرو"),
    ("mobile", "09121112233"),
    ("email", ""),
    ("password", PASSWORD),
];
const PAY: Fields = &[("amount", "5000"), ("name", "نرگس"), ("mobile", "")];
const BUSINESS: Fields = &[("name", "سرو"), ("phone", ""), ("language", "fa"), ("unit", "toman")];
const ME: Fields = &[("name", "سارا"), ("language", "fa")];

/// A form, as it would be taken.
const FORMS: &[(&str, Fields)] = &[
    ("/links", LINK),
    ("/links", OPEN_LINK),
    ("/pay", PAY),
    ("/signup", SIGN_UP),
    ("/login", &[("mobile", "09121112233"), ("password", PASSWORD)]),
    ("/login/code", &[("mobile", "09121112233")]),
    ("/login/forgotten", &[("mobile", "09121112233")]),
    ("/settings", BUSINESS),
    ("/settings/me", ME),
    ("/settings/email", &[("email", "sara@example.ir")]),
    ("/settings/password", &[("password", PASSWORD)]),
    ("/settings/mobile", &[("mobile", "09121112233")]),
    ("/settings/proof", &[("password", PASSWORD)]),
    ("/workspaces", &[("name", "سرو")]),
];

/// The line of `money.md`, a form, a field, and what is refused in it.
const REFUSED: &[(&str, &str, Fields, &str, &[&str])] = &[
    ("B01", "/links", LINK, "amount", &["0", "-1", "-0", "+5", "−5000"]),
    ("B01", "/pay", PAY, "amount", &["0", "-1", "-0", "+5"]),
    ("B02", "/links", LINK, "amount", &["1000.5", "1e9", "0x10", "NaN", "∞", "1_000", "٫۵"]),
    ("B02", "/pay", PAY, "amount", &["1000.5", "1e9", "0x10", "NaN", "∞", "1_000"]),
    (
        "B05",
        "/links",
        LINK,
        "amount",
        &["9223372036854775807", "9223372036854775808", "1111111111111111111111111111111111111111"],
    ),
    ("B05", "/pay", PAY, "amount", &["9223372036854775807", "99999999999999999999999999999999"]),
    ("B06", "/links", LINK, "amount", &["1", "999", "1000000000001"]),
    ("B09", "/links", OPEN_LINK, "max", &["1999", "1"]),
    ("B09", "/pay", PAY, "amount", &["1999", "9001"]),
    ("B17", "/links", LINK, "title", &[CARD, "6037991234567893"]),
    ("B17", "/links", LINK, "description", &[CARD]),
    ("B17", "/links", LINK, "reference", &[CARD]),
    ("B17", "/links", LINK, "to", &[CARD]),
    ("B17", "/pay", PAY, "name", &[CARD]),
    ("B17", "/signup", SIGN_UP, "name", &[CARD]),
    ("B17", "/signup", SIGN_UP, "business", &[CARD]),
    ("B17", "/settings", BUSINESS, "name", &[CARD]),
    ("B17", "/settings/me", ME, "name", &[CARD]),
    ("B17", "/workspaces", &[("name", "")], "name", &[CARD]),
    ("B19", "/links", LINK, "mobile", &["+12025550123", "+88213300655", "+97912345678", "110"]),
    ("B19", "/pay", PAY, "mobile", &["+12025550123", "02188776655", "3000505"]),
    ("B19", "/signup", SIGN_UP, "mobile", &["+12025550123", "02188776655"]),
    ("B19", "/settings/mobile", &[("mobile", "")], "mobile", &["+12025550123", "110"]),
    ("B20", "/links", LINK, "mobile", &["O9123456789", "0912345678", "091234567890"]),
    ("B20", "/pay", PAY, "mobile", &["O9123456789", "0912345678", "091234567890"]),
    ("B20", "/login", &[("password", PASSWORD)], "mobile", &["O9123456789", "0912345678"]),
    ("B20", "/login/code", &[("mobile", "")], "mobile", &["O9123456789", "091234567890"]),
    ("B20", "/login/forgotten", &[("mobile", "")], "mobile", &["O9123456789"]),
    ("B25", "/settings/me", ME, "name", &["\u{202e}\u{2066}\u{200f}"]),
];

/// A signed-in owner, and a link on which the payer chooses.
struct Town {
    house: House,
    owner: Visitor,
    link: String,
}

impl Town {
    async fn open() -> Self {
        let house = House::open().await;
        let shop = house.shop().await;
        let owner = house.sign_in(&shop).await;
        let made = owner.submit("/links", OPEN_LINK).await.location.unwrap();
        let id = made.rsplit('/').next().unwrap().parse().unwrap();
        let link = Link { id, workspace: shop.workspace, uses_max: None, open_until: None };
        let link = house.door(link);
        Self { house, owner, link }
    }

    async fn send(&self, path: &str, form: &[(&str, &str)]) -> Page {
        // What is counted is for other tests.
        self.house.run("truncate rate_limits").await;
        let by_guest = path.starts_with("/login") || path == "/signup" || path == "/pay";
        let path = if path == "/pay" { format!("{}/pay", self.link) } else { path.to_owned() };
        if by_guest {
            self.house.visitor().submit(&path, form).await
        } else {
            self.owner.submit(&path, form).await
        }
    }
}

/// A form with one field changed, or added.
fn with<'a>(
    form: &[(&'a str, &'a str)],
    field: &'a str,
    value: &'a str,
) -> Vec<(&'a str, &'a str)> {
    let kept = form.iter().copied().filter(|(name, _)| *name != field);
    kept.chain([(field, value)]).collect()
}

#[tokio::test]
async fn what_cannot_be_is_refused_beside_its_field_and_stays_to_be_put_right() {
    let town = Town::open().await;
    let rows = "select (select count(*) from links) + (select count(*) from payments)
        + (select count(*) from challenges) + (select count(*) from workspaces)";
    let before = town.house.count(rows).await;
    let mut wrong = vec![];
    for (line, path, form, field, values) in REFUSED {
        for value in *values {
            let page = town.send(path, &with(form, field, value)).await;
            let kept = kept(&page, field);
            let leads = page.attribute(&format!(".errors a[href='#{field}']"), "href");
            // Marks that nobody sees are kept too, but nobody would see it.
            if page.status != StatusCode::UNPROCESSABLE_ENTITY || leads.is_none() || kept != *value
            {
                wrong.push(format!("{line} {path} {field}={value}: {kept:?} {page:?}"));
            }
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
    assert_eq!(town.house.count(rows).await, before, "nothing is made of it");
}

/// What a broken program left in a text that somebody pastes is a character like any other.
#[tokio::test]
async fn a_text_with_a_lost_character_is_taken_as_it_is() {
    let town = Town::open().await;
    let made = town.send("/links", &with(LINK, "title", "سفار\u{fffd} ۱۲")).await;
    let page = town.owner.get(&made.location.expect("it is made")).await;
    assert!(page.text().contains("سفار\u{fffd} ۱۲"), "{page:?}");
}

/// B03: an amount is read however it is written, and said back in words.
#[tokio::test]
async fn an_amount_is_read_in_any_digits_and_grouping_and_said_back_in_words() {
    let town = Town::open().await;
    let typed = [
        "۱۰۰۰۰۰۰",
        "١٠٠٠٠٠٠",
        "۱٬۰۰۰٬۰۰۰",
        "١٬٠٠٠٬٠٠٠",
        "1,000,000",
        "1.000.000",
        "۱،۰۰۰،۰۰۰",
        "  1000000 ",
        "\u{200c}1000000\u{200c}",
        "1 000 000",
    ];
    for amount in typed {
        let made = town.send("/links", &with(LINK, "amount", amount)).await;
        let path = made.location.clone().unwrap_or_else(|| panic!("{amount}: {made:?}"));
        let page = town.owner.get(&path).await;
        let url = page.attribute("#url", "value").unwrap();
        let (_, token) = url.split_once("/p/").unwrap();
        let page = town.house.get(&format!("/p/{token}")).await.text();
        assert!(page.contains("۱٬۰۰۰٬۰۰۰") && page.contains("یک میلیون تومان"), "{amount}: {page}");
    }
}

/// What a field of a page holds.
fn kept(page: &Page, field: &str) -> String {
    let html = Html::parse_document(&page.html);
    let area = Selector::parse(&format!("textarea[name='{field}']")).unwrap();
    if let Some(area) = html.select(&area).next() {
        return area.text().collect();
    }
    page.attribute(&format!("input[name='{field}']"), "value").unwrap_or_default()
}

/// B24, B25, B29, B33, B34: whatever stands in whatever field, the answer is a page of ours and the
/// text is text.
#[tokio::test]
async fn no_text_in_any_field_breaks_a_page_or_becomes_a_part_of_it() {
    let town = Town::open().await;
    let marks = "x\u{301}".repeat(500);
    let joiners = "\u{200c}".repeat(500);
    let long = "ب".repeat(20_000);
    let texts = [
        "<script>peyvand()</script>",
        "\"><img src=x onerror=peyvand()>",
        "</textarea></title><svg onload=peyvand()>",
        "javascript:peyvand()",
        "{{7*7}}{% raw %}",
        "\u{202e}\u{2066}gpj.exe",
        "=cmd|'/c calc'!A1",
        "👨‍👩‍👧‍👦",
        "\u{fffe}",
        &marks,
        &joiners,
        &long,
    ];
    let script = Selector::parse("script:not([src]), img, svg[onload], [onerror]").unwrap();
    let mut wrong = vec![];
    for (path, form) in FORMS {
        for (field, _) in *form {
            for text in texts {
                let page = town.send(path, &with(form, field, text)).await;
                let html = Html::parse_document(&page.html);
                let is_tag = html.select(&script).any(|found| found.html().contains("peyvand()"));
                if page.status.is_server_error() || is_tag {
                    let text: String = text.chars().take(30).collect();
                    wrong.push(format!("{path} {field}={text}: {}", page.status));
                }
            }
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
    let pages = ["/links", "/settings", "/settings/me", "/settings/workspaces", "/home"];
    for path in pages {
        let html = town.owner.get(path).await.html;
        let html = Html::parse_document(&html);
        let is_tag = html.select(&script).any(|found| found.html().contains("peyvand()"));
        assert!(!is_tag, "{path}");
    }
    town.house.leave_unchecked();
}

/// B10, B11 and B53: a form has the fields of its page, each once.
#[tokio::test]
async fn a_form_takes_the_fields_of_its_page_and_no_other() {
    let town = Town::open().await;
    for (path, form) in FORMS {
        for odd in ["role", "owner_id", "state", "fee", "currency", "amount[]", "form_id"] {
            let page = town.send(path, &with(form, odd, "admin")).await;
            assert_eq!(page.status, StatusCode::BAD_REQUEST, "{path} {odd}");
        }
        if form.iter().all(|(name, _)| *name != "unit") {
            let page = town.send(path, &with(form, "unit", "rial")).await;
            assert_eq!(page.status, StatusCode::BAD_REQUEST, "{path}: the unit is the workspace's");
        }
        let (first, value) = form[0];
        let twice: Vec<_> = form.iter().copied().chain([(first, value)]).collect();
        assert_eq!(town.send(path, &twice).await.status, StatusCode::BAD_REQUEST, "{path} {first}");
    }
}

/// B63 and B65: what is no form of ours is refused, whatever it says it is.
#[tokio::test]
async fn what_is_no_form_is_refused_by_its_kind_and_its_size() {
    let town = Town::open().await;
    let kinds = [
        "application/json",
        "text/plain",
        "application/x-www-form-urlencoded; charset=utf-7",
        "multipart/form-data; boundary=x",
    ];
    for kind in kinds {
        for body in ["{\"mobile\": \"09121112233\"}".to_owned(), "a".repeat(200_000)] {
            let size = body.len();
            let request = Request::builder()
                .method(Method::POST)
                .uri("/login/code")
                .header(header::HOST, "localhost:8600")
                .header("sec-fetch-site", "same-origin")
                .header(header::CONTENT_TYPE, kind)
                .body(axum::body::Body::from(body))
                .unwrap();
            let answer = router::build(&town.house.app).oneshot(request).await.unwrap();
            assert!(answer.status().is_client_error(), "{kind}: {}", answer.status());
            let is_large = 100_000 < size;
            assert_eq!(answer.status() == StatusCode::PAYLOAD_TOO_LARGE, is_large, "{kind}");
        }
    }
    assert_eq!(town.house.count("select count(*) from challenges").await, 0);
}
