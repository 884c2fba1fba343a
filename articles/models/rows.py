"""Rows of a model by hand-written SQL, for the few queries that every reader's page makes.

The ORM takes several times as long to write such a query as the database to answer it, and `raw()` works its columns
out anew in each call.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cache

from django.db import connection
from django.db.models import Model


def columns(model: type[Model], alias: str) -> str:
    """Return what a SELECT names for `read` to build rows of the model from, as columns of the table so named."""
    quote = connection.ops.quote_name
    return ", ".join(f"{alias}.{quote(field.column)}" for field in model._meta.concrete_fields)


def read(model: type[Model], statement: str, values: Sequence) -> list[tuple[Model, tuple]]:
    """Run a SELECT that begins with `columns(model, ...)`; return each row of the model with what the SELECT adds."""
    names, converters = _shape(model, connection.vendor)
    width = len(names)
    with connection.cursor() as cursor:
        cursor.execute(statement, values)
        found = cursor.fetchall()
    rows = []
    for row in found:
        own = list(row[:width])
        for place, convert in converters:
            own[place] = convert(own[place])
        rows.append((model.from_db(connection.alias, names, own), row[width:]))
    return rows


@cache
def _shape(model: type[Model], vendor: str) -> tuple[list[str], list[tuple[int, Callable]]]:
    """Return the names of the model's columns, and what the database's values pass through, by their places."""
    fields = model._meta.concrete_fields
    seen_as = [field.get_col(model._meta.db_table) for field in fields]
    converters = [
        (place, _bound(convert, column))
        for place, column in enumerate(seen_as)
        for convert in (*connection.ops.get_db_converters(column), *column.get_db_converters(connection))
    ]
    return [field.attname for field in fields], converters


def _bound(convert: Callable, column: object) -> Callable:
    return lambda value: convert(value, column, connection)
