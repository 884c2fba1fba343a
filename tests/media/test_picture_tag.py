"""The markup of a picture in a page."""

import pytest
from django.template import Context, Template

from media.models import Picture

SHA = "cd" * 32
FOLDER = f"/media/renditions/cd/{SHA[:20]}"


def show(arguments, **fields):
    picture = Picture(**{"width": 1000, "height": 500, "sha256": SHA, "alt_text": "A red half", **fields})
    return Template("{% load pictures %}{% picture p " + arguments + " %}").render(Context({"p": picture}))


def test_a_picture_offers_the_lightest_format_first_and_falls_back_on_jpeg():
    html = show('sizes="50vw"')

    assert html.count("<picture>") == html.count("<img") == 1
    assert html.index(f'<source type="image/avif" srcset="{FOLDER}/full-320.avif 320w, ') < html.index("image/webp")
    assert f'<source type="image/webp" srcset="{FOLDER}/full-320.webp 320w, ' in html
    assert f'src="{FOLDER}/full-640.jpg"' in html
    assert f'{FOLDER}/full-1000.jpg 1000w" sizes="50vw"' in html


def test_width_and_height_are_those_of_the_fallback():
    assert 'width="640" height="320"' in show("")
    assert 'width="500" height="500"' in show('crop="1x1"')


def test_a_picture_below_the_fold_waits_and_the_first_one_does_not():
    assert 'loading="lazy"' in show("")
    assert "fetchpriority" not in show("")
    assert 'fetchpriority="high"' in show("priority=True")
    assert "lazy" not in show("priority=True")


def test_a_story_s_own_alt_text_replaces_the_picture_s():
    assert 'alt="A red half"' in show("")
    assert 'alt="The market"' in show('alt="The market"')
    assert 'alt=""' in show('alt=""')


def test_alt_text_can_not_break_out_of_its_attribute():
    assert 'alt="&#34;&gt;&lt;script&gt;"' in show("", alt_text='"><script>')


def test_a_crop_without_webp_is_an_img_alone():
    html = show('crop="social" css_class="wide"')

    assert "<source" not in html
    assert '<img class="wide" ' in html


def test_without_a_picture_nothing_is_shown():
    assert Template("{% load pictures %}{% picture p %}").render(Context({"p": None})).strip() == ""


def test_a_crop_outside_the_ladder_is_named():
    with pytest.raises(ValueError, match='There is no crop "round"'):
        show('crop="round"')


def test_showing_a_picture_asks_neither_the_database_nor_the_storage(monkeypatch):
    from django.core.files.storage import FileSystemStorage

    for verb in ("open", "exists", "size", "listdir"):
        monkeypatch.setattr(FileSystemStorage, verb, lambda *args: pytest.fail("the storage was asked"))

    assert "<img" in show("")


def test_the_place_of_a_picture_has_its_tone_until_it_comes():
    assert 'class="tone-13"' in show("", tone=13)
    assert 'class="lead tone-0"' in show('css_class="lead"', tone=0)
    assert "class" not in show("", tone=None)
