"""A crowd of payers on a process of its own: it asks at a rate, whatever comes back, over so many connections
at most. What is due while all of them wait is not asked, and counted."""

import collections
import errno
import json
import resource
import select
import socket
import sys
import time

# Whoever has not been answered so long after the end is not waited for.
PATIENCE = 3


class Line:
    """A connection, and the request that is under way on it."""

    def __init__(self, port):
        self.socket = socket.socket()
        self.socket.setblocking(False)
        self.socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self.socket.connect_ex(("127.0.0.1", port))
        self.request, self.began, self.answer = None, 0.0, b""

    def send(self, request):
        """`False`: it is not open yet."""
        self.request, self.answer = request, b""
        try:
            self.socket.send(request)
            return True
        except (BlockingIOError, OSError) as error:
            if error.errno in (errno.EAGAIN, errno.ENOTCONN):
                return False
            raise

    def read(self):
        """The status of the answer, once all of it is there; zero: the line is broken."""
        try:
            part = self.socket.recv(65536)
        except BlockingIOError:
            return None
        except OSError:
            return 0
        if not part:
            return 0
        self.answer += part
        head, found, body = self.answer.partition(b"\r\n\r\n")
        at = head.lower().find(b"content-length: ")
        if not found or at < 0 or len(body) < int(head[at + 16:].split(b"\r\n", 1)[0]):
            return None
        return int(head[9:12])


class Crowd:
    def __init__(self, port, requests, lines_max):
        self.port, self.requests, self.lines_max = port, requests, lines_max
        self.lines, self.idle, self.poll = {}, [], select.epoll()
        self.took = collections.defaultdict(list)
        self.asked = self.kept_back = self.broken = 0

    def ask(self, rate, seconds):
        began = time.perf_counter()
        while (now := time.perf_counter() - began) < seconds:
            due = int(now * rate)
            while self.asked + self.kept_back < due:
                if not self._next():
                    self.kept_back = due - self.asked
            self._answers(0.001)
        asked_for = time.perf_counter() - began
        while self._waiting() and time.perf_counter() - began < seconds + PATIENCE:
            self._answers(0.05)
        return asked_for

    def _waiting(self):
        return len(self.lines) - len(self.idle)

    def _next(self):
        """Asks once more, if a line is free."""
        if self.idle:
            line = self.idle.pop()
        elif len(self.lines) < self.lines_max:
            line = Line(self.port)
            self.lines[line.socket.fileno()] = line
            self.poll.register(line.socket.fileno(), select.EPOLLIN | select.EPOLLOUT | select.EPOLLET)
        else:
            return False
        request = self.requests[self.asked % len(self.requests)]
        self.asked += 1
        line.began = time.perf_counter()
        if not line.send(request):
            line.answer = None
        return True

    def _answers(self, patience):
        for number, event in self.poll.poll(patience):
            line = self.lines.get(number)
            if line is None:
                continue
            if line.answer is None and event & select.EPOLLOUT and not line.send(line.request):
                line.answer = None
            if event & (select.EPOLLIN | select.EPOLLHUP | select.EPOLLERR) and line.answer is not None:
                self._answered(line, line.read())

    def _answered(self, line, status):
        if status is None:
            return
        if status:
            self.took[status].append(time.perf_counter() - line.began)
        elif line.request:
            self.broken += 1
        line.request = None
        if status and b"connection: close" not in line.answer[:1000].lower():
            self.idle.append(line)
        else:
            del self.lines[line.socket.fileno()]
            self.idle = [one for one in self.idle if one is not line]
            line.socket.close()


def main():
    port, rate, lines_max, seconds, tokens, file, *headers = sys.argv[1:]
    most = resource.getrlimit(resource.RLIMIT_NOFILE)[1]
    resource.setrlimit(resource.RLIMIT_NOFILE, (min(most, 65536), most))
    with open(tokens, encoding="ascii") as lines:
        paths = [f"/p/{line}" for line in lines.read().split()]
    head = "\r\n".join([f"host: 127.0.0.1:{port}", *headers, "", ""])
    requests = [f"GET {path} HTTP/1.1\r\n{head}".encode() for path in paths]
    crowd = Crowd(int(port), requests, int(lines_max))
    asked_for = crowd.ask(float(rate), float(seconds))
    told = {
        "seconds": asked_for, "asked": crowd.asked, "kept_back": crowd.kept_back, "broken": crowd.broken,
        "waiting": crowd._waiting(), "took": crowd.took,
    }
    with open(file, "w", encoding="ascii") as out:
        json.dump(told, out)


if __name__ == "__main__":
    main()
