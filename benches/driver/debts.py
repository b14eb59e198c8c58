"""The benchmarks of what people of a building owe: the list of who owes most, and a statement of five years."""

import datetime
import re
import statistics
import uuid

from . import doors
from . import heard
from .heard import Heard
from .load import Target
from .merchant import Merchant

TIMES = 15
YEARS = 5

# An account, a person, and what is open of both, through their indexes.
PAGES_OF_A_UNIT = 6

SHOP = "00000000-0000-7000-8000-0000000000a3"

# A house with one workspace, of whoever is signed in.
HOUSE_SQL = """
insert into members (id, mobile, name, password, language, joined_at)
values ('00000000-0000-7000-8000-000000000001', '09121234567', 'سارا رضایی', 'none', 'fa', now());
insert into workspaces (id, name, phone, language, unit, opened_at)
values ('{shop}', 'شهرک سرو', '02144556677', 'fa', 'toman', now());
insert into workspace_members (workspace_id, member_id, role, joined_at)
values ('{shop}', '00000000-0000-7000-8000-000000000001', 'owner', now());
-- Ids as they come one after the other.
create function made_id(kind integer, at bigint) returns uuid language sql immutable as $$
    select (lpad(to_hex(at), 12, '0') || '7' || lpad(to_hex(kind), 3, '0') || '8000000000000000')::uuid
$$;
"""

# Buildings with a past: each month each unit was charged, and of ten bills nine are paid. What is written
# follows from what it is, so references and triggers are left out.
PAST_SQL = """
set session_replication_role = replica;
set synchronous_commit = off;
set work_mem = '64MB';
create temporary table made as
select building, (building - 1) * {units} + unit as at, unit
from generate_series({first}, {last}) as building, generate_series(1, {units}) as unit;
insert into accounts (id, kind, owner, has_floor, opened_at)
select made_id(1, building), 'building_cash', made_id(2, building)::text, false, now()
from made where unit = 1;
insert into buildings (id, workspace_id, name, cash_account, created_by, created_at)
select made_id(2, building), '{shop}', 'شهرک ' || building, made_id(1, building),
    '00000000-0000-7000-8000-000000000001', now()
from made where unit = 1;
insert into units (id, building_id, floor, number, number_order, kind, area, persons, parkings, share,
    coefficient)
select made_id(3, at), made_id(2, building), unit / 20, unit, unit, 'flat', 7500, 3, 1, 0, 100 from made;
insert into residents (id, building_id, name, mobile, token_digest)
select made_id(4, at), made_id(2, building), 'ساکن واحد ' || unit,
    '09' || lpad((120000000 + at)::text, 9, '0'), sha256(made_id(4, at)::text::bytea)
from made;
insert into accounts (id, kind, owner, has_floor, opened_at)
select made_id(5, at), 'debts', made_id(6, at)::text, false, now() from made;
insert into parties (id, building_id, unit_id, resident_id, account_id)
select made_id(6, at), made_id(2, building), made_id(3, at), made_id(4, at), made_id(5, at) from made;
insert into charge_runs (id, building_id, period, version, due_on, inputs, digest, total, bills, issued_by,
    begun_at, done_at, written)
select made_id(7, building::bigint * 1000 + month), made_id(2, building), {month} - {months} + month, 1,
    current_date - 30 * ({months} - month), '', '', 1, {units},
    '00000000-0000-7000-8000-000000000001', now(), now(), {units}
from made, generate_series(1, {months}) as month where unit = 1;
insert into charges (id, building_id, run_id, party_id, place, kind, amount, due_on, debtor, line_sources,
    line_amounts, paid)
select made_id(8, at * 1000 + month), made_id(2, building),
    made_id(7, building::bigint * 1000 + month), made_id(6, at), unit, 'principal', 12000000 + unit % 777,
    current_date - 30 * ({months} - month), 'ساکن واحد ' || unit, '{1,2,3,4,5}',
    array[5000000, 3000000, 2000000, 1000000, 1000000 + unit % 777],
    case when (unit * 31 + month) % 10 <> 0 then 12000000 + unit % 777 else 0 end
from generate_series(1, {months}) as month, made order by month, at;
insert into allocations (id, charge_id, amount, allocated_at)
select made_id(9, at * 1000 + month), made_id(8, at * 1000 + month), 12000000 + unit % 777,
    now() - interval '1 month' * ({months} - month)
from generate_series(1, {months}) as month, made where (unit * 31 + month) % 10 <> 0 order by month, at;
"""

COUNT_SQL = "select (select count(*) from charges) + (select count(*) from allocations)"

# One building whose units were charged each month and have paid each bill at the bank, by the books.
YEARS_SQL = """
set session_replication_role = replica;
set synchronous_commit = off;
insert into accounts (id, kind, owner, has_floor, opened_at)
values ('{cash}', 'building_cash', '{building}', false, now()),
    ('{fund}', 'building_fund', '{building}:operating', false, now());
insert into buildings (id, workspace_id, name, cash_account, created_by, created_at)
values ('{building}', '{shop}', 'شهرک پنج‌ساله', '{cash}', '00000000-0000-7000-8000-000000000001', now());
insert into building_funds (building_id, kind, account_id) values ('{building}', 'operating', '{fund}');
create temporary table made as
select at, gen_random_uuid() as unit, case at when 1 then '{resident}'::uuid else gen_random_uuid() end
    as resident, gen_random_uuid() as account, gen_random_uuid() as party
from generate_series(1, {units}) as at;
insert into units (id, building_id, floor, number, number_order, kind, area, persons, parkings, share,
    coefficient)
select unit, '{building}', at / 4, at, at, 'flat', 7500, 3, 1, 0, 100 from made;
insert into residents (id, building_id, name, mobile, token_digest)
select resident, '{building}', 'ساکن واحد ' || at,
    case at when 1 then '09121234567' else '09' || lpad((130000000 + at)::text, 9, '0') end,
    sha256(resident::text::bytea)
from made;
insert into occupancies (id, unit_id, resident_id, role, since)
select gen_random_uuid(), unit, resident, 'owner', current_date - 3000 from made;
insert into accounts (id, kind, owner, has_floor, opened_at)
select account, 'debts', party::text, false, now() from made;
insert into parties (id, building_id, unit_id, resident_id, account_id)
select party, '{building}', unit, resident, account from made;
create temporary table bill as
select at, month, gen_random_uuid() as charge, gen_random_uuid() as payment, gen_random_uuid() as issued,
    gen_random_uuid() as paid, 12000000 + at as amount, account, party, resident,
    now() - interval '30 days' * ({months} - month) - interval '9 days' as day
from made, generate_series(1, {months}) as month;
create temporary table run as
select month, gen_random_uuid() as id from generate_series(1, {months}) as month;
insert into charge_runs (id, building_id, period, version, due_on, inputs, digest, total, bills, issued_by,
    begun_at, done_at, written)
select id, '{building}', {month} - {months} + month, 1, current_date, '', '', 1, {units},
    '00000000-0000-7000-8000-000000000001', now(), now(), {units}
from run;
insert into charges (id, building_id, run_id, party_id, place, kind, amount, due_on, debtor, paid)
select charge, '{building}', run.id, party, at, 'principal', amount, day::date, 'ساکن واحد ' || at,
    amount
from bill join run using (month);
insert into payments (id, workspace_id, order_number, gateway, terminal, amount, title, payee_name, unit,
    purpose, again, on_paid, credit_account, receipt_digest, status, changed_at, changed_by, opened_at,
    paid_at, bank_reference, bank_number)
select payment, '{shop}', 7000000000 + at * 1000 + month, 'sandbox', '0001234', amount, 'شارژ', 'شهرک',
    'toman', payment, jsonb_build_object('resident', jsonb_build_object('resident', resident)),
    jsonb_build_object('kind', 'charges_paid', 'payment', payment), '{cash}',
    sha256(payment::text::bytea), 'confirmed', day, 'return', day, day, 'years' || payment, '9' || payment
from bill;
insert into resident_payments (payment_id, building_id, resident_id, named)
select payment, '{building}', resident, array[charge] from bill;
insert into allocations (id, charge_id, payment_id, amount, allocated_at)
select gen_random_uuid(), charge, payment, amount, day from bill;
insert into journals (id, kind, source_key, posted_at)
select issued, 'charge', charge::text, day from bill
union all select paid, 'charge_payment', payment::text, day + interval '5 days' from bill;
insert into entries (journal_id, line, account_id, amount)
select issued, 1, account, amount from bill
union all select issued, 2, '{fund}', -amount from bill
union all select paid, 1, '{cash}', amount from bill
union all select paid, 2, account, -amount from bill;
analyze;
"""


def debtors(bench, report):
    """A3: who owes most in a building, among few entries and among a hundred times as many."""
    units, months, few, many = (50, 12, 1, 88) if bench.smoke else (500, 24, 5, 439)
    _house(bench, "owed")
    found = {}
    for first, last in ((1, few), (few + 1, many)):
        _past(bench, (first, last), units, months)
        count = int(bench.cluster.sql("owed", COUNT_SQL))
        found[count] = _list(bench, (first + last) // 2)
    (_, little), (most, large) = found.items()
    few = next(iter(found))
    report.at_most("A3", f"SQL of the debtors' list among {most} entries, ms", large["ms"], 1, 0.15)
    report.at_most("A3", f"  x among {few}", large["ms"] / little["ms"], 1.3)
    report.at_most("A3", f"  pages that it touches among {few}", little["pages"])
    report.at_most("A3", f"  pages that it touches among {most}", large["pages"])
    report.at_most("A3", "  statements of the whole page", large["statements"])
    report.at_most("A3", "  SQL of the whole page, ms", large["whole"])
    # Where there are few of all, tables are read whole, in fewer pages than it takes to look up the people of each
    # unit. Indexes become deeper by a level or two; a list that read what is others' would read much more.
    least = max(little["pages"], PAGES_OF_A_UNIT * units)
    report.counter("A3", "  pages touched, x what the building's own take", large["pages"] / least, 3)
    slowest = " ".join(large["slowest"].split())
    report.note(f"A3: {units} units of {months} months, a tenth of the bills open; most of it: {slowest[:160]}…")


def _house(bench, database):
    """A database of its own, with a house in it."""
    bench.cluster.create(database)
    bench.serve(database=database, path="/healthz").stop()
    bench.cluster.sql(database, HOUSE_SQL.replace("{shop}", SHOP))


def this_month():
    """The month of today as the product counts, from the first of Farvardin 1405 on."""
    year, first, today = 1405, datetime.date(2026, 3, 21), datetime.date.today()
    is_leap = lambda year: (25 * year + 11) % 33 < 8
    while (length := 366 if is_leap(year) else 365) <= (today - first).days:
        year, first = year + 1, first + datetime.timedelta(length)
    day = (today - first).days
    return 12 * year + (day // 31 if day < 186 else 6 + (day - 186) // 30)


def _past(bench, buildings, units, months):
    first, last = buildings
    text = PAST_SQL
    for name, value in {
        "first": first, "last": last, "units": units, "months": months, "month": this_month(),
        "shop": SHOP,
    }.items():
        text = text.replace("{" + name + "}", str(value))
    bench.cluster.sql("owed", text)
    bench.cluster.sql("owed", "vacuum (analyze)")


def _list(bench, at):
    """What the report of a building says to PostgreSQL for its list, and what that costs."""
    building = bench.cluster.sql("owed", f"select made_id(2, {at})")
    log = Heard(bench.cluster, "owed")
    server = bench.serve(database="owed", path="/healthz")
    merchant = Merchant(bench, server, SHOP, "owed")
    line = merchant.connection()
    page = lambda: merchant.get(f"/buildings/{building}/report", line)
    said = [[one for one in log.during(page) if one.is_work()] for _ in range(TIMES)]
    server.stop()
    log.close()
    # What was heard last was planned as it is in a house that has been open for a while.
    lists = [[one for one in told if "with debts as" in one.text] for told in said]
    if not lists[-1]:
        raise SystemExit("the report asks for no debts")
    warm = slice(TIMES // 2, None)
    total = lambda told: sum(one.millis for one in told)
    return {
        "ms": statistics.median(map(total, lists[warm])), "whole": statistics.median(map(total, said[warm])),
        "statements": len(said[-1]), "pages": heard.pages(bench.cluster, "owed", lists[-1]),
        "slowest": max(said[-1], key=lambda one: one.millis).text,
    }


def statement(bench, report):
    """A4: five years of one unit, beside the same statements in psql."""
    shop, units, months = doors.text(next(doors.Ids(1))), 20 if bench.smoke else 200, 12 * YEARS
    log = Heard(bench.cluster, bench.database)
    server = bench.serve()
    merchant = Merchant(bench, server, shop)
    building, resident = str(uuid.uuid4()), str(uuid.uuid4())
    _years(bench, (building, resident, shop), units, months)
    path = f"/my/{resident}/statement"
    offered = re.findall(r'<option value="(\d{4}-\d\d)"', merchant.get(path).decode())
    path += f"?from={offered[months - 1]}&to={offered[0]}"
    rows = merchant.get(path).count(b"<tr")
    if rows < 2 * months - 2:
        raise SystemExit(f"a statement of {months} months has {rows} rows")
    said = log.during(lambda: merchant.get(path))
    log.close()
    server.stop()
    work = [one for one in said if one.is_work()]
    report.at_most("A4", f"statements of a unit's {months} months", len(work), 3, 1)
    server = bench.serve()
    target = Target("statement", server, path, hdr=f"cookie: {merchant.headers['cookie']}")
    ratios, took = [], []
    for _ in range(bench.rounds):
        told = target.ask(bench.lg, 1, bench.secs)
        in_psql = heard.again(bench.cluster, bench.database, work, 50)
        took.append((told["p50_us"] / 1000, in_psql, told["app_us"]))
        ratios.append(told["p50_us"] / 1000 / in_psql)
    ratios.sort()
    server.stop()
    report.at_most("A4", "  time of the request, x its SQL in psql", statistics.median(ratios), 2,
                   spread=(ratios[0], ratios[-1]))
    for words, values in zip(("the request, ms", "its SQL in psql, ms", "CPU of the program, us"), zip(*took)):
        report.at_most("A4", f"  {words}", statistics.median(values))


def _years(bench, ids, units, months):
    building, resident, shop = ids
    text = YEARS_SQL
    for name, value in {
        "building": building, "resident": resident, "shop": shop, "units": units, "months": months,
        "month": this_month(),
        "cash": doors.account("building_cash", building),
        "fund": doors.account("building_fund", f"{building}:operating"),
    }.items():
        text = text.replace("{" + name + "}", str(value))
    bench.cluster.sql(bench.database, text)
