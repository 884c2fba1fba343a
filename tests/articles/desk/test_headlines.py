"""The desk finds its stories by any part of a headline or an address."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from articles.desk import headlines
from articles.models import Article, Edition, bulk
from media import partial_words
from tests.articles.admin.desk import LIST, at_desk, editor
from tests.newspaper import edit, make_article, make_live

pytestmark = pytest.mark.django_db

#: Few matches, more than a few, a word that is nearly everywhere: each is looked for in another way.
WAYS = [{}, {"FEW": 0}, {"FEW": 0, "COMMON": 0}]


@pytest.fixture(params=WAYS, ids=["few", "many", "common"])
def amount(request, monkeypatch):
    for name, value in request.param.items():
        monkeypatch.setattr(partial_words, name, value)


def found(typed, among=None) -> set[str]:
    articles = Article.objects.all() if among is None else among
    return {article.headline for article in headlines.find(articles, typed)}


@pytest.mark.parametrize(
    "typed",
    [
        "ferry",
        "FERRY",
        "err",
        "midnight ferry",
        '"to run until"',
        "night-ferry",
        "ferry to",
        "  until   fer ",
    ],
)
def test_a_story_is_found_by_any_part_of_its_headline_or_address(amount, typed):
    make_article("Ferry to run until midnight", slug="night-ferry")
    make_article("Harbour closed on Sunday")
    assert found(typed) == {"Ferry to run until midnight"}


@pytest.mark.parametrize(
    "typed", ["ferries", "midnight harbour", '"until run"', "tonight", "%", "f%y", "_erry", '"', "x"]
)
def test_what_no_headline_has_is_not_found(amount, typed):
    make_article("Ferry to run until midnight")
    make_article("Harbour closed on Sunday")
    assert found(typed) == set()


def test_nothing_typed_narrows_nothing():
    make_article("Ferry")
    assert found("") == found("  ") == found("\u200b") == {"Ferry"}


def test_capitals_of_any_script_do_not_count(amount):
    make_article("ÉLECTIONS À L’ÎLE")
    assert found("élect") == {"ÉLECTIONS À L’ÎLE"}


@pytest.mark.parametrize("typed", ["ទឹកភ្លៀង", "ទឹក\u200bភ្លៀង", "ភ្លៀង", "ទឹក", "ទឹ", "ក\u200bភ្លៀ"])
def test_khmer_is_found_from_within_with_and_without_zero_width_spaces(amount, typed):
    make_article("ស្រុក\u200bទទួល\u200bទឹក\u200bភ្លៀង")
    make_article("ស្រុកទទួលទឹកភ្លៀង")
    make_article("ស្រុកមិនទទួល")
    assert found(typed) == {"ស្រុក\u200bទទួល\u200bទឹក\u200bភ្លៀង", "ស្រុកទទួលទឹកភ្លៀង"}


def test_signs_that_have_a_meaning_to_an_index_are_letters_here(amount):
    make_article('Council says "no" to 100% of AND/OR rules: (draft) * NEAR')
    for typed in ('"says \\"no\\""', "100%", "AND/OR", "(draft)", '"* NEAR"', "to\x00"):
        assert len(found(typed)) == 1, typed


def test_two_letters_are_enough():
    make_article("EU to pay for bridge")
    assert found("eu") == {"EU to pay for bridge"}
    assert found("eu bridge") == {"EU to pay for bridge"}
    assert found("uk bridge") == set()


def test_the_search_follows_every_change_however_it_is_written(amount):
    article = make_article("Ferry", slug="one")
    edit(article, headline="Bridge")
    assert (found("ferry"), found("bridge")) == (set(), {"Bridge"})
    Article.objects.update(slug="a-new-address")
    assert found("new-address") == {"Bridge"}
    bulk.insert([Article(edition=Edition.objects.get(), headline="Brought in", slug="in")])
    assert found("brought") == {"Brought in"}
    article.delete()
    assert found("bridge") == set()


def test_only_among_the_stories_that_are_asked_for(amount):
    make_live("Ferry is live")
    make_article("Ferry is a draft")
    assert found("ferry", Article.objects.filter(standing="live")) == {"Ferry is live"}


def test_the_desks_list_and_its_choosers_search_by_it():
    desk = at_desk(editor())
    make_live("Ferry to run until midnight")
    make_article("Harbour closed on Sunday")
    listed = desk.get(LIST, {"q": "idnigh"}).context["cl"].result_list
    assert [article.headline for article in listed] == ["Ferry to run until midnight"]
    query = {"app_label": "articles", "model_name": "relatedlink", "field_name": "target", "term": "idnigh"}
    told = desk.get("/admin/autocomplete/", query).json()["results"]
    assert [row["text"] for row in told] == ["Ferry to run until midnight"]


def test_a_rare_word_is_not_looked_for_row_by_row():
    make_article("Ferry")
    with CaptureQueriesContext(connection) as captured:
        found("ferry")
    assert not any("LIKE" in query["sql"].upper() for query in captured)


def test_a_table_that_a_migration_made_anew_is_searched_all_the_same():
    make_article("Ferry")
    # SQLite alone drops what hangs on a table with it; elsewhere there is nothing to mend, and nothing is lost.
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            for name in headlines.HEADLINES.triggers:
                cursor.execute(f"DROP TRIGGER {name}")
        make_article("Bridge")
        assert found("bridge") == set()
    else:
        make_article("Bridge")
    headlines.mend("default")
    assert found("bridge") == {"Bridge"}
    make_article("Harbour")
    assert (found("ferry"), found("harbour")) == ({"Ferry"}, {"Harbour"})
