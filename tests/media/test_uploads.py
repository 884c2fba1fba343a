"""What is taken in as a picture, and the sentence for what is not."""

import io
import struct
import zipfile
import zlib
from unittest import mock

import pytest
from PIL import Image, ImageFile

from media import metadata
from media.uploads import PictureRefused, count_gif_frames, judge
from tests.media.drawings import exif, file_of, halves, legacy_image, photo


def refusal(content, name="market.jpg"):
    with pytest.raises(PictureRefused) as refused:
        judge(content, name)
    return refused.value.code, refused.value.messages[0]


def png_claiming(width, height):
    """A PNG of some bytes whose header claims any size."""

    def chunk(kind, body):
        return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))

    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", zlib.compress(b"\0")) + chunk(b"IEND", b"")


@pytest.fixture
def no_decoding():
    with mock.patch.object(ImageFile.ImageFile, "load", side_effect=AssertionError("a pixel was decoded")):
        yield


@pytest.mark.parametrize(
    ("kind", "suffix"), [("JPEG", "jpg"), ("PNG", "png"), ("WEBP", "webp"), ("GIF", "gif"), ("AVIF", "avif")]
)
def test_each_accepted_kind_is_known_by_its_bytes_alone(kind, suffix):
    upload = judge(photo(64, 40, kind), "a drawing.txt")

    assert (upload.suffix, upload.negative.width, upload.negative.height) == (suffix, 64, 40)
    assert upload.problems == ()


def test_a_jpeg_named_png_is_a_jpeg():
    assert judge(photo(64, 40), "market.png").suffix == "jpg"


@pytest.mark.parametrize("kind", ["BMP", "TIFF", "ICO", "PDF"])
def test_other_kinds_are_refused_with_the_kinds_that_can_be_used(kind):
    code, sentence = refusal(photo(64, 40, kind))

    assert code in {"unknown_kind", "polyglot"}
    assert "market.jpg" in sentence


def test_text_is_not_a_picture():
    assert refusal(b"Dear editor, please find attached") == (
        "unknown_kind",
        "“market.jpg” is not a picture that can be used: JPEG, PNG, WebP, GIF and AVIF are.",
    )


def test_an_empty_file_is_refused():
    assert refusal(b"") == ("empty", "“market.jpg” is empty.")


@pytest.mark.parametrize("opening", [b"<svg ", b'\xef\xbb\xbf<?xml version="1.0"?><svg ', b"  <!DOCTYPE html><p "])
def test_drawings_and_pages_in_code_are_refused(opening):
    code, sentence = refusal(opening + b'xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>')

    assert code == "markup"
    assert "SVG" in sentence


def archive_behind_a_picture():
    out = io.BytesIO(photo(64, 40))
    with zipfile.ZipFile(out, "a") as archive:
        archive.writestr("run.class", "x")
    return out.getvalue()


def test_an_archive_behind_a_picture_is_refused():
    assert refusal(archive_behind_a_picture())[0] == "polyglot"


@pytest.mark.parametrize(
    "stowaway", [b"<script>alert(1)</script>", b"<?php system($_GET[0]); ?>", b"<html>", b"<HTML\n>"]
)
def test_a_program_or_page_hidden_in_a_picture_is_refused(stowaway):
    assert refusal(photo(64, 40, comment=stowaway))[0] == "polyglot"
    assert refusal(photo(64, 40) + stowaway)[0] == "polyglot"


def test_a_pdf_that_begins_as_a_picture_is_refused():
    assert refusal(photo(64, 40, comment=b"%PDF-1.4"))[0] == "polyglot"


def test_a_phone_s_appended_data_is_no_reason_to_refuse():
    assert judge(photo(64, 40) + b"\0" * 500, "phone.jpg").suffix == "jpg"


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP", "GIF", "AVIF"])
def test_a_file_cut_short_is_refused(kind):
    noise = Image.effect_noise((300, 200), 80).convert("RGB")
    content = file_of(noise, kind)

    code, sentence = refusal(content[: len(content) // 2])

    assert code in {"broken", "unknown_kind"}
    assert "market.jpg" in sentence


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP", "GIF", "AVIF"])
def test_wherever_a_file_is_cut_there_is_a_sentence_or_a_whole_picture(kind):
    content = photo(64, 40, kind, exif=exif())
    kept, sentences = 0, set()
    for length in range(1, len(content), 11):
        try:
            kept += judge(content[:length], "cut").negative.pixels.size == (64, 40)
        except PictureRefused as refused:
            sentences.add(refused.messages[0])
    assert kept < len(content) / 11 / 2
    assert sentences
    assert all("“cut”" in sentence for sentence in sentences)


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP", "GIF", "AVIF"])
def test_whatever_byte_is_wrong_there_is_a_sentence_or_a_picture(kind):
    content, taken, sentences = photo(64, 40, kind, exif=exif()), 0, set()
    for at in range(0, len(content), 13):
        spoilt = content[:at] + bytes([content[at] ^ 0xFF]) + content[at + 1 :]
        try:
            taken += judge(spoilt, "spoilt").negative.pixels.width > 0
        except PictureRefused as refused:
            sentences.add(refused.messages[0])
        assert isinstance(metadata.read(spoilt), metadata.PictureFacts)
    assert taken
    assert all("“spoilt”" in sentence for sentence in sentences)


def test_a_file_too_heavy_is_refused_by_its_size_alone(settings):
    settings.PICTURE_MAX_BYTES = 1000

    code, sentence = refusal(b"\xff\xd8" + b"x" * 2000)

    assert code == "too_heavy"
    assert "1000\xa0bytes" in sentence


def test_the_limit_of_pixels_is_a_setting(settings, no_decoding):
    settings.PICTURE_MAX_PIXELS = 2000

    assert refusal(photo(64, 40)) == (
        "too_large",
        "“market.jpg” is 64 × 40 = 0 megapixels; the most is 0. Save it smaller.",
    )


def test_a_png_of_144_megapixels_is_refused_before_a_pixel_is_decoded(no_decoding):
    code, sentence = refusal(png_claiming(12_000, 12_000), "poster.png")

    assert code == "too_large"
    assert sentence == "“poster.png” is 12000 × 12000 = 144 megapixels; the most is 50. Save it smaller."


def test_a_picture_claiming_billions_of_pixels_is_refused_before_a_pixel_is_decoded(no_decoding):
    assert refusal(png_claiming(60_000, 60_000))[0] == "too_large"


def test_the_legacy_bomb_is_refused_before_a_pixel_is_decoded(no_decoding):
    code, sentence = refusal(legacy_image("decompression-bomb.gif"), "bomb.gif")

    assert code == "too_large"
    assert sentence.startswith("“bomb.gif” claims far more pixels")


def test_an_animation_is_taken_with_its_first_picture_and_that_is_told():
    first, second = halves(40, 30), halves(40, 30).rotate(180)
    for kind in ("GIF", "WEBP"):
        content = file_of(first, kind, save_all=True, append_images=[second], duration=100)

        assert judge(content, "wave").problems == ("The file is an animation of 2 pictures: readers see the first.",)


@pytest.mark.parametrize("kind", ["GIF", "WEBP", "PNG"])
def test_an_animation_with_too_many_pixels_together_is_refused(kind, settings, no_decoding):
    settings.PICTURE_MAX_PIXELS = 3000
    frames = [Image.new("RGB", (40, 30), (shade, 0, 0)) for shade in (0, 90, 180)]
    with mock.patch.object(ImageFile.ImageFile, "load"):
        content = file_of(frames[0], kind, save_all=True, append_images=frames[1:], duration=100)

    assert refusal(content)[0] == "animation_too_large"


def test_a_gif_of_countless_tiny_pictures_is_counted_no_further_than_needed():
    one = b"\x2c" + struct.pack("<HHHHB", 0, 0, 1, 1, 0) + b"\x02\x02\x4c\x01\x00"
    content = b"GIF89a" + struct.pack("<HHBBB", 1, 1, 0x80, 0, 0) + b"\0" * 6 + one * 5000 + b";"

    assert count_gif_frames(content) == 2001
    assert refusal(content)[0] == "animation_too_large"


def test_names_are_kept_in_any_script_and_never_as_a_path():
    assert judge(photo(8, 8), "../../etc/ទឹក\u200bទន្លេ\x00.jpg").file_name == "ទឹក\u200bទន្លេ.jpg"
    assert judge(photo(8, 8), "C:\\desk\\a.jpg").file_name == "a.jpg"
    assert judge(photo(8, 8), "").file_name == "picture without a name"


def test_exif_that_does_not_parse_is_no_reason_to_refuse():
    assert judge(legacy_image("bad-exif.jpg"), "hopper.jpg").negative.width == 500
