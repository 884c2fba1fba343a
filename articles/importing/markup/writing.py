"""Writes the body's blocks as a source's HTML is walked: text, marks and breaks in, clean blocks out. Pure."""

from __future__ import annotations

import re
from typing import NamedTuple

from articles.body.tidy import INVISIBLE

_VISIBLE = re.compile(f"[^{INVISIBLE}]")
_FOLDED = re.compile(r"[ \t\n\r\f]+")
_UNPRINTABLE = re.compile("[\0-\x08\x0b\x0e-\x1f\x7f\ud800-\udfff]")
#: In an address these would end the attribute or be written otherwise by the sanitizer.
_IN_ADDRESS = {ord(character): f"%{ord(character):02X}" for character in '<>"` \t\n\r'}


class Mark(NamedTuple):
    """An open mark: its tag, and the whole opening tag."""

    tag: str
    opening: str


class Part(NamedTuple):
    """A piece of the body: `flat` blocks (p, h2, h3, hr), one `rich` block (lists, tables, boxes, embeds), or a
    `picture` whose `html` is its number.
    """

    kind: str
    html: str


def escaped(text: str) -> str:
    """Text as the sanitizer writes it, so that what we write is already clean."""
    if "&" in text:
        text = text.replace("&", "&amp;")
    if "<" in text or ">" in text:
        text = text.replace("<", "&lt;").replace(">", "&gt;")
    return text.replace("\xa0", "&nbsp;") if "\xa0" in text else text


def address(href: str) -> str:
    """A link's address as an attribute's value."""
    return href.strip().translate(_IN_ADDRESS).replace("&", "&amp;").replace("\xa0", "%C2%A0")


class Writer:
    """Collects blocks. `parts` holds what is written; `finish` before it is read."""

    def __init__(self, marks: tuple[Mark, ...] = (), *, breaks: bool = False):
        self.parts: list[Part] = []
        #: Whether a line break of the source is one of the story's.
        self.breaks = breaks
        self.kind = "p"
        self.marks: list[Mark] = list(marks)
        self._shown: list[Mark] = []
        self._line: list[str] = []
        self._is_visible = self._is_broken = False

    def text(self, text: str, *, breaks: bool = False) -> None:
        """Add text of the line; where line breaks count, one breaks the line and two end the paragraph."""
        if _UNPRINTABLE.search(text):
            text = _UNPRINTABLE.sub(" ", text)
        if "\n" in text and (breaks or self.breaks):
            for number, line in enumerate(text.replace("\r\n", "\n").split("\n")):
                if number:
                    self.line_break()
                self._add(line)
        else:
            self._add(text)

    def _add(self, text: str) -> None:
        if "\n" in text or "  " in text or "\t" in text or "\r" in text:
            text = _FOLDED.sub(" ", text)
        if not text:
            return
        is_visible = bool(_VISIBLE.search(text))
        if not is_visible and (self._is_broken or not self._is_visible):
            # A zero-width space between words is kept, white space at a line's start is nothing.
            if not (stripped := text.strip()):
                return
            text = stripped
        if is_visible:
            if self._is_broken:
                self._hide()
                self._line.append("<br>")
                text = text.lstrip(" ")
            elif not self._is_visible:
                text = text.lstrip()
            self._is_visible, self._is_broken = True, False
            text = self._show(text)
        self._line.append(escaped(text))

    def _show(self, text: str) -> str:
        """Write the tags of the marks that are open; return the text without the spaces that went before them."""
        if self._shown == self.marks:
            return text
        common = 0
        while common < min(len(self._shown), len(self.marks)) and self._shown[common] is self.marks[common]:
            common += 1
        self._hide(common)
        new = []
        for mark in self.marks[common:]:
            if not any(mark.tag == shown.tag for shown in (*self._shown, *new)):
                new.append(mark)
        if new and text[0] == " ":
            self._line.append(" ")
            text = text.lstrip(" ")
        self._line += [mark.opening for mark in new]
        self._shown = list(self.marks)
        return text

    def _hide(self, common: int = 0) -> None:
        """Close the shown marks from the last down to `common`."""
        closed = []
        for position in range(len(self._shown) - 1, common - 1, -1):
            mark = self._shown[position]
            if not any(mark.tag == other.tag for other in self._shown[:position]):
                closed.append(f"</{mark.tag}>")
        if closed:
            # White space at a mark's end stands behind it.
            tail = self._line[-1] if self._line else ""
            if tail.endswith(" ") and not tail.startswith("<"):
                self._line[-1] = tail.rstrip(" ")
                closed.append(" ")
        self._line += closed
        self._shown = self._shown[:common]

    def open(self, mark: Mark) -> None:
        self.marks = [*self.marks, mark]

    def close(self, mark: Mark) -> None:
        position = len(self.marks) - 1 - self.marks[::-1].index(mark)
        self.marks = self.marks[:position] + self.marks[position + 1 :]
        if self._shown and len(self._shown) > position and self._shown[position] is mark:
            self._hide(position)

    def line_break(self) -> None:
        """Break the line; the second break in a row ends the paragraph."""
        if self._is_broken:
            self.end()
        else:
            self._is_broken = self._is_visible

    def end(self, kind: str = "p") -> None:
        """End the block that is being written; the next is of this kind."""
        if self._is_visible:
            self._hide()
            line = "".join(self._line).strip()
            while line.endswith("&nbsp;"):
                line = line.removesuffix("&nbsp;").rstrip()
            self.parts.append(Part("flat", f"<{self.kind}>{line}</{self.kind}>"))
        self._line, self._shown = [], []
        self._is_visible = self._is_broken = False
        self.kind = kind

    def put(self, part: Part) -> None:
        """Write a piece that stands between blocks."""
        self.end(self.kind)
        self.parts.append(part)

    def finish(self) -> list[Part]:
        self.end()
        return self.parts


def card_html(where: str) -> str:
    """The body's mark for a card of what is at an address elsewhere."""
    return f'<figure data-embed="{escaped(where)}"></figure>'
