"""A headless Chromium for tests, ended from outside when it does not answer: Playwright waits without end for some
answers, and a run that hangs says less than a test that fails.
"""

import os
import shutil
import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

EXECUTABLE = shutil.which("chromium") or shutil.which("google-chrome")
QUIET = ("--disable-background-networking", "--disable-component-update", "--disable-sync", "--disable-gpu")
#: For one test, in seconds. The longest waits a minute for the demo's clock.
PATIENCE = 180


class Chromium:
    """One browser for many tests, started anew where the last test has lost it."""

    def __init__(self, engine, folder: Path):
        """`engine` is Playwright's `chromium`; `folder`, an empty one, takes the note of the browser's process."""
        self._engine = engine
        self._note = folder / "process"
        self._script = folder / "chromium"
        self._script.write_text(f'#!/bin/sh\necho $$ > "{self._note}"\nexec "{EXECUTABLE}" "$@"\n', encoding="utf-8")
        self._script.chmod(0o755)
        self._browser = None

    @contextmanager
    def for_one_test(self) -> Iterator:
        """Give Playwright's browser; what is still waited for after PATIENCE fails with Playwright's own error."""
        if self._browser is None or not self._browser.is_connected():
            self._browser = self._engine.launch(executable_path=self._script, args=["--no-sandbox", *QUIET])
        watch = threading.Timer(PATIENCE, self._end)
        watch.daemon = True
        watch.start()
        try:
            yield self._browser
        finally:
            watch.cancel()

    def close(self) -> None:
        if self._browser and self._browser.is_connected():
            self._browser.close()

    def _end(self) -> None:
        os.kill(int(self._note.read_text(encoding="utf-8")), signal.SIGKILL)
