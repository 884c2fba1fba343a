"""Pictures and embeds as they stand in a source's HTML. Pure."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from urllib.parse import SplitResult, unquote, urljoin, urlsplit

from lxml import etree

from articles.body import embeds
from articles.importing import captions
from articles.importing.records import LegacyPicture

#: Where lazy-loading scripts keep the address, before what they put in its place.
_SOURCES = ("data-orig-file", "data-src", "data-lazy-src", "data-original", "data-lazy", "src")
#: A size that a system wrote into a file's name (`ferry-300x200.jpg`, `ferry-scaled.jpg`).
_SIZE = re.compile(r"-(?:\d{1,5}x\d{1,5}|scaled|rotated|e\d{9,13})(?=\.\w{2,5}$)")
_PIXEL = frozenset({"0", "1", "0px", "1px"})
_ADDRESS = re.compile(r"https?://\S+\Z")


@dataclass(frozen=True, slots=True)
class Found:
    """A picture's tag: its address (absolute where that can be told), alt text, classes and other attributes."""

    url: str
    alt: str
    attributes: dict[str, str]


#: Says what a picture's tag stands for; None: it is none of the story's (a smiley, a counter).
Handle = Callable[[Found], LegacyPicture | None]


def plain_picture(found: Found) -> LegacyPicture | None:
    """The picture as its tag alone says."""
    return LegacyPicture(alt=found.alt, url=found.url, file=file_of(found.url))


def parts_of(url: str) -> SplitResult:
    """An address in its parts; empty ones where it is none (`http://[ferry`)."""
    try:
        return urlsplit(url)
    except ValueError:
        return urlsplit("")


def file_of(url: str) -> str:
    """The path of a picture's file below its host: how `--media` names it."""
    return unquote(parts_of(url).path).lstrip("/")


def same_picture(one: str, other: str) -> bool:
    """Whether two addresses are of one picture, whatever size was asked for."""
    return bool(one and other) and _bare(one) == _bare(other)


def _bare(url: str) -> str:
    return _SIZE.sub("", file_of(url)).casefold()


def resolved(url: str, base: str) -> str:
    """An address as seen from the page; as it stands where it cannot be told."""
    url = url.strip()
    try:
        if url.startswith("//"):
            return "https:" + url
        return urljoin(base, url) if base and not urlsplit(url).scheme else url
    except ValueError:
        return url


def image(element: etree._Element, base: str) -> Found | None:
    """The picture of an img element; None for a counting pixel and for a picture that is data in the page."""
    attributes = {str(name): value for name, value in element.attrib.items()}
    if attributes.get("width") in _PIXEL and attributes.get("height") in _PIXEL:
        return None
    candidates = [attributes.get(name, "").strip() for name in _SOURCES]
    candidates.append(_largest(attributes.get("data-srcset") or attributes.get("srcset") or ""))
    url = next((each for each in candidates if each and not each.startswith(("data:", "about:", "blob:"))), "")
    if not url:
        return None
    return Found(resolved(url, base), " ".join(attributes.get("alt", "").split()), attributes)


def _largest(srcset: str) -> str:
    """The address of the widest entry of a srcset."""
    best, widest = "", -1.0
    for entry in re.split(r",\s+", srcset):
        url, _space, size = entry.strip().partition(" ")
        try:
            width = float(size.strip()[:-1] or 0)
        except ValueError:
            width = 0.0
        if url and width > widest:
            best, widest = url, width
    return best


def with_caption(picture: LegacyPicture, line: str) -> LegacyPicture:
    """The picture with a printed caption; a credit is told apart where a label marks it."""
    line = " ".join(line.split())
    if not line:
        return picture
    parted = captions.split(line) if captions.has_label(line) else None
    # A credit that is known already is not told apart once more, unless it is the one that is printed.
    if parted and picture.credit in ("", parted.credit):
        return replace(picture, caption=parted.caption or picture.caption, credit=parted.credit or picture.credit)
    return replace(picture, caption=line)


def embed(address: str, base: str = "") -> embeds.Embed | None:
    """What an address leads to at a service that we know."""
    address = resolved(address, base)
    return embeds.recognise(address) if address.startswith("http") else None


def lone_address(text: str) -> str:
    """The address that a line consists of; empty for any other line."""
    text = text.strip()
    return text if _ADDRESS.match(text) else ""


@dataclass(slots=True)
class Gathered:
    """What was found on the way through one story's HTML."""

    pictures: list[LegacyPicture] = field(default_factory=list)
    #: Words of the source that now stand elsewhere than in the body: captions, credits, addresses of embeds.
    elsewhere: list[str] = field(default_factory=list)
    programs: int = 0
    frames: list[str] = field(default_factory=list)
    inline_data: int = 0
    forms: int = 0
    repeated: int = 0


def take_out(parent: etree._Element, child: etree._Element) -> None:
    """Remove an element and leave what stands behind it."""
    if child.tail:
        previous = child.getprevious()
        if previous is not None:
            previous.tail = (previous.tail or "") + child.tail
        else:
            parent.text = (parent.text or "") + child.tail
    parent.remove(child)
