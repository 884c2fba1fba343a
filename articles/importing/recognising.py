"""Whether stories of a batch come in: what is known of them here already. For `store` alone."""

from __future__ import annotations

from collections.abc import Sequence

from django.db.models import Max
from django.utils import timezone

from articles.importing import agencies
from articles.importing.entries import Entry
from articles.importing.outcomes import Outcome
from articles.models import ImportRecord, ImportRun, Publication, PublishedArticle, Revision


def recognise(entries: Sequence[Entry], run: ImportRun) -> None:
    """Say of each whether it is new, unchanged, changed, edited here since, deleted here since, or the second under an
    id that the run has read before.
    """
    known = {
        (record.source, record.legacy_id): record
        for record in ImportRecord.objects.filter(
            source__in={entry.source for entry in entries}, legacy_id__in=[entry.story.legacy_id for entry in entries]
        )
        .select_related("article")
        .defer("original")
    }
    # Of earlier batches the records tell what the run has read: a million ids are not held here.
    read = {key: record.digest for key, record in known.items() if record.read_in_id == run.pk}
    changed = []
    for entry in entries:
        first = read.get(entry.key)
        if first and not (agencies.version(entry) and first != entry.digest):
            _second(entry, is_same=first == entry.digest)
            continue
        read[entry.key] = entry.digest
        entry.known = known.get(entry.key)
        if entry.known is None:
            entry.outcome = Outcome.CREATED
        elif entry.known.article is None or entry.known.article.trashed_at:
            entry.outcome = Outcome.DELETED
            entry.report("deleted", "It was deleted here since the last import, and stays deleted.")
        else:
            entry.article = entry.known.article
            entry.outcome = Outcome.UNCHANGED if entry.known.digest == entry.digest else Outcome.UPDATED
            if entry.outcome is Outcome.UPDATED:
                agencies.meet_known(entry)
            if entry.outcome is Outcome.UPDATED and not entry.takes_back:
                changed.append(entry)
    if not changed:
        return
    newest = dict(
        Revision.objects.filter(article__in=[entry.article for entry in changed])
        .order_by()
        .values_list("article")
        .annotate(Max("number"))
    )
    for entry in changed:
        if newest[entry.article.pk] > entry.known.revision_number:
            entry.outcome = Outcome.CONFLICT
            entry.report("conflict", "Its source changed, but it was edited here since: the text here was kept.")
    _hold_back([entry for entry in changed if entry.outcome is Outcome.UPDATED])


def _second(entry: Entry, *, is_same: bool) -> None:
    """Of two stories under one id the first is kept; one that says the same again is no loss."""
    entry.outcome = Outcome.UNCHANGED if is_same else Outcome.CONFLICT
    if not is_same:
        entry.report(
            "duplicate-id",
            f"Another story of this run has the id “{entry.story.legacy_id}”; the first was kept. "
            "Import the two with a --source of their own each.",
        )


def _hold_back(entries: Sequence[Entry]) -> None:
    """Keep at the desk what it does not let before readers: a withdrawn story stays withdrawn, an embargo holds."""
    keys = [entry.article.pk for entry in entries]
    live = set(PublishedArticle.objects.filter(article__in=keys).values_list("article", flat=True))
    public = set(Publication.objects.filter(article__in=keys).order_by().values_list("article", flat=True))
    for entry in entries:
        embargo = entry.article.embargo_until
        if entry.article.pk in public - live:
            entry.is_held = True
            entry.report("withdrawn", "It was withdrawn here, and stays withdrawn: the change is kept at the desk.")
        elif embargo and embargo > timezone.now():
            entry.is_held = True
            entry.report("embargo", f"It is under embargo here until {embargo:%Y-%m-%d %H:%M %Z}: kept at the desk.")
