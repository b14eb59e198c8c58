"""A merchant at the desk: signed in by a row of their own, and asking as a browser does."""

import hmac
import http.client
import threading
import urllib.parse
import uuid

from . import doors

_MARKS = hmac.digest(doors.SECRET, b"marks v1", "sha256")

SESSION_SQL = """
insert into sessions (digest, member_id, workspace_id, device, created_at, seen_at, proven_at, expires_at)
values ('\\x{digest}', '00000000-0000-7000-8000-000000000001', '{shop}', 'bench', now(), now(), now(),
    now() + interval '12 hours')
"""


class Merchant:
    """The owner of one shop."""

    def __init__(self, bench, server, shop, database=None):
        self.server = server
        sid = uuid.uuid4().hex
        digest = doors.digest(sid.encode())
        text = SESSION_SQL.replace("{digest}", digest).replace("{shop}", shop)
        bench.cluster.sql(database or bench.database, text)
        mac = hmac.digest(_MARKS, b"form\0" + bytes.fromhex(digest), "sha256")
        self.key = doors.written(mac[:16]).decode()
        origin = f"http://127.0.0.1:{server.port}"
        self.headers = {
            "cookie": f"sid={sid}", "origin": origin, "sec-fetch-site": "same-origin",
            "sec-fetch-mode": "navigate", "sec-fetch-dest": "document", "accept-language": "fa",
        }

    def connection(self):
        return http.client.HTTPConnection("127.0.0.1", self.server.port, timeout=120)

    def get(self, path, connection=None):
        """The whole answer to a GET; anything but 200 ends the run."""
        connection = connection or self.connection()
        connection.request("GET", path, headers=self.headers)
        answer = connection.getresponse()
        told = answer.read()
        if answer.status != 200:
            raise SystemExit(f"GET {path}: {answer.status}")
        return told

    def stream(self, path):
        """The bytes of a long answer, which is not kept."""
        connection = self.connection()
        connection.request("GET", path, headers=self.headers)
        answer = connection.getresponse()
        if answer.status != 200:
            raise SystemExit(f"GET {path}: {answer.status}")
        count = 0
        while part := answer.read(1 << 16):
            count += len(part)
        return count

    def post(self, path, fields, connection=None):
        """Sends a form; where it leads to."""
        form = urllib.parse.urlencode([("form_key", self.key), *fields])
        kind = "application/x-www-form-urlencoded"
        return self._post(path, form.encode(), kind, connection or self.connection())

    def upload(self, path, fields, file):
        """Sends a form with a file; where it leads to."""
        parts = b""
        for name, value in [("form_key", self.key), *fields]:
            head = f'--limit\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n'
            parts += head.encode() + value.encode() + b"\r\n"
        head = '--limit\r\nContent-Disposition: form-data; name="file"; filename="a.csv"\r\n\r\n'
        parts += head.encode() + file + b"\r\n--limit--\r\n"
        kind = "multipart/form-data; boundary=limit"
        return self._post(path, parts, kind, self.connection())

    def _post(self, path, body, kind, connection):
        connection.request("POST", path, body, self.headers | {"content-type": kind})
        answer = connection.getresponse()
        told = answer.read()
        if answer.status != 303:
            raise SystemExit(f"POST {path}: {answer.status} {told.decode()[-600:]}")
        return answer.getheader("location")


def at_once(conns, count, act):
    """Does something many times on several connections: `act(number)` for each number."""
    faults = []

    def work(first):
        try:
            for number in range(first, count, conns):
                act(first, number)
        except (Exception, SystemExit) as fault:  # pylint: disable=broad-except
            faults.append(fault)

    threads = [threading.Thread(target=work, args=(first,)) for first in range(conns)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    if faults:
        raise SystemExit(f"it does not do it: {faults[0]}")
