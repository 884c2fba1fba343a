"""Lists of live stories, newest first: one walk along the catalogue's index, wherever in the archive it begins.

A reader's lists are asked for in SQL: put together by the ORM, a front's one query took most of the page's time.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace

from django.db import connection
from django.db.models import Value
from django.db.models.functions import Replace

from articles.models import Edition, Listing, PublishedArticle, Section, rows
from articles.turning import ListPage, Order, is_back, read_cursor, turn, turned
from media.models import Picture

PER_PAGE = 20
Subject = Listing.Subject

_NEWEST_FIRST = Order("listed_at", "pk")


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
    fit_for: str = "",
) -> ListPage:
    """Return the newest stories of a subject in an edition, or those at the cursor `before`. One query.

    `fit_for` is FRONT or FEEDS: then what is kept out of there is left out. Raises BadCursor.
    """
    arm = _newest(subject, subject_id, edition, number + 1, before=before, fit_for=fit_for)
    return turned([story for story, _bits in _stories([arm], before)], before, number, _NEWEST_FIRST)


def search(
    subject: Subject,
    subject_id: int,
    edition: Edition,
    *,
    words: Iterable[str],
    among: Collection[int] | None,
    before: str,
) -> ListPage:
    """Return the newest stories of a subject whose headline has all the words; with `among`, of those with these keys.

    For the desk, since it may read the whole list. Raises BadCursor.
    """
    found = Listing.objects.filter(subject=subject, subject_id=subject_id)
    # Without the edition, which an edition's and a section's key implies: with it, SQLite walks the whole subject.
    found = found.filter(edition=edition) if among is None else found.filter(published__in=among)
    for word in words:
        # Khmer headlines are often typed with zero-width spaces between the words, and searched for without.
        found = found.alias(headline=Replace("published__headline", Value("\u200b"), Value("")))
        found = found.filter(headline__icontains=word)
    found = found.select_related("published__lead_picture")
    listed = turn(found, before, PER_PAGE, Order("listed_at", "published_id"))
    return replace(listed, stories=tuple(row.published for row in listed.stories))


def front(
    subject: Subject,
    subject_id: int,
    edition: Edition,
    *,
    picked: Collection[int] = (),
    sections: Sequence[Section] = (),
    of_each: int = 0,
) -> FrontLists:
    """Return the newest stories of a subject, those of the `picked` that are among its live ones, and so many of each
    section: all in one query. What is kept off the front page is on no edition's front."""
    fit_for = FRONT if subject == Subject.EDITION else ""
    arms = [_newest(subject, subject_id, edition, PER_PAGE + 1, fit_for=fit_for)]
    arms += [_newest(Subject.SECTION, section.pk, edition, of_each, fit_for=fit_for) for section in sections]
    arms.append(_named(picked, subject, subject_id, fit_for))
    found = _stories([arm for arm in arms if arm])
    of_arms = [[story for story, bits in found if bits >> place & 1] for place in range(len(arms))]
    own, *of_sections, named = of_arms
    return FrontLists(
        listed=turned(own, "", PER_PAGE, _NEWEST_FIRST),
        picked={story.pk: story for story in (*own, *named) if story.pk in picked},
        newest={section.pk: stories for section, stories in zip(sections, of_sections, strict=True)},
    )


# --- The queries ----------------------------------------------------------------------------------------------------

#: For what a story must not be kept out of, to stand in a list.
FRONT, FEEDS = "front", "feeds"
_FIT_FOR = {"": "", FRONT: " AND NOT kept_off_front", FEEDS: " AND NOT kept_out_of_feeds"}

_LISTING, _PUBLISHED, _PICTURE = (model._meta.db_table for model in (Listing, PublishedArticle, Picture))
#: What a list shows of a story, and of its picture.
_STORY = rows.Shape(
    PublishedArticle,
    *("path", "kicker", "headline", "short_headline", "teaser", "byline", "story_type", "lead_picture_id", "lead_alt"),
    *("edition_id", "section_id", "published_at", "listed_at"),
)
_LEAD = rows.Shape(Picture, "sha256", "width", "height", "focal_point", "alt_text", "usable_until", "tone")

# Into the statements go names of our own tables and columns alone; every value is a parameter.
_NEWEST = f"""
    SELECT * FROM (
        SELECT published_id, listed_at AS place, {{bit}} AS arms FROM {_LISTING}
        WHERE subject = %s AND subject_id = %s AND edition_id = %s{{fit}}{{beyond}}
        ORDER BY listed_at {{way}}, published_id {{way}} LIMIT %s
    ) AS newest"""  # noqa: S608
_NAMED = f"""
    SELECT published_id, listed_at AS place, {{bit}} AS arms FROM {_LISTING}
    WHERE published_id IN ({{places}}) AND subject = %s AND subject_id = %s{{fit}}"""  # noqa: S608
#: A story that comes by several arms is there once, with the bits of them all.
_STORIES = f"""
    SELECT {{columns}}, arms FROM (
        SELECT published_id, MAX(place) AS place, SUM(arms) AS arms FROM ({{arms}}) AS arm GROUP BY published_id
    ) AS found JOIN {_PUBLISHED} AS live ON live.article_id = found.published_id
    LEFT JOIN {_PICTURE} AS picture ON picture.id = live.lead_picture_id
    ORDER BY found.place {{way}}, found.published_id {{way}}"""  # noqa: S608


@dataclass(frozen=True, slots=True)
class _Arm:
    """One list that is asked for, as SQL that lacks its `bit` alone, and its values."""

    statement: str
    values: tuple


def _newest(
    subject: Subject, subject_id: int, edition: Edition, number: int, *, before: str = "", fit_for: str = ""
) -> _Arm:
    """So many of a subject's stories, from its newest or from the cursor on. Raises BadCursor."""
    beyond, place = _beyond(before) if before else ("", ())
    statement = _NEWEST.format(bit="{bit}", fit=_FIT_FOR[fit_for], beyond=beyond, way=_way(before))
    return _Arm(statement, (subject.value, subject_id, edition.pk, *place, number))


def _named(keys: Collection[int], subject: Subject, subject_id: int, fit_for: str) -> _Arm | None:
    """Those of the stories with these keys that the subject has; None without keys."""
    if not keys:
        return None
    # Without the edition, as in `search`.
    statement = _NAMED.format(bit="{bit}", places=", ".join(["%s"] * len(keys)), fit=_FIT_FOR[fit_for])
    return _Arm(statement, (*keys, subject.value, subject_id))


def _beyond(before: str) -> tuple[str, tuple]:
    """What lies beyond a place: the first condition is what the index can begin at, the second parts stories of the
    same moment. Raises BadCursor.
    """
    moment, key = read_cursor(before)
    moment, sign = connection.ops.adapt_datetimefield_value(moment), ">" if is_back(before) else "<"
    condition = f" AND listed_at {sign}= %s AND (published_id {sign} %s OR listed_at {sign} %s)"
    return condition, (moment, key, moment)


def _way(before: str) -> str:
    return "ASC" if is_back(before) else "DESC"


def _stories(arms: Sequence[_Arm], before: str = "") -> list[tuple[PublishedArticle, int]]:
    """Return the stories of the arms, each once with the bits of its arms (1, 2, 4, ...), on the way of the cursor."""
    statement = _STORIES.format(
        columns=f"{_STORY.columns('live')}, {_LEAD.columns('picture')}",
        arms=" UNION ALL ".join(arm.statement.format(bit=1 << place) for place, arm in enumerate(arms)),
        way=_way(before),
    )
    found = rows.read(statement, [value for arm in arms for value in arm.values], _STORY, _LEAD)
    for story, picture, _bits in found:
        if picture:
            story.lead_picture = picture
    return [(story, bits) for story, _picture, bits in found]
