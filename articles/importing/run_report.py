"""A run told: as a table for a terminal, as NDJSON for a program, as one HTML page to hand on. Commands call it.

Each is a stream of pieces, so that a run of a million stories is told in flat memory.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from itertools import chain

from django.template import engines

from articles.models import ImportProblem, ImportRecord, ImportRun

#: So many problems of a code a terminal gets; the other forms have all of them.
SHOWN = 5


def facts(run: ImportRun) -> dict[str, object]:
    """What is true of the run as a whole, as plain JSON values."""
    return {
        "run": run.pk,
        "command": run.command,
        "by": run.by.get_username() if run.by else None,
        "started_at": run.started_at.isoformat(),
        "finished_at": run.finished_at.isoformat() if run.finished_at else None,
        "undone_at": run.undone_at.isoformat() if run.undone_at else None,
        "input_digest": run.input_digest or None,
        "counts": run.counts,
        "problems": run.problems,
        "checkpoint": run.checkpoint,
    }


def ndjson(run: ImportRun) -> Iterator[str]:
    """One object a line: the run, then what it told of its inputs, then the stories that it was the last to change."""
    told = (
        {
            "kind": "problem",
            "code": problem.code,
            "outcome": problem.outcome,
            "source": problem.source or None,
            "legacy_id": problem.legacy_id or None,
            "origin": problem.origin,
            "article": problem.article_id,
            "text": problem.text,
        }
        for problem in _problems(run)
    )
    stories = (
        {
            "kind": "story",
            "source": record.source,
            "legacy_id": record.legacy_id,
            "origin": record.origin,
            "outcome": record.outcome,
            "article": record.article_id,
            "headline": record.article.headline if record.article else None,
            "path": record.article.live.path if record.article and hasattr(record.article, "live") else None,
        }
        for record in _records(run)
    )
    for line in chain([{"kind": "run"} | facts(run)], told, stories):
        yield json.dumps(line, ensure_ascii=False) + "\n"


def table(run: ImportRun) -> Iterator[str]:
    """Lines for a terminal: the run, how often each problem was told, and the first inputs of each."""
    yield f"Import {run.pk}: {run.command}\n"
    yield f"by        {run.by.get_username() if run.by else '–'}\n"
    yield f"started   {run.started_at:%Y-%m-%d %H:%M:%S %Z}\n"
    yield f"finished  {f'{run.finished_at:%Y-%m-%d %H:%M:%S %Z}' if run.finished_at else _where_it_stands(run)}\n"
    if run.undone_at:
        yield f"undone    {run.undone_at:%Y-%m-%d %H:%M:%S %Z}\n"
    yield f"outcomes  {_told(run.counts) or 'none'}\n"
    if run.input_digest:
        yield f"input     SHA-256 {run.input_digest}\n"
    for code, number in _by_number(run.problems):
        yield f"\n{code} ({number})\n"
        for problem in run.told.filter(code=code).order_by("pk")[:SHOWN]:
            yield f"  {problem.origin}: {problem.text}\n"
        if number > SHOWN:
            yield f"  ... and {number - SHOWN} more: --format ndjson or html tells all\n"


def html(run: ImportRun) -> Iterator[str]:
    """One page that needs nothing but itself."""
    # Opened when it comes to them, so that no more than one code's rows are on their way.
    told = ((code, number, _problems(run, code)) for code, number in _by_number(run.problems))
    template = engines["paper"].env.get_template("import_report.html")
    yield from template.generate(run=run, told=told, counts=_told(run.counts), standing=_where_it_stands(run))


def runs(newest: Iterable[ImportRun]) -> Iterator[str]:
    """A line for each of these runs."""
    for run in newest:
        undone = " (undone)" if run.undone_at else ""
        yield f"{run.pk:>5}  {run.started_at:%Y-%m-%d %H:%M}  {_told(run.counts) or 'none'}{undone}  {run.command}\n"


def _problems(run: ImportRun, code: str = "") -> Iterator[ImportProblem]:
    rows = run.told.filter(code=code) if code else run.told.all()
    return rows.order_by("pk").iterator()


def _records(run: ImportRun) -> Iterator[ImportRecord]:
    rows = run.records.select_related("article__live").defer("original", "offered", "article__body")
    return rows.order_by("pk").iterator()


def _by_number(problems: dict[str, int]) -> list[tuple[str, int]]:
    return sorted(problems.items(), key=lambda item: (-item[1], item[0]))


def _told(counts: dict[str, int]) -> str:
    return ", ".join(f"{number} {outcome}" for outcome, number in counts.items() if number)


def _where_it_stands(run: ImportRun) -> str:
    last = run.checkpoint.get("last")
    return f"not finished; the last whole batch ended with {last}" if last else "not finished; nothing is in yet"
