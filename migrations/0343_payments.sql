-- Of a refund that the bank did not carry out, its merchant is told why.

alter table refunds
    -- The bank's words for it, or ours.
    add column refusal text,
    add constraint refunds_refusal_has_a_reason check (refusal is null or refused_at is not null),
    add constraint refunds_refusal_has_a_length check (length(refusal) between 1 and 100);
