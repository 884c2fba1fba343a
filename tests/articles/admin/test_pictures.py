"""Pictures on the writing page: what the page is told, and what its rows become when they are saved."""

import json

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from lxml import html

from articles.models import StoryPicture
from media.models import Picture
from tests.articles.admin.desk import ADD, at_desk, editor, page_of, reporter, rows, send
from tests.newspaper import add_picture, make_article, make_picture

pytestmark = pytest.mark.django_db
Placement = StoryPicture.Placement


@pytest.fixture
def desk():
    return at_desk(editor())


@pytest.fixture
def article():
    return make_article()


def page(client, address):
    response = client.get(address)
    assert response.status_code == 200
    return html.fromstring(response.content.decode())


def facts(client, address):
    [script] = page(client, address).xpath("//script[@id='desk-picture-facts']")
    return json.loads(script.text)


def cards(tree):
    shown = tree.xpath("//div[contains(@class, 'desk-use') and not(contains(@class, 'empty-form'))]/script")
    return [json.loads(script.text) for script in shown]


def uses(article):
    return list(article.pictures.values_list("key", "placement", "picture__caption"))


# --- Numbers


def test_a_new_picture_keeps_the_number_by_which_the_body_names_it(desk, article):
    add_picture(article, make_picture("navy", caption="Navy"))
    new = {"picture": make_picture("olive", caption="Olive").pk, "placement": "body", "number": 4}
    body = '<p>The ferry runs.</p><figure data-picture="4"></figure>'
    send(desk, page_of(article), **rows("pictures", new, before=1), body=body)

    article.refresh_from_db()
    assert uses(article) == [(1, "lead", "Navy"), (4, "body", "Olive")]
    assert 'data-picture="4"' in article.body


def test_a_number_that_is_taken_is_not_given_again(desk, article):
    add_picture(article, make_picture("navy", caption="Navy"))
    new = [
        {"picture": make_picture("olive", caption="Olive").pk, "placement": "body", "number": 1},
        {"picture": make_picture("teal", caption="Teal").pk, "placement": "gallery", "number": 3},
        {"picture": make_picture("plum", caption="Plum").pk, "placement": "gallery", "number": 3},
    ]
    send(desk, page_of(article), **rows("pictures", *new, before=1))

    assert uses(article) == [
        (1, "lead", "Navy"), (4, "body", "Olive"), (3, "gallery", "Teal"), (5, "gallery", "Plum"),
    ]  # fmt: skip


def test_a_picture_that_stays_keeps_its_number_whatever_the_page_says(desk, article):
    add_picture(article, make_picture("navy", caption="Navy"))
    send(desk, page_of(article), **{"pictures-0-number": 9, "pictures-0-caption": "At dusk"})
    assert uses(article) == [(1, "lead", "Navy")]


@pytest.mark.parametrize("number", ["0", "-1", "123456", "four"])
def test_a_made_up_number_is_a_sentence(desk, article, number):
    new = {"picture": make_picture().pk, "placement": "lead", "number": number}
    assert send(desk, page_of(article), **rows("pictures", new)).context["errors"]
    assert not article.pictures.exists()


def test_a_new_row_can_be_taken_back_before_it_is_saved(desk, article):
    new = {"picture": make_picture().pk, "placement": "lead", "DELETE": "on"}
    assert not send(desk, page_of(article), **rows("pictures", new)).context["errors"]
    assert not article.pictures.exists()


# --- What the page shows


def test_each_picture_is_shown_with_what_it_says_of_itself(desk, article):
    use = add_picture(article, make_picture("navy", caption="The ferry"), caption="The ferry, last week")
    tree = page(desk, page_of(article))

    [card] = cards(tree)
    assert (card["id"], card["caption"]) == (use.picture_id, "The ferry")
    [caption] = tree.xpath("//textarea[@name='pictures-0-caption']")
    assert (caption.text.strip(), caption.get("placeholder")) == ("The ferry, last week", "The ferry")


def test_a_form_with_a_mistake_comes_back_with_its_new_pictures(desk, article):
    picture = make_picture()
    answer = send(
        desk, page_of(article), **rows("pictures", {"picture": picture.pk, "placement": "lead"}), slug="two words"
    )
    assert answer.context["errors"]
    assert [card["id"] for card in cards(html.fromstring(answer.content.decode()))] == [picture.pk]


def test_a_legacy_picture_that_came_without_its_file_is_shown_by_its_words(desk, article):
    StoryPicture.objects.create(article=article, caption="The landing in 1996", order=1)
    tree = page(desk, page_of(article))
    assert cards(tree) == [None]
    assert "Came without its picture" in tree.text_content()


def test_the_page_costs_the_same_queries_however_many_pictures_a_story_has(desk, article):
    def cost():
        with CaptureQueriesContext(connection) as caught:
            desk.get(page_of(article))
        return len(caught)

    add_picture(article, make_picture("navy"))
    one = cost()
    for colour in ("olive", "teal", "plum", "peru"):
        add_picture(article, make_picture(colour), Placement.GALLERY)
    assert cost() == one


# --- Rights


def test_the_page_is_told_only_of_doors_that_are_open(desk, article):
    assert facts(desk, page_of(article))["takeIn"] == "/admin/media/picture/take-in/"
    user = reporter()
    user.groups.get().permissions.remove(*user.groups.get().permissions.filter(codename="add_picture"))
    told = facts(at_desk(user), ADD)
    assert (told["choose"], told["takeIn"]) == ("/admin/media/picture/choose/", "")


def test_who_may_only_read_a_story_sees_its_pictures_and_no_field(article):
    add_picture(article, make_picture("navy", caption="The ferry"))
    tree = page(at_desk(reporter()), page_of(article))

    assert "The ferry" in tree.text_content()
    assert not tree.xpath("//*[starts-with(@name, 'pictures-0-')]")
    assert not tree.xpath("//*[@id='desk-picture-facts']")


def test_a_reporter_illustrates_a_story_of_their_own():
    user = reporter()
    article = make_article(created_by=user)
    picture = make_picture("navy", caption="The ferry")
    send(at_desk(user), page_of(article), **rows("pictures", {"picture": picture.pk, "placement": "lead", "number": 1}))
    assert uses(article) == [(1, "lead", "The ferry")]
    assert Picture.objects.get().caption == "The ferry"
