"""Turns the pages of a list that an index holds in its order: a walk from a place in it, older or newer, never a count.

A place is a cursor: the moment and the key of a story. `5f3.1a` is right after that story, on the way to older ones;
`5f3.1a~` right before it, on the way to newer ones. For `catalogue` and `archive`; knows no model.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from django.db.models import Q, QuerySet

NEWER = "~"

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_CURSOR = re.compile(rf"(-?[0-9a-f]{{1,15}})\.([0-9a-f]{{1,15}}){NEWER}?", re.ASCII)


class BadCursor(ValueError):
    """The text is no place in a list: it was cut or made up."""


@dataclass(frozen=True, slots=True)
class ListPage:
    """Some stories of a list, newest first, and the cursors of its neighbours, empty where there are none.

    `here` is the page's own cursor: a page that was turned to from its older neighbour is the same as one that was
    turned to from its newer one, and has one address.
    """

    stories: tuple
    older: str = ""
    newer: str = ""
    here: str = ""


@dataclass(frozen=True, slots=True)
class Order:
    """The fields that a list is in descending order of: a moment and a key. Without moments, all of them are NULL."""

    moment: str
    key: str
    has_moments: bool = True

    def place(self, row: Any) -> str:
        """Return the cursor right after a row. Without moments it holds the key alone."""
        return write_cursor(getattr(row, self.moment) if self.has_moments else _EPOCH, getattr(row, self.key))


def turn(rows: QuerySet, before: str, number: int, order: Order) -> ListPage:
    """Return a page of so many of the rows, newest first: the first one, or the one at the cursor. One query.

    Raises BadCursor.
    """
    back = is_back(before)
    if before:
        rows = rows.filter(_beyond(before, order, back=back))
    # In the index's own order also where there is no moment: PostgreSQL would sort for any other.
    fields = (order.moment, order.key) if back else (f"-{order.moment}", f"-{order.key}")
    found = list(rows.order_by(*fields)[: number + 1])
    return turned(found, before, number, order)


def turned(found: Sequence, before: str, number: int, order: Order) -> ListPage:
    """Return the page at the cursor of the rows that were found from there on, on the way that it points; one more than
    `number` of them where the list goes on.
    """
    back, shown, more = is_back(before), list(found[:number]), len(found) > number
    if back:
        shown.reverse()
    if not shown:
        return ListPage((), here=before)
    first, last, stories = order.place(shown[0]), order.place(shown[-1]), tuple(shown)
    if not back:
        return ListPage(stories, last if more else "", first + NEWER if before else "", before)
    # What is newer than all that is shown is the top of the list, and has its address.
    return ListPage(stories, last, first + NEWER if more else "", order.place(found[-1]) if more else "")


def is_back(cursor: str) -> bool:
    """Whether a cursor points to what is newer."""
    return cursor.endswith(NEWER)


def write_cursor(moment: datetime, key: int) -> str:
    """Return the place right after a story: its moment in microseconds since 1970 and its key, in hexadecimal."""
    return f"{(moment - _EPOCH) // timedelta(microseconds=1):x}.{key:x}"


def read_cursor(cursor: str) -> tuple[datetime, int]:
    """Return the moment and the key that a cursor was made of. Raises BadCursor."""
    match = _CURSOR.fullmatch(cursor)
    if not match:
        raise BadCursor(f"“{cursor[:40]}” is no place in a list.")
    try:
        return _EPOCH + timedelta(microseconds=int(match[1], 16)), int(match[2], 16)
    except OverflowError as error:
        raise BadCursor(f"“{cursor}” lies outside of the calendar.") from error


def _beyond(cursor: str, order: Order, *, back: bool) -> Q:
    """What lies beyond a place: the first condition is what the index can begin at, the second parts stories of the
    same moment.
    """
    moment, key = read_cursor(cursor)
    way = "gt" if back else "lt"
    beyond = Q(**{f"{order.key}__{way}": key})
    if order.has_moments:
        beyond |= Q(**{f"{order.moment}__{way}": moment})
        return Q(**{f"{order.moment}__{way}e": moment}) & beyond
    return beyond
