-- What stands on the notice board may be worded anew while it stands; how it stood before is kept. Who has
-- read it has read what stands there now.

alter table announcements add column edited_at timestamptz;

create table announcement_versions (
    announcement_id uuid not null references announcements (id),
    place integer not null,
    title text not null,
    words text not null,
    is_pinned boolean not null,
    until date,
    replaced_by uuid not null references members (id),
    replaced_at timestamptz not null,
    primary key (announcement_id, place),
    constraint announcement_versions_texts_have_a_length
        check (length(title) between 1 and 60 and length(words) between 1 and 2000),
    constraint announcement_versions_are_counted_from_one check (place > 0)
);

-- A request is a conversation: who asked for a unit may say more and show more, the manager answers. How
-- far it has come only the manager says.
alter table resident_request_steps
    alter column taken_by drop not null,
    add column said_by uuid references residents (id),
    add constraint resident_request_steps_are_of_one_side check (num_nonnulls(taken_by, said_by) = 1),
    add constraint resident_request_steps_of_residents_are_words
        check (said_by is null or (state is null and words is not null));

-- The pictures that came with later words go on counting.
alter table resident_request_files
    add column step_id uuid references resident_request_steps (id);

create index resident_request_files_of_a_step on resident_request_files (step_id)
where step_id is not null;
