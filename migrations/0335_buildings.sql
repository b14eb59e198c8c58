-- An expense may be borne by some units only, a block, those of a kind or those that were chosen one by one, and
-- may be divided by keys of its own instead of its category's. And a building may bring money along: what lay in
-- its funds on the day it came here, written down once for each and mirrored for a reason when it was wrong.

alter table expenses
    add column only_kind text,
    add column only_units uuid[],
    add column own_key text,
    add column own_percent integer,
    add column own_other_key text,
    add column own_meter_kind text,
    add constraint expenses_have_one_scope
        check (num_nonnulls(block, only_kind, only_units) <= 1 and cardinality(only_units) > 0),
    add constraint expenses_kind_is_known
        check (only_kind in ('flat', 'shop', 'office', 'parking', 'storage')),
    add constraint expenses_own_keys_are_whole
        check (num_nonnulls(own_key, own_percent, own_other_key) in (0, 3)),
    add constraint expenses_own_keys_are_known check (
        own_key in ('equal', 'area', 'persons', 'share', 'coefficient', 'meter')
        and own_other_key in ('equal', 'area', 'persons', 'share', 'coefficient', 'meter')
        and own_percent between 0 and 100
        and own_meter_kind in ('water', 'gas', 'electricity', 'heat', 'other')
        and (own_meter_kind is not null or 'meter' not in (own_key, own_other_key))
    );

create table fund_openings (
    id uuid primary key,
    building_id uuid not null references buildings (id),
    fund text not null,
    amount bigint not null,
    -- The day on which so much lay there.
    held_on date not null,
    note text,
    recorded_by uuid not null references members (id),
    recorded_at timestamptz not null,
    reversed_by uuid references members (id),
    reversed_at timestamptz,
    reversal_reason text,
    foreign key (building_id, fund) references building_funds (building_id, kind),
    constraint fund_openings_amount_is_believable check (amount between 1 and 10000000000000),
    constraint fund_openings_texts_have_a_length
        check (length(note) between 1 and 120 and length(reversal_reason) between 1 and 200),
    constraint fund_openings_are_taken_back_by_somebody_for_a_reason check (
        (reversed_at is null) = (reversed_by is null) and (reversed_at is null) = (reversal_reason is null)
    )
);

create unique index fund_openings_one_of_a_fund on fund_openings (building_id, fund)
where reversed_at is null;
create index fund_openings_of_a_building on fund_openings (building_id, recorded_at);
