"""How far a long reading has come, for a person who watches it: share, rate, time left."""

from __future__ import annotations

import sys
import zipfile
from collections.abc import Sequence
from pathlib import Path

from tqdm import tqdm

#: The rate is worked out anew after so many records.
TOLD_EVERY = 50


class Progress:
    """A bar on a terminal, and nothing where nobody watches. A context manager; `watch` takes each record as it comes.

    What is left is told by the bytes of the stories' originals against those of the sources.
    """

    def __init__(self, paths: Sequence[Path]):
        is_watched = sys.stderr.isatty()
        self._bar = tqdm(
            total=sum(map(_size, paths)) if is_watched else None,
            unit="B",
            unit_scale=True,
            disable=not is_watched,
            bar_format="{percentage:3.0f}%|{bar}| {desc}, {elapsed} gone, {remaining} left",
        )
        self._records = 0

    def __enter__(self) -> Progress:
        self._bar.__enter__()
        return self

    def __exit__(self, *raised: object) -> None:
        self._bar.__exit__(*raised)

    def watch(self, size: int) -> None:
        """Note a record whose original has so many bytes."""
        if self._bar.disable:
            return
        self._records += 1
        if self._records % TOLD_EVERY == 1:
            seconds = self._bar.format_dict["elapsed"] or 1
            self._bar.desc = f"{self._records:,} records, {self._records / seconds:,.0f} a second"
        # Markup around the stories counts as read at the end; an original that was expanded never counts for more.
        self._bar.update(min(size, self._bar.total - self._bar.n))


def _size(path: Path) -> int:
    """How many bytes will be read: of an archive, what its members expand to."""
    try:
        if zipfile.is_zipfile(path):
            with zipfile.ZipFile(path) as archive:
                return sum(member.file_size for member in archive.infolist())
        return path.stat().st_size
    except (OSError, zipfile.BadZipFile):
        return 0  # the reading tells of it
