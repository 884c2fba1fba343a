"""Whether stories of a batch come in: what is known of them here already. For `store` alone."""

from __future__ import annotations

from collections.abc import Sequence

from django.db.models import Max
from django.utils import timezone

from articles.importing import agencies
from articles.importing.entries import Entry
from articles.importing.outcomes import Outcome
from articles.models import ImportRecord, Publication, PublishedArticle, Revision


def recognise(entries: Sequence[Entry]) -> None:
    """Say of each whether it is new, unchanged, changed, edited here since, or deleted here since."""
    known = {
        (record.source, record.legacy_id): record
        for record in ImportRecord.objects.filter(
            source__in={entry.source for entry in entries}, legacy_id__in=[entry.story.legacy_id for entry in entries]
        )
        .select_related("article")
        .defer("original")
    }
    changed = []
    for entry in entries:
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
