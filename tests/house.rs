//! The rules of the house. A drawing that nobody checks is soon a wish: here the arrows are counted,
//! the writers of each table, the lines of each file and the routes that nobody has asked who may use.
//!
//! Each rule is a function of sources, so each has a test on made-up ones that it must refuse.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

use std::collections::BTreeMap;
use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

/// From the roof to the ground. A module may use only itself and modules on later lines.
const FLOORS: &[&[&str]] = &[
    &["main"],
    &["lib", "cli"],
    &["router", "demo"],
    &["worker"],
    &[
        "links",
        "messages",
        "wallet",
        "buildings",
        "receipts",
        "reports",
        "sandbox",
        "ops",
        "programs",
        "gateways",
    ],
    &["payouts"],
    &["members", "payments", "transfers"],
    &["web", "notices", "destinations", "webhooks", "terminals"],
    &["app"],
    &["acts", "ledger", "queue", "sessions", "api_keys", "adapters", "postgres", "alarms", "paya"],
    &["config", "locale", "db", "outbound"],
    &["tokens", "sealed"],
    &["charges"],
    &["access", "clock", "ids", "money", "mobile", "iban", "card", "national"],
    &["banks", "typed", "sheets", "sightings", "escape"],
];

const FILE_LINES_MAX: usize = 400;
const TEMPLATE_LINES_MAX: usize = 80;

/// A file of macros is not read from top to bottom: one looks up a macro.
const KIT_LINES_MAX: usize = 120;

/// A file: its path from the top of the repository, and its text.
type Source = (String, String);

#[test]
fn arrows_point_down() {
    holds(&arrows(&sources("src", "rs")));
}

#[test]
fn imports_can_be_counted() {
    holds(&imports(&sources("src", "rs")));
}

#[test]
fn each_table_is_written_by_one_module() {
    let code = [sources("src", "rs"), sources("src", "sql"), sources("migrations", "sql")];
    holds(&writers(&code.concat()));
}

#[test]
fn no_two_migrations_have_one_number() {
    holds(&numbered_twice(&sources("migrations", "sql")));
}

#[test]
fn files_can_be_read_at_one_sitting() {
    let code = [sources("src", "rs"), sources("tests", "rs"), sources("benches", "rs")];
    holds(&too_long(&code.concat(), FILE_LINES_MAX));
    let (kit, pages) = sources("templates", "html")
        .into_iter()
        .partition::<Vec<_>, _>(|(path, _)| path.starts_with("templates/kit/"));
    holds(&too_long(&pages, TEMPLATE_LINES_MAX));
    holds(&too_long(&kit, KIT_LINES_MAX));
}

#[test]
fn somebody_has_asked_of_every_route_who_may_use_it() {
    let tables = ["routes", "door", "programs"].map(|name| format!("tests/it/access/{name}.rs"));
    let asked = tables.map(|table| fs::read_to_string(top().join(table)).unwrap()).concat();
    holds(&unasked(&sources("src", "rs"), &asked));
}

#[test]
fn nothing_is_unwrapped_outside_tests() {
    holds(&unwraps(&sources("src", "rs")));
}

#[test]
fn a_transaction_is_begun_where_it_can_be_left() {
    holds(&begins(&sources("src", "rs")));
}

// The rules.

fn arrows(sources: &[Source]) -> Vec<String> {
    let mut breaches = vec![];
    for (path, text) in sources {
        let module = module_of(path);
        let Some(floor) = floor_of(module) else {
            breaches.push(format!("{path}: {module} is on no floor"));
            continue;
        };
        let used = Scan::of(text).code;
        for used in [names_after(&used, "crate::"), names_after(&used, "peyvand::")].concat() {
            match floor_of(&used) {
                _ if used == module => (),
                Some(below) if floor < below => (),
                Some(_) => breaches.push(format!("{path}: {module} → {used} does not point down")),
                None => breaches.push(format!("{path}: {used} is on no floor")),
            }
        }
    }
    breaches
}

fn imports(sources: &[Source]) -> Vec<String> {
    let mut breaches = vec![];
    for (path, text) in sources {
        let code = Scan::of(text).code;
        for import in code.split("use crate::").skip(1) {
            let import = import.split(';').next().unwrap_or_default();
            if import.contains('{') || import.starts_with('*') {
                breaches.push(format!("{path}: use crate::{import}: one module a line"));
            }
        }
        // At the root of a module `super` is the crate, where an arrow would hide.
        let is_root = path == &format!("src/{}.rs", module_of(path))
            || path == &format!("src/{}/mod.rs", module_of(path));
        if is_root && code.lines().any(|line| line.starts_with("use super::")) {
            breaches.push(format!("{path}: use super:: at the root of a module"));
        }
    }
    breaches
}

fn writers(sources: &[Source]) -> Vec<String> {
    const WRITES: [&str; 5] =
        ["insert into", "update", "delete from", "truncate table", "truncate"];
    let sql: Vec<(&str, String)> = sources
        .iter()
        .map(|(path, text)| {
            let is_rust = Path::new(path).extension().is_some_and(|end| end == "rs");
            let sql = if is_rust { Scan::of(text).strings.join("\n;\n") } else { text.clone() };
            (path.as_str(), sql.split_whitespace().collect::<Vec<_>>().join(" ").to_lowercase())
        })
        .collect();
    let tables: BTreeSet<String> = sql
        .iter()
        .flat_map(|(_, sql)| {
            ["create table ", "create unlogged table "].map(|create| names_after(sql, create))
        })
        .flatten()
        .collect();
    let mut writers: BTreeMap<String, BTreeSet<&str>> = BTreeMap::new();
    for (path, sql) in &sql {
        for write in WRITES {
            for table in names_after(sql, &format!("{write} ")) {
                if tables.contains(&table) {
                    writers.entry(table).or_default().insert(module_of(path));
                }
            }
        }
    }
    let several = writers.into_iter().filter(|(_, modules)| 1 < modules.len());
    several.map(|(table, modules)| format!("{table} is written by {modules:?}")).collect()
}

fn numbered_twice(migrations: &[Source]) -> Vec<String> {
    let mut numbers: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
    for (path, _) in migrations {
        let name = path.split('/').nth(1).unwrap_or_default();
        numbers.entry(name.split('_').next().unwrap_or_default()).or_default().push(name);
    }
    let twice = numbers.into_iter().filter(|(_, names)| 1 < names.len());
    twice.map(|(number, names)| format!("{number} is the number of {names:?}")).collect()
}

fn too_long(sources: &[Source], lines_max: usize) -> Vec<String> {
    let lines = sources.iter().map(|(path, text)| (path, text.lines().count()));
    lines
        .filter(|(_, lines)| lines_max < *lines)
        .map(|(path, lines)| format!("{path} has {lines} lines, more than {lines_max}"))
        .collect()
}

fn unasked(sources: &[Source], access: &str) -> Vec<String> {
    let mut breaches = vec![];
    for (path, text) in sources {
        // The routes of programs are written where they are described.
        let described = text.split("path = ").filter(|rest| rest.starts_with("\"/"));
        for route in text.split(".route(").skip(1).chain(described) {
            let route =
                route.trim_start().strip_prefix('"').and_then(|rest| rest.split('"').next());
            match route {
                Some(route) if access.contains(&format!("\"{route}\"")) => (),
                Some(route) => {
                    breaches.push(format!("{path}: {route} is not in tests/it/access/routes.rs"));
                }
                None => breaches.push(format!("{path}: a route that is not a literal")),
            }
        }
    }
    breaches
}

fn unwraps(sources: &[Source]) -> Vec<String> {
    saying(sources, ".unwrap()").map(|path| format!("{path} unwraps")).collect()
}

fn begins(sources: &[Source]) -> Vec<String> {
    let ways = [".begin()", ".begin_with("];
    let elsewhere = ways.into_iter().flat_map(|way| saying(sources, way));
    let elsewhere = elsewhere.filter(|path| *path != "src/db.rs");
    elsewhere.map(|path| format!("{path} begins a transaction without `db::begin`")).collect()
}

/// The files whose program, not its tests, has these words.
fn saying<'a>(sources: &'a [Source], words: &'a str) -> impl Iterator<Item = &'a str> {
    let says = move |text: &str| {
        let code = Scan::of(text).code;
        code.split("#[cfg(test)]").next().is_some_and(|code| code.contains(words))
    };
    sources.iter().filter(move |(_, text)| says(text)).map(|(path, _)| path.as_str())
}

// How sources are read.

fn holds(breaches: &[String]) {
    assert!(breaches.is_empty(), "\n{}\n", breaches.join("\n"));
}

fn top() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// All files with an ending in a folder and below.
fn sources(folder: &str, ending: &str) -> Vec<Source> {
    let Ok(entries) = fs::read_dir(top().join(folder)) else { return vec![] };
    let mut found = vec![];
    for entry in entries {
        let entry = entry.unwrap();
        let path = format!("{folder}/{}", entry.file_name().to_string_lossy());
        if entry.file_type().unwrap().is_dir() {
            found.extend(sources(&path, ending));
        } else if Path::new(&path).extension().is_some_and(|end| end == ending) {
            found.push((path, fs::read_to_string(entry.path()).unwrap()));
        }
    }
    found
}

/// The module at the top that a file belongs to; a migration belongs to the module of its name.
fn module_of(path: &str) -> &str {
    let name = path.split('/').nth(1).unwrap_or_default();
    let name = name.split('.').next().unwrap_or_default();
    if path.starts_with("migrations/") {
        name.split_once('_').map_or(name, |(_, module)| module)
    } else {
        name
    }
}

fn floor_of(module: &str) -> Option<usize> {
    FLOORS.iter().position(|floor| floor.contains(&module))
}

/// The names that follow a word, each where that word is not the end of a longer one.
fn names_after(text: &str, word: &str) -> Vec<String> {
    let is_of_name = |letter: char| letter.is_ascii_alphanumeric() || letter == '_';
    let mut names = vec![];
    for (at, _) in text.match_indices(word) {
        let is_whole = !text[..at].ends_with(is_of_name);
        let name: String =
            text[at + word.len()..].chars().take_while(|letter| is_of_name(*letter)).collect();
        let is_module = name.starts_with(|letter: char| letter.is_ascii_lowercase());
        if is_whole && is_module {
            names.push(name);
        }
    }
    names
}

/// Rust taken apart: the code without comments and the contents of strings, and those contents.
#[derive(Default)]
struct Scan {
    code: String,
    strings: Vec<String>,
}

impl Scan {
    fn of(text: &str) -> Self {
        let mut scan = Self::default();
        let mut rest = text;
        while let Some(letter) = rest.chars().next() {
            rest = if rest.starts_with("//") {
                rest.find('\n').map_or("", |end| &rest[end..])
            } else if rest.starts_with("/*") {
                rest.split_once("*/").map_or("", |(_, rest)| rest)
            } else if let Some(raw) = raw_string(rest) {
                scan.strings.push(raw.0.to_owned());
                raw.1
            } else if letter == '"' {
                scan.string(&rest[1..])
            } else if let Some(length) = char_literal(rest) {
                &rest[length..]
            } else {
                scan.code.push(letter);
                &rest[letter.len_utf8()..]
            };
        }
        scan
    }

    fn string<'a>(&mut self, text: &'a str) -> &'a str {
        let mut escaped = false;
        for (at, letter) in text.char_indices() {
            match letter {
                '"' if !escaped => {
                    self.strings.push(text[..at].to_owned());
                    return &text[at + 1..];
                }
                _ => escaped = letter == '\\' && !escaped,
            }
        }
        ""
    }
}

/// The content of a raw string, and what follows it.
fn raw_string(text: &str) -> Option<(&str, &str)> {
    let hashes = text.strip_prefix('r')?.chars().take_while(|letter| *letter == '#').count();
    let content = text[1 + hashes..].strip_prefix('"')?;
    content.split_once(&format!("\"{}", "#".repeat(hashes)))
}

/// How many bytes a literal like `'"'` has; a lifetime is none.
fn char_literal(text: &str) -> Option<usize> {
    let inner = text.strip_prefix('\'')?;
    let start = if inner.starts_with('\\') { 2 } else { inner.chars().next()?.len_utf8() };
    let end = inner.get(start..)?.find('\'')?;
    (inner.starts_with('\\') || end == 0).then_some(1 + start + end + 1)
}

#[path = "house/refused.rs"]
mod refused;
