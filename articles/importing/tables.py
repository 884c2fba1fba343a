"""Rows with a heading to records, by a map of columns. Pure; for `formats.csv` and `formats.xlsx`."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from typing import Any

from articles.importing import mapping
from articles.importing.mapping import FieldMap
from articles.importing.records import LegacyStory, NotAStory, Problem, ReadOptions

#: A heading of more columns is no table of stories.
MOST_COLUMNS = 1_000


def read(
    rows: Iterable[tuple[int, Sequence[Any]]], origin: str, options: ReadOptions, where: str = "line"
) -> Iterator[LegacyStory | NotAStory]:
    """Read numbered rows, the first of which names the columns. A row that does not fit is one refusal."""
    rows = iter(rows)
    heading = next(((number, row) for number, row in rows if any(_filled(cell) for cell in row)), None)
    if heading is None:
        yield NotAStory(origin, f"{origin}: the table is empty", kind="empty")
        return
    columns = [mapping.plain(cell).strip() if _filled(cell) else "" for cell in heading[1]]
    while columns and not columns[-1]:
        columns.pop()
    field_map = options.field_map or mapping.by_names(columns)
    if reason := _why_not(columns, field_map):
        yield NotAStory(origin, f"{origin}: {reason}", kind="bad-table")
        return
    unmapped = [column for column in columns if column and column not in field_map.columns]
    for number, row in rows:
        place = f"{origin} {where} {number}"
        if not any(_filled(cell) for cell in row):
            continue
        if any(_filled(cell) for cell in row[len(columns) :]):
            told = f"{place}: it has {len(row)} columns, and the heading {len(columns)}: a delimiter inside of a text?"
            yield NotAStory(place, told, kind="bad-row")
            continue
        yield _story(field_map, columns, row, place, options, unmapped)
        unmapped = []


def _story(
    field_map: FieldMap, columns: list[str], row: Sequence[Any], place: str, options: ReadOptions, unmapped: list[str]
) -> LegacyStory | NotAStory:
    cells = {column: value for column, value in zip(columns, row, strict=False) if column and _filled(value)}
    original = json.dumps({name: mapping.plain(value) for name, value in cells.items()}, ensure_ascii=False).encode()
    story = mapping.story(field_map, cells.get, place, original, options)
    if not unmapped:
        return story
    told = f"Columns that the map does not name, left out of every row: {', '.join(unmapped)}."
    return with_problem(story, Problem("unmapped-columns", told))


def with_problem(story: LegacyStory, problem: Problem) -> LegacyStory:
    """The record with one more problem."""
    return replace(story, problems=(*story.problems, problem))


def _why_not(columns: list[str], field_map: FieldMap | None) -> str:
    shown = ", ".join(f"“{column}”" for column in columns[:40])
    if len(columns) > MOST_COLUMNS:
        return f"the heading has {len(columns)} columns, and {MOST_COLUMNS} is the most"
    if twice := next((column for column in columns if column and columns.count(column) > 1), ""):
        return f"the heading names “{twice}” twice"
    if field_map is None:
        return f"the columns ({shown}) are no fields of a record: say with --map FILE what they are"
    if missing := sorted(field_map.columns - set(columns)):
        return f"the map names the column “{missing[0]}”, and the heading has: {shown}"
    return ""


def _filled(value: Any) -> bool:
    return value is not None and value != "" and not (isinstance(value, str) and not value.strip())
