//! What is at rest: no number of an account or a card that a stolen copy of the database could show.

use chrono::TimeDelta;
use peyvand::adapters::rail::sandbox::Mood;
use peyvand::transfers;

use crate::support::house::House;
use crate::support::payouts::CARD;
use crate::support::payouts::OTHERS_IBAN;

#[tokio::test]
async fn a_copy_of_the_database_holds_no_number_of_an_account_and_none_of_a_card() {
    let house = House::open().await;
    let shop = house.shop().await;
    for number in [CARD, OTHERS_IBAN] {
        house.payout(&shop).await;
        house.answer(number).await;
        house.pay_payout(&shop).await;
    }
    house.live(TimeDelta::minutes(10)).await;
    let iban = house.rail_book().await[0].iban.clone();
    // The pretend rail stands for a foreign company: its book is not ours.
    house.run("delete from sandbox_transfers").await;
    let tables: Vec<String> = sqlx::query_scalar(
        "select format('select t::text as row from %I as t', tablename)
        from pg_tables where schemaname = 'public'",
    )
    .fetch_all(house.db())
    .await
    .unwrap();
    let rows: Vec<String> = sqlx::query_scalar(sqlx::AssertSqlSafe(tables.join(" union all ")))
        .fetch_all(house.db())
        .await
        .unwrap();
    let card: String = CARD.replace(' ', "");
    for row in rows {
        for secret in [card.as_str(), OTHERS_IBAN, iban.as_str()] {
            assert!(!row.contains(secret), "{row}");
            assert!(!row.contains(&hex(secret)), "{row}");
        }
    }
}

/// The bank data that is kept of transfers, the settled and the others.
async fn known(house: &House, settled: bool) -> i64 {
    let what = if settled { "= 'settled'" } else { "<> 'settled'" };
    let known = "select count(*) from transfers where (iban is not null or holder is not null)";
    house.count(&format!("{known} and status {what}")).await
}

#[tokio::test]
async fn the_account_of_a_transfer_is_forgotten_after_its_time_and_never_while_money_is_under_way()
{
    let house = House::open().await;
    let shop = house.shop().await;
    let path = format!("/payouts/{}", house.payout(&shop).await);
    house.answer(CARD).await;
    house.pay_payout(&shop).await;
    house.live(TimeDelta::minutes(30)).await;
    house.rail_is(Mood::Slow).await;
    house.payout(&shop).await;
    house.answer(OTHERS_IBAN).await;
    house.pay_payout(&shop).await;
    assert_eq!((known(&house, true).await, known(&house, false).await), (1, 1));

    house.wind(TimeDelta::days(89));
    transfers::forget(&house.app, house.app.clock.now()).await.unwrap();
    assert_eq!(known(&house, true).await, 1, "somebody may still ask about it");
    house.wind(TimeDelta::days(2));
    transfers::forget(&house.app, house.app.clock.now()).await.unwrap();
    assert_eq!((known(&house, true).await, known(&house, false).await), (0, 1));
    transfers::forget(&house.app, house.app.clock.now() + TimeDelta::days(999)).await.unwrap();
    assert_eq!(known(&house, false).await, 1, "it is under way");

    let desk = house.sign_in(&shop).await;
    let receipt = desk.get(&path).await.attribute("a[href^='/sent/']", "href").unwrap();
    let shown = house.get(&receipt).await.text();
    assert!(shown.contains("•• ۷۸۹۳"), "the receipt keeps what was masked: {shown}");
    house.rail_is(Mood::Prompt).await;
    house.live(TimeDelta::hours(2)).await;
    assert_eq!(known(&house, true).await, 1, "it has just arrived");
    house.wind(TimeDelta::days(91));
    transfers::forget(&house.app, house.app.clock.now()).await.unwrap();
    assert_eq!(known(&house, true).await, 0);
}

fn hex(text: &str) -> String {
    data_encoding::HEXLOWER.encode(text.as_bytes())
}
