"""Secret addresses as the product computes them (src/tokens.rs), with the secret of a house that
holds no real money: how millions of links can be known without opening them one by one."""

import base64
import hashlib
import hmac
import random

SECRET = b"peyvand-development-secret-not-for-production"

_KEY = hmac.digest(SECRET, b"doors v1", "sha256")
_CROCKFORD = bytes.maketrans(
    b"ABCDEFGHIJKLMNOPQRSTUVWXYZ234567", b"0123456789abcdefghjkmnpqrstvwxyz"
)


def token(kind, uuid, version=0):
    """The token of a door; `uuid` is a number."""
    told = kind + uuid.to_bytes(16, "big") + version.to_bytes(4, "big")
    mac = hmac.digest(_KEY, told, "sha256")[:16]
    return written(mac)


def written(raw):
    """Sixteen bytes as the product writes them: 26 characters."""
    return base64.b32encode(raw)[:26].translate(_CROCKFORD)


def digest(secret):
    return hashlib.sha256(secret).hexdigest()


def account(kind, owner):
    """The id of a ledger account (src/ledger/account.rs)."""
    return hashlib.sha256(f"{kind}:{owner}".encode()).hexdigest()[:32]


class Ids:
    """UUIDs of version 7, a millisecond apart, the same ones in every run."""

    def __init__(self, seed):
        self._random = random.Random(seed)
        self._millis = 1_760_000_000_000 + (seed << 32)

    def __next__(self):
        self._millis += 1
        low = self._random.getrandbits(62)
        return self._millis << 80 | 7 << 76 | (low & 0xFFF) << 64 | 2 << 62 | low

    def __iter__(self):
        return self


def text(uuid):
    digits = f"{uuid:032x}"
    return "-".join((digits[:8], digits[8:12], digits[12:16], digits[16:20], digits[20:]))
