"""A newspaper to be thrown away: a folder, an environment and a server of its own. Starts no Django in this process,
so that nothing of it counts in what a child is measured by.
"""

from __future__ import annotations

import http.client
import json
import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from newsroom import server

ROOT = Path(__file__).resolve().parent.parent.parent
HOST = "127.0.0.1"
PATIENCE = 30
BARE = "tests.benchmarks.bare:application"


class ChildFailed(Exception):
    """A child process ended with an error; its last words are the message."""


@dataclass(frozen=True, slots=True)
class Ending:
    """How a child process ended: what it printed, and the most memory that it held at any moment, in MB."""

    output: str
    peak_mb: float


class Paper:
    """Everything of it lies in `folder`, unless another (empty) database is named."""

    def __init__(self, folder: Path, database: str = ""):
        self.folder = folder
        self.env = {
            **os.environ,
            "ENV_FILE": "",
            "SECRET_KEY": "a-key-for-benchmarks-alone-0123456789-0123456789",
            "ALLOWED_HOSTS": "127.0.0.1,testserver",
            "DATABASE_URL": database or f"sqlite:///{folder / 'paper.sqlite3'}",
            "CACHE_URL": "locmemcache://",
            "MEDIA_ROOT": str(folder / "media"),
            "STATIC_ROOT": str(folder / "static"),
            "HTTPS": "off",
            "DEBUG": "off",
            "PAGE_CACHE_SECONDS": "0",
            "DJANGO_SETTINGS_MODULE": "newsroom.settings",
            "LOG_LEVEL": "ERROR",
        }

    def manage(self, *arguments: str) -> Ending:
        """Call manage.py. Raises ChildFailed."""
        return self._run([sys.executable, "manage.py", *arguments])

    def ask(self, question: str, *arguments: str) -> dict:
        """Return what a function of `inside` finds in the paper. Raises ChildFailed."""
        return json.loads(self._run([sys.executable, "-m", "tests.benchmarks.inside", question, *arguments]).output)

    def _run(self, command: Sequence[str]) -> Ending:
        said = self.folder / "stderr.txt"
        with said.open("w") as stderr:
            process = subprocess.Popen(
                command, cwd=ROOT, env=self.env, stdout=subprocess.PIPE, stderr=stderr, text=True
            )
            output = process.stdout.read()
            process.stdout.close()
            peak_mb = wait(process)
        if process.returncode:
            raise ChildFailed(f"{' '.join(command[1:])} ended with {process.returncode}:\n{said.read_text()[-2000:]}")
        return Ending(output, peak_mb)

    @contextmanager
    def serve(self, *, cached: bool = False) -> Iterator[int]:
        """Serve the paper by its production server, one worker; yield the port."""
        env = {**self.env, "PAGE_CACHE_SECONDS": "600" if cached else "0"}
        with serving(server.command, env) as (port, _process):
            yield port

    @contextmanager
    def serve_bare(self) -> Iterator[int]:
        """Serve the yardstick by the same command line; yield the port."""
        with serving(lambda host, port: [*server.command(host, port)[:-1], BARE], self.env) as (port, _process):
            yield port


def wait(process: subprocess.Popen) -> float:
    """Wait for the end of a child; return the most memory (MB) that it, or any one child of its own, held at once."""
    _pid, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    # Kilobytes, but for macOS.
    return usage.ru_maxrss / (1024 * 1024 if sys.platform == "darwin" else 1024)


@contextmanager
def serving(command, env: dict) -> Iterator[tuple[int, subprocess.Popen]]:
    """Start `command(host, port)`, wait until it answers, and stop it in the end, unless it has ended by then."""
    port = free_port()
    process = subprocess.Popen(command(HOST, port), cwd=ROOT, env=env)
    try:
        _wait_for_answer(process, port)
        yield port, process
    finally:
        if process.returncode is None:
            process.terminate()
            process.wait(PATIENCE)


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind((HOST, 0))
        return probe.getsockname()[1]


def _wait_for_answer(process: subprocess.Popen, port: int) -> None:
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until and process.poll() is None:
        try:
            fetch(port, "/")
        except OSError:
            time.sleep(0.05)
        else:
            return
    raise ChildFailed(f"The server does not answer at {HOST}:{port}: {' '.join(map(str, process.args[1:]))}")


def fetch(port: int, path: str, encoding: str = "") -> tuple[http.client.HTTPMessage, bytes]:
    """Return the headers and the body, as they went over the wire, of one answer."""
    line = http.client.HTTPConnection(HOST, port, timeout=PATIENCE)
    line.putrequest("GET", path, skip_accept_encoding=True)
    if encoding:
        line.putheader("Accept-Encoding", encoding)
    line.endheaders()
    answer = line.getresponse()
    body = answer.read()
    line.close()
    return answer.headers, body
