"""`python -m tests.benchmarks.servers`: the servers that could serve the paper, on the same pages, one worker each.

Besides rates it tells what else decides: memory, readers who stall, a stop in the middle of an answer, what the server
says of itself, and whether an address arrives in its letters. `newsroom.server` is what came of it. Servers that are
not installed (tests/benchmarks/requirements.txt names them) are left out with a word.
"""

from __future__ import annotations

import argparse
import http.client
import importlib.util
import signal
import socket
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path

from tests.benchmarks import archive, load, table
from tests.benchmarks.paper import BARE, HOST, PATIENCE, Paper, fetch, serving, wait

PAPER = "newsroom.wsgi:application"
KHMER = "ទន្លេ"
STALLED = 64
#: A reader beside stalled ones who waits longer than this, in seconds, is not served.
TOO_LONG = 3.0


@dataclass(frozen=True, slots=True)
class Candidate:
    """A server and its settings; `options` stand after host and port."""

    name: str
    module: str
    options: tuple[str, ...]

    def command(self, application: str) -> Callable[[str, int], list[str]]:
        bind = {"granian": "--host {host} --port {port}", "gunicorn": "--bind {host}:{port}"}[self.module]
        python = (sys.executable, "-m", self.module)
        return lambda host, port: [*python, *bind.format(host=host, port=port).split(), *self.options, application]


def granian(name: str, *options: str) -> Candidate:
    return Candidate(
        f"granian {name}",
        "granian",
        ("--interface", "wsgi", "--http", "1", "--no-ws", "--log-level", "error", *options),
    )


def gunicorn(name: str, *options: str) -> Candidate:
    return Candidate(f"gunicorn {name}", "gunicorn", ("--workers", "1", "--log-level", "error", *options))


CANDIDATES = (
    granian("1 thread", "--blocking-threads", "1"),
    granian("2 threads", "--blocking-threads", "2"),
    granian("4 threads", "--blocking-threads", "4"),
    granian("4 threads, backpressure 4", "--blocking-threads", "4", "--backpressure", "4"),
    gunicorn("sync"),
    gunicorn("gthread, 4 threads", "--worker-class", "gthread", "--threads", "4", "--keep-alive", "30"),
)


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks.servers", description=__doc__.partition("\n")[0])
    parser.add_argument("--stories", type=int, default=500, help="How large a newspaper (default: 500).")
    parser.add_argument("--rounds", type=int, default=3, help="Each rate is the median of so many rounds (default: 3).")
    parser.add_argument("--seconds", type=float, default=2.0, help="How long a round lasts (default: 2).")
    options = parser.parse_args()
    there = [one for one in CANDIDATES if importlib.util.find_spec(one.module)]
    for name in sorted({one.module for one in CANDIDATES} - {one.module for one in there}):
        print(f"{name} is not installed, so it is left out.", file=sys.stderr)  # noqa: T201
    with tempfile.TemporaryDirectory(prefix="newsroom-benchmarks-") as folder:
        paper = Paper(Path(folder))
        print(table.columns(rates(paper, _build(paper, options.stories), there, options.rounds, options.seconds)))  # noqa: T201
        print("\n" + table.columns(manners(paper, there)))  # noqa: T201


def _build(paper: Paper, stories: int) -> list[str]:
    """Make a newspaper; return the addresses of some of its stories."""
    records = paper.folder / "archive.ndjson"
    archive.write_records(records, range(1, stories + 1))
    paper.manage("migrate", "--verbosity", "0")
    paper.manage("collectstatic", "--no-input", "--verbosity", "0")
    paper.manage("import_stories", str(records), "--source", "archive")
    return paper.ask("addresses")["stories"]


def rates(paper: Paper, stories: Sequence[str], there: Sequence[Candidate], rounds: int, seconds: float) -> list[tuple]:
    """Return rows: the rates of the bare view and the story page with four readers, and of the latter with 32."""
    jobs = {"bare": (BARE, ["/"], 4), "story": (PAPER, stories, 4), "story, 32 readers": (PAPER, stories, 32)}
    heard: dict[tuple[str, str], list[load.Rate]] = {}
    with ExitStack() as stack:
        ports = {
            (one, application): stack.enter_context(serving(one.command(application), paper.env))[0]
            for one in there
            for application in (BARE, PAPER)
        }
        for _round in range(rounds + 1):
            for one in there:
                for job, (application, paths, readers) in jobs.items():
                    rate = load.measure(ports[one, application], paths, seconds=seconds, readers=readers)
                    heard.setdefault((one.name, job), []).append(rate)
    rows = [("server", *(f"{job}: {what}" for job in jobs for what in ("a second", "median ms", "p99 ms")), "not 200")]
    for one in there:
        # The first round warms up.
        of_one = [heard[one.name, job][1:] for job in jobs]
        figures = [_middle(rounds, what) for rounds in of_one for what in ("a_second", "median_ms", "p99_ms")]
        failures = sum(rate.failures for rounds in of_one for rate in rounds)
        rows.append((one.name, *(f"{figure:,.1f}" for figure in figures), str(failures)))
    return rows


def _middle(heard: Sequence[load.Rate], what: str) -> float:
    return statistics.median(getattr(rate, what) for rate in heard)


def manners(paper: Paper, there: Sequence[Candidate]) -> list[tuple]:
    """Return rows: what else decides between the servers."""
    heads = ("server", "says it is", "raw UTF-8", "encoded", "beside stalled readers", "stopped mid-answer", "memory")
    return [heads, *((one.name, *_manners_of(paper, one)) for one in there)]


def _manners_of(paper: Paper, one: Candidate) -> tuple[str, ...]:
    with serving(one.command(BARE), paper.env) as (port, process):
        named = fetch(port, "/")[0].get("Server", "nothing")
        raw = _arrives(port, f"/where/{KHMER}/".encode())
        encoded = _arrives(port, f"/where/{load.quote(KHMER)}/".encode())
        stalled = _beside_stalled(port)
        stopped = _stopped_in_the_middle(port, process)
    with serving(one.command(PAPER), paper.env) as (port, process):
        load.measure(port, ["/"], seconds=2, readers=8)
        process.send_signal(signal.SIGTERM)
        memory = f"{wait(process):.0f} MB"
    return (named, raw, encoded, stalled, stopped, memory)


def _arrives(port: int, path: bytes) -> str:
    """Whether an address in Khmer letters reaches Django as it was written."""
    with socket.create_connection((HOST, port), timeout=PATIENCE) as line:
        line.sendall(b"GET %s HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n\r\n" % path)
        answer = b"".join(iter(lambda: line.recv(65536), b""))
    status = answer[9:12].decode() or "closed"
    return "arrives" if KHMER.encode() in answer.partition(b"\r\n\r\n")[2] else f"lost ({status})"


def _beside_stalled(port: int) -> str:
    """How long a reader waits while others have sent half a request each and say no more."""
    with ExitStack() as stack:
        for _ in range(STALLED):
            line = stack.enter_context(socket.create_connection((HOST, port), timeout=PATIENCE))
            line.sendall(b"GET / HTTP/1.1\r\nHost: 127")
        reader = http.client.HTTPConnection(HOST, port, timeout=TOO_LONG)
        stack.callback(reader.close)
        began = time.perf_counter()
        try:
            reader.request("GET", "/")
            reader.getresponse().read()
        except (OSError, http.client.HTTPException):
            return "not served"
        return f"{(time.perf_counter() - began) * 1000:.0f} ms"


def _stopped_in_the_middle(port: int, process: subprocess.Popen) -> str:
    """Whether a slow answer still comes whole when the server is told to stop meanwhile, and how it ends."""
    reader = http.client.HTTPConnection(HOST, port, timeout=PATIENCE)
    reader.request("GET", "/slow/")
    time.sleep(0.3)
    process.send_signal(signal.SIGTERM)
    began = time.perf_counter()
    try:
        whole = "answers" if reader.getresponse().read() else "breaks off"
    except (OSError, http.client.HTTPException):
        whole = "breaks off"
    finally:
        reader.close()
    wait(process)
    return f"{whole}, ends with {process.returncode} after {time.perf_counter() - began:.1f} s"


if __name__ == "__main__":
    main()
