-- The books. Every rial that the product promises to somebody is an entry here, in a journal that
-- balances; nothing is ever changed or taken out, and a mistake is mended by a mirror journal.
--
-- Amounts are whole rial, debit positive and credit negative. Only accounts with a floor (a wallet)
-- keep a balance row. A credit does not touch that row, because a shared row would make a queue of
-- all payers of one shop: it leaves a line in uncounted_credits, and a debit (which must know the
-- floor) or the nightly tidying counts the lines first.

create table accounts (
    id uuid primary key,
    kind text not null,
    owner text not null,
    has_floor boolean not null,
    opened_at timestamptz not null,
    constraint accounts_kind_is_known
        check (kind in ('wallet', 'gateway_clearing', 'gateway_fees', 'suspense')),
    constraint accounts_owner_has_a_length check (length(owner) between 1 and 60),
    constraint accounts_one_per_owner unique (kind, owner)
);

create table journals (
    id uuid primary key,
    kind text not null,
    source_key text not null,
    reverses uuid references journals (id),
    posted_at timestamptz not null,
    constraint journals_kind_has_a_length check (length(kind) between 1 and 40),
    constraint journals_source_key_has_a_length check (length(source_key) between 1 and 80),
    constraint journals_one_per_cause unique (kind, source_key)
);

create unique index journals_reverse_once on journals (reverses) where reverses is not null;

create table entries (
    journal_id uuid not null references journals (id),
    line smallint not null,
    -- No foreign key: it would lock the row of a gateway's account for each of its payments, and
    -- payers would share a row again. The triggers below keep what it would keep.
    account_id uuid not null,
    amount bigint not null,
    primary key (journal_id, line),
    constraint entries_amount_is_not_zero check (amount <> 0),
    constraint entries_amount_is_believable check (abs(amount) <= 10000000000000)
);

-- A journal's id begins with its time, so the movement of a period is one range of this index.
create index entries_of_an_account on entries (account_id, journal_id) include (amount);

create table balances (
    account_id uuid primary key references accounts (id),
    posted bigint not null default 0,
    floor bigint not null default 0,
    version bigint not null default 0,
    constraint balances_stay_above_their_floor check (posted >= floor)
);

create table uncounted_credits (
    -- Written from a row of balances, without a foreign key for the same reason as above.
    account_id uuid not null,
    journal_id uuid not null references journals (id),
    amount bigint not null,
    primary key (account_id, journal_id),
    constraint uncounted_credits_are_credits check (amount > 0)
);

create function refuse_change_of_the_books() returns trigger language plpgsql as $$
begin
    raise exception 'the books are append-only: % on % is refused', tg_op, tg_table_name
        using errcode = 'integrity_constraint_violation';
end $$;

create trigger accounts_stay before delete or update of id on accounts
    for each row execute function refuse_change_of_the_books();
create trigger accounts_are_not_emptied before truncate on accounts
    for each statement execute function refuse_change_of_the_books();
create trigger balances_stay before delete or update of account_id on balances
    for each row execute function refuse_change_of_the_books();
create trigger balances_are_not_emptied before truncate on balances
    for each statement execute function refuse_change_of_the_books();
create trigger journals_are_append_only before update or delete on journals
    for each row execute function refuse_change_of_the_books();
create trigger journals_are_not_emptied before truncate on journals
    for each statement execute function refuse_change_of_the_books();
create trigger entries_are_append_only before update or delete on entries
    for each row execute function refuse_change_of_the_books();
create trigger entries_are_not_emptied before truncate on entries
    for each statement execute function refuse_change_of_the_books();
alter table journals enable always trigger journals_are_append_only;
alter table journals enable always trigger journals_are_not_emptied;
alter table entries enable always trigger entries_are_append_only;
alter table entries enable always trigger entries_are_not_emptied;

-- All entries of a journal arrive in one statement, so the statement is the place to check it: an
-- unbalanced journal, or a second helping of entries for an old one, does not even get in.
create function check_new_entries() returns trigger language plpgsql as $$
begin
    if exists (
        select from entries
        where journal_id in (select journal_id from fresh)
        group by journal_id
        having sum(amount) <> 0 or count(*) < 2
    ) then
        raise exception 'a journal must have two entries or more, and they must sum to zero'
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

create trigger entries_balance after insert on entries
    referencing new table as fresh
    for each statement execute function check_new_entries();
alter table entries enable always trigger entries_balance;

create function check_new_journal() returns trigger language plpgsql as $$
begin
    if not exists (select from entries where journal_id = new.id) then
        raise exception 'a journal must have entries'
            using errcode = 'check_violation', constraint = 'journals_have_entries';
    end if;
    return null;
end $$;

create constraint trigger journals_have_entries after insert on journals
    deferrable initially deferred
    for each row execute function check_new_journal();

-- Counts the waiting credits of an account into its balance. Holds the balance row until the end of
-- the transaction.
create function count_credits(the_account uuid) returns void language plpgsql as $$
begin
    perform from balances where account_id = the_account for no key update;
    with counted as (
        delete from uncounted_credits where account_id = the_account returning amount
    )
    update balances
    set posted = posted + (select coalesce(sum(amount), 0) from counted),
        version = version + 1
    where account_id = the_account and exists (select from counted);
end $$;

-- Posts a journal once. False: the same journal was posted before. Error `journals_same_terms`: a
-- journal for the same cause stands in the books on other terms.
create function post_journal(
    the_id uuid, the_kind text, the_source_key text, at timestamptz,
    the_accounts uuid[], the_amounts bigint[], the_reversed uuid default null
) returns boolean language plpgsql as $$
declare
    debit record;
begin
    insert into journals (id, kind, source_key, reverses, posted_at)
    values (the_id, the_kind, the_source_key, the_reversed, at)
    on conflict (kind, source_key) do nothing;
    if not found then
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
    end if;

    insert into entries (journal_id, line, account_id, amount)
    select the_id, line, account, amount
    from unnest(the_accounts, the_amounts) with ordinality as lines (account, amount, line);

    insert into uncounted_credits (account_id, journal_id, amount)
    select account, the_id, -sum(amount)
    from unnest(the_accounts, the_amounts) as lines (account, amount)
    join balances on balances.account_id = account
    group by account
    having sum(amount) < 0;

    -- In the order of accounts, so that two debits cannot wait for each other.
    for debit in
        select account, sum(amount) as amount
        from unnest(the_accounts, the_amounts) as lines (account, amount)
        join balances on balances.account_id = account
        group by account
        having sum(amount) > 0
        order by account
    loop
        perform count_credits(debit.account);
        update balances set posted = posted - debit.amount, version = version + 1
        where account_id = debit.account;
    end loop;
    return true;
end $$;
