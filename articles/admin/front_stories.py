"""The stories that a front's slots can be filled with: found by words of their headlines, shown piece by piece."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from django.db.models import Value, prefetch_related_objects
from django.db.models.functions import Replace
from django.http import Http404

from articles.admin.front_form import Entry
from articles.desk import headlines, worklists
from articles.language import khmer
from articles.models import Article, PublishedArticle
from articles.models.standing import Standing
from articles.page import catalogue
from articles.page.catalogue import Subject
from articles.press.fronts import Front
from articles.turning import BadCursor
from media.partial_words import FEW, IN_A_ROW, ZWSP, words_of

MOST_WORDS = 8
#: So many scheduled stories are shown, of so many in the whole paper that come next.
SCHEDULED, NEXT_ONES = 20, 1_000


def found(front: Front, asked: Mapping[str, str], placed: set[int]) -> dict:
    """Return what the list of stories shows: live ones of the front, newest first, and before them those that are
    scheduled, so that a planned arrangement can count on them.

    `asked` may hold `q`, the words of a headline, and `_older`, the cursor of the next piece; `placed` are the keys of
    the stories that have a slot. Raises Http404 for a cursor that no list gave.
    """
    query, before = asked.get("q", ""), asked.get("_older", "")
    typed = khmer.repair(query).text
    words = words_of(typed)[:MOST_WORDS]
    # A common word is soon met on the way through the newest; a rare one has its stories named.
    few = _named(typed, words)
    looked_for = words if few is None else [word for word in words if len(word) < IN_A_ROW]
    subject, key = (Subject.SECTION, front.section.pk) if front.section else (Subject.EDITION, front.edition.pk)
    try:
        listed = catalogue.search(subject, key, front.edition, words=looked_for, among=few, before=before)
    except BadCursor as error:
        raise Http404(str(error)) from error
    prefetch_related_objects(listed.stories, "section")
    entries = [] if before else [Entry(article, is_live=False) for article in _scheduled(front, words)]
    entries += [Entry(story, is_live=True) for story in listed.stories]
    return {"entries": entries, "older": listed.older, "q": query, "placed": placed}


def _named(typed: str, words: Sequence[str]) -> list[int] | None:
    """Keys of the stories whose headline has the words, at the desk or before readers; None where they are many."""
    few = headlines.few(typed)
    if few is None:
        return None
    moved = PublishedArticle.objects.filter(article__standing=Standing.CHANGED)
    for word in words:
        moved = moved.alias(shown=Replace("headline", Value(ZWSP), Value(""))).filter(shown__icontains=word)
    return [*few, *moved.order_by("-pk").values_list("pk", flat=True)[:FEW]]


def _scheduled(front: Front, words: Sequence[str]) -> list[Article]:
    """The front's stories that go live for the first time by themselves, the next one first."""
    # Found by their times first: by its edition or section, a database would look through all of a large archive.
    next_ones = Article.objects.filter(worklists.scheduled()).order_by("publish_at").values("pk")[:NEXT_ONES]
    articles = Article.objects.filter(pk__in=next_ones, edition=front.edition, live=None, trashed_at=None)
    if front.section:
        articles = articles.filter(section=front.section)
    for word in words:
        articles = articles.filter(headline__icontains=word)
    return list(articles.select_related("section").defer("body").order_by("publish_at")[:SCHEDULED])
