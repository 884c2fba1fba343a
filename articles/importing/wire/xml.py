"""One XML message of a news agency, parsed strictly and safely. Pure.

A plain document type (`<!DOCTYPE nitf SYSTEM "...">`) is passed over, one with declarations of its own refused; nothing
is fetched, no entity expanded but those of HTML, and nothing recovered.
"""

from __future__ import annotations

import re
from html import escape
from html.entities import name2codepoint
from typing import BinaryIO

from lxml import etree

from articles.importing import decoding, xml_items
from articles.importing.xml_items import encoding_of

#: A larger message is no story.
MOST_BYTES = 16 * 1024 * 1024
_DOCTYPE = re.compile(r"<!DOCTYPE\s[^>\[]*(\[)?[^>]*>", re.IGNORECASE)
_EXTERNAL = re.compile(r"<!ENTITY\s[^>]*\b(?:SYSTEM|PUBLIC)\b", re.IGNORECASE)
_DECLARATION = re.compile(r"^\s*<\?xml[^>]*\?>")
_NAMED = re.compile(r"&([A-Za-z][A-Za-z0-9]{1,30});")
_KEPT = frozenset(("amp", "lt", "gt", "quot", "apos"))
_CDATA = re.compile(r"(<!\[CDATA\[.*?\]\]>)", re.DOTALL)


class Refused(ValueError):
    """The message cannot be read. The text of it is a sentence for the migrator."""


def read(stream: BinaryIO) -> tuple[etree._Element, bytes]:
    """Read a whole message: its root, with local names for tags, and its bytes. Raises Refused."""
    content = stream.read(MOST_BYTES + 1)
    if len(content) > MOST_BYTES:
        raise Refused(f"it is larger than {MOST_BYTES // 1024 // 1024} MB, which no message of an agency is")
    return parse(content), content


def parse(content: bytes) -> etree._Element:
    """Parse a message. Raises Refused with the line of the fault."""
    text = _text(content)
    if doctype := _DOCTYPE.search(text[:20_000]):
        if doctype[1]:
            what = "an external entity" if _EXTERNAL.search(text[:200_000]) else "entities or declarations"
            raise Refused(f"its document type declaration holds {what}, which is not read")
        text = text[: doctype.start()] + text[doctype.end() :]
    parts = _CDATA.split(_DECLARATION.sub("", text, count=1))
    parts[::2] = [_NAMED.sub(_named, part) for part in parts[::2]]
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, remove_comments=True, remove_pis=True, recover=False
    )
    try:
        root = etree.fromstring("".join(parts).strip().encode(), parser)
    except etree.XMLSyntaxError as error:
        raise Refused(f"it is not well-formed XML, line {error.lineno}: {error.msg}") from error
    for element in root.iter():
        if isinstance(element.tag, str) and element.tag.startswith("{"):
            element.tag = etree.QName(element).localname
    return root


def _text(content: bytes) -> str:
    try:
        encoding = encoding_of(content[:400])
    except xml_items.Refused as error:
        raise Refused(str(error)) from error
    if encoding == "utf-8":
        try:
            return decoding.decode(content).text
        except decoding.NotText as error:
            raise Refused(str(error)) from error
    return content.decode(encoding, "replace").removeprefix("\ufeff")


def _named(found: re.Match) -> str:
    name = found[1]
    code = name2codepoint.get(name)
    if name in _KEPT or code is None:
        return found.group()
    return f"&#{code};"


# --- what every reader of a message needs


def text_of(element: etree._Element | None) -> str:
    """The words of an element, white space folded; empty for none."""
    return " ".join("".join(element.itertext()).split()) if element is not None else ""


def first(element: etree._Element, *paths: str) -> str:
    """The words of the first of these paths that holds any."""
    return next((words for path in paths for found in element.iterfind(path) if (words := text_of(found))), "")


def attribute(element: etree._Element, path: str, name: str) -> str:
    """An attribute of the first element at a path that has it; empty where there is none."""
    return next((value.strip() for found in element.iterfind(path) if (value := found.get(name))), "")


def language(element: etree._Element) -> str:
    """`xml:lang` of the element itself."""
    return element.get("{http://www.w3.org/XML/1998/namespace}lang") or ""


#: Attributes that say something to a reader.
_KEPT_ATTRIBUTES = {
    "a": ("href",),
    "figure": ("class",),
    "img": ("src", "alt"),
    "ol": ("start",),
    "td": ("colspan", "rowspan"),
    "th": ("colspan", "rowspan"),
}
_VOID = frozenset(("br", "hr", "img"))


def markup(element: etree._Element, tags: dict[str, str]) -> str:
    """The inside of an element as HTML: tags by the table, an empty name for words alone; unknown ones stay."""
    parts = [escape(element.text or "", quote=False)]
    for child in element:
        tag = tags.get(child.tag, child.tag)
        told = "".join(
            f' {name}="{escape(value)}"' for name in _KEPT_ATTRIBUTES.get(tag, ()) if (value := child.get(name))
        )
        if tag in _VOID:
            parts.append(f"<{tag}{told}>")
        else:
            inside = markup(child, tags)
            parts.append(f"<{tag}{told}>{inside}</{tag}>" if tag else inside)
        parts.append(escape(child.tail or "", quote=False))
    return "".join(parts)
