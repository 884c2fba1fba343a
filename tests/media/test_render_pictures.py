"""The command that draws what is missing."""

from io import StringIO

import pytest
from django.core.management import call_command

from media import renditions
from media.models import Picture
from tests.media.drawings import photo

pytestmark = pytest.mark.django_db


def run(*arguments):
    out, err = StringIO(), StringIO()
    try:
        call_command("render_pictures", *arguments, stdout=out, stderr=err)
        status = 0
    except SystemExit as left:
        status = left.code
    return out.getvalue().strip(), err.getvalue().strip(), status


@pytest.fixture
def pictures():
    return [Picture.objects.add(photo(width, 500), name=f"{width}.jpg")[0] for width in (700, 800)]


def test_where_nothing_is_missing_nothing_is_drawn(pictures):
    assert run() == ("2 pictures: 0 renditions drawn, 0 pictures failed", "", 0)


def test_only_what_is_missing_is_drawn(pictures, media_root):
    lost = media_root / renditions.rung(pictures[0], "1x1", 160).name
    kept = media_root / renditions.rung(pictures[0], "1x1", 320).name
    lost.unlink()
    kept.write_bytes(b"as it was")

    assert run()[0] == "2 pictures: 1 renditions drawn, 0 pictures failed"
    assert lost.exists()
    assert kept.read_bytes() == b"as it was"


def test_a_wider_ladder_is_drawn_for_old_pictures(pictures, media_root, monkeypatch):
    monkeypatch.setitem(renditions.LADDER, "full", renditions.Crop(None, (320, 480, 640, 960, 1280, 1920)))

    assert run()[0] == "2 pictures: 6 renditions drawn, 0 pictures failed"


def test_everything_can_be_drawn_again(pictures, media_root):
    spoilt = media_root / renditions.rung(pictures[0], "1x1", 320).name
    spoilt.write_bytes(b"spoilt")
    there = sum(len(renditions.every_rung(picture)) for picture in pictures)

    assert run("--again")[0] == f"2 pictures: {there} renditions drawn, 0 pictures failed"
    assert spoilt.read_bytes()[:2] == b"\xff\xd8"


def test_one_lost_original_never_stops_the_others(pictures, media_root):
    lost, other = pictures
    torn, _created = Picture.objects.add(photo(900, 500), name="900.jpg")
    for picture in (*pictures, torn):
        (media_root / renditions.rung(picture, "full", 320).name).unlink()
    (media_root / lost.file.name).unlink()
    (media_root / torn.file.name).write_bytes(b"torn")

    out, err, status = run()

    assert (out, status) == ("3 pictures: 1 renditions drawn, 2 pictures failed", 1)
    assert f"picture {lost.pk}, {lost.file.name}: can not be drawn" in err
    assert f"picture {torn.pk}, {torn.file.name}: can not be drawn" in err
    assert (media_root / renditions.rung(other, "full", 320).name).exists()
