"""Caches in front of the house: what pages say of themselves, and how old ones are let go."""

import logging
import socket

import pytest

from articles import caching, press
from articles.caching import purging
from articles.models import Author, Section, Tag
from tests.articles.listening import listening
from tests.newspaper import MORNING, add_byline, add_picture, edit, make_article, make_live, make_picture, make_section

pytestmark = pytest.mark.django_db

FERRY = "/river/ferry-to-run-until-midnight/"


@pytest.fixture
def front_cache(settings):
    """A cache in front of the house that listens."""
    with listening() as listener:
        settings.PURGE = {"back_end": "cdn", "urls": [listener.url], "headers": {"X-Key": "k"}, "timeout": 5.0}
        yield listener


def tags(client, path) -> set[str]:
    response = client.get(path)
    assert set(response["Cache-Tag"].split(",")) == set(response["Surrogate-Key"].split())
    return set(response["Surrogate-Key"].split())


def test_pages_are_tagged_by_all_that_they_show(client):
    country = make_section("Country")
    article = make_article(section=make_section(parent=country), tags=["ferries"])
    byline, use = add_byline(article), add_picture(article)
    press.publish(article, by=None, at=MORNING)
    other = make_live("Bridge to open", section=article.section)
    tag, section = Tag.objects.get(), article.section
    assert tags(client, FERRY) == {
        *("paper", f"story-{article.pk}", f"story-{other.pk}", f"section-{section.pk}", f"section-{country.pk}"),
        *(f"author-{byline.author_id}", f"tag-{tag.pk}", f"picture-{use.picture_id}"),
    }
    for path in ("/river/", "/feeds/river/rss.xml"):
        assert f"section-{section.pk}" in tags(client, path)
    assert f"tag-{tag.pk}" in tags(client, "/topics/ferries/")
    assert f"author-{byline.author_id}" in tags(client, "/authors/sok-dara/")
    assert f"edition-{section.edition_id}" in tags(client, "/")
    assert "sitemap" in tags(client, "/sitemap.xml")


def test_publishing_lets_go_what_showed_the_story_and_what_shows_it_now(
    front_cache, django_capture_on_commit_callbacks
):
    article = make_live(section=make_section("Town"), tags=["buses"])
    bus, town = Tag.objects.get(), article.section
    edit(article, section=make_section("River", edition=town.edition))
    article.tags.set(["ferries"])
    add_byline(article)
    picture = add_picture(article, make_picture("navy")).picture
    with django_capture_on_commit_callbacks(execute=True):
        press.publish(article, by=None)
    [heard] = front_cache.heard
    river, author, ferry = Section.objects.get(name="River"), Author.objects.get(), Tag.objects.get(name="ferries")
    expected = {
        *(f"story-{article.pk}", f"edition-{town.edition_id}", f"section-{town.pk}", f"section-{river.pk}", "sitemap"),
        *(f"tag-{bus.pk}", f"tag-{ferry.pk}", f"author-{author.pk}", f"picture-{picture.pk}"),
    }
    assert set(heard.json["tags"]) == expected == set(heard.headers["Surrogate-Key"].split())
    assert heard.headers["X-Key"] == "k"


def test_a_withdrawal_lets_go_of_the_story_at_once(front_cache, django_capture_on_commit_callbacks):
    article = make_live()
    with django_capture_on_commit_callbacks(execute=True):
        press.withdraw(article, by=None)
    [heard] = front_cache.heard
    assert {f"story-{article.pk}", f"section-{article.section_id}"} <= set(heard.json["tags"])


def test_nothing_is_let_go_before_the_commit(front_cache):
    make_live()
    assert front_cache.heard == []


def test_varnish_is_told_in_an_expression_that_matches_whole_tags(front_cache, settings):
    settings.PURGE["back_end"] = "varnish"
    purging.purge({"story-1", "section-2"})
    [heard] = front_cache.heard
    assert (heard.method, heard.headers["X-Ban-Tags"]) == ("BAN", "(^|,)(section-2|story-1)(,|$)")


def test_many_tags_go_in_calls_that_a_cdn_takes_and_very_many_as_everything(front_cache):
    purging.purge({f"story-{number}" for number in range(70)})
    assert [len(heard.json["tags"]) for heard in front_cache.heard] == [30, 30, 10]
    front_cache.heard.clear()
    purging.purge({f"story-{number}" for number in range(1000)})
    assert [heard.json["tags"] for heard in front_cache.heard] == [["paper"]]


def test_no_editor_is_stopped_by_a_cache_that_fails_but_it_is_told_loudly(
    front_cache, settings, caplog, django_capture_on_commit_callbacks
):
    front_cache.answer = 500
    with socket.create_server(("127.0.0.1", 0)) as silent, caplog.at_level(logging.ERROR):
        settings.PURGE["urls"].append(f"http://127.0.0.1:{silent.getsockname()[1]}")
        settings.PURGE["timeout"] = 0.05
        with django_capture_on_commit_callbacks(execute=True):
            article = make_live()
    assert article.live.path == FERRY
    assert [record.levelname for record in caplog.records] == ["ERROR", "ERROR"]
    assert "answered 500" in caplog.text
    assert "did not answer" in caplog.text


def test_no_redirect_is_followed(front_cache, caplog):
    front_cache.answer, front_cache.location = 302, f"{front_cache.url}/elsewhere"
    purging.purge({"story-1"})
    assert [heard.path for heard in front_cache.heard] == ["/"]
    assert "answered 302" in caplog.text


def test_without_a_cache_in_front_nobody_is_told(front_cache, settings):
    settings.PURGE["back_end"] = "none"
    purging.purge({"story-1"})
    assert front_cache.heard == []


def test_a_cache_between_keeps_pages_as_long_as_the_settings_say(client, settings):
    settings.SHARED_CACHE_SECONDS = 3600
    make_live()
    parts = client.get(FERRY)["Cache-Control"].split(", ")
    assert {"public", "max-age=60", "s-maxage=3600", "stale-while-revalidate=60", "stale-if-error=86400"} == set(parts)
    for path in ("/no-such-page/", "/river/none/"):
        assert client.get(path)["Cache-Control"] == "no-store"


@pytest.mark.parametrize(
    ("accepted", "sent"),
    [("gzip, br", "br"), ("gzip", "gzip"), ("br;q=0, gzip;q=0.5", "gzip"), ("gzip;q=0.0", ""), ("", ""), ("*", "")],
)
def test_a_page_goes_out_as_the_browser_takes_it(client, accepted, sent):
    make_live()
    response = client.get(FERRY, headers={"Accept-Encoding": accepted})
    assert response.get("Content-Encoding", "") == sent
    assert "Accept-Encoding" in response["Vary"]
    assert (
        client.get(FERRY, headers={"Accept-Encoding": accepted, "If-None-Match": response["ETag"]}).status_code == 304
    )


def test_two_changes_within_a_second_are_told_apart_by_the_date_too():
    first, second = (caching._since("address", words) for words in ("one", "two"))
    assert second > first
    assert caching._since("address", "two") == second
