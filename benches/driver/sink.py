"""Somebody's program, to which events are told: it takes every one, and counts them by their ids."""

import asyncio
import collections
import json
import os
import sys
import threading
import time


def take(port, file):
    """Answers until its parent lets it go, and writes down what it heard."""
    heard, moments = collections.Counter(), []

    class Connection(asyncio.Protocol):
        def connection_made(self, transport):
            self.transport, self.bytes = transport, b""

        def data_received(self, data):
            self.bytes += data
            while True:
                head, found, rest = self.bytes.partition(b"\r\n\r\n")
                if not found:
                    return
                fields = dict(line.split(b": ", 1) for line in head.lower().split(b"\r\n")[1:])
                length = int(fields.get(b"content-length", 0))
                if len(rest) < length:
                    return
                self.bytes = rest[length:]
                heard[fields[b"webhook-id"]] += 1
                moments.append(time.perf_counter())
                self.transport.write(b"HTTP/1.1 204 No Content\r\n\r\n")

    async def serve():
        loop = asyncio.get_running_loop()
        server = await loop.create_server(Connection, "127.0.0.1", port)
        let_go = asyncio.Event()
        wait = lambda: (sys.stdin.read(), loop.call_soon_threadsafe(let_go.set))
        threading.Thread(target=wait, daemon=True).start()
        await let_go.wait()
        server.close()

    asyncio.run(serve())
    seconds = moments[-1] - moments[0] if moments else 0
    told = {"calls": sum(heard.values()), "messages": len(heard), "seconds": seconds}
    with open(file, "w", encoding="ascii") as out:
        json.dump(told, out)
    os._exit(0)


if __name__ == "__main__":
    take(int(sys.argv[1]), sys.argv[2])
