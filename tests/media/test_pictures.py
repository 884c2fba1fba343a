"""Taking in a picture: kept once, described from its own file, drawn at once, removed with its files."""

from datetime import date
from unittest import mock

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError
from django.test import TestCase

from media import archive, darkroom, renditions, uploads
from media.models import Picture
from tests.media.drawings import exif, legacy_image, photo

pytestmark = pytest.mark.django_db


@pytest.fixture
def market():
    return Picture.objects.add(photo(), name="market.jpg")[0]


def files(media_root):
    return {str(path.relative_to(media_root)) for path in media_root.rglob("*") if path.is_file()}


def test_a_new_picture_is_kept_with_its_original_and_every_rendition(market, media_root):
    market.refresh_from_db()

    assert (market.width, market.height, market.file_name) == (800, 500, "market.jpg")
    assert (media_root / market.file.name).read_bytes() == photo()
    assert files(media_root) == {market.file.name, *(step.name for step in renditions.every_rung(market))}


def test_originals_and_renditions_stand_in_folders_of_their_own(market, media_root):
    assert {path.split("/")[0] for path in files(media_root)} == {"originals", "renditions"}
    assert market.file.name == f"originals/{market.sha256[:2]}/{market.sha256}.jpg"


def test_a_jpeg_named_png_is_kept_as_jpg():
    picture, _created = Picture.objects.add(photo(), name="market.png")

    assert picture.file.name.endswith(".jpg")
    assert picture.file_name == "market.png"


def test_the_same_picture_is_kept_once_and_its_facts_stay(market, media_root):
    before = files(media_root)

    again, created = Picture.objects.add(photo(), name="copy.jpg", caption="Another wording")

    assert (again, created) == (market, False)
    assert again.caption == ""
    assert Picture.objects.count() == 1
    assert files(media_root) == before


def test_two_desks_bringing_one_picture_at_one_moment_keep_it_once(market):
    find = Picture.objects.find
    with mock.patch.object(type(Picture.objects), "find", side_effect=[None, find(photo())]):
        assert Picture.objects.add(photo(), name="again.jpg") == (market, False)


def test_a_refused_file_leaves_nothing_behind(media_root):
    with pytest.raises(uploads.PictureRefused):
        Picture.objects.add(photo()[:2000], name="cut.jpg")

    assert not Picture.objects.exists()
    assert files(media_root) == set()


def test_facts_come_from_the_file_where_nobody_gives_them():
    picture, _created = Picture.objects.add(
        legacy_image("iptc-photometadata-ref.jpg"), name="reference.jpg", source="The desk's own archive"
    )
    picture.refresh_from_db()

    assert picture.caption == "The description aka caption (ref2017.1)"
    assert picture.credit == "Credit Line (ref2017.1)"
    assert picture.photographer == "Creator1 (ref2017.1)"
    assert picture.source == "The desk's own archive"
    assert picture.taken_at.isoformat() == "2017-07-13T17:01:00+00:00"
    assert picture.problems == ()


def test_the_photographer_is_the_credit_where_the_file_names_no_other():
    picture, _created = Picture.objects.add(photo(exif=exif()), name="phone.jpg", usable_until=date(2027, 1, 1))
    picture.refresh_from_db()

    assert (picture.credit, picture.photographer) == ("Sok Dara", "Sok Dara")
    assert picture.usable_until == date(2027, 1, 1)


def test_a_moment_without_a_zone_is_the_paper_s_own_time(settings):
    settings.TIME_ZONE = "Asia/Phnom_Penh"
    picture, _created = Picture.objects.add(photo(exif=exif()), name="phone.jpg")

    assert picture.taken_at.isoformat() == "2026-02-14T09:30:00+07:00"


def test_metadata_that_does_not_parse_is_reported_with_the_picture():
    picture, created = Picture.objects.add(legacy_image("bad-exif.jpg"), name="hopper.jpg")

    assert created
    assert [problem.split(" (")[0] for problem in picture.problems] == ["The EXIF block does not parse"]


def test_a_fact_too_long_for_its_field_is_cut_and_the_rest_reported():
    tags = exif()
    tags[315] = "D" * 260
    picture, _created = Picture.objects.add(photo(exif=tags), name="phone.jpg")

    assert picture.credit == "D" * 250
    assert picture.problems[0] == ("The credit in the file was cut at 250 characters; it went on: “DDDDDDDDDD”.")


@pytest.mark.parametrize("point", ["0.5", "2x0.5", "0.5x-1", "middle", "0.5x0.5\n", "nanxnan"])
def test_facts_that_do_not_fit_are_refused(point):
    with pytest.raises(ValidationError) as refused:
        Picture.objects.add(photo(), name="market.jpg", focal_point=point)

    assert list(refused.value.message_dict) == ["focal_point"]


def test_one_decode_is_enough_to_judge_and_to_draw():
    with mock.patch.object(darkroom, "decode", wraps=darkroom.decode) as decode:
        Picture.objects.add(photo(), name="market.jpg")

    assert decode.call_count == 1


def test_a_new_focal_point_draws_its_crops_and_leaves_the_rest(market, media_root):
    before = files(media_root)
    market.focal_point = "0.25x0.5"

    drawn = archive.draw(market)

    new = files(media_root) - before
    assert drawn == len(new) == 20
    assert all("-250x500-" in name for name in new)
    assert before < files(media_root)


def test_what_a_broken_run_left_is_written_over(market, media_root):
    step = renditions.rung(market, "full", 320)
    (media_root / step.name).write_bytes(b"torn")
    Picture.objects.filter(pk=market.pk)._raw_delete("default")

    again, created = Picture.objects.add(photo(), name="market.jpg")

    assert created
    assert files(media_root) == {again.file.name, *(step.name for step in renditions.every_rung(again))}
    assert (media_root / step.name).read_bytes()[:2] == b"\xff\xd8"


def test_a_row_that_can_not_be_written_draws_no_files(media_root):
    with (
        mock.patch.object(Picture, "save", side_effect=IntegrityError("of another kind")),
        pytest.raises(IntegrityError),
    ):
        Picture.objects.add(photo(), name="market.jpg")

    assert files(media_root) == set()


@pytest.mark.parametrize("delete", [lambda picture: picture.delete(), lambda picture: Picture.objects.all().delete()])
def test_a_deleted_picture_takes_its_files_along_once_that_is_final(delete, market, media_root):
    market.focal_point = "0.25x0.5"
    market.save()
    archive.draw(market)

    with TestCase.captureOnCommitCallbacks() as waiting:
        delete(market)
    assert files(media_root)
    for removal in waiting:
        removal()

    assert files(media_root) == set()


def test_a_picture_is_called_by_its_caption_or_else_by_its_file(market):
    assert str(market) == "market.jpg"
    market.caption = "Rice " * 100
    assert len(str(market)) == 80
