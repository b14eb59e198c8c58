"""The benchmarks of bad days: who comes back again and again, and what falls in the middle of a burst."""

import os
import signal
import subprocess
import time

from .load import Target
from .measures import BURST_CONNS
from .measures import CONNS
from .measures import pretend_bank

TIMES = 9

MINUTE = 60

# Of some payments, those that are confirmed, and the journals of all of them.
BOOKED_SQL = """
select count(*) filter (where status = 'confirmed'),
    (select count(*) from journals where kind = 'payment' and source_key = any ('{ids}'))
from payments
where id = any ('{ids}')
"""


def come_again(bench, report):
    """S3: the same way back nine times more, one round after the other, beside the settlement itself."""
    bank_us, _ = pretend_bank(bench)
    first = bench.back(bench.product_data.all_shops)
    count, began_at = bench.product_data.payments // 20, first.used
    how = {"lg": bench.lg, "conns": CONNS, "secs": 60, "warm": 0, "cluster": bench.cluster}
    settled = first.ask(count=count, **how)
    journals = _journals(bench)
    before = bench.cluster.counters(bench.database)["wal"]
    options = {"tokens": bench.product_data.all_shops, "expect": 303}
    ratios = []
    for _ in range(TIMES):
        again = Target("again", first.server, "/back/{}", first=began_at, **options)
        told = again.ask(count=count, **how)
        ratios.append(told["cpu_us"] / (settled["cpu_us"] - bank_us))
    ratios.sort()
    written = (bench.cluster.counters(bench.database)["wal"] - before) / count / TIMES
    spread = (ratios[0], ratios[-1])
    median = ratios[len(ratios) // 2]
    report.at_most("S3", "CPU of a callback that comes again, x the first", median, 0.3, spread=spread)
    report.counter("S3", "journals of those", _journals(bench) - journals, 0, 0)
    report.at_most("S3", "WAL of each, bytes", written, 100, 0)


def _journals(bench):
    return int(bench.cluster.sql(bench.database, "select count(*) from journals"))


def fall(bench, report):
    """X3: program and PostgreSQL are killed in the middle of a burst. What was booked stays, and when
    whoever was on the way comes back again, everything is booked, once."""
    bench.close()
    server = bench.serve()
    file, count = bench.product_data.one_shop, bench.product_data.payments // 20
    target = bench.back(file, "one shop")
    began_at = target.used
    url = f"http://127.0.0.1:{server.port}/back/{{}}"
    line = [bench.lg, "--url", url, "--conns", BURST_CONNS, "--secs", 30, "--warm", 0]
    line += ["--expect", 303, "--tokens", file, "--from", began_at, "--count", count]
    load = subprocess.Popen(
        [str(part) for part in line], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    known = _well_under_way(bench, _journals(bench) + count // 10)
    os.kill(server.pid, signal.SIGKILL)
    bench.cluster.fall()
    load.kill()
    load.wait()
    server.stop()
    bench.cluster.rise()

    report.counter("X3", "settlements that were known and are lost", max(0, known - _journals(bench)), 0)
    server = bench.serve()
    report.at_most("X3", "serving after PostgreSQL is up again, s", server.seconds, 1, 0.3)
    target.server, began = server, time.perf_counter()
    with open(file, encoding="ascii") as lines:
        asked = [line.partition("/")[0] for line in lines][began_at:began_at + count]
    while time.perf_counter() - began < MINUTE:
        target.used = began_at
        target.ask(bench.lg, BURST_CONNS, 60, warm=0, count=count)
        confirmed, journals = _booked(bench, asked)
        if confirmed == count:
            break
        # A question that was under way is taken to be so for three quarters of a minute.
        time.sleep(5)
    server.stop()
    report.at_most("X3", "until all of them are booked, s", time.perf_counter() - began, MINUTE)
    report.counter("X3", "payments that are not booked in the end", count - confirmed, 0)
    report.counter("X3", "payments that are booked twice", max(0, journals - count), 0)


def _booked(bench, payments):
    ids = "{" + ",".join(payments) + "}"
    told = bench.cluster.sql(bench.database, BOOKED_SQL.replace("{ids}", ids))
    return map(int, told.split("|"))


def _well_under_way(bench, journals):
    """Waits until so many are booked; as many as are."""
    until = time.perf_counter() + 30
    while (known := _journals(bench)) < journals and time.perf_counter() < until:
        time.sleep(0.01)
    return known
