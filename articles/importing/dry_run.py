"""A record as the plain JSON that a migrator reads before anything is stored. Pure."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import fields
from datetime import datetime

from articles import body
from articles.body.reading import PLACES
from articles.importing.records import LegacyPicture, LegacyRelated, LegacyStory, NotAStory, Wire


def as_expected_json(record: LegacyStory | NotAStory) -> dict:
    """The record as plain values: one dictionary for both kinds, with None for whatever the source does not give."""
    if isinstance(record, NotAStory):
        return {
            **_story(LegacyStory(legacy_id="", headline="")),
            "file": record.origin,
            "kind": record.kind,
            "language": record.language or None,
            "site": record.site or None,
            "section": record.section or None,
            "reason": record.reason,
        }
    return _story(record)


def _story(story: LegacyStory) -> dict:
    lead = story.lead_picture
    read = list(_read(story))
    paragraphs = [text for kind, text in read if kind not in ("h2", "h3")]
    return {
        "file": story.origin,
        "kind": "story",
        "language": story.language or None,
        "site": story.site or None,
        "section": story.section or None,
        "headline": story.headline or None,
        "authors": [byline.name for byline in story.bylines],
        "published_at": _date(story),
        "standfirst": story.standfirst or None,
        "lead_image": _picture(lead) if lead else None,
        "caption": (lead.caption or None) if lead else None,
        "credit": (lead.credit or None) if lead else None,
        "inline_images": [
            {"after_paragraph": picture.after_paragraph, **_picture(picture)} for picture in story.inline_pictures
        ],
        "paragraphs": paragraphs,
        "crossheads": [text for kind, text in read if kind in ("h2", "h3")],
        "related": list(map(_related, story.related)),
        "problems": [problem.code for problem in story.problems],
        "messages": [problem.text for problem in story.problems],
        "paragraph_count": len(paragraphs),
        "status": str(story.status),
        "text_kept": story.text_kept,
        "candidates": _candidates(story),
        "legacy_id": story.legacy_id or None,
        "source": story.source or None,
        "agency": story.agency or None,
        "dateline": story.dateline or None,
        "tags": list(story.tags),
        "updated_at": story.updated_at.isoformat() if story.updated_at else None,
        "wire": _wire(story.wire) if story.wire else None,
    }


def _read(story: LegacyStory) -> Iterator[tuple[str, str]]:
    """The blocks as a reader reads them: kind and text."""
    for block in story.blocks:
        if block.kind == "html":
            yield from (read for read in body.blocks(body.clean(block.text)) if read.kind not in PLACES)
        elif block.kind != "picture":
            yield block.kind, block.text


def _wire(wire: Wire) -> dict:
    plain = {field.name: getattr(wire, field.name) for field in fields(wire)}
    return {name: value.isoformat() if isinstance(value, datetime) else value for name, value in plain.items()}


def _candidates(story: LegacyStory) -> dict[str, list[dict[str, str]]]:
    """By field, in the order in which they were weighed."""
    told: dict[str, list[dict[str, str]]] = {}
    for candidate in story.candidates:
        told.setdefault(candidate.field, []).append({"source": candidate.source, "text": candidate.text})
    return told


def _date(story: LegacyStory) -> str | None:
    if story.published_at is None:
        return None
    return story.published_at.date().isoformat() if story.date_only else story.published_at.isoformat()


def _picture(picture: LegacyPicture) -> dict:
    return {"alt": picture.alt, "caption": picture.caption or None, "credit": picture.credit or None}


def _related(related: LegacyRelated) -> dict:
    return {
        "headline": related.headline,
        "teaser": related.teaser or None,
        "teaser_truncated": related.teaser_truncated,
    }
