//! The worker: what it does with poison, with messages that may have been sent, and when there are
//! several.

use chrono::DateTime;
use chrono::TimeDelta;
use chrono::Utc;
use futures_util::future::join_all;
use peyvand::ids::ChallengeId;
use peyvand::ids::LinkId;
use peyvand::ids::PaymentId;
use peyvand::locale::Language;
use peyvand::mobile::Mobile;
use peyvand::money::Unit;
use peyvand::notices;
use peyvand::notices::Asked;
use peyvand::notices::Manner;
use peyvand::notices::Message;
use peyvand::notices::NewNotice;
use peyvand::notices::To;
use peyvand::queue;
use peyvand::queue::Job;
use peyvand::tokens::Door;
use peyvand::worker;
use tokio_util::sync::CancellationToken;

use crate::support::house::House;
use crate::support::program::until;

/// F62.
#[tokio::test]
async fn a_job_that_nobody_can_read_dies_with_an_alarm_and_the_others_are_done() {
    let house = House::open().await;
    house.may_leave_dead_work();
    house
        .run(
            "select add_job(gen_random_uuid(), 'from tomorrow', '{\"kind\": \"from tomorrow\"}',
                'poison', 0::smallint, '2026-11-01', '2026-11-01')",
        )
        .await;
    poisoned(&house).await;
}

/// F40.
#[tokio::test]
async fn a_job_that_panics_dies_with_an_alarm_and_the_others_are_done() {
    let house = House::open().await;
    house.may_leave_dead_work();
    write(&house, asked(), "poison", None).await;
    // A moment that no calendar of ours reaches: reading it panics.
    house.run("update notices set expires_at = 'infinity'").await;
    poisoned(&house).await;
}

/// A healthy job beside the poison is done at the first look; the poison is dead after its eighth
/// attempt, with an alarm.
async fn poisoned(house: &House) {
    let healthy = Job::AbandonPayment { payment: PaymentId::new(house.app.clock.now()) };
    let now = house.app.clock.now();
    let mut tx = house.app.db.begin().await.unwrap();
    queue::add(&mut tx, &healthy, now).await.unwrap();
    tx.commit().await.unwrap();
    house.work().await;
    assert_eq!(house.count("select count(*) from jobs where state = 'done'").await, 1);

    let mut attempts = 1;
    while let Some(due) = queue::next_due(house.db()).await.unwrap() {
        assert!(attempts < 8, "it should be dead");
        assert_eq!(house.alarms().await, [""; 0]);
        house.wind(due - house.app.clock.now());
        house.work().await;
        attempts += 1;
    }
    assert_eq!(attempts, 8);
    assert_eq!(queue::dead(house.db()).await.unwrap().len(), 1);
    assert_eq!(house.alarms().await, ["job_dead"]);
    house.audit().await;
}

/// The worker dies between handing a message over and writing that down. A code that may have been
/// sent is not sent again; another message is, and the carrier keeps it once.
#[tokio::test]
async fn a_code_that_may_have_been_sent_is_never_sent_again() {
    let house = House::open().await;
    let code = Message::Code { challenge: ChallengeId::new(house.app.clock.now()) };
    for (message, cause, at_carrier, ends_as) in
        [(code, "code", 0, "failed"), (asked(), "asked", 1, "delivered")]
    {
        write(&house, message, cause, None).await;
        house
            .run(
                "create or replace function die() returns trigger language plpgsql
                    as $$ begin raise 'the worker dies here'; end $$;
                create trigger dies before update on notices for each row
                    when (new.state = 'delivered') execute function die()",
            )
            .await;
        house.work().await;
        // What the carrier has is forgotten, so that a second handing over can be seen.
        house.run("drop trigger dies on notices; delete from sandbox_messages").await;
        house.live(TimeDelta::minutes(2)).await;
        assert_eq!(house.sms_to(&mobile()).await.len(), at_carrier, "{cause}");
        assert_eq!(state(&house, cause).await, ends_as, "{cause}");
    }
}

#[tokio::test]
async fn a_code_whose_time_is_over_is_dropped() {
    let house = House::open().await;
    let now = house.app.clock.now();
    let (late, in_time) = (ChallengeId::new(now), ChallengeId::new(now));
    let soon = now + TimeDelta::minutes(2);
    write(&house, Message::Code { challenge: late }, "late", Some(soon)).await;
    house.wind(TimeDelta::minutes(2));
    let later = soon + TimeDelta::minutes(2);
    write(&house, Message::Code { challenge: in_time }, "in time", Some(later)).await;
    house.work().await;
    assert_eq!(state(&house, "late").await, "dropped");
    assert_eq!(state(&house, "in time").await, "delivered");
    let sent = house.sms_to(&mobile()).await;
    assert_eq!(sent.len(), 1);
    assert!(sent[0].contains(&house.app.keys.code(in_time)), "{sent:?}");
}

#[tokio::test]
async fn the_same_notice_written_twice_is_one() {
    let house = House::open().await;
    for _ in 0..2 {
        write(&house, asked(), "same", None).await;
    }
    house.work().await;
    assert_eq!(house.sms_to(&mobile()).await.len(), 1);
}

#[tokio::test]
async fn a_number_that_does_not_exist_fails_in_the_open() {
    let house = House::open().await;
    let nobody = Mobile::parse("09120000000").unwrap();
    write_to(&house, nobody, asked(), "nobody", None).await;
    house.work().await;
    assert_eq!(state(&house, "nobody").await, "failed");
    assert_eq!(house.live(TimeDelta::hours(1)).await, ());
    assert_eq!(house.count("select count(*) from sandbox_messages").await, 1);
}

/// Three workers run as they do in production, on two instances; every message arrives once.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn running_workers_share_the_work_and_stop_when_they_are_told() {
    let house = House::open().await;
    let beside = house.beside().await;
    for number in 0..60 {
        write(&house, asked(), &format!("number {number}"), None).await;
    }
    let stop = CancellationToken::new();
    let workers = [&house, &house, &beside]
        .map(|house| tokio::spawn(worker::run(house.app.clone(), stop.clone())));
    until("all is sent", async || house.sms_to(&mobile()).await.len() == 60).await;
    stop.cancel();
    for worker in join_all(workers).await {
        worker.unwrap();
    }
    let delivered = "select count(*) from notices where state = 'delivered'";
    assert_eq!(house.count(delivered).await, 60);
    assert_eq!(house.count("select count(*) from jobs where attempts <> 1").await, 0);
}

fn mobile() -> Mobile {
    Mobile::parse("09351234567").unwrap()
}

fn asked() -> Message {
    Message::PaymentAsked(Asked {
        merchant: "Sarv".to_owned(),
        title: "Rent".to_owned(),
        amount: None,
        until: None,
        early: None,
        door: Door::Link { link: LinkId::from(uuid::Uuid::from_u128(1)), version: 1 },
    })
}

async fn write(house: &House, message: Message, cause: &str, expires_at: Option<DateTime<Utc>>) {
    write_to(house, mobile(), message, cause, expires_at).await;
}

async fn write_to(
    house: &House,
    to: Mobile,
    message: Message,
    cause: &str,
    expires_at: Option<DateTime<Utc>>,
) {
    let notice = NewNotice {
        workspace: None,
        to: To::Sms(to),
        manner: Manner { language: Language::Fa, unit: Unit::Toman },
        message,
        about: None,
        dedup_key: cause.to_owned(),
        expires_at,
    };
    let mut tx = house.app.db.begin().await.unwrap();
    notices::write(&mut tx, &notice, house.app.clock.now()).await.unwrap();
    tx.commit().await.unwrap();
}

async fn state(house: &House, cause: &str) -> String {
    sqlx::query_scalar("select state from notices where dedup_key = $1")
        .bind(cause)
        .fetch_one(house.db())
        .await
        .unwrap()
}
