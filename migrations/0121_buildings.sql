-- Which residents were reminded of which debt, and how often. A debt is named by its oldest last day of
-- payment; whoever pays that begins anew.
create table charge_reminders (
    resident_id uuid not null references residents (id),
    episode date not null,
    step integer not null,
    reminded_at timestamptz not null,
    primary key (resident_id, episode, step),
    constraint charge_reminders_steps_are_counted_from_zero check (step >= 0)
);
