"""A story as other newsrooms' systems take it: IPTC ninjs 3.0. Pure: values in, values out.

What ninjs has no place for, and what nobody knows, is left out; pictures, related stories and sisters in other
languages are associations.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import TYPE_CHECKING

from articles.seo import absolute
from media import renditions

if TYPE_CHECKING:
    from articles.page.furniture import Furniture
    from articles.story import PictureUse, Story

SCHEMA = "http://www.iptc.org/std/ninjs/ninjs-schema_3.0.json"
#: The paper's own pages that tell how far it can be trusted, by schema.org's names for them.
TRUST = {"ethics": "ethicsPolicy", "corrections": "correctionsPolicy", "ownership": "ownershipFundingInfo"}


def mark(site: str, article: int) -> str:
    """Return what a story is known by to machines: it stays when the story's address changes."""
    return f"{site}/#story-{article}"


def of_story(story: Story, furniture: Furniture, site: str, *, text: str, html: str) -> dict:
    """Return the story. `text` and `html` are its body; `site` is scheme and host."""
    edition = story.edition
    address = absolute(site, story.path)
    return known(
        {
            "uri": mark(site, story.article_id),
            "standard": {"name": "ninjs", "version": "3.0", "schema": SCHEMA},
            "type": "text",
            "representationType": "full",
            "profile": "text-photo" if story.lead else "text",
            "firstCreated": _stamp(story.published_at),
            "versionCreated": _stamp(story.updated_at or story.published_at),
            "pubStatus": "usable",
            "language": story.language,
            "title": story.title,
            "slugline": story.path.rstrip("/").rpartition("/")[2],
            "headlines": texts(main=story.headline, kicker=story.kicker),
            "by": ", ".join(credit.author.name for credit in story.bylines if credit.role == "author"),
            "located": story.dateline,
            "copyrightHolder": "" if story.agency else edition.publisher,
            "descriptions": [
                *texts(standfirst=story.standfirst, summary=story.description),
                *(text for note in story.corrections for text in texts(**{note.kind: note.text})),
            ],
            "bodies": [
                {
                    "role": "text",
                    "contentType": "text/plain",
                    "charCount": len(text),
                    "wordCount": story.word_count,
                    "value": text,
                },
                {"role": "html", "contentType": "text/html", "value": html},
            ],
            "people": [
                known(
                    {
                        "name": credit.author.name,
                        "rel": credit.role,
                        "uri": absolute(site, credit.url),
                        "contactInfo": _contacts(credit.author.email, credit.author.phone, credit.author.website),
                    }
                )
                for credit in story.bylines
            ],
            "organisations": [
                {
                    "name": edition.name,
                    "rel": "publisher",
                    "uri": absolute(site, edition.get_absolute_url()),
                    "contactInfo": _contacts(edition.email, edition.phone, absolute(site, edition.get_absolute_url())),
                }
            ],
            "infoSources": [{"name": story.agency}] if story.agency else [],
            "subjects": list(_subjects(story, furniture, site)),
            "genres": [{"name": story.type_label, "literal": story.story_type}] if story.type_label else [],
            "associations": [*_pictures(story, site), *_stories(story, furniture, site)],
            "altIds": [{"role": "canonical", "value": address}],
            "renditions": [
                {"name": name, "href": address.removesuffix("/") + ending, "contentType": content_type}
                for name, ending, content_type in (
                    ("web", "/", "text/html"),
                    ("text", ".txt", "text/plain"),
                    ("markdown", ".md", "text/markdown"),
                )
            ],
            "trustIndicators": [
                {"role": f"https://schema.org/{name}", "title": page.title, "href": absolute(site, page.url)}
                for kind, name in TRUST.items()
                if (page := furniture.page_of(kind))
            ],
        }
    )


def _subjects(story: Story, furniture: Furniture, site: str) -> Iterator[dict]:
    for crumb in furniture.trail(story.section)[1:]:
        yield {"name": crumb.name, "rel": "section", "uri": absolute(site, crumb.url)}
    for topic in story.tags:
        yield {"name": topic.name, "rel": "about", "uri": absolute(site, topic.url)}


def _pictures(story: Story, site: str) -> Iterator[dict]:
    uses = [story.lead, *story.body_pictures.values(), *story.gallery]
    for use in uses:
        if use and use.picture:
            yield _picture(use, site)


def _picture(use: PictureUse, site: str) -> dict:
    steps = renditions.rungs(use.picture)
    return known(
        {
            "name": f"{use.placement}-{use.key}",
            "uri": absolute(site, steps[-1].url),
            "type": "picture",
            "by": use.credit,
            "descriptions": texts(caption=use.caption, alternative=use.alt),
            "renditions": [
                {
                    "name": f"{step.width}w",
                    "href": absolute(site, step.url),
                    "contentType": renditions.CONTENT_TYPES[step.suffix],
                    "width": step.width,
                    "height": step.height,
                }
                for step in steps
            ],
        }
    )


def _stories(story: Story, furniture: Furniture, site: str) -> Iterator[dict]:
    """What stands beside the story. One that has not come in yet has no address, and so no place here."""
    languages = {edition.pk: edition.language for edition in furniture.editions}
    for sister in story.translations:
        is_original = sister.article_id == sister.original_id
        yield {
            "name": f"{'original' if is_original else 'translation'}-{languages[sister.edition_id]}",
            "uri": mark(site, sister.article_id),
            "type": "text",
            "representationType": "partial",
            "language": languages[sister.edition_id],
            "headlines": texts(main=sister.headline),
            "altIds": [{"role": "canonical", "value": absolute(site, sister.path)}],
        }
    for number, entry in enumerate((entry for entry in story.related if entry.url), start=1):
        address = absolute(site, entry.url)
        yield known(
            {
                "name": f"related-{number}",
                "uri": mark(site, entry.key) if entry.key else address,
                "type": "text",
                "representationType": "partial",
                "headlines": texts(main=entry.headline),
                "descriptions": texts(summary=entry.teaser),
                "altIds": [{"role": "canonical", "value": address}],
            }
        )


def texts(**said: str) -> list[dict]:
    """Return texts by their roles, as ninjs has them; what is empty is left out."""
    return [{"role": role, "contentType": "text/plain", "value": text} for role, text in said.items() if text]


def _contacts(email: str, phone: str, web: str) -> list[dict]:
    ways = {"email": email, "phone": phone, "web": web}
    return [{"type": way, "value": value} for way, value in ways.items() if value]


def _stamp(moment: datetime | None) -> str:
    return moment.isoformat(timespec="seconds") if moment else ""


def known(facts: dict) -> dict:
    """Return an object without what nobody knows."""
    return {name: fact for name, fact in facts.items() if fact not in ("", [], None)}
