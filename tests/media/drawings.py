"""Picture files drawn in memory, for tests."""

import io
from pathlib import Path

import pytest
from PIL import ExifTags, Image, ImageDraw

LEGACY_IMAGES = Path(__file__).resolve().parents[3] / "shared" / "legacy" / "images"
RED, BLUE = (200, 30, 30), (30, 30, 200)


def halves(width: int = 800, height: int = 500) -> Image.Image:
    """Red on the left, blue on the right."""
    image = Image.new("RGB", (width, height), RED)
    ImageDraw.Draw(image).rectangle((width // 2, 0, width, height), fill=BLUE)
    return image


def file_of(image: Image.Image, kind: str = "JPEG", **options) -> bytes:
    out = io.BytesIO()
    image.save(out, kind, **options)
    return out.getvalue()


def photo(width: int = 800, height: int = 500, kind: str = "JPEG", **options) -> bytes:
    return file_of(halves(width, height), kind, **options)


def exif(orientation: int = 1) -> Image.Exif:
    """EXIF of a telephone: where and when it was, whose it is, how it was held."""
    tags = Image.Exif()
    tags[ExifTags.Base.Orientation] = orientation
    tags[ExifTags.Base.Make] = "Telephone Works"
    tags[ExifTags.Base.Artist] = "Sok Dara"
    tags[ExifTags.Base.ImageDescription] = "The market at dawn"
    tags.get_ifd(ExifTags.IFD.Exif)[ExifTags.Base.DateTimeOriginal] = "2026:02:14 09:30:00"
    tags.get_ifd(ExifTags.IFD.Exif)[ExifTags.Base.BodySerialNumber] = "SERIAL-12345"
    tags.get_ifd(ExifTags.IFD.GPSInfo)[ExifTags.GPS.GPSLatitude] = (11.0, 33.0, 30.0)
    return tags


def opened(content: bytes) -> Image.Image:
    return Image.open(io.BytesIO(content))


def is_red(pixel) -> bool:
    return pixel[0] > 150 and pixel[2] < 90


def is_blue(pixel) -> bool:
    return pixel[2] > 150 and pixel[0] < 90


def legacy_image(name: str) -> bytes:
    path = LEGACY_IMAGES / name
    if not path.is_file():
        pytest.skip(f"the legacy picture {name} is not on this machine")
    return path.read_bytes()
