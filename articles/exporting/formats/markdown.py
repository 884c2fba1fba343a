"""A story as Markdown below its facts in YAML, as generators of static sites (Hugo, Jekyll, Eleventy) take it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import partial
from typing import TYPE_CHECKING, Any

import yaml

from articles.exporting.values import Exported, Paper
from articles.importing.records import LegacyStory, Status
from articles.page import forms

if TYPE_CHECKING:
    from media.models import Picture

NAME = "markdown"
SUFFIX = ".md"
A_FILE_EACH = True


def write(stories: Iterable[Exported], paper: Paper) -> Iterator[bytes]:
    for one in stories:
        picture_url = partial(_file, one.folder) if one.folder else None
        text = forms.text_as_markdown(one.story, paper.site, picture_url)
        yield f"---\n{_front_matter(one)}---\n\n{text}".encode()


def _file(folder: str, picture: Picture) -> str:
    return f"{folder}{Exported.file_of(picture)}"


def _front_matter(one: Exported) -> str:
    told = {name: value for name, value in _facts(one).items() if value not in ("", [], {}, None, False)}
    # A long line is one line: some readers of front matter know YAML by halves.
    return yaml.safe_dump(told, allow_unicode=True, sort_keys=False, width=float("inf"))


def _facts(one: Exported) -> dict[str, Any]:
    """The names are those that the generators know, where they know one (`date`, `lastmod`, `aliases`, ...)."""
    story, record = one.story, one.record
    return {
        "title": record.headline,
        "date": record.published_at,
        "lastmod": record.updated_at,
        "draft": record.status is not Status.PUBLISHED,
        "status": "" if record.status is Status.PUBLISHED else str(record.status),
        "url": story.path,
        "slug": record.slug,
        "aliases": list(record.addresses),
        "language": record.language,
        "publication": record.site,
        "categories": [*record.parent_sections, *filter(None, [record.section])],
        "tags": list(record.tags),
        "authors": [byline.name for byline in record.bylines if byline.role == "author"],
        "contributors": [{"name": by.name, "role": str(by.role)} for by in record.bylines if by.role != "author"],
        "description": record.standfirst,
        "kicker": record.kicker,
        "short_title": record.short_headline,
        "dateline": record.dateline,
        "type": str(record.story_type),
        "agency": record.agency,
        "image": _image(one),
        "corrections": [{"kind": str(said.kind), "date": said.at, "text": said.text} for said in record.corrections],
        "seo_title": record.seo_title,
        "seo_description": record.seo_description,
        "embargo_until": record.embargo_until,
        "withdrawn": _withdrawn(record),
        "translation_of": record.translation_of,
        "source": record.source,
        "id": record.legacy_id,
    }


def _image(one: Exported) -> dict[str, str]:
    lead = one.story.lead
    if lead is None:
        return {}
    file = _file(one.folder, lead.picture) if lead.picture and one.folder else ""
    words = {"file": file, "alt": lead.alt, "caption": lead.caption, "credit": lead.credit}
    return {name: value for name, value in words.items() if value}


def _withdrawn(record: LegacyStory) -> dict[str, Any]:
    if record.withdrawal is None:
        return {}
    told = {"date": record.withdrawal.at, "reason": record.withdrawal.reason}
    return {name: value for name, value in told.items() if value}
