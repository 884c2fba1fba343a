"""A closed-loop HTTP load: so many readers on keep-alive connections, each asking anew as soon as it is answered.

`measure` runs it in a process of its own, so that neither the server's nor the caller's Python is in its way.
"""

from __future__ import annotations

import json
import selectors
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from itertools import cycle
from pathlib import Path
from urllib.parse import quote

ROOT = Path(__file__).resolve().parent.parent.parent


@dataclass(frozen=True, slots=True)
class Rate:
    """Answers a second, median and 99th percentile of their times in milliseconds, and how many were not 200."""

    a_second: float
    median_ms: float
    p99_ms: float
    failures: int


@dataclass(slots=True)
class Reader:
    """One connection, and since when it waits for which answer. `leaves`: the server will close it after this one."""

    line: socket.socket
    asked: float = 0.0
    answer: bytes = b""
    missing: int = -1
    leaves: bool = False


def measure(port: int, paths: Sequence[str], *, seconds: float, readers: int = 4, encoding: str = "") -> Rate:
    """Ask 127.0.0.1:port for the paths in turn. `encoding` is what the readers accept (`br`), empty: plain text."""
    job = {"port": port, "paths": list(paths), "seconds": seconds, "readers": readers, "encoding": encoding}
    command = [sys.executable, "-m", "tests.benchmarks.load"]
    done = subprocess.run(command, input=json.dumps(job), stdout=subprocess.PIPE, text=True, check=True, cwd=ROOT)
    return Rate(**json.loads(done.stdout))


def request(port: int, path: str, encoding: str = "") -> bytes:
    accepted = f"Accept-Encoding: {encoding}\r\n" if encoding else ""
    return f"GET {quote(path, safe='/?=&.%')} HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\n{accepted}\r\n".encode()


def run(port: int, paths: Sequence[str], seconds: float, readers: int, encoding: str) -> Rate:
    requests = cycle([request(port, path, encoding) for path in paths])
    times: list[float] = []
    failures = 0
    with selectors.DefaultSelector() as waiting:
        for _ in range(readers):
            _ask(_join(waiting, port), requests)
        began = time.perf_counter()
        while (now := time.perf_counter()) < began + seconds:
            for key, _events in waiting.select(timeout=1):
                status = _listen(key.data)
                if status:
                    times.append(time.perf_counter() - key.data.asked)
                    failures += status != 200
                    _ask(_join(waiting, port, key.data) if key.data.leaves else key.data, requests)
        for key in list(waiting.get_map().values()):
            key.fileobj.close()
    times.sort()
    middle, tail = times[len(times) // 2], times[int(len(times) * 0.99)]
    return Rate(len(times) / (now - began), middle * 1000, tail * 1000, failures)


def _join(waiting: selectors.BaseSelector, port: int, before: Reader | None = None) -> Reader:
    """Connect a reader, in the place of one whose connection the server closes."""
    if before:
        waiting.unregister(before.line)
        before.line.close()
    reader = Reader(socket.create_connection(("127.0.0.1", port), timeout=30))
    waiting.register(reader.line, selectors.EVENT_READ, reader)
    return reader


def _ask(reader: Reader, requests: Iterator[bytes]) -> None:
    reader.answer, reader.missing = b"", -1
    reader.asked = time.perf_counter()
    reader.line.sendall(next(requests))


def _listen(reader: Reader) -> int:
    """Take what has come; return the status once the answer is whole, else 0. Raises ConnectionError."""
    part = reader.line.recv(262_144)
    if not part:
        raise ConnectionError("The server closed a connection in the middle of an answer.")
    reader.answer += part
    if reader.missing < 0 and b"\r\n\r\n" in reader.answer:
        head, _, body = reader.answer.partition(b"\r\n\r\n")
        reader.missing = _length(head) - len(body)
        reader.leaves = b"connection: close" in head.lower()
    elif reader.missing >= 0:
        reader.missing -= len(part)
    return int(reader.answer[9:12]) if reader.missing == 0 else 0


def _length(head: bytes) -> int:
    for field in head.lower().split(b"\r\n"):
        if field.startswith(b"content-length:"):
            return int(field[15:])
    raise ValueError("The answer does not say how long it is, so its end cannot be told on a kept connection.")


if __name__ == "__main__":
    json.dump(asdict(run(**json.load(sys.stdin))), sys.stdout)
