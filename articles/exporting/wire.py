"""What every wire format tells those who take a story: whether they may use it, from when, and what to mind. Pure."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

from articles.importing.records import Status

if TYPE_CHECKING:
    from articles.exporting.values import Exported

#: IPTC's status of a story by its record's; what nobody has published yet is withheld.
STATUSES = {Status.PUBLISHED: "usable", Status.SCHEDULED: "usable", Status.WITHDRAWN: "canceled"}


def status(exported: Exported) -> str:
    return STATUSES.get(exported.record.status, "withheld")


def embargo(exported: Exported) -> datetime | None:
    """Return before when nobody may publish the story, in its edition's zone."""
    record, zone = exported.record, exported.story.edition.zone
    until = [record.embargo_until, record.wire.embargo_until if record.wire else None]
    until += [record.published_at] if record.status is Status.SCHEDULED else []
    return max((moment.astimezone(zone) for moment in until if moment), default=None)


def expires(exported: Exported) -> datetime | None:
    """Return when the story is to leave its readers, if that is planned."""
    record = exported.record
    if record.withdrawal is None or record.status is Status.WITHDRAWN:
        return None
    return record.withdrawal.at.astimezone(exported.story.edition.zone)


def note(exported: Exported) -> str:
    """Return what editors are told beside the story: why it was withdrawn, an agency's own note."""
    record = exported.record
    told = (record.withdrawal.reason if record.withdrawal else "", record.wire.note if record.wire else "")
    return " ".join(filter(None, told))


def copyright_holder(exported: Exported) -> str:
    """Return whose the story is: the publisher's, unless it is an agency's; that one's own name for it nobody knows."""
    return "" if exported.story.agency else exported.story.edition.publisher


def usage_terms(exported: Exported) -> str:
    return exported.record.wire.usage_terms if exported.record.wire else ""


def version(exported: Exported) -> int:
    """Return a number that only grows: an agency's own, else the time of the last change; 0 where there is none."""
    record, story = exported.record, exported.story
    if record.wire and record.wire.version:
        return record.wire.version
    changed = story.updated_at or story.published_at
    return int(f"{changed.astimezone(UTC):%Y%m%d%H%M%S}") if changed else 0
