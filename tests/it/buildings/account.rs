//! A resident's own account: who comes in, what they see there and what they do not, and that what it
//! says is what the books say.

use axum::http::StatusCode;
use chrono::TimeDelta;
use peyvand::buildings;
use peyvand::buildings::Person;
use peyvand::ids::ExpenseId;

use super::Estate;
use super::estate::AZAR;
use super::estate::mobile;
use super::estate::people;
use super::paying::address;
use super::paying::issued;
use super::paying::pay;
use crate::support::house::House;
use crate::support::page::Page;
use crate::support::page::Visitor;

/// The browser of somebody who has shown by a code that a number is theirs.
pub async fn sign_in(house: &House, number: u32) -> Visitor {
    let visitor = house.visitor();
    let page = come_in(house, &visitor, number).await.unwrap();
    assert_eq!(page.status, StatusCode::SEE_OTHER, "{page:?}");
    visitor
}

/// Asks for a code and writes it; `None`: none came.
async fn come_in(house: &House, visitor: &Visitor, number: u32) -> Option<Page> {
    // Later than the messages before it, and than another code for the number may be sent.
    house.wind(TimeDelta::minutes(2));
    house.work().await;
    let before = house.sms_to(&mobile(number)).await.len();
    let form = [("mobile", mobile(number).as_str().to_owned()), ("next", "/my".to_owned())];
    let form = form.each_ref().map(|(name, value)| (*name, value.as_str()));
    let asked = visitor.submit("/login/code", &form).await.location.unwrap();
    house.work().await;
    let mut messages = house.sms_to(&mobile(number)).await;
    let code = messages.pop().filter(|_| messages.len() == before)?;
    let (_, code) = code.rsplit_once('#').unwrap_or_else(|| panic!("no code in {code}"));
    Some(visitor.submit(&asked, &[("code", code)]).await)
}

/// The page of the one building.
pub async fn place(visitor: &Visitor) -> String {
    let home = visitor.get("/my").await;
    home.attribute("h2 a[href^='/my/']", "href").unwrap_or_else(|| panic!("{home:?}"))
}

/// Presses the button of a page.
async fn press(visitor: &Visitor, page: &Page) -> Page {
    let of = |selector| page.attribute(selector, "value").unwrap();
    let (payment, shown) = (of("[name=payment]"), of("[name=shown]"));
    let path = page.attribute("main form[action^='/my/']", "action").unwrap();
    visitor.submit(&path, &[("payment", &payment), ("shown", &shown)]).await
}

const OWED: &str = "select coalesce(sum(rest), 0)::bigint from open_charges
    join residents on residents.id = resident_id where name = ";

#[tokio::test]
async fn a_resident_comes_in_by_a_code_and_pays_everything_by_one_click_without_founding_a_shop() {
    let house = House::open().await;
    issued(&house).await;
    let leila = house.visitor();
    let asked = leila.get("/my").await.location.unwrap();
    assert_eq!(asked, "/login/code?next=%2Fmy", "whoever has no password is not asked for one");
    let came = come_in(&house, &leila, 1).await.unwrap();
    assert_eq!(came.location.as_deref(), Some("/my"));
    assert_eq!(house.count("select count(*) from workspaces").await, 1);
    assert_eq!(leila.get("/home").await.location.as_deref(), Some("/my"));

    let home = leila.get("/my").await;
    assert!(home.text().contains("واحد 1") || home.text().contains("واحد ۱"), "{home:?}");
    assert!(home.text().contains("واحد ۲") && home.text().contains("Leila"), "{home:?}");
    let owed = house.count(&format!("{OWED}'Leila'")).await;
    let shown = home.attribute("[name=shown]", "value").unwrap();
    assert_eq!(shown, owed.to_string());

    let sent = press(&leila, &home).await;
    house.bank.pay(&sent.location.unwrap()).await;
    house.live(TimeDelta::minutes(3)).await;
    assert_eq!(house.count(&format!("{OWED}'Leila'")).await, 0);
    let home = leila.get("/my").await;
    assert!(home.attribute("[name=payment]", "value").is_none(), "{home:?}");
    let receipt = home.attribute(".list a[href^='/r/']", "href").unwrap();
    assert!(leila.get(&receipt).await.text().contains("Nastaran"));
    house.audit().await;
}

#[tokio::test]
async fn a_code_goes_to_numbers_of_residents_and_to_no_other_and_the_page_is_the_same() {
    let house = House::open().await;
    issued(&house).await;
    let pages = [1, 77].map(|number| (house.visitor(), number));
    let mut texts = vec![];
    for (visitor, number) in &pages {
        let form = [("mobile", mobile(*number).as_str().to_owned())];
        let form = form.each_ref().map(|(name, value)| (*name, value.as_str()));
        let page = visitor.submit("/login/code", &form).await.location.unwrap();
        let page = visitor.get(&page).await;
        assert_eq!(page.status, StatusCode::OK);
        texts.push(page.text().replace(|letter: char| letter.is_numeric(), ""));
    }
    assert_eq!(texts[0], texts[1]);
    house.work().await;
    assert_eq!(house.sms_to(&mobile(77)).await.len(), 0);
    assert_eq!(house.sms_to(&mobile(1)).await.len(), 2, "the bill, and the code");
    assert_eq!(house.count("select count(*) from members").await, 1, "nobody came in");
}

#[tokio::test]
async fn nobody_sees_what_another_resident_owes_and_neither_does_a_member_without_a_unit() {
    let house = House::open().await;
    let (shop, _) = issued(&house).await;
    let (leila, reza) = (sign_in(&house, 1).await, sign_in(&house, 2).await);
    let other = house.sign_in(&house.shop().await).await;
    let leilas = place(&leila).await;
    let bill = leila.get("/my").await.attribute("a[href*='/bills/']", "href").unwrap();
    let rezas = place(&reza).await;
    let id = bill.rsplit('/').next().unwrap();
    assert_eq!(leila.get(&bill).await.status, StatusCode::OK);
    for path in [
        leilas.clone(),
        bill.clone(),
        format!("{leilas}/statement"),
        format!("{leilas}/report"),
        format!("{rezas}/bills/{id}"),
    ] {
        assert_eq!(reza.get(&path).await.status, StatusCode::NOT_FOUND, "{path}");
        assert_eq!(other.get(&path).await.status, StatusCode::NOT_FOUND, "{path}");
    }
    let fields = [("payment", ""), ("shown", "1")];
    assert_eq!(reza.submit(&leilas, &fields).await.status, StatusCode::NOT_FOUND);
    // The manager has other pages for it.
    let manager = house.sign_in(&shop).await;
    assert_eq!(manager.get(&leilas).await.status, StatusCode::NOT_FOUND);
    let empty = other.get("/my").await;
    assert!(empty.text().contains("واحدی به نام شما نیست"), "{empty:?}");
    assert!(!other.get("/home").await.html.contains("href=\"/my\""));
}

#[tokio::test]
async fn a_number_that_is_taken_away_opens_nothing_any_more() {
    let house = House::open().await;
    issued(&house).await;
    let leila = sign_in(&house, 1).await;
    let (path, bill) = (
        place(&leila).await,
        leila.get("/my").await.attribute("a[href*='/bills/']", "href").unwrap(),
    );
    house.run("update residents set mobile = '09350009999' where name = 'Leila'").await;
    for path in [&path, &bill, &format!("{path}/statement"), &format!("{path}/report")] {
        assert_eq!(leila.get(path).await.status, StatusCode::NOT_FOUND, "{path}");
    }
    assert!(leila.get("/my").await.text().contains("واحدی به نام شما نیست"));
    let heir = sign_in(&house, 9999).await;
    assert_eq!(heir.get(&path).await.status, StatusCode::OK);
    // Who never came in while the number was theirs is not known either.
    house.run("update residents set mobile = '09350008888' where name = 'Reza'").await;
    assert!(come_in(&house, &house.visitor(), 2).await.is_none());
}

#[tokio::test]
async fn a_number_that_is_in_two_buildings_of_two_managers_sees_both_at_once() {
    let house = House::open().await;
    let (shop, _) = issued(&house).await;
    let second = house.shop().await;
    let estate = Estate::open(&house, &second).await;
    estate.issue(AZAR).await;
    house.work().await;
    // The second building's manager lives in the first one.
    let own = format!(
        "update residents set mobile = '{}' where name = 'Reza' and building_id <> '{}'",
        second.mobile.as_str(),
        estate.id
    );
    sqlx::query(sqlx::AssertSqlSafe(own)).execute(house.db()).await.unwrap();
    let leila = sign_in(&house, 1).await;
    let home = leila.get("/my").await;
    assert_eq!(home.attributes("h2 a[href^='/my/']", "href").len(), 2, "{home:?}");
    let owed = house.count(&format!("{OWED}'Leila'")).await;
    let total = home.texts(".tiles dd bdi").remove(0);
    assert_eq!(number(&total), owed, "{total}");

    let manager = house.sign_in(&second).await;
    assert!(manager.get("/home").await.html.contains("href=\"/my\""));
    let own = manager.get("/my").await;
    assert_eq!(own.attributes("h2 a[href^='/my/']", "href").len(), 1, "{own:?}");
    assert!(own.html.contains("href=\"/home\""));
    let first = house.sign_in(&shop).await;
    assert!(!first.get("/home").await.html.contains("href=\"/my\""));
}

#[tokio::test]
async fn a_tenant_of_before_sees_their_own_time_and_nothing_after_it() {
    let house = House::open().await;
    let (shop, mut estate) = issued(&house).await;
    let now = house.app.clock.now();
    // Nima comes in on the first of Dey, in the place of Reza.
    house.wind(TimeDelta::days(30));
    let nima = Person { name: "Nima".to_owned(), mobile: Some(mobile(8)), ..people().remove(2) };
    buildings::settle_in(&house.app, estate.id, &[nima]).await.unwrap();
    let expense = ExpenseId::new(now);
    estate.spend(&house, &shop, (expense, 30_000_000)).await;
    house.run("update expenses set period = 16869 where amount = 30000000").await;
    estate.desk = house.sign_in(&shop).await;
    estate.issue(AZAR + 1).await;
    house.work().await;

    let (reza, nima) = (sign_in(&house, 2).await, sign_in(&house, 8).await);
    let (rezas, nimas) = (place(&reza).await, place(&nima).await);
    let bills = async |visitor: &Visitor, path: &str| {
        visitor.get(path).await.attributes("dt a[href*='/bills/']", "href")
    };
    let (his, hers) = (bills(&reza, &rezas).await, bills(&nima, &nimas).await);
    assert_eq!((his.len(), hers.len()), (1, 1));
    assert!(reza.get(&his[0]).await.text().contains("آذر"));
    assert!(nima.get(&hers[0]).await.text().contains("دی"));
    let other =
        |path: &str, bill: &str| format!("{path}/bills/{}", bill.rsplit('/').next().unwrap());
    assert_eq!(reza.get(&other(&rezas, &hers[0])).await.status, StatusCode::NOT_FOUND);
    assert_eq!(nima.get(&other(&nimas, &his[0])).await.status, StatusCode::NOT_FOUND);
    // Of the building's money each is told of their own months; an owner of all.
    let months = async |visitor: &Visitor, path: &str| {
        visitor.get(&format!("{path}/report")).await.texts("tbody th")
    };
    let mina = sign_in(&house, 3).await;
    let minas = place(&mina).await;
    assert_eq!(months(&mina, &minas).await, ["دی ۱۴۰۵", "آذر ۱۴۰۵"]);
    assert_eq!(months(&nima, &nimas).await, ["دی ۱۴۰۵"]);
    assert_eq!(months(&reza, &rezas).await, ["آذر ۱۴۰۵"], "the day of leaving is not his");
    // The secret address of the same person says no more.
    let door = reza.get(&rezas).await.attribute("a[href^='/b/']", "href").unwrap();
    assert_eq!(months(&house, &door).await, ["آذر ۱۴۰۵"]);
}

#[tokio::test]
async fn the_statement_adds_up_to_the_books_and_to_what_is_owed() {
    let house = House::open().await;
    let (shop, mut estate) = issued(&house).await;
    let door = address(&house, 2).await;
    pay(&house, &door, "400000").await;
    house.wind(TimeDelta::hours(1));
    estate.desk = house.sign_in(&shop).await;
    let run: uuid::Uuid =
        sqlx::query_scalar("select id from charge_runs").fetch_one(house.db()).await.unwrap();
    estate.desk.submit(&format!("{}/runs/{run}/reversal", estate.path()), &[]).await;
    house.wind(TimeDelta::minutes(10));
    estate.issue(AZAR).await;
    house.work().await;
    house.wind(TimeDelta::days(31));
    estate.desk = house.sign_in(&shop).await;
    let expense = ExpenseId::new(house.app.clock.now());
    estate.spend(&house, &shop, (expense, 30_000_000)).await;
    house.run("update expenses set period = 16869 where amount = 30000000").await;
    estate.issue(AZAR + 1).await;
    house.work().await;
    pay(&house, &door, "3000000").await;

    let reza = sign_in(&house, 2).await;
    let path = place(&reza).await;
    let tiles = async |query: &str| {
        let page = reza.get(&format!("{path}/statement?{query}")).await;
        assert_eq!(page.status, StatusCode::OK, "{page:?}");
        let figures: Vec<i64> =
            page.texts(".tiles dd bdi").iter().map(|text| number(text)).collect();
        let [opening, debit, credit, closing] = figures[..] else { panic!("{figures:?}") };
        assert_eq!(opening + debit - credit, closing, "{query}");
        let rows = page.texts("tbody tr td:last-child bdi");
        assert_eq!(rows.last().map_or(opening, |text| number(text)), closing, "{query}");
        (opening, closing, rows.len())
    };
    let (azar, dey) =
        (tiles("from=1405-09&to=1405-09").await, tiles("from=1405-10&to=1405-10").await);
    let whole = tiles("from=1405-09&to=1405-10").await;
    assert_eq!((azar.0, azar.1, dey.1), (0, dey.0, whole.1));
    assert_eq!(
        (azar.2, dey.2, whole.2),
        (4, 2, 6),
        "charge, payment, reversal, charge; charge, payment"
    );
    assert_eq!(tiles("from=1404-01&to=1405-08").await, (0, 0, 0));
    let books = "select sum(entries.amount)::bigint from entries
        join parties on parties.account_id = entries.account_id
        join residents on residents.id = parties.resident_id where name = 'Reza'";
    let credit = "select coalesce(sum(amount), 0)::bigint from party_credits
        join parties on parties.id = party_id
        join residents on residents.id = resident_id where name = 'Reza'";
    let owed = house.count(&format!("{OWED}'Reza'")).await - house.count(credit).await;
    assert!(owed < 0, "he has paid in advance");
    assert_eq!((whole.1, whole.1), (house.count(books).await, owed));

    let wrong = reza.get(&format!("{path}/statement?from=1405-10&to=1405-09")).await;
    assert!(wrong.status == 422 && wrong.text().contains("پس از ماه پایان"), "{wrong:?}");
    assert_eq!(wrong.attributes("option[selected]", "value"), ["1405-10", "1405-09"], "they stay");
    for query in ["from=zzz", "to=1405-13", "from=99999-01", "from=-1-02"] {
        let page = reza.get(&format!("{path}/statement?{query}")).await;
        assert_eq!(page.status, StatusCode::BAD_REQUEST, "{query}");
    }
    house.audit().await;
}

/// The rials in a figure in toman.
fn number(text: &str) -> i64 {
    let digit = |c: char| u32::from(c).checked_sub(0x6f0).filter(|digit| *digit < 10);
    let whole = text.chars().filter_map(digit).fold(0, |sum, digit| sum * 10 + i64::from(digit));
    let rials = if text.contains('\u{66b}') { whole } else { whole * 10 };
    if text.contains('\u{2212}') { -rials } else { rials }
}

#[tokio::test]
async fn what_changed_meanwhile_is_shown_anew_and_the_old_sum_is_never_charged() {
    let house = House::open().await;
    issued(&house).await;
    let door = address(&house, 2).await;
    let reza = sign_in(&house, 2).await;
    let before = reza.get("/my").await;
    pay(&house, &door, "400000").await;
    let again = press(&reza, &before).await;
    assert_eq!(again.status, StatusCode::CONFLICT, "{again:?}");
    let owed = house.count(&format!("{OWED}'Reza'")).await;
    assert_eq!(again.attribute("[name=shown]", "value").unwrap(), owed.to_string());
    assert_eq!(house.count("select count(*) from payments").await, 1);
    assert_eq!(press(&reza, &again).await.status, StatusCode::SEE_OTHER);
    let nothing = reza.submit(&place(&reza).await, &[("payment", ""), ("shown", "0")]).await;
    assert_eq!(nothing.status, StatusCode::CONFLICT);
}

#[tokio::test]
async fn a_member_without_a_shop_has_their_own_settings_and_may_open_one() {
    let house = House::open().await;
    issued(&house).await;
    let leila = sign_in(&house, 1).await;
    for path in ["/settings/me", "/settings/sessions", "/settings/workspaces", "/settings/password"]
    {
        let page = leila.get(path).await;
        assert_eq!(page.status, StatusCode::OK, "{path}: {page:?}");
        assert!(!page.html.contains("href=\"/links\""), "{path} leads nowhere that is not hers");
    }
    for path in ["/links", "/buildings", "/accounting", "/settings", "/payouts/new"] {
        assert_eq!(leila.get(path).await.location.as_deref(), Some("/my"), "{path}");
    }
    assert_eq!(leila.submit("/links", &[]).await.location.as_deref(), Some("/my"));
    let set = leila.submit("/settings/password", &[("password", "the white cat eats bread")]).await;
    assert_eq!(set.location.as_deref(), Some("/settings/me"), "{set:?}");
    let opened = leila.submit("/workspaces", &[("name", "Leila's")]).await;
    assert_eq!(opened.location.as_deref(), Some("/settings"), "{opened:?}");
    assert_eq!(leila.get("/home").await.status, StatusCode::OK);
    assert_eq!(leila.get("/my").await.status, StatusCode::OK);

    let again = house.visitor();
    let form = [("mobile", "09350000001"), ("password", "the white cat eats bread")];
    assert_eq!(again.submit("/login", &form).await.location.as_deref(), Some("/home"));
    let without = house.visitor();
    let reza = [("mobile", "09350000002"), ("password", "")];
    assert_eq!(without.submit("/login", &reza).await.status, 422);
}
