"""What is due by the clock: publications, withdrawals and fronts that were planned."""

from __future__ import annotations

import logging
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.utils import timezone

from articles.models import Arrangement, Article
from articles.press import fronts, pings
from articles.press.verbs import NotReady, locked, publish, unfit_instead, withdraw

logger = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class DueReport:
    """What `run_due` did: articles published and withdrawn, those that could not be with the reasons, and fronts."""

    published: list[Article]
    withdrawn: list[Article]
    failed: list[tuple[Article, NotReady]]
    arranged: list[Arrangement]


def run_due(now: datetime | None = None) -> DueReport:
    """Publish and withdraw what is due, each story in a transaction of its own; a missed run is caught up.

    A story that is not ready stays scheduled and is tried again at the next run; others go on. Then other servers are
    told what changed.
    """
    now = now or timezone.now()
    report = DueReport([], [], [], [])
    for article in Article.objects.filter(publish_at__lte=now).order_by("publish_at", "pk"):
        _attempt(_publish_due, article, now, report, report.published)
    for article in Article.objects.filter(withdraw_at__lte=now, live__isnull=False).order_by("withdraw_at", "pk"):
        _attempt(_withdraw_due, article, now, report, report.withdrawn)
    # Last, since a planned front may place the stories that went live just now.
    report.arranged.extend(fronts.run_due(now))
    pings.send_due(timezone.now())
    return report


def _attempt(
    verb: Callable[[Article, datetime], bool], article: Article, now: datetime, report: DueReport, done: list[Article]
) -> None:
    try:
        if verb(article, now):
            done.append(article)
    except NotReady as refusal:
        logger.warning("Article %s is due, but not ready: %s", article.pk, refusal)
        report.failed.append((article, refusal))


@transaction.atomic
def _publish_due(article: Article, now: datetime) -> bool:
    """Publish it unless another process did, or an editor took the plan back, since it was found."""
    article = locked(article)
    if article.publish_at is None or article.publish_at > now:
        return False
    publish(article, by=None, revision=article.scheduled_revision, at=now)
    return True


@transaction.atomic
def _withdraw_due(article: Article, now: datetime) -> bool:
    article = locked(article)
    if article.withdraw_at is None or article.withdraw_at > now:
        return False
    instead = article.withdraw_instead
    if unfit_instead(article, instead):
        # Whatever became of the other story meanwhile, this one leaves when it was told to.
        instead = None
    withdraw(article, by=None, reason=article.withdraw_reason, instead=instead, at=now)
    return True
