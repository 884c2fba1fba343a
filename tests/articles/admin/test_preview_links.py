"""Preview links: somebody outside reads a story before readers do, until the link ends, and never under embargo."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from articles import previews
from articles.models import Act, Article, PreviewLink
from tests.articles.admin.desk import at_desk, editor, page_of, person, reporter, said
from tests.newspaper import edit, make_article, make_section

pytestmark = pytest.mark.django_db


@pytest.fixture
def article():
    make_section()
    article = make_article()
    edit(article, kicker="Transport")
    return article


@pytest.fixture
def desk():
    return at_desk(editor())


@pytest.fixture
def link(article, desk):
    desk.post(page_of(article, "share"), {"make": "1", "note": "Ros Vanna", "days": "3"})
    return PreviewLink.objects.get()


def look(link):
    return Client().get(previews.path(link))


def test_an_editor_makes_a_link_and_an_outsider_reads_the_newest_saved_text(article, link):
    edit(article, headline="Ferry to run all night")
    page = look(link)
    assert page.status_code == 200
    assert "Ferry to run all night" in page.content.decode()
    assert "Transport" in page.content.decode()


def test_no_cache_keeps_the_page_no_engine_lists_it_and_it_sets_no_cookie(link):
    page = look(link)
    assert page["Cache-Control"] == "private, no-store"
    assert "noindex" in page["X-Robots-Tag"]
    assert page["Referrer-Policy"] == "no-referrer"
    assert not page.cookies


def test_the_link_ends_at_its_time(link):
    PreviewLink.objects.update(expires_at=timezone.now() - timedelta(seconds=1))
    page = look(link)
    assert page.status_code == 410
    assert "has ended" in page.content.decode()
    assert "Ferry" not in page.content.decode()
    assert page["Cache-Control"] == "private, no-store"


def test_a_revoked_link_shows_nothing_and_the_log_says_who_did_what(article, desk, link):
    answer = desk.post(page_of(article, "share"), {"revoke": str(link.pk)}, follow=True)
    assert "The link is revoked" in said(answer)
    page = look(link)
    assert page.status_code == 410
    assert "taken this preview link back" in page.content.decode()
    acts = Act.objects.filter(verb__in=[Act.Verb.SHARE, Act.Verb.REVOKE]).order_by("pk")
    assert [(act.verb, act.by.username) for act in acts] == [("share", "bopha"), ("revoke", "bopha")]
    assert "Ros Vanna" in acts[0].detail


def test_nobody_reads_a_story_under_embargo_and_it_opens_by_itself(article, link):
    Article.objects.update(embargo_until=timezone.now() + timedelta(hours=1))
    page = look(link)
    assert page.status_code == 403
    assert "under embargo" in page.content.decode()
    assert "Ferry" not in page.content.decode()
    Article.objects.update(embargo_until=timezone.now() - timedelta(hours=1))
    assert look(link).status_code == 200


def test_a_story_in_the_trash_is_not_shown(link):
    Article.objects.update(trashed_at=timezone.now())
    assert look(link).status_code == 410


def test_a_link_that_was_cut_or_forged_is_not_found(link):
    path = previews.path(link)
    for wrong in (path[:-4] + "/", path.replace(f"{link.pk}:", f"{link.pk + 1}:"), "/preview/1/", "/preview/:/"):
        assert Client().get(wrong).status_code == 404
    link.delete()
    assert Client().get(path).status_code == 404


def test_a_link_lasts_a_day_three_or_seven(article, desk):
    for days in ("1", "3", "7"):
        desk.post(page_of(article, "share"), {"make": "1", "days": days})
    lengths = [link.expires_at - link.created_at for link in PreviewLink.objects.order_by("expires_at")]
    assert [round(length / timedelta(days=1)) for length in lengths] == [1, 3, 7]
    for wrong in ("365", "-1", "", "x"):
        assert "nothing was made" in said(desk.post(page_of(article, "share"), {"days": wrong}, follow=True))
    assert PreviewLink.objects.count() == 3


def test_the_page_of_the_story_lists_the_links_that_work(article, desk, link):
    page = desk.get(page_of(article)).content.decode()
    assert f"http://testserver{previews.path(link)}" in page
    assert "Ros Vanna" in page
    desk.post(page_of(article, "share"), {"revoke": str(link.pk)})
    assert previews.path(link) not in desk.get(page_of(article)).content.decode()


def test_the_pages_script_gets_the_list_alone(article, desk):
    script = {"X-Requested-With": "fetch"}
    answer = desk.post(page_of(article, "share"), {"make": "1", "days": "1", "note": "<b>Ros</b>"}, headers=script)
    assert answer.status_code == 200
    assert "The link is made." in answer.content.decode()
    assert "&lt;b&gt;Ros" in answer.content.decode()
    assert "<html" not in answer.content.decode()


def test_a_link_of_another_story_is_not_revoked_by_its_number(desk, link):
    other = make_article("Another story")
    for number in (str(link.pk), "x", "99999999999999999999"):
        answer = desk.post(page_of(other, "share"), {"revoke": number}, follow=True)
        assert "does not work any more" in said(answer)
    link.refresh_from_db()
    assert link.revoked_at is None


def test_only_who_may_write_the_story_shares_it(article):
    for stranger in (at_desk(reporter()), at_desk(person("guest"))):
        assert stranger.get(page_of(article, "share")).status_code == 403
        assert stranger.post(page_of(article, "share"), {"make": "1", "days": "1"}).status_code == 403
    assert Client().post(page_of(article, "share"), {"days": "1"}).status_code == 302
    assert not PreviewLink.objects.exists()
