"""The fixed ladder of sizes, crops and formats that readers get: what there is, what it is called, where it is.

Anyone may call it. Everything is worked out from a picture's own fields, without a look at the database or the storage.

The ladder is not built from django-imagefield's `formats`, which decode the original once for every format: 35 times
for one picture of ours. The field, the focal point, its widget and the crop geometry are imagefield's; drawing is
`darkroom`, which decodes once.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from django.core.files.storage import DEFAULT_STORAGE_ALIAS, Storage, storages
from imagefield.backend_base import CropBox, calculate_crop_box

if TYPE_CHECKING:
    from media.models import Picture

FOLDER = "renditions"


@dataclass(frozen=True, slots=True)
class Crop:
    """One shape: its ratio (None: the picture's own), the widths it is drawn in, narrowest first, and the formats, the
    lightest first.
    """

    ratio: tuple[int, int] | None
    widths: tuple[int, ...]
    suffixes: tuple[str, ...] = ("avif", "webp", "jpg")


LADDER = {
    "full": Crop(None, (320, 640, 960, 1280, 1920)),
    "16x9": Crop((16, 9), (320, 640, 1200)),
    "4x3": Crop((4, 3), (1200,), ("jpg",)),
    "1x1": Crop((1, 1), (160, 320, 1200)),
    "social": Crop((1200, 630), (1200,), ("jpg",)),
}
CONTENT_TYPES = {"avif": "image/avif", "webp": "image/webp", "jpg": "image/jpeg"}

_crops = "|".join(re.escape(crop) for crop in LADDER)
_suffixes = "|".join(CONTENT_TYPES)
NAME_PATTERN = (
    rf"{FOLDER}/[0-9a-f]{{2}}/[0-9a-f]{{20}}/(?:{_crops})(?:-\d{{1,4}}x\d{{1,4}})?-\d{{1,4}}\.(?:{_suffixes})"
)


@dataclass(frozen=True, slots=True)
class Rung:
    """One rendition that exists for a picture: its crop, name in the storage, public address, and size in pixels."""

    crop: str
    name: str
    url: str
    width: int
    height: int
    suffix: str


def rungs(picture: Picture, crop: str = "full", suffix: str = "jpg") -> list[Rung]:
    """Return the renditions of one crop in one format, narrowest first; never empty for a crop that has the format.

    Nothing is enlarged: where the picture is smaller than the ladder, its own width is the top rung.
    Raises ValueError for a crop, or a format of it, that the ladder does not have.
    """
    shape, size = _shape(crop), (picture.width, picture.height)
    if suffix not in shape.suffixes:
        raise ValueError(f'The crop "{crop}" is not drawn as "{suffix}"; there is: {", ".join(shape.suffixes)}.')
    return list(_rungs(folder_of(picture), size, picture.focal_point, crop, shape, suffix, prefix()))


@lru_cache(maxsize=4096)
def _rungs(
    folder: str, size: tuple[int, int], focal_point: str, crop: str, shape: Crop, suffix: str, public: str
) -> tuple[Rung, ...]:
    """`rungs` of a picture by its facts, remembered: the pictures of a front page come again in every list."""
    mark = "" if shape.ratio is None else f"-{_focal_mark(focal_point)}"
    found = []
    for width, height in _sizes(size, shape):
        name = f"{folder}/{crop}{mark}-{width}.{suffix}"
        found.append(Rung(crop, name, public + name, width, height, suffix))
    return tuple(found)


def rung(picture: Picture, crop: str, width: int, suffix: str = "jpg") -> Rung:
    """Return the narrowest rendition that is at least `width` pixels wide, or the widest there is."""
    there = rungs(picture, crop, suffix)
    return next((step for step in there if step.width >= width), there[-1])


def url(picture: Picture, crop: str, width: int, suffix: str = "jpg") -> str:
    """Return the address of `rung(...)`. It has a host only where MEDIA_URL or the storage gives one."""
    return rung(picture, crop, width, suffix).url


def prefix() -> str:
    """Return what stands before a rendition's name in its address: `/media/`, with a host where MEDIA_URL has one."""
    return _public_prefix(storages[DEFAULT_STORAGE_ALIAS])


def srcset(steps: list[Rung]) -> str:
    """Return the value of a `srcset` (or `imagesrcset`) attribute."""
    return ", ".join(f"{step.url} {step.width}w" for step in steps)


def every_rung(picture: Picture) -> list[Rung]:
    """Return all renditions that a picture must have, in the ladder's order."""
    return [
        step for crop, shape in LADDER.items() for suffix in shape.suffixes for step in rungs(picture, crop, suffix)
    ]


def folder_of(picture: Picture) -> str:
    """Return the storage folder of a picture's renditions, those of former focal points among them."""
    return f"{FOLDER}/{picture.sha256[:2]}/{picture.sha256[:20]}"


def crop_box(width: int, height: int, crop: str, focal_point: str) -> CropBox:
    """Return the part (left, top, width, height in pixels) of a picture of that size which the crop shows."""
    shape = _shape(crop)
    if shape.ratio is None:
        return CropBox(0, 0, width, height)
    return calculate_crop_box(width, height, *shape.ratio, _coordinates(focal_point))


def scale_needed(width: int, height: int) -> float:
    """Return the part (0 to 1) of a picture's resolution that the greediest rung of the ladder needs."""
    return max(min(1.0, shape.widths[-1] / _crop_size(width, height, shape.ratio)[0]) for shape in LADDER.values())


def _shape(crop: str) -> Crop:
    try:
        return LADDER[crop]
    except KeyError:
        raise ValueError(f'There is no crop "{crop}"; the ladder has: {", ".join(LADDER)}.') from None


def _sizes(size: tuple[int, int], shape: Crop) -> list[tuple[int, int]]:
    across, down = _crop_size(*size, shape.ratio)
    widths = [width for width in shape.widths if width < across]
    if len(widths) < len(shape.widths):
        widths.append(across)
    return [(width, max(1, round(width * down / across))) for width in widths]


def _crop_size(width: int, height: int, ratio: tuple[int, int] | None) -> tuple[int, int]:
    if ratio is None:
        return width, height
    # The focal point moves a crop and never changes its size.
    box = calculate_crop_box(width, height, *ratio, (0.5, 0.5))
    return box.width, box.height


def _coordinates(focal_point: str) -> tuple[float, float]:
    across, _, down = focal_point.partition("x")
    return float(across), float(down)


def _focal_mark(focal_point: str) -> str:
    across, down = _coordinates(focal_point)
    return f"{round(across * 1000)}x{round(down * 1000)}"


@lru_cache(maxsize=8)
def _public_prefix(storage: Storage) -> str:
    """Return what stands before a rendition's name in its address. Renditions are public, so nothing is signed."""
    return storage.url(f"{FOLDER}/").removesuffix(f"{FOLDER}/")
