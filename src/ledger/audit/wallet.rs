//! The statements about wallets and their settlements: name, sentence, and the query that must return
//! no row.

pub(super) const STATEMENTS: &[(&str, &str, &str)] = &[
    (
        "W1",
        "what is on the way to owners' accounts is what was set aside and has neither left nor come back",
        "select * from (
            select accounts.owner,
                (
                    select coalesce(-sum(amount), 0) from entries
                    where entries.account_id = accounts.id
                ) as held,
                (
                    select coalesce(sum(total), 0) from wallet_settlements
                    where workspace_id::text = accounts.owner
                    and not exists (
                        select from transfers
                        where purpose = wallet_settlements.id and status = 'settled'
                    )
                    and not exists (
                        select from journals
                        where kind = 'settlement_returned'
                        and source_key = wallet_settlements.id::text
                    )
                ) as owed
            from accounts where accounts.kind = 'settlements'
        ) as sums
        where held <> owed",
    ),
    (
        "W2",
        "a settlement is one journal out of the wallet and one transfer of the same sum",
        "select wallet_settlements.id from wallet_settlements
        where not exists (
            select from journals
            join entries on entries.journal_id = journals.id
            join accounts on accounts.id = entries.account_id
            where journals.kind = 'settlement_asked'
            and journals.source_key = wallet_settlements.id::text
            and accounts.kind = 'wallet' and accounts.owner = wallet_settlements.workspace_id::text
            and entries.amount = wallet_settlements.total
        ) or (
            select count(*) filter (
                where amount + transfers.fee = total
                and transfers.workspace_id = wallet_settlements.workspace_id
            ) <> 1 or count(*) <> 1
            from transfers where purpose = wallet_settlements.id
        )",
    ),
    (
        "W3",
        "a wallet is settled to an account of its workspace that was confirmed and whose time had come",
        "select wallet_settlements.id from wallet_settlements
        join wallet_accounts on wallet_accounts.id = account_id
        join transfers on transfers.purpose = wallet_settlements.id
        where wallet_accounts.workspace_id <> wallet_settlements.workspace_id
        or wallet_accounts.usable_at is null or asked_at < wallet_accounts.usable_at
        or wallet_accounts.ended_at < asked_at
        or transfers.agreed_digest <> wallet_settlements.digest",
    ),
    (
        "W4",
        "what did not arrive is back in the wallet, once and after its transfer ended",
        "select wallet_settlements.id from wallet_settlements
        join transfers on transfers.purpose = wallet_settlements.id
        join journals on journals.kind = 'settlement_returned'
            and journals.source_key = wallet_settlements.id::text
        where transfers.status not in ('refused', 'returned')",
    ),
];
