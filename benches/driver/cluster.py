"""A throwaway PostgreSQL, from whatever server binaries this machine has."""

import contextlib
import glob
import os
import pwd
import re
import shutil
import signal
import subprocess
import tempfile
import time

PLACES = [
    "/usr/lib/postgresql/*/bin",
    "/usr/pgsql-*/bin",
    "/opt/homebrew/opt/postgresql@*/bin",
    "/usr/local/opt/postgresql@*/bin",
]

# Like a small server's, but for two things: autovacuum and checkpoints would fall on whichever
# server is being measured at that moment.
SETTINGS = """
listen_addresses = ''
shared_buffers = 512MB
max_wal_size = 32GB
checkpoint_timeout = 1d
autovacuum = off
max_connections = 200
random_page_cost = 1.1
"""


def binaries():
    """The folder of the newest server binaries."""
    named = os.environ.get("PG_BIN_DIR")
    found = [named] if named else []
    found += sorted((f for place in PLACES for f in glob.glob(place)), key=_version, reverse=True)
    on_path = shutil.which("initdb")
    found += [os.path.dirname(on_path)] if on_path else []
    for folder in found:
        if os.access(f"{folder}/initdb", os.X_OK):
            return folder
    raise SystemExit("PostgreSQL's server binaries were not found; install them or set PG_BIN_DIR")


def _version(folder):
    return [int(number) for number in re.findall(r"\d+", folder)]


class Cluster:
    def __init__(self, parent):
        self.bin = binaries()
        self.folder = tempfile.mkdtemp(prefix="peyvand-bench-", dir=parent)
        self.user = self._unprivileged()
        if self.user:
            shutil.chown(self.folder, self.user)
        os.chmod(self.folder, 0o755)
        self.data = f"{self.folder}/data"
        options = ["-A", "trust", "-U", "postgres", "-E", "UTF8", "--locale=C", "-D", self.data]
        self._run([f"{self.bin}/initdb", "-N", *options])
        settings = SETTINGS + f"unix_socket_directories = '{self.folder}'\n"
        with open(f"{self.data}/postgresql.conf", "a", encoding="utf-8") as conf:
            conf.write(settings)
        self.rise()

    def rise(self):
        """Starts the server, and waits until it answers."""
        with open(f"{self.folder}/log", "a", encoding="utf-8") as log:
            self.process = subprocess.Popen(
                [f"{self.bin}/postgres", "-D", self.data],
                stdout=log, stderr=log, user=self.user, start_new_session=True,
            )
        self._wait()

    def fall(self):
        """Kills the server with all its backends, where they stand."""
        for pid in self._tree():
            # A backend that sees its server fall is quicker.
            with contextlib.suppress(ProcessLookupError):
                os.kill(pid, signal.SIGKILL)
        self.process.wait()

    @staticmethod
    def _unprivileged():
        """PostgreSQL refuses to run as root."""
        if os.geteuid() != 0:
            return None
        names = {entry.pw_name for entry in pwd.getpwall()}
        return "postgres" if "postgres" in names else "nobody"

    def _run(self, command):
        done = subprocess.run(
            command, user=self.user, cwd="/", capture_output=True, text=True, check=False
        )
        if done.returncode:
            raise SystemExit(done.stderr)

    def _wait(self):
        for _ in range(200):
            ready = subprocess.run(
                [f"{self.bin}/pg_isready", "-q", "-h", self.folder], check=False
            )
            if ready.returncode == 0:
                return
            time.sleep(0.05)
        raise SystemExit(f"PostgreSQL does not start: see {self.folder}/log")

    @property
    def pid(self):
        return self.process.pid

    def url(self, database):
        return f"postgres://postgres@localhost/{database}?host={self.folder}"

    def environment(self, database):
        return {"PGHOST": self.folder, "PGUSER": "postgres", "PGDATABASE": database}

    def all_of(self, database):
        """The environment of a program of PostgreSQL's that works with a database."""
        return os.environ | self.environment(database)

    def create(self, database):
        self.sql("postgres", f"create database {database}")

    def sql(self, database, text, **variables):
        """Runs statements with psql's variables; the values of the last one, as text."""
        given = [f"--set={name}={value}" for name, value in variables.items()]
        done = subprocess.run(
            [f"{self.bin}/psql", "-qXAt", "-v", "ON_ERROR_STOP=1", *given, "-f", "-"],
            input=text, capture_output=True, text=True, check=False,
            env=os.environ | self.environment(database),
        )
        if done.returncode:
            raise SystemExit(done.stderr)
        return done.stdout.strip()

    def counters(self, database):
        """How far the WAL has come, as PostgreSQL writes it and in bytes, and its syncs."""
        newest = int(self.sql(database, "show server_version_num")) // 10000
        syncs = (
            "select sum(fsyncs) from pg_stat_io where object = 'wal'"
            if newest >= 18
            else "select wal_sync from pg_stat_wal"
        )
        told = self.sql(
            database,
            f"""select lsn, lsn - '0/0'::pg_lsn, ({syncs})
            from pg_current_wal_flush_lsn() as lsn""",
        )
        lsn, wal, syncs = told.split("|")
        return {"lsn": lsn, "wal": float(wal), "syncs": float(syncs or 0)}

    def commits(self, before, after):
        """Commits that wrote something, between two readings of the counters."""
        done = subprocess.run(
            [f"{self.bin}/pg_waldump", "--stats=record", "-p", f"{self.data}/pg_wal",
             "-s", before["lsn"], "-e", after["lsn"]],
            capture_output=True, text=True, check=False,
        )
        found = re.search(r"Transaction/COMMIT\s+(\d+)", done.stdout)
        return int(found[1]) if found else 0

    def cpu_us(self):
        """CPU time of the server and its backends, living and dead, until now."""
        return sum(self._tree().values()) * 1e6 / os.sysconf("SC_CLK_TCK")

    def _tree(self):
        """The server and its backends, each with its clock ticks until now."""
        ticks, parents = {}, {}
        for pid in filter(str.isdigit, os.listdir("/proc")):
            try:
                with open(f"/proc/{pid}/stat", encoding="utf-8", errors="replace") as stat:
                    fields = stat.read().rpartition(")")[2].split()
            except OSError:
                continue
            parents[int(pid)] = int(fields[1])
            ticks[int(pid)] = sum(map(int, fields[11:15]))
        return {pid: ticks[pid] for pid in ticks if self.pid in (pid, parents[pid])}

    def close(self):
        self.process.send_signal(signal.SIGINT)
        self.process.wait(30)
        shutil.rmtree(self.folder, ignore_errors=True)
