"""The rows of a batch of stories: working copies, what hangs on them, revisions, records. For `store` alone."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import datetime

from articles import body, snapshot
from articles.importing import agencies, references
from articles.importing.entries import Entry
from articles.importing.names import Authors, Directory
from articles.importing.outcomes import Outcome
from articles.importing.pictures import PictureDesk
from articles.importing.records import Block, LegacyStory, Status
from articles.models import (
    Article,
    Byline,
    DeskStatus,
    ImportRecord,
    ImportRun,
    RelatedLink,
    Revision,
    StoryPicture,
    TaggedArticle,
    bulk,
)


def work(entry: Entry) -> DeskStatus:
    """How far the work on a new story is: what its source has published needs no more of it here."""
    if entry.goes_live or entry.waits:
        return DeskStatus.READY
    return DeskStatus.IN_REVIEW if entry.story.status == Status.IN_REVIEW else DeskStatus.DRAFT


#: Words that the record and the working copy have under one name.
_WORDS = (
    "headline", "kicker", "short_headline", "standfirst", "dateline", "story_type", "agency", "seo_title",
    "seo_description", "kept_off_front", "kept_out_of_feeds", "kept_out_of_search",
)  # fmt: skip


#: What is to become of the story.
_PLANS = ("embargo_until", "withdraw_at", "withdraw_reason", "withdraw_instead")
_PICTURE = re.compile(r'<figure data-picture="([1-9][0-9]{0,3})"></figure>')


def write_article(entry: Entry, slug: str) -> None:
    """Write the record's own words on the (unsaved) working copy."""
    story, article = entry.story, entry.article
    article.edition, article.section, article.slug = entry.edition, entry.section, slug
    for name in _WORDS:
        setattr(article, name, getattr(story, name))
    article.published_at = story.first_published if story.status == Status.SCHEDULED else story.published_at
    article.translation_of_id = references.original(entry) or article.translation_of_id
    agencies.write(entry)
    _write_plans(entry)
    first = first_key(story)
    placed = [
        (picture.after_paragraph, key)
        for key, picture in enumerate(story.inline_pictures, start=first)
        if picture.after_paragraph is not None
    ]
    article.body = body.from_blocks((_at_its_keys(entry, block, first) for block in story.blocks), placed)


def _write_plans(entry: Entry) -> None:
    """Write what is to become of the story, and on a new one what its desk keeps beside it."""
    story, article = entry.story, entry.article
    article.embargo_until = story.embargo_until or article.embargo_until
    if story.withdrawal and not story.withdrawal.path:
        article.withdraw_at, article.withdraw_reason = story.withdrawal.at, story.withdrawal.reason
        article.withdraw_instead_id = references.instead(entry)
    if story.desk and entry.outcome is Outcome.CREATED:
        article.desk_status = story.desk.status or article.desk_status
        article.notes, article.deadline = story.desk.notes or article.notes, story.desk.deadline


def _at_its_keys(entry: Entry, block: Block, first: int) -> Block:
    """The numbers of pictures and cards in the record as the keys that they have here."""
    if block.kind == "picture":
        return Block("html", f'<figure data-picture="{first + int(block.text) - 1}"></figure>')
    if block.kind == "html" and "<figure data-" in block.text:
        html = _PICTURE.sub(lambda found: f'<figure data-picture="{first + int(found[1]) - 1}"></figure>', block.text)
        return Block("html", references.with_cards(entry, html))
    return block


def schedule(entries: Sequence[Entry]) -> None:
    """Let what waits go live at its time, as the press would plan it."""
    for entry in entries:
        entry.article.publish_at, entry.article.scheduled_revision = entry.story.published_at, entry.revision
    if entries:
        Article.objects.bulk_update([entry.article for entry in entries], ["publish_at", "scheduled_revision"])


def first_key(story: LegacyStory) -> int:
    """Return the key of the first in-body picture: the lead, if there is one, has 1."""
    return 2 if story.lead_picture else 1


def save_articles(entries: Sequence[Entry], at: datetime) -> None:
    """Insert the new and update the changed; a changed story's old relations make room for the new."""
    bulk.insert((entry.article for entry in entries if entry.outcome is Outcome.CREATED), at_once=True)
    changed = [entry.article for entry in entries if entry.outcome is Outcome.UPDATED]
    if not changed:
        return
    for article in changed:
        article.updated_at = at
    Article.objects.bulk_update(
        changed,
        ["edition", "section", "slug", *_WORDS, "body", "published_at", "updated_at", "translation_of", *_PLANS],
    )
    for model in (Byline, StoryPicture, RelatedLink):
        model.objects.filter(article__in=changed).delete()
    TaggedArticle.objects.filter(content_object__in=changed).delete()


def add_relations(entries: Sequence[Entry], authors: Authors, tags: Directory, pictures: PictureDesk) -> None:
    """Insert bylines, tags and uses of pictures; whoever and whatever is named and new is made."""
    authors = authors.of({(by.name, by.slug) for entry in entries for by in entry.story.bylines})
    tags = tags.of(dict.fromkeys((tag for entry in entries for tag in entry.story.tags), ""))
    for entry in entries:
        signed = dict.fromkeys((authors[by.name, by.slug], by.role) for by in entry.story.bylines)
        entry.bylines = [
            Byline(article=entry.article, author=author, role=role, order=order)
            for order, (author, role) in enumerate(signed, start=1)
        ]
        entry.tags = list(dict.fromkeys(tags[tag] for tag in entry.story.tags))
        entry.pictures = pictures.uses(entry.article, entry.story)
    bulk.insert(byline for entry in entries for byline in entry.bylines)
    bulk.insert_values(
        TaggedArticle,
        ("content_object_id", "tag_id"),
        ((entry.article.pk, tag.pk) for entry in entries for tag in entry.tags),
    )
    bulk.insert(use for entry in entries for use in entry.pictures)


def add_revisions(entries: Sequence[Entry]) -> None:
    for entry in entries:
        entry.revision = Revision(
            pk=entry.revision_key,
            article=entry.article,
            number=entry.next_number,
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


def keep_records(entries: Sequence[Entry], run: ImportRun, revisions: Mapping[int, int]) -> None:
    """Keep what came in as it was read; `revisions` are the numbers of the last ones that the import made."""
    records = {entry.key: _record(entry, run, revisions[entry.article.pk]) for entry in entries}
    bulk.insert(records[entry.key] for entry in entries if not entry.known)
    bulk.upsert((records[entry.key] for entry in entries if entry.known), unique=["source", "legacy_id"])


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
