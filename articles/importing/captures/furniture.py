"""Lines of a saved page that belong to the site and not to the story: navigation, share buttons, comments. Pure."""

from __future__ import annotations

import re

from articles.importing.lines import Line, ends_sentence, is_title
from articles.importing.vocabulary import FURNITURE, SIDEBAR_TITLES

#: From here on nothing is the story's: readers' comments, the publisher's address.
_TAIL = re.compile(
    r"comments(?: \(\d+\))?|please,? log ?in or register to post a comment|latest videos?"
    r"|contact .{1,60} for full article|(?:copyright|©) .{1,120}|all rights reserved\.?|leave a (?:comment|reply)",
    re.IGNORECASE,
)
_TORN_TAG = re.compile(r"[\"'” ]/?>$")
_SHARES = re.compile(r"(?:\d[\d,.]*\s+)?(?:shares?|comments?|views?|likes?)(?:\s*:?\s*\d[\d,.]*)?", re.IGNORECASE)


def is_furniture(text: str) -> bool:
    """A whole line that is navigation, a share button, or what a torn tag left behind."""
    if len(text) < 40 and (text.lower() in FURNITURE or _SHARES.fullmatch(text)):
        return True
    if text[-1] == ">" and len(text) < 300 and "<" not in text and _TORN_TAG.search(text):
        return not ends_sentence(text.rstrip("/> \"'")) or len(text) < 12
    return text.count(" | ") >= 3 and len(text) < 300 and not ends_sentence(text)


def tail_start(lines: list[Line], start: int) -> int:
    """The first line after the story that opens the page's foot; `len(lines)` where there is none."""
    for index in range(start, len(lines)):
        text = lines[index].text
        if len(text) < 140 and _TAIL.fullmatch(text):
            return index - 1 if index > start and lines[index - 1].text.isdigit() else index
    return len(lines)


def heads_sidebar(text: str) -> bool:
    """A line above the list of other stories: known words, or a short line all in capitals."""
    return text.lower().rstrip(":") in SIDEBAR_TITLES or (text.isupper() and text.isascii() and is_title(text, words=3))
