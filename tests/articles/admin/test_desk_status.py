"""The work on a story, from its page and for many stories at once; each right asked at the door."""

import pytest
from django.contrib.admin.helpers import ACTION_CHECKBOX_NAME

from articles.models import Act, Article, Notice
from tests.articles.admin.desk import ADD, LIST, at_desk, editor, page_of, person, reporter, said, send
from tests.newspaper import make_article, make_section

pytestmark = pytest.mark.django_db


@pytest.fixture
def writer():
    return reporter()


@pytest.fixture
def boss():
    return editor()


def buttons(client, article) -> list[str]:
    return [move.button for move in client.get(page_of(article)).context["moves"]]


# --- The story's page


def test_a_reporter_hands_in_with_a_note_and_the_text_is_saved_with_it(writer):
    article = make_article(created_by=writer)
    answer = send(at_desk(writer), page_of(article), "_submit_for_review", kicker="Transport", status_note="Checked.")
    article.refresh_from_db()
    assert (article.desk_status, article.kicker) == ("in_review", "Transport")
    assert "handed in for review" in said(answer)
    assert [comment.text for comment in article.comments.all()] == ["Checked."]
    assert Act.objects.filter(verb=Act.Verb.SUBMIT, by=writer, article_id=article.pk).exists()


def test_a_story_that_was_never_saved_can_be_handed_in(writer):
    make_section()
    send(at_desk(writer), ADD, "_submit_for_review", headline="Ferry to run until midnight")
    assert Article.objects.get().desk_status == "in_review"


def test_an_editor_returns_it_with_a_note_and_the_writer_is_told(writer, boss):
    article = make_article(created_by=writer, desk_status="in_review")
    send(at_desk(boss), page_of(article), "_return", status_note="Too long.")
    article.refresh_from_db()
    assert article.desk_status == "draft"
    assert [notice.text for notice in Notice.objects.filter(user=writer)] == ["bopha returns it to you. Too long."]


def test_the_buttons_are_those_that_make_sense_now(writer, boss):
    article = make_article(created_by=writer)
    assert buttons(at_desk(writer), article) == ["_submit_for_review"]
    assert buttons(at_desk(boss), article) == ["_submit_for_review", "_ready"]
    Article.objects.update(desk_status="in_review")
    assert buttons(at_desk(writer), article) == []
    assert buttons(at_desk(boss), article) == ["_return", "_ready"]


@pytest.mark.parametrize("button", ["_return", "_ready"])
def test_a_reporter_cannot_mark_the_own_story_by_a_made_up_button(writer, button):
    article = make_article(created_by=writer, desk_status="in_review")
    answer = send(at_desk(writer), page_of(article), button, kicker="Transport")
    assert answer.status_code == 403
    article.refresh_from_db()
    assert (article.desk_status, article.kicker) == ("in_review", "")


def test_a_reporter_plans_nobodys_work_by_a_made_up_field(writer, boss):
    article = make_article(created_by=writer)
    planned = {"assigned_to": boss.pk, "due_at": "2030-01-01T18:00", "desk_status": "ready"}
    send(at_desk(writer), page_of(article), kicker="Transport", **planned)
    article.refresh_from_db()
    assert (article.assignee, article.deadline, article.desk_status) == (None, None, "draft")


def test_an_editor_of_other_sections_does_not_mark_it_ready(boss):
    section = make_section()
    section.editors.add(person("vanna", "Editors"))
    article = make_article(section=section, desk_status="in_review")
    assert send(at_desk(boss), page_of(article), "_ready").status_code == 403
    assert Article.objects.get().desk_status == "in_review"


def test_an_editor_assigns_with_a_deadline_in_the_time_of_the_edition(writer, boss):
    article = make_article()
    client = at_desk(boss)
    send(client, page_of(article), assigned_to=writer.pk, due_at="2030-01-01T18:00")
    article.refresh_from_db()
    assert article.assignee == writer
    assert article.deadline.isoformat() == "2030-01-01T11:00:00+00:00"
    assert Act.objects.filter(verb=Act.Verb.ASSIGN).count() == 2
    assert "bopha assigns it to you." in Notice.objects.filter(user=writer).values_list("text", flat=True)
    assert 'value="2030-01-01T18:00"' in client.get(page_of(article)).content.decode()


def test_saving_the_text_says_nothing_of_the_work(writer, boss):
    article = make_article(assignee=writer)
    send(at_desk(boss), page_of(article), kicker="Transport")
    assert not Act.objects.filter(verb=Act.Verb.ASSIGN).exists()
    assert not Notice.objects.exists()


# --- Many at once


def choose(client, action, *articles, **more):
    return client.post(LIST, {"action": action, ACTION_CHECKBOX_NAME: [a.pk for a in articles], **more}, follow=True)


def test_what_is_to_be_done_is_asked_first(boss):
    article = make_article()
    page = choose(at_desk(boss), "assign_selected", article).content.decode()
    assert "Ferry to run until midnight" in page
    assert 'name="_do"' in page
    assert Article.objects.get().assignee is None


def test_many_stories_are_assigned_at_once(writer, boss):
    articles = [make_article(f"Story {number}") for number in range(3)]
    answer = choose(at_desk(boss), "assign_selected", *articles, assigned_to=writer.pk, _do="1")
    assert "Done for 3 stories." in said(answer)
    assert Article.objects.filter(assignee=writer).count() == 3


def test_many_stories_get_a_deadline_at_once(boss):
    articles = [make_article(f"Story {number}") for number in range(2)]
    choose(at_desk(boss), "set_deadline_selected", *articles, due_at="2030-01-01T18:00", _do="1")
    assert Article.objects.exclude(deadline=None).count() == 2


def test_many_stories_are_returned_at_once(writer, boss):
    article = make_article(created_by=writer, desk_status="in_review")
    choose(at_desk(boss), "set_status_selected", article, status="draft", status_note="Too long.", _do="1")
    assert Article.objects.get().desk_status == "draft"
    assert Notice.objects.filter(user=writer).count() == 1


def test_a_deadline_that_is_none_is_asked_again(boss):
    article = make_article()
    page = choose(at_desk(boss), "set_deadline_selected", article, due_at="tomorrow", _do="1")
    assert 'class="errorlist"' in page.content.decode()
    assert Article.objects.get().deadline is None


@pytest.mark.parametrize(
    ("action", "asked"),
    [
        ("assign_selected", {}),
        ("set_deadline_selected", {"due_at": "2030-01-01T18:00"}),
        ("set_status_selected", {"status": "ready"}),
        ("set_status_selected", {"status": "in_review"}),
    ],
)
def test_each_story_is_asked_for_its_own_right(writer, boss, action, asked):
    section = make_section("Sport")
    section.editors.add(person("vanna", "Editors"))
    others = make_article("Another’s", section=section)
    mine = make_article("My own", created_by=writer, section=section)
    answer = choose(at_desk(writer), action, others, mine, assigned_to=writer.pk, _do="1", **asked)
    others.refresh_from_db()
    mine.refresh_from_db()
    handed_in = asked.get("status") == "in_review"
    assert "You may not do this with “Another’s”" in said(answer)
    assert ("You may not do this with “My own”" in said(answer)) is not handed_in
    assert (others.assignee, others.deadline, others.desk_status) == (None, None, "draft")
    assert (mine.assignee, mine.deadline) == (None, None)
    assert mine.desk_status == ("in_review" if handed_in else "draft")


def test_a_hundred_stories_at_most_go_through_one_request(boss):
    section = make_section()
    articles = [make_article(f"Story {number}", section=section) for number in range(101)]
    answer = choose(at_desk(boss), "set_status_selected", *articles, status="ready", _do="1", select_across="0")
    assert "at most 100" in said(answer)
    assert not Article.objects.filter(desk_status="ready").exists()
