"""What the product says to PostgreSQL, from PostgreSQL's own log: no statement is copied into this driver by
hand, so none grows old here."""

import json
import os
import re
import statistics
import time

_LINE = re.compile(r"^\d{4}-\d\d-\d\d [^\[]*\[(\d+)\] (\w+):  (.*)$")
_TIMED = re.compile(r"duration: ([\d.]+) ms  (execute [^:]*|statement): (.*)", re.DOTALL)
_VALUE = re.compile(r"\$(\d+) = (NULL|'(?:[^']|'')*')")

# Around a transaction, and to learn whether a connection is in one; none of them is work. Nor is what a driver
# asks once on each connection, about the types that it meets.
_FRAME = ("begin", "commit", "rollback", "set ")
_TYPES = "pg_catalog.pg_type"


class Statement:
    """A statement with its values, as they are written in SQL, and how long PostgreSQL was at it."""

    def __init__(self, text, millis):
        self.text, self.millis, self.values = text.strip(), millis, []

    def is_work(self):
        told = self.text.lower()
        return told != "" and not told.startswith(_FRAME) and _TYPES not in told


class Heard:
    """Everything that is said to a database by who connects from now on."""

    def __init__(self, cluster, database):
        self.cluster, self.database = cluster, database
        self._log = f"{cluster.folder}/log"
        self._set("set log_min_duration_statement = 0")

    def _set(self, what):
        self.cluster.sql("postgres", f"alter database {self.database} {what}")

    def during(self, act):
        """What is said while something is done: statements in their order."""
        began = os.path.getsize(self._log)
        act()
        # A backend answers first, and then writes down how long it took.
        time.sleep(0.1)
        with open(self._log, encoding="utf-8", errors="replace") as log:
            log.seek(began)
            return _read(log.read())

    def close(self):
        self._set("reset log_min_duration_statement")


def _read(text):
    """The statements of a piece of the log."""
    said, last = [], {}
    for backend, kind, told in _messages(text):
        if kind == "LOG":
            # What a detail belongs to: the values of a bind stand there too.
            last.pop(backend, None)
            if timed := _TIMED.fullmatch(told):
                last[backend] = Statement(timed[3], float(timed[1]))
                said.append(last[backend])
        elif kind == "DETAIL" and told.startswith("parameters: ") and backend in last:
            last[backend].values = [value for _, value in _VALUE.findall(told)]
    return said


def _messages(text):
    """Backend, kind and words of each message, of which all lines but the first are indented."""
    found = None
    for line in text.splitlines():
        head = _LINE.match(line)
        if head:
            if found:
                yield found
            found = head.groups()
        elif found:
            found = (*found[:2], found[2] + "\n" + line.removeprefix("\t"))
    if found:
        yield found


def again(cluster, database, statements, times):
    """How long psql waits for the same statements with the same values, in ms: the median of all together."""
    text = _prepared(statements) + "\\o /dev/null\n\\timing on\n" + _executed(statements) * times
    told = cluster.sql(database, text)
    took = [float(line.split()[1]) for line in told.splitlines() if line.startswith("Time: ")]
    count = len(statements)
    return statistics.median(sum(took[at:at + count]) for at in range(0, count * times, count))


def pages(cluster, database, statements):
    """How many pages the same statements touch, wherever those lie."""
    explain = "explain (analyze, buffers, timing off, format json) "
    told, plans = cluster.sql(database, _prepared(statements) + _executed(statements, explain)), []
    while told:
        plan, end = json.JSONDecoder().raw_decode(told)
        plans.append(plan[0]["Plan"])
        told = told[end:].lstrip()
    return sum(plan["Shared Hit Blocks"] + plan["Shared Read Blocks"] for plan in plans)


def _prepared(statements):
    return "".join(f"prepare heard_{at} as {one.text};\n" for at, one in enumerate(statements))


def _executed(statements, before=""):
    values = lambda one: f"({', '.join(one.values)})" if one.values else ""
    return "".join(f"{before}execute heard_{at}{values(one)};\n" for at, one in enumerate(statements))
