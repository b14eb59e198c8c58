-- Work for later is a row, written in the transaction that makes it necessary: it cannot be lost
-- with a crash, and it cannot be done for something that was rolled back.
--
-- A claimed job is not marked: its run_at moves to the end of the lease. When the worker dies the
-- job is simply due again, and the token tells a worker that came back too late.

create table jobs (
    id uuid primary key,
    kind text not null,
    payload jsonb not null,
    dedup_key text unique,
    state text not null default 'queued',
    priority smallint not null,
    run_at timestamptz not null,
    attempts integer not null default 0,
    -- Attempts in a row that did not end well; a claim counts as one until its worker says otherwise.
    failures integer not null default 0,
    lease_token uuid,
    last_error text,
    created_at timestamptz not null,
    constraint jobs_state_is_known check (state in ('queued', 'done', 'dead')),
    constraint jobs_last_error_has_a_length check (length(last_error) <= 2000)
);

create index jobs_due on jobs (priority, run_at) where state = 'queued';
create index jobs_by_time on jobs (state, run_at);

-- Adds a job; a job with the same dedup key that is there already stays as it is. In plpgsql, because
-- a function in plain SQL is planned anew by each statement that calls it.
create function add_job(
    the_id uuid, the_kind text, the_payload jsonb, the_dedup_key text, the_priority smallint,
    the_run_at timestamptz, at timestamptz
) returns void language plpgsql as $$
begin
    insert into jobs (id, kind, payload, dedup_key, priority, run_at, created_at)
    values (the_id, the_kind, the_payload, the_dedup_key, the_priority, the_run_at, at)
    on conflict (dedup_key) do nothing;
end $$;

-- What a person has to look at. One open alarm for each thing, however often it rings.
create table alarms (
    id uuid primary key,
    kind text not null,
    about text not null,
    detail text not null,
    raised_at timestamptz not null,
    solved_at timestamptz,
    constraint alarms_kind_has_a_length check (length(kind) between 1 and 40),
    constraint alarms_about_has_a_length check (length(about) between 1 and 80),
    constraint alarms_detail_has_a_length check (length(detail) <= 1000)
);

create unique index alarms_one_open_for_each_thing on alarms (kind, about) where solved_at is null;
