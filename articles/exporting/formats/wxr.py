"""WXR 1.2, WordPress's own export: one document that goes into WordPress by its importer. Pure; memory stays flat.

Stories are posts with their sections (categories), tags and names (users, with Co-Authors Plus's terms where there are
several); pictures are attachments, whose addresses are those of the widest rendition on the paper's site. Each picture
with the same words is one attachment. Texts are blocks (`exporting.gutenberg`), with corrections above or below them.

WordPress has no place of its own for these, and keeps them as custom fields: kicker, dateline, source, the kind of
story, other hands than the authors', credits of pictures (as the Media Credit plugin and Newspack do), titles and
descriptions for search engines (Yoast's names), related stories. It has no story without a day: one whose day nobody
knows has zeros, which its importer takes for the day of the import. A withdrawn story is a draft there. The words of a
picture that is not here stand in the text, as corrections do; a lead picture's are an attachment without a file. Which
story translates which is not in it.
"""

from __future__ import annotations

import hashlib
import json
import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import closing
from datetime import UTC, datetime
from email.utils import format_datetime
from html import escape
from io import BytesIO
from typing import TYPE_CHECKING
from urllib.parse import quote, unquote

from django.utils import translation
from lxml import etree

from articles.exporting import gutenberg, references
from articles.exporting.references import Shot
from articles.importing.records import LegacyAuthor, LegacyEdition, LegacySection, LegacyTag, Status
from articles.syndication import without_controls

if TYPE_CHECKING:
    from articles.exporting.values import Exported, Paper

NAME = "wxr"
SUFFIX = ".xml"
A_FILE_EACH = False

NAMESPACES = {
    "excerpt": "http://wordpress.org/export/1.2/excerpt/",
    "content": "http://purl.org/rss/1.0/modules/content/",
    "wfw": "http://wellformedweb.org/CommentAPI/",
    "dc": "http://purl.org/dc/elements/1.1/",
    "wp": "http://wordpress.org/export/1.2/",
}
STATUSES = {
    Status.PUBLISHED: "publish",
    Status.SCHEDULED: "future",
    Status.IN_REVIEW: "pending",
    Status.DRAFT: "draft",
    Status.WITHDRAWN: "draft",
}
#: As WordPress writes that there is no time.
NO_TIME = "0000-00-00 00:00:00"
#: WordPress cuts addresses, percent-encoded, to so many characters, and logins to so many.
LONGEST_SLUG, LONGEST_LOGIN = 200, 50


def write(stories: Iterable[Exported], paper: Paper) -> Iterator[bytes]:
    """Yield the document, a story at a time."""
    out = BytesIO()
    with closing(_Attachments(paper.last_key)) as attachments, etree.xmlfile(out, encoding="UTF-8") as xml:
        xml.write_declaration()
        with xml.element("rss", {"version": "2.0"}, nsmap=NAMESPACES), xml.element("channel"):
            writer = _Writer(xml)
            sections = _section_names(paper)
            yield from _taken(out, _head(writer, paper, sections))
            for exported in stories:
                with translation.override(exported.story.language):
                    yield from _taken(out, _post(writer, exported, paper, sections, attachments))
    yield out.getvalue()


def _taken(out: BytesIO, steps: Iterable[None]) -> Iterator[bytes]:
    """Yield what each step has written, and forget it."""
    for _step in steps:
        yield out.getvalue()
        out.seek(0)
        out.truncate()


class _Writer:
    """Writes elements line by line, as WordPress does: its simplest importer reads lines."""

    def __init__(self, xml):
        self._xml = xml

    def within(self, tag: str):
        self._xml.write("\n")
        return self._xml.element(_name(tag))

    def plain(self, tag: str, text: object, **attributes: str) -> None:
        """An element whose text is no CDATA section: numbers, dates, addresses."""
        self._xml.write("\n\t")
        with self._xml.element(_name(tag), attributes):
            self._xml.write(without_controls(str(text)))

    def text(self, tag: str, text: str, **attributes: str) -> None:
        """An element with a CDATA section; an end of such a section in the text is parted between two."""
        self._xml.write("\n\t")
        with self._xml.element(_name(tag), attributes):
            clean = without_controls(text)
            # lxml (6.1) reads beyond the end of a section whose text ends in a bracket; such a text needs none.
            self._xml.write(clean if clean.endswith("]") else etree.CDATA(clean))

    def meta(self, key: str, value: object) -> None:
        """A custom field; nothing where there is no value."""
        if value:
            self._xml.write("\n\t")
            with self._xml.element(_name("wp:postmeta")):
                self.text("wp:meta_key", key)
                self.text("wp:meta_value", str(value))

    def done(self) -> None:
        self._xml.write("\n")
        self._xml.flush()


def _name(tag: str) -> str:
    prefix, _colon, name = tag.rpartition(":")
    return f"{{{NAMESPACES[prefix]}}}{name}" if prefix else name


# --- The head


def _head(writer: _Writer, paper: Paper, sections: dict[tuple[str, str], str]) -> Iterator[None]:
    # The main edition comes first; a paper without any has no story either.
    main = paper.editions[0] if paper.editions else LegacyEdition("/", paper.source, "")
    writer.plain("title", _escaped(main.name))
    writer.plain("link", paper.site)
    writer.plain("description", _escaped(main.tagline))
    writer.plain("pubDate", format_datetime(paper.at.astimezone(UTC)))
    writer.plain("language", main.language)
    writer.plain("wp:wxr_version", "1.2")
    writer.plain("wp:base_site_url", paper.site)
    writer.plain("wp:base_blog_url", paper.site)
    for number, author in enumerate(paper.authors(), start=1):
        _author(writer, number, author)
        yield writer.done()
    for number, section in enumerate(paper.sections, start=1):
        _category(writer, number, section, sections)
    for place, tag in enumerate(paper.tags(), start=len(paper.sections) + 1):
        _tag(writer, place, tag)
        yield writer.done()
    writer.plain("generator", "Newsroom")
    yield writer.done()


def _author(writer: _Writer, number: int, author: LegacyAuthor) -> None:
    first, _space, last = author.name.partition(" ")
    with writer.within("wp:author"):
        writer.plain("wp:author_id", number)
        writer.text("wp:author_login", login(author.slug))
        writer.text("wp:author_email", author.email)
        writer.text("wp:author_display_name", _escaped(author.name))
        writer.text("wp:author_first_name", _escaped(first))
        writer.text("wp:author_last_name", _escaped(last))


def _category(writer: _Writer, number: int, section: LegacySection, sections: dict[tuple[str, str], str]) -> None:
    with writer.within("wp:category"):
        writer.plain("wp:term_id", number)
        writer.text("wp:category_nicename", sections[section.edition, section.slug])
        writer.text("wp:category_parent", sections.get((section.edition, section.parent), ""))
        writer.text("wp:cat_name", _escaped(section.name))
        writer.text("wp:category_description", _escaped(section.description))


def _tag(writer: _Writer, number: int, tag: LegacyTag) -> None:
    with writer.within("wp:tag"):
        writer.plain("wp:term_id", number)
        writer.text("wp:tag_slug", term("tag", tag.slug))
        writer.text("wp:tag_name", _escaped(tag.name))


def _section_names(paper: Paper) -> dict[tuple[str, str], str]:
    """The names of the sections' terms, by edition and slug: WordPress has one list of them for all editions."""
    names: dict[tuple[str, str], str] = {}
    tongues = {edition.edition: edition.language for edition in paper.editions}
    taken: set[str] = set()
    for section in paper.sections:
        name = term("section", section.slug)
        if name in taken:
            name = term("section", f"{section.slug}-{tongues.get(section.edition, section.edition.strip('/'))}".lower())
        while name in taken:
            name += "-2"
        taken.add(name)
        names[section.edition, section.slug] = name
    return names


def term(kind: str, slug: str) -> str:
    """Return a term's slug; one that WordPress would cut, so that two of them might fall together, by its digest."""
    return slug if len(quote(slug)) <= LONGEST_SLUG else f"{kind}-{_digest(slug)}"


def login(slug: str) -> str:
    """Return an author's login. WordPress knows Latin letters and digits alone in them."""
    return slug if slug.isascii() and len(slug) <= LONGEST_LOGIN else f"author-{_digest(slug)}"


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()[:12]


# --- Stories


def _post(
    writer: _Writer,
    exported: Exported,
    paper: Paper,
    sections: dict[tuple[str, str], str],
    attachments: _Attachments,
) -> Iterator[None]:
    story, record = exported.story, exported.record
    shown = references.shots(exported, paper)
    new: list[tuple[int, Shot]] = []

    def number(shot: Shot) -> int:
        key, is_new = attachments.number(shot)
        if is_new:
            new.append((key, shot))
        return key

    content = gutenberg.write(exported, paper, shown, number)
    lead = next((shot for shot in shown.values() if shot.placement == "lead"), None)
    thumbnail = number(lead) if lead else 0
    with writer.within("item"):
        writer.text("title", _escaped(story.headline))
        writer.plain("link", references.address(paper, story.path) or f"{paper.site}/?p={exported.key}")
        published = record.published_at
        if published:
            writer.plain("pubDate", format_datetime(published.astimezone(UTC)))
        authors = [login(credit.author.slug) for credit in story.bylines if credit.role == "author"]
        writer.text("dc:creator", authors[0] if authors else "")
        writer.plain("guid", f"{paper.site}/?p={exported.key}", isPermaLink="false")
        writer.plain("description", "")
        writer.text("content:encoded", content)
        writer.text("excerpt:encoded", _escaped(story.standfirst))
        _numbers(writer, exported, exported.key, STATUSES[record.status], record.slug, "post", 0, published)
        _terms(writer, exported, sections, authors, paper)
        for key, value in _fields(exported, paper):
            writer.meta(key, value)
        writer.meta("_thumbnail_id", thumbnail)
    yield writer.done()
    for key, shot in new:
        _attachment(writer, key, shot, exported, authors)
        yield writer.done()


def _numbers(
    writer: _Writer, exported: Exported, key: int, status: str, slug: str, kind: str, parent: int, at: datetime | None
) -> None:
    zone, changed = exported.story.edition.zone, exported.story.updated_at
    writer.plain("wp:post_id", key)
    writer.text("wp:post_date", _moment(at, zone))
    writer.text("wp:post_date_gmt", _moment(at, UTC))
    if changed and kind == "post":
        writer.text("wp:post_modified", _moment(changed, zone))
        writer.text("wp:post_modified_gmt", _moment(changed, UTC))
    writer.text("wp:comment_status", "closed")
    writer.text("wp:ping_status", "closed")
    writer.text("wp:post_name", slug)
    writer.text("wp:status", status)
    writer.plain("wp:post_parent", parent)
    writer.plain("wp:menu_order", 0)
    writer.text("wp:post_type", kind)
    writer.text("wp:post_password", "")
    writer.plain("wp:is_sticky", 0)


def _terms(
    writer: _Writer, exported: Exported, sections: dict[tuple[str, str], str], authors: list[str], paper: Paper
) -> None:
    story = exported.story
    edition = f"/{story.edition.path_prefix}"
    if story.section:
        name = sections.get((edition, story.section.slug)) or term("section", story.section.slug)
        writer.text("category", _escaped(story.section.name), domain="category", nicename=name)
    for topic in story.tags:
        slug = unquote(topic.url.rstrip("/").rpartition("/")[2])
        writer.text("category", _escaped(topic.name), domain="post_tag", nicename=term("tag", slug))
    for name in authors:
        writer.text("category", name, domain="author", nicename=f"cap-{name}")
    if len(paper.editions) > 1:
        writer.text("category", story.language, domain="language", nicename=story.language)


def _fields(exported: Exported, paper: Paper) -> Iterator[tuple[str, str]]:
    story, record = exported.story, exported.record
    yield "kicker", _escaped(story.kicker)
    yield "dateline", _escaped(story.dateline)
    yield "agency", _escaped(story.agency)
    yield "story_type", "" if story.story_type == "news" else story.story_type
    for credit in story.bylines:
        if credit.role != "author":
            yield f"byline_{credit.role}", _escaped(credit.author.name)
    yield "_yoast_wpseo_title", _escaped(record.seo_title)
    yield "_yoast_wpseo_metadesc", _escaped(record.seo_description)
    for entry in story.related:
        if entry.url:
            yield "related_link", f"{references.address(paper, entry.url)} {_escaped(entry.headline)}"
    for slug in _former_slugs(exported, paper):
        yield "_wp_old_slug", slug


def _former_slugs(exported: Exported, paper: Paper) -> Iterator[str]:
    """The last parts of former addresses, by which WordPress finds a story that has moved."""
    slugs = (
        unquote(known).partition("?")[0].rstrip("/").rpartition("/")[2] for known in references.former(exported, paper)
    )
    now = exported.record.slug
    yield from dict.fromkeys(slug for slug in slugs if slug and slug != now)


# --- Pictures


class _Attachments:
    """Numbers pictures: each with its words once, above the stories' keys. In a temporary database: any number."""

    def __init__(self, above: int):
        self._above = above
        self._rows = sqlite3.connect("")
        self._rows.execute("CREATE TABLE attachment (number INTEGER PRIMARY KEY, said BLOB UNIQUE)")

    def number(self, shot: Shot) -> tuple[int, bool]:
        """Return a picture's number, and whether it has none yet."""
        said = json.dumps([shot.source, shot.caption, shot.credit, shot.alt])
        digest = hashlib.sha256(said.encode()).digest()
        made = self._rows.execute("INSERT OR IGNORE INTO attachment (said) VALUES (?)", (digest,)).rowcount
        (number,) = self._rows.execute("SELECT number FROM attachment WHERE said = ?", (digest,)).fetchone()
        return self._above + number, bool(made)

    def close(self) -> None:
        self._rows.close()


def _attachment(writer: _Writer, key: int, shot: Shot, exported: Exported, authors: list[str]) -> None:
    name = shot.file.removeprefix(exported.folder)
    with writer.within("item"):
        writer.text("title", _escaped(shot.alt or shot.caption or name))
        writer.plain("link", shot.url)
        at = exported.record.published_at
        if at:
            writer.plain("pubDate", format_datetime(at.astimezone(UTC)))
        writer.text("dc:creator", authors[0] if authors else "")
        writer.plain("guid", shot.source, isPermaLink="false")
        writer.plain("description", "")
        writer.text("content:encoded", "")
        writer.text("excerpt:encoded", _escaped(shot.caption))
        _numbers(writer, exported, key, "inherit", f"picture-{key}", "attachment", exported.key, at)
        writer.text("wp:attachment_url", shot.source)
        writer.meta("_wp_attached_file", name)
        writer.meta("_wp_attachment_image_alt", _escaped(shot.alt))
        writer.meta("_media_credit", _escaped(shot.credit))


def _escaped(text: str) -> str:
    """A text as WordPress keeps it: as HTML."""
    return escape(text, quote=False)


def _moment(at: datetime | None, zone) -> str:
    return at.astimezone(zone).strftime("%Y-%m-%d %H:%M:%S") if at else NO_TIME
