//! Payment links as a merchant and a payer meet them.

mod bulk;
mod bulk_undone;
mod desk;
mod funnel;
mod gate;
mod making;
mod messages;
mod paying;
mod races;
mod sending;
mod terms;
mod totals;

use crate::support::page::Page;
use crate::support::page::Visitor;

/// The fields of a form that makes a link, with some of them changed.
pub fn form<'a>(changes: &[(&'a str, &'a str)]) -> Vec<(&'a str, &'a str)> {
    let usual = [
        ("title", "سفارش ۳۴۷"),
        ("kind", "fixed"),
        ("amount", "۲٬۴۵۰٬۰۰۰"),
        ("expiry", "7d"),
        ("uses", "one"),
        ("direct", "yes"),
        ("act", "make"),
    ];
    let kept = usual.into_iter().filter(|(name, _)| changes.iter().all(|(new, _)| new != name));
    kept.chain(changes.iter().copied()).collect()
}

/// Makes a link and returns its merchant's page.
pub async fn make(desk: &Visitor, changes: &[(&str, &str)]) -> Page {
    let made = desk.submit("/links", &form(changes)).await;
    let path = made.location.unwrap_or_else(|| panic!("no link was made: {}", made.html));
    desk.get(&path).await
}

/// The payer's address on a merchant's page.
pub fn address(page: &Page) -> String {
    let address = page.attribute("#url", "value").expect("the page shows the address");
    let (_, path) = address.split_once("/p/").expect("it is a payer's address");
    format!("/p/{path}")
}
