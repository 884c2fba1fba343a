"""The archive by date and by type: every story in reach, in the paper's own zone, at a constant cost."""

import re
from datetime import UTC, datetime, timedelta

import pytest
from django.db import connection

from articles import press
from articles.models import PublishedArticle
from articles.page import archive
from articles.page.archive import Period
from tests.newspaper import MORNING, make_article, make_edition, make_live, make_section

pytestmark = pytest.mark.django_db

LIST_QUERIES = 4


@pytest.fixture(autouse=True)
def _no_page_cache(settings):
    settings.PAGE_CACHE_SECONDS = 0


def links(client, path) -> dict[str, str]:
    """Address and words of every link in the main part of a page."""
    main = client.get(path).content.decode().partition('<main id="main">')[2].partition("</main>")[0]
    return {
        address: re.sub("<[^>]+>", "", words)
        for address, words in re.findall(r'<a href="([^"]+)"[^>]*>(.*?)</a>', main)
    }


def test_a_reader_gets_from_the_archive_to_a_story_of_any_year_in_three_clicks(client):
    make_live("The first bridge", at=datetime(1993, 7, 30, 5, tzinfo=UTC))
    make_live()
    assert links(client, "/archive/") == {
        "/archive/2026/": "2026", "/archive/2026/03/": "March", "/archive/1993/": "1993", "/archive/1993/07/": "July",
    }  # fmt: skip
    assert links(client, "/archive/1993/07/")["/archive/1993/07/30/"] == "30"
    assert links(client, "/archive/1993/07/30/")["/river/the-first-bridge/"] == "The first bridge"
    assert '<a href="/archive/">Archive</a>' in client.get("/").content.decode()


def test_a_story_stands_under_the_day_that_the_paper_had_and_not_under_that_of_greenwich(client):
    make_live("Late at night", at=datetime(2026, 3, 1, 17, 30, tzinfo=UTC))
    assert "Late at night" in client.get("/archive/2026/03/02/").content.decode()
    assert client.get("/archive/2026/03/01/").status_code == 404


def test_a_story_whose_date_nobody_knows_stands_in_no_year_and_can_still_be_found(client):
    make_live()
    lost = make_live("Found in a drawer")
    PublishedArticle.objects.filter(pk=lost.pk).update(published_at=None)
    assert links(client, "/archive/")["/archive/undated/"] == "Stories without a date"
    assert links(client, "/archive/undated/")[lost.live.path] == "Found in a drawer"
    assert "Found in a drawer" not in client.get("/archive/2026/").content.decode()


def test_where_every_story_has_a_date_no_page_is_for_those_without(client):
    make_live()
    assert "/archive/undated/" not in links(client, "/archive/")
    assert client.get("/archive/undated/").status_code == 404


@pytest.mark.parametrize(
    "path",
    [
        "2025/",
        "2026/04/",
        "2026/03/03/",
        "2026/13/",
        "2026/00/",
        "2026/02/30/",
        "0000/",
        "26/",
        "2026/3/",
        "2026/03/2/",
    ],
)
def test_a_day_without_stories_or_outside_of_the_calendar_is_no_page(client, path):
    make_live()
    assert client.get(f"/archive/{path}").status_code == 404


def test_a_long_day_goes_on_to_its_end_without_a_gap_or_a_repeat(client, monkeypatch):
    monkeypatch.setattr(archive, "PER_PAGE", 2)
    for number in range(5):
        make_live(f"Story number {number}", at=MORNING + timedelta(minutes=number // 2))
    found, path = [], "/archive/2026/03/02/"
    while path:
        html = client.get(path).content.decode()
        found += re.findall(r"Story number (\d)</a>", html)
        older = re.search(r'href="([^"]+)" rel="next"', html)
        path = older and older[1].replace("&amp;", "&")
    assert found == ["4", "3", "2", "1", "0"]
    assert client.get("/archive/2026/03/02/?before=nonsense").status_code == 404


def test_a_khmer_archive_writes_its_months_as_khmer_papers_do(client):
    make_live(section=make_section("ទន្លេ", make_edition("សាឡាង", "km", "km/")), slug="ferry")
    assert links(client, "/km/archive/")["/km/archive/2026/03/"] == "មីនា"
    assert "<h1>ខែមីនា ឆ្នាំ២០២៦</h1>" in client.get("/km/archive/2026/03/").content.decode()
    assert client.get("/archive/").status_code == 404


def test_a_page_of_a_type_holds_the_stories_of_that_type_alone(client):
    make_live("Leave the trees", story_type="opinion")
    make_live("Trees to be felled")
    html = client.get("/types/opinion/").content.decode()
    assert "<h1>Opinion</h1>" in html
    assert "Leave the trees" in html
    assert "Trees to be felled" not in html
    assert client.get("/types/interview/").status_code == 404
    assert client.get("/types/nonsense/").status_code == 404


def test_an_archive_without_stories_answers_politely(client):
    make_section()
    assert "no stories here yet" in client.get("/archive/").content.decode()


def test_a_draft_is_in_no_archive(client):
    make_live()
    make_article("Secret draft", published_at=MORNING, story_type="opinion")
    for path in ("/archive/", "/archive/2026/", "/archive/2026/03/", "/archive/2026/03/02/"):
        assert "Secret" not in client.get(path).content.decode()
    assert client.get("/types/opinion/").status_code == 404


def test_a_withdrawn_story_leaves_the_archive(client):
    press.withdraw(make_live(), by=None)
    assert links(client, "/archive/") == {}
    assert client.get("/archive/2026/03/02/").status_code == 404


PATHS = ("/archive/", "/archive/2026/", "/archive/2026/03/", "/archive/2026/03/02/", "/types/news/")


@pytest.mark.parametrize("path", PATHS)
def test_every_page_of_the_archive_costs_as_little_as_a_list(client, path, django_assert_max_num_queries):
    for number in range(3):
        make_live(f"Story number {number}", at=MORNING - timedelta(days=400 * number))
    with django_assert_max_num_queries(LIST_QUERIES):
        assert client.get(path).status_code == 200


def test_the_archive_is_read_along_its_indexes_and_never_sorted():
    edition = make_live().live.edition
    day = Period(edition, 2026, 3, 2)
    start, stop = day.bounds()
    rows = PublishedArticle.objects.filter(edition=edition)
    lists = {
        "live_by_date": rows.filter(published_at__gte=start, published_at__lt=stop).order_by(
            "-published_at", "-article_id"
        ),
        "live_by_type": rows.filter(story_type="news").order_by("-listed_at", "-article_id"),
    }
    for index, listed in lists.items():
        plan = _plan(listed[:100])
        assert index in plan
        assert "sort" not in plan.lower()
        assert "b-tree" not in plan.lower()


def _plan(rows) -> str:
    """How the database reads these rows, where no table is too small for an index and none for its order."""
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            for way in ("seqscan", "bitmapscan", "sort"):
                cursor.execute(f"SET LOCAL enable_{way} = off")
    return rows.explain()
