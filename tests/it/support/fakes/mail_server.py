"""A real mail server (aiosmtpd) for one test: it takes letters only over TLS and after a login, and writes
what it took into a file, one JSON object a line. Its way is `tls` (from the first byte) or `starttls`.

    mail_server.py WAY PORT CERTIFICATE KEY FILE
"""
import asyncio
import email
import email.policy
import json
import ssl
import sys

from aiosmtpd.smtp import SMTP, AuthResult


class Handler:
    def __init__(self, path):
        self.path = path

    async def handle_DATA(self, server, session, envelope):
        letter = email.message_from_bytes(envelope.content, policy=email.policy.default)
        parts = {part.get_content_type(): part.get_content() for part in letter.walk() if not part.is_multipart()}
        taken = {
            "to": envelope.rcpt_tos,
            "from": str(letter["from"]),
            "subject": str(letter["subject"]),
            "message_id": str(letter["message-id"]),
            "unsubscribe": str(letter["list-unsubscribe"]),
            "kind": letter.get_content_type(),
            "text": parts.get("text/plain"),
            "html": parts.get("text/html"),
            "encrypted": server.transport.get_extra_info("ssl_object") is not None,
        }
        with open(self.path, "a", encoding="utf-8") as file:
            file.write(json.dumps(taken) + "\n")
        return "250 taken"


def check(server, session, envelope, mechanism, data):
    good = (data.login, data.password) == (b"peyvand", b"a password")
    return AuthResult(success=good, handled=not good and False)


async def main(way, port, certificate, key, path):
    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    context.load_cert_chain(certificate, key)
    loop = asyncio.get_running_loop()

    # What the server itself has to know of TLS: all of it, or that the door has seen to it.
    starts = way == "starttls"
    tls = {"tls_context": context, "require_starttls": True} if starts else {"auth_require_tls": False}

    def serve():
        return SMTP(
            Handler(path), hostname="localhost", auth_required=True, authenticator=check,
            enable_SMTPUTF8=True, **tls,
        )

    door = None if starts else context
    server = await loop.create_server(serve, "127.0.0.1", int(port), ssl=door)
    await server.serve_forever()


asyncio.run(main(*sys.argv[1:]))
