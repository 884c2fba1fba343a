"""What pressing a button would do to what readers see, in words, before it is pressed. Changes nothing.

Times are told in the active zone, which the article's pages set to that of the edition.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.utils import timezone
from django.utils.translation import gettext as _

from articles import snapshot
from articles.admin import state
from articles.desk import readiness
from articles.models import Article, Publication, PublishedArticle


@dataclass(frozen=True, slots=True)
class Outlook:
    """What would happen, in sentences; or else, why it cannot."""

    effects: tuple[str, ...]
    refusals: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Forecast:
    """What publishing would do, and what scheduling would where a time is given."""

    publish: Outlook
    schedule: Outlook | None


def of(article: Article, content: dict, *, at: datetime | None = None) -> Forecast:
    """Return the forecast for this content (of `snapshot.content`) of an article, which need not be saved."""
    now = timezone.now()
    live = PublishedArticle.objects.filter(article=article.pk).select_related("revision").first()
    publish = Outlook(
        (*_arrival(article, content, live, None), *_plan_dropped(article)),
        tuple(readiness.reasons(article, content, now)),
    )
    if at is None:
        return Forecast(publish, None)
    past = (_("That time has passed already; publish it now instead."),) if at <= now else ()
    alone = _("Changes made after that do not ride along.")
    schedule = Outlook(
        (*_arrival(article, content, live, at), alone, *_plan_replaced(article)),
        (*past, *readiness.reasons(article, content, at)),
    )
    return Forecast(publish, schedule)


def _arrival(article: Article, content: dict, live: PublishedArticle | None, at: datetime | None) -> list[str]:
    """What readers get, where, and when."""
    path = readiness.path_of(content)
    when = _("at %s") % state.moment(at) if at else _("at once")
    if live:
        told = [_replacement(article, content, live, when)]
    else:
        told = [_("Goes live %(when)s, at %(path)s") % {"when": when, "path": path}]
    if live and live.path != path:
        moved = _("It moves to %(new)s; its old address %(old)s will lead there.")
        told.append(moved % {"new": path, "old": live.path})
    if live is None and Publication.objects.filter(article=article.pk).exists():
        told.append(_("It was withdrawn: this brings it back."))
    if article.withdraw_at:
        told.append(_("It leaves the paper at %s.") % state.moment(article.withdraw_at))
    return told


def _replacement(article: Article, content: dict, live: PublishedArticle, when: str) -> str:
    newest = snapshot.newest(article)
    number = newest.number if snapshot.read(newest) == content else newest.number + 1
    if number == live.revision.number:
        same = _("Readers have exactly this already, as revision %d; they would only see it marked as updated.")
        return same % number
    return _("Readers see revision %(live)d; revision %(new)d replaces it %(when)s.") % {
        "live": live.revision.number,
        "new": number,
        "when": when,
    }


def _plan_dropped(article: Article) -> list[str]:
    if article.publish_at is None:
        return []
    return [
        _("Revision %(number)d, planned for %(when)s, does not go live then.")
        % {"number": article.scheduled_revision.number, "when": state.moment(article.publish_at)}
    ]


def _plan_replaced(article: Article) -> list[str]:
    if article.publish_at is None:
        return []
    return [
        _("It takes the place of revision %(number)d, planned for %(when)s.")
        % {"number": article.scheduled_revision.number, "when": state.moment(article.publish_at)}
    ]
