"""`manage.py import_report`: tell of an import, or list them."""

import os
import sys
from contextlib import ExitStack

from django.core.management.base import BaseCommand, CommandError

from articles.importing import run_report
from articles.management.commands.import_undo import find_run
from articles.models import ImportRun

FORMS = {"table": run_report.table, "ndjson": run_report.ndjson, "html": run_report.html}
LISTED = 20


class Command(BaseCommand):
    help = "Tell of an import: outcomes, problems, stories. Without a number, list the newest imports."

    def add_arguments(self, parser):
        parser.add_argument("run", type=int, nargs="?", metavar="RUN", help="The import’s number.")
        parser.add_argument("--format", choices=FORMS, default="table", help="html is one page without any other file.")
        parser.add_argument("--output", metavar="FILE", help="Write it there; default: print it.")

    def handle(self, *, run, output, **options):
        told = FORMS[options["format"]](find_run(run)) if run else run_report.runs(ImportRun.objects.all()[:LISTED])
        with ExitStack() as stack:
            out = self.stdout._out
            if output:
                try:
                    out = stack.enter_context(open(output, "w", encoding="utf-8"))
                except OSError as error:
                    raise CommandError(
                        f"--output: “{output}” cannot be written: {error.strerror}.", returncode=2
                    ) from error
            try:
                for piece in told:
                    out.write(piece)
            except BrokenPipeError:
                # Who read it has read enough (`| head`); Python would write what is left once more as it ends.
                os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
