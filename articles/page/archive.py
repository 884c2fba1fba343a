"""The archive: live stories by the day that readers first had them, and by their type. For `pages`.

Every page is a walk along an index of `PublishedArticle`; which days, months and years have stories is asked of the
same index, once a period, and nothing is counted. A story whose date nobody knows stands in no year.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.db import connection
from django.db.models import QuerySet

from articles.language import dates
from articles.models import Edition, PublishedArticle
from articles.turning import ListPage, Order, turn

PER_PAGE = 100
#: A page of a type shows its stories as a section does, with pictures.
TYPE_PER_PAGE = 20
#: No newspaper is older; a date before, or far ahead, is a slip of a source and opens no year of its own.
YEARS = range(1600, 2200)


@dataclass(frozen=True, slots=True)
class Period:
    """A year, a month of it or a day, in the zone of an edition.

    Raises ValueError where the calendar has none, or no newspaper had one.
    """

    edition: Edition
    year: int
    month: int = 0
    day: int = 0

    def __post_init__(self) -> None:
        if self.year not in YEARS:
            raise ValueError(f"no newspaper came out in the year {self.year}")
        self._first()

    @property
    def path(self) -> str:
        parts = [f"{self.year:04}"] + [f"{part:02}" for part in (self.month, self.day) if part]
        return f"{archive_url(self.edition)}{'/'.join(parts)}/"

    @property
    def name(self) -> str:
        """How the paper writes it: “2026”, “November 2026”, “22 November 2026”."""
        return dates.period(self.year, self.month, self.day, self.edition.language)

    @property
    def short(self) -> str:
        """Its own part of the name: “2026”, “November”, “22”."""
        spoken = self.edition.language
        if self.day or not self.month:
            return dates.figures(self.day or self.year, spoken)
        return dates.month(self.month, spoken)

    @property
    def whole(self) -> Period | None:
        """The month of a day, the year of a month."""
        if self.day:
            return Period(self.edition, self.year, self.month)
        return Period(self.edition, self.year) if self.month else None

    def within(self) -> list[Period]:
        """Return its months or its days, in their order."""
        if self.day:
            return []
        if not self.month:
            return [Period(self.edition, self.year, month) for month in range(1, 13)]
        days = (self._after(self._first()) - self._first()).days
        return [Period(self.edition, self.year, self.month, day) for day in range(1, days + 1)]

    def bounds(self) -> tuple[datetime, datetime]:
        """Return its first moment, and the first one after it."""
        first, zone = self._first(), self.edition.zone
        return (
            datetime.combine(first, time(), tzinfo=zone),
            datetime.combine(self._after(first), time(), tzinfo=zone),
        )

    def _first(self) -> date:
        return date(self.year, self.month or 1, self.day or 1)

    def _after(self, first: date) -> date:
        if self.day:
            return first + timedelta(days=1)
        if self.month:
            return (first + timedelta(days=31)).replace(day=1)
        return date(self.year + 1, 1, 1)


def archive_url(edition: Edition) -> str:
    return f"/{edition.path_prefix}archive/"


def undated_url(edition: Edition) -> str:
    return f"{archive_url(edition)}undated/"


def type_url(edition: Edition, story_type: str) -> str:
    return f"/{edition.path_prefix}types/{story_type}/"


@dataclass(frozen=True, slots=True)
class Whole:
    """The archive of an edition: its years, newest first, each with its months; and whether some story has no date."""

    years: list[tuple[Period, list[Period]]]
    has_undated: bool


def whole(edition: Edition) -> Whole:
    """Return the years that have stories, each with those of its months that have. Two queries."""
    found, has_undated = _with_stories(edition, [Period(edition, year) for year in YEARS])
    months, _undated = _with_stories(edition, [month for year in found for month in year.within()])
    years = [(year, [month for month in months if month.year == year.year]) for year in reversed(found)]
    return Whole(years, has_undated)


def parts(period: Period) -> list[Period]:
    """Return those of a year's months, or of a month's days, that have stories. One query."""
    return _with_stories(period.edition, period.within())[0]


def walk(period: Period, *, before: str = "") -> ListPage:
    """Return the newest stories of a period, or those at the cursor. One query. Raises BadCursor."""
    start, stop = period.bounds()
    rows = _of(period.edition).filter(published_at__gte=start, published_at__lt=stop)
    return turn(rows, before, PER_PAGE, Order("published_at", "article_id"))


def walk_undated(edition: Edition, *, before: str = "") -> ListPage:
    """Return the stories whose date nobody knows, last come first. One query. Raises BadCursor."""
    rows = _of(edition).filter(published_at=None)
    return turn(rows, before, PER_PAGE, Order("published_at", "article_id", has_moments=False))


def walk_type(edition: Edition, story_type: str, *, before: str = "") -> ListPage:
    """Return the newest stories of a type, or those at the cursor. One query. Raises BadCursor."""
    rows = _of(edition).filter(story_type=story_type)
    return turn(rows, before, TYPE_PER_PAGE, Order("listed_at", "article_id"))


def _of(edition: Edition) -> QuerySet[PublishedArticle]:
    return PublishedArticle.objects.filter(edition=edition).select_related("lead_picture")


_PUBLISHED = PublishedArticle._meta.db_table
# Into the statement go a name of our own and places for values alone. The row without a place stands for no date.
_WITH_STORIES = f"""
    WITH span (place, start, stop) AS (VALUES {{spans}})
    SELECT place FROM span WHERE EXISTS (
        SELECT 1 FROM {_PUBLISHED} WHERE edition_id = %s AND published_at >= start AND published_at < stop
    )
    UNION ALL SELECT NULL WHERE EXISTS (SELECT 1 FROM {_PUBLISHED} WHERE edition_id = %s AND published_at IS NULL)"""  # noqa: S608


def _with_stories(edition: Edition, periods: Sequence[Period]) -> tuple[list[Period], bool]:
    """Return those of the periods that have stories, in their order, and whether some story has no date.

    One look into the index for each, all in one query.
    """
    if not periods:
        return [], False
    written = connection.ops.adapt_datetimefield_value
    values = [
        value
        for place, period in enumerate(periods)
        for value in (place, *(written(moment) for moment in period.bounds()))
    ]
    with connection.cursor() as cursor:
        spans = ", ".join(["(%s, %s, %s)"] * len(periods))
        cursor.execute(_WITH_STORIES.format(spans=spans), [*values, edition.pk, edition.pk])
        places = {place for (place,) in cursor.fetchall()}
    return [period for place, period in enumerate(periods) if place in places], None in places
