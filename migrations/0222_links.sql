-- The merchant may say when a table's messages go; null: as soon as they may. Either way there is time
-- to take the table back (`send_at`).
alter table link_batches add column send_after timestamptz;
