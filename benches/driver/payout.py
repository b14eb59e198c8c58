"""The benchmark of a payout's two clicks: whoever pays opens the page on which account and holder stand, and
confirms; what follows in the house until the transfer is planned belongs to it."""

import http.client
import random
import re
import time
import urllib.parse

from . import doors
from . import sealed
from . import seed
from .heard import Heard
from .load import BROWSER
from .measures import CONNS
from .measures import by_itself
from .measures import pretend_bank
from .merchant import at_once

# After so many seconds a worker that was started meanwhile has nothing else to do.
BEHIND_SECONDS = 3

IBAN = "IR820540102680020817909002"

# Payouts whose recipients have said where to and that it is right.
PAYOUTS_SQL = """
create temporary table given (at integer, id uuid, shop uuid, account uuid, digest bytea, iban bytea);
\\copy given from '{folder}/payouts.tsv'
insert into accounts (id, kind, owner, has_floor, opened_at)
select distinct account, 'payouts', shop::text, false, now() from given on conflict do nothing;
insert into payouts (id, workspace_id, title, recipient_name, recipient_mobile, amount, fee, fee_borne_by,
    answer_until, pay_seconds, created_at, created_by)
select id, shop, 'دستمزد ' || at, 'امین بهشتی', '09351112233', 10000000 + 10 * at, 50000, 'payer',
    now() + interval '7 days', 604800, now(), '00000000-0000-7000-8000-000000000001'
from given;
insert into payout_doors (token_digest, payout_id, side, revision) select digest, id, 'payer', 1 from given;
insert into payout_destinations (payout_id, revision, iban, fingerprint, bank, tail, holder, given_at,
    confirmed_at)
select id, 1, iban, '\\x{fingerprint}', '054', '9002', 'امین بهشتی', now(), now() from given;
"""

# The pretend bank says of everybody who stands before it that they have paid.
PAID_SQL = """
update sandbox_bank_orders
set state = 'paid', paid_amount = amount, card = '603799******1234', paid_at = now(),
    bank_number = '7' || lpad(order_number::text, 11, '0')
where state = 'waiting'
"""

# What the pretend bank writes when it is asked for a page.
BEGIN_SQL = """\\set at random(1, 1000000000)
with felt as (
    select coalesce((select mood from sandbox_bank_moods where terminal = '0001234'), 'well') as mood
), ordered as (
    insert into sandbox_bank_orders (reference, terminal, order_number, title, amount, callback, state,
        started_at, expires_at)
    select 'begun' || :at || gen_random_uuid(), '0001234', :at, 'dastmozd', 1000000,
        'http://localhost/back', 'refused', now(), now() + interval '15 minutes'
    from felt where mood in ('well', 'lossy', 'unreadable') returning reference
)
select mood, (select reference from ordered) from felt;
"""

# Only what follows from these payments is done, and it begins at one moment. What waits of other measures would
# be passed over each time that somebody looks what is due.
BEHIND_SQL = """
create function behind_later() returns trigger language plpgsql as $$
begin
    new.run_at := new.run_at + interval '1 day';
    return new;
end $$;
create trigger behind_later before insert on jobs for each row execute function behind_later();
update jobs set state = 'done' where state = 'queued' and kind <> 'payout_paid';
vacuum (analyze) jobs;
update jobs set run_at = clock_timestamp() + interval '{seconds} seconds' where state = 'queued';
"""

DONE_SQL = """
do $$
declare until timestamptz := clock_timestamp() + interval '2 minutes';
begin
    while clock_timestamp() < until
        and exists (select from jobs where kind = 'payout_paid' and state = 'queued') loop
        perform pg_sleep(0.1);
    end loop;
end $$;
"""

# Of the payouts of a run: those that were confirmed, and how many have their money, consent and transfer.
PLANNED_SQL = """
select count(distinct payout_payments.payout_id), count(distinct payout_fundings.payout_id),
    count(distinct payout_consents.payout_id), count(distinct transfers.id), count(distinct journals.id)
from payout_payments
left join payout_fundings using (payment_id)
left join payout_consents on payout_consents.payout_id = payout_fundings.payout_id
left join transfers on transfers.purpose = payout_payments.payout_id
left join journals on journals.kind = 'payment' and source_key = payout_payments.payment_id::text
"""


class Payer:
    """Whoever pays, at a browser of their own each time, over some connections."""

    def __init__(self, server):
        self.headers = dict(line.split(": ", 1) for line in BROWSER)
        self.lines = [http.client.HTTPConnection("127.0.0.1", server.port) for _ in range(CONNS)]

    def ask(self, line, path, expect, form=None):
        """The answer to a GET, or to a form that is sent."""
        # So many payments from one address of the net would be too many.
        numbers = [random.randrange(1, 255) for _ in range(3)]
        headers = self.headers | {"x-forwarded-for": "10.{}.{}.{}".format(*numbers)}
        body = None
        if form is not None:
            body = urllib.parse.urlencode(form)
            headers["content-type"] = "application/x-www-form-urlencoded"
            headers["sec-fetch-site"] = "same-origin"
        self.lines[line].request("POST" if body else "GET", path, body, headers)
        answer = self.lines[line].getresponse()
        told = answer.read()
        if answer.status != expect:
            raise SystemExit(f"{path}: {answer.status} {told.decode()[-600:]}")
        return told


class Payout:
    """A payout that waits for its payer."""

    def __init__(self, token):
        self.path, self.form, self.back = f"/send/{token}", None, None

    def open(self, payer, line):
        page = payer.ask(line, self.path, 200)
        value = lambda name: re.search(rf'name="{name}" value="([^"]+)"'.encode(), page)[1].decode()
        self.form = {"payment": value("payment"), "seen": value("seen")}

    def confirm(self, payer, line):
        payer.ask(line, f"{self.path}/payment", 303, self.form)
        payment = self.form["payment"]
        token = doors.token(b"return", int(payment.replace("-", ""), 16)).decode()
        self.back = f"/back/{payment}/{token}"

    def come_back(self, payer, line):
        payer.ask(line, self.back, 303)


def two_clicks(bench, report):
    """S4: both clicks and what follows, beside a payer's page and a settlement, all at one rate."""
    count = 80 if bench.smoke else 600
    payouts = _payouts(bench, (bench.rounds + 1) * count + 1)
    bank = {"return": pretend_bank(bench)[0], "confirm": by_itself(bench, BEGIN_SQL)[0]}
    bank["settle"] = bank["return"]
    _say_statements(bench, report, payouts.pop())
    server = bench.serve(more={"PROXIES": "1"})
    run = Run(bench, server)
    seconds = run.walk(payouts[:count])[1]
    rate = 0.7 * count / max(seconds.values())
    costs = []
    for at in range(1, bench.rounds + 1):
        told, _ = run.walk(payouts[at * count:(at + 1) * count], rate)
        costs.append({name: us - bank.get(name, 0) for name, us in told.items()})
    server.stop()
    behind = _behind(bench, len(payouts))
    _report(report, costs, behind, rate)
    done = map(int, bench.cluster.sql(bench.database, PLANNED_SQL).split("|"))
    confirmed, *parts = done
    report.counter("S4", "payouts that lack money, consent, transfer or journal",
                   max(len(payouts), confirmed) - min(parts), 0)
    report.counter("S4", "payouts that have one of them twice", max(parts) - confirmed, 0)


def _report(report, costs, behind, rate):
    median = lambda values: sorted(values)[len(values) // 2]
    spread = lambda values: (min(values), max(values))
    clicks = lambda one: one["open"] + one["confirm"] + one["return"]
    base = lambda one: one["page"] + one["settle"]
    whole = [(clicks(one) + sum(behind)) / base(one) for one in costs]
    report.at_most("S4", "CPU of a payout by two clicks, x page and settlement", median(whole), 1.2, 1.0,
                   spread(whole))
    alone = [clicks(one) / base(one) for one in costs]
    report.at_most("S4", "  the clicks alone, x page and settlement", median(alone), spread=spread(alone))
    names = {
        "page": "a payer's page", "settle": "a settlement", "open": "the first click: the page",
        "confirm": "the second click, until the bank's page", "return": "the way back from the bank",
    }
    for name, words in names.items():
        report.at_most("S4", f"  {words}: CPU us", median([one[name] for one in costs]))
    report.at_most("S4", "  behind it, until the transfer is planned: CPU us", sum(behind))
    report.at_most("S4", "    of which PostgreSQL", behind[1])
    report.note(f"S4: each step at {rate:.0f} requests a second; the pretend bank in PostgreSQL is taken off")


class Run:
    """Payouts, pages and settlements, asked in turns of the same server."""

    def __init__(self, bench, server):
        self.bench, self.server, self.payer = bench, server, Payer(server)
        with open(bench.product_data.link_tokens, encoding="ascii") as lines:
            self.links = lines.read().split()
        self.backs = bench.back(bench.product_data.all_shops)
        with open(bench.product_data.all_shops, encoding="ascii") as lines:
            self.ways = lines.read().split()

    def walk(self, payouts, rate=None):
        """CPU us and seconds of each step."""
        used = self.backs.used
        self.backs.used += len(payouts)
        steps = {
            "page": lambda line, at: self.payer.ask(line, f"/p/{random.choice(self.links)}", 200),
            "open": lambda line, at: payouts[at].open(self.payer, line),
            "confirm": lambda line, at: payouts[at].confirm(self.payer, line),
            "settle": lambda line, at: self.payer.ask(line, f"/back/{self.ways[used + at]}", 303),
            "return": lambda line, at: payouts[at].come_back(self.payer, line),
        }
        costs, seconds = {}, {}
        for name, act in steps.items():
            if name == "return":
                self.bench.cluster.sql(self.bench.database, PAID_SQL)
            costs[name], seconds[name] = self._cost(len(payouts), act, rate)
        return costs, seconds

    def _cost(self, count, act, rate):
        began = time.perf_counter()

        def when_due(line, at):
            if rate:
                time.sleep(max(0, began + at / rate - time.perf_counter()))
            act(line, at)

        app, pg = self.server.cpu_ms(), self.bench.cluster.cpu_us()
        at_once(CONNS, count, when_due if rate else act)
        us = (self.server.cpu_ms() - app) * 1000 + self.bench.cluster.cpu_us() - pg
        return us / count, time.perf_counter() - began


def _behind(bench, count):
    """CPU us of what a worker does with one payment until its transfer is planned: its own and PostgreSQL's."""
    bench.cluster.sql(bench.database, BEHIND_SQL.replace("{seconds}", str(BEHIND_SECONDS)))
    began = time.perf_counter()
    server = bench.serve(worker=True)
    time.sleep(max(0, began + BEHIND_SECONDS - 0.1 - time.perf_counter()))
    app, pg = server.cpu_ms(), bench.cluster.cpu_us()
    bench.cluster.sql(bench.database, DONE_SQL)
    parts = (server.cpu_ms() - app) * 1000 / count, (bench.cluster.cpu_us() - pg) / count
    server.stop()
    bench.cluster.sql(bench.database, "drop function behind_later cascade")
    return parts


def _say_statements(bench, report, payout):
    """What both clicks ask of PostgreSQL, beside what a page and a settlement ask."""
    heard = Heard(bench.cluster, bench.database)
    server = bench.serve(more={"PROXIES": "1"})
    run = Run(bench, server)
    run.payer.ask(0, f"/p/{run.links[0]}", 200)
    way = run.ways[run.backs.used]
    run.backs.used += 1
    ours = lambda act: [
        one for one in heard.during(act) if one.is_work() and "sandbox_bank_orders" not in one.text
    ]
    steps = {
        "the first click": lambda: payout.open(run.payer, 0),
        "the second click": lambda: payout.confirm(run.payer, 0),
        "a settlement": lambda: run.payer.ask(0, f"/back/{way}", 303),
        "the way back": lambda: payout.come_back(run.payer, 0),
    }
    for words, act in steps.items():
        if words == "the way back":
            bench.cluster.sql(bench.database, PAID_SQL)
        report.at_most("S4", f"statements of {words}", len(ours(act)))
    server.stop()
    heard.close()


def _payouts(bench, count):
    """Payouts over all shops, each answered by its recipient."""
    shops = [shop for _, shop in zip(range(seed.SHOPS + 1), doors.Ids(1))]
    made = []
    with open(f"{bench.cluster.folder}/payouts.tsv", "w", encoding="ascii") as out:
        for at, payout in zip(range(count), doors.Ids(4)):
            shop = shops[1 + at % seed.SHOPS]
            token = doors.token(b"payout_payer", payout, 1)
            account = doors.account("payouts", doors.text(shop))
            iban = sealed.seal(IBAN, "payout_destinations.iban", payout).hex()
            out.write(f"{at}\t{payout:032x}\t{shop:032x}\t{account}\t\\\\x{doors.digest(token)}\t\\\\x{iban}\n")
            made.append(Payout(token.decode()))
    text = PAYOUTS_SQL.replace("{folder}", bench.cluster.folder)
    text = text.replace("{fingerprint}", sealed.fingerprint(IBAN).hex())
    bench.cluster.sql(bench.database, text + "analyze payouts; analyze payout_doors;")
    return made
