"""The pictures of legacy stories: taken in from `--media` before a batch is written, then used by its stories."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

from django.core.exceptions import ValidationError
from django.db.models import Model

from articles.importing.records import LegacyPicture, LegacyStory, Problem
from articles.models import Article, AwaitedPicture, StoryPicture
from media.models import Picture
from media.uploads import judge


class PictureDesk:
    """Finds a story's picture files in one folder and takes each in once a run.

    Without a folder, stories keep their captions and credits and no picture. In a dry run files are judged, not kept.
    """

    def __init__(self, folder: Path | None, made: list[Model], *, dry_run: bool = False):
        """Every new picture is added to `made`."""
        self._made = made
        self._folder = folder.resolve() if folder else None
        self._dry_run = dry_run
        self._taken: dict[str, Picture | None] = {}
        #: By their addresses: pictures that were fetched for an earlier import.
        self._fetched: dict[str, int] = {}
        self._problems: dict[str, Problem] = {}

    def take_in(self, story: LegacyStory) -> list[Problem]:
        """Take in the story's pictures, each in a transaction of its own; return what was wrong with their files."""
        if self._folder is None:
            return []
        wanted = [picture for text in _texts(story) for picture in _pictures(text) if picture.file]
        for picture in wanted:
            self.take_in_one(picture)
        return [self._problems[picture.file] for picture in wanted if picture.file in self._problems]

    def take_in_one(self, legacy: LegacyPicture) -> None:
        """Take in a picture, unless it has been."""
        if self._folder and legacy.file and legacy.file not in self._taken:
            self._taken[legacy.file] = self._take_in(legacy)

    def row(self, legacy: LegacyPicture | None) -> Picture | None:
        """Return the picture that was taken in."""
        return self._taken.get(legacy.file) if legacy else None

    def _take_in(self, legacy: LegacyPicture) -> Picture | None:
        path = (self._folder / legacy.file).resolve()
        if not path.is_relative_to(self._folder) or not path.is_file():
            self._report(legacy, "no-picture", "There is no such file in the media folder.")
            return None
        content = path.read_bytes()
        try:
            if self._dry_run:
                judge(content, path.name)
                return None
            picture, is_new = Picture.objects.add(content, **_facts(legacy, path.name))
        except ValidationError as refusal:
            self._report(legacy, "picture-refused", " ".join(refusal.messages))
            return None
        if is_new:
            self._made.append(picture)
        if picture.problems:
            self._report(legacy, "picture-facts", " ".join(picture.problems))
        return picture

    def _report(self, legacy: LegacyPicture, code: str, sentence: str) -> None:
        self._problems[legacy.file] = Problem(code, f"Picture “{legacy.file}”: {sentence}")

    def know(self, legacy: LegacyPicture, picture: Picture) -> None:
        """Let a picture that is here already stand for its source's file."""
        self._taken[legacy.file] = picture

    def recall(self, stories: Iterable[LegacyStory]) -> None:
        """Look up which pictures of these stories have been fetched from their addresses before."""
        urls = {legacy.url for story in stories for legacy in _pictures(story) if legacy.url}
        rows = AwaitedPicture.objects.filter(url__in=urls, picture__isnull=False) if urls else ()
        self._fetched = {awaited.url: awaited.picture_id for awaited in rows}

    def repeats(self, story: LegacyStory) -> set[int]:
        """Return the keys of the pictures in the body that are the lead picture as well, by their content."""
        lead = self._found(story.lead_picture) if story.lead_picture else None
        return {
            key
            for key, legacy in numbered(story)
            if lead and self._found(legacy) == lead and _is_repeated(legacy, story)
        }

    def _found(self, legacy: LegacyPicture) -> int | None:
        taken = self._taken.get(legacy.file)
        return taken.pk if taken else self._fetched.get(legacy.url)

    def uses(self, article: Article, story: LegacyStory) -> list[StoryPicture]:
        """Return the (unsaved) uses of its pictures in the story: the lead first, then as they stand in the body."""
        left_out = self.repeats(story)
        return [
            StoryPicture(
                article=article,
                picture_id=self._found(legacy),
                order=key,
                key=key,
                placement=_placement(legacy, story),
                caption=legacy.caption,
                credit=legacy.credit,
                alt_text=legacy.alt,
            )
            for key, legacy in numbered(story)
            if key not in left_out
        ]


def _facts(legacy: LegacyPicture, file_name: str) -> dict:
    """What is true of a new picture, as `Picture.objects.add` takes it. What its source told apart is all there is."""
    told = legacy.facts
    if told is None:
        return {"name": file_name, "caption": legacy.caption, "credit": legacy.credit, "alt_text": legacy.alt}
    focal_point = {"focal_point": told.focal_point} if told.focal_point else {}
    return focal_point | {
        "name": told.name or file_name,
        "fill_up": False,
        "caption": told.caption,
        "credit": told.credit,
        "alt_text": told.alt,
        "photographer": told.photographer,
        "source": told.source,
        "licence": told.licence,
        "usable_until": told.usable_until,
        "taken_at": told.taken_at,
        "place": told.place,
    }


def numbered(story: LegacyStory) -> Iterator[tuple[int, LegacyPicture]]:
    """Yield the story's pictures with the keys of their uses: 1 is the lead, where there is one."""
    return enumerate(_pictures(story), start=1)


def _is_repeated(legacy: LegacyPicture, story: LegacyStory) -> bool:
    """Whether a picture in the body may be there for the system's sake; a desk that tells facts apart meant it."""
    return legacy.facts is None and _placement(legacy, story) == StoryPicture.Placement.BODY


def _placement(legacy: LegacyPicture, story: LegacyStory) -> str:
    if legacy is story.lead_picture:
        return StoryPicture.Placement.LEAD
    return StoryPicture.Placement.GALLERY if legacy.placement == "gallery" else StoryPicture.Placement.BODY


def _texts(story: LegacyStory) -> Iterator[LegacyStory]:
    while story:
        yield story
        story = story.unpublished


def _pictures(story: LegacyStory) -> tuple[LegacyPicture, ...]:
    return (story.lead_picture, *story.inline_pictures) if story.lead_picture else story.inline_pictures
