"""The promise that public code cannot reach the desk: no reader's address reads any table but the page side's."""

import re
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import URLResolver, get_resolver, resolve
from django.urls.exceptions import Resolver404

from articles import press
from articles.models import (
    Arrangement,
    Author,
    Correction,
    Edition,
    FormerPath,
    GonePath,
    Listing,
    PaperPage,
    Publication,
    PublishedArticle,
    Revision,
    SearchEntry,
    Section,
    SitemapFile,
    Slot,
    Spelling,
    Tag,
    TopicPage,
    WithheldVersion,
)
from articles.press import fronts
from articles.press.fronts import Front
from media import renditions
from media.models import Picture
from tests.newspaper import (
    MORNING,
    add_byline,
    add_picture,
    add_related,
    make_article,
    make_edition,
    make_live,
    make_picture,
    make_section,
)

pytestmark = pytest.mark.django_db

#: What readers' pages are made of: the press's tables, the paper's facts, and pictures. Everything else is the desk's.
PAGE_SIDE = {
    model._meta.db_table
    for model in (
        *(PublishedArticle, Listing, FormerPath, GonePath, Publication, Revision, Arrangement, Slot),
        *(Correction, WithheldVersion, PaperPage, TopicPage),
        *(Edition, Section, Author, Tag, Picture, SearchEntry, Spelling, SitemapFile),
    )
} | {"articles_searchindex"}
#: By a signed key, an outsider reads what is not published yet: `articles.previews` says how that is held in.
OUTSIDE_PREVIEW = "preview/<str:token>/"
FERRY = "/river/ferry-to-run-until-midnight/"


@pytest.fixture(autouse=True)
def _no_page_cache(settings):
    settings.PAGE_CACHE_SECONDS = 0


@pytest.fixture
def paper(db):
    """Two editions with everything that a page can show, and a draft beside every live story."""
    river = make_section(parent=make_section("Country"))
    khmer = make_section("news", make_edition("សាឡាង", "km", "km/", is_default=False))
    others = [make_live(f"Story {number}", section=river, tags=["ferries"]) for number in range(8)]
    article = make_article(section=river, tags=["ferries"], body=_body(others[3]))
    add_byline(article, "Sok Dara")
    Author.objects.update(portrait=make_picture("black"))
    for colour, place in (("navy", "lead"), ("olive", "body"), ("teal", "gallery")):
        add_picture(article, make_picture(colour), place)
    add_related(article, target=others[0])
    add_related(article, headline="Story 1", teaser="Pending until it came in.")
    add_related(article, url="https://example.org/", headline="Elsewhere")
    press.publish(article, by=None)
    sister = make_article("sister", section=khmer, translation_of=article, tags=["ferries"])
    add_byline(sister, "Sok Dara")
    press.publish(sister, by=None)
    _past_of(river, others[2])
    for section in (None, river):
        slots = [Slot(article=story, picture=make_picture("red")) for story in others[4:6]]
        fronts.arrange(fronts.keep(Front(river.edition, section), slots, by=None), by=None)
    make_live("Media", section=river)
    make_article("A draft", section=river)


def _body(story) -> str:
    return f'<p>Before.</p><figure data-picture="2"></figure><p>After.</p><figure data-story="{story.pk}"></figure>'


def _past_of(section, moved) -> None:
    """A story that moved, and one that was withdrawn."""
    gone = make_live("Withdrawn", section=section, at=MORNING - timedelta(days=1))
    press.withdraw(gone, by=None, reason="It could not be confirmed.")
    moved.slug, moved.body = "moved", "<p>It was moved, and written anew.</p>"
    moved.save()
    press.publish(moved, by=None)
    press.correct(moved, by=None, kind="update", text="It was moved.")


def _addresses() -> dict[str, int]:
    """Addresses of every kind with the status that they answer with."""
    both = (
        *("masthead.svg", "authors/sok-dara/", "topics/ferries/", "search/"),
        *("archive/", "types/news/", "corrections/"),
        *(
            "feeds/corrections/rss.xml",
            "feeds/rss.xml",
            "feeds/authors/sok-dara/atom.xml",
            "feeds/topics/ferries/feed.json",
        ),
    )
    own = {f"{prefix}{path}": 200 for prefix in ("/", "/km/") for path in both}
    rewritten = PublishedArticle.objects.get(slug="moved").pk
    return own | {
        **{f"/archive/{MORNING:{form}}/": 200 for form in ("%Y", "%Y/%m", "%Y/%m/%d")},
        **{f"/km/archive/1871/{rest}": 404 for rest in ("", "03/", "03/18/")},
        "/archive/undated/": 404,
        "/km/archive/undated/": 404,
        f"/changes/{rewritten}/": 200,
        f"/km/changes/{rewritten}/": 404,
        "/": 200,
        "/km/": 200,
        "/river/": 200,
        "/country/": 200,
        "/km/news/": 200,
        FERRY: 200,
        "/km/news/sister/": 200,
        "/river/media/": 200,
        "/km/news/media/": 404,
        **{f"{path}.{form}": 200 for path in (FERRY.rstrip("/"), "/km/news/sister") for form in ("json", "txt", "md")},
        "/feeds/river/rss.xml": 200,
        "/km/feeds/news/rss.xml": 200,
        "/search/?q=ferry&author=sok+dara&topic=ferries&from=2026-01-01&order=newest": 200,
        "/search/?q=midnigth": 200,
        "/search/?q=nothing+at+all": 200,
        "/sitemap.xml": 200,
        "/sitemap/sections.xml": 200,
        "/sitemap/news.xml": 200,
        "/km/sitemap/news.xml": 200,
        f"/sitemap/stories-{MORNING:%Y-%m}.xml": 200,
        f"/sitemap/stories-{MORNING:%Y-%m}-1.xml": 200,
        "/healthz": 200,
        "/robots.txt": 200,
        "/llms.txt": 200,
        "/indexnow.txt": 404,
        renditions.url(Picture.objects.first(), "16x9", 640): 200,
        "/media/originals/secret.jpg": 404,
        "/river/story-2/": 301,
        "/river/withdrawn/": 410,
        "/river/a-draft/": 404,
        "/nothing/here/": 404,
    }


def test_no_address_of_a_reader_reads_the_desk(client, paper):
    named = re.compile(rf"\b({'|'.join(connection.introspection.table_names())})\b")
    read = {path: _tables(client, path, status, named) for path, status in _addresses().items()}
    assert {"articles_listing", "articles_slot"} <= read["/"]
    assert {path: tables - PAGE_SIDE for path, tables in read.items() if tables - PAGE_SIDE} == {}


def _tables(client, path: str, status: int, named: re.Pattern) -> set[str]:
    """The tables that are read for an answer."""
    with CaptureQueriesContext(connection) as queries:
        response = client.get(path)
        # Read to its end: only then is a picture's file closed.
        b"".join(response)
    assert response.status_code == status, path
    return {table for query in queries for table in named.findall(query["sql"])}


def test_every_kind_of_address_is_looked_at(paper):
    looked_at = {_route(path) for path in _addresses()}
    assert looked_at >= _routes(get_resolver()) - {OUTSIDE_PREVIEW}


def _routes(resolver: URLResolver, before: str = "") -> set[str]:
    found = set()
    for pattern in resolver.url_patterns:
        route = before + str(pattern.pattern)
        if isinstance(pattern, URLResolver):
            found |= _routes(pattern, route)
        else:
            found.add(route)
    return {route for route in found if not route.startswith("admin/")}


def _route(path: str) -> str:
    try:
        return resolve(path).route
    except Resolver404:
        return ""
