//! The statement of a building's account: what is certain is proposed, what is not is asked about, and the same
//! file twice changes nothing.

use axum::http::StatusCode;

use super::Estate;
use super::estate::mobile;
use super::paying::address;
use super::paying::issued;
use crate::support::house::House;
use crate::support::page::Page;

const OWED: &str = "select coalesce(sum(rest), 0)::bigint from open_charges
    join residents on residents.id = resident_id where name = ";

/// A statement as a bank writes it: Reza's transfer, which he reported; Leila's whole debt, by the number of
/// her unit; an amount that fits several; a stranger's; and a fee that went out.
const STATEMENT: &str = "گردش حساب,,,,\n\
    تاریخ,شرح,بستانکار (ریال),بدهکار (ریال),شماره پیگیری\n\
    1405/09/01,کارت به کارت,\"5,000,000\",0,۷۷۱۲\n\
    1405/09/01,شارژ واحد ۱,\"10,000,001\",0,8801\n\
    1405/09/01,انتقال,\"10,000,001\",0,8802\n\
    1405/09/01,انتقال,\"123\",0,8803\n\
    1405/09/01,کارمزد,0,\"5,000\",8804\n";

async fn reported(house: &House) {
    let door = address(house, 2).await;
    let day = [("day_d", "1"), ("day_m", "9"), ("day_y", "1405")];
    let said = [("id", ""), ("amount", "500000"), ("reference", "007712")];
    let fields = [&said[..], &day].concat();
    let sent =
        house.visitor().upload(&format!("{door}/transfer"), &fields, ("none.png", b"")).await;
    assert_eq!(sent.status, StatusCode::SEE_OTHER, "{sent:?}");
}

fn path(estate: &Estate) -> String {
    format!("{}/bank-statement", estate.path())
}

pub async fn rehearse(estate: &Estate, statement: &str, unit: &str) -> Page {
    let file = ("گردش.csv", statement.as_bytes());
    estate.desk.upload(&path(estate), &[("unit", unit)], file).await
}

/// Sends a page back as it stands, with the choices that it proposes and those that are made.
pub async fn book(estate: &Estate, page: &Page, made: &[(String, String)]) -> Page {
    let meant = page.texts("textarea[name=rehearsed]").remove(0);
    let mut fields = vec![("rehearsed".to_owned(), meant), ("name".to_owned(), "x.csv".to_owned())];
    for (field, value) in proposed(page) {
        let chosen = made.iter().find(|(name, _)| *name == field).map(|(_, value)| value.clone());
        fields.push((field, chosen.unwrap_or(value)));
    }
    let fields: Vec<(&str, &str)> =
        fields.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
    estate.desk.upload(&path(estate), &fields, ("none.csv", b"")).await
}

/// The fields of a page, each with what is proposed.
fn proposed(page: &Page) -> Vec<(String, String)> {
    let html = scraper::Html::parse_document(&page.html);
    let select = scraper::Selector::parse("select[name^='of-']").unwrap();
    let option = scraper::Selector::parse("option[selected]").unwrap();
    let one = |field: scraper::ElementRef| {
        let value = field.select(&option).next().and_then(|option| option.value().attr("value"));
        (field.value().attr("name").unwrap().to_owned(), value.unwrap_or_default().to_owned())
    };
    html.select(&select).map(one).collect()
}

/// Mina transfers a little, with her unit's number; the manager says so.
pub async fn a_statement_is_booked(house: &House, estate: &Estate) {
    let mina = "select id from residents where name = 'Mina'";
    let mina: uuid::Uuid = sqlx::query_scalar(mina).fetch_one(house.db()).await.unwrap();
    let page =
        rehearse(estate, "Date,Deposit,Ref,Details\n1405/09/01,1000,5,unit 3\n", "rial").await;
    let [(field, _)] = &proposed(&page)[..] else { panic!("{}", page.text()) };
    let chosen = [(field.clone(), format!("resident:{mina}"))];
    let booked = book(estate, &page, &chosen).await;
    assert_eq!(booked.status, StatusCode::SEE_OTHER, "{}", booked.text());
}

#[tokio::test]
async fn what_is_certain_is_proposed_and_booked_and_what_is_not_is_left_to_the_manager() {
    let house = House::open().await;
    let (_, estate) = issued(&house).await;
    reported(&house).await;
    let before = house.fingerprint().await;
    let page = rehearse(&estate, STATEMENT, "rial").await;
    assert_eq!(page.status, StatusCode::OK, "{}", page.text());
    assert_eq!(house.fingerprint().await, before, "nothing is booked until it is meant");
    assert!(page.text().contains("۲ روشن، ۱ مبهم، ۰ از پیش ثبت‌شده، ۱ ناشناس"), "{}", page.text());
    let fields = proposed(&page);
    let kinds: Vec<_> = fields.iter().map(|(_, value)| value.split(':').next().unwrap()).collect();
    assert_eq!(kinds, ["report", "resident", ""], "what is ambiguous is not guessed");

    let [reza, leila] = ["'Reza'", "'Leila'"];
    let owed = house.count(&format!("{OWED}{reza}")).await;
    assert_eq!(book(&estate, &page, &[]).await.status, StatusCode::SEE_OTHER);
    house.work().await;
    assert_eq!(house.count(&format!("{OWED}{reza}")).await, owed - 5_000_000);
    assert_eq!(house.count(&format!("{OWED}{leila}")).await, 0);
    let decided = "select count(*) from transfer_reports where settlement_id is not null";
    assert_eq!(house.count(decided).await, 1, "what he reported is accepted with it");
    assert_eq!(house.count("select count(*) from bank_deposits").await, 4, "and all are kept");
    let told = house.sms_to(&mobile(2)).await;
    assert!(told.iter().any(|text| text.contains("رسید")), "{told:?}");
    house.audit().await;
}

#[tokio::test]
async fn the_same_statement_twice_changes_nothing_and_a_later_one_knows_what_was_booked() {
    let house = House::open().await;
    let (_, estate) = issued(&house).await;
    reported(&house).await;
    let page = rehearse(&estate, STATEMENT, "rial").await;
    book(&estate, &page, &[]).await;
    let money = "select count(*) from settlements";
    let booked = house.count(money).await;
    // The form that was sent already, sent once more: what it proposes is not offered any more.
    assert_eq!(book(&estate, &page, &[]).await.status, StatusCode::UNPROCESSABLE_ENTITY);
    let again = rehearse(&estate, STATEMENT, "rial").await;
    assert!(again.text().contains("۰ روشن، ۱ مبهم، ۲ از پیش ثبت‌شده"), "{}", again.text());
    book(&estate, &again, &[]).await;
    assert_eq!(house.count(money).await, booked);
    assert_eq!(house.count("select count(*) from bank_deposits").await, 4);
    house.audit().await;
}

#[tokio::test]
async fn what_fits_several_is_booked_as_the_manager_says_and_as_nothing_else() {
    let house = House::open().await;
    let (_, estate) = issued(&house).await;
    let statement = "Date,Deposit,Reference\n1405/09/01,1000000,5\n";
    // In toman it is what Mina owes for one of her units, and nobody else owes as much.
    let page = rehearse(&estate, statement, "toman").await;
    let [(field, proposed)] = &proposed(&page)[..] else { panic!("{}", page.text()) };
    assert_eq!(proposed, "", "an amount alone names nobody");
    let mina = "select id from residents where name = 'Mina'";
    let mina: uuid::Uuid = sqlx::query_scalar(mina).fetch_one(house.db()).await.unwrap();
    let stranger = "select id from residents where name = 'Reza'";
    let stranger: uuid::Uuid = sqlx::query_scalar(stranger).fetch_one(house.db()).await.unwrap();
    let choose = |who: uuid::Uuid| [(field.clone(), format!("resident:{who}"))];
    let refused = book(&estate, &page, &choose(stranger)).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY, "he is not offered");
    assert_eq!(house.count("select count(*) from settlements").await, 0);
    assert_eq!(house.count("select count(*) from bank_deposits").await, 0);
    let owed = house.count(&format!("{OWED}'Mina'")).await;
    assert_eq!(book(&estate, &page, &choose(mina)).await.status, StatusCode::SEE_OTHER);
    assert_eq!(house.count(&format!("{OWED}'Mina'")).await, owed - 10_000_000);
    house.audit().await;
}

#[tokio::test]
async fn a_file_that_is_no_statement_says_why_and_changes_nothing() {
    let house = House::open().await;
    let (_, estate) = issued(&house).await;
    let before = house.fingerprint().await;
    let long = format!("Date,Deposit\n{}", "1405/09/01,1\n".repeat(2_100));
    for (statement, said) in [
        ("a,b\n1,2\n", "سرستون‌های تاریخ و واریز پیدا نشد"),
        ("Date,Deposit\n1405/13/01,5\n", "ردیف ۲"),
        ("Date,Deposit\n1405/12/01,5\n", "ردیف ۲"),
        ("Date,Deposit\n1405/09/01,five\n", "ردیف ۲"),
        ("Date,Deposit\n1405/09/01,0\n", "واریزی نیست"),
        (&long, "بیش از ۲۰۰۰ ردیف"),
    ] {
        let page = rehearse(&estate, statement, "rial").await;
        assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY, "{said}");
        assert!(page.text().contains(said), "{said}: {}", page.text());
    }
    assert_eq!(house.fingerprint().await, before);
}
