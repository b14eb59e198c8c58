"""The benchmarks of a merchant's desk: links made one by one and from a table, and accounts of any
length."""

import http.client
import itertools
import json
import subprocess
import threading
import time
import uuid

from . import doors
from .merchant import Merchant
from .merchant import at_once

CONNS = 8

# A shop whose payments of four weeks are confirmed and booked, as many as are asked for.
PAID_SQL = """
create temporary table paid as
select at, gen_random_uuid() as id, gen_random_uuid() as journal,
    now() - interval '25 days' * at / {count} as paid_at, 1000000 + 10 * (at % 200000) as amount
from generate_series(1, {count}) as at;
begin;
insert into payments (id, workspace_id, order_number, gateway, terminal, amount, title, payee_name,
    payee_phone, payer_name, payer_mobile, unit, purpose, again, on_paid, credit_account,
    receipt_digest, status, changed_at, changed_by, opened_at, paid_at, bank_reference, bank_page,
    bank_number, card, fee)
select paid.id, '{shop}', {first} + at, 'sandbox', '0001234', amount, 'سفارش شماره ' || at,
    'فروشگاه', '02144556677', 'رضا محمدی', '09351112233', 'toman', paid.id,
    jsonb_build_object('link', jsonb_build_object('link', paid.id, 'version', 1)),
    jsonb_build_object('kind', 'link_paid', 'link', paid.id, 'payment', paid.id), '{account}',
    sha256(paid.id::text::bytea), 'confirmed', paid_at, 'return', paid_at - interval '1 minute',
    paid_at, 'paid' || {first} + at, 'http://localhost/', '8' || {first} + at, '603799••••••1234', 0
from paid;
commit;
"""


def shop(at):
    """The id of a shop of the seed."""
    ids = doors.Ids(1)
    for _ in range(at):
        next(ids)
    return doors.text(next(ids))


def one_by_one(bench, report):
    """L1: a link is made by the form, and by the ceiling from a line of JSON."""
    count = 200 if bench.smoke else 3_000
    server = bench.serve()
    # One shop makes three hundred links an hour at most.
    every = [Merchant(bench, server, shop(10 + at)) for at in range(CONNS * (bench.rounds + 1) * 2)]
    lines = [every[0].connection() for _ in range(CONNS)]
    made = itertools.count()

    def make(first, number):
        form = [
            ("id", str(uuid.uuid4())), ("title", f"سفارش {number}"), ("kind", "fixed"),
            ("amount", "2000"), ("expiry", "7d"), ("uses", "one"), ("direct", "yes"),
            ("act", "make"),
        ]
        every[next(made) % len(every)].post("/links", form, lines[first])

    theirs = bench.ceiling_server()
    doors_of = [http.client.HTTPConnection("127.0.0.1", theirs.port) for _ in range(CONNS)]
    body = json.dumps({
        "merchant_id": 7, "title": "Order 347", "description": "saffron", "amount_minor": 2450000,
        "currency": "IRR",
    })

    def make_there(first, _):
        door = doors_of[first]
        door.request("POST", "/links", body, {"content-type": "application/json"})
        if door.getresponse().read() is None:
            raise SystemExit("the ceiling makes no link")

    ratios = []
    for _ in range(bench.rounds):
        ours = _cost(bench, server, count, make)
        ratios.append(ours / _cost(bench, theirs, count, make_there))
    ratios.sort()
    spread = (ratios[0], ratios[-1])
    report.at_most("L1", "CPU of a new link, x ceiling", ratios[len(ratios) // 2], 1.6, 1.1, spread)
    before = bench.cluster.counters(bench.database)
    at_once(CONNS, count, make)
    server.stop()
    time.sleep(0.5)
    after = bench.cluster.counters(bench.database)
    commits = bench.cluster.commits(before, after) / count
    report.at_most("L1", "commits of a new link", round(commits, 2), 1)
    report.at_most("L1", "  WAL of a new link, kB", (after["wal"] - before["wal"]) / count / 1000)


def _cost(bench, server, count, act):
    """CPU of one act, in us, of the server and of PostgreSQL."""
    app, pg = server.cpu_ms(), bench.cluster.cpu_us()
    at_once(CONNS, count, act)
    return ((server.cpu_ms() - app) * 1000 + bench.cluster.cpu_us() - pg) / count


COPY_SQL = """
create temporary table copied as select * from links where title like 'از جدول %' limit {count};
\\timing on
insert into links ({columns})
select {values} from copied;
\\timing off
"""


def from_a_table(bench, report):
    """L2: links from a table, from the upload to the last link, beside their bare rows."""
    count = 1_000 if bench.smoke else 10_000
    # The worker would first tell the payers and merchants of all the payments that were settled here.
    bench.cluster.sql(bench.database, "update jobs set state = 'done' where state = 'queued'")
    server = bench.serve(worker=True)
    merchant = Merchant(bench, server, shop(2))
    rows = "".join(f"از جدول {at},2000,رضا,,B-{at}\r\n" for at in range(count))
    table = "بابت,مبلغ (تومان),نام پرداخت‌کننده,موبایل,شمارهٔ سفارش\r\n" + rows
    at_rest = server.pss_mib()
    most = Most(server)
    began = time.perf_counter()
    page = merchant.upload("/links/bulk", [("by", "sms"), ("days", "7")], table.encode())
    rehearsed = time.perf_counter() - began
    merchant.get(page)
    confirmed = time.perf_counter()
    merchant.post(f"{page}/confirmation", [])
    made = "select count(*) from links where title like 'از جدول %'"
    while int(bench.cluster.sql(bench.database, made)) < count:
        if time.perf_counter() - confirmed > 120:
            raise SystemExit("the table's links are not made")
        time.sleep(0.05)
    seconds = rehearsed + time.perf_counter() - confirmed
    grown = most.end() - at_rest
    server.stop()
    bare = _bare_rows(bench, count)
    report.at_most("L2", f"{count} links from a table, x their bare rows", seconds / bare, 3, 1.5)
    report.at_least("L2", "  links a second", count / seconds)
    report.at_most("L2", "  of which the rehearsal, s", rehearsed)
    report.at_most("L2", "  memory that it took, MiB", grown)


class Most:
    """The most memory that a server has while something goes on."""

    def __init__(self, server):
        self._server, self._most, self._goes_on = server, 0, True
        self._thread = threading.Thread(target=self._look)
        self._thread.start()

    def _look(self):
        while self._goes_on:
            self._most = max(self._most, self._server.pss_mib())
            time.sleep(0.05)

    def end(self):
        self._goes_on = False
        self._thread.join()
        return self._most


def _bare_rows(bench, count):
    """How long PostgreSQL takes to write the same rows again, in seconds."""
    names = bench.cluster.sql(
        bench.database,
        "select string_agg(attname, ',' order by attnum) from pg_attribute"
        " where attrelid = 'links'::regclass and attnum > 0 and not attisdropped"
        " and attgenerated = ''",
    )
    new = {
        "id": "gen_random_uuid()", "token_digest": "sha256(gen_random_uuid()::text::bytea)",
        "reference": "reference || '-copy'", "batch_id": "null", "batch_row": "null",
    }
    text = COPY_SQL.replace("{count}", str(count)).replace("{columns}", names)
    text = text.replace("{values}", ",".join(new.get(name, name) for name in names.split(",")))
    told = bench.cluster.sql(bench.database, text)
    line = next(line for line in told.splitlines() if line.startswith("Time:"))
    return float(line.split()[1]) / 1000


def _paid_shop(bench, at, count):
    """A shop with that many booked payments."""
    text = PAID_SQL
    for name, value in {
        "count": count, "shop": shop(at), "first": 5_000_000_000 + at * 100_000_000,
        "account": doors.account("wallet", shop(at)),
    }.items():
        text = text.replace("{" + name + "}", str(value))
    bench.cluster.sql(bench.database, "set synchronous_commit = off;" + text)


def accounts(bench, report):
    """A2 and A6: the accounts of a shop with a thousand payments and of one with a million, a page and
    the whole."""
    few, many = (100, 2_000) if bench.smoke else (1_000, 1_000_000)
    _paid_shop(bench, 3, few)
    _paid_shop(bench, 4, many)
    bench.cluster.sql(bench.database, "vacuum (freeze, analyze) payments")
    server = bench.serve()
    little, large = (Merchant(bench, server, shop(at)) for at in (3, 4))
    for name, path in (
        ("a week's money that waits", "/accounting?period=7&state=suspended"),
        ("a week", "/accounting?period=7"),
        ("a month", "/accounting?period=30"),
    ):
        costs = []
        for _ in range(bench.rounds):
            told = [
                _cost(bench, server, 16, lambda _, __, who=who, path=path: who.get(path))
                for who in (little, large)
            ]
            costs.append(told[1] / told[0])
        costs.sort()
        label = f"{name} of accounts: {many} payments, x {few}"
        report.at_most("A2", label, costs[len(costs) // 2], 1.3, 1.0, (costs[0], costs[-1]))
    at_rest, most = server.pss_mib(), Most(server)
    began = time.perf_counter()
    size = large.stream("/accounting.csv?period=30")
    seconds, grown = time.perf_counter() - began, most.end() - at_rest
    server.stop()
    copied = _copied(bench)
    report.at_most("A6", f"export of {many} payments, x COPY TO", seconds / copied, 3, 1.5)
    report.at_most("A6", "memory that it took, MiB", grown, 10)
    report.note(f"A6: {size / 1e6:.0f} MB of text in {seconds:.1f} s")


def _copied(bench):
    """How long COPY TO takes for the same columns, in seconds."""
    began = time.perf_counter()
    text = (
        "copy (select paid_at, order_number, title, payer_name, payer_mobile, amount, fee, amount - fee,"
        f" status, bank_number, card from payments where workspace_id = '{shop(4)}'"
        " order by happened_at desc, id desc) to stdout (format csv)"
    )
    done = subprocess.run(
        [f"{bench.cluster.bin}/psql", "-qXAt", "-c", text], stdout=subprocess.DEVNULL, check=False,
        env=bench.cluster.all_of(bench.database),
    )
    if done.returncode:
        raise SystemExit("COPY TO does not work")
    return time.perf_counter() - began
