"""How long a piece of work takes. Pure."""

from __future__ import annotations

import time
from collections.abc import Callable


def timed(work: Callable) -> tuple:
    """Return what the work returns, its milliseconds by the clock, and those that this process was busy."""
    began, began_cpu = time.perf_counter(), time.process_time()
    result = work()
    return result, (time.perf_counter() - began) * 1000, (time.process_time() - began_cpu) * 1000
