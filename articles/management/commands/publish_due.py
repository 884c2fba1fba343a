"""`manage.py publish_due`: publish and withdraw what is due. For cron, or a loop of its own with `--every`."""

import sys
import time

from django.core.management.base import BaseCommand

from articles import press


class Command(BaseCommand):
    help = "Publish and withdraw the stories that are due. A missed run is caught up by the next one."

    def add_arguments(self, parser):
        parser.add_argument("--every", type=int, metavar="SECONDS", help="Stay, and do it again every so many seconds.")

    def handle(self, *, every, **options):
        report = self._run()
        while every:
            time.sleep(every)
            self._run()
        if report.failed:
            sys.exit(3)

    def _run(self) -> press.DueReport:
        report = press.run_due()
        for article, refusal in report.failed:
            self.stderr.write(f"“{article.headline}” is due, but not ready: {refusal}")
        self.stdout.write(
            f"{len(report.published)} published, {len(report.withdrawn)} withdrawn, {len(report.failed)} not ready,"
            f" {len(report.arranged)} fronts arranged"
        )
        return report
