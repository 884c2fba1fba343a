"""A clean body as a reader reads it: blocks and plain text. For `body`, which is the door to it. Pure."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from html import unescape
from typing import NamedTuple

from articles import language
from articles.body.tidy import MARKS, PLACED, TOKEN

#: Nearly every block is nothing but its words, and is met as one.
_TOKEN = re.compile(rf"<(p|h2|h3)>([^<]+)</\1>|{TOKEN.pattern}")
_FIRST_NUMBER = re.compile(r' start="([0-9]{1,6})"')
#: Blocks that hold no words of the story: a picture's key, an embed's address, the key of the story on a card.
PLACES = frozenset({"picture", "embed", "story"})
#: Kinds of blocks that follow what is before them on the next line, not after a blank one.
_CLOSE = frozenset({("item", "item"), ("row", "row"), ("quote", "speaker")})


class TextBlock(NamedTuple):
    """A block as it is read: p, h2 (a fact box's title too), h3, quote, speaker, item (with its marker), row (cells by
    tabs), or one of PLACES.
    """

    kind: str
    text: str


def to_text(html: str, place: Callable[[TextBlock], str] = lambda _block: "") -> str:
    """A clean body as plain text: blocks parted by a blank line, items and rows by a line break, cells by a tab.

    `place` gives the words that stand for a picture, an embed or a card; nothing, unless told.
    """
    lines, last_kind = [], ""
    for block in blocks(html):
        kind, text = block.kind, place(block) if block.kind in PLACES else block.text
        if not text:
            continue
        if lines:
            lines.append("\n" if (last_kind, kind) in _CLOSE else "\n\n")
        lines.append(text)
        last_kind = kind
    return "".join(lines)


def blocks(html: str) -> list[TextBlock]:
    """The blocks of a clean body in reading order: white space folded, line breaks kept."""
    reader = _Reader()
    for block, words, closing, tag, attributes, text in _TOKEN.findall(html):
        if block:
            reader.take(block, words)
        elif text or tag == "br":
            reader.parts.append(text or "<br>")
        elif tag in MARKS:
            continue
        elif closing:
            reader.close(tag)
        else:
            reader.open(tag, attributes)
    reader.flush()
    return reader.read


@dataclass(slots=True)
class _Reader:
    """Follows the tags of a body and notes its blocks as a reader reads them."""

    read: list[TextBlock] = field(default_factory=list)
    #: HTML text of the block being read, with `<br>` for its line breaks.
    parts: list[str] = field(default_factory=list)
    kind: str = "p"
    #: What the next block in a list item begins with.
    marker: str = ""
    quotes: int = 0
    #: For each open list the number of its last item, None where it has bullets.
    lists: list[int | None] = field(default_factory=list)
    #: For each open row its cells, each a list of texts.
    rows: list[list[list[str]]] = field(default_factory=list)

    def open(self, tag: str, attributes: str) -> None:
        self.flush()
        match tag:
            case "h2" | "h3":
                self.kind = tag
            case "figcaption":
                self.kind = "speaker"
            case "ul":
                self.lists.append(None)
            case "ol":
                first = _FIRST_NUMBER.search(attributes)
                self.lists.append(int(first[1]) - 1 if first else 0)
            case "li":
                self.marker = self.next_marker()
            case "blockquote":
                self.quotes += 1
            case "tr":
                self.rows.append([])
            case "td" | "th" if self.rows:
                self.rows[-1].append([])
            case "figure" if placed := PLACED.search(attributes):
                self.read.append(TextBlock(placed[1], unescape(placed[2])))

    def close(self, tag: str) -> None:
        self.flush()
        self.kind = "p"
        match tag:
            case "ul" | "ol" if self.lists:
                self.lists.pop()
            case "li":
                self.marker = ""
            case "blockquote":
                self.quotes -= 1
            case "tr" if self.rows:
                cells = self.rows.pop()
                self.note("row", "\t".join(" ".join(cell) for cell in cells))

    def next_marker(self) -> str:
        if not self.lists or self.lists[-1] is None:
            return "• "
        self.lists[-1] += 1
        return f"{self.lists[-1]}. "

    def flush(self) -> None:
        """The block being read is over."""
        if not self.parts:
            return
        lines = "".join(self.parts).split("<br>")
        self.parts.clear()
        self.add(self.kind, "\n".join(map(_folded, lines)).strip())

    def take(self, tag: str, words: str) -> None:
        """A whole block without a tag inside."""
        self.flush()
        self.add(self.kind if tag == "p" else tag, _folded(words))
        self.kind = "p"

    def add(self, kind: str, text: str) -> None:
        if not text:
            return
        if self.marker:
            self.note("item", self.marker + text)
            self.marker = ""
        else:
            self.note("quote" if self.quotes and kind == "p" else kind, text)

    def note(self, kind: str, text: str) -> None:
        if self.rows and self.rows[-1]:
            self.rows[-1][-1].append(text)
        elif text.strip():
            self.read.append(TextBlock(kind, text))


def _folded(html: str) -> str:
    return language.on_one_line(unescape(html))
