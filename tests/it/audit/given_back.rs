//! What breaks the statements about credit that is given back.

/// Which statement breaks, and by what.
pub(super) const DAMAGES: &[(&str, &str)] = &[
    ("C45", "update journals set kind = 'other' where kind = 'credit_given_back'"),
    ("C45", "update journals set kind = 'other' where kind = 'credit_left'"),
    ("C45", "update given_backs set amount = amount + 1"),
    ("C45", "delete from given_backs"),
    ("C46", "update journals set kind = 'other' where kind = 'credit_come_back'"),
    ("C46", "delete from payout_endings where payout_id in (select payout_id from given_backs)"),
    (
        "C46",
        "insert into payout_endings
        select payout_id, 'cancelled', given_by, given_at from given_backs on conflict do nothing",
    ),
    (
        "C46",
        "insert into party_credits (id, party_id, amount, credited_at)
        select id_at(given_at), party_id, -1000000000, given_at from given_backs",
    ),
];
