//! How the cost of the list grows: not at all.

use axum::http::StatusCode;
use peyvand::db::Pool;
use peyvand::ids::LinkId;
use peyvand::ledger::Account;
use serde_json::Value;

use super::accounts;
use crate::support::house::House;
use crate::support::people::Shop;
use crate::support::statements::statements_of;

/// The list's own query.
const ROWS: &str = include_str!("../../../src/reports/sql/rows.sql");

#[tokio::test]
async fn a_page_of_the_list_touches_as_little_of_a_hundred_times_as_many_payments() {
    let house = House::open().await;
    let shop = house.shop().await;
    let link = house.link_of(&shop, None, None).await.id;
    let mut before = vec![];
    for (from, to) in [(1, 300), (301, 30_000)] {
        fill(&house, &shop, link, (from, to)).await;
        let mut buffers = vec![];
        for question in questions(link) {
            buffers.push((touched(house.db(), &shop, &question).await, question));
        }
        for ((now, question), (then, _)) in buffers.iter().zip(&before) {
            // A deeper index, and a full page where there was one row: each of 21 payments with its
            // own page of the table and two for its link, its decision, its receipt, its answers and
            // its refunds.
            let most = then + 21 * (1 + 5 * 2) + 16;
            assert!(*now <= most, "{now} pages instead of {then}: {question:?}");
        }
        before = buffers;
    }
    house.leave_unchecked();
}

#[tokio::test]
async fn nothing_is_skipped_over_and_nothing_is_counted_to_the_end() {
    let house = House::open().await;
    let (shop, links, _) = super::busy(&house).await;
    let owner = house.sign_in(&shop).await;
    let page = accounts(&owner, "from=1405/7/1&state=all").await;
    let deep = page.attribute(".pager a[rel=next]", "href").unwrap();
    let link = format!("/accounting?link={}", links[0]);
    for path in ["/accounting?state=all", "/accounting?q=book&min=1000", &deep, &link] {
        let (page, statements) = statements_of(owner.get(path)).await;
        assert_eq!(page.status, StatusCode::OK);
        for text in statements.iter().map(|text| text.to_lowercase()) {
            assert!(!text.contains("offset"), "{text}");
            let is_count = text.contains("count(*)") && !text.contains("sum(");
            assert!(!is_count || text.contains("limit"), "{text}");
        }
    }
    house.leave_unchecked();
}

/// State, purposes, words, smallest amount, and the place where the page begins.
type Question = (&'static str, Option<LinkId>, &'static str, Option<i64>, &'static str);

fn questions(link: LinkId) -> Vec<Question> {
    vec![
        ("booked", None, "", None, "infinity"),
        ("all", None, "", None, "infinity"),
        ("failed", None, "", None, "infinity"),
        ("waiting", None, "", None, "infinity"),
        ("booked", None, "", None, "2026-11-20"),
        ("booked", Some(link), "", None, "infinity"),
        ("booked", None, "''needle'':*", None, "infinity"),
        ("booked", None, "", Some(9_000_000), "infinity"),
    ]
}

/// How many pages of the database a question touches.
async fn touched(db: &Pool, shop: &Shop, question: &Question) -> i64 {
    let (state, purpose, words, min, place) = question;
    let purposes = purpose.map_or("null::uuid[]".to_owned(), |id| format!("array['{id}'::uuid]"));
    let mut query = ROWS.to_owned();
    for (name, value) in [
        ("$13", "''".to_owned()),
        ("$12", "21".to_owned()),
        ("$11", "'ffffffff-ffff-ffff-ffff-ffffffffffff'".to_owned()),
        ("$10", format!("'{place}'::timestamptz")),
        ("$9", "null".to_owned()),
        ("$8", "null".to_owned()),
        ("$7", min.map_or("null".to_owned(), |min| min.to_string())),
        ("$6", format!("'{words}'")),
        ("$5", purposes),
        ("$4", format!("'{state}'")),
        ("$3", "'infinity'".to_owned()),
        ("$2", "'-infinity'".to_owned()),
        ("$1", format!("'{}'", shop.workspace)),
    ] {
        query = query.replace(name, &value);
    }
    let explain = format!("explain (analyze, buffers, format json) {query}");
    let plan: Value = sqlx::query_scalar(sqlx::AssertSqlSafe(explain)).fetch_one(db).await.unwrap();
    let plan = &plan[0]["Plan"];
    assert!(0 < plan["Actual Rows"].as_i64().unwrap(), "{question:?} finds nothing");
    let pages = |name: &str| plan[name].as_i64().unwrap();
    pages("Shared Hit Blocks") + pages("Shared Read Blocks")
}

/// Payments of all states, as an administrator would load them: every tenth has failed, every tenth is
/// at the bank; of each thousand one has a word of its own, and one is large.
async fn fill(house: &House, shop: &Shop, link: LinkId, (from, to): (i32, i32)) {
    let load = format!(
        "begin; set local session_replication_role = replica;
        insert into payments (
            id, workspace_id, order_number, gateway, terminal, amount, title, payee_name, payer_name,
            unit, purpose, again, on_paid, credit_account, receipt_digest, status, changed_at,
            changed_by, opened_at, paid_at, fee
        )
        select gen_random_uuid(), '{workspace}', 5000000000 + n, 'sandbox', 'T1',
            case n % 1000 when 7 then 9000000 else 1000000 end,
            case n % 1000 when 8 then 'needle' else 'order' end, 'Sarv', 'Reza', 'toman',
            case n % 1000 when 9 then '{link}'::uuid else gen_random_uuid() end, '{{}}', '{{}}',
            '{wallet}', sha256(n::text::bytea),
            case n % 10 when 4 then 'refused' when 5 then 'sent' else 'confirmed' end,
            at, 'return', at, case when n % 10 not in (4, 5) then at end, 0
        from (
            select n, timestamptz '2026-11-22' - n * interval '10 minutes' as at
            from generate_series({from}, {to}) as n
        ) as made;
        commit",
        workspace = shop.workspace,
        wallet = Account::Wallet(shop.workspace).id(),
    );
    sqlx::raw_sql(sqlx::AssertSqlSafe(load)).execute(house.db()).await.unwrap();
    house.run("vacuum (analyze) payments").await;
}
