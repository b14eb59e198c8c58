-- A fee for being late has no basis in law but a decision of the building's own: it is written down with
-- its words, its day, its rate and its bounds, and holds for bills that fall due while it is in force. What
-- a bill costs more for being late is one item beside it, which grows by postings; each of them is reckoned
-- through a day, so that a day is posted once however often somebody looks.

create table late_fee_decisions (
    id uuid primary key,
    building_id uuid not null references buildings (id),
    words text not null,
    decided_on date not null,
    -- Once so much, once a part, or a part for each month or year by days.
    form text not null,
    amount bigint not null,
    -- Hundredths of a percent.
    points integer not null,
    grace text not null,
    grace_days integer not null,
    -- No fee is a larger part of its bill, in hundredths of a percent; null: without bounds.
    cap integer,
    -- For bills whose last day of payment is this day or later, and before the other.
    valid_from date not null,
    ended_on date,
    recorded_by uuid not null references members (id),
    recorded_at timestamptz not null,
    ended_by uuid references members (id),
    constraint late_fee_decisions_words_have_a_length check (length(words) between 1 and 300),
    constraint late_fee_decisions_form_is_known
        check (form in ('fixed', 'percent', 'monthly', 'yearly')),
    constraint late_fee_decisions_charge_something
        check (case form when 'fixed' then amount > 0 and points = 0 else amount = 0 and points > 0 end),
    constraint late_fee_decisions_are_believable
        check (amount <= 1000000000000 and points <= 10000 and grace_days between 0 and 365),
    constraint late_fee_decisions_grace_is_known check (grace in ('shift', 'cliff')),
    constraint late_fee_decisions_cap_is_a_part check (cap between 1 and 10000),
    constraint late_fee_decisions_look_ahead check (decided_on <= valid_from),
    constraint late_fee_decisions_are_ended_by_somebody
        check ((ended_on is null) = (ended_by is null))
);

create unique index late_fee_decisions_one_holds on late_fee_decisions (building_id)
where ended_on is null;
create index late_fee_decisions_of_a_building on late_fee_decisions (building_id, valid_from);

-- A fee is an item of the same month and party as the one that it is for.
alter table charges
    add column principal_id uuid references charges (id),
    add constraint charges_fees_are_for_something check ((kind = 'fee') = (principal_id is not null)),
    drop constraint charges_once,
    add constraint charges_once unique (run_id, party_id, kind);

create table fee_postings (
    id uuid primary key,
    -- The fee, and what it is for.
    charge_id uuid not null references charges (id),
    principal_id uuid not null references charges (id),
    decision_id uuid not null references late_fee_decisions (id),
    -- The whole fee through this day is what all postings so far sum to.
    through_on date not null,
    amount bigint not null,
    posted_at timestamptz not null,
    constraint fee_postings_are_some check (amount > 0),
    constraint fee_postings_once_a_day unique (principal_id, through_on)
);

create index fee_postings_of_a_fee on fee_postings (charge_id);
