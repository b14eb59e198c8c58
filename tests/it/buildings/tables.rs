//! Units, meters and readings that come by a table: looked at first, and the same table twice changes
//! nothing.

use axum::http::StatusCode;

use super::Estate;
use crate::support::house::House;
use crate::support::page::Page;

const UNITS: &str = "بلوک,شمارهٔ واحد,طبقه,نوع,متراژ,نفرات,پارکینگ,سهم ثبتی,ضریب
,۱,۱,مسکونی,۸۵,۱,۰,۰,۱
,2,,office,120.5,۲,,,
,P1,-1,parking,12,,,,
";

const READINGS: &str = "شمارهٔ واحد,کنتور,شمارهٔ سریال,تاریخ قرائت,رقم کنتور,چه شده؟,آخرین رقم کنتور قدیمی,اولین رقم کنتور تازه
۱,آب,A-1,۱۴۰۵/۰۹/۰۱,120,,,
1,water,A-1,1405/08/01,100,,,
۲,آب,,1405/08/01,99990,,,
۲,آب,,1405/09/01,15,دور زد,,
,آب,M-7,1405/08/01,1000,,,
main,water,M-7,1405/09/01,1100,,,
3,آب,,1405/08/01,400,,,
3,آب,,1405/09/01,7,عوض شد,410,0
4,آب,,,,,,
";

async fn upload(estate: &Estate, page: &str, table: &str) -> Page {
    let path = format!("{}/{page}", estate.path());
    estate.desk.upload(&path, &[], ("table.csv", table.as_bytes())).await
}

/// Looks at a table first, and then does what was shown.
async fn import(estate: &Estate, page: &str, table: &str) -> Page {
    let shown = upload(estate, page, table).await;
    assert_eq!(shown.status, StatusCode::OK, "{}", shown.text());
    let text = shown.texts("textarea[name=rehearsed]").into_iter().next();
    let Some(rehearsed) = text else { return shown };
    let path = format!("{}/{page}", estate.path());
    estate.desk.upload(&path, &[("rehearsed", &*rehearsed)], ("none.csv", b"")).await
}

#[tokio::test]
async fn units_come_and_change_by_a_table_and_the_same_table_twice_changes_nothing() {
    let house = House::open().await;
    let estate = Estate::open(&house, &house.shop().await).await;
    let before = house.fingerprint().await;
    let shown = upload(&estate, "unit-table", UNITS).await;
    assert!(shown.text().contains("۲ ردیف خوانده شد"), "{}", shown.text());
    assert!(shown.text().contains("۱ ردیف از پیش همین بود"), "{}", shown.text());
    assert_eq!(house.fingerprint().await, before, "a rehearsal writes nothing");
    assert_eq!(import(&estate, "unit-table", UNITS).await.status, StatusCode::SEE_OTHER);
    for there in [
        "number = '2' and kind = 'office' and (area, persons, floor) = (12050, 2, 1)",
        "number = 'P1' and kind = 'parking' and (area, persons, floor) = (1200, 1, -1)",
        "number = '1' and (area, persons, coefficient) = (8500, 1, 100)",
    ] {
        assert_eq!(house.count(&format!("select count(*) from units where {there}")).await, 1);
    }
    let before = house.fingerprint().await;
    let again = import(&estate, "unit-table", UNITS).await;
    assert!(again.text().contains("۳ ردیف از پیش همین بود"), "{}", again.text());
    assert_eq!(house.fingerprint().await, before);
    assert_eq!(house.count("select count(*) from units").await, 5, "the others stay");
}

#[tokio::test]
async fn what_is_wrong_with_a_table_of_units_is_said_row_by_row() {
    let house = House::open().await;
    let estate = Estate::open(&house, &house.shop().await).await;
    let head = "unit number,floor,kind,area in m²,occupants";
    for row in
        ["9,1,flat,,1", "1,300,flat,85,1", "1,1,castle,85,1", "1,1,flat,100001,1", ",1,flat,85,1"]
    {
        let page = upload(&estate, "unit-table", &format!("{head}\n{row}\n")).await;
        assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY, "{row}");
        assert!(page.text().contains("ردیف ۲"), "{row}: {}", page.text());
    }
    let twice = format!("{head}\n7,1,flat,85,1\n۷,1,flat,90,1\n");
    for table in [&*twice, "floor\n1\n", "", &format!("{head}\n")] {
        let page = upload(&estate, "unit-table", table).await;
        assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY, "{table}");
    }
    assert_eq!(house.count("select count(*) from units").await, 4);
}

#[tokio::test]
async fn meters_and_readings_come_by_a_table_in_any_order_and_once() {
    let house = House::open().await;
    let estate = Estate::open(&house, &house.shop().await).await;
    let before = house.fingerprint().await;
    upload(&estate, "reading-table", READINGS).await;
    assert_eq!(house.fingerprint().await, before, "a rehearsal writes nothing");
    let done = import(&estate, "reading-table", READINGS).await;
    assert_eq!(done.status, StatusCode::SEE_OTHER, "{}", done.text());
    assert_eq!(house.count("select count(*) from meters").await, 5);
    assert_eq!(house.count("select count(*) from meters where is_main").await, 1);
    assert_eq!(house.count("select count(*) from meter_readings").await, 8);
    let marks = "select count(*) from meter_readings
        where (mark, figure) in (('rollover', 15), ('replaced', 7))";
    assert_eq!(house.count(marks).await, 2);
    let before = house.fingerprint().await;
    let again = import(&estate, "reading-table", READINGS).await;
    assert!(again.text().contains("۹ ردیف از پیش همین بود"), "{}", again.text());
    assert_eq!(house.fingerprint().await, before);
    house.audit().await;
}

#[tokio::test]
async fn what_is_wrong_with_a_table_of_readings_is_said_row_by_row_and_a_lower_figure_is_not_guessed()
 {
    let house = House::open().await;
    let estate = Estate::open(&house, &house.shop().await).await;
    import(&estate, "reading-table", READINGS).await;
    let head =
        "unit number,meter,serial number,day of the reading,figure on the meter,what happened?";
    for row in [
        "1,water,,1405/09/01,121,",
        "1,water,B-2,1405/08/15,110,",
        "1,water,A-1,1405/08/15,110,",
        "1,water,A-1,1406/01/01,130,",
        "1,steam,,1405/09/01,1,",
        "9,water,,1405/09/01,1,",
        "4,water,,1405/09/01,12.5,",
        "4,water,,1405/13/01,12,",
        "4,water,,1405/09/01,12,exploded",
        "4,water,,1405/09/01,12,replaced",
        "1,other,,1405/09/01,12,",
    ] {
        let page = upload(&estate, "reading-table", &format!("{head}\n{row}\n")).await;
        assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY, "{row}: {}", page.text());
        assert!(page.text().contains("ردیف ۲"), "{row}: {}", page.text());
    }
    let lower = format!("{head}\n4,water,,1405/08/01,50,\n4,water,,1405/09/01,40,\n");
    let page = upload(&estate, "reading-table", &lower).await;
    assert!(page.text().contains("از قرائت پیشین (۵۰) کمتر است"), "{}", page.text());
    assert_eq!(house.count("select count(*) from meter_readings").await, 8);
}

#[tokio::test]
async fn a_table_of_meters_that_names_no_units_makes_no_main_meter() {
    let house = House::open().await;
    let estate = Estate::open(&house, &house.shop().await).await;
    let table = "meter,day of the reading,figure on the meter\nwater,1405/09/01,7\n";
    let page = upload(&estate, "reading-table", table).await;
    assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY, "{}", page.text());
    assert!(page.text().contains("این ستون‌ها پیدا نشد: شمارهٔ واحد"), "{}", page.text());
    assert_eq!(house.count("select count(*) from meters").await, 0);
}
