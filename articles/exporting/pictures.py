"""The folder of pictures beside an export: originals, by their content, each written once."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from django.core.files.storage import default_storage

from articles.exporting import writing
from media import archive
from media.models import Picture


class PictureFolder:
    """Brings originals into one folder. What is there already by that name is the same picture, and stays."""

    def __init__(self, folder: Path):
        self._folder = folder
        #: How many were written.
        self.brought = 0

    def bring(self, pictures: Iterable[Picture]) -> list[str]:
        """Write these pictures' originals; return a sentence for each that the storage does not give."""
        return [told for picture in pictures if (told := self._bring(picture))]

    def _bring(self, picture: Picture) -> str:
        path = self._folder / archive.kept_name(picture)
        if path.is_file() and path.stat().st_size == picture.file_size:
            return ""
        try:
            with default_storage.open(picture.file.name) as original, writing.whole(path) as out:
                for piece in original.chunks():
                    out.write(piece)
        except FileNotFoundError:
            return f"The original of picture {picture.pk} ({picture.file_name}) is not in the storage."
        self.brought += 1
        return ""
