"""What search engines may find: the news of two days, all other live stories by month, and the pages that list them.

Every address is in one file alone. A story that is kept out of search engines is in none of these.
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
from articles.page.answers import edition_of, public, site_of
from articles.seo import Alternate, absolute
from media import renditions
from media.models import Picture

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
    #: What Google News is told of it; None for what is no news.
    news: PublishedArticle | None = None


@public
def index(request: HttpRequest) -> HttpResponse:
    """The list of files: one look at the index of stories for each month of the archive."""
    site = site_of(request)
    in_news = _keys_of_news(timezone.now())
    listed = _findable().filter(sitemap=OuterRef("pk")).exclude(pk__in=in_news)
    files = SitemapFile.objects.filter(Exists(listed)).order_by("month", "number")
    named = [File(f"{site}/sitemap/sections.xml"), *map(File, news_files(site) if in_news else ())]
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
    """One file of stories that are no news any more, each with its lead picture and its sisters in other languages.

    Three queries, and one more for each edition.
    """
    file = get_object_or_404(SitemapFile, month=month, number=number)
    rows = _findable().filter(sitemap=file).exclude(pk__in=_keys_of_news(timezone.now())).order_by("pk")
    pages = _pages(rows, site_of(request))
    if not pages:
        raise Http404(f"No story of {month:%Y-%m} is live in file {number}.")
    return _xml("sitemap.xml", pages=pages)


@public
def news(request: HttpRequest, prefix: str = "") -> HttpResponse:
    """An edition's stories of the last two days, newest first, for Google News; nothing that is paid for."""
    edition = edition_of(request, prefix)
    rows = _news_of(edition, timezone.now())
    return _xml("sitemap.xml", edition=edition, pages=_pages(rows, site_of(request), are_news=True))


def news_files(site: str) -> list[str]:
    """Return the addresses of the editions' files of news, of those that have any: a file must not be empty."""

    def read() -> dict[str, bool]:
        now = timezone.now()
        return {edition.path_prefix: _news_of(edition, now).exists() for edition in furniture.editions()}

    with_news = caching.for_generation("editions with news", read)
    return [f"{site}/{prefix}sitemap/news.xml" for prefix, has_news in with_news.items() if has_news]


def _news_of(edition: Edition, now: datetime) -> QuerySet[PublishedArticle]:
    rows = _findable().filter(
        edition=edition, published_at__gt=now - timedelta(hours=NEWS_HOURS), published_at__lte=now
    )
    return rows.exclude(story_type=StoryType.SPONSORED).order_by("-published_at", "-article_id")[:NEWS_STORIES]


def _keys_of_news(now: datetime) -> list[int]:
    """The stories that stand in the files of news: their months' files take them when they are two days old."""
    return [key for edition in furniture.editions() for key in _news_of(edition, now).values_list("pk", flat=True)]


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


_SHOWN = ("path", "headline", "published_at", "updated_at", "original_id", "edition_id")
#: What `renditions` works a picture's address out from, and `is_usable`.
_PICTURE = tuple(f"lead_picture__{name}" for name in ("sha256", "width", "height", "focal_point", "usable_until"))


def _pages(rows: QuerySet[PublishedArticle], site: str, *, are_news: bool = False) -> list[Page]:
    found = list(rows.select_related("lead_picture").only(*_SHOWN, *_PICTURE))
    sisters = _sisters({row.original_id for row in found}, site)
    return [
        Page(
            absolute(site, row.path),
            row.updated_at or row.published_at,
            _image(row.lead_picture, site),
            sisters.get(row.original_id, ()),
            row if are_news else None,
        )
        for row in found
    ]


def _image(picture: Picture | None, site: str) -> str:
    return absolute(site, renditions.url(picture, "full", WIDTH)) if picture and picture.is_usable else ""


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
