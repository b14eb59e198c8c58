//! Meters: what was read off them divides what was consumed, and nothing is guessed.

use axum::http::StatusCode;
use chrono::TimeDelta;
use peyvand::buildings;
use peyvand::buildings::How;
use peyvand::buildings::MeterKind;
use peyvand::buildings::NewExpense;
use peyvand::buildings::NewMeter;
use peyvand::buildings::NewReading;
use peyvand::buildings::Place;
use peyvand::ids::ExpenseId;
use peyvand::ids::MeterId;
use peyvand::ids::ReadingId;
use uuid::Uuid;

use super::Estate;
use super::estate::AZAR;
use super::estate::PNG;
use super::estate::water;
use super::paying::address;
use crate::support::house::House;
use crate::support::page::Page;

const READINGS: &str = "select count(*) from meter_readings where deleted_at is null";

/// What each unit was charged for gas, in the order of units.
const SHARES: &str = "select array_agg(shares.amount order by number) from (
    select units.number, sum(charge_lines.amount)::bigint as amount from charge_lines
    join charges on charges.id = charge_id
    join parties on parties.id = charges.party_id
    join units on units.id = parties.unit_id
    join charge_run_expenses on charge_run_expenses.run_id = charges.run_id
        and charge_run_expenses.source = charge_lines.source
    join expenses on expenses.id = expense_id
    where title = 'گاز' and charges.reversed_at is null
    group by units.number
) as shares";

impl Estate {
    /// The same building with a gas meter for each unit, read twice, by which a small cost is divided.
    pub async fn metered(self, house: &House) -> Self {
        house
            .run("update cost_categories set key = 'meter', meter_kind = 'gas' where place = 1")
            .await;
        let (now, member) = (house.app.clock.now(), self.manager(house).await);
        let new = NewMeter {
            id: MeterId::new(now),
            place: Place::Each,
            kind: MeterKind::Gas,
            measure: "m3".to_owned(),
            serial: None,
            digits: 5,
        };
        let maker = (self.id, member);
        assert_eq!(buildings::add_meter(&house.app, maker, &new).await.unwrap(), Ok(4));
        let query = "select id from meters order by id";
        let meters: Vec<Uuid> = sqlx::query_scalar(query).fetch_all(house.db()).await.unwrap();
        for (figure, days) in [(10, 1), (110, 0)] {
            let read = meters.iter().map(|meter| NewReading {
                id: ReadingId::new(now),
                meter: (*meter).into(),
                read_on: now.date_naive() - TimeDelta::days(days),
                figure,
                how: How::Plain,
                file: Some(("image/png", PNG.to_vec())),
            });
            let read: Vec<NewReading> = read.collect();
            buildings::read_meters(&house.app, maker, &read).await.unwrap();
        }
        let categories = buildings::categories(house.db(), self.id).await.unwrap();
        let gas = NewExpense {
            title: "Gas".to_owned(),
            ..water((categories[1].id, ExpenseId::new(now)), now)
        };
        buildings::add_expense(&house.app, maker, &gas).await.unwrap();
        self
    }
}

/// A building whose second category goes by the gas meters, one for each unit.
async fn metered(house: &House) -> Estate {
    let estate = Estate::open(house, &house.shop().await).await;
    by_meters(house, &estate, "100").await;
    let added = add(&estate, "each").await;
    assert_eq!(added.status, StatusCode::SEE_OTHER, "{added:?}");
    estate
}

/// Lets so many percent of the second category go by the gas meters, and the rest by area.
async fn by_meters(house: &House, estate: &Estate, percent: &str) {
    let path = format!("{}/categories/{}", estate.path(), category(house).await);
    let fields = [
        ("key", "meter"),
        ("percent", percent),
        ("other_key", "area"),
        ("owner_percent", "0"),
        ("fund", "operating"),
    ];
    let unsaid = estate.desk.submit(&path, &fields).await;
    assert_eq!(unsaid.status, StatusCode::UNPROCESSABLE_ENTITY, "which meters?");
    let said: Vec<_> = fields.into_iter().chain([("meter_kind", "gas")]).collect();
    assert_eq!(estate.desk.submit(&path, &said).await.status, StatusCode::SEE_OTHER);
}

async fn category(house: &House) -> Uuid {
    let query = "select id from cost_categories where place = 1";
    sqlx::query_scalar(query).fetch_one(house.db()).await.unwrap()
}

async fn add(estate: &Estate, place: &str) -> Page {
    let fields = [("kind", "gas"), ("place", place), ("measure", "m3"), ("digits", "5")];
    estate.desk.submit(&format!("{}/meters", estate.path()), &fields).await
}

/// Writes down what the gas cost this month, in toman.
async fn spend(house: &House, estate: &Estate, amount: &str) {
    let category = category(house).await.to_string();
    let fields = [
        ("title", "گاز"),
        ("amount", amount),
        ("category", category.as_str()),
        ("day_d", "1"),
        ("day_m", "9"),
        ("day_y", "1405"),
    ];
    let path = format!("{}/expenses", estate.path());
    let kept = estate.desk.upload(&path, &fields, ("", b"")).await;
    assert_eq!(kept.status, StatusCode::SEE_OTHER, "{kept:?}");
}

/// Types what the meters show on a day; the main one stands first, and `more` is said of the first of them.
async fn read_with(
    estate: &Estate,
    (day, month): (&str, &str),
    figures: &[&str],
    more: &[(&str, &str)],
) -> Page {
    let path = format!("{}/readings", estate.path());
    let page = estate.desk.get(&path).await;
    let names = page.attributes("input[name^=figure-]", "name");
    let first = names[0].trim_start_matches("figure-");
    let more: Vec<(String, &str)> =
        more.iter().map(|(name, text)| (format!("{name}-{first}"), *text)).collect();
    let mut fields = vec![("kind", "gas"), ("day_d", day), ("day_m", month), ("day_y", "1405")];
    fields.extend(names.iter().map(String::as_str).zip(figures.iter().copied()));
    fields.extend(more.iter().map(|(name, text)| (name.as_str(), *text)));
    estate.desk.submit(&path, &fields).await
}

async fn read(estate: &Estate, day: (&str, &str), figures: &[&str]) {
    let page = read_with(estate, day, figures, &[]).await;
    assert_eq!(page.status, StatusCode::SEE_OTHER, "{}", page.text());
}

const ABAN_30: (&str, &str) = ("30", "8");
const AZAR_1: (&str, &str) = ("1", "9");

async fn shares(house: &House) -> Vec<i64> {
    sqlx::query_scalar(SHARES).fetch_one(house.db()).await.unwrap()
}

async fn month(estate: &Estate, period: i32) -> String {
    estate.desk.get(&format!("{}/charges/{period}", estate.path())).await.text()
}

/// The page of the first unit's meter.
async fn meter(house: &House, estate: &Estate) -> String {
    let query = "select meters.id from meters join units on units.id = unit_id where number = '1'";
    let id: Uuid = sqlx::query_scalar(query).fetch_one(house.db()).await.unwrap();
    format!("{}/meters/{id}", estate.path())
}

/// Types a reading on the page of the first unit's meter, with a picture of the dial.
async fn read_one(house: &House, estate: &Estate, day: &str, said: &[(&str, &str)]) -> Page {
    let path = format!("{}/readings", meter(house, estate).await);
    let mut fields = vec![("day_d", day), ("day_m", "9"), ("day_y", "1405")];
    fields.extend(said);
    estate.desk.upload(&path, &fields, ("dial.png", PNG)).await
}

#[tokio::test]
async fn a_cost_goes_by_what_the_meters_counted_and_the_bill_says_from_what_to_what() {
    let house = House::open().await;
    let estate = metered(&house).await;
    add(&estate, "each").await;
    assert_eq!(house.count("select count(*) from meters").await, 4, "one for each unit");
    read(&estate, ABAN_30, &["10", "۲۰", "0", "99"]).await;
    read(&estate, AZAR_1, &["110", "50", "50", "119"]).await;
    read(&estate, AZAR_1, &["110", "50", "50", "119"]).await;
    assert_eq!(house.count(READINGS).await, 8, "the same again changes nothing");
    spend(&house, &estate, "200000").await;
    let estate = estate.issued(&house).await;
    assert_eq!(shares(&house).await, [1_000_000, 300_000, 500_000, 200_000]);
    let door = address(&house, 1).await;
    let item = "select charges.id from charges
        join parties on parties.id = party_id join units on units.id = unit_id
        where number = '1'";
    let item: Uuid = sqlx::query_scalar(item).fetch_one(house.db()).await.unwrap();
    let bill = house.get(&format!("{door}/bills/{item}")).await.text();
    assert!(
        bill.contains("از ۱۰ در ۳۰ آبان ۱۴۰۵ تا ۱۱۰ در ۱ آذر ۱۴۰۵: مصرف ۱۰۰ \u{2068}m3\u{2069}"),
        "{bill}"
    );
    assert!(bill.contains("مصرف (کنتور)") && bill.contains("÷ ۲۰۰"), "{bill}");
    assert!(!month(&estate, AZAR).await.contains("خوانده نشده"));
    house.audit().await;
}

#[tokio::test]
async fn a_lower_figure_is_asked_about_and_never_guessed() {
    let house = House::open().await;
    let estate = metered(&house).await;
    read(&estate, ABAN_30, &["99990", "20"]).await;
    let asked = read_with(&estate, AZAR_1, &["20", "30"], &[]).await;
    assert_eq!(asked.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(asked.text().contains("۹۹۹۹۰"), "{}", asked.text());
    assert_eq!(asked.attributes("input[name^=figure-]", "value"), ["20", "30", "", ""]);
    assert_eq!(asked.attributes("input[name^=how-]", "value"), ["", "rollover", "replaced"]);
    assert_eq!(house.count(READINGS).await, 2, "nothing of it is written down");
    for wrong in ["-3", "12.5", "123456", "1234567890", "many"] {
        let page = read_with(&estate, AZAR_1, &[wrong], &[]).await;
        assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY, "{wrong}");
    }
    let round = read_with(&estate, AZAR_1, &["20", "30"], &[("how", "rollover")]).await;
    assert_eq!(round.status, StatusCode::SEE_OTHER, "{}", round.text());
    let page = estate.desk.get(&meter(&house, &estate).await).await.text();
    assert!(page.contains("۳۰ \u{2068}m3\u{2069}"), "{page}");
    house.audit().await;
}

#[tokio::test]
async fn a_meter_is_replaced_with_two_more_figures_and_the_picture_of_its_dial() {
    let house = House::open().await;
    let estate = metered(&house).await;
    read(&estate, ABAN_30, &["4790"]).await;
    let asked = read_one(&house, &estate, "1", &[("figure", "37")]).await;
    assert_eq!(asked.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(asked.attribute("#figure", "value").as_deref(), Some("37"));
    let replaced =
        |last, first| [("figure", "37"), ("how", "replaced"), ("last", last), ("first", first)];
    for (last, first) in [("", "0"), ("4700", "0"), ("4812", "38")] {
        let page = read_one(&house, &estate, "1", &replaced(last, first)).await;
        assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY, "{last} {first}");
    }
    let higher = [("figure", "4800"), ("how", "rollover")];
    let page = read_one(&house, &estate, "1", &higher).await;
    assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY, "it did not go round");
    let done = read_one(&house, &estate, "1", &replaced("4812", "0")).await;
    assert_eq!(done.status, StatusCode::SEE_OTHER, "{}", done.text());
    let page = estate.desk.get(&meter(&house, &estate).await).await;
    assert!(page.text().contains("۵۹ \u{2068}m3\u{2069}"), "{}", page.text());
    let reading = page.attribute("ul.list a", "href").unwrap();
    let photo = estate.desk.get(&format!("{reading}/file")).await;
    assert_eq!((photo.status, photo.body.as_slice()), (StatusCode::OK, PNG));
    house.audit().await;
}

#[tokio::test]
async fn what_goes_through_no_meter_of_a_unit_goes_by_the_second_key() {
    let house = House::open().await;
    let estate = metered(&house).await;
    add(&estate, "main").await;
    assert_eq!(add(&estate, "main").await.status, StatusCode::UNPROCESSABLE_ENTITY);
    read(&estate, ABAN_30, &["1000", "0", "0", "0", "0"]).await;
    read(&estate, AZAR_1, &["1200", "40", "30", "20", "10"]).await;
    spend(&house, &estate, "200000").await;
    // A hundred of two hundred by area, and the units are alike.
    let estate = estate.issued(&house).await;
    assert_eq!(shares(&house).await, [650_000, 550_000, 450_000, 350_000]);
    let query = "/buildings/{building}/bills/{charge}";
    let bill = estate.desk.get(&estate.filled(&house, query).await).await.text();
    assert!(bill.contains("کنتور اصلی ساختمان: ۲۰۰ \u{2068}m3\u{2069}؛ ۱۰۰ از آن"), "{bill}");
    house.audit().await;
}

#[tokio::test]
async fn who_was_not_read_is_named_before_the_month_is_issued() {
    let house = House::open().await;
    let estate = metered(&house).await;
    spend(&house, &estate, "200000").await;
    let nothing = month(&estate, AZAR).await;
    assert!(nothing.contains("«گاز» را نمی‌شود تقسیم کرد"), "{nothing}");
    read(&estate, ABAN_30, &["10", "20", "0"]).await;
    read(&estate, AZAR_1, &["110", "50", "", "7"]).await;
    estate.desk.submit(&format!("{}/removal", meter(&house, &estate).await), &[]).await;
    let named = month(&estate, AZAR).await;
    assert!(named.contains("سهمی نمی‌برند: واحد ۳؛ واحد ۴"), "{named}");
    assert!(!named.contains("کنتور ندارند"), "what was read of a meter counts when it is gone");
}

#[tokio::test]
async fn a_reading_is_corrected_until_a_month_is_divided_by_it_and_again_when_that_is_taken_back() {
    let house = House::open().await;
    let estate = metered(&house).await;
    read(&estate, ABAN_30, &["10", "20"]).await;
    read(&estate, AZAR_1, &["1100", "50"]).await;
    spend(&house, &estate, "200000").await;
    let page = estate.desk.get(&meter(&house, &estate).await).await;
    let [newest, first] = page.attributes("ul.list a", "href").try_into().unwrap();
    let correct = async |path: &str, figure: &str, (day, month): (&str, &str)| {
        let fields = [("figure", figure), ("day_d", day), ("day_m", month), ("day_y", "1405")];
        estate.desk.upload(path, &fields, ("", b"")).await.status
    };
    let refused = StatusCode::UNPROCESSABLE_ENTITY;
    assert_eq!(correct(&newest, "9", AZAR_1).await, refused, "lower than the one before");
    assert_eq!(correct(&newest, "110", ABAN_30).await, refused, "a day has one reading");
    assert_eq!(correct(&first, "1101", ABAN_30).await, refused, "higher than the next");
    assert_eq!(correct(&newest, "110", AZAR_1).await, StatusCode::SEE_OTHER);
    let history = estate.desk.get(&meter(&house, &estate).await).await.text();
    assert!(history.contains("از ۱۱۰۰ در ۱ آذر ۱۴۰۵ به ۱۱۰ در ۱ آذر ۱۴۰۵"), "{history}");

    estate.issue(AZAR).await;
    house.work().await;
    for path in [&newest, &first] {
        assert_eq!(correct(path, "105", AZAR_1).await, refused);
        let gone = estate.desk.submit(&format!("{path}/deletion"), &[]).await;
        assert_eq!(gone.status, refused, "{path}");
    }
    house.audit().await;
    let route = "/buildings/{building}/runs/{run}/reversal";
    let run = estate.filled(&house, route).await;
    estate.desk.submit(&run, &[]).await;
    assert_eq!(correct(&newest, "105", AZAR_1).await, StatusCode::SEE_OTHER);
    let gone = estate.desk.submit(&format!("{newest}/deletion"), &[]).await;
    assert_eq!(gone.status, StatusCode::SEE_OTHER);
    assert_eq!(house.count(READINGS).await, 3);
    house.audit().await;
}

#[tokio::test]
async fn what_is_read_after_its_month_was_issued_counts_for_the_next() {
    let house = House::open().await;
    let estate = metered(&house).await;
    read(&estate, ABAN_30, &["10", "20", "30", "40"]).await;
    let estate = estate.issued(&house).await;
    read(&estate, AZAR_1, &["20", "30", "40", "50"]).await;
    let counts = format!("select count(*) from meter_readings where period = {}", AZAR + 1);
    assert_eq!(house.count(&counts).await, 4);
}
