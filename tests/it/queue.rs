//! The queue: work that many hands share, that outlives its worker, and that fails in public.

use std::collections::BTreeSet;

use chrono::TimeDelta;
use futures_util::future::join_all;
use peyvand::ids::JobId;
use peyvand::ids::PaymentId;
use peyvand::queue;
use peyvand::queue::Claim;
use peyvand::queue::Job;
use peyvand::queue::Priority;
use peyvand::queue::Row;

use crate::support::house::House;

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn several_workers_take_each_job_once() {
    let house = House::open().await;
    for _ in 0..200 {
        add(&house, &harmless(&house)).await;
    }
    let worker = || async {
        let mut taken = vec![];
        loop {
            let claims = claim(&house, 7).await;
            if claims.is_empty() {
                return taken;
            }
            for claim in claims {
                assert!(queue::finish(house.db(), &claim, house.app.clock.now()).await.unwrap());
                taken.push(claim.id);
            }
        }
    };
    let taken = join_all((0..4).map(|_| worker())).await.concat();
    assert_eq!(taken.len(), 200);
    assert_eq!(taken.into_iter().collect::<BTreeSet<JobId>>().len(), 200);
}

#[tokio::test]
async fn what_was_rolled_back_leaves_no_work() {
    let house = House::open().await;
    let now = house.app.clock.now();
    let mut tx = house.app.db.begin().await.unwrap();
    queue::add(&mut tx, &harmless(&house), now).await.unwrap();
    drop(tx);
    assert_eq!(claim(&house, 1).await.len(), 0);
}

#[tokio::test]
async fn the_same_work_added_twice_is_done_once() {
    let house = House::open().await;
    let job = harmless(&house);
    for _ in 0..2 {
        add(&house, &job).await;
    }
    assert_eq!(house.work().await, 1);
    add(&house, &job).await;
    assert_eq!(house.work().await, 0, "it was done before");
}

#[tokio::test]
async fn who_waits_for_a_code_is_served_first_and_housekeeping_last() {
    let house = House::open().await;
    let (late, early, first) = (harmless(&house), harmless(&house), harmless(&house));
    let now = house.app.clock.now();
    let mut tx = house.app.db.begin().await.unwrap();
    let rows = [
        Row::of(&late, Priority::Housekeeping, now, now),
        Row::of(&early, Priority::Money, now, now),
        Row::of(&first, Priority::Code, now, now),
    ];
    queue::add_all(&mut tx, &rows).await.unwrap();
    tx.commit().await.unwrap();
    for expected in [first, early, late] {
        let claims = claim(&house, 1).await;
        assert_eq!(claims[0].job.as_ref(), Ok(&expected));
    }
}

/// F55. The worker stood still for longer than its lease; another has the job now, and whatever the first
/// one says about it counts no more.
#[tokio::test]
async fn a_worker_that_comes_back_after_its_lease_is_not_listened_to() {
    let house = House::open().await;
    add(&house, &harmless(&house)).await;
    let stale = claim(&house, 1).await.pop().unwrap();
    assert_eq!(claim(&house, 1).await.len(), 0, "it is taken");
    house.wind(queue::LEASE);
    let fresh = claim(&house, 1).await.pop().unwrap();
    assert_eq!((fresh.id, fresh.attempt), (stale.id, 2));

    let now = house.app.clock.now();
    assert!(!queue::finish(house.db(), &stale, now).await.unwrap());
    assert!(!queue::postpone(house.db(), &stale, now).await.unwrap());
    assert!(!queue::fail(house.db(), &stale, "late", now).await.unwrap());
    let untouched = "select count(*) from jobs where state = 'queued' and last_error is null
        and lease_token is not null";
    assert_eq!(house.count(untouched).await, 1);
    assert!(queue::finish(house.db(), &fresh, now).await.unwrap());
    assert!(!queue::finish(house.db(), &fresh, now).await.unwrap(), "once is enough");
}

#[tokio::test]
async fn a_failed_job_waits_longer_each_time_and_then_lies_dead_until_a_person_revives_it() {
    let house = House::open().await;
    add(&house, &harmless(&house)).await;
    let mut pauses = vec![];
    loop {
        let Some(claim) = claim(&house, 1).await.pop() else { break };
        let now = house.app.clock.now();
        assert!(queue::fail(house.db(), &claim, "no luck", now).await.unwrap());
        if let Some(due) = queue::next_due(house.db()).await.unwrap() {
            pauses.push((due - now).num_seconds());
            house.wind(due - now);
        }
    }
    let least = [10, 40, 160, 640, 2_560, 10_240, 21_600];
    assert_eq!(pauses.len(), least.len());
    for (pause, least) in pauses.iter().zip(least) {
        assert!((least..=least * 5 / 4).contains(pause), "{pauses:?}");
    }
    let dead = queue::dead(house.db()).await.unwrap();
    assert_eq!(dead[0].last_error.as_deref(), Some("no luck"));

    let now = house.app.clock.now();
    assert!(queue::revive(house.db(), dead[0].id, now).await.unwrap());
    assert!(!queue::revive(house.db(), dead[0].id, now).await.unwrap(), "it lives already");
    assert_eq!(house.work().await, 1);
    assert_eq!(queue::dead(house.db()).await.unwrap().len(), 0);
}

#[tokio::test]
async fn work_is_brought_forward_but_never_out_of_a_workers_hands() {
    let house = House::open().await;
    let job = harmless(&house);
    let now = house.app.clock.now();
    let later = now + TimeDelta::hours(1);
    let mut tx = house.app.db.begin().await.unwrap();
    queue::add_at(&mut tx, &job, later, now).await.unwrap();
    tx.commit().await.unwrap();
    queue::bring_forward(house.db(), &job, later + TimeDelta::hours(1)).await.unwrap();
    assert_eq!(queue::next_due(house.db()).await.unwrap(), Some(later), "not backward");
    queue::bring_forward(house.db(), &job, now).await.unwrap();
    let held = claim(&house, 1).await.pop().unwrap();
    queue::bring_forward(house.db(), &job, now).await.unwrap();
    assert_eq!(claim(&house, 1).await.len(), 0);
    assert!(queue::finish(house.db(), &held, now).await.unwrap());
}

/// Ending a payment that nobody has opened changes nothing.
fn harmless(house: &House) -> Job {
    Job::AbandonPayment { payment: PaymentId::new(house.app.clock.now()) }
}

async fn add(house: &House, job: &Job) {
    let now = house.app.clock.now();
    let mut tx = house.app.db.begin().await.unwrap();
    queue::add(&mut tx, job, now).await.unwrap();
    tx.commit().await.unwrap();
}

async fn claim(house: &House, count: i64) -> Vec<Claim> {
    queue::claim(house.db(), count, house.app.clock.now()).await.unwrap()
}
