-- The papers of a building: its bylaws, minutes of assemblies, insurances, contracts. Each is for whom its
-- manager says; a new version leaves the old ones where they are, and what is removed is removed for a reason.

create table building_documents (
    id uuid primary key,
    building_id uuid not null references buildings (id),
    title text not null,
    kind text not null,
    audience text not null,
    added_by uuid not null references members (id),
    added_at timestamptz not null,
    removed_by uuid references members (id),
    removed_at timestamptz,
    removal_reason text,
    constraint building_documents_title_has_a_length check (length(title) between 1 and 80),
    constraint building_documents_kind_is_known check (
        kind in ('bylaws', 'minutes', 'insurance', 'contract', 'permit', 'inspection', 'plan', 'other')
    ),
    constraint building_documents_audience_is_known
        check (audience in ('residents', 'owners', 'board')),
    constraint building_documents_are_removed_by_somebody_for_a_reason check (
        (removed_at is null) = (removed_by is null)
        and (removed_at is null) = (removal_reason is null)
        and length(removal_reason) between 1 and 200
    )
);

create index building_documents_of_a_building on building_documents (building_id);

create table building_document_versions (
    id uuid primary key,
    document_id uuid not null references building_documents (id),
    number integer not null,
    -- The day that the paper bears.
    dated_on date not null,
    -- What is new in it.
    note text,
    file_id uuid not null references building_files (id),
    added_by uuid not null references members (id),
    added_at timestamptz not null,
    constraint building_document_versions_are_numbered_once unique (document_id, number),
    constraint building_document_versions_are_counted_from_one check (number > 0),
    constraint building_document_versions_note_has_a_length check (length(note) between 1 and 200)
);
