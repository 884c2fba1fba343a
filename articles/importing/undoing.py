"""Takes back an import: what it created goes, what it updated is again what it was. What anybody touched since stays.

Commands and the admin call `undo`.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import nullcontext
from dataclasses import dataclass, field

from django.contrib.auth.models import AbstractBaseUser
from django.db import transaction
from django.db.models import Model
from django.utils import timezone

from articles import press, snapshot
from articles.importing import cancelling, leftovers, touched
from articles.models import (
    Article,
    FormerPath,
    ImportRecord,
    ImportRun,
    PublishedArticle,
    RelatedLink,
    ReplacedImport,
    Revision,
)

BATCH = 200


@dataclass(frozen=True, slots=True)
class Kept:
    """Something of the run that stays: which (`source: id`, or the noun and its name), and why, as a sentence."""

    what: str
    why: str
    article_id: int | None = None
    #: Of another noun than stories: which one.
    noun: str = ""


@dataclass(slots=True)
class UndoReport:
    """What became of a run: counts of what was taken back by kind, and everything that was kept."""

    taken: Counter[str] = field(default_factory=Counter)
    kept: list[Kept] = field(default_factory=list)
    dry_run: bool = False

    def keep(self, record: ImportRecord, why: str) -> None:
        self.kept.append(Kept(str(record), why, record.article_id))

    def keep_name(self, noun: str, row: Model, why: str) -> None:
        self.kept.append(Kept(str(row), why, noun=noun))

    @property
    def stories_kept(self) -> int:
        return sum(not kept.noun for kept in self.kept)

    def summary(self) -> str:
        """Return one line: `2 stories taken back, 1 restored, 1 kept; also taken back: 1 picture`."""
        stories = f"{_number(self.taken['story'], 'story', 'stories')} taken back"
        told = [stories, f"{self.taken['restored']} restored", f"{self.stories_kept} kept"]
        others = [
            _number(self.taken[noun], noun, f"{noun}s")
            for noun in ("picture", "author", "tag", "section", "edition")
            if self.taken[noun]
        ]
        also = f"; also taken back: {', '.join(others)}" if others else ""
        return f"{', '.join(told)}{also}{' (dry run: nothing was changed)' if self.dry_run else ''}"

    @property
    def exit_code(self) -> int:
        """0 no story of the run is left, 3 some were kept, 4 all were."""
        if not self.stories_kept:
            return 0
        return 3 if self.taken.total() else 4


def _number(number: int, one: str, several: str) -> str:
    return f"{number} {one if number == 1 else several}"


def undo(run: ImportRun, *, by: AbstractBaseUser | None, dry_run: bool = False) -> UndoReport:
    """Take back what is left of a run, 200 stories a transaction; called again, it goes on where it was stopped.

    A dry run is the same code in one transaction that is rolled back.
    """
    report = UndoReport(dry_run=dry_run)
    with transaction.atomic() if dry_run else nullcontext():
        for records in _batches(run):
            with transaction.atomic():
                _undo(run, records, report, by)
        cancelling.take_back(run, report, by)
        report.kept += _changed_later(run)
        leftovers.take_back(run, report)
        run.gone_paths.all().delete()
        ImportRun.objects.filter(pk=run.pk).update(undone_at=timezone.now())
        if dry_run:
            transaction.set_rollback(True)
    return report


def _batches(run: ImportRun) -> Iterator[list[ImportRecord]]:
    """Yield the run's records, the last written first: a story goes before those that it points to."""
    last = None
    while True:
        rows = run.records.order_by("-pk").defer("original", "offered").select_related("article")
        batch = list(rows.filter(pk__lt=last)[:BATCH] if last else rows[:BATCH])
        if not batch:
            return
        yield batch
        last = batch[-1].pk


def _undo(run: ImportRun, records: Sequence[ImportRecord], report: UndoReport, by: AbstractBaseUser | None) -> None:
    # Locked before they are judged: nobody saves one between the look and the deed.
    keys = [record.article_id for record in records if record.article_id]
    list(Article.objects.select_for_update(of=("self",)).filter(pk__in=keys).values_list("pk"))
    why = touched.why_kept(run, records)
    for record in records:
        if record.pk in why:
            report.keep(record, why[record.pk])
    free = [record for record in records if record.pk not in why]
    replaced: dict[int, ReplacedImport] = {}
    before = run.replaced.filter(record__in=free).exclude(former_run=run).select_related("former_run").order_by("pk")
    for row in before:
        replaced.setdefault(row.record_id, row)  # of several in one run, the first: what was before the run
    _remove([record for record in free if record.pk not in replaced], report)
    for record in free:
        if record.pk in replaced:
            missing = _restore(run, record, replaced[record.pk], by)
            report.taken["restored"] += 1
            report.kept += [Kept(str(record), sentence, record.article_id) for sentence in missing]


def _remove(records: Sequence[ImportRecord], report: UndoReport) -> None:
    """Remove stories that the run created, with all that was made of them; their records go as well, so that they can
    come in again.
    """
    articles = {record.article_id: record for record in records}
    if not articles:
        return
    _wait_again(articles)
    press.pulp(articles)
    Article.objects.filter(pk__in=articles).delete()
    ImportRecord.objects.filter(pk__in=[record.pk for record in records]).delete()
    report.taken["story"] += len(articles)


def _wait_again(articles: dict[int, ImportRecord]) -> None:
    """Let what other stories name as related wait for its story, as it did before that came in."""
    links = list(RelatedLink.objects.filter(target__in=articles).exclude(article__in=articles))
    for link in links:
        record = articles[link.target_id]
        link.headline = link.headline or record.article.headline
        link.pending_key = f"{record.source}:{record.legacy_id}"
        link.target_id = None
        link.save()


def _restore(run: ImportRun, record: ImportRecord, before: ReplacedImport, by: AbstractBaseUser | None) -> list[str]:
    """Bring back what a story was before the run; return a sentence for each thing of it that is gone meanwhile."""
    article = record.article
    former = Revision.objects.get(article=article, number=before.revision_number)
    live = PublishedArticle.objects.filter(article=article).exists()
    is_to_be = before.was_live and (live or bool(cancelling.withdrawals(run, [article.pk])))
    restored = snapshot.restore(former, by=by)
    Article.objects.filter(pk=article.pk).update(
        published_at=before.published_at,
        embargo_until=before.embargo_until,
        withdraw_at=before.withdraw_at,
        publish_at=before.publish_at,
        scheduled_revision=restored.revision if before.publish_at else None,
    )
    ended = run.finished_at or timezone.now()
    FormerPath.objects.filter(article=article, created_at__range=(run.started_at, ended)).delete()
    if is_to_be:
        release = press.Release(restored.revision, before.shown_published_at, before.shown_updated_at)
        press.bring_out([release], by=by, at=timezone.now())
    elif live:
        press.withdraw(article, by=by, reason="")
    ImportRecord.objects.filter(pk=record.pk).update(
        run=before.former_run,
        revision_number=restored.revision.number,
        origin=before.origin,
        outcome=before.outcome,
        digest=before.digest,
        version=before.version,
        original=before.original,
        problems=before.problems,
    )
    run.replaced.filter(record=record).delete()
    return restored.missing


def _changed_later(run: ImportRun) -> Iterator[Kept]:
    """What this run wrote and a later one has updated since: that one must be undone first."""
    rows = ReplacedImport.objects.filter(former_run=run).exclude(run=run).select_related("record")
    for row in rows.order_by("pk").iterator():
        why = f"Import {row.run_id} has updated it since: undo that one first."
        yield Kept(str(row.record), why, row.record.article_id)
