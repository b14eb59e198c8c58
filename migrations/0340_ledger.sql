-- Posts many journals in one piece: a month's bills, a table of balances. Line n belongs to the journal of
-- place `the_places[n]`. Journals that touch an account with a floor, or that were posted before, go one
-- by one, as ever.
create function post_journals(
    the_ids uuid[], the_kinds text[], the_source_keys text[], the_moments timestamptz[],
    the_places integer[], the_accounts uuid[], the_amounts bigint[]
) returns void language plpgsql as $$
declare
    posted uuid[] := '{}';
begin
    if not exists (select from balances where account_id = any (the_accounts)) then
        with given as (
            select id, kind, source_key, at, place
            from unnest(the_ids, the_kinds, the_source_keys, the_moments)
                with ordinality as given (id, kind, source_key, at, place)
        ), written as (
            insert into journals (id, kind, source_key, posted_at)
            select id, kind, source_key, at from given order by place
            on conflict (kind, source_key) do nothing
            returning id
        ), lines as (
            insert into entries (journal_id, line, account_id, amount)
            select given.id, row_number() over (partition by lines.place order by lines.at),
                lines.account, lines.amount
            from written
            join given on given.id = written.id
            join unnest(the_places, the_accounts, the_amounts)
                with ordinality as lines (place, account, amount, at) on lines.place = given.place
            order by lines.at
        )
        select coalesce(array_agg(id), '{}') from written into posted;
        if cardinality(posted) = cardinality(the_ids) then
            return;
        end if;
    end if;
    perform post_journal(
        given.id, given.kind, given.source_key, given.at,
        array_agg(lines.account order by lines.at), array_agg(lines.amount order by lines.at)
    )
    from unnest(the_ids, the_kinds, the_source_keys, the_moments)
        with ordinality as given (id, kind, source_key, at, place)
    join unnest(the_places, the_accounts, the_amounts)
        with ordinality as lines (place, account, amount, at) on lines.place = given.place
    where given.id <> all (posted)
    group by given.id, given.kind, given.source_key, given.at, given.place;
end $$;

-- The check of new entries goes from what came with the statement, each journal once, and looks up the rest
-- by its key: as much work for the ten thousandth bill of a month as for the first.
create or replace function check_new_entries() returns trigger language plpgsql as $$
declare
    wrong record;
begin
    select is_torn, is_of_no_journal, is_of_no_account into wrong
    from (
        select sum(amount) <> 0 or count(*) < 2 or count(*) <> (
                select count(*) from entries where entries.journal_id = fresh.journal_id
            ) as is_torn,
            not exists (select from journals where id = fresh.journal_id) as is_of_no_journal,
            bool_or(not exists (select from accounts where id = fresh.account_id))
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
