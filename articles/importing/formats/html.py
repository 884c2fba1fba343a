"""Saved pages: a newspaper's page as HTML, one story a file. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from typing import BinaryIO

from articles.importing.pages import mhtml
from articles.importing.pages.reading import read_page
from articles.importing.records import DEFAULTS, LegacyStory, NotAStory, ReadOptions

NAME = "html"
#: A larger file is no saved page, pictures inside of it or not.
MOST_BYTES = 30 * 1024 * 1024
_OPENS = re.compile(
    rb"\s*(?:<\?xml[^>]{0,100}\?>\s*)?(?:<!--.{0,2000}?-->\s*)*<(?:!doctype\s+html|html|head|body|title|meta)\b",
    re.I | re.S,
)
_IN_PART = re.compile(
    rb"\s*(?:<!--.{0,2000}?-->\s*)*</?(?:div|p|h[1-6]|article|section|table|span|main|header|center|font)\b", re.I
)


def sniff(head: bytes, name: str) -> float:
    """How surely a file is a saved page, 0 to 1: its first tag is one that a page opens with."""
    head = head.removeprefix(b"\xef\xbb\xbf")
    if mhtml.is_one(head):
        return 0.9
    if b"\x00" in head[:200]:
        head = head[:4000].replace(b"\x00", b"").lstrip(b"\xff\xfe")
    is_named = name.lower().endswith((".html", ".htm", ".xhtml", ".shtml"))
    if not _OPENS.match(head):
        # A part of a page, without its head.
        return 0.5 if is_named and _IN_PART.match(head) else 0.0
    return 0.8 if is_named else 0.7


def read(stream: BinaryIO, origin: str, options: ReadOptions = DEFAULTS) -> Iterator[LegacyStory | NotAStory]:
    """Read one page from an open file: exactly one record."""
    content = stream.read(MOST_BYTES + 1)
    if len(content) > MOST_BYTES:
        yield NotAStory(origin, f"larger than {MOST_BYTES // 1024 // 1024} MB: no saved page", kind="too-large")
        return
    if not mhtml.is_one(content):
        yield read_page(content, origin, options, options.site_rules)
    elif (page := mhtml.page_of(content)) is None:
        yield NotAStory(origin, "the file holds parts of a page and not the page itself", kind="no-page")
    else:
        found = read_page(page, origin, options, options.site_rules)
        yield replace(found, original=content) if isinstance(found, LegacyStory) else found
