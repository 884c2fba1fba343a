"""Bylines, pictures and related stories in the order that the editor numbers them."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from articles.models import Byline, StoryPicture
from tests.articles.admin.desk import at_desk, editor, errors, form_of, page_of, rows, send
from tests.newspaper import add_byline, add_picture, add_related, make_article, make_picture

pytestmark = pytest.mark.django_db


@pytest.fixture
def desk():
    return at_desk(editor())


@pytest.fixture
def article():
    article = make_article()
    for name in ("Sok Dara", "Chan Mony", "Ros Vanna"):
        add_byline(article, name)
    return article


def names(article):
    return [byline.author.name for byline in article.bylines.select_related("author")]


@pytest.mark.parametrize(
    ("typed", "order"),
    [
        ((3, 2, 1), ["Ros Vanna", "Chan Mony", "Sok Dara"]),
        ((1, 2, 1), ["Ros Vanna", "Sok Dara", "Chan Mony"]),
        ((3, 2, 3), ["Chan Mony", "Ros Vanna", "Sok Dara"]),
        (("", 2, 3), ["Chan Mony", "Ros Vanna", "Sok Dara"]),
        ((40, 30, 20), ["Ros Vanna", "Chan Mony", "Sok Dara"]),
    ],
)
def test_rows_stand_as_they_are_numbered(desk, article, typed, order):
    send(desk, page_of(article), **{f"bylines-{n}-order": number for n, number in enumerate(typed)})
    assert names(article) == order
    assert list(article.bylines.values_list("order", flat=True)) == [1, 2, 3]


def test_a_new_row_comes_last_unless_it_is_numbered(desk, article):
    new = add_byline(make_article("Another story"), "Keo Sophal").author
    send(desk, page_of(article), **rows("bylines", {"author": new.pk, "role": "author"}, before=3))
    assert names(article)[-1] == "Keo Sophal"


def test_two_rows_can_swap_their_authors(desk, article):
    first, second, _third = article.bylines.all()
    send(desk, page_of(article), **{"bylines-0-author": second.author_id, "bylines-1-author": first.author_id})
    assert names(article) == ["Chan Mony", "Sok Dara", "Ros Vanna"]


def test_a_row_keeps_its_key_when_others_go(desk, article):
    last = article.bylines.last()
    send(desk, page_of(article), **{"bylines-0-DELETE": "on"})
    assert names(article) == ["Chan Mony", "Ros Vanna"]
    assert Byline.objects.get(pk=last.pk).order == 2


def test_a_row_that_another_editor_added_meanwhile_is_not_lost(desk, article):
    page = desk.get(page_of(article))
    add_byline(article, "Keo Sophal")
    form = page.context["inline_admin_formsets"][0].formset
    typed = {f"bylines-{n}-{name}": row[name].value() or "" for n, row in enumerate(form) for name in row.fields}
    counts = {f"bylines-{name}": form.management_form[name].value() for name in form.management_form.fields}
    send(desk, page_of(article), **counts, **typed | {"bylines-0-order": 3})
    assert names(article) == ["Chan Mony", "Ros Vanna", "Sok Dara", "Keo Sophal"]


def test_an_author_stands_once_in_a_role(desk, article):
    again = article.bylines.first().author_id
    answer = send(desk, page_of(article), **rows("bylines", {"author": again, "role": "author"}, before=3))
    assert answer.context["errors"]
    assert article.bylines.count() == 3


def test_the_lead_picture_can_be_swapped_in_one_save_and_pictures_keep_their_numbers(desk, article):
    add_picture(article, make_picture("navy"))
    add_picture(article, make_picture("olive"), StoryPicture.Placement.BODY)
    send(
        desk,
        page_of(article),
        **{"pictures-0-placement": "body", "pictures-1-placement": "lead", "pictures-1-order": 1},
    )
    uses = article.pictures.values_list("order", "key", "placement")
    assert list(uses) == [(1, 2, "lead"), (2, 1, "body")]


def test_a_new_picture_put_first_takes_no_other_pictures_number(desk, article):
    add_picture(article, make_picture("navy"), StoryPicture.Placement.BODY)
    new = {"picture": make_picture("olive").pk, "placement": "lead", "order": 1}
    send(desk, page_of(article), **rows("pictures", new, before=1))
    assert list(article.pictures.values_list("order", "key")) == [(1, 2), (2, 1)]


def test_two_lead_pictures_are_refused_in_a_sentence(desk, article):
    add_picture(article, make_picture("navy"))
    new = {"picture": make_picture("olive").pk, "placement": "lead"}
    answer = send(desk, page_of(article), **rows("pictures", new, before=1))
    assert "A story has one lead picture; give the others another place." in answer.content.decode()


def test_a_new_lead_picture_takes_the_place_of_one_that_goes(desk, article):
    add_picture(article, make_picture("navy"))
    new = {"picture": make_picture("olive").pk, "placement": "lead"}
    send(desk, page_of(article), **rows("pictures", new, before=1), **{"pictures-0-DELETE": "on"})
    assert list(article.pictures.values_list("placement", "key")) == [("lead", 2)]


def test_a_picture_row_needs_a_picture_unless_it_came_without(desk, article):
    StoryPicture.objects.create(article=article, caption="The landing in 1996", order=1)
    assert not send(desk, page_of(article), **{"pictures-0-credit": "Archive"}).context["errors"]
    typed = rows("pictures", {"caption": "The ferry", "placement": "body"}, before=1)
    assert "Choose a picture" in send(desk, page_of(article), **typed).content.decode()


def test_a_story_with_many_rows_is_saved_in_as_many_queries_as_one_with_few(desk, article):
    def queries(button):
        page = form_of(desk.get(page_of(article)))
        with CaptureQueriesContext(connection) as captured:
            desk.post(page_of(article), {**page, "standfirst": page["standfirst"] + " ferry", button: "1"})
        return len(captured)

    add_related(article, target=make_article("Story 0"))
    add_picture(article)
    queries("_publish")
    few = queries("_publish")
    for number in range(1, 6):
        add_byline(article, f"Author {number}")
        add_related(article, target=make_article(f"Story {number}"))
        add_picture(article, make_picture("navy" if number % 2 else "olive"), placement="gallery")
    queries("_publish")
    assert queries("_publish") == few
    assert not errors(send(desk, page_of(article))), "and each row is still read as it was sent"


@pytest.mark.parametrize("sent", ["0", "99999", "-1"])
def test_a_row_that_names_nobody_is_refused_in_a_sentence(desk, article, sent):
    answer = send(desk, page_of(article), **{"bylines-1-author": sent})
    assert "That choice is not one of the available choices" in answer.content.decode()
    assert names(article)[1] == "Chan Mony"


def test_a_row_of_another_story_is_not_taken_over(desk, article):
    foreign = add_byline(make_article("Another story"), "Keo Sophal")
    send(desk, page_of(article), **{"bylines-0-id": foreign.pk, "bylines-0-role": "editor"})
    foreign.refresh_from_db()
    assert (foreign.article.headline, foreign.role) == ("Another story", "author")
