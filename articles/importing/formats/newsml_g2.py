"""NewsML-G2: a newsItem, a packageItem with what it packs, or a newsMessage with several of both. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import BinaryIO

from lxml import etree

from articles.importing import dates
from articles.importing.records import DEFAULTS, LegacyByline, LegacyCorrection, LegacyStory, NotAStory, ReadOptions
from articles.importing.wire import nitf, stories, xml
from articles.importing.wire.stories import Message, Photo, refused

NAME = "newsml-g2"
_ROOT = re.compile(rb"<(?:\w+:)?(?:newsItem|newsMessage|packageItem)[\s>]")
_SIGN = re.compile(rb"iptc\.org/std/nar|NewsML-G2|<(?:\w+:)?itemMeta|<(?:\w+:)?itemSet", re.IGNORECASE)


def sniff(head: bytes, name: str) -> float:
    """How surely a file is NewsML-G2: one of its roots, with its namespace or its standard's name."""
    head = head.replace(b"\0", b"")
    return 1.0 if _ROOT.search(head) and _SIGN.search(head) else 0.0


def read(stream: BinaryIO, origin: str, options: ReadOptions = DEFAULTS) -> Iterator[LegacyStory | NotAStory]:
    """Read every story of the message, each with the pictures that are packed with it."""
    try:
        root, content = xml.read(stream)
    except xml.Refused as error:
        yield refused(origin, str(error))
        return
    items = [root] if root.tag == "newsItem" else list(root.iter("newsItem"))
    texts = [item for item in items if _class(item) in ("text", "")]
    pictures = {item.get("guid"): item for item in items if _class(item) in ("picture", "graphic", "photo")}
    if not texts:
        what = f"{len(pictures)} pictures" if pictures else "a package that leads to stories elsewhere"
        yield NotAStory(origin, f"{origin}: no story: {what}", kind="package", is_refused=False)
    for item in texts:
        place = origin if len(texts) == 1 else f"{origin} newsItem {item.get('guid')}"
        own = content if len(items) == 1 or len(texts) == 1 else etree.tostring(item)
        photos = _photos(item, texts, pictures, root)
        try:
            message = _message(item, photos)
        except xml.Refused as error:
            yield refused(place, f"the text inside of it: {error}")
            continue
        yield stories.story(message, place, own, options)


def _class(item: etree._Element) -> str:
    return xml.attribute(item, "itemMeta/itemClass", "qcode").rpartition(":")[2].lower()


def _message(item: etree._Element, photos: tuple[Photo, ...]) -> Message:
    meta = _part(item, "itemMeta")
    content = _part(item, "contentMeta")
    html, inner = _body(item)
    headlines = list(content.iterfind("headline"))
    main = [h for h in headlines if _role(h) in ("", "main")]
    subs = [h for h in headlines if _role(h) in ("sub", "subheadline")]
    if stories.is_papers(item.get("guid") or ""):
        return _of_paper(item, photos, xml.text_of((main or headlines or [None])[0]), html)
    return Message(
        guid=item.get("guid") or "",
        provider=_name(meta.find("provider")) or _name(content.find("infoSource")),
        version=item.get("version") or "",
        status=xml.attribute(meta, "pubStatus", "qcode"),
        headline=xml.text_of((main or headlines or [None])[0]) or xml.first(meta, "title") or inner.headline,
        subheadline=xml.text_of((subs or [None])[0]),
        summary=_described(content, "summary", "abstract"),
        byline=xml.first(content, "by") or inner.byline,
        people=_people(content) or inner.people,
        dateline=xml.first(content, "dateline") or inner.dateline,
        slugline=_slugline(content),
        source=xml.first(content, "creditline") or _name(content.find("infoSource")) or _name(meta.find("provider")),
        language=xml.attribute(content, "language", "tag") or xml.language(item),
        keywords=_keywords(content),
        published=xml.first(meta, "versionCreated", "firstCreated") or xml.first(content, "contentCreated"),
        created=xml.first(meta, "firstCreated"),
        embargo=xml.first(meta, "embargoed"),
        expires=xml.first(meta, "expires"),
        usage=tuple(xml.text_of(terms) for terms in item.iterfind("rightsInfo/usageTerms")),
        note="; ".join(filter(None, map(xml.text_of, meta.iterfind("edNote")))),
        body=html,
        photos=(*photos, *inner.photos),
    )


def _of_paper(item: etree._Element, photos: tuple[Photo, ...], headline: str, html: str) -> Message:
    """What a paper says of its own story (`exporting.formats.newsml_g2`): more than agencies do, and nothing twice."""
    meta, content = _part(item, "itemMeta"), _part(item, "contentMeta")
    first, version = xml.first(meta, "firstCreated"), xml.first(meta, "versionCreated")
    sections = _sections(content)
    return Message(
        guid=item.get("guid") or "",
        provider=_name(meta.find("provider")),
        site=_name(meta.find("service")),
        version=item.get("version") or "",
        status=xml.attribute(meta, "pubStatus", "qcode"),
        headline=headline,
        kicker=next((xml.text_of(h) for h in content.iterfind("headline") if _role(h) == "kicker"), ""),
        summary=_described(content, "standfirst"),
        people=tuple(_credits(content)),
        dateline=xml.first(content, "dateline"),
        source=_name(content.find("infoSource")),
        language=xml.attribute(content, "language", "tag") or xml.language(item),
        section=sections[-1] if sections else "",
        parent_sections=tuple(sections[:-1]),
        story_type=nitf.story_type(xml.attribute(content, "genre", "qcode").rpartition(":")[2]),
        keywords=tuple(word for one in content.iterfind("keyword") if (word := xml.text_of(one))),
        published=first,
        created=first,
        updated=version if first and version != first else "",
        embargo=xml.first(meta, "embargoed"),
        ends=xml.first(meta, "expires"),
        usage=tuple(xml.text_of(terms) for terms in item.iterfind("rightsInfo/usageTerms")),
        note=xml.first(meta, "edNote"),
        body=html,
        photos=photos,
        addresses=tuple(
            words for one in (*meta.iterfind("altRep"), *content.iterfind("altId")) if (words := xml.text_of(one))
        ),
        corrections=tuple(_corrections(content)),
        related=tuple(
            stories.beside(link.get("title") or "", link.get("residref") or "", link.get("href") or "")
            for link in meta.iterfind("link[@rel='irel:seeAlso']")
        ),
        translation_of=xml.attribute(meta, "link[@rel='newsroom:original']", "residref"),
    )


def _role(element: etree._Element) -> str:
    """What an element is among those of its name: the end of its role's code or address."""
    role = (element.get("role") or "").rpartition(":")[2] or re.split("[/#]", element.get("roleuri") or "")[-1]
    return role.lower()


def _credits(content: etree._Element) -> Iterator[LegacyByline]:
    for element in content:
        if element.tag in ("creator", "contributor") and (name := _name(element)):
            role = _role(element)
            yield LegacyByline(name, role if role in nitf.ROLES else "author")


def _sections(content: etree._Element) -> list[str]:
    """The story's section and those that it is part of, the outermost first."""
    for subject in content.iterfind("subject"):
        if (subject.get("qcode") or "").startswith("section:"):
            return [*reversed([_name(broader) for broader in subject.iterfind("broader")]), _name(subject)]
    return []


def _corrections(content: etree._Element) -> Iterator[LegacyCorrection]:
    for element in content.iterfind("description"):
        kind, told = _role(element), dates.read(element.get("modified") or "", DEFAULTS)
        if kind in nitf.CORRECTIONS and told.value:
            yield LegacyCorrection(kind, "\n".join(filter(None, element.itertext())), told.value)


def _part(item: etree._Element, name: str) -> etree._Element:
    found = item.find(name)
    return found if found is not None else etree.Element(name)


def _name(element: etree._Element | None) -> str:
    """What a party is called: its name, else its literal, else the end of its code."""
    if element is None:
        return ""
    return xml.first(element, "name") or element.get("literal") or (element.get("qcode") or "").rpartition(":")[2]


_WRITERS = ("author", "writer", "reporter")


def _people(content: etree._Element) -> tuple[LegacyByline, ...]:
    """Creators that are people: with a name, and no role that says otherwise."""
    names = []
    for element in content.iterfind("creator"):
        kind = (element.get("type") or "").rpartition(":")[2].lower()
        if _role(element) in ("", *_WRITERS) and kind in ("", "person") and xml.first(element, "name"):
            names.append(LegacyByline(xml.first(element, "name")))
    return tuple(names) if not xml.first(content, "by") else ()


def _described(content: etree._Element, *roles: str) -> str:
    for element in content.iterfind("description"):
        if _role(element) in roles:
            return xml.text_of(element)
    return ""


def _slugline(content: etree._Element) -> str:
    return next((words for one in content.iterfind("slugline") if (words := xml.text_of(one))), "")


def _keywords(content: etree._Element) -> tuple[str, ...]:
    """Keywords; where there are none, the subjects that are told by name."""
    words = tuple(word for one in content.iterfind("keyword") if (word := xml.text_of(one)))
    return words or tuple(word for one in content.iterfind("subject") if (word := xml.first(one, "name")))


def _body(item: etree._Element) -> tuple[str, Message]:
    """The text as HTML, and what NITF inside of it says."""
    for element in item.iterfind("contentSet/inlineXML"):
        inner = element.find(".//nitf") if element.find("nitf") is None else element.find("nitf")
        if inner is not None:
            found = nitf.message(inner)
            return found.body, found
        page = element.find(".//body") if element.find(".//body") is not None else element
        return xml.markup(page, {}), Message()
    for element in item.iterfind("contentSet/inlineData"):
        text = "".join(element.itertext())
        kind = (element.get("contenttype") or "").lower()
        if "nitf" in kind:
            found = nitf.message(xml.parse(text.encode()))
            return found.body, found
        return (text if "html" in kind or re.match(r"\s*<p\b", text) else stories.paragraphs(text)), Message()
    return "", Message()


def _photos(
    item: etree._Element, texts: list[etree._Element], pictures: dict[str | None, etree._Element], root: etree._Element
) -> tuple[Photo, ...]:
    """The pictures of a story: a package's, those that it links to, or all of a message with one story."""
    wanted: list[str] = []
    for package in root.iter("packageItem"):
        refs = [ref.get("residref") for ref in package.iter("itemRef")]
        if item.get("guid") in refs:
            wanted += [ref for ref in refs if ref in pictures]
    links = {link.get("residref"): link.get("rel") or "" for link in item.iterfind("itemMeta/link")}
    wanted += [ref for ref in links if ref in pictures]
    if not wanted and len(texts) == 1:
        wanted = [guid for guid in pictures if guid]
    told = {guid: links.get(guid, "").removeprefix("newsroom:") for guid in wanted}
    return tuple(_photo(pictures[guid], told[guid] if told[guid] in _PLACES else "") for guid in dict.fromkeys(wanted))


#: Where in a paper's story a picture stands, as its link says.
_PLACES = ("lead", "body", "gallery")


def _photo(item: etree._Element, placement: str = "") -> Photo:
    content = _part(item, "contentMeta")
    caption = _described(content, "caption")
    if not placement:
        caption = caption or xml.first(content, "description", "headline")
    makers = " / ".join(filter(None, [xml.first(content, "by") or _name(content.find("creator"))]))
    credit = xml.first(content, "creditline") or makers
    best, most, beside = "", -1, ""
    for remote in item.iterfind("contentSet/remoteContent"):
        href = remote.get("href") or ""
        kind = remote.get("contenttype") or "image/"
        width = int(remote.get("width")) if (remote.get("width") or "").isdecimal() else 0
        if placement and href and "://" not in href:
            beside = href
        elif href and kind.startswith("image/") and width > most:
            best, most = href, width
    alt = _described(content, "alttextaccessibility", "alttext")
    return Photo(best, caption, credit, alt, beside, placement)
