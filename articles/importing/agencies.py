"""What news agencies ask of those who take their stories: versions, embargoes, cancellations. For `store` alone."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from typing import TYPE_CHECKING

from django.utils import timezone

from articles import press
from articles.importing import journal
from articles.importing.outcomes import Outcome
from articles.importing.records import Status
from articles.models import Article, ImportRecord, ImportRun, PublishedArticle

if TYPE_CHECKING:
    from articles.importing.entries import Entry


def why_restricted(entry: Entry) -> str:
    """Return why the agency's terms forbid to keep this story; empty if they do not."""
    wire = entry.story.wire
    if wire is None or not wire.is_restricted:
        return ""
    return f"Its agency forbids to archive it (“{wire.usage_terms}”); --allow-restricted if you may all the same."


def keep_newest(entries: Sequence[Entry]) -> None:
    """Of several versions of a story in one batch let only the highest come in, the last one of equals."""
    highest: dict[tuple[str, str], Entry] = {}
    for entry in entries:
        if not version(entry):
            continue
        other = highest.get(entry.key)
        if other is None:
            highest[entry.key] = entry
            continue
        older, newer = (other, entry) if version(entry) >= version(other) else (entry, other)
        highest[entry.key] = newer
        if older.digest != newer.digest:
            pass_over(older, version(newer))


def version(entry: Entry) -> int:
    return entry.story.wire.version if entry.story.wire else 0


def pass_over(entry: Entry, newer: int) -> None:
    """Leave an older version aside."""
    entry.outcome = Outcome.UNCHANGED
    entry.report("older-version", f"It is version {version(entry)}; version {newer} of the same story takes its place.")


def judge(entry: Entry) -> None:
    """Read a story's embargo and end by today's clock, once what it says has been digested."""
    wire, now = entry.story.wire, timezone.now()
    if entry.story.status is not Status.PUBLISHED:
        return
    embargo = entry.story.embargo_until or (wire.embargo_until if wire else None)
    if embargo and embargo > now:
        entry.story = replace(entry.story, status=Status.SCHEDULED, published_at=embargo, date_only=False)
        entry.report("embargo", f"It is under embargo until {embargo:%Y-%m-%d %H:%M %Z}: it goes live then.")
    elif wire and wire.withdraw_at and wire.withdraw_at <= now:
        entry.story = replace(entry.story, status=Status.DRAFT)
        ended = f"Since {wire.withdraw_at:%Y-%m-%d} its agency wants it published no more: kept at the desk."
        entry.report("expired", ended)


def meet_known(entry: Entry) -> None:
    """Compare a story with what has come in of it: an older version stays out, a newer one keeps the first day."""
    if version(entry) and version(entry) < entry.known.version:
        pass_over(entry, entry.known.version)
    elif entry.story.status is Status.WITHDRAWN:
        entry.takes_back = True
    elif entry.story.wire and entry.story.published_at and entry.article.published_at:
        first = min(entry.story.published_at, entry.article.published_at)
        latest = entry.story.updated_at or entry.story.published_at
        entry.story = replace(entry.story, published_at=first, updated_at=latest)


def write(entry: Entry) -> None:
    """Write on the (unsaved) working copy what the desk must know and keep to."""
    wire, article, now = entry.story.wire, entry.article, timezone.now()
    if wire is None:
        return
    article.embargo_until = wire.embargo_until if wire.embargo_until and wire.embargo_until > now else None
    coming = entry.goes_live or entry.waits
    article.withdraw_at = wire.withdraw_at if coming and wire.withdraw_at and wire.withdraw_at > now else None
    if entry.outcome is Outcome.CREATED:
        told = {"Terms of use": wire.usage_terms, "Note to editors": wire.note, "Slugline": wire.slugline}
        article.notes = "\n".join(f"{name}: {words}" for name, words in told.items() if words)
    if entry.story.status is Status.WITHDRAWN:
        entry.report("cancelled", "Its agency cancelled or withholds it: it is kept at the desk and not published.")


def take_back(run: ImportRun, entries: Sequence[Entry], *, at: datetime) -> None:
    """Withdraw what agencies cancel: a story that is here already, and those that a message takes back by their ids.

    What each was before is kept, for the undo.
    """
    wanted = {
        (entry.source, legacy_id): entry
        for entry in entries
        if entry.story.wire and entry.comes_in
        for legacy_id in entry.story.wire.withdraws
    }
    found = {entry.known.article_id: entry for entry in entries if entry.takes_back}
    records = [entry.known for entry in entries if entry.takes_back]
    if wanted:
        named = ImportRecord.objects.filter(
            source__in={source for source, _id in wanted}, legacy_id__in={key for _source, key in wanted}
        )
        for record in named.exclude(article=None).select_related("article").defer("original"):
            if (record.source, record.legacy_id) in wanted and record.article_id not in found:
                found[record.article_id] = wanted[record.source, record.legacy_id]
                records.append(record)
    journal.keep_replaced(run, records)
    live = set(PublishedArticle.objects.filter(article__in=found).values_list("article", flat=True)) if found else set()
    for article in Article.objects.filter(pk__in=found):
        story = found[article.pk].story
        reason = f"Cancelled by {story.agency or found[article.pk].source}."
        if story.withdrawal and found[article.pk].takes_back:
            reason = story.withdrawal.reason
        if article.pk in live:
            press.withdraw(article, by=run.by, reason=reason, at=at)
        elif article.publish_at:
            press.unschedule(article, by=run.by)
        told = f"“{article.headline[:80]}”: {reason} It is before readers no more."
        found[article.pk].report("withdrawn-by-source", told)
    cancelled = [entry for entry in entries if entry.takes_back]
    for entry in cancelled:
        record = entry.known
        record.digest, record.version, record.outcome = entry.digest, version(entry), Outcome.UPDATED.value
        record.problems = [[problem.code, problem.text] for problem in entry.problems]
    if cancelled:
        ImportRecord.objects.bulk_update(
            [entry.known for entry in cancelled], ["digest", "version", "outcome", "problems"]
        )
