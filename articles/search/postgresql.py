"""The search on PostgreSQL: a tsvector of words that were folded and stemmed here, so that it asks for no extension and
no locale. Every lexeme is plain ASCII.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import lru_cache

from django.db import connection

from articles import language
from articles.search import words
from articles.search.question import AllOf, Phrase, Question

#: Of D (the body), C (clusters), B (what stands around the headline), A (the headline).
WEIGHTS = "{0.1, 0.05, 0.4, 1.0}"
#: For a story of today twice what it is for an old one: half of that is lost in half a year.
SCORE = """-ts_rank(%(weights)s::float4[], vector, %(ranked)s::tsquery, 1)::float8
    * (1.0 + 1.0 / (1.0 + greatest(0, %(today)s - (place >> 28)) / 15552000.0))::float8"""
#: The planner takes a word that it knows nothing of for one in 200, and would walk through all stories from the newest
#: on for a word that is in none. So the index is asked for a few first; where there are no more, those are sorted.
FEW = 300
#: Where the order of words counts, it is looked for in so many of the newest stories that have them: two common words
#: that never stand side by side would else have every story read.
LOOKED_THROUGH = 2_500
NEWEST = f"""
    few AS MATERIALIZED (
        SELECT place FROM articles_searchentry
        WHERE vector @@ %(loose)s::tsquery AND place BETWEEN %(first)s AND %(last)s LIMIT {FEW}),
    walked AS (
        SELECT place FROM articles_searchentry
        WHERE (SELECT count(*) FROM few) = {FEW}
        AND vector @@ %(loose)s::tsquery AND place BETWEEN %(first)s AND %(last)s
        ORDER BY place DESC LIMIT %(looked)s),
    looked AS MATERIALIZED (
        SELECT place FROM (
            SELECT place FROM few WHERE (SELECT count(*) FROM few) < {FEW} UNION ALL SELECT place FROM walked) AS found
        ORDER BY place DESC LIMIT %(looked)s)"""  # noqa: S608
#: Of these, the stories in which the words stand as they are asked for; and down to which place was looked.
IN_ORDER = """
    matching AS MATERIALIZED (
        SELECT place FROM looked
        WHERE (SELECT vector FROM articles_searchentry WHERE place = looked.place) @@ %(asked)s::tsquery
        ORDER BY place DESC LIMIT %(number)s),
    floor AS (SELECT CASE count(*) WHEN %(looked)s THEN min(place) ELSE %(first)s END AS place FROM looked)"""
ANYWHERE = "matching AS (SELECT place FROM looked), floor AS (SELECT %(first)s::bigint AS place)"
#: Stands before each text, so that no phrase reaches from the end of one into the next. No word can be it.
BOUNDARY = "n0x"
#: A tsvector holds a megabyte; no story comes near this.
MOST_WORDS = 60_000


def written(text: str) -> tuple[str, str]:
    """Return a text as it goes into the index: by words, and its scripts without spaces by pairs of clusters."""
    if language.is_spaced(text):
        return " ".join([BOUNDARY, *map(_lexemes, text.split())]), ""
    found = words.for_index(text)
    return " ".join([BOUNDARY, *map(_lexeme, found.words)]), " ".join(map(_cluster, found.pairs))


def column(texts: Iterable[str]) -> str:
    """Return texts of `written` as one column of the index: each lexeme with its place, as a tsvector is written down.
    PostgreSQL reads that in a quarter of the time that its parser takes for a text.
    """
    lexemes = " ".join(texts).split()[:MOST_WORDS]
    return " ".join([f"{lexeme}:{place}" for place, lexeme in enumerate(lexemes, start=1)])


def newest(
    question: Question, marks: Sequence[str], but: str, first: int, last: int, number: int
) -> tuple[list[int], int]:
    """Return so many places of stories, the newest first, from `last` down to `first`; and down to which place was
    looked. One query.
    """
    matching, values = _matching(question, marks, but, first, last, number)
    with connection.cursor() as cursor:
        cursor.execute(
            f"WITH {matching} SELECT floor.place, matching.place FROM floor LEFT JOIN matching ON true"  # noqa: S608
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
    the place down to which was looked. `today`: its place's seconds, for what is recent. One query.
    """
    matching, values = _matching(question, marks, but, first, last, window)
    score, place = after or (None, None)
    with connection.cursor() as cursor:
        cursor.execute(
            f"WITH {matching},"  # noqa: S608
            f" scored AS (SELECT place, {SCORE} AS score FROM matching JOIN articles_searchentry USING (place)),"
            " reach AS (SELECT CASE count(*) WHEN %(number)s THEN min(matching.place) ELSE min(floor.place) END"
            " AS down_to FROM floor LEFT JOIN matching ON true)"
            " SELECT down_to, place, score FROM reach LEFT JOIN scored ON %(score)s::float8 IS NULL"
            " OR score > %(score)s::float8 OR (score = %(score)s::float8 AND place < %(place)s::bigint)"
            " ORDER BY score, place DESC LIMIT %(shown)s",
            values
            | {"weights": WEIGHTS, "ranked": " & ".join(map(_phrase, question.ranked)), "today": today}
            | {"score": score, "place": place, "shown": number},
        )
        found = cursor.fetchall()
    return [(place, score) for _down_to, place, score in found if place is not None], found[0][0]


def latest_of_each(questions: Sequence[Question], marks: Sequence[str]) -> list[int | None]:
    """Return for each question the place of a story that matches, about the newest. One query."""
    few = f"SELECT place FROM articles_searchentry WHERE vector @@ %s::tsquery LIMIT {FEW}"  # noqa: S608
    newest = f"(SELECT max(place) FROM ({few}) AS few)"  # noqa: S608
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT {', '.join([newest] * len(questions))}",
            [_match(question, marks, "") for question in questions],
        )
        return list(cursor.fetchone())


def _matching(
    question: Question, marks: Sequence[str], but: str, first: int, last: int, number: int
) -> tuple[str, dict]:
    """Return the parts of a query that find so many of the newest stories, `matching` and `floor`, and their values."""
    loosely = question.loose
    in_order = loosely != question
    values = {"loose": _match(loosely, marks, but), "looked": LOOKED_THROUGH if in_order else number}
    values |= {"asked": _match(question, marks, but), "first": first, "last": last, "number": number}
    return f"{NEWEST}, {IN_ORDER if in_order else ANYWHERE}", values


def tidy() -> None:
    """Let the planner know which words are in every story: for those it walks from the newest one on."""
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE articles_searchentry")


def _match(question: Question, marks: Iterable[str], but: str) -> str:
    asked = [_any(part.ways) for part in question.parts] + [f"'{mark}'" for mark in marks]
    return " & ".join([*asked, *([f"!'{but}'"] if but else [])])


def _any(ways: Sequence[AllOf]) -> str:
    return "(" + " | ".join(f"({' & '.join(map(_phrase, way.phrases))})" for way in ways) + ")"


def _phrase(phrase: Phrase) -> str:
    write = _cluster if phrase.clusters else _lexeme
    lexemes = [f"'{write(word)}'" for word in phrase.asked]
    return f"({' <-> '.join(lexemes)})"


@lru_cache(maxsize=50_000)
def _lexemes(token: str) -> str:
    """What stands between two spaces, as lexemes: most of a story has been met before."""
    return " ".join(map(_lexeme, words.for_index(token).words))


def _lexeme(word: str) -> str:
    """The word's stem in ASCII, such that PostgreSQL's parser takes it for one word: 5e3b would be two."""
    word = words.stem(word)
    if word.isascii():
        return word if word.isalpha() or word.isdigit() else f"n{word}"
    return f"u{word.encode('utf-16-be', 'replace').hex()}"


def _cluster(cluster: str) -> str:
    return f"c{cluster.encode('utf-16-be', 'replace').hex()}"
