"""Which stories wait for whom: the desk page lists them, the list of articles filters them. Reads, never writes."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from django.contrib.auth.models import AbstractBaseUser
from django.db.models import Q, QuerySet
from django.db.models.functions import Coalesce
from django.db.models.lookups import Exact
from django.utils import timezone

from articles.models import Article, Author, Byline, DeskStatus

#: Work that is not done. A list of values and not an exclusion: the index on status and deadline is read by it.
UNDONE = (DeskStatus.DRAFT, DeskStatus.IN_REVIEW)
#: Before any newspaper's clock: lets an index skip the rows that have no time at all.
LONG_AGO = datetime(1900, 1, 1, tzinfo=UTC)


def late() -> Q:
    """Stories whose deadline has passed and that are not done."""
    return Q(desk_status__in=UNDONE, deadline__gt=LONG_AGO, deadline__lt=timezone.now())


def due_today() -> Q:
    """Stories that are to be done by the end of this day, in the active time zone, and are not late yet."""
    tomorrow = timezone.localtime().replace(hour=0, minute=0, second=0, microsecond=0) + timedelta(days=1)
    return Q(desk_status__in=UNDONE, deadline__gte=timezone.now(), deadline__lt=tomorrow)


def due_in_a_week() -> Q:
    """Stories that are to be done in the next seven days."""
    now = timezone.now()
    return Q(desk_status__in=UNDONE, deadline__gte=now, deadline__lt=now + timedelta(days=7))


def scheduled() -> Q:
    """Stories that go live, or change, by themselves."""
    return Q(publish_at__gt=LONG_AGO)


def of(user: AbstractBaseUser) -> Q:
    """Stories that this user began, is assigned to, or signs."""
    first, *others = (Article.objects.filter(kind).order_by().values("pk") for kind in _kinds(user))
    return Q(pk__in=first.union(*others))


def newest_of(user: AbstractBaseUser, number: int) -> Q:
    """So many of the newest of each kind of `of`; what a list of that many needs, without sorting all that there is."""
    newest = Article.objects.filter(trashed_at=None).order_by("-updated_at", "-pk").values("pk")
    # A slice within a filter, since SQLite takes no LIMIT inside of UNION.
    slices = (newest.filter(kind)[:number] for kind in _kinds(user))
    first, *others = (Article.objects.filter(pk__in=part).order_by().values("pk") for part in slices)
    return Q(pk__in=first.union(*others))


def _kinds(user: AbstractBaseUser) -> list[Q]:
    """What makes a story this user's. Put together by UNION: for an OR, PostgreSQL looks through the whole archive."""
    authors = list(Author.objects.filter(user=user).values_list("pk", flat=True))
    signed = [Q(pk__in=Byline.objects.filter(author__in=authors).values("article"))] if authors else []
    return [Q(created_by=user), Q(assignee=user), *signed]


def assigned(articles: QuerySet[Article], whom: str, user: AbstractBaseUser) -> QuerySet[Article]:
    """Return the articles of `me`, the undone ones of `nobody`, or those of the user with this key."""
    if whom == "me":
        return articles.filter(assignee=user)
    if whom == "nobody":
        # Nearly the whole archive is nobody's: the index on the assignee is no way to the few that wait for one.
        return articles.filter(Exact(Coalesce("assignee", 0), 0), desk_status__in=UNDONE)
    return articles.filter(assignee=whom) if whom.isdecimal() and len(whom) < 19 else articles
