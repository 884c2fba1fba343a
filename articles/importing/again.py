"""Whether a run would only find what it found before: then nothing need be read again. For `runner` alone.

Reading takes most of the time of a run that changes nothing. What is compared is everything that a result depends on:
the sources byte by byte, the migrator's wishes, the reading code itself, and how its stories stand here.
"""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Sequence
from functools import cache
from itertools import islice
from pathlib import Path

from articles.importing import formats, journal
from articles.importing.options import ImportOptions
from articles.importing.outcomes import Outcome
from articles.models import ImportRecord, ImportRun

#: What is read or compared by this code decides what a record is.
ROOMS = ("importing", "body", "language")
#: Outcomes of what is in, and is as its source says.
SETTLED = {Outcome.CREATED, Outcome.UPDATED, Outcome.UNCHANGED}
#: So many runs over the same input are looked at, the newest first.
LOOKED_AT = 20
#: So many problems are copied at a time.
COPIED = 2_000


def input_digest(paths: Sequence[Path]) -> str:
    """Return the SHA-256 (hex) of these files in their order, names and bytes; empty where one cannot be read, or names
    others beside it that belong to it.
    """
    if formats.reads_beside(paths):
        return ""
    whole = hashlib.sha256()
    for path in paths:
        try:
            with path.open("rb") as stream:
                content = hashlib.file_digest(stream, "sha256")
        except OSError:
            return ""  # the reading tells of it
        whole.update(f"{path}\0{content.hexdigest()}\0".encode(errors="surrogateescape"))
    return whole.hexdigest()


def manner(options: ImportOptions, zone: str) -> str:
    """Return the SHA-256 (hex) of how a run reads: its wishes, the paper's time zone, and the code."""
    wishes = {name: getattr(options, name) for name in options.__dataclass_fields__ if name != "dry_run"}
    return hashlib.sha256(f"{sorted(wishes.items())!r}\0{zone}\0{_code()}".encode()).hexdigest()


@cache
def _code() -> str:
    room, said = Path(formats.__file__).parents[2], hashlib.sha256()
    for file in sorted(file for name in ROOMS for file in (room / name).rglob("*.py")):
        said.update(file.read_bytes())
    return said.hexdigest()


def former(digest: str, way: str) -> ImportRun | None:
    """Return the run that read this input in this manner and left all its stories as they still are; None if none did.

    A story that was edited here since is as it is to stay. One that was deleted, taken back, or read differently from
    another source since makes the input worth reading again.
    """
    if not digest:
        return None
    alike = ImportRun.objects.filter(input_digest=digest, manner=way, finished_at__isnull=False, undone_at=None)
    for run in alike.order_by("-pk")[:LOOKED_AT]:
        stories = sum(run.counts.get(outcome, 0) for outcome in SETTLED)
        others = run.counts.keys() - SETTLED - {Outcome.SKIPPED}
        if stories and not others and _standing(run) == stories:
            return run
    return None


def _standing(run: ImportRun) -> int:
    alive = ImportRecord.objects.filter(read_in=run, article__trashed_at=None, article__isnull=False)
    return alive.exclude(outcome=ImportRecord.Outcome.CONFLICT).count()


def tell(run: ImportRun, before: ImportRun) -> Counter[Outcome]:
    """Return the counts of a run that only finds what the one before it left; what that told of its inputs is told
    again.
    """
    told = before.told.order_by("pk").values_list(*journal.TOLD).iterator(COPIED)
    while problems := list(islice(told, COPIED)):
        journal.copy_problems(run, problems)
    run.problems = before.problems
    run.checkpoint = before.checkpoint
    return Counter(
        {
            Outcome.UNCHANGED: sum(before.counts.get(outcome, 0) for outcome in SETTLED),
            Outcome.SKIPPED: before.counts.get(Outcome.SKIPPED, 0),
        }
    )
