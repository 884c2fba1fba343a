"""The one door for new pictures: judges a file by its bytes. Called by `Picture.objects.add` and the admin's form."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from hashlib import sha256

from django.conf import settings
from django.core.exceptions import ValidationError
from django.template.defaultfilters import filesizeformat
from django.utils.translation import gettext as _
from PIL import Image, ImageFile

from media import darkroom

MAX_BYTES = 30 * 1024 * 1024
MAX_PIXELS = 50_000_000
MAX_FRAMES = 2_000
FILE_NAME_LENGTH = 255

# What another program would run or open, hidden in a picture. An XMP packet escapes its markup, so has none of these.
STOWAWAYS = re.compile(rb"<script[\s>]|<\?php\s|<!doctype\s+html|<html[\s>]", re.IGNORECASE)
MARKUP = re.compile(rb"\s*(?:\xef\xbb\xbf)?\s*<(?:\?xml|!doctype|svg|html)", re.IGNORECASE)
PDF_HEADER_WITHIN = 1024
ZIP_DIRECTORY_END = b"PK\x05\x06"
ZIP_DIRECTORY_WITHIN = 22 + 0xFFFF


class PictureRefused(ValidationError):
    """A file that is not taken in as a picture; its message is a sentence for the person who brought it."""


@dataclass(frozen=True)
class Upload:
    """A file that passed: its bytes, their SHA-256 (hex), the name it came with, the suffix that its content calls for,
    the decoded negative, and sentences about what could not be kept."""

    content: bytes
    sha256: str
    file_name: str
    suffix: str
    negative: darkroom.Negative
    problems: tuple[str, ...] = ()


def judge(content: bytes, name: str) -> Upload:
    """Take in a JPEG, PNG, WebP, GIF or AVIF, whatever its name says, or raise PictureRefused.

    Size, kind and number of pixels are judged before any pixel is decoded; the limits are the settings
    PICTURE_MAX_BYTES and PICTURE_MAX_PIXELS. Then it is decoded, once, so that a file cut short is refused too.
    """
    name = _plain_name(name)
    refuse_too_heavy(len(content), name)
    _refuse_strangers(content, name)
    image = _header(content, name)
    frames = _refuse_too_large(image, content, name)
    try:
        negative = darkroom.decode(content)
    except darkroom.UndecodableError as fault:
        raise _broken(name) from fault
    problems = negative.problems
    if frames > 1:
        problems += (_("The file is an animation of %(frames)d pictures: readers see the first.") % {"frames": frames},)
    return Upload(content, digest(content), name, darkroom.FORMATS[image.format], negative, problems)


def digest(content: bytes) -> str:
    """Return the SHA-256 (hex) by which the same picture is known again."""
    return sha256(content).hexdigest()


def refuse_too_heavy(size: int, name: str) -> None:
    """Raise PictureRefused for a file of so many bytes; the admin asks before it reads the file into memory."""
    most = getattr(settings, "PICTURE_MAX_BYTES", MAX_BYTES)
    if size > most:
        raise PictureRefused(
            _("“%(name)s” is a file of %(size)s; the most is %(most)s. Save it smaller and bring it again."),
            code="too_heavy",
            params={"name": _plain_name(name), "size": filesizeformat(size), "most": filesizeformat(most)},
        )
    if not size:
        raise PictureRefused(_("“%(name)s” is empty."), code="empty", params={"name": _plain_name(name)})


def _plain_name(name: str) -> str:
    base = re.split(r"[/\\]", name)[-1]
    visible = "".join(character for character in base if unicodedata.category(character) != "Cc")
    return visible.strip()[-FILE_NAME_LENGTH:] or _("picture without a name")


def _refuse_strangers(content: bytes, name: str) -> None:
    if MARKUP.match(content[:200]):
        raise PictureRefused(
            _("“%(name)s” is a page or a drawing in code (SVG, HTML, XML). Export it as PNG or JPEG."),
            code="markup",
            params={"name": name},
        )
    ending = content[-ZIP_DIRECTORY_WITHIN:]
    at = ending.rfind(ZIP_DIRECTORY_END)
    holds_zip = at >= 0 and int.from_bytes(ending[at + 20 : at + 22], "little") == len(ending) - at - 22
    if holds_zip or b"%PDF-" in content[:PDF_HEADER_WITHIN] or STOWAWAYS.search(content):
        raise PictureRefused(
            _("“%(name)s” holds something else beside a picture (a program, an archive or a page). "
              "Export the picture anew from a picture editor."),
            code="polyglot",
            params={"name": name},
        )  # fmt: skip


def _header(content: bytes, name: str) -> ImageFile.ImageFile:
    try:
        return darkroom.open_header(content)
    except Image.UnidentifiedImageError as fault:
        raise PictureRefused(
            _("“%(name)s” is not a picture that can be used: JPEG, PNG, WebP, GIF and AVIF are."),
            code="unknown_kind",
            params={"name": name},
        ) from fault
    except Image.DecompressionBombError as fault:
        raise PictureRefused(
            _("“%(name)s” claims far more pixels than the %(most)s megapixels that are allowed. It was not opened."),
            code="too_large",
            params={"name": name, "most": _megapixels(_most_pixels())},
        ) from fault
    except darkroom.UNREADABLE as fault:
        raise _broken(name) from fault


def _refuse_too_large(image: ImageFile.ImageFile, content: bytes, name: str) -> int:
    """Return the number of frames of a picture within the limits."""
    width, height = image.size
    most = _most_pixels()
    if width * height > most:
        raise PictureRefused(
            _("“%(name)s” is %(width)d × %(height)d = %(pixels)s megapixels; the most is %(most)s. Save it smaller."),
            code="too_large",
            params={
                "name": name, "width": width, "height": height,
                "pixels": _megapixels(width * height), "most": _megapixels(most),
            },
        )  # fmt: skip
    frames = count_gif_frames(content) if image.format == "GIF" else getattr(image, "n_frames", 1)
    if image.format == "MPO":
        # The further pictures of a phone's JPEG are its depth map and the like, not an animation.
        return 1
    if frames > 1 and (frames > MAX_FRAMES or width * height * frames > most):
        raise PictureRefused(
            _("“%(name)s” is an animation too large to take in: its pictures hold more than %(most)s megapixels "
              "together or are more than %(frames)d. Save its best picture alone."),
            code="animation_too_large",
            params={"name": name, "most": _megapixels(most), "frames": MAX_FRAMES},
        )  # fmt: skip
    return frames


def count_gif_frames(content: bytes, enough: int = MAX_FRAMES + 1) -> int:
    """Count a GIF's frames by walking its blocks (GIF89a, sections 17 to 27), without decoding; stops at `enough`."""
    at = 13 + _colour_table(content[10:11])
    frames = 0
    while frames < enough and at < len(content):
        kind = content[at]
        if kind == 0x2C:
            frames += 1
            at += 11 + _colour_table(content[at + 9 : at + 10])
        elif kind == 0x21:
            at += 2
        else:
            break
        while at < len(content) and content[at]:
            at += 1 + content[at]
        at += 1
    return frames


def _colour_table(packed: bytes) -> int:
    """Return the bytes of the colour table that a descriptor's packed field announces."""
    return 3 * 2 ** ((packed[0] & 7) + 1) if packed and packed[0] & 0x80 else 0


def _most_pixels() -> int:
    return getattr(settings, "PICTURE_MAX_PIXELS", MAX_PIXELS)


def _megapixels(pixels: int) -> str:
    return f"{pixels / 1_000_000:.1f}".removesuffix(".0")


def _broken(name: str) -> PictureRefused:
    return PictureRefused(
        _("“%(name)s” is damaged or was cut short on its way: it can not be opened. Bring the original again."),
        code="broken",
        params={"name": name},
    )
