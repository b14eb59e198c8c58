//! What a payer's browser brings, and how the gateway answers when it is asked whether that is so.

use std::process::Child;
use std::process::Command;
use std::process::Stdio;
use std::sync::Arc;
use std::sync::Mutex;
use std::sync::mpsc;

use axum::http::StatusCode;
use chrono::TimeDelta;
use peyvand::payments::Status;
use peyvand::tokens::Door;

use super::Stall;
use crate::support::fakes::gateways::ALL;
use crate::support::fakes::gateways::Fake;
use crate::support::fakes::gateways::Kind;
use crate::support::fakes::gateways::Stage;
use crate::support::fakes::wire::Whim;
use crate::support::house::House;
use crate::support::program::free_port;
use crate::support::program::until;

/// F11: the gateway sends a browser back while it is still being asked for the page.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_way_back_before_the_page_is_known_loses_nothing() {
    for kind in ALL {
        let stall = Stall::open(kind).await;
        let id = stall.house.payment_on_page(stall.link).await;
        let (early, path) =
            (stall.house.visitor(), Door::Return { payment: id }.path(&stall.house.app.keys));
        let came = Arc::new(Mutex::new(None));
        let seen = came.clone();
        let comes = move || {
            let page = tokio::task::block_in_place(|| {
                tokio::runtime::Handle::current().block_on(early.get(&path))
            });
            *seen.lock().unwrap() = Some(page.status);
        };
        stall.fake.next_at(kind.starts_at(), Whim::Meets(Arc::new(comes)));
        let page = stall.house.press_pay(stall.link, id).await;
        assert_eq!(*came.lock().unwrap(), Some(StatusCode::SEE_OTHER), "{kind:?}");
        assert!(stall.leads_to_bank(&page), "{kind:?}: {page:?}");
        stall.fake.does(Stage::Paid);
        stall.come_back().await;
        stall.house.work().await;
        stall.is_paid_once(id, "after an early way back").await;
    }
}

/// F13: a browser says that all went well, and nobody has paid.
#[tokio::test]
async fn a_browser_that_claims_a_payment_is_not_believed() {
    for kind in ALL {
        let stall = Stall::open(kind).await;
        let id = stall.go().await;
        for _ in 0..3 {
            stall.come_back().await;
            stall.house.live(TimeDelta::minutes(2)).await;
        }
        assert_ne!(stall.payment(id).await.status, Status::Confirmed, "{kind:?}");
        assert_eq!(stall.house.count("select count(*) from journals").await, 0, "{kind:?}");
        assert_eq!(stall.fake.line().verified, 0, "{kind:?}");
    }
}

/// F18: the payer's connection is gone while the gateway is asked; what was begun for them is finished.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_payer_who_hangs_up_while_the_gateway_is_asked_has_paid() {
    for kind in ALL {
        let stall = Stall::open(kind).await;
        let id = stall.go().await;
        stall.fake.does(Stage::Paid);
        let (arrived, hears) = mpsc::channel();
        let (goes, waits) = mpsc::channel();
        let waits = Mutex::new(waits);
        let meet = move || {
            arrived.send(()).unwrap();
            tokio::task::block_in_place(|| waits.lock().unwrap().recv()).unwrap();
        };
        stall.fake.next_at(kind.verifies_at(), Whim::Meets(Arc::new(meet)));
        let (browser, brought) = (stall.house.visitor(), stall.fake.brings(&stall.fake.line()));
        let asks = tokio::spawn(async move {
            match brought.form {
                Some(form) => browser.come_from_bank_with(&brought.path, &form).await,
                None => browser.get(&brought.path).await,
            }
        });
        tokio::task::block_in_place(|| hears.recv()).unwrap();
        asks.abort();
        assert!(asks.await.is_err(), "{kind:?}: nobody waits for the answer");
        goes.send(()).unwrap();
        until("it is booked", async || stall.payment(id).await.status == Status::Confirmed).await;
        stall.house.work().await;
        stall.is_paid_once(id, "hung up").await;
    }
}

/// F23: at our first question the gateway says that it was verified before.
#[tokio::test]
async fn what_was_verified_before_is_booked_once_and_noted() {
    for kind in ALL {
        let stall = Stall::open(kind).await;
        let id = stall.go().await;
        stall.fake.verified_by_another();
        stall.come_back().await;
        stall.house.live(TimeDelta::minutes(1)).await;
        stall.is_paid_once(id, "verified before").await;
        let noted = "select count(*) from bank_calls where outcome = 'moved' and code = 'already'";
        assert_eq!(stall.house.count(noted).await, 1, "{kind:?}");
    }
}

/// F31: the program was down until the gateway had given the money back by itself.
#[tokio::test]
async fn what_went_back_while_the_program_was_down_is_refused_and_can_be_paid_again() {
    for kind in ALL {
        let stall = Stall::open(kind).await;
        let id = stall.go().await;
        stall.fake.does(Stage::WentBack);
        stall.house.wind(TimeDelta::minutes(16));
        stall.come_back().await;
        stall.house.live(TimeDelta::minutes(5)).await;
        assert_eq!(stall.payment(id).await.status, Status::Refused, "{kind:?}");
        let again = stall.go().await;
        stall.fake.does(Stage::Paid);
        stall.come_back().await;
        stall.house.work().await;
        stall.is_paid_once(again, "the second time").await;
    }
}

/// A process that ends with its test.
struct Ended(Child);

impl Drop for Ended {
    fn drop(&mut self) {
        self.0.kill().unwrap();
        self.0.wait().unwrap();
    }
}

/// F34: whoever answers at a gateway's address with a certificate that nobody vouches for hears nothing.
#[tokio::test]
async fn a_gateway_whose_certificate_nobody_vouches_for_is_told_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let at = |name: &str| folder.path().join(name).to_str().unwrap().to_owned();
    let made = Command::new("openssl")
        .args([
            "req",
            "-x509",
            "-newkey",
            "rsa:2048",
            "-nodes",
            "-days",
            "2",
            "-subj",
            "/CN=localhost",
        ])
        .args(["-addext", "subjectAltName=DNS:localhost,IP:127.0.0.1"])
        .args(["-keyout", &at("key.pem"), "-out", &at("certificate.pem")])
        .stderr(Stdio::null())
        .status();
    assert!(made.unwrap().success(), "a certificate");
    let port = free_port();
    let heard = std::fs::File::create(at("heard")).unwrap();
    let server = Command::new("openssl")
        .args(["s_server", "-quiet", "-accept", &port.to_string()])
        .args(["-key", &at("key.pem"), "-cert", &at("certificate.pem")])
        .stdin(Stdio::null())
        .stdout(heard)
        .stderr(Stdio::null())
        .spawn();
    let _server = Ended(server.unwrap());
    until("it listens", async || tokio::net::TcpStream::connect(("127.0.0.1", port)).await.is_ok())
        .await;
    let fake = Fake::start(Kind::Zarinpal).await;
    let mut flags = fake.flags();
    flags.retain(|flag| !flag.starts_with("--zarinpal-base-url"));
    flags.push(format!("--zarinpal-base-url=https://127.0.0.1:{port}"));
    let house = House::open_with(&flags).await;
    let shop = house.shop().await;
    let link = house.link(&shop).await;
    let id = house.payment_on_page(link).await;
    let page = house.press_pay(link, id).await;
    assert_eq!(page.status, StatusCode::SERVICE_UNAVAILABLE, "{page:?}");
    assert_eq!(std::fs::read_to_string(at("heard")).unwrap(), "", "not a word of ours");
    assert_eq!(house.count("select count(*) from journals").await, 0);
}
