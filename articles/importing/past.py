"""What a source told its readers of a story: its corrections, and that it was withdrawn. For `store` alone."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from django.contrib.auth.models import AbstractBaseUser

from articles.importing import references
from articles.importing.entries import Entry
from articles.importing.outcomes import Outcome
from articles.models import Correction, address, bulk
from articles.press import elsewhere


def keep_corrections(entries: Sequence[Entry]) -> None:
    """Write the corrections that the stories come with, and that are not here yet; the articles are saved."""
    said = [(entry, correction) for entry in entries for correction in entry.story.corrections]
    if not said:
        return
    known = Correction.objects.filter(article__in={entry.article.pk for entry, _correction in said})
    here = set(known.values_list("article", "at", "text"))
    bulk.insert(
        Correction(
            article=entry.article,
            edition=entry.edition,
            kind=correction.kind,
            text=correction.text,
            place=correction.place,
            headline=correction.headline or entry.story.headline,
            path=correction.path,
            at=correction.at,
        )
        for entry, correction in said
        if (entry.article.pk, correction.at, correction.text) not in here
    )


def keep_withdrawals(entries: Sequence[Entry], *, by: AbstractBaseUser | None, at: datetime) -> None:
    """Write that new stories had left their readers before they came here."""
    left = [
        elsewhere.Past(
            entry.revision,
            address(entry.section, entry.article.slug),
            entry.article.published_at,
            entry.story.withdrawal.at,
            entry.story.withdrawal.reason,
            references.instead(entry),
        )
        for entry in entries
        if entry.outcome is Outcome.CREATED and entry.section and _has_left(entry)
    ]
    if left:
        elsewhere.enter(left, by=by)


def _has_left(entry: Entry) -> bool:
    withdrawal = entry.story.withdrawal
    return withdrawal is not None and bool(withdrawal.path) and not entry.goes_live
