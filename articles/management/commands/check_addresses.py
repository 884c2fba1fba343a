"""`manage.py check_addresses`: what do the old addresses answer?"""

import json
import sys
from collections import Counter
from dataclasses import asdict

from django.core.management.base import BaseCommand, CommandError

from articles.importing import address_check
from articles.importing.address_check import Answer, Standing

ANSWERED = (Standing.LIVE, Standing.REDIRECT, Standing.GONE)


class Command(BaseCommand):
    help = (
        "Say of each address of a list, or of a server’s log (common, combined), what it answers here: live, redirect "
        "(and where to), gone, conflict, unknown. Exit codes: 0 all answer, 2 wrong call, 3 some are unknown or in "
        "conflict, 4 all are."
    )

    def add_arguments(self, parser):
        parser.add_argument("file", metavar="FILE", help="One address a line, or a log; “-” reads what is piped in.")
        parser.add_argument(
            "--only", choices=list(Standing), action="append", help="Print these alone; counts are all."
        )
        parser.add_argument("--format", choices=["table", "ndjson"], default="table", help="One line an address.")

    def handle(self, *, file, only, **options):
        write = self._json if options["format"] == "ndjson" else self._line
        counts = Counter()
        try:
            with sys.stdin.buffer if file == "-" else open(file, "rb") as lines:
                for answer in address_check.check(lines):
                    counts[answer.standing] += 1
                    if not only or answer.standing in only:
                        self.stdout.write(write(answer))
        except OSError as error:
            raise CommandError(f"“{file}” cannot be read: {error.strerror}.", returncode=2) from error
        self._told(counts, sys.stderr if options["format"] == "ndjson" else self.stdout)
        unanswered = counts.total() - sum(counts[standing] for standing in ANSWERED)
        sys.exit(0 if not unanswered else 4 if unanswered == counts.total() else 3)

    def _line(self, answer: Answer) -> str:
        return "\t".join(filter(None, (answer.standing, str(answer.hits), answer.address, answer.to, answer.note)))

    def _json(self, answer: Answer) -> str:
        return json.dumps(asdict(answer), ensure_ascii=False)

    def _told(self, counts: Counter, out) -> None:
        told = ", ".join(f"{counts[standing]} {standing}" for standing in Standing if counts[standing])
        noun = "address" if counts.total() == 1 else "addresses"
        out.write(f"{counts.total()} {noun}: {told or 'none'}\n")
