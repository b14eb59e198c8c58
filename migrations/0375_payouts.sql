-- Who is known by an e-mail address only may let a payer keep their account too. The address is kept in small
-- letters: it is one person's however it was typed.

alter table payout_accounts
    alter column mobile drop not null,
    add column email text,
    add constraint payout_accounts_are_of_somebody check ((mobile is null) <> (email is null)),
    add constraint payout_accounts_email_is_in_small_letters check (email = lower(email)),
    add constraint payout_accounts_one_for_each_address unique (workspace_id, email);
