"""Sitemaps: every story that may be found, by month, and the truth about when it changed."""

from datetime import UTC, datetime, timedelta
from urllib.parse import quote

import pytest
from django.utils import timezone
from lxml import etree

from articles import press
from articles.models import PublishedArticle
from articles.press import sitemap_files
from tests.newspaper import MORNING, add_picture, edit, make_article, make_edition, make_live, make_section

pytestmark = pytest.mark.django_db

SITE = "http://testserver"
FERRY = f"{SITE}/river/ferry-to-run-until-midnight/"
MARCH = "/sitemap/stories-2026-03.xml"
NAMES = {
    "s": "http://www.sitemaps.org/schemas/sitemap/0.9",
    "i": "http://www.google.com/schemas/sitemap-image/1.1",
    "n": "http://www.google.com/schemas/sitemap-news/0.9",
    "x": "http://www.w3.org/1999/xhtml",
}


@pytest.fixture(autouse=True)
def _no_page_cache(settings):
    settings.PAGE_CACHE_SECONDS = 0


def read(client, path, looked_for="//s:loc/text()"):
    response = client.get(path.removeprefix(SITE))
    assert response.status_code == 200, path
    assert response["Content-Type"] == "application/xml"
    return etree.fromstring(response.content).xpath(looked_for, namespaces=NAMES)


def all_stories(client) -> list[str]:
    return [url for file in read(client, "/sitemap.xml")[1:] for url in read(client, file)]


def test_the_sitemap_leads_to_every_live_story_by_month(client):
    make_live()
    make_live("In May", at=datetime(2025, 5, 31, 23, 59, tzinfo=UTC))
    make_live("សាឡាង", section=make_section("ទន្លេ", make_edition("សាឡាង", "km", "km/")))
    files = [f"{SITE}/sitemap/{name}.xml" for name in ("sections", "stories-2025-05", "stories-2026-03")]
    assert read(client, "/sitemap.xml") == files
    assert read(client, files[1]) == [f"{SITE}/river/in-may/"]
    assert read(client, files[2]) == [FERRY, SITE + quote("/km/ទន្លេ/សាឡាង/")]
    assert {f"{SITE}/{path}" for path in ("", "river/", "archive/", "km/", "km/archive/")} <= set(
        read(client, files[0])
    )


def test_a_withdrawn_story_leaves_the_sitemap(client):
    other = make_live("The other one")
    press.withdraw(make_live(), by=None)
    assert read(client, MARCH) == [f"{SITE}/river/the-other-one/"]
    press.withdraw(other, by=None)
    assert read(client, "/sitemap.xml") == [f"{SITE}/sitemap/sections.xml"]
    assert client.get(MARCH).status_code == 404


def test_a_story_kept_out_of_search_engines_is_in_no_sitemap_and_says_so(client):
    now = timezone.now()
    make_live("The other one", at=now)
    kept_out = make_live(kept_out_of_search=True, at=now)
    make_live("An old one")
    assert read(client, "/sitemap/news.xml") == [f"{SITE}/river/the-other-one/"]
    assert all_stories(client) == [f"{SITE}/river/{slug}/" for slug in ("the-other-one", "an-old-one")]
    assert '<meta name="robots" content="noindex, follow">' in client.get(kept_out.live.path).content.decode()


def test_no_file_is_too_long_and_a_story_stays_in_its_file(client, monkeypatch):
    monkeypatch.setattr(sitemap_files, "FULL", 2)
    first = make_live("Story number 0")
    for number in range(1, 5):
        make_live(f"Story number {number}")
    files = read(client, "/sitemap.xml")[1:]
    assert files == [f"{SITE}/sitemap/stories-2026-03{part}.xml" for part in ("", "-2", "-3")]
    assert [len(read(client, file)) for file in files] == [2, 2, 1]
    edit(first, slug="moved")
    press.publish(first, by=None)
    assert f"{SITE}/river/moved/" in read(client, files[0])
    assert client.get("/sitemap/stories-2026-03-9.xml").status_code == 404
    assert client.get("/sitemap/stories-2026-13.xml").status_code == 404


def test_a_batch_of_stories_finds_its_files_in_a_constant_number_of_queries(django_assert_max_num_queries):
    rows = [PublishedArticle(listed_at=datetime(2000 + n // 12, n % 12 + 1, 5, tzinfo=UTC)) for n in range(60)]
    sitemap_files.give_places(rows, at=MORNING)
    again = [PublishedArticle(listed_at=row.listed_at) for row in rows]
    with django_assert_max_num_queries(3):
        sitemap_files.give_places(again, at=MORNING)
    assert [row.sitemap_id for row in rows] == [row.sitemap_id for row in again]


def test_the_sitemap_says_when_readers_last_saw_a_change(client):
    article = make_live()
    assert read(client, MARCH, "//s:lastmod/text()") == ["2026-03-02T01:00:00+00:00"]
    edit(article, standfirst="A pilot.")
    press.publish(article, by=None, at=MORNING + timedelta(days=1))
    changed = ["2026-03-03T01:00:00+00:00"]
    assert read(client, MARCH, "//s:lastmod/text()") == read(client, "/sitemap.xml", "//s:lastmod/text()") == changed
    PublishedArticle.objects.update(published_at=None, updated_at=None)
    assert read(client, MARCH, "//s:lastmod/text()") == []


def test_a_withdrawal_changes_its_file_alone(client):
    make_live("The other one")
    make_live("In May", at=datetime(2025, 5, 5, tzinfo=UTC))
    gone = make_live()
    press.withdraw(gone, by=None, at=MORNING + timedelta(days=3))
    moments = ["2025-05-05T00:00:00+00:00", "2026-03-05T01:00:00+00:00"]
    assert read(client, "/sitemap.xml", "//s:lastmod/text()") == moments


def test_the_sitemap_shows_the_picture_and_the_sister_in_another_language(client):
    khmer = make_section("ទន្លេ", make_edition("សាឡាង", "km", "km/"))
    article = make_article(section=make_section())
    add_picture(article)
    press.publish(article, by=None, at=MORNING)
    make_live("សាឡាង", section=khmer, translation_of=article)
    [image] = read(client, MARCH, "//i:image/i:loc/text()")
    # Read to its end: only then is the picture's file closed.
    assert b"".join(client.get(image.removeprefix(SITE)))[:2] == b"\xff\xd8"
    pair = [("en", FERRY), ("km", SITE + quote("/km/ទន្លេ/សាឡាង/")), ("x-default", FERRY)]
    for links in read(client, MARCH, "//s:url"):
        assert [(link.get("hreflang"), link.get("href")) for link in links.findall("x:link", NAMES)] == pair


def test_the_news_sitemap_has_two_days_of_news_newest_first(client):
    now = timezone.now()
    for hours, headline in ((49, "Too old"), (47, "Yesterday"), (1, "An hour ago"), (-2, "Not yet")):
        make_live(headline, at=now - timedelta(hours=hours))
    make_live("Paid for", at=now, story_type="sponsored")
    assert read(client, "/sitemap/news.xml", "//n:title/text()") == ["An hour ago", "Yesterday"]
    assert set(read(client, "/sitemap/news.xml", "//n:name/text()|//n:language/text()")) == {"The Landing", "en"}
    moments = read(client, "/sitemap/news.xml", "//n:publication_date/text()")
    assert all(datetime.fromisoformat(moment).tzinfo for moment in moments)


def test_an_address_stands_in_one_file_alone_and_its_news_pass_on_to_its_month(client):
    now = timezone.now()
    make_live("Fresh", at=now)
    make_live("Paid for", at=now, story_type="sponsored")
    make_live("Old", at=now - timedelta(hours=49))
    listed = all_stories(client)
    assert sorted(listed) == [f"{SITE}/river/{slug}/" for slug in ("fresh", "old", "paid-for")]
    assert read(client, "/sitemap/news.xml") == [f"{SITE}/river/fresh/"]
    PublishedArticle.objects.filter(path="/river/fresh/").update(published_at=now - timedelta(hours=49))
    assert sorted(all_stories(client)) == sorted(listed)
    assert read(client, "/sitemap/news.xml") == []


def test_robots_are_told_of_the_news_of_each_edition_that_has_any(client, django_capture_on_commit_callbacks):
    khmer = make_section("ទន្លេ", make_edition("សាឡាង", "km", "km/"))
    make_live(section=make_section())
    told = [line for line in client.get("/robots.txt").content.decode().splitlines() if line.startswith("Sitemap")]
    assert told == [f"Sitemap: {SITE}/sitemap.xml"]
    with django_capture_on_commit_callbacks(execute=True):
        make_live("សាឡាង", section=khmer, at=timezone.now())
    told = [line for line in client.get("/robots.txt").content.decode().splitlines() if line.startswith("Sitemap")]
    assert told == [f"Sitemap: {SITE}/sitemap.xml", f"Sitemap: {SITE}/km/sitemap/news.xml"]
    assert f"{SITE}/km/sitemap/news.xml" in read(client, "/sitemap.xml")
    assert set(read(client, "/km/sitemap/news.xml", "//n:name/text()|//n:language/text()")) == {"សាឡាង", "km"}
    assert client.get("/de/sitemap/news.xml").status_code == 404


def test_language_models_are_told_where_the_stories_are(client):
    make_live(section=make_section("River & Field", make_edition(tagline="News of the landing")))
    make_live("សាឡាង", section=make_section("ទន្លេ", make_edition("សាឡាង", "km", "km/")))
    said = client.get("/llms.txt").content.decode().splitlines()
    assert said[:3] == ["# The Landing", "", "> News of the landing"]
    assert f"- [River & Field]({SITE}/river-field/)" in said
    assert f"- [ទន្លេ]({SITE}{quote('/km/ទន្លេ/')})" in said
    assert f"- [Newest stories, whole]({SITE}/km/feeds/feed.json): JSON Feed" in said
