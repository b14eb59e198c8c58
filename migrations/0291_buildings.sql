-- What residents ask of their manager: a repair, a word with a neighbour, a question about a bill. Each is of
-- a unit, has a number that people can say on the telephone, and goes on by steps, of which none is changed.
create table resident_requests (
    id uuid primary key,
    building_id uuid not null references buildings (id),
    number integer not null,
    unit_id uuid not null references units (id),
    resident_id uuid not null references residents (id),
    kind text not null,
    words text not null,
    opened_at timestamptz not null,
    constraint resident_requests_kind_is_known
        check (kind in ('repair', 'cleaning', 'neighbours', 'bill', 'security', 'other')),
    constraint resident_requests_words_have_a_length check (length(words) between 1 and 1000),
    constraint resident_requests_are_numbered_once unique (building_id, number)
);

create index resident_requests_of_a_unit on resident_requests (unit_id, opened_at desc);

create table resident_request_files (
    request_id uuid not null references resident_requests (id),
    place smallint not null,
    file_id uuid not null references building_files (id),
    primary key (request_id, place)
);

create table resident_request_steps (
    id uuid primary key,
    request_id uuid not null references resident_requests (id),
    -- What the request has become; null: the manager only says something.
    state text,
    words text,
    taken_by uuid not null references members (id),
    taken_at timestamptz not null,
    constraint resident_request_steps_state_is_known
        check (state in ('seen', 'in_work', 'done', 'refused')),
    constraint resident_request_steps_words_have_a_length check (length(words) between 1 and 1000),
    constraint resident_request_steps_are_some check (num_nonnulls(state, words) > 0),
    constraint resident_request_steps_refuse_for_a_reason check (state <> 'refused' or words is not null)
);

create unique index resident_request_steps_once on resident_request_steps (request_id, state)
where state is not null;
create index resident_request_steps_of_a_request on resident_request_steps (request_id, taken_at);
