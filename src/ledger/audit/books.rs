//! The statements about the books themselves (`money.md` B, L).

/// Name, what it says, and the query that returns what breaks it.
pub(super) const STATEMENTS: &[(&str, &str, &str)] = &[
    (
        "L1",
        "every journal has two entries or more, and they sum to zero",
        "select journal_id, sum(amount) as sum, count(*) as entries
        from entries
        group by journal_id
        having sum(amount) <> 0 or count(*) < 2",
    ),
    (
        "L2",
        "all entries together sum to zero",
        "select sum(amount) as sum from entries having sum(amount) <> 0",
    ),
    (
        "L3",
        "no journal is empty, and no entry is of none",
        "select id from journals
        where not exists (select from entries where journal_id = journals.id)
        union all
        select journal_id from entries
        where not exists (select from journals where id = entries.journal_id)",
    ),
    (
        "L5",
        "no entry is zero or absurd",
        "select journal_id, line, amount from entries where amount = 0 or abs(amount) > 10000000000000",
    ),
    (
        "L6",
        "every kept balance, with the credits waiting beside it, equals its entries",
        "select * from (
            select account_id, posted,
                (select coalesce(sum(amount), 0) from uncounted_credits
                    where uncounted_credits.account_id = balances.account_id) as waiting,
                (select coalesce(-sum(amount), 0) from entries
                    where entries.account_id = balances.account_id) as entered
            from balances
        ) as sums
        where posted + waiting <> entered",
    ),
    (
        "L7",
        "no account is below its floor",
        "select account_id, posted, floor from balances where posted < floor",
    ),
    (
        "L10",
        "no cause is posted twice",
        "select kind, source_key, count(*) as journals
        from journals
        group by kind, source_key
        having count(*) > 1",
    ),
    (
        "L11",
        "what is reversed is mirrored exactly",
        "select mirror.id, mirror.reverses
        from journals as mirror
        where mirror.reverses is not null and (
            select array_agg((account_id, amount)::text order by account_id, amount)
            from entries where journal_id = mirror.id
        ) is distinct from (
            select array_agg((account_id, -amount)::text order by account_id, -amount)
            from entries where journal_id = mirror.reverses
        )",
    ),
    (
        "L13",
        "no column keeps money as a float",
        "select table_name::text, column_name::text from information_schema.columns
        where table_schema = 'public' and data_type in ('real', 'double precision', 'money')",
    ),
    (
        "L16",
        "every account with a floor keeps a balance, and no other does",
        "select accounts.id, has_floor from accounts
        left join balances on balances.account_id = accounts.id
        where has_floor <> (balances.account_id is not null)",
    ),
    (
        "L17",
        "nobody is owed by the house what is written down as a debt to it",
        "select accounts.owner, sum(entries.amount) as owed
        from accounts
        join entries on entries.account_id = accounts.id
        where accounts.kind = 'receivable'
        group by accounts.id, accounts.owner
        having sum(entries.amount) < 0",
    ),
];
