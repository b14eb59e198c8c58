//! The papers of a building: who sees which, what becomes of old versions, and what is never kept.

use axum::http::StatusCode;
use chrono::TimeDelta;
use peyvand::buildings;
use peyvand::buildings::Person;

use super::account::sign_in;
use super::estate::Estate;
use super::estate::PNG;
use super::estate::mobile;
use super::estate::people;
use super::paying::issued;
use crate::support::house::House;
use crate::support::page::Page;
use crate::support::page::Visitor;

const PDF: &[u8] = b"%PDF-1.4 the second";
const DOCUMENTS: &str = "select count(*) from building_documents";
const VERSIONS: &str = "select count(*) from building_document_versions";
const FILES: &str = "select count(*) from building_files";

/// Sends a paper from a sheet, with what the sheet keeps to itself.
async fn send(estate: &Estate, page: &str, more: &[(&'static str, &str)], file: &[u8]) -> Page {
    let sheet = estate.desk.get(page).await;
    let hidden = |name: &str| sheet.attribute(&format!("[name={name}]"), "value");
    let (id, version) = (hidden("id").unwrap_or_default(), hidden("version").unwrap_or_default());
    let mut fields = vec![
        ("id", &*id),
        ("version", &*version),
        ("title", "اساسنامه"),
        ("kind", "bylaws"),
        ("readers", "residents"),
        ("day_d", "1"),
        ("day_m", "9"),
        ("day_y", "1405"),
    ];
    fields.retain(|(name, _)| !more.iter().any(|(other, _)| other == name));
    fields.extend_from_slice(more);
    estate.desk.upload(page, &fields, ("paper.png", file)).await
}

async fn add(estate: &Estate, title: &str, readers: &str) -> String {
    let page = format!("{}/documents", estate.path());
    let done = send(estate, &page, &[("title", title), ("readers", readers)], PNG).await;
    assert_eq!(done.status, StatusCode::SEE_OTHER, "{done:?}");
    done.location.unwrap()
}

/// The page of papers of somebody.
async fn own(visitor: &Visitor) -> String {
    let home = visitor.get("/my").await;
    format!("{}/documents", home.attribute("h2 a[href^='/my/']", "href").unwrap())
}

async fn seen(visitor: &Visitor) -> Vec<String> {
    let mut titles = visitor.get(&own(visitor).await).await.texts("main .list div a");
    titles.sort();
    titles
}

#[tokio::test]
async fn each_paper_is_seen_by_whom_it_is_for_and_not_there_for_others() {
    let house = House::open().await;
    let (shop, mut estate) = issued(&house).await;
    let mut papers = vec![];
    for (title, readers) in [("A", "residents"), ("B", "owners"), ("C", "board")] {
        papers.push(add(&estate, title, readers).await);
    }
    let (leila, reza) = (sign_in(&house, 1).await, sign_in(&house, 2).await);
    assert_eq!(seen(&leila).await, ["A", "B"]);
    assert_eq!(seen(&reza).await, ["A"]);
    let opens = async |visitor: &Visitor| {
        let (mut opened, page) = (vec![], own(visitor).await);
        for paper in &papers {
            let path = format!("{page}/{}", paper.rsplit('/').next().unwrap());
            opened.push(visitor.get(&path).await.status == StatusCode::OK);
        }
        opened
    };
    assert_eq!(opens(&leila).await, [true, true, false]);
    assert_eq!(opens(&reza).await, [true, false, false]);
    let hers = format!("{}/{}", own(&leila).await, papers[0].rsplit('/').next().unwrap());
    assert_eq!(reza.get(&hers).await.status, StatusCode::NOT_FOUND);
    let other = house.sign_in(&house.shop().await).await;
    for paper in &papers {
        assert_eq!(other.get(&format!("{paper}/versions/1")).await.status, StatusCode::NOT_FOUND);
        assert_eq!(estate.desk.get(&format!("{paper}/versions/1")).await.status, StatusCode::OK);
        assert_eq!(
            estate.desk.get(&format!("{paper}/versions/2")).await.status,
            StatusCode::NOT_FOUND
        );
    }
    // Nima comes in the place of Reza, who sees nothing any more.
    house.wind(TimeDelta::days(31));
    let nima = Person { name: "Nima".to_owned(), mobile: Some(mobile(8)), ..people().remove(2) };
    buildings::settle_in(&house.app, estate.id, &[nima]).await.unwrap();
    let reza = sign_in(&house, 2).await;
    assert_eq!((seen(&reza).await.len(), opens(&reza).await), (0, vec![false; 3]));
    assert_eq!(seen(&sign_in(&house, 8).await).await, ["A"]);
    estate.desk = house.sign_in(&shop).await;
}

#[tokio::test]
async fn a_new_version_takes_the_place_of_the_last_and_the_manager_keeps_both() {
    let house = House::open().await;
    let (_, estate) = issued(&house).await;
    let paper = add(&estate, "بیمه‌نامه", "residents").await;
    let more = [("title", "بیمه‌نامه"), ("note", "سقف تازه")];
    let done = send(&estate, &paper, &more, PDF).await;
    assert_eq!(done.status, StatusCode::SEE_OTHER, "{done:?}");
    assert_eq!((house.count(DOCUMENTS).await, house.count(VERSIONS).await), (1, 2));
    // Nothing but its readers change where no file is sent.
    send(&estate, &paper, &[("title", "بیمه‌نامه"), ("readers", "owners")], b"").await;
    assert_eq!(house.count(VERSIONS).await, 2);
    let leila = sign_in(&house, 1).await;
    let page = leila.get(&own(&leila).await).await;
    assert!(page.text().contains("سقف تازه"), "{page:?}");
    let path = page.attribute("main .list div a", "href").unwrap();
    assert_eq!(leila.get(&path).await.html.as_bytes(), PDF, "residents see the newest");
    let versions = estate.desk.get(&paper).await;
    assert_eq!(versions.texts("section[aria-labelledby=versions] li a").len(), 2);
    let first = estate.desk.get(&format!("{paper}/versions/1")).await;
    assert_eq!(first.status, StatusCode::OK);
    assert!(
        sign_in(&house, 2)
            .await
            .get(&own(&sign_in(&house, 2).await).await)
            .await
            .text()
            .contains("مدرکی نیست")
    );

    let removal = format!("{paper}/removal");
    let silent = estate.desk.submit(&removal, &[("reason", " ")]).await;
    assert_eq!(silent.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(seen(&leila).await.len(), 1);
    for _ in 0..2 {
        let done = estate.desk.submit(&removal, &[("reason", "باطل شده")]).await;
        assert_eq!(done.status, StatusCode::SEE_OTHER);
    }
    assert_eq!(seen(&leila).await.len(), 0);
    assert_eq!(leila.get(&path).await.status, StatusCode::NOT_FOUND);
    let kept = estate.desk.get(&paper).await;
    assert!(kept.text().contains("باطل شده") && kept.attribute("form textarea", "id").is_none());
    assert_eq!(estate.desk.get(&format!("{paper}/versions/2")).await.status, StatusCode::OK);
    let late = send(&estate, &paper, &[], PNG).await;
    assert_eq!(late.status, StatusCode::SEE_OTHER);
    assert_eq!(house.count(VERSIONS).await, 2, "what is removed gets no new version");
    let acts = "select count(*) from acts where kind like 'document_%'";
    assert_eq!(house.count(acts).await, 4);
}

#[tokio::test]
async fn a_wrong_paper_comes_back_as_it_was_typed_and_nothing_is_kept() {
    let house = House::open().await;
    let (_, estate) = issued(&house).await;
    let page = format!("{}/documents", estate.path());
    let long = "ب".repeat(81);
    let wrong: [(&str, &[(&'static str, &str)]); 6] = [
        ("title", &[("title", "")]),
        ("title", &[("title", &long)]),
        ("kind", &[("kind", "zzz")]),
        ("readers", &[("readers", "everybody")]),
        ("day", &[("day_d", "31")]),
        ("day", &[("day_d", "30")]),
    ];
    for (field, more) in wrong {
        let back = send(&estate, &page, more, PNG).await;
        assert_eq!(back.status, StatusCode::UNPROCESSABLE_ENTITY, "{more:?}");
        assert!(back.attribute(&format!("#{field}-err"), "class").is_some(), "{more:?}");
        let title = more.iter().find(|(name, _)| *name == "title").map_or("اساسنامه", |it| it.1);
        assert_eq!(back.attribute("#title", "value").unwrap(), title);
    }
    let page_of_html = b"<!doctype html><script>alert(1)</script>".to_vec();
    for file in [vec![], page_of_html, b"<svg onload=alert(1)>".to_vec(), vec![0xff; 6 << 20]] {
        let back = send(&estate, &page, &[], &file).await;
        assert_eq!(back.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(back.attribute("#file-err", "class").is_some(), "{back:?}");
    }
    assert_eq!((house.count(DOCUMENTS).await, house.count(FILES).await), (0, 0));
    // The same sheet twice is one paper.
    let id = uuid::Uuid::nil().to_string();
    for _ in 0..2 {
        send(&estate, &page, &[("id", &id), ("version", &id)], PNG).await;
    }
    let counts = (house.count(DOCUMENTS).await, house.count(VERSIONS).await);
    assert_eq!((counts, house.count(FILES).await), ((1, 1), 1));
}
