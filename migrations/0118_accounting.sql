-- The accounts of links tell by label, and count as the merchant's what came into the wallet: a payment
-- that pays for a payout passes by it, on its way to whoever is paid.
drop function chosen_payments(
    uuid, timestamptz, timestamptz, text, uuid[], text, bigint, bigint, uuid
);

drop index payments_booked_in_a_workspace;

-- The sums of a period are read from this index alone.
create index payments_booked_in_a_workspace on payments (workspace_id, happened_at desc, id desc)
    include (amount, fee, credit_account) where booked;

-- The labels that a workspace uses are those of its newest links that have any.
create index links_with_labels on links (workspace_id, created_at desc) where labels <> '{}';

-- The payments of a workspace from one moment until another, in one of the states that people tell
-- apart, and of certain links, with certain words, between two amounts, for a link that one member made
-- or that has a label (null or empty: any). The planner takes it apart, so each caller gets the index that fits its
-- question.
create function chosen_payments(
    the_workspace uuid, the_start timestamptz, the_end timestamptz, the_state text,
    the_purposes uuid[], the_words text, the_min bigint, the_max bigint, the_maker uuid,
    the_label text
) returns setof payments language sql stable as $$
    select payments.*
    from payments
    where workspace_id = the_workspace
    and happened_at >= the_start
    and happened_at < the_end
    and case the_state
        when 'booked' then booked and credit_account = (
            select accounts.id from accounts
            where accounts.kind = 'wallet' and accounts.owner = the_workspace::text
        )
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
    and (the_label = '' or exists (
        select from links
        where links.id = payments.purpose and links.labels @> array[the_label]
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
