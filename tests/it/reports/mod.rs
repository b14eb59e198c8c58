//! The accounts from outside: what is shown adds up with the books, belongs to whoever looks, and
//! survives the borders of days, months and pages.

mod file;
mod filters;
mod general;
mod growth;
mod home;

mod list;
mod statement;
mod totals;

use axum::http::StatusCode;
use chrono::DateTime;
use chrono::TimeDelta;
use chrono::Utc;
use peyvand::ids::LinkId;
use peyvand::ids::PaymentId;
use peyvand::ledger;
use peyvand::ledger::Account;
use peyvand::ledger::Journal;
use peyvand::locale::Jalali;
use peyvand::money::Money;

use crate::support::house::House;
use crate::support::page::Page;
use crate::support::page::Visitor;
use crate::support::people::Shop;

const FEE: Money = Money::rials(12_000);

/// What is to be in the accounts.
#[derive(Clone)]
struct Past {
    at: DateTime<Utc>,
    amount: Money,
    title: &'static str,
    payer: Option<&'static str>,
    kind: Kind,
    link: LinkId,
}

#[derive(Clone, Copy, PartialEq)]
enum Kind {
    Paid,
    Refused,
    Sent,
    Suspended,
    Accepted(DateTime<Utc>),
    GivenBack,
}

/// Writes a payment of the past down with its journals, as the engine would have.
async fn write(house: &House, shop: &Shop, number: i64, past: &Past) -> PaymentId {
    let id = PaymentId::new(past.at);
    let wallet = Account::Wallet(shop.workspace).id();
    let (status, suspense, fee) = match past.kind {
        Kind::Paid => ("confirmed", None, FEE),
        Kind::Suspended | Kind::Accepted(_) | Kind::GivenBack => ("confirmed", Some("extra"), FEE),
        Kind::Refused => ("refused", None, Money::ZERO),
        Kind::Sent => ("sent", None, Money::ZERO),
    };
    let is_paid = status == "confirmed";
    let accepted_at = match past.kind {
        Kind::Accepted(at) => Some(at),
        _ => None,
    };
    let mut tx = house.app.db.begin().await.unwrap();
    sqlx::query(
        "insert into payments (
            id, workspace_id, order_number, gateway, terminal, amount, title, payee_name, payer_name,
            unit, purpose, again, on_paid, credit_account, receipt_digest, status, changed_at,
            changed_by, opened_at, paid_at, bank_number, card, fee, suspense, accepted_at
        ) values (
            $1, $2, $3, 'sandbox', 'T1', $4, $5, 'Sarv', $6, 'toman', $7, '{}', '{}', $8,
            sha256($1::text::bytea), $9, $10, 'return', $11, $12, $13, $14, $15, $16, $17
        )",
    )
    .bind(id)
    .bind(shop.workspace)
    .bind(4_000_000_000 + number)
    .bind(past.amount)
    .bind(past.title)
    .bind(past.payer)
    .bind(past.link)
    .bind(wallet)
    .bind(status)
    .bind(past.at)
    .bind(past.at - TimeDelta::seconds(if is_paid { 90 } else { 0 }))
    .bind(is_paid.then_some(past.at))
    .bind(is_paid.then(|| format!("{}", 700_000_000_000 + number)))
    .bind(is_paid.then_some("603799******4503"))
    .bind(fee)
    .bind(suspense)
    .bind(accepted_at)
    .execute(&mut *tx)
    .await
    .unwrap();
    sqlx::query("insert into link_payments values ($1, $2)")
        .bind(id)
        .bind(past.link)
        .execute(&mut *tx)
        .await
        .unwrap();
    book(&mut tx, wallet, id, past).await;
    tx.commit().await.unwrap();
    id
}

async fn book(
    tx: &mut peyvand::db::Tx,
    wallet: peyvand::ids::AccountId,
    id: PaymentId,
    past: &Past,
) {
    let clearing = Account::GatewayClearing("sandbox").id();
    let fees = Account::GatewayFees("sandbox").id();
    let suspense = Account::Suspense.id();
    let (amount, net) = (past.amount, past.amount - FEE);
    let received = Journal::of("payment", &id, past.at).debit(clearing, amount);
    let (received, decided) = match past.kind {
        Kind::Refused | Kind::Sent => return,
        Kind::Paid => (received.credit(wallet, net).credit(fees, FEE), None),
        Kind::Suspended => (received.credit(suspense, amount), None),
        Kind::Accepted(at) => {
            let accepted = Journal::of("payment_accepted", &id, at).debit(suspense, amount);
            let accepted = accepted.credit(wallet, net).credit(fees, FEE);
            (received.credit(suspense, amount), Some(("accepted", accepted)))
        }
        Kind::GivenBack => {
            let back = Journal::of("payment_given_back", &id, past.at + TimeDelta::hours(1));
            let back = back.debit(suspense, amount).credit(clearing, amount);
            (received.credit(suspense, amount), Some(("given_back", back)))
        }
    };
    ledger::post(tx, &received).await.unwrap();
    let Some((decision, journal)) = decided else { return };
    ledger::post(tx, &journal).await.unwrap();
    sqlx::query("insert into suspense_decisions values ($1, $2, null, $3, $3)")
        .bind(id)
        .bind(decision)
        .bind(journal.at)
        .execute(&mut **tx)
        .await
        .unwrap();
}

/// The statements about books and payments hold for what these tests write by hand; that it has no
/// bank and no jobs behind it is no fault of theirs.
async fn check_books(house: &House) {
    let found = ledger::audit::run(house.db(), house.app.clock.now()).await.unwrap();
    let told = ["P1", "P1b", "P2", "P2b", "P17", "P18", "P19"];
    let broken: Vec<String> = found
        .iter()
        .filter(|finding| finding.statement.starts_with('L') || told.contains(&finding.statement))
        .map(ToString::to_string)
        .collect();
    assert!(broken.is_empty(), "{broken:#?}");
    house.leave_unchecked();
}

fn day(year: i32, month: u8, day: u8) -> DateTime<Utc> {
    Jalali::new(year, month, day).unwrap().start()
}

fn paid(link: LinkId, at: DateTime<Utc>, rials: i64) -> Past {
    let amount = Money::rials(rials);
    Past { at, amount, title: "Rent", payer: Some("Reza"), kind: Kind::Paid, link }
}

/// The figures of the tiles: gross, fee, net and (when all is asked for) the wallet, in toman.
fn tiles(page: &Page) -> Vec<i64> {
    let html = scraper::Html::parse_document(&page.html);
    let figures = scraper::Selector::parse("dl.tiles dd:first-of-type bdi").unwrap();
    html.select(&figures)
        .map(|figure| {
            let text: String = figure.text().collect();
            text.replace([',', '\u{200e}'], "").replace('−', "-").parse().unwrap()
        })
        .collect()
}

/// The tracking codes of the rows, in the order shown.
fn codes(page: &Page) -> Vec<String> {
    let html = scraper::Html::parse_document(&page.html);
    let cells = scraper::Selector::parse("td[data-l^='Tracking'] > div > bdi").unwrap();
    html.select(&cells).map(|cell| cell.text().collect::<String>()).collect()
}

async fn accounts(owner: &Visitor, query: &str) -> Page {
    let page = owner.get(&format!("/accounting?lang=en&{query}")).await;
    assert_eq!(page.status, StatusCode::OK, "{query}: {page:?}");
    page
}

/// A shop with two links and a past with everything in it.
async fn busy(house: &House) -> (Shop, Vec<LinkId>, Vec<Past>) {
    let shop = house.shop().await;
    let links =
        vec![house.link_of(&shop, None, None).await.id, house.link_of(&shop, None, None).await.id];
    let begin = day(1405, 8, 1) - TimeDelta::hours(5);
    let mut pasts = vec![];
    for number in 0..60_i64 {
        let at = begin + TimeDelta::minutes(number * 700);
        let kind = match number % 10 {
            3 => Kind::Refused,
            5 => Kind::Suspended,
            6 => Kind::Accepted(at + TimeDelta::days(3)),
            7 => Kind::GivenBack,
            8 => Kind::Sent,
            _ => Kind::Paid,
        };
        let even = number % 2 == 0;
        pasts.push(Past {
            at,
            amount: Money::rials(1_000_000 + number * 10_010),
            title: if number % 3 == 0 { "Book order" } else { "Workshop" },
            payer: if even { Some("نرگس رضایی") } else { None },
            kind,
            link: links[usize::from(even)],
        });
    }
    for (number, past) in (0..).zip(&pasts) {
        write(house, &shop, number, past).await;
    }
    (shop, links, pasts)
}

/// When the money became the merchant's.
fn booked_at(past: &Past) -> Option<DateTime<Utc>> {
    match past.kind {
        Kind::Paid => Some(past.at),
        Kind::Accepted(at) => Some(at),
        Kind::Refused | Kind::Sent | Kind::Suspended | Kind::GivenBack => None,
    }
}
