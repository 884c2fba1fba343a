"""Comments on a story: sent without leaving its form, settled, and never a reader's."""

import pytest

from articles.models import Article, Comment, Notice
from tests.articles.admin.desk import at_desk, editor, page_of, person, reporter
from tests.newspaper import make_article, make_live

pytestmark = pytest.mark.django_db

BY_SCRIPT = {"HTTP_ACCEPT": "application/json"}


@pytest.fixture
def article():
    return make_article()


@pytest.fixture
def boss():
    return editor()


def comments(article):
    return page_of(article, "comments")


def settle(client, comment, **more):
    return client.post(f"{comments(comment.article)}{comment.pk}/settle/", more)


def test_a_comment_is_sent_by_script_and_the_thread_comes_back(article, boss):
    writer = reporter()
    answer = at_desk(boss).post(comments(article), {"text": "@dara the figures?"}, **BY_SCRIPT)
    assert "@dara the figures?" in answer.json()["thread"]
    assert list(Comment.objects.get().mentioned.all()) == [writer]
    assert Notice.objects.get().user == writer


def test_without_scripts_a_page_of_its_own_does_the_same(article, boss):
    client = at_desk(boss)
    answer = client.post(comments(article), {"text": "The figures?"}, follow=True)
    assert answer.redirect_chain == [(comments(article), 302)]
    assert "The figures?" in answer.content.decode()


def test_an_empty_comment_is_refused_in_words(article, boss):
    client = at_desk(boss)
    answer = client.post(comments(article), {"text": "  "}, **BY_SCRIPT)
    assert answer.status_code == 400
    assert "required" in answer.json()["error"]
    assert client.post(comments(article), {"text": ""}).status_code == 200
    assert not Comment.objects.exists()


def test_markup_in_a_comment_is_shown_and_not_obeyed(article, boss):
    answer = at_desk(boss).post(comments(article), {"text": "<img src=x onerror=alert(1)>"}, **BY_SCRIPT)
    assert "<img" not in answer.json()["thread"]


def test_a_reporter_comments_on_a_colleagues_story(article):
    client = at_desk(reporter())
    assert client.post(comments(article), {"text": "Good."}).status_code == 302
    assert Comment.objects.get().author.username == "dara"


def test_who_wrote_it_or_writes_the_story_settles_a_comment(article, boss):
    writer = reporter()
    comment = Comment.objects.create(article=article, author=boss, text="The figures?")
    assert settle(at_desk(writer), comment).status_code == 403
    assert settle(at_desk(boss), comment).status_code == 302
    comment.refresh_from_db()
    assert comment.settled_at is not None
    Article.objects.update(created_by=writer)
    settle(at_desk(writer), comment, open="1")
    comment.refresh_from_db()
    assert comment.settled_at is None


def test_a_settled_comment_is_folded_away_on_the_page_of_the_story(article, boss):
    client = at_desk(boss)
    settle(client, Comment.objects.create(article=article, author=boss, text="The figures?"))
    assert "1 settled comment" in client.get(page_of(article)).content.decode()


def test_a_comment_of_another_story_is_not_settled_through_this_one(article, boss):
    other = Comment.objects.create(article=make_article("Another story"), author=boss, text="x")
    assert at_desk(boss).post(f"{comments(article)}{other.pk}/settle/").status_code == 404


def test_the_page_of_the_story_shows_the_newest_and_says_so(article, boss):
    Comment.objects.bulk_create(Comment(article=article, author=boss, text=f"Number {n}") for n in range(30))
    page = at_desk(boss).get(page_of(article)).content.decode()
    assert "Number 29" in page
    assert "Number 9<" not in page
    assert "The newest are shown." in page


def test_many_comments_take_no_more_queries(article, boss, django_assert_max_num_queries):
    client = at_desk(boss)
    client.get(comments(article))
    people = [person(f"colleague{n}") for n in range(10)]
    Comment.objects.bulk_create(Comment(article=article, author=who, text="x") for who in people)
    with django_assert_max_num_queries(12):
        client.get(comments(article))


def test_readers_never_see_a_comment(client, boss):
    article = make_live()
    Comment.objects.create(article=article, author=boss, text="Not for readers")
    assert "Not for readers" not in client.get(article.live.path).content.decode()


@pytest.mark.parametrize(("typed", "names"), [("d", ["dara", "davy"]), ("DAR", ["dara"]), ("sok", ["dara"]), ("x", [])])
def test_colleagues_are_offered_by_the_beginning_of_a_name(typed, names):
    writer = reporter()
    writer.first_name, writer.last_name = "Dara", "Sok"
    writer.save()
    person("davy")
    person("dead", is_active=False)
    offered = at_desk(writer).get("/admin/articles/article/colleagues/", {"q": typed}).json()["colleagues"]
    assert [one["name"] for one in offered] == names
