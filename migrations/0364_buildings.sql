-- The manager asks those who own or live in a building a question with a few answers. Who may vote and how
-- much each vote weighs is frozen on the day on which the poll starts; a vote may be changed until its last
-- day is over; then the answers are counted, and nothing of it changes any more.

create table polls (
    id uuid primary key,
    building_id uuid not null references buildings (id),
    number integer not null,
    question text not null,
    words text,
    -- Owners, or whoever lives in each unit.
    voters text not null,
    -- One for each unit, or by its area.
    weight text not null,
    -- Whether everybody who may vote sees afterwards who said what.
    shows_names boolean not null,
    -- In percent of all weight; null: however few take part.
    quorum smallint,
    starts_on date not null,
    ends_on date not null,
    made_by uuid not null references members (id),
    made_at timestamptz not null,
    opened_at timestamptz,
    reminded_at timestamptz,
    closed_at timestamptz,
    called_off_by uuid references members (id),
    called_off_at timestamptz,
    calling_off_reason text,
    constraint polls_are_numbered_once unique (building_id, number),
    constraint polls_texts_have_a_length
        check (length(question) between 1 and 200 and length(words) between 1 and 2000),
    constraint polls_voters_are_known check (voters in ('owners', 'occupants')),
    constraint polls_weight_is_known check (weight in ('unit', 'area')),
    constraint polls_quorum_is_a_percent check (quorum between 1 and 100),
    constraint polls_end_after_they_start check (starts_on < ends_on),
    constraint polls_close_after_they_open check (closed_at is null or opened_at <= closed_at),
    constraint polls_are_called_off_by_somebody_for_a_reason check (
        (called_off_at is null) = (called_off_by is null)
        and (called_off_at is null) = (calling_off_reason is null)
        and length(calling_off_reason) between 1 and 200
    ),
    constraint polls_are_not_called_off_after_the_end
        check (called_off_at is null or closed_at is null)
);

create table poll_answers (
    poll_id uuid not null references polls (id),
    place smallint not null,
    words text not null,
    primary key (poll_id, place),
    constraint poll_answers_words_have_a_length check (length(words) between 1 and 100),
    constraint poll_answers_are_few check (place between 1 and 10)
);

-- What each may vote with, unit by unit, as it was on the first day: in millionths of a unit, or of a
-- hundredth of a square metre.
create table poll_weights (
    poll_id uuid not null references polls (id),
    unit_id uuid not null references units (id),
    resident_id uuid not null references residents (id),
    -- In the order of the units.
    place integer not null,
    block text not null,
    unit_number text not null,
    name text not null,
    weight bigint not null,
    primary key (poll_id, unit_id, resident_id),
    constraint poll_weights_are_some check (weight > 0)
);

create index poll_weights_of_a_resident on poll_weights (resident_id);

create table poll_votes (
    poll_id uuid not null references polls (id),
    resident_id uuid not null references residents (id),
    answer smallint not null,
    cast_at timestamptz not null,
    primary key (poll_id, resident_id),
    foreign key (poll_id, answer) references poll_answers (poll_id, place)
);

create table poll_results (
    poll_id uuid not null references polls (id),
    answer smallint not null,
    weight bigint not null,
    primary key (poll_id, answer),
    foreign key (poll_id, answer) references poll_answers (poll_id, place),
    constraint poll_results_are_not_negative check (weight >= 0)
);

-- A poll that has ended stays as it ended.
create function poll_stays_as_it_ended() returns trigger language plpgsql as $$
begin
    if old.closed_at is not null or old.called_off_at is not null then
        raise exception 'poll % has ended', old.id;
    end if;
    return coalesce(new, old);
end $$;

create trigger polls_stay_as_they_ended before update or delete on polls
for each row execute function poll_stays_as_it_ended();

-- Votes are cast while it is open; weights are frozen before, and results counted in the transaction that
-- ends it.
create function poll_is_open() returns trigger language plpgsql as $$
begin
    if not exists (
        select from polls
        where id = (coalesce(new, old)).poll_id and closed_at is null and called_off_at is null
        and (opened_at is not null) = (tg_argv[0] = 'open')
    ) then
        raise exception 'poll % is not %', (coalesce(new, old)).poll_id, tg_argv[0];
    end if;
    return coalesce(new, old);
end $$;

create trigger poll_votes_are_cast_while_it_is_open before insert or update or delete on poll_votes
for each row execute function poll_is_open('open');
create trigger poll_results_are_counted_once before insert or update or delete on poll_results
for each row execute function poll_is_open('open');
create trigger poll_weights_are_frozen before insert or update or delete on poll_weights
for each row execute function poll_is_open('ahead');
create trigger poll_answers_are_fixed before insert or update or delete on poll_answers
for each row execute function poll_is_open('ahead');
