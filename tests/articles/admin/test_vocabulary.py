"""The body's field at the desk: stories for its cards, and word of what a save took out."""

import pytest
from django.db import connection
from django.urls import reverse

from articles import press
from articles.models import Article
from tests.articles.admin.desk import at_desk, editor, page_of, person, reporter, said, send
from tests.newspaper import make_article, make_live, make_section

pytestmark = pytest.mark.django_db

STORIES = reverse("admin:articles_article_stories")


def found(client, **query) -> list[str]:
    response = client.get(STORIES, query)
    assert response.status_code == 200
    return [story["headline"] for story in response.json()["stories"]]


def test_what_a_save_takes_out_of_the_body_is_said_and_the_words_are_kept():
    article = make_article()
    response = send(
        at_desk(editor()), page_of(article), body='<p style="x">One <u>two</u></p><img src="x"><p>Three</p>'
    )
    article.refresh_from_db()
    assert article.body == "<p>One two</p><p>Three</p>"
    assert "without what a story has no place for" in said(response)
    assert "1 picture was taken out" in said(response)
    assert "1 × u" in said(response)


def test_an_embed_of_no_known_service_is_said_with_its_address():
    article = make_article()
    written = '<p>One</p><figure data-embed="https://harbour.example/film"></figure>'
    assert "https://harbour.example/film" in said(send(at_desk(editor()), page_of(article), body=written))


def test_nothing_is_said_of_a_body_in_our_words():
    article = make_article()
    written = '<p>One</p><figure data-embed="https://youtu.be/aB3_dE6-hI9"></figure>'
    assert "no place for" not in said(send(at_desk(editor()), page_of(article), body=written))
    assert "watch?v=aB3_dE6-hI9" in Article.objects.get().body


def test_stories_are_found_by_their_words_their_address_and_their_number():
    live = make_live("Ticket prices to stay")
    make_article("A night bus")
    khmer = make_article("ទឹកទន្លេមេគង្គឡើងខ្ពស់")
    client = at_desk(editor())
    assert found(client, q="prices ticket") == ["Ticket prices to stay"]
    assert found(client, q="មេគង្គ") == [str(khmer)]
    assert found(client, q=f"https://example.org{live.live.path}") == ["Ticket prices to stay"]
    assert found(client, q=str(live.pk)) == ["Ticket prices to stay"]
    assert found(client, id=khmer.pk) == [str(khmer)]
    assert len(found(client)) == 3


@pytest.mark.parametrize("query", [{"id": "x"}, {"id": "9" * 30}, {"q": "9" * 30}, {"q": "http://[x/"}, {"id": ""}])
def test_a_question_that_makes_no_sense_finds_nothing(query):
    make_article()
    assert found(at_desk(editor()), **query) == []


def test_a_card_says_whether_readers_have_its_story():
    make_live("Ticket prices to stay")
    gone = make_live("Taken back", section=make_section("City"))
    press.withdraw(gone, by=None)
    client = at_desk(reporter())
    stories = {story["headline"]: story for story in client.get(STORIES).json()["stories"]}
    assert stories["Ticket prices to stay"]["live"]
    assert not stories["Taken back"]["live"]
    assert stories["Taken back"]["section"] == "City"


def test_what_lies_in_the_trash_is_not_offered():
    article = make_article("A night bus")
    Article.objects.update(trashed_at=article.created_at)
    assert found(at_desk(editor()), q="night") == []


def test_stories_are_for_those_who_may_read_them():
    make_article()
    assert at_desk(person("nobody")).get(STORIES).status_code == 403


def test_finding_stories_costs_the_same_however_many_there_are(django_assert_max_num_queries):
    for number in range(12):
        make_live(f"Story number {number}")
    client = at_desk(editor())
    client.get(STORIES)
    # PostgreSQL looks through the newest first: where few of them have the word, it asks for all that have it.
    with django_assert_max_num_queries(6 if connection.vendor == "sqlite" else 7):
        assert len(found(client, q="number")) == 8
