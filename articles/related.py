"""Which stories stand beside a story: picked by the desk, then filled; and its sisters in other editions.

`story.compose` calls it. One query, one walk along the catalogue's index for each subject, whatever the archive's size.
It is written in SQL: put together by the ORM, this one query took half of a story page's time.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from django.db import connection

from articles import body, language
from articles.models import Edition, Listing, PublishedArticle, Section

RELATED = 6
#: So many of a story's tags are asked for others to fill the list with.
FILLING_TAGS = 5
#: So many of a body's cards are looked up; no story has more, but a statement takes no more values than so many.
CARDS = 50


@dataclass(frozen=True, slots=True)
class Related:
    """A related story. `url` is empty while it is pending: then it is shown without a link."""

    headline: str
    teaser: str
    url: str
    outside: bool = False
    #: The article's, where it is one of ours.
    key: int = 0

    @property
    def breaks_off(self) -> bool:
        """Whether the teaser ends within a sentence."""
        return language.breaks_off(self.teaser)


class Live(NamedTuple):
    """A live story, by the columns of PublishedArticle that are wanted of it."""

    article_id: int
    edition_id: int
    original_id: int
    path: str
    slug: str
    headline: str
    short_headline: str
    teaser: str


@dataclass(frozen=True, slots=True)
class Neighbours:
    """What stands beside a story, and the stories that its body leads to by cards, by their articles' keys."""

    related: tuple[Related, ...]
    translations: tuple[Live, ...]
    cards: Mapping[int, Related] = field(default_factory=dict)
    #: What to read after it.
    following: Related | None = None


def find(content: dict, *, article_id: int, original_id: int, edition: Edition, section: Section | None) -> Neighbours:
    """Return what stands beside the story whose revision content this is.

    An editor's picks come first, in their order; a pick whose story is not live is left out, a pending one is shown
    without a link unless its story has come in. Fewer than six are filled: same tags first, then the same section,
    newest first, never the story itself, none twice, none that has a card in the body. What is next to read is none of
    these: the next that would have filled, else the newest other story of the edition, wherever there is one.
    """
    in_body = list(dict.fromkeys(body.story_keys(content["body"])))[:CARDS]
    pending = [pick["headline"] for pick in content["related"] if not pick["target"] and not pick["url"]]
    awaited = {headline: language.slug(headline, max_length=120) for headline in pending}
    named, filling, newest = _live(content, in_body, awaited, original_id, edition, section)
    live = {row.article_id: row for row in (*newest, *filling, *named) if row.article_id != article_id}
    at_home = [row for row in live.values() if row.edition_id == edition.pk]
    by_headline = {row.headline: row for row in at_home}
    by_slug = {row.slug: row for row in at_home}

    shown: dict[object, Related] = {}
    for pick in content["related"]:
        target = live.get(pick["target"])
        if pick["target"] is None and not pick["url"]:
            target = by_headline.get(pick["headline"]) or by_slug.get(awaited[pick["headline"]])
        if target:
            shown.setdefault(target.article_id, _ours(target, pick["headline"], pick["teaser"]))
        elif pick["target"] is None:
            entry = Related(pick["headline"], pick["teaser"], pick["url"], outside=bool(pick["url"]))
            shown.setdefault(pick["url"] or pick["headline"], entry)
    taken = {article_id, *in_body, *shown}
    spare = [row for row in filling if row.article_id not in taken]
    lacking = max(0, RELATED - len(shown))
    shown |= {row.article_id: _ours(row) for row in spare[:lacking]}
    others = (row for row in newest if row.article_id not in taken)
    following = next(map(_ours, (*spare[lacking:], *others)), None)
    translations = (row for row in live.values() if row.original_id == original_id and row.edition_id != edition.pk)
    cards = {key: _ours(live[key]) for key in in_body if key in live}
    return Neighbours(tuple(shown.values()), tuple(translations), cards, following)


def _ours(live: Live, headline: str = "", teaser: str = "") -> Related:
    return Related(
        headline or live.short_headline or live.headline, teaser or live.teaser, live.path, key=live.article_id
    )


# --- The query ----------------------------------------------------------------------------------------------------

_LISTING, _PUBLISHED = Listing._meta.db_table, PublishedArticle._meta.db_table
_COLUMNS = ", ".join(Live._fields)
# Into the statements go names of our own tables and columns alone; every value is a parameter.
#: Whence a row comes; fillings are shown in this order.
_BY_TAG, _BY_SECTION, _BY_EDITION, _NAMED = range(4)

_NEWEST_OF_SUBJECT = f"""
    SELECT * FROM (
        SELECT published_id, listed_at AS place, {{whence}} AS whence FROM {_LISTING}
        WHERE subject = %s AND subject_id = %s AND edition_id = %s
        ORDER BY listed_at DESC, published_id DESC LIMIT %s
    ) AS newest"""  # noqa: S608
_FILLING = f"""
    SELECT {_COLUMNS}, whence, place FROM (
        SELECT published_id, MIN(whence) AS whence, MAX(place) AS place FROM ({{arms}}) AS newest
        GROUP BY published_id ORDER BY 2, 3 DESC, 1 DESC LIMIT %s
    ) AS chosen JOIN {_PUBLISHED} ON article_id = published_id
    UNION ALL"""  # noqa: S608
_ROWS = f"""
    {{filling}}
    SELECT {_COLUMNS}, {_NAMED} AS whence, listed_at AS place FROM {_PUBLISHED} WHERE {{named}}
    ORDER BY whence, place DESC, article_id DESC"""  # noqa: S608


def _live(
    content: dict,
    in_body: list[int],
    awaited: Mapping[str, str],
    original_id: int,
    edition: Edition,
    section: Section | None,
) -> tuple[list[Live], list[Live], list[Live]]:
    """Return the live stories that are named (picks, cards, sisters), those to fill up with, in the order in which they
    are shown, and the newest others of the edition.
    """
    filling, filling_values = _filling(content, len(in_body), edition, section)
    named, named_values = _named(content, in_body, awaited, original_id, edition)
    with connection.cursor() as cursor:
        cursor.execute(_ROWS.format(filling=filling, named=named), [*filling_values, *named_values])
        rows = cursor.fetchall()
    named_rows, filling_rows, newest_rows = [], [], []
    into = {_BY_TAG: filling_rows, _BY_SECTION: filling_rows, _BY_EDITION: newest_rows, _NAMED: named_rows}
    for *columns, whence, _place in rows:
        into[whence].append(Live(*columns))
    return named_rows, filling_rows, newest_rows


def _filling(content: dict, cards: int, edition: Edition, section: Section | None) -> tuple[str, list]:
    """Return SQL and its values: the newest stories with the same tags, of the same section, of the edition."""
    subject = Listing.Subject
    subjects = [(_BY_TAG, subject.TAG, tag["id"]) for tag in content["tags"][:FILLING_TAGS]]
    if section:
        subjects.append((_BY_SECTION, subject.SECTION, section.pk))
    subjects.append((_BY_EDITION, subject.EDITION, edition.pk))
    # So many that the picks, the body's cards and the story itself can drop out and six are left, and one to follow.
    enough = RELATED + len(content["related"]) + cards + 2
    arms = " UNION ALL ".join(_NEWEST_OF_SUBJECT.format(whence=whence) for whence, _kind, _pk in subjects)
    values = [value for _whence, kind, pk in subjects for value in (kind.value, pk, edition.pk, enough)]
    return _FILLING.format(arms=arms), [*values, enough]


def _named(
    content: dict, in_body: list[int], awaited: Mapping[str, str], original_id: int, edition: Edition
) -> tuple[str, list]:
    """Return an SQL condition and its values: its sisters, picks and cards, and what pending picks may have become, by
    the headlines that are awaited and what their addresses would be.
    """
    conditions, values = ["original_id = %s"], [original_id]
    if targets := [pick["target"] for pick in content["related"] if pick["target"]] + in_body:
        conditions.append(f"article_id IN ({_places(targets)})")
        values += targets
    if awaited:
        for column, wanted in (("headline", list(awaited)), ("slug", list(awaited.values()))):
            conditions.append(f"(edition_id = %s AND {column} IN ({_places(wanted)}))")
            values += [edition.pk, *wanted]
    return " OR ".join(conditions), values


def _places(values: list) -> str:
    return ", ".join(["%s"] * len(values))
