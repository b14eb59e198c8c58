//! What is at rest: no number of an account or a card that a stolen copy of the database could show.

use chrono::TimeDelta;

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

fn hex(text: &str) -> String {
    data_encoding::HEXLOWER.encode(text.as_bytes())
}
