//! Settling by hand: the money leaves once, and what does not arrive is in the wallet again.

use axum::http::StatusCode;
use chrono::TimeDelta;
use futures_util::future::join_all;
use peyvand::adapters::rail::sandbox::Mood;
use peyvand::adapters::rail::sandbox::Stage;
use peyvand::adapters::sms::parts;
use peyvand::ids::TransferId;
use peyvand::ledger;
use peyvand::ledger::Account;
use peyvand::locale::Language;
use peyvand::money::Money;
use peyvand::money::Unit;
use peyvand::notices;
use peyvand::notices::Manner;
use peyvand::notices::Message;
use peyvand::notices::WalletNews;
use peyvand::wallet;
use peyvand::wallet::HowMuch;
use peyvand::wallet::WalletError;

use crate::support::bank::FEE;
use crate::support::house::House;
use crate::support::page::Visitor;
use crate::support::people::RENT;
use crate::support::people::Shop;
use crate::support::wallet::OWN_IBAN;
use crate::support::wallet::SETTLEMENT_FEE;

/// What one payment leaves in the wallet.
const EARNED: Money = Money::rials(RENT.as_rials() - FEE.as_rials());

/// A shop that has earned something and named its account.
async fn with_money(mood: Mood) -> (House, Shop) {
    let house = House::open().await;
    house.rail_is(mood).await;
    let shop = house.shop().await;
    house.own_account(&shop).await;
    house.earn(&shop, 1).await;
    (house, shop)
}

async fn settle_all(house: &House, shop: &Shop) {
    house.settle(shop, HowMuch::All).await.unwrap();
    house.live(TimeDelta::minutes(10)).await;
}

async fn form_id(desk: &Visitor) -> String {
    let page = desk.get("/wallet").await;
    page.attribute("input[name=id]", "value").unwrap_or_else(|| panic!("{}", page.text()))
}

#[tokio::test]
async fn the_wallet_reaches_its_owners_account_once_however_often_the_button_is_pressed() {
    let (house, shop) = with_money(Mood::Slow).await;
    let desk = house.sign_in(&shop).await;
    let id = form_id(&desk).await;
    let fields = [("id", id.as_str()), ("amount", ""), ("how", "all")];
    let press = || desk.submit("/wallet/settlements", &fields);
    for pressed in join_all([press(), press(), press()]).await {
        assert_eq!(pressed.location, Some(format!("/wallet/settlements/{id}")));
    }
    house.live(TimeDelta::minutes(3)).await;
    assert_eq!(house.balance(shop.workspace).await, Money::ZERO);
    assert_eq!(house.on_the_way(&shop).await, EARNED, "it is held until it has left");
    let shown = desk.get(&format!("/wallet/settlements/{id}")).await.text();
    assert!(shown.contains("در راه"), "{shown}");

    house.rail_lets(Stage::Settled).await;
    house.live(TimeDelta::hours(1)).await;
    let book = house.rail_book().await;
    assert_eq!(book.len(), 1);
    assert_eq!((book[0].iban.as_str(), book[0].amount), (OWN_IBAN, EARNED - SETTLEMENT_FEE));
    assert_eq!(house.on_the_way(&shop).await, Money::ZERO);
    let earned = ledger::balance(house.db(), Account::PayoutFees.id()).await.unwrap();
    assert_eq!(earned, SETTLEMENT_FEE);
    let told = house.sms_to(&shop.mobile).await;
    let told = told.last().unwrap();
    assert!(told.contains("••۹۰۰۲") && told.contains("واریز شد"), "{told}");
    let desk = house.sign_in(&shop).await;
    let shown = desk.get(&format!("/wallet/settlements/{id}")).await.text();
    assert!(shown.contains("شمارهٔ پیگیری"), "{shown}");
    assert!(!shown.contains("820540102680"), "the number is shown masked");
    let statement = desk.get("/accounting/statement").await.text();
    assert!(statement.contains("تسویه به حساب خود"), "{statement}");
}

#[tokio::test]
async fn the_same_form_with_another_amount_is_not_another_settlement() {
    let (house, shop) = with_money(Mood::Slow).await;
    let desk = house.sign_in(&shop).await;
    let id = form_id(&desk).await;
    let of = |amount| [("id", id.as_str()), ("amount", amount), ("how", "this")];
    let first = desk.submit("/wallet/settlements", &of("1000000")).await;
    assert_eq!(first.status, StatusCode::SEE_OTHER);
    let second = desk.submit("/wallet/settlements", &of("۵۰۰٬۰۰۰")).await;
    assert_eq!(second.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(second.text().contains("پیش‌تر فرستاده شده"), "{}", second.text());
    assert_eq!(house.on_the_way(&shop).await, Money::rials(10_000_000));
}

#[tokio::test]
async fn a_rail_that_accepted_and_fell_silent_is_asked_and_the_money_leaves_once() {
    let (house, shop) = with_money(Mood::Silent).await;
    settle_all(&house, &shop).await;
    house.live(TimeDelta::hours(2)).await;
    assert_eq!(house.rail_book().await.len(), 1);
    let told = "select count(*) from rail_calls where op = 'submit'";
    assert_eq!(house.count(told).await, 1);
    assert_eq!(house.on_the_way(&shop).await, Money::ZERO);
    assert_eq!(house.balance(shop.workspace).await, Money::ZERO);
}

#[tokio::test]
async fn what_a_silent_rail_may_have_made_is_neither_sent_again_nor_put_back() {
    let (house, shop) = with_money(Mood::Lost).await;
    settle_all(&house, &shop).await;
    house.live(TimeDelta::hours(3)).await;
    assert_eq!(house.on_the_way(&shop).await, EARNED);
    assert_eq!(house.balance(shop.workspace).await, Money::ZERO);
}

#[tokio::test]
async fn money_that_is_refused_is_in_the_wallet_again_whole_and_once() {
    let (house, shop) = with_money(Mood::Refusing).await;
    settle_all(&house, &shop).await;
    assert_eq!(house.balance(shop.workspace).await, EARNED);
    assert_eq!(house.on_the_way(&shop).await, Money::ZERO);
    let told = house.sms_to(&shop.mobile).await;
    assert!(told.last().unwrap().contains("برگشت"), "{told:?}");

    // A worker that died before it said so does the job again.
    let transfer: uuid::Uuid =
        sqlx::query_scalar("select id from transfers").fetch_one(house.db()).await.unwrap();
    wallet::follow(&house.app, TransferId::from(transfer), "refused").await.unwrap();
    house.work().await;
    assert_eq!(house.balance(shop.workspace).await, EARNED);
    assert_eq!(house.sms_to(&shop.mobile).await, told, "and nobody hears it twice");

    house.rail_is(Mood::Prompt).await;
    settle_all(&house, &shop).await;
    assert_eq!(house.balance(shop.workspace).await, Money::ZERO);
}

#[tokio::test]
async fn money_that_a_bank_sends_back_after_days_is_in_the_wallet_again() {
    let (house, shop) = with_money(Mood::Prompt).await;
    settle_all(&house, &shop).await;
    assert_eq!(house.balance(shop.workspace).await, Money::ZERO);
    house.wind(TimeDelta::days(2));
    house.rail_lets(Stage::Returned).await;
    house.live(TimeDelta::hours(7)).await;
    assert_eq!(house.balance(shop.workspace).await, EARNED, "the fee too");
    assert_eq!(house.alarms().await, ["transfer_returned"]);
}

#[tokio::test]
async fn a_crash_between_hold_and_plan_leaves_neither() {
    let (house, shop) = with_money(Mood::Prompt).await;
    house
        .run(
            "create function die() returns trigger language plpgsql as
            $$ begin raise exception 'the power went'; end $$;
            create trigger die before insert on transfers for each row execute function die();",
        )
        .await;
    let died = house.settle(&shop, HowMuch::All).await;
    assert!(matches!(died, Err(WalletError::Transfer(_))), "{died:?}");
    assert_eq!(house.balance(shop.workspace).await, EARNED);
    assert_eq!(house.count("select count(*) from wallet_settlements").await, 0);

    house.run("drop trigger die on transfers").await;
    settle_all(&house, &shop).await;
    assert_eq!(house.rail_book().await.len(), 1);
}

#[tokio::test]
async fn two_settlements_at_once_take_no_more_than_there_is() {
    let (house, shop) = with_money(Mood::Slow).await;
    let half = HowMuch::This(Money::rials(EARNED.as_rials() / 2 + 1));
    let both = tokio::join!(house.settle(&shop, half), house.settle(&shop, half));
    let made = [both.0, both.1].into_iter().flatten().count();
    assert_eq!(made, 1);
}

#[tokio::test]
async fn what_cannot_be_settled_is_said_beside_the_field_and_moves_nothing() {
    let (house, shop) = with_money(Mood::Prompt).await;
    let desk = house.sign_in(&shop).await;
    for (amount, said) in [
        ("", "مبلغ را بنویسید"),
        ("zzz", "فقط با رقم"),
        ("1", "کمترین مبلغ تسویه"),
        ("9000000", "موجودی قابل برداشت"),
    ] {
        let id = form_id(&desk).await;
        let fields = [("id", id.as_str()), ("amount", amount), ("how", "this")];
        let page = desk.submit("/wallet/settlements", &fields).await;
        assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY, "{amount}");
        assert!(page.text().contains(said), "{amount}: {}", page.text());
        assert_eq!(page.attribute("input[name=amount]", "value").as_deref(), Some(amount));
    }
    let strange = desk.submit("/wallet/settlements", &[("account", "mine")]).await;
    assert_eq!(strange.status, StatusCode::BAD_REQUEST);
    assert_eq!(house.balance(shop.workspace).await, EARNED);
}

#[tokio::test]
async fn a_shop_that_owes_the_house_settles_only_the_rest() {
    let (house, shop) = with_money(Mood::Prompt).await;
    let owed = Money::rials(4_000_000);
    let mut tx = house.app.db.begin().await.unwrap();
    let now = house.app.clock.now();
    ledger::open_account(&mut tx, &Account::Receivable(shop.workspace), now).await.unwrap();
    let journal = ledger::Journal::of("debt", &shop.workspace, now)
        .debit(Account::Receivable(shop.workspace).id(), owed)
        .credit(Account::GatewayClearing("sandbox").id(), owed);
    ledger::post(&mut tx, &journal).await.unwrap();
    tx.commit().await.unwrap();
    let over = house.settle(&shop, HowMuch::This(EARNED)).await;
    assert!(matches!(over, Err(WalletError::Holds(held)) if held == EARNED - owed), "{over:?}");
    house.leave_unchecked();
}

#[tokio::test]
async fn every_message_about_a_wallet_fits_into_two_parts() {
    let house = House::open().await;
    let (settlement, amount) = (uuid::Uuid::from_u128(u128::MAX), Money::rials(9_876_543_210_000));
    let tail = "9002".to_owned();
    let of =
        |is_planned| WalletNews::OnItsWay { settlement, amount, tail: tail.clone(), is_planned };
    let events = [
        WalletNews::OwnAccount { tail: tail.clone(), usable_at: house.app.clock.now() },
        WalletNews::SecondWord { above: Some(amount), effective_at: house.app.clock.now() },
        WalletNews::SecondWord { above: None, effective_at: house.app.clock.now() },
        of(true),
        of(false),
        WalletNews::Arrived {
            settlement,
            amount,
            tail: tail.clone(),
            tracking: Some("140509011234567890".to_owned()),
        },
        WalletNews::Late { settlement, amount, tail: tail.clone() },
        WalletNews::CameBack { settlement, amount, tail: tail.clone() },
    ];
    for language in [Language::Fa, Language::En] {
        for news in events.clone() {
            let manner = Manner { language, unit: Unit::Toman };
            let text = notices::say(&house.app, manner, &Message::Wallet(news)).sms();
            assert!(parts(&text) <= 2, "{} parts: {text}", parts(&text));
        }
    }
}
