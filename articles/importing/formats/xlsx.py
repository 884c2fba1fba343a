"""XLSX: a sheet of stories with a heading, by a map of its columns. Pure.

A workbook is a zip of XML: what comes out of it is counted before it is read, and a document type in it refuses it.
"""

from __future__ import annotations

import zipfile
import zlib
from collections.abc import Iterator
from typing import Any, BinaryIO
from xml.etree.ElementTree import ParseError

import openpyxl
from lxml import etree
from openpyxl.utils.exceptions import InvalidFileException

from articles.importing import tables
from articles.importing.records import DEFAULTS, LegacyStory, NotAStory, ReadOptions

NAME = "xlsx"
#: What a workbook may come to, unpacked: a million stories with their texts take a database, not a workbook.
MOST_BYTES = 512 * 1024 * 1024
#: No sheet of words is packed closer than this.
MOST_RATIO = 200
_SMALL = 8 * 1024 * 1024
_MOST_MEMBERS = 5_000


class _Refused(ValueError):
    """The workbook is not read. The message is a sentence."""


def sniff(head: bytes, name: str) -> float:
    """How surely a file is a workbook: a zip whose first members are those of one."""
    if not head.startswith(b"PK\x03\x04"):
        return 0.0
    return 1.0 if b"xl/" in head or name.lower().endswith((".xlsx", ".xlsm")) else 0.0


def read(stream: BinaryIO, origin: str, options: ReadOptions = DEFAULTS) -> Iterator[LegacyStory | NotAStory]:
    """Read the map's sheet, else the first one, row by row."""
    try:
        _check(stream)
        stream.seek(0)
        # Read-only: one row is held at a time.
        book = openpyxl.load_workbook(stream, read_only=True, data_only=True, keep_links=False)
        sheet = _sheet(book, options.field_map.sheet if options.field_map else "")
        yield from tables.read(_rows(sheet), f"{origin} sheet “{sheet.title}”", options, where="row")
    except _Refused as error:
        yield NotAStory(origin, f"{origin}: refused: {error}", kind="bad-file")
    except _BROKEN as error:
        yield NotAStory(origin, f"{origin}: the workbook is broken: {error}", kind="bad-file")


_BROKEN = (
    zipfile.BadZipFile,
    zlib.error,
    InvalidFileException,
    KeyError,
    ValueError,
    TypeError,
    ParseError,
    etree.XMLSyntaxError,
    EOFError,
)


def _check(stream: BinaryIO) -> None:
    """Count what comes out of each member, whatever its header says, and look for document types."""
    with zipfile.ZipFile(stream) as archive:
        members = archive.infolist()
        if len(members) > _MOST_MEMBERS:
            raise _Refused(f"it has {len(members):,} members")
        total = 0
        for member in members:
            if not member.filename.endswith((".xml", ".rels", ".vml")):
                continue
            size = 0
            with archive.open(member) as opened:
                start = opened.read(65_536)
                if b"<!DOCTYPE" in start or b"<!ENTITY" in start:
                    raise _Refused(f"“{member.filename}” in it has a document type declaration, which no workbook has")
                size = len(start)
                while chunk := opened.read(1_048_576):
                    size += len(chunk)
                    if total + size > MOST_BYTES:
                        raise _Refused(f"it expands to more than {MOST_BYTES // 1024 // 1024} MB (“{member.filename}”)")
                    if size > _SMALL and size > MOST_RATIO * max(1, member.compress_size):
                        raise _Refused(
                            f"“{member.filename}” in it expands more than {MOST_RATIO} times: no sheet of words"
                        )
            total += size


def _sheet(book: openpyxl.Workbook, name: str) -> Any:
    if name and name not in book.sheetnames:
        there = ", ".join(f"“{title}”" for title in book.sheetnames)
        raise _Refused(f"there is no sheet “{name}” in it; it has: {there}")
    return book[name] if name else book.worksheets[0]


def _rows(sheet: Any) -> Iterator[tuple[int, tuple]]:
    for number, row in enumerate(sheet.iter_rows(values_only=True), start=1):
        yield (
            number,
            tuple(
                None if isinstance(cell, str) and cell.startswith("#") and cell.endswith("!") else cell for cell in row
            ),
        )
