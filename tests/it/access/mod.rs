//! Who may use what: every route, asked by a stranger, by the owner of another shop, and by the
//! owner of what it is about. What one may not see is not there.
//!
//! `tests/house.rs` refuses a route that is missing here.

mod acts;
mod comes;
mod door;
mod neighbours;
pub(crate) mod programs;
mod roles;
mod routes;
mod typed;

use axum::http::Method;
use axum::http::StatusCode;
use peyvand::access::Role;
use peyvand::ids::InvitationId;
use peyvand::ids::PayoutId;
use peyvand::ids::WalletSettlementId;
use peyvand::money::Money;
use peyvand::tokens;
use peyvand::tokens::Door;
use peyvand::wallet::HowMuch;
use peyvand::web::assets;
use scraper::Html;
use scraper::Selector;

use crate::buildings::Estate;
use crate::support::house::House;
use crate::support::page::Page;
use crate::support::page::Visitor;
use crate::support::payouts::CARD;
use crate::support::people::Link;
use crate::support::people::Sent;
use crate::support::people::Shop;
use crate::terminals;

use routes::Fields;
use routes::Outcome;
use routes::Outcome::Again;
use routes::Outcome::Done;
use routes::Outcome::Forbidden;
use routes::Outcome::NotThere;
use routes::Outcome::Refused;
use routes::Outcome::Shown;
use routes::Outcome::SignIn;
use routes::ROUTES;

#[tokio::test]
async fn every_route_serves_whom_it_is_for_and_nobody_else() {
    let town = Town::open().await;
    let house = &town.house;
    let other = house.shop().await;
    let mut wrong = vec![];
    for (method, route, fields, expected) in ROUTES.iter() {
        let path = town.filled(route).await;
        // Anew each time, for some acts end a session.
        let visitors =
            [house.visitor(), house.sign_in(&other).await, house.sign_in(&town.shop).await];
        for (visitor, expected) in visitors.iter().zip(expected) {
            let page = ask(visitor, method, &path, fields).await;
            if outcome(&page) != Some(*expected) {
                wrong.push(format!("{method} {route}: {page:?} and not {expected:?}"));
            }
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[tokio::test]
async fn a_route_refuses_the_methods_it_does_not_know_and_changes_nothing() {
    let town = Town::open().await;
    let house = &town.house;
    let owner = house.sign_in(&town.shop).await;
    let mut routes: Vec<&str> = ROUTES.iter().map(|(_, route, ..)| *route).collect();
    routes.dedup();
    let mut paths = vec![];
    for route in routes {
        paths.push((route, town.filled(route).await));
    }
    let before = house.fingerprint().await;
    for (route, path) in paths {
        for method in [Method::PUT, Method::DELETE, Method::PATCH, Method::TRACE] {
            let page = owner.ask(method.clone(), &path, None).await;
            let refused = [StatusCode::METHOD_NOT_ALLOWED, StatusCode::FORBIDDEN];
            assert!(refused.contains(&page.status), "{method} {route}: {page:?}");
        }
    }
    assert_eq!(house.fingerprint().await, before);
}

/// A shop with one of everything that has an address.
struct Town {
    house: House,
    shop: Shop,
    /// Two people paid for it.
    paid: Link,
    first: Sent,
    /// The second payment, which waits for a decision.
    second: Sent,
    open: Link,
    payout: Payout,
    /// Money under way to the shop's own account.
    money_out: WalletSettlementId,
    estate: Estate,
    invitation: InvitationId,
    /// A terminal of the shop's own that works and is off.
    terminal: String,
}

impl Town {
    async fn open() -> Self {
        let house = House::open().await;
        let shop = house.shop().await;
        let paid = house.link(&shop).await;
        let [first, second] = house.paid_twice(paid).await;
        let open = house.link(&shop).await;
        let payout = Payout::answered(&house, &shop).await;
        let estate = Estate::open(&house, &shop).await.metered(&house).await.issued(&house).await;
        // Mina has given something by hand.
        estate.filled(&house, "{settlement}").await;
        let invitation = house.invite(&shop, "09359990011", Role::Viewer).await;
        house.own_account(&shop).await;
        let some = HowMuch::This(Money::rials(1_000_000));
        let money_out = house.settle(&shop, some).await.unwrap();
        house.work().await;
        // The owner of the shop is Mina.
        let mina = "update residents set mobile = $1 where name = 'Mina'";
        sqlx::query(mina).bind(shop.mobile.as_str()).execute(house.db()).await.unwrap();
        let terminal = Box::pin(terminal_that_is_off(&house, &shop)).await;
        Self {
            house,
            shop,
            paid,
            first,
            second,
            open,
            payout,
            money_out,
            estate,
            invitation,
            terminal,
        }
    }

    /// An address for a route that leads to something of this shop.
    async fn filled(&self, route: &str) -> String {
        let link = if route.starts_with("/p/") { self.paid } else { self.open };
        let route = route.replace("{money_out}", &self.money_out.to_string());
        let route = self.estate.filled(&self.house, &route).await;
        let sent = if route.ends_with("/refund") { &self.first } else { &self.second };
        let door = Door::Invitation { invitation: self.invitation };
        self.payout
            .filled(&filled(&self.house, &route, link, sent))
            .replace("/join/{token}", &door.path(&self.house.app.keys))
            .replace("{invitation}", &self.invitation.to_string())
            .replace("{terminal}", &self.terminal)
            .replace("{member}", &self.shop.owner.to_string())
    }
}

/// A terminal of a shop's own that works and is off.
async fn terminal_that_is_off(house: &House, shop: &Shop) -> String {
    let terminal = terminals::add(house, shop, "sandbox", "0009999").await;
    let desk = house.sign_in(shop).await;
    desk.submit(&format!("/settings/gateways/{terminal}/test"), &[]).await;
    desk.submit(&format!("/settings/gateways/{terminal}/switch"), &[("to", "off")]).await;
    terminal
}

/// An address for a route: of this link, and of this payment.
fn filled(house: &House, route: &str, link: Link, sent: &Sent) -> String {
    let door = house.door(link);
    match route {
        "/p/{token}" => door,
        "/p/{token}/pay" => format!("{door}/pay"),
        "/p/{token}/wish" => format!("{door}/wish"),
        "/r/{token}" => sent.receipt.clone(),
        "/back/{payment}/{token}" => sent.back.clone(),
        "/static/{name}" => assets::css_url().to_owned(),
        route => {
            let id = sent.id.to_string();
            let reference = sent.page.rsplit('/').next().unwrap_or_default();
            [
                "{payment}",
                "{view}",
                "{transfer}",
                "{gateway}",
                "{carrier}",
                "{scope}",
                "{alarm}",
                "{job}",
                "{message}",
                "{challenge}",
                "{batch}",
                "{key}",
                "{passkey}",
                "{endpoint}",
                "{delivery}",
            ]
            .into_iter()
            .fold(route.to_owned(), |route, name| route.replace(name, &id))
            .replace("{link}", &link.id.to_string())
            .replace("{workspace}", &link.workspace.to_string())
            .replace("{session}", &"0".repeat(64))
            .replace("{short}", &tokens::short(link.id.as_uuid()))
            .replace("{reference}", reference)
        }
    }
}

/// Two payouts of a shop: one whose recipient has not answered, and one that waits for its payer.
struct Payout {
    id: PayoutId,
    recipients_page: String,
    payers_page: String,
}

impl Payout {
    async fn answered(house: &House, shop: &Shop) -> Self {
        house.payout(shop).await;
        house.answer(CARD).await;
        let payers_page = house.payers_page(shop).await;
        let id = house.payout(shop).await;
        Self { id, recipients_page: house.recipients_page().await, payers_page }
    }

    fn filled(&self, route: &str) -> String {
        route
            .replace("{payout}", &self.id.to_string())
            .replace("/to/{token}", &self.recipients_page)
            .replace("/send/{token}", &self.payers_page)
    }
}

async fn ask(visitor: &Visitor, method: &Method, path: &str, fields: Fields) -> Page {
    if *method == Method::POST {
        visitor.submit(path, fields).await
    } else {
        visitor.ask(method.clone(), path, None).await
    }
}

fn outcome(page: &Page) -> Option<Outcome> {
    let to_sign_in = page.location.as_deref().is_some_and(|path| path.starts_with("/login"));
    match page.status {
        StatusCode::OK => Some(Shown),
        StatusCode::SEE_OTHER if to_sign_in => Some(SignIn),
        StatusCode::SEE_OTHER => Some(Done),
        StatusCode::NOT_FOUND => Some(NotThere),
        StatusCode::FORBIDDEN => Some(Forbidden),
        StatusCode::UNPROCESSABLE_ENTITY | StatusCode::CONFLICT => Some(Again),
        StatusCode::BAD_REQUEST => Some(Refused),
        _ => None,
    }
}

/// Bytes that no column can hold: in an address they are no address, and in a form no form.
#[tokio::test]
async fn a_zero_byte_is_refused_wherever_it_stands() {
    const NOWHERE: &[StatusCode] = &[StatusCode::BAD_REQUEST, StatusCode::NOT_FOUND];
    const NOT_THIS: &[StatusCode] = &[StatusCode::BAD_REQUEST];
    let town = Town::open().await;
    let owner = town.house.sign_in(&town.shop).await;
    let mut wrong = vec![];
    let mut note = |asked: String, page: Page, refused: &[StatusCode]| {
        if !refused.contains(&page.status) {
            wrong.push(format!("{asked}: {page:?}"));
        }
    };
    // The machines' own pages read nothing.
    let gets = ROUTES.iter().filter(|(method, ..)| *method == Method::GET).skip(3);
    for (method, route, ..) in gets {
        let parts: Vec<&str> = route.split('/').filter(|part| part.starts_with('{')).collect();
        for part in parts {
            let path = route.replace(part, "%00").replace(['{', '}'], "x");
            note(format!("{method} {path}"), owner.get(&path).await, NOWHERE);
        }
        let path = town.filled(route).await;
        for name in ["to", "q", "from", "after", "next", "lang", "link", "state", "kind"] {
            let path = format!("{path}?{name}=%00");
            note(format!("{method} {path}"), owner.get(&path).await, NOWHERE);
        }
    }
    for (_, route, fields, _) in ROUTES.iter().filter(|(method, ..)| *method == Method::POST) {
        let path = town.filled(route).await;
        for (name, _) in fields.iter().chain(&[("mobile", "")]) {
            for broken in ["%00", "%ff", "a%C0%80b"] {
                let page = owner.ask(Method::POST, &path, Some(format!("{name}={broken}"))).await;
                // Some take no form at all, and read none.
                if !fields.is_empty() {
                    note(format!("POST {path} {name}={broken}"), page, NOT_THIS);
                } else if page.status.is_server_error() {
                    note(format!("POST {path} {name}={broken}"), page, &[]);
                }
            }
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[tokio::test]
async fn every_form_of_who_is_signed_in_carries_the_key_and_no_payers_page_does() {
    let town = Town::open().await;
    let owner = town.house.sign_in(&town.shop).await;
    let forms = Selector::parse("form[method=post]").unwrap();
    let key = Selector::parse("input[type=hidden][name=form_key]").unwrap();
    let mut keyed = 0;
    for (_, route, _, [stranger, _, own]) in ROUTES.iter().filter(|(m, ..)| *m == Method::GET) {
        if *own != Shown {
            continue;
        }
        let page = owner.get(&town.filled(route).await).await;
        assert_eq!(page.status, StatusCode::OK, "{route}");
        let html = Html::parse_document(&page.html);
        for form in html.select(&forms) {
            let has_key = form.select(&key).count() == 1;
            // A payout's payer may be a member who pays out of the wallet: that page knows them.
            let knows = *stranger == SignIn || *route == "/send/{token}";
            assert_eq!(has_key, knows, "{route}: {}", form.html());
            keyed += usize::from(has_key);
        }
    }
    assert!(10 < keyed, "{keyed}");
}
