"""The desk's search: stories by any part of their headline or address, in every script and from within a word.

Every three characters in a row are in an index that the database keeps itself: SQLite's FTS5 by triggers, PostgreSQL's
GIN over a function (`migrations/0019_headlines`). Called by the admin's list, its choosers and `apps`.
"""

from __future__ import annotations

import re

from django.db import connection, connections
from django.db.models import F, Q, QuerySet, Value
from django.db.models.expressions import RawSQL
from django.db.models.functions import Replace
from django.utils.text import smart_split, unescape_string_literal

from articles.models import Article

#: Fewer characters than this are in no index.
IN_A_ROW = 3
#: Where no word is as long as that, so many of the stories that were saved last are looked through.
LOOKED_THROUGH = 5_000
#: Of more matches than the first, the keys are not carried to Python and back; beyond the second, a word is common.
FEW, COMMON = 2_000, 20_000
#: Of a common word, so many of the newest stories are found.
NEWEST = 100_000

ZWSP = "\u200b"
#: What parts words, seen and unseen; in quotation marks, spaces do not.
_UNSEEN = re.compile(f"[\x00{ZWSP}]+")


def find(articles: QuerySet[Article], typed: str) -> QuerySet[Article]:
    """Return those of the articles whose headline or address has each of the words, capitals or not.

    A word may be a part of one, and several in quotation marks count as one. Zero-width spaces do not count.
    """
    words = _words(typed)
    indexed = [word for word in words if len(word) >= IN_A_ROW]
    if indexed:
        articles = _sqlite(articles, indexed) if connection.vendor == "sqlite" else _postgresql(articles, indexed)
    elif words:
        return articles.filter(pk__in=_among_newest(words))
    return _holding(articles, [word for word in words if len(word) < IN_A_ROW])


def _words(typed: str) -> list[str]:
    parts = []
    for part in smart_split(typed):
        quoted = len(part) > 1 and part[0] in "\"'" and part[0] == part[-1]
        # What is parted by zero-width spaces is one word to who reads it, and stands in the index without them.
        parts.append(_UNSEEN.sub("", unescape_string_literal(part) if quoted else part))
    return [part for part in parts if part.strip()]


def _among_newest(words: list[str]) -> list[int]:
    """Keys of those that have the words among the stories that were saved last."""
    position = "instr" if connection.vendor == "sqlite" else "strpos"
    holds = " AND ".join([f"{position}(newest.shown, lower(%s)) > 0"] * len(words))
    # The inner LIMIT comes first in any database: none looks for the words in the whole archive. The statement is made
    # of our own words alone; what was typed goes beside it.
    statement = f"""
        SELECT id FROM (
            SELECT id, lower({_shown("story")}) AS shown
            FROM articles_article story ORDER BY updated_at DESC, id DESC LIMIT %s
        ) AS newest WHERE {holds}"""  # noqa: S608
    with connection.cursor() as cursor:
        cursor.execute(statement, [LOOKED_THROUGH, *words])
        return [key for (key,) in cursor.fetchall()]


def _shown(row: str) -> str:
    """The expression for what is looked for in a row."""
    character = "char" if connection.vendor == "sqlite" else "chr"
    return f"replace({row}.headline, {character}(8203), '') || {character}(10) || {row}.slug"


def _holding(articles: QuerySet[Article], words: list[str]) -> QuerySet[Article]:
    """By looking at each of them."""
    for word in words:
        articles = articles.alias(shown=Replace("headline", Value(ZWSP), Value("")))
        articles = articles.filter(Q(shown__icontains=word) | Q(slug__icontains=word))
    return articles


def _sqlite(articles: QuerySet[Article], words: list[str]) -> QuerySet[Article]:
    phrases = " AND ".join('"{}"'.format(word.replace('"', '""')) for word in words)
    newest = "SELECT rowid FROM articles_headlines WHERE articles_headlines MATCH %s ORDER BY rowid DESC LIMIT %s"
    with connection.cursor() as cursor:
        keys = [key for (key,) in cursor.execute(newest, [phrases, FEW + 1])]
    if len(keys) <= FEW:
        return articles.filter(pk__in=keys)
    # Reckoned with, the key is no way to the rows: the list is read in its order, and each key looked up among these.
    return articles.alias(key=F("pk") + 0).filter(key__in=RawSQL(newest, [phrases, NEWEST]))  # noqa: S611


def _postgresql(articles: QuerySet[Article], words: list[str]) -> QuerySet[Article]:
    has = " AND ".join(
        ["articles_in_a_row(headline || chr(10) || slug) @> articles_in_a_row(%s)"] * len(words)
        + [f"strpos(lower({_shown('story')}), lower(%s)) > 0"] * len(words)
    )
    with connection.cursor() as cursor:
        # Only our own words are in the statement; what was typed goes beside it.
        cursor.execute(f"SELECT id FROM articles_article story WHERE {has} LIMIT %s", [*words, *words, COMMON + 1])  # noqa: S608
        keys = [key for (key,) in cursor.fetchall()]
    if len(keys) <= FEW:
        return articles.filter(pk__in=keys)
    if len(keys) <= COMMON:
        return articles.filter(pk__in=RawSQL("SELECT unnest(%s::bigint[])", [keys]))
    return _holding(articles, words)


# --- The index in SQLite ------------------------------------------------------------------------------------------

_SHOWN = "replace({row}.headline, char(8203), '') || char(10) || {row}.slug"
_ADD = f"INSERT INTO articles_headlines (rowid, words) VALUES (new.id, {_SHOWN.format(row='new')});"  # noqa: S608 - our own words
_REMOVE = (
    "INSERT INTO articles_headlines (articles_headlines, rowid, words) "  # noqa: S608 - the same
    f"VALUES ('delete', old.id, {_SHOWN.format(row='old')});"
)
TRIGGERS = {
    "articles_headlines_added": f"AFTER INSERT ON articles_article BEGIN {_ADD} END",
    "articles_headlines_removed": f"AFTER DELETE ON articles_article BEGIN {_REMOVE} END",
    "articles_headlines_changed": "AFTER UPDATE OF headline, slug ON articles_article "
    f"WHEN old.headline <> new.headline OR old.slug <> new.slug BEGIN {_REMOVE} {_ADD} END",
}


def mend(using: str, **_signal) -> None:
    """Write the index anew where its triggers are gone: a migration that changes the table makes another one of it."""
    if connections[using].vendor != "sqlite":
        return
    with connections[using].cursor() as cursor:
        cursor.execute(
            "SELECT name FROM sqlite_master WHERE name = 'articles_headlines' OR tbl_name = 'articles_article'"
        )
        here = {name for (name,) in cursor.fetchall()}
        if "articles_headlines" not in here or here.issuperset(TRIGGERS):
            return
        for name, what in TRIGGERS.items():
            cursor.execute(f"CREATE TRIGGER IF NOT EXISTS {name} {what}")
        cursor.execute("INSERT INTO articles_headlines (articles_headlines) VALUES ('delete-all')")
        cursor.execute(
            f"INSERT INTO articles_headlines (rowid, words) SELECT id, {_SHOWN.format(row='story')} "  # noqa: S608
            "FROM articles_article story"
        )
