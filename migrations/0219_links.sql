-- A table is made in the unit in which it was uploaded and rehearsed, whatever its workspace counts in
-- by the time that it is confirmed or made.
alter table link_batches add column unit text;
update link_batches set unit = workspaces.unit from workspaces where workspaces.id = workspace_id;
alter table link_batches
    alter column unit set not null,
    add constraint link_batches_unit_is_known check (unit in ('toman', 'rial'));
