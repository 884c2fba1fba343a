"""What a run leaves behind so that it can be told and undone: its problems, what it replaced, what it made beside
stories. For `store` and `runner` alone; each call is a query or two a batch.
"""

from __future__ import annotations

import zlib
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from django.db.models import Model

from articles.importing.formats import ndjson
from articles.importing.outcomes import Outcome, Result
from articles.importing.records import NotAStory
from articles.models import (
    Author,
    Brought,
    Edition,
    ImportProblem,
    ImportRecord,
    ImportRun,
    PublishedArticle,
    ReplacedImport,
    Section,
    Tag,
    bulk,
)
from media.models import Picture

if TYPE_CHECKING:
    from articles.importing.entries import Entry

NOUNS: dict[type[Model], Brought.Noun] = {
    Picture: Brought.Noun.PICTURE,
    Author: Brought.Noun.AUTHOR,
    Tag: Brought.Noun.TAG,
    Section: Brought.Noun.SECTION,
    Edition: Brought.Noun.EDITION,
}


#: What a run told of an input, in the order of the columns.
TOLD = ("code", "text", "outcome", "source", "legacy_id", "origin", "article_id")


def copy_problems(run: ImportRun, told: Iterable[tuple]) -> None:
    """Keep what an earlier run told of inputs (rows of TOLD) whose stories are as it left them."""
    skipped = Outcome.SKIPPED.value
    bulk.insert_values(
        ImportProblem,
        ("run_id", *TOLD),
        (
            (run.pk, code, text, outcome if outcome == skipped else Outcome.UNCHANGED.value, *where)
            for code, text, outcome, *where in told
        ),
    )


def keep_problems(run: ImportRun, results: Iterable[Result]) -> None:
    """Keep every problem of these results as the run told it."""
    bulk.insert_values(
        ImportProblem,
        ("run_id", *TOLD),
        (
            (
                run.pk,
                problem.code,
                _stored(problem.text),
                result.outcome.value,
                result.source,
                "" if isinstance(result.record, NotAStory) else _stored(result.record.legacy_id[:400]),
                _stored(result.record.origin[:1000]),
                result.article_id,
            )
            for result in results
            for problem in result.problems
        ),
    )


def _stored(text: str) -> str:
    """PostgreSQL keeps no NUL and nobody keeps half a surrogate pair; what is refused for one is told all the same."""
    return text.replace("\0", "�").encode("utf-8", "replace").decode()


def keep_brought(run: ImportRun, rows: Iterable[Model]) -> None:
    """Keep that the run made these rows, which are saved."""
    bulk.insert([Brought(run=run, noun=NOUNS[type(row)], key=row.pk) for row in rows], ignore_known=True)


def keep_replaced(run: ImportRun, records: Sequence[ImportRecord]) -> None:
    """Keep what these known stories are now, before the run updates or cancels them. Nothing of them is changed yet."""
    if not records:
        return
    originals = dict(
        ImportRecord.objects.filter(pk__in=[record.pk for record in records]).values_list("pk", "original")
    )
    live = PublishedArticle.objects.only("published_at", "updated_at").in_bulk(
        [record.article_id for record in records]
    )
    bulk.insert(_replaced(run, record, originals[record.pk], live.get(record.article_id)) for record in records)


def _replaced(run: ImportRun, known: ImportRecord, original: bytes, live: PublishedArticle | None) -> ReplacedImport:
    article = known.article
    return ReplacedImport(
        run=run,
        record=known,
        former_run_id=known.run_id,
        revision_number=known.revision_number,
        origin=known.origin,
        outcome=known.outcome,
        digest=known.digest,
        version=known.version,
        original=bytes(original),
        problems=known.problems,
        published_at=article.published_at,
        embargo_until=article.embargo_until,
        publish_at=article.publish_at,
        withdraw_at=article.withdraw_at,
        was_live=live is not None,
        shown_published_at=live.published_at if live else None,
        shown_updated_at=live.updated_at if live else None,
    )


def keep_found(run: ImportRun, entries: Sequence[Entry]) -> None:
    """Keep that the run found these stories here as their source says."""
    known = [entry.known.pk for entry in entries if entry.known]
    if known:
        ImportRecord.objects.filter(pk__in=known).update(read_in=run)


def keep_conflicts(entries: Sequence[Entry]) -> None:
    """Say on the record that its source changed, and what it says now; its digest stays, so that the next run tells it
    again.
    """
    for entry in entries:
        entry.known.outcome = ImportRecord.Outcome.CONFLICT
        entry.known.problems = [[problem.code, problem.text] for problem in entry.problems]
        entry.known.offered = zlib.compress(ndjson.dump(entry.story).encode())
        entry.known.offered_digest = entry.digest
    if entries:
        ImportRecord.objects.bulk_update(
            [entry.known for entry in entries], ["outcome", "problems", "offered", "offered_digest"]
        )
