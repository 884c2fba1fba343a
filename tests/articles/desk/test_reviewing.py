"""The work on a story: handed in, returned, marked ready, assigned; told and on record."""

from datetime import UTC, datetime

import pytest

from articles import press, snapshot
from articles.desk import remarks, reviewing
from articles.models import Act, Article, Author, Comment, Notice
from tests.articles.admin.desk import editor, person, reporter
from tests.newspaper import add_byline, edit, make_article, make_live

pytestmark = pytest.mark.django_db

EVENING = datetime(2026, 3, 2, 11, 0, tzinfo=UTC)


def told(user) -> list[str]:
    return list(Notice.objects.filter(user=user).order_by("pk").values_list("text", flat=True))


def test_handing_in_is_recorded_and_tells_who_has_the_work():
    writer, boss = reporter(), editor()
    article = make_article(created_by=writer, assignee=boss)
    reviewing.submit(article, by=writer, note="The figures are checked.")
    article.refresh_from_db()
    assert article.desk_status == "in_review"
    assert told(boss) == ["dara hands it in for review. The figures are checked."]
    assert (Act.objects.get().verb, Act.objects.get().detail) == ("submit", "The figures are checked.")
    assert Comment.objects.get().text == "The figures are checked."


def test_a_returned_story_tells_its_writers_and_not_who_returned_it():
    writer, boss, signed = reporter(), editor(), person("mony", "Reporters")
    article = make_article(created_by=writer)
    author = add_byline(article, "Chan Mony").author
    Author.objects.filter(pk=author.pk).update(user=signed)
    reviewing.give_back(article, by=boss, note="Too long.")
    assert told(writer) == told(signed) == ["bopha returns it to you. Too long."]
    assert told(boss) == []


def test_work_that_is_given_to_oneself_tells_nobody():
    boss = editor()
    article = make_article()
    reviewing.assign(article, by=boss, assignee=boss)
    reviewing.assign(article, by=boss, assignee=boss)
    assert Notice.objects.count() == 0
    assert Act.objects.count() == 1


def test_a_new_deadline_is_told_in_the_time_of_the_edition():
    writer, boss = reporter(), editor()
    article = make_article(assignee=writer)
    reviewing.set_deadline(article, by=boss, deadline=EVENING)
    assert told(writer) == ["bopha: deadline 2 March 2026, 18:00"]


def test_moving_the_work_on_leaves_the_text_and_its_date_alone():
    article = make_article(created_by=reporter())
    before = article.updated_at
    article.headline = "Typed, not saved"
    reviewing.submit(article, by=article.created_by)
    article.refresh_from_db()
    assert (article.headline, article.updated_at) == ("Ferry to run until midnight", before)


def test_what_is_published_as_it_stands_is_ready():
    assert make_live().desk_status == "ready"


def test_work_goes_on_where_an_older_revision_is_published():
    article = make_article()
    first = snapshot.take(article, by=None)
    edit(article, headline="Ferry to run all night")
    press.publish(article, by=None, revision=first)
    assert Article.objects.get().desk_status == "draft"


# --- Mentions


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("@dara please look", ["dara"]),
        ("Please, @Dara.", ["dara"]),
        ("@dara.sok and @dara", ["dara.sok", "dara"]),
        ("@daraសូមពិនិត្យ", ["dara"]),
        ("@darani is nobody", []),
        ("write to x@dara", []),
        ("@dara @dara", ["dara"]),
        ("no names", []),
    ],
)
def test_colleagues_are_mentioned_by_name(text, names):
    people = [person("dara"), person("dara.sok")]
    assert [who.username for who in remarks.mentioned(text, people)] == names


def test_a_mention_tells_the_colleague_once_and_never_oneself():
    writer, boss = reporter(), editor()
    comment = remarks.add(make_article(), by=boss, text="@dara @bopha the figures?")
    assert set(comment.mentioned.all()) == {writer, boss}
    assert told(writer) == ["bopha mentions you: @dara @bopha the figures?"]
    assert told(boss) == []


def test_who_has_left_the_desk_is_not_told():
    gone = person("dara", is_active=False)
    assert list(remarks.add(make_article(), by=editor(), text="@dara?").mentioned.all()) == []
    assert told(gone) == []


def test_a_long_note_fits_into_a_notice():
    writer = reporter()
    reviewing.give_back(make_article(created_by=writer), by=editor(), note="long " * 500)
    assert len(told(writer)[0]) == 500
