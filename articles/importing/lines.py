"""Lines of a plain-text capture and what their shape says: a sentence, a headline, an item of a list. Pure."""

from __future__ import annotations

import re
from typing import NamedTuple

from articles.language import on_one_line

#: Ends of sentences in Latin script, Khmer, Burmese and Chinese.
STOPS = ".!?…។៕။。！？"
#: What may stand between a full stop and the end of the line.
CLOSERS = "\"'”’»)]› \u200b"
BULLETS = frozenset("•*·◦‣▪●■")
#: Longer lines are body text, whatever else they look like.
LONGEST_CAPTION = 600
_ABBREVIATION = re.compile(
    r"(?:^|[\s(“\"‘])(?:[A-Z](?:\.[A-Z])*|Mr|Mrs|Ms|Dr|Prof|St|Gen|Maj|Col|Lt|Sgt|Capt|Gov|Sen|Rep|Rev|Hon|Mt|No"
    r"|vs|Nos|Fr|Sr|Jr|Messrs|Mme|M|e\.g|i\.e|approx|ca|cf|ed|eds|vol)\.$"
)


class Line(NamedTuple):
    """A line with its white space folded, the number of blank lines above it and its indent in characters."""

    text: str
    gap: int
    indent: int


def to_lines(text: str, most: int) -> list[Line]:
    """The lines of a text that hold anything, and no more than one above `most`.

    No-break spaces count as spaces; a lone zero-width space as nothing.
    """
    lines = []
    gap = 0
    for raw in text.split("\n"):
        folded = on_one_line(raw)
        if not folded or not folded.strip("\u200b\ufeff"):
            gap += 1
            continue
        indent = len(raw) - len(raw.lstrip()) if raw[0].isspace() else 0
        lines.append(Line(folded, gap, indent))
        gap = 0
        if len(lines) > most:
            break
    return lines


def spacing(lines: list[Line]) -> int:
    """Blank lines between ordinary paragraphs: the fewest that stand anywhere, as some captures double them all."""
    return min((line.gap for line in lines[1:] if line.gap), default=1)


def ends_sentence(text: str) -> bool:
    """Whether the last character, but for closing quotes and brackets, is a full stop of any script."""
    return text[-40:].rstrip(CLOSERS)[-1:] in STOPS and bool(text)


def is_paragraph(text: str) -> bool:
    """More than a headline: it ends a sentence, holds the end of one, or is long."""
    return len(text) > 90 or ends_sentence(text) or any(f"{stop} " in text for stop in ".?!។")


def ends_with_abbreviation(text: str) -> bool:
    """Whether the full stop at the end belongs to a title or an initial (Dr. H.E. St. J.), so that a name follows."""
    return bool(_ABBREVIATION.search(text[-20:]))


def begins_lower(text: str) -> bool:
    return text[0].islower()


def is_list_item(text: str) -> bool:
    """A hyphen, dash or bullet opens the line."""
    return text[0] in "-–—" or text[0] in BULLETS


def is_bullet(text: str) -> bool:
    return text[0] in BULLETS


def is_title(text: str, *, words: int = 12, length: int = 90) -> bool:
    """A short line that ends no sentence and breaks off in none: a crosshead, an item's headline, a section's name."""
    return (
        len(text) <= length
        and text.count(" ") < words
        and not ends_sentence(text)
        and text[-1] not in ",;:–—-"
        and not begins_lower(text)
        and not is_list_item(text)
    )
