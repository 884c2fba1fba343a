"""What the migrator asked for, and how it meets what the source says. Plain values."""

from __future__ import annotations

import dataclasses
import hashlib
import json
import zlib
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from functools import cache
from pathlib import Path

from articles.importing import repairs
from articles.importing.mapping import FieldMap
from articles.importing.pages.site_rules import SiteRules
from articles.importing.records import LegacyStory, NotAStory, PaperFact, Problem, ReadOptions, Record, Status


@dataclass(frozen=True, slots=True)
class ImportOptions:
    """The wishes of one run. `section`, `published_at` and `source` fill in what a story does not say of itself;
    `edition` and `status` decide.
    """

    format: str = ""
    section: str = ""
    edition: str = ""
    status: Status | None = None
    published_at: datetime | None = None
    source: str = ""
    media: Path | None = None
    #: Let pictures that are not in `media` be fetched from their addresses.
    fetch_media: bool = False
    dry_run: bool = False
    strict: bool = False
    date_order: str = ""
    encoding: str = ""
    #: Put right what was saved in the wrong encoding once; else it is told and kept as it stands.
    fix_text: bool = False
    #: Take in stories whose agency forbids to keep them in an archive.
    allow_restricted: bool = False
    site_rules: Mapping[str, SiteRules] = field(default_factory=dict)
    field_map: FieldMap | None = None

    def reading(self, zone: str) -> ReadOptions:
        """Return what the formats must know, in a paper whose own time zone is `zone`."""
        return ReadOptions(
            zone=zone,
            date_order=self.date_order,
            encoding=self.encoding,
            site_rules=self.site_rules,
            field_map=self.field_map,
        )

    def prepare(self, record: LegacyStory | PaperFact | NotAStory) -> Prepared | PaperFact | NotAStory:
        """Return the story as this run takes it. Called where it is read, beside the process that writes."""
        if not isinstance(record, LegacyStory):
            return record
        if self.fix_text:
            record = repairs.repaired(record)
        story = replace(
            record,
            section=record.section or self.section or record.default_section,
            published_at=record.published_at or self.published_at,
            status=self.status or record.status,
        )
        if record.default_section and not (record.section or self.section):
            told = Problem("default-section", f"It names no section: it stands in “{record.default_section}”.")
            story = replace(story, problems=(*story.problems, told))
        source = self.source or story.source or story.site or "legacy"
        said, packed = digest(story), zlib.compress(story.original, PACKING)
        # Its bytes stay behind: nothing of the store asks for them but packed.
        return Prepared(replace(story, original=b""), source, said, packed, len(story.original))


#: How hard an original is packed: the usual takes half as long again, to save a twelfth.
PACKING = 1


@dataclass(frozen=True, slots=True)
class Prepared(Record):
    """A story with what the store keeps of it: under whose name its legacy id is unique, its digest, and its original,
    compressed.
    """

    story: LegacyStory
    source: str
    digest: str
    packed: bytes
    #: Bytes of the original as it was read.
    size: int = 0


def digest(story: LegacyStory) -> str:
    """Return the SHA-256 (hex) of what the story says, whatever file it was read from.

    Fields at their defaults do not count, so that a field that a later version adds changes no digest.
    """
    said = json.dumps(_said(story, leaving_out=READING), default=_said, ensure_ascii=False, sort_keys=True)
    return hashlib.sha256(said.encode()).hexdigest()


#: Fields that say how a story was read, not what it says.
READING = frozenset(("origin", "problems", "original", "text_kept", "candidates"))


def _said(value: object, leaving_out: frozenset[str] = frozenset()) -> object:
    if isinstance(value, date):
        return value.isoformat()
    return {
        name: said
        for name, default in _fields(type(value))
        if name not in leaving_out and (said := getattr(value, name)) != default
    }


@cache
def _fields(record: type) -> tuple[tuple[str, object], ...]:
    return tuple((field.name, field.default) for field in dataclasses.fields(record))
