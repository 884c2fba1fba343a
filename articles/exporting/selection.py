"""Which stories leave: what the caller asked for, looked up in the paper, then streamed in the order of their keys."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from django.db.models import Exists, Model, OuterRef, Q, QuerySet

from articles import addresses
from articles.models import (
    Article,
    Author,
    Byline,
    Edition,
    FormerPath,
    ImportRecord,
    Listing,
    PublishedArticle,
    Section,
    Tag,
    TaggedArticle,
)

BATCH = 500


class WrongCall(Exception):
    """The call cannot be carried out as it stands; the message says what to change."""


class Wanted(StrEnum):
    """Which stories may leave. What readers cannot have leaves only where it is asked for."""

    #: What readers have, as they have it: no draft, nothing scheduled or under embargo, nothing withdrawn.
    LIVE = "live"
    #: What readers do not have: drafts, scheduled and withdrawn stories, as the desk has them.
    DRAFT = "draft"
    #: Everything but the trash.
    ALL = "all"


@dataclass(frozen=True, slots=True)
class Selection:
    """The caller's wishes; empty ones narrow nothing. Several of one kind are one or the other."""

    status: Wanted = Wanted.LIVE
    #: By name, language or address prefix.
    editions: Sequence[str] = ()
    #: By name or address; with what is part of it.
    sections: Sequence[str] = ()
    authors: Sequence[str] = ()
    tags: Sequence[str] = ()
    #: Published at this moment or later.
    since: datetime | None = None
    #: Published before this moment.
    until: datetime | None = None
    #: By key, legacy id or address.
    stories: Sequence[str] = ()


@dataclass(frozen=True, slots=True)
class Chosen:
    """A selection whose names have been found in the paper: `batches` streams its stories."""

    status: Wanted
    editions: tuple[Edition, ...]
    #: Whether it is every story of the editions with that status.
    is_whole: bool
    rows: QuerySet

    def batches(self, size: int = BATCH) -> Iterator[list[Article]]:
        """Yield the articles, so many at a time, by their keys: one query a batch, from where the last ended."""
        last = 0
        while batch := list(self.rows.filter(pk__gt=last).order_by("pk")[:size]):
            yield batch
            last = batch[-1].pk


def choose(selection: Selection) -> Chosen:
    """Find what the selection names. Raises WrongCall for a name that the paper does not have."""
    every = tuple(Edition.objects.select_related("logo"))
    editions = tuple(dict.fromkeys(_edition(name, every) for name in selection.editions))
    rows = Article.objects.filter(trashed_at=None).select_related("edition")
    if selection.status is Wanted.LIVE:
        rows = rows.filter(live__isnull=False)
    elif selection.status is Wanted.DRAFT:
        rows = rows.filter(live__isnull=True)
    if editions:
        rows = rows.filter(Q(live__edition__in=editions) | Q(live=None, edition__in=editions))
    if selection.sections:
        sections = _sections(selection.sections, editions)
        rows = rows.filter(Q(live__section__in=sections) | Q(live=None, section__in=sections))
    if selection.authors:
        authors = _named(Author.objects.all(), selection.authors, "author")
        rows = rows.filter(_about(Listing.Subject.AUTHOR, authors) | _at_desk(Byline, "article", author__in=authors))
    if selection.tags:
        tags = _named(Tag.objects.all(), selection.tags, "tag")
        rows = rows.filter(_about(Listing.Subject.TAG, tags) | _at_desk(TaggedArticle, "content_object", tag__in=tags))
    if selection.since:
        rows = rows.filter(Q(live__published_at__gte=selection.since) | Q(live=None, published_at__gte=selection.since))
    if selection.until:
        rows = rows.filter(Q(live__published_at__lt=selection.until) | Q(live=None, published_at__lt=selection.until))
    if selection.stories:
        rows = rows.filter(pk__in=_stories(selection.stories, selection.status))
    is_whole = not any(
        (selection.sections, selection.authors, selection.tags, selection.since, selection.until, selection.stories)
    )
    return Chosen(selection.status, editions or every, is_whole, rows)


def _about(subject: Listing.Subject, keys: Sequence[int]) -> Q:
    """What readers have under one of these subjects."""
    return Q(Exists(Listing.objects.filter(published=OuterRef("pk"), subject=subject, subject_id__in=keys)))


def _at_desk(model: type[Model], of: str, **condition) -> Q:
    """What readers do not have, and the desk has with such a row."""
    return Q(Exists(model.objects.filter(**{of: OuterRef("pk")}, **condition)), live=None)


def _edition(name: str, editions: Sequence[Edition]) -> Edition:
    for edition in editions:
        if name.casefold() in (edition.name.casefold(), edition.language, edition.path_prefix.rstrip("/") or "/"):
            return edition
    there = ", ".join(f"“{edition.name}” ({edition.language})" for edition in editions)
    raise WrongCall(f"There is no edition “{name}”. The paper has: {there or 'none'}.")


def _sections(names: Sequence[str], editions: Sequence[Edition]) -> list[int]:
    rows = Section.objects.filter(edition__in=editions) if editions else Section.objects.all()
    found = _named(rows, names, "section")
    return [*found, *rows.filter(parent__in=found).values_list("pk", flat=True)]


def _named(rows: QuerySet, names: Sequence[str], noun: str) -> list[int]:
    """Return the keys of the rows with one of these names, or addresses."""
    keys: list[int] = []
    for name in names:
        found = list(rows.filter(Q(name__iexact=name) | Q(slug=name.casefold())).values_list("pk", flat=True))
        if not found:
            raise WrongCall(f"There is no {noun} “{name}”; give its name or the last part of its address.")
        keys += found
    return keys


def _stories(wanted: Sequence[str], status: Wanted) -> list[int]:
    """Return the articles' keys. Raises WrongCall for one that is not there, or that this status does not let out."""
    keys = []
    for name in wanted:
        found = _story(name)
        if found is None or found.trashed_at:
            raise WrongCall(f"There is no story “{name}”; give its number, its id in its source, or its address.")
        is_live = PublishedArticle.objects.filter(pk=found.pk).exists()
        if is_live is (status is Wanted.DRAFT) and status is not Wanted.ALL:
            stands = "live" if is_live else "not live"
            raise WrongCall(f"Story “{name}” is {stands}; ask for it with --status all.")
        keys.append(found.pk)
    return keys


def _story(name: str) -> Article | None:
    if name.isdecimal() and len(name) < 19 and (own := Article.objects.filter(pk=int(name)).first()):
        return own
    source, _colon, legacy_id = name.partition(":")
    records = ImportRecord.objects.filter(
        Q(legacy_id=name) | Q(source=source, legacy_id=legacy_id), article__isnull=False
    )
    if record := records.select_related("article").defer("original", "offered").order_by("pk").first():
        return record.article
    try:
        path = addresses.kept(name)
    except ValueError:
        return None
    live = PublishedArticle.objects.filter(path=path).select_related("article").first()
    former = live or FormerPath.objects.filter(path=path).select_related("article").first()
    return former.article if former else None
