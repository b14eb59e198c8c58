-- A journal is written by one statement instead of four, for each payment waits for it. And an entry's
-- journal is looked for where its account is, in the check of all the entries of a statement: a foreign
-- key asks once for each of them, and locks the journal that was written a moment before.

alter table entries drop constraint entries_journal_id_fkey;
alter table uncounted_credits drop constraint uncounted_credits_journal_id_fkey;

create or replace function check_new_entries() returns trigger language plpgsql as $$
declare
    wrong record;
begin
    select is_torn, is_of_no_journal, is_of_no_account into wrong
    from (
        select sum(amount) <> 0 or count(*) < 2
                or count(*) <> (select count(*) from fresh where fresh.journal_id = entries.journal_id)
                as is_torn,
            not exists (select from journals where id = entries.journal_id) as is_of_no_journal,
            bool_or(not exists (select from accounts where id = entries.account_id))
                as is_of_no_account
        from entries
        where journal_id in (select journal_id from fresh)
        group by journal_id
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

create or replace function post_journal(
    the_id uuid, the_kind text, the_source_key text, at timestamptz,
    the_accounts uuid[], the_amounts bigint[], the_reversed uuid default null
) returns boolean language plpgsql as $$
declare
    is_new boolean;
    debits uuid[];
    debit uuid;
begin
    with posted as (
        insert into journals (id, kind, source_key, reverses, posted_at)
        values (the_id, the_kind, the_source_key, the_reversed, at)
        on conflict (kind, source_key) do nothing
        returning id
    ), written as (
        insert into entries (journal_id, line, account_id, amount)
        select posted.id, line, account, amount
        from posted, unnest(the_accounts, the_amounts) with ordinality as lines (account, amount, line)
    ), moved as (
        select account, sum(amount) as amount
        from posted, unnest(the_accounts, the_amounts) as lines (account, amount)
        join balances on balances.account_id = account
        group by account
    ), credited as (
        insert into uncounted_credits (account_id, journal_id, amount)
        select account, the_id, -amount from moved where amount < 0
    )
    -- In the order of accounts, so that two debits cannot wait for each other.
    select exists (select from posted),
        (select array_agg(account order by account) from moved where amount > 0)
    into is_new, debits;
    if is_new then
        foreach debit in array coalesce(debits, '{}') loop
            perform count_credits(debit);
            update balances
            set posted = posted - (
                    select sum(amount) from unnest(the_accounts, the_amounts) as lines (account, amount)
                    where account = debit
                ),
                version = version + 1
            where account_id = debit;
        end loop;
        return true;
    end if;
    if (
        select (array_agg(account_id order by line), array_agg(amount order by line))
        from entries
        join journals on journals.id = entries.journal_id
        where journals.kind = the_kind and journals.source_key = the_source_key
    ) is distinct from (the_accounts, the_amounts) then
        raise exception 'journal % % was posted on other terms', the_kind, the_source_key
            using errcode = 'check_violation', constraint = 'journals_same_terms';
    end if;
    return false;
end $$;
