"""What Schemathesis cannot read in the document: that a key may be used so often in a minute, and that an
Idempotency-Key is a name of its own for each thing that is wanted."""

import itertools
import os
import uuid

import schemathesis

KEYS = os.environ["PEYVAND_KEYS"].split(",")
turn = itertools.cycle(KEYS)


@schemathesis.auth(refresh_interval=None)
class Key:
    def get(self, case, context):
        return KEYS[0]

    def set(self, case, data, context):
        case.headers = {**(case.headers or {}), "Authorization": f"Bearer {data}"}


@schemathesis.hook
def before_call(context, case, kwargs):
    headers = dict(case.headers or {})
    # Whoever asks with a key asks with the next one; who asks without, or with none of ours, goes on so.
    if headers.get("Authorization") == f"Bearer {KEYS[0]}":
        headers["Authorization"] = f"Bearer {next(turn)}"
    # What is wrong about a name is left as it is: it has to be refused.
    is_right = case.meta is not None and case.meta.generation.mode.is_positive
    if is_right and "Idempotency-Key" in headers:
        headers["Idempotency-Key"] = str(uuid.uuid4())
    if headers:
        case.headers = headers
