"""A capture's text to the story it holds, or to the reason why it holds none. Pure; for `formats.text`."""

from __future__ import annotations

from dataclasses import replace
from pathlib import PurePath
from urllib.parse import unquote, urlsplit

from articles import language
from articles.importing.captures import body, heading, masthead, refusals, sidebar
from articles.importing.decoding import Decoded
from articles.importing.lines import Line, to_lines
from articles.importing.pages import urls
from articles.importing.records import LegacyByline, LegacyStory, NotAStory, Problem, ReadOptions
from articles.importing.vocabulary import ENGLISH

#: No story has more lines; a file that has is a data set or an attack.
_MOST_LINES = 20_000


def read_text(decoded: Decoded, origin: str, original: bytes, options: ReadOptions) -> LegacyStory | NotAStory:
    """Read the decoded text of one saved page."""
    lines = to_lines(decoded.text, _MOST_LINES)
    if len(lines) > _MOST_LINES:
        return NotAStory(origin, f"no capture of one story: more than {_MOST_LINES:,} lines", kind="too-large")
    if not lines:
        return NotAStory(origin, "the file holds no text", kind="not-text")
    url, lines = _take_address(lines)
    head = masthead.read(lines)
    above = heading.read(lines, head, options)
    foot = sidebar.read(lines, above.body)
    if reason := refusals.why_no_story(lines, head, foot, above.body):
        section = head.headline if head.kind in ("logo", "title", "repeated") else ""
        return NotAStory(origin, reason, head.site, section, _language(lines))
    story = body.read(lines[above.body : foot.end], head.site, bare_captions=above.is_sheet)
    if not any(block.kind == "p" for block in story.blocks):
        return NotAStory(origin, "no story: no paragraph under the headline", head.site, "", _language(lines))
    return _story(decoded, origin, original, (url, lines, head, above, foot, story))


def _story(decoded: Decoded, origin: str, original: bytes, parts: tuple) -> LegacyStory:
    url, lines, head, above, foot, story = parts
    early = (replace(picture, after_paragraph=0) for picture in above.more_pictures)
    furniture = (*head.furniture, *above.furniture, *story.furniture, *foot.furniture)
    return LegacyStory(
        legacy_id=url or PurePath(origin).stem,
        headline=head.headline,
        blocks=tuple(story.blocks),
        origin=origin,
        site=head.site,
        logo_alt=head.logo_alt,
        language=_language(lines[above.body : foot.end]),
        section=above.section,
        slug=_slug(url),
        standfirst=above.standfirst,
        bylines=tuple(map(LegacyByline, above.bylines)),
        published_at=above.published.value if above.published else None,
        date_only=bool(above.published and above.published.date_only),
        lead_picture=above.lead,
        inline_pictures=(*early, *story.pictures),
        related=foot.related,
        addresses=(url,) if url else (),
        problems=(
            *decoded.problems,
            *_missing(head, above),
            *above.problems,
            *story.problems,
            *_boilerplate(above.boilerplate + story.boilerplate),
            *_furniture(furniture),
        ),
        original=original,
    )


def _take_address(lines: list[Line]) -> tuple[str, list[Line]]:
    """The capture's own address, from a line of its own among the first or last three."""
    for index in (*range(min(3, len(lines))), *range(max(3, len(lines) - 3), len(lines))):
        url = heading.address(lines[index].text)
        if url and urls.split(url).netloc:
            return url, lines[:index] + lines[index + 1 :]
    return "", lines


def _missing(head: masthead.Masthead, above: heading.Heading) -> list[Problem]:
    problems = []
    if not head.headline:
        problems.append(Problem("no-headline", "The capture gives no headline."))
    if not above.published:
        problems.append(Problem("no-date", "The capture gives no date of publication."))
    if not above.bylines:
        problems.append(Problem("no-author", "The capture names no author."))
    return problems


def _boilerplate(count: int) -> list[Problem]:
    if not count:
        return []
    pictures = "1 picture has" if count == 1 else f"{count} pictures have"
    return [Problem("boilerplate-alt", f"{pictures} only the site's name for alternative text: left empty.")]


def _furniture(furniture: tuple[str, ...]) -> list[Problem]:
    """One problem with every word that was left out, so that nothing goes in silence."""
    if not furniture:
        return []
    words = " / ".join(furniture)
    shown = words if len(words) <= 2000 else f"{words[:2000]} … ({len(words):,} characters in all)"
    return [Problem("furniture", f"Left out as part of the page and not of the story: {shown}")]


def _language(lines: list[Line]) -> str:
    """`articles.language` names what a script tells; English is told by its small words; else nothing is claimed."""
    text = "\n".join(line.text[:300] for line in lines[:8])
    if not language.is_spaced(text) and (found := language.detect(text)):
        return found
    words = text.lower().split()
    return "en" if 8 * sum(map(ENGLISH.__contains__, words)) > len(words) else ""


def _slug(url: str) -> str:
    return unquote(urlsplit(url).path.rstrip("/").rpartition("/")[2]) if url else ""
