"""One JSON record a line, all that there is: an import into an empty paper and an export of it give the same bytes.

First what the paper tells of itself, then the stories. The schema is `articles.exporting.schema`'s.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import chain

from articles.exporting.values import Exported, Paper
from articles.importing.formats import ndjson

NAME = "ndjson"
SUFFIX = ".ndjson"
A_FILE_EACH = False


def write(stories: Iterable[Exported], paper: Paper) -> Iterator[bytes]:
    for noun in chain(paper.editions, paper.sections, paper.authors(), paper.tags(), paper.topics(), paper.pages):
        yield _line(ndjson.dump_noun(noun))
    for one in stories:
        yield _line(ndjson.dump(one.record))


def _line(record: str) -> bytes:
    return f"{record}\n".encode()
