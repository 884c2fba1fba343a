"""Search by any part of a word, in every script: rows of a table by what a few of their columns say.

Every three characters in a row are in an index that the database keeps itself: SQLite's FTS5 by triggers, PostgreSQL's
GIN over a function; migrations make them. Knows no model: `media.choosing` and `articles.desk.headlines` name theirs.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import reduce
from operator import or_

from django.db import connection, connections
from django.db.models import F, Q, QuerySet, TextField, Value
from django.db.models.expressions import RawSQL
from django.db.models.functions import Replace
from django.utils.text import smart_split, unescape_string_literal

#: Fewer characters than this are in no index.
IN_A_ROW = 3
#: Where no word is as long as that, so many of the rows that were saved last are looked through.
LOOKED_THROUGH = 5_000
#: Of more matches than the first, the keys are not carried to Python and back; beyond the second, a word is common.
FEW, COMMON = 2_000, 20_000
#: A word that so many of those that were looked through have is common, too.
OFTEN = 100
#: Of a common word, so many of the newest rows are found.
NEWEST = 100_000

ZWSP = "\u200b"
#: What parts words, seen and unseen; in quotation marks, spaces do not.
_UNSEEN = re.compile(f"[\x00{ZWSP}]+")


def words_of(typed: str) -> list[str]:
    """Return what is looked for: words, or several in quotation marks as one."""
    parts = []
    for part in smart_split(typed):
        quoted = len(part) > 1 and part[0] in "\"'" and part[0] == part[-1]
        # What is parted by zero-width spaces is one word to who reads it, and stands in the index without them.
        parts.append(_UNSEEN.sub("", unescape_string_literal(part) if quoted else part))
    return [part for part in parts if part.strip()]


@dataclass(frozen=True)
class PartialWords:
    """The index `index` over the columns of `table`: its names in the database, which are our own words.

    `function` makes the three in a row in PostgreSQL. `columns` may hold zero-width spaces, which do not count;
    `plain` ones do not. `newest` is the column by which the rows that were saved last are told.
    """

    table: str
    index: str
    function: str
    columns: tuple[str, ...]
    plain: tuple[str, ...] = ()
    newest: str = "id"

    def find(self, rows: QuerySet, typed: str) -> QuerySet:
        """Return those of the rows whose columns have each of the words, capitals or not.

        A word may be a part of one, and several in quotation marks count as one. Zero-width spaces do not count.
        """
        words = words_of(typed)
        indexed = [word for word in words if len(word) >= IN_A_ROW]
        if indexed:
            rows = self._sqlite(rows, indexed) if connection.vendor == "sqlite" else self._postgresql(rows, indexed)
        elif words:
            return rows.filter(pk__in=self._among_newest(words))
        return self._holding(rows, [word for word in words if len(word) < IN_A_ROW])

    def few(self, typed: str) -> list[int] | None:
        """Return the keys of all rows that have the words; None where they are many, or nothing was typed."""
        words = words_of(typed)
        indexed = [word for word in words if len(word) >= IN_A_ROW]
        if not words:
            return None
        if not indexed:
            return self._among_newest(words)
        keys = self._keys(indexed, FEW + 1)
        return keys if len(keys) <= FEW else None

    # --- In any database ----------------------------------------------------------------------------------------

    def _among_newest(self, words: list[str]) -> list[int]:
        """Keys of those that have the words among the rows that were saved last."""
        position = "instr" if connection.vendor == "sqlite" else "strpos"
        holds = " AND ".join([f"{position}(newest.shown, lower(%s)) > 0"] * len(words))
        # The inner LIMIT comes first in any database: none looks for the words in the whole table. The statement is
        # made of our own words alone; what was typed goes beside it.
        statement = f"""
            SELECT id FROM (
                SELECT id, lower({self._shown("looked")}) AS shown
                FROM {self.table} looked ORDER BY {self.newest} DESC, id DESC LIMIT %s
            ) AS newest WHERE {holds}"""  # noqa: S608
        with connection.cursor() as cursor:
            cursor.execute(statement, [LOOKED_THROUGH, *words])
            return [key for (key,) in cursor.fetchall()]

    def _keys(self, words: list[str], most: int) -> list[int]:
        """Keys of so many rows that have the words, by the index; in SQLite the newest."""
        with connection.cursor() as cursor:
            if connection.vendor == "sqlite":
                cursor.execute(self._matching, [_phrases(words), most])
            else:
                # Only our own words are in the statement; what was typed goes beside it.
                has = [f"{self.function}({self._said}) @> {self.function}(%s)"] * len(words)
                has += [f"strpos(lower({self._shown('looked')}), lower(%s)) > 0"] * len(words)
                statement = f"SELECT id FROM {self.table} looked WHERE {' AND '.join(has)} LIMIT %s"  # noqa: S608
                cursor.execute(statement, [*words, *words, most])
            return [key for (key,) in cursor.fetchall()]

    def _holding(self, rows: QuerySet, words: list[str]) -> QuerySet:
        """By looking at each of them."""
        no = {"text": Value(ZWSP), "replacement": Value(""), "output_field": TextField()}
        shown = {f"{name}_shown": Replace(name, **no) for name in self.columns}
        for word in words:
            places = [Q(**{f"{name}__icontains": word}) for name in (*shown, *self.plain)]
            rows = rows.alias(**shown).filter(reduce(or_, places))
        return rows

    def _shown(self, row: str) -> str:
        """The expression for what is looked for in a row."""
        character = "char" if connection.vendor == "sqlite" else "chr"
        return _joined(row, self.columns, self.plain, character)

    def _sqlite(self, rows: QuerySet, words: list[str]) -> QuerySet:
        keys = self._keys(words, FEW + 1)
        if len(keys) <= FEW:
            return rows.filter(pk__in=keys)
        # Reckoned with, the key is no way to the rows: the list is read in its order, and each key is looked up among
        # these.
        newest = RawSQL(self._matching, [_phrases(words), NEWEST])  # noqa: S611
        return rows.alias(key=F("pk") + 0).filter(key__in=newest)

    def _postgresql(self, rows: QuerySet, words: list[str]) -> QuerySet:
        # Asked first: PostgreSQL would make the three in a row of thousands of rows to count them.
        if len(self._among_newest(words)) >= OFTEN:
            return self._holding(rows, words)
        keys = self._keys(words, COMMON + 1)
        if len(keys) <= FEW:
            return rows.filter(pk__in=keys)
        if len(keys) <= COMMON:
            return rows.filter(pk__in=RawSQL("SELECT unnest(%s::bigint[])", [keys]))
        return self._holding(rows, words)

    @property
    def _matching(self) -> str:
        return f"SELECT rowid FROM {self.index} WHERE {self.index} MATCH %s ORDER BY rowid DESC LIMIT %s"  # noqa: S608

    @property
    def _said(self) -> str:
        """As the index of PostgreSQL was made of it."""
        return " || chr(10) || ".join((*self.columns, *self.plain))

    # --- The index in SQLite ------------------------------------------------------------------------------------

    @property
    def triggers(self) -> dict[str, str]:
        """Each trigger by its name: what keeps the index of SQLite."""
        names = (*self.columns, *self.plain)
        shown = {row: _joined(row, self.columns, self.plain, "char") for row in ("new", "old")}
        add = f"INSERT INTO {self.index} (rowid, words) VALUES (new.id, {shown['new']});"  # noqa: S608
        remove = f"INSERT INTO {self.index} ({self.index}, rowid, words) VALUES ('delete', old.id, {shown['old']});"  # noqa: S608
        changed = " OR ".join(f"old.{name} <> new.{name}" for name in names)
        return {
            f"{self.index}_added": f"AFTER INSERT ON {self.table} BEGIN {add} END",
            f"{self.index}_removed": f"AFTER DELETE ON {self.table} BEGIN {remove} END",
            f"{self.index}_changed": f"AFTER UPDATE OF {', '.join(names)} ON {self.table} "
            f"WHEN {changed} BEGIN {remove} {add} END",
        }

    def mend(self, using: str, **_signal) -> None:
        """Write the index anew where its triggers are gone: a migration that changes the table makes another of it."""
        if connections[using].vendor != "sqlite":
            return
        with connections[using].cursor() as cursor:
            cursor.execute("SELECT name FROM sqlite_master WHERE name = %s OR tbl_name = %s", [self.index, self.table])
            here = {name for (name,) in cursor.fetchall()}
            if self.index not in here or here.issuperset(self.triggers):
                return
            for name, what in self.triggers.items():
                cursor.execute(f"CREATE TRIGGER IF NOT EXISTS {name} {what}")
            cursor.execute(f"INSERT INTO {self.index} ({self.index}) VALUES ('delete-all')")  # noqa: S608
            cursor.execute(
                f"INSERT INTO {self.index} (rowid, words) "  # noqa: S608
                f"SELECT id, {_joined('looked', self.columns, self.plain, 'char')} FROM {self.table} looked"
            )


def _phrases(words: list[str]) -> str:
    return " AND ".join('"{}"'.format(word.replace('"', '""')) for word in words)


def _joined(row: str, columns: tuple[str, ...], plain: tuple[str, ...], character: str) -> str:
    said = [f"replace({row}.{name}, {character}(8203), '')" for name in columns]
    return f" || {character}(10) || ".join([*said, *(f"{row}.{name}" for name in plain)])
