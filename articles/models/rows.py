"""Rows of models by hand-written SQL, for the few queries that every reader's page makes.

The ORM takes several times as long to write such a query as the database to answer it, and `raw()` works its columns
out anew in each call.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cache
from typing import NamedTuple

from django.db import connection
from django.db.models import Model


class Reader(NamedTuple):
    """How one row is made: the attributes in the order of the columns, which of these is the key, and what the
    database's values pass through, by their places.
    """

    model: type[Model]
    names: list[str]
    key: int
    converters: list[tuple[int, Callable]]

    def row(self, alias: str, values: Sequence, start: int) -> Model | None:
        """Return the row whose values begin at that place; None for one that an outer join has not found."""
        own = list(values[start : start + len(self.names)])
        if own[self.key] is None:
            return None
        for place, convert in self.converters:
            own[place] = convert(own[place])
        return self.model.from_db(alias, self.names, own)


class Shape:
    """What is read of a model's rows: every column, or the key and those of the attributes that are named."""

    def __init__(self, model: type[Model], *attributes: str):
        fields = model._meta.concrete_fields
        if unknown := set(attributes) - {field.attname for field in fields}:
            raise ValueError(f"{model.__name__} has no {', '.join(sorted(unknown))}.")
        self.model = model
        self._fields = [field for field in fields if not attributes or field.primary_key or field.attname in attributes]
        self.columns = cache(self._columns)
        self.reader = cache(self._reader)

    def _columns(self, alias: str) -> str:
        """Return what a SELECT names for `read` to build rows from, as columns of the table so named."""
        return ", ".join(f"{alias}.{connection.ops.quote_name(field.column)}" for field in self._fields)

    def _reader(self, vendor: str) -> Reader:
        seen_as = [field.get_col(self.model._meta.db_table) for field in self._fields]
        return Reader(
            model=self.model,
            names=[field.attname for field in self._fields],
            key=next(place for place, field in enumerate(self._fields) if field.primary_key),
            converters=[
                (place, _bound(convert, column))
                for place, column in enumerate(seen_as)
                for convert in (*connection.ops.get_db_converters(column), *column.get_db_converters(connection))
            ],
        )


def read(statement: str, values: Sequence, *shapes: Shape) -> list[tuple]:
    """Run a SELECT that names the columns of these shapes, in their order, before anything else; return for each row
    the models' rows, and then what the SELECT adds.
    """
    with connection.cursor() as cursor:
        cursor.execute(statement, values)
        found = cursor.fetchall()
    vendor, alias, readers, start = connection.vendor, connection.alias, [], 0
    for shape in shapes:
        reader = shape.reader(vendor)
        readers.append((reader, start))
        start += len(reader.names)
    return [(*(reader.row(alias, values, at) for reader, at in readers), *values[start:]) for values in found]


def _bound(convert: Callable, column: object) -> Callable:
    return lambda value: convert(value, column, connection)
