"""The first page of the admin: what waits for whoever has just logged in. A fixed number of queries, each bounded."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpResponse
from django.utils.translation import gettext as _

from articles.admin import kept, rights, state
from articles.desk import lapsed, worklists
from articles.models import Article, DeskStatus, Notice, Publication

#: So many stories stand in each list; its link leads to all.
SHOWN = 8
#: So many of the press's latest acts are looked through for the stories that it published last.
LOOKED_THROUGH = 40


@dataclass(frozen=True, slots=True)
class Entry:
    """One story of a list: its article and where it stands; `time` is the one that the list is about."""

    article: Article
    state: state.LiveState
    time: datetime | None


@dataclass(frozen=True, slots=True)
class Worklist:
    """A list of the desk page. `more` are the filters of the list of articles that show all of it."""

    name: str
    title: str
    entries: list[Entry]
    more: str
    none: str


def desk(request) -> HttpResponse:
    """The admin's index, with the desk's lists for who reads stories there."""
    lists = {}
    if rights.may_read(request.user):
        publishes = rights.may_publish_somewhere(request.user)
        lists = {
            "publishes": publishes,
            "unsaved": kept.unsaved(request.user),
            "worklists": list(_worklists(request.user, publishes)),
            "notices": _notices(request.user),
            "shown": SHOWN,
        }
    return admin.site.index(request, extra_context=lists)


def _worklists(user, publishes: bool) -> Iterable[Worklist]:
    stories = _stories()
    mine = stories.filter(worklists.newest_of(user, SHOWN)).order_by("-updated_at", "-pk")
    yield _list("mine", _("My stories"), mine, "whose=mine", _("You have written nothing yet."), by="updated_at")
    if publishes:
        yield _waiting(user, stories)
    late = stories.filter(worklists.late()).order_by("-deadline", "-pk")
    yield _list("late", _("Late"), late, "due=late", _("Nothing is late."), by="deadline")
    today = stories.filter(worklists.due_today()).order_by("deadline", "pk")
    yield _list("today", _("Still due today"), today, "due=today", _("Nothing else is due today."), by="deadline")
    scheduled = stories.filter(worklists.scheduled()).order_by("publish_at", "pk")
    yield _list("scheduled", _("Scheduled"), scheduled, "state=scheduled", _("Nothing is scheduled."), by="publish_at")
    yield _published(stories)
    yield _lapsed(stories)


def _stories() -> QuerySet[Article]:
    """Articles with what a list shows, and without their texts."""
    articles = Article.objects.filter(trashed_at=None).select_related("section", "assignee")
    return articles.only(
        "headline",
        "updated_at",
        "deadline",
        "publish_at",
        "desk_status",
        "standing",
        "section__name",
        "assignee__username",
    )


def _waiting(user, stories: QuerySet[Article]) -> Worklist:
    waiting = rights.publishable(user, stories.filter(desk_status=DeskStatus.IN_REVIEW)).order_by("-updated_at", "-pk")
    query = f"desk_status__exact={DeskStatus.IN_REVIEW}&whose=to_publish"
    return _list("review", _("Waiting for review"), waiting, query, _("Nothing waits for review."), by="updated_at")


def _published(stories: QuerySet[Article]) -> Worklist:
    """The stories that went live or changed last. The newest acts are read, not the whole of the paper."""
    acts = Publication.objects.order_by("-pk").values_list("article", "verb", "at")[:LOOKED_THROUGH]
    times = {}
    for article, verb, at in acts:
        times.setdefault(article, (verb, at))
    live = [article for article, (verb, _at) in times.items() if verb != Publication.Verb.WITHDRAW][:SHOWN]
    found = stories.in_bulk(live)
    entries = [Entry(found[pk], state.of(found[pk]), times[pk][1]) for pk in live if pk in found]
    return Worklist("published", _("Just published"), entries, "state=live", _("Nothing is published yet."))


def _lapsed(stories: QuerySet[Article]) -> Worklist:
    """Live stories that lost a picture: its licence has ended, so readers do not see it any more."""
    live = [published.pk for published in lapsed.stories(SHOWN)]
    found = stories.in_bulk(live)
    entries = [Entry(found[pk], state.of(found[pk]), None) for pk in live if pk in found]
    title = _("With a picture whose licence has ended")
    return Worklist("lapsed", title, entries, "pictures=lapsed", _("Every licence holds."))


def _list(name: str, title: str, stories: QuerySet[Article], query: str, none: str, *, by: str) -> Worklist:
    entries = [Entry(article, state.of(article), getattr(article, by)) for article in stories[:SHOWN]]
    return Worklist(name, title, entries, query, none)


def _notices(user) -> QuerySet[Notice]:
    unread = Notice.objects.filter(user=user, read_at=None).select_related("article")
    return unread.only("text", "created_at", "article__headline")[:SHOWN]
