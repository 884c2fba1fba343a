"""A whole import: streams sources through a format into the store, batch by batch. Commands and the demo call it."""

from __future__ import annotations

import gc
import glob
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, nullcontext
from pathlib import Path

from django.conf import settings
from django.contrib.auth.models import AbstractBaseUser
from django.db import transaction
from django.utils import timezone

from articles.importing import again, ahead, formats, gone, journal
from articles.importing.options import ImportOptions, Prepared
from articles.importing.outcomes import Outcome, Result, RunReport
from articles.importing.records import GoneAddresses, NotAStory, PaperFact, Problem
from articles.importing.store import Store
from articles.models import ImportRun


class WrongCall(Exception):
    """The call cannot be carried out as it stands: a source that is not there, an unknown edition."""


def run_import(
    sources: Sequence[str],
    options: ImportOptions,
    *,
    by: AbstractBaseUser | None = None,
    command: str = "",
    watch: Callable[[Result], None] | None = None,
    run: ImportRun | None = None,
    whole: bool = False,
) -> RunReport:
    """Import every story of the sources (files, folders, globs) and return the counts.

    Each batch of 500 is one transaction with its checkpoint, so a run that is stopped leaves whole batches, and the
    next one goes on where it stopped. A dry run is the same code in one transaction that is rolled back. `watch` gets
    every result as soon as its batch is written; `run` is one that was begun already. Where nothing changed since such
    a run before, nothing is read, and `watch` gets nothing, unless the `whole` is asked for. Raises WrongCall before
    anything is written.
    """
    paths = find(sources, options.media)
    reading = options.reading(settings.TIME_ZONE)
    report = RunReport(dry_run=options.dry_run)
    with (
        transaction.atomic() if options.dry_run else nullcontext(),
        _collecting_between_batches() as collect,
        ahead.reading(paths, options.format, reading, options.prepare) as batches,
    ):
        run = run or ImportRun.objects.create(command=command, by=by)
        digest, manner = again.input_digest(paths), again.manner(options, settings.TIME_ZONE)
        if not whole and (before := again.former(digest, manner)):
            report.take_over(again.tell(run, before), before.problems)
        else:
            store = Store(run, options)
            for records in batches:
                for result in _write(store, records, report):
                    if watch:
                        watch(result)
                collect()
        run.input_digest, run.manner = digest, manner
        run.counts, run.problems = report.counted(), dict(report.problems)
        run.finished_at = timezone.now()
        run.save()
        if options.dry_run:
            transaction.set_rollback(True)
    return report


@contextmanager
def _collecting_between_batches() -> Iterator[Callable[[], int]]:
    """Give what looks for reference cycles. Python's own looks come too often: within a batch nothing can go yet, and
    they took a seventh of an import's time.
    """
    gc.collect()
    gc.freeze()
    gc.disable()
    try:
        yield gc.collect
    finally:
        gc.enable()
        gc.unfreeze()


def _write(
    store: Store, records: Sequence[Prepared | PaperFact | GoneAddresses | NotAStory], report: RunReport
) -> list[Result]:
    """Write one batch with its checkpoint; return a result for each story in order, then for refused facts."""
    facts = [record for record in records if isinstance(record, PaperFact)]
    entries = store.recognise([record for record in records if isinstance(record, Prepared)], facts)
    with transaction.atomic():
        written = iter(store.write(entries, facts, at=timezone.now()))
        gone.keep(store.run, [record for record in records if isinstance(record, GoneAddresses)])
        stories = [record for record in records if not isinstance(record, PaperFact | GoneAddresses)]
        results = [next(written) if isinstance(record, Prepared) else refusal(record) for record in stories]
        results += written
        for result in results:
            report.add(result)
        journal.keep_problems(store.run, results)
        store.run.problems = dict(report.problems)
        store.run.counts = report.counted()
        if results:
            store.run.checkpoint = {"stories": report.total, "last": results[-1].record.origin}
        store.run.save(update_fields=["counts", "problems", "checkpoint"])
    return results


def refusal(record: NotAStory) -> Result:
    if not record.is_refused:
        return Result(record, Outcome.SKIPPED, (Problem("skipped", record.reason),))
    return Result(record, Outcome.REFUSED, (Problem("refused", record.reason),))


def find(sources: Sequence[str], media: Path | None = None) -> list[Path]:
    """Return the files of these sources (files, folders with all below them, globs), in a stable order.

    Raises WrongCall for one that names nothing. Hidden files, links that lead out of a folder, and a folder of pictures
    (`media`) inside of one are passed over.
    """
    paths: dict[Path, None] = {}
    for source in sources:
        path = Path(source)
        if path.is_file():
            found = [path]
        elif path.is_dir():
            found = sorted(file for file in path.rglob("*") if _is_source(file, path))
            if media and media.resolve() != path.resolve():
                found = [file for file in found if not file.resolve().is_relative_to(media.resolve())]
        else:
            found = sorted(Path(name) for name in glob.glob(source, recursive=True) if Path(name).is_file())
            if not found:
                raise WrongCall(f"There is no file or folder “{source}”, and nothing matches it as a pattern.")
        paths.update(dict.fromkeys(found))
    return formats.without_parts(list(paths))


def _is_source(file: Path, folder: Path) -> bool:
    hidden = any(part.startswith(".") for part in file.relative_to(folder).parts)
    if hidden or not file.is_file():
        return False
    return not file.is_symlink() or file.resolve().is_relative_to(folder.resolve())
