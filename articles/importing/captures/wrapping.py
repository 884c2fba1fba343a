"""Lines that a page broke where it was full, made paragraphs again. Pure."""

from __future__ import annotations

from itertools import pairwise

from articles.importing import captions
from articles.importing.lines import (
    Line,
    begins_lower,
    ends_sentence,
    ends_with_abbreviation,
    is_list_item,
    is_title,
    spacing,
)

#: No hard-wrapped page is wider, in characters.
_WIDEST = 120
#: A line this full, against the widest, was broken by the page and not by the writer.
_FULL = 0.75


def unwrap(lines: list[Line]) -> list[Line]:
    """Join each line that ends no sentence with the one that goes on with it; every other line is a paragraph.

    In a hard-wrapped story (all lines short, many of them open) a full line goes on in the next, whatever that begins
    with; elsewhere only where the next begins with a small letter. A line keeps the gap of its first part.
    """
    if len(lines) < 2:
        return lines
    wrap = _Wrap(lines)
    groups: list[list[Line]] = [[lines[0]]]
    for above, below in pairwise(lines):
        if wrap.joins(above, below):
            groups[-1].append(below)
        else:
            groups.append([below])
    return [group[0] if len(group) == 1 else _joined(group) for group in groups]


class _Wrap:
    """How a story's lines were broken: at what width, and whether blank lines part its paragraphs."""

    def __init__(self, lines: list[Line]):
        self.usual_gap = spacing(lines)
        self.width = max(len(line.text) for line in lines)
        self.hard = self.width <= _WIDEST and self._open_lines(lines) >= max(2, len(lines) // 6)
        close = sum(not line.gap for line in lines[1:])
        #: Lines of a paragraph stand close and blank lines part the paragraphs.
        self.blocks = self.hard and 0 < close < len(lines) - 1 and close * 3 > len(lines)

    def joins(self, above: Line, below: Line) -> bool:
        open_end = not ends_sentence(above.text)
        if is_list_item(above.text) and not (open_end and begins_lower(below.text)):
            return False
        if open_end and begins_lower(below.text) and below.gap <= self.usual_gap:
            return True
        if not self.hard or below.gap > self.usual_gap:
            return False
        if self.blocks:
            return not below.gap and not is_list_item(below.text) and self._is_full(above, below)
        return (open_end or ends_with_abbreviation(above.text)) and self._is_full(above, below)

    def _is_full(self, above: Line, below: Line) -> bool:
        next_word = below.text.split(" ", 1)[0]
        return len(above.text) + 1 + len(next_word) >= _FULL * self.width

    def _open_lines(self, lines: list[Line]) -> int:
        """Lines that break off: long ones that end no sentence, and those that the next continues in small letters."""
        count = 0
        for above, below in pairwise(lines):
            if ends_sentence(above.text) or is_list_item(above.text) or captions.split(above.text).credit:
                continue
            count += begins_lower(below.text) or (not is_title(above.text) and len(above.text) >= 0.6 * self.width)
        return count


def _joined(group: list[Line]) -> Line:
    """A hyphen at the end of a line stays and closes up: whether the page or the writer put it cannot be told."""
    text = group[0].text
    parts = [text]
    for line in group[1:]:
        hyphen = text[-1] == "-" and text[-2:-1].isalpha() and begins_lower(line.text)
        parts.append(line.text if hyphen else " " + line.text)
        text = line.text
    return Line("".join(parts), group[0].gap, group[0].indent)
