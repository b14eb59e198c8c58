//! What is of one building is not at the address of another, nor what is of one unit at that of another,
//! though both are looked after by the same member.

use axum::http::Method;
use peyvand::buildings;
use peyvand::buildings::NewBuilding;
use peyvand::ids::BuildingId;
use uuid::Uuid;

use super::Town;
use super::ask;
use super::outcome;
use super::routes::Outcome::NotThere;
use super::routes::Outcome::Refused;
use super::routes::ROUTES;

#[tokio::test]
async fn nothing_of_one_building_or_unit_is_at_the_address_of_another() {
    let town = Town::open().await;
    let house = &town.house;
    let mut asked = vec![];
    for (method, route, fields, [.., own]) in ROUTES.iter() {
        // A month is one of every building, and where its own has nothing there is nothing to be kept apart.
        let of_building = route.strip_prefix("/buildings/{building}/").unwrap_or_default();
        if of_building.replace("{month}", "").contains('{') && *own != NotThere {
            let path = town.filled(route).await;
            // Nobody has told of a transfer in this town.
            if !path.contains(&Uuid::nil().to_string()) {
                asked.push((method, route, fields, *own == Refused, path));
            }
        }
    }
    let units = "select id from units order by number_order";
    let units: Vec<Uuid> = sqlx::query_scalar(units).fetch_all(house.db()).await.unwrap();
    let [unit, another] = [units[0], units[3]].map(|unit| unit.to_string());
    let elsewhere = second_building(&town).await.to_string();
    let own = town.estate.id.to_string();
    let owner = house.sign_in(&town.shop).await;
    let before = house.fingerprint().await;
    let (mut wrong, mut count) = (vec![], 0);
    for (method, route, fields, takes_files, path) in asked {
        let mut paths = vec![path.replace(&own, &elsewhere)];
        if route.contains("{stay}") || route.contains("{extra}") {
            paths.push(path.replace(&unit, &another));
        }
        for path in paths {
            let page = if takes_files && *method == Method::POST {
                owner.upload(&path, fields, ("a.png", b"\x89PNG\r\n\x1a\n")).await
            } else {
                ask(&owner, method, &path, fields).await
            };
            count += 1;
            if outcome(&page) != Some(NotThere) {
                wrong.push(format!("{method} {route}: {page:?}"));
            }
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
    assert!(50 < count, "only {count} were asked");
    assert_eq!(house.fingerprint().await, before, "and nothing was changed");
}

async fn second_building(town: &Town) -> BuildingId {
    let (app, shop) = (&town.house.app, &town.shop);
    let new = NewBuilding {
        id: BuildingId::new(app.clock.now()),
        name: "Yas".to_owned(),
        address: None,
        blocks: vec![String::new()],
        floors: 1,
        on_floor: 1,
        area: 9_000,
        categories: std::array::from_fn(|place| format!("Cost {place}")),
    };
    buildings::create(app, (shop.workspace, shop.owner), &new).await.unwrap();
    new.id
}
