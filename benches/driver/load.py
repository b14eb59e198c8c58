"""Servers under load: starting them, asking them in turns, and what that cost."""

import json
import os
import signal
import socket
import statistics
import subprocess
import tempfile
import time

# As a phone's browser asks that follows a link from a message.
BROWSER = [
    "user-agent: Mozilla/5.0 (Linux; Android 14; SM-A546E) AppleWebKit/537.36 (KHTML, like Gecko)"
    " Chrome/126.0.0.0 Mobile Safari/537.36",
    "accept: text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8",
    "accept-language: fa-IR,fa;q=0.9,en;q=0.7",
    "sec-fetch-site: cross-site",
    "sec-fetch-mode: navigate",
    "sec-fetch-dest: document",
]


def free_port():
    with socket.socket() as door:
        door.bind(("127.0.0.1", 0))
        return door.getsockname()[1]


def ask(port, path, headers=BROWSER):
    """One request on a connection of its own: the whole answer, or None."""
    lines = [f"GET {path} HTTP/1.1", f"host: 127.0.0.1:{port}", *headers, "connection: close"]
    try:
        with socket.create_connection(("127.0.0.1", port), timeout=30) as stream:
            stream.sendall(("\r\n".join(lines) + "\r\n\r\n").encode())
            parts = []
            while part := stream.recv(65536):
                parts.append(part)
            return b"".join(parts)
    except OSError:
        return None


class Server:
    """A process that answers on a port of its own; `{port}` in what it is given is that port."""

    def __init__(self, command, environment, path, folder="/", patience=30):
        self.port = free_port()
        self.path = path
        fill = lambda text: text.replace("{port}", str(self.port))
        # A file, because a pipe that nobody reads is full some hundred requests later.
        self.log = tempfile.TemporaryFile()
        self.began = time.perf_counter()
        self.process = subprocess.Popen(
            [fill(part) for part in command],
            env=os.environ | {name: fill(value) for name, value in environment.items()},
            stdout=subprocess.DEVNULL, stderr=self.log, cwd=folder, start_new_session=True,
        )
        self._wait(patience)
        self.seconds = time.perf_counter() - self.began

    def _wait(self, patience):
        while time.perf_counter() - self.began < patience:
            told = ask(self.port, self.path)
            if told and told.split(b" ", 2)[1] == b"200":
                return
            if self.process.poll() is not None:
                break
            time.sleep(0.002)
        self.process.kill()
        self.log.seek(0)
        told = self.log.read().decode(errors="replace")
        raise SystemExit(f"{self.process.args[0]} does not answer {self.path}: {told[-800:]}")

    @property
    def pid(self):
        return self.process.pid

    def cpu_ms(self):
        """CPU time of all threads until now."""
        threads = f"/proc/{self.pid}/task"
        nanos = 0
        for thread in os.listdir(threads):
            with open(f"{threads}/{thread}/schedstat", encoding="ascii") as stat:
                nanos += int(stat.read().split()[0])
        return nanos / 1e6

    def pss_mib(self):
        """Memory, with shared pages counted in part."""
        with open(f"/proc/{self.pid}/smaps_rollup", encoding="ascii") as told:
            line = next(line for line in told if line.startswith("Pss:"))
        return int(line.split()[1]) / 1024

    def stop(self):
        if self.process.poll() is None:
            self.process.send_signal(signal.SIGTERM)
        try:
            self.process.wait(30)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()
        self.log.close()


class Target:
    """Something to ask a server for. Tokens that are used once are used in order."""

    def __init__(self, name, server, path, **options):
        self.name, self.server, self.path, self.options = name, server, path, options
        self.used = options.pop("first", None)

    def ask(self, lg, conns, secs, warm=0.3, rate=0, count=None, cluster=None):
        url = f"http://127.0.0.1:{self.server.port}{self.path}"
        command = [lg, "--url", url, "--conns", conns, "--secs", secs, "--warm", warm]
        command += ["--rate", f"{rate:.1f}", "--pid", f"app={self.server.pid}"]
        for header in BROWSER:
            command += ["--hdr", header]
        for name, value in self.options.items():
            command += [f"--{name}", value]
        if self.used is not None:
            command += ["--from" if "tokens" in self.options else "--seq", self.used]
        if count:
            command += ["--count", count]
        if cluster:
            command += ["--pid", f"pg={cluster.pid}"]
        done = subprocess.run(
            [str(part) for part in command], capture_output=True, text=True, check=False
        )
        if done.returncode:
            raise SystemExit(done.stderr)
        told = json.loads(done.stdout)
        if self.used is not None:
            self.used += told["used"]
        if told["bad"] or not told["ok"]:
            raise SystemExit(f"{self.name}: {told['bad']} wrong answers, {told['ok']} right ones")
        told["cpu_us"] = told["app_us"] + told.get("pg_us", 0)
        return told


class Rounds:
    """What several targets cost, asked in turns: A B A B."""

    def __init__(self, targets, rounds, **how):
        self.told = {target.name: [] for target in targets}
        for _ in range(rounds):
            for target in targets:
                self.told[target.name].append(target.ask(**how))

    def median(self, name, what):
        return statistics.median(told[what] for told in self.told[name])

    def ratios(self, name, base, what):
        """Of each round: median, least and most."""
        pairs = zip(self.told[name], self.told[base])
        ratios = sorted(told[what] / max(other[what], 0.1) for told, other in pairs)
        return statistics.median(ratios), ratios[0], ratios[-1]


def equal_rate(targets, **how):
    """A rate that the slowest of them bears well."""
    return 0.7 * min(target.ask(secs=1, **how)["rps"] for target in targets)
