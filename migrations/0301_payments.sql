-- A payment remembers the terminal of its merchant's own at which it began: whatever is asked about it later is
-- asked with the same credentials.

alter table payments add column own_terminal_id uuid references own_terminals (id);
create index payments_at_an_own_terminal on payments (own_terminal_id, opened_at)
    where own_terminal_id is not null;
