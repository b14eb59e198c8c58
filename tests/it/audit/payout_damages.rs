//! What is done to payouts past every guard: the statement that finds it, and the damage.

pub(super) const DAMAGES: &[(&str, &str)] = &[(
    "O16",
    "alter table transfers drop constraint transfers_under_way_know_their_account;
        update transfers set iban = null, holder = null, status = 'accepted'
        where status = 'settled'",
)];
