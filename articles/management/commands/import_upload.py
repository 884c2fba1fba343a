"""`manage.py import_upload`: the import of an uploaded file. The admin starts it; people call `import_stories`."""

from pathlib import Path

from django.core.management.base import BaseCommand
from django.utils import timezone

from articles.importing import runner, uploading
from articles.importing.options import ImportOptions
from articles.importing.records import Status
from articles.models import ImportProblem, ImportRun


class Command(BaseCommand):
    help = "Import a file that was uploaded in the admin, under the run that was begun for it, and remove the file."

    def add_arguments(self, parser):
        parser.add_argument("run", type=int)
        parser.add_argument("file", type=Path)
        parser.add_argument("--section", default="")
        parser.add_argument("--source", default="")
        parser.add_argument("--status", choices=[status.value for status in Status])

    def handle(self, *, run, file, section, source, status, **options):
        begun = ImportRun.objects.get(pk=run)
        wishes = ImportOptions(section=section, source=source, status=Status(status) if status else None)
        try:
            runner.run_import([str(file)], wishes, by=begun.by, run=begun)
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
