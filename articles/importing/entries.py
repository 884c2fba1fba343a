"""One story of a batch on its way through the store."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from django.utils import timezone

from articles import press
from articles.importing import links
from articles.importing.outcomes import Outcome, Result
from articles.importing.records import LegacyStory, Problem, Status
from articles.models import Article, Byline, Edition, ImportRecord, Revision, Section, StoryPicture, Tag


@dataclass(slots=True)
class Entry:
    """One story of the batch on its way through the store."""

    story: LegacyStory
    source: str
    digest: str
    packed: bytes
    problems: list[Problem] = field(default_factory=list)
    known: ImportRecord | None = None
    outcome: Outcome | None = None
    article: Article | None = None
    edition: Edition | None = None
    section: Section | None = None
    bylines: list[Byline] = field(default_factory=list)
    pictures: list[StoryPicture] = field(default_factory=list)
    related: list[links.Link] = field(default_factory=list)
    tags: list[Tag] = field(default_factory=list)
    revision: Revision | None = None
    #: Of a further text of the story: the revision of the one before it.
    follows: Revision | None = None
    #: The key that its revision will have.
    revision_key: int = 0
    #: Where the stories are that stories of the batch name, by source and legacy id.
    found: Mapping[tuple[str, str], int] = field(default_factory=dict)
    path: str = ""
    #: Whether the desk keeps it from readers, whatever its source says.
    is_held: bool = False
    #: Bytes of the original as it was read.
    size: int = 0
    #: Whether it only takes a story back that has come in before.
    takes_back: bool = False

    @property
    def key(self) -> tuple[str, str]:
        return (self.source, self.story.legacy_id)

    @property
    def comes_in(self) -> bool:
        return self.outcome in (Outcome.CREATED, Outcome.UPDATED)

    @property
    def is_whole(self) -> bool:
        """Whether it has what a reader's page needs, and nothing here keeps it back."""
        return self.section is not None and bool(self.story.headline) and not self.is_held

    @property
    def goes_live(self) -> bool:
        return self.story.status == Status.PUBLISHED and self.is_whole

    @property
    def is_plain_draft(self) -> bool:
        """Whether it is new and was never before readers, so that its row says how it stands."""
        return self.known is None and self.follows is None and self.story.withdrawal is None

    @property
    def waits(self) -> bool:
        """Whether it is to go live by itself at a time to come."""
        due = self.story.published_at
        return self.story.status == Status.SCHEDULED and self.is_whole and due is not None and due > timezone.now()

    @property
    def release(self) -> press.Release:
        return press.Release(
            self.revision,
            self.story.published_at,
            self.story.updated_at,
            section=self.section,
            is_first=self.known is None and not self.story.corrections,
        )

    @property
    def next_number(self) -> int:
        """The number of the revision that is taken of it."""
        if self.follows:
            return self.follows.number + 1
        return self.known.revision_number + 1 if self.known else 1

    def tell_why_draft(self) -> None:
        """Say why what its source shows, or was to show, stays at the desk here."""
        story = self.story
        if story.status not in (Status.PUBLISHED, Status.SCHEDULED):
            return
        if self.section is None:
            told = "It names no section, so it has no address yet: kept as a draft (--section gives one)."
            self.report("no-section", told)
        if not story.headline:
            self.report("no-headline", "It has no headline: kept as a draft until it is given one.")
        if story.status == Status.SCHEDULED and self.is_whole and not self.waits:
            when = f"{story.published_at:%Y-%m-%d %H:%M %Z}" if story.published_at else "a time that is not told"
            told = f"Its source was to publish it at {when} and had not yet: kept as a draft."
            self.report("schedule-passed", told)

    def next_text(self) -> Entry:
        """Return an entry of the same story for the words that its desk has, or is to publish, beside those."""
        return Entry(
            self.story.unpublished,
            self.source,
            self.digest,
            b"",
            self.problems,
            outcome=Outcome.UPDATED,
            known=self.known,
            article=self.article,
            is_held=self.is_held,
            follows=self.revision,
        )

    def report(self, code: str, text: str) -> None:
        self.problems.append(Problem(code, text))

    def result(self) -> Result:
        return Result(
            self.story,
            self.outcome,
            tuple(self.problems),
            self.article.pk if self.article else None,
            self.path,
            self.source,
            self.size,
        )
