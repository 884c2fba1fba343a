"""The ladder: what renditions there are, what they are called, how they are drawn."""

import io
from types import SimpleNamespace

import pytest
from PIL import Image, ImageCms, ImageStat

from media import darkroom, renditions
from tests.media.drawings import BLUE, RED, exif, file_of, halves, is_blue, is_red, opened, photo


def picture(width=6000, height=4000, focal_point="0.5x0.5"):
    return SimpleNamespace(width=width, height=height, focal_point=focal_point, sha256="ab" * 32)


def drawn(content, focal_point="0.5x0.5"):
    """Draw the whole ladder of a file: {"full-320.jpg": image}."""
    negative = darkroom.decode(content)
    steps = renditions.every_rung(picture(negative.width, negative.height, focal_point))
    prints = darkroom.develop(negative, steps, focal_point)
    return {name.rpartition("/")[2]: opened(printed) for name, printed in prints}


def sizes(crop, **fields):
    return [(step.width, step.height) for step in renditions.rungs(picture(**fields), crop)]


def test_a_large_picture_has_every_width_of_the_ladder():
    assert sizes("full") == [(320, 213), (640, 427), (960, 640), (1280, 853), (1920, 1280)]
    assert sizes("16x9") == [(320, 180), (640, 360), (1200, 675)]
    assert sizes("4x3") == [(1200, 900)]
    assert sizes("1x1") == [(160, 160), (320, 320), (1200, 1200)]
    assert sizes("social") == [(1200, 630)]


def test_nothing_is_enlarged_and_the_picture_s_own_width_is_the_top_rung():
    assert sizes("full", width=1000, height=500) == [(320, 160), (640, 320), (960, 480), (1000, 500)]
    assert sizes("1x1", width=1000, height=500) == [(160, 160), (320, 320), (500, 500)]
    assert sizes("social", width=300, height=300) == [(300, 158)]
    assert sizes("full", width=960, height=10) == [(320, 3), (640, 7), (960, 10)]


@pytest.mark.parametrize("shape", [(1, 1), (1, 9000), (9000, 1), (319, 200)])
def test_the_oddest_shape_has_at_least_one_rung_of_each_crop_and_can_be_drawn(shape):
    images = drawn(photo(*shape, "PNG"))

    for step in renditions.every_rung(picture(*shape)):
        assert images[step.name.rpartition("/")[2]].size == (step.width, step.height)
        assert step.width <= shape[0]


def test_names_follow_from_the_picture_s_own_fields():
    full, square = renditions.rung(picture(), "full", 640, "webp"), renditions.rung(picture(), "1x1", 320)

    assert full.name == "renditions/ab/abababababababababab/full-640.webp"
    assert square.name == "renditions/ab/abababababababababab/1x1-500x500-320.jpg"
    assert square.url == "/media/" + square.name


def test_a_new_focal_point_renames_crops_and_leaves_the_full_picture_alone():
    before, after = picture(focal_point="0.5x0.5"), picture(focal_point="0.125x1.000")

    assert renditions.rungs(before, "full") == renditions.rungs(after, "full")
    assert renditions.rung(after, "1x1", 160).name.endswith("/1x1-125x1000-160.jpg")


def test_asking_for_a_width_gives_the_next_rung_up_or_the_widest():
    assert renditions.rung(picture(), "full", 641).width == 960
    assert renditions.rung(picture(), "full", 9999).width == 1920
    assert renditions.url(picture(), "social", 1200, "jpg").endswith("/social-500x500-1200.jpg")


def test_a_crop_or_format_outside_the_ladder_is_named_in_the_error():
    with pytest.raises(ValueError, match='There is no crop "9x16"; the ladder has: full, 16x9'):
        renditions.rungs(picture(), "9x16")
    with pytest.raises(ValueError, match='The crop "social" is not drawn as "webp"; there is: jpg'):
        renditions.rungs(picture(), "social", "webp")


def test_every_rendition_has_the_size_and_format_that_its_name_says():
    images = drawn(photo(2400, 1500))

    steps = renditions.every_rung(picture(2400, 1500))
    assert len(images) == len(steps) == 35
    for step in steps:
        image = images[step.name.rpartition("/")[2]]
        assert image.size == (step.width, step.height)
        assert image.format == {"avif": "AVIF", "webp": "WEBP", "jpg": "JPEG"}[step.suffix]


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP", "AVIF"])
def test_no_rendition_says_where_by_whom_or_with_what_it_was_taken(kind):
    options = {"comment": b"a secret comment"} if kind == "JPEG" else {}
    content = photo(400, 300, kind, exif=exif(), xmp=b"<x>a secret packet</x>", **options)
    assert b"SERIAL-12345" in content

    for image in drawn(content).values():
        assert not image.getexif()
        assert set(image.info) <= {"jfif", "jfif_version", "jfif_unit", "jfif_density", "progressive", "progression",
                                   "loop", "background", "timestamp", "duration"}  # fmt: skip


def test_renditions_hold_none_of_the_original_s_secrets_as_bytes():
    negative = darkroom.decode(photo(400, 300, exif=exif(), xmp=b"<x>a secret</x>", comment=b"a secret"))

    for _name, printed in darkroom.develop(negative, renditions.every_rung(picture(400, 300)), "0.5x0.5"):
        for secret in (b"secret", b"SERIAL", b"Telephone", b"Sok Dara", b"Exif", b"2026:02"):
            assert secret not in printed


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP", "AVIF"])
def test_a_picture_held_upright_is_shown_upright(kind):
    lying = halves(600, 400).transpose(Image.Transpose.ROTATE_90)
    content = file_of(lying, kind, exif=exif(orientation=6))

    full = drawn(content)["full-320.jpg"]

    assert full.size == (320, 213)
    assert is_red(full.getpixel((20, 100)))
    assert is_blue(full.getpixel((300, 100)))


@pytest.mark.parametrize("orientation", range(1, 9))
def test_every_exif_orientation_is_undone(orientation):
    undo = darkroom.UPRIGHT.get(orientation)
    stored = halves(600, 400)
    if undo is not None:
        turned_back = {Image.Transpose.ROTATE_90: Image.Transpose.ROTATE_270,
                       Image.Transpose.ROTATE_270: Image.Transpose.ROTATE_90}  # fmt: skip
        stored = stored.transpose(turned_back.get(undo, undo))

    negative = darkroom.decode(file_of(stored, exif=exif(orientation)))

    assert (negative.width, negative.height) == (600, 400)
    assert is_red(negative.pixels.getpixel((100, 200)))
    assert is_blue(negative.pixels.getpixel((500, 200)))


def test_the_focal_point_moves_the_crop():
    content = photo(1600, 800)
    left, right = drawn(content, "0x0.5"), drawn(content, "1x0.5")

    assert is_red(left["1x1-0x500-160.jpg"].getpixel((150, 80)))
    assert is_blue(right["1x1-1000x500-160.jpg"].getpixel((10, 80)))


def test_a_picture_is_decoded_no_larger_than_the_ladder_needs():
    negative = darkroom.decode(photo(6000, 4000, quality=30))

    assert (negative.width, negative.height) == (6000, 4000)
    assert negative.pixels.size == (1920, 1280)


def test_colours_of_another_profile_come_out_as_srgb():
    linear = ImageCms.ImageCmsProfile(ImageCms.createProfile("XYZ")).tobytes()
    lab = ImageCms.ImageCmsProfile(ImageCms.createProfile("LAB")).tobytes()
    srgb = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()

    assert darkroom.decode(photo(64, 40, icc_profile=srgb)).problems == ()
    for unfit in (lab, linear, b"not a profile"):
        negative = darkroom.decode(photo(64, 40, icc_profile=unfit))
        assert negative.problems == ("The colour profile in the file does not fit the picture: it was taken as sRGB.",)
        assert is_red(negative.pixels.getpixel((10, 20)))


@pytest.mark.parametrize("mode", ["CMYK", "L", "P", "LA", "RGBA", "1", "I;16"])
def test_every_kind_of_pixel_becomes_plain_colour(mode):
    kind = "JPEG" if mode == "CMYK" else "PNG"
    grey = Image.linear_gradient("L").resize((300, 200))
    image = Image.new("I;16", (300, 200), 30_000) if mode == "I;16" else grey.convert("RGB").convert(mode)

    full = drawn(file_of(image, kind))["full-300.jpg"]

    assert full.mode == "RGB"
    assert 90 < ImageStat.Stat(full).mean[0] < 160


def test_what_is_transparent_stays_so_in_webp_and_lies_on_white_in_jpeg():
    glass = Image.new("RGBA", (200, 100), (*BLUE, 0))
    glass.paste((*RED, 255), (0, 0, 100, 100))
    images = drawn(file_of(glass, "PNG"))

    assert images["full-200.webp"].convert("RGBA").getpixel((190, 50))[3] == 0
    assert min(images["full-200.jpg"].getpixel((190, 50))) > 240


def test_transparency_that_nothing_uses_is_dropped():
    opaque = Image.new("RGBA", (200, 100), (*RED, 255))

    assert darkroom.decode(file_of(opaque, "PNG")).pixels.mode == "RGB"


def test_pillow_s_warnings_are_heard_and_never_lost(recwarn):
    with darkroom.overheard() as said:
        Image.open(io.BytesIO(photo(8, 8))).close()
        import warnings

        warnings.warn("a torn tag", stacklevel=1)

    assert said == ["a torn tag"]
    assert not recwarn.list


def test_the_tone_of_a_picture_is_its_one_colour_and_none_where_the_ground_shines_through():
    red, blue, grey = (darkroom.decode(file_of(Image.new("RGB", (40, 30), colour))) for colour in (RED, BLUE, "gray"))
    assert darkroom.tone(red) == 2 * 9
    assert darkroom.tone(blue) == 2
    assert darkroom.tone(grey) == 9 + 3 + 1
    assert darkroom.tone(darkroom.decode(file_of(Image.new("RGBA", (40, 30), (255, 0, 0, 90)), "PNG"))) is None
