//! Money at a merchant's own terminal in the accounts: seen, and never taken for money of the wallet.

use axum::http::StatusCode;
use chrono::TimeDelta;
use peyvand::ids::RefundId;
use peyvand::ids::TerminalId;
use serde_json::json;

use super::NOTHING;
use super::Stand;
use super::credential;
use crate::buildings::paying;
use crate::support::fakes::gateways::Fake;
use crate::support::fakes::gateways::Kind;
use crate::support::fakes::gateways::Stage;
use crate::support::fakes::gateways::zarinpal;
use crate::support::house::House;
use crate::support::payouts::CARD;
use crate::support::people::RENT;

#[tokio::test]
async fn the_accounts_show_it_with_its_terminal_and_the_wallet_has_nothing_to_settle() {
    let stand = Stand::beside_the_bank(Kind::Zarinpal).await;
    stand.pay(stand.link).await;
    let desk = stand.desk().await;
    let page = desk.get("/accounting").await.text();
    assert!(page.contains("درگاه خودتان: زرین‌پال"), "{page}");
    assert!(page.contains("یک‌راست به حساب شما رفته"), "{page}");
    let tiles = desk.get("/accounting").await.texts("dl.tiles > div");
    let tile = |name: &str| tiles.iter().find(|tile| tile.starts_with(name)).cloned();
    assert!(tile("دریافت").is_some_and(|it| it.contains("۲٬۴۵۰٬۰۰۰")), "{tiles:?}");
    assert!(tile("به درگاه خودتان").is_some_and(|it| it.contains("۲٬۴۵۰٬۰۰۰")), "{tiles:?}");
    assert!(tile("گردش موجودی").is_some_and(|it| !it.contains("۲٬۴۵۰٬۰۰۰")), "{tiles:?}");
    let csv = desk.get("/accounting.csv").await.html;
    assert!(csv.contains("درگاه خودتان: زرین‌پال"), "{csv}");
    assert!(csv.contains("24500000"), "{csv}");
    let statement = desk.get("/accounting/statement").await.text();
    assert!(statement.contains("در این دوره پولی جابه‌جا نشده است"), "{statement}");
    let wallet = desk.get("/wallet").await.text();
    assert!(!wallet.contains("۲٬۴۵۰٬۰۰۰"), "{wallet}");
    let receipt = peyvand::payments::receipt_path(
        &stand.house.app.keys,
        stand.house.payment(last(&stand).await).await.id,
    );
    assert!(stand.house.get(&receipt).await.text().contains("۲٬۴۵۰٬۰۰۰"));
}

async fn last(stand: &Stand) -> peyvand::ids::PaymentId {
    let id: uuid::Uuid =
        sqlx::query_scalar("select id from payments order by opened_at desc limit 1")
            .fetch_one(stand.house.db())
            .await
            .unwrap();
    id.into()
}

#[tokio::test]
async fn it_is_reversed_in_the_window_through_the_same_terminal_and_after_it_nothing_is_offered() {
    let stand = Stand::open(Kind::Zarinpal).await;
    let id = stand.pay(stand.link).await;
    let desk = stand.desk().await;
    let path = format!("/payments/{id}/refund");
    let send = async |id: &str, amount| {
        let fields = [("id", id), ("from", "/links"), ("amount", amount), ("reason", "")];
        desk.submit(&path, &fields).await
    };
    let form = desk.get(&path).await;
    assert!(!form.text().contains("موجودی شما"), "its money is in no wallet: {}", form.text());
    let new = || RefundId::new(stand.house.app.clock.now()).to_string();
    let part = send(&new(), "1000").await;
    assert_eq!(part.status, StatusCode::UNPROCESSABLE_ENTITY, "{part:?}");
    stand.fake.drops(credential(Kind::Zarinpal));
    stand.act("removal", &[]).await;
    let refund = new();
    for _ in 0..2 {
        assert_eq!(send(&refund, "2450000").await.status, StatusCode::SEE_OTHER);
    }
    assert_eq!(stand.books().await, (NOTHING, NOTHING, RENT), "it is on its way");
    stand.house.work().await;
    stand.fake.takes_on(credential(Kind::Zarinpal));
    stand.house.wind(TimeDelta::hours(1));
    stand.house.work().await;
    // The window was over before the gateway knew the merchant again.
    assert_eq!(stand.fake.line().reversed, 0);
    assert_eq!(stand.books().await, (NOTHING, RENT, NOTHING));
    let desk = stand.desk().await;
    assert_eq!(desk.get(&path).await.status, StatusCode::NOT_FOUND);
    let link = desk.get(&format!("/links/{}", stand.link.id)).await;
    assert!(link.attribute("a[href*='/refund?']", "href").is_none());
}

/// With the token of its account the merchant's own Zarinpal gives back after the window, and the house has
/// no part in it but to ask.
#[tokio::test]
async fn after_the_window_it_goes_back_with_the_merchants_own_token() {
    let fake = Fake::start(Kind::Zarinpal).await;
    let flags = fake.flags_with_refunds();
    let flags: Vec<String> =
        flags.into_iter().filter(|flag| !flag.contains("access-token")).collect();
    fake.takes_on(credential(Kind::Zarinpal));
    let house = House::open_with(&flags).await;
    fake.goes_by(&house.app.clock);
    let shop = house.shop().await;
    let link = house.link(&shop).await;
    let desk = house.sign_in(&shop).await;
    let add = async |gateway: &str, key: &str, token: &str| {
        let id = TerminalId::new(house.app.clock.now()).to_string();
        let fields = [("id", &*id), ("gateway", gateway), ("credential", key), ("token", token)];
        (desk.submit("/settings/gateways", &fields).await, id)
    };
    let key = credential(Kind::Zarinpal);
    for (gateway, key, token) in [("zarinpal", key, "short"), ("sep", "20159999", zarinpal::TOKEN)]
    {
        let (page, _) = add(gateway, key, token).await;
        assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY, "{gateway}");
        assert!(!page.html.contains(token), "it is not written into a page");
    }
    let (_, wrong) = add("zarinpal", key, "a-token-of-somebody-else").await;
    desk.submit(&format!("/settings/gateways/{wrong}/test"), &[]).await;
    let page = desk.get("/settings/gateways").await.text();
    assert!(page.contains("پذیرفته نمی‌شود"), "{page}");
    desk.submit(&format!("/settings/gateways/{wrong}/removal"), &[]).await;

    let (done, terminal) = add("zarinpal", key, zarinpal::TOKEN).await;
    assert_eq!(done.location.as_deref(), Some("/settings/gateways"), "{done:?}");
    desk.submit(&format!("/settings/gateways/{terminal}/test"), &[]).await;
    let page = desk.get("/settings/gateways").await;
    assert!(page.text().contains("توکن برگرداندن پول را هم دارد"), "{}", page.text());
    assert!(!page.html.contains(zarinpal::TOKEN));
    let stand = Stand { fake, house, shop, link, terminal };
    let id = stand.pay(stand.link).await;
    stand.house.wind(TimeDelta::hours(1));
    let desk = stand.desk().await;
    let refund = RefundId::new(stand.house.app.clock.now()).to_string();
    let fields = [("id", &*refund), ("from", "/links"), ("amount", "450000"), ("reason", "")];
    let sent = desk.submit(&format!("/payments/{id}/refund"), &fields).await;
    assert_eq!(sent.status, StatusCode::SEE_OTHER, "{sent:?}");
    stand.house.work().await;
    assert_eq!(stand.fake.line().refunds, [4_500_000]);
    let left = RENT - peyvand::money::Money::rials(4_500_000);
    assert_eq!(stand.books().await, (NOTHING, left, NOTHING));
    stand.house.audit().await;
}

#[tokio::test]
async fn a_reversal_of_it_is_mirrored_in_its_own_accounts() {
    for kind in [Kind::Zarinpal, Kind::Sep, Kind::Payping] {
        let stand = Stand::open(kind).await;
        let id = stand.pay(stand.link).await;
        let refund = RefundId::new(stand.house.app.clock.now()).to_string();
        let fields = [("id", &*refund), ("from", "/links"), ("amount", "2450000"), ("reason", "")];
        stand.desk().await.submit(&format!("/payments/{id}/refund"), &fields).await;
        stand.house.live(TimeDelta::minutes(1)).await;
        let line = stand.fake.line();
        assert_eq!((line.stage, line.reversed), (Stage::WentBack, 1), "{kind:?}");
        assert_eq!(stand.books().await, (NOTHING, NOTHING, NOTHING), "{kind:?}");
        stand.house.audit().await;
    }
}

#[tokio::test]
async fn a_program_reads_at_whose_terminal_a_payment_was_made() {
    let stand = Stand::open(Kind::Zarinpal).await;
    stand.pay(stand.link).await;
    stand.act("switch", &[("to", "off")]).await;
    stand.house.wind(TimeDelta::seconds(1));
    stand.pay(stand.house.link(&stand.shop).await).await;
    let machine = stand.house.machine(&stand.shop).await;
    let payments = machine.get("/api/v1/payments").await.json;
    let [house, own] = [0, 1].map(|place| payments["items"][place].clone());
    assert_eq!((&own["gateway"], &house["gateway"]), (&json!("zarinpal"), &json!("zarinpal")));
    assert_eq!(own["terminal"]["owner"], "you", "{own}");
    assert_eq!(own["terminal"]["id"], stand.terminal.as_str(), "{own}");
    assert_eq!(house["terminal"]["owner"], "house", "{house}");
    assert!(house["terminal"]["id"].is_null(), "{house}");
    for text in [payments.to_string(), stand.desk().await.get("/accounting").await.html] {
        assert!(!text.contains(credential(Kind::Zarinpal)), "what opens it is not shown");
    }
    let document = machine.get("/api/v1/openapi.json").await.json;
    let described = &document["components"]["schemas"]["PaymentTerminal"]["properties"];
    for field in ["owner", "id"] {
        let words = described[field].to_string();
        assert!(words.contains("description") || words.contains("$ref"), "{field}: {words}");
    }
}

/// The money would not be the house's to send.
#[tokio::test]
async fn a_payout_is_never_paid_at_a_terminal_of_ones_own() {
    let stand = Stand::beside_the_bank(Kind::Zarinpal).await;
    let asked = stand.fake.requests().len();
    stand.house.payout(&stand.shop).await;
    stand.house.answer(CARD).await;
    stand.house.pay_payout(&stand.shop).await;
    let payment = stand.payment(last(&stand).await).await;
    assert_eq!((payment.gateway.as_str(), payment.own_terminal), ("sandbox", None));
    assert_eq!(stand.fake.requests().len(), asked);
}

#[tokio::test]
async fn a_resident_who_pays_at_the_managers_own_terminal_owes_nothing_any_more() {
    let fake = Fake::start(Kind::Zibal).await;
    fake.takes_on(credential(Kind::Zibal));
    let flags: Vec<String> = fake.flags().into_iter().skip(1).collect();
    let house = House::open_with(&flags).await;
    let (shop, _) = paying::issued(&house).await;
    let terminal = super::add(&house, &shop, "zibal", credential(Kind::Zibal)).await;
    let test = format!("/settings/gateways/{terminal}/test");
    house.sign_in(&shop).await.submit(&test, &[]).await;

    let door = paying::address(&house, 1).await;
    let sent = paying::press(&house, &door, "").await;
    assert_eq!(sent.status, StatusCode::SEE_OTHER, "{sent:?}");
    fake.does(Stage::Paid);
    house.get(&fake.brings(&fake.line()).path).await;
    house.live(TimeDelta::minutes(1)).await;
    let paid = fake.line().paid;
    let (wallet, taken, waiting) = super::books(&house, &shop).await;
    assert_eq!((wallet, taken.as_rials(), waiting), (NOTHING, paid, NOTHING));
    assert!(house.get(&door).await.attribute("[name=item]", "value").is_none(), "nothing is owed");
    house.audit().await;
}
