"""Sealed columns as the product writes them (src/sealed.rs), with the key that it draws from the secret of a
house that holds no real money. Python's library has no XChaCha20-Poly1305; a short text needs two blocks."""

import hmac
import os
import struct

from . import doors

_KEY = hmac.digest(doors.SECRET, b"sealed columns v1", "sha256")
_EQUALITY = hmac.digest(doors.SECRET, b"sealed equality v1", "sha256")

_CONSTANTS = struct.unpack("<4I", b"expand 32-byte k")
_MASK = 0xFFFFFFFF
_QUARTERS = (
    (0, 4, 8, 12), (1, 5, 9, 13), (2, 6, 10, 14), (3, 7, 11, 15),
    (0, 5, 10, 15), (1, 6, 11, 12), (2, 7, 8, 13), (3, 4, 9, 14),
)


def seal(text, column, row):
    """A text sealed for a row, whose id is a number."""
    nonce = os.urandom(24)
    bound = column.encode() + b"\0" + row.to_bytes(16, "big")
    return b"\0" + nonce + encrypt(_KEY, nonce, text.encode(), bound)


def fingerprint(text):
    """By this equal texts are found without opening any."""
    return hmac.digest(_EQUALITY, text.encode(), "sha256")


def encrypt(key, nonce, text, bound):
    """XChaCha20-Poly1305."""
    mixed = _rounds([*_CONSTANTS, *struct.unpack("<8I", key), *struct.unpack("<4I", nonce[:16])])
    inner = struct.pack("<8I", *mixed[:4], *mixed[12:])
    block = lambda count: _block(inner, count, nonce[16:])
    stream = b"".join(block(1 + at) for at in range((len(text) + 63) // 64))
    sealed = bytes(one ^ other for one, other in zip(text, stream))
    fill = lambda part: part + bytes(-len(part) % 16)
    told = fill(bound) + fill(sealed) + struct.pack("<QQ", len(bound), len(sealed))
    return sealed + _poly1305(block(0)[:32], told)


def _block(key, count, nonce):
    """64 bytes of ChaCha20's stream; its nonce of twelve bytes begins with four zeros here."""
    state = [*_CONSTANTS, *struct.unpack("<8I", key), count, 0, *struct.unpack("<2I", nonce)]
    mixed = _rounds(list(state))
    return struct.pack("<16I", *((one + other) & _MASK for one, other in zip(mixed, state)))


def _rounds(state):
    for _ in range(10):
        for a, b, c, d in _QUARTERS:
            for at, with_, into, turn in ((a, b, d, 16), (c, d, b, 12), (a, b, d, 8), (c, d, b, 7)):
                state[at] = (state[at] + state[with_]) & _MASK
                word = state[into] ^ state[at]
                state[into] = (word << turn | word >> 32 - turn) & _MASK
    return state


def _poly1305(key, told):
    r = int.from_bytes(key[:16], "little") & 0x0FFFFFFC0FFFFFFC0FFFFFFC0FFFFFFF
    sum_ = 0
    for at in range(0, len(told), 16):
        part = int.from_bytes(told[at:at + 16] + b"\1", "little")
        sum_ = (sum_ + part) * r % ((1 << 130) - 5)
    return ((sum_ + int.from_bytes(key[16:], "little")) & (1 << 128) - 1).to_bytes(16, "little")
