//! What the accounts can be asked for, each question against a count of our own.

use axum::http::StatusCode;
use chrono::TimeDelta;
use peyvand::ids::LinkId;
use peyvand::links;
use peyvand::links::Amount;
use peyvand::links::NewLink;
use peyvand::money::Money;
use peyvand::payments::Payer;

use super::Past;
use super::accounts;
use super::booked_at;
use super::busy;
use super::check_books;
use super::codes;
use super::day;
use super::paid;
use super::tiles;
use super::write;
use crate::support::house::House;
use crate::support::page::Page;
use crate::support::people::Shop;

#[tokio::test]
async fn a_link_is_found_by_part_of_its_title_or_reference_however_old_it_is() {
    let house = House::open().await;
    let shop = house.shop().await;
    let owner = house.sign_in(&shop).await;
    let old = named(&house, &shop, "بلیت کنسرت تابستان", Some("KT-1405/77")).await;
    let rent = named(&house, &shop, "Rent of the hall", None).await;
    for _ in 0..40 {
        house.link(&shop).await;
    }
    for (number, link) in [(1, old), (2, rent), (3, rent)] {
        let at = day(1405, 8, 10) + TimeDelta::hours(number);
        write(&house, &shop, number, &paid(link, at, 1_000_000 << number)).await;
    }
    for (about, link, figures) in [
        ("كنسرت", old, [200_000, 1_200]),
        ("kt-۱۴۰۵", old, [200_000, 1_200]),
        ("hall rent", rent, [1_200_000, 2_400]),
        ("Konzert", rent, [0, 0]),
    ] {
        let q: String = url::form_urlencoded::byte_serialize(about.as_bytes()).collect();
        let page = accounts(&owner, &format!("from=1405/8/1&about={q}")).await;
        assert_eq!(tiles(&page)[..2], figures, "{about}: {page:?}");
        assert_eq!(page.attribute("#about", "value").as_deref(), Some(about), "it stays typed");
        let narrowed = page.attribute(&format!("a[href*='link={link}']"), "href");
        assert_eq!(narrowed.is_some(), figures != [0, 0], "{about}");
        let csv = owner.get(&format!("/accounting.csv?from=1405/8/1&about={q}")).await;
        assert_eq!(csv.html.lines().count() - 1, codes(&page).len(), "{about}");
    }
    check_books(&house).await;
}

#[tokio::test]
async fn words_that_hundreds_of_links_have_are_too_few() {
    let house = House::open().await;
    let shop = house.shop().await;
    let owner = house.sign_in(&shop).await;
    house.link(&shop).await;
    house
        .run(
            "insert into links (id, workspace_id, title, suggestions, direct, token_digest,
                created_at, created_by)
            select gen_random_uuid(), workspace_id, 'Course ' || number, '{}', true,
                sha256(number::text::bytea), created_at, created_by
            from links, generate_series(1, 201) as number",
        )
        .await;
    let page = owner.get("/accounting?lang=en&about=cours").await;
    assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(page.attribute("#about", "aria-describedby").as_deref(), Some("about-err"));
    assert_eq!(page.attribute("#about", "value").as_deref(), Some("cours"));
    assert!(page.text().contains("More than 200 links"), "{page:?}");
    assert_eq!(owner.get("/accounting?about=course+20").await.status, StatusCode::OK);
    house.leave_unchecked();
}

#[tokio::test]
async fn amounts_payers_and_makers_narrow_rows_and_sums_alike() {
    let house = House::open().await;
    let (shop, _, pasts) = busy(&house).await;
    let owner = house.sign_in(&shop).await;
    let booked: Vec<&Past> = pasts.iter().filter(|past| booked_at(past).is_some()).collect();
    let between =
        |min, max| booked.iter().filter(|past| (min..=max).contains(&past.amount)).sum_up();
    let (low, high) = (Money::rials(1_100_100), Money::rials(1_400_400));
    let by_reza =
        booked.iter().filter(|past| past.payer.is_some_and(|name| name.contains("رضایی")));
    let maker = format!("maker={}", shop.owner);
    for (query, (gross, count)) in [
        ("min=110010&max=140040", between(low, high)),
        ("min=۱۴۰٬۰۴۰", between(high, Money::rials(i64::MAX))),
        ("max=100000", between(Money::ZERO, Money::rials(1_000_000))),
        ("payer=رضايي", by_reza.sum_up()),
        ("payer=workshop", (Money::ZERO, 0)),
        ("maker=00000000-0000-7000-8000-000000000000", (Money::ZERO, 0)),
        (&maker, booked.iter().sum_up()),
    ] {
        let page = accounts(&owner, &format!("from=1405/7/1&to=1405/9/1&{query}")).await;
        assert_eq!(tiles(&page)[0], gross.as_rials() / 10, "{query}");
        assert_eq!(said_count(&page), count, "{query}");
    }
    for (query, field) in
        [("min=x", "min"), ("max=99999999999999999", "max"), ("min=5000&max=4000", "max")]
    {
        let page = owner.get(&format!("/accounting?{query}")).await;
        assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY, "{query}");
        let said = page.attribute(&format!("#{field}"), "aria-describedby");
        assert_eq!(said, Some(format!("{field}-err")), "{query}");
    }
    check_books(&house).await;
}

#[tokio::test]
async fn a_payer_is_found_by_telephone_however_it_is_written() {
    let house = House::open().await;
    let shop = house.shop().await;
    let owner = house.sign_in(&shop).await;
    let link = house.link_of(&shop, None, None).await.id;
    for number in 0..2 {
        write(&house, &shop, number, &paid(link, day(1405, 8, 10), 1_000_000)).await;
    }
    house
        .run("update payments set payer_mobile = '09351112233' where order_number = 4000000001")
        .await;
    for typed in ["09351112233", "+98 935 111 2233", "۰۹۳۵۱۱۱۲۲۳۳", "0935111"] {
        let q: String = url::form_urlencoded::byte_serialize(typed.as_bytes()).collect();
        let page = accounts(&owner, &format!("from=1405/8/1&payer={q}")).await;
        assert_eq!(codes(&page), ["4000000001"], "{typed}");
    }
    house.leave_unchecked();
}

/// The sum of some payments, and how many they are.
trait SumUp {
    fn sum_up(self) -> (Money, i64);
}

impl<'a, I: Iterator<Item = &'a &'a Past>> SumUp for I {
    fn sum_up(self) -> (Money, i64) {
        self.fold((Money::ZERO, 0), |(sum, count), past| (sum + past.amount, count + 1))
    }
}

fn said_count(page: &Page) -> i64 {
    let html = scraper::Html::parse_document(&page.html);
    let said = scraper::Selector::parse("section[aria-labelledby=rows] header span").unwrap();
    let said: String = html.select(&said).flat_map(|span| span.text()).collect();
    said.split_whitespace().next().unwrap().parse().unwrap()
}

async fn named(house: &House, shop: &Shop, title: &str, reference: Option<&str>) -> LinkId {
    let new = NewLink {
        id: LinkId::new(house.app.clock.now()),
        title: title.to_owned(),
        description: None,
        reference: reference.map(str::to_owned),
        amount: Amount::Chosen { min: None, max: None, suggestions: vec![] },
        expires_at: None,
        uses_max: None,
        payer: Payer::default(),
        direct: true,
        terms: peyvand::links::Terms::default(),
        channels: vec![],
        send_at: None,
    };
    links::create(&house.app, shop.workspace, shop.owner, &new).await.unwrap()
}

#[tokio::test]
async fn a_label_narrows_rows_sums_and_files_and_offers_itself() {
    let house = House::open().await;
    let shop = house.shop().await;
    let owner = house.sign_in(&shop).await;
    assert!(accounts(&owner, "").await.attribute("#label", "name").is_none(), "nothing to choose");
    let links = [house.link_of(&shop, None, None).await, house.link_of(&shop, None, None).await];
    let links = links.map(|link| link.id);
    for (link, labels) in links.iter().zip([&["کارگاه", "پاییز"][..], &["پاییز"]]) {
        sqlx::query("update links set labels = $2 where id = $1")
            .bind(link)
            .bind(labels)
            .execute(house.db())
            .await
            .unwrap();
    }
    for (number, link) in [(1, links[0]), (2, links[1])] {
        let at = day(1405, 8, 10) + TimeDelta::hours(number);
        write(&house, &shop, number, &paid(link, at, 1_000_000 << number)).await;
    }
    for (label, figures) in
        [("کارگاه", [200_000, 1_200]), ("پاییز", [600_000, 2_400]), ("x", [0, 0])]
    {
        let query: String = url::form_urlencoded::byte_serialize(label.as_bytes()).collect();
        let page = accounts(&owner, &format!("from=1405/8/1&label={query}")).await;
        assert_eq!(tiles(&page)[..2], figures, "{label}: {page:?}");
        let chosen = page.attribute("#label option[selected]", "value");
        assert_eq!(chosen.as_deref(), Some(label));
    }
    let query: String = url::form_urlencoded::byte_serialize("کارگاه".as_bytes()).collect();
    let file = owner.get(&format!("/accounting.csv?from=1405/8/1&label={query}")).await;
    assert_eq!(file.html.lines().count(), 2, "{}", file.html);
    check_books(&house).await;
}
