"""What a line of an export in NDJSON holds, as a JSON Schema (draft 2020-12), from the records' own types. Pure."""

from __future__ import annotations

import inspect
from dataclasses import MISSING, fields
from datetime import date, datetime
from enum import StrEnum
from typing import Any, get_args, get_origin

from articles.importing import plain
from articles.importing.records import NOUNS, LegacyStory, Record

_PLAIN = {
    str: {"type": "string"},
    bool: {"type": "boolean"},
    int: {"type": "integer", "minimum": 0},
    float: {"type": "number", "minimum": 0, "maximum": 1},
    datetime: {"type": "string", "format": "date-time"},
    date: {"type": "string", "format": "date"},
}


def of_line() -> dict[str, Any]:
    """Return the schema of one line: a story, or, with the key `record`, something of the paper itself."""
    parts: dict[str, Any] = {}
    nouns = [_noun(name, kind, parts) for name, kind in NOUNS.items()]
    story = _refer(LegacyStory, parts)
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "A line of an export of stories in NDJSON",
        "description": "What is empty is left out. Lines with a `record` come before those that name it.",
        "if": {"required": ["record"]},
        "then": {"oneOf": nouns},
        "else": story,
        "$defs": dict(sorted(parts.items())),
    }


def _noun(name: str, kind: type[Record], parts: dict[str, Any]) -> dict[str, Any]:
    told = _object(kind, parts)
    told["properties"] = {"record": {"const": name}, **told["properties"]}
    told["required"] = ["record", *told["required"]]
    return told


def _refer(kind: type[Record], parts: dict[str, Any]) -> dict[str, str]:
    if kind.__name__ not in parts:
        parts[kind.__name__] = {}  # a record may hold another of its kind
        parts[kind.__name__] = _object(kind, parts)
    return {"$ref": f"#/$defs/{kind.__name__}"}


def _object(kind: type[Record], parts: dict[str, Any]) -> dict[str, Any]:
    described = inspect.getdoc(kind) or ""
    return {
        **({} if described.startswith(f"{kind.__name__}(") else {"description": " ".join(described.split())}),
        "type": "object",
        "properties": {name: _value(hint, parts) for name, hint in plain.types_of(kind).items()},
        "required": [field.name for field in fields(kind) if field.default is MISSING and field.name != "origin"],
        "additionalProperties": False,
    }


def _value(hint: Any, parts: dict[str, Any]) -> dict[str, Any]:
    if get_origin(hint) is tuple:
        return {"type": "array", "items": _value(get_args(hint)[0], parts)}
    if issubclass(hint, StrEnum):
        return {"enum": [one.value for one in hint]}
    return _refer(hint, parts) if issubclass(hint, Record) else _PLAIN[hint]
