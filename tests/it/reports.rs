//! The accounts from outside: what is shown adds up with the books, belongs to whoever looks, and
//! survives the borders of days, months and pages.

use std::collections::BTreeSet;

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
use peyvand::payments;

use super::support::house::House;
use super::support::page::Page;
use super::support::page::Visitor;
use super::support::people::RENT;
use super::support::people::Shop;

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

async fn book(tx: &mut peyvand::db::Tx, wallet: peyvand::ids::AccountId, id: PaymentId, past: &Past) {
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
    let cells = scraper::Selector::parse("td[data-l='Tracking code']").unwrap();
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
    let links = vec![
        house.link_of(&shop, None, None).await.id,
        house.link_of(&shop, None, None).await.id,
    ];
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
    let second = house.sent(late.id, page);
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
async fn nobody_sees_the_payments_of_another_workspace() {
    let house = House::open().await;
    let (_, links, _) = busy(&house).await;
    let other = house.shop().await;
    let stranger = house.sign_in(&other).await;
    for state in ["booked", "suspended", "given_back", "waiting", "failed", "all"] {
        for link in ["", &links[0].to_string()] {
            for q in ["", "rent", "4000000001", "700000000001"] {
                let query = format!("from=1300/1/1&state={state}&link={link}&q={q}");
                let page = accounts(&stranger, &query).await;
                assert!(codes(&page).is_empty(), "{query}");
                assert!(tiles(&page).iter().all(|figure| *figure == 0), "{query}");
            }
        }
    }
    let file = stranger.get("/accounting.csv?from=1300/1/1&state=all").await;
    assert_eq!(file.html.lines().count(), 1, "only the head: {}", file.html);
    let home = stranger.get("/home?lang=en").await;
    assert!(home.text().contains("Make your first payment link"));
    house.leave_unchecked();
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
    for (number, (year, month, last)) in [(1405, 6, 31), (1403, 12, 30), (1404, 12, 29)]
        .into_iter()
        .enumerate()
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

#[tokio::test]
async fn a_mistake_stands_beside_its_field_and_nothing_is_looked_for() {
    let house = House::open().await;
    let shop = house.shop().await;
    let owner = house.sign_in(&shop).await;
    for (query, field) in [
        ("from=1404/12/30", "from"),
        ("from=tomorrow", "from"),
        ("to=1405/13/01", "to"),
        ("from=1405/9/2&to=1405/9/1", "to"),
    ] {
        let page = owner.get(&format!("/accounting?{query}")).await;
        assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY, "{query}");
        let said = page.attribute(&format!("#{field}"), "aria-describedby");
        assert_eq!(said, Some(format!("{field}-err")), "{query}");
        assert!(tiles(&page).is_empty());
    }
    let typed = owner.get("/accounting?from=1404/12/30").await;
    assert_eq!(typed.attribute("#from", "value").as_deref(), Some("1404/12/30"));
    assert_eq!(owner.get("/accounting.csv?from=x").await.status, StatusCode::BAD_REQUEST);
}

#[tokio::test]
async fn the_pages_of_a_list_show_each_payment_once() {
    let house = House::open().await;
    let shop = house.shop().await;
    let owner = house.sign_in(&shop).await;
    let link = house.link_of(&shop, None, None).await.id;
    // Many in one microsecond: the time alone does not order them.
    for number in 0..47 {
        let at = day(1405, 8, 10) + TimeDelta::seconds(number / 30);
        write(&house, &shop, number, &paid(link, at, 1_000_000)).await;
    }
    let mut seen = BTreeSet::new();
    let mut path = "/accounting?lang=en&from=1405/8/1&state=all".to_owned();
    let mut pages = 0;
    loop {
        let page = owner.get(&path).await;
        for code in codes(&page) {
            assert!(seen.insert(code.clone()), "{code} is shown twice");
        }
        pages += 1;
        match page.attribute(".pager a[rel=next]", "href") {
            Some(next) => path = format!("{next}&lang=en"),
            None => break,
        }
    }
    assert_eq!((seen.len(), pages), (47, 3));
    house.leave_unchecked();
}

#[tokio::test]
async fn a_search_finds_words_of_payer_title_and_codes() {
    let house = House::open().await;
    let (shop, ..) = busy(&house).await;
    let owner = house.sign_in(&shop).await;
    for (q, count) in [
        ("4000000004", 1),
        ("۴۰۰۰۰۰۰۰۰۴", 1),
        ("700000000004", 1),
        ("Book", 20),
        ("رضايي", 20),
        ("workshop نرگس", 13),
        ("زضایی", 0),
        ("%", 60),
        ("'; drop table payments; --", 0),
    ] {
        let encoded: String = url::form_urlencoded::byte_serialize(q.as_bytes()).collect();
        let page = accounts(&owner, &format!("from=1405/7/1&state=all&q={encoded}")).await;
        let wanted = if count == 1 { "1 row".to_owned() } else { format!("{count} rows") };
        let html = scraper::Html::parse_document(&page.html);
        let said = scraper::Selector::parse("section[aria-labelledby=rows] header span").unwrap();
        let said: String = html.select(&said).flat_map(|span| span.text()).collect();
        assert_eq!(said.trim(), wanted, "{q}");
    }
    house.leave_unchecked();
}

#[tokio::test]
async fn the_file_has_every_row_once_and_no_formula() {
    let house = House::open().await;
    let shop = house.shop().await;
    let owner = house.sign_in(&shop).await;
    let link = house.link_of(&shop, None, None).await.id;
    for number in 0..2_300 {
        let at = day(1405, 8, 10) + TimeDelta::seconds(number / 700);
        let past = Past { title: "=1+1", payer: Some("@SUM(A1), \"x\""), ..paid(link, at, 1_000_000) };
        write(&house, &shop, number, &past).await;
    }
    let file = owner.get("/accounting.csv?lang=en&from=1405/8/1&state=all&link=&q=").await;
    assert_eq!(file.status, StatusCode::OK);
    let header = |name: &str| file.headers.get(name).unwrap().to_str().unwrap().to_owned();
    assert_eq!(header("content-type"), "text/csv; charset=utf-8");
    assert_eq!(
        header("content-disposition"),
        "attachment; filename=\"peyvand-payments-1405-08-01-1405-09-01.csv\""
    );
    let text = file.html.strip_prefix('\u{feff}').expect("a byte order mark");
    assert!(text.contains("\r\n"));
    let mut lines = csv::Reader::from_reader(text.as_bytes());
    let head: Vec<String> = lines.headers().unwrap().iter().map(str::to_owned).collect();
    assert_eq!(&head[6..9], ["Amount (rial)", "Fee (rial)", "Net (rial)"]);
    let rows: Vec<csv::StringRecord> = lines.records().map(Result::unwrap).collect();
    let codes: BTreeSet<&str> = rows.iter().map(|row| &row[9]).collect();
    assert_eq!((rows.len(), codes.len()), (2_300, 2_300));
    let net: i64 = rows.iter().map(|row| row[8].parse::<i64>().unwrap()).sum();
    assert_eq!(Money::rials(net), house.balance(shop.workspace).await);
    let row = &rows[0];
    assert_eq!((&row[0], &row[2], &row[4]), ("1405/08/10", "'@SUM(A1), \"x\"", "'=1+1"));
    assert_eq!((&row[1], &row[6]), ("2026-11-01T00:00+03:30", "1000000"));
    house.leave_unchecked();
}

#[tokio::test]
async fn a_member_takes_five_files_in_an_hour() {
    let house = House::open().await;
    let shop = house.shop().await;
    let owner = house.sign_in(&shop).await;
    for _ in 0..5 {
        assert_eq!(owner.get("/accounting.csv").await.status, StatusCode::OK);
    }
    assert_eq!(owner.get("/accounting.csv").await.status, StatusCode::TOO_MANY_REQUESTS);
    assert_eq!(owner.get("/accounting.csv?from=x").await.status, StatusCode::BAD_REQUEST);
    house.wind(TimeDelta::minutes(12));
    assert_eq!(owner.get("/accounting.csv").await.status, StatusCode::OK);
}

#[tokio::test]
async fn the_start_page_counts_today_and_thirty_days() {
    let house = House::open().await;
    let shop = house.shop().await;
    let owner = house.sign_in(&shop).await;
    let link = house.link_of(&shop, None, None).await.id;
    let today = day(1405, 9, 1);
    for (number, (days, rials)) in
        [(0, 1_000_000), (29, 2_000_000), (30, 1_500_000), (59, 500_000), (60, 9_000_000)]
            .into_iter()
            .enumerate()
    {
        let at = today - TimeDelta::days(days);
        let number = i64::try_from(number).unwrap();
        write(&house, &shop, number, &paid(link, at, rials)).await;
    }
    let home = owner.get("/home?lang=en").await;
    let shown = tiles(&home);
    let balance = house.balance(shop.workspace).await;
    assert_eq!(shown[..3], [balance.as_rials() / 10, 100_000, 300_000]);
    assert!(home.text().contains("50% more than the 30 days before"), "{home:?}");
    let bars = scraper::Selector::parse("svg.bars rect").unwrap();
    assert_eq!(scraper::Html::parse_document(&home.html).select(&bars).count(), 30);
    check_books(&house).await;
}

#[tokio::test]
async fn news_stay_new_until_they_are_seen() {
    let house = House::open().await;
    let shop = house.shop().await;
    let owner = house.sign_in(&shop).await;
    let sent = house.send(house.link(&shop).await).await;
    house.bank.pay(&sent.page).await;
    house.get(&sent.back).await;
    house.work().await;
    let fresh = owner.get("/home?lang=en").await;
    assert!(fresh.text().contains("Mark all as seen"), "{fresh:?}");
    let done = owner.submit("/home/news/reading", &[]).await;
    assert_eq!(done.location.as_deref(), Some("/home"));
    let seen = owner.get("/home?lang=en").await;
    assert!(!seen.text().contains("Mark all as seen") && seen.text().contains("News"), "{seen:?}");
}

#[tokio::test]
async fn looking_changes_nothing() {
    let house = House::open().await;
    let (shop, ..) = busy(&house).await;
    let owner = house.sign_in(&shop).await;
    let before = house.fingerprint().await;
    for path in ["/home", "/accounting", "/accounting?state=all&from=1405/1/1", "/accounting?from=x"] {
        owner.get(path).await;
        owner.head(path).await;
    }
    assert_eq!(house.fingerprint().await, before);
    house.leave_unchecked();
}
