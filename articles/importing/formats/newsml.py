"""NewsML 1.0 to 1.2: every NewsItem of a file, with the pictures of its components. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import BinaryIO

from lxml import etree

from articles.importing.records import DEFAULTS, LegacyStory, NotAStory, Problem, ReadOptions
from articles.importing.wire import nitf, stories, xml
from articles.importing.wire.stories import Message, Photo, refused

NAME = "newsml"
_VISUAL = frozenset(("photo", "image", "graphic", "picture"))
_TERMS = (
    "RightsMetadata/UsageRights/UsageType",
    "RightsMetadata/UsageRights/Limitations",
    "NewsLines/RightsLine",
)
_ROOT = re.compile(rb"<NewsML[\s>]")


def sniff(head: bytes, name: str) -> float:
    """How surely a file is NewsML 1: its root."""
    return 1.0 if _ROOT.search(head.replace(b"\0", b"")) else 0.0


def read(stream: BinaryIO, origin: str, options: ReadOptions = DEFAULTS) -> Iterator[LegacyStory | NotAStory]:
    """Read every NewsItem."""
    try:
        root, content = xml.read(stream)
    except xml.Refused as error:
        yield refused(origin, str(error))
        return
    items = list(root.iterfind("NewsItem"))
    if not items:
        yield refused(origin, "it holds no NewsItem")
    for number, item in enumerate(items, start=1):
        place = origin if len(items) == 1 else f"{origin} NewsItem {number}"
        own = content if len(items) == 1 else etree.tostring(item)
        if item.find("NewsComponent") is None and item.find("Update") is not None:
            yield refused(place, "it changes parts of an earlier message (Update), which cannot be put together here")
            continue
        try:
            message = _message(item)
        except xml.Refused as error:
            yield refused(place, f"the text inside of it: {error}")
            continue
        yield stories.story(message, place, own, options)


def _message(item: etree._Element) -> Message:
    management = _part(item, "NewsManagement")
    text = _text_component(item)
    main = text if text is not None else _part(item, "NewsComponent")
    above = list(main.iterancestors("NewsComponent"))
    html, inner = _body(main)
    components = [main, *above]

    def line(*names: str) -> str:
        """From the component of the text, else from those that hold it."""
        return next((words for c in components if (words := xml.first(c, *(f"NewsLines/{n}" for n in names)))), "")

    data = [part for c in components for part in c.iterfind("DescriptiveMetadata")]
    administrative = [part for c in components for part in c.iterfind("AdministrativeMetadata")]
    status, embargo, problems = _status(management)
    return Message(
        guid=_guid(item),
        provider=xml.first(item, "Identification/NewsIdentifier/ProviderId"),
        version=xml.first(item, "Identification/NewsIdentifier/RevisionId"),
        status=status,
        headline=line("HeadLine") or inner.headline or xml.first(item, "Identification/NameLabel"),
        subheadline=line("SubHeadLine") or inner.subheadline,
        summary=inner.summary,
        byline=line("ByLine") or inner.byline or _creator(administrative),
        people=inner.people,
        dateline=line("DateLine") or inner.dateline,
        slugline=line("SlugLine") or xml.first(item, "Identification/NameLabel"),
        source=_party(administrative, "Provider") or line("CreditLine") or _party(administrative, "Source"),
        credit=line("CreditLine") or _party(administrative, "Provider"),
        language=_language(item, main, data),
        keywords=(*_lines(components, "KeywordLine"), *_properties(data, "Keyword")),
        published=xml.first(management, "ThisRevisionCreated", "FirstCreated"),
        created=xml.first(management, "FirstCreated"),
        embargo=embargo,
        usage=tuple(
            words for c in components for path in _TERMS for one in c.iterfind(path) if (words := xml.text_of(one))
        ),
        body=html,
        photos=(*_photos(item), *inner.photos),
        problems=problems,
    )


def _part(item: etree._Element, name: str) -> etree._Element:
    found = item.find(name)
    return found if found is not None else etree.Element(name)


def _guid(item: etree._Element) -> str:
    """The id that all revisions share: the public identifier without the revision at its end."""
    named = [xml.first(item, f"Identification/NewsIdentifier/{n}") for n in ("ProviderId", "DateId", "NewsItemId")]
    if all(named):
        return "urn:newsml:" + ":".join(named)
    public = xml.first(item, "Identification/NewsIdentifier/PublicIdentifier")
    return re.sub(r":\d+[A-Z]?$", "", public)


def _text_component(item: etree._Element) -> etree._Element | None:
    """The component whose content is the story: marked Main before others, captions left aside."""
    found = []
    for component in item.iter("NewsComponent"):
        content = component.find("ContentItem")
        role = xml.attribute(component, "Role", "FormalName").lower()
        if content is None or role == "caption" or content.find("DataContent") is None:
            continue
        if xml.attribute(content, "MediaType", "FormalName").lower() in ("text", "complexdata", ""):
            found.append((role != "main", component))
    return min(found, key=lambda pair: pair[0])[1] if found else None


def _body(component: etree._Element) -> tuple[str, Message]:
    """The text as HTML, and what NITF inside of it says."""
    data = component.find("ContentItem/DataContent")
    if data is None:
        return "", Message()
    inner = data.find("nitf") if data.find("nitf") is not None else data.find(".//nitf")
    if inner is not None:
        found = nitf.message(inner)
        return found.body, found
    if len(data):
        page = data.find(".//body") if data.find(".//body") is not None else data
        return xml.markup(page, {}), Message()
    text = "".join(data.itertext())
    if re.match(r"\s*<(?:\?xml|nitf)", text):
        found = nitf.message(xml.parse(text.encode()))
        return found.body, found
    return (text if re.search(r"<p\b", text) else stories.paragraphs(text)), Message()


def _photos(item: etree._Element) -> tuple[Photo, ...]:
    """The pictures: content of a visual kind with an address, its caption in a component beside it."""
    photos = []
    for component in item.iter("NewsComponent"):
        visual = [
            content
            for content in component.iterfind("ContentItem")
            if content.get("Href") and xml.attribute(content, "MediaType", "FormalName").lower() in _VISUAL
        ]
        if not visual:
            continue
        best = max(visual, key=_width)
        above = component.getparent()
        around = above if above is not None and above.tag == "NewsComponent" else component
        captions = [
            xml.text_of(other.find("ContentItem/DataContent"))
            for other in around.iterfind("NewsComponent")
            if xml.attribute(other, "Role", "FormalName").lower() == "caption"
        ]
        places = (component, around)
        credit = next(
            (words for p in places if (words := xml.first(p, "NewsLines/CreditLine", "NewsLines/ByLine"))), ""
        )
        lines = (xml.first(place, "NewsLines/CaptionLine", "NewsLines/HeadLine") for place in places)
        caption = next(filter(None, (*captions, *lines)), "")
        photos.append(Photo(best.get("Href"), caption, credit))
    return tuple(dict.fromkeys(photos))


def _width(content: etree._Element) -> int:
    for element in content.iterfind("Characteristics/Property"):
        if (element.get("FormalName") or "").lower() == "width" and (element.get("Value") or "").isdigit():
            return int(element.get("Value"))
    return 0


def _status(management: etree._Element) -> tuple[str, str, list[Problem]]:
    """The status, the end of an embargo, and what must be told."""
    status = xml.attribute(management, "Status", "FormalName")
    future = xml.attribute(management, "StatusWillChange/FutureStatus", "FormalName").lower()
    when = xml.first(management, "StatusWillChange/DateAndTime")
    if status.lower() == "embargoed" and future == "usable":
        return status, when, []
    if future in ("canceled", "cancelled", "withheld") and when:
        return status, "", [Problem("status-will-change", f"Its agency makes it “{future}” at {when}: see to it then.")]
    return status, "", []


def _party(parts: list[etree._Element], name: str) -> str:
    for part in parts:
        for party in part.iterfind(f"{name}/Party"):
            if words := party.get("FormalName") or xml.text_of(party):
                return words
    return ""


def _creator(parts: list[etree._Element]) -> str:
    return "; ".join(
        words for part in parts for party in part.iterfind("Creator/Party") if (words := party.get("FormalName") or "")
    )


def _language(item: etree._Element, main: etree._Element, data: list[etree._Element]) -> str:
    told = next((code for part in data for one in part.iterfind("Language") if (code := one.get("FormalName"))), "")
    return told or xml.language(main) or xml.language(item)


def _lines(components: list[etree._Element], name: str) -> tuple[str, ...]:
    return tuple(xml.text_of(one) for c in components for one in c.iterfind(f"NewsLines/{name}"))


def _properties(data: list[etree._Element], name: str) -> tuple[str, ...]:
    return tuple(
        value
        for part in data
        for one in part.iterfind("Property")
        if (one.get("FormalName") or "").lower() == name.lower() and (value := one.get("Value"))
    )
