//! What breaks each statement of the audit.

/// Which statement breaks, and by what.
pub(super) const DAMAGES: &[(&str, &str)] = &[
    ("L1", "update entries set amount = amount + 1 where line = 1"),
    ("L1", "delete from entries where line > 1"),
    ("L2", "update entries set amount = amount + 1 where line = 1"),
    ("L3", "delete from entries"),
    ("L3", "delete from journals"),
    (
        "L5",
        "alter table entries drop constraint entries_amount_is_not_zero;
        update entries set amount = 0",
    ),
    (
        "L5",
        "alter table entries drop constraint entries_amount_is_believable;
        update entries set amount = amount * 10000000",
    ),
    ("L6", "update balances set posted = posted + 1"),
    ("L6", "delete from uncounted_credits"),
    (
        "L7",
        "alter table balances drop constraint balances_stay_above_their_floor;
        update balances set posted = -1",
    ),
    (
        "L10",
        "alter table journals drop constraint journals_one_per_cause;
        insert into journals select gen_random_uuid(), kind, source_key, null, now() from journals",
    ),
    (
        "L11",
        "insert into journals select gen_random_uuid(), 'mirror', id::text, id, now() from journals
        where kind = 'payment';
        insert into entries select mirror.id, line, account_id, amount from entries
        join journals as mirror on mirror.reverses = entries.journal_id
        where mirror.kind = 'mirror'",
    ),
    ("L12", "update journals set source_key = 'not ' || source_key where kind = 'payment'"),
    ("L12", "update entries set amount = amount * 2"),
    (
        "L12b",
        "insert into journals values (gen_random_uuid(), 'forged', 'forged', null, '2026-01-01Z')",
    ),
    (
        "L18",
        "insert into journals select first_id, 'forged', 'forged', null, '2026-11-01Z' from month_closings;
        insert into entries select first_id, line, accounts.id, 3 - 2 * line
        from month_closings, accounts, generate_series(1, 2) as line where kind = 'wallet'",
    ),
    ("L19", "update month_closings set digest = ''"),
    ("K1", "update acts set ip = '127.0.0.2'"),
    ("K1", "delete from acts where id = (select acts[1] from act_blocks order by number limit 1)"),
    ("K1", "delete from act_blocks where number = 1; insert into act_blocks
        select 2, '{}', gen_random_uuid(), '', now()"),
    (
        "K2",
        "insert into acts select gen_random_uuid(), workspace_id, member_id, key_id, kind, about, said, ip,
        '2026-01-01Z' from acts limit 1",
    ),
    ("L13", "alter table balances add column rate double precision"),
    ("L16", "delete from balances; delete from uncounted_credits"),
    ("L16", "update accounts set has_floor = true where kind = 'suspense'"),
    (
        "P1",
        "update payments set status = 'sent', paid_at = null, use_number = null, suspense = null,
            accepted_at = null",
    ),
    ("P1", "delete from journals where kind = 'payment'"),
    ("P1b", "update journals set source_key = 'not ' || source_key where kind = 'payment'"),
    ("P2", "update payments set amount = amount + 1 where status = 'confirmed'"),
    (
        "P2b",
        "update entries set account_id = (select id from accounts where kind = 'gateway_fees')
        where amount < 0",
    ),
    (
        "P2b",
        "update payments set suspense = 'late', use_number = null where use_number is not null",
    ),
    // A fee that is the whole amount: nothing is left for the wallet, and the fee has to be there.
    ("P2b", "update payments set fee = amount where use_number is not null"),
    (
        "P3",
        "drop index payments_bank_reference_is_unique;
        update payments set bank_reference = 'same'",
    ),
    (
        "P3",
        "drop index payments_bank_number_is_unique;
        update payments set bank_number = 'same'",
    ),
    ("P4", "update payments set uses_max = 0"),
    ("P4", "update payments set total_max = amount - 1"),
    ("P5", "update payments set use_number = null"),
    (
        "P6",
        "insert into payment_log select payment_id, 9, 'confirmed', 'sent', by, at
        from payment_log where seq = 1",
    ),
    ("P7", "delete from payment_log where seq = 2"),
    ("P7", "delete from payment_log where to_status = 'confirmed'"),
    ("P7", "update payment_log set from_status = 'opened' where to_status = 'confirmed'"),
    (
        "L17",
        "insert into accounts values (gen_random_uuid(), 'receivable', 'x', false, now());
        select post_journal(gen_random_uuid(), 'test', 'x', now(), array[
            (select id from accounts where kind = 'receivable'),
            (select id from accounts where kind = 'suspense')
        ], array[-5, 5])",
    ),
    ("P21", "update payments set reversed_at = paid_at where status = 'confirmed'"),
    ("P22", "delete from bank_calls where op = 'start'"),
    ("P8", "delete from bank_calls where op = 'verify'"),
    ("P8", "update bank_calls set amount = amount - 1 where op = 'verify'"),
    ("P8", "update bank_calls set answered_at = answered_at + interval '1 second'"),
    ("P9", "update payment_log set by = 'payer'"),
    ("P10", "update payments set held = 'amount' where status = 'sent'"),
    (
        "P10",
        "update payments set changed_at = changed_at - interval '4 days' where status = 'sent'",
    ),
    ("P16", "delete from jobs where kind = 'ask_bank'"),
    ("P16", "update jobs set state = 'dead' where kind = 'ask_bank'"),
    ("P17", "update suspense_decisions set done_at = null"),
    ("P17", "delete from journals where kind = 'payment_accepted'"),
    ("P12", "update refunds set amount = amount * 10000"),
    ("P12", "update payments set reversed_at = now() where status = 'confirmed'"),
    ("P23", "update refunds set done_at = null"),
    ("P23", "delete from journals where kind = 'refund_asked'"),
    ("P23", "update refunds set refused_at = now(), done_at = null"),
    ("P24", "update refunds set done_at = null"),
    ("P18", "delete from suspense_decisions"),
    ("P19", "update payments set paid_at = paid_at + interval '1 second', accepted_at = null"),
    ("P20", "update payments set withdrawn_at = paid_at where suspense is null"),
    ("P11", "update links set amount = amount + 1"),
    ("P11", "update links set expires_at = created_at"),
    ("O1", "delete from payout_fundings"),
    (
        "O2",
        "drop index transfers_one_living;
        update transfers set status = 'settled' where status = 'returned'",
    ),
    ("O3", "update rail_calls set outcome = 'unknown'"),
    (
        "O4",
        "insert into rail_calls
        select gen_random_uuid(), transfer_id, op, outcome, asked_at, answered_at from rail_calls",
    ),
    ("O5", "delete from journals where kind = 'transfer'"),
    ("O5", "update transfers set fee = fee + 1"),
    ("O6", "delete from journals where kind = 'transfer_returned'"),
    ("O7", "update payout_consents set digest = ''"),
    ("O9", "update transfers set day_max = amount - 1 where status = 'settled'"),
    ("O9", "update transfers set status = 'accepted' where status = 'settled'"),
    (
        "O10",
        "update transfers set status = 'sending', sent_at = sent_at - interval '30 hours'
        where status = 'settled'",
    ),
    ("O10", "delete from notices where dedup_key like '%:payer:failed:%'"),
    ("O11", "delete from transfers where status = 'settled'"),
    ("O12", "update transfer_log set seq = seq + 10"),
    (
        "O13",
        "insert into payout_limits select gen_random_uuid(), workspace_id, 1, created_by,
        created_at, created_at from payouts limit 1",
    ),
    (
        "O12",
        "delete from transfer_log where to_status <> 'settled';
        update transfer_log set seq = 1, from_status = null",
    ),
    (
        "O14",
        "update transfers set inside = payment_id from payout_fundings
        where payout_id = purpose and payment_id is not null and try_number = 1",
    ),
    (
        "O15",
        "update payments set shared = 1 where id in (select payment_id from payout_payments)",
    ),
    ("W1", "delete from journals where kind = 'settlement_returned'"),
    ("W2", "delete from journals where kind = 'settlement_asked'"),
    ("W2", "update transfers set amount = amount + 1"),
    ("W2", "update transfers set purpose = gen_random_uuid()"),
    ("W3", "update wallet_accounts set usable_at = usable_at + interval '9 days'"),
    ("W3", "update wallet_settlements set digest = ''"),
    ("W4", "update transfers set status = 'accepted'"),
    (
        "T1",
        "update entries set account_id = (select id from accounts where kind = 'wallet')
        where account_id = (select id from accounts where kind = 'own_terminal_taken')",
    ),
    (
        "T1",
        "update accounts set owner = 'another' where kind = 'own_terminal'",
    ),
    ("T2", "update payments set own_terminal_id = null"),
    (
        "T2",
        "update entries set account_id = (select id from accounts where kind = 'suspense')
        where account_id = (select id from accounts where kind = 'own_terminal_waiting')",
    ),
    ("T2", "update payments set own_terminal_id = (select id from own_terminals)"),
    ("T3", "delete from refunds"),
    ("T3", "update payments set amount = amount + 1 where own_terminal_id is not null"),
    ("T4", "update suspense_decisions set done_at = now(); insert into suspense_decisions
        select id, 'accepted', null, now(), now() from payments where suspense is not null"),
    ("T5", "update own_terminals set terminal = 'another'"),
    ("T5", "update own_terminals set workspace_id = gen_random_uuid()"),
    (
        "T5",
        "alter table own_terminals drop constraint own_terminals_keep_their_credential;
        update own_terminals set credential = null",
    ),
    (
        "T6",
        "update payments set own_terminal_id = (select id from own_terminals)
        where id in (select payment_id from payout_payments)",
    ),
    ("C1", "update charges set line_amounts[1] = line_amounts[1] + 1 where line_amounts <> '{}'"),
    ("C2", "delete from charges where place = 0"),
    ("C2", "update charge_runs set written = written - 1"),
    ("C3", "update party_credits set amount = amount + 1"),
    ("C4", "update allocations set amount = amount * 3"),
    (
        "C5",
        "update resident_payments
        set resident_id = (select id from residents where name = 'Mina')",
    ),
    ("C49", "update charges set paid = paid - 1 where paid > 0"),
    ("C49", "update charges set paid = 1 where paid = 0"),
    ("C6", "delete from allocations"),
    ("C7", "update charges set building_id = gen_random_uuid()"),
    (
        "C8",
        "drop index charge_runs_one_lives;
        insert into charge_runs select gen_random_uuid(), building_id, period, version + 1, due_on,
            inputs, digest, total, bills, issued_by, begun_at, null, null from charge_runs",
    ),
    ("C10", "update charge_runs set inputs = inputs || ' '"),
    (
        "C11",
        "alter table charges drop constraint charges_once;
        update charges set party_id = (select id from parties order by id limit 1)",
    ),
    ("C5", "update settlements set resident_id = (select id from residents where name = 'Leila')"),
    ("C13", "update settlements set amount = amount + 1"),
    ("C13", "update settlements set reversed_at = now(), reversed_by = recorded_by"),
    ("C16", "update charge_reminders set turn = 25"),
    ("C16", "update charge_reminders set reminded_at = reminded_at + interval '12 hours'"),
    ("C16", "update charge_reminders set episode = episode - 1"),
    ("C17", "update fee_postings set amount = amount + 1"),
    ("C17", "update journals set kind = 'charge' where kind = 'late_fee'"),
    ("C18", "update late_fee_decisions set valid_from = '2027-03-01'"),
    ("C18", "update fee_postings set through_on = '2026-12-01'"),
    ("C19", "update promises set total = total + 1"),
    ("C19", "update promise_items set rest = rest + 1"),
    ("C20", "update opening_balances set amount = amount + 1"),
    ("C20", "update party_credits set amount = amount + 1 where opening_id is not null"),
    ("C21", "update journals set kind = 'charge' where kind = 'opening'"),
    ("C21", "update opening_balances set is_credit = not is_credit"),
    ("C22", "update meter_readings set figure = 1 where figure > 90"),
    ("C22", "update meter_readings set mark = 'rollover' where figure > 90"),
    ("C23", "update meter_readings set figure = figure + 1"),
    ("C23", "update meter_readings set deleted_at = now() where figure > 90"),
    ("C23", "delete from charge_run_readings"),
    ("C24", "update charges set early_amount = 1 where early_amount is not null"),
    ("C24", "update charges set early_until = '2026-01-01' where early_amount is not null"),
    ("C26", "update levies set amount = amount + 1"),
    ("C26", "update levies set deleted_at = now()"),
    ("C26", "update levies set months = months + 1"),
    ("C26", "update levies set ended_before = period"),
    ("C26", "delete from charge_run_levies"),
    ("C27", "update levies set only_units = array[gen_random_uuid()]"),
    ("C27", "update expenses set only_units = array[gen_random_uuid()]"),
    ("C28", "update fund_openings set amount = amount + 1"),
    ("C28", "update journals set kind = 'charge' where kind = 'fund_opening'"),
    (
        "C28",
        "update fund_openings
        set reversed_at = now(), reversed_by = recorded_by, reversal_reason = 'x'",
    ),
    ("C14", "update settlements set number = number + 10 where number is not null"),
    ("C15", "update journals set kind = 'charge' where kind = 'charge_by_hand'"),
    ("C15", "update settlements set reversed_at = now(), reversed_by = recorded_by"),
    ("C30", "update occupancies set role = 'tenant'"),
    ("C31", "update occupancies set role = 'owner'"),
    ("C31", "update occupancies set resident_id = (select min(id::text)::uuid from residents), share = 1, role = 'owner'"),
    (
        "C33",
        "insert into month_approval_rules
        select gen_random_uuid(), building_id, true, issued_by, begun_at, begun_at from charge_runs",
    ),
    (
        "C32",
        "update charges set line_sources[1] = (select max(source) from charge_lines)
        where line_sources[1] = 0 and party_id in (
            select parties.id from parties
            join units on units.id = unit_id
            where number = '4'
        )",
    ),
    ("C36", "update allocations set released_at = allocated_at where released_at is null"),
    ("C38", "update bank_deposits set amount = amount + 1"),
    ("C38", "update settlements set reference = 'another' where reference is not null"),
    (
        "C44",
        "insert into bank_deposit_exclusions
        select gen_random_uuid(), id, 'x', brought_by, now() from bank_deposits
        where settlement_id is not null",
    ),
    ("C37", "update clearances set number = number + 1"),
    ("C12", "update expenses set amount = amount + 1"),
    ("C12", "update expenses set deleted_at = now()"),
    ("J2", "update notices set about = gen_random_uuid()"),
    ("J1b", "delete from notices"),
    ("J1", "delete from jobs where kind = 'link_paid'"),
    ("J1c", "delete from notices where kind = 'receipt'"),
    ("J4", "update notices set state = 'sending' where channel = 'sms'"),
    ("J5", "update notices set handovers = 3 where channel = 'sms'"),
    (
        "J5",
        "update notices set kind = 'code', handovers = 2
        where channel = 'sms'",
    ),
    (
        "J6",
        "update notices set kind = 'payment_asked';
        insert into message_refusers select distinct channel, recipient, 'opted_out',
            '2026-01-01'::timestamptz from notices where channel = 'sms'",
    ),
    ("J7", "update message_spending set rials = 0"),
    ("J7", "update notices set cost = cost * 100 where channel = 'sms'"),
    (
        "C9",
        "update notices set kind = 'payment_reminded',
            handed_at = '2026-11-22 22:00:00+03:30' where channel = 'sms'",
    ),
    (
        "C9",
        "update notices set kind = 'payment_reminded';
        update payments set paid_at = paid_at - interval '1 hour', accepted_at = null",
    ),
    (
        "C9b",
        "update notices set kind = 'payment_reminded',
            handed_at = '2026-12-01 12:00:00+03:30' where channel = 'sms';
        insert into allocations
        select gen_random_uuid(), id, null, amount, '2026-11-23 12:00:00+03:30' from charges",
    ),
    ("C41", "update poll_votes set cast_at = cast_at + interval '1 year'"),
    ("C41", "update polls set opened_at = closed_at"),
    ("C41", "delete from poll_weights"),
    ("C42", "update poll_results set weight = weight + 1"),
    ("C42", "delete from poll_results"),
    ("C42", "update poll_votes set answer = 3 - answer"),
    ("C43", "update poll_weights set weight = weight + 1"),
    ("C39", "update journals set kind = 'other' where kind = 'expense_paid'"),
    ("C39", "update transfers set amount = amount + 1"),
    ("C39", "update expense_payouts set fund = 'projects'"),
    (
        "C40",
        "insert into expense_payouts
        select gen_random_uuid(), expense_id, period, fund, asked_by, asked_at from expense_payouts",
    ),
    ("J3", "update jobs set state = 'dead' where kind = 'ask_bank'"),
    ("J3", "update notices set provider_reference = null where channel = 'sms'"),
    ("R1", "update receipts set number = number + 1 where number = 2"),
    ("R1", "update receipt_books set last_number = 1"),
    ("R1", "delete from receipt_books"),
    ("R2", "update receipts set amount = amount + 1"),
    ("R2", "update receipts set booked_at = booked_at + interval '1 second'"),
    ("R3", "delete from receipts where number = 1"),
    ("R3", "delete from receipts where number = 2"),
    (
        "A2",
        "insert into challenges values (gen_random_uuid(), 'sign_in', '09120000000', '', null, 6,
        null, now(), now())",
    ),
    (
        "A2",
        "insert into challenges values (gen_random_uuid(), 'sign_in', '09120000000', '', null, 1,
        now(), now(), now())",
    ),
    (
        "A3",
        "insert into sessions select '\\x00', member_id, workspace_id, '', null, now(), now(), now(),
        now() from workspace_members limit 1;
        update members set secured_at = now() + interval '1 second'",
    ),
    (
        "A3",
        "insert into sessions select '\\x00', member_id, workspace_id, '', null, now(), now(), now(),
        now() from workspace_members limit 1; delete from workspace_members",
    ),
];
