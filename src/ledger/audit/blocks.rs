//! The statements about closed blocks and months: what was written in one is as it was when it was closed.

/// Name, what it says, and the query that returns what breaks it.
pub(super) const STATEMENTS: &[(&str, &str, &str)] = &[
    (
        "L12",
        "every closed block of journals has the digest of its journals and of the block before",
        "select number, closed_at from (
            select number, closed_at, digest, journals,
                coalesce(lag(digest) over (order by number), '') as before,
                row_number() over (order by number) as place
            from journal_blocks
        ) as blocks
        where number <> place or digest <> journals_digest(before, journals)",
    ),
    (
        "L12b",
        "no journal comes to light behind the closed blocks",
        "select id, kind, source_key from journals
        where posted_at < (select max(closed_at) - interval '1 hour' from journal_blocks)
        and id not in (select unnest(journals) from journal_blocks)",
    ),
    (
        "L18",
        "what moved in a closed month is what stood in its books when it was closed",
        "select workspace_id, month, version from month_closings
        where ledger <> ledger_lines(workspace_id, first_id, end_id)",
    ),
    (
        "L19",
        "every closed month has the digest of its lines",
        "select workspace_id, month, version from month_closings
        where digest <> closing_digest(month, ledger, expenses)",
    ),
    (
        "K1",
        "every closed block of acts has the digest of its acts and of the block before",
        "select number, closed_at from (
            select number, closed_at, digest, acts,
                coalesce(lag(digest) over (order by number), '') as before,
                row_number() over (order by number) as place
            from act_blocks
        ) as blocks
        where number <> place or digest <> acts_digest(before, acts)",
    ),
    (
        "K2",
        "no act comes to light behind the closed blocks",
        "select id, kind, member_id from acts
        where done_at < (select max(closed_at) - interval '1 hour' from act_blocks)
        and id not in (select unnest(acts) from act_blocks)",
    ),
];
