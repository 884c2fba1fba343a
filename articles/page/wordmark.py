"""The paper's name set in type, for an edition without a logo: how large its picture has to be. Pure.

No font is at hand on a server, so widths are estimates; the SVG fits its text to them with `textLength`.
"""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from functools import lru_cache

SIZE = 100
_NARROW = frozenset("ijltfrI.,:;'’!|()[]- ")
_WIDE = frozenset("mwMW@%—")
#: Makes the consonant after it a sign below the one before; only ro stands out beside it.
_KHMER_COENG = "\u17d2"
_KHMER_RO = "\u179a"


@dataclass(frozen=True, slots=True)
class Wordmark:
    """A name and the box that it fills, in the SVG's own units. `baseline` is measured from the top."""

    name: str
    width: int
    height: int
    baseline: int


@lru_cache(maxsize=16)
def draw(name: str) -> Wordmark:
    """Return the box of a name; a script with marks above and below its letters gets a taller one."""
    tall = any(unicodedata.category(character).startswith("M") for character in name)
    ems = sum(_ems(character, before) for before, character in zip(f" {name}", name, strict=False))
    height = round(SIZE * (1.9 if tall else 1.2))
    return Wordmark(name, max(1, round(ems * SIZE)), height, round(SIZE * (1.15 if tall else 0.92)))


def _ems(character: str, before: str) -> float:
    category = unicodedata.category(character)
    if before == _KHMER_COENG:
        return 0.25 if character == _KHMER_RO else 0.0
    if category in {"Mn", "Me", "Cf"}:
        return 0.0
    if category == "Mc":
        return 0.35
    if character in _NARROW:
        return 0.31
    if character in _WIDE:
        return 0.92
    if unicodedata.east_asian_width(character) in "WF":
        return 1.0
    if character.isupper() or "\u1780" <= character <= "\u17ff":
        return 0.72
    return 0.54 if character.isascii() else 0.6
