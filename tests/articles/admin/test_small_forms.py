"""The desk's other forms when the session is over: what was typed waits for who typed it. And two clicks act once."""

import pytest
from django.contrib.admin.helpers import ACTION_CHECKBOX_NAME
from django.test import Client
from lxml import html

from articles import press
from articles.models import Article, Author, Autosave, Comment, Correction
from tests.articles.admin.desk import ADD, LIST, at_desk, editor, form_of, page_of, person, said
from tests.newspaper import make_article, make_live, make_section

pytestmark = pytest.mark.django_db


@pytest.fixture
def story():
    make_section()
    return make_live()


@pytest.fixture
def desk(story):
    return at_desk(editor())


def filled(page, field: str, **typed) -> dict:
    """What a browser sends of the form that has this field, after some typing."""
    [form] = html.fromstring(page.content.decode()).xpath(f"//form[.//*[@name='{field}']]")
    return {name: value.removeprefix("\n") for name, value in form.form_values()} | typed


def log_in(client, answer, name="bopha"):
    assert answer["Location"].startswith("/admin/login/"), answer["Location"]
    assert "Log in, and your text is back" in client.get(answer["Location"]).content.decode()
    return client.post(answer["Location"], {"username": name, "password": "rice and fish"}, follow=True)


def send_logged_out(desk, address: str, field: str, **typed):
    form = filled(desk.get(address), field, **typed)
    desk.cookies.pop("sessionid")
    return desk.post(address, form)


@pytest.mark.parametrize(
    ("act", "field", "typed", "done"),
    [
        ("withdraw", "reason", "The report could not be confirmed.", "is withdrawn"),
        ("correct", "text", "The ferry runs until eleven.", "The correction stands"),
        ("comments", "text", "Who says so?", ""),
    ],
)
def test_what_was_typed_into_a_small_form_is_back_after_logging_in_and_nothing_was_done(
    desk, story, act, field, typed, done
):
    address = page_of(story, act)
    answer = send_logged_out(desk, address, field, **{field: typed})
    page = log_in(desk, answer)
    assert "Your text is back in the form" in said(page)
    assert typed in filled(page, field)[field]
    assert "errorlist" not in page.content.decode()
    assert Article.objects.filter(live__isnull=False).exists()
    assert not Comment.objects.exists()
    assert not Correction.objects.exists()
    after = desk.post(address, filled(page, field), follow=True)
    assert done in said(after)
    assert Comment.objects.exists() or Correction.objects.exists() or not Article.objects.filter(live__isnull=False)
    assert not Autosave.objects.exists()


def test_the_desk_page_offers_it_too_and_it_can_be_thrown_away(desk, story):
    send_logged_out(desk, page_of(story, "withdraw"), "reason", reason="Not confirmed.")
    desk.force_login(Autosave.objects.get().user)
    page = desk.get("/admin/").content.decode()
    assert "“Withdraw from the paper: Ferry to run until midnight”" in page
    desk.post(f"/admin/articles/article/unsaved/{Autosave.objects.get().draft_key}/")
    assert not Autosave.objects.exists()


@pytest.mark.parametrize("button", ["_do", "_save", "action"])
def test_nothing_is_done_by_opening_what_was_kept_whatever_button_was_pressed(desk, story, button):
    answer = send_logged_out(desk, page_of(story, "withdraw"), "reason", reason="Not confirmed.", **{button: "1"})
    page = log_in(desk, answer)
    assert filled(page, "reason")["reason"].strip() == "Not confirmed."
    assert Article.objects.filter(live__isnull=False).exists()


def test_whoever_else_logs_in_there_gets_nothing_of_a_small_form(desk, story):
    person("sophal", "Editors")
    answer = send_logged_out(desk, page_of(story, "withdraw"), "reason", reason="Not confirmed.")
    page = log_in(desk, answer, "sophal")
    assert "Not confirmed." not in page.content.decode()
    assert Autosave.objects.get().user.username == "bopha"


def test_nobody_withdraws_in_the_name_of_another_who_logged_in_meanwhile(desk, story):
    form = filled(desk.get(page_of(story, "withdraw")), "reason", reason="Not confirmed.")
    desk.force_login(person("sophal", "Editors"))
    answer = desk.post(page_of(story, "withdraw"), form, follow=True)
    assert "bopha opened this form" in said(answer)
    assert Article.objects.filter(live__isnull=False).exists()


def test_a_note_for_many_stories_at_once_comes_back_with_the_stories_that_were_chosen(desk, story):
    stories = [make_article("One"), make_article("Another")]
    ready = Article.objects.filter(pk__in=[each.pk for each in stories], desk_status="ready")
    chosen = {ACTION_CHECKBOX_NAME: [each.pk for each in stories], "action": "set_status_selected"}
    form = filled(desk.post(LIST, chosen), "status_note", status="ready", status_note="Good to go.", _do="1")
    desk.cookies.pop("sessionid")
    page = log_in(desk, desk.post(LIST, form | chosen))
    again = filled(page, "status_note")
    assert again["status_note"] == "Good to go."
    assert "Another" in page.content.decode()
    assert ready.count() == 0
    desk.post(LIST, again | chosen | {"_do": "1"})
    assert ready.count() == 2


def test_a_page_of_djangos_own_comes_back_as_well(desk, story):
    answer = send_logged_out(desk, "/admin/articles/author/add/", "bio", name="Sok Dara", bio="He knows the river.")
    page = log_in(desk, answer)
    assert filled(page, "bio")["bio"] == "He knows the river."
    desk.post("/admin/articles/author/add/", filled(page, "bio") | {"_save": "1"})
    assert Author.objects.get().bio == "He knows the river."


def test_rows_under_a_form_come_back_too(desk, story):
    edition = story.edition_id
    rows = {"topic_pages-TOTAL_FORMS": "1", "topic_pages-0-edition": str(edition)}
    address = "/admin/articles/tag/add/"
    form = filled(desk.get(address), "name", name="Ferries")
    prefix = next(name.removesuffix("-TOTAL_FORMS") for name in form if name.endswith("-TOTAL_FORMS"))
    rows = {name.replace("topic_pages", prefix): value for name, value in rows.items()}
    rows[f"{prefix}-0-introduction"] = "All about ferries."
    desk.cookies.pop("sessionid")
    page = log_in(desk, desk.post(address, form | rows))
    again = filled(page, "name")
    assert again["name"] == "Ferries"
    assert again[f"{prefix}-0-introduction"] == "All about ferries."


def test_the_name_of_a_filter_comes_back_above_the_list_that_it_is_for(desk, story):
    form = filled(desk.get(f"{LIST}?state=live"), "name", name="On the page")
    desk.cookies.pop("sessionid")
    page = log_in(desk, desk.post("/admin/articles/article/filters/", form))
    assert filled(page, "name")["name"] == "On the page"


def test_a_form_from_before_a_new_login_comes_back_instead_of_a_refusal(story):
    client = Client(enforce_csrf_checks=True)
    client.force_login(editor())
    form = filled(client.get(page_of(story, "correct")), "text", text="Until eleven.")
    client.cookies.pop("csrftoken")
    page = client.post(page_of(story, "correct"), form, follow=True)
    assert filled(page, "text")["text"] == "Until eleven."
    assert not Correction.objects.exists()


def test_no_password_is_ever_kept(story):
    chief = at_desk(person("chief", is_superuser=True))
    address = "/admin/auth/user/add/"
    answer = send_logged_out(chief, address, "username", username="vanna", password1="rice and fish 1")
    assert answer["Location"].startswith("/admin/login/")
    assert not Autosave.objects.exists()


# --- Two clicks


def test_two_clicks_make_one_story(desk):
    form = form_of(desk.get(ADD)) | {"headline": "Twice?", "_continue": "1"}
    first, second = desk.post(ADD, form), desk.post(ADD, form)
    assert Article.objects.filter(headline="Twice?").count() == 1
    assert second["Location"] == first["Location"] == page_of(Article.objects.get(headline="Twice?"))
    assert "It was sent twice, and done once." in said(desk.get(second["Location"]))


def test_two_clicks_correct_once_and_say_one_comment(desk, story):
    for act, model in (("correct", Correction), ("comments", Comment)):
        form = filled(desk.get(page_of(story, act)), "text", text="Until eleven.", kind="correction", place="top")
        desk.post(page_of(story, act), form)
        desk.post(page_of(story, act), form)
        assert model.objects.count() == 1, act


def test_what_was_typed_after_the_first_click_is_another_form(desk):
    form = form_of(desk.get(ADD)) | {"headline": "First", "_continue": "1"}
    desk.post(ADD, form)
    desk.post(ADD, form | {"headline": "Second"})
    assert set(Article.objects.filter(live=None).values_list("headline", flat=True)) == {"First", "Second"}


def test_a_form_that_came_back_with_errors_may_be_sent_again_as_it_is(desk, story):
    address = page_of(story, "withdraw")
    form = filled(desk.get(address), "reason", reason="")
    assert "Write what readers are told" in desk.post(address, form).content.decode()
    assert "Write what readers are told" in desk.post(address, form).content.decode()


def test_the_same_words_in_a_form_that_was_opened_anew_are_meant(desk):
    for _time in range(2):
        desk.post(ADD, form_of(desk.get(ADD)) | {"headline": "Again", "_continue": "1"})
    assert Article.objects.filter(headline="Again").count() == 2


def test_withdrawing_twice_says_so_only_once(desk, story):
    address = page_of(story, "withdraw")
    form = filled(desk.get(address), "reason", reason="Not confirmed.")
    desk.post(address, form)
    press.publish(story, by=None)
    desk.post(address, form)
    assert Article.objects.filter(live__isnull=False).exists()
