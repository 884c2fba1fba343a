"""Two saves of one version of a story: nothing is saved over, both texts are shown, and an editor chooses."""

import pytest
from lxml import html

from articles import press
from articles.models import Article, Autosave, Byline, PublishedArticle
from tests.articles.admin.desk import at_desk, editor, page_of, person, rows, said, send
from tests.articles.admin.test_autosave import shown
from tests.newspaper import add_byline, edit, make_article, make_live

pytestmark = pytest.mark.django_db


@pytest.fixture
def article():
    return make_article()


@pytest.fixture
def bopha():
    return at_desk(editor())


@pytest.fixture
def chief():
    return at_desk(person("sophea", is_superuser=True, first_name="Sophea", last_name="Lim"))


def save(client, article, form, button="_continue", **typed):
    return client.post(page_of(article), form | typed | {button: "1"}, follow=True)


def asks(response) -> bool:
    return "Nothing is saved yet, and nothing is lost." in response.content.decode()


def choose(client, article, response, button="_continue", **choices):
    """Press a button of the page that lets choose, as it stands but for these choices."""
    [form] = html.fromstring(response.content.decode()).xpath("//div[@id='content-main']/form")
    values = {name: value.removeprefix("\n") for name, value in form.form_values()}
    kept = {f"keep-{name}": choice for name, choice in choices.items()}
    return client.post(page_of(article), values | kept | {button: "1"}, follow=True)


def meet(bopha, chief, article, first, second):
    """Both open the story; the chief saves first, then Bopha. Returns what Bopha gets."""
    forms = [shown(client.get(page_of(article))) for client in (chief, bopha)]
    save(chief, article, forms[0], **first)
    return save(bopha, article, forms[1], **second)


def test_the_second_save_shows_both_texts_and_saves_neither_over_the_other(bopha, chief, article):
    answer = meet(bopha, chief, article, {"headline": "Ferry runs all night"}, {"headline": "Ferry stops at ten"})
    assert asks(answer)
    page = answer.content.decode()
    assert "saved by sophea" in page
    assert "Changed by you, and saved otherwise meanwhile." in page
    assert "<del>" in page
    assert "<ins>" in page
    article.refresh_from_db()
    assert article.headline == "Ferry runs all night"
    assert Autosave.objects.get().fields["headline"] == ["Ferry stops at ten"]


@pytest.mark.parametrize(("choice", "headline"), [("mine", "Ferry stops at ten"), ("theirs", "Ferry runs all night")])
def test_the_second_chooses_which_text_stands(bopha, chief, article, choice, headline):
    answer = meet(
        bopha,
        chief,
        article,
        {"headline": "Ferry runs all night"},
        {"headline": "Ferry stops at ten", "kicker": "Transport"},
    )
    answer = choose(bopha, article, answer, headline=choice)
    assert "Saved as revision" in said(answer)
    article.refresh_from_db()
    assert (article.headline, article.kicker) == (headline, "Transport")
    assert not Autosave.objects.exists()


def test_what_only_the_first_changed_is_shown_and_stays_theirs_unless_chosen_otherwise(bopha, chief, article):
    answer = meet(bopha, chief, article, {"kicker": "Transport"}, {"standfirst": "It stops at ten."})
    assert asks(answer)
    assert "you did not change it." in answer.content.decode()
    choose(bopha, article, answer)
    article.refresh_from_db()
    assert (article.kicker, article.standfirst) == ("Transport", "It stops at ten.")


def test_the_second_goes_on_editing_with_what_was_typed(bopha, chief, article):
    answer = meet(bopha, chief, article, {"body": "<p>All night.</p>"}, {"body": "<p>At ten.</p>", "notes": "Ask"})
    form = shown(choose(bopha, article, answer, "_go_on"))
    assert (form["body"], form["notes"]) == ("<p>At ten.</p>", "Ask")
    article.refresh_from_db()
    assert article.body == "<p>All night.</p>"
    answer = save(bopha, article, form, body="<p>At eleven.</p>")
    assert "Saved as revision" in said(answer)
    article.refresh_from_db()
    assert article.body == "<p>At eleven.</p>"


def test_a_third_save_while_the_second_chooses_is_shown_too(bopha, chief, article):
    answer = meet(bopha, chief, article, {"headline": "Ferry runs all night"}, {"headline": "Ferry stops at ten"})
    send(chief, page_of(article), headline="Ferry runs till dawn")
    answer = choose(bopha, article, answer, headline="mine")
    assert asks(answer)
    assert "dawn" in answer.content.decode()


def test_publishing_obeys_the_same_check(bopha, chief):
    article = make_live()
    forms = [shown(client.get(page_of(article))) for client in (chief, bopha)]
    save(chief, article, forms[0], headline="Ferry runs all night")
    answer = save(bopha, article, forms[1], "_publish", headline="Ferry stops at ten")
    assert asks(answer)
    choose(bopha, article, answer, headline="mine")
    assert PublishedArticle.objects.get().headline == "Ferry to run until midnight"


def test_two_windows_of_one_person_do_not_overwrite_each_other_either(bopha, article):
    forms = [shown(bopha.get(page_of(article))) for _window in range(2)]
    save(bopha, article, forms[0], headline="Ferry runs all night")
    assert asks(save(bopha, article, forms[1], headline="Ferry stops at ten"))


def test_the_same_change_twice_is_no_conflict(bopha, chief, article):
    answer = meet(bopha, chief, article, {"headline": "Ferry stops at ten"}, {"headline": "Ferry stops at ten"})
    assert not asks(answer)
    assert "Saved as revision" in said(answer)


def test_a_stale_form_never_empties_the_date_that_the_press_wrote(bopha, chief, article):
    form = shown(chief.get(page_of(article))) | {"published_at": ""}
    press.publish(article, by=None)
    published = Article.objects.get().published_at
    answer = save(chief, article, form, kicker="Transport")
    assert not asks(answer)
    article.refresh_from_db()
    assert article.kicker == "Transport"
    assert article.published_at == published.replace(microsecond=0)


def test_a_time_that_the_browser_spells_shorter_is_no_change(bopha, chief):
    article = make_live()
    form = shown(bopha.get(page_of(article)))
    assert form["published_at"].endswith(":00")
    edit(article, published_at=article.published_at.replace(minute=30))
    save(bopha, article, form | {"published_at": form["published_at"].removesuffix(":00")}, kicker="Transport")
    article.refresh_from_db()
    assert (article.kicker, article.published_at.minute) == ("Transport", 30)


def test_notes_that_readers_never_see_are_taken_over_without_a_question(bopha, chief, article):
    answer = meet(bopha, chief, article, {"notes": "Call the harbour"}, {"kicker": "Transport"})
    assert not asks(answer)
    article.refresh_from_db()
    assert (article.notes, article.kicker) == ("Call the harbour", "Transport")


def test_a_field_that_the_sent_page_did_not_have_stays_as_it_is_saved(bopha, article):
    form = shown(bopha.get(page_of(article)))
    part = {name: value for name, value in form.items() if name not in ("body", "tags") and "bylines" not in name}
    add_byline(article)
    body = article.body
    save(bopha, article, part, headline="Ferry stops at ten")
    article.refresh_from_db()
    assert (article.headline, article.body, article.bylines.count()) == ("Ferry stops at ten", body, 1)


@pytest.mark.parametrize(("choice", "names"), [("mine", ["Sok Dara", "Chan Mony"]), ("theirs", ["Keo Vuthy"])])
def test_rows_are_chosen_as_a_whole_also_where_they_were_taken_away_meanwhile(bopha, chief, article, choice, names):
    add_byline(article, "Sok Dara")
    mony = add_byline(make_article("Another story"), "Chan Mony").author
    form = shown(bopha.get(page_of(article)))
    Byline.objects.filter(article=article).delete()
    add_byline(article, "Keo Vuthy")
    new = {"author": mony.pk, "role": "author", "order": "", "id": "", "article": article.pk}
    answer = save(bopha, article, form, **rows("bylines", new, before=1))
    assert asks(answer)
    assert "Keo Vuthy" in answer.content.decode()
    assert "Chan Mony" in answer.content.decode()
    choose(bopha, article, answer, bylines=choice)
    assert [byline.author.name for byline in article.bylines.all()] == names


def test_the_words_of_a_khmer_story_are_marked_by_words(bopha, chief, article):
    khmer = "<p>ស្ពានថ្មើរជើងត្រូវបានបើក</p>"
    answer = meet(bopha, chief, article, {"body": khmer}, {"body": khmer.replace("បើក", "បិទ")})
    assert "<ins>" in answer.content.decode()


def test_who_may_not_write_the_story_is_refused_before_anything_is_shown(chief, article):
    form = shown(chief.get(page_of(article))) | {"opened_by": ""}
    send(chief, page_of(article), headline="Ferry runs all night")
    stranger = at_desk(person("dara", "Reporters"))
    assert save(stranger, article, form, headline="Mine").status_code == 403
