"""A front as readers get it: what the desk has placed, then the newest. For `pages`; the desk previews by it too.

Reads the live arrangement and the catalogue; a placed story that is not live has no row there, and so shows nothing.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import connection
from django.utils import timezone

from articles.models import Arrangement, Edition, PublishedArticle, Section, Slot, rows
from articles.page import catalogue
from articles.page.catalogue import Subject
from articles.turning import ListPage
from media.models import Picture

SECONDARY = 4
TOP = 1 + SECONDARY
STRIP_STORIES = 4


@dataclass(frozen=True, slots=True)
class Placed:
    """A live story in a slot. To a card it is like any story; what the slot says stands before the story's own."""

    story: PublishedArticle
    slot: Slot

    @property
    def pk(self) -> int:
        return self.story.pk

    @property
    def path(self) -> str:
        return self.story.path

    @property
    def kicker(self) -> str:
        return self.story.kicker

    @property
    def type_label(self) -> str:
        return self.story.type_label

    @property
    def list_headline(self) -> str:
        return self.slot.headline or self.story.list_headline

    @property
    def opening(self) -> str:
        return self.slot.teaser or self.story.opening

    @property
    def byline(self) -> str:
        return self.story.byline

    @property
    def published_at(self) -> datetime | None:
        return self.story.published_at

    @property
    def lead_picture(self) -> Picture | None:
        return self._own_picture or self.story.lead_picture

    @property
    def lead_alt(self) -> str:
        return "" if self._own_picture else self.story.lead_alt

    @property
    def _own_picture(self) -> Picture | None:
        """The slot's picture until its licence ends."""
        picture = self.slot.picture
        return picture if picture and picture.is_usable else None


@dataclass(frozen=True, slots=True)
class Strip:
    """A section's newest stories on the front page."""

    section: Section
    stories: list[PublishedArticle]

    @property
    def mark(self) -> str:
        """By which the page itself names it."""
        return f"section-{self.section.pk}"


@dataclass(frozen=True, slots=True)
class FrontPage:
    """An edition's front page from its top to its end; no story stands on it twice."""

    top: list[Placed | PublishedArticle]
    also: list[Placed]
    strips: list[Strip]
    river: list[PublishedArticle]
    older: str


def front_page(edition: Edition, sections: Sequence[Section], slots: Sequence[Slot] | None = None) -> FrontPage:
    """Return an edition's front page with a strip for each of the sections. Two queries.

    `slots` stand in for the live arrangement's: a preview.
    """
    slots = live_slots(edition) if slots is None else in_time(slots)
    lists = catalogue.front(
        Subject.EDITION,
        edition.pk,
        edition,
        picked={slot.article_id for slot in slots},
        sections=sections,
        of_each=STRIP_STORIES + max(TOP, len(slots)),
    )
    placed = _placed(slots, lists.picked)
    rest = _without(lists.listed.stories, placed)
    filled = rest[: max(0, TOP - len(placed))]
    above = {story.pk for story in (*placed, *filled)}
    strips = _strips(sections, lists.newest, above)
    in_strips = {story.pk for strip in strips for story in strip.stories}
    return FrontPage(
        top=[*placed[:TOP], *filled],
        also=placed[TOP:],
        strips=strips,
        river=[story for story in rest if story.pk not in above | in_strips],
        older=lists.listed.older,
    )


def section_page(section: Section, slots: Sequence[Slot] | None = None) -> ListPage:
    """Return a section's front: what is placed there, then its newest. Two queries; `slots` as above."""
    edition = section.edition
    slots = live_slots(edition, section) if slots is None else in_time(slots)
    picked = {slot.article_id for slot in slots}
    lists = catalogue.front(Subject.SECTION, section.pk, edition, picked=picked)
    placed = _placed(slots, lists.picked)
    return ListPage((*placed, *_without(lists.listed.stories, placed)), lists.listed.older)


def live_slots(edition: Edition, section: Section | None = None) -> list[Slot]:
    """Return the slots of the front's live arrangement whose time is not over, in their order. One query."""
    section_is, of_section = ("= %s", [section.pk]) if section else ("IS NULL", [])
    statement = _LIVE_SLOTS.format(slot=_SLOT.columns("slot"), picture=_PICTURE.columns("picture"), section=section_is)
    now = connection.ops.adapt_datetimefield_value(timezone.now())
    found = rows.read(statement, [Arrangement.Standing.LIVE.value, edition.pk, *of_section, now], _SLOT, _PICTURE)
    for slot, picture in found:
        slot.picture = picture
    return [slot for slot, _picture in found]


_SLOT, _PICTURE = rows.Shape(Slot), rows.Shape(Picture)
_LIVE_SLOTS = f"""
    SELECT {{slot}}, {{picture}} FROM {Arrangement._meta.db_table} AS arrangement
    JOIN {Slot._meta.db_table} AS slot ON slot.arrangement_id = arrangement.id
    LEFT JOIN {Picture._meta.db_table} AS picture ON picture.id = slot.picture_id
    WHERE standing = %s AND edition_id = %s AND section_id {{section}} AND (pinned_until IS NULL OR pinned_until > %s)
    ORDER BY slot."order" ASC"""  # noqa: S608 - names of our own tables and columns


def in_time(slots: Sequence[Slot]) -> list[Slot]:
    """Return those of the slots whose time is not over."""
    now = timezone.now()
    return [slot for slot in slots if slot.pinned_until is None or slot.pinned_until > now]


def _placed(slots: Sequence[Slot], live: dict[int, PublishedArticle]) -> list[Placed]:
    return [Placed(live[slot.article_id], slot) for slot in slots if slot.article_id in live]


def _without(stories: Sequence[PublishedArticle], placed: Sequence[Placed]) -> list[PublishedArticle]:
    keys = {story.pk for story in placed}
    return [story for story in stories if story.pk not in keys]


def _strips(sections: Sequence[Section], newest: dict[int, list[PublishedArticle]], above: set[int]) -> list[Strip]:
    strips = (
        Strip(section, [story for story in newest.get(section.pk, ()) if story.pk not in above][:STRIP_STORIES])
        for section in sections
    )
    return [strip for strip in strips if strip.stories]
