//! The pretend bank's page and the inbox, used as a person uses them.

use axum::http::StatusCode;
use axum::http::header;
use chrono::TimeDelta;
use peyvand::ids::NoticeId;
use peyvand::money::Money;
use peyvand::payments::Status;

use crate::support::bank::FEE;
use crate::support::house::House;
use crate::support::page::Page;
use crate::support::people::RENT;
use crate::support::people::Sent;
use crate::support::people::Shop;

#[tokio::test]
async fn a_payer_pays_on_the_banks_page_and_comes_back_to_a_receipt() {
    let (house, shop, sent) = at_the_bank().await;
    let page = house.get(&sent.page).await;
    assert_eq!(page.status, StatusCode::OK);
    for word in ["۲۴٬۵۰۰٬۰۰۰", "۲٬۴۵۰٬۰۰۰ تومان", "Rent", "۱۵ دقیقه"]
    {
        assert!(page.text().contains(word), "{word} in {page:?}");
    }

    let done = play(&house, &sent, "good", "pay").await;
    let back = done.location.unwrap();
    assert!(back.starts_with(&format!("{}?Authority=", sent.back)), "{back}");
    assert!(back.ends_with("&Status=OK"), "{back}");
    assert_eq!(house.get(&back).await.location, Some(sent.receipt.clone()));
    assert_eq!(house.balance(shop.workspace).await, RENT - FEE);
}

#[tokio::test]
async fn what_the_bank_refuses_says_why_and_moves_nothing() {
    for (card, play_it, code) in [
        ("no_funds", "pay", "no_funds"),
        ("wrong_secret", "pay", "wrong_secret"),
        ("blocked", "pay", "other"),
        ("good", "decline", "other"),
        ("good", "cancel", "cancelled"),
    ] {
        let (house, shop, sent) = at_the_bank().await;
        let back = play(&house, &sent, card, play_it).await.location.unwrap();
        assert!(back.ends_with("&Status=NOK"), "{back}");
        house.get(&back).await;
        let payment = house.payment(sent.id).await;
        assert_eq!((payment.status, payment.refusal.as_deref()), (Status::Refused, Some(code)));
        assert_eq!(house.balance(shop.workspace).await, Money::ZERO);
    }
}

#[tokio::test]
async fn a_browser_that_lies_about_the_status_changes_nothing() {
    let (house, shop, sent) = at_the_bank().await;
    house.get(&format!("{}?Status=OK&Authority=1", sent.back)).await;
    assert_eq!(house.payment(sent.id).await.status, Status::Sent);
    play(&house, &sent, "no_funds", "pay").await;
    house.get(&format!("{}?Status=OK", sent.back)).await;
    assert_eq!(house.payment(sent.id).await.status, Status::Refused);
    assert_eq!(house.balance(shop.workspace).await, Money::ZERO);
}

#[tokio::test]
async fn a_payer_who_closes_the_window_has_paid_within_a_minute() {
    let (house, shop, sent) = at_the_bank().await;
    let end = play(&house, &sent, "good", "lost").await.location.unwrap();
    let page = house.get(&end).await;
    assert_eq!(page.attribute(&format!("a[href^='{}']", sent.back), "href"), None, "{page:?}");
    house.live(TimeDelta::minutes(1)).await;
    assert_eq!(house.balance(shop.workspace).await, RENT - FEE);
}

#[tokio::test]
async fn a_payer_who_lingers_at_the_bank_finds_the_way_back() {
    let (house, shop, sent) = at_the_bank().await;
    let end = play(&house, &sent, "good", "late").await.location.unwrap();
    let page = house.get(&end).await;
    let back = page.attribute(&format!("a[href^='{}']", sent.back), "href").unwrap();
    house.live(TimeDelta::minutes(2)).await;
    assert_eq!(house.balance(shop.workspace).await, RENT - FEE, "the shop knows it before");
    assert_eq!(house.get(&back).await.location, Some(sent.receipt));
}

#[tokio::test]
async fn a_silent_bank_makes_the_payer_wait_and_nothing_is_lost() {
    let (house, shop, sent) = at_the_bank().await;
    let back = play(&house, &sent, "good", "silent").await.location.unwrap();
    house.get(&back).await;
    let page = house.get(&sent.receipt).await;
    assert!(page.headers.contains_key(header::REFRESH), "{page:?}");
    assert_eq!(house.balance(shop.workspace).await, Money::ZERO);
    house.wind(TimeDelta::seconds(31));
    house.work().await;
    assert_eq!(house.balance(shop.workspace).await, RENT - FEE);
}

#[tokio::test]
async fn a_bank_that_tells_twice_is_booked_once() {
    let (house, shop, sent) = at_the_bank().await;
    let end = play(&house, &sent, "good", "twice").await.location.unwrap();
    let page = house.get(&end).await;
    let told = page.attribute("form[target=_blank]", "action").unwrap();
    let back = page.attribute(&format!("a[href^='{}']", sent.back), "href").unwrap();
    let (told, back) = tokio::join!(house.come_from_bank(&told), house.get(&back));
    assert_eq!(
        (told.location.as_ref(), back.location.as_ref()),
        (Some(&sent.receipt), Some(&sent.receipt))
    );
    assert_eq!(house.balance(shop.workspace).await, RENT - FEE);
}

#[tokio::test]
async fn another_amount_is_booked_nowhere_until_the_bank_puts_it_right() {
    for (play_it, mending, balance) in
        [("more", "right", RENT - FEE), ("less", "reverse", Money::ZERO)]
    {
        let (house, shop, sent) = at_the_bank().await;
        let back = play(&house, &sent, "good", play_it).await.location.unwrap();
        house.get(&back).await;
        assert_eq!(house.payment(sent.id).await.held.as_deref(), Some("amount"));

        let mended = house.submit(&format!("{}/mending", sent.page), &[("mending", mending)]).await;
        assert_eq!(mended.status, StatusCode::SEE_OTHER);
        house.get(&sent.back).await;
        assert!(house.payment(sent.id).await.held.is_some(), "a browser does not lift it");
        peyvand::payments::look_into(&house.app, sent.id).await.unwrap();
        assert_eq!(house.balance(shop.workspace).await, balance);
        assert!(house.alarms().await.is_empty());
    }
}

#[tokio::test]
async fn a_bank_that_sends_the_payer_back_by_a_form_is_understood() {
    let (house, shop, sent) = at_the_bank().await;
    let fields = [("card", "good"), ("way", "post"), ("play", "pay")];
    let end = house.submit(&format!("{}/deed", sent.page), &fields).await.location.unwrap();
    let page = house.get(&end).await;
    assert_eq!(page.attribute("form#forward", "action").as_deref(), Some(sent.back.as_str()));
    house.come_from_bank(&sent.back).await;
    assert_eq!(house.balance(shop.workspace).await, RENT - FEE);
}

#[tokio::test]
async fn an_order_ends_once_and_its_time_ends_too() {
    let (house, shop, sent) = at_the_bank().await;
    play(&house, &sent, "good", "cancel").await;
    let again = play(&house, &sent, "good", "pay").await;
    assert_eq!(again.location.as_deref(), Some(sent.page.as_str()));
    assert!(house.get(&sent.page).await.text().contains("این پرداخت انجام نشد"));

    let late = house.send(house.link(&shop).await).await;
    house.wind(TimeDelta::minutes(15));
    play(&house, &late, "good", "pay").await;
    assert!(house.get(&late.page).await.text().contains("فرصت این پرداخت تمام شده است"));
    house.get(&late.back).await;
    let payment = house.payment(late.id).await;
    assert_eq!((payment.status, payment.refusal.as_deref()), (Status::Refused, Some("timed_out")));
    assert_eq!(house.balance(shop.workspace).await, Money::ZERO);
}

#[tokio::test]
async fn the_bank_says_so_when_it_knows_no_such_order() {
    let house = House::open().await;
    let page = house.get("/sandbox/bank/nothing").await;
    assert_eq!(page.status, StatusCode::NOT_FOUND);
    assert!(page.text().contains("بانک این پرداخت را نمی‌شناسد"), "{page:?}");
    let fields = [("card", "good"), ("way", "get"), ("play", "pay")];
    let deed = house.submit("/sandbox/bank/nothing/deed", &fields).await;
    assert_eq!(deed.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn the_inbox_shows_messages_as_their_readers_see_them() {
    let (house, shop, sent) = at_the_bank().await;
    house.run("update members set email = 'sara@sarv.example'").await;
    play(&house, &sent, "good", "pay").await;
    house.get(&sent.back).await;
    house.work().await;

    let page = house.get("/sandbox/inbox").await;
    assert!(page.text().contains("پرداخت شما به \u{2068}Sarv\u{2069} انجام شد"), "{page:?}");
    let link = page.attribute(".bubble a[href^='/r/']", "href");
    assert_eq!(link.as_deref(), Some(sent.receipt.as_str()), "an address can be followed");

    let mine = house.get(&format!("/sandbox/inbox?to={}", shop.mobile.as_str())).await;
    assert!(
        mine.text().contains("پرداخت شد") && !mine.text().contains("پرداخت شما به"),
        "{mine:?}"
    );
    let letters = house.get("/sandbox/inbox?kind=email").await;
    assert!(letters.text().contains("sara@sarv.example"), "{letters:?}");

    let letter = letters.attribute("a[href$='/letter']", "href").unwrap();
    let letter = house.get(&letter).await;
    let policy = letter.headers.get_all(header::CONTENT_SECURITY_POLICY).iter().collect::<Vec<_>>();
    assert_eq!(policy.len(), 1, "{policy:?}");
    let policy = policy[0].to_str().unwrap();
    assert!(policy.starts_with("default-src 'none'; style-src 'unsafe-inline'"), "{policy}");
    assert!(!policy.contains("script"), "{policy}");
}

#[tokio::test]
async fn a_message_to_a_dead_number_is_under_not_arrived_and_the_inbox_can_be_emptied() {
    let house = House::open().await;
    let shop = house.shop().await;
    house.run("update members set mobile = '09121230000'").await;
    let sent = house.send(house.link(&shop).await).await;
    play(&house, &sent, "good", "pay").await;
    house.get(&sent.back).await;
    house.work().await;

    let page = house.get("/sandbox/inbox?kind=missed").await;
    assert!(page.text().contains("۰۹۱۲۱۲۳۰۰۰۰") && page.text().contains("نرسید"), "{page:?}");
    let emptied = house.submit("/sandbox/inbox/emptying", &[]).await;
    assert_eq!(emptied.location.as_deref(), Some("/sandbox/inbox"));
    assert!(house.get("/sandbox/inbox").await.text().contains("اینجا پیامی نیست"));
}

#[tokio::test]
async fn hostile_text_in_a_message_stays_text() {
    let house = House::open().await;
    let letter = NoticeId::new(house.app.clock.now());
    sqlx::query(
        "insert into sandbox_messages
            (id, channel, recipient, subject, body, html, state, parts, received_at)
        values ($1, 'email', 'a@b.c', '<b>x', '<img src=x> javascript:alert(1) http://\"><i>',
            '<script>alert(1)</script>', 'delivered', 1, now())",
    )
    .bind(letter)
    .execute(house.db())
    .await
    .unwrap();
    let page = house.get("/sandbox/inbox").await;
    for tag in [".bubble img", ".bubble i", ".bubble b", "a[href^='javascript']"] {
        assert_eq!(page.attribute(tag, "href").or(page.attribute(tag, "src")), None, "{tag}");
    }
    assert!(page.text().contains("<img src=x>"), "{page:?}");
}

async fn at_the_bank() -> (House, Shop, Sent) {
    let house = House::open().await;
    let shop = house.shop().await;
    let sent = house.send(house.link(&shop).await).await;
    (house, shop, sent)
}

async fn play(house: &House, sent: &Sent, card: &str, play: &str) -> Page {
    let fields = [("card", card), ("way", "get"), ("play", play)];
    let done = house.submit(&format!("{}/deed", sent.page), &fields).await;
    assert_eq!(done.status, StatusCode::SEE_OTHER, "{done:?}");
    done
}
