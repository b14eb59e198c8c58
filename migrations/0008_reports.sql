-- What a merchant looks up: their payments by time, state, purpose and words; and what waits for
-- them. Nothing is kept here; these are ways of reading what the other parts keep.

-- What a search looks through, word by word. The workspace is a word too, so that a common word of
-- others costs nothing. In plpgsql, because each new state of a payment is put into the index below,
-- and a function in plain SQL would be planned anew each time.
create function payment_words(
    workspace uuid, title text, payer_name text, order_number bigint, bank_number text
) returns tsvector language plpgsql immutable parallel safe as $$
begin
    return array_to_tsvector(array['workspace:' || workspace]) || public.searchable(
        title || ' ' || coalesce(payer_name, '') || ' ' || order_number || ' '
            || coalesce(bank_number, '')
    );
end $$;

create function payment_query(workspace uuid, words text)
returns tsquery language sql immutable parallel safe as $$
    select ('''workspace:' || workspace || '''')::tsquery && to_tsquery('simple', words)
$$;

-- Only payments that have ended, so that each enters this costly index once and not at every step on
-- its way; the few that are under way are read one by one.
create index payments_by_word on payments using gin (
    payment_words(workspace_id, title, payer_name, order_number, bank_number)
) where status in ('confirmed', 'refused', 'abandoned');

-- The payments of a workspace from one moment until another, in one of the states that people tell
-- apart, and of one purpose or with certain words (empty: any). The planner takes it apart, so each
-- caller gets the index that fits its question.
create function chosen_payments(
    the_workspace uuid, the_start timestamptz, the_end timestamptz, the_state text,
    the_purpose uuid, the_words text
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
    and (the_purpose is null or purpose = the_purpose)
    and case
        when the_words = '' then true
        when the_state = 'waiting' then
            payment_words(workspace_id, title, payer_name, order_number, bank_number)
                @@ payment_query(the_workspace, the_words)
        when the_state in ('booked', 'suspended', 'given_back', 'failed') then
            status in ('confirmed', 'refused', 'abandoned')
            and payment_words(workspace_id, title, payer_name, order_number, bank_number)
                @@ payment_query(the_workspace, the_words)
        else (
            status in ('confirmed', 'refused', 'abandoned')
            and payment_words(workspace_id, title, payer_name, order_number, bank_number)
                @@ payment_query(the_workspace, the_words)
        ) or (
            status in ('opened', 'sending', 'sent')
            and workspace_id = the_workspace
            and payment_words(workspace_id, title, payer_name, order_number, bank_number)
                @@ payment_query(the_workspace, the_words)
        )
    end
$$;

create index links_by_expiry on links (workspace_id, expires_at) where expires_at is not null;

create index notices_that_failed on notices (workspace_id, changed_at desc)
    where state = 'failed';

-- The links of a workspace that can still be paid at a moment. Uses are numbered
-- without a gap, so the last number is their count.
create function open_links(the_workspace uuid, at timestamptz)
returns setof links language sql stable as $$
    select links.*
    from links
    where workspace_id = the_workspace
    and (expires_at is null or expires_at > at)
    and not exists (select from link_closures where link_id = links.id)
    and (uses_max is null or uses_max > coalesce(
        (select max(use_number) from payments where purpose = links.id), 0
    ))
$$;
