-- A workspace may bring terminals of its own at the gateways. What is paid there is on the merchant's account
-- and never in a wallet of ours: the books keep it in a circle of accounts that touches no other.

alter table accounts drop constraint accounts_kind_is_known;
alter table accounts add constraint accounts_kind_is_known check (kind in (
    'wallet', 'gateway_clearing', 'gateway_fees', 'suspense',
    'payouts', 'rail_clearing', 'payout_fees', 'refunds', 'settlements',
    'receivable', 'debts', 'building_cash', 'building_fund', 'building_hand', 'building_waived',
    'building_opening', 'own_terminal', 'own_terminal_taken', 'own_terminal_waiting'
));

create table own_terminals (
    id uuid primary key,
    workspace_id uuid not null references workspaces (id),
    gateway text not null,
    -- Its name in the books, which opens nothing at the gateway.
    terminal text not null,
    -- By what the gateway knows the merchant, sealed for this row. It goes when the terminal was removed and no
    -- payment needs it any more.
    credential bytea,
    -- The last letters of it, as far as they may be seen.
    tail text,
    -- The order of preference; the house's own gateways stand after those that are before them.
    before_house boolean not null,
    place integer not null,
    is_on boolean not null,
    added_by uuid not null references members (id),
    added_at timestamptz not null,
    -- The gateway's last word about the credential, with its code, and when it first was a good one.
    verdict text,
    verdict_code text,
    verdict_at timestamptz,
    worked_at timestamptz,
    removed_by uuid references members (id),
    removed_at timestamptz,
    constraint own_terminals_gateway_is_known
        check (gateway in ('sandbox', 'zarinpal', 'zibal', 'sep', 'payping')),
    constraint own_terminals_verdict_is_known check (verdict in ('works', 'refused', 'rejected', 'silent')),
    constraint own_terminals_verdict_has_a_moment check ((verdict is null) = (verdict_at is null)),
    constraint own_terminals_are_on_when_they_worked check (not is_on or worked_at is not null),
    constraint own_terminals_removed_are_off
        check ((removed_at is null) = (removed_by is null) and (removed_at is null or not is_on)),
    constraint own_terminals_keep_their_credential check (credential is not null or removed_at is not null),
    constraint own_terminals_texts_have_a_length
        check (length(terminal) between 1 and 100 and length(tail) <= 4 and length(verdict_code) <= 100)
);

create unique index own_terminals_once on own_terminals (workspace_id, gateway, terminal)
    where removed_at is null;
