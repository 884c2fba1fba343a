"""The only room that writes what readers see. Admin, importers, commands and tests call the same verbs.

One verb is one transaction; what reaches beyond the database (caches) waits for the commit.
"""

from articles.press.due import DueReport, run_due
from articles.press.printing import Release, bring_out, pulp
from articles.press.verbs import (
    NotReady,
    correct,
    keep,
    plan_withdrawal,
    publish,
    schedule,
    show,
    unschedule,
    withdraw,
    withhold,
)

__all__ = [
    "DueReport",
    "NotReady",
    "Release",
    "bring_out",
    "correct",
    "keep",
    "plan_withdrawal",
    "publish",
    "pulp",
    "run_due",
    "schedule",
    "show",
    "unschedule",
    "withdraw",
    "withhold",
]
