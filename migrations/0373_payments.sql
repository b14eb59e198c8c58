-- Where a gateway settles a part of a payment to somebody else's account inside it, that part goes when the
-- payment is verified and no call fetches it back. Its room therefore says first that it may go; of what may
-- not, nothing is verified, and the bank gives the payer the whole back.

alter table payments
    -- The part, as the page was asked for with it.
    add column shared bigint,
    -- When its room said that the part may go. Before that the payment is only inquired about.
    add column taken_at timestamptz,
    -- Why it may not.
    add column left_why text,
    add constraint payments_share_is_less_than_the_whole check (shared > 0 and shared < amount),
    add constraint payments_only_shared_ones_wait_for_a_word
        check (shared is not null or (taken_at is null and left_why is null)),
    add constraint payments_have_one_word check (taken_at is null or left_why is null),
    add constraint payments_left_why_is_known check (left_why in ('late', 'extra', 'withdrawn')),
    -- A payment that may go has its use from that moment on, so that no other takes it.
    drop constraint payments_uses_are_of_the_confirmed,
    add constraint payments_uses_are_of_the_confirmed check (
        use_number is null or (status = 'confirmed' and suspense is null)
        or (status = 'sent' and taken_at is not null)
    );

-- What was let go on a day counts towards the limit of the day.
create index payments_taken on payments (workspace_id, taken_at) where taken_at is not null;
