//! What breaks the statements about money that a tenant paid for an owner, and its certificates.

/// Which statement breaks, and by what.
pub(super) const DAMAGES: &[(&str, &str)] = &[
    (
        "C5",
        "update owner_payments set owner_party_id = (select parties.id from parties
        join residents on residents.id = resident_id where name = 'Mina' limit 1)",
    ),
    ("C37", "update owner_certificates set number = number + 10"),
    (
        "C47",
        "update resident_payments set named = '{}'
        where payment_id in (select payment_id from owner_payments)",
    ),
    (
        "C47",
        "update owner_payments set payer_party_id = (select parties.id from parties
        join residents on residents.id = resident_id where name = 'Mina' limit 1)",
    ),
    (
        "C47",
        "update party_credits set party_id = (select owner_party_id from owner_payments limit 1)
        where payment_id in (select payment_id from owner_payments)",
    ),
    (
        "C47",
        "update allocations set released_at = allocated_at
        where payment_id in (select payment_id from owner_payments)",
    ),
    ("C48", "update owner_certificates set amount = amount + 1"),
    ("C48", "update owner_certificates set issued_at = issued_at - interval '1 day'"),
    ("C48", "delete from owner_certificates"),
];
