//! What a message said is not kept for ever.

use chrono::TimeDelta;
use peyvand::notices;
use sha2::Digest;
use sha2::Sha256;

use crate::links::form;
use crate::support::house::House;

/// `money.md` E13.
#[tokio::test]
async fn after_thirty_days_only_the_digest_of_a_messages_words_is_left() {
    let house = House::open().await;
    let shop = house.shop().await;
    let desk = house.sign_in(&shop).await;
    let sent = [("title", "کیک زعفرانی"), ("mobile", "09351112233"), ("by", "sms")];
    let made = desk.submit("/links", &form(&sent)).await.location.expect("a link is made");
    house.work().await;
    let said = "select message::text from notices where kind = 'payment_asked'";
    let words: String = sqlx::query_scalar(said).fetch_one(house.db()).await.expect("it has words");
    assert!(words.contains("کیک زعفرانی"), "{words}");

    let forget =
        async || notices::forget(house.db(), house.app.clock.now()).await.expect("it runs");
    house.wind(TimeDelta::days(29));
    forget().await;
    assert_eq!(house.count("select count(*) from notices where message is null").await, 0);
    house.wind(TimeDelta::days(1) + TimeDelta::minutes(1));
    forget().await;
    let left = "select digest from notices where kind = 'payment_asked' and message is null";
    let digest: Vec<u8> =
        sqlx::query_scalar(left).fetch_one(house.db()).await.expect("the digest stays");
    assert_eq!(digest, Sha256::digest(words.as_bytes()).as_slice(), "by which it can be proven");

    let desk = house.sign_in(&shop).await;
    let shown = desk.get(&made).await.text();
    assert!(shown.contains("پیام لینک به پرداخت‌کننده"), "what kind of message it was: {shown}");
    let kept = "select count(*) from notices where channel = 'account' and message is null";
    assert_eq!(house.count(kept).await, 0, "what stands in the account is its owner's");
}
