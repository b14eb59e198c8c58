-- The lines of a bill are part of it: they come with it, are read with it and never change. As rows of their
-- own a month of ten thousand units wrote fifty thousand of them, each with its key and its reference.
alter table charges
    add line_sources integer[] not null default '{}',
    add line_amounts bigint[] not null default '{}',
    add constraint charges_lines_are_whole check (cardinality(line_sources) = cardinality(line_amounts));

update charges
set line_sources = lines.sources, line_amounts = lines.amounts
from (
    select charge_id, array_agg(source order by source) as sources,
        array_agg(amount order by source) as amounts
    from charge_lines
    group by charge_id
) as lines
where lines.charge_id = charges.id;

drop table charge_lines;

-- What each source of the run's inputs costs a party, line by line.
create view charge_lines as
select charges.id as charge_id, lines.source, lines.amount
from charges, unnest(line_sources, line_amounts) as lines (source, amount);

-- Most items are of no opening: an index has nothing to say about them.
alter table charges drop constraint charges_openings_once;
create unique index charges_openings_once on charges (opening_id) where opening_id is not null;

-- How many of a run's bills are written. Counting them anew for each five hundred made a month of a
-- hundred thousand grow with the square of its bills.
alter table charge_runs add written integer not null default 0;
update charge_runs set written = (
    select count(*) from charges where run_id = charge_runs.id and kind = 'principal'
);
alter table charge_runs
    add constraint charge_runs_written_is_a_part check (written between 0 and bills);

-- An item is of the building of its party: one reference says both.
alter table parties add constraint parties_in_their_building unique (id, building_id);
alter table charges
    drop constraint charges_party_id_fkey,
    drop constraint charges_building_id_fkey,
    add constraint charges_party_fkey foreign key (party_id, building_id)
        references parties (id, building_id);
