"""What is typed and not saved: kept for its writer alone, offered again with its rows, gone once it is saved."""

import pytest
from django.test import Client
from lxml import html

from articles.models import Article, Autosave, PublishedArticle, Revision
from tests.articles.admin.desk import ADD, at_desk, editor, errors, page_of, person, reporter, rows, said, send
from tests.newspaper import add_byline, edit, make_article, make_live, make_section

pytestmark = pytest.mark.django_db

KEY = "form-0001"
NEW = "/admin/articles/article/autosave/"


@pytest.fixture
def user():
    make_section()
    return editor()


@pytest.fixture
def desk(user):
    return at_desk(user)


def shown(response) -> dict:
    """What a browser would send of the form, empty lines too."""
    [form] = html.fromstring(response.content.decode()).xpath("//form[@id='article_form']")
    empty = {field.name: "" for field in form.xpath(".//input[not(@value)][@type='text']") if field.name}
    return empty | {name: value.removeprefix("\n") for name, value in form.form_values()}


def type_into(client: Client, address: str, **typed) -> dict:
    """What the form at this address holds after some typing, as its script sends it."""
    return shown(client.get(address)) | typed


def autosave(client: Client, article: Article, **typed):
    return client.post(page_of(article, "autosave"), type_into(client, page_of(article), **typed))


def bring_back(client: Client, article: Article | None = None):
    [kept] = Autosave.objects.all()
    address = page_of(article) if article else ADD
    return client.get(f"{address}?restore={kept.draft_key}")


def test_what_is_typed_is_kept_and_neither_the_story_nor_readers_see_it(desk, client):
    article = make_live()
    answer = autosave(desk, article, headline="Ferry to run all night")
    assert answer.json()["said"].startswith("Kept at ")
    article.refresh_from_db()
    assert article.headline == PublishedArticle.objects.get().headline == "Ferry to run until midnight"
    assert Revision.objects.count() == 1
    assert "all night" not in client.get("/river/ferry-to-run-until-midnight/").content.decode()


def test_unsaved_text_is_offered_when_the_story_is_opened_again(desk):
    article = make_article()
    assert "You have unsaved text" not in desk.get(page_of(article)).content.decode()
    autosave(desk, article, headline="Ferry to run all night")
    page = desk.get(page_of(article)).content.decode()
    assert "You have unsaved text from" in page
    assert "Ferry to run until midnight" in page


def test_unsaved_text_comes_back_with_its_rows_and_nothing_is_saved_by_that(desk):
    article = make_article()
    author = add_byline(article).author
    other = make_article("Another story")
    typed = rows("related", {"target": other.pk, "order": "", "id": "", "article": article.pk})
    autosave(desk, article, headline="Ferry to run all night", body="<p>It runs all", notes="Ask Dara", **typed)
    page = bring_back(desk, article)
    form = shown(page)
    assert form["headline"] == "Ferry to run all night"
    assert form["body"] == "<p>It runs all"
    assert form["notes"] == "Ask Dara"
    assert form["bylines-0-author"] == str(author.pk)
    assert form["related-0-target"] == str(other.pk)
    assert "Please correct" not in page.content.decode()
    assert "You have unsaved text" not in page.content.decode()
    article.refresh_from_db()
    assert (article.headline, article.related.count()) == ("Ferry to run until midnight", 0)


def test_what_was_brought_back_is_saved_like_any_typing_and_not_offered_again(desk):
    article = make_article()
    autosave(desk, article, headline="Ferry to run all night")
    desk.post(page_of(article), shown(bring_back(desk, article)) | {"_continue": "1"})
    article.refresh_from_db()
    assert article.headline == "Ferry to run all night"
    assert not Autosave.objects.exists()


def test_a_story_that_was_never_saved_is_offered_where_the_next_one_begins(desk):
    desk.post(NEW, type_into(desk, ADD, headline="Ferry", body="<p>The ferry", **rows("bylines", {"role": "author"})))
    assert not Article.objects.exists()
    assert "“Ferry”" in desk.get(ADD).content.decode()
    form = shown(bring_back(desk))
    assert (form["headline"], form["body"]) == ("Ferry", "<p>The ferry")
    desk.post(ADD, form | {"_continue": "1"})
    assert Article.objects.get().headline == "Ferry"
    assert not Autosave.objects.exists()


def test_two_windows_of_one_person_are_kept_apart(desk):
    article = make_article()
    autosave(desk, article, headline="Ferry to run all night")
    autosave(desk, article, headline="Ferry stops at ten")
    assert {kept.fields["headline"][0] for kept in Autosave.objects.all()} == {
        "Ferry to run all night",
        "Ferry stops at ten",
    }
    assert desk.get(page_of(article)).content.decode().count("You have unsaved text") == 2


def test_saving_forgets_what_this_form_kept_and_no_other(desk):
    article = make_article()
    autosave(desk, article, notes="From the other window")
    form = type_into(desk, page_of(article), notes="From this one")
    desk.post(page_of(article, "autosave"), form)
    desk.post(page_of(article), form | {"_continue": "1"})
    assert [kept.fields["notes"] for kept in Autosave.objects.all()] == [["From the other window"]]


def test_a_form_that_comes_back_with_an_error_is_kept_too(desk):
    article = make_article()
    answer = send(desk, page_of(article), slug="Not An Address", kicker="Transport")
    assert "cannot be part of an address" in errors(answer)
    assert Autosave.objects.get().fields["kicker"] == ["Transport"]


def test_unsaved_text_is_shown_beside_what_is_saved_and_can_be_thrown_away(desk):
    article = make_article()
    autosave(desk, article, headline="Ferry to run all night")
    address = f"/admin/articles/article/unsaved/{Autosave.objects.get().draft_key}/"
    page = desk.get(address).content.decode()
    assert "<del>" in page
    assert "until midnight" in page
    assert "all night" in page
    assert "Kicker" not in page
    answer = desk.post(address, follow=True)
    assert "thrown away" in said(answer)
    assert not Autosave.objects.exists()


def test_text_for_a_story_that_is_gone_begins_a_new_one(desk):
    article = make_article()
    add_byline(article)
    autosave(desk, article, headline="Ferry to run all night")
    article.delete()
    form = shown(bring_back(desk))
    desk.post(ADD, form | {"_continue": "1"})
    saved = Article.objects.get()
    assert saved.headline == "Ferry to run all night"
    assert [byline.author.name for byline in saved.bylines.all()] == ["Sok Dara"]


def test_what_others_saved_meanwhile_stands_where_the_unsaved_text_did_not_touch_it(desk):
    article = make_article()
    autosave(desk, article, headline="Ferry to run all night")
    edit(article, kicker="Transport")
    add_byline(article)
    form = shown(bring_back(desk, article))
    assert (form["headline"], form["kicker"]) == ("Ferry to run all night", "Transport")
    answer = desk.post(page_of(article), form | {"_continue": "1"}, follow=True)
    assert "Saved as revision" in said(answer)
    assert article.bylines.count() == 1


def test_nobody_sees_the_unsaved_text_of_another(desk):
    article = make_article()
    autosave(desk, article, headline="Ferry to run all night")
    key = Autosave.objects.get().draft_key
    chief = at_desk(person("chief", is_superuser=True))
    assert "unsaved text" not in chief.get(page_of(article)).content.decode()
    assert "all night" not in chief.get(f"{page_of(article)}?restore={key}").content.decode()
    assert chief.get(f"/admin/articles/article/unsaved/{key}/").status_code == 404
    assert chief.post(f"/admin/articles/article/unsaved/{key}/").status_code == 404


def test_who_may_not_write_the_story_keeps_nothing_in_it(desk):
    article = make_article()
    form = type_into(desk, page_of(article)) | {"draft_key": KEY}
    answer = at_desk(reporter()).post(page_of(article, "autosave"), form)
    assert answer.status_code == 403
    assert "You may not change this story" in answer.json()["said"]
    assert not Autosave.objects.exists()
    assert Client().post(page_of(article, "autosave"), form).status_code == 302
    assert at_desk(person("guest")).post(NEW, form).status_code == 403


def test_a_form_without_a_key_is_refused_in_words(desk):
    assert desk.post(NEW, {"headline": "Ferry"}).status_code == 400


def test_the_scripts_question_is_answered_with_who_is_logged_in(desk, user):
    answer = desk.get(NEW)
    assert answer.json()["user"] == user.pk
    assert answer.json()["token"]
    assert "no-store" in answer["Cache-Control"]


def test_the_words_survive_a_session_that_expired_before_saving(desk, user):
    article = make_article()
    form = type_into(desk, page_of(article), headline="Ferry to run all night")
    desk.post(page_of(article, "autosave"), form)
    desk.cookies.pop("sessionid")
    answer = desk.post(page_of(article), form | {"_continue": "1"})
    assert answer.status_code == 302
    assert "/admin/login/" in answer["Location"]
    desk.force_login(user)
    assert shown(bring_back(desk, article))["headline"] == "Ferry to run all night"
