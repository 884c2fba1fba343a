"""`manage.py import_upload`: the import of an uploaded file. The admin starts it; people call `import_stories`."""

from dataclasses import replace
from pathlib import Path

from django.core.management.base import BaseCommand
from django.utils import timezone

from articles.importing import journal, mapping, runner, uploading
from articles.importing.options import ImportOptions
from articles.importing.outcomes import Result
from articles.importing.records import LegacyStory, NotAStory, Status
from articles.models import ImportProblem, ImportRun

#: Of so many stories a dry run's problems are kept; all are counted.
MOST_TOLD = 10_000
#: What the list of problems does not need of a record.
_BARE = {LegacyStory: {"blocks": (), "original": b"", "candidates": ()}, NotAStory: {}}


class Command(BaseCommand):
    help = "Import a file that was uploaded in the admin, under the run that was begun for it, and remove the file."

    def add_arguments(self, parser):
        parser.add_argument("run", type=int)
        parser.add_argument("file", type=Path)
        parser.add_argument("--section", default="")
        parser.add_argument("--source", default="")
        parser.add_argument("--status", choices=[status.value for status in Status])
        parser.add_argument("--pictures", type=Path, help="A zip archive of their picture files.")
        parser.add_argument("--map", type=Path)
        parser.add_argument("--dry-run", action="store_true")

    def handle(self, *, run, file, section, source, status, **options):
        begun = ImportRun.objects.get(pk=run)
        pictures, field_map = options["pictures"], options["map"]
        try:
            wishes = ImportOptions(
                section=section,
                source=source,
                status=Status(status) if status else None,
                dry_run=options["dry_run"],
                media=uploading.unpacked(pictures) if pictures else None,
                field_map=mapping.load(field_map.read_text(encoding="utf-8")) if field_map else None,
            )
            self._run(begun, file, wishes)
        except Exception as error:
            # Nobody sees this process's output: whoever began it reads in the admin why it ended.
            told = f"The import stopped: {error or type(error).__name__}"
            begun.refresh_from_db()
            begun.problems["stopped"], begun.finished_at = 1, timezone.now()
            begun.save(update_fields=["problems", "finished_at"])
            ImportProblem.objects.create(run=begun, code="stopped", text=told, outcome="refused", origin=file.name)
            raise
        finally:
            uploading.forget(file)

    def _run(self, begun: ImportRun, file: Path, wishes: ImportOptions) -> None:
        """Import the file. What a dry run told is kept when all else has been rolled back."""
        told: list[Result] = []

        def keep(result: Result) -> None:
            if result.problems and len(told) < MOST_TOLD:
                told.append(
                    replace(result, record=replace(result.record, **_BARE[type(result.record)]), article_id=None)
                )

        dry = {"watch": keep, "whole": True} if wishes.dry_run else {}
        report = runner.run_import([str(file)], wishes, by=begun.by, run=begun, **dry)
        if dry:
            begun.refresh_from_db()
            begun.counts, begun.problems = report.counted(), dict(report.problems)
            begun.finished_at = timezone.now()
            begun.save(update_fields=["counts", "problems", "finished_at"])
            journal.keep_problems(begun, told)
