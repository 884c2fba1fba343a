"""What agencies ask of a paper that takes their stories: the newest version, embargoes, cancellations, terms of use."""

from datetime import timedelta

import pytest
from django.utils import timezone

from articles import press
from articles.models import Article, ImportRecord, PublishedArticle
from tests.articles.importing.test_import_stories import import_stories
from tests.articles.importing.wires import newsml, ninjs, nitf
from tests.newspaper import edit, make_edition

pytestmark = pytest.mark.django_db


@pytest.fixture
def wire(tmp_path):
    """Puts messages into files of one folder, in their order, and imports it; returns the exit code."""
    make_edition()

    def take_in(*messages: bytes, options: tuple = ()) -> int:
        folder = tmp_path / f"wire-{len(list(tmp_path.iterdir()))}"
        folder.mkdir()
        for number, message in enumerate(messages):
            (folder / f"{number:03}.msg").write_bytes(message)
        return import_stories(folder, "--section", "World", *options)

    return take_in


def changed(version: str, headline: str, **more) -> bytes:
    return ninjs(version=version, headline=headline, versioncreated=f"2021-03-04T1{version}:00:00+01:00", **more)


def test_a_higher_version_updates_the_story_and_keeps_its_first_day(wire):
    assert wire(changed("1", "Ferry stops")) == 0
    assert wire(changed("2", "Ferry stops early")) == 0
    published = PublishedArticle.objects.get()
    assert published.headline == "Ferry stops early"
    assert (published.published_at.hour, published.updated_at.hour) == (10, 11)


@pytest.mark.parametrize("order", [("1", "2", "3"), ("3", "1", "2"), ("2", "3", "1")])
def test_versions_of_one_folder_end_in_the_highest_whatever_their_order(wire, order):
    assert wire(*(changed(version, f"Ferry, take {version}") for version in order)) == 0
    assert PublishedArticle.objects.get().headline == "Ferry, take 3"
    assert ImportRecord.objects.get().version == 3


def test_an_older_version_that_comes_late_changes_nothing(wire):
    wire(changed("3", "Ferry, take 3"))
    assert wire(changed("2", "Ferry, take 2")) == 0
    assert PublishedArticle.objects.get().headline == "Ferry, take 3"


def test_a_cancellation_takes_the_story_from_its_readers_even_after_an_edit_here(wire, client):
    wire(changed("1", "Ferry stops"))
    article = Article.objects.get()
    path = PublishedArticle.objects.get().path
    edit(article, headline="Ferry stops, we hear")
    assert wire(changed("2", "Ferry stops", pubstatus="canceled")) == 0
    assert not PublishedArticle.objects.exists()
    response = client.get(path)
    assert response.status_code == 410
    assert "Cancelled by RiverNews" in response.content.decode()
    article.refresh_from_db()
    assert article.headline == "Ferry stops, we hear"
    assert wire(changed("2", "Ferry stops", pubstatus="canceled")) == 0
    assert wire(changed("1", "Ferry stops")) == 0
    assert not PublishedArticle.objects.exists()


def test_a_story_cancelled_before_it_came_stays_at_the_desk(wire):
    wire(changed("1", "Ferry stops"), changed("2", "Ferry stops", pubstatus="canceled"))
    assert Article.objects.count() == 1
    assert not PublishedArticle.objects.exists()


def test_a_message_takes_back_another_by_its_id(wire):
    wire(nitf().replace(b'id-string="urn:newsml:rivernews.example:20210304:ferry-1"', b'id-string="ferry-a"'))
    assert PublishedArticle.objects.count() == 1
    kill = nitf().replace(
        b'management-status="usable"',
        b'management-status="canceled" management-doc-idref="ferry-a" management-idref-status="canceled"',
    )
    wire(kill)
    assert not PublishedArticle.objects.exists()


def test_an_embargoed_story_waits_and_goes_live_at_its_end(wire):
    end = timezone.now() + timedelta(days=2)
    wire(ninjs(embargoed=end.isoformat()))
    article = Article.objects.get()
    assert not PublishedArticle.objects.exists()
    assert article.publish_at == article.embargo_until == end
    assert wire(ninjs(embargoed=end.isoformat())) == 0
    # The days go by.
    past = timezone.now() - timedelta(minutes=1)
    Article.objects.update(publish_at=past, embargo_until=past)
    press.run_due()
    assert PublishedArticle.objects.exists()


def test_an_embargo_that_has_ended_holds_nothing_back(wire):
    wire(ninjs(embargoed="2021-03-04T12:00:00+01:00"))
    assert PublishedArticle.objects.exists()


def test_a_cancelled_story_under_embargo_never_goes_live(wire):
    end = timezone.now() + timedelta(days=2)
    wire(changed("1", "Ferry stops", embargoed=end.isoformat()))
    wire(changed("2", "Ferry stops", pubstatus="withheld"))
    press.run_due(end + timedelta(minutes=1))
    assert not PublishedArticle.objects.exists()


def test_what_its_agency_no_longer_wants_published_stays_at_the_desk(wire):
    wire(nitf(docdata='<date.expire norm="20220101T000000Z"/>'))
    assert Article.objects.exists()
    assert not PublishedArticle.objects.exists()


def test_the_end_that_an_agency_sets_withdraws_its_story(wire):
    end = timezone.now() + timedelta(days=2)
    wire(nitf(docdata=f'<date.expire norm="{end:%Y%m%dT%H%M%S}+0000"/>'))
    assert PublishedArticle.objects.exists()
    press.run_due(end + timedelta(minutes=1))
    assert not PublishedArticle.objects.exists()


def test_terms_against_archives_refuse_the_story_unless_it_is_allowed(wire):
    assert wire(newsml(usage="NO ARCHIVAL USE")) == 4
    assert not Article.objects.exists()
    assert wire(newsml(usage="NO ARCHIVAL USE"), options=("--allow-restricted",)) == 0
    assert "NO ARCHIVAL USE" in Article.objects.get().notes
