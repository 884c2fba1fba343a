"""Decodes a picture once and draws its renditions (pure: bytes in, bytes out). Called by `uploads` and `archive`."""

from __future__ import annotations

import io
import re
import struct
import threading
import warnings
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import groupby
from math import ceil

from django.utils.translation import gettext as _
from PIL import ExifTags, Image, ImageCms, ImageFile

from media.renditions import Rung, crop_box, scale_needed

FORMATS = {"JPEG": "jpg", "MPO": "jpg", "PNG": "png", "WEBP": "webp", "GIF": "gif", "AVIF": "avif"}
"""Pillow's name of each format that is taken in -> the suffix that its originals get. MPO is a phone's JPEG."""

UNREADABLE = (
    OSError, SyntaxError, ValueError, KeyError, IndexError, TypeError, AttributeError, OverflowError, ZeroDivisionError,
    EOFError, RuntimeError, struct.error, MemoryError, Image.DecompressionBombError,
)  # fmt: skip
"""What Pillow's readers raise for bytes that are not what they claim to be."""

# Method 2 halves the time of Pillow's default (4) for files some 5 % larger: see the budget in design.md, section 6.
ENCODERS = {
    "avif": {"format": "AVIF", "quality": 55},
    "webp": {"format": "WEBP", "quality": 78, "method": 2},
    "jpg": {"format": "JPEG", "quality": 80, "progressive": True, "optimize": True},
}
#: AVIF's pace: at 8 files are a third smaller than at 9 and take four times as long, which is well spent on the sizes
#: that telephones get.
PACE, HASTE, TELEPHONES = 8, 9, 640
#: Steps from dark to light in each of red, green and blue that a picture's tone is told in.
TONES = 3
#: What scanners take for a hidden program at either end of a file. Chance writes `<%` into one picture in eight; a
#: sound one must not end in quarantine, so it is drawn again, a shade coarser.
LOOKS_LIKE_A_PROGRAM = re.compile(rb"<script|<\?php|<%", re.IGNORECASE)
ENDS = 4096
UPRIGHT = {
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_270,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_90,
}
"""EXIF tag 274 (EXIF 2.32, 4.6.4 A) -> what sets the picture upright."""
LYING = (5, 6, 7, 8)

_warnings_lock = threading.RLock()


class UndecodableError(ValueError):
    """A file that is damaged, cut short, or no picture of the accepted formats."""


@dataclass(frozen=True)
class Negative:
    """A decoded picture: pixels (RGB or RGBA, sRGB, upright, no larger than the ladder needs, no metadata), the upright
    size of the original, and sentences about what could not be kept."""

    pixels: Image.Image
    width: int
    height: int
    problems: tuple[str, ...] = ()


@contextmanager
def overheard() -> Iterator[list[str]]:
    """Collect into a list what Pillow only says through `warnings`, so that it can be reported instead of printed.

    The list is filled when the block ends. Filters belong to the whole process, hence the lock.
    """
    said: list[str] = []
    with _warnings_lock, warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        try:
            yield said
        finally:
            said += [str(warning.message).strip() for warning in caught]


def open_header(content: bytes) -> ImageFile.ImageFile:
    """Open a picture of the accepted formats by its own bytes; no pixel is decoded. Raises one of UNREADABLE."""
    with overheard():
        return Image.open(io.BytesIO(content), formats=[name for name in FORMATS if name != "MPO"])


def decode(content: bytes) -> Negative:
    """Decode a picture (of an animation, the first frame) once. Raises UndecodableError.

    The caller has checked the size: see `uploads.judge`.
    """
    try:
        image = open_header(content)
        width, height = lying = image.size
        # Not every format tells its orientation before it is decoded, so the draft serves both.
        scale = max(scale_needed(width, height), scale_needed(height, width))
        image.draft(None, (ceil(width * scale), ceil(height * scale)))
        image.load()
        pixels = _eight_bit(image)
    except UNREADABLE as fault:
        raise UndecodableError(str(fault)) from fault
    orientation = _orientation(image)
    if orientation in LYING:
        width, height = height, width
    pixels = _reduced(pixels, lying, scale_needed(width, height))
    pixels, problems = _to_srgb(pixels, image.info.get("icc_profile"))
    if orientation in UPRIGHT:
        pixels = pixels.transpose(UPRIGHT[orientation])
    pixels.info.clear()
    return Negative(pixels, width, height, problems)


def develop(negative: Negative, steps: Iterable[Rung], focal_point: str) -> Iterator[tuple[str, bytes]]:
    """Draw renditions around the focal point; yield each one's name and bytes.

    Every size is drawn from the next larger one of its crop, which is far cheaper than from the whole picture.
    """
    for crop, group in groupby(sorted(steps, key=_largest_first), key=lambda step: step.crop):
        source, box = negative.pixels, _box_on(negative, crop, focal_point)
        for (width, height), same_size in groupby(group, key=lambda step: (step.width, step.height)):
            source = source.resize((width, height), Image.Resampling.LANCZOS, box=box, reducing_gap=2.0)
            box = None
            for step in same_size:
                yield step.name, encode(source, step.suffix)


def encode(pixels: Image.Image, suffix: str) -> bytes:
    """Return the pixels as an AVIF, WebP or JPEG file without any metadata; a JPEG lays transparency on white."""
    if suffix == "jpg" and pixels.mode == "RGBA":
        paper = Image.new("RGB", pixels.size, "white")
        paper.paste(pixels, mask=pixels.getchannel("A"))
        pixels = paper
    options = ENCODERS[suffix]
    if suffix == "avif":
        options = options | {"speed": PACE if pixels.width <= TELEPHONES else HASTE}
    for quality in range(options["quality"], 0, -1):
        out = io.BytesIO()
        pixels.save(out, **options | {"quality": quality})
        content = out.getvalue()
        if not any(LOOKS_LIKE_A_PROGRAM.search(end) for end in (content[:ENDS], content[-ENDS:])):
            break
    return content


def tone(negative: Negative) -> int | None:
    """Return the picture's one colour, for the place that it will take: a number below TONES to the third, whose digits
    to the base of TONES are red, green and blue; None for a picture that lets its ground shine through.
    """
    if negative.pixels.mode == "RGBA":
        return None
    whole = negative.pixels.resize((1, 1)).getpixel((0, 0))
    red, green, blue = (level * TONES // 256 for level in whole)
    return (red * TONES + green) * TONES + blue


def _largest_first(step: Rung) -> tuple[str, int, str]:
    return step.crop, -step.width, step.suffix


def _box_on(negative: Negative, crop: str, focal_point: str) -> tuple[float, float, float, float]:
    box = crop_box(negative.width, negative.height, crop, focal_point)
    across, down = negative.pixels.width / negative.width, negative.pixels.height / negative.height
    return (
        box.left * across,
        box.top * down,
        min((box.left + box.width) * across, negative.pixels.width),
        min((box.top + box.height) * down, negative.pixels.height),
    )


def _orientation(image: Image.Image) -> int:
    # EXIF with any fault in it is not believed: `metadata.read` tells the editor.
    try:
        with overheard() as complaints:
            orientation = image.getexif().get(ExifTags.Base.Orientation, 1)
    except UNREADABLE:
        return 1
    return orientation if not complaints and orientation in UPRIGHT else 1


def _eight_bit(image: Image.Image) -> Image.Image:
    if image.mode.startswith("I;16"):
        # Pillow clips 16-bit grey at 255 instead of scaling it.
        return image.point(lambda level: level * (1 / 256)).convert("L")
    if image.has_transparency_data:
        return image.convert("RGBA")
    return image if image.mode in ("RGB", "L", "CMYK") else image.convert("RGB")


def _reduced(pixels: Image.Image, size: tuple[int, int], scale: float) -> Image.Image:
    width, height = (max(1, round(side * scale)) for side in size)
    if width >= pixels.width:
        return pixels.copy()
    return pixels.resize((width, height), Image.Resampling.LANCZOS, reducing_gap=2.0)


def _to_srgb(pixels: Image.Image, profile: bytes | None) -> tuple[Image.Image, tuple[str, ...]]:
    """Return the pixels as RGB or RGBA in the colours that browsers take for granted."""
    problems: tuple[str, ...] = ()
    if profile:
        try:
            pixels = _converted(pixels, profile)
        except (ImageCms.PyCMSError, OSError, ValueError):
            problems = (_("The colour profile in the file does not fit the picture: it was taken as sRGB."),)
    if pixels.mode == "RGBA" and pixels.getchannel("A").getextrema()[0] < 255:
        return pixels, problems
    return pixels.convert("RGB"), problems


def _converted(pixels: Image.Image, profile: bytes) -> Image.Image:
    source = ImageCms.ImageCmsProfile(io.BytesIO(profile))
    if pixels.mode in ("RGB", "RGBA") and "sRGB" in ImageCms.getProfileDescription(source):
        return pixels
    mode = "RGBA" if pixels.mode == "RGBA" else "RGB"
    return ImageCms.profileToProfile(pixels, source, ImageCms.createProfile("sRGB"), outputMode=mode)
