"""The list of other stories at the foot of a page, as it stood on the day of the capture. Pure.

It says nothing about the story above it: no date, no section, no choice of an editor's.
"""

from __future__ import annotations

from typing import NamedTuple

from articles.importing import dates
from articles.importing.captures.furniture import heads_sidebar, is_furniture, tail_start
from articles.importing.lines import Line, ends_sentence, is_bullet, spacing
from articles.importing.records import LegacyRelated

#: No page lists more stories than this beside one.
_MOST = 200


class Sidebar(NamedTuple):
    """Where the story ends, the stories listed after it, and the lines that are neither."""

    end: int
    related: tuple[LegacyRelated, ...] = ()
    furniture: tuple[str, ...] = ()


def read(lines: list[Line], start: int) -> Sidebar:
    """Part the list of other stories, bullets after more blank lines than usual, from the story above it."""
    first = _first_bullet(lines, start)
    if first is None:
        foot = tail_start(lines, start)
        end = _without_titles(lines, start, foot)
        return Sidebar(end, (), _texts(lines[end:]))
    end = tail_start(lines[:first], start)
    end = _without_titles(lines, start, end)
    stop = _end_of_list(lines, first)
    related, left = _entries(lines[first:stop])
    return Sidebar(end, related, (*_texts(lines[end:first]), *left, *_texts(lines[stop:])))


def _first_bullet(lines: list[Line], start: int) -> int | None:
    """The bullet that opens the sidebar; None where there are no bullets, or where they are a list inside the story."""
    bullets = [index for index in range(start, len(lines)) if is_bullet(lines[index].text)]
    if not bullets:
        return None
    usual_gap = spacing(lines[: bullets[0]] or lines)
    for index in bullets:
        above = lines[index - 1] if index > start else None
        apart = lines[index].gap > usual_gap or (above is not None and heads_sidebar(above.text))
        if (apart or _has_teasers(lines, index)) and not _story_goes_on(lines, index):
            return index
        if index != bullets[0] and len(bullets) > _MOST:
            break
    return None


def _has_teasers(lines: list[Line], index: int) -> bool:
    """Whether the list alternates between bullets and indented text, and runs to the end of the page."""
    below = lines[index + 1 : index + 2]
    return bool(below) and not is_bullet(below[0].text) and below[0].indent > 0 and lines[index].indent > 0


def _story_goes_on(lines: list[Line], index: int) -> bool:
    """Bullets without teasers and with paragraphs after them are a list in the story."""
    last = max(at for at in range(index, len(lines)) if is_bullet(lines[at].text))
    teasers = any(not is_bullet(line.text) for line in lines[index:last])
    after = [
        line for line in lines[last + 1 : tail_start(lines, last + 1)] if not line.indent and ends_sentence(line.text)
    ]
    return not teasers and bool(after)


def _end_of_list(lines: list[Line], first: int) -> int:
    """Text at the margin, after indented teasers, is the page's foot."""
    indented = any(line.indent for line in lines[first : first + _MOST])
    foot = tail_start(lines, first)
    if not indented:
        return foot
    for index in range(first + 1, foot):
        if not lines[index].indent and not is_bullet(lines[index].text):
            return index
    return foot


def _entries(lines: list[Line]) -> tuple[tuple[LegacyRelated, ...], list[str]]:
    related: list[LegacyRelated] = []
    left: list[str] = []
    headline, teaser = "", []
    for line in (*lines, Line("•", 0, 0)):
        if not is_bullet(line.text):
            (left if dates.is_date(line.text) or is_furniture(line.text) else teaser).append(line.text)
            continue
        if teaser and not headline:
            headline, *teaser = teaser
        if headline and len(related) < _MOST:
            related.append(_entry(headline, " ".join(teaser)))
        elif headline:
            left += [headline, *teaser]
        headline, teaser = line.text[1:].strip(), []
    return tuple(related), left


def _entry(headline: str, teaser: str) -> LegacyRelated:
    truncated = bool(teaser) and (not ends_sentence(teaser) or teaser.endswith(("…", "...")))
    return LegacyRelated(headline, teaser, "sidebar", truncated)


def _without_titles(lines: list[Line], start: int, end: int) -> int:
    """Step back over the titles of lists (`MOST VIEWED`) that end the page."""
    while end > start and (heads_sidebar(lines[end - 1].text) or is_furniture(lines[end - 1].text)):
        end -= 1
    return end


def _texts(lines: list[Line]) -> tuple[str, ...]:
    return tuple(line.text for line in lines)
