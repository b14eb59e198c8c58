//! What a link says and asks besides its amount, and what becomes of it in its merchant's hands.

use axum::http::StatusCode;
use chrono::TimeDelta;
use peyvand::links;

use super::address;
use super::form;
use super::make;
use super::paying::pay;
use crate::support::house::House;
use crate::support::page::Page;
use crate::support::page::Visitor;

/// The path of a merchant's page about a link.
fn path(page: &Page) -> String {
    let path = page.attribute("form[action$='/archive']", "action").unwrap();
    path.trim_end_matches("/archive").to_owned()
}

/// Pays whatever the bank asks, and comes back.
async fn paid(house: &House, payer: &Visitor, sent: &Page) -> Page {
    let page = sent.location.clone().unwrap_or_else(|| panic!("not sent: {}", sent.text()));
    house.bank.pay(&page).await;
    let back = house.bank.line(&page).await.callback;
    let (_, path) = back.split_once("/back/").unwrap();
    let receipt = payer.come_from_bank(&format!("/back/{path}")).await.location.unwrap();
    house.work().await;
    payer.get(&receipt).await
}

#[tokio::test]
async fn a_merchants_number_is_for_one_link_of_the_workspace() {
    let house = House::open().await;
    let desk = house.sign_in(&house.shop().await).await;
    make(&desk, &[("reference", "A-208")]).await;
    let taken = desk.submit("/links", &form(&[("reference", "a-208")])).await;
    assert_eq!(taken.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(taken.attribute(".errors a[href='#reference']", "href").is_some());
    assert_eq!(taken.attribute("#reference", "value").as_deref(), Some("a-208"), "it stays");
    let other = house.sign_in(&house.shop().await).await;
    make(&other, &[("reference", "A-208")]).await;
    assert_eq!(house.count("select count(*) from links").await, 2);
}

#[tokio::test]
async fn a_payer_answers_what_is_required_and_the_merchant_reads_it_until_it_is_forgotten() {
    let house = House::open().await;
    let shop = house.shop().await;
    let desk = house.sign_in(&shop).await;
    let asks = [("ask_address", "must"), ("ask_note", "may"), ("own", "رنگ"), ("own_must", "0")];
    let page = make(&desk, &asks).await;
    let (payer, link) = (house.visitor(), address(&page));
    assert!(
        payer.get(&link).await.attribute("#forward", "action").is_none(),
        "there are questions"
    );
    let missing = pay(&payer, &link, &[("note", "عجله دارم")]).await;
    assert_eq!(missing.status, StatusCode::UNPROCESSABLE_ENTITY);
    for field in ["address", "own"] {
        assert!(missing.attribute(&format!(".errors a[href='#{field}']"), "href").is_some());
        assert!(missing.attribute(&format!("[id='{field}']"), "id").is_some(), "{field}");
    }
    assert!(missing.text().contains("عجله دارم"), "what was typed stays");

    let sent = pay(&payer, &link, &[("address", "ساری، کوچهٔ ۳"), ("own", "آبی")]).await;
    paid(&house, &payer, &sent).await;
    // A session does not last as long as an answer is kept.
    let read = async || house.sign_in(&shop).await.get(&path(&page)).await.text();
    assert!(read().await.contains("آبی"), "{}", read().await);
    assert!(read().await.contains("ساری، کوچهٔ ۳"));
    assert!(read().await.contains("نشانی پرداخت‌کننده"), "what is theirs is not called yours");
    assert!(!read().await.contains("نشانی شما"), "{}", read().await);
    house.wind(TimeDelta::days(394));
    links::forget(house.db(), house.app.clock.now()).await.unwrap();
    assert!(read().await.contains("آبی"));
    house.wind(TimeDelta::days(2));
    links::forget(house.db(), house.app.clock.now()).await.unwrap();
    assert!(!read().await.contains("آبی"), "nobody needs it any more");
}

#[tokio::test]
async fn a_receipt_thanks_and_names_the_site_that_it_leads_on_to() {
    let house = House::open().await;
    let desk = house.sign_in(&house.shop().await).await;
    for wrong in ["http://shop.example.com", "javascript:alert(1)", "https://a@b.example.com", "x"]
    {
        let page = desk.submit("/links", &form(&[("return_to", wrong)])).await;
        assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY, "{wrong}");
    }
    let said = [("thanks", "کتاب‌ها فردا می‌رسد."), ("return_to", "https://shop.example.com/ok")];
    let link = address(&make(&desk, &said).await);
    let payer = house.visitor();
    let sent = pay(&payer, &link, &[]).await;
    let receipt = paid(&house, &payer, &sent).await;
    assert!(receipt.text().contains("کتاب‌ها فردا می‌رسد."), "{}", receipt.text());
    assert!(receipt.text().contains("بازگشت به shop.example.com"));
    let leads = receipt.attribute("a[rel~=external]", "href");
    assert_eq!(leads.as_deref(), Some("https://shop.example.com/ok"));
}

#[tokio::test]
async fn an_edit_is_written_down_and_the_amount_stays_once_somebody_pays() {
    let house = House::open().await;
    let shop = house.shop().await;
    let desk = house.sign_in(&shop).await;
    let page = make(&desk, &[("expiry", "1d")]).await;
    let (path, link) = (path(&page), address(&page));
    let blank = desk.get(&format!("{path}/edit")).await;
    assert_eq!(blank.attribute("#title", "value").as_deref(), Some("سفارش ۳۴۷"));
    assert_eq!(blank.attribute("#amount", "value").as_deref(), Some("۲٬۴۵۰٬۰۰۰"));
    let edit = format!("{path}/edit");
    desk.submit(&edit, &form(&[("amount", "2000000"), ("expiry", "1d")])).await;
    assert!(house.visitor().get(&link).await.text().contains("۲٬۰۰۰٬۰۰۰"));
    let history = desk.get(&path).await.text();
    assert!(history.contains("لینک را تغییر داد"), "{history}");
    assert!(history.contains("۲٬۴۵۰٬۰۰۰ تومان") && history.contains("۲٬۰۰۰٬۰۰۰ تومان"));

    pay(&house.visitor(), &link, &[]).await;
    let refused = desk.submit(&edit, &form(&[("amount", "1000000"), ("expiry", "1d")])).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(refused.attribute(".errors a[href='#amount']", "href").is_some());

    // More time, after the time is over, opens the link again; and its end is told once more.
    house.wind(TimeDelta::days(2));
    assert_eq!(house.visitor().get(&link).await.status, StatusCode::GONE);
    let desk = house.sign_in(&shop).await;
    desk.submit(&edit, &form(&[("amount", "2000000"), ("expiry", "3d")])).await;
    assert_eq!(house.visitor().get(&link).await.status, StatusCode::OK);
}

#[tokio::test]
async fn a_link_is_made_like_another_but_for_its_number() {
    let house = House::open().await;
    let desk = house.sign_in(&house.shop().await).await;
    let said =
        [("reference", "A-1"), ("labels", "عمده، تهران"), ("taking", "units"), ("stock", "7")];
    let page = make(&desk, &said).await;
    let like = page.attribute("a[href*='like=']", "href").unwrap();
    let form = desk.get(&like).await;
    assert_eq!(form.attribute("#title", "value").as_deref(), Some("سفارش ۳۴۷"));
    assert_eq!(form.attribute("#labels", "value").as_deref(), Some("عمده، تهران"));
    assert_eq!(form.attribute("#stock", "value").as_deref(), Some("7"));
    assert_eq!(form.attribute("#reference", "value").as_deref(), Some(""));
}

#[tokio::test]
async fn chosen_links_are_cancelled_or_laid_aside_after_one_more_question() {
    let house = House::open().await;
    let desk = house.sign_in(&house.shop().await).await;
    let mut ids = vec![];
    for title in ["یک", "دو", "سه"] {
        let page = make(&desk, &[("title", title)]).await;
        ids.push(path(&page).trim_start_matches("/links/").to_owned());
    }
    let chosen = [("link", ids[0].as_str()), ("link", ids[1].as_str()), ("act", "close")];
    let question = desk.submit("/links/selection", &chosen).await;
    assert!(question.text().contains("۲ لینک را لغو می‌کنید؟"), "{}", question.text());
    assert_eq!(house.count("select count(*) from link_closures").await, 0, "it was a question");
    let sure: Vec<_> = chosen.into_iter().chain([("sure", "yes")]).collect();
    desk.submit("/links/selection", &sure).await;
    assert_eq!(house.count("select count(*) from link_closures").await, 2);

    let stranger = house.sign_in(&house.shop().await).await;
    let archive = [("link", ids[2].as_str()), ("act", "archive"), ("sure", "yes")];
    stranger.submit("/links/selection", &archive).await;
    assert!(desk.get("/links").await.html.contains(&ids[2]), "it is not the stranger's");
    desk.submit("/links/selection", &archive).await;
    assert!(!desk.get("/links").await.html.contains(&ids[2]));
    assert!(desk.get("/links?state=archived").await.html.contains(&ids[2]));
}

#[tokio::test]
async fn a_label_finds_its_links() {
    let house = House::open().await;
    let desk = house.sign_in(&house.shop().await).await;
    make(&desk, &[("title", "کتاب"), ("labels", "عمده")]).await;
    make(&desk, &[("title", "دفتر"), ("labels", "خرده")]).await;
    let list = desk.get("/links").await;
    let address = list.attribute("nav.chips a", "href").unwrap();
    let found = desk.get(&address).await.text();
    assert!(found.contains("دفتر") != found.contains("کتاب"), "{found}");
}

#[tokio::test]
async fn ten_times_the_usual_amount_is_made_only_when_it_is_meant() {
    let house = House::open().await;
    let desk = house.sign_in(&house.shop().await).await;
    make(&desk, &[("amount", "245000")]).await;
    make(&desk, &[("amount", "2449990")]).await;
    house.run("delete from links where amount = 24499900").await;
    let asked = desk.submit("/links", &form(&[("amount", "2450000")])).await;
    assert_eq!(asked.status, StatusCode::UNPROCESSABLE_ENTITY);
    let text = asked.text();
    assert!(text.contains("دو میلیون و چهارصد و پنجاه هزار تومان (۲۴٬۵۰۰٬۰۰۰ ریال)"), "{text}");
    assert_eq!(house.count("select count(*) from links").await, 1);
    let sure = asked.attribute("button[name=sure]", "value").unwrap();
    let page = make(&desk, &[("amount", "2450000"), ("sure", &sure)]).await;
    let other = form(&[("amount", "99000000"), ("sure", &sure)]);
    let other = desk.submit("/links", &other).await;
    assert_eq!(other.status, StatusCode::UNPROCESSABLE_ENTITY, "that was another amount");

    // An amount that is changed is looked at as one that is new.
    let path = page.attribute("a[href$='/edit']", "href").unwrap();
    let id = path.trim_start_matches("/links/").trim_end_matches("/edit");
    let fields = form(&[("amount", "24500000"), ("id", id), ("act", "change")]);
    let asked = desk.submit(&path, &fields).await;
    assert_eq!(asked.status, StatusCode::UNPROCESSABLE_ENTITY);
    let amounts = "select count(*) from links where amount = 245000000";
    assert_eq!(house.count(amounts).await, 0);
    let sure = asked.attribute("button[name=sure]", "value").unwrap();
    let fields = form(&[("amount", "24500000"), ("id", id), ("sure", &sure)]);
    desk.submit(&path, &fields).await;
    assert_eq!(house.count(amounts).await, 1);
}

#[tokio::test]
async fn a_payer_who_types_ten_times_the_largest_suggestion_is_asked_once_more() {
    let house = House::open().await;
    let desk = house.sign_in(&house.shop().await).await;
    let open = [("kind", "open"), ("suggestion", "100000"), ("uses", "many")];
    let link = address(&make(&desk, &open).await);
    let asked = pay(&house.visitor(), &link, &[("amount", "1000000")]).await;
    assert_eq!(asked.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(asked.text().contains("۱۰٬۰۰۰٬۰۰۰ ریال"), "{}", asked.text());
    let sure = asked.attribute("[name=sure]", "value").unwrap();
    let sent = pay(&house.visitor(), &link, &[("amount", "1000000"), ("sure", &sure)]).await;
    assert_eq!(sent.status, StatusCode::SEE_OTHER);
}

#[tokio::test]
async fn money_that_comes_too_late_goes_back_when_the_merchant_wants_none() {
    let house = House::open().await;
    let shop = house.shop().await;
    let desk = house.sign_in(&shop).await;
    let terms = [("expiry", "1d"), ("grace", "1"), ("late", "back"), ("when_over", "فردا دوباره")];
    let page = make(&desk, &terms).await;
    let (payer, link) = (house.visitor(), address(&page));
    house.wind(TimeDelta::hours(24) + TimeDelta::minutes(59));
    assert_eq!(payer.get(&link).await.status, StatusCode::OK, "there is an hour of grace");
    let sent = pay(&payer, &link, &[]).await;
    house.wind(TimeDelta::minutes(5));
    paid(&house, &payer, &sent).await;
    house.work().await;
    assert_eq!(house.balance(shop.workspace).await.as_rials(), 0);
    let given_back = "select count(*) from suspense_decisions where decision = 'given_back'
        and decided_by is null and done_at is not null";
    assert_eq!(house.count(given_back).await, 1);
    let dead = payer.get(&link).await;
    assert_eq!(dead.status, StatusCode::GONE);
    assert!(dead.text().contains("فردا دوباره"));
}
