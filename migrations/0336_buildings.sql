-- A special levy: money that a building collects by a decision of its owners, over its units and each unit's
-- amount over equal instalments. It is a source of the months that ask for it, beside the fixed charge and the
-- expenses, and nothing that was spent. As long as a living month divides it, it stays as it is; it may only end
-- early. What it was before and who changed it stays.

create table levies (
    id uuid primary key,
    building_id uuid not null references buildings (id),
    title text not null,
    -- What was decided, in words, and when.
    decision text not null,
    decided_on date not null,
    amount bigint not null,
    key text not null,
    percent integer not null,
    other_key text not null,
    owner_percent integer not null,
    fund text not null,
    -- The month of the first instalment, and how many there are.
    period integer not null,
    months integer not null,
    ended_before integer,
    block text,
    only_kind text,
    only_units uuid[],
    file_id uuid references building_files (id),
    created_by uuid not null references members (id),
    created_at timestamptz not null,
    deleted_at timestamptz,
    foreign key (building_id, fund) references building_funds (building_id, kind),
    constraint levies_texts_have_a_length
        check (length(title) between 1 and 80 and length(decision) between 1 and 300),
    constraint levies_amount_is_believable check (amount between 1 and 10000000000000),
    constraint levies_keys_are_known check (
        key in ('equal', 'area', 'persons', 'share', 'coefficient')
        and other_key in ('equal', 'area', 'persons', 'share', 'coefficient')
    ),
    constraint levies_percents_are_percents
        check (percent between 0 and 100 and owner_percent between 0 and 100),
    constraint levies_instalments_are_some check (months between 1 and 60),
    constraint levies_end_among_their_months check (ended_before between period and period + months),
    constraint levies_have_one_scope
        check (num_nonnulls(block, only_kind, only_units) <= 1 and cardinality(only_units) > 0),
    constraint levies_kind_is_known
        check (only_kind in ('flat', 'shop', 'office', 'parking', 'storage'))
);

create index levies_of_a_building on levies (building_id, period desc, id);

create table levy_changes (
    id uuid primary key,
    levy_id uuid not null references levies (id),
    changed_by uuid not null references members (id),
    changed_at timestamptz not null,
    -- What it was and what it became, as JSON; null: it was taken out.
    before text not null,
    after text
);

create index levy_changes_of_a_levy on levy_changes (levy_id, id);

-- Which levies a month asks for, beside its frozen inputs.
create table charge_run_levies (
    run_id uuid not null references charge_runs (id),
    -- Its place among the sources of the run.
    source integer not null,
    levy_id uuid not null references levies (id),
    primary key (run_id, source)
);

create index charge_run_levies_of_a_levy on charge_run_levies (levy_id);
