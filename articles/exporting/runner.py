"""A whole export: streams a selection through a format into files. Commands call it."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path, PurePosixPath

from articles.exporting import paper, selection, writing
from articles.exporting.formats import FORMATS, Format
from articles.exporting.gathering import Gatherer
from articles.exporting.pictures import PictureFolder
from articles.exporting.selection import Chosen, Selection, WrongCall
from articles.exporting.values import Exported, NotExpressible, Paper
from media.models import Picture

#: The name of the target that means the standard output.
PRINTED = "-"
#: Of a part of a file's name: file systems take 255, and the ending must fit too.
MOST_BYTES = 180


@dataclass(frozen=True, slots=True)
class ExportOptions:
    format: str = "ndjson"
    selection: Selection = field(default_factory=Selection)
    #: Where the pictures go; None: a folder `pictures` beside the stories.
    pictures: Path | None = None
    without_pictures: bool = False


@dataclass(slots=True)
class ExportReport:
    """The counts of an export."""

    exported: int = 0
    refused: int = 0
    pictures: int = 0
    missing: int = 0

    def summary(self) -> str:
        """Return one line: `41 stories: 40 exported, 1 refused; 12 pictures brought, 1 missing`."""
        total = self.exported + self.refused
        refused = f", {self.refused} refused" if self.refused else ""
        missing = f", {self.missing} missing" if self.missing else ""
        noun = "story" if total == 1 else "stories"
        pictures = f"{self.pictures} picture{'' if self.pictures == 1 else 's'} brought"
        return f"{total} {noun}: {self.exported} exported{refused}; {pictures}{missing}"

    @property
    def exit_code(self) -> int:
        """0 all out, 3 some refused or without their pictures, 4 nothing out."""
        if not self.exported:
            return 4
        return 3 if self.refused or self.missing else 0


def run_export(target: str, options: ExportOptions, tell: Callable[[str], None]) -> ExportReport:
    """Write the selection to a folder, a file or (`-`) the standard output; return the counts.

    Files are whole or not there, and no others are touched. `tell` gets a sentence for whatever could not be brought.
    Raises WrongCall before anything is written, and OSError where a file cannot be.
    """
    export = _Export(target, options, tell)
    export.run()
    return export.report


class _Export:
    def __init__(self, target: str, options: ExportOptions, tell: Callable[[str], None]):
        self.format: Format = FORMATS[options.format]
        self.chosen: Chosen = selection.choose(options.selection)
        self.document, self.folder = _places(target, self.format)
        beside = self.folder or (self.document.parent if self.document else None)
        folder = None if options.without_pictures else options.pictures or (beside / "pictures" if beside else None)
        self.pictures_at = folder
        self.pictures = PictureFolder(folder) if folder else None
        self.paper: Paper = paper.around(self.chosen)
        self.report = ExportReport()
        self.tell = tell

    def run(self) -> None:
        if self.pictures:
            self._bring(paper.pictures(self.chosen))
        if self.format.A_FILE_EACH:
            for story in self._stories():
                self._write_one(story)
        elif self.document is None:
            for piece in self.format.write(self._stories(), self.paper):
                sys.stdout.buffer.write(piece)
            sys.stdout.buffer.flush()
        else:
            with writing.whole(self.document) as out:
                for piece in self.format.write(self._stories(), self.paper):
                    out.write(piece)
        for story, why in self.paper.refused:
            self._refuse(f"{story.source}: {story.legacy_id}", why)
            self.report.exported -= 1
        if self.pictures:
            self.report.pictures = self.pictures.brought

    def _stories(self) -> Iterator[Exported]:
        gatherer = Gatherer(self.chosen, self.paper.source)
        for articles in self.chosen.batches():
            for story in gatherer.gather(articles):
                if self.pictures:
                    self._bring(story.pictures)
                self.report.exported += 1
                yield replace(story, folder=self._way_to_pictures(self._document_of(story)))

    def _write_one(self, story: Exported) -> None:
        try:
            pieces = list(self.format.write([story], self.paper))
        except NotExpressible as refusal:
            self._refuse(f"{story.record.source}: {story.record.legacy_id}", str(refusal))
            self.report.exported -= 1
            return
        with writing.whole(self._document_of(story)) as out:
            out.writelines(pieces)

    def _document_of(self, story: Exported) -> Path | None:
        """Where the story stands: at its address, or under its key where readers do not have it."""
        if not self.format.A_FILE_EACH:
            return self.document
        place = story.story.path.strip("/") or f"unpublished/{story.key}"
        parts = [_fitting(part, story.key) for part in PurePosixPath(place).parts]
        return self.folder.joinpath(*parts[:-1], f"{parts[-1]}{self.format.SUFFIX}")

    def _way_to_pictures(self, document: Path | None) -> str:
        if self.pictures_at is None:
            return ""
        if document is None:
            return f"{self.pictures_at.as_posix()}/"
        return f"{PurePosixPath(os.path.relpath(self.pictures_at, document.parent))}/"

    def _bring(self, pictures: Iterable[Picture]) -> None:
        for told in self.pictures.bring(pictures):
            self.report.missing += 1
            self.tell(told)

    def _refuse(self, story: str, why: str) -> None:
        self.report.refused += 1
        self.tell(f"{story}: {why}")


def _places(target: str, form: Format) -> tuple[Path | None, Path | None]:
    """Return the one document, and the folder of the documents, that the target names. Raises WrongCall."""
    path = Path(target)
    is_file = target != PRINTED and path.suffix == form.SUFFIX and not path.is_dir()
    if form.A_FILE_EACH:
        if target == PRINTED or is_file:
            raise WrongCall(f"{form.NAME} is a file a story: name a folder for them, not “{target}”.")
        return None, _folder(path)
    if target == PRINTED:
        return None, None
    return (path if is_file else _folder(path) / f"stories{form.SUFFIX}"), None


def _folder(path: Path) -> Path:
    if path.exists() and not path.is_dir():
        raise WrongCall(f"“{path}” is a file; name a folder.")
    return path


def _fitting(part: str, key: int) -> str:
    """Return part of an address as a file system takes it; one that is too long ends in the story's key."""
    if len(part.encode()) <= MOST_BYTES:
        return part
    cut = part.encode()[:MOST_BYTES].decode(errors="ignore")
    return f"{cut}-{key}"
