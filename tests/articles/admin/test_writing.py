"""Saving at the desk: nothing is lost, every save is kept as a revision, and readers see none of it."""

import pytest
from django.core.cache import cache

from articles import caching
from articles.models import Article, PublishedArticle, Revision, Tag
from tests.articles.admin.desk import ADD, at_desk, editor, errors, page_of, rows, said, send
from tests.newspaper import add_byline, add_related, make_article, make_edition, make_live, make_section

pytestmark = pytest.mark.django_db


@pytest.fixture
def desk():
    make_section()
    return at_desk(editor())


def test_a_headline_is_all_that_saving_needs(desk):
    answer = send(desk, ADD, headline="Ferry to run until midnight")
    article = Article.objects.get()
    assert (article.edition.name, article.section, article.slug) == ("The Landing", None, "ferry-to-run-until-midnight")
    assert article.created_by.username == "bopha"
    assert "Saved as revision 1." in said(answer)


def test_where_there_is_no_edition_yet_the_form_says_so():
    answer = send(at_desk(editor()), ADD, headline="Ferry to run until midnight")
    assert "There is no edition yet that could hold a story." in errors(answer)


def test_the_section_decides_the_edition(desk):
    national = make_section("ជាតិ", edition=make_edition("កាសែត", language="km", path_prefix="km/"))
    send(desk, ADD, headline="សាឡាង", section=national.pk)
    assert Article.objects.get().edition == national.edition


def test_saving_a_live_story_changes_nothing_for_readers(desk, client):
    article = make_live()
    answer = send(desk, page_of(article), headline="Ferry to run all night")
    assert PublishedArticle.objects.get().headline == "Ferry to run until midnight"
    assert "Ferry to run all night" not in client.get("/river/ferry-to-run-until-midnight/").content.decode()
    assert "are not published yet" in answer.content.decode()


def test_a_revision_holds_the_rows_that_were_saved_with_it(desk):
    author = add_byline(make_article("Another story")).author
    send(
        desk,
        ADD,
        headline="Ferry to run until midnight",
        tags="ferries, town budget",
        **rows("bylines", {"author": author.pk, "role": "author", "order": ""}),
        **rows("related", {"url": "example.org/ferries", "headline": "Ferries elsewhere"}),
    )
    content = Revision.objects.get().content
    assert [byline["name"] for byline in content["bylines"]] == ["Sok Dara"]
    assert [link["url"] for link in content["related"]] == ["https://example.org/ferries"]
    assert {tag["name"] for tag in content["tags"]} == {"ferries", "town budget"}


def test_saving_without_a_change_makes_no_new_revision(desk):
    article = make_article()
    add_byline(article)
    send(desk, page_of(article))
    send(desk, page_of(article))
    assert article.revisions.count() == 1


def test_tags_are_parted_by_commas_alone_and_come_back_as_they_were_typed(desk):
    article = make_article()
    answer = send(desk, page_of(article), tags="town budget")
    assert [tag.name for tag in Tag.objects.all()] == ["town budget"]
    assert 'value="town budget"' in answer.content.decode()


def test_what_the_paper_has_no_words_for_is_cleaned_away_on_saving(desk):
    send(desk, ADD, headline="Ferry", body='<p onclick="x()">It <script>steal()</script>runs.</p><h1>Late</h1>')
    assert Article.objects.get().body == "<p>It runs.</p><h2>Late</h2>"


def test_a_related_row_says_what_it_lacks(desk):
    article, other = make_article(), make_article("Another story")
    both = rows("related", {"target": other.pk, "url": "https://example.org/", "headline": "Elsewhere"})
    neither = rows("related", {"teaser": "More about it"})
    nameless = rows("related", {"url": "https://example.org/"})
    itself = rows("related", {"target": article.pk})
    twice = rows("related", {"target": other.pk}, {"target": other.pk})
    for typed, sentence in (
        (both, "leave one of them empty"),
        (neither, "Choose a story, or give an outside address"),
        (nameless, "Write the headline that readers see"),
        (itself, "A story is not related to itself"),
        (twice, "This story is in the list already"),
    ):
        answer = send(desk, page_of(article), **typed)
        assert sentence in answer.content.decode()
    assert not article.related.exists()


def test_a_pending_legacy_link_is_left_alone(desk):
    article = make_article()
    add_related(article, headline="A story that has not come in yet")
    answer = send(desk, page_of(article), kicker="Transport")
    assert "Saved as revision" in said(answer)
    assert article.related.get().is_pending


def test_a_story_is_written_in_the_time_of_its_edition(desk):
    article = make_article(section=make_section("City", edition=make_edition(
        "The Evening", path_prefix="evening/", time_zone="America/Lima"
    )))  # fmt: skip
    answer = send(desk, page_of(article), embargo_until="2026-03-02T08:00")
    article.refresh_from_db()
    assert article.embargo_until.isoformat() == "2026-03-02T13:00:00+00:00"
    assert 'value="2026-03-02T08:00:00"' in answer.content.decode()
    assert "America/Lima" in answer.content.decode()


def test_a_fact_of_the_paper_reaches_cached_pages_at_once(desk, django_capture_on_commit_callbacks):
    before = caching.generation()
    author = add_byline(make_article()).author
    with django_capture_on_commit_callbacks(execute=True):
        desk.post(f"/admin/articles/author/{author.pk}/change/", {"name": "Sok Dara", "bio": "Writes of the river."})
    author.refresh_from_db()
    assert author.bio == "Writes of the river."
    assert caching.generation() != before
    assert cache.get(caching.GENERATION)
