//! Nothing that opens a merchant's terminal is ever printed: at no level, by no library, whatever happens.

use std::io::Write;
use std::sync::Arc;
use std::sync::Mutex;

use chrono::TimeDelta;
use peyvand::ids::RefundId;
use peyvand::ids::TerminalId;
use peyvand::payments;
use serde_json::json;
use tracing::level_filters::LevelFilter;
use tracing::subscriber::DefaultGuard;
use tracing_subscriber::fmt;
use tracing_subscriber::fmt::MakeWriter;

use super::Stand;
use super::credential;
use crate::support::fakes::gateways::ALL;
use crate::support::fakes::gateways::Fake;
use crate::support::fakes::gateways::Kind;
use crate::support::fakes::gateways::RefundMood;
use crate::support::fakes::gateways::Stage;
use crate::support::fakes::gateways::zarinpal;
use crate::support::fakes::wire::Whim;
use crate::support::house::House;

/// The key of the sealed columns.
const DATA_KEY: &str = "5be1c0de5be1c0de5be1c0de5be1c0de5be1c0de5be1c0de5be1c0de5be1c0de";

/// Hears every line that this thread prints, at every level.
#[derive(Clone, Default)]
struct Ear(Arc<Mutex<Vec<u8>>>);

impl Ear {
    fn listen(&self) -> DefaultGuard {
        let all = fmt().with_max_level(LevelFilter::TRACE).with_ansi(false);
        tracing::subscriber::set_default(all.with_writer(self.clone()).finish())
    }

    fn heard(&self) -> String {
        String::from_utf8_lossy(&self.0.lock().unwrap()).into_owned()
    }
}

impl Write for Ear {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        self.0.lock().unwrap().write(bytes)
    }

    fn flush(&mut self) -> std::io::Result<()> {
        Ok(())
    }
}

impl<'a> MakeWriter<'a> for Ear {
    type Writer = Ear;
    fn make_writer(&'a self) -> Ear {
        self.clone()
    }
}

/// Everything that opens something, as it might be written.
fn secrets(kind: Kind, sealed: &[String]) -> Vec<String> {
    let key: String = credential(kind).to_owned();
    [key, zarinpal::TOKEN.to_owned(), DATA_KEY.to_owned()]
        .into_iter()
        .chain(sealed.to_vec())
        .collect()
}

#[tokio::test]
async fn from_its_addition_to_its_removal_no_line_of_the_log_holds_what_opens_a_terminal() {
    for kind in ALL {
        let ear = Ear::default();
        let listening = ear.listen();
        let stand = begin(kind).await;
        pay_and_give_back(&stand).await;
        faults(&stand).await;
        stand.act("removal", &[]).await;
        stand.house.work().await;
        let sealed: Vec<String> = sqlx::query_scalar(
            "select unnest(array[encode(credential, 'hex'), encode(credential, 'base64'),
                encode(access_token, 'hex')]) from own_terminals",
        )
        .fetch_all(stand.house.db())
        .await
        .map(|sealed: Vec<Option<String>>| sealed.into_iter().flatten().collect())
        .unwrap();
        assert!(!sealed.is_empty(), "{kind:?}");
        drop(listening);
        let log = ear.heard();
        for level in ["TRACE", "DEBUG", "INFO", "WARN", "ERROR"] {
            assert!(log.contains(level), "{kind:?}: nothing was heard at {level}");
        }
        assert!(log.contains("hyper") && log.contains("sqlx"), "{kind:?}: libraries are heard too");
        for secret in secrets(kind, &sealed) {
            let line = log.lines().find(|line| line.contains(&secret));
            assert_eq!(line, None, "{kind:?}");
        }
    }
}

/// A terminal is added with all that it may have, refused once, and tested.
async fn begin(kind: Kind) -> Stand {
    let fake = Fake::start(kind).await;
    let mut flags: Vec<String> = fake.flags_with_refunds().into_iter().skip(1).collect();
    flags.retain(|flag| !flag.contains("access-token"));
    flags.push(format!("--data-keys=7:{DATA_KEY}"));
    let house = House::open_with(&flags).await;
    fake.goes_by(&house.app.clock);
    let (shop, key) = (house.shop().await, credential(kind));
    let link = house.link(&shop).await;
    let terminal = TerminalId::new(house.app.clock.now()).to_string();
    let token = if kind == Kind::Zarinpal { zarinpal::TOKEN } else { "" };
    let fields = [
        ("id", terminal.as_str()),
        ("gateway", kind.name()),
        ("credential", key),
        ("token", token),
    ];
    // A form with a mistake in it, the good one, and the good one again.
    for gateway in ["", kind.name(), kind.name()] {
        let mut fields = fields;
        fields[1].1 = gateway;
        house.sign_in(&shop).await.submit("/settings/gateways", &fields).await;
    }
    let stand = Stand { fake, house, shop, link, terminal };
    stand.act("test", &[]).await;
    stand.fake.takes_on(key);
    for whim in [Whim::Html, Whim::Status(502), Whim::HangsUp, Whim::Says(401, json!({}), "")] {
        stand.fake.next_at("/", whim);
        stand.act("test", &[]).await;
    }
    stand.act("test", &[]).await;
    stand.act("switch", &[("to", "on")]).await;
    stand
}

async fn pay_and_give_back(stand: &Stand) {
    let id = stand.pay(stand.link).await;
    stand.house.wind(TimeDelta::hours(1));
    for mood in [RefundMood::Refuses("no"), RefundMood::Well] {
        stand.fake.gives_back(mood);
        let refund = RefundId::new(stand.house.app.clock.now()).to_string();
        let fields = [("id", &*refund), ("from", "/links"), ("amount", "450000"), ("reason", "")];
        stand.desk().await.submit(&format!("/payments/{id}/refund"), &fields).await;
        stand.house.work().await;
    }
    let given = usize::from(stand.fake.kind == Kind::Zarinpal);
    assert_eq!(stand.fake.line().refunds.len(), given, "{:?}", stand.fake.kind);
}

/// The gateway answers with nonsense, not at all, and that it does not know the merchant.
async fn faults(stand: &Stand) {
    let kind = stand.fake.kind;
    for whim in [Whim::Html, Whim::Status(502), Whim::HangsUp, Whim::Says(403, json!({}), "")] {
        let link = stand.house.link(&stand.shop).await;
        stand.press(link).await;
        stand.fake.does(Stage::Paid);
        stand.fake.next_at(kind.verifies_at(), whim.clone());
        stand.come_back().await;
        stand.house.live(TimeDelta::minutes(2)).await;
        stand.fake.next_at(kind.starts_at(), whim.clone());
        stand.press(stand.house.link(&stand.shop).await).await;
        stand.fake.next_at("/", whim);
        // The first question is spoilt; by the second one the terminal is well, and first again.
        for _ in 0..2 {
            payments::watch_gateways(&stand.house.app).await.unwrap();
        }
    }
    stand.house.live(TimeDelta::minutes(2)).await;
    stand.fake.drops(credential(kind));
    stand.press(stand.house.link(&stand.shop).await).await;
    stand.house.live(TimeDelta::minutes(2)).await;
    payments::watch_gateways(&stand.house.app).await.unwrap();
}
