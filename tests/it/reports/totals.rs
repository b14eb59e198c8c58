//! The sums: they are those of the books, whatever is asked and wherever a period begins.

use chrono::TimeDelta;
use peyvand::adapters::rail::sandbox::Mood;
use peyvand::ledger;
use peyvand::ledger::Account;
use peyvand::locale::Jalali;
use peyvand::money::Money;
use peyvand::payments;

use super::FEE;
use super::Past;
use super::accounts;
use super::booked_at;
use super::busy;
use super::check_books;
use super::codes;
use super::day;
use super::paid;
use super::tiles;
use super::write;
use crate::support::bank;
use crate::support::house::House;
use crate::support::payouts::CARD;
use crate::support::payouts::GIVEN;
use crate::support::payouts::PAYOUT_FEE;
use crate::support::people::RENT;

#[tokio::test]
async fn the_totals_equal_the_books_under_every_filter() {
    let house = House::open().await;
    let (shop, links, pasts) = busy(&house).await;
    let owner = house.sign_in(&shop).await;
    let periods = [
        ((1405, 8, 1), (1405, 8, 30)),
        ((1405, 8, 5), (1405, 8, 5)),
        ((1405, 7, 30), (1405, 9, 1)),
        ((1405, 8, 17), (1405, 9, 1)),
        ((1300, 1, 1), (1405, 9, 1)),
    ];
    let chosen_links = [None, Some(links[0]), Some(links[1])];
    for (from, to) in periods {
        let start = day(from.0, from.1, from.2);
        let end = Jalali::new(to.0, to.1, to.2).unwrap().next_day().start();
        for link in chosen_links {
            for word in ["", "book", "نرگس", "workshop رضا"] {
                for state in ["booked", "all"] {
                    let expected: Vec<&Past> = pasts
                        .iter()
                        .filter(|past| booked_at(past).is_some_and(|at| start <= at && at < end))
                        .filter(|past| link.is_none_or(|link| past.link == link))
                        .filter(|past| {
                            word.split(' ').all(|word| {
                                past.title.to_lowercase().contains(word)
                                    || past.payer.is_some_and(|payer| payer.contains(word))
                            })
                        })
                        .collect();
                    let gross: Money = expected.iter().map(|past| past.amount).sum();
                    let fee: Money = expected.iter().map(|_| FEE).sum();
                    let link_text = link.map(|link| link.to_string()).unwrap_or_default();
                    let query = url::form_urlencoded::Serializer::new(String::new())
                        .append_pair("from", &format!("{}/{}/{}", from.0, from.1, from.2))
                        .append_pair("to", &format!("{}/{}/{}", to.0, to.1, to.2))
                        .append_pair("state", state)
                        .append_pair("link", &link_text)
                        .append_pair("q", word)
                        .finish();
                    let shown = tiles(&accounts(&owner, &query).await);
                    let toman = |amount: Money| amount.as_rials() / 10;
                    let mut wanted = vec![toman(gross), toman(fee), toman(gross - fee)];
                    if link.is_none() && word.is_empty() {
                        let mut tx = house.db().begin().await.unwrap();
                        let wallet = Account::Wallet(shop.workspace).id();
                        let moved = ledger::movement(&mut tx, wallet, start, end).await.unwrap();
                        assert_eq!(moved, gross - fee, "{query}");
                        wanted.push(toman(moved));
                    }
                    assert_eq!(shown, wanted, "{query}");
                }
            }
        }
    }
    check_books(&house).await;
}

#[tokio::test]
async fn the_movement_of_the_wallet_is_that_of_its_entries() {
    let house = House::open().await;
    let (shop, ..) = busy(&house).await;
    let wallet = Account::Wallet(shop.workspace).id();
    for days in [1, 3, 10, 40] {
        let (start, end) = (day(1405, 8, 2), day(1405, 8, 2) + TimeDelta::days(days));
        let mut tx = house.db().begin().await.unwrap();
        let moved = ledger::movement(&mut tx, wallet, start, end).await.unwrap();
        let entered: i64 = sqlx::query_scalar(
            "select coalesce(-sum(amount), 0)::bigint from entries
            join journals on journals.id = entries.journal_id
            where account_id = $1 and posted_at >= $2 and posted_at < $3",
        )
        .bind(wallet)
        .bind(start)
        .bind(end)
        .fetch_one(&mut *tx)
        .await
        .unwrap();
        assert_eq!(moved.as_rials(), entered);
    }
    house.leave_unchecked();
}

#[tokio::test]
async fn money_in_suspense_counts_when_it_is_accepted_and_not_before() {
    let house = House::open().await;
    let shop = house.shop().await;
    let owner = house.sign_in(&shop).await;
    let link = house.link(&shop).await;
    let first = house.send(link).await;
    let late = house.payment_of(link);
    house.open_payment(&late).await.unwrap();
    let page = payments::send_to_bank(&house.app, late.id).await.unwrap();
    let second = house.sent(late.id, page.address);
    for sent in [&first, &second] {
        house.bank.pay(&sent.page).await;
        house.get(&sent.back).await;
    }
    house.work().await;
    let one = tiles(&accounts(&owner, "period=month").await);
    assert_eq!(one[0], RENT.as_rials() / 10);

    let suspended = accounts(&owner, "period=month&state=suspended").await;
    assert_eq!(codes(&suspended).len(), 1);
    assert!(suspended.text().contains("Somebody else had paid before"), "{suspended:?}");
    let home = owner.get("/home?lang=en").await;
    assert!(home.text().contains("One payment waits for your decision"), "{home:?}");

    let act = suspended.attribute("form[action$='/acceptance']", "action").unwrap();
    let from = suspended.attribute("form[action$='/acceptance'] input", "value").unwrap();
    let done = owner.submit(&act, &[("from", &from)]).await;
    assert_eq!(done.location.as_deref(), Some(from.as_str()));
    let both = tiles(&accounts(&owner, "period=month").await);
    assert_eq!(both[0], 2 * RENT.as_rials() / 10);
    assert_eq!(both[2], both[3], "what is shown is what the wallet got");
    assert_eq!(Money::rials(both[2] * 10), house.balance(shop.workspace).await);
    assert!(codes(&accounts(&owner, "period=month&state=suspended").await).is_empty());
}

#[tokio::test]
async fn a_day_begins_and_ends_at_midnight_in_tehran() {
    let house = House::open().await;
    let shop = house.shop().await;
    let owner = house.sign_in(&shop).await;
    let link = house.link_of(&shop, None, None).await.id;
    let midnight = day(1405, 9, 1);
    assert_eq!(midnight.to_rfc3339(), "2026-11-21T20:30:00+00:00");
    let moments = [midnight - TimeDelta::microseconds(1), midnight, day(1405, 9, 2)];
    for (number, at) in (0..).zip(moments) {
        write(&house, &shop, number, &paid(link, at, 1_000_000 << number)).await;
    }
    let gross = async |query: &'static str| tiles(&accounts(&owner, query).await);
    assert_eq!(gross("from=1405/8/30&to=۱۴۰۵/۰۸/۳۰").await[0], 100_000);
    assert_eq!(gross("from=1405/9/1&to=1405-09-01").await[0], 200_000);
    assert_eq!(gross("from=1405.9.2&to=1405/9/2").await[0], 400_000);
    assert_eq!(gross("from=1405/8/1&to=1405/8/30").await[0], 100_000, "the month's last day");
    assert_eq!(gross("from=1405/8/30&to=1405/9/1").await[3], 300_000 - 2_400);
    assert_eq!(gross("period=last-month").await[0], 100_000);
    check_books(&house).await;
}

#[tokio::test]
async fn a_month_has_all_its_days() {
    let house = House::open().await;
    let shop = house.shop().await;
    let owner = house.sign_in(&shop).await;
    let link = house.link_of(&shop, None, None).await.id;
    // The last hour of 31 Shahrivar, of the leap day 30 Esfand 1403, and of 29 Esfand 1404.
    for (number, (year, month, last)) in
        [(1405, 6, 31), (1403, 12, 30), (1404, 12, 29)].into_iter().enumerate()
    {
        let at = day(year, month, last) + TimeDelta::hours(23);
        let number = i64::try_from(number).unwrap();
        write(&house, &shop, number, &paid(link, at, 1_000_000)).await;
        let query = format!("from={year}/{month}/1&to={year}/{month}/{last}");
        assert_eq!(tiles(&accounts(&owner, &query).await)[0], 100_000, "{query}");
        let next = Jalali::new(year, month, last).unwrap().next_day();
        let query = format!("from={next}&to={next}");
        assert_eq!(tiles(&accounts(&owner, &query).await)[0], 0, "{query}");
    }
    house.leave_unchecked();
}

/// What is paid for a payout passes by the wallet; what is paid out of it, and what comes back into it,
/// is told apart from what came by payments.
#[tokio::test]
async fn payouts_paid_by_card_are_no_income_and_the_totals_are_those_of_the_wallet() {
    let house = House::open().await;
    house.rail_is(Mood::Refusing).await;
    let shop = house.shop().await;
    let wallet = async || {
        let mut tx = house.db().begin().await.unwrap();
        let (start, end) = (day(1405, 9, 1), day(1405, 9, 30));
        let wallet = Account::Wallet(shop.workspace).id();
        ledger::movement(&mut tx, wallet, start, end).await.unwrap().as_rials() / 10
    };
    let sent = house.send(house.link(&shop).await).await;
    house.bank.pay(&sent.page).await;
    house.get(&sent.back).await;
    let payout = house.payout(&shop).await;
    house.answer(CARD).await;
    house.pay_payout(&shop).await;

    let ask = "from=1405/9/1&to=1405/9/29&state=";
    let (gross, fee) = (RENT.as_rials() / 10, bank::FEE.as_rials() / 10);
    for state in ["booked", "all"] {
        let owner = house.sign_in(&shop).await;
        let shown = tiles(&accounts(&owner, &format!("{ask}{state}")).await);
        assert_eq!(shown, [gross, fee, gross - fee, wallet().await], "{state}");
        assert_eq!(gross - fee, wallet().await, "the payout was not paid into the wallet");
    }

    // The rail refused, and the money comes back: into the wallet, but by no payment.
    let owner = house.sign_in(&shop).await;
    owner.submit(&format!("/payouts/{payout}/end"), &[]).await;
    let back = (GIVEN + PAYOUT_FEE).as_rials() / 10;
    let shown = tiles(&accounts(&owner, &format!("{ask}booked")).await);
    assert_eq!(shown, [gross, fee, gross - fee, back, gross - fee + back]);
    assert_eq!(wallet().await, gross - fee + back);
    let file = owner.get(&format!("/accounting.csv?lang=en&{ask}all")).await.html;
    let mut lines = csv::Reader::from_reader(file.trim_start_matches('\u{feff}').as_bytes());
    let nets = lines.records().map(|row| row.unwrap()[8].parse::<i64>().unwrap_or_default());
    assert_eq!(nets.sum::<i64>(), (gross - fee) * 10, "the file adds up to the same");
}
