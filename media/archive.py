"""Where originals and renditions are kept: the only code that writes picture files. Called by the model and commands.

Originals stand under `originals/`, for the desk alone; renditions stand under `renditions/`, for everyone. A bucket
that serves pictures by itself must open `renditions/` and nothing else.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage

from media import darkroom, renditions

if TYPE_CHECKING:
    from media.models import Picture

FOLDER = "originals"
Prints = list[tuple[str, bytes]]


def original_name(sha256: str, suffix: str) -> str:
    """Return the storage name of an original; the same bytes always get the same one."""
    return f"{FOLDER}/{sha256[:2]}/{sha256}.{suffix}"


def kept_name(picture: Picture) -> str:
    """Return the name of a picture's original below the folder of originals."""
    return picture.file.name.removeprefix(f"{FOLDER}/")


def keep(picture: Picture, content: bytes, prints: Prints) -> None:
    """Write a new picture's original and its drawn renditions, over whatever a broken run left in their places."""
    if default_storage.exists(picture.file.name):
        default_storage.delete(picture.file.name)
    default_storage.save(picture.file.name, ContentFile(content))
    _write(picture, prints)


def draw(picture: Picture, *, again: bool = False) -> int:
    """Draw the renditions that a kept picture lacks (after a new focal point or ladder), or all of them `again`.

    Returns how many were drawn. Raises OSError where the storage does not give the original and
    darkroom.UndecodableError where it can not be decoded.
    """
    there = set() if again else _stored(picture)
    lacking = [step for step in renditions.every_rung(picture) if step.name not in there]
    if lacking:
        with default_storage.open(picture.file.name) as original:
            negative = darkroom.decode(original.read())
        _write(picture, list(darkroom.develop(negative, lacking, picture.focal_point)))
    return len(lacking)


def remove(original: str, folder: str) -> None:
    """Delete an original and a folder of renditions, those of former focal points too; what is gone already is fine."""
    default_storage.delete(original)
    for name in _listed(folder):
        default_storage.delete(name)
    default_storage.delete(folder)


def _write(picture: Picture, prints: Iterable[tuple[str, bytes]]) -> None:
    there = _stored(picture)
    for name, content in prints:
        # A storage gives a taken name a new ending, and then nobody would find the file.
        if name in there:
            default_storage.delete(name)
        default_storage.save(name, ContentFile(content))


def _stored(picture: Picture) -> set[str]:
    return set(_listed(renditions.folder_of(picture)))


def _listed(folder: str) -> list[str]:
    try:
        _folders, files = default_storage.listdir(folder)
    except FileNotFoundError:
        return []
    return [f"{folder}/{name}" for name in files]
