-- A resident who has paid from card to card says so by the page of their debt, with a picture. Until the
-- manager has looked at it nothing is paid; accepted, it is money that was given by hand, with its receipt.
create table transfer_reports (
    id uuid primary key,
    building_id uuid not null references buildings (id),
    resident_id uuid not null references residents (id),
    amount bigint not null,
    paid_on date not null,
    reference text,
    file_id uuid references building_files (id),
    reported_at timestamptz not null,
    decided_at timestamptz,
    decided_by uuid references members (id),
    settlement_id uuid references settlements (id),
    refusal text,
    constraint transfer_reports_amount_is_believable check (amount between 1 and 10000000000000),
    constraint transfer_reports_texts_have_a_length
        check (length(reference) between 1 and 40 and length(refusal) between 1 and 200),
    constraint transfer_reports_are_decided_by_somebody
        check ((decided_at is null) = (decided_by is null)),
    constraint transfer_reports_are_accepted_or_refused check (
        (decided_at is not null) = (num_nonnulls(settlement_id, refusal) = 1)
    )
);

create index transfer_reports_of_a_resident on transfer_reports (resident_id, reported_at);
create index transfer_reports_that_wait on transfer_reports (building_id, reported_at)
where decided_at is null;
