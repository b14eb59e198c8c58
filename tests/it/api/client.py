"""A small program of a shop: makes a link by the API, has it paid at the pretend bank, and believes the
webhook only because the published `standardwebhooks` library does."""

import http.server
import json
import queue
import re
import sys
import threading
import urllib.parse
import urllib.request
import uuid

from standardwebhooks import Webhook, WebhookVerificationError

ORIGIN, KEY, PORT = sys.argv[1], sys.argv[2], int(sys.argv[3])
PATIENCE = 90
arrived = queue.Queue()


class Listener(http.server.BaseHTTPRequestHandler):
    def do_POST(self):
        body = self.rfile.read(int(self.headers["content-length"]))
        arrived.put((body, {name.lower(): value for name, value in self.headers.items()}))
        self.send_response(204)
        self.end_headers()

    def log_message(self, *_):
        pass


def api(method, path, body=None, name=None):
    request = urllib.request.Request(
        f"{ORIGIN}/api/v1{path}",
        method=method,
        data=None if body is None else json.dumps(body).encode(),
        headers={"Authorization": f"Bearer {KEY}", "Accept-Language": "en"},
    )
    if body is not None:
        request.add_header("Content-Type", "application/json")
    if method == "POST":
        request.add_header("Idempotency-Key", name or str(uuid.uuid4()))
    with urllib.request.urlopen(request, timeout=PATIENCE) as reply:
        return json.load(reply)


def page(url, form=None):
    data = None if form is None else urllib.parse.urlencode(form).encode()
    # A crawler's page goes to no bank by itself.
    with urllib.request.urlopen(urllib.request.Request(url, data=data), timeout=PATIENCE) as reply:
        return reply.geturl(), reply.read().decode()


def pay(link):
    _, html = page(link["url"])
    payment = re.search(r'name="payment" value="([0-9a-f-]+)"', html).group(1)
    bank, _ = page(f"{link['url']}/pay", {"payment": payment})
    page(f"{bank}/deed", {"card": "good", "way": "get", "play": "pay"})
    return payment


def hear(kind, secret):
    """The next event, which must be of this kind and signed with this secret."""
    body, headers = arrived.get(timeout=PATIENCE)
    event = Webhook(secret).verify(body, headers)
    assert event["type"] == kind, event
    for broken in (body + b" ", body.replace(b"v1", b"v2")):
        try:
            Webhook(secret).verify(broken, headers)
        except WebhookVerificationError:
            continue
        raise AssertionError("a changed body was believed")
    return event


server = http.server.ThreadingHTTPServer(("127.0.0.1", PORT), Listener)
threading.Thread(target=server.serve_forever, daemon=True).start()

hook = api("POST", "/webhooks", {
    "url": f"http://127.0.0.1:{PORT}/hook", "types": ["payment.paid", "payment.failed"],
})
secret = api("GET", f"/webhooks/{hook['id']}/secret")["secret"]

order = {"title": "سفارش ۳۴۷", "amount": 24_500_000, "reference": "347"}
link = api("POST", "/links", order, name="order-347")
assert api("POST", "/links", order, name="order-347") == link, "the same request is the same link"
payment = pay(link)
event = hear("payment.paid", secret)
assert event["data"]["payment"] == payment and event["data"]["link"] == link["id"], event
assert api("GET", f"/payments/{payment}")["state"] == "paid"
assert api("GET", f"/links/{link['id']}")["state"] == "paid"
assert api("GET", "/wallet")["balance"] > 0

# A new secret: for a day the old one is as good.
new = api("POST", f"/webhooks/{hook['id']}/secret", {})["secret"]
assert new != secret
api("POST", f"/webhooks/{hook['id']}/test", {})
body, headers = arrived.get(timeout=PATIENCE)
for known in (secret, new):
    assert Webhook(known).verify(body, headers)["type"] == "webhook.test"
print("ok")
