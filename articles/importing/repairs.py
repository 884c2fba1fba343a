"""Puts right what was saved in the wrong encoding once, in a whole record, where the migrator asked for it. Pure."""

from __future__ import annotations

from dataclasses import fields, is_dataclass, replace
from typing import Any

from articles.importing import decoding
from articles.importing.records import LegacyStory, Problem

#: Not words for readers: how the story is known, where it was, and what is kept as it came.
_LEFT = frozenset(
    {
        "legacy_id",
        "origin",
        "source",
        "addresses",
        "url",
        "file",
        "translation_of",
        "original",
        "problems",
        "candidates",
    }
)


def repaired(story: LegacyStory) -> LegacyStory:
    """The record with its text as it was meant; how many places were put right is among its problems."""
    whole, count = _mended(story)
    if not count:
        return story
    told = f"The text was saved in the wrong encoding once (’ shows as â€™): put right in {count} places."
    problems = [problem for problem in story.problems if problem.code != "mojibake"]
    return replace(whole, problems=(*problems, Problem("text-repaired", told)))


def _mended(value: Any) -> tuple[Any, int]:
    if isinstance(value, str):
        return _text(value)
    if isinstance(value, tuple):
        parts = [_mended(part) for part in value]
        return tuple(part for part, _count in parts), sum(count for _part, count in parts)
    if not is_dataclass(value):
        return value, 0
    changed, total = {}, 0
    for field in fields(value):
        if field.name not in _LEFT:
            changed[field.name], count = _mended(getattr(value, field.name))
            total += count
    return (replace(value, **changed), total) if total else (value, 0)


def _text(text: str) -> tuple[str, int]:
    if "&nbsp;" not in text:
        return decoding.repaired(text)
    # A no-break space may be half of a letter.
    mended, count = decoding.repaired(text.replace("&nbsp;", "\xa0"))
    return (mended.replace("\xa0", "&nbsp;"), count) if count else (text, 0)
