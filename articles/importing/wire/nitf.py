"""What a NITF document says, element by element; also for the NITF inside of NewsML. Pure."""

from __future__ import annotations

import re

from lxml import etree

from articles.importing.wire import xml
from articles.importing.wire.stories import Message, Photo

_TYPES = {
    **{name: name for name in ("analysis", "opinion", "interview", "obituary")},
    **dict.fromkeys(("commentary", "editorial", "column"), "opinion"),
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
        version=xml.attribute(data, "du-key", "version"),
        status=data.get("management-status") or "",
        headline=xml.first(heading, "hedline/hl1", "headline/hl1") or xml.first(root, "head/title"),
        subheadline=xml.first(heading, "hedline/hl2", "headline/hl2"),
        summary=xml.first(heading, "abstract"),
        byline=byline(heading),
        people=tuple(name for one in heading.iterfind("byline/person") if (name := xml.text_of(one))),
        dateline=_dateline(heading),
        slugline=xml.attribute(root, "head/docdata/fixture", "fix-id"),
        source=xml.first(heading, "distributor/org", "distributor")
        or xml.attribute(root, "head/pubdata", "name")
        or xml.attribute(data, "doc.copyright", "holder"),
        language=xml.language(root) or (xml.language(root.find("body")) if root.find("body") is not None else ""),
        section=xml.attribute(root, "head/pubdata", "position.section"),
        story_type=_type(root),
        keywords=tuple(word for one in data.iterfind("key-list/keyword") if (word := one.get("key"))),
        published=_date(data, "date.release")
        or xml.attribute(root, "head/pubdata", "date.publication")
        or _date(data, "date.issue"),
        created=_date(data, "date.issue"),
        embargo=_date(data, "date.release"),
        ends=_date(data, "date.expire"),
        expires=_date(data, "date.expire"),
        usage=_usage(data, heading),
        note=xml.attribute(data, "ed-msg", "info") or xml.first(heading, "note"),
        withdraws=_withdraws(data),
        body=html,
        photos=photos,
        addresses=tuple(filter(None, [xml.attribute(root, "head/pubdata", "ex-ref")])),
    )


def body(content: etree._Element) -> tuple[tuple[Photo, ...], str]:
    """The pictures and the text of a body.content. Other media stay as the words of their caption."""
    photos = []
    for media in list(content.iter("media")):
        reference = media.find("media-reference")
        picture = (media.get("media-type") or "").lower() in ("image", "photo", "graphic", "")
        if picture and reference is not None:
            photos.append(
                Photo(
                    reference.get("source") or reference.get("data-location") or "",
                    xml.first(media, "media-caption"),
                    xml.first(media, "media-producer", "media-caption/credit"),
                    reference.get("alternate-text") or "",
                )
            )
            _take_out(media)
        else:
            media.tag = "p"
            for inner in media:
                if inner.tag not in ("media-caption", "media-producer"):
                    media.remove(inner)
                else:
                    inner.tag = "lang"
    return tuple(photos), xml.markup(content, _TAGS)


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
    return next((_TYPES[kind.lower()] for kind in told if kind.lower() in _TYPES), "news")


def _take_out(element: etree._Element) -> None:
    parent, before, tail = element.getparent(), element.getprevious(), element.tail or ""
    if before is not None:
        before.tail = (before.tail or "") + tail
    else:
        parent.text = (parent.text or "") + tail
    parent.remove(element)
