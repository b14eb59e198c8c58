//! People who come by a table.

use axum::http::StatusCode;
use peyvand::buildings;
use peyvand::buildings::BuildingError;
use peyvand::buildings::Person;
use rust_xlsxwriter::ExcelDateTime;
use rust_xlsxwriter::Format;
use rust_xlsxwriter::Workbook;

use super::Estate;
use super::estate::mobile;
use super::estate::people;
use crate::support::house::House;
use crate::support::page::Page;

#[tokio::test]
async fn a_block_is_found_in_the_digits_of_any_language() {
    let house = House::open().await;
    let desk = house.sign_in(&house.shop().await).await;
    let form = [("name", "نسترن"), ("blocks", "2"), ("floors", "1"), ("on_floor", "1")];
    let building = desk.submit("/buildings", &form).await.location.unwrap();
    let table = "block,unit,role,name\n۲,۱,owner,Sara\n".as_bytes();
    let page = desk.upload(&format!("{building}/people"), &[], ("people.csv", table)).await;
    assert_eq!(page.status, StatusCode::OK, "{}", page.text());
}

#[tokio::test]
async fn a_unit_does_not_grow_beyond_what_its_own_form_allows() {
    let house = House::open().await;
    let estate = Estate::open(&house, &house.shop().await).await;
    for row in [",1,owner,Leila,,,100001,1", ",1,owner,Leila,,,85,1001"] {
        let table = format!("block,unit,role,name,mobile,email,area,persons\n{row}\n");
        let path = format!("{}/people", estate.path());
        let page = estate.desk.upload(&path, &[], ("people.csv", table.as_bytes())).await;
        assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY, "{row}");
    }
}

#[tokio::test]
async fn two_rows_of_one_unit_both_count() {
    let house = House::open().await;
    let estate = Estate::open(&house, &house.shop().await).await;
    let [owner, tenant] = [1, 2].map(|place| people()[place].clone());
    let rows = [Person { area: Some(9_900), ..owner }, Person { persons: Some(4), ..tenant }];
    buildings::settle_in(&house.app, estate.id, &rows).await.unwrap();
    let grown = "select count(*) from units where number = '2' and (area, persons) = (9900, 4)";
    assert_eq!(house.count(grown).await, 1);
}

#[tokio::test]
async fn somebody_whose_mobile_is_told_later_is_the_one_who_has_it() {
    let house = House::open().await;
    let estate = Estate::open(&house, &house.shop().await).await;
    let nima = |place: usize, mobile| {
        [Person { name: "Nima".to_owned(), mobile, ..people()[place].clone() }]
    };
    for row in [nima(3, None), nima(4, Some(mobile(9))), nima(3, Some(mobile(9)))] {
        assert_eq!(buildings::settle_in(&house.app, estate.id, &row).await.unwrap(), 1);
    }
    let his = "select count(*) from occupancies
        join residents on residents.id = resident_id
        where until is null and mobile = '09350000009'";
    assert_eq!(house.count(his).await, 2);
}

const HEADINGS: &str = "block,unit,role,name,mobile,email,area,persons,share,since";

/// What a table would do.
async fn rehearsed(estate: &Estate, rows: &str) -> Page {
    let table = format!("{HEADINGS}\n{rows}");
    uploaded(estate, table.as_bytes()).await
}

async fn uploaded(estate: &Estate, table: &[u8]) -> Page {
    estate.desk.upload(&format!("{}/people", estate.path()), &[], ("people.csv", table)).await
}

/// Does what was rehearsed.
async fn done(estate: &Estate, rehearsed: &Page) -> Page {
    assert_eq!(rehearsed.status, StatusCode::OK, "{}", rehearsed.text());
    let meant = rehearsed.texts("textarea[name=rehearsed]").remove(0);
    let path = format!("{}/people", estate.path());
    estate.desk.upload(&path, &[("rehearsed", &meant)], ("none.csv", b"")).await
}

#[tokio::test]
async fn a_mobile_of_somebody_else_is_an_error_of_its_row_and_renames_nobody() {
    let house = House::open().await;
    let estate = Estate::open(&house, &house.shop().await).await;
    let before = house.fingerprint().await;
    let page = rehearsed(&estate, ",1,owner,Leila,09350000001\n,2,tenant,Sara,09350000003\n").await;
    assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
    let said = page.text();
    for part in ["ردیف ۳", "از Mina است", "مالک واحد ۳", "نه Sara"] {
        assert!(said.contains(part), "{part}: {said}");
    }
    let known = Person { name: "Sara".to_owned(), mobile: Some(mobile(3)), ..people()[0].clone() };
    let done = buildings::settle_in(&house.app, estate.id, &[known]).await;
    assert!(matches!(done, Err(BuildingError::KnownAs(name)) if name == "Mina"));
    assert_eq!(house.fingerprint().await, before);
    // Neither spaces nor capital letters make another name.
    let page = rehearsed(&estate, ",2,tenant,mina,09350000003\n").await;
    assert_eq!(page.status, StatusCode::OK, "{}", page.text());
}

#[tokio::test]
async fn one_mobile_with_two_names_in_a_table_is_an_error_of_the_second_row() {
    let house = House::open().await;
    let estate = Estate::open(&house, &house.shop().await).await;
    let two = ",1,owner,Sara,09350000071\n,2,owner,Nima,09350000071\n";
    let page = rehearsed(&estate, two).await;
    assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(page.text().contains("ردیف ۳: این موبایل در ردیف ۲ به نام Sara"), "{}", page.text());
    for twice in [
        ",1,owner,Sara,09350000071,,,,50,\n,1,owner,Sara,09350000071,,,,50,\n",
        ",1,owner,Sara,,,,,50,\n,1,owner,Sara,09350000071,,,,50,\n",
    ] {
        let page = rehearsed(&estate, twice).await;
        assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY, "{twice}");
        assert!(page.text().contains("در ردیف ۲ هم مالک این واحد است"), "{}", page.text());
    }
    let alike = Person { name: "Sara".to_owned(), mobile: Some(mobile(71)), ..people()[0].clone() };
    let done = buildings::settle_in(&house.app, estate.id, &[alike.clone(), alike]).await;
    assert!(matches!(done, Err(BuildingError::KnownAs(_))), "{done:?}");
}

#[tokio::test]
async fn a_table_is_read_by_its_headings_and_by_places_where_it_has_none() {
    let house = House::open().await;
    let estate = Estate::open(&house, &house.shop().await).await;
    for (table, unit) in [
        ("نام و نام خانوادگی,موبایل,نقش,واحد\nSara,09350000071,مستاجر,1\n", "1"),
        ("Phone,Full name,Role,Unit number\n09350000072,Nima,مالک,1\n", "1"),
        (",3,tenant,Omid,09350000073\n", "3"),
        ("a,b,c,d,e\n,4,مستأجر,Ana,09350000074\n", "4"),
    ] {
        let page = uploaded(&estate, table.as_bytes()).await;
        let after = done(&estate, &page).await;
        assert_eq!(after.status, StatusCode::SEE_OTHER, "{table}: {}", after.text());
        let there = "select count(*) from occupancies
            join units on units.id = unit_id
            join residents on residents.id = resident_id
            where until is null and mobile between '09350000071' and '09350000074'
            and number = '";
        assert!(1 <= house.count(&format!("{there}{unit}'")).await, "{table}");
    }
    let names = "select count(*) from residents where name in ('Sara', 'Nima', 'Omid', 'Ana')";
    assert_eq!(house.count(names).await, 4);
    let page = uploaded(&estate, "نقش,نام\nمالک,Sara\n".as_bytes()).await;
    assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(page.text().contains("این ستون‌ها پیدا نشد: شمارهٔ واحد"), "{}", page.text());
}

#[tokio::test]
async fn a_persian_role_is_read_by_who_reads_english_and_the_other_way_round() {
    let house = House::open().await;
    let estate = Estate::open(&house, &house.shop().await).await;
    for language in ["en", "fa"] {
        estate.desk.get(&format!("/home?lang={language}")).await;
        for role in ["مستأجر", "مستاجر", "tenant", "Tenant"] {
            let page = rehearsed(&estate, &format!(",1,{role},Sara,09350000071\n")).await;
            assert_eq!(page.status, StatusCode::OK, "{language} {role}: {}", page.text());
        }
        for role in ["مالک", "owner", "Owner"] {
            let page = rehearsed(&estate, &format!(",1,{role},Sara,09350000071\n")).await;
            assert_eq!(page.status, StatusCode::OK, "{language} {role}: {}", page.text());
        }
    }
}

#[tokio::test]
async fn shares_that_are_more_or_less_than_a_unit_are_errors_of_the_rehearsal() {
    let house = House::open().await;
    let estate = Estate::open(&house, &house.shop().await).await;
    let of = |one: &str, other: &str| {
        format!(",1,owner,Sara,09350000071,,,,{one},\n,1,owner,Nima,09350000072,,,,{other},\n")
    };
    for (one, other, said) in [
        ("60", "60", "از کل واحد بیشتر"),
        ("30", "30", "۶۰٪ است و به کل واحد نمی‌رسد"),
        ("100", "", "چیزی نمی‌ماند"),
    ] {
        let page = rehearsed(&estate, &of(one, other)).await;
        assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY, "{one} {other}");
        assert!(page.text().contains(said), "{one} {other}: {}", page.text());
    }
    let page = rehearsed(&estate, &of("40", "")).await;
    assert_eq!(done(&estate, &page).await.status, StatusCode::SEE_OTHER);
    let parts =
        "select count(*) from occupancies where until is null and share in (400000, 600000)";
    assert_eq!(house.count(parts).await, 2, "who leaves it open has the rest");
}

#[tokio::test]
async fn the_days_of_a_workbook_are_read_as_days() {
    let house = House::open().await;
    let estate = Estate::open(&house, &house.shop().await).await;
    let mut book = Workbook::new();
    let sheet = book.add_worksheet();
    for (column, heading) in (0..).zip(HEADINGS.split(',')) {
        sheet.write_string(0, column, heading).unwrap();
    }
    let day = Format::new().set_num_format("yyyy-mm-dd");
    let date = ExcelDateTime::from_ymd(2026, 11, 20).unwrap();
    for (row, (unit, name, digits)) in
        (1..).zip([("1", "Sara", 71_u32), ("3", "Nima", 72), ("4", "Omid", 73)])
    {
        sheet.write_string(row, 1, unit).unwrap();
        sheet.write_string(row, 2, "tenant").unwrap();
        sheet.write_string(row, 3, name).unwrap();
        sheet.write_string(row, 4, mobile(digits).as_str()).unwrap();
    }
    sheet.write_datetime_with_format(1, 9, &date, &day).unwrap();
    sheet.write_string(2, 9, "1405/08/29").unwrap();
    sheet.write_string(3, 9, "2026-11-20").unwrap();
    let page = uploaded(&estate, &book.save_to_buffer().unwrap()).await;
    assert_eq!(done(&estate, &page).await.status, StatusCode::SEE_OTHER);
    let came = "select count(*) from occupancies where role = 'tenant' and since = '2026-11-20'";
    assert_eq!(house.count(came).await, 3);
    let page = rehearsed(&estate, ",1,tenant,Sara,09350000071,,,,,11/20/2026\n").await;
    assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY, "whose month is that?");
}

#[tokio::test]
async fn a_rehearsal_says_who_is_new_known_unchanged_or_leaves() {
    let house = House::open().await;
    let estate = Estate::open(&house, &house.shop().await).await;
    let rows = ",1,owner,Leila,09350000001\n,2,owner,Mina,09350000003\n,2,tenant,Sara,09350000071
,3,owner,Mina,09350000003,,90\n";
    let page = rehearsed(&estate, rows).await;
    assert_eq!(page.status, StatusCode::OK, "{}", page.text());
    let said = page.texts("form .list li");
    let line =
        |parts: [&str; 3]| said.iter().any(|line| parts.iter().all(|part| line.contains(part)));
    for parts in [
        ["Leila", "واحد ۱", "بی‌تغییر"],
        ["Mina", "واحد ۲", "شناخته‌شده"],
        ["Leila", "واحد ۲", "می‌رود"],
        ["Sara", "واحد ۲", "تازه"],
        ["Reza", "واحد ۲", "می‌رود"],
        ["Mina", "واحد ۳", "تغییر می‌کند"],
    ] {
        assert!(line(parts), "{parts:?}: {said:?}");
    }
    assert_eq!(said.len(), 6, "{said:?}");
    assert!(page.text().contains("می‌رود: ۲"), "{}", page.text());
    assert_eq!(done(&estate, &page).await.status, StatusCode::SEE_OTHER);
    // The same table again would do nothing, says so, and offers nothing.
    let again = rehearsed(&estate, rows).await;
    assert!(again.text().contains("۴ ردیف از پیش همین بود"), "{}", again.text());
    assert!(again.texts("textarea[name=rehearsed]").is_empty());
}

#[tokio::test]
async fn nobody_comes_in_by_the_template_alone() {
    let house = House::open().await;
    let estate = Estate::open(&house, &house.shop().await).await;
    for (template, table) in
        [("people", "people"), ("units", "unit-table"), ("readings", "reading-table")]
    {
        let book = estate.desk.get(&format!("{}/{template}.xlsx", estate.path())).await;
        let path = format!("{}/{table}", estate.path());
        let page = estate.desk.upload(&path, &[], ("a.xlsx", &book.body)).await;
        assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY, "{template}");
        assert!(page.text().contains("در این جدول ردیفی نیست"), "{template}: {}", page.text());
    }
}

#[tokio::test]
async fn a_manager_who_puts_a_table_right_is_not_told_to_wait() {
    let house = House::open().await;
    let estate = Estate::open(&house, &house.shop().await).await;
    for area in 80..92 {
        let page = rehearsed(&estate, ",1,owner,Leila,x\n").await;
        assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
        let right = format!(",1,owner,Leila,09350000001,,{area}\n");
        let page = rehearsed(&estate, &right).await;
        assert_eq!(done(&estate, &page).await.status, StatusCode::SEE_OTHER, "{area}");
    }
}
