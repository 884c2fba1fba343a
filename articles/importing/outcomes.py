"""What became of each input, and of a whole run. Plain values."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from articles.importing.records import LegacyStory, NotAStory, Problem


class Outcome(StrEnum):
    CREATED = "created"
    UPDATED = "updated"
    UNCHANGED = "unchanged"
    #: Edited here since, or its legacy id belongs to another story of the same run: what is here was kept.
    CONFLICT = "conflict"
    #: Deleted here since: it stays deleted.
    DELETED = "deleted"
    REFUSED = "refused"
    #: No story by its nature: a menu, a comment, what lay in the trash.
    SKIPPED = "skipped"


@dataclass(frozen=True, slots=True)
class Result:
    """One input and what became of it; `article_id` where it is in the paper now, `path` where readers find it."""

    record: LegacyStory | NotAStory
    outcome: Outcome
    problems: tuple[Problem, ...] = ()
    article_id: int | None = None
    path: str = ""
    #: Under whose name its legacy id is unique.
    source: str = ""
    #: Bytes of its original.
    size: int = 0


@dataclass(slots=True)
class RunReport:
    """The counts of a run."""

    counts: Counter[Outcome] = field(default_factory=Counter)
    problems: Counter[str] = field(default_factory=Counter)
    dry_run: bool = False

    @property
    def total(self) -> int:
        return self.counts.total()

    def add(self, result: Result) -> None:
        self.counts[result.outcome] += 1
        self.problems.update(problem.code for problem in result.problems)

    def take_over(self, counts: Mapping[Outcome, int], problems: Mapping[str, int]) -> None:
        """Add what an earlier run over the same input counted."""
        self.counts.update({outcome: count for outcome, count in counts.items() if count})
        self.problems.update(problems)

    def counted(self) -> dict[str, int]:
        """Return the counts as plain JSON values."""
        return {str(outcome): count for outcome, count in self.counts.items()}

    def summary(self) -> str:
        """Return one line: `41 stories: 39 created, 1 updated, 1 refused`. What is no story is told behind them."""
        stories = self.total - self.counts[Outcome.SKIPPED]
        noun = "story" if stories == 1 else "stories"
        told = ", ".join(f"{self.counts[outcome]} {outcome}" for outcome in Outcome if self.counts[outcome])
        ending = " (dry run: nothing was changed)" if self.dry_run else ""
        return f"{stories} {noun}: {told or 'none'}{ending}"

    @property
    def exit_code(self) -> int:
        """0 all in, 3 some refused or in conflict, 4 nothing in."""
        lost = self.counts[Outcome.REFUSED] + self.counts[Outcome.CONFLICT]
        if self.total - self.counts[Outcome.SKIPPED] == lost:
            return 4
        return 3 if lost else 0
