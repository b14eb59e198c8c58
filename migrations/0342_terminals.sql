-- Zarinpal gives back after its window under a token of the merchant's account, so a terminal of a workspace
-- may have one.

alter table own_terminals
    -- The token, sealed for this row. It goes with the credential.
    add column access_token bytea,
    add constraint own_terminals_token_is_zarinpals check (access_token is null or gateway = 'zarinpal'),
    add constraint own_terminals_token_goes_with_the_credential
        check (access_token is null or credential is not null);
