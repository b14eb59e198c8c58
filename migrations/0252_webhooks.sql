-- What a workspace's programs are told without asking: events, written in the transaction in which a thing
-- happens, each for every endpoint that wants it. So nothing that was rolled back is told, and nothing
-- that happened stays untold. What an event says is written once and never changes, however often it is
-- sent.

create table webhook_endpoints (
    id uuid primary key,
    workspace_id uuid not null references workspaces (id),
    url text not null,
    -- Of which types it is told.
    types text[] not null,
    -- Which of its secrets is the newest. The one before lives on for a day after the change.
    secret_version integer not null default 1,
    secret_changed_at timestamptz,
    created_by uuid not null references members (id),
    created_at timestamptz not null,
    -- Since when nothing has arrived there.
    failing_since timestamptz,
    -- When we gave it up.
    disabled_at timestamptz,
    removed_at timestamptz,
    constraint webhook_endpoints_url_has_a_length check (length(url) between 8 and 500),
    constraint webhook_endpoints_want_something check (cardinality(types) between 1 and 40)
);

create index webhook_endpoints_of_a_workspace on webhook_endpoints (workspace_id, created_at)
    where removed_at is null;

create table webhook_events (
    id uuid primary key,
    workspace_id uuid not null references workspaces (id),
    type text not null,
    -- What makes the same event twice one event.
    cause text not null,
    body text not null,
    happened_at timestamptz not null,
    constraint webhook_events_happen_once unique (workspace_id, type, cause)
);

create table webhook_deliveries (
    id uuid primary key,
    event_id uuid not null references webhook_events (id),
    endpoint_id uuid not null references webhook_endpoints (id),
    -- A person may have an event sent once more: that is the next round.
    round integer not null default 1,
    begun_at timestamptz not null,
    delivered_at timestamptz,
    given_up_at timestamptz,
    constraint webhook_deliveries_once unique (event_id, endpoint_id),
    constraint webhook_deliveries_end_one_way check (delivered_at is null or given_up_at is null)
);

create index webhook_deliveries_of_an_endpoint on webhook_deliveries (endpoint_id, id desc);

-- Each attempt is written down before it is made, and what came of it after.
create table webhook_attempts (
    delivery_id uuid not null references webhook_deliveries (id),
    seq integer not null,
    round integer not null,
    asked_at timestamptz not null,
    answered_at timestamptz,
    outcome text,
    -- The HTTP status, where there was an answer.
    status smallint,
    primary key (delivery_id, seq),
    constraint webhook_attempts_outcome_is_known check (
        outcome in ('taken', 'refused', 'not_reached', 'silent', 'forbidden')
    ),
    constraint webhook_attempts_end_with_an_outcome
        check ((answered_at is null) = (outcome is null))
);

-- Writes an event for every endpoint that wants it, with the jobs that bring it there. Who has no endpoint
-- costs one look into an index.
create function write_webhook_event(
    the_workspace uuid, the_type text, the_cause text, the_data jsonb, at timestamptz
) returns void language plpgsql as $$
declare
    endpoint uuid;
    event uuid;
    delivery uuid;
begin
    for endpoint in
        select id from webhook_endpoints
        where workspace_id = the_workspace and removed_at is null and disabled_at is null
        and types @> array[the_type]
        order by id
    loop
        if event is null then
            insert into webhook_events (id, workspace_id, type, cause, body, happened_at)
            values (
                id_at(at), the_workspace, the_type, the_cause,
                jsonb_build_object(
                    'type', the_type,
                    'timestamp', to_char(at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'),
                    'api_version', 'v1',
                    'data', the_data
                )::text,
                at
            )
            on conflict (workspace_id, type, cause) do nothing
            returning id into event;
            if event is null then
                return;
            end if;
        end if;
        delivery := id_at(at);
        insert into webhook_deliveries (id, event_id, endpoint_id, begun_at)
        values (delivery, event, endpoint, at);
        perform add_job(
            id_at(at), 'deliver_webhook',
            jsonb_build_object('kind', 'deliver_webhook', 'delivery', delivery, 'round', 1),
            'deliver_webhook:' || delivery || ':1', 3::smallint, at, at
        );
    end loop;
end $$;

-- Payments: their money came, came at the wrong time, did not come, or was taken back.
create function tell_programs_of_payment() returns trigger language plpgsql as $$
declare
    what text;
    moment timestamptz := new.changed_at;
begin
    if new.reversed_at is not null and old.reversed_at is null then
        what := 'payment.reversed';
        moment := new.reversed_at;
    elsif new.accepted_at is not null and old.accepted_at is null then
        what := 'payment.accepted';
        moment := new.accepted_at;
    elsif new.status = 'refused' then
        what := 'payment.failed';
    elsif new.suspense is null then
        what := 'payment.paid';
    else
        what := 'payment.waiting';
    end if;
    perform write_webhook_event(new.workspace_id, what, new.id::text, jsonb_build_object(
        'payment', new.id,
        'amount', new.amount,
        'tracking_code', new.order_number::text,
        'link', new.on_paid ->> 'link',
        'payout', new.on_paid ->> 'payout'
    ), moment);
    return null;
end $$;

create trigger payments_are_told_to_programs after update of status on payments
    for each row when (old.status <> new.status and new.status in ('confirmed', 'refused'))
    execute function tell_programs_of_payment();
create trigger payments_taken_back_are_told_to_programs after update of reversed_at on payments
    for each row when (old.reversed_at is null and new.reversed_at is not null)
    execute function tell_programs_of_payment();
create trigger payments_accepted_are_told_to_programs after update of accepted_at on payments
    for each row when (old.accepted_at is null and new.accepted_at is not null)
    execute function tell_programs_of_payment();

-- Refunds, and money in suspense that went back.
create function tell_programs_of_refund() returns trigger language plpgsql as $$
declare
    paid payments;
begin
    select * into paid from payments where id = new.payment_id;
    if tg_table_name = 'suspense_decisions' then
        perform write_webhook_event(
            paid.workspace_id, 'payment.given_back', paid.id::text,
            jsonb_build_object(
                'payment', paid.id,
                'amount', paid.amount,
                'tracking_code', paid.order_number::text,
                'link', paid.on_paid ->> 'link',
                'payout', paid.on_paid ->> 'payout'
            ),
            new.done_at
        );
    else
        perform write_webhook_event(
            paid.workspace_id,
            case when new.done_at is null then 'refund.refused' else 'refund.done' end,
            new.id::text,
            jsonb_build_object('refund', new.id, 'payment', new.payment_id, 'amount', new.amount),
            coalesce(new.done_at, new.refused_at)
        );
    end if;
    return null;
end $$;

create trigger refunds_are_told_to_programs after update on refunds
    for each row when (
        old.done_at is null and old.refused_at is null
        and (new.done_at is not null or new.refused_at is not null)
    )
    execute function tell_programs_of_refund();
create trigger givings_back_are_told_to_programs after update on suspense_decisions
    for each row when (
        new.decision = 'given_back' and old.done_at is null and new.done_at is not null
    )
    execute function tell_programs_of_refund();

-- Payouts: each thing that happens to one is a row.
create function tell_programs_of_payout(the_payout uuid, what text, the_cause text, at timestamptz)
returns void language plpgsql as $$
declare
    told payouts;
begin
    select * into told from payouts where id = the_payout;
    if found then
        perform write_webhook_event(
            told.workspace_id, what, the_cause,
            jsonb_build_object('payout', told.id, 'amount', told.amount), at
        );
    end if;
end $$;

create function tell_programs_of_payout_row() returns trigger language plpgsql as $$
begin
    case tg_table_name
        when 'payout_destinations' then
            perform tell_programs_of_payout(
                new.payout_id, 'payout.answered', new.payout_id || ':' || new.revision,
                new.confirmed_at
            );
        when 'payout_replies' then
            perform tell_programs_of_payout(
                new.payout_id, 'payout.declined', new.payout_id || ':' || new.revision,
                new.replied_at
            );
        when 'payout_fundings' then
            perform tell_programs_of_payout(
                new.payout_id, 'payout.funded', new.payout_id::text, new.funded_at
            );
        when 'payout_endings' then
            perform tell_programs_of_payout(
                new.payout_id,
                case new.kind when 'cancelled' then 'payout.cancelled' else 'payout.taken_back' end,
                new.payout_id::text, new.ended_at
            );
        when 'transfers' then
            perform tell_programs_of_payout(
                new.purpose,
                case new.status when 'settled' then 'payout.settled' else 'payout.failed' end,
                new.id::text, new.changed_at
            );
    end case;
    return null;
end $$;

create trigger answers_are_told_to_programs after insert or update on payout_destinations
    for each row when (new.confirmed_at is not null)
    execute function tell_programs_of_payout_row();
create trigger replies_are_told_to_programs after insert on payout_replies
    for each row execute function tell_programs_of_payout_row();
create trigger fundings_are_told_to_programs after insert on payout_fundings
    for each row execute function tell_programs_of_payout_row();
create trigger endings_are_told_to_programs after insert on payout_endings
    for each row execute function tell_programs_of_payout_row();
create trigger transfers_are_told_to_programs after update of status on transfers
    for each row when (
        old.status <> new.status and new.status in ('settled', 'returned', 'refused')
    )
    execute function tell_programs_of_payout_row();

-- Charges: issued, paid to the last rial, or taken back with their month.
create function tell_programs_of_charge(the_charge uuid, what text, the_cause text, at timestamptz)
returns void language plpgsql as $$
begin
    perform write_webhook_event(
        buildings.workspace_id, what, the_cause,
        jsonb_build_object(
            'charge', charges.id,
            'building', charges.building_id,
            'unit', parties.unit_id,
            'amount', charges.amount
        ),
        at
    )
    from charges
    join buildings on buildings.id = charges.building_id
    join parties on parties.id = charges.party_id
    where charges.id = the_charge;
end $$;

create function tell_programs_of_charge_row() returns trigger language plpgsql as $$
begin
    if tg_op = 'UPDATE' then
        perform tell_programs_of_charge(new.id, 'charge.reversed', new.id::text, new.reversed_at);
    else
        perform tell_programs_of_charge(
            new.id, 'charge.issued', new.id::text,
            (select begun_at from charge_runs where charge_runs.id = new.run_id)
        );
    end if;
    return null;
end $$;

create function tell_programs_of_allocation() returns trigger language plpgsql as $$
begin
    if not exists (select from open_charges where open_charges.id = new.charge_id) then
        perform tell_programs_of_charge(
            new.charge_id, 'charge.paid', new.charge_id || ':' || new.id, new.allocated_at
        );
    end if;
    return null;
end $$;

create trigger charges_are_told_to_programs after insert on charges
    for each row execute function tell_programs_of_charge_row();
create trigger reversals_of_charges_are_told_to_programs after update of reversed_at on charges
    for each row when (old.reversed_at is null and new.reversed_at is not null)
    execute function tell_programs_of_charge_row();
create trigger paid_charges_are_told_to_programs after insert on allocations
    for each row when (new.released_at is null)
    execute function tell_programs_of_allocation();
