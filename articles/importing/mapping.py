"""A small file that says which column or key of a source is which field of a record. Pure; for formats that need it.

TOML:

    [fields]                       # a record's field = the source's column, or several
    legacy_id = "No"
    headline = "Title"
    body = "Text"                  # HTML or plain text, told by looking
    authors = "Writers"
    tags = ["Topics", "Places"]
    published_at = "Date"
    url = "Old address"
    lead_picture.file = "Picture"
    [reading]
    separator = ";"                # between several authors or tags in one column
    date_format = "%d/%m/%Y"       # or date_order = "dmy"; and zone = "Asia/Bangkok"
    [status]                       # the source's words
    Live = "published"
    [constants]                    # what the source does not say
    site = "Old Gazette"
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable
from dataclasses import dataclass, field, fields, replace
from datetime import date, datetime
from typing import Any, NamedTuple
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from articles.importing import dates, markup
from articles.importing.records import (
    LegacyByline,
    LegacyPicture,
    LegacyRelated,
    LegacyStory,
    Problem,
    ReadOptions,
    Status,
)

_ALIASES = {"id": "legacy_id", "title": "headline", "authors": "bylines", "author": "bylines", "byline": "bylines",
            "url": "addresses", "body": "blocks", "date": "published_at", "summary": "standfirst"}  # fmt: skip
_PICTURE = frozenset(field.name for field in fields(LegacyPicture)) - {"after_paragraph", "placement", "facts"}
_LINES = frozenset((
    "legacy_id", "headline", "source", "site", "logo_alt", "language", "section", "slug", "kicker", "standfirst",
    "dateline",
    "story_type", "agency", "translation_of", "seo_title", "seo_description",
))  # fmt: skip
_SEVERAL = frozenset(("bylines", "tags", "addresses", "related", "parent_sections"))
_DATES = frozenset(("published_at", "updated_at"))
_READING = frozenset(("separator", "date_format", "date_order", "zone", "delimiter", "sheet"))
_HTML = re.compile(
    r"<(?:p|br|div|h[1-6]|ul|ol|a|strong|b|em|i|img|figure|blockquote|span|table)\b[^>]*>", re.IGNORECASE
)

Cell = Callable[[str], Any]


class BadMap(ValueError):
    """The map cannot be used. The message names the place and what is wrong."""


@dataclass(frozen=True, slots=True)
class FieldMap:
    """Which columns make each field, and how they are read."""

    fields: dict[str, tuple[str, ...]] = field(default_factory=dict)
    statuses: dict[str, Status] = field(default_factory=dict)
    constants: dict[str, str] = field(default_factory=dict)
    separator: str = ";"
    date_format: str = ""
    date_order: str = ""
    zone: str = ""
    delimiter: str = ""
    sheet: str = ""

    @property
    def columns(self) -> set[str]:
        """Every column that the map names."""
        return {column for several in self.fields.values() for column in several}

    def options(self, options: ReadOptions) -> ReadOptions:
        return replace(options, zone=self.zone or options.zone, date_order=self.date_order or options.date_order)


def load(text: str) -> FieldMap:
    """Read the map's text. Raises BadMap."""
    try:
        told = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise BadMap(f"is not TOML: {error}") from error
    if unknown := sorted(set(told) - {"fields", "reading", "status", "constants"}):
        raise BadMap(f"[{unknown[0]}] is no table of a map; known are: fields, reading, status, constants")
    for name, table in told.items():
        if not isinstance(table, dict):
            raise BadMap(f"{name} is {table!r}, not a table: write [{name}] and its lines below")
    reading = told.get("reading", {})
    if unknown := sorted(set(reading) - _READING):
        raise BadMap(f"[reading] {unknown[0]}: known are: {', '.join(sorted(_READING))}")
    for name, value in reading.items():
        if not isinstance(value, str):
            raise BadMap(f"[reading] {name}: {value!r} is not text")
    _checked(reading)
    known = dict(_fields(told.get("fields", {})))
    if not known:
        raise BadMap("[fields] names no field: at least legacy_id and headline are needed")
    return FieldMap(known, _statuses(told.get("status", {})), dict(_constants(told.get("constants", {}))), **reading)


def by_names(columns: list[str]) -> FieldMap | None:
    """The map of a source whose columns have the names of the record's fields already; None where they have not."""
    known = {}
    for column in columns:
        name = column.strip().lower().replace(" ", "_")
        name = _ALIASES.get(name, name)
        if name in _LINES | _SEVERAL | _DATES | {"blocks", "status"} and name not in known:
            known[name] = (column,)
    has_id = "legacy_id" in known or "addresses" in known
    return FieldMap(known) if has_id and "headline" in known else None


def story(field_map: FieldMap, cell: Cell, place: str, original: bytes, options: ReadOptions) -> LegacyStory:
    """Make a record of one row. `cell` gives a column's value: text, a number, a date, a list of them, or None."""
    return _Row(field_map, cell, field_map.options(options)).story(place, original)


# --- the map


def _fields(told: dict[str, Any]) -> Any:
    for key, value in _flat(told):
        name, _dot, part = key.partition(".")
        name = _ALIASES.get(name, name)
        if name == "lead_picture" and part not in _PICTURE:
            raise BadMap(f"[fields] {key}: a picture has: {', '.join(sorted(_PICTURE))}")
        if name != "lead_picture" and (part or name not in _LINES | _SEVERAL | _DATES | {"blocks", "status"}):
            raise BadMap(f"[fields] {key} is no field of a record; known are: {', '.join(sorted(_names()))}")
        several = value if isinstance(value, list) else [value]
        if not several or not all(isinstance(column, str) for column in several):
            raise BadMap(f"[fields] {key}: {value!r} is not the name of a column, nor a list of names")
        yield f"{name}.{part}" if part else name, tuple(several)


def _flat(told: dict[str, Any]) -> Any:
    """`lead_picture.file` is a table in a table to TOML."""
    for key, value in told.items():
        if isinstance(value, dict):
            yield from ((f"{key}.{inner}", column) for inner, column in value.items())
        else:
            yield key, value


def _names() -> set[str]:
    return _LINES | _SEVERAL | _DATES | {"body", "status", "authors", "url", "lead_picture.file"}


def _statuses(told: dict[str, Any]) -> dict[str, Status]:
    known = {status.value: status for status in Status}
    for word, value in told.items():
        if value not in known:
            raise BadMap(f"[status] {word}: {value!r} is none of: {', '.join(known)}")
    return {word.casefold(): known[value] for word, value in told.items()}


def _constants(told: dict[str, Any]) -> Any:
    for key, value in told.items():
        name = _ALIASES.get(key, key)
        if name not in _LINES or not isinstance(value, str):
            raise BadMap(f"[constants] {key}: {value!r} is not text for one of: {', '.join(sorted(_LINES))}")
        yield name, value


def _checked(reading: dict[str, str]) -> None:
    if reading.get("date_order", "") not in ("", "dmy", "mdy"):
        raise BadMap(f"[reading] date_order: “{reading['date_order']}” is neither dmy nor mdy")
    if len(reading.get("delimiter", ",")) != 1:
        raise BadMap(f"[reading] delimiter: “{reading['delimiter']}” is not one character")
    if not reading.get("separator", ";"):
        raise BadMap("[reading] separator is empty")
    try:
        ZoneInfo(reading.get("zone") or "UTC")
    except (ZoneInfoNotFoundError, ValueError) as error:
        raise BadMap(f"[reading] zone: there is no time zone “{reading['zone']}”") from error


# --- a row


class _Moment(NamedTuple):
    value: datetime | None
    date_only: bool = False


class _Row:
    """One row on its way to a record."""

    def __init__(self, field_map: FieldMap, cell: Cell, options: ReadOptions):
        self._map, self._cell, self._options = field_map, cell, options
        self._problems: list[Problem] = []

    def story(self, place: str, original: bytes) -> LegacyStory:
        lines = {name: self._line(name) for name in _LINES if name in self._map.fields}
        values = {**self._map.constants, **{name: value for name, value in lines.items() if value}}
        published, updated = self._date("published_at"), self._date("updated_at")
        converted = self._body()
        addresses = self._several("addresses")
        values.setdefault("headline", "")
        values["legacy_id"] = values.get("legacy_id") or (addresses[0] if addresses else "")
        return LegacyStory(
            **values,
            blocks=converted.blocks,
            inline_pictures=converted.pictures,
            text_kept=converted.kept,
            origin=place,
            bylines=tuple(map(LegacyByline, self._several("bylines"))),
            tags=self._several("tags"),
            addresses=addresses,
            parent_sections=self._several("parent_sections"),
            related=tuple(LegacyRelated("", legacy_id=key) for key in self._several("related")),
            published_at=published.value,
            date_only=published.date_only,
            updated_at=updated.value,
            status=self._status(),
            lead_picture=self._picture(),
            problems=(*self._problems, *converted.problems),
            original=original,
        )

    def _values(self, name: str) -> list[Any]:
        found = []
        for column in self._map.fields.get(name, ()):
            value = self._cell(column)
            found += value if isinstance(value, list) else [value]
        return [value for value in found if value is not None and value != ""]

    def _line(self, name: str) -> str:
        return " ".join(markup.to_plain(text) for value in self._values(name) if (text := plain(value)))

    def _several(self, name: str) -> tuple[str, ...]:
        parts = [part for value in self._values(name) for part in plain(value).split(self._map.separator)]
        return tuple(dict.fromkeys(words for part in parts if (words := " ".join(part.split()))))

    def _body(self) -> markup.Converted:
        text = "\n\n".join(plain(value) for value in self._values("blocks"))
        if _HTML.search(text):
            return markup.convert(text, breaks="<p" not in text.lower())
        escaped = text.replace("&", "&amp;").replace("<", "&lt;")
        return markup.convert(escaped, breaks=True)

    def _date(self, name: str) -> _Moment:
        values = self._values(name)
        if not values:
            return _Moment(None)
        value = values[0]
        if isinstance(value, datetime):
            at_midnight = not (value.hour or value.minute or value.second)
            text = value.date().isoformat() if at_midnight else value.isoformat(timespec="seconds")
        elif isinstance(value, date):
            text = value.isoformat()
        else:
            text = " ".join(plain(v) for v in values)
            text = self._as_told(text) or text
        when = dates.read(text, self._options)
        self._problems += when.problems
        return _Moment(when.value, when.date_only)

    def _as_told(self, text: str) -> str:
        """The date by the map's own format, in ISO 8601; empty where it does not fit."""
        if not self._map.date_format:
            return ""
        try:
            value = datetime.strptime(text.strip(), self._map.date_format)  # noqa: DTZ007 - the zone is the map's
        except ValueError:
            told = f"The date {text!r} is not written as the map says ({self._map.date_format})."
            self._problems.append(Problem("date-format", told))
            return ""
        has_clock = any(sign in self._map.date_format for sign in ("%H", "%I", "%X", "%c", "%T"))
        return value.isoformat(timespec="seconds") if has_clock else value.date().isoformat()

    def _status(self) -> Status:
        words = self._line("status") if "status" in self._map.fields else ""
        if not words:
            return Status.PUBLISHED if "status" not in self._map.fields else Status.DRAFT
        known = self._map.statuses or {status.value: status for status in Status}
        if words.casefold() in known:
            return known[words.casefold()]
        told = f"The status “{words}” stands nowhere in the map's [status]: kept as a draft."
        self._problems.append(Problem("unknown-status", told))
        return Status.DRAFT

    def _picture(self) -> LegacyPicture | None:
        parts = {part: self._line(f"lead_picture.{part}") for part in _PICTURE}
        return LegacyPicture(**parts) if any(parts.values()) else None


def plain(value: Any) -> str:
    """A cell as text: 12.0 is 12, a moment is ISO 8601."""
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    if isinstance(value, datetime):
        return value.isoformat(timespec="seconds")
    return str(value)
