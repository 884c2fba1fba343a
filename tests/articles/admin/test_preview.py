"""The preview beside the form: the page of what is typed, saved or not, and nothing of it is kept."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from lxml import html

from articles.models import Article, RelatedLink, Revision, StoryPicture, Tag
from tests.articles.admin.desk import ADD, at_desk, editor, page_of, person, reporter, rows
from tests.newspaper import add_byline, add_picture, make_article, make_edition, make_live, make_picture, make_section

pytestmark = pytest.mark.django_db
NEW = f"{ADD}preview-form/"


@pytest.fixture
def desk():
    make_section()
    return at_desk(editor())


def fields(desk, address) -> dict:
    page = desk.get(address)
    [form] = html.fromstring(page.content.decode()).xpath("//form[@id='article_form']")
    return {name: (value or "").removeprefix("\n") for name, value in form.form_values()}


def typed(desk, article=None, **changed):
    """Send the article's form to the preview, with these fields changed, and return the answer."""
    page, address = (page_of(article), page_of(article, "preview_form")) if article else (ADD, NEW)
    return desk.post(address, {**fields(desk, page), **changed})


def text(answer) -> str:
    assert answer.status_code == 200
    return answer.content.decode()


def test_the_preview_shows_what_is_typed_and_saves_none_of_it(desk):
    article = make_live()
    before = Article.objects.values().get(pk=article.pk)
    page = text(typed(desk, article, headline="Ferry to run all night", kicker="Transport"))
    assert "Ferry to run all night" in page
    assert "Transport" in page
    assert Article.objects.values().get(pk=article.pk) == before
    assert Revision.objects.filter(article=article).count() == 1


def test_a_story_that_was_never_saved_has_a_preview_too(desk):
    page = text(typed(desk, headline="Ferry to run until midnight", body="<p>It runs late.</p>"))
    assert "Ferry to run until midnight" in page
    assert "It runs late." in page
    assert not Article.objects.exists()


def test_an_empty_form_has_a_preview(desk):
    assert "<h1></h1>" in text(typed(desk))


def test_rows_that_are_not_saved_are_shown(desk):
    article, other = make_article(), make_live("Market opens earlier")
    dara = add_byline(other).author
    bylines = rows("bylines", {"author": dara.pk, "role": "author"})
    related = rows("related", {"target": other.pk, "headline": "The market, too"})
    page = text(typed(desk, article, tags="ferries, new topic", **bylines, **related))
    for words in ("Sok Dara", "The market, too", "ferries", "new topic"):
        assert words in page
    assert not Tag.objects.exists()
    assert not RelatedLink.objects.exists()
    assert not article.bylines.exists()


def test_a_new_picture_is_shown_with_its_own_caption(desk):
    article = make_article()
    use = {"picture": make_picture().pk, "placement": "lead", "caption": "The last ferry."}
    page = text(typed(desk, article, **rows("pictures", use)))
    assert "The last ferry." in page
    assert "Chan Mony" in page
    assert not StoryPicture.objects.exists()


def test_a_row_that_is_to_go_is_not_shown(desk):
    article = make_article()
    add_picture(article, caption="The last ferry.")
    assert "The last ferry." in text(typed(desk, article))
    assert "The last ferry." not in text(typed(desk, article, **{"pictures-0-DELETE": "on"}))


def test_what_would_be_refused_is_shown_as_it_was_saved(desk):
    article = make_article()
    page = text(typed(desk, article, headline="x" * 301, standfirst="A pilot until June.", section="999"))
    assert "Ferry to run until midnight" in page
    assert "A pilot until June." in page


def test_markup_is_cleaned_before_it_is_shown(desk):
    page = text(typed(desk, make_article(), body='<p onclick="x()">It runs.<script>steal()</script></p>'))
    assert "<p>It runs." in page
    assert "steal" not in page
    assert "onclick" not in page


def test_the_page_is_in_the_language_of_the_section_that_is_chosen(desk):
    khmer = make_section("ទន្លេ", edition=make_edition("កំពង់ផែ", language="km", path_prefix="km/"))
    page = text(typed(desk, make_article(), section=khmer.pk))
    assert '<html lang="km"' in page


def test_the_preview_is_kept_by_nobody(desk):
    answer = typed(desk, make_article())
    assert "no-store" in answer["Cache-Control"]
    assert "noindex" in answer["X-Robots-Tag"]
    assert answer["X-Frame-Options"] == "DENY"


def test_the_preview_writes_no_row(desk):
    article = make_article()
    filled = fields(desk, page_of(article))
    with CaptureQueriesContext(connection) as queries:
        desk.post(page_of(article, "preview_form"), filled | {"tags": "a new one", "headline": "Another"})
    writing = [query["sql"] for query in queries if query["sql"].startswith(("INSERT", "UPDATE", "DELETE"))]
    assert writing == []


def test_only_who_may_write_a_story_gets_its_preview_and_only_by_posting():
    make_section()
    article = make_article(created_by=person("other"))
    stranger = at_desk(reporter())
    assert stranger.post(page_of(article, "preview_form"), {}).status_code == 403
    assert at_desk(person("guest")).post(NEW, {}).status_code == 403
    desk = at_desk(editor())
    assert desk.get(page_of(article, "preview_form")).status_code == 405
    assert desk.post(page_of(article, "preview_form"), {}).status_code == 200
    assert desk.post("/admin/articles/article/999/preview-form/", {}).status_code == 404
