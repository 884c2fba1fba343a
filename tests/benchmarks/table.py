"""Figures next to the budgets that they are held against, as a table for people and as plain values. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass


@dataclass(frozen=True, slots=True)
class Figure:
    """One thing that was measured. `ratio` is to the bare view's rate; `holds` is None where there is no budget."""

    what: str
    value: float
    unit: str
    ratio: float | None = None
    budget: str = ""
    holds: bool | None = None

    @property
    def told(self) -> str:
        digits = 0 if self.value >= 100 or self.value == int(self.value) else 1
        return f"{self.value:,.{digits}f} {self.unit}"


def draw(figures: Sequence[Figure]) -> str:
    """Return the table as text."""
    rows = [("what", "figure", "to bare", "budget", "holds")]
    rows += (
        (
            figure.what,
            figure.told,
            f"{figure.ratio:.3f}" if figure.ratio is not None else "",
            figure.budget,
            {None: "", True: "yes", False: "NO"}[figure.holds],
        )
        for figure in figures
    )
    return columns(rows)


def columns(rows: Sequence[Sequence[str]]) -> str:
    """Return rows of words in columns: the first to the left, the others too, with a line under the first row."""
    widths = [max(len(row[place]) for row in rows) for place in range(len(rows[0]))]
    lines = ["  ".join(word.ljust(width) for word, width in zip(row, widths, strict=True)).rstrip() for row in rows]
    return "\n".join([lines[0], "  ".join("-" * width for width in widths), *lines[1:]])


def as_values(figures: Sequence[Figure]) -> list[dict]:
    return [asdict(figure) for figure in figures]
