//! What was in a building: readings, expenses, months with their bills, and receipts. It is read, and not taken
//! over.

use futures_util::TryStreamExt;
use sqlx::query_scalar;

use super::sending::Sending;
use super::sending::read;
use super::tables::AMOUNT;
use super::tables::BLOCK;
use super::tables::Coded;
use super::tables::FUND;
use super::tables::Kind;
use super::tables::NAME;
use super::tables::NUMBER;
use super::tables::Table;
use super::tables::hidden;
use super::tables::shown;
use crate::db::Tx;
use crate::ids::BuildingId;
use crate::locale::Words;

pub(super) const READINGS: Table = Table {
    key: "readings",
    word: Words::handover_readings,
    columns: &[
        BLOCK,
        NUMBER,
        shown("kind", Words::handover_meter_kind, Kind::Code(Coded::Meter)),
        shown("serial", Words::handover_serial, Kind::Text),
        shown("read_on", Words::handover_read_on, Kind::Day),
        shown("period", Words::handover_month, Kind::Month),
        shown("figure", Words::handover_figure, Kind::Number),
        hidden("mark", Kind::Text),
    ],
};

pub(super) const EXPENSES: Table = Table {
    key: "expenses",
    word: Words::handover_expenses,
    columns: &[
        shown("spent_on", Words::handover_day, Kind::Day),
        shown("title", Words::handover_what, Kind::Text),
        shown("category", Words::handover_category, Kind::Text),
        FUND,
        shown("supplier", Words::handover_supplier, Kind::Text),
        AMOUNT,
        shown("period", Words::handover_month, Kind::Month),
        shown("months", Words::handover_months_count, Kind::Number),
        shown("repeats", Words::handover_repeats, Kind::Yes),
        shown("ended_before", Words::handover_ended_before, Kind::Month),
    ],
};

pub(super) const MONTHS: Table = Table {
    key: "months",
    word: Words::handover_months,
    columns: &[
        shown("period", Words::handover_month, Kind::Month),
        shown("version", Words::handover_version, Kind::Number),
        shown("issued_on", Words::handover_issued_on, Kind::Day),
        shown("due_on", Words::handover_due_on, Kind::Day),
        shown("bills", Words::handover_bills_count, Kind::Number),
        shown("total", Words::handover_amount, Kind::Rial),
        shown("reversed_on", Words::handover_reversed_on, Kind::Day),
    ],
};

pub(super) const BILLS: Table = Table {
    key: "bills",
    word: Words::handover_bills,
    columns: &[
        hidden("id", Kind::Text),
        shown("period", Words::handover_month, Kind::Month),
        shown("version", Words::handover_version, Kind::Number),
        BLOCK,
        NUMBER,
        NAME,
        shown("kind", Words::handover_what, Kind::Code(Coded::Bill)),
        shown("due_on", Words::handover_due_on, Kind::Day),
        AMOUNT,
        shown("rest", Words::handover_rest, Kind::Rial),
        shown("reversed_on", Words::handover_reversed_on, Kind::Day),
    ],
};

pub(super) const LINES: Table = Table {
    key: "lines",
    word: Words::handover_lines,
    columns: &[
        hidden("bill", Kind::Text),
        shown("period", Words::handover_month, Kind::Month),
        shown("version", Words::handover_version, Kind::Number),
        BLOCK,
        NUMBER,
        NAME,
        shown("title", Words::handover_what, Kind::Text),
        shown("category", Words::handover_category, Kind::Text),
        FUND,
        AMOUNT,
    ],
};

pub(super) const RECEIPTS: Table = Table {
    key: "receipts",
    word: Words::handover_receipts,
    columns: &[
        shown("day", Words::handover_day, Kind::Day),
        NAME,
        shown("way", Words::handover_way, Kind::Code(Coded::Way)),
        shown("receipt", Words::handover_receipt_no, Kind::Number),
        AMOUNT,
        shown("reference", Words::handover_reference, Kind::Text),
        shown("reason", Words::handover_reason, Kind::Text),
        shown("reversed_on", Words::handover_reversed_on, Kind::Day),
    ],
};

pub(super) const GIVEN_BACK: Table = Table {
    key: "given_back",
    word: Words::given_back_title,
    columns: &[
        shown("day", Words::handover_day, Kind::Day),
        BLOCK,
        NUMBER,
        NAME,
        AMOUNT,
        shown("came_back_on", Words::given_back_came_back_on, Kind::Day),
    ],
};

/// Sends what was.
pub(super) async fn send(
    tx: &mut Tx,
    to: &mut Sending,
    building: BuildingId,
) -> anyhow::Result<()> {
    send_costs(tx, to, building).await?;
    send_months(tx, to, building).await?;
    send_lines(tx, to, building).await?;
    send_receipts(tx, to, building).await?;
    send_given_back(tx, to, building).await
}

async fn send_costs(tx: &mut Tx, to: &mut Sending, building: BuildingId) -> anyhow::Result<()> {
    read!(
        (tx, to, &READINGS),
        r#"select jsonb_build_object('block', units.block, 'number', units.number,
            'kind', meters.kind, 'serial', serial, 'read_on', read_on, 'period', period,
            'figure', figure, 'mark', mark) as "row!"
        from meter_readings
        join meters on meters.id = meter_id
        left join units on units.id = meters.unit_id
        where meters.building_id = $1 and deleted_at is null
        order by meters.kind, units.block nulls first, units.floor, units.number_order, meters.id,
            read_on"#,
        building.as_uuid()
    );
    read!(
        (tx, to, &EXPENSES),
        r#"select jsonb_build_object('spent_on', spent_on, 'title', title,
            'category', cost_categories.name, 'fund', fund, 'supplier', supplier,
            'amount', amount, 'period', period, 'months', months, 'repeats', repeats,
            'ended_before', ended_before) as "row!"
        from expenses
        join cost_categories on cost_categories.id = category_id
        where expenses.building_id = $1 and deleted_at is null
        order by spent_on, expenses.id"#,
        building.as_uuid()
    );
    Ok(())
}

async fn send_months(tx: &mut Tx, to: &mut Sending, building: BuildingId) -> anyhow::Result<()> {
    read!(
        (tx, to, &MONTHS),
        r#"select jsonb_build_object('period', period, 'version', version,
            'issued_on', (done_at at time zone 'Asia/Tehran')::date, 'due_on', due_on,
            'bills', bills, 'total', total,
            'reversed_on', (reversed_at at time zone 'Asia/Tehran')::date) as "row!"
        from charge_runs
        where building_id = $1 and done_at is not null
        order by period, version"#,
        building.as_uuid()
    );
    read!(
        (tx, to, &BILLS),
        r#"select jsonb_build_object('id', charges.id, 'period', charge_runs.period,
            'version', charge_runs.version, 'block', units.block, 'number', units.number,
            'name', debtor, 'kind', charges.kind, 'due_on', charges.due_on,
            'amount', charges.amount, 'rest', coalesce(open_charges.rest, 0),
            'reversed_on', (charges.reversed_at at time zone 'Asia/Tehran')::date) as "row!"
        from charges
        left join charge_runs on charge_runs.id = charges.run_id
        join parties on parties.id = charges.party_id
        join units on units.id = parties.unit_id
        left join open_charges on open_charges.id = charges.id
        where charges.building_id = $1
        order by charge_runs.period nulls first, charge_runs.version, charges.place, charges.id"#,
        building.as_uuid()
    );
    Ok(())
}

/// The lines of the bills. What a line is for stands in what its month was computed from, which is taken apart
/// once for each month.
async fn send_lines(tx: &mut Tx, to: &mut Sending, building: BuildingId) -> anyhow::Result<()> {
    read!(
        (tx, to, &LINES),
        r#"with sources as materialized (
            select charge_runs.id as run_id, place - 1 as source, one ->> 'title' as title,
                one ->> 'category' as category, one ->> 'fund' as fund
            from charge_runs
            cross join lateral jsonb_array_elements(inputs::jsonb -> 'sources')
                with ordinality as listed (one, place)
            where building_id = $1
        )
        select jsonb_build_object('bill', charges.id, 'period', charge_runs.period,
            'version', charge_runs.version, 'block', units.block, 'number', units.number,
            'name', debtor, 'title', sources.title, 'category', nullif(sources.category, ''),
            'fund', sources.fund, 'amount', lines.amount) as "row!"
        from charges
        join charge_runs on charge_runs.id = charges.run_id
        join parties on parties.id = charges.party_id
        join units on units.id = parties.unit_id
        cross join lateral unnest(line_sources, line_amounts) as lines (source, amount)
        left join sources on sources.run_id = charges.run_id and sources.source = lines.source
        where charges.building_id = $1
        order by charge_runs.period, charge_runs.version, charges.place, charges.id, lines.source"#,
        building.as_uuid()
    );
    Ok(())
}

async fn send_receipts(tx: &mut Tx, to: &mut Sending, building: BuildingId) -> anyhow::Result<()> {
    read!(
        (tx, to, &RECEIPTS),
        r#"select jsonb_build_object('day', day, 'name', name, 'way', way, 'receipt', receipt,
            'amount', amount, 'reference', reference, 'reason', reason,
            'reversed_on', reversed_on) as "row!"
        from (
            select (paid_at at time zone 'Asia/Tehran')::date as day, residents.name,
                'gateway' as way, null::integer as receipt, amount, bank_number as reference,
                null as reason, (reversed_at at time zone 'Asia/Tehran')::date as reversed_on,
                payments.id
            from payments
            join resident_payments on resident_payments.payment_id = payments.id
            join residents on residents.id = resident_id
            where resident_payments.building_id = $1 and status = 'confirmed' and suspense is null
            union all
            select received_on, residents.name, way, number, amount, reference, reason,
                (reversed_at at time zone 'Asia/Tehran')::date, settlements.id
            from settlements
            join residents on residents.id = resident_id
            where settlements.building_id = $1
        ) as received
        order by day, id"#,
        building.as_uuid()
    );
    Ok(())
}

async fn send_given_back(
    tx: &mut Tx,
    to: &mut Sending,
    building: BuildingId,
) -> anyhow::Result<()> {
    read!(
        (tx, to, &GIVEN_BACK),
        r#"select jsonb_build_object('day', (given_at at time zone 'Asia/Tehran')::date,
            'block', units.block, 'number', units.number, 'name', residents.name,
            'amount', given_backs.amount,
            'came_back_on', (ended_at at time zone 'Asia/Tehran')::date) as "row!"
        from given_backs
        join parties on parties.id = party_id
        join units on units.id = parties.unit_id
        join residents on residents.id = parties.resident_id
        left join payout_endings on payout_endings.payout_id = given_backs.payout_id
        where given_backs.building_id = $1
        order by given_at, given_backs.payout_id"#,
        building.as_uuid()
    );
    Ok(())
}
