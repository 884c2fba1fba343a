"""NewsML-G2 2.34 (IPTC): a news message a story, with an item for its text and one for each of its pictures. Pure.

In the order of IPTC's XML schema of version 2.34 ("power"). Codes are IPTC's NewsCodes, or stand in the catalogue that
each item has of its own (`newsroom:`, `section:`). The text is XHTML. A story whose day nobody knows has no
`firstCreated`, and its version the time of the export. Not in it: an author's page and contacts.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import datetime
from typing import TYPE_CHECKING

from lxml import etree

from articles.exporting import references, trees, wire
from articles.exporting.references import Shot
from articles.exporting.trees import Element, add, say

if TYPE_CHECKING:
    from articles.exporting.values import Exported, Paper

NAME = "newsml-g2"
SUFFIX = ".xml"
A_FILE_EACH = True

NAMESPACE = "http://iptc.org/std/nar/2006-10-01/"
XHTML = "http://www.w3.org/1999/xhtml"
STANDARD = {"standard": "NewsML-G2", "standardversion": "2.34", "conformance": "power"}
#: Declares `ninat:`, `stat:`, `drol:`, `rnd:`, `irel:` and their like.
CATALOGUE = "http://www.iptc.org/std/catalog/catalog.IPTC-G2-Standards_38.xml"
#: IPTC's own name for what a picture shows, which has no NewsCode.
ALT_TEXT = "http://iptc.org/std/Iptc4xmpCore/1.0/xmlns/AltTextAccessibility"


def write(stories: Iterable[Exported], paper: Paper) -> Iterator[bytes]:
    """Yield the message of each story."""
    for exported in stories:
        yield trees.document(_message(exported, paper), NAMESPACE)


def _message(exported: Exported, paper: Paper) -> Element:
    shown = references.shots(exported, paper)
    root = etree.Element("newsMessage", nsmap={None: NAMESPACE})
    header = add(root, "header")
    add(header, "sent", _stamp(paper.at))
    add(header, "sender", paper.source)
    items = add(root, "itemSet")
    _text(items, exported, paper, shown)
    for shot in shown.values():
        _picture(items, exported, paper, shot)
    return root


def _item(items: Element, exported: Exported, paper: Paper, guid: str, kind: str) -> tuple[Element, Element]:
    """Begin an item with its catalogues, its rights and what it is; return it and its `itemMeta`."""
    story = exported.story
    item = add(items, "newsItem", attributes={"guid": guid, "version": wire.version(exported) or 1, **STANDARD})
    item.set(trees.LANG, story.language)
    add(item, "catalogRef", attributes={"href": CATALOGUE})
    own = add(item, "catalog")
    for alias in ("newsroom", "section"):
        add(own, "scheme", attributes={"alias": alias, "uri": f"{references.base(paper)}/#{alias}-"})
    holder, terms = wire.copyright_holder(exported), wire.usage_terms(exported)
    if kind == "text" and (holder or terms):
        rights = add(item, "rightsInfo")
        if holder:
            _named(rights, "copyrightHolder", holder)
            year = f"{story.published_at.year} " if story.published_at else ""
            add(rights, "copyrightNotice", f"© {year}{holder}")
        say(rights, "usageTerms", terms)
    meta = add(item, "itemMeta")
    add(meta, "itemClass", attributes={"qcode": f"ninat:{kind}"})
    _named(meta, "provider", paper.source)
    add(meta, "versionCreated", _stamp(story.updated_at or story.published_at or paper.at))
    say(meta, "firstCreated", _stamp(story.published_at))
    say(meta, "embargoed", _stamp(wire.embargo(exported)))
    add(meta, "pubStatus", attributes={"qcode": f"stat:{wire.status(exported)}"})
    return item, meta


# --- The text


def _text(items: Element, exported: Exported, paper: Paper, shown: dict[int, Shot]) -> None:
    item, meta = _item(items, exported, paper, references.mark(paper, exported.key), "text")
    _management(meta, exported, paper, shown)
    content = add(item, "contentMeta")
    _administrative(content, exported, paper)
    _descriptive(content, exported, paper)
    inline = add(add(item, "contentSet"), "inlineXML", attributes={"contenttype": "application/xhtml+xml"})
    inline.append(_page(exported, paper, shown))


def _management(meta: Element, exported: Exported, paper: Paper, shown: dict[int, Shot]) -> None:
    """What ends the management of an item: titles, notes, where else it is, what it goes with."""
    story = exported.story
    add(meta, "generator", "Newsroom")
    service = add(meta, "service", attributes={"qcode": f"newsroom:edition-{story.language}"})
    add(service, "name", _line(story.edition.name))
    say(meta, "title", _line(story.title))
    say(meta, "edNote", wire.note(exported))
    if story.path:
        add(meta, "altRep", references.address(paper, story.path), {"contenttype": "text/html"})
    say(meta, "expires", _stamp(wire.expires(exported)))
    for shot in shown.values():
        guid = _guid(exported, paper, shot)
        add(meta, "link", attributes={"rel": f"newsroom:{shot.placement}", "residref": guid})
    for sister in story.translations:
        guid = references.mark(paper, sister.article_id)
        rel = "newsroom:original" if sister.article_id == sister.original_id else "newsroom:translation"
        add(meta, "link", attributes={"rel": rel, "residref": guid, "title": sister.headline})
    for entry in (entry for entry in story.related if entry.url):
        known = {"residref": references.mark(paper, entry.key) if entry.key else ""}
        known["href"] = references.address(paper, entry.url)
        add(meta, "link", attributes={"rel": "irel:seeAlso", **known, "title": entry.headline})


def _administrative(content: Element, exported: Exported, paper: Paper) -> None:
    story = exported.story
    say(content, "contentCreated", _stamp(story.published_at))
    say(content, "contentModified", _stamp(story.updated_at))
    if story.dateline:
        _named(content, "located", story.dateline)
    if story.agency:
        _named(content, "infoSource", story.agency)
    for credit in story.bylines:
        element = "creator" if credit.role == "author" else "contributor"
        who = _named(content, element, credit.author.name)
        who.set("role", f"newsroom:{credit.role}")
    for known in references.former(exported, paper):
        add(content, "altId", known, {"role": "newsroom:former-address"})


def _descriptive(content: Element, exported: Exported, paper: Paper) -> None:
    story, record = exported.story, exported.record
    add(content, "language", attributes={"tag": story.language})
    if story.story_type != "news":
        add(add(content, "genre", attributes={"qcode": f"newsroom:{story.story_type}"}), "name", story.story_type)
    if story.section:
        _section(content, story.section.name, story.section.slug, record.parent_sections, paper)
    for topic in story.tags:
        add(content, "keyword", topic.name)
    say(content, "slugline", story.path.rstrip("/").rpartition("/")[2])
    add(content, "headline", story.headline, {"role": "newsroom:main"})
    say(content, "headline", story.kicker, {"role": "newsroom:kicker"})
    say(content, "headline", record.short_headline, {"role": "newsroom:short"})
    say(content, "dateline", story.dateline)
    say(content, "by", ", ".join(credit.author.name for credit in story.bylines if credit.role == "author"))
    say(content, "creditline", story.agency)
    say(content, "description", story.standfirst, {"role": "newsroom:standfirst"})
    say(content, "description", story.description, {"role": "drol:summary"})
    for note in story.corrections:
        add(content, "description", note.text, {"role": f"newsroom:{note.kind}", "modified": _stamp(note.at)})


def _section(content: Element, name: str, slug: str, parents: tuple[str, ...], paper: Paper) -> None:
    """The section, and in it those that it is part of, the innermost first."""
    subject = add(content, "subject", attributes={"type": "cpnat:abstract", "qcode": f"section:{slug}"})
    add(subject, "name", _line(name))
    slugs = {section.name: section.slug for section in paper.sections}
    for parent in reversed(parents):
        broader = add(subject, "broader", attributes={"qcode": f"section:{slugs[parent]}" if parent in slugs else ""})
        add(broader, "name", _line(parent))


def _page(exported: Exported, paper: Paper, shown: dict[int, Shot]) -> Element:
    """The body as an XHTML document."""
    root = etree.Element("html", nsmap={None: XHTML})
    root.set(trees.LANG, exported.story.language)
    add(add(root, "head"), "title", exported.story.headline)
    root.append(trees.page(exported, paper, shown))
    for element in root.iter(etree.Element):
        element.tag = f"{{{XHTML}}}{element.tag}"
    return root


# --- Pictures


def _picture(items: Element, exported: Exported, paper: Paper, shot: Shot) -> None:
    item, _meta = _item(items, exported, paper, _guid(exported, paper, shot), "picture")
    content = add(item, "contentMeta")
    say(content, "creditline", shot.credit)
    say(content, "description", shot.caption, {"role": "drol:caption"})
    say(content, "description", shot.alt, {"roleuri": ALT_TEXT})
    renditions = add(item, "contentSet")
    if shot.file:
        _remote(renditions, shot.file, "rnd:highRes", shot.content_type, shot.width, shot.height)
    if shot.url:
        _remote(renditions, shot.url, "rnd:web", "image/jpeg", shot.url_width, shot.url_height)


def _remote(renditions: Element, href: str, rendition: str, content_type: str, width: int, height: int) -> None:
    told = {"href": href, "rendition": rendition, "contenttype": content_type, "width": width, "height": height}
    add(renditions, "remoteContent", attributes=told)


def _guid(exported: Exported, paper: Paper, shot: Shot) -> str:
    """The id of a picture's use in a story: its words are the story's."""
    return f"{references.mark(paper, exported.key)}-picture-{shot.key}"


def _named(parent: Element, tag: str, name: str) -> Element:
    """A party or place that has a name and no code."""
    made = add(parent, tag, attributes={"literal": _line(name)})
    add(made, "name", _line(name))
    return made


def _line(text: str) -> str:
    """Names and titles are one line in NewsML-G2."""
    return " ".join(text.split())


def _stamp(moment: datetime | None) -> str:
    return moment.isoformat(timespec="seconds") if moment else ""
