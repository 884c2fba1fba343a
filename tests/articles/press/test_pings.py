"""Other servers are told what was published: the feeds' hub and search engines, later, again and never in vain."""

import logging
from datetime import timedelta

import pytest
from django.core.checks import run_checks
from django.utils import timezone

from articles import press
from articles.models import Ping
from articles.press import pings
from tests.articles.listening import listening
from tests.newspaper import add_byline, edit, make_article, make_live

pytestmark = pytest.mark.django_db

SITE = "https://www.example.org"
FERRY = f"{SITE}/river/ferry-to-run-until-midnight/"
FORMS = ("rss.xml", "atom.xml", "feed.json")


@pytest.fixture
def hub(settings):
    with listening() as listener:
        settings.SITE_URL, settings.WEBSUB_HUB = SITE, f"{listener.url}/hub"
        yield listener


@pytest.fixture
def engine(settings):
    with listening() as listener:
        settings.SITE_URL, settings.INDEXNOW_KEY, settings.INDEXNOW_URL = SITE, "0123456789abcdef", listener.url
        yield listener


def test_nothing_is_told_unless_the_settings_say_whom():
    make_live()
    assert not Ping.objects.exists()
    assert pings.send_due(timezone.now()) == 0


def test_the_hub_is_told_of_every_feed_that_has_the_story(hub):
    article = make_article(tags=["ferries"])
    add_byline(article)
    press.publish(article, by=None)
    assert hub.heard == []
    press.run_due()
    feeds = [
        f"{SITE}/feeds/{path}{form}"
        for path in ("", "river/", "authors/sok-dara/", "topics/ferries/")
        for form in FORMS
    ]
    assert [heard.form["hub.url"] for heard in hub.heard] == feeds
    assert {heard.form["hub.mode"] for heard in hub.heard} == {"publish"}
    assert not Ping.objects.exists()


def test_search_engines_are_told_of_stories_that_came_changed_and_went(engine, client):
    article = make_live()
    make_live("Kept out", kept_out_of_search=True)
    edit(article, standfirst="A pilot.")
    press.publish(article, by=None)
    press.run_due()
    press.withdraw(article, by=None)
    press.run_due()
    message = {"host": "www.example.org", "key": "0123456789abcdef", "keyLocation": f"{SITE}/indexnow.txt"}
    assert [heard.json for heard in engine.heard] == [message | {"urlList": [FERRY]}] * 2
    assert client.get("/indexnow.txt").content == b"0123456789abcdef"


def test_what_is_not_taken_is_tried_again_later_and_later(engine, caplog):
    engine.answer = 503
    make_live()
    now, waits = timezone.now(), []
    with caplog.at_level(logging.ERROR):
        for _attempt in range(4):
            pings.send_due(now)
            ping = Ping.objects.get()
            waits.append(ping.due_at - now)
            assert pings.send_due(ping.due_at - timedelta(seconds=1)) == 0
            now = ping.due_at
    assert waits == [timedelta(minutes=minutes) for minutes in (1, 2, 4, 8)]
    assert len(engine.heard) == 4
    assert "answered 503" in Ping.objects.get().last_error
    assert "answered 503" in caplog.text
    engine.answer = 202
    assert pings.send_due(now) == 1
    assert not Ping.objects.exists()


def test_a_ping_is_given_up_in_the_end_and_that_is_told(engine, caplog, monkeypatch):
    monkeypatch.setattr(pings, "MOST_ATTEMPTS", 1)
    engine.answer = 400
    make_live()
    pings.send_due(timezone.now())
    assert not Ping.objects.exists()
    assert "Given up after 1 attempts" in caplog.text


def test_a_story_that_is_published_while_it_is_told_of_is_told_of_again(engine, monkeypatch):
    article = make_live()
    sent = pings._send

    def publish_meanwhile(batch):
        sent(batch)
        edit(article, standfirst="A pilot.")
        press.publish(article, by=None)

    monkeypatch.setattr(pings, "_send", publish_meanwhile)
    pings.send_due(timezone.now())
    assert len(engine.heard) == 1
    assert Ping.objects.get().url == FERRY


def test_two_processes_never_send_the_same_ping(engine):
    make_live()
    now = timezone.now()
    assert len(pings._claim(now)) == 1
    assert pings._claim(now) == []


def test_no_answer_leads_us_elsewhere(hub, caplog):
    hub.answer, hub.location = 307, f"{hub.url}/secrets"
    make_live()
    pings.send_due(timezone.now())
    assert {heard.path for heard in hub.heard} == {"/hub"}


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"PURGE": {"back_end": "squid", "urls": []}}, "it can be: none, varnish, cdn"),
        ({"PURGE": {"back_end": "cdn", "urls": []}}, "PURGE_URLS must say"),
        ({"WEBSUB_HUB": "https://hub.example.org/"}, "must be like https://www.example.org"),
        ({"WEBSUB_HUB": "file:///etc/passwd", "SITE_URL": SITE}, "no http or https address"),
        ({"INDEXNOW_KEY": "short", "SITE_URL": SITE}, "8 to 128"),
    ],
)
def test_settings_that_cannot_work_are_told_before_the_start(settings, wrong, said):
    assert run_checks() == []
    for name, value in wrong.items():
        setattr(settings, name, value)
    assert [error for error in run_checks() if said in error.msg]
