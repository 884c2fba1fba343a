"""What an import made beside its stories and nothing needs any more: pictures, authors, tags, sections, editions.

For `undoing`, which calls it when the stories are gone.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

from django.contrib.admin.models import LogEntry
from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from django.db.models import Model, QuerySet

from articles.importing.journal import NOUNS
from articles.models import (
    Arrangement,
    Article,
    Author,
    Brought,
    Byline,
    Edition,
    ImportRun,
    Listing,
    PaperPage,
    PublishedArticle,
    Section,
    Tag,
    TaggedArticle,
    TopicPage,
)
from media import uses
from media.models import Picture

if TYPE_CHECKING:
    from articles.importing.undoing import UndoReport

BATCH = 100


def take_back(run: ImportRun, report: UndoReport) -> None:
    """Delete what the run made beside stories, where nothing uses it and nobody has edited it; what uses others goes
    before those.
    """
    for model, noun in NOUNS.items():
        for brought in _batches(run.brought.filter(noun=noun)):
            with transaction.atomic():
                gone = _delete_unused(model, [row.key for row in brought], str(noun), report)
                Brought.objects.filter(pk__in=[row.pk for row in brought if row.key in gone]).delete()
    run.awaited.filter(picture=None, waits=None).delete()


def _batches(rows: QuerySet[Brought]) -> Iterator[list[Brought]]:
    """The last made first: a subsection goes before its section."""
    batch = list(rows.order_by("-key")[:BATCH])
    while batch:
        yield batch
        batch = list(rows.filter(key__lt=batch[-1].key).order_by("-key")[:BATCH])


def _delete_unused(model: type[Model], keys: list[int], noun: str, report: UndoReport) -> set[int]:
    """Return the keys of those that are not here any more."""
    rows = model.objects.in_bulk(keys)
    edited = set(
        LogEntry.objects.filter(
            content_type=ContentType.objects.get_for_model(model), object_id__in=list(map(str, rows))
        ).values_list("object_id", flat=True)
    )
    gone = set(keys) - set(rows)
    for key, row in sorted(rows.items(), reverse=True):
        if str(key) in edited:
            report.keep_name(noun, row, "It was edited here since.")
        elif _IS_USED[model](row):
            report.keep_name(noun, row, "It is used.")
        else:
            row.delete()
            report.taken[noun] += 1
            gone.add(key)
    return gone


def _author_is_used(author: Author) -> bool:
    listed = Listing.objects.filter(subject=Listing.Subject.AUTHOR, subject_id=author.pk)
    return author.user_id is not None or Byline.objects.filter(author=author).exists() or listed.exists()


def _tag_is_used(tag: Tag) -> bool:
    listed = Listing.objects.filter(subject=Listing.Subject.TAG, subject_id=tag.pk)
    return any(
        rows.exists() for rows in (TaggedArticle.objects.filter(tag=tag), TopicPage.objects.filter(tag=tag), listed)
    )


def _section_is_used(section: Section) -> bool:
    return section.subsections.exists() or any(
        model.objects.filter(section=section).exists() for model in (Article, PublishedArticle, Arrangement)
    )


def _edition_is_used(edition: Edition) -> bool:
    return any(
        model.objects.filter(edition=edition).exists()
        for model in (Section, Article, PublishedArticle, PaperPage, TopicPage, Arrangement)
    )


_IS_USED: dict[type[Model], Callable[[Model], bool]] = {
    Picture: lambda picture: bool(uses.of(picture, most=1)),
    Author: _author_is_used,
    Tag: _tag_is_used,
    Section: _section_is_used,
    Edition: _edition_is_used,
}
