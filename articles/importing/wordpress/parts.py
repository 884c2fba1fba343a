"""The files of one export: WordPress cuts a large one, and what a post uses may stand in any part. Pure."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from typing import BinaryIO

from articles.importing.decoding import SAMPLE
from articles.importing.wordpress import attachments, items
from articles.importing.wordpress.attachments import Index
from articles.importing.wordpress.items import Site
from articles.importing.xml_items import Items

_NEEDED_ELSEWHERE = re.compile(
    rb"<(?:\w+:)?post_type>\s*(?:<!\[CDATA\[)?\s*(?:attachment|guest-author|wp_block)\s*(?:\]\]>)?\s*</"
)
#: Names of files that may be a part of an export.
IS_NAMED = re.compile(r"\.(?:xml|wxr|rss)$", re.IGNORECASE)


def is_export(head: bytes) -> bool:
    """Whether a file's first bytes name the export's own namespace."""
    return b"wordpress.org/export/" in head.replace(b"\0", b"")


def gather(export: Items, index: Index) -> None:
    """Keep what the items of an open export say that posts elsewhere need."""
    for item in export.having(_NEEDED_ELSEWHERE):
        if item.element is not None:
            post = items.read(item.element)
            attachments.note(index, post.fields, post.meta)


class Parts:
    """What the exports among a run's sources say for each other, by the site that they come from.

    Made of what opens each of them. They are read when the first is asked for, once, by the process that asks.
    """

    def __init__(self, openers: Sequence[Callable[[], BinaryIO]]):
        self._openers = tuple(openers)
        self._sites: dict[str, Site] | None = None
        self._indexes: dict[str, Index] = {}

    def of(self, site: Site, encoding: str) -> tuple[Site, Index]:
        """All that the run's exports of this site say: its people and categories, its pictures and shared blocks."""
        if self._sites is None:
            self._sites = {}
            for opener in self._openers:
                self._gather(opener, encoding)
            for index in self._indexes.values():
                index.finish()
        return self._sites.get(site.key, site), self._indexes.get(site.key) or _empty()

    def _gather(self, opener: Callable[[], BinaryIO], encoding: str) -> None:
        try:
            with opener() as stream:
                if not is_export(stream.read(SAMPLE)):
                    return
                stream.seek(0)
                export = Items(stream, "item", encoding)
                site = items.read_head(export.head)
                self._sites.setdefault(site.key, site).add(site)
                gather(export, self._indexes.setdefault(site.key, Index()))
        except (OSError, ValueError):
            return  # told when the file itself is read, with its place


def _empty() -> Index:
    index = Index()
    index.finish()
    return index
