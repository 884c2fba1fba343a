"""`python -m tests.benchmarks`: a paper of N stories, served by the production server, held to the budgets.

Measuring is not testing: it ends with 0 whatever the figures say.
"""

from __future__ import annotations

import argparse
import json
import platform
import shutil
import sys
import tempfile
from pathlib import Path

from tests.benchmarks import building, reading, table
from tests.benchmarks.paper import ChildFailed, Paper
from tests.benchmarks.table import Figure

MOST_QUERIES = {"story": 5, "front": 4, "section": 4, "deep": 4, "author": 4, "topic": 4}
MOST_SEARCH_MS = 60
MOST_SEARCH_QUERIES = 5
MOST_SAVE_MS = 50
MOST_DESK_MS = 300
MOST_PICTURE_MS = 700


def main() -> None:
    options = _options()
    folder = Path(tempfile.mkdtemp(prefix="newsroom-benchmarks-"))
    paper = Paper(folder, options.database)
    try:
        figures = measure(paper, options)
    except ChildFailed as failure:
        sys.exit(str(failure))
    finally:
        if options.keep:
            tell(f"Kept: {folder}")
        else:
            shutil.rmtree(folder)
    stories = options.stories * (1 + options.copies)
    print(f"\nA newspaper of {stories:,} stories, Python {platform.python_version()}, {platform.machine()}\n")  # noqa: T201
    print(table.draw(figures))  # noqa: T201
    if options.json:
        options.json.write_text(json.dumps(table.as_values(figures), indent=1) + "\n", encoding="utf-8")


def measure(paper: Paper, options: argparse.Namespace) -> list[Figure]:
    """Build the paper and return every figure. Raises ChildFailed."""
    if options.database and paper.ask("emptiness")["tables"]:
        raise ChildFailed(
            "The database named by --database is not empty; the benchmarks write thousands of stories there."
        )
    figures = building.build(paper, options.stories, tell)
    if options.copies:
        tell(f"Copying each story {options.copies} times ...")
        paper.ask("copy", str(options.copies))
    found = paper.ask("addresses")
    tell("Counting queries ...")
    figures += _queries(paper)
    tell("Searching ...")
    figures += _searches(paper)
    tell("Serving ...")
    figures += reading.rates(paper, found, rounds=options.rounds, seconds=options.seconds)
    figures += reading.weights(paper, found)
    tell("Saving in the admin ...")
    figures += _saves(paper)
    tell("Working at the desk ...")
    paper.ask("desk_work")
    figures += _desk(paper)
    tell("Drawing pictures ...")
    return figures + _pictures(paper)


def _queries(paper: Paper) -> list[Figure]:
    counted = paper.ask("queries")
    names = {"deep": "section page far down"} | {name: f"{name} page" for name in MOST_QUERIES if name != "deep"}
    return [
        Figure(f"{names[kind]}: SQL", counted[kind], "queries", None, f"<= {most}", counted[kind] <= most)
        for kind, most in MOST_QUERIES.items()
    ]


def _searches(paper: Paper) -> list[Figure]:
    took = paper.ask("searches")
    figures = [
        Figure(f"search, {what}: p95", one["p95_ms"], "ms", None, budget, one["p95_ms"] <= MOST_SEARCH_MS)
        for budget in [f"<= {MOST_SEARCH_MS} ms"]
        for what, one in took.items()
    ]
    most = max(one["queries"] for one in took.values())
    budget = f"<= {MOST_SEARCH_QUERIES}"
    return [*figures, Figure("search, any page: SQL", most, "queries", None, budget, most <= MOST_SEARCH_QUERIES)]


def _saves(paper: Paper) -> list[Figure]:
    took = paper.ask("saves")
    return [
        Figure("save and publish in the admin", took["save_ms"], "ms", None, *_within(MOST_SAVE_MS, took["save_ms"])),
        Figure("the same: processor time, without the database server's", took["save_cpu_ms"], "ms"),
        Figure("open the admin's form", took["open_ms"], "ms", None, *_within(MOST_DESK_MS, took["open_ms"])),
    ]


def _desk(paper: Paper) -> list[Figure]:
    """One row for a page that is opened all the time; of the list's filters and the like, the slowest."""
    measured = paper.ask("desk_pages")
    kinds: dict[str, list[str]] = {}
    for name in measured:
        kinds.setdefault(name.partition(":")[0], []).append(name)
    slowest = {kind: max(names, key=lambda name: measured[name]["ms"]) for kind, names in kinds.items()}
    rows = [("list of stories, newest first", "list: newest")]
    rows += [(kind if name == kind else f"slowest {name}", name) for kind, name in slowest.items()]
    return [
        Figure(f"desk: {what} ({measured[name]['queries']} queries)", ms, "ms", None, *_within(MOST_DESK_MS, ms))
        for what, name in rows
        for ms in [measured[name]["ms"]]
    ]


def _within(most: float, milliseconds: float) -> tuple[str, bool]:
    return f"<= {most} ms", milliseconds <= most


def _pictures(paper: Paper) -> list[Figure]:
    took = paper.ask("pictures")
    return [
        Figure(
            "6000x4000 JPEG to three widths",
            took["three_ms"],
            "ms",
            None,
            *_within(MOST_PICTURE_MS, took["three_ms"]),
        ),
        Figure(f"the same to all {took['ladder']} renditions", took["ladder_ms"], "ms"),
    ]


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks", description=__doc__.partition("\n")[0])
    parser.add_argument(
        "--stories", type=int, default=1000, help="How large a newspaper (default: 1000; 100000 is a large one)."
    )
    parser.add_argument(
        "--copies", type=int, default=0, help="Copy each story so many times within the database (default: 0)."
    )
    parser.add_argument(
        "--database", default="", metavar="URL", help="An empty database. Default: SQLite in a folder of its own."
    )
    parser.add_argument("--rounds", type=int, default=3, help="Each rate is the median of so many rounds (default: 3).")
    parser.add_argument("--seconds", type=float, default=2.0, help="How long a round lasts (default: 2).")
    parser.add_argument("--json", type=Path, metavar="FILE", help="Write the figures there, too.")
    parser.add_argument("--keep", action="store_true", help="Leave the newspaper's folder and say where it is.")
    return parser.parse_args()


def tell(words: str) -> None:
    print(words, file=sys.stderr, flush=True)  # noqa: T201


if __name__ == "__main__":
    main()
