-- The outbox: every SMS, e-mail and note in the account, as data and not as text. Links and codes
-- are secrets, so the sentence is written at the moment of sending and is never stored.

create table notices (
    id uuid primary key,
    workspace_id uuid,
    channel text not null,
    recipient text not null,
    message jsonb not null,
    about uuid,
    dedup_key text not null,
    state text not null,
    provider_reference text,
    parts smallint,
    failure text,
    created_at timestamptz not null,
    changed_at timestamptz not null,
    expires_at timestamptz,
    constraint notices_channel_is_known check (channel in ('sms', 'email', 'account')),
    constraint notices_recipient_has_a_length check (length(recipient) between 1 and 254),
    constraint notices_state_is_known
        check (state in ('queued', 'sending', 'sent', 'delivered', 'failed', 'dropped', 'unread', 'read')),
    constraint notices_failure_has_a_length check (length(failure) <= 200),
    constraint notices_one_per_cause unique (dedup_key)
);

create index notices_about_a_thing on notices (about, created_at) where about is not null;
create index notices_in_an_account on notices (workspace_id, created_at desc) where channel = 'account';
