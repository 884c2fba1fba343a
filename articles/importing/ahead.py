"""Reads sources into batches of records, for a large import in a process of its own. Pure; `runner` calls it.

Reading and writing take about the same time of one core each; side by side they take half of it together. No more than
one batch waits, so memory stays flat.
"""

from __future__ import annotations

import multiprocessing
import os
import subprocess
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from functools import partial
from itertools import chain, islice
from multiprocessing.connection import Connection
from pathlib import Path

from articles.importing import bundles, formats
from articles.importing.records import LegacyStory, NotAStory, ReadOptions

BATCH = 500
#: From so many bytes of sources on, a process for reading is worth starting.
LARGE = 4_000_000

Record = LegacyStory | NotAStory
#: What is done to a record where it is read. Another process must be able to find it by its name.
Prepare = Callable[[Record], object]
Batch = Sequence[object]


class ReaderDied(Exception):
    """The reading process ended before it was through; what it said last is in its own output."""


@contextmanager
def reading(
    paths: Sequence[Path], format_name: str, options: ReadOptions, prepare: Prepare
) -> Iterator[Iterator[Batch]]:
    """Give an iterator of the records of these files, prepared, 500 at a time; nothing is read until it is asked.

    A process that reads starts at once, so that it is there by then. The iterator raises ReaderDied if it ends too
    early.
    """
    asked = (paths, format_name, options, prepare)
    if sum(path.stat().st_size for path in paths) < LARGE:
        yield read(*asked)
        return
    with _reader() as connection:
        yield _read_beside(connection, asked)


def read(paths: Iterable[Path], format_name: str, options: ReadOptions, prepare: Prepare) -> Iterator[Batch]:
    """Yield the records of these files, prepared, 500 at a time, read here and now."""
    paths = list(paths)
    options = formats.with_parts([(formats.bare_name(path), partial(bundles.opened, path)) for path in paths], options)
    stream = map(prepare, chain.from_iterable(_records(path, format_name, options) for path in paths))
    while batch := list(islice(stream, BATCH)):
        yield batch


def _records(path: Path, format_name: str, options: ReadOptions) -> Iterator[Record]:
    try:
        yield from formats.open_source(path, options, format_name)
    except OSError as error:
        yield NotAStory(str(path), f"it cannot be read: {error.strerror}", kind="unreadable")


@contextmanager
def _reader() -> Iterator[Connection]:
    # Not forked: a fork would share this process's database connection. Nor by multiprocessing, which would run the
    # main module of whoever calls the importer once more. In a session of its own, Ctrl-C is for this process alone.
    here, there = multiprocessing.Pipe()
    reader = subprocess.Popen(
        [sys.executable, "-m", __name__, str(there.fileno())],
        pass_fds=[there.fileno()],
        env=os.environ | {"PYTHONPATH": os.pathsep.join(path or os.getcwd() for path in sys.path)},
        start_new_session=True,
    )
    there.close()
    try:
        yield here
    finally:
        here.close()
        reader.terminate()
        reader.wait()


def _read_beside(reader: Connection, asked: tuple) -> Iterator[Batch]:
    try:
        reader.send(asked)
        while (batch := reader.recv()) is not None:
            if isinstance(batch, Exception):
                raise batch
            yield batch
    except (EOFError, BrokenPipeError, ConnectionResetError) as error:
        raise ReaderDied("The process that reads the sources ended too early; run it again.") from error


def _answer(there: Connection) -> None:
    try:
        asked = there.recv()
    except (EOFError, ConnectionResetError, KeyboardInterrupt):
        return  # nothing need be read
    try:
        for batch in read(*asked):
            there.send(batch)
        there.send(None)
    except (BrokenPipeError, ConnectionResetError, KeyboardInterrupt):
        return  # nobody listens any more: the import was stopped
    except Exception as error:  # raised again where it is heard
        there.send(error)


if __name__ == "__main__":
    _answer(Connection(int(sys.argv[1])))
