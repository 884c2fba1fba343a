"""Khmer typed with broken marks is mended when the story is saved, and the editor is told."""

import pytest

from articles.models import Article
from tests.articles.admin.desk import ADD, at_desk, editor, rows, said, send
from tests.newspaper import make_picture, make_section

pytestmark = pytest.mark.django_db

BROKEN, MENDED = "ទ\u17c6\u17b6ងអស់", "ទ\u17b6\u17c6ងអស់"


def test_broken_khmer_is_mended_on_saving_and_that_is_said():
    make_section()
    response = send(at_desk(editor()), ADD, headline=BROKEN, body=f"<p>ទឹក\u200b\u200bទន្លេ {BROKEN}</p>")
    article = Article.objects.get()
    assert article.headline == MENDED
    assert article.body == f"<p>ទឹក\u200bទន្លេ {MENDED}</p>"
    assert "Khmer mended in “Headline”: 1 letter with marks out of order." in said(response)
    assert "1 stray zero-width character, 1 letter with marks out of order" in said(response)


def test_a_caption_is_mended_too():
    make_section()
    picture = make_picture()
    send(
        at_desk(editor()),
        ADD,
        headline="Ferry",
        **rows("pictures", {"order": 1, "picture": picture.pk, "placement": "lead", "caption": BROKEN}),
    )
    assert Article.objects.get().pictures.get().caption == MENDED


def test_english_is_never_touched_and_nothing_is_said():
    make_section()
    response = send(at_desk(editor()), ADD, headline="Café opens\u200b today", body="<p>A soft\u00adhyphen stays.</p>")
    assert Article.objects.get().headline == "Café opens\u200b today"
    assert "mended" not in said(response)
