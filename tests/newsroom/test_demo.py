"""The demo newspaper, as its command makes it."""

import pytest
from django.contrib.auth.models import User
from django.core.management import CommandError, call_command

from articles.models import Article, Edition, PublishedArticle, RelatedLink, Revision
from media.models import Picture
from newsroom import server
from tests.newspaper import make_article

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def no_collecting(monkeypatch):
    """Style sheets are another test's matter."""
    monkeypatch.setattr(server, "collect_static", lambda: None)


@pytest.fixture
def small_pictures(monkeypatch):
    """The drawings at the size of a stamp: what counts here is that they come in."""
    from PIL import Image

    from newsroom.demo import drawing

    def draw_all(folder):
        for number, name in enumerate([*drawing.PICTURES, drawing.EMBLEM]):
            Image.new("RGB", (60 + number, 40), "teal").save(folder / name)

    monkeypatch.setattr(drawing, "draw_all", draw_all)


def test_the_demo_makes_a_paper_in_two_languages_and_once_only(small_pictures, capsys):
    call_command("demo", no_serve=True)
    said = capsys.readouterr().out
    assert "http://127.0.0.1:8000/admin/" in said
    password = said.split("login editor, password ")[1].split()[0]
    assert User.objects.get(username="editor").check_password(password)
    assert User.objects.get(username="reporter").groups.get().name == "Reporters"

    english, khmer = Edition.objects.all()
    assert PublishedArticle.objects.filter(edition=english).count() >= 30
    assert PublishedArticle.objects.filter(edition=khmer).count() >= 6
    assert Article.objects.filter(edition=khmer, translation_of__edition=english).count() >= 3
    assert not PublishedArticle.objects.filter(lead_picture=None).exists()
    assert not RelatedLink.objects.filter(target=None, url="").exists()

    before = [model.objects.count() for model in (Article, Revision, Picture, User)]
    passwords = list(User.objects.values_list("password", flat=True))
    call_command("demo", no_serve=True)
    assert before == [model.objects.count() for model in (Article, Revision, Picture, User)]
    assert passwords == list(User.objects.values_list("password", flat=True))
    assert "as printed the first time" in capsys.readouterr().out


def test_the_demo_leaves_another_newspaper_alone():
    make_article("A story of a real paper")
    with pytest.raises(CommandError, match="holds a newspaper already"):
        call_command("demo", no_serve=True)
