"""The production server and how it is called. The demo, the benchmarks and the README use the same line.

Granian, since among the servers that `tests.benchmarks.servers` measures it answers most pages a second, goes on
serving beside readers who stall, and alone takes an address in plain Khmer letters as it takes a percent-encoded one.
"""

import hashlib
import sys
from pathlib import Path

from django.conf import settings
from django.contrib.staticfiles.finders import get_finders
from django.core.management import call_command


def command(host: str, port: int, *, workers: int = 1) -> list[str]:
    """Return the command line that serves this paper at host:port."""
    # No web sockets and no HTTP/2 without TLS: nothing here speaks them, and a front server ends HTTP/2.
    # No --backpressure below the default: it counts connections, so a few stalled readers would shut out the rest.
    return [
        sys.executable, "-m", "granian", "--interface", "wsgi", "--host", host, "--port", str(port),
        "--workers", str(workers), "--blocking-threads", "4", "--http", "1", "--no-ws", "--log-level", "warning",
        "newsroom.wsgi:application",
    ]  # fmt: skip


def collect_static() -> None:
    """Collect style sheets and scripts, hashed and compressed, unless all are as they were when that was last done."""
    mark = Path(settings.STATIC_ROOT) / ".collected"
    now = _static_files()
    if mark.is_file() and mark.read_text() == now:
        return
    call_command("collectstatic", interactive=False, verbosity=0)
    mark.write_text(now)


def _static_files() -> str:
    """Return a digest of every static file's name, size and time."""
    digest = hashlib.sha256()
    for finder in get_finders():
        for path, storage in finder.list(ignore_patterns=None):
            stat = Path(storage.path(path)).stat()
            digest.update(f"{path} {stat.st_size} {stat.st_mtime_ns}\n".encode())
    return digest.hexdigest()
