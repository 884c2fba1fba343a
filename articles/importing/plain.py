"""Records as plain JSON values and back, by the types of their fields. Pure; the NDJSON format stands on it."""

from __future__ import annotations

import re
import types
from collections.abc import Callable
from dataclasses import MISSING, fields
from datetime import date, datetime
from functools import cache
from typing import Any, get_args, get_origin, get_type_hints

from articles.importing import dates, records
from articles.importing.records import Block, Problem, ReadOptions, Record, Status

#: Said by where a record stands, not by the record.
UNSAID = frozenset(("origin", "original", "candidates"))
_CONTROLS = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")
_ISO = re.compile(r"\d{4}-\d{2}-\d{2}(?:[T ]\d{2}:?\d{2}\S*)?")
#: A number may stand for what is text by its nature.
_IDENTITIES = frozenset(("legacy_id", "translation_of"))
#: What a number in a field is, for whoever wrote another value.
_NUMBERS = {"after_paragraph": "a number of paragraphs", "version": "the number of a version"}


class BadRecord(ValueError):
    """A value that makes no record. The message says the field, the value and what is wrong."""


def write(value: Any) -> Any:
    """Return a record, or a field of one, as plain JSON values; fields that say nothing are left out."""
    if isinstance(value, tuple):
        return [write(item) for item in value]
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Record):
        return {
            name: write(said)
            for name, default in _defaults(type(value))
            if name not in UNSAID and (said := getattr(value, name)) != default
        }
    return value


@cache
def _defaults(kind: type[Record]) -> tuple[tuple[str, Any], ...]:
    return tuple((field.name, field.default) for field in fields(kind))


@cache
def types_of(kind: type[Record]) -> dict[str, Any]:
    """Return the fields of a record that are said, with the types that they have when they say something."""
    hints = get_type_hints(kind, vars(records))
    return {field.name: _without_none(hints[field.name]) for field in fields(kind) if field.name not in UNSAID}


def _without_none(hint: Any) -> Any:
    if get_origin(hint) is types.UnionType:
        [hint] = [one for one in get_args(hint) if one is not types.NoneType]
    return hint


class Reading:
    """Turns JSON values into the fields of one record, and gathers what had to be said about them."""

    def __init__(self, options: ReadOptions):
        self.options = options
        self.problems: list[Problem] = []
        self.controls = 0
        self.date_only = False

    def finished(self) -> list[Problem]:
        if self.controls:
            self.problems.append(Problem("control-characters", f"Control characters removed: {self.controls}."))
        return self.problems

    def value(self, name: str, hint: Any, key: str, value: Any) -> Any:
        """Read the value of a field: `name` and `hint` are the field's, `key` is where it stands. Raises BadRecord."""
        if get_origin(hint) is tuple:
            return self.many(key, value, lambda at, item: self.value(name, get_args(hint)[0], at, item))
        if hint is Block:
            return self.block(key, value)
        if issubclass(hint, Status):
            return self.status(key, value)
        if issubclass(hint, Record):
            return self.part(key, value, hint)
        if hint is str and name in _IDENTITIES:
            return self.identity(key, value)
        readers = {bool: self.flag, datetime: self.moment, date: self.day, float: self.share, str: self.text}
        return self.number(name, key, value) if hint is int else readers[hint](key, value)

    def part(self, key: str, value: Any, kind: type[Record], alone: str = "") -> Any:
        """A record inside the record: every key a field, every value of the field's type. `alone`: text will do."""
        if alone and isinstance(value, str):
            return kind(**{alone: self.text(key, value)})
        if not isinstance(value, dict):
            raise BadRecord(f"{key} is {kind_of(value)}, not a record in braces")
        known, values = types_of(kind), {}
        for name, inner in value.items():
            if name not in known:
                self.problems.append(Problem("unknown-field", f"{key}.{name} is no field: left out."))
            elif inner is not None:
                values[name] = self.value(name, known[name], f"{key}.{name}", inner)
        for field in fields(kind):
            if field.default is MISSING and field.name not in values:
                raise BadRecord(f"{key}.{field.name} is missing")
        return kind(**values)

    def many(self, key: str, value: Any, read: Callable[[str, Any], Any]) -> tuple:
        if not isinstance(value, list):
            raise BadRecord(f"{key} is {kind_of(value)}, not a list")
        return tuple(read(f"{key}[{index}]", item) for index, item in enumerate(value))

    def text(self, key: str, value: Any) -> str:
        if not isinstance(value, str):
            raise BadRecord(f"{key} is {kind_of(value)}, not text")
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
            raise BadRecord(f"{key} is {kind_of(value)}, not true or false")
        return value

    def number(self, name: str, key: str, value: Any) -> int:
        if isinstance(value, bool) or not isinstance(value, int) or value < 0:
            raise BadRecord(f"{key} {value!r} is not {_NUMBERS.get(name, 'a whole number from 0')}")
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

    def moment(self, key: str, value: Any) -> datetime | None:
        text = self.text(key, value)
        when = dates.read(text, self.options) if _ISO.fullmatch(text) else None
        if when is None or when.value is None:
            raise BadRecord(f"{key} {text!r} is not an ISO date-time with a zone (2026-01-13T08:30:00+07:00)")
        self.problems += when.problems
        self.date_only = self.date_only or (when.date_only and key == "published_at")
        return when.value

    def day(self, key: str, value: Any) -> date:
        try:
            return date.fromisoformat(self.text(key, value))
        except ValueError as error:
            raise BadRecord(f"{key} {value!r} is not an ISO date (2026-01-13)") from error

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


def kind_of(value: Any) -> str:
    """What a JSON value is, in words."""
    if value is None:
        return "empty"
    names = {bool: "true or false", int: "a number", float: "a number", str: "text", list: "a list", dict: "a record"}
    return names[type(value)]
