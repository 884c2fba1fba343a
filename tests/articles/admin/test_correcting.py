"""Correcting at the desk: a page of its own for who may publish, and what readers had, version by version."""

import pytest
from django.core.cache import cache

from articles import press
from articles.models import Correction, WithheldVersion
from tests.articles.admin.desk import person
from tests.newspaper import edit, make_live

pytestmark = pytest.mark.django_db


@pytest.fixture
def story():
    return make_live("Bridge turns thirty", body="<p>The bridge opened in 1998.</p>")


@pytest.fixture
def chief(client):
    client.force_login(person("chief", "Chief editors"))
    return client


def test_an_editor_corrects_a_live_story_and_readers_see_it(chief, client, story):
    address = f"/admin/articles/article/{story.pk}/"
    assert f"{address}correct/" in chief.get(f"{address}change/").content.decode()
    answer = chief.post(
        f"{address}correct/", {"kind": "clarification", "text": "It is a footbridge.", "place": "top"}, follow=True
    )
    assert "The correction stands on the page" in answer.content.decode()
    assert "It is a footbridge." in answer.content.decode()
    cache.clear()
    assert "It is a footbridge." in client.get(story.live.path).content.decode()


def test_an_empty_correction_is_asked_for_again(chief, story):
    answer = chief.post(
        f"/admin/articles/article/{story.pk}/correct/", {"kind": "correction", "text": "", "place": "top"}
    )
    assert "This field is required" in answer.content.decode()
    assert not Correction.objects.exists()


def test_a_draft_is_not_corrected(chief, story):
    press.withdraw(story, by=None, reason="Wrong")
    answer = chief.get(f"/admin/articles/article/{story.pk}/correct/", follow=True)
    assert "not live, so there is nothing to correct" in answer.content.decode()


def test_a_chief_editor_withholds_a_version_with_a_reason_and_shows_it_again(chief, story):
    edit(story, body="<p>The bridge opened in 1996.</p>")
    press.publish(story, by=None)
    address = f"/admin/articles/article/{story.pk}/versions/"
    assert "1998" in chief.get(address).content.decode()
    assert "Say why" in chief.post(address, {"number": 1, "reason": ""}, follow=True).content.decode()
    chief.post(address, {"number": 1, "reason": "A court forbids it."})
    assert WithheldVersion.objects.get().reason == "A court forbids it."
    assert "A court forbids it." in chief.get(address).content.decode()
    chief.post(address, {"number": 1, "_show": "1"})
    assert not WithheldVersion.objects.exists()


def test_an_editor_without_the_right_withholds_nothing(client, story):
    client.force_login(person("editor", "Editors"))
    answer = client.post(f"/admin/articles/article/{story.pk}/versions/", {"number": 1, "reason": "No."})
    assert answer.status_code == 403
    assert not WithheldVersion.objects.exists()
