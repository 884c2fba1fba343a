"""Captures: pages of a newspaper's site that were saved as plain text, one story a file. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import BinaryIO

from articles.importing import decoding
from articles.importing.captures.reading import read_text
from articles.importing.records import DEFAULTS, LegacyStory, NotAStory, ReadOptions

NAME = "text"
#: A larger file is no saved page.
MOST_BYTES = 5 * 1024 * 1024
_MARKUP = re.compile(r"<|\{|\[\s*[\[{\"]")
#: Names of files of other formats: what is named so and is none of them is broken, and no capture.
_OTHERS = re.compile(r"\.(?:json|ndjson|jsonl|xml|wxr|rss|atom|csv|tsv|xlsx?|zip|html?)$", re.IGNORECASE)


def sniff(head: bytes, name: str) -> float:
    """How surely a file is a capture, 0 to 1, by its first bytes: text that is no markup and no JSON."""
    try:
        decoding.refuse_binary(head)
        text = decoding.glance(head).lstrip()
    except decoding.NotText:
        return 0.0
    if _MARKUP.match(text) or _OTHERS.search(name):
        return 0.0
    return 0.6 if name.lower().endswith((".txt", ".text")) else 0.3


def read(stream: BinaryIO, origin: str, options: ReadOptions = DEFAULTS) -> Iterator[LegacyStory | NotAStory]:
    """Read one capture from an open file: exactly one record."""
    content = stream.read(MOST_BYTES + 1)
    if len(content) > MOST_BYTES:
        yield NotAStory(origin, f"larger than {MOST_BYTES // 1024 // 1024} MB: no saved page", kind="too-large")
        return
    yield read_capture(content, origin, options)


def read_capture(content: bytes, origin: str, options: ReadOptions = DEFAULTS) -> LegacyStory | NotAStory:
    """Read the bytes of one capture. Never raises for what they hold: a NotAStory says what is wrong with them."""
    try:
        decoded = decoding.decode(content)
    except decoding.NotText as error:
        return NotAStory(origin, str(error), kind="not-text")
    return read_text(decoded, origin, content, options)
