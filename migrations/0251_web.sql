-- What programs asked to be done, and what they were answered (`money.md` E4): the same request again is
-- the same answer, and what a crash cut short is finished under the id that was chosen for it. These rows
-- stay, because a program may ask again after any time, and must not be paid for twice.

create table api_requests (
    workspace_id uuid not null references workspaces (id),
    idempotency_key text not null,
    -- Of method, address and body.
    digest bytea not null,
    -- The id of what the request makes.
    thing uuid not null,
    asked_at timestamptz not null,
    -- Until when somebody is taken to be at it.
    lease_until timestamptz not null,
    status smallint,
    -- Sealed for this row: answers hold secret addresses.
    answer bytea,
    primary key (workspace_id, idempotency_key),
    constraint api_requests_thing_is_unique unique (thing),
    constraint api_requests_key_has_a_length check (length(idempotency_key) between 1 and 200),
    constraint api_requests_have_both_or_neither check ((status is null) = (answer is null))
);
