//! Whatever a month was: one that is taken back leaves every unit and every fund as it was before, to
//! the rial.

use std::collections::BTreeMap;

use axum::http::StatusCode;
use peyvand::buildings;
use peyvand::buildings::NewReceipt;
use peyvand::buildings::NewWaiver;
use peyvand::buildings::Way;
use peyvand::ids::ExpenseId;
use peyvand::ids::SettlementId;
use peyvand::money::Money;
use uuid::Uuid;

use super::Estate;
use super::estate::AZAR;
use crate::support::house::House;
use crate::support::people::Shop;

const ROUNDS: usize = 16;

/// What each account of a unit says, what is open on it, and what it has in advance; and what lies in
/// the funds.
const UNITS: &str = "select units.number || ' ' || residents.name, (
        select coalesce(sum(entries.amount), 0)::bigint from entries
        where entries.account_id = parties.account_id
    ), (
        select coalesce(sum(rest), 0)::bigint from open_charges
        where open_charges.party_id = parties.id
    ), (
        select coalesce(sum(party_credits.amount), 0)::bigint from party_credits
        where party_credits.party_id = parties.id
    )
    from parties
    join units on units.id = parties.unit_id
    join residents on residents.id = parties.resident_id
    union all
    select kind, coalesce(sum(entries.amount), 0)::bigint, 0, 0 from building_funds
    left join entries on entries.account_id = building_funds.account_id
    group by kind";

/// What there is, by what it is called; nothing counts as not there.
type Standing = BTreeMap<String, (i64, i64, i64)>;

struct Chance(u64);

impl Chance {
    /// A number below another, the same in each run.
    fn draw(&mut self, below: i64) -> i64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        i64::try_from(self.0 >> 11).unwrap() % below
    }
}

async fn standing(house: &House) -> Standing {
    let rows: Vec<(String, i64, i64, i64)> =
        sqlx::query_as(UNITS).fetch_all(house.db()).await.unwrap();
    let rows = rows.into_iter().map(|(name, booked, open, credit)| (name, (booked, open, credit)));
    rows.filter(|(_, sums)| *sums != (0, 0, 0)).collect()
}

/// Other weights, other keys, other costs.
async fn shuffle(house: &House, estate: &Estate, shop: &Shop, chance: &mut Chance) {
    let keys = ["equal", "area", "persons", "coefficient"];
    for unit in 1..=4 {
        sqlx::query(
            "update units set area = $1, persons = $2, coefficient = $3 where number_order = $4",
        )
        .bind(i32::try_from(1 + chance.draw(30_000)).unwrap())
        .bind(i32::try_from(1 + chance.draw(6)).unwrap())
        .bind(i32::try_from(1 + chance.draw(300)).unwrap())
        .bind(unit)
        .execute(house.db())
        .await
        .unwrap();
    }
    let mut key = || keys[usize::try_from(chance.draw(4)).unwrap()];
    let (one, other) = (key(), key());
    sqlx::query(
        "update cost_categories set key = $1, other_key = $2, percent = $3, owner_percent = $4",
    )
    .bind(one)
    .bind(other)
    .bind(i32::try_from(chance.draw(101)).unwrap())
    .bind(i32::try_from(chance.draw(101)).unwrap())
    .execute(house.db())
    .await
    .unwrap();
    let id = ExpenseId::new(house.app.clock.now());
    estate.spend(house, shop, (id, 1 + chance.draw(90_000_007))).await;
}

async fn issue(house: &House, estate: &Estate, shop: &Shop) -> Uuid {
    let month = buildings::month(&house.app, estate.id, AZAR).await.unwrap();
    let run = buildings::issue(&house.app, (estate.id, shop.owner), &month.shown().unwrap())
        .await
        .unwrap();
    house.work().await;
    run.as_uuid()
}

/// Somebody gives something by hand, and a part of an item is let off; gives what was given.
async fn settle(house: &House, estate: &Estate, shop: &Shop, chance: &mut Chance) -> i64 {
    let open =
        "select id, resident_id, rest from open_charges where run_id is not null order by id";
    let items: Vec<(Uuid, Uuid, i64)> = sqlx::query_as(open).fetch_all(house.db()).await.unwrap();
    let (item, resident, rest) = items[usize::try_from(chance.draw(4)).unwrap() % items.len()];
    let (now, maker) = (house.app.clock.now(), (estate.id, shop.owner));
    let waiver = NewWaiver {
        id: SettlementId::new(now),
        charge: item.into(),
        amount: Money::rials(rest / 3 + 1),
        reason: "Decided".to_owned(),
    };
    let whose = (resident.into(), now.date_naive());
    buildings::waive(&house.app, maker, whose, &waiver).await.unwrap();
    let amount = 1 + chance.draw(2 * rest);
    let receipt = NewReceipt {
        id: SettlementId::new(now),
        resident: resident.into(),
        way: Way::Cash,
        amount: Money::rials(amount),
        received_on: now.date_naive(),
        reference: None,
    };
    buildings::receive(&house.app, maker, &receipt).await.unwrap();
    amount
}

#[tokio::test]
async fn a_month_that_is_taken_back_leaves_every_unit_as_it_was() {
    let house = House::open().await;
    let shop = house.shop().await;
    let estate = Estate::open(&house, &shop).await;
    estate.brought(&house).await;
    let mut chance = Chance(88_172_645_463_325_252);
    for round in 0..ROUNDS {
        shuffle(&house, &estate, &shop, &mut chance).await;
        let before = standing(&house).await;
        let run = issue(&house, &estate, &shop).await;
        assert_ne!(standing(&house).await, before, "round {round}: a month was issued");
        // In every other round money comes in between; it stays theirs, as credit or on what is older.
        let given =
            if round % 2 == 0 { 0 } else { settle(&house, &estate, &shop, &mut chance).await };
        let path = format!("{}/runs/{run}/reversal", estate.path());
        assert_eq!(estate.desk.submit(&path, &[]).await.status, StatusCode::SEE_OTHER);
        let after = standing(&house).await;
        if given == 0 {
            assert_eq!(after, before, "round {round}");
        }
        let of_funds = |standing: &Standing| {
            let funds = ["operating", "reserve", "projects"];
            funds.map(|fund| standing.get(fund).map_or(0, |sums| sums.0))
        };
        assert_eq!(of_funds(&after), of_funds(&before), "round {round}");
        let owed = |standing: &Standing| standing.values().map(|sums| sums.1 - sums.2).sum::<i64>();
        assert_eq!(owed(&after), owed(&before) - given, "round {round}");
        house.wind(chrono::TimeDelta::seconds(1));
    }
    house.audit().await;
}
