"""Old addresses of what came with a source and is no story. For `runner` alone."""

from __future__ import annotations

from collections.abc import Sequence

from articles.importing.addresses import old_paths
from articles.importing.records import GoneAddresses
from articles.models import FormerPath, GonePath, ImportRun


def keep(run: ImportRun, records: Sequence[GoneAddresses]) -> None:
    """Let these addresses answer that what stood there is gone, but for those that a story has. One that is none is
    passed over: nobody can ask for it.
    """
    paths = {path for record in records for path in old_paths(record.addresses, lambda _code, _text: None)}
    if not paths:
        return
    paths -= set(FormerPath.objects.filter(path__in=paths).values_list("path", flat=True))
    GonePath.objects.bulk_create([GonePath(path=path, run=run) for path in sorted(paths)], ignore_conflicts=True)
