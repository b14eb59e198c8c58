//! Special levies: over units, and each unit's part over its instalments.

use axum::http::StatusCode;
use peyvand::buildings;
use peyvand::buildings::Fund;
use peyvand::buildings::Key;
use peyvand::buildings::Keys;
use peyvand::buildings::NewLevy;
use peyvand::buildings::Scope;
use peyvand::ids::BuildingId;
use peyvand::ids::LevyId;
use peyvand::ids::MemberId;
use peyvand::money::Money;
use uuid::Uuid;

use super::Estate;
use super::estate::AZAR;
use super::estate::PNG;
use super::paying::address;
use crate::support::house::House;
use crate::support::page::Page;

/// The owners decided to collect 1,000,000 rial by area over three months from Azar on, once.
pub async fn decided(house: &House, maker: (BuildingId, MemberId)) {
    let new = NewLevy {
        id: LevyId::from(maker.0.as_uuid()),
        title: "Roof".to_owned(),
        decision: "The roof is mended".to_owned(),
        decided_on: house.app.clock.now().date_naive(),
        amount: Money::rials(1_000_000),
        keys: Keys::one(Key::Area),
        scope: Scope::All,
        owner_percent: 100,
        fund: Fund::Projects,
        period: AZAR,
        months: 3,
        file: None,
    };
    buildings::levy(&house.app, maker, &new).await.unwrap();
    // Also when somebody took it out meanwhile.
    house.run("update levies set deleted_at = null").await;
}

/// What each unit was asked for the levy in living months, in the order of units.
async fn asked(house: &House) -> Vec<i64> {
    let query = "select coalesce((
            select sum(charge_lines.amount) from charge_lines
            join charges on charges.id = charge_id
            join parties on parties.id = party_id
            join charge_run_levies on charge_run_levies.run_id = charges.run_id
                and charge_run_levies.source = charge_lines.source
            where parties.unit_id = units.id and charges.reversed_at is null
        ), 0)::bigint
        from units order by number";
    sqlx::query_scalar(query).fetch_all(house.db()).await.unwrap()
}

/// What the levy is given, field by field.
async fn fields(estate: &Estate, own: &[(&'static str, &str)]) -> Vec<(&'static str, String)> {
    let form = estate.desk.get(&format!("{}/levies/new", estate.path())).await;
    let id = form.attribute("[name=id]", "value").unwrap();
    let azar = AZAR.to_string();
    let usual = [
        ("id", &*id),
        ("title", "عایق‌کاری نما"),
        ("decision", "مجمع تصویب کرد نما عایق شود"),
        ("day_d", "1"),
        ("day_m", "9"),
        ("day_y", "1405"),
        ("amount", "10000001"),
        ("key", "area"),
        ("owner_percent", "100"),
        ("fund", "projects"),
        ("period", &azar),
        ("months", "3"),
    ];
    let is_usual = |name: &str| own.iter().all(|(own, _)| *own != name);
    let usual = usual.into_iter().filter(|(name, _)| is_usual(name));
    usual.chain(own.iter().copied()).map(|(name, text)| (name, text.to_owned())).collect()
}

/// Writes a levy of 100,000,010 rial down, over three months, with fields of its own.
async fn levy(estate: &Estate, own: &[(&'static str, &str)]) -> Page {
    let fields = fields(estate, own).await;
    let fields: Vec<(&str, &str)> = fields.iter().map(|(name, text)| (*name, &**text)).collect();
    let path = format!("{}/levies", estate.path());
    let done = estate.desk.upload(&path, &fields, ("minutes.png", PNG)).await;
    // Sent twice, it is one.
    let again = estate.desk.upload(&path, &fields, ("minutes.png", PNG)).await;
    assert_eq!(again.status, done.status);
    done
}

/// The address of the only levy.
async fn path(house: &House, estate: &Estate) -> String {
    let query = "select id from levies";
    let id: Uuid = sqlx::query_scalar(query).fetch_one(house.db()).await.unwrap();
    format!("{}/levies/{}", estate.path(), LevyId::from(id))
}

async fn issue(house: &House, estate: &Estate, period: i32) {
    let done = estate.issue(period).await;
    assert_eq!(done.status, StatusCode::SEE_OTHER, "{done:?}");
    house.work().await;
}

/// Takes the month of a period back.
async fn take_back(house: &House, estate: &Estate, period: i32) {
    let query = "select id from charge_runs where period = $1 and reversed_at is null";
    let run: Uuid = sqlx::query_scalar(query).bind(period).fetch_one(house.db()).await.unwrap();
    let done = estate.desk.submit(&format!("{}/runs/{run}/reversal", estate.path()), &[]).await;
    assert_eq!(done.status, StatusCode::SEE_OTHER);
}

#[tokio::test]
async fn the_instalments_of_a_unit_sum_to_its_part_also_when_a_month_is_issued_again() {
    let house = House::open().await;
    let estate = Estate::open(&house, &house.shop().await).await;
    house.run("update units set area = 100 * number::integer * number::integer").await;
    assert_eq!(levy(&estate, &[]).await.status, StatusCode::SEE_OTHER);
    assert_eq!(house.count("select count(*) from levies").await, 1);
    issue(&house, &estate, AZAR).await;
    // 3,333,333⅔; 13,333,334⅔; 30,000,003; 53,333,338⅔: the two rials that are left go to the first two.
    assert_eq!(asked(&house).await, [1_111_112, 4_444_445, 10_000_001, 17_777_780]);
    // Whatever becomes of the units meanwhile, the parts are those of the decision.
    house.run("update units set area = 5000").await;
    issue(&house, &estate, AZAR + 1).await;
    take_back(&house, &estate, AZAR).await;
    issue(&house, &estate, AZAR).await;
    issue(&house, &estate, AZAR + 2).await;
    assert_eq!(asked(&house).await, [3_333_334, 13_333_335, 30_000_003, 53_333_338]);
    let next = estate.desk.get(&format!("{}/charges/{}", estate.path(), AZAR + 3)).await.text();
    assert!(!next.contains("عایق‌کاری نما"), "it is over: {next}");
    let shown = estate.desk.get(&path(&house, &estate).await).await;
    let parts = shown.texts("[data-l='سهم']");
    assert_eq!(parts, ["۳۳۳٬۳۳۳٫۴", "۱٬۳۳۳٬۳۳۳٫۵", "۳٬۰۰۰٬۰۰۰٫۳", "۵٬۳۳۳٬۳۳۳٫۸"]);
    assert_eq!(shown.texts("[data-l='تا حالا خواسته شده']"), parts);
    house.audit().await;
}

#[tokio::test]
async fn a_levy_is_the_owners_and_no_tenant_bears_it_and_its_bill_explains_it() {
    let house = House::open().await;
    let estate = Estate::open(&house, &house.shop().await).await;
    assert_eq!(levy(&estate, &[]).await.status, StatusCode::SEE_OTHER);
    let month = estate.desk.get(&format!("{}/charges/{AZAR}", estate.path())).await.text();
    assert!(month.contains("عایق‌کاری نما"), "{month}");
    issue(&house, &estate, AZAR).await;
    let of_tenants = "select count(*) from charge_lines
        join charges on charges.id = charge_id
        join charge_run_levies on charge_run_levies.run_id = charges.run_id
            and charge_run_levies.source = charge_lines.source
        where debtor = 'Reza'";
    assert_eq!(house.count(of_tenants).await, 0);
    let of_fund = "select coalesce(sum(-amount), 0)::bigint from entries
        join building_funds on building_funds.account_id = entries.account_id
        where kind = 'projects'";
    let whole: i64 = asked(&house).await.into_iter().sum();
    assert_eq!(house.count(of_fund).await, whole, "it is received into its fund");

    let door = address(&house, 3).await;
    let bill = house.get(&door).await.attribute("a[href*='/bills/']", "href").unwrap();
    let bill = house.get(&bill).await;
    for said in ["مجمع تصویب کرد نما عایق شود", "تصمیم", "قسط ۱ از ۳", "متراژ"]
    {
        assert!(bill.text().contains(said), "{said}: {}", bill.text());
    }
    let file = bill.attribute("a[href*='/files/']", "href").unwrap();
    assert_eq!(house.get(&file).await.status, StatusCode::OK);
    let tenants = file.replace(&door, &address(&house, 2).await);
    assert_eq!(house.get(&tenants).await.status, StatusCode::NOT_FOUND, "a tenant bears none");
    // It is nothing that was spent.
    let report = estate.desk.get(&format!("{}/report", estate.path())).await;
    assert_eq!(report.texts("[data-l='هزینه‌ها']"), ["۴٬۰۰۰٬۰۰۰٫۳"]);
    house.audit().await;
}

#[tokio::test]
async fn a_levy_of_chosen_units_is_theirs_alone() {
    let house = House::open().await;
    let estate = Estate::open(&house, &house.shop().await).await;
    let query = "select id from units where number in ('2', '4') order by number";
    let units: Vec<Uuid> = sqlx::query_scalar(query).fetch_all(house.db()).await.unwrap();
    let [two, four] = [units[0].to_string(), units[1].to_string()];
    let own = [("scope", "units"), ("units", &*two), ("units", &four), ("months", "1")];
    assert_eq!(levy(&estate, &own).await.status, StatusCode::SEE_OTHER);
    issue(&house, &estate, AZAR).await;
    assert_eq!(asked(&house).await, [0, 50_000_005, 0, 50_000_005]);
    let shown = estate.desk.get(&path(&house, &estate).await).await.text();
    assert!(shown.contains("واحد ۲؛ واحد ۴"), "{shown}");
    house.audit().await;
}

#[tokio::test]
async fn a_levy_is_changed_until_a_month_asks_for_it_and_then_it_may_only_end_early() {
    let house = House::open().await;
    let estate = Estate::open(&house, &house.shop().await).await;
    levy(&estate, &[]).await;
    let path = path(&house, &estate).await;
    let changed = fields(&estate, &[("amount", "6000000")]).await;
    let changed: Vec<(&str, &str)> =
        changed.iter().map(|(name, text)| (*name, &**text)).filter(|(n, _)| *n != "id").collect();
    let change = async || estate.desk.upload(&path, &changed, ("", b"")).await.status;
    assert_eq!(change().await, StatusCode::SEE_OTHER);
    let history = estate.desk.get(&path).await.text();
    assert!(history.contains("مبلغ: از ۱۰٬۰۰۰٬۰۰۱ تومان به ۶٬۰۰۰٬۰۰۰ تومان"), "{history}");

    issue(&house, &estate, AZAR).await;
    assert_eq!(change().await, StatusCode::UNPROCESSABLE_ENTITY);
    let gone = estate.desk.submit(&format!("{path}/deletion"), &[]).await;
    assert_eq!(gone.status, StatusCode::UNPROCESSABLE_ENTITY);
    let end = async |before: i32| {
        let before = before.to_string();
        estate.desk.submit(&format!("{path}/end"), &[("before", &before)]).await.status
    };
    assert_eq!(end(AZAR).await, StatusCode::UNPROCESSABLE_ENTITY, "that month is issued");
    assert_eq!(end(AZAR + 3).await, StatusCode::UNPROCESSABLE_ENTITY, "it has ended by itself");
    assert_eq!(end(AZAR + 2).await, StatusCode::SEE_OTHER);
    assert_eq!(end(AZAR + 2).await, StatusCode::UNPROCESSABLE_ENTITY, "it has an end");
    let shown = estate.desk.get(&path).await;
    assert!(shown.texts(".tiles dd").iter().any(|dd| dd.starts_with("۲٬۰۰۰٬۰۰۰")), "{shown:?}");
    issue(&house, &estate, AZAR + 1).await;
    let next = estate.desk.get(&format!("{}/charges/{}", estate.path(), AZAR + 2)).await.text();
    assert!(!next.contains("عایق‌کاری نما"), "it has ended: {next}");
    assert_eq!(asked(&house).await, [10_000_000; 4]);

    for period in [AZAR + 1, AZAR] {
        take_back(&house, &estate, period).await;
    }
    house.audit().await;
    let gone = estate.desk.submit(&format!("{path}/deletion"), &[]).await;
    assert_eq!(gone.status, StatusCode::SEE_OTHER);
    assert_eq!(estate.desk.get(&path).await.status, StatusCode::NOT_FOUND);
    let month = estate.desk.get(&format!("{}/charges/{AZAR}", estate.path())).await.text();
    assert!(!month.contains("عایق‌کاری نما"), "{month}");
}

#[tokio::test]
async fn a_levy_that_is_half_said_is_sent_back_with_what_was_typed() {
    let house = House::open().await;
    let estate = Estate::open(&house, &house.shop().await).await;
    for (field, own) in [
        ("title", [("title", " ")]),
        ("decision", [("decision", "")]),
        ("day", [("day_d", "31")]),
        ("day", [("day_m", "12")]),
        ("amount", [("amount", "zzz")]),
        ("key", [("key", "meter")]),
        ("key", [("key", "")]),
        ("scope", [("scope", "kind-shop")]),
        ("units", [("scope", "units")]),
        ("owner_percent", [("owner_percent", "101")]),
        ("period", [("period", "1")]),
        ("months", [("months", "61")]),
    ] {
        let page = levy(&estate, &own).await;
        assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY, "{own:?}");
        assert_eq!(page.texts(&format!("#{field}-err")).len(), 1, "{own:?}: {}", page.text());
    }
    assert_eq!(house.count("select count(*) from levies").await, 0);
}
