"""One JSON record a line: the plain, lossless form of LegacyStory that other tools can write and read. Pure.

Keys are the fields of LegacyStory. `blocks` is a list of `{"kind": "p", "text": "..."}`, or of plain strings: a
paragraph each, a crosshead where one begins with `## `. Also read: `id` for `legacy_id`, `url` for one of `addresses`,
`authors` for `bylines`, and `body` (HTML, or text with blank lines between its paragraphs) for `blocks`; a byline may
be a name alone, a related story its legacy id alone.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from dataclasses import MISSING, fields
from datetime import date, datetime
from functools import cache
from typing import Any, BinaryIO

from articles.importing import dates
from articles.importing.records import (
    DEFAULTS,
    Block,
    LegacyByline,
    LegacyPicture,
    LegacyRelated,
    LegacyStory,
    NotAStory,
    Problem,
    ReadOptions,
    Record,
    Status,
    Wire,
)

NAME = "ndjson"
#: A longer line is no story.
MOST_BYTES = 10 * 1024 * 1024
_ALIASES = {"id": "legacy_id", "url": "addresses", "authors": "bylines", "body": "blocks"}
_CONTROLS = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")
_HTML = re.compile(r"\s*<[a-z!]", re.IGNORECASE)
_ISO = re.compile(r"\d{4}-\d{2}-\d{2}(?:[T ]\d{2}:?\d{2}\S*)?")
_FIELDS = {field.name: field for field in fields(LegacyStory)}
#: Said by where the record stands, not by the record.
_OURS = frozenset(("origin", "original", "candidates"))


#: Moments inside of a record's parts.
_MOMENTS = frozenset(("first_created", "embargo_until", "withdraw_at", "expires_at"))


class BadRecord(ValueError):
    """A record that makes no story. The message says the field, the value and what is wrong."""


def sniff(head: bytes, name: str) -> float:
    """How surely a file holds one JSON record a line, 0 to 1: the first line that holds anything is an object."""
    line = head.removeprefix(b"\xef\xbb\xbf").lstrip().split(b"\n", 1)[0].strip()
    if not line.startswith(b"{"):
        return 0.0
    if name.lower().endswith((".ndjson", ".jsonl")):
        return 1.0 if b'"headline"' in line else 0.9
    return 0.8 if line.endswith(b"}") and b'"headline"' in line else 0.0


def read(stream: BinaryIO, origin: str, options: ReadOptions = DEFAULTS) -> Iterator[LegacyStory | NotAStory]:
    """Read an open file line by line. A bad line is one NotAStory that names line and field; the next is read."""
    number = 0
    while line := stream.readline(MOST_BYTES + 1):
        number += 1
        place = f"{origin} line {number}"
        if len(line) > MOST_BYTES:
            while line and not line.endswith(b"\n"):
                line = stream.readline(MOST_BYTES)
            yield _refused(place, f"is longer than {MOST_BYTES // 1024 // 1024} MB")
        elif line.strip():
            yield read_line(line, place, options)


def read_line(line: bytes, place: str, options: ReadOptions = DEFAULTS) -> LegacyStory | NotAStory:
    """Read one record. `place` is its file and line, for messages. Never raises for what the bytes hold."""
    original = line.strip()
    try:
        return _to_story(_parse(original), original, place, options)
    except BadRecord as error:
        return _refused(place, str(error))


def dump(story: LegacyStory) -> str:
    """The record as one line without its end; fields that say nothing are left out. `read_line` gives it back."""
    return json.dumps(_plain(story), ensure_ascii=False)


def _plain(value: Any) -> Any:
    if isinstance(value, tuple):
        return [_plain(item) for item in value]
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Record):
        return {
            name: _plain(said)
            for name, default in _defaults(type(value))
            if name not in _OURS and (said := getattr(value, name)) != default
        }
    return value


@cache
def _defaults(kind: type[Record]) -> tuple[tuple[str, Any], ...]:
    return tuple((field.name, field.default) for field in fields(kind))


def _parse(line: bytes) -> dict:
    try:
        record = json.loads(line.removeprefix(b"\xef\xbb\xbf").decode())
    except UnicodeDecodeError as error:
        raise BadRecord(f"is not UTF-8: byte {error.start}") from error
    except json.JSONDecodeError as error:
        raise BadRecord(f"is not JSON: {error.msg} at character {error.pos}") from error
    except (ValueError, RecursionError) as error:
        raise BadRecord("is not JSON that can be read: nested too deep or a number too long") from error
    if not isinstance(record, dict):
        raise BadRecord(f"is {_kind(record)} and no record in braces")
    return record


def _to_story(record: dict, original: bytes, place: str, options: ReadOptions) -> LegacyStory:
    reading = _Reading(options)
    values: dict[str, Any] = {}
    for key, value in record.items():
        name = _ALIASES.get(key, key)
        if name not in _FIELDS or name in _OURS:
            reading.problems.append(Problem("unknown-field", f"{key!r} is no field of a story: left out."))
        elif name in values:
            raise BadRecord(f"{key}: given twice, as {name} as well")
        elif value is not None:
            values[name] = reading.value(name, key, value)
    for name in ("legacy_id", "headline"):
        if name not in values:
            raise BadRecord(f"{name} is missing")
    if not values["legacy_id"]:
        raise BadRecord("legacy_id is empty")
    problems = (*values.pop("problems", ()), *reading.finished())
    date_only = values.pop("date_only", False) or reading.date_only
    return LegacyStory(**values, date_only=date_only, problems=problems, origin=place, original=original)


class _Reading:
    """Turns JSON values into the fields of one story, and gathers what had to be said about them."""

    def __init__(self, options: ReadOptions):
        self.options = options
        self.problems: list[Problem] = []
        self.controls = 0
        self.date_only = False

    def value(self, name: str, key: str, value: Any) -> Any:
        reader = self._READERS.get(name, _Reading.text)
        return reader(self, key, value)

    def finished(self) -> list[Problem]:
        if self.controls:
            self.problems.append(Problem("control-characters", f"Control characters removed: {self.controls}."))
        return self.problems

    def text(self, key: str, value: Any) -> str:
        if not isinstance(value, str):
            raise BadRecord(f"{key} is {_kind(value)}, not text")
        if value.isprintable():
            return value
        try:
            value.encode()
        except UnicodeEncodeError as error:
            raise BadRecord(f"{key} holds half a character at {error.start} (a lone surrogate)") from error
        value, removed = _CONTROLS.subn("", value)
        self.controls += removed
        return value

    def identity(self, key: str, value: Any) -> str:
        if isinstance(value, int) and not isinstance(value, bool):
            return str(value)
        return self.text(key, value)

    def flag(self, key: str, value: Any) -> bool:
        if not isinstance(value, bool):
            raise BadRecord(f"{key} is {_kind(value)}, not true or false")
        return value

    def share(self, key: str, value: Any) -> float:
        if isinstance(value, bool) or not isinstance(value, int | float) or not 0 <= value <= 1:
            raise BadRecord(f"{key} {value!r} is not a share from 0 to 1")
        return float(value)

    def status(self, key: str, value: Any) -> Status:
        try:
            return Status(self.text(key, value))
        except ValueError as error:
            raise BadRecord(f"{key} {value!r} is none of: {', '.join(Status)}") from error

    def date(self, key: str, value: Any) -> datetime | None:
        text = self.text(key, value)
        when = dates.read(text, self.options) if _ISO.fullmatch(text) else None
        if when is None or when.value is None:
            raise BadRecord(f"{key} {text!r} is not an ISO date-time with a zone (2026-01-13T08:30:00+07:00)")
        self.problems += when.problems
        self.date_only = self.date_only or (when.date_only and key == "published_at")
        return when.value

    def many(self, key: str, value: Any, read: Callable[[str, Any], Any]) -> tuple:
        if not isinstance(value, list):
            raise BadRecord(f"{key} is {_kind(value)}, not a list")
        return tuple(read(f"{key}[{index}]", item) for index, item in enumerate(value))

    def texts(self, key: str, value: Any) -> tuple[str, ...]:
        return self.many(key, value, self.text)

    def addresses(self, key: str, value: Any) -> tuple[str, ...]:
        return (self.text(key, value),) if isinstance(value, str) else self.texts(key, value)

    def bylines(self, key: str, value: Any) -> tuple[LegacyByline, ...]:
        return self.many(key, value, lambda at, item: self.part(at, item, LegacyByline, "name"))

    def related(self, key: str, value: Any) -> tuple[LegacyRelated, ...]:
        return self.many(key, value, self.one_related)

    def one_related(self, key: str, value: Any) -> LegacyRelated:
        if isinstance(value, str | int) and not isinstance(value, bool):
            return LegacyRelated(headline="", legacy_id=self.identity(key, value))
        if isinstance(value, dict):
            value = {"headline": "", **value}
        return self.part(key, value, LegacyRelated)

    def picture(self, key: str, value: Any) -> LegacyPicture:
        return self.part(key, value, LegacyPicture, "file")

    def pictures(self, key: str, value: Any) -> tuple[LegacyPicture, ...]:
        return self.many(key, value, self.picture)

    def wire(self, key: str, value: Any) -> Wire:
        return self.part(key, value, Wire)

    def told_problems(self, key: str, value: Any) -> tuple[Problem, ...]:
        return self.many(key, value, lambda at, item: self.part(at, item, Problem))

    def blocks(self, key: str, value: Any) -> tuple[Block, ...]:
        if isinstance(value, str):
            text = self.text(key, value)
            if _HTML.match(text):
                return (Block("html", text),)
            value = [paragraph for part in re.split(r"\n\s*\n", text) if (paragraph := " ".join(part.split()))]
        return self.many(key, value, self.block)

    def block(self, key: str, value: Any) -> Block:
        if isinstance(value, str):
            text = self.text(key, value)
            return Block("h2", text[3:].strip()) if text.startswith("## ") else Block("p", text)
        if isinstance(value, dict) and list(value) == ["html"]:
            return Block("html", self.text(f"{key}.html", value["html"]))
        block = self.part(key, value, Block)
        if block.kind not in ("p", "h2", "html", "picture"):
            raise BadRecord(f"{key}.kind {block.kind!r} is none of: p, h2, html, picture")
        if block.kind == "picture" and not re.fullmatch("[1-9][0-9]{0,3}", block.text):
            raise BadRecord(f"{key}.text {block.text!r} is not the number of an inline picture")
        return block

    def part(self, key: str, value: Any, kind: type, alone: str = "") -> Any:
        """A record inside the record: every key a field, every value of the field's type. `alone`: text will do."""
        if alone and isinstance(value, str):
            return kind(**{alone: self.text(key, value)})
        if not isinstance(value, dict):
            raise BadRecord(f"{key} is {_kind(value)}, not a record in braces")
        known = {field.name: field for field in fields(kind)}
        values = {}
        for name, inner in value.items():
            if name not in known:
                self.problems.append(Problem("unknown-field", f"{key}.{name} is no field: left out."))
            elif inner is not None:
                values[name] = self.inner(f"{key}.{name}", name, inner)
        for name, field in known.items():
            if field.default is MISSING and name not in values:
                raise BadRecord(f"{key}.{name} is missing")
        return kind(**values)

    def inner(self, key: str, name: str, value: Any) -> Any:
        if name == "after_paragraph":
            if isinstance(value, bool) or not isinstance(value, int) or value < 0:
                raise BadRecord(f"{key} {value!r} is not a number of paragraphs")
            return value
        if name in ("teaser_truncated", "is_restricted"):
            return self.flag(key, value)
        if name == "version":
            if isinstance(value, bool) or not isinstance(value, int) or value < 0:
                raise BadRecord(f"{key} {value!r} is not the number of a version")
            return value
        if name == "withdraws":
            return self.texts(key, value)
        if name in _MOMENTS:
            return self.date(key, value)
        return self.identity(key, value) if name == "legacy_id" else self.text(key, value)

    _READERS = {
        "legacy_id": identity,
        "translation_of": identity,
        "status": status,
        "published_at": date,
        "updated_at": date,
        "date_only": flag,
        "tags": texts,
        "parent_sections": texts,
        "text_kept": share,
        "addresses": addresses,
        "bylines": bylines,
        "lead_picture": picture,
        "inline_pictures": pictures,
        "related": related,
        "blocks": blocks,
        "problems": told_problems,
        "wire": wire,
    }


def _refused(place: str, reason: str) -> NotAStory:
    return NotAStory(place, f"{place}: {reason}", kind="bad-record")


def _kind(value: Any) -> str:
    if value is None:
        return "empty"
    names = {bool: "true or false", int: "a number", float: "a number", str: "text", list: "a list", dict: "a record"}
    return names[type(value)]
