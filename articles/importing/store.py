"""Turns records into desk and press rows; knows no format. Called by `runner` alone, one batch at a time.

A batch takes a constant number of queries, whatever its size: names are looked up together, rows written in bulk.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from django.db.models import Max, Model
from django.utils import timezone

from articles import body, press, snapshot, standing
from articles.importing import addresses, agencies, journal, links, media_queue, names
from articles.importing.options import ImportOptions, Prepared
from articles.importing.outcomes import Outcome, Result
from articles.importing.paper import Paper
from articles.importing.pictures import PictureDesk
from articles.importing.records import Block, LegacyStory, Problem, Status
from articles.models import (
    Article,
    Author,
    Byline,
    DeskStatus,
    Edition,
    ImportRecord,
    ImportRun,
    Publication,
    PublishedArticle,
    RelatedLink,
    Revision,
    Section,
    Standing,
    StoryPicture,
    Tag,
    TaggedArticle,
    bulk,
)


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
    path: str = ""
    #: Whether the desk keeps it from readers, whatever its source says.
    is_held: bool = False
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
            is_first=self.known is None,
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
        )


class Store:
    """Writes a run's batches. Holds what is looked up once a run: editions, sections, pictures, and the ids seen."""

    def __init__(self, run: ImportRun, options: ImportOptions):
        self.run = run
        self.options = options
        #: Rows of other nouns that the batch made.
        self.made: list[Model] = []
        self.pictures = PictureDesk(options.media, self.made, dry_run=options.dry_run)
        self.paper = Paper(options.edition, self.made)
        self.authors = names.Directory(Author, self.made)
        self.tags = names.Directory(Tag, self.made)
        self.seen: dict[tuple[str, str], str] = {}

    def recognise(self, stories: Sequence[Prepared]) -> list[Entry]:
        """Return an entry for each story, in order, that says whether it comes in; take in the pictures of those.

        Called outside a transaction: drawing pictures takes its time.
        """
        entries = [Entry(one.story, one.source, one.digest, one.packed, list(one.story.problems)) for one in stories]
        for entry in entries:
            agencies.judge(entry)
        agencies.keep_newest(entries)
        for entry in entries:
            if entry.outcome is None:
                self._check(entry)
        _recognise([entry for entry in entries if entry.outcome is None])
        for entry in entries:
            if entry.comes_in and not entry.takes_back:
                entry.problems += self.pictures.take_in(entry.story)
        return entries

    def write(self, entries: Sequence[Entry], *, at: datetime) -> list[Result]:
        """Write one batch, inside the caller's transaction. Returns a result for each entry, in order."""
        coming = [entry for entry in entries if entry.comes_in and not entry.takes_back]
        if coming:
            journal.keep_replaced(self.run, [entry.known for entry in coming if entry.outcome is Outcome.UPDATED])
            self._fill(coming)
            self._save(coming, at)
        if any(entry.story.wire for entry in entries):
            agencies.take_back(self.run, entries, at=at)
        journal.keep_found(self.run, [entry for entry in entries if entry.outcome is Outcome.UNCHANGED])
        journal.keep_conflicts([entry for entry in entries if entry.outcome is Outcome.CONFLICT and entry.known])
        return [entry.result() for entry in entries]

    # --- Whether ---------------------------------------------------------------------------------------------------

    def _check(self, entry: Entry) -> None:
        """Refuse what cannot be a row here, and the second of two stories under one id."""
        entry.story, told = names.fitted(entry.story)
        entry.problems += told
        if reason := names.unfit(entry.story):
            entry.outcome = Outcome.REFUSED
            entry.report("refused", reason)
        elif not self.options.allow_restricted and (reason := agencies.why_restricted(entry)):
            entry.outcome = Outcome.REFUSED
            entry.report("restricted", reason)
        elif self.options.strict and entry.problems:
            entry.outcome = Outcome.REFUSED
            entry.report("strict", "Refused because of the problems above (--strict).")
        elif entry.key in self.seen and not (agencies.version(entry) and self.seen[entry.key] != entry.digest):
            same = self.seen[entry.key] == entry.digest
            entry.outcome = Outcome.UNCHANGED if same else Outcome.CONFLICT
            if not same:
                entry.report(
                    "duplicate-id",
                    f"Another story of this run has the id “{entry.story.legacy_id}”; the first was kept. "
                    "Import the two with a --source of their own each.",
                )
        else:
            self.seen[entry.key] = entry.digest

    # --- What ------------------------------------------------------------------------------------------------------

    def _fill(self, entries: Sequence[Entry]) -> None:
        """Give each entry its edition, section, article and address, all unsaved or found."""
        for entry in entries:
            entry.edition, entry.section = self.paper.place(entry.story, entry.report)
            _tell_why_draft(entry)
        slugs = addresses.free_slugs(entries)
        self.pictures.recall(entry.story for entry in entries)
        for entry in entries:
            # As it will stand: what is right from the start is not written twice.
            stands = Standing.LIVE if entry.goes_live else Standing.DRAFT
            entry.article = entry.article or Article(desk_status=_work(entry), standing=stands)
            _write_article(entry, slugs[entry.key])
            if repeats := self.pictures.repeats(entry.story):
                entry.article.body = body.without_pictures(entry.article.body, repeats)
                entry.report("lead-repeated", "The lead picture stood in the body as well, and stands there no more.")

    def _save(self, entries: Sequence[Entry], at: datetime) -> None:
        new = [entry for entry in entries if entry.outcome is Outcome.CREATED]
        keys, revision_keys = bulk.reserve((Article, len(new)), (Revision, len(entries)))
        for entry in new:
            entry.article.pk = next(keys)
        _save_articles(entries, at)
        self._add_relations(entries)
        if self.options.fetch_media:
            media_queue.put_in(self.run, entries)
        links.add_related(entries)
        links.add_translations(entries)
        _add_revisions(entries, revision_keys)
        addresses.keep_former(entries)
        live = [entry for entry in entries if entry.goes_live]
        releases = [entry.release for entry in live]
        if releases:
            for entry, published in zip(live, press.bring_out(releases, by=self.run.by, at=at), strict=True):
                entry.path = published.path
        _schedule([entry for entry in entries if entry.waits])
        standing.settle([entry.article.pk for entry in entries if entry.known and not entry.goes_live])
        links.resolve_pending(entries)
        self._keep_records(entries)
        journal.keep_brought(self.run, self.made)
        self.made.clear()

    def _add_relations(self, entries: Sequence[Entry]) -> None:
        authors = self.authors.of({byline.name for entry in entries for byline in entry.story.bylines})
        tags = self.tags.of({tag for entry in entries for tag in entry.story.tags})
        for entry in entries:
            signed = dict.fromkeys((authors[byline.name], byline.role) for byline in entry.story.bylines)
            entry.bylines = [
                Byline(article=entry.article, author=author, role=role, order=order)
                for order, (author, role) in enumerate(signed, start=1)
            ]
            entry.tags = list(dict.fromkeys(tags[tag] for tag in entry.story.tags))
            entry.pictures = self.pictures.uses(entry.article, entry.story)
        bulk.insert(byline for entry in entries for byline in entry.bylines)
        bulk.insert_values(
            TaggedArticle,
            ("content_object_id", "tag_id"),
            ((entry.article.pk, tag.pk) for entry in entries for tag in entry.tags),
        )
        bulk.insert(use for entry in entries for use in entry.pictures)

    def _keep_records(self, entries: Sequence[Entry]) -> None:
        bulk.upsert(
            [_record(entry, self.run, entry.revision.number) for entry in entries], unique=["source", "legacy_id"]
        )


def _recognise(entries: Sequence[Entry]) -> None:
    """Say of each whether it is new, unchanged, changed, edited here since, or deleted here since."""
    known = {
        (record.source, record.legacy_id): record
        for record in ImportRecord.objects.filter(
            source__in={entry.source for entry in entries}, legacy_id__in=[entry.story.legacy_id for entry in entries]
        )
        .select_related("article")
        .defer("original")
    }
    changed = []
    for entry in entries:
        entry.known = known.get(entry.key)
        if entry.known is None:
            entry.outcome = Outcome.CREATED
        elif entry.known.article is None or entry.known.article.trashed_at:
            entry.outcome = Outcome.DELETED
            entry.report("deleted", "It was deleted here since the last import, and stays deleted.")
        else:
            entry.article = entry.known.article
            entry.outcome = Outcome.UNCHANGED if entry.known.digest == entry.digest else Outcome.UPDATED
            if entry.outcome is Outcome.UPDATED:
                agencies.meet_known(entry)
            if entry.outcome is Outcome.UPDATED and not entry.takes_back:
                changed.append(entry)
    if not changed:
        return
    newest = dict(
        Revision.objects.filter(article__in=[entry.article for entry in changed])
        .order_by()
        .values_list("article")
        .annotate(Max("number"))
    )
    for entry in changed:
        if newest[entry.article.pk] > entry.known.revision_number:
            entry.outcome = Outcome.CONFLICT
            entry.report("conflict", "Its source changed, but it was edited here since: the text here was kept.")
    _hold_back([entry for entry in changed if entry.outcome is Outcome.UPDATED])


def _hold_back(entries: Sequence[Entry]) -> None:
    """Keep at the desk what it does not let before readers: a withdrawn story stays withdrawn, an embargo holds."""
    keys = [entry.article.pk for entry in entries]
    live = set(PublishedArticle.objects.filter(article__in=keys).values_list("article", flat=True))
    public = set(Publication.objects.filter(article__in=keys).order_by().values_list("article", flat=True))
    for entry in entries:
        embargo = entry.article.embargo_until
        if entry.article.pk in public - live:
            entry.is_held = True
            entry.report("withdrawn", "It was withdrawn here, and stays withdrawn: the change is kept at the desk.")
        elif embargo and embargo > timezone.now():
            entry.is_held = True
            entry.report("embargo", f"It is under embargo here until {embargo:%Y-%m-%d %H:%M %Z}: kept at the desk.")


def _work(entry: Entry) -> DeskStatus:
    """How far the work on a new story is: what its source has published needs no more of it here."""
    if entry.goes_live or entry.waits:
        return DeskStatus.READY
    return DeskStatus.IN_REVIEW if entry.story.status == Status.IN_REVIEW else DeskStatus.DRAFT


def _tell_why_draft(entry: Entry) -> None:
    """Say why what its source shows, or was to show, stays at the desk here."""
    story = entry.story
    if story.status not in (Status.PUBLISHED, Status.SCHEDULED):
        return
    if entry.section is None:
        entry.report(
            "no-section", "It names no section, so it has no address yet: kept as a draft (--section gives one)."
        )
    if not story.headline:
        entry.report("no-headline", "It has no headline: kept as a draft until it is given one.")
    if story.status == Status.SCHEDULED and entry.is_whole and not entry.waits:
        when = f"{story.published_at:%Y-%m-%d %H:%M %Z}" if story.published_at else "a time that is not told"
        entry.report("schedule-passed", f"Its source was to publish it at {when} and had not yet: kept as a draft.")


#: Words that the record and the working copy have under one name.
_WORDS = (
    "headline", "kicker", "standfirst", "dateline", "story_type", "agency", "seo_title", "seo_description",
)  # fmt: skip


def _write_article(entry: Entry, slug: str) -> None:
    """Write the record's own words on the (unsaved) working copy."""
    story, article = entry.story, entry.article
    article.edition, article.section, article.slug = entry.edition, entry.section, slug
    for name in _WORDS:
        setattr(article, name, getattr(story, name))
    article.published_at = None if story.status == Status.SCHEDULED else story.published_at
    agencies.write(entry)
    first = first_key(story)
    placed = [
        (picture.after_paragraph, key)
        for key, picture in enumerate(story.inline_pictures, start=first)
        if picture.after_paragraph is not None
    ]
    article.body = body.from_blocks((_at_its_key(block, first) for block in story.blocks), placed)


def _at_its_key(block: Block, first: int) -> Block:
    """A picture's number in its record as the key of its use here."""
    if block.kind != "picture":
        return block
    return Block("html", f'<figure data-picture="{first + int(block.text) - 1}"></figure>')


def _schedule(entries: Sequence[Entry]) -> None:
    """Let what waits go live at its time, as the press would plan it."""
    for entry in entries:
        entry.article.publish_at, entry.article.scheduled_revision = entry.story.published_at, entry.revision
    if entries:
        Article.objects.bulk_update([entry.article for entry in entries], ["publish_at", "scheduled_revision"])


def first_key(story: LegacyStory) -> int:
    """Return the key of the first in-body picture: the lead, if there is one, has 1."""
    return 2 if story.lead_picture else 1


def _save_articles(entries: Sequence[Entry], at: datetime) -> None:
    """Insert the new and update the changed; a changed story's old relations make room for the new."""
    bulk.insert(entry.article for entry in entries if entry.outcome is Outcome.CREATED)
    changed = [entry.article for entry in entries if entry.outcome is Outcome.UPDATED]
    if not changed:
        return
    for article in changed:
        article.updated_at = at
    Article.objects.bulk_update(
        changed,
        ["edition", "section", "slug", *_WORDS, "body", "published_at", "updated_at", "embargo_until", "withdraw_at"],
    )
    for model in (Byline, StoryPicture, RelatedLink):
        model.objects.filter(article__in=changed).delete()
    TaggedArticle.objects.filter(content_object__in=changed).delete()


def _add_revisions(entries: Sequence[Entry], keys: Iterator[int]) -> None:
    for entry in entries:
        entry.revision = Revision(
            pk=next(keys),
            article=entry.article,
            number=entry.known.revision_number + 1 if entry.known else 1,
            origin=Revision.Origin.IMPORT,
            schema=snapshot.SCHEMA,
            content=snapshot.content(
                entry.article,
                spoken=entry.edition.language,
                bylines=entry.bylines,
                pictures=entry.pictures,
                related=entry.related,
                tags=entry.tags,
            ),
        )
    bulk.insert(entry.revision for entry in entries)


def _record(entry: Entry, run: ImportRun, revision_number: int) -> ImportRecord:
    return ImportRecord(
        run=run,
        read_in=run,
        source=entry.source,
        legacy_id=entry.story.legacy_id,
        article=entry.article,
        revision_number=revision_number,
        origin=entry.story.origin,
        outcome=entry.outcome.value,
        digest=entry.digest,
        version=agencies.version(entry),
        original=entry.packed,
        problems=[[problem.code, problem.text] for problem in entry.problems],
    )
