//! The people of the tower beside those who own a unit alone: an owner of a third, a tenant who comes in the
//! middle of a month, and a unit that pays for a room of its own.

use chrono::DateTime;
use chrono::TimeDelta;
use chrono::Utc;
use sqlx::query;
use sqlx::query_scalar;

use super::tower::AREAS;
use super::tower::OWNERS;
use super::tower::WITHOUT_MOBILE;
use super::tower::toman;
use crate::adapters::bank::sandbox as bank;
use crate::app::App;
use crate::buildings;
use crate::buildings::NewExtra;
use crate::buildings::Person;
use crate::ids::BuildingId;
use crate::ids::ExtraId;
use crate::ids::MemberId;
use crate::ids::PaymentId;
use crate::locale::Jalali;
use crate::locale::Voice;
use crate::mobile::Mobile;
use crate::money::Money;
use crate::money::Unit;
use crate::payments;
use crate::payments::Actor;

/// Owns a third of a unit: of which, and how much in millionths.
const CO_OWNER: (usize, &str, i32) = (4, "نیلوفر نیک‌بین", 333_333);

/// Comes on the twelfth day of the newest month, in the place of who rented it before.
const NEWCOMER: (usize, &str, i64) = (17, "سامان کریمی", 11);

/// The unit that has the room on the roof, and what it pays for it each month in toman.
const EXTRA: (&str, &str, i64) = ("15", "اتاق پشت‌بام", 250_000);

/// Those of them who get a bill.
pub(super) const OTHERS: [&str; 2] = [CO_OWNER.1, NEWCOMER.1];

/// Who owns a third of a unit.
pub(super) fn co_owner() -> anyhow::Result<Person> {
    let (place, name, share) = CO_OWNER;
    Ok(Person { share: Some(share), ..person(place, name, true)? })
}

/// One unit pays for a room that only it has, from a month on.
pub(super) async fn add_extra(
    app: &App,
    (building, member): (BuildingId, MemberId),
    since: i32,
) -> anyhow::Result<()> {
    let (number, title, amount) = EXTRA;
    let unit = query_scalar!(
        "select id from units where building_id = $1 and number = $2",
        building.as_uuid(),
        number,
    );
    let new = NewExtra {
        id: ExtraId::new(app.clock.now()),
        unit: unit.fetch_one(&app.db).await?.into(),
        title: title.to_owned(),
        amount: toman(amount),
        owner_bears: false,
        since,
        until: None,
    };
    buildings::add_extra(app, member, &new).await?;
    Ok(())
}

/// A tenant follows another in the middle of the month that begins here.
pub(super) async fn change_tenants(
    app: &App,
    building: BuildingId,
    month: DateTime<Utc>,
) -> anyhow::Result<()> {
    let (place, name, days) = NEWCOMER;
    let day = (month + TimeDelta::days(days) + TimeDelta::hours(12)).date_naive();
    let newcomer = Person { since: Some(day), ..person(place, name, false)? };
    buildings::settle_in(app, building, &[newcomer]).await?;
    Ok(())
}

/// Who settles before they are gone: one who left and owes, and one who leaves at the end of the newest month
/// and owes nothing, and so has a certificate.
const LEAVERS: [(&str, bool); 2] = [("نگار فتحی", false), ("پویا ملکی", true)];

/// Two tenants settle.
pub(super) async fn leave(
    app: &App,
    maker: (BuildingId, MemberId),
    end: DateTime<Utc>,
) -> anyhow::Result<()> {
    let on = (end + TimeDelta::hours(12)).date_naive();
    for (name, is_cleared) in LEAVERS {
        let stay = query!(
            "select occupancies.id, unit_id from occupancies
            join residents on residents.id = resident_id
            where building_id = $1 and name = $2 and role = 'tenant'",
            maker.0.as_uuid(),
            name,
        );
        let Some(stay) = stay.fetch_optional(&app.db).await? else { continue };
        let of = (stay.unit_id.into(), stay.id.into());
        buildings::begin_leaving(app, maker, of, on).await?;
        if is_cleared {
            buildings::clear_stay(app, maker, of).await?;
        }
    }
    Ok(())
}

/// A tenant pays what the owner of the unit owes for it, if one does.
pub(super) async fn pay_for_owner(app: &App, building: BuildingId) -> anyhow::Result<()> {
    let tenant = query_scalar!(
        "select tenants.resident_id from occupancies as tenants
        join units on units.id = tenants.unit_id
        join occupancies as owners on owners.unit_id = units.id
        join open_charges on open_charges.unit_id = units.id
            and open_charges.resident_id = owners.resident_id
        where units.building_id = $1 and tenants.role = 'tenant' and tenants.until is null
        and owners.role = 'owner' and owners.until is null
        order by number_order, tenants.resident_id
        limit 1",
        building.as_uuid(),
    );
    let Some(tenant) = tenant.fetch_optional(&app.db).await? else { return Ok(()) };
    let payment = PaymentId::new(app.clock.now());
    let amount = buildings::begin_payment_for_owner(app, tenant.into(), payment).await?;
    at_bank(app, payment, (amount, 0)).await
}

/// Somebody pays at the bank with one of the cards.
pub(super) async fn at_bank(
    app: &App,
    payment: PaymentId,
    (amount, card): (Money, usize),
) -> anyhow::Result<()> {
    let go = payments::send_to_bank(app, payment).await?;
    let reference = go.address.rsplit('/').next().unwrap_or_default();
    let deed = bank::Deed::Pay { amount, card: super::shop::card(card) };
    bank::act(&app.back_db, reference, &deed, app.clock.now()).await?;
    payments::settle(app, payment, Actor::Return).await?;
    Ok(())
}

/// The manager brings the statement of the building's account: in it is what somebody owes, with their name, and
/// a deposit that says nothing.
pub(super) async fn bring_statement(
    app: &App,
    v: &Voice,
    maker: (BuildingId, MemberId),
) -> anyhow::Result<()> {
    let owing = buildings::owing(&app.db, Some(maker.0)).await?;
    let payer = owing.iter().rev().find(|(_, name, _)| LEAVERS.iter().all(|(who, _)| who != name));
    let Some((_, name, owed)) = payer else { return Ok(()) };
    let day = Jalali::of(app.clock.now() - TimeDelta::days(1));
    let day = format!("{}/{:02}/{:02}", day.year, day.month, day.day);
    let rials = owed.as_rials();
    let statement = format!(
        "تاریخ,شرح,بستانکار,بدهکار,شماره پیگیری\n\
        {day},کارت به کارت {name},{rials},0,140512\n\
        {day},انتقال پایا,32000000,0,140519\n\
        {day},کارمزد,0,9000,140520\n"
    );
    let file = ("گردش حساب آذر.csv", Unit::Rial, statement.as_bytes());
    buildings::bring_statement(app, v, maker, file).await?;
    Ok(())
}

/// Somebody of a unit, as the manager's table has them.
pub(super) fn person(place: usize, name: &str, is_owner: bool) -> anyhow::Result<Person> {
    let number = match name {
        _ if name == CO_OWNER.1 => 60,
        _ if name == NEWCOMER.1 => 61,
        name => OWNERS.iter().position(|owner| *owner == name).unwrap_or(30 + place),
    };
    let mobile = format!("0912555{:04}", 1_000 + number * 37);
    let mobile = if name == super::OWNER { super::MOBILE } else { &mobile };
    let mobile = Mobile::parse(mobile).map_err(|_| anyhow::anyhow!("{mobile} is no mobile"))?;
    Ok(Person {
        block: String::new(),
        number: (place + 1).to_string(),
        is_owner,
        name: name.to_owned(),
        mobile: (!WITHOUT_MOBILE.contains(&name)).then_some(mobile),
        email: None,
        area: Some(AREAS[place % AREAS.len()]),
        persons: Some(1 + i32::try_from(place * 5 % 4).unwrap_or(0)),
        share: None,
        since: None,
    })
}
