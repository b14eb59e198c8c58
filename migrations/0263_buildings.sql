-- A code on the wall of the lobby opens a page of its unit: it says no name and no debt, and sends the
-- link to the numbers that the manager has. The address follows from the unit; it is found by its digest,
-- which is written down when the first notice is drawn.
alter table units add column token_digest bytea;
create unique index units_by_token on units (token_digest);

-- The formal demand of article 10 bis: what was demanded of whom, and when it was served. Ten days
-- later the law gives the manager further means.
create table formal_demands (
    id uuid primary key,
    building_id uuid not null references buildings (id),
    resident_id uuid not null references residents (id),
    amount bigint not null,
    served_on date not null,
    recorded_by uuid not null references members (id),
    recorded_at timestamptz not null,
    constraint formal_demands_amount_is_some check (amount > 0)
);

create index formal_demands_of_a_resident on formal_demands (resident_id, served_on);
