//! What messages about a link say.

use chrono::TimeDelta;
use peyvand::ids::LinkId;
use peyvand::ids::PaymentId;
use peyvand::locale::Language;
use peyvand::money::Money;
use peyvand::money::Unit;
use peyvand::notices;
use peyvand::notices::Asked;
use peyvand::notices::Expired;
use peyvand::notices::Manner;
use peyvand::notices::Message;
use peyvand::notices::Paid;
use peyvand::notices::Receipt;
use peyvand::tokens::Door;

use crate::support::house::House;

/// The messages about a link, with names as given.
fn messages(house: &House, merchant: &str, title: &str, payer: &str) -> Vec<Message> {
    let now = house.app.clock.now();
    let (link, payment) = (LinkId::new(now), PaymentId::new(now));
    let amount = Money::rials(24_500_000);
    let (merchant, title) = (merchant.to_owned(), title.to_owned());
    let payer = Some(payer.to_owned());
    let asked = Asked {
        merchant: merchant.clone(),
        title: title.clone(),
        amount: Some(amount),
        until: Some(now + TimeDelta::days(3)),
        early: None,
        door: Door::Link { link, version: 1 },
    };
    let early = Some((now + TimeDelta::days(1), amount));
    vec![
        Message::PaymentAsked(asked.clone()),
        Message::PaymentAsked(Asked { early, ..asked }),
        Message::Paid(Paid {
            payer: payer.clone(),
            title: title.clone(),
            amount,
            tracking: 4_081_236_700,
            link,
            suspended: false,
        }),
        Message::Receipt(Receipt {
            merchant: merchant.clone(),
            amount,
            tracking: 4_081_236_700,
            payment,
            suspended: false,
        }),
        Message::Expired(Expired {
            payer,
            title: title.clone(),
            amount: Some(amount),
            link,
            payments: 0,
        }),
        Message::Withdrawn { merchant, title },
    ]
}

#[tokio::test]
async fn a_message_says_who_how_much_and_what_for_and_ends_with_its_address() {
    let house = House::open().await;
    let manner = Manner { language: Language::Fa, unit: Unit::Toman };
    let messages = messages(&house, "کتاب‌فروشی سرو", "سفارش ۳۴۷", "نرگس رضایی");
    let texts: Vec<String> =
        messages.iter().map(|message| notices::say(&house.app, manner, message).sms()).collect();
    let begins = [
        "کتاب‌فروشی سرو: ۲٬۴۵۰٬۰۰۰ تومان، سفارش ۳۴۷\nمهلت: ",
        "کتاب‌فروشی سرو: ۲٬۴۵۰٬۰۰۰ تومان، سفارش ۳۴۷\nتا ۲ آذر با تخفیف: ۲٬۴۵۰٬۰۰۰ تومان\n",
        "پرداخت شد: نرگس رضایی، ۲٬۴۵۰٬۰۰۰ تومان\nسفارش ۳۴۷، کد پیگیری ۴۰۸۱۲۳۶۷۰۰\nhttp",
        "پرداخت شما به کتاب‌فروشی سرو انجام شد.\n۲٬۴۵۰٬۰۰۰ تومان، کد پیگیری ۴۰۸۱۲۳۶۷۰۰\nhttp",
        "مهلت «سفارش ۳۴۷» گذشت و پرداخت نشد.\nنرگس رضایی، ۲٬۴۵۰٬۰۰۰ تومان\nhttp",
        "کتاب‌فروشی سرو لینک پرداخت «سفارش ۳۴۷» را لغو کرد.",
    ];
    for (text, begin) in texts.iter().zip(begins) {
        assert!(text.starts_with(begin), "{text}");
    }
    assert!(texts[0].lines().last().unwrap().contains("/p/"), "{}", texts[0]);
}
