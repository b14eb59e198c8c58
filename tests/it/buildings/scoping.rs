//! A cost that not every unit bears, or that goes by a key of its own.

use axum::http::StatusCode;
use uuid::Uuid;

use super::Estate;
use super::paying::address;
use crate::support::house::House;
use crate::support::page::Page;

/// The unit of a number.
async fn unit(house: &House, number: &str) -> String {
    let query = "select id from units where number = $1";
    let id: Uuid = sqlx::query_scalar(query).bind(number).fetch_one(house.db()).await.unwrap();
    id.to_string()
}

/// Types a cost of 100,000 toman, of a category by its place, with fields of its own.
async fn spend(estate: &Estate, category: usize, own: &[(&str, &str)]) -> Page {
    let path = format!("{}/expenses", estate.path());
    let category =
        estate.desk.get(&path).await.attributes("#category option", "value").remove(category);
    let usual = [
        ("title", "تابلوی مغازه"),
        ("amount", "100000"),
        ("category", &*category),
        ("day_d", "1"),
        ("day_m", "9"),
        ("day_y", "1405"),
    ];
    let fields: Vec<(&str, &str)> = usual.into_iter().chain(own.iter().copied()).collect();
    estate.desk.upload(&path, &fields, ("", b"")).await
}

/// What each unit was charged for it, in the order of units.
async fn shares(house: &House) -> Vec<i64> {
    let query = "select coalesce((
            select sum(charge_lines.amount) from charge_lines
            join charges on charges.id = charge_id
            join parties on parties.id = party_id
            join charge_run_expenses on charge_run_expenses.run_id = charges.run_id
                and charge_run_expenses.source = charge_lines.source
            join expenses on expenses.id = expense_id
            where parties.unit_id = units.id and title = 'تابلوی مغازه'
        ), 0)::bigint
        from units order by number";
    sqlx::query_scalar(query).fetch_all(house.db()).await.unwrap()
}

/// What the bill of the person with this number says.
async fn bill(house: &House, number: u32) -> String {
    let door = address(house, number).await;
    let bill = house.get(&door).await.attribute("a[href*='/bills/']", "href").unwrap();
    house.get(&bill).await.text()
}

#[tokio::test]
async fn a_cost_of_chosen_units_is_borne_by_them_alone_and_the_bill_names_them() {
    let house = House::open().await;
    let estate = Estate::open(&house, &house.shop().await).await;
    let (one, three) = (unit(&house, "1").await, unit(&house, "3").await);
    let chosen = [("scope", "units"), ("units", &*one), ("units", &*three)];
    assert_eq!(spend(&estate, 2, &chosen).await.status, StatusCode::SEE_OTHER);
    let estate = estate.issued(&house).await;
    assert_eq!(shares(&house).await, [500_000, 0, 500_000, 0]);
    let said = bill(&house, 3).await;
    assert!(said.contains("فقط میان این‌ها تقسیم شده است: واحد ۱؛ واحد ۳"), "{said}");
    house.audit().await;
    let list = estate.desk.get(&format!("{}/expenses", estate.path())).await;
    let link = list.attributes("ul.list a[href*='/expenses/']", "href");
    let mut shown = vec![];
    for link in link {
        shown.push(estate.desk.get(&link).await.text());
    }
    assert!(shown.iter().any(|text| text.contains("تابلوی مغازه")), "{shown:?}");
}

#[tokio::test]
async fn a_cost_of_shops_stays_with_those_that_were_shops_when_the_month_was_issued() {
    let house = House::open().await;
    let estate = Estate::open(&house, &house.shop().await).await;
    house.run("update units set kind = 'shop' where number in ('3', '4')").await;
    assert_eq!(spend(&estate, 2, &[("scope", "kind-shop")]).await.status, StatusCode::SEE_OTHER);
    estate.issued(&house).await;
    assert_eq!(shares(&house).await, [0, 0, 500_000, 500_000]);
    let said = bill(&house, 3).await;
    assert!(said.contains("فقط میان این‌ها تقسیم شده است: مغازه‌ها"), "{said}");
    house.run("update units set kind = 'flat'").await;
    assert_eq!(bill(&house, 3).await, said);
    house.audit().await;
}

#[tokio::test]
async fn a_cost_for_nobody_is_sent_back_with_a_sentence_beside_the_field() {
    let house = House::open().await;
    let estate = Estate::open(&house, &house.shop().await).await;
    let one = unit(&house, "1").await;
    for (field, own) in [
        ("units", vec![("scope", "units")]),
        ("units", vec![("scope", "units"), ("units", "019aa000-0000-7000-8000-000000000000")]),
        ("units", vec![("scope", "units"), ("units", "zzz")]),
        ("scope", vec![("units", &*one)]),
        ("scope", vec![("scope", "kind-office")]),
        ("scope", vec![("scope", "block-9")]),
        ("key", vec![("key", "zzz")]),
        ("percent", vec![("key", "area"), ("percent", "101"), ("other_key", "equal")]),
        ("other_key", vec![("key", "area"), ("percent", "50")]),
        ("meter_kind", vec![("key", "meter")]),
    ] {
        let page = spend(&estate, 2, &own).await;
        assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY, "{own:?}");
        assert_eq!(page.texts(&format!("#{field}-err")).len(), 1, "{own:?}");
        assert_eq!(page.attribute("#title", "value").as_deref(), Some("تابلوی مغازه"));
    }
    assert_eq!(house.count("select count(*) from expenses").await, 1);
}

#[tokio::test]
async fn a_cost_with_a_key_of_its_own_goes_by_it_and_not_by_that_of_its_category() {
    let house = House::open().await;
    let estate = Estate::open(&house, &house.shop().await).await;
    house.run("update units set persons = number::integer").await;
    // The first category goes by area, which is the same for all.
    let own = [("key", "persons"), ("percent", "50"), ("other_key", "equal")];
    assert_eq!(spend(&estate, 0, &own).await.status, StatusCode::SEE_OTHER);
    let estate = estate.issued(&house).await;
    assert_eq!(shares(&house).await, [175_000, 225_000, 275_000, 325_000]);
    let said = bill(&house, 3).await;
    assert!(said.contains("این هزینه مبنای خودش را دارد"), "{said}");
    let query = "select id from expenses where own_key is not null";
    let id: Uuid = sqlx::query_scalar(query).fetch_one(house.db()).await.unwrap();
    let run = estate.filled(&house, "/buildings/{building}/runs/{run}/reversal").await;
    estate.desk.submit(&run, &[]).await;
    let path = format!("{}/expenses/{id}", estate.path());
    let form = estate.desk.get(&path).await;
    assert_eq!(form.attribute("#key option[selected]", "value").as_deref(), Some("persons"));
    assert_eq!(form.attribute("#percent", "value").as_deref(), Some("50"));
    let usual = estate.desk.get(&format!("{}/expenses", estate.path())).await;
    let category = usual.attribute("#category option", "value").unwrap();
    let fields = [
        ("title", "تابلوی مغازه"),
        ("amount", "100000"),
        ("category", &*category),
        ("day_d", "1"),
        ("day_m", "9"),
        ("day_y", "1405"),
    ];
    estate.desk.upload(&path, &fields, ("", b"")).await;
    let history = estate.desk.get(&path).await.text();
    assert!(history.contains("مبنای تقسیم: از ۵۰٪ نفرات، ۵۰٪ تساوی به مثل دستهٔ آن"), "{history}");
    house.audit().await;
}
