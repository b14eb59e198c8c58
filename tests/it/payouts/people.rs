//! What the two people of a payout see and may do.

use axum::http::StatusCode;
use chrono::TimeDelta;
use peyvand::adapters::sms::parts;
use peyvand::ids::PayoutId;
use peyvand::locale::Language;
use peyvand::money::Money;
use peyvand::money::Unit;
use peyvand::notices;
use peyvand::notices::Manner;
use peyvand::notices::Message;
use peyvand::notices::PayoutEvent;
use peyvand::notices::PayoutNews;
use peyvand::payouts;
use peyvand::payouts::FeeBorneBy;
use peyvand::payouts::NewPayout;
use peyvand::tokens;
use peyvand::tokens::Door;

use crate::support::house::House;
use crate::support::payouts::CARD;
use crate::support::payouts::GIVEN;
use crate::support::payouts::OTHERS_IBAN;
use crate::support::payouts::RECIPIENT;
use crate::support::payouts::recipients_mobile;

#[tokio::test]
async fn two_clicks_bring_the_money_from_the_payers_card_to_the_recipients_account() {
    let house = House::open().await;
    let shop = house.shop().await;
    let payout = house.payout(&shop).await;

    let asked = house.sms_to(&recipients_mobile()).await;
    assert!(asked[0].contains("۶٬۲۰۰٬۰۰۰") && asked[0].contains("Sarv"), "{asked:?}");
    let page = house.recipients_page().await;
    let shown = house.visitor().get(&page).await.text();
    assert!(shown.contains("طراحی جلد سه کتاب") && shown.contains("۶٬۲۰۰٬۰۰۰"), "{shown}");

    let recipient = house.answer(CARD).await;
    let given = recipient.get(&page).await.text();
    assert!(given.contains("ملی ایران") && given.contains("۶۰۳۷ ۹۹•• •••• ۷۸۹۳"), "{given}");

    let send = house.payers_page(&shop).await;
    let agreed = house.visitor().get(&send).await.text();
    assert!(agreed.contains(RECIPIENT) && agreed.contains("۶٬۲۱۲٬۴۰۰"), "{agreed}");
    house.pay_payout(&shop).await;
    house.live(TimeDelta::minutes(10)).await;

    let book = house.rail_book().await;
    assert_eq!(book.len(), 1);
    assert_eq!(book[0].iban.get(4..7), Some("017"), "at the bank of the card");
    let told = house.sms_to(&recipients_mobile()).await;
    assert!(told.last().unwrap().contains("واریز شد"), "{told:?}");
    let told = house.sms_to(&shop.mobile).await;
    let said = "۶٬۲۰۰٬۰۰۰ تومان به حساب امین بهشتی واریز شد";
    assert!(told.last().unwrap().contains(said), "{told:?}");
    let desk = house.sign_in(&shop).await;
    let shown = desk.get(&format!("/payouts/{payout}")).await.text();
    assert!(shown.contains("واریز شد") && shown.contains("شمارهٔ پیگیری"), "{shown}");
}

#[tokio::test]
async fn who_has_the_link_but_not_the_phone_names_no_account() {
    let house = House::open().await;
    let shop = house.shop().await;
    house.payout(&shop).await;
    let path = format!("{}/destination", house.recipients_page().await);

    let thief = house.visitor();
    thief.submit(&path, &[("number", OTHERS_IBAN)]).await;
    house.work().await;
    for _ in 0..5 {
        let wrong = [("number", OTHERS_IBAN), ("code", "000000")];
        let answer = thief.submit(&path, &wrong).await;
        assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
    }
    // The right code, on the sixth try and in another browser.
    let code = house.recipients_code().await;
    let right = [("number", OTHERS_IBAN), ("code", code.as_str())];
    assert_eq!(thief.submit(&path, &right).await.status, StatusCode::UNPROCESSABLE_ENTITY);
    let other = house.visitor().submit(&path, &right).await;
    assert_eq!(other.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(house.count("select count(*) from payout_destinations").await, 0);
}

#[tokio::test]
async fn a_number_that_cannot_be_is_told_beside_the_field_and_stays_there() {
    let house = House::open().await;
    let shop = house.shop().await;
    house.payout(&shop).await;
    let path = format!("{}/destination", house.recipients_page().await);
    for (number, says) in [
        ("", "شمارهٔ کارت یا شبا را بنویسید"),
        ("123", "رقم‌ها را بشمارید"),
        ("6037991234567890", "به هیچ کارتی نمی‌خورد"),
        ("4444333322221111", "از بانک‌های ایران نیست"),
        ("IR820540102680020817909003", "این شبا درست نیست"),
        ("IR82054010268002", "شبا IR و ۲۴ رقم است"),
        ("DE89370400440532013000", "فقط به حساب‌های ایران"),
        ("IR062960000000100324200001", "بانک این شبا را نمی‌شناسیم"),
    ] {
        let page = house.visitor().submit(&path, &[("number", number)]).await;
        assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY, "{number}");
        assert!(page.text().contains(says), "{number}: {}", page.text());
        assert_eq!(page.attribute("#number", "value").unwrap_or_default(), number);
    }
}

#[tokio::test]
async fn what_the_recipient_changes_makes_the_payers_old_link_say_so() {
    let house = House::open().await;
    let shop = house.shop().await;
    house.payout(&shop).await;
    let recipient = house.answer(CARD).await;
    let old = house.payers_page(&shop).await;
    let before = house.get(&old).await;

    let page = house.recipients_page().await;
    recipient.submit(&format!("{page}/correction"), &[]).await;
    let shown = house.get(&old).await;
    assert_eq!(shown.status, StatusCode::GONE);
    assert!(shown.text().contains("لینک کهنه"), "{}", shown.text());

    // The form that was open before the change pays for nothing.
    let field = |name: &str| before.attribute(&format!("input[name={name}]"), "value").unwrap();
    let (payment, seen) = (field("payment"), field("seen"));
    let late = [("payment", payment.as_str()), ("seen", seen.as_str())];
    let answer = house.submit(&format!("{old}/payment"), &late).await;
    assert_eq!(answer.status, StatusCode::GONE, "{}", answer.text());
    assert_eq!(house.count("select count(*) from payments").await, 0);

    house.wind(TimeDelta::seconds(1));
    recipient.submit(&format!("{page}/destination"), &[("number", OTHERS_IBAN)]).await;
    recipient.submit(&format!("{page}/confirmation"), &[]).await;
    house.work().await;
    let new = house.payers_page(&shop).await;
    assert_ne!(new, old);
    assert!(house.get(&new).await.text().contains("پارسیان"));
}

#[tokio::test]
async fn neither_persons_link_opens_the_others_page() {
    let house = House::open().await;
    let shop = house.shop().await;
    house.payout(&shop).await;
    house.answer(CARD).await;
    let (recipient, payer) = (house.recipients_page().await, house.payers_page(&shop).await);
    let token = |path: &str| path.rsplit('/').next().unwrap().to_owned();
    for path in [format!("/send/{}", token(&recipient)), format!("/to/{}", token(&payer))] {
        assert_eq!(house.get(&path).await.status, StatusCode::NOT_FOUND);
    }
}

#[tokio::test]
async fn a_recipient_who_wants_another_amount_is_heard_and_may_be_granted_it() {
    let house = House::open().await;
    let shop = house.shop().await;
    let payout = house.payout(&shop).await;
    let page = house.recipients_page().await;
    let nothing_chosen = house.visitor().submit(&format!("{page}/reply"), &[]).await;
    assert_eq!(nothing_chosen.status, StatusCode::UNPROCESSABLE_ENTITY);

    let wants = [("kind", "wrong_amount"), ("amount", "۷٬۰۰۰٬۰۰۰"), ("note", "سه جلد بود")];
    house.visitor().submit(&format!("{page}/reply"), &wants).await;
    house.work().await;
    let told = house.sms_to(&shop.mobile).await;
    assert!(told.last().unwrap().contains("۷٬۰۰۰٬۰۰۰"), "{told:?}");

    let desk = house.sign_in(&shop).await;
    let shown = desk.get(&format!("/payouts/{payout}")).await.text();
    assert!(shown.contains("سه جلد بود"), "{shown}");
    desk.submit(&format!("/payouts/{payout}/proposal"), &[]).await;
    house.work().await;
    let shown = house.visitor().get(&house.recipients_page().await).await.text();
    assert!(shown.contains("۷٬۰۰۰٬۰۰۰"), "{shown}");
}

#[tokio::test]
async fn an_account_is_kept_for_the_next_time_only_when_its_owner_says_so() {
    let house = House::open().await;
    let shop = house.shop().await;
    house.payout(&shop).await;
    let recipient = house.answer(CARD).await;
    house.payout(&shop).await;
    let page = house.recipients_page().await;
    assert!(!recipient.get(&page).await.text().contains("همان حساب"), "nobody asked to keep it");

    let path = format!("{page}/destination");
    house.wind(TimeDelta::minutes(1));
    recipient.submit(&path, &[("number", CARD)]).await;
    house.work().await;
    let code = house.recipients_code().await;
    recipient.submit(&path, &[("number", CARD), ("code", &code)]).await;
    recipient.submit(&format!("{page}/confirmation"), &[("keep", "yes")]).await;

    house.payout(&shop).await;
    let next = house.recipients_page().await;
    let shown = recipient.get(&next).await.text();
    assert!(shown.contains("همان حساب") && !shown.contains("۷۸۹۳"), "{shown}");
    // On the page of the last time this browser has shown whose it is.
    recipient.submit(&format!("{page}/kept/end"), &[]).await;
    assert_eq!(house.count("select count(*) from payout_accounts").await, 0);
}

#[tokio::test]
async fn who_is_known_by_an_address_only_may_let_the_account_be_kept_too() {
    let house = House::open().await;
    let shop = house.shop().await;
    let recipient = house.visitor();
    let asked = async |address: &str| {
        house.wind(TimeDelta::minutes(1));
        let now = house.app.clock.now();
        let new = NewPayout {
            id: PayoutId::new(now),
            title: "طراحی جلد سه کتاب".to_owned(),
            recipient_name: RECIPIENT.to_owned(),
            recipient_mobile: None,
            recipient_email: Some(address.to_owned()),
            amount: GIVEN,
            fee_borne_by: FeeBorneBy::Payer,
            answer_until: now + TimeDelta::days(7),
            pay_time: TimeDelta::days(7),
        };
        payouts::create(&house.app, (shop.workspace, shop.owner), &new).await.unwrap();
        house.work().await;
        Door::PayoutRecipient { payout: new.id }.path(&house.app.keys)
    };
    let page = asked("Amin@example.ir").await;
    let path = format!("{page}/destination");
    recipient.submit(&path, &[("number", CARD)]).await;
    house.work().await;
    let body: String = sqlx::query_scalar(
        "select body from sandbox_messages where channel = 'email' and body like '%کد تأیید پیوند:%'",
    )
    .fetch_one(house.db())
    .await
    .unwrap();
    let (_, code) = body.split_once("کد تأیید پیوند:").unwrap();
    let code = code.split_whitespace().next().unwrap();
    recipient.submit(&path, &[("number", CARD), ("code", code)]).await;
    let shown = recipient.get(&page).await;
    assert!(shown.attribute("input[name=keep]", "value").is_some(), "{}", shown.text());
    recipient.submit(&format!("{page}/confirmation"), &[("keep", "yes")]).await;

    // The same person, however the address was typed; and nobody else.
    let next = asked("amin@example.ir").await;
    let shown = recipient.get(&next).await.text();
    assert!(shown.contains("همان حساب") && !shown.contains("۷۸۹۳"), "{shown}");
    let others = asked("sara@example.ir").await;
    assert!(!recipient.get(&others).await.text().contains("همان حساب"));
    recipient.submit(&format!("{page}/kept/end"), &[]).await;
    assert_eq!(house.count("select count(*) from payout_accounts").await, 0);
}

#[tokio::test]
async fn nobody_answers_and_the_payer_is_told_once() {
    let house = House::open().await;
    let shop = house.shop().await;
    house.payout(&shop).await;
    house.wind(TimeDelta::days(7));
    house.work().await;
    house.wind(TimeDelta::days(1));
    house.work().await;
    let told = house.sms_to(&shop.mobile).await;
    let expired = told.iter().filter(|text| text.contains("مهلت واریز")).count();
    assert_eq!(expired, 1, "{told:?}");
    assert_eq!(house.get(&house.recipients_page().await).await.status, StatusCode::GONE);
}

/// Names are cut at 24 letters, and the largest payout has nine figures in toman.
#[tokio::test]
async fn no_message_of_a_payout_costs_more_than_two_parts_however_long_the_names() {
    let house = House::open().await;
    let (payout, tail) = (PayoutId::new(house.app.clock.now()), "7893".to_owned());
    let recipient = Door::PayoutRecipient { payout };
    let payer = Door::PayoutPayer { payout, revision: 1 };
    let until = house.app.clock.now() + TimeDelta::days(7);
    let amount = Money::rials(1_999_999_990);
    let events = [
        PayoutEvent::Asked { until, door: recipient },
        PayoutEvent::Ready { door: payer },
        PayoutEvent::AwaitsApproval,
        PayoutEvent::NotApproved {
            reason: "این مبلغ را نمی‌شناسم و قرارداد ندارد".to_owned()
        },
        PayoutEvent::NotThem,
        PayoutEvent::OtherAmount { proposal: Some(amount) },
        PayoutEvent::Refused,
        PayoutEvent::Paid,
        PayoutEvent::OnItsWay { tail: tail.clone(), door: recipient },
        PayoutEvent::Sent,
        PayoutEvent::Arrived { tail: tail.clone(), door: recipient },
        PayoutEvent::Late,
        PayoutEvent::LateForYou { tail: tail.clone(), door: recipient },
        PayoutEvent::Failed,
        PayoutEvent::DidNotArrive { tail },
        PayoutEvent::Ended,
        PayoutEvent::Expired,
        PayoutEvent::Suspended,
    ];
    for language in [Language::Fa, Language::En] {
        for event in events.clone() {
            let news = PayoutNews {
                payout,
                other: "شرکت تعاونی تولید و توزیع کتاب‌های کمیاب".to_owned(),
                title: "بازسازی نمای ساختمان و پارکینگ".to_owned(),
                amount,
                event,
            };
            let manner = Manner { language, unit: Unit::Toman };
            let text = notices::say(&house.app, manner, &Message::Payout(news)).sms();
            assert!(parts(&text) <= 2, "{} parts: {text}", parts(&text));
        }
    }
}

#[tokio::test]
async fn the_address_in_a_message_leads_there_from_another_workspace_of_the_same_member() {
    let house = House::open().await;
    let shop = house.shop().await;
    let payout = house.payout(&shop).await;
    let short = format!("/o/{}", tokens::short(payout.as_uuid()));
    let desk = house.sign_in(&shop).await;
    let there = desk.get(&short).await;
    assert!(
        there.location.is_some_and(|page| page.starts_with("/payouts/")),
        "at home it is there"
    );
    desk.submit("/workspaces", &[("name", "مدیریت ساختمان نسترن")]).await;
    let asked = desk.get(&short).await;
    assert!(asked.text().contains("این صفحه از کسب‌وکار دیگر شماست"), "{}", asked.text());
    let go = asked.attribute("form.card", "action").expect("a way there");
    let next = asked.attribute("[name=next]", "value").expect("the page");
    assert_eq!(desk.submit(&go, &[("next", &next)]).await.location, Some(next.clone()));
    assert_eq!(desk.get(&next).await.status, StatusCode::OK);
    let stranger = house.sign_in(&house.shop().await).await;
    assert_eq!(stranger.get(&short).await.status, StatusCode::NOT_FOUND);
}
