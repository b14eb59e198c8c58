//! What anybody may type into any form of the house: it is taken, or refused by a sentence; nothing of it breaks
//! us, and nothing of it comes back as a tag.

use std::collections::BTreeMap;

use axum::http::Method;
use axum::http::StatusCode;
use scraper::Html;
use scraper::Selector;

use super::Town;
use super::outcome;
use super::routes::Outcome::SignIn;
use super::routes::ROUTES;
use crate::support::page::Page;
use crate::support::page::Visitor;

/// What a form sends when nothing is typed.
type Form = BTreeMap<String, String>;

/// So many signs are more than any field takes.
const TOO_MANY: usize = 6_000;

#[tokio::test]
async fn whatever_is_typed_into_whichever_field_is_taken_or_refused_by_a_sentence() {
    let town = Town::open().await;
    let mut owner = town.house.sign_in(&town.shop).await;
    let mut forms = BTreeMap::new();
    for (_, route, ..) in ROUTES.iter().filter(|(method, ..)| *method == Method::GET) {
        let page = owner.get(&town.filled(route).await).await;
        forms.extend(forms_of(&page));
    }
    assert!(80 < forms.len(), "{}", forms.len());
    let (mut wrong, mut tried, mut all) = (vec![], 0, vec![]);
    for (_, route, fields, _) in ROUTES.iter().filter(|(method, ..)| *method == Method::POST) {
        // Before anything is changed, for what an address is of may be gone afterwards.
        all.push((*route, town.filled(route).await, *fields));
    }
    for (route, path, fields) in all {
        let mut form = forms.get(&path).cloned().unwrap_or_default();
        form.extend(fields.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())));
        let names: Vec<String> = form.keys().cloned().collect();
        for name in names {
            town.house.run("truncate rate_limits").await;
            for typed in strange() {
                let mut sent = form.clone();
                sent.insert(name.clone(), typed.clone());
                let page = submit(&owner, &path, &sent).await;
                tried += 1;
                if outcome(&page) == Some(SignIn) {
                    owner = town.house.sign_in(&town.shop).await;
                }
                let typed: String = typed.chars().take(30).collect();
                if let Some(what) = fault(&page) {
                    wrong.push(format!("{route} {name}={typed:?}: {what}, {}", page.status));
                }
            }
        }
    }
    assert!(wrong.is_empty(), "{} of {tried}: {wrong:#?}", wrong.len());
    assert!(2_000 < tried, "{tried}");
    town.house.audit().await;
}

/// What people, machines and attackers type.
fn strange() -> [String; 7] {
    [
        "<b id=evil>\"'><script>evil()</script>{{7*7}}".to_owned(),
        "\u{202e}\u{2066}ریال\u{200f}\r\nBcc: evil@example.ir".to_owned(),
        "ب".repeat(TOO_MANY),
        "999999999999999999999999999999".to_owned(),
        "-1".to_owned(),
        "۱۴۰۵/۱۳/۴۰".to_owned(),
        "👩‍👩‍👧🏿 𝔘 ﷽".to_owned(),
    ]
}

/// What is wrong with an answer.
fn fault(page: &Page) -> Option<&'static str> {
    let html = Html::parse_document(&page.html);
    let has = |selector: &str| html.select(&Selector::parse(selector).unwrap()).next().is_some();
    let is_refused = page.status == StatusCode::UNPROCESSABLE_ENTITY;
    match () {
        () if page.status.is_server_error() => Some("it broke us"),
        () if outcome(page).is_none() && page.status != StatusCode::TOO_MANY_REQUESTS => {
            Some("an answer of another kind")
        }
        () if has("#evil") || page.html.contains("<script>evil") => Some("it came back as a tag"),
        () if is_refused && !has(".err, [role=alert], .flash") => Some("no sentence"),
        () => None,
    }
}

/// The forms of a page that are sent as text, by their addresses.
fn forms_of(page: &Page) -> Vec<(String, Form)> {
    let html = Html::parse_document(&page.html);
    let select = |selector: &str| Selector::parse(selector).unwrap();
    let forms = select("form[method=post]:not([enctype])");
    let fields = select("input[name], textarea[name], select[name], button[name]");
    let chosen = select("option[selected]");
    html.select(&forms)
        .filter_map(|form| {
            let mut sent = Form::new();
            for field in form.select(&fields) {
                let name = field.attr("name").unwrap_or_default().to_owned();
                let is_box = matches!(field.attr("type"), Some("radio" | "checkbox"));
                if name == "form_key" || is_box && field.attr("checked").is_none() {
                    continue;
                }
                let value = match field.value().name() {
                    "textarea" => field.text().collect(),
                    "select" => {
                        let option = field.select(&chosen).next();
                        option.and_then(|it| it.attr("value")).unwrap_or_default().to_owned()
                    }
                    _ => field.attr("value").unwrap_or_default().to_owned(),
                };
                sent.entry(name).or_insert(value);
            }
            Some((form.attr("action")?.to_owned(), sent))
        })
        .collect()
}

async fn submit(visitor: &Visitor, path: &str, form: &Form) -> Page {
    let fields: Vec<_> = form.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
    visitor.submit(path, &fields).await
}
