//! E-mail by SMTP, and what a mail server does to it.

use chrono::TimeDelta;
use peyvand::links::Channel;
use peyvand::payments::Payer;

use super::states;
use crate::support::fakes::smtp::Smtp;
use crate::support::fakes::smtp::Whim;
use crate::support::house::House;
use crate::support::people::Shop;
use crate::support::people::payer;

/// A house with a mail server; its SMS lie in the sandbox.
struct Posted {
    house: House,
    shop: Shop,
    server: Smtp,
}

impl Posted {
    async fn open() -> Self {
        let server = Smtp::start().await;
        let arguments = [
            "--email=smtp".to_owned(),
            "--email-from=پیوند <no-reply@pay.example.ir>".to_owned(),
            "--smtp-host=127.0.0.1".to_owned(),
            format!("--smtp-port={}", server.port),
            "--smtp-encryption=none".to_owned(),
            "--carrier-timeout-ms=3000".to_owned(),
        ];
        let house = House::open_with(&arguments).await;
        let shop = house.shop().await;
        Self { house, shop, server }
    }

    async fn ask(&self, channels: &[Channel]) {
        let payer = Payer { email: Some("reza@example.ir".to_owned()), ..payer() };
        self.house.link_sent(&self.shop, &payer, channels, None).await;
    }

    async fn states(&self) -> Vec<String> {
        states(&self.house, "payment_asked").await
    }
}

#[tokio::test]
async fn a_letter_has_a_text_and_a_page_from_right_to_left_and_a_name_of_its_own() {
    let posted = Posted::open().await;
    posted.ask(&[Channel::Email]).await;
    posted.house.work().await;
    let letters = posted.server.letters();
    assert_eq!(letters.len(), 1);
    let (to, letter) = &letters[0];
    assert_eq!(to, "reza@example.ir");
    assert!(letter.is_ascii(), "nothing in it that an old server could break");
    for part in ["multipart/alternative", "text/plain; charset=utf-8", "text/html; charset=utf-8"] {
        assert!(letter.contains(part), "{part} is missing in {letter}");
    }
    assert!(letter.contains("=?utf-8?b?") && letter.contains("List-Unsubscribe: <http"));
    assert_eq!(posted.states().await, ["email sent"]);
    let named =
        "select count(*) from notices where provider_reference = '<' || id || '@pay.example.ir>'";
    assert_eq!(posted.house.count(named).await, 1);
    assert!(letter.contains("@pay.example.ir>"));
}

#[tokio::test]
async fn f67_a_server_that_wants_to_be_asked_later_is_asked_later() {
    let posted = Posted::open().await;
    posted.server.next(Whim::ToReader("451 greylisted"));
    posted.ask(&[Channel::Email]).await;
    posted.house.work().await;
    assert_eq!(posted.states().await, ["email queued"]);
    posted.house.live(TimeDelta::minutes(5)).await;
    assert_eq!(posted.states().await, ["email sent"]);
    assert_eq!(posted.server.letters().len(), 1);
}

#[tokio::test]
async fn f67_a_reader_that_does_not_exist_is_marked_and_not_written_to_again() {
    let posted = Posted::open().await;
    posted.server.next(Whim::ToReader("550 nobody here"));
    posted.ask(&[Channel::Email]).await;
    posted.house.work().await;
    posted.house.wind(TimeDelta::seconds(1));
    let marked = "select count(*) from message_refusers where reason = 'bounced'";
    assert_eq!(posted.house.count(marked).await, 1);
    posted.ask(&[Channel::Email]).await;
    posted.house.work().await;
    let by_email: Vec<_> =
        posted.states().await.into_iter().filter(|state| state.starts_with("email")).collect();
    assert_eq!(by_email, ["email failed: no such reader", "email failed: bounced"]);
    assert_eq!(posted.server.letters().len(), 0);
}

#[tokio::test]
async fn f67_a_server_that_hangs_holds_up_no_sms_and_gets_its_letters_later() {
    let posted = Posted::open().await;
    posted.server.next(Whim::Hangs);
    for _ in 0..5 {
        posted.ask(&[Channel::Email]).await;
        posted.house.wind(TimeDelta::milliseconds(1));
    }
    posted.ask(&[Channel::Sms]).await;
    posted.house.work().await;
    let states = posted.states().await;
    assert_eq!(states.iter().filter(|state| *state == "sms delivered").count(), 1);
    assert_eq!(posted.server.letters().len(), 0, "one silence is enough");
    posted.house.live(TimeDelta::minutes(5)).await;
    assert_eq!(posted.server.letters().len(), 5);
}

#[tokio::test]
async fn a_letter_that_may_have_been_taken_is_not_sent_again_and_one_that_was_not_is() {
    for (whim, state) in
        [(Whim::HangsUpAfter, "email unknown"), (Whim::HangsUpBefore, "email sent")]
    {
        let posted = Posted::open().await;
        posted.server.next(whim);
        let payer = Payer { email: Some("reza@example.ir".to_owned()), mobile: None, ..payer() };
        posted.house.link_sent(&posted.shop, &payer, &[Channel::Email], None).await;
        posted.house.live(TimeDelta::minutes(30)).await;
        assert_eq!(posted.states().await, [state]);
        assert_eq!(posted.server.letters().len(), 1, "{whim:?}");
    }
}
