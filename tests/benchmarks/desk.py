"""The desk under a large archive: an ordinary day's work among the stories, and what its pages take. For `inside`."""

from __future__ import annotations

import statistics
from datetime import timedelta
from urllib.parse import urlencode

from django.contrib.auth.models import User
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from lxml import html

from articles import press, snapshot
from articles.admin.base import BoundedPaginator, EditorialAdmin
from articles.models import Article, Author, DeskStatus, Edition, PublishedArticle, Revision, Section
from tests.benchmarks.clock import timed

PEOPLE = 8
DRAFTS = 400
CHANGED = 60
WITHDRAWN = 40
PLANNED = 20
ROUNDS = 5
SAVES = 41

LIST = reverse("admin:articles_article_changelist")


def work() -> dict:
    """Put a day's work among the stories of the archive: drafts with deadlines, changes, withdrawals, plans."""
    people = [User.objects.get_or_create(username=f"writer-{n}", is_staff=True)[0] for n in range(PEOPLE)]
    now = timezone.now()
    edition, sections = Edition.objects.first(), list(Section.objects.order_by("pk"))
    for n in range(DRAFTS):
        article = Article.objects.create(
            edition=edition,
            section=sections[n % len(sections)],
            headline=f"ការសាកល្បង {n}: a draft of the desk" if n % 4 == 0 else f"Draft {n} of the desk",
            body="<p>A first sentence of it.</p>",
            desk_status=DeskStatus.IN_REVIEW if n % 5 == 0 else DeskStatus.DRAFT,
            assignee=people[n % PEOPLE] if n % 3 else None,
            created_by=people[n % PEOPLE],
            deadline=now + timedelta(hours=n - 100) if n % 2 else None,
        )
        snapshot.take(article, by=article.created_by)
        if n < PLANNED:
            press.schedule(article, by=None, at=now + timedelta(hours=n + 1))
    for article in _spread(CHANGED):
        article.standfirst = "Changed since."
        article.save()
        snapshot.take(article, by=people[0])
    for article in _spread(WITHDRAWN):
        press.withdraw(article, by=None, reason="It was wrong.")
    return {"drafts": DRAFTS}


def _spread(number: int) -> list[Article]:
    """So many live stories, evenly over the archive."""
    keys = list(Article.objects.filter(standing="live").order_by("pk").values_list("pk", flat=True))
    return list(Article.objects.filter(pk__in=keys[:: max(1, len(keys) // number)][:number]))


def saves() -> dict:
    """Milliseconds of save-and-publish in the admin - by the clock, and of this process - and of opening the form:
    medians over the whole archive.
    """
    client = Client()
    client.force_login(User.objects.create_superuser(f"benchmark-{User.objects.count()}", password=None))
    keys = list(PublishedArticle.objects.order_by("pk").values_list("pk", flat=True))
    opened, saved, worked = [], [], []
    for key in keys[:: max(1, len(keys) // SAVES)][:SAVES]:
        address = reverse("admin:articles_article_change", args=[key])
        page, took, _cpu = timed(lambda address=address: client.get(address))
        opened.append(took)
        answers = _answers(page.content)
        answers["headline"] += " - updated"
        before = Revision.objects.filter(article=key).count()
        _page, took, cpu = timed(
            lambda address=address, answers=answers: client.post(address, {**answers, "_publish": "1"})
        )
        saved.append(took)
        worked.append(cpu)
        _must_be_live(key, answers["headline"], before)
    times = {"save_ms": saved, "save_cpu_ms": worked, "open_ms": opened}
    return {name: statistics.median(taken) for name, taken in times.items()}


def _answers(page: bytes) -> dict:
    """What the form would send if the editor touched nothing."""
    [form] = html.fromstring(page.decode()).xpath("//form[@id='article_form']")
    # A browser drops the line break that Django writes at the head of a <textarea>; lxml keeps it.
    return {name: value.removeprefix("\n") for name, value in form.form_values()}


def _must_be_live(key: int, headline: str, revisions: int) -> None:
    live = PublishedArticle.objects.get(pk=key)
    if live.headline != headline or Revision.objects.filter(article=key).count() != revisions + 1:
        raise ValueError(f"{Article.objects.get(pk=key)} was not saved and published by the admin's form.")


def pages() -> dict:
    """Return, by what it is, the milliseconds (the best of some rounds) and the queries of each page of the desk."""
    client = Client()
    client.force_login(User.objects.get_or_create(username="editor", is_staff=True, is_superuser=True)[0])
    return {name: _measured(client, address) for name, address in addresses().items()}


def addresses() -> dict[str, str]:
    section, person = Section.objects.first(), User.objects.get(username="writer-1")
    lists = {
        "newest": {},
        "last page": {"p": -(-min(Article.objects.count(), BoundedPaginator.FARTHEST) // EditorialAdmin.list_per_page)},
        **{f"state {state}": {"state": state} for state in ("draft", "scheduled", "live", "changed", "withdrawn")},
        "in review": {"desk_status__exact": "in_review"},
        "ready": {"desk_status__exact": "ready"},
        **{f"due {when}": {"due": when} for when in ("late", "today", "week")},
        "assigned": {"assignee": person.pk},
        "assigned to nobody": {"assignee": "nobody"},
        "mine": {"whose": "mine"},
        "to publish": {"whose": "to_publish"},
        "edition": {"edition__id__exact": Edition.objects.first().pk},
        "section": {"section": section.pk},
        "no section": {"section": "none"},
        "type": {"story_type__exact": "news"},
        "rare type": {"story_type__exact": "obituary"},
        "section and state": {"section": section.pk, "state": "draft"},
        "section and status": {"section": section.pk, "desk_status__exact": "draft"},
        **{f"by {name}{way}": {"o": f"{sign}{n}"} for name, n in COLUMNS.items() for way, sign in WAYS.items()},
        "common word": {"q": "the"},
        "word": {"q": "ferry"},
        "three words": {"q": "ferry night protests"},
        "part of a word": {"q": "eservoi"},
        "rare words": {"q": "Draft 137"},
        "Khmer": {"q": "សាកល្បង"},
        "no such word": {"q": "zyxwvut"},
        "two letters": {"q": "qz"},
        "word and state": {"q": "ferry", "state": "changed"},
    }
    found = {}
    for name, query in lists.items():
        kind = "search" if "q" in query else "order" if "o" in query else "list"
        found[f"{kind}: {name}"] = f"{LIST}?{urlencode(query)}"
    found["desk page"] = reverse("admin:index")
    found["trash"] = reverse("admin:articles_article_trash")
    return found | _choosers()


#: The sortable columns of the list, by their number there; the first is the box to choose a row.
COLUMNS = {"headline": 1, "section": 3, "status": 6, "deadline": 8, "saved": 9}
WAYS = {"": "", " downwards": "-"}


def _choosers() -> dict[str, str]:
    def autocomplete(model: str, field: str, term: str) -> str:
        query = {"app_label": "articles", "model_name": model, "field_name": field, "term": term}
        return f"{reverse('admin:autocomplete')}?{urlencode(query)}"

    return {
        "chooser: story": autocomplete("relatedlink", "target", "ferry"),
        "chooser: story, rare": autocomplete("relatedlink", "target", "zyxwvut"),
        "chooser: story, nothing typed": autocomplete("relatedlink", "target", ""),
        "chooser: author": autocomplete("byline", "author", Author.objects.first().name[:4]),
        "chooser: picture": reverse("admin:media_picture_choose"),
        "chooser: picture, searched": f"{reverse('admin:media_picture_choose')}?q=river",
        "chooser: card in the body": f"{reverse('admin:articles_article_stories')}?q=ferry",
    }


def _measured(client: Client, address: str) -> dict:
    client.get(address)
    with CaptureQueriesContext(connection) as captured:
        page = client.get(address)
        queries = len(connection.queries)
    if page.status_code != 200:
        raise ValueError(f"{address} answered {page.status_code} instead of 200.")
    times = [timed(lambda: client.get(address)) for _ in range(ROUNDS)]
    return {
        "ms": min(wall for _page, wall, _cpu in times),
        "cpu_ms": min(cpu for _page, _wall, cpu in times),
        "queries": queries - captured.initial_queries,
    }
