"""Two editors on one story: the second is told who is writing, takes over by right, and the first hears of it."""

from datetime import timedelta

import pytest
from django.db.models import F
from django.test import Client
from django.utils import timezone

from articles.models import Act, Author, Notice, Writer
from tests.articles.admin.desk import at_desk, editor, page_of, person, reporter, said
from tests.newspaper import add_byline, make_article

pytestmark = pytest.mark.django_db


@pytest.fixture
def article():
    return make_article()


@pytest.fixture
def first():
    return person("sophea", "Editors", first_name="Sophea", last_name="Lim")


def beat(client, article, **more):
    return client.post(page_of(article, "writing"), more)


def own_reporter(article):
    """A reporter whose byline the story carries, so that both may write it."""
    user = reporter()
    Author.objects.filter(pk=add_byline(article).author_id).update(user=user)
    return user


def test_the_first_is_the_writer_and_the_second_is_told_since_when(first, article):
    assert beat(at_desk(first), article).json() == {"mine": True}
    second = at_desk(editor())
    answer = beat(second, article).json()
    assert answer["mine"] is False
    assert "Sophea Lim is writing on this story since" in answer["said"]
    assert "Sophea Lim is writing on this story" in second.get(page_of(article)).content.decode()
    assert "is writing on this story" not in at_desk(first).get(page_of(article)).content.decode()


def test_the_first_stays_the_writer_since_the_same_time(first, article):
    client = at_desk(first)
    beat(client, article)
    since = Writer.objects.get().since
    beat(client, article)
    assert Writer.objects.get().since == since


def test_an_editor_takes_over_and_the_first_is_told_at_the_next_beat(first, article):
    one, two = at_desk(first), at_desk(editor())
    beat(one, article)
    answer = two.post(page_of(article, "take_over"), follow=True)
    assert "You are writing now. Sophea Lim has been told" in said(answer)
    assert beat(two, article).json() == {"mine": True}
    assert beat(one, article).json()["taken"] == "bopha has taken over the writing. Your text is kept."
    assert Notice.objects.get(user=first).text == "bopha has taken over the writing. Your text is kept."
    act = Act.objects.get(verb=Act.Verb.TAKE_OVER)
    assert (act.by.username, act.detail, act.article_id) == ("bopha", "Sophea Lim", article.pk)


def test_a_reporter_waits_until_the_writer_has_gone(first, article):
    one, two = at_desk(first), at_desk(own_reporter(article))
    beat(one, article)
    assert two.post(page_of(article, "take_over")).status_code == 403
    assert "Take over" not in two.get(page_of(article)).content.decode()
    beat(one, article, leaves="1")
    assert beat(two, article).json()["mine"] is False
    Writer.objects.update(seen_at=F("seen_at") - timedelta(seconds=11))
    assert beat(two, article).json() == {"mine": True}


def test_saving_and_going_on_lets_nobody_step_in_between(first, article):
    one, two = at_desk(first), at_desk(editor())
    beat(one, article)
    beat(one, article, leaves="1")
    beat(two, article)
    assert beat(one, article).json() == {"mine": True}


def test_a_form_that_has_said_nothing_for_a_minute_holds_nobody_up(first, article):
    beat(at_desk(first), article)
    Writer.objects.update(seen_at=timezone.now() - timedelta(seconds=61))
    two = at_desk(own_reporter(article))
    assert "is writing on this story" not in two.get(page_of(article)).content.decode()
    assert two.post(page_of(article, "take_over")).status_code == 302
    assert Writer.objects.get().user.username == "dara"
    assert not Notice.objects.exists()


def test_leaving_takes_nobody_elses_place(first, article):
    beat(at_desk(first), article)
    beat(at_desk(editor()), article, leaves="1")
    assert beat(at_desk(first), article).json() == {"mine": True}


@pytest.mark.parametrize("act", ["writing", "take_over"])
def test_who_may_not_write_the_story_is_no_writer_of_it(article, act):
    assert at_desk(reporter()).post(page_of(article, act)).status_code == 403
    assert Client().post(page_of(article, act)).status_code == 302
    assert at_desk(editor()).get(page_of(article, act)).status_code == 405
    assert not Writer.objects.exists()


def test_a_story_that_is_not_there_has_no_writer():
    assert at_desk(editor()).post("/admin/articles/article/999/writing/").status_code == 404
