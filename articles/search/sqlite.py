"""The search on SQLite: FTS5, whose rows stand in the order of their places, so that the newest come first for free.

It tells Latin words apart, folds and stems them itself; what other scripts need is done before.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from django.db import connection

from articles.search import words
from articles.search.question import AllOf, Phrase, Question

#: bm25 with the weights of the columns in their order; the marks say nothing of how well a story fits.
FIT = "bm25(articles_searchindex, 10.0, 4.0, 1.0, 0.5, 0.0)"
#: For a story of today twice what it is for an old one: half of that is lost in half a year. What fits by clusters
#: alone has no bm25 of its own.
SCORE = "(min(fit) - 1e-9) * (1.0 + 1.0 / (1.0 + max(0, %s - (place >> 28)) / 15552000.0))"


def written(text: str) -> tuple[str, str]:
    """Return a text as it goes into the index: by words, and its scripts without spaces by clusters."""
    if not words.FOREIGN.search(text):
        return text, ""
    found = words.for_index(text)
    return " ".join(found.words), " ".join(found.clusters)


def newest(question: Question, marks: Sequence[str], but: str, first: int, last: int, number: int) -> list[int]:
    """Return so many places of stories, the newest first, from `last` down to `first`. One query."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT rowid FROM articles_searchindex WHERE articles_searchindex MATCH %s AND rowid BETWEEN %s AND %s"
            " ORDER BY rowid DESC LIMIT %s",
            [_match(question, marks, but), first, last, number],
        )
        return [place for (place,) in cursor.fetchall()]


def best(
    question: Question,
    marks: Sequence[str],
    but: str,
    first: int,
    last: int,
    number: int,
    window: int,
    today: int,
    after: tuple[float, int] | None,
) -> list[tuple[int, float, int, int]]:
    """Return so many stories, the best first, of the newest `window` that match: place, score (less is better), and of
    the window its lowest place and how many it holds. `today`: its place's seconds, for what is recent. One query.
    """
    score, place = after or (None, None)
    with connection.cursor() as cursor:
        cursor.execute(
            "WITH matching AS MATERIALIZED (SELECT rowid AS place FROM articles_searchindex"  # noqa: S608
            " WHERE articles_searchindex MATCH %s AND rowid BETWEEN %s AND %s ORDER BY rowid DESC LIMIT %s),"
            # Of nothing, a reach beyond the last story: or else FTS5 would look through all for a first one.
            " reach AS MATERIALIZED (SELECT coalesce(min(place), 9223372036854775807) AS lowest,"
            " coalesce(max(place), 9223372036854775807) AS highest, count(*) AS held FROM matching),"
            # bm25 counts each phrase in the whole index: it gets the words alone, for clusters are in every story.
            f" fitting AS (SELECT rowid AS place, {FIT} AS fit, 0 AS matches FROM articles_searchindex"
            " WHERE articles_searchindex MATCH %s"
            " AND rowid BETWEEN (SELECT lowest FROM reach) AND (SELECT highest FROM reach)),"
            f" scored AS (SELECT place, {SCORE} AS score FROM"
            " (SELECT place, 0.0 AS fit, 1 AS matches FROM matching UNION ALL SELECT * FROM fitting)"
            " GROUP BY place HAVING max(matches))"
            " SELECT place, score, lowest, held FROM scored, reach"
            " WHERE %s IS NULL OR score > %s OR (score = %s AND place < %s) ORDER BY score, place DESC LIMIT %s",
            [
                *(_match(question, marks, but), first, last, window),
                *(_all(map(_phrase, question.ranked), marks, but), today),
                *(score, score, score, place, number),
            ],
        )
        return cursor.fetchall()


def latest_of_each(questions: Sequence[Question], marks: Sequence[str]) -> list[int | None]:
    """Return for each question the place of the newest story that matches. One query."""
    newest = "(SELECT rowid FROM articles_searchindex WHERE articles_searchindex MATCH %s ORDER BY rowid DESC LIMIT 1)"
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT {', '.join([newest] * len(questions))}",
            [_match(question, marks, "") for question in questions],
        )
        return list(cursor.fetchone())


def tidy() -> None:
    """Merge the index into one piece, which is read fastest."""
    with connection.cursor() as cursor:
        cursor.execute("INSERT INTO articles_searchindex (articles_searchindex) VALUES ('optimize')")


def _match(question: Question, marks: Iterable[str], but: str) -> str:
    return _all((_any(part.ways) for part in question.parts), marks, but)


def _all(asked: Iterable[str], marks: Iterable[str], but: str) -> str:
    match = " AND ".join([*asked, *(f'marks : "{mark}"' for mark in marks)])
    return f'({match}) NOT marks : "{but}"' if but else match


def _any(ways: Sequence[AllOf]) -> str:
    return "(" + " OR ".join(f"({' AND '.join(map(_phrase, way.phrases))})" for way in ways) + ")"


def _phrase(phrase: Phrase) -> str:
    # Letters, figures and their signs alone: nothing in here can be a quotation mark.
    within = "clusters" if phrase.clusters else "{headline summary body}"
    return f'{within} : "{" ".join(phrase.words)}"'
