"""Which file of the sitemap a live story stands in, and when a file last changed. Written by the press alone.

A file holds stories of one month and is closed when it is full, so that the list of files and each file cost the same
however large the archive grows, and a search engine need not fetch a file again while nothing in it changed.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Sequence
from datetime import UTC, date, datetime

from django.db.models.functions import Greatest

from articles.models import PublishedArticle, SitemapFile

#: Far below the 50,000 of the protocol, so that a file is made within a second.
FULL = 2000


def give_places(rows: Sequence[PublishedArticle], *, at: datetime) -> None:
    """Give each row that has no file a place in one of its month, and note that the files of all changed at `at`.

    Three queries at the most where no file is begun, whatever the number of rows. The caller saves the rows.
    """
    if at_home := {row.sitemap_id for row in rows} - {None}:
        touch(at_home, at=at)
    homeless = defaultdict(list)
    for row in rows:
        if row.sitemap_id is None:
            homeless[_month(row.listed_at)].append(row)
    if homeless:
        _place(homeless, at)


def touch(files: Collection[int], *, at: datetime) -> None:
    """Note that these files changed."""
    SitemapFile.objects.filter(pk__in=files).update(changed_at=Greatest("changed_at", at))


def _place(homeless: dict[date, list[PublishedArticle]], at: datetime) -> None:
    # Held till the end of the transaction: two publishers never fill the last place of a file twice.
    found = SitemapFile.objects.select_for_update().filter(month__in=homeless).order_by("month", "number")
    open_files = {file.month: file for file in found}
    for month, rows in sorted(homeless.items()):
        for row in rows:
            file = open_files.get(month)
            if file is None or file.given >= FULL:
                number = file.number + 1 if file else 1
                file, _new = SitemapFile.objects.get_or_create(month=month, number=number, defaults={"changed_at": at})
                open_files[month] = file
            file.given += 1
            row.sitemap = file
    changed = {row.sitemap_id: row.sitemap for rows in homeless.values() for row in rows}
    for file in changed.values():
        file.changed_at = max(file.changed_at, at)
    SitemapFile.objects.bulk_update(changed.values(), ["given", "changed_at"])


def _month(moment: datetime) -> date:
    """In UTC, since a file holds stories of every edition."""
    return moment.astimezone(UTC).date().replace(day=1)
