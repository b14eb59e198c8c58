//! The file for a spreadsheet.

use std::collections::BTreeSet;
use std::io::Cursor;

use axum::http::StatusCode;
use calamine::Data;
use calamine::DataType;
use calamine::Reader;
use calamine::Xlsx;
use chrono::TimeDelta;
use peyvand::money::Money;

use super::Past;
use super::day;
use super::paid;
use super::write;
use crate::support::house::House;

#[tokio::test]
async fn the_file_has_every_row_once_and_no_formula() {
    let house = House::open().await;
    let shop = house.shop().await;
    let owner = house.sign_in(&shop).await;
    let link = house.link_of(&shop, None, None).await.id;
    for number in 0..2_300 {
        let at = day(1405, 8, 10) + TimeDelta::seconds(number / 700);
        let past =
            Past { title: "=1+1", payer: Some("@SUM(A1), \"x\""), ..paid(link, at, 1_000_000) };
        write(&house, &shop, number, &past).await;
    }
    let file = owner.get("/accounting.csv?lang=en&from=1405/8/1&state=all&link=&q=").await;
    assert_eq!(file.status, StatusCode::OK);
    let header = |name: &str| file.headers.get(name).unwrap().to_str().unwrap().to_owned();
    assert_eq!(header("content-type"), "text/csv; charset=utf-8");
    assert_eq!(
        header("content-disposition"),
        "attachment; filename=\"peyvand-payments-1405-08-01-1405-09-01.csv\""
    );
    let text = file.html.strip_prefix('\u{feff}').expect("a byte order mark");
    assert!(text.contains("\r\n"));
    let mut lines = csv::Reader::from_reader(text.as_bytes());
    let head: Vec<String> = lines.headers().unwrap().iter().map(str::to_owned).collect();
    assert_eq!(&head[6..9], ["Amount (rial)", "Fee (rial)", "Net (rial)"]);
    let rows: Vec<csv::StringRecord> = lines.records().map(Result::unwrap).collect();
    let codes: BTreeSet<&str> = rows.iter().map(|row| &row[9]).collect();
    assert_eq!((rows.len(), codes.len()), (2_300, 2_300));
    let net: i64 = rows.iter().map(|row| row[8].parse::<i64>().unwrap()).sum();
    assert_eq!(Money::rials(net), house.balance(shop.workspace).await);
    let row = &rows[0];
    assert_eq!((&row[0], &row[2], &row[4]), ("1405/08/10", "'@SUM(A1), \"x\"", "'=1+1"));
    assert_eq!((&row[1], &row[6]), ("2026-11-01T00:00+03:30", "1000000"));
    house.leave_unchecked();
}

#[tokio::test]
async fn a_member_takes_five_files_in_an_hour() {
    let house = House::open().await;
    let shop = house.shop().await;
    let owner = house.sign_in(&shop).await;
    for _ in 0..5 {
        assert_eq!(owner.get("/accounting.csv").await.status, StatusCode::OK);
    }
    assert_eq!(owner.get("/accounting.csv").await.status, StatusCode::TOO_MANY_REQUESTS);
    assert_eq!(owner.get("/accounting.csv?from=x").await.status, StatusCode::BAD_REQUEST);
    house.wind(TimeDelta::minutes(12));
    let stale = owner.get("/accounting.csv?state=failed").await;
    assert_eq!(stale.status, StatusCode::FORBIDDEN, "a file wants a fresh proof");
    let next = stale.attribute("[name=next]", "value");
    assert_eq!(next.as_deref(), Some("/accounting.csv?state=failed"));
    let owner = house.sign_in(&shop).await;
    assert_eq!(owner.get("/accounting.csv").await.status, StatusCode::OK);
}

#[tokio::test]
async fn the_workbook_reads_from_the_right_and_its_figures_are_numbers() {
    let house = House::open().await;
    let shop = house.shop().await;
    let owner = house.sign_in(&shop).await;
    let link = house.link_of(&shop, None, None).await.id;
    for number in 0..1_050 {
        let at = day(1405, 8, 10) + TimeDelta::seconds(number);
        let past = Past { title: "=1+1", payer: Some("نرگس"), ..paid(link, at, 1_000_000) };
        write(&house, &shop, number, &past).await;
    }
    let ask = "/accounting.xlsx?lang=fa&from=1405/8/1";
    let file = owner.get(ask).await;
    let kind = file.headers.get("content-type").unwrap().to_str().unwrap();
    assert!(kind.ends_with("spreadsheetml.sheet"), "{kind}");
    let mut book: Xlsx<_> = Xlsx::new(Cursor::new(file.body)).unwrap();
    assert_eq!(book.sheet_names(), ["پرداخت‌ها"]);
    let sheet = book.worksheet_range("پرداخت‌ها").unwrap();
    assert_eq!(sheet.rows().count(), 1_051);
    let text = |text: &str| Data::String(text.to_owned());
    assert_eq!(sheet.get((0, 6)), Some(&text("مبلغ (ریال)")));
    let (row, sums) = (sheet.rows().nth(1).unwrap(), sheet.rows().skip(1));
    assert_eq!((&row[2], &row[4]), (&text("نرگس"), &text("=1+1")), "a formula stays a text");
    let net: i64 = sums.map(|row| row[8].as_i64().expect("a number")).sum();
    assert_eq!(Money::rials(net), house.balance(shop.workspace).await);
    assert_eq!(book.worksheet_formula("پرداخت‌ها").unwrap().cells().count(), 0);
    house.leave_unchecked();
}

#[tokio::test]
async fn what_payers_answered_stands_in_the_file_and_is_no_formula() {
    let house = House::open().await;
    let shop = house.shop().await;
    let owner = house.sign_in(&shop).await;
    let link = house.link_of(&shop, None, None).await.id;
    let id = write(&house, &shop, 1, &paid(link, day(1405, 8, 10), 1_000_000)).await;
    write(&house, &shop, 2, &paid(link, day(1405, 8, 11), 1_000_000)).await;
    let answers = r#"[{"label":"=Size","value":"40"},{"label":"Note","value":"by noon"}]"#;
    sqlx::query(
        "insert into link_answers (payment_id, answers, given_at) values ($1, $2::jsonb, now())",
    )
    .bind(id)
    .bind(answers)
    .execute(house.db())
    .await
    .unwrap();
    let file = owner.get("/accounting.csv?lang=en&from=1405/8/1").await.html;
    let mut lines = csv::Reader::from_reader(file.trim_start_matches('\u{feff}').as_bytes());
    let head = lines.headers().unwrap().clone();
    let place = head.iter().position(|name| name == "Payer’s answers").unwrap();
    let told: Vec<String> = lines.records().map(|row| row.unwrap()[place].to_owned()).collect();
    assert_eq!(told, ["", "'=Size: 40 | Note: by noon"]);
    let book = owner.get("/accounting.xlsx?lang=en&from=1405/8/1").await;
    let mut book: Xlsx<_> = Xlsx::new(Cursor::new(book.body)).unwrap();
    let name = book.sheet_names()[0].clone();
    let sheet = book.worksheet_range(&name).unwrap();
    let cell = sheet.get((2, place)).unwrap().to_string();
    assert_eq!(cell, "=Size: 40 | Note: by noon");
    house.leave_unchecked();
}
