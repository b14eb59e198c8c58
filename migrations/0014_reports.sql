-- The accounts can be asked for more: for certain links at once, for amounts between two limits, for a
-- payer by name or telephone, for what one colleague asked for; and a question that is asked again
-- and again is kept under a name.

-- What a search looks through, word by word, now with the payer's telephone. The payer's words carry
-- a mark of their own, so that a search can be for payers alone. In plpgsql for the same reason as
-- before: it is called for each new state of a payment.
drop function chosen_payments(uuid, timestamptz, timestamptz, text, uuid, text);
drop index payments_by_word;
drop function payment_words(uuid, text, text, bigint, text);

create function payment_words(
    workspace uuid, title text, payer_name text, payer_mobile text, order_number bigint,
    bank_number text
) returns tsvector language plpgsql immutable parallel safe as $$
begin
    return array_to_tsvector(array['workspace:' || workspace])
        || setweight(
            public.searchable(coalesce(payer_name, '') || ' ' || coalesce(payer_mobile, '')), 'A'
        )
        || public.searchable(title || ' ' || order_number || ' ' || coalesce(bank_number, ''));
end $$;

create index payments_by_word on payments using gin (
    payment_words(workspace_id, title, payer_name, payer_mobile, order_number, bank_number)
) where status in ('confirmed', 'refused', 'abandoned');

-- Once for each payment, when its money is its merchant's.
create index payments_booked_by_amount on payments (workspace_id, amount) where booked;

-- The payments of a workspace from one moment until another, in one of the states that people tell
-- apart, and of certain links, with certain words, between two amounts, for a link that one member made
-- (null or empty: any). The planner takes it apart, so each caller gets the index that fits its
-- question.
create function chosen_payments(
    the_workspace uuid, the_start timestamptz, the_end timestamptz, the_state text,
    the_purposes uuid[], the_words text, the_min bigint, the_max bigint, the_maker uuid
) returns setof payments language sql stable as $$
    select payments.*
    from payments
    where workspace_id = the_workspace
    and happened_at >= the_start
    and happened_at < the_end
    and case the_state
        when 'booked' then booked
        when 'suspended' then suspense is not null and accepted_at is null
            and not exists (select from suspense_decisions where payment_id = payments.id)
        when 'given_back' then suspense is not null and accepted_at is null
            and exists (select from suspense_decisions where payment_id = payments.id)
        when 'waiting' then status in ('opened', 'sending', 'sent')
        when 'failed' then status in ('refused', 'abandoned')
        when 'answered' then status in ('sent', 'confirmed', 'refused')
        else true
    end
    and (the_purposes is null or purpose = any (the_purposes))
    and (the_min is null or amount >= the_min)
    and (the_max is null or amount <= the_max)
    and (the_maker is null or exists (
        select from links where links.id = payments.purpose and links.created_by = the_maker
    ))
    and case
        when the_words = '' then true
        when the_state = 'waiting' then
            payment_words(
                workspace_id, title, payer_name, payer_mobile, order_number, bank_number
            ) @@ payment_query(the_workspace, the_words)
        when the_state in ('booked', 'suspended', 'given_back', 'failed') then
            status in ('confirmed', 'refused', 'abandoned')
            and payment_words(
                workspace_id, title, payer_name, payer_mobile, order_number, bank_number
            ) @@ payment_query(the_workspace, the_words)
        else (
            status in ('confirmed', 'refused', 'abandoned')
            and payment_words(
                workspace_id, title, payer_name, payer_mobile, order_number, bank_number
            ) @@ payment_query(the_workspace, the_words)
        ) or (
            status in ('opened', 'sending', 'sent')
            and workspace_id = the_workspace
            and payment_words(
                workspace_id, title, payer_name, payer_mobile, order_number, bank_number
            ) @@ payment_query(the_workspace, the_words)
        )
    end
$$;

-- A question under a name, for everybody in the workspace.
create table report_views (
    id uuid primary key,
    workspace_id uuid not null references workspaces (id),
    name text not null,
    question text not null,
    kept_by uuid not null,
    kept_at timestamptz not null,
    constraint report_views_name_is_unique unique (workspace_id, name),
    constraint report_views_name_has_a_length check (length(name) between 1 and 40),
    constraint report_views_question_has_a_length check (length(question) <= 1000)
);
