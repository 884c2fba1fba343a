"""The formats that stories can leave in. A module of each turns values into bytes and knows no database:

- `NAME`: what `--format` takes; `SUFFIX`: how its files end, with the dot.
- `A_FILE_EACH`: True for a document a story, False for one document of all.
- `write(stories, paper)` yields the document's bytes, piece by piece. `stories` is an iterable of `values.Exported`,
  `paper` a `values.Paper`. Where a story has its own document, `stories` is that story alone and `NotExpressible`
  leaves it out; where one document holds all, it is the whole stream, to be consumed as it comes (a million stories),
  and `paper.refuse(story, why)` leaves one out.

The runner names the files, writes them under another name first, and brings the pictures into their folder. A picture
is referred to by `LegacyPicture.file` (`Exported.file_of` for a row): by that name `import_stories --media FOLDER`
finds it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Protocol

from articles.exporting.formats import markdown, ndjson, newsml_g2, ninjs, nitf, text, wxr
from articles.exporting.values import Exported, Paper


class Format(Protocol):
    NAME: str
    SUFFIX: str
    A_FILE_EACH: bool

    def write(self, stories: Iterable[Exported], paper: Paper) -> Iterator[bytes]: ...


_MODULES: tuple[Format, ...] = (ndjson, newsml_g2, ninjs, nitf, wxr, markdown, text)
FORMATS: dict[str, Format] = {module.NAME: module for module in _MODULES}
