"""`manage.py import_undo`: take an import back."""

import sys

from django.core.management.base import BaseCommand, CommandError

from articles.importing import undoing
from articles.models import ImportRun


class Command(BaseCommand):
    help = (
        "Take back what an import created and nobody has touched since, and restore what it updated. Says what it "
        "keeps and why. Exit codes: 0 no story of it is left, 2 wrong call, 3 some stories were kept, 4 all were."
    )

    def add_arguments(self, parser):
        parser.add_argument("run", type=int, metavar="RUN", help="The import’s number (manage.py import_report lists).")
        parser.add_argument("--dry-run", action="store_true", help="Do it all and change nothing.")

    def handle(self, *, run, dry_run, **options):
        done = undoing.undo(find_run(run), by=None, dry_run=dry_run)
        for kept in done.kept:
            self.stdout.write(f"kept: {f'{kept.noun} ' if kept.noun else ''}{kept.what}: {kept.why}")
        self.stdout.write(done.summary())
        sys.exit(done.exit_code)


def find_run(number: int) -> ImportRun:
    run = ImportRun.objects.filter(pk=number).first()
    if run is None:
        newest = ", ".join(map(str, ImportRun.objects.values_list("pk", flat=True)[:5])) or "none"
        raise CommandError(f"There is no import {number}. The newest are: {newest}.", returncode=2)
    return run
