"""The past of a story at the desk: listed at any length, two beside each other, one brought back."""

import pytest
from lxml import html

from articles import snapshot
from articles.models import Act, Article, Author, PublishedArticle, Revision
from tests.articles.admin.desk import at_desk, editor, page_of, reporter, said, send
from tests.newspaper import add_byline, edit, make_article, make_live

pytestmark = pytest.mark.django_db


@pytest.fixture
def desk():
    return at_desk(editor())


@pytest.fixture
def article():
    """A story of two revisions, the first of them live."""
    article = make_live()
    edit(article, headline="Ferry to run all night")
    return article


def compare(article, **numbers):
    return page_of(article, "compare") + "?" + "&".join(f"{side}={number}" for side, number in numbers.items())


def bring_back(client, article, number):
    return client.post(f"/admin/articles/article/{article.pk}/bring-back/{number}/", follow=True)


def test_a_note_typed_at_saving_stands_in_the_list_of_revisions(desk, article):
    send(desk, page_of(article), kicker="Transport", why="the desk asked for a kicker")
    assert article.revisions.first().note == "the desk asked for a kicker"
    assert "the desk asked for a kicker" in desk.get(page_of(article, "history")).content.decode()


def test_a_note_that_no_change_goes_with_is_given_back(desk, article):
    answer = send(desk, page_of(article), why="nothing, really")
    assert article.revisions.count() == 2
    assert "your note was not kept: “nothing, really”" in said(answer)


def test_the_list_goes_on_at_any_length(desk, article):
    made = (
        Revision(article=article, number=n, schema=snapshot.SCHEMA, content=snapshot.of(article)) for n in range(3, 131)
    )
    for revision in made:
        revision.save()
    address, seen = page_of(article, "history"), []
    while address:
        page = html.fromstring(desk.get(address).content.decode())
        seen += page.xpath("//input[@name='new']/@value")
        older = page.xpath("//a[starts-with(@href, '?before=')]/@href")
        address = page_of(article, "history") + older[0] if older else ""
    assert [int(number) for number in seen] == list(range(130, 0, -1))


def test_without_being_told_the_live_revision_stands_beside_the_newest(desk, article):
    edit(article, kicker="Transport")
    page = desk.get(page_of(article, "compare"))
    assert [side.revision.number for side in page.context["sides"]] == [1, 3]
    assert "Readers have it since" in page.content.decode()


def test_what_changed_is_marked_for_eyes_and_for_ears(desk, article):
    page = html.fromstring(desk.get(compare(article, old=1, new=2)).content.decode())
    assert [mark.text_content() for mark in page.xpath("//del")] == ["[removed: until midnight]"]
    assert [mark.text_content() for mark in page.xpath("//ins")] == ["[added: all night]"]


def test_the_older_stands_on_the_left_however_they_were_chosen(desk, article):
    page = desk.get(compare(article, old=2, new=1))
    assert [side.revision.number for side in page.context["sides"]] == [1, 2]


@pytest.mark.parametrize(("old", "status"), [("2", 200), ("9", 404), ("x", 200), ("0", 404), ("9" * 30, 200)])
def test_a_made_up_number_is_no_error(desk, article, old, status):
    assert desk.get(compare(article, old=old, new=2)).status_code == status


def test_a_story_without_a_revision_has_nothing_to_compare(desk):
    assert desk.get(page_of(make_article(), "compare")).status_code == 404


def test_markup_in_a_headline_is_shown_and_not_obeyed(desk, article):
    edit(article, headline="<script>alert(1)</script>")
    assert b"<script>alert(1)" not in desk.get(compare(article, old=2, new=3)).content


# --- Bringing back


def test_an_earlier_revision_becomes_the_draft_and_readers_see_no_change(desk, article):
    answer = bring_back(desk, article, 1)
    article.refresh_from_db()
    assert article.headline == "Ferry to run until midnight"
    assert "as revision 3" in said(answer)
    newest = snapshot.newest(article)
    assert (newest.number, newest.note, newest.created_by.username) == (3, "Brought back revision 1", "bopha")
    assert PublishedArticle.objects.get().revision.number == 1
    act = Act.objects.get(verb=Act.Verb.RESTORE)
    assert (act.article_id, act.revision, act.by) == (article.pk, 1, newest.created_by)


def test_what_is_gone_since_is_said(desk, article):
    add_byline(article, "Sok Dara")
    edit(article, kicker="Transport")
    article.bylines.all().delete()
    Author.objects.get(name="Sok Dara").delete()
    edit(article, kicker="")
    assert "Sok Dara" in said(bring_back(desk, article, 3))


def test_a_reporter_brings_back_own_stories_and_no_others(article):
    user = reporter()
    client = at_desk(user)
    assert bring_back(client, article, 1).status_code == 403
    assert Article.objects.get(pk=article.pk).headline == "Ferry to run all night"
    assert client.get(compare(article, old=1, new=2)).status_code == 200
    assert "Bring back" not in client.get(compare(article, old=1, new=2)).content.decode()
    Article.objects.filter(pk=article.pk).update(created_by=user)
    assert bring_back(client, article, 1).status_code == 200
    assert Article.objects.get(pk=article.pk).headline == "Ferry to run until midnight"


def test_bringing_back_is_no_link(desk, article):
    assert desk.get(f"/admin/articles/article/{article.pk}/bring-back/1/").status_code == 405
