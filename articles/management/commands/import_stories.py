"""`manage.py import_stories`: bring in legacy stories."""

import json
import shlex
import sys
from contextlib import ExitStack
from datetime import datetime
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from articles.importing import paper, reporting, runner
from articles.importing.options import ImportOptions
from articles.importing.records import Status
from articles.management import reading
from articles.management.commands import import_media
from articles.management.progress import Progress

EXAMPLES = """
Exit codes: 0 all in, 2 wrong call, 3 some refused or in conflict, 4 nothing in.

  manage.py import_stories captures/ --section National --dry-run --report -
  manage.py import_stories 'archive/**/*.txt' --source site-2017 --media uploads/ --report report.ndjson
"""


_WISHES = (
    "section", "edition", "published_at", "source", "media", "fetch_media", "dry_run", "strict", "allow_restricted",
)  # fmt: skip


class Command(BaseCommand):
    help = "Import legacy stories from files, folders and globs. Run again, it takes in only what is new or changed."

    def create_parser(self, prog_name: str, subcommand: str, **kwargs) -> CommandParser:
        return super().create_parser(prog_name, subcommand, epilog=EXAMPLES, **kwargs)

    def add_arguments(self, parser):
        reading.add_arguments(parser)
        parser.add_argument("--section", default="", help="For stories that name none; made if it is missing.")
        parser.add_argument(
            "--edition", default="", help="Name, language or address prefix. Default: as the source says."
        )
        parser.add_argument("--status", choices=[status.value for status in Status], help="Default: as in the source.")
        parser.add_argument(
            "--published-at", type=_moment, metavar="TIME", help="For stories without a date (ISO 8601)."
        )
        parser.add_argument(
            "--source", default="", metavar="NAME", help="Under which ids are unique. Default: the site."
        )
        parser.add_argument("--media", type=Path, metavar="DIR", help="Where the stories' picture files are.")
        parser.add_argument(
            "--fetch-media", action="store_true", help="Then fetch other pictures from where they were on the web."
        )
        parser.add_argument("--dry-run", action="store_true", help="Do it all and change nothing.")
        parser.add_argument("--report", metavar="FILE", help="One JSON object a story; “-” prints it.")
        parser.add_argument(
            "--allow-restricted", action="store_true", help="Take in what its agency forbids to archive: you may."
        )
        parser.add_argument("--strict", action="store_true", help="Refuse a story with any problem.")

    def handle(self, *, sources, report, **options):
        wishes = self._wishes(options)
        with ExitStack() as stack:
            out = self._report_file(report, stack)
            progress = stack.enter_context(self._progress(sources, wishes.media))

            def watch(result):
                progress.watch(result.size)
                if out:
                    out.write(json.dumps(reporting.line(result), ensure_ascii=False) + "\n")

            try:
                done = runner.run_import(
                    sources, wishes, command=shlex.join(sys.argv[1:]), watch=watch, whole=bool(out)
                )
            except (runner.WrongCall, paper.UnknownEdition) as error:
                raise CommandError(str(error), returncode=2) from error
            except KeyboardInterrupt:
                raise CommandError(
                    "Stopped. Whole batches are in; the same command goes on from there.", returncode=130
                ) from None
        (self.stderr if report == "-" else self.stdout).write(done.summary())
        if wishes.fetch_media and not wishes.dry_run:
            import_media.work_off(self)
        sys.exit(done.exit_code)

    def _progress(self, sources: list[str], media: Path | None) -> Progress:
        try:
            return Progress(runner.find(sources, media))
        except runner.WrongCall as error:
            raise CommandError(str(error), returncode=2) from error

    def _wishes(self, options: dict) -> ImportOptions:
        if options["media"] and not options["media"].is_dir():
            raise CommandError(f"--media: there is no folder “{options['media']}”.", returncode=2)
        return ImportOptions(
            status=Status(options["status"]) if options["status"] else None,
            **reading.wishes(options),
            **{name: options[name] for name in _WISHES},
        )

    def _report_file(self, report: str | None, stack: ExitStack):
        if report in (None, "-"):
            return self.stdout._out if report else None
        try:
            return stack.enter_context(open(report, "w", encoding="utf-8"))
        except OSError as error:
            raise CommandError(f"--report: “{report}” cannot be written: {error.strerror}.", returncode=2) from error


def _moment(value: str) -> datetime:
    """Read an ISO 8601 date or time; without an offset it is in the paper's zone. argparse tells of a ValueError."""
    moment = datetime.fromisoformat(value)
    return timezone.make_aware(moment) if timezone.is_naive(moment) else moment
