"""A story's form that is sent when the session is over: its text waits for who typed it, and for nobody else."""

import pytest
from django.contrib.auth.models import User
from django.test import Client

from articles.models import Article, Autosave, PublishedArticle
from tests.articles.admin.desk import ADD, at_desk, editor, page_of, person, said
from tests.articles.admin.test_autosave import shown, type_into
from tests.newspaper import make_article, make_section

pytestmark = pytest.mark.django_db

TYPED = {"headline": "Ferry to run all night", "body": "<p>The ferry runs all night.</p>", "_publish": "1"}


@pytest.fixture
def story():
    make_section()
    return make_article()


@pytest.fixture
def desk(story):
    return at_desk(editor())


def send_logged_out(desk, address, **typed):
    """Open the form, type, and press the button after the session has ended; where that leads."""
    form = type_into(desk, address, **typed)
    desk.cookies.pop("sessionid", None)
    return desk.post(address, form)


def log_in(client, address, name="bopha"):
    return client.post(address, {"username": name, "password": "rice and fish"}, follow=True)


def test_logging_in_again_gives_the_typed_form_back_and_nothing_was_done_meanwhile(desk, story):
    answer = send_logged_out(desk, page_of(story), **TYPED)
    assert answer["Location"].startswith("/admin/login/")
    assert "Log in, and your text is back" in desk.get(answer["Location"]).content.decode()
    assert not PublishedArticle.objects.exists()
    page = log_in(desk, answer["Location"])
    assert "Your text is back in the form" in said(page)
    form = shown(page)
    assert (form["headline"], form["body"]) == (TYPED["headline"], TYPED["body"])
    desk.post(page_of(story), form | {"_continue": "1"})
    story.refresh_from_db()
    assert story.headline == TYPED["headline"]
    assert not Autosave.objects.exists()


def test_a_new_story_that_was_never_saved_comes_back_too(desk, story):
    answer = send_logged_out(desk, ADD, **TYPED)
    assert Article.objects.count() == 1
    assert shown(log_in(desk, answer["Location"]))["headline"] == TYPED["headline"]


def test_whoever_else_logs_in_there_gets_nothing_of_it(desk, story):
    person("sophal", "Editors")
    answer = send_logged_out(desk, page_of(story), **TYPED)
    page = log_in(desk, answer["Location"], "sophal")
    assert "This unsaved text is not there any more" in said(page)
    assert "all night" not in page.content.decode()
    assert Autosave.objects.get().user.username == "bopha"


def test_a_form_is_never_saved_in_the_name_of_another_who_logged_in_meanwhile(desk, story):
    form = type_into(desk, page_of(story), **TYPED)
    desk.force_login(person("sophal", "Editors"))
    answer = desk.post(page_of(story), form, follow=True)
    assert "bopha opened this form" in said(answer)
    story.refresh_from_db()
    assert story.headline == "Ferry to run until midnight"
    assert Autosave.objects.get().user.username == "bopha"


def test_a_form_from_before_a_new_login_comes_back_instead_of_a_refusal(story):
    user = editor()
    client = Client(enforce_csrf_checks=True)
    client.force_login(user)
    form = type_into(client, page_of(story), **TYPED)
    client.cookies.pop("csrftoken")  # as a new login in another tab changes it
    page = client.post(page_of(story), form, follow=True)
    assert "Your text is back in the form" in said(page)
    assert shown(page)["headline"] == TYPED["headline"]
    story.refresh_from_db()
    assert story.headline == "Ferry to run until midnight"


@pytest.mark.parametrize(
    "wrong",
    [{"opened_by": ""}, {"opened_by": "forged"}, {"draft_key": "another-form"}],
    ids=["none", "forged", "of another form"],
)
def test_without_the_stamp_of_this_very_form_nothing_is_kept(desk, story, wrong):
    answer = send_logged_out(desk, page_of(story), **TYPED, **wrong)
    assert answer["Location"].startswith("/admin/login/")
    assert not Autosave.objects.exists()


def test_a_stamp_opens_no_other_story_and_none_to_who_lost_the_right(desk, story):
    form = type_into(desk, page_of(story), **TYPED)
    desk.cookies.pop("sessionid")
    desk.post(page_of(make_article("Another story")), form)
    User.objects.filter(username="bopha").update(is_active=False)
    desk.post(page_of(story), form)
    assert not Autosave.objects.exists()
