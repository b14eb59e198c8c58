//! A payout with its two people: who gives, and who says where to.

use chrono::TimeDelta;
use peyvand::adapters::rail::sandbox;
use peyvand::adapters::rail::sandbox::BookLine;
use peyvand::adapters::rail::sandbox::Mood;
use peyvand::adapters::rail::sandbox::Stage;
use peyvand::ids::PayoutId;
use peyvand::ledger;
use peyvand::ledger::Account;
use peyvand::mobile::Mobile;
use peyvand::money::Money;
use peyvand::payouts;
use peyvand::payouts::FeeBorneBy;
use peyvand::payouts::NewPayout;

use super::house::House;
use super::page::Page;
use super::page::Visitor;
use super::people::Shop;

/// What is given, unless the test says otherwise: 6,200,000 toman.
pub const GIVEN: Money = Money::rials(62_000_000);

/// What the house takes for it: 0.2 percent.
pub const PAYOUT_FEE: Money = Money::rials(124_000);

/// A card of Bank Melli whose account is held by the recipient, and an account of somebody else's.
pub const CARD: &str = "6037 9912 3456 7893";
pub const OTHERS_IBAN: &str = "IR820540102680020817909002";

/// The recipient, as the payer knows them.
pub const RECIPIENT: &str = "امین بهشتی";

impl House {
    /// A payout that its recipient has been asked about.
    pub async fn payout(&self, shop: &Shop) -> PayoutId {
        // Messages of one moment have no order.
        self.wind(TimeDelta::seconds(1));
        let now = self.app.clock.now();
        let new = NewPayout {
            id: PayoutId::new(now),
            title: "طراحی جلد سه کتاب".to_owned(),
            recipient_name: RECIPIENT.to_owned(),
            recipient_mobile: Some(recipients_mobile()),
            recipient_email: None,
            amount: GIVEN,
            fee_borne_by: FeeBorneBy::Payer,
            answer_until: now + TimeDelta::days(7),
            pay_time: TimeDelta::days(7),
        };
        let owner = (shop.workspace, shop.owner);
        let id = payouts::create(&self.app, owner, &new).await.unwrap();
        self.work().await;
        id
    }

    /// The recipient's page, as the newest message to them has it.
    pub async fn recipients_page(&self) -> String {
        self.newest_path(&recipients_mobile(), "/to/").await
    }

    /// The page of whoever pays, as the newest message to them has it.
    pub async fn payers_page(&self, shop: &Shop) -> String {
        self.newest_path(&shop.mobile, "/send/").await
    }

    async fn newest_path(&self, mobile: &Mobile, prefix: &str) -> String {
        let texts = self.sms_to(mobile).await;
        let found = texts.iter().rev().find_map(|text| {
            let at = text.find(prefix)?;
            Some(text[at..].split_whitespace().next().unwrap_or_default().to_owned())
        });
        found.unwrap_or_else(|| panic!("no message leads to {prefix}: {texts:?}"))
    }

    /// The newest code that went to the recipient.
    pub async fn recipients_code(&self) -> String {
        let texts = self.sms_to(&recipients_mobile()).await;
        let code = texts.iter().rev().find_map(|text| text.split_once('#').map(|(_, code)| code));
        code.unwrap_or_else(|| panic!("no code in {texts:?}")).trim().to_owned()
    }

    /// The recipient opens the link, names an account, shows who they are, and says that it is right.
    pub async fn answer(&self, number: &str) -> Visitor {
        let recipient = self.visitor();
        let page = self.recipients_page().await;
        let path = format!("{page}/destination");
        // The same number is sent one code a minute.
        self.wind(TimeDelta::minutes(1));
        recipient.submit(&path, &[("number", number)]).await;
        self.work().await;
        let code = self.recipients_code().await;
        let done = recipient.submit(&path, &[("number", number), ("code", &code)]).await;
        assert_eq!(done.location.as_deref(), Some(page.as_str()), "{}", done.text());
        recipient.submit(&format!("{page}/confirmation"), &[]).await;
        self.work().await;
        recipient
    }

    /// The recipient shows who they are, to see the account that they gave.
    pub async fn prove(&self, recipient: &Visitor) {
        self.by_code(recipient, "proof").await;
    }

    /// The recipient takes the account back that they gave, from another browser and so with a code.
    pub async fn take_account_back(&self) {
        self.by_code(&self.visitor(), "correction").await;
    }

    /// The recipient does something for which a code is asked.
    async fn by_code(&self, recipient: &Visitor, act: &str) {
        let page = self.recipients_page().await;
        let path = format!("{page}/{act}");
        self.wind(TimeDelta::minutes(1));
        recipient.submit(&path, &[]).await;
        self.work().await;
        let code = self.recipients_code().await;
        let done = recipient.submit(&path, &[("code", &code)]).await;
        assert_eq!(done.location.as_deref(), Some(page.as_str()), "{}", done.text());
    }

    /// Whoever pays opens their link and presses the button; the bank's page.
    pub async fn press_send(&self, page: &str) -> Page {
        let shown = self.get(page).await;
        let field = |name: &str| {
            let selector = format!("input[name={name}]");
            shown.attribute(&selector, "value").unwrap_or_default()
        };
        let (payment, seen) = (field("payment"), field("seen"));
        self.submit(&format!("{page}/payment"), &[("payment", &payment), ("seen", &seen)]).await
    }

    /// Whoever pays pays: to the bank, the card, and back.
    pub async fn pay_payout(&self, shop: &Shop) {
        let page = self.payers_page(shop).await;
        let sent = self.press_send(&page).await;
        let bank = sent.location.clone().unwrap_or_else(|| panic!("{}", sent.text()));
        self.bank.pay(&bank).await;
        self.live(TimeDelta::minutes(2)).await;
    }

    /// What is held for a shop's payouts.
    pub async fn in_payouts(&self, shop: &Shop) -> Money {
        ledger::balance(self.db(), Account::Payouts(shop.workspace).id()).await.unwrap()
    }

    pub async fn rail_is(&self, mood: Mood) {
        sandbox::set_mood(self.db(), mood).await.unwrap();
    }

    pub async fn rail_book(&self) -> Vec<BookLine> {
        sandbox::book(self.db()).await.unwrap()
    }

    /// The rail lets its only transfer end in some way.
    pub async fn rail_lets(&self, stage: Stage) {
        let book = self.rail_book().await;
        assert!(sandbox::decide(self.db(), &book[0].reference, stage).await.unwrap());
    }
}

pub fn recipients_mobile() -> Mobile {
    Mobile::parse("09357774503").unwrap()
}
