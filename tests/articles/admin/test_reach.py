"""How far a story goes is decided on its form, and holds once it is published."""

import pytest
from lxml import html

from articles import press
from articles.models import Listing, PublishedArticle
from tests.articles.admin.desk import at_desk, editor, page_of, send
from tests.newspaper import make_article

pytestmark = pytest.mark.django_db

FIELDS = ("kept_off_front", "kept_out_of_feeds", "kept_out_of_search")


def reach(article) -> tuple[bool, bool, bool]:
    listed = Listing.objects.filter(published=article.pk).first()
    live = PublishedArticle.objects.get(pk=article.pk)
    return listed.kept_off_front, listed.kept_out_of_feeds, live.kept_out_of_search


@pytest.mark.parametrize("field", FIELDS)
def test_a_box_on_the_form_keeps_the_story_away(field):
    article, desk = make_article(), at_desk(editor())
    send(desk, page_of(article), "_publish", **{field: "on"})
    assert reach(article) == tuple(name == field for name in FIELDS)


def test_a_box_that_is_not_ticked_any_more_lets_it_out_again():
    article, desk = make_article(kept_out_of_feeds=True), at_desk(editor())
    press.publish(article, by=None)
    assert reach(article) == (False, True, False)
    [form] = html.fromstring(desk.get(page_of(article)).content.decode()).xpath("//form[@id='article_form']")
    # As a browser does: a box that is not ticked is not sent.
    sent = {name: value.removeprefix("\n") for name, value in form.form_values() if name != "kept_out_of_feeds"}
    desk.post(page_of(article), {**sent, "_publish": "1"})
    assert reach(article) == (False, False, False)


def test_a_revision_says_what_the_story_was_kept_away_from():
    article, desk = make_article(), at_desk(editor())
    send(desk, page_of(article), kept_off_front="on")
    send(desk, page_of(article), kept_out_of_search="on")
    compared = desk.get(page_of(article, "compare")).content.decode()
    assert "Kept away from" in compared
    assert "search engines" in compared
