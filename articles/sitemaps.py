"""What search engines may find: all live stories by month, the news of two days, and the pages that list them.

A story that is kept out of search engines is in none of these.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db.models import Exists, OuterRef, QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.template.loader import render_to_string
from django.utils import timezone

from articles import caching, seo
from articles.models import Edition, PublishedArticle, Section, SitemapFile, StoryType
from articles.page import furniture
from articles.page.answers import public, site_of
from articles.seo import Alternate, absolute
from media import renditions

#: Google News takes no older stories, and no more of them.
NEWS_HOURS = 48
NEWS_STORIES = 1000
#: The width of the picture that a sitemap names.
WIDTH = 1280


class MonthConverter:
    """`2026-03`."""

    regex = "[0-9]{4}-(?:0[1-9]|1[0-2])"

    def to_python(self, value: str) -> date:
        return date.fromisoformat(f"{value}-01")

    def to_url(self, value: date) -> str:
        return f"{value:%Y-%m}"


@dataclass(frozen=True, slots=True)
class File:
    """A file as the index names it."""

    url: str
    changed_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Page:
    """A page as a sitemap names it. `changed_at` is the last change that readers saw; None where nobody knows it."""

    url: str
    changed_at: datetime | None = None
    image: str = ""
    alternates: tuple[Alternate, ...] = ()


@public
def index(request: HttpRequest) -> HttpResponse:
    """The list of files: one look at the index of stories for each month of the archive."""
    site = site_of(request)
    listed = _findable().filter(sitemap=OuterRef("pk"))
    files = SitemapFile.objects.filter(Exists(listed)).order_by("month", "number")
    named = [File(f"{site}/sitemap/sections.xml")]
    named += [File(f"{site}/sitemap/{_name(file)}", file.changed_at) for file in files]
    return _xml("sitemap_index.xml", files=named)


@public
def sections(request: HttpRequest) -> HttpResponse:
    site = site_of(request)
    editions = furniture.editions()
    pairs = seo.fronts(editions, site)
    pages = [Page(absolute(site, edition.get_absolute_url()), alternates=pairs) for edition in editions]
    lists = Section.objects.select_related("edition").order_by("edition", "order", "name")
    pages += [Page(absolute(site, section.get_absolute_url())) for section in lists]
    papers = [furniture.around(edition) for edition in editions]
    others = [
        path
        for paper in papers
        for path in (paper.archive_url, paper.corrections_url, *(page.url for page in paper.pages))
    ]
    pages += [Page(absolute(site, path)) for path in others]
    return _xml("sitemap.xml", pages=pages)


@public
def stories(request: HttpRequest, month: date, number: int = 1) -> HttpResponse:
    """One file of stories, each with its lead picture and its sisters in other languages. Three queries."""
    file = get_object_or_404(SitemapFile, month=month, number=number)
    rows = list(
        _findable()
        .filter(sitemap=file)
        .select_related("lead_picture")
        .only("path", "published_at", "updated_at", "original_id", "edition_id", *_PICTURE)
        .order_by("pk")
    )
    if not rows:
        raise Http404(f"No story of {month:%Y-%m} is live in file {number}.")
    site = site_of(request)
    sisters = _sisters({row.original_id for row in rows}, site)
    return _xml("sitemap.xml", pages=[_page(row, sisters.get(row.original_id, ()), site) for row in rows])


@public
def news(request: HttpRequest) -> HttpResponse:
    """The stories of the last two days, newest first, for Google News; nothing that is paid for."""
    found = [row for edition in furniture.editions() for row in _news_of(edition, timezone.now())]
    found.sort(key=lambda row: row.published_at, reverse=True)
    return _xml("news_sitemap.xml", stories=found[:NEWS_STORIES], site=site_of(request))


def _news_of(edition: Edition, now: datetime) -> QuerySet[PublishedArticle]:
    rows = _findable().filter(
        edition=edition, published_at__gt=now - timedelta(hours=NEWS_HOURS), published_at__lte=now
    )
    rows = rows.exclude(story_type=StoryType.SPONSORED).order_by("-published_at", "-article_id")
    return rows.select_related("edition")[:NEWS_STORIES]


@public
def llms(request: HttpRequest) -> HttpResponse:
    """What the paper is and where its stories are, in the Markdown that language models look for at `/llms.txt`."""
    papers = [furniture.around(edition) for edition in furniture.editions()]
    if not papers:
        raise Http404("This newspaper has no edition yet.")
    context = {"papers": papers, "main": papers[0].edition, "site": site_of(request)}
    text = render_to_string("llms.txt", context, using="paper")
    return caching.tag(HttpResponse(text, content_type="text/plain; charset=utf-8"), [])


def _findable() -> QuerySet[PublishedArticle]:
    return PublishedArticle.objects.filter(kept_out_of_search=False)


def _name(file: SitemapFile) -> str:
    part = "" if file.number == 1 else f"-{file.number}"
    return f"stories-{file.month:%Y-%m}{part}.xml"


#: What `renditions` works a picture's address out from, and `is_usable`.
_PICTURE = tuple(f"lead_picture__{name}" for name in ("sha256", "width", "height", "focal_point", "usable_until"))


def _page(row: PublishedArticle, sisters: tuple[Alternate, ...], site: str) -> Page:
    picture = row.lead_picture
    shown = renditions.url(picture, "full", WIDTH) if picture and picture.is_usable else ""
    return Page(
        absolute(site, row.path), row.updated_at or row.published_at, absolute(site, shown) if shown else "", sisters
    )


def _sisters(originals: set[int], site: str) -> dict[int, tuple[Alternate, ...]]:
    """The addresses of each story that has any in several languages, by the story that they all translate."""
    editions = furniture.editions()
    if len(editions) < 2:
        return {}
    found: dict[int, list[tuple[Edition, str]]] = {}
    by_key = {edition.pk: edition for edition in editions}
    rows = _findable().filter(original_id__in=originals).values_list("original_id", "edition_id", "path")
    for original, edition, path in rows:
        found.setdefault(original, []).append((by_key[edition], path))
    return {original: seo.pairs(pages, site) for original, pages in found.items() if len(pages) > 1}


def _xml(template: str, **context) -> HttpResponse:
    response = HttpResponse(render_to_string(template, context, using="paper"), content_type="application/xml")
    return caching.tag(response, [caching.SITEMAP])
