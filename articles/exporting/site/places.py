"""Which file of the mirror an address stands for, and what the file is made from."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import timedelta
from enum import StrEnum
from functools import lru_cache
from html import unescape
from urllib.parse import parse_qs, quote, unquote, urljoin, urlsplit

from django.conf import settings

from articles import addresses, caching
from articles.exporting.site import asking, names
from articles.turning import BadCursor, read_cursor, write_cursor
from media import renditions

#: Files that a sitemap lists, and the sitemaps that `robots.txt` names.
_LISTED = re.compile(r"^Sitemap: (\S+)|<loc>([^<]+)</loc>", re.MULTILINE)


_CURSOR = f"{caching.CURSOR}="


class Kind(StrEnum):
    PAGE = "page"
    STATIC = "static"
    PICTURE = "picture"


@dataclass(frozen=True, slots=True)
class Place:
    """A file of the mirror by its name, and its source: the path of a page with its query string, or what the storage
    calls a static file or a rendition. `newer` is the page of a list from which readers turn to this one.
    """

    name: str
    kind: Kind
    source: str
    query: str = ""
    newer: str = ""


class Site:
    """The paper at its own address: scheme and host, `https://www.example.org`."""

    def __init__(self, url: str):
        self.url = url
        self._host = urlsplit(url).netloc.lower()
        self._static = urljoin(f"{url}/", settings.STATIC_URL)
        self._media = urljoin(f"{url}/", renditions.prefix())
        #: Navigation and footer name the same addresses on every page.
        self.place = lru_cache(maxsize=4_096)(self._place)
        self._in_text = re.compile(re.escape(renditions.prefix()) + f"({renditions.NAME_PATTERN})")

    def page(self, path: str, query: str = "") -> Place:
        """Return the place of a page. Of its query string counts what makes it another page than without."""
        cursor = parse_qs(query).get(caching.CURSOR, [""])[0]
        if cursor:
            return Place(names.of_page(path, cursor=cursor), Kind.PAGE, path, _CURSOR + cursor)
        is_ours = path.endswith("/") and not (path == "/" and addresses.names_at_front(query))
        kept = "" if is_ours else query
        return Place(names.of_page(path, kept), Kind.PAGE, path, kept)

    def picture(self, name: str) -> Place:
        return Place(names.of_file(f"media/{name}"), Kind.PICTURE, name)

    def _place(self, address: str) -> Place | None:
        """Return the place of an absolute address; None for one that is not of the public paper."""
        if address.startswith(self._media):
            name = address.removeprefix(self._media)
            return self.picture(name) if re.fullmatch(renditions.NAME_PATTERN, name) else None
        if address.startswith(self._static):
            name = unquote(urlsplit(address).path.removeprefix(urlsplit(self._static).path))
            return Place(names.of_file(f"static/{name}"), Kind.STATIC, name)
        parts = urlsplit(address)
        if parts.scheme not in ("http", "https") or parts.netloc.lower() != self._host:
            return None
        # As on the site, slashes are counted once.
        path = re.sub("/{2,}", "/", unquote(parts.path)) or "/"
        return self.page(path, parts.query) if asking.is_public(path) else None

    def named_in(self, text: str) -> Iterator[Place]:
        """Yield the pictures whose addresses stand anywhere in a text, and what `robots.txt` and sitemaps list."""
        for name in dict.fromkeys(self._in_text.findall(text)):
            yield self.picture(name)
        for found in _LISTED.finditer(text):
            if place := self.place(unescape(found[1] or found[2])):
                yield place


def steady(cursor: str, here: str) -> str:
    """Return the cursor from which a list goes on after the page at `here`, where the site goes on from `cursor`.

    Where that is another month, from the end of that month: the pages of past months then stay as they are when there
    is news, and readers see a few stories twice. Without it, one new story would move every page of a long list.
    """
    try:
        moment, _key = read_cursor(cursor)
        month = moment.replace(day=1, hour=0, minute=0, second=0, microsecond=0)
        end = (month + timedelta(days=32)).replace(day=1)
        return write_cursor(end, 0) if here and end < read_cursor(here)[0] else cursor
    except (BadCursor, OverflowError):
        return cursor


def _cursor(place: Place) -> str:
    return place.query.removeprefix(_CURSOR) if place.query.startswith(_CURSOR) else ""


class Links:
    """The addresses in one file: what they are rewritten to, and the places that they stand for."""

    def __init__(self, site: Site, here: Place):
        self.found: dict[str, Place] = {}
        self._site, self._here = site, here
        path = quote(here.source) + (f"?{here.query}" if here.query else "")
        self._base = f"{site.url}/static/{path}" if here.kind is Kind.STATIC else f"{site.url}{path}"

    def __call__(self, address: str, tag: str, rel: str) -> str:
        """Return what stands in the file in place of an address: relative where the mirror has it, else absolute."""
        if tag == "a" and rel == "prev" and self._here.newer:
            address = self._here.newer
        try:
            whole = urljoin(self._base, address)
            place = None if address.startswith("#") else self._site.place(whole)
        except ValueError:
            return address
        if place and place.kind is Kind.STATIC and tag == "a":
            # Pages are made with these; a reader who is sent to one is sent to the site.
            place = None
        if place is None:
            # From the root of a disk it would lead nowhere.
            return whole if address.startswith("/") else address
        if tag == "a" and rel == "next" and place.query.startswith(_CURSOR):
            place = self._site.page(place.source, _CURSOR + steady(_cursor(place), _cursor(self._here)))
            place = replace(place, newer=self._base.removeprefix(self._site.url))
        self.found.setdefault(place.name, place)
        fragment = urlsplit(whole).fragment
        to = quote(posixpath.relpath(place.name, posixpath.dirname(self._here.name) or "."))
        return f"{to}#{fragment}" if fragment else to
