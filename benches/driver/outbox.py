"""The benchmark of what is told to others: how fast a worker brings a heap of events to where they go."""

import json
import pathlib
import subprocess
import sys
import tempfile
import time
import uuid

from .load import free_port

BATCH = 100

SINK = pathlib.Path(__file__).with_name("sink.py")

ENDPOINT_SQL = """
insert into webhook_endpoints (id, workspace_id, url, types, created_by, created_at)
select '{endpoint}', id, 'http://127.0.0.1:{port}/', array['payment.accepted'],
    '00000000-0000-7000-8000-000000000001', now()
from workspaces order by opened_at, id limit 1;
"""

# As many events as payments would write, each in the words of one.
EVENTS_SQL = """
select count(write_webhook_event(workspace_id, 'payment.accepted', 'bench ' || at, jsonb_build_object(
    'payment', gen_random_uuid(), 'amount', 1000000 + 10 * at, 'tracking_code', 1000000000 + at,
    'link', gen_random_uuid(), 'payout', null
), now()))
from webhook_endpoints, generate_series(1, {count}) as at where id = '{endpoint}';
"""

TOLD_SQL = """
select count(*) filter (where delivered_at is not null),
    (select count(*) from webhook_attempts join webhook_deliveries on id = delivery_id
        where endpoint_id = '{endpoint}')
from webhook_deliveries where endpoint_id = '{endpoint}';
"""

# Payments of other measures are followed by work about links that were never made; it is laid aside.
ASIDE_SQL = """
update jobs set state = 'done', lease_token = null where kind = 'link_paid' and state = 'queued'
"""

DUE_SQL = "select count(*) from jobs where state = 'queued' and run_at <= now()"

# The ceiling: a table of jobs, of which a hundred at a time are taken and written down as done.
CLAIM_SQL = """
create table drained (id bigint primary key, state text not null, payload jsonb not null);
insert into drained select at, 'queued', '{{}}' from generate_series(1, {count}) as at;
create index on drained (id) where state = 'queued';
analyze drained;
create procedure drain() language plpgsql as $$
begin
    loop
        update drained set state = 'done' where id in (
            select id from drained where state = 'queued' order by id limit {batch}
            for update skip locked
        );
        exit when not found;
        commit;
    end loop;
end $$;
"""


def drain(bench, report):
    """O1: events for one endpoint on this machine, from the first that arrives to the last."""
    bench.close()
    count = bench.product_data.payments // 12
    with Sink() as sink:
        endpoint = str(uuid.uuid4())
        fill = lambda text: text.replace("{endpoint}", endpoint).replace("{port}", str(sink.port)) \
            .replace("{count}", str(count))
        bench.cluster.sql(bench.database, fill(ENDPOINT_SQL))
        inside = {"WEBHOOK_INSIDE": f"127.0.0.1:{sink.port}"}
        bench.cluster.sql(bench.database, ASIDE_SQL)
        server = bench.serve(worker=True, more=inside)
        _wait(lambda: bench.cluster.sql(bench.database, DUE_SQL) == "0", 60)
        bench.cluster.sql(bench.database, ASIDE_SQL)
        cpu, pg = server.cpu_ms(), bench.cluster.counters(bench.database)
        bench.cluster.sql(bench.database, fill(EVENTS_SQL))
        told = lambda: tuple(map(int, bench.cluster.sql(bench.database, fill(TOLD_SQL)).split("|")))
        _wait(lambda: told()[0] == count, 300)
        arrived, attempts = told()
        each = (server.cpu_ms() - cpu) / count
        wal = (bench.cluster.counters(bench.database)["wal"] - pg["wal"]) / count
        server.stop()
        heard = sink.heard()
    rate = (count - 1) / max(heard["seconds"], 1e-6)
    report.at_least("O1", "events told a second", rate, 2000, 10_000)
    report.counter("O1", "events that were not told, or not written down as told",
                   max(count - heard["messages"], count - arrived), 0)
    report.counter("O1", "events that were told twice", heard["calls"] - heard["messages"], 0)
    report.counter("O1", "attempts of an event", attempts / count, 1)
    report.at_most("O1", "  CPU of the program, ms an event", each)
    report.at_most("O1", "  WAL of an event with its delivery, kB", wal / 1000)
    report.at_least("O1", f"  SQL alone, taken {BATCH} at a time: a second", _alone(bench, count))


def _wait(is_so, seconds):
    """Until something is so, or a time is over."""
    until = time.perf_counter() + seconds
    while not is_so() and time.perf_counter() < until:
        time.sleep(0.2)


def _alone(bench, count):
    text = CLAIM_SQL.replace("{count}", str(count)).replace("{batch}", str(BATCH))
    bench.cluster.sql("ceiling", text.replace("{{}}", "{}"))
    began = time.perf_counter()
    bench.cluster.sql("ceiling", "call drain()")
    rate = count / (time.perf_counter() - began)
    bench.cluster.sql("ceiling", "drop table drained; drop procedure drain")
    return rate


class Sink:
    """Somebody's program on a process of its own: it takes every event, and counts them."""

    def __enter__(self):
        self.port = free_port()
        self._told = tempfile.NamedTemporaryFile("r", encoding="ascii")
        self._process = subprocess.Popen(
            [sys.executable, SINK, str(self.port), self._told.name], stdin=subprocess.PIPE,
        )
        return self

    def heard(self):
        self._process.stdin.close()
        self._process.wait(30)
        return json.load(self._told)

    def __exit__(self, *_):
        self._process.kill()
        self._process.wait()
        self._told.close()
