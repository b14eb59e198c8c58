-- A journal and its entries are written by one statement, so what is asked of them is asked once for all
-- journals of that statement, when it ends, and not of each by itself at the end of the transaction.
drop trigger journals_have_entries on journals;
drop function check_new_journal();

create function check_new_journals() returns trigger language plpgsql as $$
begin
    if exists (
        select from fresh
        where (select line from entries where journal_id = fresh.id and line = 1) is null
    ) then
        raise exception 'a journal must have entries'
            using errcode = 'check_violation', constraint = 'journals_have_entries';
    end if;
    return null;
end $$;

create trigger journals_have_entries after insert on journals
    referencing new table as fresh
    for each statement execute function check_new_journals();

-- Lines are numbered from one, and a journal has no number twice. So entries that come in one statement are
-- all of their journal exactly when their numbers go from one to how many they are: whoever wanted to add
-- some later would have to begin at one again.
--
-- What is looked up here is looked up by its key, row by row. Asked with EXISTS, PostgreSQL may read all
-- accounts and all journals that there are into a table first, for each five hundred bills anew.
create or replace function check_new_entries() returns trigger language plpgsql as $$
declare
    wrong record;
begin
    select is_torn, is_of_no_journal, is_of_no_account into wrong
    from (
        select sum(amount) <> 0 or count(*) < 2 or min(line) <> 1 or max(line) <> count(*) as is_torn,
            (select id from journals where id = fresh.journal_id) is null as is_of_no_journal,
            bool_or((select id from accounts where id = fresh.account_id) is null)
                as is_of_no_account
        from fresh
        group by fresh.journal_id
    ) as journals_of_fresh
    where is_torn or is_of_no_journal or is_of_no_account
    limit 1;
    if not found then
        return null;
    end if;
    if wrong.is_torn then
        raise exception 'a journal must have two entries or more, which come together and sum to zero'
            using errcode = 'check_violation', constraint = 'entries_balance';
    elsif wrong.is_of_no_account then
        raise exception 'an entry must have an account'
            using errcode = 'foreign_key_violation', constraint = 'entries_have_an_account';
    end if;
    raise exception 'an entry must have a journal'
        using errcode = 'foreign_key_violation', constraint = 'entries_have_a_journal';
end $$;
