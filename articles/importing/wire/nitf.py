"""What a NITF document says, element by element; also for the NITF inside of NewsML. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator

from lxml import etree

from articles.importing import dates
from articles.importing.records import DEFAULTS, LegacyByline, LegacyCorrection, LegacyRelated
from articles.importing.wire import xml
from articles.importing.wire.stories import Message, Photo, is_papers, iso

_TYPES = {
    **{name: name for name in ("analysis", "opinion", "interview", "obituary")},
    **dict.fromkeys(("commentary", "editorial", "column"), "opinion"),
    "sponsored": "sponsored",
}
#: Names of people, places and things in the text: words like others.
_WORDS = """
    person org location city state region country sublocation chron copyrite event function money num object.title
    virtloc classifier name.given name.family person.title copyrite.year copyrite.holder postaddr pronounce alt-code
    frac frac-num frac-sep frac-den addressee care.of delivery.office delivery.point postcode lang byttl
    nitf-col nitf-colgroup
"""
_PARAGRAPHS = "credit tagline bibliography caption datasource byline dateline distributor"
_BOXES = "block body.content body.end note fn nitf-table abstract"
#: What the body's elements are in HTML.
_TAGS = {
    **dict.fromkeys(_WORDS.split(), ""),
    **dict.fromkeys(_PARAGRAPHS.split(), "p"),
    **dict.fromkeys(_BOXES.split(), "div"),
    **dict.fromkeys(("hl1", "hl2"), "h2"),
    "bq": "blockquote",
}
#: What the text says by a class alone, in HTML.
_CLASSES = {
    ("em", "strong"): ("strong", ""),
    ("hl2", "h3"): ("h3", ""),
    ("block", "factbox"): ("aside", ""),
    ("bq", "pullquote"): ("figure", "pullquote"),
}
#: Other hands than an author's, as a byline's class says.
ROLES = frozenset(("author", "photographer", "translator", "contributor", "editor"))
CORRECTIONS = frozenset(("correction", "clarification", "update", "retraction"))
_LABEL = re.compile(r"^\s*(?:by|von|par|por)\s+", re.IGNORECASE)


def message(root: etree._Element) -> Message:
    """Read the document: head, docdata and body."""
    data = root.find("head/docdata")
    data = data if data is not None else etree.Element("docdata")
    heading = root.find("body/body.head")
    heading = heading if heading is not None else etree.Element("body.head")
    content = root.find("body/body.content")
    photos, html = body(content) if content is not None else ((), "")
    end = root.find("body/body.end")
    html += xml.markup(end, _TAGS) if end is not None else ""
    return Message(
        guid=xml.attribute(data, "doc-id", "id-string"),
        provider=xml.attribute(data, "doc-id", "regsrc"),
        site=xml.attribute(root, "head/pubdata", "name") if _is_papers(root) else "",
        version=xml.attribute(data, "du-key", "version"),
        status=data.get("management-status") or "",
        headline=xml.first(heading, "hedline/hl1", "headline/hl1") or xml.first(root, "head/title"),
        subheadline=xml.first(heading, "hedline/hl2", "headline/hl2"),
        summary=xml.first(heading, "abstract"),
        byline=byline(heading),
        people=tuple(_people(heading)),
        dateline=_dateline(heading),
        slugline=xml.attribute(root, "head/docdata/fixture", "fix-id"),
        source=_source(root, data, heading),
        language=xml.language(root) or (xml.language(root.find("body")) if root.find("body") is not None else ""),
        kicker=next(_meta(root, "kicker"), ""),
        section=xml.attribute(root, "head/pubdata", "position.section"),
        parent_sections=tuple(_meta(root, "parent-section")),
        story_type=_type(root),
        keywords=tuple(word for one in data.iterfind("key-list/keyword") if (word := one.get("key"))),
        published=_published(root, data),
        created=_date(data, "date.issue"),
        updated=_updated(root),
        embargo=_date(data, "date.release"),
        ends=_date(data, "date.expire"),
        expires=_date(data, "date.expire"),
        usage=_usage(data, heading),
        note=xml.attribute(data, "ed-msg", "info") or _note(heading),
        withdraws=_withdraws(data),
        body=html,
        photos=photos,
        addresses=tuple(filter(None, (one.get("ex-ref") for one in root.iterfind("head/pubdata")))),
        corrections=tuple(_corrections(root)),
        related=tuple(_related(root)),
    )


def _source(root: etree._Element, data: etree._Element, heading: etree._Element) -> str:
    """The agency. What a paper says of its own story names one only where the story has one."""
    told = xml.first(heading, "distributor/org", "distributor")
    if told or _is_papers(root):
        return told
    return xml.attribute(root, "head/pubdata", "name") or xml.attribute(data, "doc.copyright", "holder")


def _is_papers(root: etree._Element) -> bool:
    return is_papers(root.get("uno") or "")


def _published(root: etree._Element, data: etree._Element) -> str:
    """When it was, or may be, published. A paper's own story has its day beside the end of an embargo."""
    printed = xml.attribute(root, "head/pubdata", "date.publication")
    if _is_papers(root):
        return printed
    return _date(data, "date.release") or printed or _date(data, "date.issue")


def _updated(root: etree._Element) -> str:
    """When a paper last changed its own story."""
    revisions = root.iterfind("head/revision-history") if _is_papers(root) else ()
    return next((one.get("norm") or "" for one in revisions if not one.get("comment")), "")


def _meta(root: etree._Element, name: str) -> Iterator[str]:
    for one in root.iterfind("head/meta"):
        if one.get("name") == name and one.get("content"):
            yield " ".join(one.get("content").split())


def _related(root: etree._Element) -> Iterator[LegacyRelated]:
    """What a paper's own story has beside it: an address, if there is one, and a headline."""
    for told in _meta(root, "related") if _is_papers(root) else ():
        url, _space, headline = told.partition(" ") if _ADDRESS.match(told) else ("", "", told)
        yield LegacyRelated(headline or url, url=url)


_ADDRESS = re.compile(r"https?://")


def _note(heading: etree._Element) -> str:
    notes = (one for one in heading.iterfind("note") if one.get("class") not in CORRECTIONS)
    return next((words for one in notes if (words := xml.text_of(one))), "")


def _corrections(root: etree._Element) -> Iterator[LegacyCorrection]:
    """What a paper told its readers about its own story, and when."""
    for one in root.iterfind("head/revision-history") if _is_papers(root) else ():
        kind, _colon, text = (one.get("comment") or "").partition(": ")
        told = dates.read(iso(one.get("norm") or ""), DEFAULTS)
        if kind in CORRECTIONS and text and told.value:
            yield LegacyCorrection(kind, text, told.value)


def _people(heading: etree._Element) -> Iterator[LegacyByline]:
    for line in heading.iterfind("byline"):
        role = (line.get("class") or "").lower()
        for person in line.iterfind("person"):
            if name := xml.text_of(person):
                yield LegacyByline(name, role if role in ROLES else "author")


def body(content: etree._Element) -> tuple[tuple[Photo, ...], str]:
    """The pictures and the text of a body.content. Other media stay as the words of their caption."""
    photos = []
    for media in list(content.iter("media")):
        picture = (media.get("media-type") or "").lower() in ("image", "photo", "graphic", "")
        if picture and media.find("media-reference") is not None:
            photo = _photo(media)
            photos.append(photo)
            if photo.placement == "body" and (photo.url or photo.file):
                _put_picture(media, photo.url or photo.file)
            else:
                _take_out(media)
        else:
            media.tag = "p"
            for inner in media:
                if inner.tag not in ("media-caption", "media-producer"):
                    media.remove(inner)
                else:
                    inner.tag = "lang"
    _read_classes(content)
    return tuple(photos), xml.markup(content, _TAGS)


def _read_classes(content: etree._Element) -> None:
    """Give what the text tells by a class alone its element of HTML."""
    for element in content.iter("em", "hl2", "block", "bq"):
        if told := _CLASSES.get((element.tag, element.get("class") or "")):
            element.tag, kind = told
            element.attrib.clear()
            if kind:
                element.set("class", kind)
    for numbered in content.iter("ol"):
        if number := numbered.get("seqnum"):
            numbered.set("start", number)
    for quotation in content.iter("figure"):
        for part in quotation:
            part.tag = {"block": "blockquote", "credit": "figcaption"}.get(part.tag, part.tag)


def _photo(media: etree._Element) -> Photo:
    """A picture; a paper's own is named twice, beside the document and on the web, and has its place in the story."""
    placement = media.get("class") if media.get("class") in ("lead", "body", "gallery") else ""
    references = media.findall("media-reference")
    sources = [reference.get("source") or reference.get("data-location") or "" for reference in references]
    url, beside = sources[0], ""
    if placement:
        url = next((source for source in sources if "://" in source), "")
        beside = next((source for source in sources if source and "://" not in source), "")
    caption, credit = xml.first(media, "media-caption"), xml.first(media, "media-producer", "media-caption/credit")
    return Photo(url, caption, credit, references[0].get("alternate-text") or "", beside, placement)


def _put_picture(media: etree._Element, source: str) -> None:
    """Make of a picture an image of HTML, in its place."""
    tail = media.tail
    media.clear()
    media.tag, media.tail = "img", tail
    media.set("src", source)


def byline(heading: etree._Element) -> str:
    """The bylines in one line, without the titles of those who sign."""
    lines = []
    for element in heading.iterfind("byline"):
        words = (element.text or "") + "".join(
            ("" if child.tag == "byttl" else "".join(child.itertext())) + (child.tail or "") for child in element
        )
        if text := " ".join(words.split()):
            lines.append(_LABEL.sub("", text))
    return "; ".join(lines)


def _dateline(heading: etree._Element) -> str:
    text = xml.first(heading, "dateline/location") or xml.first(heading, "dateline")
    return re.sub(r"\s+,", ",", text)[:120]


def _date(data: etree._Element, name: str) -> str:
    return xml.attribute(data, name, "norm")


def _usage(data: etree._Element, heading: etree._Element) -> tuple[str, ...]:
    told = [xml.attribute(data, "doc.rights", name) for name in ("limitations", "type")]
    return tuple(filter(None, [*told, xml.first(data, "doc.rights"), xml.first(heading, "rights")]))


def _withdraws(data: etree._Element) -> tuple[str, ...]:
    """The document that this one takes back: the one that it refers to as cancelled."""
    other = data.get("management-doc-idref") or ""
    gone = (data.get("management-idref-status") or "").lower() in ("canceled", "cancelled", "withheld")
    return (other,) if other and gone else ()


def _type(root: etree._Element) -> str:
    told = [
        xml.attribute(root, "head/tobject", "tobject.type"),
        *(e.get("tobject.property.type") or "" for e in root.iterfind("head/tobject/tobject.property")),
    ]
    return next((kind for one in told if (kind := story_type(one)) != "news"), "news")


def story_type(kind: str) -> str:
    """Our type of story for a word of an agency's; plain news for one that we do not know."""
    return _TYPES.get(kind.lower(), "news")


def _take_out(element: etree._Element) -> None:
    parent, before, tail = element.getparent(), element.getprevious(), element.tail or ""
    if before is not None:
        before.tail = (before.tail or "") + tail
    else:
        parent.text = (parent.text or "") + tail
    parent.remove(element)
