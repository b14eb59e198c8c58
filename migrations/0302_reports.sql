-- The accounts of a merchant count what came into the wallet and what came to terminals of their own; a payment
-- that pays for a payout still passes by both.

-- The payments of a workspace from one moment until another, in one of the states that people tell
-- apart, and of certain links, with certain words, between two amounts, for a link that one member made
-- or that has a label (null or empty: any). The planner takes it apart, so each caller gets the index that fits its
-- question.
create or replace function chosen_payments(
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
        when 'booked' then booked and credit_account = any (array(
            select accounts.id from accounts
            where accounts.kind in ('wallet', 'own_terminal_taken')
            and accounts.owner = the_workspace::text
        ))
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
