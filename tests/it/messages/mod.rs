//! Messages by real carriers, which stand on loopback and keep books of their own.

mod carriers;
mod costs;
mod email;
mod faults;
mod limits;
mod replies;
mod sending;
mod words;

use chrono::DateTime;
use chrono::Utc;
use peyvand::ids::ChallengeId;
use peyvand::links::Channel;
use peyvand::locale::Language;
use peyvand::mobile::Mobile;
use peyvand::money::Unit;
use peyvand::notices;
use peyvand::notices::Manner;
use peyvand::notices::Message;
use peyvand::notices::NewNotice;
use peyvand::notices::To;
use peyvand::payments::Payer;
use peyvand::worker;

use crate::support::fakes::kavenegar;
use crate::support::fakes::kavenegar::Kavenegar;
use crate::support::fakes::smsir;
use crate::support::fakes::smsir::SmsIr;
use crate::support::house::House;
use crate::support::people::Link;
use crate::support::people::Shop;
use crate::support::people::payer;
use crate::support::people::payers_mobile;

/// A house with both carriers.
struct Wired {
    house: House,
    shop: Shop,
    kavenegar: Kavenegar,
    smsir: SmsIr,
}

/// How the program is told where the carriers stand.
fn carriers(kavenegar: &Kavenegar, smsir: &SmsIr) -> Vec<String> {
    vec![
        "--sms=kavenegar,smsir".to_owned(),
        format!("--kavenegar-base-url={}", kavenegar.base()),
        format!("--kavenegar-key={}", kavenegar::KEY),
        "--kavenegar-sender=10004346".to_owned(),
        format!("--smsir-base-url={}/v1", smsir.base()),
        format!("--smsir-key={}", smsir::KEY),
        "--smsir-line=30007732".to_owned(),
        "--carrier-timeout-ms=3000".to_owned(),
    ]
}

impl Wired {
    async fn open() -> Self {
        Self::open_with(&[]).await
    }

    async fn open_with(more: &[&str]) -> Self {
        let (kavenegar, smsir) = (Kavenegar::start().await, SmsIr::start().await);
        let mut arguments = carriers(&kavenegar, &smsir);
        if more.iter().any(|argument| argument.starts_with("--sms=")) {
            arguments.remove(0);
        }
        arguments.extend(more.iter().map(|argument| (*argument).to_owned()));
        let house = House::open_with(&arguments).await;
        let shop = house.shop().await;
        Self { house, shop, kavenegar, smsir }
    }

    /// A link that is sent to the payer by SMS.
    async fn ask(&self) -> Link {
        self.ask_whom(&payer(), &[Channel::Sms]).await
    }

    async fn ask_whom(&self, payer: &Payer, channels: &[Channel]) -> Link {
        self.house.link_sent(&self.shop, payer, channels, None).await
    }

    /// Asks the carriers, from now on every half minute, how far messages have come.
    async fn plan(&self) {
        worker::plan_housekeeping(&self.house.app).await.unwrap();
    }

    /// What both carriers have for the payer.
    fn at_carriers(&self) -> usize {
        let number = payers_mobile();
        self.kavenegar.to(number.as_str()).len() + self.smsir.to(number.as_str()).len()
    }
}

/// Sends a one-time code that is good for two minutes.
async fn send_code(house: &House, to: &Mobile) -> ChallengeId {
    let now = house.app.clock.now();
    let challenge = ChallengeId::new(now);
    let until = Some(now + chrono::TimeDelta::minutes(2));
    write(house, To::Sms(to.clone()), Message::Code { challenge }, until).await;
    challenge
}

async fn write(house: &House, to: To, message: Message, expires_at: Option<DateTime<Utc>>) {
    let now = house.app.clock.now();
    let notice = NewNotice {
        workspace: None,
        to,
        manner: Manner { language: Language::Fa, unit: Unit::Toman },
        message,
        about: None,
        dedup_key: peyvand::ids::at(now).to_string(),
        expires_at,
    };
    let mut tx = house.app.db.begin().await.unwrap();
    notices::write(&mut tx, &notice, now).await.unwrap();
    tx.commit().await.unwrap();
}

/// The states of all messages of a kind, oldest first, with why they failed.
async fn states(house: &House, kind: &str) -> Vec<String> {
    sqlx::query_scalar(
        "select channel || ' ' || state || coalesce(': ' || failure, '') from notices
        where kind = $1 and channel <> 'account' order by created_at, id",
    )
    .bind(kind)
    .fetch_all(house.db())
    .await
    .unwrap()
}
