"""The search on SQLite: FTS5, whose rows stand in the order of their places, so that the newest come first for free.

It tells Latin words apart, folds and stems them itself; what other scripts need is done before.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from math import log

from django.db import connection

from articles import language
from articles.search import words
from articles.search.question import AllOf, Phrase, Question

#: bm25 with the weights of the columns in their order; the marks say nothing of how well a story fits.
FIT = "bm25(articles_searchindex, 10.0, 4.0, 1.0, 0.5, 0.0)"
#: bm25 reads every place of a phrase in the whole index, however few stories it is to put in order. A phrase that more
#: of the milestones have than this (10,000 stories, say) is weighed by these shares of what bm25 would make of it: for
#: the story, and for its headline and its summary if it stands there.
COMMON = 40
IN_STORY, IN_COLUMN = 1.5, {"headline": 0.5, "summary": 0.3}
#: For a story of today twice what it is for an old one: half of that is lost in half a year. What fits by clusters
#: alone has no bm25 of its own.
SCORE = "(sum(fit) - 1e-9) * (1.0 + 1.0 / (1.0 + max(0, %s - (place >> 28)) / 15552000.0))"

#: Where the order of words counts, it is looked for in so many of the newest stories that have them: two common words
#: that never stand side by side would else have every story read.
LOOKED_THROUGH = 20_000
#: A mark of one story in so many. FTS5 notices at a match alone that it is beyond the last place that was asked for, so
#: where matches are rare milestones match, too, and are taken out again.
MILESTONE, MILESTONES_APART = "#milestone", 256
_PLACES = """SELECT rowid AS place FROM articles_searchindex
    WHERE articles_searchindex MATCH %s AND rowid BETWEEN {first} AND %s"""
_NEWEST = f"{_PLACES} ORDER BY rowid DESC LIMIT %s"
_FLOOR = "(SELECT place FROM floor)"
_ANYWHERE = f"""
    floor AS MATERIALIZED (SELECT %s AS place),
    matching AS MATERIALIZED ({_NEWEST.format(first=_FLOOR)})"""
_IN_ORDER = f"""
    floor AS MATERIALIZED (
        SELECT CASE count(*) WHEN %s THEN min(place) ELSE %s END AS place FROM ({_NEWEST.format(first="%s")})),
    milestones AS MATERIALIZED ({_PLACES.format(first=_FLOOR)}),
    matching AS MATERIALIZED (
        {_PLACES.format(first=_FLOOR)} AND rowid NOT IN (SELECT place FROM milestones)
        ORDER BY rowid DESC LIMIT %s)"""  # noqa: S608
#: Stands between two texts of a column, so that no phrase reaches from one into the next: a letter for private use.
_BETWEEN = " \ue000 "


def written(text: str) -> tuple[str, str]:
    """Return a text as it goes into the index: by words, and its scripts without spaces by pairs of clusters."""
    if language.is_spaced(text) or not words.FOREIGN.search(text):
        return text, ""
    found = words.for_index(text)
    return " ".join(found.words), " ".join(found.pairs)


def column(texts: Iterable[str]) -> str:
    """Return texts of `written` as one column of the index."""
    return _BETWEEN.join(texts)


def newest(
    question: Question, marks: Sequence[str], but: str, first: int, last: int, number: int
) -> tuple[list[int], int]:
    """Return so many places of stories, the newest first, from `last` down to `first`; and down to which place was
    looked. One query.
    """
    matching, values = _matching(question, marks, but, first, last, number)
    with connection.cursor() as cursor:
        cursor.execute(
            f"WITH {matching} SELECT floor.place, matching.place FROM floor LEFT JOIN matching"  # noqa: S608
            " ORDER BY 2 DESC",
            values,
        )
        found = cursor.fetchall()
    return [place for _floor, place in found if place is not None], found[0][0]


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
) -> tuple[list[tuple[int, float]], int]:
    """Return so many stories, the best first, of the newest `window` that match: place and score (less is better); and
    the place down to which was looked. `today`: its place's seconds, for what is recent. Two queries.
    """
    score, place = after or (None, None)
    matching, values = _matching(question, marks, but, first, last, window)
    rare, common = _apart([*map(_phrase, question.ranked), *map(_mark, marks)])
    weights = {phrase: common.get(phrase, 0.0) for phrase in map(_phrase, question.ranked)}
    fitting, fitting_values = _fitting(rare, weights)
    with connection.cursor() as cursor:
        cursor.execute(
            f"WITH {matching},"  # noqa: S608
            # Of nothing, a reach beyond the last story: or else FTS5 would look through all for a first one.
            " reach AS MATERIALIZED (SELECT coalesce(min(place), 9223372036854775807) AS lowest,"
            " coalesce(max(place), 9223372036854775807) AS highest, count(*) AS held FROM matching),"
            f" scored AS (SELECT place, {SCORE} AS score FROM"
            f" (SELECT place, %s AS fit, 1 AS matches FROM matching{fitting})"
            " GROUP BY place HAVING max(matches))"
            " SELECT CASE held WHEN %s THEN lowest ELSE floor.place END, scored.place, score FROM floor, reach"
            " LEFT JOIN scored ON %s IS NULL OR score > %s OR (score = %s AND scored.place < %s)"
            " ORDER BY score, scored.place DESC LIMIT %s",
            [
                *(*values, today, -IN_STORY * sum(weights.values()), *fitting_values),
                *(window, score, score, score, place, number),
            ],
        )
        found = cursor.fetchall()
    return [(place, score) for _down_to, place, score in found if place is not None], found[0][0]


def _apart(phrases: Sequence[str]) -> tuple[list[str], dict[str, float]]:
    """Part phrases and marks, as they are asked for, into rare ones and common ones, these with what finding them is
    worth: bm25's measure, by the milestones that have them. One query.
    """
    phrases = list(dict.fromkeys(phrases))
    counted = "(SELECT count(*) FROM articles_searchindex WHERE articles_searchindex MATCH %s)"
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT {', '.join([counted] * (len(phrases) + 1))}",
            [_mark(MILESTONE), *(f"{_mark(MILESTONE)} AND {phrase}" for phrase in phrases)],
        )
        whole, *having = cursor.fetchone()
    seen = dict(zip(phrases, having, strict=True))
    rare = [phrase for phrase, number in seen.items() if number <= COMMON]
    worth = {phrase: log((whole - number + 0.5) / (number + 0.5)) for phrase, number in seen.items() if number > COMMON}
    return rare, {phrase: max(1e-6, found) for phrase, found in worth.items()}


def _fitting(rare: Sequence[str], weights: Mapping[str, float]) -> tuple[str, list]:
    """Return the arms of a query, and their values, that say how well the stories within reach fit."""
    arm = (
        " UNION ALL SELECT rowid, {fit}, 0 FROM articles_searchindex WHERE articles_searchindex MATCH %s"
        " AND rowid BETWEEN (SELECT lowest FROM reach) AND (SELECT highest FROM reach)"
    )
    arms, values = "", []
    if any(phrase in weights for phrase in rare):
        arms, values = arm.format(fit=FIT), [" AND ".join(rare)]
    for phrase, weight in weights.items():
        for column, share in IN_COLUMN.items() if weight else ():
            arms += arm.format(fit="%s")
            values += [-weight * share, " AND ".join([f"{column} : ({phrase})", *rare])]
    return arms, values


def latest_of_each(questions: Sequence[Question], marks: Sequence[str]) -> list[int | None]:
    """Return for each question the place of the newest story that matches. One query."""
    newest = "(SELECT rowid FROM articles_searchindex WHERE articles_searchindex MATCH %s ORDER BY rowid DESC LIMIT 1)"
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT {', '.join([newest] * len(questions))}",
            [_match(question, marks, "") for question in questions],
        )
        return list(cursor.fetchone())


def _matching(
    question: Question, marks: Sequence[str], but: str, first: int, last: int, number: int
) -> tuple[str, list]:
    """Return the parts of a query that find so many of the newest stories, `floor` (the place down to which is looked)
    and `matching`, and their values.
    """
    asked, loosely = _match(question, marks, but), question.loose
    if loosely == question:
        return _ANYWHERE, [first, asked, last, number]
    milestone = _mark(MILESTONE)
    return _IN_ORDER, [
        *(LOOKED_THROUGH, first, _match(loosely, marks, but), first, last, LOOKED_THROUGH),
        *(f"{milestone} NOT ({asked})", last),
        *(f"({asked}) OR {milestone}", last, number),
    ]


def tidy() -> None:
    """Merge the index into one piece, which is read fastest."""
    with connection.cursor() as cursor:
        cursor.execute("INSERT INTO articles_searchindex (articles_searchindex) VALUES ('optimize')")


def _match(question: Question, marks: Iterable[str], but: str) -> str:
    return _all((_any(part.ways) for part in question.parts), marks, but)


def _all(asked: Iterable[str], marks: Iterable[str], but: str) -> str:
    match = " AND ".join([*asked, *map(_mark, marks)])
    return f"({match}) NOT {_mark(but)}" if but else match


def _mark(mark: str) -> str:
    return f'marks : "{mark}"'


def _any(ways: Sequence[AllOf]) -> str:
    return "(" + " OR ".join(f"({' AND '.join(map(_phrase, way.phrases))})" for way in ways) + ")"


def _phrase(phrase: Phrase) -> str:
    # Letters, figures and their signs alone: nothing in here can be a quotation mark.
    within = "clusters" if phrase.clusters else "{headline summary body}"
    return f'{within} : "{" ".join(phrase.asked)}"'
