"""A feed as RSS 2.0, Atom (RFC 4287) and JSON Feed 1.1: three ways to write one `Channel`. Pure: values in, text out.

`feeds` makes channels of stories; whatever else the paper wants to send out by feed (corrections, say) is a Channel of
its own Entries, and has all three forms at once.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from email.utils import format_datetime
from io import StringIO

from django.utils.xmlutils import SimplerXMLGenerator

NAMESPACES = {
    "xmlns:atom": "http://www.w3.org/2005/Atom",
    "xmlns:content": "http://purl.org/rss/1.0/modules/content/",
    "xmlns:dc": "http://purl.org/dc/elements/1.1/",
    "xmlns:media": "http://search.yahoo.com/mrss/",
}

#: What XML 1.0 cannot hold; one such character in a headline must not cost readers the whole feed.
_CONTROLS = re.compile("[\0-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")


@dataclass(frozen=True, slots=True)
class Person:
    name: str
    url: str = ""
    portrait: str = ""


@dataclass(frozen=True, slots=True)
class Image:
    """A picture at its absolute address, with the words that the paper sets under it."""

    url: str
    mime_type: str
    width: int
    height: int
    caption: str = ""
    credit: str = ""


@dataclass(frozen=True, slots=True)
class Entry:
    """One item. `mark` never changes, whatever becomes of the address; all addresses are absolute.

    `changed` is when it last changed for readers: Atom cannot do without. `published` is None where nobody knows.
    """

    mark: str
    url: str
    title: str
    summary: str
    html: str
    changed: datetime
    published: datetime | None = None
    updated: datetime | None = None
    authors: tuple[Person, ...] = ()
    contributors: tuple[Person, ...] = ()
    subjects: tuple[str, ...] = ()
    images: tuple[Image, ...] = ()


@dataclass(frozen=True, slots=True)
class Channel:
    """A feed: what it is called, the page that it goes with, its own address, the hub that tells of news in it."""

    title: str
    description: str
    language: str
    home: str
    address: str
    publisher: str
    entries: tuple[Entry, ...]
    icon: Image | None = None
    hub: str = ""

    @property
    def changed(self) -> datetime | None:
        return max((entry.changed for entry in self.entries), default=None)


def without_controls(text: str) -> str:
    """Return a text without the characters that XML cannot hold."""
    return _CONTROLS.sub("", text)


class _Writer(SimplerXMLGenerator):
    """XML to a text, element by element; what is empty is left out."""

    def __init__(self):
        self.out = StringIO()
        super().__init__(self.out, "utf-8")
        self.startDocument()

    @contextmanager
    def within(self, name: str, **attributes: str) -> Iterator[None]:
        self.startElement(name, attributes)
        yield
        self.endElement(name)

    def say(self, name: str, text: str, **attributes: str) -> None:
        """Write an element with this text; nothing where there is no text."""
        if text:
            self.addQuickElement(name, without_controls(text), attributes)

    def point(self, name: str, **attributes: str) -> None:
        """Write an element that has attributes alone."""
        self.addQuickElement(name, attrs={key: without_controls(value) for key, value in attributes.items()})

    def finished(self) -> str:
        self.endDocument()
        return self.out.getvalue()


# --- RSS 2.0 ------------------------------------------------------------------------------------------------------


def rss(channel: Channel) -> str:
    """Write RSS 2.0: the whole HTML in `content:encoded`, pictures with their credits in `media:content`."""
    xml = _Writer()
    with xml.within("rss", version="2.0", **NAMESPACES), xml.within("channel"):
        xml.say("title", channel.title)
        xml.say("link", channel.home)
        xml.say("description", channel.description)
        xml.point("atom:link", rel="self", type="application/rss+xml", href=channel.address)
        if channel.hub:
            xml.point("atom:link", rel="hub", href=channel.hub)
        xml.say("language", channel.language)
        if channel.changed:
            xml.say("lastBuildDate", format_datetime(channel.changed))
        if channel.icon:
            with xml.within("image"):
                xml.say("url", channel.icon.url)
                xml.say("title", channel.title)
                xml.say("link", channel.home)
        for entry in channel.entries:
            with xml.within("item"):
                _rss_item(xml, entry)
    return xml.finished()


def _rss_item(xml: _Writer, entry: Entry) -> None:
    xml.say("title", entry.title)
    xml.say("link", entry.url)
    xml.say("description", entry.summary)
    xml.say("guid", entry.mark, isPermaLink="false")
    if entry.published:
        xml.say("pubDate", format_datetime(entry.published))
    if entry.updated:
        xml.say("atom:updated", entry.updated.isoformat())
    for person in entry.authors:
        xml.say("dc:creator", person.name)
    for person in entry.contributors:
        xml.say("dc:contributor", person.name)
    for subject in entry.subjects:
        xml.say("category", subject)
    # Before the captions: some readers take the first text of length for the story.
    xml.say("content:encoded", entry.html)
    _media(xml, entry.images)


def _media(xml: _Writer, images: Iterable[Image]) -> None:
    """Media RSS, which Atom readers know too."""
    for image in images:
        size = {"width": str(image.width), "height": str(image.height)}
        with xml.within("media:content", url=image.url, type=image.mime_type, medium="image", **size):
            xml.say("media:description", image.caption, type="plain")
            xml.say("media:credit", image.credit, role="photographer")


# --- Atom ---------------------------------------------------------------------------------------------------------


def atom(channel: Channel) -> str:
    """Write Atom 1.0. The feed's own address is its id."""
    xml = _Writer()
    names = {"xmlns": NAMESPACES["xmlns:atom"], "xmlns:media": NAMESPACES["xmlns:media"]}
    with xml.within("feed", **{"xml:lang": channel.language}, **names):
        xml.say("title", channel.title)
        xml.say("subtitle", channel.description)
        xml.say("id", channel.address)
        xml.point("link", rel="self", type="application/atom+xml", href=channel.address)
        xml.point("link", rel="alternate", type="text/html", href=channel.home)
        if channel.hub:
            xml.point("link", rel="hub", href=channel.hub)
        # An empty feed has never changed; the format asks for a moment all the same.
        xml.say("updated", channel.changed.isoformat() if channel.changed else "1970-01-01T00:00:00+00:00")
        if channel.icon:
            xml.say("icon", channel.icon.url)
        _atom_people(xml, "author", [Person(channel.publisher, channel.home)])
        for entry in channel.entries:
            with xml.within("entry"):
                _atom_entry(xml, entry)
    return xml.finished()


def _atom_entry(xml: _Writer, entry: Entry) -> None:
    xml.say("title", entry.title)
    xml.say("id", entry.mark)
    xml.point("link", rel="alternate", type="text/html", href=entry.url)
    if entry.published:
        xml.say("published", entry.published.isoformat())
    xml.say("updated", entry.changed.isoformat())
    _atom_people(xml, "author", entry.authors)
    _atom_people(xml, "contributor", entry.contributors)
    for subject in entry.subjects:
        xml.point("category", term=subject)
    xml.say("summary", entry.summary)
    xml.say("content", entry.html, type="html")
    _media(xml, entry.images)


def _atom_people(xml: _Writer, role: str, people: Iterable[Person]) -> None:
    for person in people:
        with xml.within(role):
            xml.say("name", person.name)
            xml.say("uri", person.url)


# --- JSON Feed ----------------------------------------------------------------------------------------------------


def json_feed(channel: Channel) -> str:
    """Write JSON Feed 1.1. Other hands than the authors' are named in `_newspaper`, an extension of our own."""
    feed = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": channel.title,
        "description": channel.description,
        "home_page_url": channel.home,
        "feed_url": channel.address,
        "language": channel.language,
        "icon": channel.icon.url if channel.icon else "",
        "authors": [{"name": channel.publisher, "url": channel.home}],
        "hubs": [{"type": "WebSub", "url": channel.hub}] if channel.hub else [],
    }
    items = [_json_item(entry, channel.language) for entry in channel.entries]
    return json.dumps(_known(feed) | {"items": items}, ensure_ascii=False)


def _json_item(entry: Entry, language: str) -> dict:
    return _known(
        {
            "id": entry.mark,
            "url": entry.url,
            "title": entry.title,
            "summary": entry.summary,
            "content_html": entry.html,
            "image": entry.images[0].url if entry.images else "",
            "date_published": entry.published.isoformat() if entry.published else "",
            "date_modified": entry.updated.isoformat() if entry.updated else "",
            "authors": [_json_person(person) for person in entry.authors],
            "tags": list(entry.subjects),
            "language": language,
            "attachments": [
                _known({"url": image.url, "mime_type": image.mime_type, "title": image.caption})
                for image in entry.images
            ],
            "_newspaper": _known(
                {
                    "contributors": [_json_person(person) for person in entry.contributors],
                    "credits": [
                        _known({"url": image.url, "credit": image.credit}) for image in entry.images if image.credit
                    ],
                }
            ),
        }
    )


def _json_person(person: Person) -> dict:
    return _known({"name": person.name, "url": person.url, "avatar": person.portrait})


def _known(facts: dict) -> dict:
    return {name: fact for name, fact in facts.items() if fact not in ("", [], {}, None)}


@dataclass(frozen=True, slots=True)
class Form:
    """One way to write a channel: the last part of its address, and what it is sent as."""

    name: str
    content_type: str
    write: Callable[[Channel], str]


FORMS = {
    form.name: form
    for form in (
        Form("rss.xml", "application/rss+xml; charset=utf-8", rss),
        Form("atom.xml", "application/atom+xml; charset=utf-8", atom),
        Form("feed.json", "application/feed+json", json_feed),
    )
}
