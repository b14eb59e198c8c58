//! Every route in every role, in one's own workspace and against another's: what somebody may not do
//! is refused where they may see the thing, and is not there where they may not.

use std::collections::BTreeSet;

use axum::http::Method;
use peyvand::access;
use peyvand::access::OWN;
use peyvand::access::Right;
use peyvand::access::Role;
use peyvand::access::Route;
use scraper::Html;
use scraper::Selector;

use super::Town;
use super::ask;
use super::outcome;
use super::routes::Outcome;
use super::routes::Outcome::Forbidden;
use super::routes::Outcome::NotThere;
use super::routes::Outcome::Shown;
use super::routes::Outcome::SignIn;
use super::routes::ROUTES;
use crate::support::page::Visitor;
use crate::support::people::Shop;

/// The rooms of a workspace: who is not signed in is asked to, and they are nobody's own.
pub fn of_workspaces()
-> impl Iterator<Item = &'static (Method, &'static str, super::Fields, [Outcome; 3])> {
    ROUTES.iter().filter(|(_, route, _, [stranger, ..])| *stranger == SignIn && !is_own(route))
}

fn is_own(route: &str) -> bool {
    OWN.iter().any(|own| route == *own || (own.ends_with('/') && route.starts_with(own)))
}

#[test]
fn each_route_of_a_workspace_says_what_right_it_needs() {
    let missing = of_workspaces().filter(|(method, route, ..)| {
        let line = access::ROUTES.iter().find(|line| line.path == *route);
        let right = line.and_then(|line| match *method {
            Method::GET => line.looking,
            _ => line.doing,
        });
        right.is_none()
    });
    let missing: Vec<_> = missing.map(|(method, route, ..)| format!("{method} {route}")).collect();
    assert!(missing.is_empty(), "not in src/access/routes.rs: {missing:#?}");
}

#[test]
fn no_line_of_the_table_is_about_a_route_that_is_not_there() {
    for line in access::ROUTES {
        for (method, right) in [(Method::GET, line.looking), (Method::POST, line.doing)] {
            let is_there = ROUTES.iter().any(|(m, route, ..)| *m == method && *route == line.path);
            assert_eq!(is_there, right.is_some(), "{method} {}", line.path);
        }
    }
}

#[tokio::test]
async fn a_manager_does_everything_but_the_team() {
    keeps_to(Role::Manager).await;
}

#[tokio::test]
async fn an_accountant_reads_exports_and_keeps_the_books() {
    keeps_to(Role::Accountant).await;
}

#[tokio::test]
async fn a_cashier_makes_links_and_sees_nothing_else() {
    keeps_to(Role::Cashier).await;
}

#[tokio::test]
async fn an_approver_reads() {
    keeps_to(Role::Approver).await;
}

#[tokio::test]
async fn a_viewer_reads() {
    keeps_to(Role::Viewer).await;
}

/// Asks every route in a role: about the things of the shop, all made by that member, and as a member
/// of another shop about the same things.
async fn keeps_to(role: Role) {
    let town = Town::open().await;
    let member = town.house.colleague(&town.shop, role).await;
    let elsewhere = town.house.shop().await;
    let stranger = town.house.colleague(&elsewhere, role).await;
    let made = "update links set created_by = $1";
    sqlx::query(made).bind(member.owner).execute(town.house.db()).await.unwrap();
    let mut wrong = vec![];
    for (method, route, fields, [_, other, own]) in of_workspaces() {
        let path = town.filled(route).await;
        let right = Route::needed(route, *method == Method::GET);
        let may = role.may(right);
        let own = if may { *own } else { refused(role, route) };
        let foreign = match (may, route.contains('{')) {
            (true, _) => *other,
            (false, true) => NotThere,
            (false, false) => Forbidden,
        };
        for (who, expected) in [(&member, own), (&stranger, foreign)] {
            let visitor = town.house.sign_in(who).await;
            let page = ask(&visitor, method, &path, fields).await;
            // A cashier is taken on from the start page.
            let is_led = role == Role::Cashier && *route == "/home";
            if outcome(&page) != Some(expected) && !is_led {
                wrong.push(format!("{role:?} {method} {route}: {page:?} and not {expected:?}"));
            }
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

/// What comes of a route that is not for a role, about a thing of its own workspace.
fn refused(role: Role, route: &str) -> Outcome {
    let Some((_, thing)) = route.split_once('{') else { return Forbidden };
    let sees = match thing.split('}').next() {
        Some("link" | "payment") => role.may(Right::SeeLinks),
        Some("payout" | "building") => role.may(Right::Look),
        // There is none in the shop, or nobody but the owner sees them.
        _ => false,
    };
    if sees { Forbidden } else { NotThere }
}

/// From page to page as somebody in a role would go: nothing that they press is refused.
#[tokio::test]
async fn what_one_may_not_press_is_not_drawn() {
    let town = Town::open().await;
    for role in Role::ALL {
        let member = town.house.colleague(&town.shop, role).await;
        let visitor = town.house.sign_in(&member).await;
        let made = "update links set created_by = $1";
        sqlx::query(made).bind(member.owner).execute(town.house.db()).await.unwrap();
        let mut offered = BTreeSet::new();
        for (_, route, _, [.., own]) in of_workspaces().filter(|(m, ..)| *m == Method::GET) {
            if *own == Shown && role.may(Route::needed(route, true)) {
                offered.extend(offers(&visitor, &town.filled(route).await, role).await);
            }
        }
        for path in &offered {
            let page = visitor.get(path).await;
            assert_ne!(page.status, 403, "{role:?} is led to {path}");
        }
        assert!(offered.contains("/links"), "{role:?}: {offered:?}");
    }
}

/// The addresses of our own that a page leads to; its forms are looked at at once.
async fn offers(visitor: &Visitor, path: &str, role: Role) -> Vec<String> {
    let page = visitor.get(path).await;
    let html = Html::parse_document(&page.html);
    let forms = Selector::parse("form[method=post]").unwrap();
    for form in html.select(&forms) {
        let action = form.value().attr("action").unwrap_or_default();
        let may = access::doing(action).is_none_or(|right| role.may(right));
        assert!(may, "{role:?} on {path} may send a form to {action}");
    }
    let links = page.attributes("a[href^='/']", "href");
    let is_end = |link: &String| link.starts_with("/sandbox") || link.contains("?lang=");
    links.into_iter().filter(|link| !is_end(link)).collect()
}

/// A cashier sees the links that they made and what was paid for them; others' are not there.
#[tokio::test]
async fn a_cashier_sees_the_links_they_made_and_no_others() {
    let town = Town::open().await;
    let cashier = town.house.colleague(&town.shop, Role::Cashier).await;
    let visitor = town.house.sign_in(&cashier).await;
    let form = [("title", "Tea"), ("kind", "fixed"), ("amount", "5000"), ("uses", "one")];
    let made = visitor.submit("/links", &form).await.location.unwrap();
    assert_eq!(visitor.get(&made).await.status, 200);
    let list = visitor.get("/links").await;
    assert!(list.text().contains("Tea") && !list.text().contains("Rent"), "{list:?}");

    for route in ["/links/{link}", "/links/{link}/poster", "/links/{link}/edit"] {
        let path = town.filled(route).await;
        assert_eq!(visitor.get(&path).await.status, 404, "{path}");
    }
    let others = town.open.id.to_string();
    let form = [("link", others.as_str()), ("act", "close"), ("sure", "yes")];
    visitor.submit("/links/selection", &form).await;
    let like = visitor.get(&format!("/links/new?like={others}")).await;
    assert_eq!(like.status, 404);
    assert_eq!(town.house.count("select count(*) from link_closures").await, 0);
    let refund = town.filled("/payments/{payment}/refund").await;
    assert_eq!(visitor.get(&refund).await.status, 404, "a payment of others' link");
    is_not_told_of_money(&town, &cashier).await;
}

/// Only those who run the shop are written to when somebody pays.
async fn is_not_told_of_money(town: &Town, cashier: &Shop) {
    let told = peyvand::members::contacts(town.house.db(), town.shop.workspace).await.unwrap();
    assert!(told.iter().all(|contact| contact.mobile != cashier.mobile), "{told:?}");
}
