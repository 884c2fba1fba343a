"""NITF 3.6 (IPTC's News Industry Text Format): a document a story. Pure.

In its order and with its names as IPTC's XML schema of version 3.6 has them. What NITF has no element for stands in
`meta` elements of its head: kicker, the sections above the story's own, related stories. Not in it: who wrote what
(the author's page, e-mail), the stories' translations, a picture's further renditions.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime
from typing import TYPE_CHECKING

from django.utils import translation
from lxml import etree

from articles.exporting import references, trees, wire
from articles.exporting.references import Shot
from articles.exporting.trees import Element, add, say
from articles.importing.records import Status

if TYPE_CHECKING:
    from articles.exporting.values import Exported, Paper

NAME = "nitf"
SUFFIX = ".xml"
A_FILE_EACH = True

NAMESPACE = "http://iptc.org/std/NITF/2006-10-18/"
#: Fixed by the schema.
VERSION = {
    "version": "-//IPTC//DTD NITF 3.6//EN",
    "change.date": "September 11, 2009",
    "change.time": "12:26",
}


def write(stories: Iterable[Exported], paper: Paper) -> Iterator[bytes]:
    """Yield the document of each story."""
    for exported in stories:
        with translation.override(exported.story.language):
            yield trees.document(_nitf(exported, paper), NAMESPACE)


def _nitf(exported: Exported, paper: Paper) -> Element:
    story = exported.story
    root = etree.Element("nitf", VERSION, nsmap={None: NAMESPACE})
    root.set("uno", references.mark(paper, exported.key))
    root.set(trees.LANG, story.language)
    head = add(root, "head")
    say(head, "title", story.title)
    for name, content in _meta(exported, paper):
        add(head, "meta", attributes={"name": name, "content": content})
    kind = add(head, "tobject", attributes={"tobject.type": "news"})
    if story.story_type != "news":
        add(kind, "tobject.property", attributes={"tobject.property.type": story.story_type})
    _docdata(add(head, "docdata"), exported)
    _pubdata(head, exported, paper)
    for note in story.corrections:
        told = {"norm": stamp(note.at), "function": "editor", "comment": f"{note.kind}: {note.text}"}
        add(head, "revision-history", attributes=told)
    if story.updated_at:
        add(head, "revision-history", attributes={"norm": stamp(story.updated_at)})
    body = add(root, "body")
    _heading(add(body, "body.head"), exported)
    _content(add(body, "body.content"), exported, paper)
    return root


def _meta(exported: Exported, paper: Paper) -> Iterator[tuple[str, str]]:
    """What NITF has no element for."""
    story, record = exported.story, exported.record
    known = [("kicker", story.kicker)]
    known += [("parent-section", name) for name in record.parent_sections]
    known += [("description", story.description)]
    known += [
        ("related", f"{references.address(paper, entry.url)} {entry.headline}".strip()) for entry in story.related
    ]
    return ((name, content) for name, content in known if content)


def _docdata(data: Element, exported: Exported) -> None:
    story, record = exported.story, exported.record
    data.set("management-status", "embargoed" if record.status is Status.SCHEDULED else wire.status(exported))
    for note in story.corrections:
        about = {"info": note.text, "id-string": record.legacy_id, "regsrc": record.source}
        add(data, "correction", attributes=about)
    add(data, "doc-id", attributes={"regsrc": record.source, "id-string": record.legacy_id})
    if story.published_at:
        add(data, "date.issue", attributes={"norm": stamp(story.published_at)})
    if release := wire.embargo(exported):
        add(data, "date.release", attributes={"norm": stamp(release)})
    if end := wire.expires(exported):
        add(data, "date.expire", attributes={"norm": stamp(end)})
    if told := wire.note(exported):
        add(data, "ed-msg", attributes={"info": told})
    if number := wire.version(exported):
        add(data, "du-key", attributes={"version": number})
    _rights(data, exported)
    if story.tags:
        keys = add(data, "key-list")
        for topic in story.tags:
            add(keys, "keyword", attributes={"key": topic.name})


def _rights(data: Element, exported: Exported) -> None:
    story = exported.story
    if holder := wire.copyright_holder(exported):
        year = story.published_at.year if story.published_at else ""
        add(data, "doc.copyright", attributes={"year": year, "holder": holder})
    if terms := wire.usage_terms(exported):
        add(data, "doc.rights", attributes={"limitations": terms})


def _pubdata(head: Element, exported: Exported, paper: Paper) -> None:
    story = exported.story
    add(
        head,
        "pubdata",
        attributes={
            "type": "web",
            "item-length": story.word_count,
            "unit-of-measure": "word" if story.word_count else "",
            "date.publication": stamp(story.published_at),
            "name": story.edition.name,
            "position.section": story.section.name if story.section else "",
            "ex-ref": references.address(paper, story.path),
        },
    )
    for known in references.former(exported, paper):
        add(head, "pubdata", attributes={"type": "web", "ex-ref": known})


def _heading(head: Element, exported: Exported) -> None:
    story = exported.story
    add(add(head, "hedline"), "hl1", story.headline)
    for note in story.corrections:
        said = add(head, "note", attributes={"noteclass": "editorsnote", "type": "pa", "class": note.kind})
        add(add(said, "body.content"), "p", note.text)
    for credit in story.bylines:
        line = add(head, "byline", attributes={"class": credit.role})
        add(line, "person", credit.author.name)
        say(line, "byttl", str(credit.label) or credit.author.job_title)
    if story.agency:
        add(add(head, "distributor"), "org", story.agency)
    if story.dateline:
        add(add(head, "dateline"), "location", story.dateline)
    if story.standfirst:
        add(add(head, "abstract"), "p", story.standfirst)


def stamp(moment: datetime | None) -> str:
    """A time as NITF writes it: 20260302T083000+0700; empty for none."""
    return f"{moment:%Y%m%dT%H%M%S%z}" if moment else ""


# --- The body


def _content(content: Element, exported: Exported, paper: Paper) -> None:
    shown = references.shots(exported, paper)
    lead = [shot for shot in shown.values() if shot.placement == "lead"]
    gallery = [shot for shot in shown.values() if shot.placement == "gallery"]
    for shot in lead:
        _media(content, shot)
    for block in list(trees.with_whole_links(trees.parsed(exported.story.body), paper)):
        _block(content, block, exported, paper, shown)
    for shot in (*references.unplaced(exported, shown), *gallery):
        _media(content, shot)


def _block(parent: Element, block: Element, exported: Exported, paper: Paper, shown: Mapping[int, Shot]) -> None:
    kind, value = trees.node(block)
    match kind:
        case "picture":
            if shot := shown.get(int(value)):
                _media(parent, shot)
        case "embed":
            add(add(parent, "p"), "a", value, {"href": value})
        case "story":
            if card := exported.story.cards.get(int(value)):
                add(add(parent, "p"), "a", card.headline, {"href": references.address(paper, card.url)})
        case "pull-quote":
            quotation, speaker = block.find("blockquote"), block.find("figcaption")
            quote = _quote(parent, quotation, "pullquote")
            if speaker is not None:
                _inline(add(quote, "credit"), speaker)
        case "fact-box":
            box = add(parent, "block", attributes={"class": "factbox"})
            for child in block:
                _plain(box, child)
        case _:
            _plain(parent, block)


def _plain(parent: Element, block: Element) -> None:
    """Write a block that is no node of its own."""
    match block.tag:
        case "p":
            _inline(add(parent, "p"), block)
        case "h2" | "h3":
            _inline(add(parent, "hl2", attributes={"class": "h3" if block.tag == "h3" else ""}), block)
        case "ul" | "ol":
            made = add(parent, block.tag, attributes={"seqnum": block.get("start", "")})
            for item in block:
                _mixed(add(made, "li"), item)
        case "blockquote":
            _quote(parent, block)
        case "hr":
            add(parent, "hr")
        case "table":
            _table(add(parent, "table"), block)


def _quote(parent: Element, quotation: Element, kind: str = "") -> Element:
    quote = add(parent, "bq", attributes={"class": kind})
    inner = add(quote, "block")
    for child in quotation:
        _plain(inner, child)
    return quote


def _table(made: Element, table: Element) -> None:
    """A table has one head, one foot and one body, in this order."""
    parts: dict[str, list[Element]] = {"thead": [], "tbody": []}
    for row in table.iter("tr"):
        parts["thead" if row.getparent().tag == "thead" else "tbody"].append(row)
    for name, rows in parts.items():
        part = add(made, name) if rows else None
        for row in rows:
            line = add(part, "tr")
            for cell in row:
                spans = {span: cell.get(span, "") for span in ("rowspan", "colspan")}
                _mixed(add(line, cell.tag, attributes=spans), cell)


def _mixed(target: Element, source: Element) -> None:
    """Write what may be words and blocks side by side: the inside of a list's item or a table's cell."""
    target.text = source.text
    for child in source:
        if child.tag in ("p", "h2", "h3", "ul", "ol", "blockquote", "hr", "table"):
            _plain(target, child)
        else:
            _mark(target, child)
        target[-1].tail = child.tail


def _inline(target: Element, source: Element) -> None:
    """Write a line of words with their marks."""
    target.text = source.text
    for child in source:
        _mark(target, child)
        target[-1].tail = child.tail


def _mark(target: Element, mark: Element) -> None:
    """A mark in a line; NITF knows emphasis alone, and says by a class that it is strong."""
    match mark.tag:
        case "strong":
            _inline(add(target, "em", attributes={"class": "strong"}), mark)
        case "a":
            _inline(add(target, "a", attributes={name: mark.get(name, "") for name in ("href", "rel", "title")}), mark)
        case _:
            _inline(add(target, mark.tag), mark)


def _media(parent: Element, shot: Shot) -> None:
    """A picture: beside the document and on the web, caption and credit."""
    if not (shot.source or shot.caption or shot.credit):
        return
    media = add(parent, "media", attributes={"media-type": "image", "class": shot.placement})
    beside = (shot.file, shot.content_type, shot.width, shot.height)
    on_web = (shot.url, "image/jpeg", shot.url_width, shot.url_height)
    there = [place for place in (beside, on_web) if place[0]] or [("", "", 0, 0)]
    for source, mime_type, width, height in there:
        add(
            media,
            "media-reference",
            attributes={
                "source": source,
                "mime-type": mime_type,
                "width": width,
                "height": height,
                "alternate-text": shot.alt,
            },
        )
    if shot.caption:
        add(add(media, "media-caption"), "p", shot.caption)
    say(media, "media-producer", shot.credit)
