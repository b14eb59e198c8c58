//! What stands in a building on the day of its hand-over, from which it begins elsewhere.

use futures_util::TryStreamExt;
use serde_json::json;
use sqlx::query_scalar;

use super::sending::Sending;
use super::sending::read;
use super::tables;
use crate::app::App;
use crate::buildings::report;
use crate::db::Tx;
use crate::ids::BuildingId;
use crate::locale::Voice;

/// Sends what stands.
pub(super) async fn send(
    tx: &mut Tx,
    (app, v): (&App, &Voice),
    to: &mut Sending,
    building: BuildingId,
) -> anyhow::Result<()> {
    send_sums(tx, (app, v), to, building).await?;
    send_people(tx, to, building).await?;
    send_balances(tx, to, building).await?;
    send_costs(tx, to, building).await?;
    send_decisions(tx, to, building).await?;
    send_rules(tx, to, building).await?;
    send_meters(tx, to, building).await
}

async fn send_sums(
    tx: &mut Tx,
    (app, v): (&App, &Voice),
    to: &mut Sending,
    building: BuildingId,
) -> anyhow::Result<()> {
    let fund = report::fund_end(tx, building, app.clock.now()).await?;
    let debts = query_scalar!(
        r#"select coalesce(sum(rest), 0)::bigint as "sum!" from open_charges
        where building_id = $1"#,
        building.as_uuid(),
    );
    let debts = debts.fetch_one(&mut **tx).await?;
    let credits = query_scalar!(
        r#"select coalesce(sum(amount), 0)::bigint as "sum!" from party_credits
        join parties on parties.id = party_id
        where building_id = $1"#,
        building.as_uuid(),
    );
    let credits = credits.fetch_one(&mut **tx).await?;
    to.table(&tables::SUMS).await?;
    let sums = [
        ("fund", v.w.handover_fund_now(), fund.as_rials()),
        ("debts", v.w.handover_debts(), debts),
        ("credits", v.w.handover_credits(), credits),
    ];
    for (key, title, amount) in sums {
        to.row(json!({ "key": key, "title": title, "amount": amount })).await?;
    }
    Ok(())
}

async fn send_people(tx: &mut Tx, to: &mut Sending, building: BuildingId) -> anyhow::Result<()> {
    read!(
        (tx, to, &tables::UNITS),
        r#"select jsonb_build_object('id', id, 'block', block, 'number', number, 'floor', floor,
            'kind', kind, 'area', area, 'persons', persons, 'parkings', parkings, 'share', share,
            'coefficient', coefficient, 'bill_to', bill_to, 'bill_to_person', bill_to_resident)
            as "row!"
        from units where building_id = $1 order by block, floor, number_order, id"#,
        building.as_uuid()
    );
    read!(
        (tx, to, &tables::PEOPLE),
        r#"select jsonb_build_object('id', id, 'name', name, 'mobile', mobile, 'email', email)
            as "row!"
        from residents where building_id = $1 order by id"#,
        building.as_uuid()
    );
    read!(
        (tx, to, &tables::STAYS),
        r#"select jsonb_build_object('unit', units.id, 'person', residents.id, 'block', block,
            'number', number, 'name', name, 'role', role,
            'share', case role when 'owner' then occupancies.share end,
            'persons', occupancies.persons, 'since', since, 'until', until,
            'was_there', was_there) as "row!"
        from occupancies
        join units on units.id = unit_id
        join residents on residents.id = resident_id
        where units.building_id = $1
        order by block, floor, number_order, units.id, role, since, occupancies.id"#,
        building.as_uuid()
    );
    Ok(())
}

async fn send_balances(tx: &mut Tx, to: &mut Sending, building: BuildingId) -> anyhow::Result<()> {
    read!(
        (tx, to, &tables::DEBTS),
        r#"select jsonb_build_object('unit', units.id, 'person', open_charges.resident_id,
            'block', block, 'number', number, 'name', residents.name,
            'period', charge_runs.period, 'kind', open_charges.kind,
            'due_on', open_charges.due_on, 'amount', open_charges.amount, 'rest', rest,
            'disputed', exists (
                select from charge_disputes
                where charge_disputes.charge_id = open_charges.id and closed_at is null
            )) as "row!"
        from open_charges
        join units on units.id = open_charges.unit_id
        join residents on residents.id = open_charges.resident_id
        left join charge_runs on charge_runs.id = run_id
        where open_charges.building_id = $1
        order by block, floor, number_order, units.id, open_charges.due_on, open_charges.id"#,
        building.as_uuid()
    );
    read!(
        (tx, to, &tables::CREDITS),
        r#"select jsonb_build_object('unit', units.id, 'person', residents.id, 'block', block,
            'number', number, 'name', name, 'amount', credit) as "row!"
        from (
            select party_id, sum(amount)::bigint as credit from party_credits group by party_id
        ) as credits
        join parties on parties.id = party_id
        join units on units.id = parties.unit_id
        join residents on residents.id = parties.resident_id
        where parties.building_id = $1 and credit > 0
        order by block, floor, number_order, units.id, residents.id"#,
        building.as_uuid()
    );
    read!(
        (tx, to, &tables::FUNDS),
        r#"select jsonb_build_object('fund', fund, 'amount', amount, 'held_on', held_on,
            'note', note) as "row!"
        from fund_openings
        where building_id = $1 and reversed_at is null
        order by fund"#,
        building.as_uuid()
    );
    Ok(())
}

async fn send_costs(tx: &mut Tx, to: &mut Sending, building: BuildingId) -> anyhow::Result<()> {
    read!(
        (tx, to, &tables::CATEGORIES),
        r#"select jsonb_build_object('name', name, 'key', key, 'percent', percent,
            'other_key', other_key, 'owner_percent', owner_percent,
            'vacant_persons', vacant_persons, 'borne_on', borne_on, 'fund', fund,
            'meter_kind', meter_kind) as "row!"
        from cost_categories where building_id = $1 order by place, name"#,
        building.as_uuid()
    );
    read!(
        (tx, to, &tables::PLANS),
        r#"select jsonb_build_object('valid_from', valid_from, 'base', base,
            'square_metre', square_metre, 'person', person, 'parking', parking,
            'round_up', round_up, 'note', note) as "row!"
        from fixed_plans where building_id = $1 order by valid_from, version"#,
        building.as_uuid()
    );
    read!(
        (tx, to, &tables::EXTRAS),
        r#"select jsonb_build_object('unit', units.id, 'block', block, 'number', number,
            'title', title, 'amount', amount, 'owner_bears', owner_bears, 'since', since,
            'until', until) as "row!"
        from unit_extras
        join units on units.id = unit_id
        where building_id = $1
        order by block, floor, number_order, units.id, since, unit_extras.id"#,
        building.as_uuid()
    );
    Ok(())
}

async fn send_decisions(tx: &mut Tx, to: &mut Sending, building: BuildingId) -> anyhow::Result<()> {
    read!(
        (tx, to, &tables::LATE_FEES),
        r#"select jsonb_build_object('words', words, 'decided_on', decided_on,
            'valid_from', valid_from, 'ended_on', ended_on, 'form', form, 'amount', amount,
            'points', points, 'grace', grace, 'grace_days', grace_days, 'cap', cap) as "row!"
        from late_fee_decisions where building_id = $1 order by valid_from, recorded_at"#,
        building.as_uuid()
    );
    read!(
        (tx, to, &tables::EARLY_DISCOUNTS),
        r#"select jsonb_build_object('words', words, 'decided_on', decided_on,
            'valid_from', valid_from, 'ended_on', ended_on, 'points', points,
            'days_before', days_before) as "row!"
        from early_discounts where building_id = $1 order by valid_from, recorded_at"#,
        building.as_uuid()
    );
    Ok(())
}

async fn send_rules(tx: &mut Tx, to: &mut Sending, building: BuildingId) -> anyhow::Result<()> {
    read!(
        (tx, to, &tables::PROMISES),
        r#"select jsonb_build_object('is_on', is_on, 'parts_max', parts_max, 'days_max', days_max,
            'rests_fees', rests_fees) as "row!"
        from promise_rules where building_id = $1"#,
        building.as_uuid()
    );
    read!(
        (tx, to, &tables::REMINDERS),
        r#"select jsonb_build_object('is_on', is_on, 'days', array_to_string(days, ' '),
            'then_every', then_every, 'times_max', times_max, 'hour', hour, 'least', least)
            as "row!"
        from reminder_rules where building_id = $1"#,
        building.as_uuid()
    );
    Ok(())
}

async fn send_meters(tx: &mut Tx, to: &mut Sending, building: BuildingId) -> anyhow::Result<()> {
    read!(
        (tx, to, &tables::METERS),
        r#"select jsonb_build_object('unit', units.id, 'block', block, 'number', units.number,
            'is_main', is_main, 'kind', meters.kind, 'measure', measure, 'serial', serial,
            'digits', digits, 'last_on', newest.read_on, 'last', newest.figure) as "row!"
        from meters
        left join units on units.id = meters.unit_id
        left join lateral (
            select read_on, figure from meter_readings
            where meter_id = meters.id and deleted_at is null
            order by read_on desc limit 1
        ) as newest on true
        where meters.building_id = $1 and removed_at is null
        order by meters.kind, is_main desc, block nulls first, floor, number_order, meters.id"#,
        building.as_uuid()
    );
    read!(
        (tx, to, &tables::LEVIES),
        r#"select jsonb_build_object('title', title, 'words', decision, 'decided_on', decided_on,
            'amount', amount, 'key', key, 'fund', fund, 'period', period, 'months', months)
            as "row!"
        from levies where building_id = $1 and deleted_at is null order by period, id"#,
        building.as_uuid()
    );
    Ok(())
}
