"""The search on PostgreSQL: a tsvector of words that were folded and stemmed here, so that it asks for no extension and
no locale. Every lexeme is plain ASCII.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from django.db import connection

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
NEWEST = f"""
    few AS MATERIALIZED (
        SELECT place FROM articles_searchentry
        WHERE vector @@ %(asked)s::tsquery AND place BETWEEN %(first)s AND %(last)s LIMIT {FEW}),
    walked AS (
        SELECT place FROM articles_searchentry
        WHERE (SELECT count(*) FROM few) = {FEW}
        AND vector @@ %(asked)s::tsquery AND place BETWEEN %(first)s AND %(last)s
        ORDER BY place DESC LIMIT %(number)s),
    newest AS MATERIALIZED (
        SELECT place FROM (
            SELECT place FROM few WHERE (SELECT count(*) FROM few) < {FEW} UNION ALL SELECT place FROM walked) AS found
        ORDER BY place DESC LIMIT %(number)s)"""  # noqa: S608
#: Stands before each text, so that no phrase reaches from the end of one into the next. No word can be it.
BOUNDARY = "n0x"
#: A tsvector holds a megabyte; no story comes near this.
MOST_WORDS = 60_000


def written(text: str) -> tuple[str, str]:
    """Return a text as it goes into the index: by words, and its scripts without spaces by clusters."""
    found = words.for_index(text)
    return (
        " ".join([BOUNDARY, *map(_lexeme, found.words[:MOST_WORDS])]),
        " ".join(map(_cluster, found.clusters[:MOST_WORDS])),
    )


def newest(question: Question, marks: Sequence[str], but: str, first: int, last: int, number: int) -> list[int]:
    """Return so many places of stories, the newest first, from `last` down to `first`. One query."""
    with connection.cursor() as cursor:
        cursor.execute(
            f"WITH {NEWEST} SELECT place FROM newest",  # noqa: S608
            {"asked": _match(question, marks, but), "first": first, "last": last, "number": number},
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
            f"WITH {NEWEST}, scored AS"  # noqa: S608
            f" (SELECT place, {SCORE} AS score FROM newest JOIN articles_searchentry USING (place))"
            " SELECT * FROM (SELECT place, score, min(place) OVER () AS lowest, count(*) OVER () AS held FROM scored)"
            " AS ranked WHERE %(score)s::float8 IS NULL OR score > %(score)s::float8"
            " OR (score = %(score)s::float8 AND place < %(place)s::bigint) ORDER BY score, place DESC LIMIT %(shown)s",
            {"asked": _match(question, marks, but), "first": first, "last": last, "number": window, "shown": number}
            | {"weights": WEIGHTS, "ranked": " & ".join(map(_phrase, question.ranked)), "today": today}
            | {"score": score, "place": place},
        )
        return cursor.fetchall()


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
    lexemes = [f"'{write(word)}'" for word in phrase.words]
    return f"({' <-> '.join(lexemes)})"


def _lexeme(word: str) -> str:
    """The word's stem in ASCII, such that PostgreSQL's parser takes it for one word: 5e3b would be two."""
    word = words.stem(word)
    if word.isascii():
        return word if word.isalpha() or word.isdigit() else f"n{word}"
    return f"u{word.encode('utf-16-be', 'replace').hex()}"


def _cluster(cluster: str) -> str:
    return f"c{cluster.encode('utf-16-be', 'replace').hex()}"
