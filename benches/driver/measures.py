"""The benchmarks, one function each. Each compares two servers in one run and in turns."""

import html.parser
import os
import re
import subprocess
import time

from .load import Rounds
from .load import Server
from .load import Target
from .load import ask
from .load import equal_rate

MANY_CONNS = 64
BURST_CONNS = 32
CONNS = 8


def payer_page(bench, report):
    """P1: what a payer's page costs, at a rate that is the same for both."""
    targets = bench.ceiling_page(), bench.product_page()
    how = {"lg": bench.lg, "conns": CONNS, "cluster": bench.cluster}
    rounds = Rounds(
        targets, bench.rounds, secs=bench.secs, rate=equal_rate(targets, **how), **how
    )
    median, *spread = rounds.ratios("product", "ceiling", "cpu_us")
    report.at_most("P1", "CPU of a payer's page, x ceiling", median, 1.5, 1.1, spread)
    for name in ("ceiling", "product"):
        for part in ("app", "pg"):
            value = rounds.median(name, f"{part}_us")
            report.at_most("P1", f"  {name}, {part}: CPU us a request", value)


def payer_page_burst(bench, report):
    """P2: as many as ask at once."""
    targets = bench.ceiling_page(), bench.product_page()
    how = {"lg": bench.lg, "conns": MANY_CONNS, "cluster": bench.cluster}
    rounds = Rounds(targets, bench.rounds, secs=bench.secs, **how)
    median, *spread = rounds.ratios("product", "ceiling", "cpu_us")
    report.at_most("P2", f"the same at {MANY_CONNS} connections", median, 1.2, 0.5, spread)
    median, *spread = rounds.ratios("product", "ceiling", "rps")
    report.at_least("P2", "  answers a second, x ceiling", median, spread=spread)


def payer_page_and_peers(bench, report):
    """P3: the same page as others would write it."""
    for peer, must, reach in ((bench.fastify, 1.3, 3), (bench.django, 8, 30)):
        server = peer(report)
        if not server:
            continue
        name = peer.__name__
        there = Target(name, server, "/p/{}", tokens=bench.ceiling_data.link_tokens)
        targets = bench.product_page(), there
        how = {"lg": bench.lg, "conns": CONNS, "cluster": bench.cluster}
        rate = equal_rate(targets, **how)
        rounds = Rounds(targets, bench.rounds, secs=bench.secs, rate=rate, **how)
        median, *spread = rounds.ratios(name, "product", "cpu_us")
        report.at_least("P3", f"CPU of {name}, x product", median, must, reach, spread)
        server.stop()


def instructions(bench, report):
    """P1: instructions of one page in the program, which no neighbour on the machine can move."""
    if not bench.has_valgrind:
        report.note("P1: instructions are not counted, valgrind is not installed")
        return
    few = 50 if bench.smoke else 200
    counts = [_instructions(bench, count) for count in (few, 3 * few)]
    each = (counts[1] - counts[0]) / (2 * few)
    report.at_most("P1", "instructions a page, thousands", each / 1000, 80, 50)


def _instructions(bench, count):
    log = f"{bench.cluster.folder}/callgrind.log"
    tool = ["valgrind", "--tool=callgrind", "--callgrind-out-file=/dev/null", f"--log-file={log}"]
    server = bench.serve(tool, {"DATABASE_CONNECTIONS": "1", "TOKIO_WORKER_THREADS": "1"}, 120)
    page = bench.product_page(server)
    page.ask(bench.lg, 1, 50, warm=0, count=count)
    server.stop()
    with open(log, encoding="utf-8") as told:
        return int(re.search(r"Collected : (\d+)", told.read())[1])


def settle(bench, report):
    """S1: what the end of a payment costs. The product also plays the bank here: what the bank's
    two statements cost PostgreSQL is measured by itself and taken off."""
    bank_us, bank_wal = pretend_bank(bench)
    ceiling, product = bench.ceiling_settle(), bench.back(bench.product_data.all_shops)
    how = {"lg": bench.lg, "conns": CONNS, "cluster": bench.cluster}
    rate = equal_rate((ceiling, product), **how)
    rounds = Rounds((ceiling, product), bench.rounds, secs=bench.secs, rate=rate, **how)
    pairs = list(zip(rounds.told["product"], rounds.told["ceiling"]))
    ratios = sorted((ours["cpu_us"] - bank_us) / theirs["cpu_us"] for ours, theirs in pairs)
    median, spread = ratios[len(ratios) // 2], (ratios[0], ratios[-1])
    report.at_most("S1", "CPU of a settlement, x ceiling", median, 1.6, 0.7, spread)
    for name in ("ceiling", "product"):
        for part in ("app", "pg"):
            value = rounds.median(name, f"{part}_us")
            report.at_most("S1", f"  {name}, {part}: CPU us a settlement", value)
    report.at_most("S1", "  of which the pretend bank in PostgreSQL", bank_us)

    counted = _counted(bench, product, CONNS)
    report.at_most("S1", "WAL of a settlement, kB", (counted["wal"] - bank_wal) / 1000, 2.5)
    # The bank is asked only after the question is written down (money.md E1): that is one commit, and
    # the settlement the other.
    report.counter("S1", "commits of question and settlement", counted["commits"] - 1, 2)


def settle_burst(bench, report):
    """S2: many payments at once to one shop, against the same over a thousand shops."""
    spread_out = bench.back(bench.product_data.all_shops, "all shops")
    to_one = bench.back(bench.product_data.one_shop, "one shop")
    how = {"lg": bench.lg, "conns": BURST_CONNS, "cluster": bench.cluster}
    rounds = Rounds((spread_out, to_one), bench.rounds, secs=bench.secs, **how)
    median, *spread = rounds.ratios("one shop", "all shops", "rps")
    report.at_least("S2", "rate to one shop, x a thousand shops", median, 0.9, 1.0, spread)
    report.at_least("S2", "  settlements a second", rounds.median("one shop", "rps"))
    syncs = _counted(bench, to_one, BURST_CONNS)["syncs"]
    report.at_most("S2", "syncs of a settlement", syncs, 0.3, 0.1)

    batched = bench.ceiling_settle("settleb")
    rounds = Rounds((batched, to_one), bench.rounds, secs=bench.secs, **how)
    median, *spread = rounds.ratios("one shop", "ceiling", "cpu_us")
    report.at_most("S2", "  CPU, x a ceiling that settles in batches", median, spread=spread)


def pretend_bank(bench):
    """What the pretend bank's two statements cost PostgreSQL: CPU us and bytes of WAL."""
    return by_itself(
        bench,
        f"\\set at random(0, {2 * bench.product_data.payments - 1})\n"
        "select orders.*, (select sum(amount) from sandbox_bank_refunds as refunds"
        " where refunds.reference = orders.reference), (select mood from sandbox_bank_moods as moods"
        " where moods.terminal = orders.terminal) from sandbox_bank_orders as orders"
        " where reference = 'ref' || lpad((:at)::text, 23, '0');\n"
        "update sandbox_bank_orders set verified_at = coalesce(verified_at, now())"
        " where reference = 'ref' || lpad((:at)::text, 23, '0');\n",
    )


def by_itself(bench, text):
    """What some statements cost PostgreSQL where nothing else is asked: CPU us and bytes of WAL."""
    script = f"{bench.cluster.folder}/bank.sql"
    with open(script, "w", encoding="ascii") as out:
        out.write(text)
    before, began = bench.cluster.counters(bench.database), bench.cluster.cpu_us()
    done = subprocess.run(
        [f"{bench.cluster.bin}/pgbench", "-n", "-M", "prepared", "-c", str(CONNS), "-j", "1",
         "-T", str(max(1, int(bench.secs))), "-f", script],
        env=os.environ | bench.cluster.environment(bench.database),
        capture_output=True, text=True, check=True,
    )
    us, after = bench.cluster.cpu_us() - began, bench.cluster.counters(bench.database)
    count = int(re.search(r"actually processed: (\d+)", done.stdout)[1])
    return us / count, (after["wal"] - before["wal"]) / count


def _counted(bench, target, conns):
    """WAL bytes, syncs and commits of one settlement. A backend tells what it has counted when it
    ends, so this is a run of a server of its own."""
    server = bench.serve()
    before = bench.cluster.counters(bench.database)
    target.server, shared = server, target.server
    count = bench.product_data.payments // 20
    target.ask(bench.lg, conns, 30, warm=0, count=count)
    target.server = shared
    server.stop()
    time.sleep(0.5)
    after = bench.cluster.counters(bench.database)
    told = {name: (after[name] - before[name]) / count for name in ("wal", "syncs")}
    return told | {"commits": round(bench.cluster.commits(before, after) / count, 2)}


def start(bench, report):
    """R1: from nothing to the first page, and what the program weighs."""
    seconds, cpu, idle = [], [], []
    for _ in range(bench.rounds):
        server = bench.serve()
        seconds.append(server.seconds)
        cpu.append(server.cpu_ms())
        time.sleep(1)
        idle.append(server.pss_mib())
        server.stop()
    median = lambda values: sorted(values)[len(values) // 2]
    range_of = lambda values: (min(values), max(values))
    report.at_most("R1", "start, s", median(seconds), 0.15, 0.06, range_of(seconds))
    report.at_most("R1", "CPU of the start, ms", median(cpu), 40, 15, range_of(cpu))
    report.at_most("R1", "binary, MiB", os.stat(bench.program).st_size / 2**20, 20, 10)
    report.at_most("R1", "memory at rest, MiB", median(idle), 30, 16, range_of(idle))
    server = bench.serve()
    page = bench.product_page(server)
    page.ask(bench.lg, CONNS, 2 if bench.smoke else 10, rate=1000)
    report.at_most("R1", "memory at 1 000 pages a second, MiB", server.pss_mib(), 64, 32)
    server.stop()


def first_install(bench, report):
    """R2: from an empty database to the first page."""
    bench.cluster.create("fresh")
    server = bench.serve(database="fresh", path="/healthz")
    page = ask(server.port, "/login")
    report.at_most("R2", "first install, s", time.perf_counter() - server.began, 3, 1)
    server.stop()
    if not page or b" 200 " not in page.partition(b"\r\n")[0]:
        raise SystemExit("a fresh house shows no page")


class Fetched(html.parser.HTMLParser):
    """What a browser would fetch for a page before it is whole."""

    def __init__(self):
        super().__init__()
        self.addresses = []

    def handle_starttag(self, tag, attrs):
        given = dict(attrs)
        linked = given.get("href") if tag == "link" and "canonical" != given.get("rel") else None
        address = given.get("src") or given.get("poster") or linked
        if address and not address.startswith("data:"):
            self.addresses.append(address)


def weight(bench, report):
    """W1: the payer's page on the wire."""
    page = bench.product_page()
    with open(bench.product_data.link_tokens, encoding="ascii") as tokens:
        told = ask(page.server.port, f"/p/{tokens.readline().strip()}")
    fetched = Fetched()
    fetched.feed(told.partition(b"\r\n\r\n")[2].decode())
    report.counter("W1", "payer's page with headers, kB", len(told) / 1000, 12, 5)
    report.counter("W1", "requests for it", 1 + len(fetched.addresses), 2, 1)
    fonts = told.count(b"@font-face")
    report.note(f"W1: beside it {fonts} font of ours, kept for a year, which no text waits for")
