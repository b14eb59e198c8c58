"""The benchmark of the ledger's proof: how fast the program shows that all sums are right."""

import os
import subprocess
import threading
import time

from . import doors
from .heard import Heard

WALLETS = 1000

# A ledger whose wallets hold what came in for them; each journal moves money from a gateway to one wallet, under
# a name of which no other statement of the audit knows.
LEDGER_SQL = """
set session_replication_role = replica;
set synchronous_commit = off;
create temporary table wallet as
select at, gen_random_uuid() as workspace, gen_random_uuid() as account from generate_series(1, {wallets}) as at;
insert into workspaces (id, name, phone, language, unit, opened_at)
select workspace, 'فروشگاه ' || at, '02144556677', 'fa', 'toman', now() from wallet;
insert into accounts (id, kind, owner, has_floor, opened_at)
select account, 'wallet', workspace::text, true, now() from wallet
union all values ('{clearing}'::uuid, 'gateway_clearing', 'sandbox', false, now())
on conflict do nothing;
insert into journals (id, kind, source_key, posted_at)
select made_id(at), 'brought', made_id(at)::text, now() - interval '1 year' + at * interval '1 second'
from generate_series(1, {journals}) as at;
insert into entries (journal_id, line, account_id, amount)
select made_id(journal), line, account, amount
from generate_series(1, {journals}) as journal
join wallet on wallet.at = 1 + journal % {wallets},
lateral (
    values (1, '{clearing}'::uuid, 1000000 + journal), (2, account, -1000000 - journal)
) as lines (line, account_id, amount);
insert into balances (account_id, posted)
select account, -sum(amount) from wallet join entries on account_id = account group by account;
"""

MADE_SQL = """
create function made_id(at bigint) returns uuid language sql immutable as $$
    select (lpad(to_hex(at), 12, '0') || '70008000000000000000')::uuid
$$;
"""

# Locks that a proof holds while it asks, and that others would have to wait for.
LOCKS_SQL = """
select count(*) from pg_locks
join pg_stat_activity using (pid)
where datname = 'proven' and query like 'select to_jsonb(broken)%' and locktype <> 'virtualxid'
and mode <> 'AccessShareLock'
"""

# By these the sums are known among all that an audit asks.
SUMS = {
    "each journal sums to zero": ("from entries", "group by journal_id"),
    "all entries sum to zero": ("select sum(amount) as sum from entries",),
    "each kept balance equals its entries": ("from balances", "uncounted_credits", "from entries"),
}


def audit(bench, report):
    """A5: `peyvand audit`, and of it the sums over all entries."""
    journals = 50_000 if bench.smoke else 2_000_000
    bench.cluster.create("proven")
    bench.serve(database="proven", path="/healthz").stop()
    text = MADE_SQL + LEDGER_SQL
    for name, value in {
        "wallets": WALLETS, "journals": journals, "clearing": doors.account("gateway_clearing", "sandbox"),
    }.items():
        text = text.replace("{" + name + "}", str(value))
    bench.cluster.sql("proven", text)
    bench.cluster.sql("proven", "vacuum (freeze, analyze)")
    log = Heard(bench.cluster, "proven")
    locks = Locks(bench)
    began = time.perf_counter()
    said = log.during(lambda: _audit(bench))
    seconds = time.perf_counter() - began
    held = locks.end()
    log.close()
    took = {name: _took(said, words) for name, words in SUMS.items()}
    whole = sum(took.values())
    report.at_least("A5", "entries whose sums are proven a second", 2 * journals / whole * 1000, 2e6, 4e6)
    for name, millis in took.items():
        report.at_least("A5", f"  {name}: entries a second", 2 * journals / millis * 1000)
    report.at_most("A5", f"  the whole audit of {2 * journals} entries, s", seconds)
    report.counter("A5", "locks that somebody would wait for", held, 0)


def _audit(bench):
    url = {"DATABASE_URL": bench.cluster.url("proven")}
    done = subprocess.run(
        [bench.program, "audit"], env=os.environ | url, cwd=bench.cluster.folder, check=False,
        capture_output=True, text=True,
    )
    if done.returncode:
        raise SystemExit(f"the ledger that was made does not hold: {(done.stdout + done.stderr)[-1200:]}")


def _took(said, words):
    """How long the one statement with these words took, in ms."""
    flat = lambda one: " ".join(one.text.split())
    found = [one for one in said if all(word in flat(one) for word in words)]
    if len(found) != 1:
        raise SystemExit(f"{len(found)} statements of the audit say: {words}")
    return found[0].millis


class Locks:
    """The most locks that an audit holds while something goes on."""

    def __init__(self, bench):
        self._bench, self._most, self._goes_on = bench, 0, True
        self._thread = threading.Thread(target=self._look)
        self._thread.start()

    def _look(self):
        while self._goes_on:
            self._most = max(self._most, int(self._bench.cluster.sql("postgres", LOCKS_SQL)))
            time.sleep(0.05)

    def end(self):
        self._goes_on = False
        self._thread.join()
        return self._most
