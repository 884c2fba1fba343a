"""A result as the line of a report. Pure."""

from __future__ import annotations

from articles.importing.dry_run import as_expected_json
from articles.importing.outcomes import Result


def line(result: Result) -> dict:
    """Return the story as it was read and what became of it: plain JSON values, one object an input."""
    return as_expected_json(result.record) | {
        "outcome": str(result.outcome),
        "article": result.article_id,
        "path": result.path or None,
        "problems": [problem.code for problem in result.problems],
        "messages": [problem.text for problem in result.problems],
    }
