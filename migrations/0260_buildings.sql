-- Each building reminds by rules of its own: on which days counted from the last day of payment, from which
-- hour, how often at most, and whom not. A reminder is a row that is named by its day, so it is written
-- once however often and however late the rules are looked at, and changed rules repeat nothing. An item
-- that is disputed is not asked for until somebody says that it is settled.

create table reminder_rules (
    building_id uuid primary key references buildings (id),
    is_on boolean not null,
    -- Counted from the last day of payment, ascending; below zero: before it.
    days smallint[] not null,
    -- After the last of them each time so many days more; null: no more.
    then_every smallint,
    -- For one debt no more than so many.
    times_max smallint not null,
    -- From this hour on, in Tehran.
    hour smallint not null,
    -- Who owes less is left alone, in rial.
    least bigint not null,
    set_by uuid not null references members (id),
    set_at timestamptz not null,
    constraint reminder_rules_have_days check (
        cardinality(days) between 1 and 20 and -60 <= all (days) and 365 >= all (days)
    ),
    constraint reminder_rules_go_on_in_days check (then_every between 1 and 365),
    constraint reminder_rules_end_some_time check (times_max between 1 and 60),
    constraint reminder_rules_keep_to_the_day check (hour between 9 and 20),
    constraint reminder_rules_least_is_not_negative check (least >= 0)
);

create table charge_disputes (
    id uuid primary key,
    charge_id uuid not null references charges (id),
    reason text not null,
    opened_by uuid not null references members (id),
    opened_at timestamptz not null,
    closed_by uuid references members (id),
    closed_at timestamptz,
    constraint charge_disputes_reason_has_a_length check (length(reason) between 1 and 200),
    constraint charge_disputes_are_closed_by_somebody
        check ((closed_at is null) = (closed_by is null))
);

create unique index charge_disputes_one_is_open on charge_disputes (charge_id)
where closed_at is null;

-- Steps were counted by their place in one list for all buildings; now they are named by their day.
alter table charge_reminders
    add column day integer,
    -- Which reminder of this debt it was, and how many the rules allowed.
    add column turn integer,
    add column turns_max integer;
update charge_reminders
set day = coalesce((array[-3, 0, 3, 10, 20])[step + 1], 20 + 15 * (step - 4)), turns_max = 60, turn = (
    select count(*) from charge_reminders as earlier
    where earlier.resident_id = charge_reminders.resident_id
    and earlier.episode = charge_reminders.episode and earlier.step <= charge_reminders.step
);
alter table charge_reminders
    drop constraint charge_reminders_pkey,
    drop column step,
    alter column day set not null,
    alter column turn set not null,
    alter column turns_max set not null,
    add primary key (resident_id, episode, day),
    add constraint charge_reminders_are_counted unique (resident_id, episode, turn);

-- What residents are asked for: what is open and not disputed.
create view demands as
select open_charges.id as charge_id, building_id, resident_id, due_on, run_id, rest from open_charges
where not exists (
    select from charge_disputes
    where charge_disputes.charge_id = open_charges.id and closed_at is null
);
