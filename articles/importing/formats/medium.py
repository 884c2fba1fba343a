"""Medium's export: one HTML file a story, in the folder or zip that Medium sends. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import PurePath
from typing import BinaryIO

from lxml import etree, html

from articles.importing import dates
from articles.importing.markup import Found, convert, to_plain
from articles.importing.records import (
    DEFAULTS,
    LegacyByline,
    LegacyPicture,
    LegacyStory,
    NotAStory,
    Problem,
    ReadOptions,
    Status,
)

NAME = "medium"
#: A larger file is no story.
MOST_BYTES = 20 * 1024 * 1024
_ENTRY = re.compile(rb"<article\b[^>]*\bh-entry\b")
_OWN = re.compile(rb"\bclass=\"(?:[^\"]*\s)?(?:p-name|graf|e-content)\b|data-field=\"body\"")
_KEY = re.compile(r"(?:[-/])([0-9a-f]{8,16})/?$")


def sniff(head: bytes, name: str) -> float:
    """How surely a file is one of Medium's: its article and its fields have the export's own names."""
    return 0.95 if _ENTRY.search(head) and b"p-name" in head and _OWN.search(head) else 0.0


def read(stream: BinaryIO, origin: str, options: ReadOptions = DEFAULTS) -> Iterator[LegacyStory | NotAStory]:
    """Read one story from an open file: exactly one record."""
    content = stream.read(MOST_BYTES + 1)
    if len(content) > MOST_BYTES:
        yield NotAStory(origin, f"larger than {MOST_BYTES // 1024 // 1024} MB: no story", kind="too-large")
        return
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        yield NotAStory(origin, f"{origin}: is not UTF-8 (byte {error.start}), which Medium writes", kind="bad-file")
        return
    if not text.strip():
        yield NotAStory(origin, f"{origin}: is empty", kind="empty")
        return
    yield _story(text, content, origin, options)


def _story(text: str, content: bytes, origin: str, options: ReadOptions) -> LegacyStory | NotAStory:
    page = html.document_fromstring(text.encode(), parser=html.HTMLParser(encoding="utf-8", huge_tree=True))
    body = next((each for each in page.iter("section") if each.get("data-field") == "body"), None)
    if body is None:
        return NotAStory(origin, f"{origin}: a file of Medium's export that holds no story", kind="listing")
    problems: list[Problem] = []
    headline = _line(_first(page, "p-name"))
    standfirst = _line(next((each for each in page.iter("section") if each.get("data-field") == "subtitle"), None))
    _without_repeats(body, headline, standfirst)
    address = next((each.get("href") or "" for each in _classed(page, "p-canonical")), "")
    when = next((each.get("datetime") or "" for each in _classed(page, "dt-published")), "")
    is_draft = PurePath(origin).name.startswith("draft_") or not (address or when)
    said = dates.read(when, options) if when else dates.When(None, False, (_NO_DATE,))
    converted = convert(_inner(body), picture=_picture)
    if not is_draft:
        problems += said.problems
    if not converted.blocks:
        problems.append(Problem("no-text", "It has no text."))
    return LegacyStory(
        legacy_id=_key(address, origin),
        headline=headline,
        blocks=converted.blocks,
        origin=origin,
        source="medium.com",
        default_section="Posts",
        slug=_KEY.sub("", address.rstrip("/").rpartition("/")[2]),
        standfirst=standfirst,
        bylines=tuple(LegacyByline(name) for name in dict.fromkeys(map(_line, _classed(page, "p-author"))) if name),
        tags=tuple(dict.fromkeys(tag for tag in map(_line, _classed(page, "p-tag")) if tag)),
        published_at=None if is_draft else said.value,
        status=Status.DRAFT if is_draft else Status.PUBLISHED,
        inline_pictures=converted.pictures,
        addresses=(address,) if address else (),
        text_kept=converted.kept,
        problems=(*problems, *converted.problems),
        original=content,
    )


_NO_DATE = Problem("no-date", "The export has no date for it.")


def _classed(page: etree._Element, name: str) -> Iterator[etree._Element]:
    return (each for each in page.iter(etree.Element) if name in (each.get("class") or "").split())


def _first(page: etree._Element, name: str) -> etree._Element | None:
    return next(_classed(page, name), None)


def _line(element: etree._Element | None) -> str:
    return "" if element is None else " ".join("".join(element.itertext()).split())


def _without_repeats(body: etree._Element, headline: str, standfirst: str) -> None:
    """Take headline and standfirst out of the text, where Medium prints them again, and the rule above them."""
    for name, line in (("graf--title", headline), ("graf--subtitle", standfirst)):
        for element in list(_classed(body, name))[:1]:
            if _line(element) == line:
                element.drop_tree()
    for rule in list(_classed(body, "section-divider"))[:2]:
        if rule.getparent() is not None and not "".join(_before(rule, body)).strip():
            rule.drop_tree()


def _before(element: etree._Element, root: etree._Element) -> Iterator[str]:
    for each in root.iter():
        if each is element:
            return
        yield each.text or ""


def _inner(body: etree._Element) -> str:
    return (body.text or "") + "".join(etree.tostring(child, encoding="unicode", method="html") for child in body)


def _picture(found: Found) -> LegacyPicture:
    """Medium's export has no files; the name of one is what its servers know it by."""
    return LegacyPicture(alt=found.alt, url=found.url, file=found.attributes.get("data-image-id", ""))


def _key(address: str, origin: str) -> str:
    """The story's id at Medium, which ends its address; else the file's name."""
    found = _KEY.search(address)
    return found[1] if found else to_plain(PurePath(origin).stem)
