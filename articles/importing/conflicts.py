"""A story that was edited here and changed in its source: what its source says now, and the choice between the two.

The admin calls it.
"""

from __future__ import annotations

import zlib

from django.contrib.auth.models import AbstractBaseUser
from django.db import transaction
from django.utils import timezone

from articles import snapshot
from articles.desk import differences
from articles.desk.differences import Part
from articles.importing.formats import ndjson
from articles.importing.options import ImportOptions
from articles.importing.outcomes import Outcome
from articles.importing.pictures import numbered
from articles.importing.records import LegacyStory
from articles.importing.store import Store
from articles.models import ImportRecord, ImportRun


class NoConflict(Exception):
    """There is nothing to choose between any more."""


def is_open(record: ImportRecord) -> bool:
    return bool(record.offered) and record.article is not None and record.article.trashed_at is None


def beside(record: ImportRecord) -> list[Part]:
    """Return every part of the story, as it is here and as its source has it now. Takes its source's side and rolls
    that back, so that what is shown is what would come. Raises NoConflict.
    """
    with transaction.atomic():
        here = snapshot.take(record.article, by=None) if is_open(record) else None
        theirs(record, by=None)
        parts = differences.between(here, snapshot.newest(record.article), spoken=record.article.edition.language)
        transaction.set_rollback(True)
    return parts


@transaction.atomic
def theirs(record: ImportRecord, *, by: AbstractBaseUser | None) -> None:
    """Let the story be what its source says now, at the desk and, where it is live, before readers. What it was here
    stays among its revisions. Raises NoConflict.
    """
    record = ImportRecord.objects.select_for_update(of=("self",)).select_related("article").get(pk=record.pk)
    if not is_open(record):
        raise NoConflict
    story = ndjson.read_line(zlib.decompress(record.offered), record.origin)
    # What is here now counts as the import's own, so that it may be replaced.
    last = snapshot.take(record.article, by=by)
    ImportRecord.objects.filter(pk=record.pk).update(revision_number=last.number)
    run = ImportRun.objects.create(command=f"conflict: {record}", by=by)
    options = ImportOptions(source=record.source, allow_restricted=True)
    store = Store(run, options)
    _know_pictures(store, record, story)
    entries = store.recognise([options.prepare(story)])
    if entries[0].outcome is not Outcome.UPDATED:
        raise NoConflict
    store.write(entries, at=timezone.now())
    ImportRecord.objects.filter(pk=record.pk).update(digest=record.offered_digest, offered=b"", offered_digest="")
    run.counts, run.finished_at = {str(Outcome.UPDATED): 1}, timezone.now()
    run.save(update_fields=["counts", "finished_at"])


def _know_pictures(store: Store, record: ImportRecord, story: LegacyStory) -> None:
    """The files of its pictures may be long gone: those that it has here stay in their places."""
    here = {use.key: use for use in record.article.pictures.select_related("picture")}
    for key, legacy in numbered(story):
        use = here.get(key)
        if use and use.picture and legacy.file:
            store.pictures.know(legacy, use.picture)


@transaction.atomic
def ours(record: ImportRecord) -> None:
    """Keep what is here: its source's change is not told again, the next one is. Raises NoConflict."""
    record = ImportRecord.objects.select_for_update(of=("self",)).select_related("article").get(pk=record.pk)
    if not is_open(record):
        raise NoConflict
    record.digest, record.offered, record.offered_digest = record.offered_digest, b"", ""
    record.outcome = ImportRecord.Outcome.UPDATED
    record.problems = [told for told in record.problems if told[0] != "conflict"]
    record.save(update_fields=["digest", "offered", "offered_digest", "outcome", "problems"])
