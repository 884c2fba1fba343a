"""Feeds: what they bring, to whom, and how far a story goes."""

from datetime import timedelta
from urllib.parse import quote

import feedparser
import pytest
from django.core.cache import cache
from lxml import html

from articles import press
from articles.models import PublishedArticle, Slot
from articles.press import fronts
from articles.press.fronts import Front
from tests.newspaper import (
    MORNING,
    add_byline,
    add_picture,
    edit,
    make_article,
    make_edition,
    make_live,
    make_picture,
    make_section,
)

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _no_page_cache(settings):
    settings.PAGE_CACHE_SECONDS = 0


FERRY = "http://testserver/river/ferry-to-run-until-midnight/"


def read(client, path="/feeds/rss.xml"):
    feed = feedparser.parse(client.get(path).content)
    assert not feed.bozo
    return feed


def test_the_feed_holds_the_whole_story(client):
    article = make_article(body='<p>Go <a href="/river/">here</a> & there.</p><figure data-picture="2"></figure>')
    add_byline(article, "Sok Dara")
    add_picture(article)
    add_picture(article, placement="body", caption="At the landing.")
    press.publish(article, by=None, at=MORNING)
    [entry] = read(client).entries
    assert (entry.title, entry.link, entry.author) == ("Ferry to run until midnight", FERRY, "Sok Dara")
    assert entry.published == "Mon, 02 Mar 2026 08:00:00 +0700"
    html = entry.content[0].value
    assert '<a href="http://testserver/river/"' in html
    assert html.count('src="http://testserver/media/') == 2
    assert "At the landing." in html


def test_a_feed_has_the_newest_first_at_a_constant_cost(client, django_assert_max_num_queries):
    for number in range(25):
        article = make_article(f"Story number {number}")
        add_byline(article)
        add_picture(article)
        press.publish(article, by=None, at=MORNING + timedelta(hours=number))
    with django_assert_max_num_queries(6):
        entries = read(client).entries
    assert [entry.title for entry in entries] == [f"Story number {number}" for number in range(24, 4, -1)]


def test_a_story_keeps_its_mark_when_it_moves(client):
    article = make_live()
    [before] = read(client).entries
    edit(article, slug="moved")
    press.publish(article, by=None)
    [after] = read(client).entries
    assert before.id == after.id
    assert before.link != after.link


def test_a_section_and_another_edition_have_feeds_of_their_own(client):
    make_live()
    make_live("In the city", section=make_section("City"))
    make_live("សាឡាង", section=make_section("ទន្លេ", make_edition("សាឡាង", "km", "km/")))
    assert [entry.title for entry in read(client, "/feeds/city/rss.xml").entries] == ["In the city"]
    khmer = read(client, f"/km/feeds/{quote('ទន្លេ')}/rss.xml")
    assert khmer.feed.language == "km"
    assert len(khmer.entries) == 1
    assert client.get("/feeds/none/rss.xml").status_code == 404
    assert client.get("/none/feeds/rss.xml").status_code == 404


def test_a_story_without_a_date_gets_none(client):
    make_live()
    PublishedArticle.objects.update(published_at=None)
    [entry] = read(client).entries
    assert "published" not in entry


@pytest.fixture
def signed(db):
    """A live story with two authors, a translator, a topic and two pictures."""
    article = make_article(tags=["ferries"], section=make_section(description="News of the river."))
    add_byline(article, "Sok Dara")
    add_byline(article, "Chan Mony")
    add_byline(article, "Ros Vanna", "translator")
    add_picture(article)
    add_picture(article, make_picture("navy"), placement="gallery", caption="At the landing.", credit="Keo Dara/AFP")
    press.publish(article, by=None, at=MORNING)
    return article


FORMS = ("rss.xml", "atom.xml", "feed.json")
SUBJECTS = ("", "river/", "authors/sok-dara/", "topics/ferries/")


@pytest.mark.parametrize("subject", SUBJECTS)
def test_edition_section_author_and_topic_have_a_feed_in_each_form(client, signed, subject):
    rss, atom = (read(client, f"/feeds/{subject}{name}") for name in FORMS[:2])
    feed = client.get(f"/feeds/{subject}feed.json").json()
    [item], [entry], [other] = feed["items"], rss.entries, atom.entries
    assert item["id"] == entry.id == other.id
    assert item["title"] == entry.title == other.title == "Ferry to run until midnight"
    assert item["url"] == entry.link == other.link == FERRY
    words = [html.fromstring(text).text_content().split() for text in (item["content_html"], entry.content[0].value)]
    assert words[0] == words[1] == html.fromstring(other.content[0].value).text_content().split()
    assert "harbour" in words[0]
    names = ["Sok Dara", "Chan Mony"]
    assert [author["name"] for author in item["authors"]] == names
    assert [author.name for author in entry.authors] == [author.name for author in other.authors] == names
    assert rss.feed.language == feed["language"] == "en"
    assert feed["feed_url"] == f"http://testserver/feeds/{subject}feed.json"
    assert client.get(feed["home_page_url"].removeprefix("http://testserver")).status_code == 200


def test_feeds_credit_every_picture(client, signed):
    for name in FORMS[:2]:
        shown = read(client, f"/feeds/{name}").entries[0]
        assert [credit["content"] for credit in shown.media_credit] == ["Chan Mony", "Keo Dara/AFP"]
        assert [(media["medium"], media["type"]) for media in shown.media_content] == [("image", "image/jpeg")] * 2
    [item] = client.get("/feeds/feed.json").json()["items"]
    assert [credit["credit"] for credit in item["_newspaper"]["credits"]] == ["Chan Mony", "Keo Dara/AFP"]
    assert item["_newspaper"]["contributors"][0]["name"] == "Ros Vanna"
    assert item["image"] == item["attachments"][0]["url"]
    assert "At the landing." in item["content_html"]


@pytest.mark.parametrize("name", FORMS)
def test_a_feed_that_a_reader_has_is_not_sent_again(client, name):
    article = make_live()
    first = client.get(f"/feeds/{name}")
    for condition in ({"If-None-Match": first["ETag"]}, {"If-Modified-Since": first["Last-Modified"]}):
        assert client.get(f"/feeds/{name}", headers=condition).status_code == 304
    press.withdraw(article, by=None)
    for condition in ({"If-None-Match": first["ETag"]}, {"If-Modified-Since": first["Last-Modified"]}):
        assert client.get(f"/feeds/{name}", headers=condition).status_code == 200


@pytest.mark.parametrize("path", ["/", "/river/", "/authors/sok-dara/", "/topics/ferries/"])
def test_a_page_tells_of_its_feeds(client, signed, path):
    head = html.fromstring(client.get(path).content)
    links = {link.get("type"): link.get("href") for link in head.xpath("//link[@rel='alternate'][@title]")}
    assert links.keys() == {"application/rss+xml", "application/atom+xml", "application/json"}
    for address in links.values():
        assert "Ferry to run until midnight" in client.get(address).content.decode()


def test_a_topic_or_an_author_has_no_feed_before_a_story_is_live(client):
    article = make_article(tags=["secret"])
    add_byline(article, "Sok Dara")
    assert client.get("/feeds/topics/secret/rss.xml").status_code == 404
    assert client.get("/feeds/authors/sok-dara/rss.xml").status_code == 404


def test_a_control_character_in_a_headline_does_not_break_the_feed(client):
    make_live("Ferry\x0b to run")
    assert [entry.title for entry in read(client).entries] == ["Ferry to run"]
    assert read(client, "/feeds/atom.xml").entries[0].title == "Ferry to run"


def test_feeds_name_the_hub_of_the_settings(client, settings):
    make_live()
    assert "hub" not in client.get("/feeds/rss.xml")["Link"]
    settings.WEBSUB_HUB = "https://hub.example.org/"
    cache.clear()
    for name in FORMS:
        response = client.get(f"/feeds/{name}")
        assert response["Link"] == (
            f'<http://testserver/feeds/{name}>; rel="self", <https://hub.example.org/>; rel="hub"'
        )
        assert "https://hub.example.org/" in response.content.decode()


# --- How far a story goes -----------------------------------------------------------------------------------------


def test_a_story_kept_out_of_feeds_is_in_none_and_on_every_page(client):
    article = make_live(tags=["ferries"], kept_out_of_feeds=True)
    add_byline(article, "Sok Dara")
    edit(article)
    press.publish(article, by=None)
    make_live("The other one")
    for subject in SUBJECTS:
        for name in FORMS:
            assert "Ferry to run" not in client.get(f"/feeds/{subject}{name}").content.decode()
    for page in ("/", "/river/", "/authors/sok-dara/", "/topics/ferries/"):
        assert "Ferry to run" in client.get(page).content.decode()


def test_a_story_kept_off_the_front_page_stands_in_its_section(client):
    article = make_live()
    for number in range(30):
        make_live(f"Story {number}", at=MORNING + timedelta(hours=number))
    fronts.arrange(fronts.keep(Front(article.edition), [Slot(article=article)], by=None), by=None)
    assert "Ferry to run" in client.get("/").content.decode()
    edit(article, kept_off_front=True)
    press.publish(article, by=None)
    assert "Story 0<" in _all(client, "/")
    assert "Ferry to run" not in _all(client, "/")
    assert "Ferry to run" in _all(client, "/river/")


def test_a_story_kept_off_the_front_page_gets_no_place_there_but_in_its_section():
    article = make_live(kept_off_front=True)
    with pytest.raises(fronts.CannotArrange, match="“Ferry to run until midnight” is kept off the front page"):
        fronts.keep(Front(article.edition), [Slot(article=article)], by=None)
    assert fronts.keep(Front(article.edition, article.section), [Slot(article=article)], by=None).pk


def test_a_change_of_mind_is_honoured_once_it_is_published(client):
    article = make_live(kept_off_front=True, kept_out_of_feeds=True, kept_out_of_search=True)
    edit(article, kept_off_front=False, kept_out_of_feeds=False, kept_out_of_search=False)
    assert "Ferry to run" not in client.get("/").content.decode()
    press.publish(article, by=None)
    assert "Ferry to run" in client.get("/").content.decode()
    assert len(read(client).entries) == 1
    assert "noindex" not in client.get("/river/ferry-to-run-until-midnight/").content.decode()


def _all(client, page) -> str:
    """A list from its first page to its last, as a reader turns them."""
    seen, turned = "", set()
    while page and page not in turned:
        turned.add(page)
        text = client.get(page).content.decode()
        seen += text
        page = next(iter(html.fromstring(text).xpath("//a[@rel='next']/@href")), "")
    return seen
