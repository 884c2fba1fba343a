"""ninjs 1 to 3 (IPTC's news in JSON): one story, a list of stories, or one a line. Pure.

The versions differ in the spelling of their names (`body_xhtml`, `versioncreated`, `versionCreated`) and in what is a
list; names are compared in small letters without `_`.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any, BinaryIO
from urllib.parse import unquote

from articles.importing import decoding
from articles.importing.records import DEFAULTS, LegacyByline, LegacyRelated, LegacyStory, NotAStory, ReadOptions
from articles.importing.wire import nitf, stories
from articles.importing.wire.stories import Message, Photo, refused

NAME = "ninjs"
#: A larger file is no story; a line of many stories may be as long.
MOST_BYTES = 16 * 1024 * 1024
_OWN = re.compile(rb'"(?:pubstatus|versioncreated|representationtype|body_x?html|body_text|bodies)"\s*:', re.IGNORECASE)
_URI = re.compile(rb'"uri"\s*:')
_PICTURES = frozenset(("picture", "photo", "image", "graphic"))
_NO_TEXT = _PICTURES | {"audio", "video", "animation", "event", "planning"}


def sniff(head: bytes, name: str) -> float:
    """How surely a file is ninjs: JSON with the standard's own names, as other records have none."""
    start = head.removeprefix(b"\xef\xbb\xbf").lstrip()[:1]
    return 1.0 if start in (b"{", b"[") and _URI.search(head) and _OWN.search(head) else 0.0


def read(stream: BinaryIO, origin: str, options: ReadOptions = DEFAULTS) -> Iterator[LegacyStory | NotAStory]:
    """Read one object, a list of them, or one a line."""
    first = stream.readline(MOST_BYTES + 1)
    try:
        item = _loaded(first)
        rest = stream.readline(MOST_BYTES + 1)
    except ValueError:
        yield from _whole(first + stream.read(MOST_BYTES + 1 - len(first)), origin, options)
        return
    if isinstance(item, list):
        yield from _stories(item, origin, first, options)
        return
    yield from _stories([item], origin, first.strip(), options)
    number = 2
    while rest:
        place = f"{origin} line {number}"
        if len(rest) > MOST_BYTES:
            yield refused(place, f"the line is longer than {MOST_BYTES // 1024 // 1024} MB")
            return
        if rest.strip():
            yield from _line(rest, place, options)
        rest = stream.readline(MOST_BYTES + 1)
        number += 1


def _line(line: bytes, place: str, options: ReadOptions) -> Iterator[LegacyStory | NotAStory]:
    try:
        item = _loaded(line)
    except ValueError as error:
        yield refused(place, f"the line is not JSON: {error}")
        return
    yield from _stories(item if isinstance(item, list) else [item], place, line.strip(), options)


def _whole(content: bytes, origin: str, options: ReadOptions) -> Iterator[LegacyStory | NotAStory]:
    if len(content) > MOST_BYTES:
        yield refused(origin, f"it is larger than {MOST_BYTES // 1024 // 1024} MB")
        return
    try:
        items = _loaded(content)
    except ValueError as error:
        yield refused(origin, f"it is not JSON: {error}")
        return
    yield from _stories(items if isinstance(items, list) else [items], origin, content, options)


def _loaded(content: bytes) -> Any:
    try:
        return json.loads(decoding.decode(content).text, strict=False)
    except RecursionError as error:
        raise ValueError("nested too deep") from error


def _stories(items: list, origin: str, original: bytes, options: ReadOptions) -> Iterator[LegacyStory | NotAStory]:
    for number, item in enumerate(items, start=1):
        place = origin if len(items) == 1 else f"{origin} item {number}"
        if not isinstance(item, dict):
            yield refused(place, "it is no object in braces")
            continue
        own = original if len(items) == 1 else json.dumps(item, ensure_ascii=False).encode()
        yield from _story(_Item(item), place, own, options)


def _story(item: _Item, place: str, original: bytes, options: ReadOptions) -> Iterator[LegacyStory | NotAStory]:
    kind = item.text("type").lower()
    inner = item.associations()
    if kind == "composite" and not item.body():
        texts = [one for one in inner if one.body()]
        if not texts:
            yield NotAStory(place, f"{place}: a package that holds no story", kind="package", is_refused=False)
        for one in texts:
            yield stories.story(_message(one), place, original, options)
    elif kind in _NO_TEXT and not item.body():
        yield NotAStory(place, f"{place}: a {kind} without a story", kind=kind, is_refused=False)
    else:
        yield stories.story(_message(item), place, original, options)


def _message(item: _Item) -> Message:
    associated = [one for one in item.associations() if one.text("type").lower() in _PICTURES]
    photos = tuple(photo for one in associated if (photo := _photo(one)) != Photo())
    headline = item.role("headlines", "main") or item.text("headline")
    if stories.is_papers(item.text("uri")):
        return _of_paper(item, photos, headline)
    return Message(
        guid=item.text("uri"),
        provider=_provider(item),
        version=item.text("version"),
        status=item.text("pubstatus"),
        headline=headline or item.text("name"),
        subheadline=item.role("headlines", "sub", "subheadline", strict=True),
        summary=item.role("descriptions", "summary", "abstract", strict=True) or item.text("descriptionsummary"),
        byline=item.text("by") or item.text("byline"),
        dateline=item.text("dateline") or item.text("located"),
        slugline=item.text("slugline"),
        source=item.text("creditline") or _source(item),
        language=item.text("language"),
        section=item.text("section"),
        keywords=item.texts("keywords") or item.texts("keyword") or item.texts("subjects") or item.texts("subject"),
        published=item.text("versioncreated") or item.text("contentcreated") or item.text("firstcreated"),
        created=item.text("firstcreated"),
        embargo=item.text("embargoed"),
        expires=item.text("expires"),
        usage=(item.text("usageterms"), *(part.text("usageterms") for part in item.parts("rightsinfo"))),
        note=item.text("ednote"),
        body=item.body(),
        photos=photos,
    )


def _of_paper(item: _Item, photos: tuple[Photo, ...], headline: str) -> Message:
    """What a paper says of its own story (`articles.ninjs`): more than agencies do, and nothing twice."""
    sections = [one.text("name") for one in item.parts("subjects") if one.text("rel") == "section"]
    first, version = item.text("firstcreated"), item.text("versioncreated")
    sources = (one.text("name") for one in item.parts("infosources"))
    genres = (one.text("literal") for one in item.parts("genres"))
    return Message(
        guid=item.text("uri"),
        provider=_provider(item),
        site=next((one.text("name") for one in item.parts("organisations") if one.text("rel") == "publisher"), ""),
        version=item.text("version"),
        status=item.text("pubstatus"),
        headline=headline,
        kicker=item.role("headlines", "kicker", strict=True),
        summary=item.role("descriptions", "standfirst", strict=True),
        people=tuple(_people(item)),
        dateline=item.text("located"),
        source=next(sources, ""),
        language=item.text("language"),
        section=sections[-1] if sections else "",
        parent_sections=tuple(sections[:-1]),
        story_type=nitf.story_type(next(genres, "")),
        keywords=tuple(one.text("name") for one in item.parts("subjects") if one.text("rel") == "about"),
        published=first,
        created=first,
        updated=version if first and version != first else "",
        embargo=item.text("embargoed"),
        ends=item.text("expires"),
        usage=(item.text("usageterms"),),
        note=item.text("ednote"),
        body=item.body(),
        photos=photos,
        addresses=tuple(one.text("value") for one in item.parts("altids") if one.text("value")),
        related=tuple(_related(one) for one in item.associations() if one.text("name").startswith("related-")),
        translation_of=next(
            (one.text("uri") for one in item.associations() if one.text("name").startswith("original-")), ""
        ),
    )


def _related(item: _Item) -> LegacyRelated:
    address = next((one.text("value") for one in item.parts("altids")), "")
    teaser = item.role("descriptions", "summary", strict=True)
    return stories.beside(item.role("headlines", "main"), item.text("uri"), address, teaser)


def _people(item: _Item) -> Iterator[LegacyByline]:
    for one in item.parts("people"):
        if one.text("name") and one.text("rel") in nitf.ROLES:
            yield LegacyByline(one.text("name"), one.text("rel"))


def _source(item: _Item) -> str:
    """The agency: where the story came from, else whose it is."""
    for name in ("infosources", "infosource"):
        for one in item.parts(name):
            if one.text("name") and one.text("role").lower() in ("", "source", "provider", "credit"):
                return one.text("name")
    return item.text("copyrightholder")


def _provider(item: _Item) -> str:
    """Under whose name the uri is unique: of a urn the agency's domain, of an address its host."""
    found = re.match(r"urn:newsml:([^:]+):|https?://([^/]+)/|tag:([^,:]+)|x-newsroom:([^/]+)/", item.text("uri"))
    return unquote(next(filter(None, found.groups()), "")) if found else ""


def _photo(item: _Item) -> Photo:
    credit = item.text("creditline") or item.text("by") or item.text("byline") or item.text("copyrightholder")
    place = re.fullmatch(r"(lead|body|gallery)-[0-9]+", item.text("name"))
    caption = item.role("descriptions", "caption", "main", strict=bool(place))
    caption = caption or item.text("descriptioncaption") or item.text("descriptiontext")
    alt = item.role("descriptions", "alt", "alttext", "alternative", "accessibility", strict=True)
    return Photo(
        item.rendition(),
        caption or item.text("headline"),
        credit,
        alt or item.text("alttext"),
        next((one.text("originalfilename") for one in item.parts("renditions") if not one.text("href")), ""),
        place[1] if place else "",
    )


class _Item:
    """A ninjs object, its names in small letters without `_`."""

    def __init__(self, values: dict[str, Any]):
        self._values = {key.lower().replace("_", ""): value for key, value in values.items()}

    def text(self, name: str) -> str:
        """A property as text; empty for anything else."""
        value = self._values.get(name)
        if isinstance(value, int) and not isinstance(value, bool):
            return str(value)
        return " ".join(value.split()) if isinstance(value, str) else ""

    def texts(self, name: str) -> tuple[str, ...]:
        """A list of words, or of things with a name; or words with commas."""
        value = self._values.get(name)
        if isinstance(value, str):
            return tuple(value.split(","))
        items = value if isinstance(value, list) else []
        named = (_named(one) if isinstance(one, dict) else one for one in items)
        return tuple(one for one in named if isinstance(one, str))

    def parts(self, name: str) -> list[_Item]:
        """The objects of a list, or of an object that names each (ninjs 1); one object counts as a list of it."""
        value = self._values.get(name)
        if isinstance(value, dict):
            inner = [one for one in value.values() if one is not None]
            is_named = all(isinstance(one, dict) for one in inner)
            value = inner if is_named else [value]
        return [_Item(one) for one in value if isinstance(one, dict)] if isinstance(value, list) else []

    def role(self, name: str, *roles: str, strict: bool = False) -> str:
        """The value of a list's first object with one of these roles, else of its first; `strict`: of no other."""
        parts = self.parts(name)
        for role in roles:
            for part in parts:
                if part.text("role").lower().rpartition(":")[2] == role and part.text("value"):
                    return part.text("value")
        return "" if strict else next((part.text("value") for part in parts if part.text("value")), "")

    def associations(self) -> list[_Item]:
        return self.parts("associations")

    def body(self) -> str:
        """The text as HTML: marked up where the agency sends it so, else its plain text."""
        for name in ("bodyxhtml", "bodyhtml", "bodyhtml5"):
            value = self._values.get(name)
            if isinstance(value, str) and value.strip():
                return value
        plain = ""
        for part in self.parts("bodies"):
            value, kind = part._values.get("value"), part.text("contenttype").lower()
            if not isinstance(value, str) or not value.strip():
                continue
            if "html" in kind or (not kind and "html" in part.text("role").lower()):
                return _inside(value)
            if kind.startswith("text/plain") or (not kind and not plain):
                plain = plain or value
        if not plain:
            value = self._values.get("bodytext")
            plain = value if isinstance(value, str) else ""
        return stories.paragraphs(plain)

    def rendition(self) -> str:
        """The address of the largest rendition that is a picture without a watermark."""
        best, most = "", -1
        for part in self.parts("renditions"):
            href, kind = part.text("href"), part.text("contenttype") or part.text("mimetype")
            marked = "watermark" in (href + part.text("name")).lower()
            if not href or marked or (kind and not kind.startswith("image/")):
                continue
            width = part.text("width")
            size = int(width) if width.isdecimal() and len(width) < 8 else 0
            if size > most:
                best, most = href, size
        return best


def _named(value: dict[str, Any]) -> Any:
    return value.get("name") or value.get("value") or value.get("literal")


def _inside(html: str) -> str:
    """The body of a whole HTML document."""
    found = re.search(r"<body\b[^>]*>(.*)</body>", html, re.DOTALL | re.IGNORECASE)
    return found[1] if found else re.sub(r"<head\b.*?</head>", "", html, flags=re.DOTALL | re.IGNORECASE)
