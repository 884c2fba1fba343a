"""Withdrawing from the desk: at once or at a time, with a reason or with another story in its place."""

from datetime import timedelta

import pytest
from django.utils import timezone

from articles import press
from articles.models import Act, Article, PublishedArticle
from tests.articles.admin.desk import at_desk, editor, page_of, said, send
from tests.newspaper import make_article, make_live, make_section

pytestmark = pytest.mark.django_db
FERRY, MARKET = "/river/ferry-to-run-until-midnight/", "/river/market-opens-earlier/"


@pytest.fixture
def desk():
    make_section()
    return at_desk(editor())


def withdraw(desk, article, **typed):
    return desk.post(page_of(article, "withdraw"), typed, follow=True)


def test_readers_are_led_to_the_story_that_stands_instead(desk, client):
    old, new = make_live(), make_live("Market opens earlier")
    answer = withdraw(desk, old, instead=new.pk)
    assert "is withdrawn" in said(answer)
    assert "Readers are led to “Market opens earlier”" in answer.content.decode()
    got = client.get(FERRY)
    assert (got.status_code, got["Location"]) == (301, MARKET)


def test_a_withdrawal_needs_a_reason_or_a_story_and_the_story_must_be_live(desk):
    article, draft = make_live(), make_article("A draft")
    assert "Write what readers are told" in withdraw(desk, article).content.decode()
    assert "That story is not live" in withdraw(desk, article, instead=draft.pk).content.decode()
    assert "cannot stand in its own place" in said(withdraw(desk, article, instead=article.pk))
    assert PublishedArticle.objects.exists()


def test_a_withdrawal_is_planned_and_taken_back(desk, client):
    article = make_live()
    tomorrow = timezone.localtime() + timedelta(days=1)
    typed = {"reason": "The rights end.", "at": tomorrow.strftime("%Y-%m-%dT18:00")}
    answer = withdraw(desk, article, **typed)
    assert "leaves the paper at 18:00 on" in said(answer)
    page = answer.content.decode()
    assert "It leaves the paper by itself at 18:00" in page
    assert "The rights end." in page
    assert client.get(FERRY).status_code == 200

    assert "stays in the paper" in said(send(desk, page_of(article), "_keep"))
    article.refresh_from_db()
    assert (article.withdraw_at, article.withdraw_reason) == (None, "")
    assert list(Act.objects.values_list("verb", flat=True)[:3]) == ["unschedule", "save", "schedule"]


def test_the_clock_withdraws_with_the_reason_that_was_kept(desk, client):
    article = make_live()
    at = timezone.now() + timedelta(hours=2)
    press.plan_withdrawal(article, by=None, at=at, reason="The rights end.")
    assert press.run_due(at - timedelta(minutes=1)).withdrawn == []
    assert press.run_due(at).withdrawn == [article]
    got = client.get(FERRY)
    assert got.status_code == 410
    assert "The rights end." in got.content.decode()


def test_the_clock_leads_to_the_other_story_unless_that_is_gone_by_then(client):
    first, second, other = make_live(), make_live("Market opens earlier"), make_live("School opens")
    at = timezone.now() + timedelta(hours=2)
    press.plan_withdrawal(first, by=None, at=at, instead=other)
    press.plan_withdrawal(second, by=None, at=at + timedelta(hours=1), reason="Old.", instead=other)
    press.run_due(at)
    assert client.get(FERRY)["Location"] == "/river/school-opens/"
    press.withdraw(other, by=None, reason="Wrong.")
    press.run_due(at + timedelta(hours=1))
    assert client.get(MARKET).status_code == 410


def test_a_plan_to_withdraw_must_come_after_going_live(desk):
    article = make_article()
    at = timezone.now() + timedelta(hours=2)
    with pytest.raises(press.NotReady, match="not live"):
        press.plan_withdrawal(article, by=None, at=at)
    press.schedule(article, by=None, at=at)
    with pytest.raises(press.NotReady, match="goes live only at"):
        press.plan_withdrawal(article, by=None, at=at)
    with pytest.raises(press.NotReady, match="passed already"):
        press.plan_withdrawal(article, by=None, at=timezone.now() - timedelta(hours=1))
    press.plan_withdrawal(article, by=None, at=at + timedelta(days=1), reason="Over.")
    with pytest.raises(press.NotReady, match="leave the paper at"):
        press.schedule(article, by=None, at=at + timedelta(days=2))


def test_nothing_withdrawn_comes_back_by_itself():
    article = make_live()
    at = timezone.now() + timedelta(hours=1)
    press.schedule(article, by=None, at=at)
    press.withdraw(article, by=None, reason="It named the wrong ferry.")
    assert press.run_due(at).published == []
    assert not PublishedArticle.objects.exists()
    assert Article.objects.get().publish_at is None
