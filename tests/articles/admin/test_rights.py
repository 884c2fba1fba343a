"""Who may do what: judged where the act happens, whatever a page showed."""

from datetime import timedelta

import pytest
from django.contrib.admin.helpers import ACTION_CHECKBOX_NAME
from django.contrib.auth.models import User
from django.utils import timezone

from articles import press
from articles.admin import rights
from articles.models import Article, Author, PublishedArticle
from tests.articles.admin.desk import ADD, LIST, at_desk, editor, page_of, person, reporter, said, send
from tests.newspaper import add_byline, make_article, make_live, make_section

pytestmark = pytest.mark.django_db


def test_a_reporter_writes_a_story_and_hands_it_in():
    make_section()
    answer = send(at_desk(reporter()), ADD, "_submit_for_review", headline="Ferry to run until midnight")
    article = Article.objects.get()
    assert "Saved as revision 1." in said(answer)
    assert article.desk_status == "in_review"
    for button in ("_publish", "_schedule", "_withdraw"):
        assert f'name="{button}"' not in answer.content.decode()


@pytest.mark.parametrize("button", ["_publish", "_schedule", "_unschedule", "_withdraw", "_keep"])
def test_a_reporter_reaches_no_reader_by_a_made_up_button(button):
    user = reporter()
    article = make_article(created_by=user)
    answer = send(at_desk(user), page_of(article), button, go_live_at="2030-01-01T06:00", kicker="Transport")
    assert answer.status_code == 403
    article.refresh_from_db()
    assert (article.kicker, article.publish_at) == ("", None)
    assert not PublishedArticle.objects.exists()


@pytest.mark.parametrize("action", ["publish_selected", "withdraw_selected"])
def test_a_reporter_reaches_no_reader_by_a_made_up_action(action):
    live, draft = make_live(), make_article("Another story")
    chosen = {"action": action, ACTION_CHECKBOX_NAME: [live.pk, draft.pk], "reason": "x", "_do": "1"}
    at_desk(reporter()).post(LIST, chosen)
    assert list(PublishedArticle.objects.values_list("article", flat=True)) == [live.pk]


def test_a_reporter_changes_a_story_that_carries_the_own_byline():
    user = reporter()
    article = make_article()
    address = page_of(article)
    assert at_desk(user).post(address, {"headline": "Mine now"}).status_code == 403
    author = add_byline(article, "Sok Dara").author
    Author.objects.filter(pk=author.pk).update(user=user)
    send(at_desk(user), address, headline="Ferry to run all night")
    article.refresh_from_db()
    assert article.headline == "Ferry to run all night"


def test_a_reporters_new_story_begins_with_the_own_byline():
    user = reporter()
    add_byline(make_article("Another story"), "Sok Dara")
    Author.objects.update(user=user)
    send(at_desk(user), ADD, headline="Ferry to run until midnight")
    assert [byline.author.user for byline in Article.objects.get(headline__startswith="Ferry").bylines.all()] == [user]


def test_another_persons_story_is_read_as_text():
    article = make_article(body="<p>The <strong>ferry</strong> runs.</p>")
    page = at_desk(reporter()).get(page_of(article)).content.decode()
    assert "The ferry runs." in page
    assert "&lt;strong&gt;" not in page


def test_the_dates_that_readers_feel_are_not_a_reporters():
    user = reporter()
    article = make_live(created_by=user)
    typed = {"withdraw_at": "2020-01-01T00:00", "published_at": "", "embargo_until": "2020-01-01T00:00"}
    send(at_desk(user), page_of(article), kicker="Transport", **typed)
    article.refresh_from_db()
    assert (article.kicker, article.withdraw_at) == ("Transport", None)
    assert article.published_at is not None


def test_an_editor_cannot_give_a_login_to_an_author():
    author = add_byline(make_article()).author
    user = editor()
    at_desk(user).post(f"/admin/articles/author/{author.pk}/change/", {"name": "Sok Dara", "user": user.pk})
    author.refresh_from_db()
    assert author.user is None
    assert at_desk(user).get("/admin/auth/user/").status_code == 403


# --- Rights by section --------------------------------------------------------------------------------------------


@pytest.fixture
def sections():
    """River, whose editor is bopha, and City, whose editor is somebody else."""
    river, city = make_section("River"), make_section("City")
    bopha = editor()
    river.editors.add(bopha)
    city.editors.add(person("sophal", "Editors"))
    return at_desk(bopha), river, city


def test_an_editor_publishes_in_the_own_sections_and_in_those_of_nobody(sections):
    desk, river, _city = sections
    for section in (river, make_section("Markets")):
        article = make_article(f"Story of {section}", section=section)
        assert "Live now:" in said(send(desk, page_of(article), "_publish"))


@pytest.mark.parametrize("button", ["_publish", "_schedule", "_unschedule", "_keep"])
def test_an_editor_of_another_section_saves_but_reaches_no_reader(sections, button):
    desk, _river, city = sections
    article = make_article(section=city)
    at = timezone.now() + timedelta(days=1)
    if button in ("_unschedule", "_keep"):
        press.schedule(article, by=None, at=at)
        press.plan_withdrawal(article, by=None, at=at + timedelta(days=1), reason="Over.")
    before = Article.objects.values("publish_at", "withdraw_at").get()
    answer = send(desk, page_of(article), button, kicker="Transport", go_live_at="2036-01-01T06:00")
    assert "City (sophal)" in said(answer)
    assert Article.objects.values("publish_at", "withdraw_at").get() == before
    assert Article.objects.get().kicker == "Transport"
    assert not PublishedArticle.objects.exists()


def test_a_story_moved_to_a_section_of_others_is_saved_but_not_published(sections):
    desk, river, city = sections
    article = make_live(section=river)
    answer = send(desk, page_of(article), "_publish", section=city.pk)
    assert "It is saved, but readers do not get it:" in said(answer)
    assert Article.objects.get().section == city
    assert PublishedArticle.objects.get().section == river


def test_a_story_is_not_taken_from_readers_of_a_section_by_moving_it_out(sections):
    desk, river, city = sections
    article = make_live(section=city)
    answer = send(desk, page_of(article), "_publish", section=river.pk)
    assert "City (sophal)" in said(answer)
    assert PublishedArticle.objects.get().section == city


def test_many_at_once_obey_the_sections_row_by_row(sections):
    desk, river, city = sections
    ours, theirs = make_article("Ours", section=river), make_article("Theirs", section=city)
    live = make_live("Theirs, live", section=city)
    chosen = {ACTION_CHECKBOX_NAME: [ours.pk, theirs.pk]}
    answer = desk.post(LIST, {"action": "publish_selected", **chosen}, follow=True)
    assert "“Theirs” is not published:" in said(answer)
    assert set(PublishedArticle.objects.values_list("headline", flat=True)) == {"Ours", "Theirs, live"}
    chosen = {ACTION_CHECKBOX_NAME: [ours.pk, live.pk], "reason": "Wrong.", "_do": "1"}
    answer = desk.post(LIST, {"action": "withdraw_selected", **chosen}, follow=True)
    assert "“Theirs, live” was not withdrawn:" in said(answer)
    assert list(PublishedArticle.objects.values_list("headline", flat=True)) == ["Theirs, live"]


def test_an_embargo_is_lifted_by_who_publishes_the_story(sections):
    desk, _river, city = sections
    until = timezone.now() + timedelta(days=1)
    article = make_article(section=city, embargo_until=until)
    send(desk, page_of(article), kicker="Transport", embargo_until="")
    article.refresh_from_db()
    assert (article.kicker, article.embargo_until) == ("Transport", until)


def test_a_chief_editor_publishes_everywhere(sections):
    _desk, _river, city = sections
    article = make_article(section=city)
    assert "Live now:" in said(send(at_desk(person("chief", "Chief editors")), page_of(article), "_publish"))


def test_an_editor_does_not_choose_the_own_sections_but_a_chief_does(sections):
    desk, _river, city = sections
    bopha = User.objects.get(username="bopha")
    page = f"/admin/articles/section/{city.pk}/change/"
    typed = {"name": "City", "order": "0", "slug": "city", "editors": [bopha.pk]}
    desk.post(page, typed)
    assert bopha not in city.editors.all()
    at_desk(person("chief", "Chief editors")).post(page, typed)
    assert list(city.editors.all()) == [bopha]


def test_the_rights_of_one_story_and_of_a_list_are_the_same(sections):
    _desk, river, city = sections
    users = [person("chief", "Chief editors"), reporter(), person("nobody"), *User.objects.all()]
    make_article("Draft", section=river), make_article("Theirs", section=city)
    make_article("Own", created_by=User.objects.get(username="dara"))
    moved = make_live("Moved", section=city)
    Article.objects.filter(pk=moved.pk).update(section=river)
    make_article("Thrown away", section=river, trashed_at=timezone.now())
    everything = Article.objects.all()
    for user in users:
        for of_list, of_one in (
            (rights.editable, rights.may_write),
            (rights.publishable, lambda who, story: rights.may_publish(who, story) and not story.trashed_at),
            (rights.takable, rights.may_take_out),
            (rights.deletable, rights.may_delete),
        ):
            listed = set(of_list(user, everything))
            assert listed == {story for story in everything if of_one(user, story)}, (user, of_list)
