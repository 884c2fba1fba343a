"""One JSON record a line, all that there is: an import into an empty paper and an export of it give the same bytes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from articles.exporting.values import Exported, Paper
from articles.importing.formats import ndjson

NAME = "ndjson"
SUFFIX = ".ndjson"
A_FILE_EACH = False


def write(stories: Iterable[Exported], paper: Paper) -> Iterator[bytes]:
    for one in stories:
        yield f"{ndjson.dump(one.record)}\n".encode()
