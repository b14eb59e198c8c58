-- The account of a transfer and its holder are forgotten when nothing goes there and nothing comes back from there
-- any more; while it is under way they stay. The room that planned it keeps the bank and the last four digits.
--
-- A transfer that takes longer than the bank's own cycles is noted once, when those whom it concerns are told.

alter table transfers
    alter column iban drop not null,
    add column late_at timestamptz,
    add constraint transfers_under_way_know_their_account
        check (iban is not null or status in ('settled', 'returned', 'refused')),
    add constraint transfers_forget_account_and_holder_together
        check (iban is not null or holder is null);

-- What is to be forgotten is found without reading what was forgotten.
create index transfers_with_an_account on transfers (changed_at)
    where iban is not null and status in ('settled', 'returned', 'refused');
