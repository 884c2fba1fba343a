"""Writes the readers' search anew from what is live: after an upgrade of its rules, or of ICU's dictionary."""

from __future__ import annotations

from collections.abc import Callable

from django.db import transaction

from articles import search, snapshot
from articles.models import Listing, PublishedArticle, SearchEntry, Spelling

BATCH = 500


def index_anew(watch: Callable[[int], None] | None = None) -> int:
    """Index every live story and return how many; `watch` gets the number after each batch.

    A batch is one transaction, and readers can search all the while. What the press does meanwhile stays as it did it.
    """
    Spelling.objects.all().delete()
    done, last = 0, 0
    while batch := _index_after(last):
        done, last = done + len(batch), batch[-1].pk
        if watch:
            watch(done)
    search.tidy()
    return done


@transaction.atomic
def _index_after(key: int) -> list[PublishedArticle]:
    # Locked, or else a story could be published anew between being read here and being written.
    live = PublishedArticle.objects.select_for_update(of=("self",)).select_related("revision")
    rows = list(live.filter(pk__gt=key).order_by("pk")[:BATCH])
    subjects: dict[int, list[tuple[str, int]]] = {row.pk: [] for row in rows}
    listed = Listing.objects.filter(published__in=rows).values_list("published", "subject", "subject_id")
    for published, subject, subject_id in listed:
        subjects[published].append((subject, subject_id))
    SearchEntry.objects.filter(published__in=rows).delete()
    search.index((row, snapshot.read(row.revision), subjects[row.pk]) for row in rows)
    return rows
