//! Colleagues: how they come, what a change of their role does, and how they go.

use chrono::TimeDelta;
use peyvand::access::Role;

use super::NOBODYS;
use super::PASSWORD;
use super::SARAS;
use super::log_in;
use super::mobile_of;
use super::wrong;
use crate::support::house::House;
use crate::support::page::Visitor;

/// The address in the last SMS to a number, as a path.
async fn door(house: &House, mobile: &str) -> String {
    house.work().await;
    let sms = house.sms_to(&mobile_of(mobile)).await.pop().unwrap();
    let address = sms.lines().last().unwrap();
    address
        .strip_prefix(&house.app.origin)
        .unwrap_or_else(|| panic!("no address of ours: {sms}"))
        .to_owned()
}

/// Joins by the code that reaches the invited number.
async fn join_by_code(house: &House, visitor: &Visitor, door: &str, mobile: &str) {
    // The code comes after the invitation.
    house.wind(TimeDelta::seconds(1));
    let asked = visitor.submit(door, &[("name", "Nima")]).await;
    let path = asked.location.clone().unwrap_or_else(|| panic!("no code was sent: {asked:?}"));
    let code = house.code(mobile).await;
    let page = visitor.submit(&path, &[("code", &wrong(&code))]).await;
    assert_eq!(page.status, 422, "a wrong code opens nothing");
    let done = visitor.submit(&path, &[("code", &code)]).await;
    assert_eq!(done.location.as_deref(), Some("/home"), "{done:?}");
}

#[tokio::test]
async fn whoever_is_invited_joins_by_the_code_at_their_own_number_and_without_an_account_before() {
    let house = House::open().await;
    let shop = house.shop().await;
    house.invite(&shop, NOBODYS, Role::Accountant).await;
    let door = door(&house, NOBODYS).await;
    let sms = house.sms_to(&mobile_of(NOBODYS)).await.pop().unwrap();
    assert!(sms.contains("Sarv") && sms.contains("حسابدار"), "{sms}");

    let nima = house.visitor();
    let page = nima.get(&door).await;
    assert!(page.status == 200 && page.text().contains("Sarv"), "{page:?}");
    assert!(!page.text().contains("9998877"), "the number stays hidden: {page:?}");
    assert_eq!(nima.submit(&door, &[("name", "")]).await.status, 422);
    join_by_code(&house, &nima, &door, NOBODYS).await;
    assert_eq!(nima.get("/accounting.csv").await.status, 200);
    assert_eq!(nima.get("/payouts/new").await.status, 403, "an accountant sends nothing");
    assert_eq!(nima.get(&door).await.status, 410, "an invitation is taken up once");
    assert_eq!(house.count("select count(*) from members where name = 'Nima'").await, 1);
}

#[tokio::test]
async fn whoever_has_an_account_joins_with_one_click_and_nobody_else_does() {
    let house = House::open().await;
    let shop = house.shop().await;
    house.member(SARAS).await;
    house.invite(&shop, SARAS, Role::Viewer).await;
    let door = door(&house, SARAS).await;
    let finder = house.sign_in(&house.shop().await).await;
    let asked = finder.submit(&door, &[]).await;
    assert!(asked.location.is_some_and(|path| path.starts_with("/codes/")), "a code goes to Sara");
    assert_eq!(
        house.count("select count(*) from workspace_members where role = 'viewer'").await,
        0
    );

    log_in(&house, SARAS, PASSWORD).await;
    let done = house.submit(&door, &[]).await;
    assert_eq!(done.location.as_deref(), Some("/home"), "{done:?}");
    assert!(house.get("/home").await.text().contains("Sarv"));
    assert_eq!(house.get("/settings/team").await.status, 403);
}

#[tokio::test]
async fn an_invitation_that_is_taken_back_or_late_opens_nothing() {
    let house = House::open().await;
    let shop = house.shop().await;
    let owner = house.sign_in(&shop).await;
    let id = house.invite(&shop, NOBODYS, Role::Viewer).await;
    let first = door(&house, NOBODYS).await;
    let sending = format!("/settings/team/invitations/{id}/sending");
    owner.submit(&sending, &[]).await;
    house.work().await;
    assert_eq!(house.sms_to(&mobile_of(NOBODYS)).await.len(), 1, "not twice within ten minutes");
    house.wind(TimeDelta::minutes(11));
    let owner = house.sign_in(&shop).await;
    owner.submit(&sending, &[]).await;
    assert_eq!(door(&house, NOBODYS).await, first, "the same address once more");
    assert_eq!(house.sms_to(&mobile_of(NOBODYS)).await.len(), 2);

    house.wind(TimeDelta::days(8));
    assert_eq!(house.get(&first).await.status, 410, "its time is over");
    let id = house.invite(&shop, NOBODYS, Role::Viewer).await;
    let second = door(&house, NOBODYS).await;
    assert_ne!(second, first);
    assert_eq!(house.get(&second).await.status, 200);
    let owner = house.sign_in(&shop).await;
    owner.submit(&format!("/settings/team/invitations/{id}/revocation"), &[]).await;
    assert_eq!(house.get(&second).await.status, 410);
    assert_eq!(house.submit(&second, &[("name", "Nima")]).await.status, 410);
    assert_eq!(house.get("/join/0123456789abcdefghjkmnpqrs").await.status, 404);
}

#[tokio::test]
async fn no_stranger_speaks_through_an_invitation() {
    let house = House::open().await;
    let shop = house.shop().await;
    let name = "update workspaces set name = 'Bank evil.example/a 09120009999'";
    house.run(name).await;
    house.invite(&shop, NOBODYS, Role::Viewer).await;
    let door = door(&house, NOBODYS).await;
    let sms = house.sms_to(&mobile_of(NOBODYS)).await.pop().unwrap();
    assert!(!sms.contains("evil") && !sms.contains("0912000"), "{sms}");
    assert_eq!(sms.matches("://").count(), 1, "{sms}");
    assert!(door.starts_with("/join/"));
}

/// A3 and B55 of `money.md`: the session goes on, with what its member is at this moment.
#[tokio::test]
async fn a_new_role_and_a_removal_hold_for_sessions_that_are_open() {
    let house = House::open().await;
    let shop = house.shop().await;
    let owner = house.sign_in(&shop).await;
    let colleague = house.colleague(&shop, Role::Manager).await;
    let theirs = house.sign_in(&colleague).await;
    assert_eq!(theirs.get("/payouts/new").await.status, 200);
    let page = format!("/settings/team/{}", colleague.owner);
    owner.submit(&page, &[("role", "viewer")]).await;
    assert_eq!(theirs.get("/payouts/new").await.status, 403);
    assert_eq!(theirs.get("/payouts").await.status, 200);
    assert_eq!(owner.submit(&page, &[("role", "admin")]).await.status, 400);

    owner.submit(&format!("{page}/removal"), &[]).await;
    let after = theirs.get("/payouts").await;
    assert_eq!(after.location.as_deref(), Some("/my"), "{after:?}");
    let back = theirs.submit(&format!("/workspaces/{}/current", shop.workspace), &[]).await;
    assert_eq!(back.status, 404);
    assert_eq!(theirs.get("/settings/me").await.status, 200, "their account stays theirs");
}

#[tokio::test]
async fn a_workspace_always_has_an_owner() {
    let house = House::open().await;
    let shop = house.shop().await;
    let owner = house.sign_in(&shop).await;
    let page = format!("/settings/team/{}", shop.owner);
    owner.submit(&page, &[("role", "viewer")]).await;
    owner.submit(&format!("{page}/removal"), &[]).await;
    owner.submit(&format!("/workspaces/{}/leaving", shop.workspace), &[]).await;
    let owners = "select count(*) from workspace_members where role = 'owner' and workspace_id = ";
    let owners = format!("{owners}'{}'", shop.workspace);
    assert_eq!(house.count(&owners).await, 1);

    let second = house.colleague(&shop, Role::Owner).await;
    let theirs = house.sign_in(&second).await;
    let leave = format!("/workspaces/{}/leaving", shop.workspace);
    tokio::join!(owner.submit(&leave, &[]), theirs.submit(&leave, &[]));
    assert_eq!(house.count(&owners).await, 1, "of two who leave at once, one stays");
    let by_hand =
        format!("delete from workspace_members where workspace_id = '{}'", shop.workspace);
    let refused = sqlx::query(sqlx::AssertSqlSafe(by_hand)).execute(house.db()).await;
    assert!(refused.is_err(), "the database sees to it as well");
}
