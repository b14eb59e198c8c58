-- Messages that leave the house by real carriers: which one has a message and under which name, what
-- it costs, how far it has come, and by which other way it goes when the first fails. What a day may
-- cost is bounded; whoever wants no more requests, or cannot be reached, is remembered; a workspace
-- whose requests fail or offend is held until a person of the house has looked. Each workspace has its
-- own words for its payers, and its own rules for reminding them.

alter table notices
    add column kind text not null
        generated always as (coalesce(message -> 'message' ->> 'says', '')) stored,
    -- Who was handed it last. Written before the carrier is told, so that after a crash we know whom
    -- to ask.
    add column carrier text,
    add column handed_at timestamptz,
    add column handovers smallint not null default 0,
    -- What the day was charged for it beforehand, and what the carrier charges.
    add column reserved bigint not null default 0,
    add column cost bigint,
    -- When the carrier is asked next how far it has come.
    add column check_at timestamptz,
    add column other_channel text,
    add column other_recipient text,
    add column not_before timestamptz,
    drop constraint notices_state_is_known,
    add constraint notices_state_is_known check (
        state in ('queued', 'sending', 'sent', 'delivered', 'failed', 'unknown', 'dropped', 'unread', 'read')
    ),
    add constraint notices_cost_is_no_gain check (cost >= 0 and reserved >= 0),
    add constraint notices_other_way_is_whole check (
        (other_channel is null) = (other_recipient is null)
        and other_channel in ('sms', 'email') and other_channel <> channel
    ),
    add constraint notices_are_handed_to_somebody check ((handovers = 0) = (handed_at is null));

create index notices_to_ask_about on notices (check_at) where state = 'sent';
create index notices_of_a_day on notices (workspace_id, handed_at) where channel = 'sms';

-- Who is not to be written to: a number that has blocked its carrier's messages, an address that does
-- not exist, a person who has said so.
create table message_refusers (
    channel text not null,
    recipient text not null,
    reason text not null,
    since timestamptz not null,
    primary key (channel, recipient),
    constraint message_refusers_channel_is_known check (channel in ('sms', 'email')),
    constraint message_refusers_reason_is_known check (reason in ('opted_out', 'blocked', 'bounced')),
    constraint message_refusers_recipient_has_a_length check (length(recipient) between 1 and 254)
);

-- What SMS have cost on a day in Tehran: of the house, of its one-time codes, of each workspace.
create table message_spending (
    day date not null,
    scope text not null,
    rials bigint not null,
    primary key (day, scope),
    constraint message_spending_is_no_gain check (rials >= 0),
    constraint message_spending_scope_has_a_length check (length(scope) between 1 and 60)
);

-- Charges a day with what a message will cost, in each of its scopes or in none. Returns the scope
-- that has nothing left. The scopes come in the same order in every call, so that two never wait for
-- each other.
create function reserve_message_cost(
    the_day date, the_scopes text[], the_limits bigint[], the_rials bigint
) returns text language plpgsql as $$
begin
    for i in 1 .. cardinality(the_scopes) loop
        insert into message_spending as spent (day, scope, rials)
        select the_day, the_scopes[i], the_rials
        where the_rials <= the_limits[i]
        on conflict (day, scope) do update set rials = spent.rials + the_rials
        where spent.rials + the_rials <= the_limits[i];
        if not found then
            update message_spending set rials = rials - the_rials
            where day = the_day and scope = any(the_scopes[1 : i - 1]);
            return the_scopes[i];
        end if;
    end loop;
    return null;
end $$;

-- Workspaces whose requests are held. One open hold for each.
create table message_holds (
    id uuid primary key,
    workspace_id uuid not null,
    sent bigint not null,
    failed bigint not null,
    since timestamptz not null,
    released_at timestamptz
);

create unique index message_holds_one_open on message_holds (workspace_id) where released_at is null;

-- How a workspace writes to its payers. Without a row everything is as usual.
create table message_settings (
    workspace_id uuid primary key,
    texts jsonb not null default '{}',
    -- Days before the deadline, and days after the request was sent, on which a payer who has not
    -- paid is reminded.
    days_before smallint[] not null default '{1}',
    days_after smallint[] not null default '{}',
    other_channel boolean not null default true,
    changed_at timestamptz not null,
    constraint message_settings_remind_seldom
        check (cardinality(days_before) <= 3 and cardinality(days_after) <= 3),
    constraint message_settings_days_are_near
        check (0 <= all(days_before) and 90 >= all(days_before)
            and 1 <= all(days_after) and 90 >= all(days_after))
);
