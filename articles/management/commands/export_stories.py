"""`manage.py export_stories`: let stories out, in a form that others read."""

import argparse
import json
import os
import sys
from datetime import date, datetime, timedelta
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from articles.exporting import runner, schema
from articles.exporting.formats import FORMATS
from articles.exporting.runner import ExportOptions
from articles.exporting.selection import Selection, Wanted, WrongCall

EXAMPLES = """
Exit codes: 0 all out, 2 wrong call, 3 some refused or without their pictures, 4 nothing out.

  manage.py export_stories archive/ --status all                # all that there is; import_stories takes it in again
  manage.py export_stories 2026.ndjson --from 2026-01-01 --until 2026-12-31 --section National
  manage.py export_stories site/ --format markdown --story /national/ferry-runs-at-night/
"""


class Command(BaseCommand):
    help = "Export stories, with their pictures in a folder beside them. Without --status, what readers have."

    def create_parser(self, prog_name: str, subcommand: str, **kwargs) -> CommandParser:
        return super().create_parser(prog_name, subcommand, epilog=EXAMPLES, **kwargs)

    def add_arguments(self, parser):
        parser.add_argument("--schema", action=_Schema, nargs=0, help="Print the JSON Schema of a line of NDJSON.")
        parser.add_argument("target", metavar="DIR|FILE|-", help="Where to; “-” prints a format of one document.")
        parser.add_argument(
            "--format", choices=sorted(FORMATS), default="ndjson", help="Default: ndjson, all there is."
        )
        parser.add_argument(
            "--status",
            choices=[status.value for status in Wanted],
            default=Wanted.LIVE.value,
            help="live (default): what readers have; draft: what they do not have, embargoed stories too; all: both.",
        )
        for name, told in (
            ("edition", "Name, language or address prefix"),
            ("section", "Name or address, with its parts"),
            ("author", "Name or address"),
            ("tag", "Name or address"),
            ("story", "Number, id in its source, or address"),
        ):
            parser.add_argument(
                f"--{name}", action="append", default=[], metavar=name.upper(), help=f"{told}; again for more."
            )
        parser.add_argument("--from", type=_first, dest="since", metavar="DATE", help="Published on this day or later.")
        parser.add_argument("--until", type=_last, metavar="DATE", help="Published on this day or before.")
        parser.add_argument(
            "--pictures", "--media", type=Path, metavar="DIR", help="Default: “pictures” beside the stories."
        )
        parser.add_argument("--no-pictures", action="store_true", help="Leave the pictures where they are.")

    def handle(self, *, target, format, status, since, until, pictures, no_pictures, **options):  # noqa: A002
        wanted = Selection(
            status=Wanted(status),
            editions=options["edition"],
            sections=options["section"],
            authors=options["author"],
            tags=options["tag"],
            stories=options["story"],
            since=since,
            until=until,
        )
        wishes = ExportOptions(format, wanted, pictures, no_pictures)
        try:
            done = runner.run_export(target, wishes, tell=self.stderr.write)
        except WrongCall as error:
            raise CommandError(str(error), returncode=2) from error
        except BrokenPipeError:
            # Who read it has read enough (`| head`); Python would write what is left once more as it ends.
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
            return
        except OSError as error:
            raise CommandError(
                f"“{error.filename or target}” cannot be written: {error.strerror}.", returncode=2
            ) from error
        except KeyboardInterrupt:
            raise CommandError(
                "Stopped. Files that were done are whole, and none is half; run it again for the rest.", returncode=130
            ) from None
        (self.stderr if target == runner.PRINTED else self.stdout).write(done.summary())
        sys.exit(done.exit_code)


class _Schema(argparse.Action):
    """Prints the schema and ends, as `--help` does."""

    def __call__(self, parser, namespace, values, option_string=None):
        sys.stdout.write(json.dumps(schema.of_line(), ensure_ascii=False, indent=1) + "\n")
        parser.exit()


def _first(value: str) -> datetime:
    """Read an ISO 8601 date or time; one without an offset is in the paper's zone. argparse tells of a ValueError."""
    moment = datetime.fromisoformat(value)
    return timezone.make_aware(moment) if timezone.is_naive(moment) else moment


def _last(value: str) -> datetime:
    """Read as `_first`; a day counts to its end."""
    try:
        day = date.fromisoformat(value)
    except ValueError:
        return _first(value)
    return _first((day + timedelta(days=1)).isoformat())
