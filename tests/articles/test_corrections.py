"""The paper owns up: corrections on the story, on their page and in their feed; and what a story said before."""

import json
import re

import feedparser
import pytest
from django.contrib.auth.models import User
from django.core.cache import cache

from articles import press
from articles.models import Act, Correction, Notice, Publication, WithheldVersion, WrittenOnce
from tests.newspaper import add_byline, edit, make_edition, make_live, make_section

pytestmark = pytest.mark.django_db

LINKED_DATA = re.compile(r'<script type="application/ld\+json">(.*?)</script>', re.DOTALL)
WRONG = "An earlier version said that the bridge opened in 1998. It was 1996."


@pytest.fixture
def story():
    return make_live("Bridge turns thirty", body="<p>The bridge opened in 1998.</p><p>It is red.</p>")


@pytest.fixture
def editor():
    return User.objects.create_user("sophea", is_staff=True)


def correct(article, text=WRONG, **more):
    correction = press.correct(article, by=None, kind=more.pop("kind", "correction"), text=text, **more)
    cache.clear()
    return correction


def page(client, path):
    response = client.get(path)
    assert response.status_code == 200
    return response.content.decode()


def rewrite(article, body):
    edit(article, body=body)
    press.publish(article, by=None)
    cache.clear()


def test_a_correction_stands_on_the_page_on_the_page_of_corrections_and_in_the_feed(client, story):
    correct(story)
    path = story.live.path
    assert WRONG in page(client, path)
    listed = page(client, "/corrections/")
    assert WRONG in listed
    assert f'href="{path}"' in listed
    [entry] = feedparser.parse(client.get("/feeds/corrections/rss.xml").content).entries
    assert (entry.title, entry.summary) == ("Correction: Bridge turns thirty", WRONG)


def test_a_correction_stands_above_the_story_where_the_editor_wants_it_there(client, story):
    correct(story, "The whole story was wrong.", kind="retraction", place="top")
    text = page(client, story.live.path).partition("<h1>")[2]
    assert text.index("The whole story was wrong.") < text.index("The bridge opened")
    assert "Retraction" in text


def test_search_engines_are_told_of_the_correction_and_of_the_new_date(client, story):
    before = story.live.updated_at
    correction = correct(story)
    story.live.refresh_from_db()
    assert before is None
    assert story.live.updated_at == correction.at
    [found] = re.findall(
        r'<script type="application/ld\+json">(.*?)</script>', page(client, story.live.path), re.DOTALL
    )
    [article] = [thing for thing in json.loads(found)["@graph"] if "NewsArticle" in thing["@type"]]
    assert [(note["@type"], note["text"]) for note in article["correction"]] == [("CorrectionComment", WRONG)]
    assert article["dateModified"].startswith(correction.at.astimezone(story.edition.zone).isoformat()[:16])


def test_a_correction_is_never_changed_or_deleted(story):
    correction = correct(story)
    correction.text = "Nothing was wrong."
    for attempt in (
        correction.save,
        correction.delete,
        Correction.objects.all().delete,
        lambda: Correction.objects.update(text=""),
        lambda: Correction.objects.bulk_update([correction], ["text"]),
    ):
        with pytest.raises(WrittenOnce):
            attempt()


def test_a_correction_survives_the_next_publication_and_a_withdrawal(client, story):
    correct(story)
    rewrite(story, "<p>The bridge opened in 1996.</p><p>It is red.</p>")
    assert WRONG in page(client, story.live.path)
    press.withdraw(story, by=None, reason="Wrong")
    press.publish(story, by=None)
    cache.clear()
    assert WRONG in page(client, story.live.path)


def test_a_story_that_is_not_live_is_not_corrected(story):
    press.withdraw(story, by=None, reason="Wrong")
    with pytest.raises(press.NotReady, match="not live"):
        press.correct(story, by=None, kind="correction", text=WRONG)
    with pytest.raises(press.NotReady, match="Write what was wrong"):
        press.correct(make_live("Another"), by=None, kind="correction", text="  ")


def test_whoever_wrote_the_story_is_told_and_the_log_keeps_it(story, editor):
    reporter = User.objects.create_user("dara", is_staff=True)
    byline = add_byline(story, "Dara Kim")
    byline.author.user = reporter
    byline.author.save()
    press.correct(story, by=editor, kind="correction", text=WRONG)
    assert Notice.objects.get().user == reporter
    assert Act.objects.filter(verb="correct", by=editor, detail=WRONG).exists()
    assert Publication.objects.filter(verb="correct", article=story, reason=WRONG).exists()


def test_each_edition_has_corrections_of_its_own(client, story):
    khmer = make_section("ទន្លេ", edition=make_edition(language="km", path_prefix="km/", is_default=False))
    correct(make_live("ស្ពានមានអាយុសាមសិបឆ្នាំ", section=khmer), "ស្ពានបើកនៅឆ្នាំ១៩៩៦។")
    assert "១៩៩៦" in page(client, "/km/corrections/")
    assert "១៩៩៦" not in page(client, "/corrections/")


def test_readers_see_what_the_words_were_before(client, story):
    assert "What changed" not in page(client, story.live.path)
    rewrite(story, "<p>The bridge opened in 1996.</p><p>It is red.</p>")
    assert f'href="/changes/{story.pk}/"' in page(client, story.live.path)
    changes = page(client, f"/changes/{story.pk}/")
    assert "<del>1998</del><ins>1996</ins>" in changes
    assert "It is red" not in changes


def test_a_change_of_the_picture_or_the_tags_is_no_new_version(client, story):
    edit(story, kicker="Bridges")
    press.publish(story, by=None)
    story.live.refresh_from_db()
    assert story.live.updated_at is None
    assert client.get(f"/changes/{story.pk}/").status_code == 404


def test_a_withheld_version_shows_its_reason_and_none_of_its_words(client, story, editor):
    rewrite(story, "<p>The bridge was opened by a child named Srey.</p>")
    rewrite(story, "<p>The bridge was opened by a child.</p>")
    named = story.publications.filter(verb="update").order_by("pk").first()
    press.withhold(named, by=editor, reason="It named a minor.")
    cache.clear()
    changes = page(client, f"/changes/{story.pk}/")
    assert "It named a minor." in changes
    assert "Srey" not in changes
    press.show(named, by=editor)
    cache.clear()
    assert "Srey" in page(client, f"/changes/{story.pk}/")
    assert not WithheldVersion.objects.exists()


def test_what_a_withdrawn_story_said_is_not_told(client, story):
    rewrite(story, "<p>The bridge opened in 1996.</p>")
    press.withdraw(story, by=None, reason="Wrong")
    cache.clear()
    assert client.get(f"/changes/{story.pk}/").status_code == 404
