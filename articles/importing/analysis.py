"""What a source holds, before anything of it is imported. Reads as an import does, and writes nothing. Pure.

Memory does not grow with the source: of what has no end of values, the first 20,000 are counted by name.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import datetime
from urllib.parse import urlsplit

from articles.importing.records import GoneAddresses, LegacyPicture, LegacyStory, NotAStory, PaperFact

MOST_NAMES = 20_000
#: What is counted beyond them.
OTHERS = "(others)"
_LINK = re.compile(r"""<a\s[^>]*?href=["']([^"']+)["']""", re.IGNORECASE)
#: WordPress's shortcodes and blocks, as they stand in an export's own bytes.
_SHORTCODE = re.compile(rb"\[([a-z][a-z0-9_-]{1,40})(?=[\s\]/])[^\]\n]{0,2000}\]|<!-- (wp:[a-z][a-z0-9/-]{1,60})")
_EXPORTED = b"<content:encoded"
_QUOTED = re.compile(r"“([^”]{1,80})”|\[([a-z][\w-]{0,40})[\s\]/]", re.IGNORECASE)
#: Problems that name something of the source that has no place here: shortcodes, fields, columns, cards, statuses.
_UNPLACED = re.compile(r"shortcode|unmapped|unknown|post-type|embed|dynamic-block|not-mapped|left-out")


@dataclass(slots=True)
class Names:
    """How often each name came, the most frequent first."""

    counts: Counter[str] = field(default_factory=Counter)

    def add(self, *names: str) -> None:
        for name in filter(None, names):
            known = name in self.counts or len(self.counts) < MOST_NAMES
            self.counts[name if known else OTHERS] += 1


@dataclass(slots=True)
class Span:
    """The smallest, the largest and the sum of some numbers."""

    least: int = 0
    most: int = 0
    total: int = 0
    number: int = 0

    def add(self, value: int) -> None:
        self.least = value if not self.number else min(self.least, value)
        self.most = max(self.most, value)
        self.total += value
        self.number += 1


@dataclass(slots=True)
class Dates:
    """When the stories were published, as their source says."""

    earliest: datetime | None = None
    latest: datetime | None = None
    missing: int = 0
    #: The source gives the day alone.
    day_alone: int = 0
    years: Names = field(default_factory=Names)

    def add(self, story: LegacyStory) -> None:
        moment = story.published_at
        if moment is None:
            self.missing += 1
            return
        self.day_alone += story.date_only
        self.earliest = min(self.earliest or moment, moment)
        self.latest = max(self.latest or moment, moment)
        self.years.add(str(moment.year))


@dataclass(slots=True)
class Pictures:
    """The uses of pictures in stories."""

    uses: int = 0
    leads: int = 0
    with_file: int = 0
    with_address: int = 0
    with_caption: int = 0
    with_credit: int = 0
    with_alt: int = 0

    def add(self, picture: LegacyPicture) -> None:
        self.uses += 1
        self.with_file += bool(picture.file)
        self.with_address += bool(picture.url)
        self.with_caption += bool(picture.caption)
        self.with_credit += bool(picture.credit)
        self.with_alt += bool(picture.alt)


#: Names that are told, and under which heading.
LISTS = (
    "kinds", "story_types", "statuses", "languages", "sites", "sections", "authors", "tags", "shortcodes", "unplaced",
    "link_hosts", "picture_hosts", "problems",
)  # fmt: skip


@dataclass(slots=True)
class Analysis:
    """All that is told of a source. `add` takes one record after the other."""

    stories: int = 0
    refused: int = 0
    skipped: int = 0
    no_headline: int = 0
    no_author: int = 0
    no_section: int = 0
    addresses: int = 0
    dates: Dates = field(default_factory=Dates)
    pictures: Pictures = field(default_factory=Pictures)
    #: Bytes of the originals, and characters of the bodies.
    original_bytes: Span = field(default_factory=Span)
    body_characters: Span = field(default_factory=Span)
    kinds: Names = field(default_factory=Names)
    story_types: Names = field(default_factory=Names)
    statuses: Names = field(default_factory=Names)
    languages: Names = field(default_factory=Names)
    sites: Names = field(default_factory=Names)
    sections: Names = field(default_factory=Names)
    authors: Names = field(default_factory=Names)
    tags: Names = field(default_factory=Names)
    #: WordPress's, and its blocks (`wp:gallery`), by their names.
    shortcodes: Names = field(default_factory=Names)
    #: What the source has and a story here has no place for: `code: name`.
    unplaced: Names = field(default_factory=Names)
    link_hosts: Names = field(default_factory=Names)
    picture_hosts: Names = field(default_factory=Names)
    problems: Names = field(default_factory=Names)
    #: The first sentence of each problem, with the place where it was told.
    examples: dict[str, str] = field(default_factory=dict)

    def add(self, record: LegacyStory | NotAStory) -> None:
        if isinstance(record, PaperFact | GoneAddresses):
            return
        if isinstance(record, NotAStory):
            self._add_other(record)
        else:
            self._add_story(record)

    def _add_other(self, record: NotAStory) -> None:
        self.refused += record.is_refused
        self.skipped += not record.is_refused
        self.kinds.add(record.kind)
        self._tell("refused" if record.is_refused else "skipped", record.reason, record.origin)

    def _add_story(self, story: LegacyStory) -> None:
        self.stories += 1
        self.no_headline += not story.headline
        self.no_author += not story.bylines
        self.no_section += not story.section
        self.addresses += len(story.addresses)
        self.dates.add(story)
        self.kinds.add("story")
        self.story_types.add(story.story_type)
        self.statuses.add(str(story.status))
        self.languages.add(story.language or "(not told)")
        self.sites.add(story.site)
        self.sections.add(" / ".join((*story.parent_sections, story.section)) if story.section else "")
        self.authors.add(*(byline.name for byline in story.bylines))
        self.tags.add(*story.tags)
        self.pictures.leads += story.lead_picture is not None
        for picture in filter(None, (story.lead_picture, *story.inline_pictures)):
            self.pictures.add(picture)
            self.picture_hosts.add(_host(picture.url))
        self.link_hosts.add(*map(_host, _links(story)))
        if _EXPORTED in story.original:
            self.shortcodes.add(*((code or block).decode() for code, block in _SHORTCODE.findall(story.original)))
        self.original_bytes.add(len(story.original))
        self.body_characters.add(sum(len(block.text) for block in story.blocks if block.kind != "picture"))
        for problem in story.problems:
            self._tell(problem.code, problem.text, story.origin)

    def _tell(self, code: str, text: str, origin: str) -> None:
        self.problems.add(code)
        if len(self.examples) < MOST_NAMES:
            self.examples.setdefault(code, text if text.startswith(origin) else f"{origin}: {text}")
        if _UNPLACED.search(code):
            self.unplaced.add(*(f"{code}: {a or b}" for a, b in _QUOTED.findall(text)))

    @property
    def exit_code(self) -> int:
        """0 every input is read, 3 some are refused, 4 there is no story."""
        if not self.stories:
            return 4
        return 3 if self.refused else 0


def analyse(records: Iterable[LegacyStory | NotAStory]) -> Analysis:
    """Return what is in these records; they are read one by one and forgotten."""
    found = Analysis()
    for record in records:
        found.add(record)
    return found


def as_json(found: Analysis) -> dict:
    """The analysis as plain JSON values."""
    dates, spans = found.dates, {"original_bytes": found.original_bytes, "body_characters": found.body_characters}
    return {
        "stories": found.stories,
        "refused": found.refused,
        "skipped": found.skipped,
        "without": {"headline": found.no_headline, "author": found.no_author, "section": found.no_section},
        "addresses": found.addresses,
        "dates": {
            "earliest": dates.earliest.isoformat() if dates.earliest else None,
            "latest": dates.latest.isoformat() if dates.latest else None,
            "missing": dates.missing,
            "day_alone": dates.day_alone,
            "years": dict(sorted(dates.years.counts.items())),
        },
        "pictures": {name: getattr(found.pictures, name) for name in Pictures.__slots__},
        **{name: {part: getattr(span, part) for part in ("least", "most", "total")} for name, span in spans.items()},
        **{name: dict(getattr(found, name).counts.most_common()) for name in LISTS},
        "examples": found.examples,
    }


def as_lines(found: Analysis, *, most: int) -> Iterator[str]:
    """The analysis for a terminal; of each list no more than `most` names."""
    dates, pictures, sizes = found.dates, found.pictures, found.original_bytes
    yield f"{found.stories} stories, {found.refused} refused, {found.skipped} no stories by their kind"
    span = f"{dates.earliest:%Y-%m-%d} to {dates.latest:%Y-%m-%d}" if dates.earliest else "none"
    yield f"dates: {span}; {dates.missing} missing, {dates.day_alone} without a time"
    yield f"without a headline: {found.no_headline}, an author: {found.no_author}, a section: {found.no_section}"
    yield f"old addresses: {found.addresses}"
    yield (
        f"pictures: {pictures.uses} uses, {pictures.leads} leads; {pictures.with_file} with a file, "
        f"{pictures.with_address} with an address, {pictures.with_caption} with a caption, "
        f"{pictures.with_credit} with a credit, {pictures.with_alt} with an alt text"
    )
    yield f"originals: {sizes.total:,} bytes in all, {sizes.least:,} to {sizes.most:,} a story"
    yield f"bodies: {found.body_characters.total:,} characters in all, at most {found.body_characters.most:,}"
    yield from _names("years", sorted(dates.years.counts.items()), most)
    for name in LISTS:
        counts = getattr(found, name).counts
        examples = found.examples if name == "problems" else {}
        yield from _names(name.replace("_", " "), counts.most_common(), most, examples)


def _names(heading: str, counts: list[tuple[str, int]], most: int, examples: dict[str, str] | None = None):
    if not counts:
        return
    yield f"\n{heading} ({len(counts)})"
    for name, number in counts[:most]:
        example = (examples or {}).get(name)
        yield f"  {number:>8}  {name}" + (f" – {example}" if example else "")
    if len(counts) > most:
        yield f"            ... and {len(counts) - most} more (--most, or --format json)"


def _links(story: LegacyStory) -> Iterator[str]:
    for block in story.blocks:
        if block.kind == "html":
            yield from _LINK.findall(block.text)
    yield from (related.url for related in story.related)


def _host(address: str) -> str:
    """The host of an address; empty where it names none."""
    try:
        return (urlsplit(address).hostname or "").lower()
    except ValueError:
        return "(not an address)"
