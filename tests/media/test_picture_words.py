"""The library is searched by any part of what is said of a picture, in every script, by an index."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from media import partial_words
from media.choosing import WORDS
from media.models import Picture
from tests.newspaper import make_picture

pytestmark = pytest.mark.django_db


@pytest.fixture(params=[{}, {"FEW": 0}, {"FEW": 0, "COMMON": 0}], ids=["few", "many", "common"])
def amount(request, monkeypatch):
    for name, value in request.param.items():
        monkeypatch.setattr(partial_words, name, value)


def found(typed) -> set[str]:
    return {picture.caption for picture in WORDS.find(Picture.objects.all(), typed)}


@pytest.mark.parametrize("typed", ["mark", "KAMPOT", "pot mark", "teal.jp", "mony stalls", '"Kampot market"', "Agency"])
def test_a_picture_is_found_by_any_part_of_what_is_said_of_it(amount, typed):
    make_picture("teal", caption="Kampot market", alt_text="Stalls", credit="Chan Mony", photographer="Agency")
    make_picture("crimson", caption="The ferry", alt_text="A boat", credit="Sok Dara")
    assert found(typed) == {"Kampot market"}


@pytest.mark.parametrize("typed", ["សាឡាង", "ឡាងឆ្លង", "ទន្លេ", "ឆ្លង\u200bទន្លេ"])
def test_khmer_captions_are_found_from_within_with_and_without_zero_width_spaces(amount, typed):
    make_picture(caption="សាឡាង\u200bឆ្លងទន្លេ")
    make_picture("crimson", caption="ផ្សារ")
    assert found(typed) == {"សាឡាង\u200bឆ្លងទន្លេ"}


def test_the_search_follows_every_change_however_it_is_written(amount):
    picture = make_picture(caption="Ferry", alt_text="")
    picture.caption = "Bridge"
    picture.save()
    assert (found("ferry"), found("bridge")) == (set(), {"Bridge"})
    Picture.objects.update(caption="Harbour")
    assert (found("bridge"), found("harbour")) == (set(), {"Harbour"})
    picture.delete()
    assert found("harbour") == set()


def test_a_rare_word_is_not_looked_for_picture_by_picture():
    make_picture(caption="Ferry", alt_text="")
    with CaptureQueriesContext(connection) as captured:
        assert found("ferry") == {"Ferry"}
    assert not any("LIKE" in query["sql"].upper() for query in captured)


def test_the_librarys_list_searches_by_it_too(admin_client):
    make_picture(caption="Kampot market")
    make_picture("crimson", caption="The ferry")
    listed = admin_client.get("/admin/media/picture/", {"q": "pot mar"}).context["cl"].result_list
    assert [picture.caption for picture in listed] == ["Kampot market"]


def test_a_table_that_a_migration_made_anew_is_searched_all_the_same():
    make_picture(caption="Ferry", alt_text="")
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            for name in WORDS.triggers:
                cursor.execute(f"DROP TRIGGER {name}")
    make_picture("crimson", caption="Bridge", alt_text="")
    WORDS.mend("default")
    assert (found("ferry"), found("bridge")) == ({"Ferry"}, {"Bridge"})
