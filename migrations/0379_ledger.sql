-- The proof that each journal sums to zero reads the key's index alone: amounts lie in it.
alter table entries
    drop constraint entries_pkey,
    add constraint entries_pkey primary key (journal_id, line) include (amount);
