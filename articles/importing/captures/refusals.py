"""Captures that hold no story: lists of stories, front pages, the text of printed pages. Pure."""

from __future__ import annotations

import re
from itertools import pairwise

from articles.importing import dates
from articles.importing.captures.masthead import Masthead
from articles.importing.captures.sidebar import Sidebar
from articles.importing.lines import Line, ends_sentence, is_bullet
from articles.importing.records import DEFAULTS

_PAGE = re.compile(r"\bpage \d{1,3}\b|\bcontinue[sd]? (?:on|from)\b|ទំព័រ(?:ទី)?\s?[\d០-៩]+", re.IGNORECASE)
_COVER = re.compile(r"\bissue\s+(?:number|no\.?)\s*\d+|\b\d{3,5} riel\b|^page \d+(?: of \d+)?:?$", re.IGNORECASE)
_BROKEN_WORD = re.compile("[a-z\u1780-\u17d3]-$")
_INSIDE_BROKEN = re.compile(r"[a-z]{2}- (?!(?:and|or|to|und|et)\b)[a-z]{2}")
_PRINTED = "the text of printed pages: words broken at line ends, references to pages, stories mixed"


def why_no_story(lines: list[Line], masthead: Masthead, sidebar: Sidebar, body: int) -> str:
    """A reason where the capture is no story; empty where it is one. `body` is the line that the story begins with."""
    if masthead.kind == "logo" and not masthead.headline:
        return "a front page: the paper's name and teasers, no story of its own"
    if _is_dated_list(lines, masthead, sidebar, body):
        return "a section page: dated teasers, no body"
    if masthead.kind in ("none", "headline", "repeated", "kiosk") and _is_printed_page(lines):
        return _PRINTED
    return ""


def _is_dated_list(lines: list[Line], masthead: Masthead, sidebar: Sidebar, body: int) -> bool:
    """Two dates or more above the foot of the page, newest first; or dates in its list and no story above it."""
    above = [line.text for line in lines[masthead.start : sidebar.end] if dates.is_date(line.text.lstrip("•* "))]
    stamped = sum(bool(dates.LABEL.match(text)) and not dates.LABEL.fullmatch(text) for text in above)
    if stamped >= 2 or (len(above) >= 2 and _newest_first(above)):
        return True
    listed = sum(dates.is_date(line.text) for line in lines[sidebar.end :][:400])
    paragraphs = sum(ends_sentence(line.text) and not is_bullet(line.text) for line in lines[body : sidebar.end])
    return bool(listed) and len(above) + listed >= 2 and paragraphs < 2


def _newest_first(texts: list[str]) -> bool:
    """A chronicle inside a story counts forward; a list of stories counts back, or gives one day several times."""
    read = [dates.read_words(dates.LABEL.sub("", text, count=1), DEFAULTS) for text in texts]
    days = [when.value.date() for when in read if when and when.value]
    return len(days) >= 2 and all(later >= earlier for later, earlier in pairwise(days))


def _is_printed_page(lines: list[Line]) -> bool:
    """Weighs the marks of scanned or exported print; none of them alone is enough."""
    some = [line.text for line in lines[:2000]]
    broken = sum(bool(_BROKEN_WORD.search(text[-3:])) for text in some)
    broken += sum(len(_INSIDE_BROKEN.findall(text[:20_000])) for text in some)
    letters = sum(len(text) == 1 and text.isalpha() for text in some)
    pages = sum(len(_PAGE.findall(text[:20_000])) for text in some)
    cover = any(_COVER.search(text[:2000]) for text in some)
    headless = sum(text[0].islower() and ends_sentence(above) for above, text in pairwise(some))
    marks = (_weight(broken // 2, 2), _weight(letters, 2), _weight(pages, 3), 2 * cover, _weight(headless, 2))
    return sum(marks) >= 3 and sum(map(bool, marks)) >= 2


def _weight(count: int, many: int) -> int:
    return 0 if not count else 1 if count < many else 2
