//! Terminals that a workspace brings: its payers pay there with its own credentials, and the money is in no
//! wallet of the house.

mod accounts;
mod faults;
mod health;
mod settings;
mod silence;

use axum::http::StatusCode;
use chrono::TimeDelta;
use peyvand::ids::PaymentId;
use peyvand::ids::TerminalId;
use peyvand::ledger;
use peyvand::ledger::Account;
use peyvand::money::Money;
use peyvand::payments::Payment;
use peyvand::payments::Status;

use crate::support::fakes::gateways::ALL;
use crate::support::fakes::gateways::Brought;
use crate::support::fakes::gateways::Fake;
use crate::support::fakes::gateways::Kind;
use crate::support::fakes::gateways::MERCHANT;
use crate::support::fakes::gateways::Stage;
use crate::support::house::House;
use crate::support::page::Page;
use crate::support::page::Visitor;
use crate::support::people::Link;
use crate::support::people::RENT;
use crate::support::people::Shop;

/// By what a gateway knows the shop.
pub fn credential(kind: Kind) -> &'static str {
    match kind {
        Kind::Zarinpal => "1344b5d4-0048-11e8-94db-005056a205be",
        Kind::Zibal => "5f2c0ab9d1e3",
        Kind::Sep => "20159999",
        Kind::Payping => "pp-token-of-the-shop-0123456789",
    }
}

/// A shop with a terminal of its own, tested and on, in a house.
pub struct Stand {
    pub fake: Fake,
    pub house: House,
    pub shop: Shop,
    pub link: Link,
    pub terminal: String,
}

impl Stand {
    /// In a house that has a terminal at the same gateway.
    pub async fn open(kind: Kind) -> Self {
        let fake = Fake::start(kind).await;
        let flags = fake.flags();
        Self::of(fake, &flags).await
    }

    /// In a house whose own gateway is the pretend bank.
    pub async fn beside_the_bank(kind: Kind) -> Self {
        let fake = Fake::start(kind).await;
        let flags: Vec<String> = fake.flags().into_iter().skip(1).collect();
        Self::of(fake, &flags).await
    }

    async fn of(fake: Fake, flags: &[String]) -> Self {
        fake.takes_on(credential(fake.kind));
        let house = House::open_with(flags).await;
        let shop = house.shop().await;
        let link = house.link(&shop).await;
        let terminal = add(&house, &shop, fake.kind.name(), credential(fake.kind)).await;
        let stand = Self { fake, house, shop, link, terminal };
        stand.act("test", &[]).await;
        assert_eq!(stand.asked_of(credential(stand.fake.kind)), 1, "the test asks for a page");
        stand
    }

    pub async fn desk(&self) -> Visitor {
        self.house.sign_in(&self.shop).await
    }

    /// Does something to the terminal, as its owner does.
    pub async fn act(&self, what: &str, fields: &[(&str, &str)]) -> Page {
        let path = format!("/settings/gateways/{}/{what}", self.terminal);
        let done = self.desk().await.submit(&path, fields).await;
        assert_eq!(done.location.as_deref(), Some("/settings/gateways"), "{done:?}");
        done
    }

    /// How many orders came from a merchant.
    pub fn asked_of(&self, merchant: &str) -> usize {
        self.fake.lines().iter().filter(|line| line.merchant == merchant).count()
    }

    /// A payer presses "pay".
    pub async fn press(&self, link: Link) -> (PaymentId, Page) {
        let id = self.house.payment_on_page(link).await;
        (id, self.house.press_pay(link, id).await)
    }

    /// A payer presses "pay", pays at the fake and comes back.
    pub async fn pay(&self, link: Link) -> PaymentId {
        let (id, page) = self.press(link).await;
        assert!(page.status.is_success() || page.status == StatusCode::SEE_OTHER, "{page:?}");
        self.fake.does(Stage::Paid);
        self.come_back().await;
        self.house.work().await;
        id
    }

    pub async fn come_back(&self) -> Page {
        let Brought { path, form } = self.fake.brings(&self.fake.line());
        match form {
            Some(form) => self.house.come_from_bank_with(&path, &form).await,
            None => self.house.get(&path).await,
        }
    }

    pub async fn payment(&self, id: PaymentId) -> Payment {
        self.house.payment(id).await
    }

    /// The wallet, and what the books say of the shop's own terminals: taken, and waiting.
    pub async fn books(&self) -> (Money, Money, Money) {
        books(&self.house, &self.shop).await
    }
}

pub async fn books(house: &House, shop: &Shop) -> (Money, Money, Money) {
    let of = async |account: Account<'static>| ledger::balance(house.db(), account.id()).await;
    let workspace = shop.workspace;
    (
        house.balance(workspace).await,
        of(Account::OwnTerminalTaken(workspace)).await.unwrap(),
        of(Account::OwnTerminalWaiting(workspace)).await.unwrap(),
    )
}

/// Adds a terminal by the form. Its id.
pub async fn add(house: &House, shop: &Shop, gateway: &str, credential: &str) -> String {
    let id = TerminalId::new(house.app.clock.now()).to_string();
    let fields = [("id", id.as_str()), ("gateway", gateway), ("credential", credential)];
    let done = house.sign_in(shop).await.submit("/settings/gateways", &fields).await;
    assert_eq!(done.location.as_deref(), Some("/settings/gateways"), "{done:?}");
    id
}

const NOTHING: Money = Money::ZERO;

#[tokio::test]
async fn what_is_paid_at_ones_own_terminal_is_the_merchants_and_in_no_wallet() {
    for kind in ALL {
        let stand = Stand::open(kind).await;
        let id = stand.pay(stand.link).await;
        let (payment, line) = (stand.payment(id).await, stand.fake.line());
        assert_eq!(payment.status, Status::Confirmed, "{kind:?}");
        assert_eq!(line.merchant, credential(kind), "{kind:?}: its own name on the wire");
        assert_eq!((line.stage, line.verified), (Stage::Verified, 1), "{kind:?}");
        assert_eq!(stand.books().await, (NOTHING, RENT, NOTHING), "{kind:?}");
        assert_eq!(payment.fee, NOTHING, "{kind:?}: between the merchant and the gateway");
        let page = stand.desk().await.get(&format!("/links/{}", stand.link.id)).await;
        assert!(page.text().contains("پرداخت شد"), "{kind:?} {}", page.text());
        assert_eq!(stand.house.sms_to(&stand.shop.mobile).await.len(), 1, "{kind:?}");
        stand.house.audit().await;
    }
}

#[tokio::test]
async fn a_workspace_without_terminals_of_its_own_is_paid_at_the_houses() {
    for kind in ALL {
        let stand = Stand::open(kind).await;
        let other = stand.house.shop().await;
        let link = stand.house.link(&other).await;
        let id = stand.pay(link).await;
        assert_eq!(stand.fake.line().merchant, MERCHANT, "{kind:?}");
        let fee = stand.payment(id).await.fee;
        assert_eq!(books(&stand.house, &other).await, (RENT - fee, NOTHING, NOTHING), "{kind:?}");
    }
}

#[tokio::test]
async fn payers_go_to_the_first_gateway_of_the_order_that_is_on() {
    let stand = Stand::open(Kind::Zarinpal).await;
    let own = credential(Kind::Zarinpal);
    let next = async || {
        stand.press(stand.house.link(&stand.shop).await).await;
        stand.fake.line().merchant
    };
    assert_eq!(next().await, own);
    stand.act("move", &[("to", "down")]).await;
    assert_eq!(next().await, MERCHANT, "the house is first now");
    stand.act("move", &[("to", "down")]).await;
    assert_eq!(next().await, MERCHANT, "there is nothing to move past");
    stand.act("move", &[("to", "up")]).await;
    assert_eq!(next().await, own);
    stand.act("switch", &[("to", "off")]).await;
    assert_eq!(next().await, MERCHANT);
    stand.act("switch", &[("to", "on")]).await;
    assert_eq!(next().await, own);
    stand.act("removal", &[]).await;
    assert_eq!(next().await, MERCHANT);
}

#[tokio::test]
async fn an_amount_that_ones_own_gateway_does_not_take_is_paid_at_the_next() {
    let stand = Stand::beside_the_bank(Kind::Zarinpal).await;
    stand.house.run("update links set amount = 1500000000").await;
    let (id, _) = stand.press(stand.link).await;
    let payment = stand.payment(id).await;
    assert_eq!((payment.gateway.as_str(), payment.own_terminal), ("sandbox", None));
}

/// Whoever pressed before the terminal was switched off, or taken away, has paid the merchant there.
#[tokio::test]
async fn a_payment_is_followed_with_the_credentials_under_which_it_began() {
    for (kind, what, fields) in [
        (Kind::Zarinpal, "switch", vec![("to", "off")]),
        (Kind::Zibal, "removal", vec![]),
        (Kind::Sep, "removal", vec![]),
        (Kind::Payping, "switch", vec![("to", "off")]),
    ] {
        let stand = Stand::open(kind).await;
        let (id, _) = stand.press(stand.link).await;
        stand.act(what, &fields).await;
        stand.fake.does(Stage::Paid);
        // Another instance, which has never opened the terminal, asks the bank.
        let other = stand.house.beside().await;
        let Brought { path, form } = stand.fake.brings(&stand.fake.line());
        match form {
            Some(form) => other.come_from_bank_with(&path, &form).await,
            None => other.get(&path).await,
        };
        other.work().await;
        assert_eq!(stand.payment(id).await.status, Status::Confirmed, "{kind:?}");
        assert_eq!(stand.fake.line().verified, 1, "{kind:?}");
        assert_eq!(stand.books().await, (NOTHING, RENT, NOTHING), "{kind:?}");
    }
}

#[tokio::test]
async fn the_credential_of_a_removed_terminal_goes_when_no_payment_needs_it() {
    let stand = Stand::open(Kind::Zarinpal).await;
    stand.press(stand.link).await;
    let paid = stand.house.link(&stand.shop).await;
    stand.pay(paid).await;
    stand.act("removal", &[]).await;
    let kept = "select count(*) from own_terminals where credential is not null";
    let forget = async || peyvand::payments::forget_terminals(&stand.house.app).await.unwrap();
    forget().await;
    assert_eq!(stand.house.count(kept).await, 1);
    stand.house.live(TimeDelta::minutes(2)).await;
    stand.house.wind(TimeDelta::days(9));
    forget().await;
    assert_eq!(stand.house.count(kept).await, 1, "a payer may still be there");
    stand.house.live(TimeDelta::minutes(1)).await;
    stand.house.wind(TimeDelta::days(9));
    forget().await;
    let open = "select count(*) from payments where status = 'sent'";
    assert_eq!((stand.house.count(open).await, stand.house.count(kept).await), (0, 0));
}
