"""What an export hands to its formats. Plain values: `gathering` makes them, formats read them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING

from articles.importing.records import (
    LegacyAuthor,
    LegacyEdition,
    LegacyPage,
    LegacySection,
    LegacyStory,
    LegacyTag,
    LegacyTopic,
)
from media import archive

if TYPE_CHECKING:
    from articles.story import Story
    from media.models import Picture


class NotExpressible(Exception):
    """The format cannot hold this story; the message says why, as a sentence."""


@dataclass(frozen=True, slots=True)
class Exported:
    """One story on its way out: all that there is of it, and how readers get it."""

    #: Everything, as the importer takes it.
    record: LegacyStory
    #: The composed view. Related are the desk's picks alone; a picture whose licence has ended is not in it.
    story: Story
    #: The story's key here.
    key: int
    #: Whose originals the record names.
    pictures: tuple[Picture, ...] = ()
    #: The relative address of the folder of pictures, seen from the document: `pictures/`, `../../pictures/`; empty
    #: where none are brought.
    folder: str = ""

    @staticmethod
    def file_of(picture: Picture) -> str:
        """Return the picture's name inside the folder of pictures: by its content, so that it stays the same."""
        return archive.kept_name(picture)


@dataclass(frozen=True, slots=True)
class Paper:
    """What stands around the stories. Sections come in their order, parents first."""

    #: Scheme and host of the paper's site; empty where the settings do not say.
    site: str
    #: The name of this system, under which its own stories' ids are unique.
    source: str
    #: When the export began.
    at: datetime
    editions: tuple[LegacyEdition, ...]
    sections: tuple[LegacySection, ...]
    pages: tuple[LegacyPage, ...] = ()
    #: The highest key of any story here: what a format numbers beside stories begins above it.
    last_key: int = 0
    #: Streams: there may be very many.
    authors: Callable[[], Iterator[LegacyAuthor]] = lambda: iter(())
    tags: Callable[[], Iterator[LegacyTag]] = lambda: iter(())
    topics: Callable[[], Iterator[LegacyTopic]] = lambda: iter(())
    #: What could not be written, told by formats of one document: (story, why).
    refused: list[tuple[LegacyStory, str]] = field(default_factory=list)

    def refuse(self, story: Exported, why: str) -> None:
        """Leave a story out of a document of many, and say why, as a sentence."""
        self.refused.append((story.record, why))
