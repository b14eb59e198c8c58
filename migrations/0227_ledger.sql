-- A journal is whole when it comes: entries for one that has some already are refused, also when they
-- balance among themselves, for they would say that something else had happened at that time.

create or replace function check_new_entries() returns trigger language plpgsql as $$
begin
    if exists (
        select from entries
        where journal_id in (select journal_id from fresh)
        group by journal_id
        having sum(amount) <> 0 or count(*) < 2
            or count(*) <> (select count(*) from fresh where fresh.journal_id = entries.journal_id)
    ) then
        raise exception 'a journal must have two entries or more, which come together and sum to zero'
            using errcode = 'check_violation', constraint = 'entries_balance';
    end if;
    if exists (
        select from fresh where not exists (select from accounts where id = fresh.account_id)
    ) then
        raise exception 'an entry must have an account'
            using errcode = 'foreign_key_violation', constraint = 'entries_have_an_account';
    end if;
    return null;
end $$;
