"""Feeds with full text: RSS 0.9 to 2.0, RDF and Atom, entry by entry; feedparser reads what an entry says. Pure."""

from __future__ import annotations

import copy
import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime
from typing import Any, BinaryIO

import feedparser
from lxml import etree

from articles.importing import dates
from articles.importing.markup import Found, convert, to_plain
from articles.importing.markup.found import parts_of, plain_picture, with_caption
from articles.importing.records import (
    DEFAULTS,
    LegacyByline,
    LegacyPicture,
    LegacyStory,
    NotAStory,
    Problem,
    ReadOptions,
)
from articles.importing.xml_items import Item, Items, Refused, name_of

NAME = "feed"
_ROOT = re.compile(rb"<(rss|feed|(?:\w+:)?RDF)[\s>]")
_IN_FRONT = re.compile(rb"<!--.*?-->|<\?.*?\?>|<!DOCTYPE[^>\[]*>", re.DOTALL)
_TEASER = re.compile(r"(?:\[?(?:…|\.\.\.)\]?|(?:read|continue reading|more)\W*(?:more|\[?…\]?)?)\s*$", re.IGNORECASE)
_ADDRESSES = ("http://", "https://", "/")
_ANONYMOUS = re.compile(r"[^\s@]+@\S+\s*(?:\((.*)\))?$")


def sniff(head: bytes, name: str) -> float:
    """How surely a file is a feed: its first tag is one that a feed opens with."""
    start = _IN_FRONT.sub(b"", head[:20_000].replace(b"\0", b"")).lstrip(b"\xef\xbb\xbf\xff\xfe \t\r\n")
    return 0.8 if _ROOT.match(start) else 0.0


def read(stream: BinaryIO, origin: str, options: ReadOptions = DEFAULTS) -> Iterator[LegacyStory | NotAStory]:
    """Read an open feed, one record an entry. Bytes in no told encoding are refused, never stored as they look."""
    head = stream.read(20_000)
    stream.seek(0)
    root = _ROOT.search(_IN_FRONT.sub(b"", head.replace(b"\0", b"")))
    try:
        feed = Items(stream, "entry" if root and root[1] == b"feed" else "item", options.encoding)
    except Refused as error:
        yield NotAStory(origin, f"{origin}: refused: {error}", kind="bad-file")
        return
    reader = _Reader(feed, options)
    for item in feed:
        place = f"{origin} {item.place}"
        if item.fault:
            yield NotAStory(place, f"{place} {item.fault}", kind="bad-record")
        else:
            yield reader.story(item, place)
    if feed.told:
        yield NotAStory(origin, f"{origin}: {feed.told}", kind="loose", is_refused=False)
    if feed.ending:
        yield NotAStory(origin, f"{origin}: {feed.ending}", kind="truncated")


class _Reader:
    """Reads the entries of one feed."""

    def __init__(self, feed: Items, options: ReadOptions):
        self.options = options
        self.namespaces = feed.namespaces
        self.root = name_of(feed.head)
        channel = next((child for child in feed.head if name_of(child) == "channel"), feed.head)
        self.title = to_plain(_first(channel, "title"))
        self.language = _first(channel, "language") or feed.head.get("{http://www.w3.org/XML/1998/namespace}lang") or ""
        links = [child for child in channel if name_of(child) == "link" and child.get("rel") != "self"]
        self.link = _first(channel, "link") or next((child.get("href") or "" for child in links), "")

    def story(self, item: Item, place: str) -> LegacyStory:
        """Read one entry."""
        entry = self._parsed(item.element)
        problems = list(item.problems)
        link = entry.get("feedburner_origlink") or entry.get("link") or ""
        guid = entry.get("id") or ""
        text, standfirst = _texts(entry, problems)
        lead = _lead(item.element)
        converted = convert(text, base=link or self.link, lead=lead)
        if not converted.blocks:
            problems.append(Problem("no-text", "It has no text."))
        address = link if link.startswith(("http", "/")) else ""
        return LegacyStory(
            legacy_id=guid or link,
            headline=to_plain(entry.get("title") or ""),
            blocks=converted.blocks,
            origin=place,
            source=parts_of(self.link or address).netloc or self.title,
            site=self.title,
            language=re.split("[-_]", (entry.get("language") or self.language).lower())[0],
            default_section="Posts",
            slug=re.sub(r"\.\w{2,5}$", "", parts_of(address).path.rstrip("/").rpartition("/")[2]),
            standfirst=standfirst,
            bylines=_bylines(item.element, problems),
            tags=_tags(entry),
            published_at=self._date(entry, problems),
            updated_at=self._moment(entry.get("updated")) if entry.get("published") else None,
            lead_picture=lead,
            inline_pictures=converted.pictures,
            addresses=tuple(dict.fromkeys(each for each in (address, guid) if each.startswith(_ADDRESSES))),
            text_kept=converted.kept,
            problems=(*problems, *converted.problems),
            original=item.raw,
        )

    def _parsed(self, element: etree._Element) -> dict[str, Any]:
        """The entry in a feed of its own, as feedparser reads it."""
        element = copy.deepcopy(element)
        # What a picture says of itself would stand for what the entry says.
        etree.strip_elements(element, "{http://search.yahoo.com/mrss/}*", "{urn:undeclared:media}*", with_tail=False)
        entry = etree.tostring(element, encoding="utf-8", with_tail=False)
        declared = self.namespaces
        if self.root == "feed":
            whole = b"<feed" + declared + b">" + entry + b"</feed>"
        elif self.root == "RDF":
            rdf = b"" if b"xmlns:rdf=" in declared else b' xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"'
            whole = b"<rdf:RDF" + rdf + declared + b">" + entry + b"</rdf:RDF>"
        else:
            whole = b'<rss version="2.0"' + declared + b"><channel>" + entry + b"</channel></rss>"
        read = feedparser.parse(
            whole, response_headers={"content-type": "application/xml; charset=utf-8"}, sanitize_html=False
        )
        # A plain dictionary: feedparser's own answers for keys that the entry does not have.
        return dict(read.entries[0]) if read.entries else {}

    def _date(self, entry: dict[str, Any], problems: list[Problem]) -> datetime | None:
        said = entry.get("published") or entry.get("created") or entry.get("updated") or ""
        if not said:
            problems.append(Problem("no-date", "The feed has no date for it."))
            return None
        when = dates.read(said, self.options)
        problems += when.problems
        return when.value

    def _moment(self, said: str | None) -> datetime | None:
        return dates.read(said, self.options).value if said else None


def _first(parent: etree._Element, name: str) -> str:
    said = ((child.text or "").strip() for child in parent if name_of(child) == name)
    return next((text for text in said if text), "")


def _tags(entry: dict[str, Any]) -> tuple[str, ...]:
    names = (to_plain(each.get("label") or each.get("term") or "") for each in entry.get("tags") or [])
    return tuple(dict.fromkeys(name for name in names if name))


def _texts(entry: dict[str, Any], problems: list[Problem]) -> tuple[str, str]:
    """The whole text and the standfirst. Where a feed has one text, that is taken for the whole, and said."""
    whole = max((_html(each) for each in entry.get("content") or []), key=len, default="")
    summary = _html(entry.get("summary_detail") or {"value": entry.get("summary") or ""})
    if whole:
        short = to_plain(summary)
        return whole, short if short and short != to_plain(whole) else ""
    if summary and _TEASER.search(to_plain(summary)):
        problems.append(Problem("teaser-only", "The feed gives the beginning of it alone."))
    return summary, ""


def _html(detail: dict[str, Any]) -> str:
    value = detail.get("value") or ""
    if detail.get("type") == "text/plain" and "<" not in value:
        paragraphs = re.split(r"\n\s*\n", value.replace("&", "&amp;"))
        return "".join(f"<p>{paragraph}</p>" for paragraph in paragraphs)
    return value


def _bylines(item: etree._Element, problems: list[Problem]) -> tuple[LegacyByline, ...]:
    """Names alone: `editor@gazette.example (Sok Dara)` is Sok Dara, an address alone nobody."""
    names = []
    for element in item:
        if name_of(element) in ("creator", "author") and "itunes" not in element.tag:
            said = _first(element, "name") or (element.text or "").strip()
            found = _ANONYMOUS.match(said)
            if found and not found[1]:
                problems.append(Problem("no-byline", "Its author is an e-mail address alone: no byline."))
            names.append(to_plain((found[1] or "") if found else said))
    return tuple(LegacyByline(name) for name in dict.fromkeys(names) if name)


def _lead(item: etree._Element) -> LegacyPicture | None:
    """The picture that the entry brings beside its text: an enclosure, or Media RSS with its caption and credit."""
    for element in item.iter():
        name = name_of(element)
        if name not in ("content", "enclosure") or not (url := (element.get("url") or "").strip()):
            continue
        kind = element.get("medium") or element.get("type") or ""
        if kind.startswith("image") and url.startswith(("http", "/")):
            said = {name_of(part): to_plain(part.text or "") for part in (*_media(item), *_media(element))}
            picture = plain_picture(Found(url, "", {}))
            picture = with_caption(picture, said.get("description") or said.get("title", ""))
            return replace(picture, credit=said.get("credit") or picture.credit)
    return None


def _media(parent: etree._Element) -> Iterator[etree._Element]:
    groups = (parent, *(child for child in parent if name_of(child) == "group"))
    return (
        child
        for group in groups
        for child in group
        if isinstance(child.tag, str) and ("/mrss" in child.tag or ":media}" in child.tag)
    )
