-- What a message said is kept for thirty days (a carrier and a reader may ask about it), and then only
-- which kind of message it was, what became of it, and a digest by which its words can still be proven.
-- What stands in an account is the account's own page and stays.

alter table notices alter column kind drop expression;
-- What a payout's message tells is a kind of its own: its timeline names them when the words are gone.
update notices set kind = concat_ws('_', message -> 'message' ->> 'says', message -> 'message' ->> 'event');

alter table notices
    alter column message drop not null,
    add column digest bytea,
    add constraint notices_have_words_or_a_digest check ((message is null) = (digest is not null)),
    add constraint notices_digest_is_whole check (length(digest) = 32),
    add constraint notices_say_what_waits
        check (message is not null or channel <> 'account' and state not in ('queued', 'sending'));

create index notices_with_words on notices (changed_at)
    where message is not null and channel <> 'account' and state not in ('queued', 'sending');
