"""Many new rows of one model at once. For the press and the importer, whose budget is a thousand stories a second.

Django's `bulk_create` prepares each value through several calls and cuts its statements at SQLite's old limit of 999
values; measured on stories of 3 KB it took most of an import's time. One statement for all rows, run for each of them,
or PostgreSQL's COPY, take a third of it.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from itertools import chain
from operator import attrgetter
from types import NoneType

from django.db import connections, models, router
from django.db.backends.base.base import BaseDatabaseWrapper

#: So many values PostgreSQL takes in one statement.
MOST_VALUES = 65_535
_TEXT, _NUMBER = (str, NoneType), (int, NoneType)
#: Django's own fields, and the types of values that go into the database as they are.
PLAIN = {
    models.CharField: _TEXT,
    models.TextField: _TEXT,
    models.BooleanField: (bool, NoneType),
    models.BigAutoField: _NUMBER,
    models.BigIntegerField: _NUMBER,
    models.IntegerField: _NUMBER,
    models.PositiveIntegerField: _NUMBER,
    models.PositiveSmallIntegerField: _NUMBER,
    models.ForeignKey: _NUMBER,
    models.OneToOneField: _NUMBER,
    models.DateTimeField: (NoneType,),
}


def insert(rows: Iterable[models.Model], *, ignore_known: bool = False, at_once: bool = False) -> None:
    """Insert these rows, all of one model with a key that the database counts, inside the caller's transaction.

    Values are prepared as `save()` prepares them; no signal is sent. The rows have their keys already (`reserve`), or
    get none here; with `ignore_known`, one that is there already stays. `at_once` is for a table whose triggers keep
    SQLite's full-text search in step: that writes out what it has gathered at the end of every statement, and row by
    row took half of an insertion's time. Raises IntegrityError as `bulk_create` does.
    """
    rows = list(rows)
    if not rows:
        return
    model = type(rows[0])
    has_keys = rows[0].pk is not None
    fields = [field for field in model._meta.local_concrete_fields if has_keys or not field.primary_key]
    ending = " ON CONFLICT DO NOTHING" if ignore_known else ""
    _execute(model, fields, _values(fields, rows), ending, at_once=at_once)
    for row in rows:
        row._state.adding = False


def insert_values(
    model: type[models.Model], names: Sequence[str], rows: Iterable[Sequence], *, at_once: bool = False
) -> None:
    """Insert rows that are no more than the values of these columns, named as the model's attributes (`article_id`).

    For what a story has many of, or nobody asks for again: making the model's instances takes longer than writing
    their rows. What is not named must have a value of the database's own; no time of saving is set. `at_once` as for
    `insert`.
    """
    _execute(model, [model._meta.get_field(name) for name in names], rows, at_once=at_once)


def upsert(rows: Iterable[models.Model], *, unique: Sequence[str]) -> None:
    """Insert these rows; one whose `unique` columns are there already takes its place, key and all else kept.

    Only for those that may be there: PostgreSQL takes new ones in far faster by COPY, which `insert` is.
    """
    rows = list(rows)
    if not rows:
        return
    model = type(rows[0])
    fields = [field for field in model._meta.local_concrete_fields if not isinstance(field, models.AutoField)]
    columns = [field.column for field in fields if field.name not in unique]
    quote = connections[router.db_for_write(model)].ops.quote_name
    updates = ", ".join(f"{quote(column)} = EXCLUDED.{quote(column)}" for column in columns)
    target = ", ".join(quote(model._meta.get_field(name).column) for name in unique)
    _execute(model, fields, _values(fields, rows), f" ON CONFLICT ({target}) DO UPDATE SET {updates}", at_once=True)


def _values(fields: Sequence[models.Field], rows: Sequence[models.Model]) -> Iterator[Sequence]:
    """Yield the rows' values of these fields. Where the field is set at saving, all are saved at one moment."""
    for field in fields:
        if getattr(field, "auto_now", False) or getattr(field, "auto_now_add", False):
            moment = field.pre_save(rows[0], True)
            for row in rows:
                setattr(row, field.attname, moment)
    return map(attrgetter(*(field.attname for field in fields)), rows)


def _execute(
    model: type[models.Model],
    fields: Sequence[models.Field],
    values: Iterable[Sequence],
    ending: str = "",
    *,
    at_once: bool = False,
) -> None:
    connection = connections[router.db_for_write(model)]
    quote = connection.ops.quote_name
    table, columns = quote(model._meta.db_table), ", ".join(quote(field.column) for field in fields)
    into, one = f"INSERT INTO {table} ({columns}) VALUES", f"({', '.join(['%s'] * len(fields))})"
    prepared = _prepared(fields, values, connection)
    if not prepared:
        return
    # The statements hold names of our own tables and columns alone; every value goes beside them.
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql" and not ending:
            with cursor.copy(f"COPY {table} ({columns}) FROM STDIN") as copy:
                for row in prepared:
                    copy.write_row(row)
        elif connection.vendor == "sqlite" and not at_once:
            # One short statement, run for each row: long ones, each of another length, would fill the driver's memory
            # of statements with 30 MB.
            cursor.executemany(f"{into} {one}{ending}", prepared)
        else:
            for rows in _in_statements(connection, prepared, len(fields)):
                places = ", ".join([one] * len(rows))
                cursor.execute(f"{into} {places}{ending}", list(chain.from_iterable(rows)))


def _prepared(
    fields: Sequence[models.Field], rows: Iterable[Sequence], connection: BaseDatabaseWrapper
) -> list[Sequence]:
    """Return rows of these fields' values as the database takes them.

    Django prepares a value through five calls. Which values come out as they went in is told by the types of a row,
    once for all rows alike; and a moment that rows have in common is prepared once.
    """
    plain = [PLAIN.get(type(field), ()) for field in fields]
    to_prepare: dict[tuple[type, ...], list[int]] = {}
    moments: dict[tuple[int, datetime], object] = {}

    def prepare(place: int, value: object) -> object:
        if type(value) is not datetime:
            return fields[place].get_db_prep_save(value, connection)
        if (place, value) not in moments:
            moments[place, value] = fields[place].get_db_prep_save(value, connection)
        return moments[place, value]

    prepared = []
    for row in rows:
        types = tuple(map(type, row))
        if types not in to_prepare:
            to_prepare[types] = [place for place, kind in enumerate(types) if kind not in plain[place]]
        ready = list(row)
        for place in to_prepare[types]:
            ready[place] = prepare(place, row[place])
        prepared.append(ready)
    return prepared


def _in_statements(
    connection: BaseDatabaseWrapper, values: Sequence[Sequence], width: int
) -> Iterator[Sequence[Sequence]]:
    """Yield the rows in as few parts as a statement may have values."""
    most = MOST_VALUES
    if connection.vendor == "sqlite":
        most = connection.connection.getlimit(sqlite3.SQLITE_LIMIT_VARIABLE_NUMBER)
    size = most // width
    for start in range(0, len(values), size):
        yield values[start : start + size]


def reserve(*wanted: tuple[type[models.Model], int]) -> list[Iterator[int]]:
    """Return for each model so many keys that no other row gets, now or later. One query, inside a transaction."""
    connection = connections[router.db_for_write(wanted[0][0])]
    tables = [(model._meta.db_table, model._meta.pk.column, number) for model, number in wanted]
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            one = "SELECT %s, nextval(pg_get_serial_sequence(%s, %s)) FROM generate_series(1, %s)"
            values = chain.from_iterable((table, table, column, number) for table, column, number in tables)
            cursor.execute(" UNION ALL ".join([one] * len(tables)), list(values))
            keys: dict[str, list[int]] = {table: [] for table, _column, _number in tables}
            for table, key in cursor.fetchall():
                keys[table].append(key)
            return [iter(keys[table]) for table, _column, _number in tables]
        # SQLite writes the highest key ever given to this row, and the transaction holds the only writer's lock.
        places = ", ".join(["%s"] * len(tables))
        cursor.execute(
            f"SELECT name, seq FROM sqlite_sequence WHERE name IN ({places})",  # noqa: S608
            [table for table, _column, _number in tables],
        )
        last = dict(cursor.fetchall())
    first = [last.get(table, 0) + 1 for table, _column, _number in tables]
    return [iter(range(start, start + number)) for start, (_table, _column, number) in zip(first, tables, strict=True)]
