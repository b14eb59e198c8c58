//! What a page may cost, in figures that no neighbour on the machine can move: statements of a
//! request, bytes and requests of a page. How long it takes is for `benches/`.

use axum::http::StatusCode;
use futures_util::future::join_all;
use scraper::Html;
use scraper::Selector;

use crate::buildings::account::place;
use crate::buildings::account::sign_in;
use crate::buildings::paying::address;
use crate::buildings::paying::issued;
use crate::buildings::paying::pay;
use crate::support::house::House;
use crate::support::page::Page;
use crate::support::people::Sent;
use crate::support::statements::statements_of;
use crate::support::statements::writes;

/// W1 of the performance goals: a payer's page in one window of the network.
const PAYER_PAGE_BYTES_MAX: usize = 12_000;

/// What the server adds to the headers of a page: the date and the length.
const SERVER_HEADERS_BYTES: usize = 100;

#[tokio::test]
async fn a_payers_page_is_one_statement_whatever_became_of_the_link() {
    let house = House::open().await;
    let shop = house.shop().await;
    let links = [
        (house.link(&shop).await, StatusCode::OK),
        (house.link_of(&shop, None, None).await, StatusCode::OK),
        (house.link_of(&shop, Some(1), Some(house.app.clock.now())).await, StatusCode::GONE),
    ];
    for (link, status) in links {
        let door = house.door(link);
        let (page, statements) = statements_of(house.get(&door)).await;
        assert_eq!(page.status, status);
        assert_eq!(statements.len(), 1, "{statements:#?}");
        assert!(!writes(&statements[0]));
    }
}

#[tokio::test]
async fn a_crowd_of_payers_is_looked_up_together_and_each_sees_the_link_as_it_is() {
    let house = House::open().await;
    let shop = house.shop().await;
    let mut doors = vec![];
    for _ in 0..60 {
        doors.push(house.door(house.link(&shop).await));
    }
    let over = house.link_of(&shop, Some(1), Some(house.app.clock.now())).await;
    doors.push(house.door(over));
    doors.push("/p/00000000000000000000000000".to_owned());

    let crowd = join_all(doors.iter().map(|door| house.get(door)));
    let (pages, statements) = statements_of(crowd).await;
    let looked = statements.iter().filter(|text| !writes(text)).count();
    assert!(looked < 20, "{looked} statements for {} payers", doors.len());
    for (door, page) in doors.iter().zip(&pages).take(60) {
        assert_eq!(page.status, StatusCode::OK);
        assert!(page.html.contains(&format!("action=\"{door}/pay\"")), "another's link: {door}");
    }
    assert_eq!((pages[60].status, pages[61].status), (StatusCode::GONE, StatusCode::NOT_FOUND));
}

#[tokio::test]
async fn a_result_is_two_statements_and_a_receipt_three() {
    let (house, sent) = paid().await;
    // One of them asks for the language in which the merchant writes.
    for count in [2, 3] {
        let (page, statements) = statements_of(house.get(&sent.receipt)).await;
        assert_eq!(page.status, StatusCode::OK);
        assert_eq!(statements.len(), count, "{statements:#?}");
        house.get(&sent.back).await;
    }
}

#[tokio::test]
async fn a_list_of_links_is_the_session_and_one_statement_however_long_it_is() {
    let house = House::open().await;
    let shop = house.shop().await;
    let owner = house.sign_in(&shop).await;
    for _ in 0..60 {
        house.link(&shop).await;
    }
    let (page, statements) = statements_of(owner.get("/links")).await;
    assert_eq!(page.status, StatusCode::OK);
    assert_eq!(statements.len(), 2, "{statements:#?}");
}

/// A4 of the performance goals: the session, the person, and what moved.
#[tokio::test]
async fn a_statement_of_somebody_is_three_statements_however_many_months_it_has() {
    let house = House::open().await;
    issued(&house).await;
    pay(&house, &address(&house, 2).await, "400000").await;
    let reza = sign_in(&house, 2).await;
    let path = place(&reza).await;
    for months in ["", "?from=1405-09", "?from=1401-01&to=1405-10"] {
        let asked = format!("{path}/statement{months}");
        let (page, statements) = statements_of(reza.get(&asked)).await;
        assert_eq!(page.status, StatusCode::OK);
        assert_eq!(page.texts("tbody tr").len(), 2, "a bill and a payment");
        assert_eq!(statements.len(), 3, "{statements:#?}");
    }
}

/// A3 of the performance goals.
#[tokio::test]
async fn who_owes_in_a_building_is_one_statement_that_reads_no_allocation() {
    let house = House::open().await;
    let (_, estate) = issued(&house).await;
    pay(&house, &address(&house, 2).await, "400000").await;
    let report = format!("{}/report", estate.path());
    let (page, statements) = statements_of(estate.desk.get(&report)).await;
    assert_eq!(page.status, StatusCode::OK);
    let owed: Vec<_> = statements.iter().filter(|text| text.contains("with debts as")).collect();
    assert_eq!(owed.len(), 1, "{statements:#?}");
    assert!(!owed[0].contains("allocations"), "{owed:?}");
    let sums = "select count(*) from pg_views where viewname = 'open_charges' and definition ~ 'allocations'";
    assert_eq!(house.count(sums).await, 0, "what is open is kept, and not summed");
}

/// The pretend bank keeps its book in our database; its two statements are no part of the budget.
#[tokio::test]
async fn a_settlement_is_one_look_and_one_statement_that_writes_after_the_question_is_noted() {
    let (house, sent) = paid().await;
    let (_, statements) = statements_of(house.get(&sent.back)).await;
    let ours: Vec<_> =
        statements.iter().filter(|text| !text.contains("sandbox_bank_orders")).collect();
    let written: Vec<_> = ours.iter().map(|text| writes(text)).collect();
    assert_eq!(written, [false, true, true], "{statements:#?}");
    assert!(ours[1].contains("insert into bank_calls"), "{statements:#?}");
}

#[tokio::test]
async fn a_callback_that_comes_again_writes_nothing_and_asks_no_bank() {
    let (house, sent) = paid().await;
    house.get(&sent.back).await;
    let before = house.fingerprint().await;
    let (_, statements) = statements_of(house.get(&sent.back)).await;
    assert_eq!(statements.len(), 1, "{statements:#?}");
    assert!(!writes(&statements[0]));
    assert_eq!(house.fingerprint().await, before);
}

#[tokio::test]
async fn a_payers_page_is_light_and_whole_with_its_first_request() {
    let (house, sent) = paid().await;
    let shop = house.shop().await;
    let link = house.link(&shop).await;
    for path in [house.door(link), sent.receipt] {
        for language in ["fa", "en"] {
            let page = house.get(&format!("{path}?lang={language}")).await;
            assert_eq!(page.status, StatusCode::OK);
            assert!(bytes(&page) <= PAYER_PAGE_BYTES_MAX, "{path}: {} bytes", bytes(&page));
            assert_eq!(fetched(&page), [] as [String; 0], "{path}");
        }
    }
}

/// L1 of the performance goals. The limit and the sentence on the next page are a part of the act, also
/// when a sentence of the act before lies there that nobody has seen.
#[tokio::test]
async fn a_link_made_by_the_form_is_one_transaction() {
    let house = House::open().await;
    let shop = house.shop().await;
    let owner = house.sign_in(&shop).await;
    let form = [("title", "سفارش"), ("kind", "fixed"), ("amount", "5000"), ("expiry", "7d")];
    for _ in 0..2 {
        let (page, statements) = statements_of(owner.submit("/links", &form)).await;
        assert_eq!(page.status, StatusCode::SEE_OTHER);
        let noted: Vec<_> = statements.iter().filter(|text| text.contains("seen_at =")).collect();
        assert_eq!(noted, [] as [&String; 0], "the form takes no sentence away");
        let transactions = house
            .count(
                "select count(distinct of) from (
                    select max(xmin::text::bigint) as of from links
                    union all
                    select xmin::text::bigint from rate_limits where key like 'links_made:%'
                    union all
                    select xmin::text::bigint from sessions where flash is not null
                ) as written",
            )
            .await;
        assert_eq!(transactions, 1, "{statements:#?}");
    }
}

/// A payment that was paid at the bank and whose payer has not come back yet.
async fn paid() -> (House, Sent) {
    let house = House::open().await;
    let shop = house.shop().await;
    let sent = house.send(house.link(&shop).await).await;
    house.bank.pay(&sent.page).await;
    (house, sent)
}

/// An answer as it goes over the wire.
fn bytes(page: &Page) -> usize {
    let headers = page.headers.iter().map(|(name, value)| name.as_str().len() + value.len() + 4);
    page.html.len() + headers.sum::<usize>() + SERVER_HEADERS_BYTES
}

/// What a browser fetches before a page is whole. The font is not among it: no text waits for it.
fn fetched(page: &Page) -> Vec<String> {
    let html = Html::parse_document(&page.html);
    let loading = Selector::parse("[src], [poster], object[data], link[href]").unwrap();
    let linked = html.select(&loading).filter_map(|element| {
        let address = ["src", "poster", "data", "href"];
        address.iter().find_map(|name| element.value().attr(name)).map(str::to_owned)
    });
    let style = Selector::parse("style").unwrap();
    let styles: String = html.select(&style).flat_map(|style| style.text()).collect();
    let drawn = styles.split("url(").skip(1).map(|rest| rest.trim_start_matches('"').to_owned());
    linked
        .chain(drawn)
        .filter(|address| !address.starts_with("data:"))
        .filter(|address| !address.contains(".woff2"))
        .collect()
}
