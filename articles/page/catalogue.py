"""Lists of live stories, newest first: one walk along the catalogue's index, wherever in the archive it begins."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass

from django.db.models import QuerySet, Value
from django.db.models.functions import Replace

from articles.models import Edition, Listing, PublishedArticle, Section
from articles.turning import ListPage, Order, turn

PER_PAGE = 20
Subject = Listing.Subject

_NEWEST_FIRST = Order("listed_at", "published_id")


@dataclass(frozen=True, slots=True)
class FrontLists:
    """What a front is filled from: its newest stories, the picked ones by their keys, the newest of each section."""

    listed: ListPage
    picked: dict[int, PublishedArticle]
    newest: dict[int, list[PublishedArticle]]


def walk(
    subject: Subject,
    subject_id: int,
    edition: Edition,
    *,
    before: str = "",
    number: int = PER_PAGE,
    words: Iterable[str] = (),
    among: Collection[int] | None = None,
    **kept: bool,
) -> ListPage:
    """Return the newest stories of a subject in an edition, or those at the cursor `before`. One query.

    With `among`, only those with these keys; with `words`, only those whose headline has them all, and that is for the
    desk, since it may read the whole list.
    `kept_off_front=False` and `kept_out_of_feeds=False` leave out what is not for there. Raises BadCursor.
    """
    rows = _of(subject, subject_id, edition).filter(**kept)
    if among is not None:
        rows = _named(among, subject, subject_id).filter(**kept).order_by("-listed_at", "-published")
    for word in words:
        # Khmer headlines are often typed with zero-width spaces between the words, and searched for without.
        rows = rows.alias(headline=Replace("published__headline", Value("\u200b"), Value("")))
        rows = rows.filter(headline__icontains=word)
    rows = rows.select_related("published__lead_picture")
    return turn(rows, before, number, _NEWEST_FIRST, lambda row: row.published)


def front(
    subject: Subject,
    subject_id: int,
    edition: Edition,
    *,
    picked: Collection[int] = (),
    sections: Iterable[Section] = (),
    of_each: int = 0,
) -> FrontLists:
    """Return the newest stories of a subject, those of the `picked` that are among its live ones, and so many of each
    section: all in one query. What is kept off the front page is on no edition's front."""
    fit = {"kept_off_front": False} if subject == Subject.EDITION else {}
    whole = _of(subject, subject_id, edition).filter(**fit)
    arms = [_first(whole, PER_PAGE + 1)]
    arms += [_first(_of(Subject.SECTION, section.pk, edition).filter(**fit), of_each) for section in sections]
    if picked:
        arms.append(_named(picked, subject, subject_id).filter(**fit).values("pk"))
    rows = Listing.objects.filter(pk__in=arms[0].union(*arms[1:], all=True) if arms[1:] else arms[0])
    by_subject: dict[tuple[str, int], list[Listing]] = {}
    for row in rows.order_by("-listed_at", "-published").select_related("published__lead_picture"):
        by_subject.setdefault((row.subject, row.subject_id), []).append(row)
    own = by_subject.get((subject.value, subject_id), [])
    return FrontLists(
        # What is picked is older than the newest, or among them.
        listed=ListPage(
            tuple(row.published for row in own[:PER_PAGE]),
            _NEWEST_FIRST.place(own[PER_PAGE - 1]) if len(own) > PER_PAGE else "",
        ),
        picked={row.published_id: row.published for row in own if row.published_id in picked},
        newest={
            pk: [row.published for row in found[:of_each]]
            for (kind, pk), found in by_subject.items()
            if kind == Subject.SECTION
        },
    )


def _of(subject: Subject, subject_id: int, edition: Edition) -> QuerySet[Listing]:
    return Listing.objects.filter(subject=subject, subject_id=subject_id, edition=edition).order_by(
        "-listed_at", "-published"
    )


def _named(keys: Collection[int], subject: Subject, subject_id: int) -> QuerySet[Listing]:
    # Without the edition, which an edition's and a section's key implies: with it, SQLite walks the whole subject.
    return Listing.objects.filter(published__in=keys, subject=subject, subject_id=subject_id)


def _first(listings: QuerySet[Listing], number: int) -> QuerySet[Listing]:
    # A slice within a filter, since SQLite takes no LIMIT inside of UNION.
    return Listing.objects.filter(pk__in=listings.values("pk")[:number]).values("pk")
