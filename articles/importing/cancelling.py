"""What a run took from readers because an agency cancelled it, and how that is taken back. For `undoing`.

A run that cancels a story keeps what it was (`ReplacedImport`) and leaves its record with the run that wrote it; so the
two say the same run, where an update makes the record its own.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from typing import TYPE_CHECKING

from django.contrib.auth.models import AbstractBaseUser
from django.db import transaction
from django.db.models import F, Q
from django.utils import timezone

from articles import press
from articles.models import Act, Article, ImportRecord, ImportRun, Publication, ReplacedImport, Revision

if TYPE_CHECKING:
    from articles.importing.undoing import UndoReport

BATCH = 200


def withdrawals(run: ImportRun, articles: Collection[int]) -> dict[int, Publication]:
    """Return, by story, the withdrawals that the run itself made of these and that are the last word on them."""
    rows = run.replaced.filter(record__article__in=articles, former_run=F("record__run"), was_live=True)
    cancelled = set(rows.values_list("record__article", flat=True))
    acts = Publication.objects.filter(article__in=cancelled).select_related("revision").order_by("pk")
    last = {act.article_id: act for act in acts}
    ended = run.finished_at or timezone.now()
    return {
        article: act
        for article, act in last.items()
        if act.verb == Publication.Verb.WITHDRAW and act.by_id == run.by_id and run.started_at <= act.at <= ended
    }


def take_back(run: ImportRun, report: UndoReport, by: AbstractBaseUser | None) -> None:
    """Bring back what the run withdrew of other runs' stories, where nobody has had a say in it since."""
    for rows in _batches(run):
        with transaction.atomic():
            _take_back(run, rows, report, by)


def _batches(run: ImportRun) -> Iterator[list[ReplacedImport]]:
    rows = run.replaced.filter(former_run=F("record__run")).exclude(record__run=run).select_related("record__article")
    last = None
    while batch := list((rows.filter(pk__lt=last) if last else rows).order_by("-pk")[:BATCH]):
        last = batch[-1].pk
        yield batch


def _take_back(run: ImportRun, rows: Sequence[ReplacedImport], report: UndoReport, by: AbstractBaseUser | None) -> None:
    # Locked before they are judged: nobody saves one between the look and the deed.
    articles = [row.record.article_id for row in rows if row.record.article_id]
    list(Article.objects.select_for_update(of=("self",)).filter(pk__in=articles).values_list("pk"))
    withdrawn = withdrawals(run, articles)
    acted = {act.article_id: act for act in acts_of_others(run, articles)}
    for row in rows:
        article = row.record.article_id
        if article is None:
            report.keep(row.record, "It was deleted here since, and stays deleted.")
        elif act := acted.get(article):
            report.keep(row.record, f"Its agency cancelled it, and {act.by} has worked on it since.")
        elif row.was_live and article not in withdrawn:
            report.keep(row.record, "Its agency cancelled it, and it was published or withdrawn here since.")
        else:
            _bring_back(row, withdrawn.get(article), by)
            report.taken["restored"] += 1


def acts_of_others(run: ImportRun, articles: Collection[int]) -> Iterator[Act]:
    """What people did at the desk to these stories since the run began, the first first; not what the run did for who
    started it.
    """
    acts = Act.objects.filter(article_id__in=articles, at__gte=run.started_at, by__isnull=False)
    its_own = Q(
        verb__in=(Act.Verb.WITHDRAW, Act.Verb.UNSCHEDULE), by=run.by_id, at__lte=run.finished_at or timezone.now()
    )
    yield from acts.exclude(its_own).select_related("by").order_by("pk")


def _bring_back(row: ReplacedImport, withdrawal: Publication | None, by: AbstractBaseUser | None) -> None:
    if row.was_live:
        release = press.Release(withdrawal.revision, row.shown_published_at, row.shown_updated_at)
        press.bring_out([release], by=by, at=timezone.now())
    elif row.publish_at:
        scheduled = Revision.objects.filter(article=row.record.article_id, number=row.revision_number).first()
        planned = {"publish_at": row.publish_at, "scheduled_revision": scheduled}
        Article.objects.filter(pk=row.record.article_id, publish_at=None).update(**planned)
    ImportRecord.objects.filter(pk=row.record_id).update(
        outcome=row.outcome, digest=row.digest, version=row.version, problems=row.problems
    )
    row.delete()
