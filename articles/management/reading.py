"""The arguments by which `import_stories` and `analyse` are told how to read their sources."""

from __future__ import annotations

import codecs
from argparse import ArgumentParser
from collections.abc import Callable
from pathlib import Path
from typing import Any

from django.core.management.base import CommandError

from articles.importing import formats, mapping
from articles.importing.pages import site_rules

_PLAIN = ("format", "date_order", "encoding", "fix_text")


def add_arguments(parser: ArgumentParser) -> None:
    parser.add_argument("sources", nargs="+", metavar="SOURCE", help="A file, a folder (all below it), or a glob.")
    parser.add_argument(
        "--format", choices=sorted(formats.FORMATS), default="", help="Instead of a look at the content."
    )
    parser.add_argument("--date-order", choices=["dmy", "mdy"], default="", help="How to read 03/04/2015.")
    parser.add_argument(
        "--fix-text", action="store_true", help="Put right what was saved in the wrong encoding (â€™ for ’)."
    )
    parser.add_argument("--encoding", default="", help="Of files that are no Unicode and do not say what they are.")
    parser.add_argument("--map", type=Path, metavar="FILE", help="Which column of a table is which field.")
    parser.add_argument("--site-rules", type=Path, metavar="FILE", help="Where saved pages of a site keep what.")


def wishes(options: dict) -> dict[str, Any]:
    """Return what these arguments say as fields of ImportOptions. Raises CommandError, which names the argument."""
    try:
        codecs.lookup(options["encoding"] or "utf-8")
    except LookupError as error:
        raise CommandError(f"--encoding: “{options['encoding']}” is not known.", returncode=2) from error
    return {
        "site_rules": _told("--site-rules", options["site_rules"], site_rules.load) or {},
        "field_map": _told("--map", options["map"], mapping.load),
        **{name: options[name] for name in _PLAIN},
    }


def _told(option: str, path: Path | None, load: Callable[[str], Any]) -> Any:
    """Read what a small file tells; None where there is none."""
    if path is None:
        return None
    try:
        return load(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise CommandError(f"{option}: “{path}” cannot be read: {error.strerror}.", returncode=2) from error
    except (site_rules.BadRules, mapping.BadMap, UnicodeDecodeError) as error:
        raise CommandError(f"{option}: “{path}”: {error}.", returncode=2) from error
