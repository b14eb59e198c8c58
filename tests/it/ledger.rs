//! The books under attack: by our own mistakes, by many at once, and by chance.

use chrono::TimeDelta;
use futures_util::future::join_all;
use peyvand::db::Tx;
use peyvand::db::violates;
use peyvand::ids::AccountId;
use peyvand::ids::WorkspaceId;
use peyvand::ledger;
use peyvand::ledger::Account;
use peyvand::ledger::Journal;
use peyvand::ledger::LedgerError;
use peyvand::ledger::Posting;
use peyvand::money::Money;
use proptest::prelude::*;
use proptest::test_runner::TestRunner;

use crate::support::house::House;
use crate::support::program::until;

#[tokio::test]
async fn an_unbalanced_journal_is_refused_by_us_and_by_the_database() {
    let house = House::open().await;
    let ours = Journal::of("test", &1, house.app.clock.now())
        .debit(clearing(), Money::rials(100))
        .credit(Account::Suspense.id(), Money::rials(99));
    let refused = post(&house, &ours).await;
    assert!(matches!(refused, Err(LedgerError::Unbalanced { .. })), "{refused:?}");

    let (clearing, suspense) = (clearing().as_uuid(), Account::Suspense.id().as_uuid());
    for (accounts, amounts) in [
        (vec![clearing, suspense], vec![100_i64, -99]),
        (vec![clearing], vec![100]),
        (vec![clearing, suspense, suspense], vec![100, -50, -49]),
    ] {
        let error = post_unchecked(&house, &accounts, &amounts).await.unwrap_err();
        assert!(violates(&error, "entries_balance"), "{error}");
    }
    let error = post_unchecked(&house, &[], &[]).await.unwrap_err();
    assert!(violates(&error, "journals_have_entries"), "{error}");
    for (amounts, constraint) in [
        ([0, 0], "entries_amount_is_not_zero"),
        ([10_000_000_000_001, -10_000_000_000_001], "entries_amount_is_believable"),
    ] {
        let error = post_unchecked(&house, &[clearing, suspense], &amounts).await.unwrap_err();
        assert!(violates(&error, constraint), "{error}");
    }
    let nobody = uuid::Uuid::from_u128(1);
    let error = post_unchecked(&house, &[clearing, nobody], &[100, -100]).await.unwrap_err();
    assert!(violates(&error, "entries_have_an_account"), "{error}");
    let of_none = "insert into entries (journal_id, line, account_id, amount)
        values ($1, 1, $2, 100), ($1, 2, $3, -100)";
    let error = sqlx::query(of_none).bind(nobody).bind(clearing).bind(suspense);
    let error = error.execute(house.db()).await.unwrap_err();
    assert!(violates(&error, "entries_have_a_journal"), "{error}");
    assert_eq!(house.count("select count(*) from journals").await, 0);
}

/// F52.
#[tokio::test]
async fn nothing_in_the_books_is_changed_added_to_or_taken_out() {
    let house = House::open().await;
    let wallet = wallet(&house).await;
    credit(&house, wallet, "1", 100).await.unwrap();
    for attack in [
        "update journals set kind = 'other'",
        "update entries set amount = amount * 2",
        "delete from journals",
        "delete from entries",
        "truncate journals cascade",
        "truncate entries",
        "delete from accounts",
        "update accounts set id = gen_random_uuid()",
        "truncate accounts cascade",
        "delete from balances",
        "update balances set account_id = gen_random_uuid()",
        "truncate balances",
        "set local session_replication_role = replica; delete from entries",
    ] {
        let mut tx = house.db().begin().await.unwrap();
        let refused = sqlx::raw_sql(attack).execute(&mut *tx).await.unwrap_err();
        assert!(refused.to_string().contains("append-only"), "{attack}: {refused}");
    }
    // A second helping that would balance in itself, and one that would not.
    for (more, constraint) in [
        ("(10, amount), (11, -amount)", "entries_balance"),
        ("(10, amount)", "entries_balance"),
        // As if it were the first.
        ("(1, amount), (2, -amount)", "entries_pkey"),
    ] {
        let more = format!(
            "insert into entries (journal_id, line, account_id, amount)
            select journal_id, more.line, account_id, more.amount from entries,
                lateral (values {more}) as more (line, amount)
            where entries.line = 1"
        );
        let error = sqlx::query(sqlx::AssertSqlSafe(more)).execute(house.db()).await.unwrap_err();
        assert!(violates(&error, constraint), "{error}");
    }
}

#[tokio::test]
async fn the_same_cause_is_posted_once_and_on_other_terms_never() {
    let house = House::open().await;
    let (wallet, other) = (wallet(&house).await, wallet(&house).await);
    assert_eq!(credit(&house, wallet, "rent", 100).await.unwrap(), Posting::Posted);
    assert_eq!(credit(&house, wallet, "rent", 100).await.unwrap(), Posting::AlreadyPosted);
    for (account, amount) in [(wallet, 101), (other, 100)] {
        let refused = credit(&house, account, "rent", amount).await;
        assert!(matches!(refused, Err(LedgerError::OtherTerms { .. })), "{refused:?}");
    }
    assert_eq!(balance(&house, wallet).await, 100);
    assert_eq!(balance(&house, other).await, 0);
}

/// F51.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_same_cause_posted_by_twenty_at_once_is_posted_once() {
    let house = House::open().await;
    let wallet = wallet(&house).await;
    let posted = join_all((0..20).map(|_| credit(&house, wallet, "rent", 100))).await;
    let posted: Vec<_> = posted.into_iter().map(Result::unwrap).collect();
    assert_eq!(posted.iter().filter(|posting| **posting == Posting::Posted).count(), 1);
    assert_eq!(balance(&house, wallet).await, 100);
}

/// Fifty rial come in and a hundred times one tries to take two: however they meet, what is taken
/// was there.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_wallet_stays_above_its_floor_among_a_hundred_debits_and_credits_at_once() {
    let house = House::open().await;
    let wallet = wallet(&house).await;
    let acts = (0..100).map(|number| {
        let house = &house;
        async move {
            if number % 2 == 0 {
                credit(house, wallet, &format!("in {number}"), 1).await.unwrap();
                0
            } else {
                match debit(house, wallet, &format!("out {number}"), 2).await {
                    Ok(_) => 2,
                    Err(LedgerError::NotEnough) => 0,
                    Err(error) => panic!("{error}"),
                }
            }
        }
    });
    let taken: i64 = join_all(acts).await.into_iter().sum();
    assert_eq!(balance(&house, wallet).await, 50 - taken);
    let last = debit(&house, wallet, "too much", 51 - taken).await;
    assert!(matches!(last, Err(LedgerError::NotEnough)), "{last:?}");
}

/// While credits are being counted into the balance, nobody ever reads one that is missing or one
/// that is there twice.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn counting_the_waiting_credits_changes_no_balance_at_any_moment() {
    let house = House::open().await;
    let wallet = wallet(&house).await;
    for number in 0..30 {
        credit(&house, wallet, &format!("before {number}"), 10).await.unwrap();
    }
    let count = || async {
        for _ in 0..10 {
            ledger::count_waiting_credits(house.db()).await.unwrap();
        }
    };
    let read = async {
        let mut last = 300;
        for _ in 0..60 {
            let now = balance(&house, wallet).await;
            assert!(last <= now && now % 10 == 0, "{last} and then {now}");
            last = now;
        }
    };
    let add = async {
        for number in 0..30 {
            credit(&house, wallet, &format!("meanwhile {number}"), 10).await.unwrap();
        }
    };
    tokio::join!(count(), count(), read, add);
    assert_eq!(balance(&house, wallet).await, 600);
    count().await;
    assert_eq!(balance(&house, wallet).await, 600);
    assert_eq!(house.count("select count(*) from uncounted_credits").await, 0);
}

/// Somebody takes money twice in one transaction while the credits are being counted. Whoever counts
/// takes the balance first; otherwise each would hold what the other waits for.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn counting_never_stands_in_the_way_of_a_second_debit() {
    let house = House::open().await;
    let wallet = wallet(&house).await;
    credit(&house, wallet, "before", 100).await.unwrap();
    ledger::count_waiting_credits(house.db()).await.unwrap();
    let take = |cause: &str| journal(&house, cause, wallet, clearing(), 10);

    let mut tx: Tx = house.db().begin().await.unwrap();
    ledger::post(&mut tx, &take("first")).await.unwrap();
    credit(&house, wallet, "meanwhile", 100).await.unwrap();
    let count = async { ledger::count_waiting_credits(house.db()).await };
    let take_again = async {
        let waiting = "select count(*) from pg_stat_activity where datname = current_database()
            and wait_event_type = 'Lock' and query like '%count_credits%'";
        until("the counting waits", async || house.count(waiting).await == 1).await;
        ledger::post(&mut tx, &take("second")).await.unwrap();
        tx.commit().await.unwrap();
    };
    let (counted, ()) = tokio::join!(count, take_again);
    counted.unwrap();
    assert_eq!(balance(&house, wallet).await, 180);
}

/// What a shop's money may do.
#[derive(Clone, Debug)]
enum Act {
    Credit { wallet: usize, cause: u8, amount: i64 },
    Debit { wallet: usize, cause: u8, amount: i64 },
    Move { from: usize, to: usize, cause: u8, amount: i64 },
    Count,
}

fn act() -> impl Strategy<Value = Act> {
    let (wallet, cause, amount) = (0..3_usize, 0..40_u8, 1..1000_i64);
    prop_oneof![
        4 => (wallet.clone(), cause.clone(), amount.clone())
            .prop_map(|(wallet, cause, amount)| Act::Credit { wallet, cause, amount }),
        3 => (wallet.clone(), cause.clone(), amount.clone())
            .prop_map(|(wallet, cause, amount)| Act::Debit { wallet, cause, amount }),
        2 => (wallet.clone(), wallet, cause, amount)
            .prop_map(|(from, to, cause, amount)| Act::Move { from, to, cause, amount }),
        1 => Just(Act::Count),
    ]
}

#[test]
fn whatever_happens_the_books_equal_a_model_and_the_audit_finds_nothing() {
    let runtime = tokio::runtime::Runtime::new().unwrap();
    let mut runner = TestRunner::new(ProptestConfig::with_cases(12));
    let acts = proptest::collection::vec(act(), 1..60);
    let outcome = runner.run(&acts, |acts| {
        runtime.block_on(async {
            let house = House::open().await;
            let wallets = [wallet(&house).await, wallet(&house).await, wallet(&house).await];
            let mut model = [0_i64; 3];
            for act in acts {
                perform(&house, &wallets, &mut model, &act).await;
                for (wallet, expected) in wallets.iter().zip(model) {
                    assert_eq!(balance(&house, *wallet).await, expected, "after {act:?}");
                }
            }
            house.audit().await;
        });
        Ok(())
    });
    outcome.unwrap();
}

async fn perform(house: &House, wallets: &[AccountId; 3], model: &mut [i64; 3], act: &Act) {
    let (journal, changes) = match act {
        Act::Count => return ledger::count_waiting_credits(house.db()).await.unwrap(),
        Act::Credit { wallet, cause, amount } => (
            journal(house, &format!("{cause}"), clearing(), wallets[*wallet], *amount),
            vec![(*wallet, *amount)],
        ),
        Act::Debit { wallet, cause, amount } => (
            journal(house, &format!("{cause}"), wallets[*wallet], clearing(), *amount),
            vec![(*wallet, -amount)],
        ),
        Act::Move { from, to, cause, amount } => {
            let (from_id, to_id) = (wallets[*from], wallets[*to]);
            (
                journal(house, &format!("{cause}"), from_id, to_id, *amount),
                vec![(*from, -amount), (*to, *amount)],
            )
        }
    };
    let mut after = *model;
    for (wallet, change) in changes {
        after[wallet] += change;
    }
    match post(house, &journal).await {
        Ok(Posting::Posted) => {
            assert!(after.iter().all(|balance| 0 <= *balance), "{act:?} went below the floor");
            *model = after;
        }
        Ok(Posting::AlreadyPosted) | Err(LedgerError::OtherTerms { .. }) => (),
        Err(LedgerError::NotEnough) => {
            assert!(after.iter().any(|balance| *balance < 0), "{act:?} was refused");
        }
        Err(error) => panic!("{act:?}: {error}"),
    }
}

async fn wallet(house: &House) -> AccountId {
    let now = house.app.clock.now();
    house.wind(TimeDelta::microseconds(1));
    let mut tx = house.app.db.begin().await.unwrap();
    let account = Account::Wallet(WorkspaceId::new(now));
    let id = ledger::open_account(&mut tx, &account, now).await.unwrap();
    tx.commit().await.unwrap();
    id
}

fn clearing() -> AccountId {
    Account::GatewayClearing("sandbox").id()
}

async fn balance(house: &House, account: AccountId) -> i64 {
    ledger::balance(house.db(), account).await.unwrap().as_rials()
}

fn journal(house: &House, cause: &str, debit: AccountId, credit: AccountId, rials: i64) -> Journal {
    Journal::of("test", &cause, house.app.clock.now())
        .debit(debit, Money::rials(rials))
        .credit(credit, Money::rials(rials))
}

async fn credit(
    house: &House,
    wallet: AccountId,
    cause: &str,
    rials: i64,
) -> Result<Posting, LedgerError> {
    post(house, &journal(house, cause, clearing(), wallet, rials)).await
}

async fn debit(
    house: &House,
    wallet: AccountId,
    cause: &str,
    rials: i64,
) -> Result<Posting, LedgerError> {
    post(house, &journal(house, cause, wallet, clearing(), rials)).await
}

async fn post(house: &House, journal: &Journal) -> Result<Posting, LedgerError> {
    let mut tx: Tx = house.db().begin().await?;
    let posting = ledger::post(&mut tx, journal).await?;
    tx.commit().await?;
    Ok(posting)
}

/// Goes past our own check.
async fn post_unchecked(
    house: &House,
    accounts: &[uuid::Uuid],
    amounts: &[i64],
) -> sqlx::Result<()> {
    sqlx::query("select post_journal(gen_random_uuid(), 'test', '1', now(), $1, $2)")
        .bind(accounts)
        .bind(amounts)
        .execute(house.db())
        .await?;
    Ok(())
}

#[tokio::test]
async fn the_database_can_be_analysed_and_restored_by_whoever_names_no_schema() {
    let house = House::open().await;
    let shop = house.shop().await;
    house.send(house.link(&shop).await).await;
    house.run("set search_path = ''; analyze public.payments; reindex table public.payments").await;
}
