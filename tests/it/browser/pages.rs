//! Every page, in both languages, looked at by axe-core and by a ruler.

use std::time::Instant;

use serde_json::json;
use thirtyfour::Cookie;

use super::axe;
use super::deeds::CODES;
use super::deeds::Deed;
use super::deeds::LINK;
use super::deeds::MAKE;
use super::deeds::NEWS;
use super::deeds::SEND;
use super::driver::Browser;
use super::driver::Device;
use super::states::States;
use super::town::Town;

/// Who looks at a page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Who {
    Stranger,
    Newcomer,
    Resident,
    Owner,
}

use Who::Newcomer;
use Who::Owner;
use Who::Resident;
use Who::Stranger;

use Deed::Back;
use Deed::Fill;
use Deed::Press;

struct Page {
    who: Who,
    path: String,
    deeds: &'static [Deed],
}

/// The pages for everybody: the site, the way in, payers, the pretend bank.
fn public(s: &States) -> Vec<Page> {
    let mut pages: Vec<(&str, &'static [Deed])> = vec![
        ("/", &[]),
        ("/terms", &[]),
        ("/privacy", &[]),
        ("/api", &[]),
        ("/signup", &[]),
        ("/signup", &[SEND]),
        ("/login", &[]),
        ("/login", &[Press("button.pay")]),
        ("/login", &[Fill("mobile", "09120009999"), Fill("password", "x"), Press("button.pay")]),
        ("/login/code", &[]),
        ("/login/code", &[SEND]),
        ("/login/forgotten", &[]),
        ("/login/forgotten", &[SEND]),
        ("/login/forgotten", &[Fill("mobile", "09120009999"), SEND]),
        ("/codes/019aa000-0000-7000-8000-000000000000", &[]),
        ("/nothing", &[]),
        ("/p/nothing", &[]),
        ("/verify", &[]),
        ("/verify?r=nothing", &[]),
        ("/check", &[]),
        ("/check?code=nothing", &[]),
        ("/sandbox/inbox", &[]),
        ("/sandbox/inbox?kind=missed", &[]),
        ("/sandbox/inbox?to=09120000000", &[]),
        ("/sandbox/bank/nothing", &[]),
    ];
    pages.extend([(s.letter.as_str(), &[] as &[Deed]), (&s.pay_fixed, &[]), (&s.pay_long, &[])]);
    pages.extend([(s.pay_chosen.as_str(), &[] as &[Deed]), (&s.pay_chosen, &[SEND])]);
    pages.extend(s.dead.iter().chain(&s.receipts).map(|path| (path.as_str(), &[] as &[Deed])));
    pages.extend(s.bank.iter().map(|path| (path.as_str(), &[] as &[Deed])));
    let mut pages = of(Stranger, pages);
    for after in ["lost", "late", "twice"] {
        pages.extend(of(Stranger, vec![(&format!("{}?after={after}", s.bank[1]), &[])]));
    }
    // This page goes on by itself, as a bank's does; who comes back to it finds it at rest.
    pages.extend(of(Stranger, vec![(&format!("{}?after=form", s.bank[1]), &[Back])]));
    pages
}

/// The pages of payouts: of those who are paid, of those who pay, and in their accounts.
fn given(s: &States) -> Vec<Page> {
    let mut public: Vec<(String, &'static [Deed])> = vec![("/sandbox/rail".to_owned(), &[])];
    for recipient in &s.given.recipients {
        public.push((recipient.clone(), &[]));
    }
    public.push((s.given.recipients[5].clone(), &[Fill("number", "6037991234567894"), SEND]));
    public.push((s.given.recipients[5].clone(), &[Fill("number", "6037991234567893"), SEND]));
    public.extend(CODES.map(|(place, deeds)| (s.given.recipients[place].clone(), deeds)));
    public.push((format!("{}/reply", s.given.recipients[5]), &[]));
    public.push((format!("{}/reply", s.given.recipients[5]), &[SEND]));
    for payer in &s.given.payers {
        public.push((payer.clone(), &[]));
    }
    public.push((format!("{}/rejection", s.given.payers[6]), &[]));
    let mut owners: Vec<(String, &'static [Deed])> = vec![
        ("/payouts".to_owned(), &[]),
        ("/payouts?q=zzz".to_owned(), &[]),
        ("/payouts/new".to_owned(), &[]),
        ("/payouts/new".to_owned(), &[Press(".choice [value=date]"), SEND]),
    ];
    owners.push(("/payouts/limit".to_owned(), &[]));
    owners.push(("/payouts/limit".to_owned(), &[Fill("above", "5000000"), SEND]));
    owners.push(("/payouts/bulk".to_owned(), &[]));
    owners.push(("/payouts/bulk".to_owned(), &[SEND]));
    for path in ["/payouts/bulk", "/payouts/new"] {
        owners.push((path.to_owned(), &[Fill("pay_days", "zzz"), SEND]));
    }
    owners.push(("/accounting/outgoing".to_owned(), &[]));
    owners.push(("/accounting/outgoing?from=zzz".to_owned(), &[]));
    for path in &s.given.batches {
        owners.push((path.clone(), &[]));
    }
    for receipt in &s.given.receipts {
        public.push((receipt.clone(), &[]));
        public.push((receipt.clone(), &[Press("a[href^='/verify']")]));
    }
    for desk in &s.given.desks {
        owners.push((desk.clone(), &[]));
    }
    owners.push((s.given.payers[6].clone(), &[]));
    owners.push((format!("{}/approval", s.given.desks[8]), &[]));
    owners.push((format!("{}/end", s.given.desks[5]), &[]));
    owners.push((format!("{}/end", s.given.desks[2]), &[]));
    let page = |who| move |(path, deeds)| Page { who, path, deeds };
    public.into_iter().map(page(Stranger)).chain(owners.into_iter().map(page(Owner))).collect()
}

/// The pages of a wallet.
fn purse(s: &States) -> Vec<Page> {
    let mut owners: Vec<(&str, &'static [Deed])> = vec![
        ("/wallet", &[]),
        ("/wallet", &[Fill("amount", "zzz"), Press("button[value=this]")]),
        ("/wallet/account", &[]),
        ("/wallet/account/new", &[]),
        ("/wallet/account/new", &[Fill("number", "6037991234567894"), SEND]),
        ("/wallet/plan", &[]),
        ("/wallet/plan", &[Fill("least", "zzz"), SEND]),
    ];
    owners.extend(s.settlements.iter().map(|path| (path.as_str(), &[] as &[Deed])));
    of(Owner, owners)
}

/// The pages of a building: its residents', and its manager's.
fn homes(s: &States) -> Vec<Page> {
    let residents = s.homes.residents.iter().map(|path| (path.as_str(), &[] as &[Deed]));
    let pages = of(Stranger, residents.collect());
    let own = s.homes.own.iter().map(String::as_str);
    let own =
        own.chain(["/settings/me", "/settings/workspaces"]).map(|path| (path, &[] as &[Deed]));
    let own = of(Resident, own.collect());
    let (door, expenses) = (s.homes.residents[0].as_str(), format!("{}/expenses", s.homes.home));
    let wrong = of(Stranger, vec![(door, &[Fill("amount", "zzz"), Press("button.pay")])]);
    let mut owners: Vec<(&str, &'static [Deed])> = vec![
        ("/buildings", &[]),
        ("/buildings/take-over", &[]),
        ("/buildings/take-over", &[SEND]),
        ("/buildings/new", &[]),
        ("/buildings/new", &[Fill("floors", "zzz"), SEND]),
        (&s.homes.home, &[]),
        (&expenses, &[]),
        (&expenses, &[SEND]),
    ];
    owners.extend(s.homes.desks.iter().map(|path| (path.as_str(), &[] as &[Deed])));
    let desk = |part: &str| s.homes.desk(part);
    owners.push((desk("/units/"), &[Fill("area", "zzz"), SEND]));
    owners.push((desk("/categories/"), &[Fill("percent", "zzz"), SEND]));
    owners.push((desk("/plan"), &[Fill("base", "zzz"), SEND]));
    owners.push((desk("/residents/"), &[Fill("amount", "zzz"), SEND]));
    owners.push((desk("/waiver"), &[Fill("amount", "zzz"), SEND]));
    owners.push((desk("/settlements/"), &[Press("form.card .row button")]));
    owners.push((desk("/dispute"), &[Press("form.card .row button")]));
    owners.push((desk("/reminders"), &[Fill("times_max", "zzz"), Press("button[value=save]")]));
    owners.push((desk("/news"), &[SEND]));
    owners.push((desk("/news"), &NEWS));
    owners.push((desk("/requests/"), &[Press("button[value=answer]")]));
    owners.push((desk("/meters"), &[SEND]));
    owners.push((desk("/meters/"), &[Press("form[action$=readings] button.go")]));
    owners.push((desk("/readings"), &[SEND]));
    let meter = desk("/meters/").rsplit('/').next().unwrap_or_default();
    let figure: &'static str = format!("figure-{meter}").leak();
    owners.push((desk("/readings"), Box::leak(Box::new([Fill(figure, "1"), SEND]))));
    let other_keys = [Press("details.card summary"), Fill("area", "zzz"), Press("details .btn")];
    owners.push((desk("/charges/"), Box::leak(Box::new(other_keys))));
    for empty in ["/unit-table", "/reading-table", "/polls", "/documents"] {
        owners.push((desk(empty), &[SEND]));
    }
    owners.push(("/my", &[]));
    pages.into_iter().chain(wrong).chain(own).chain(of(Owner, owners)).collect()
}

/// The pages of a merchant who has just come, and of one who has been there for months.
fn desks(s: &States) -> Vec<Page> {
    let mut pages = of(
        Newcomer,
        vec![
            ("/home", &[]),
            ("/links", &[]),
            ("/accounting", &[]),
            ("/settings/workspaces", &[SEND]),
            // Before something that matters the password is asked for.
            ("/settings/email", &[]),
            ("/settings/email", &[Press(".form button.go")]),
        ],
    );
    let owners: Vec<(&str, &'static [Deed])> = vec![
        ("/home", &[]),
        ("/links", &[]),
        ("/links?state=expired", &[]),
        ("/links?q=zzz", &[]),
        ("/links/new", &[]),
        ("/links/new", &[MAKE]),
        ("/links/new", &[Press(".choice [value=open]"), Press(".choice [value=span]"), MAKE]),
        ("/links/new", &[Press(".choice [value=open]"), Press(".choice [value=date]")]),
        ("/links/new", &[LINK[0], LINK[1], LINK[2], Press("button[value=preview]")]),
        ("/accounting", &[]),
        ("/accounting?state=all", &[]),
        ("/accounting?state=suspended&from=1405/01/01&to=1405/12/29", &[]),
        ("/accounting?q=zzz", &[]),
        ("/accounting?from=1405/13/01&to=zzz", &[]),
        ("/accounting?from=1405/01/01&to=1405/12/29&state=booked", &[]),
        ("/accounting/statement", &[]),
        ("/accounting/statement?from=1405/01/01&to=1405/12/29", &[]),
        ("/accounting/statement?from=zzz", &[]),
        ("/accounting/ledger", &[]),
        ("/accounting/ledger?from=zzz", &[]),
        ("/accounting/ledger?period=last-month", &[]),
        ("/accounting/acts", &[]),
        ("/accounting/acts?from=zzz", &[]),
        ("/accounting/acts?what=joined", &[]),
        ("/links/funnel", &[]),
        ("/links/bulk", &[]),
        ("/links/bulk", &[SEND]),
        ("/links/new", &[LINK[0], LINK[1], LINK[2], Press(".choice [value=later]"), MAKE]),
        ("/ops", &[]),
        ("/ops/transfers", &[]),
        ("/ops/transfers", &[Press("form.form button.danger")]),
        ("/links/019aa000-0000-7000-8000-000000000000", &[]),
    ];
    pages.extend(of(Owner, owners));
    pages.extend(settings());
    pages.extend(links(s));
    pages
}

/// What an owner sets.
fn settings() -> Vec<Page> {
    let owners: Vec<(&str, &'static [Deed])> = vec![
        ("/settings/messages", &[]),
        ("/settings/messages", &[SEND]),
        ("/settings/programs", &[]),
        ("/settings/webhooks", &[]),
        ("/settings/webhooks", &[Fill("url", "zzz"), SEND]),
        ("/settings/webhooks", &[Fill("url", "https://shop.example.ir/hooks"), SEND]),
        ("/settings/programs", &[SEND]),
        ("/settings/programs", &[Fill("name", "zzz"), Press("#links [value=read]"), SEND]),
        ("/settings/gateways", &[]),
        ("/settings/gateways", &[SEND]),
        ("/settings/gateways", &[Press("[value=sandbox]"), Fill("credential", "20159999"), SEND]),
        ("/settings/seller", &[]),
        ("/settings/seller", &[SEND]),
        ("/settings", &[]),
        ("/settings", &[Fill("name", ""), Fill("phone", "zzz"), SEND]),
        ("/settings/me", &[]),
        ("/settings/me", &[Fill("name", ""), SEND]),
        ("/settings/sessions", &[]),
        ("/settings/workspaces", &[]),
        ("/settings/team", &[]),
        ("/settings/email", &[]),
        ("/settings/email", &[Fill("email", "zzz"), SEND]),
        ("/settings/password", &[]),
        ("/settings/password", &[SEND]),
        ("/settings/mobile", &[]),
        ("/settings/mobile", &[SEND]),
        ("/settings/passkeys", &[]),
        ("/settings/passkeys", &[SEND]),
    ];
    of(Owner, owners)
}

/// The pages of links and tables that are there.
fn links(s: &States) -> Vec<Page> {
    let shown = s.links.iter().chain(&s.batches).map(|path| (path.as_str(), &[] as &[Deed]));
    let mut pages = of(Owner, shown.collect());
    let long = &s.links[3];
    let closure = format!("{long}/closure");
    let (poster, edit) = (format!("{long}/poster"), format!("{long}/edit"));
    pages.extend(of(Owner, vec![(&poster, &[]), (&edit, &[]), (&s.refund, &[])]));
    pages.extend(of(Owner, vec![(&s.refund, &[Fill("amount", "x"), SEND])]));
    pages.extend(of(Owner, vec![(&closure, &[]), (long, &[Press("button[value=sms]")])]));
    pages.extend(of(Owner, vec![(long, &[Fill("mobile", "12"), Press("button[value=sms]")])]));
    pages
}

fn of(who: Who, pages: Vec<(&str, &'static [Deed])>) -> Vec<Page> {
    pages.into_iter().map(|(path, deeds)| Page { who, path: path.to_owned(), deeds }).collect()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn every_page_is_accessible_fits_and_keeps_to_itself() {
    if !super::has_browser() {
        return;
    }
    let Some(axe) = super::axe_source() else { return };
    let town = Town::demo().await;
    let states = States::of(&town).await;
    let began = Instant::now();
    let (fa, en) = tokio::join!(look(&town, &states, &axe, "fa"), look(&town, &states, &axe, "en"));
    eprintln!("{:?} for all pages", began.elapsed());
    let wrong = [fa, en].concat();
    assert!(wrong.is_empty(), "{} things are wrong:\n{}", wrong.len(), wrong.join("\n"));
    town.close().await;
}

/// Everything that is wrong in one language.
async fn look(town: &Town, states: &States, axe: &str, language: &str) -> Vec<String> {
    let browser = axe::browser(&format!("pages-{language}"), &town.origin, axe).await;
    browser.go(&format!("/?lang={language}")).await;
    let mut wrong = vec![];
    let mut who = Stranger;
    // Both languages have the same colours, so darkness is looked at in one of them.
    let schemes: &[&str] = if language == "fa" { &["light", "dark"] } else { &["light"] };
    let pages = [public(states), desks(states), given(states), purse(states), homes(states)];
    for page in pages.into_iter().flatten() {
        if who != page.who {
            who = page.who;
            become_one(&browser, states, who).await;
        }
        browser.go(&page.path).await;
        act(&browser, page.deeds).await;
        let path = browser.path().await;
        let found = axe::inspect(&browser, schemes).await;
        let name = format!("{language} {:?} {} {:?} ({path})", page.who, page.path, page.deeds);
        wrong.extend(found.into_iter().map(|found| format!("{name}: {found}")));
        let (lang, direction) = browser.direction().await;
        let is_right = page.path.ends_with("/letter")
            || (lang == language && (direction == "rtl") == (language == "fa"));
        if !is_right {
            wrong.push(format!("{name}: in {lang} and {direction}"));
        }
    }
    browser.close().await;
    wrong
}

async fn become_one(browser: &Browser, states: &States, who: Who) {
    browser.driver.delete_cookie("sid").await.unwrap();
    let secret = match who {
        Stranger => return,
        Newcomer => &states.newcomer,
        Resident => &states.homes.resident,
        Owner => &states.owner,
    };
    browser.driver.add_cookie(Cookie::new("sid", secret.clone())).await.unwrap();
}

async fn act(browser: &Browser, deeds: &[Deed]) {
    for deed in deeds {
        match deed {
            Fill(name, value) => browser.fill(name, value).await,
            Press(css) => browser.press(css).await,
            Back => {
                browser.expect_path("/r/").await;
                browser.driver.back().await.unwrap();
            }
        }
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn nothing_is_lost_without_the_font() {
    if !super::has_browser() {
        return;
    }
    let town = Town::open().await;
    let browser = Browser::start("no-font", &town.origin, Device::Phone, true).await;
    browser.cdp("Network.enable", json!({})).await;
    browser.cdp("Network.setBlockedURLs", json!({ "urls": ["*.woff2*"] })).await;
    super::journey::sign_up(&browser, &super::words::FA).await;
    super::journey::make_link(&browser, &super::words::FA).await;
    let loaded = "return [...document.fonts].filter(one => one.status === 'loaded').length";
    assert_eq!(browser.run(loaded).await, json!(0), "fonts that came");
    for width in [320, 390] {
        assert_eq!(axe::sticks_out(&browser, width).await, [] as [String; 0]);
    }
    browser.picture("link").await;
    browser.close().await;
    town.close().await;
}
