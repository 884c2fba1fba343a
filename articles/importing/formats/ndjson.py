"""One JSON record a line: the plain, lossless form of LegacyStory that other tools can write and read. Pure.

Keys are the fields of LegacyStory. `blocks` is a list of `{"kind": "p", "text": "..."}`, or of plain strings: a
paragraph each, a crosshead where one begins with `## `. Also read: `id` for `legacy_id`, `url` for one of `addresses`,
`authors` for `bylines`, and `body` (HTML, or text with blank lines between its paragraphs) for `blocks`; a byline may
be a name alone, a related story its legacy id alone.

A line with the key `record` tells something of the paper itself: `"record": "author"` with the fields of LegacyAuthor,
and so on for `edition`, `section`, `tag`, `topic`, `page`.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any, BinaryIO, get_origin

from articles.importing import plain
from articles.importing.plain import BadRecord, kind_of
from articles.importing.records import (
    DEFAULTS,
    NOUNS,
    Block,
    LegacyByline,
    LegacyPicture,
    LegacyRelated,
    LegacyStory,
    NotAStory,
    Noun,
    PaperFact,
    Problem,
    ReadOptions,
)

NAME = "ndjson"
#: A longer line is no story.
MOST_BYTES = 10 * 1024 * 1024
_ALIASES = {"id": "legacy_id", "url": "addresses", "authors": "bylines", "body": "blocks"}
_HTML = re.compile(r"\s*<[a-z!]", re.IGNORECASE)
_RECORD = b'{"record":'


def sniff(head: bytes, name: str) -> float:
    """How surely a file holds one JSON record a line, 0 to 1: the first line that holds anything is an object."""
    line = head.removeprefix(b"\xef\xbb\xbf").lstrip().split(b"\n", 1)[0].strip()
    if not line.startswith(b"{"):
        return 0.0
    ours = b'"headline"' in line or line.startswith(_RECORD)
    if name.lower().endswith((".ndjson", ".jsonl")):
        return 1.0 if ours else 0.9
    return 0.8 if line.endswith(b"}") and ours else 0.0


def read(
    stream: BinaryIO, origin: str, options: ReadOptions = DEFAULTS
) -> Iterator[LegacyStory | PaperFact | NotAStory]:
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


def read_line(line: bytes, place: str, options: ReadOptions = DEFAULTS) -> LegacyStory | PaperFact | NotAStory:
    """Read one record. `place` is its file and line, for messages. Never raises for what the bytes hold."""
    original = line.strip()
    try:
        record = _parse(original)
        if "record" in record:
            return _to_fact(record, place, options)
        return _to_story(record, original, place, options)
    except BadRecord as error:
        return _refused(place, str(error))


def dump(story: LegacyStory) -> str:
    """The record as one line without its end; fields that say nothing are left out. `read_line` gives it back."""
    return json.dumps(plain.write(story), ensure_ascii=False)


def dump_noun(noun: Noun) -> str:
    """The same of something of the paper itself."""
    return json.dumps({"record": _NAMES[type(noun)], **plain.write(noun)}, ensure_ascii=False)


_NAMES = {kind: name for name, kind in NOUNS.items()}


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
        raise BadRecord(f"is {kind_of(record)} and no record in braces")
    return record


def _to_fact(record: dict, place: str, options: ReadOptions) -> PaperFact:
    name = record.pop("record")
    if not isinstance(name, str) or name not in NOUNS:
        raise BadRecord(f"record {name!r} is none of: {', '.join(NOUNS)}")
    reading = _Reading(options)
    noun = reading.part(name, record, NOUNS[name])
    return PaperFact(noun, place, tuple(reading.finished()))


def _to_story(record: dict, original: bytes, place: str, options: ReadOptions) -> LegacyStory:
    reading = _Reading(options)
    values = reading.story_values(record, "")
    problems = (*values.pop("problems", ()), *reading.finished())
    date_only = values.pop("date_only", False) or reading.date_only
    return LegacyStory(**values, date_only=date_only, problems=problems, origin=place, original=original)


class _Reading(plain.Reading):
    """Knows the forms beside those of `dump` that other tools may write."""

    def story_values(self, record: dict, at: str) -> dict[str, Any]:
        """Return the fields that a story's record says; `at` is what stands before a field's name in messages."""
        known, values = plain.types_of(LegacyStory), {}
        for key, value in record.items():
            name = _ALIASES.get(key, key)
            if name not in known:
                self.problems.append(Problem("unknown-field", f"{at + key!r} is no field of a story: left out."))
            elif name in values:
                raise BadRecord(f"{at}{key}: given twice, as {name} as well")
            elif value is not None:
                values[name] = self.value(name, known[name], f"{at}{key}", value)
        for name in ("legacy_id", "headline"):
            if name not in values:
                raise BadRecord(f"{at}{name} is missing")
        if not values["legacy_id"]:
            raise BadRecord(f"{at}legacy_id is empty")
        return values

    def value(self, name: str, hint: Any, key: str, value: Any) -> Any:
        if isinstance(value, str) and get_origin(hint) is tuple:
            if name == "addresses":
                return (self.text(key, value),)
            if name == "blocks":
                return self._body(key, self.text(key, value))
        return super().value(name, hint, key, value)

    def part(self, key: str, value: Any, kind: type, alone: str = "") -> Any:
        if kind is LegacyStory:
            if not isinstance(value, dict):
                raise BadRecord(f"{key} is {kind_of(value)}, not a record in braces")
            return LegacyStory(**self.story_values(value, f"{key}."))
        if kind is LegacyRelated:
            if isinstance(value, str | int) and not isinstance(value, bool):
                return LegacyRelated(headline="", legacy_id=self.identity(key, value))
            if isinstance(value, dict):
                value = {"headline": "", **value}
        return super().part(key, value, kind, alone or _ALONE.get(kind, ""))

    def _body(self, key: str, text: str) -> tuple[Block, ...]:
        if _HTML.match(text):
            return (Block("html", text),)
        paragraphs = [paragraph for part in re.split(r"\n\s*\n", text) if (paragraph := " ".join(part.split()))]
        return self.many(key, paragraphs, self.block)


#: What a part is where it is text alone.
_ALONE = {LegacyByline: "name", LegacyPicture: "file"}


def _refused(place: str, reason: str) -> NotAStory:
    return NotAStory(place, f"{place}: {reason}", kind="bad-record")
