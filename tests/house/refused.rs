//! What the rules must refuse.

use super::*;

fn source(path: &str, text: &str) -> Vec<Source> {
    vec![(path.to_owned(), text.to_owned())]
}

#[test]
fn an_arrow_up_or_sideways_or_to_a_stranger() {
    for (path, text) in [
        ("src/strangers/mod.rs", "use crate::money::Money;"),
        ("src/links/web.rs", "use crate::reports::Report;"),
        ("src/links/web.rs", "fn f() { crate::sandbox::play(); }"),
        ("src/ledger/mod.rs", "use crate::web::Visit;"),
        ("src/ledger/mod.rs", "use crate::queue;"),
        ("src/money.rs", "use crate::locale;"),
        ("src/links/mod.rs", "use crate::strangers;"),
        ("src/links/mod.rs", "const A: &str = \"// no comment\"; use crate::cli;"),
        ("src/links/mod.rs", "const Q: char = '\"'; use crate::cli; // \""),
        ("src/links/mod.rs", "use peyvand::worker;"),
    ] {
        assert_eq!(arrows(&source(path, text)).len(), 1, "{text}");
    }
    for text in [
        "use crate::payments;",
        "use crate::links::Link;",
        "pub(in crate::links) fn f<'a>(a: &'a str) {}",
        "// use crate::cli;",
        "/// [`crate::cli`]",
        "/* crate::cli */",
        "const A: &str = \"\\\"crate::cli\"; const B: &str = r#\"\"crate::cli\"#;",
    ] {
        holds(&arrows(&source("src/links/mod.rs", text)));
    }
}

#[test]
fn imports_that_hide_an_arrow() {
    for text in ["use crate::{ids, money};", "use crate::money::{Money, Unit};", "use crate::*;"] {
        assert_eq!(imports(&source("src/links/web.rs", text)).len(), 1, "{text}");
    }
    assert_eq!(imports(&source("src/links/mod.rs", "use super::cli;")).len(), 1);
    assert_eq!(imports(&source("src/money.rs", "use super::cli;")).len(), 1);
    holds(&imports(&source("src/links/web.rs", "use super::Link;\nuse crate::ids::LinkId;")));
}

#[test]
fn a_second_writer_of_a_table() {
    let schema = (
        "migrations/0001_ledger.sql".to_owned(),
        "create table entries (); create function f() as $$ insert into entries $$".to_owned(),
    );
    let with =
        |path: &str, text: &str| writers(&[vec![schema.clone()], source(path, text)].concat());
    for text in [
        "query!(\"insert into\n    entries values (1)\")",
        "query!(r#\"with a as (update entries set amount = 1) select\"#)",
        "query!(\"DELETE FROM entries\")",
        "query!(\"truncate entries\")",
    ] {
        assert_eq!(with("src/payments/store.rs", text).len(), 1, "{text}");
        holds(&with("src/ledger/store.rs", text));
    }
    assert_eq!(with("src/reports/sql/month.sql", "update entries set amount = 1").len(), 1);
    for text in ["query!(\"select from entries for update\")", "// insert into entries"] {
        holds(&with("src/payments/store.rs", text));
    }
}

#[test]
fn a_second_migration_of_one_number() {
    let two = ["migrations/0001_ledger.sql", "migrations/0001_queue.sql"];
    assert_eq!(numbered_twice(&two.map(|path| source(path, "")).concat()).len(), 1);
    holds(&numbered_twice(&source(two[0], "")));
}

#[test]
fn a_file_that_is_too_long_a_route_that_nobody_asked_about_an_unwrap_and_a_begin() {
    assert_eq!(too_long(&source("src/a.rs", "\n\n\n"), 2).len(), 1);
    holds(&too_long(&source("src/a.rs", "\n\n"), 2));

    let route = source("src/links/web.rs", "router.route(\n    \"/p/{token}\", get(show))");
    assert_eq!(unasked(&route, "(\"/p/{token}/pay\")").len(), 1);
    holds(&unasked(&route, "(\"/p/{token}\")"));
    assert_eq!(unasked(&source("src/links/web.rs", ".route(PATH, get(show))"), "").len(), 1);

    assert_eq!(unwraps(&source("src/a.rs", "fn f() { g().unwrap(); }")).len(), 1);
    let in_tests = "// .unwrap()\nfn f() {}\n#[cfg(test)]\nmod tests { fn g() { h().unwrap() } }";
    holds(&unwraps(&source("src/a.rs", in_tests)));

    assert_eq!(begins(&source("src/a.rs", "fn f() { db.begin().await }")).len(), 1);
    assert_eq!(begins(&source("src/a.rs", "fn f() { db.begin_with(how).await }")).len(), 1);
    holds(&begins(&source("src/db.rs", "fn f() { pool.begin().await }")));
    holds(&begins(&source("src/a.rs", "fn f() { db::begin(db).await }")));
}
