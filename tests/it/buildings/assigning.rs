//! Deposits of which nobody knows whose they are: the manager says it later, or that they are not the residents'
//! money; nothing is guessed, and nothing is booked twice.

use axum::http::StatusCode;
use uuid::Uuid;

use super::Estate;
use super::depositing::book;
use super::depositing::rehearse;
use super::estate::mobile;
use super::paying::issued;
use crate::support::house::House;
use crate::support::page::Page;

const STATEMENT: &str =
    "Date,Deposit,Ref,Details\n1405/09/01,123000,8803,انتقال\n1405/09/01,77,8804,سود سپرده\n";

const LIVING: &str = "select count(*) from settlements where reversed_at is null";

const RECEIPTS: &str = "select count(*) from settlements where way = 'card'";

/// A statement with two deposits of nobody: a transfer, and interest.
pub async fn unknown(house: &House, estate: &Estate) -> [String; 2] {
    let page = rehearse(estate, STATEMENT, "rial").await;
    assert_eq!(page.status, StatusCode::OK, "{}", page.text());
    book(estate, &page, &[]).await;
    let deposits = "select id from bank_deposits order by amount desc";
    let ids: Vec<Uuid> = sqlx::query_scalar(deposits).fetch_all(house.db()).await.unwrap();
    let path = |place: usize| format!("{}/deposits/{}", estate.path(), ids[place]);
    [path(0), path(1)]
}

async fn resident(house: &House, name: &'static str) -> String {
    let query = "select id from residents where name = $1";
    let id: Uuid = sqlx::query_scalar(query).bind(name).fetch_one(house.db()).await.unwrap();
    format!("resident:{id}")
}

async fn assign(estate: &Estate, path: &str, whose: &str) -> Page {
    estate.desk.submit(path, &[("of", whose)]).await
}

#[tokio::test]
async fn an_unknown_deposit_is_booked_as_whose_the_manager_says_it_is() {
    let house = House::open().await;
    let (_, estate) = issued(&house).await;
    let [transfer, _] = unknown(&house, &estate).await;
    assert_eq!(house.count(RECEIPTS).await, 0, "nothing is guessed");
    let list = estate.desk.get(&format!("{}/bank-statement", estate.path())).await;
    assert!(list.text().contains("واریزهایی که صاحبشان معلوم نیست"), "{}", list.text());
    let page = estate.desk.get(&transfer).await;
    assert!(page.text().contains("Reza (واحد ۲)"), "{}", page.text());

    let owed = "select coalesce(sum(rest), 0)::bigint from open_charges
        join residents on residents.id = resident_id where name = 'Reza'";
    let before = house.count(owed).await;
    let done = assign(&estate, &transfer, &resident(&house, "Reza").await).await;
    assert_eq!(done.status, StatusCode::SEE_OTHER, "{}", done.text());
    house.work().await;
    assert_eq!(house.count(owed).await, before - 123_000);
    let told = house.sms_to(&mobile(2)).await;
    assert!(told.iter().any(|text| text.contains("رسید")), "{told:?}");
    let page = estate.desk.get(&transfer).await;
    assert!(page.text().contains("این واریز ثبت شده است"), "{}", page.text());
    house.audit().await;
}

#[tokio::test]
async fn two_clicks_at_once_and_the_same_file_again_book_a_deposit_once() {
    let house = House::open().await;
    let (_, estate) = issued(&house).await;
    let [transfer, _] = unknown(&house, &estate).await;
    let [reza, mina] = [resident(&house, "Reza").await, resident(&house, "Mina").await];
    let (one, other) =
        tokio::join!(assign(&estate, &transfer, &reza), assign(&estate, &transfer, &mina));
    assert_eq!([one.status, other.status], [StatusCode::SEE_OTHER; 2]);
    assert_eq!(house.count(RECEIPTS).await, 1);
    let again = rehearse(&estate, STATEMENT, "rial").await;
    assert!(again.text().contains("۱ از پیش ثبت‌شده، ۱ ناشناس"), "{}", again.text());
    book(&estate, &again, &[]).await;
    assert_eq!(house.count(RECEIPTS).await, 1);
    assert_eq!(house.count("select count(*) from bank_deposits").await, 2);
    house.audit().await;
}

#[tokio::test]
async fn what_is_not_the_residents_money_is_set_aside_for_a_reason_until_it_is_taken_up() {
    let house = House::open().await;
    let (_, estate) = issued(&house).await;
    let [_, interest] = unknown(&house, &estate).await;
    let aside = format!("{interest}/aside");
    let refused = estate.desk.submit(&aside, &[("reason", " ")]).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    for _ in 0..2 {
        let done = estate.desk.submit(&aside, &[("reason", "سود سپرده")]).await;
        assert_eq!(done.status, StatusCode::SEE_OTHER, "{}", done.text());
    }
    let living = "select count(*) from bank_deposit_exclusions where undone_at is null";
    assert_eq!(house.count(living).await, 1, "said twice is said once");
    // What was set aside is nobody's, also when the old page is still open or the file comes again.
    assign(&estate, &interest, &resident(&house, "Reza").await).await;
    let again = rehearse(&estate, STATEMENT, "rial").await;
    assert!(again.text().contains("پول ساکنان نیست"), "{}", again.text());
    book(&estate, &again, &[]).await;
    assert_eq!(house.count(RECEIPTS).await, 0);

    estate.desk.submit(&format!("{aside}/end"), &[]).await;
    assert_eq!(house.count(living).await, 0);
    assign(&estate, &interest, &resident(&house, "Reza").await).await;
    assert_eq!(house.count(RECEIPTS).await, 1);
    let booked = estate.desk.submit(&aside, &[("reason", "سود سپرده")]).await;
    assert_eq!(booked.status, StatusCode::SEE_OTHER);
    assert_eq!(house.count(living).await, 0, "what is on the books is not set aside");
    house.audit().await;
}

#[tokio::test]
async fn a_deposit_whose_receipt_was_taken_back_may_become_anothers() {
    let house = House::open().await;
    let (_, estate) = issued(&house).await;
    let [transfer, _] = unknown(&house, &estate).await;
    assign(&estate, &transfer, &resident(&house, "Reza").await).await;
    let receipt = "select id from settlements where way = 'card'";
    let receipt: Uuid = sqlx::query_scalar(receipt).fetch_one(house.db()).await.unwrap();
    let reversal = format!("{}/settlements/{receipt}/reversal", estate.path());
    estate.desk.submit(&reversal, &[("reason", "of somebody else")]).await;
    assert_eq!(house.count(LIVING).await, 0);
    let done = assign(&estate, &transfer, &resident(&house, "Mina").await).await;
    assert_eq!(done.status, StatusCode::SEE_OTHER, "{}", done.text());
    let whose = "select count(*) from settlements join residents on residents.id = resident_id
        where name = 'Mina' and reversed_at is null";
    assert_eq!(house.count(whose).await, 1);
    house.audit().await;
}

#[tokio::test]
async fn money_that_was_written_by_hand_meanwhile_is_not_booked_again() {
    let house = House::open().await;
    let (_, estate) = issued(&house).await;
    let [transfer, _] = unknown(&house, &estate).await;
    let mina = resident(&house, "Mina").await;
    let receipts = format!("{}/residents/{}/receipts", estate.path(), &mina["resident:".len()..]);
    let day = [("day_d", "1"), ("day_m", "9"), ("day_y", "1405")];
    let fields =
        [&[("id", ""), ("way", "card"), ("amount", "12300"), ("reference", "008803")][..], &day]
            .concat();
    let written = estate.desk.submit(&receipts, &fields).await;
    assert_eq!(written.status, StatusCode::SEE_OTHER, "{}", written.text());
    assign(&estate, &transfer, &mina).await;
    assert_eq!(house.count(RECEIPTS).await, 1);
    let page = estate.desk.get(&transfer).await;
    assert!(page.text().contains("پولی با همین مبلغ"), "{}", page.text());
    let nobody = assign(&estate, &transfer, "resident:x").await;
    assert_eq!(nobody.status, StatusCode::UNPROCESSABLE_ENTITY);
    house.audit().await;
}
