"""`manage.py analyse`: what is in a source, before anything of it is imported."""

import json
import sys
import zlib
from dataclasses import replace

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from articles.importing import ahead, analysis, runner
from articles.importing.options import ImportOptions, Prepared
from articles.management import reading
from articles.management.progress import Progress


class Command(BaseCommand):
    help = (
        "Say what is in legacy sources before an import: types, statuses, dates, authors, tags, sections, languages, "
        "shortcodes, what has no place here, pictures, hosts, sizes, problems. Writes nothing. Exit codes: 0 all is "
        "read, 2 wrong call, 3 some inputs are refused, 4 no story."
    )

    def add_arguments(self, parser):
        reading.add_arguments(parser)
        parser.add_argument("--most", type=int, default=20, metavar="N", help="Names of each list that are printed.")
        parser.add_argument("--report", choices=["table", "json"], default="table", help="json tells every name.")

    def handle(self, *, sources, most, report, **options):
        wishes = ImportOptions(**reading.wishes(options))
        try:
            paths = runner.find(sources)
        except runner.WrongCall as error:
            raise CommandError(str(error), returncode=2) from error
        found = analysis.Analysis()
        with Progress(paths) as progress:
            for batch in ahead.read(paths, wishes.format, wishes.reading(settings.TIME_ZONE), wishes.prepare):
                for one in batch:
                    is_story = isinstance(one, Prepared)
                    # A story's own bytes came packed.
                    found.add(replace(one.story, original=zlib.decompress(one.packed)) if is_story else one)
                    progress.watch(one.size if is_story else 0)
        if report == "json":
            self.stdout.write(json.dumps(analysis.as_json(found), ensure_ascii=False, indent=1))
        else:
            self.stdout.write("\n".join(analysis.as_lines(found, most=most)))
        sys.exit(found.exit_code)
