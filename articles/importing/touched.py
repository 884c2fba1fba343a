"""Which imported stories somebody has touched since: those an undo leaves alone. For `undoing`."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from django.db.models import Max

from articles.importing import cancelling
from articles.models import (
    Article,
    Autosave,
    Comment,
    ImportRecord,
    ImportRun,
    Publication,
    Revision,
    Slot,
)


def why_kept(run: ImportRun, records: Sequence[ImportRecord]) -> dict[int, str]:
    """Return, by the key of each record whose story stays, a sentence that says why. A constant number of queries."""
    why = {record.pk: "It was deleted here since, and stays deleted." for record in records if not record.article_id}
    here = {record.article_id: record for record in records if record.article_id}
    for find in (_edited, _acted_on, _written_on, _corrected, _placed):
        for article, sentence in find(run, here).items():
            why.setdefault(here[article].pk, sentence)
    # Who stays keeps the story that it leads to, and that the next one, once for each link of a chain.
    while led_to := _led_to([article for article, record in here.items() if record.pk not in why]):
        why |= {here[article].pk: sentence for article, sentence in led_to.items()}
    return why


Records = dict[int, ImportRecord]


def _edited(run: ImportRun, here: Records) -> dict[int, str]:
    newest = Revision.objects.filter(article__in=here).order_by().values_list("article").annotate(newest=Max("number"))
    return {
        article: f"It was edited here since (revision {number})."
        for article, number in newest
        if number > here[article].revision_number
    }


def _acted_on(run: ImportRun, here: Records) -> dict[int, str]:
    """By the audit log, which every act of a person at the desk is in and no import is; and by the press's own."""
    found = {
        act.article_id: f"{act.by} has worked on it since: {act.get_verb_display().lower()}, {act.at:%Y-%m-%d %H:%M}."
        for act in cancelling.acts_of_others(run, here)
    }
    withdrawn = Publication.objects.filter(
        article__in=here, article__live=None, at__gte=run.started_at, verb=Publication.Verb.WITHDRAW
    ).order_by("pk")
    cancelled = cancelling.withdrawals(run, here)
    told = {
        publication.article_id: "It was withdrawn here since."
        for publication in withdrawn
        if publication.article_id not in cancelled
    }
    return told | found


def _written_on(run: ImportRun, here: Records) -> dict[int, str]:
    """Comments, and text in a form that nobody has saved yet."""
    commented = Comment.objects.filter(article__in=here, created_at__gte=run.started_at)
    unsaved = Autosave.objects.filter(article__in=here, saved_at__gte=run.started_at)
    told = _each(unsaved.values_list("article", flat=True), "Somebody is writing on it: there is unsaved text.")
    return told | _each(commented.values_list("article", flat=True), "There are comments on it.")


def _corrected(run: ImportRun, here: Records) -> dict[int, str]:
    """Corrections, and versions that readers may not see: promises to readers, whoever made them."""
    acts = Publication.objects.filter(article__in=here)
    # What its source told its own readers came in with the story, and is no act of our press.
    corrected = acts.filter(verb=Publication.Verb.CORRECT).values_list("article", flat=True)
    withheld = acts.filter(withheld__isnull=False).values_list("article", flat=True)
    return _each([*corrected, *withheld], "It was corrected, or a version of it withheld: readers have been told.")


def _placed(run: ImportRun, here: Records) -> dict[int, str]:
    slots = Slot.objects.filter(article__in=here).values_list("article", flat=True)
    return _each(slots, "It stands on a front that the desk arranged.")


def _led_to(going: Sequence[int]) -> dict[int, str]:
    """By stories that stay: those that go lead nobody any more."""
    instead = Publication.objects.filter(instead__in=going).exclude(article__in=going).values_list("instead", flat=True)
    planned = Article.objects.filter(withdraw_instead__in=going).exclude(pk__in=going)
    planned = planned.values_list("withdraw_instead", flat=True)
    sentence = "Readers of a withdrawn story are led to it."
    return _each([*instead, *planned], sentence)


def _each(articles: Iterable[int], sentence: str) -> dict[int, str]:
    return dict.fromkeys(articles, sentence)
