"""XML as the formats write it, and a story's body as a tree. Pure; for `formats`.

What XML 1.0 cannot hold (control characters, U+FFFE and U+FFFF) is left out, as in our feeds.
"""

from __future__ import annotations

from collections.abc import Mapping
from copy import deepcopy
from typing import TYPE_CHECKING

from lxml import etree

from articles import body
from articles.exporting import references
from articles.exporting.references import Shot
from articles.syndication import without_controls

if TYPE_CHECKING:
    from articles.exporting.values import Exported, Paper

Element = etree._Element
LANG = "{http://www.w3.org/XML/1998/namespace}lang"


def add(parent: Element, tag: str, text: str = "", attributes: Mapping[str, object] | None = None) -> Element:
    """Add an element at the end of another. Attributes without a value are left out."""
    made = etree.SubElement(parent, tag)
    set_all(made, attributes or {})
    if text:
        made.text = without_controls(text)
    return made


def say(parent: Element, tag: str, text: str, attributes: Mapping[str, object] | None = None) -> None:
    """Add an element with this text; nothing where there is none."""
    if text:
        add(parent, tag, text, attributes)


def set_all(element: Element, attributes: Mapping[str, object]) -> None:
    for name, value in attributes.items():
        if value not in ("", None, 0):
            element.set(name, without_controls(str(value)))


def document(root: Element, namespace: str) -> bytes:
    """Write a document whose root stands in a namespace, and with it all in it that is in none."""
    for element in root.iter(etree.Element):
        if not element.tag.startswith("{"):
            element.tag = f"{{{namespace}}}{element.tag}"
    return etree.tostring(root, encoding="UTF-8", xml_declaration=True)


# --- The body


def parsed(html: str) -> Element:
    """Return a `body` element with the blocks of a body's HTML."""
    clean = without_controls(body.clean(html))
    parser = etree.HTMLParser(encoding="utf-8", huge_tree=True, no_network=True)
    root = etree.fromstring(f"<html><body>{clean}</body></html>".encode(), parser)
    return root.find("body")


def node(block: Element) -> tuple[str, str]:
    """Return what a block is: one of the body's own nodes (`picture`, `embed`, `story`, `pull-quote`, `fact-box`) with
    its value, or its tag.
    """
    for name, value in block.attrib.items():
        if name.startswith("data-") and block.tag in ("figure", "aside"):
            return name.removeprefix("data-"), value
    return block.tag, ""


def copy_into(target: Element, source: Element) -> None:
    """Copy what is inside of an element to the end of an empty other one."""
    target.text = source.text
    target.extend(deepcopy(child) for child in source)


def with_whole_links(root: Element, paper: Paper) -> Element:
    """Give links to the paper's own pages their host."""
    for link in root.iter("a"):
        href = link.get("href", "")
        if href.startswith("/") and not href.startswith("//"):
            link.set("href", references.address(paper, href))
    return root


def page(exported: Exported, paper: Paper, shown: Mapping[int, Shot]) -> Element:
    """Return the body as plain HTML that any reader of HTML understands, as the children of a `body` element.

    An embed is a paragraph with its address, a card a paragraph with a link; a picture a figure with its caption.
    """
    root = etree.Element("body")
    for block in list(with_whole_links(parsed(exported.story.body), paper)):
        _show(root, block, exported, paper, shown)
    for shot in references.unplaced(exported, shown):
        figure(root, shot)
    return root


def _show(root: Element, block: Element, exported: Exported, paper: Paper, shown: Mapping[int, Shot]) -> None:
    kind, value = node(block)
    match kind:
        case "picture":
            if shot := shown.get(int(value)):
                figure(root, shot)
        case "embed":
            add(add(root, "p"), "a", value, {"href": value})
        case "story":
            if card := exported.story.cards.get(int(value)):
                add(add(root, "p"), "a", card.headline, {"href": references.address(paper, card.url)})
        case "pull-quote":
            copy_into(add(root, "figure", attributes={"class": "pullquote"}), block)
        case "fact-box":
            copy_into(add(root, "aside", attributes={"class": "factbox"}), block)
        case _:
            block.tail = None
            root.append(block)


def figure(parent: Element, shot: Shot) -> None:
    """Add a picture with its words; of one that is not there the words alone."""
    if not (shot.source or shot.caption or shot.credit):
        return
    made = add(parent, "figure")
    if shot.source:
        size = (shot.url_width, shot.url_height) if shot.url else (shot.width, shot.height)
        image = add(made, "img", attributes={"src": shot.source, "width": size[0], "height": size[1]})
        image.set("alt", without_controls(shot.alt))
    if words := " ".join(filter(None, (shot.caption, shot.credit))):
        add(made, "figcaption", words)


def as_html(root: Element) -> str:
    """Write the children of an element as HTML."""
    return "".join(etree.tostring(child, encoding="unicode", method="html", with_tail=False) for child in root)
