"""Builds the newspaper of a benchmark by the importer that migrators call, and tells how fast it came in."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable

from tests.benchmarks import archive
from tests.benchmarks.paper import ROOT, Paper
from tests.benchmarks.table import Figure

#: Stories with a lead picture, and how many pictures they share. They count in no rate.
PICTURED = 60
PICTURES = 12
LEAST_A_SECOND = 1000
MOST_MB = 250

Tell = Callable[[str], None]


def build(paper: Paper, stories: int, tell: Tell) -> list[Figure]:
    """Import half of the stories as text captures and half as NDJSON, then some with pictures; return the figures."""
    paper.manage("migrate", "--verbosity", "0")
    paper.manage("collectstatic", "--no-input", "--verbosity", "0")
    half = stories // 2
    captures, records = paper.folder / "captures", paper.folder / "archive.ndjson"
    tell(f"Writing an archive of {stories:,} stories ...")
    archive.write_captures(captures, range(1, half + 1))
    archive.write_records(records, range(half + 1, stories + 1))
    figures = []
    tell("Importing the text captures ...")
    figures += _import(paper, "import of text captures", [str(captures), "--section", "National"])
    tell("Importing the NDJSON ...")
    figures += _import(paper, "import of NDJSON", [str(records)])
    tell("Importing the text captures again, unchanged ...")
    first = figures[0].value
    figures += _import(paper, "import again, unchanged", [str(captures), "--section", "National"], least=5 * first)
    tell("Importing some stories with pictures ...")
    _add_pictured(paper, stories)
    return figures


def _import(paper: Paper, what: str, arguments: list[str], *, least: float = LEAST_A_SECOND) -> list[Figure]:
    ending = paper.manage("import_stories", *arguments, "--source", "archive")
    run = paper.ask("last_run")
    rate = sum(run["counts"].values()) / run["seconds"]
    memory = Figure(f"{what}: peak memory", ending.peak_mb, "MB", None, f"<= {MOST_MB} MB", ending.peak_mb <= MOST_MB)
    return [Figure(what, rate, "stories/s", None, f">= {least:,.0f}/s", rate >= least), memory]


def _add_pictured(paper: Paper, stories: int) -> None:
    media, records = paper.folder / "pictures", paper.folder / "pictured.ndjson"
    media.mkdir()
    names = tuple(f"river-{number}.jpg" for number in range(PICTURES))
    draw = "import sys; from PIL import Image\nfor place, name in enumerate(sys.argv[1:]): "
    draw += "Image.effect_noise((1600, 1067), 20 + place).convert('RGB').save(name, quality=85)"
    subprocess.run([sys.executable, "-c", draw, *(str(media / name) for name in names)], cwd=ROOT, check=True)
    archive.write_records(records, range(stories + 1, stories + 1 + PICTURED), names)
    paper.manage("import_stories", str(records), "--source", "archive", "--media", str(media))
