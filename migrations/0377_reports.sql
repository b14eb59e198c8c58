-- The general ledger of a workspace, its buildings' books among it, and the closing of a month.

-- The accounts of a workspace, each with the name of the book that it belongs to: the name of its kind; for those
-- of a building with its id, for a fund with the fund's name too. What everybody owes a building is one book.
create function accounts_of_workspace(the_workspace uuid)
returns table (account_id uuid, book text) language sql stable as $$
    select id, kind from accounts
    where kind in ('wallet', 'payouts', 'refunds', 'settlements', 'receivable',
        'own_terminal', 'own_terminal_taken', 'own_terminal_waiting')
    and owner = the_workspace::text
    union all
    select accounts.id, accounts.kind || ':' || buildings.id
    from buildings
    join accounts on accounts.owner = buildings.id::text
        and kind in ('building_cash', 'building_hand', 'building_waived', 'building_opening')
    where workspace_id = the_workspace
    union all
    select account_id, 'building_fund:' || buildings.id || ':' || building_funds.kind
    from buildings
    join building_funds on building_funds.building_id = buildings.id
    where workspace_id = the_workspace
    union all
    select parties.account_id, 'debts:' || buildings.id
    from buildings
    join parties on parties.building_id = buildings.id
    where workspace_id = the_workspace
$$;

-- What moved in each book from one journal to another, which does not belong to it any more, a line each:
-- name, debits, credits, journals.
create function ledger_lines(the_workspace uuid, the_first uuid, the_end uuid)
returns text[] language sql stable as $$
    select coalesce(array_agg(line order by line collate "C"), '{}')
    from (
        select format('%s|%s|%s|%s', book, coalesce(sum(amount) filter (where amount > 0), 0),
            coalesce(-sum(amount) filter (where amount < 0), 0), count(distinct journal_id)) as line
        from accounts_of_workspace(the_workspace) as mine
        join entries on entries.account_id = mine.account_id
        where journal_id >= the_first and journal_id < the_end
        group by book
    ) as lines
$$;

-- The expenses of the buildings between two days, of which the second does not belong to them: name, sum, count.
create function expense_lines(the_workspace uuid, the_first date, the_end date)
returns text[] language sql stable as $$
    select coalesce(array_agg(line order by line collate "C"), '{}')
    from (
        select format('expenses:%s|%s|%s', building_id, sum(amount), count(*)) as line
        from buildings
        join expenses on expenses.building_id = buildings.id
        where workspace_id = the_workspace and deleted_at is null
        and spent_on >= the_first and spent_on < the_end
        group by building_id
    ) as lines
$$;

-- What stood in the books of a month when somebody closed it. It is kept line by line, so that a later reader
-- sees not only that something is another but what. A month that has to be closed once more has a second closing.
create table month_closings (
    workspace_id uuid not null references workspaces (id),
    -- Months since the beginning of the Jalali era: the year times twelve and the month from zero.
    month integer not null,
    version integer not null,
    -- The first journal of the month and the first after it.
    first_id uuid not null,
    end_id uuid not null,
    ledger text[] not null,
    expenses text[] not null,
    digest bytea not null,
    closed_by uuid not null references members (id),
    closed_at timestamptz not null,
    primary key (workspace_id, month, version),
    constraint month_closings_are_of_a_month check (first_id < end_id),
    constraint month_closings_begin_with_one check (version >= 1)
);

create trigger month_closings_are_append_only before update or delete on month_closings
    for each row execute function refuse_change_of_the_books();
create trigger month_closings_are_not_emptied before truncate on month_closings
    for each statement execute function refuse_change_of_the_books();
alter table month_closings enable always trigger month_closings_are_append_only;
alter table month_closings enable always trigger month_closings_are_not_emptied;

create function closing_digest(the_month integer, ledger text[], expenses text[])
returns bytea language sql immutable as $$
    select sha256(convert_to(
        the_month || E'\n' || array_to_string(ledger || expenses, E'\n'), 'UTF8'
    ))
$$;
