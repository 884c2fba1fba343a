"""The desk in the editor's language, the reader's page in its edition's."""

import json
import re

import pytest
from django.contrib.auth.models import User

from tests.newspaper import make_live
from tests.newsroom.test_khmer_words import python_words

pytestmark = pytest.mark.django_db


@pytest.fixture
def desk(client):
    client.force_login(User.objects.create_superuser("bopha", password="rice and fish"))
    return client


def test_an_editor_chooses_khmer_and_keeps_it(desk):
    assert 'lang="en' in desk.get("/admin/").content.decode()
    desk.post("/admin/language/", {"language": "km", "next": "/admin/"})
    page = desk.get("/admin/").content.decode()
    assert '<html lang="km"' in page
    assert "ចាកចេញ" in page


def test_a_browser_in_khmer_gets_the_desk_in_khmer(desk):
    assert '<html lang="km"' in desk.get("/admin/", headers={"accept-language": "km"}).content.decode()


def test_a_readers_page_speaks_its_editions_language_whatever_the_browser_asks(desk):
    path = make_live().live.path
    desk.get("/admin/", headers={"accept-language": "km"})
    response = desk.get(path, headers={"accept-language": "km"})
    assert '<html lang="en"' in response.content.decode()
    assert "Accept-Language" not in response.headers.get("Vary", "")


def test_the_writing_page_in_khmer_says_nothing_of_ours_in_english(desk):
    article = make_live(headline="ទូកចម្លង", paragraphs=["ទូកចម្លងឈប់នៅម៉ោងដប់។"])
    desk.cookies["django_language"] = "km"
    page = desk.get(f"/admin/articles/article/{article.pk}/change/").content.decode()
    assert '<html lang="km"' in page
    for said in ("ចំណងជើងលើ", "សេចក្ដីផ្ដើម", "រក្សាទុក និងចេញផ្សាយការកែ", "អ្នកអានឃើញវាដូចដែលបានរក្សាទុកនៅទីនេះ។"):
        assert said in page
    words = {word for word in python_words() if word.count(" ") > 1 and "%" not in word and "{" not in word}
    assert sorted(word for word in words if word in page) == []


def test_the_scripts_words_are_told_in_the_editors_language_behind_the_login(desk, client):
    words = desk.get("/admin/jsi18n/", headers={"accept-language": "km"})
    assert words["Content-Type"].startswith("text/javascript")
    said = json.loads(re.search(r"const newcatalog = (\{.*?\});", words.content.decode(), re.DOTALL)[1])
    assert said["Pull quote"] == "សម្រង់លេចធ្លោ"
    assert said["Insert Table"] == "បញ្ចូលតារាង"
    assert said["Today"] == "ថ្ងៃនេះ"
    again = desk.get("/admin/jsi18n/", headers={"accept-language": "km", "if-none-match": words["ETag"]})
    assert again.status_code == 304
    client.logout()
    assert client.get("/admin/jsi18n/")["Location"].startswith("/admin/login/")
