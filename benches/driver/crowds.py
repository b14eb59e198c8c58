"""The benchmarks of a full house: payers while a month is issued, and more payers than can be served."""

import json
import pathlib
import statistics
import subprocess
import sys
import threading
import time

from . import building
from .load import BROWSER
from .load import ask
from .measures import CONNS
from .measures import MANY_CONNS

RATE = 100

# More than the program takes at the same time, so that some wait before its door.
LINES_MAX = 1500
OVERLOAD = 10

# A rate that nothing can keep up with, and the lines on which it is asked.
BUSY = (1_000_000, MANY_CONNS)

CROWD = pathlib.Path(__file__).with_name("crowd.py")

TOOK_SQL = """
select extract(epoch from done_at - begun_at) from charge_runs
where building_id = '{building}' and period = {month}
"""


def interference(bench, report):
    """X1: payers at a quiet rate while a month is issued to many units, beside the same without it."""
    units, secs, rounds = (4_000, 1, 1) if bench.smoke else (100_000, 10, 2)
    queued = "update jobs set state = 'done' where state = 'queued';"
    bench.cluster.sql(bench.database, queued + building.LATER_SQL)
    house, server, merchant, month = building.opened(bench, units)
    page = bench.product_page(server)
    asked = lambda: page.ask(bench.lg, CONNS, secs, rate=RATE, cluster=bench.cluster)["p99_us"]
    asked()
    alone, looked, beside, took = [], [], [], []
    for at in range(rounds):
        alone.append(asked())
        confirm, late = _meanwhile(lambda at=at: building.shown(merchant, house, month + at), asked)
        looked.append(late)
        _, late = _meanwhile(confirm, asked)
        beside.append(late)
        took.append(_wait(bench, house, month + at))
        bench.cluster.sql(bench.database, "analyze")
    server.stop()
    bench.cluster.sql(bench.database, "drop function deliver_later cascade")
    ratios = sorted(theirs / ours for theirs, ours in zip(beside, alone))
    report.at_most("X1", f"p99 of {RATE} pages a second while {units} bills are written, x without",
                   statistics.median(ratios), 3, 1.5, (ratios[0], ratios[-1]))
    for words, values in (
        ("without", alone), ("while they are written", beside), ("while the month is looked at", looked),
    ):
        report.at_most("X1", f"  p99 {words}, ms", statistics.median(values) / 1000)
    report.note(f"X1: asked for {secs} s; the months took {', '.join(f'{one:.1f}' for one in took)} s")


def _meanwhile(act, asked):
    """Does something while something else is asked; what both give."""
    told = []
    thread = threading.Thread(target=lambda: told.append(act()))
    thread.start()
    late = asked()
    thread.join()
    if not told:
        raise SystemExit("what was to be done meanwhile was not done")
    return told[0], late


def _wait(bench, house, month):
    """Until a month is issued: how long that took, in seconds."""
    text = TOOK_SQL.replace("{building}", house).replace("{month}", str(month))
    until = time.perf_counter() + building.PATIENCE
    while not (told := bench.cluster.sql(bench.database, text)):
        if time.perf_counter() > until:
            raise SystemExit(f"month {month} is not issued")
        time.sleep(0.2)
    return float(told)


def overload(bench, report):
    """X2: ten times as many payers as can be served, for ten seconds; and the first moments after them."""
    secs = 2 if bench.smoke else 10
    server = bench.serve()
    _crowd(bench, server, BUSY, 1)
    # The crowd shares the cores with the house, so what can be served is asked for by such a crowd too.
    usual = _crowd(bench, server, BUSY, 1 if bench.smoke else 3)
    can = len(usual.pages) / usual.seconds
    alone = min(_seconds(server) for _ in range(20))
    told = _crowd(bench, server, (OVERLOAD * can, LINES_MAX), secs)
    recovered = _recovered(server, 3 * alone)
    server.stop()
    report.at_least("X2", "refused at once, % of those who were not served",
                    100 * len(told.refused) / max(1, told.asked - len(told.pages)), 99, 100)
    report.at_most("X2", "  p99 of a refusal, ms", p99(told.refused) * 1000, 5 if told.refused else None)
    report.at_most("X2", f"  p99 of a page, x at {MANY_CONNS} lines that are always busy",
                   p99(told.pages) / p99(usual.pages), 5)
    report.at_most("X2", "  p99 of a page, ms", p99(told.pages) * 1000)
    report.at_most("X2", "  neither served nor refused", told.waiting + told.broken, 0)
    report.at_least("X2", "  pages a second, x as many as can be served",
                    len(told.pages) / told.seconds / can, reach=0.95)
    report.at_most("X2", "until a page comes as quickly as before, s", recovered, 1)
    report.counter("X2", "answers that are neither a page nor a refusal", told.others, 0)
    report.note(f"X2: {can:.0f} pages a second can be served; {told.asked / told.seconds:.0f} were asked for, and"
                f" {told.kept_back / told.seconds:.0f} more were due while all {LINES_MAX} lines waited")


def p99(times):
    return times[min(len(times) - 1, int(len(times) * 0.99))] if times else 0


class Told:
    """What became of a crowd."""

    def __init__(self, told):
        took = {int(status): sorted(times) for status, times in told.pop("took").items()}
        self.pages, self.refused = took.pop(200, []), took.pop(503, [])
        self.others = sum(map(len, took.values()))
        self.seconds, self.asked, self.kept_back = told["seconds"], told["asked"], told["kept_back"]
        self.waiting, self.broken = told["waiting"], told["broken"]


def _crowd(bench, server, rate_and_lines, secs):
    file = f"{bench.cluster.folder}/crowd.json"
    command = [
        sys.executable, CROWD, server.port, *rate_and_lines, secs, bench.product_data.link_tokens, file,
    ]
    done = subprocess.run([*map(str, command), *BROWSER], capture_output=True, text=True, check=False)
    if done.returncode:
        raise SystemExit(done.stderr)
    with open(file, encoding="ascii") as told:
        return Told(json.load(told))


def _seconds(server):
    began = time.perf_counter()
    told = ask(server.port, server.path)
    is_page = told and told.split(b" ", 2)[1] == b"200"
    return time.perf_counter() - began if is_page else float("inf")


def _recovered(server, limit):
    """How long after the crowd has gone a page comes within a time again, in seconds."""
    began = time.perf_counter()
    while _seconds(server) > limit and time.perf_counter() - began < 30:
        pass
    return time.perf_counter() - began
