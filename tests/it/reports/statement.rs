//! The statement of the wallet, and the questions that people keep.

use axum::http::StatusCode;
use chrono::TimeDelta;
use peyvand::ledger;
use peyvand::ledger::Account;

use super::busy;
use super::check_books;
use super::day;
use super::paid;
use super::tiles;
use super::write;
use crate::support::house::House;
use crate::support::page::Page;

#[tokio::test]
async fn a_statement_runs_from_its_opening_to_its_closing_balance() {
    let house = House::open().await;
    let (shop, ..) = busy(&house).await;
    let owner = house.sign_in(&shop).await;
    let wallet = Account::Wallet(shop.workspace).id();
    for (from, to) in [(1, 30), (3, 9), (12, 12), (28, 30)] {
        let (start, end) = (day(1405, 8, from), day(1405, 8, to) + TimeDelta::days(1));
        let mut path = format!("/accounting/statement?from=1405/8/{from}&to=1405/8/{to}");
        let mut tx = house.db().begin().await.unwrap();
        let epoch = chrono::DateTime::UNIX_EPOCH;
        let opening = ledger::movement(&mut tx, wallet, epoch, start).await.unwrap();
        let closing = ledger::movement(&mut tx, wallet, epoch, end).await.unwrap();
        let mut balance = opening.as_rials();
        loop {
            let page = owner.get(&format!("{path}&lang=en")).await;
            assert_eq!(page.status, StatusCode::OK);
            let shown = tiles(&page);
            assert_eq!(shown[0] * 10, opening.as_rials(), "{path}");
            assert_eq!(shown[3] * 10, closing.as_rials(), "{path}");
            assert_eq!(shown[0] + shown[1] - shown[2], shown[3], "{path}");
            for [came, went, left] in figures(&page) {
                balance += (came - went) * 10;
                assert_eq!(left * 10, balance, "the running balance, {path}");
            }
            match page.attribute(".pager a[rel=next]", "href") {
                Some(next) => path = next,
                None => break,
            }
        }
        assert_eq!(balance, closing.as_rials(), "all pages together, {path}");
        let days = format!("from=1405/8/{from}&to=1405/8/{to}");
        let csv = owner.get(&format!("/accounting/statement.csv?lang=en&{days}")).await.html;
        let last = csv.lines().last().unwrap();
        assert!(last.contains("Closing balance"), "{last}");
        assert!(last.ends_with(&format!(",{}", closing.as_rials())), "{last}");
    }
    check_books(&house).await;
}

#[tokio::test]
async fn a_statement_is_its_owners_and_mistakes_stand_beside_their_days() {
    let house = House::open().await;
    let (shop, ..) = busy(&house).await;
    let stranger = house.sign_in(&house.shop().await).await;
    let page = stranger.get("/accounting/statement?lang=en&from=1300/1/1").await;
    assert!(page.text().contains("No money moved"), "{page:?}");
    let owner = house.sign_in(&shop).await;
    for (query, field) in [("from=zzz", "from"), ("from=1405/9/2&to=1405/9/1", "to")] {
        let page = owner.get(&format!("/accounting/statement?{query}")).await;
        assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
        let said = page.attribute(&format!("#{field}"), "aria-describedby");
        assert_eq!(said, Some(format!("{field}-err")), "{query}");
        let file = owner.get(&format!("/accounting/statement.csv?{query}")).await;
        assert_eq!(file.status, StatusCode::BAD_REQUEST);
    }
    house.leave_unchecked();
}

#[tokio::test]
async fn a_kept_question_moves_on_with_time_and_belongs_to_the_workspace() {
    let house = House::open().await;
    let shop = house.shop().await;
    let owner = house.sign_in(&shop).await;
    let link = house.link_of(&shop, None, None).await.id;
    write(&house, &shop, 1, &paid(link, day(1405, 8, 29), 1_000_000)).await;
    let kept = owner
        .submit("/accounting/views", &[("name", " هفتهٔ  من "), ("question", "period=7&payer=Reza")])
        .await;
    assert_eq!(kept.status, StatusCode::SEE_OTHER, "{kept:?}");
    let page = owner.get("/accounting?lang=en").await;
    assert!(page.text().contains("هفتهٔ من"), "{page:?}");
    let view = page.attribute("nav[aria-label='Saved views'] a", "href").unwrap();
    assert_eq!(tiles(&owner.get(&format!("{view}&lang=en")).await)[0], 100_000);
    house.wind(TimeDelta::days(9));
    let owner = house.sign_in(&shop).await;
    assert_eq!(tiles(&owner.get(&format!("{view}&lang=en")).await)[0], 0, "a later week");

    let stranger = house.sign_in(&house.shop().await).await;
    let removal = page.attribute("form[action$='/removal']", "action").unwrap();
    assert!(!stranger.get("/accounting").await.text().contains("هفتهٔ من"));
    assert_eq!(stranger.submit(&removal, &[]).await.status, StatusCode::NOT_FOUND);
    for name in ["", &"ن".repeat(41)] {
        owner.submit("/accounting/views", &[("name", name), ("question", "period=7")]).await;
        assert_eq!(house.count("select count(*) from report_views").await, 1, "{name}");
    }
    let wrong = owner.submit("/accounting/views", &[("name", "x"), ("question", "from=zzz")]).await;
    assert_eq!(wrong.status, StatusCode::BAD_REQUEST);
    assert_eq!(owner.submit(&removal, &[]).await.status, StatusCode::SEE_OTHER);
    assert_eq!(house.count("select count(*) from report_views").await, 0);
    house.leave_unchecked();
}

/// What came, what went and what was left, row by row, in toman.
fn figures(page: &Page) -> Vec<[i64; 3]> {
    let html = scraper::Html::parse_document(&page.html);
    let rows = scraper::Selector::parse("section[aria-labelledby=rows] tbody tr").unwrap();
    let cells = scraper::Selector::parse("td.num").unwrap();
    let figure = |text: String| match text.trim() {
        "—" => 0,
        text => text.replace([',', '\u{200e}'], "").replace('−', "-").parse().unwrap(),
    };
    html.select(&rows)
        .map(|row| {
            let cells: Vec<i64> =
                row.select(&cells).map(|cell| figure(cell.text().collect())).collect();
            cells.try_into().unwrap()
        })
        .collect()
}

#[tokio::test]
async fn a_quick_link_is_made_from_the_start_page() {
    let house = House::open().await;
    let shop = house.shop().await;
    let owner = house.sign_in(&shop).await;
    house.link(&shop).await;
    let home = owner.get("/home?lang=en").await;
    let html = scraper::Html::parse_document(&home.html);
    let inputs = scraper::Selector::parse("form[action='/links'] input").unwrap();
    let mut fields: Vec<(String, String)> = html
        .select(&inputs)
        .map(|input| {
            let value = |name| input.value().attr(name).unwrap_or_default().to_owned();
            (value("name"), value("value"))
        })
        .collect();
    for (name, value) in &mut fields {
        match name.as_str() {
            "title" => *value = "چای".to_owned(),
            "amount" => *value = "۲۵۰٬۰۰۰".to_owned(),
            _ => (),
        }
    }
    let fields: Vec<(&str, &str)> = fields.iter().map(|(n, v)| (n.as_str(), v.as_str())).collect();
    let made = owner.submit("/links", &fields).await;
    assert_eq!(made.status, StatusCode::SEE_OTHER, "{made:?}");
    let count =
        "select count(*) from links where title = 'چای' and amount = 2500000 and uses_max = 1";
    assert_eq!(house.count(count).await, 1);
    owner.submit("/links", &fields).await;
    assert_eq!(house.count(count).await, 1, "sent twice is made once");
}
