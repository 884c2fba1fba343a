"""CSV: a table of stories with a heading, by a map of its columns. Pure."""

from __future__ import annotations

import codecs
import csv
import io
import re
from collections.abc import Iterator
from typing import BinaryIO

from articles.importing import decoding, tables
from articles.importing.records import DEFAULTS, LegacyStory, NotAStory, Problem, ReadOptions

NAME = "csv"
#: A longer field is no story.
MOST_CHARACTERS = 10 * 1024 * 1024
_DELIMITERS = ",;\t|"
_CONTROLS = re.compile("[\x00-\x08\x0e-\x1f]")


def sniff(head: bytes, name: str) -> float:
    """How surely a file is CSV: by its name; else by a heading of short words and rows of as many fields."""
    try:
        decoding.refuse_binary(head)
        text = decoding.glance(head)
    except decoding.NotText:
        return 0.0
    if text.lstrip()[:1] in ("<", "{", "["):
        return 0.0
    if name.lower().endswith((".csv", ".tsv")):
        return 0.9
    first = text[:8000].partition("\n")[0]
    if '"' not in first and not any(first.count(delimiter) > 1 for delimiter in _DELIMITERS):
        return 0.0
    rows = _rows_of(text[:8000], _delimiter(text))
    widths = {len(row) for row in rows[:5]}
    heading = rows[0] if rows else []
    words = all(0 < len(cell.strip()) <= 40 and "." not in cell for cell in heading)
    return 0.7 if len(rows) > 1 and len(widths) == 1 and len(heading) > 2 and words else 0.0


def read(stream: BinaryIO, origin: str, options: ReadOptions = DEFAULTS) -> Iterator[LegacyStory | NotAStory]:
    """Read the table row by row. A fault of the file ends it, with its line."""
    head = stream.read(decoding.SAMPLE)
    stream.seek(0)
    try:
        encoding, problems = _encoding(head, options)
    except (decoding.NotText, LookupError) as error:
        yield NotAStory(origin, f"{origin}: {error}", kind="not-text")
        return
    field_map = options.field_map
    text = io.TextIOWrapper(
        stream, encoding, errors="newsroom_cp1252" if encoding == "utf-8-sig" else "replace", newline=""
    )
    try:
        delimiter = (field_map.delimiter if field_map else "") or _delimiter(head.decode(encoding, "replace"))
        for record in tables.read(_numbered(text, delimiter), origin, options):
            is_first = bool(problems) and isinstance(record, LegacyStory)
            yield tables.with_problem(record, problems.pop()) if is_first else record
    except _Fault as fault:
        yield NotAStory(f"{origin} line {fault.line}", f"{origin} line {fault.line}: {fault}", kind="bad-file")
    finally:
        text.detach()


class _Fault(ValueError):
    """The file cannot be read on."""

    def __init__(self, line: int, message: str):
        super().__init__(message)
        self.line = line


def _numbered(text: io.TextIOWrapper, delimiter: str) -> Iterator[tuple[int, list[str]]]:
    """Each row with the line that it begins on."""
    csv.field_size_limit(MOST_CHARACTERS)
    reader = csv.reader(_lines(text), delimiter=delimiter, strict=True)
    while True:
        line = reader.line_num + 1
        try:
            row = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            raise _Fault(line, f"the row that begins here cannot be read, and nothing behind it: {error}") from error
        yield line, row


def _lines(text: io.TextIOWrapper) -> Iterator[str]:
    """The lines, none longer than a field may be, without control characters."""
    number = 0
    while line := text.readline(MOST_CHARACTERS + 1):
        number += 1
        if len(line) > MOST_CHARACTERS:
            raise _Fault(number, f"the line is longer than {MOST_CHARACTERS:,} characters")
        yield _CONTROLS.sub("", line) if _CONTROLS.search(line) else line


def _encoding(head: bytes, options: ReadOptions) -> tuple[str, list[Problem]]:
    """The codec of the whole file by its beginning."""
    decoding.refuse_binary(head)
    if options.encoding:
        return codecs.lookup(options.encoding).name, []
    if head.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return "utf-16", []
    try:
        head[: len(head) - 4 if len(head) == decoding.SAMPLE else len(head)].decode()
    except UnicodeDecodeError as error:
        if error.reason != "unexpected end of data":
            decoded = decoding.decode(head)
            told = next((problem for problem in decoded.problems if problem.code == "encoding"), None)
            if told:
                name = re.match(r"Read as ([\w-]+)", told.text)
                return codecs.lookup(name[1].lower()).name if name else "cp1252", [told]
    return "utf-8-sig", []


def _delimiter(text: str) -> str:
    """The delimiter that parts the heading into most columns, as many as the rows below it."""
    best, most = ",", 0
    for delimiter in _DELIMITERS:
        rows = _rows_of(text[:8000], delimiter)
        if rows and len(rows[0]) > most and (len(rows) < 2 or len(rows[1]) == len(rows[0]) or len(rows[0]) > 2):
            best, most = delimiter, len(rows[0])
    return best


def _rows_of(text: str, delimiter: str) -> list[list[str]]:
    """The first rows; what is cut off at the sample's end is left out."""
    lines = text.splitlines(keepends=True)[:40]
    rows = []
    try:
        for row in csv.reader(lines, delimiter=delimiter, strict=True):
            rows.append(row)
            if len(rows) > 5:
                break
    except csv.Error:
        pass
    return rows
