"""NITF (News Industry Text Format) 2.5 to 3.6: one story a file. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import BinaryIO

from articles.importing.records import DEFAULTS, LegacyStory, NotAStory, ReadOptions
from articles.importing.wire import nitf, xml
from articles.importing.wire.stories import refused, story

NAME = "nitf"
_ROOT = re.compile(rb"<(?:\w+:)?nitf[\s>]")
_OTHER = re.compile(rb"<(?:\w+:)?(?:NewsML|newsItem|newsMessage|packageItem|rss|feed|html)[\s>]")


def sniff(head: bytes, name: str) -> float:
    """How surely a file is NITF: its root is `nitf`, not inside of another message."""
    head = head.replace(b"\0", b"")
    found, other = _ROOT.search(head), _OTHER.search(head)
    if not found or (other and other.start() < found.start()):
        return 0.0
    return 1.0 if head.lstrip(b"\xef\xbb\xbf\xff\xfe \t\r\n").startswith(b"<") else 0.0


def read(stream: BinaryIO, origin: str, options: ReadOptions = DEFAULTS) -> Iterator[LegacyStory | NotAStory]:
    """Read one story."""
    try:
        root, content = xml.read(stream)
    except xml.Refused as error:
        yield refused(origin, str(error))
        return
    element = root if root.tag == "nitf" else root.find(".//nitf")
    if element is None:
        yield refused(origin, f"its root is “{root.tag}”, and there is no nitf in it")
        return
    yield story(nitf.message(element), origin, content, options)
