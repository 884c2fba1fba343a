"""Puts well-formed but foreign HTML into the body's blocks. For `body.clean` alone, which makes it safe.

The tree is read from the sanitizer's output, where every tag is closed and every `<` of the text is escaped; text and
attributes are carried over as they stand, so nothing dangerous can come to be here.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from html import escape, unescape
from typing import NamedTuple

from articles.body import embeds

RENAMED = {"h1": "h2", "h4": "h3", "h5": "h3", "h6": "h3", "b": "strong", "i": "em"}
#: Tags outside the vocabulary that part words for a reader: each becomes a paragraph of its own.
FOREIGN_BLOCKS = (
    {"article", "aside", "details", "dialog", "div", "footer", "header", "hgroup", "main", "nav", "section", "summary"}
    | {"address", "center", "dd", "dl", "dt", "figcaption", "menu", "pre"}
    | {"caption", "fieldset", "form", "legend", "option", "tfoot"}
)
#: Tags that a parser takes for HTML text; those of a mark that we do not have go without parting the word.
KNOWN = (
    FOREIGN_BLOCKS
    | RENAMED.keys()
    | {"a", "blockquote", "br", "em", "figure", "h2", "h3", "hr", "li", "ol", "p", "strong", "ul"}
    | {"table", "tbody", "td", "th", "thead", "tr"}
    | {"abbr", "acronym", "bdi", "bdo", "big", "cite", "code", "data", "del", "dfn", "font", "img", "ins", "kbd"}
    | {"label", "mark", "nobr", "q", "rp", "rt", "ruby", "s", "samp", "small", "span", "strike", "sub", "sup", "time"}
    | {"tt", "u", "var", "wbr"}
)
#: White space and what no reader sees, as the inside of a character class.
INVISIBLE = r"\s\xad\u200b-\u200f\u2060\ufeff"
TOKEN = re.compile(r'<(/?)([a-z][a-z0-9]*)((?:[^<>"]|"[^"]*")*)>|([^<]+|<)')
#: What a figure without words stands for.
PLACED = re.compile(r' data-(picture|embed|story)="([^"]*)"')

_VISIBLE = re.compile(f"[^{INVISIBLE}]")
_KEYS = {"picture": re.compile("[1-9][0-9]{0,4}"), "story": re.compile("[1-9][0-9]{0,17}")}
_SPAN = re.compile(r' (?:col|row)span="(?:[2-9]|[1-9][0-9])"')
_FILLED_CELL = re.compile(r"<t[dh][^>]*><(?!/)")

MARKS = frozenset({"strong", "em", "a"})
_INLINE = MARKS | {"br"}
_VOID = frozenset({"br", "hr"})
#: Nesting that a hostile file may have: deeper tags are taken flat, so that they cannot exhaust the stack.
_DEEPEST_READ = 100
#: Nesting of lists, quotes and tables that a newspaper may have; the next one's content stays where it is.
_DEEPEST_WRITTEN = 8

#: Kinds of blocks that are more than a paragraph; `figure` is one without words, at its place.
_EVERY_KIND = frozenset({"crosshead", "hr", "figure", "blockquote", "ul", "ol", "table", "pull quote", "fact box"})
_BOXES = frozenset({"pull quote", "fact box"})
#: What each container may hold besides paragraphs; what else is in it gives its words alone.
_HOLDS = {
    "blockquote": _EVERY_KIND - _BOXES,
    "ul": _EVERY_KIND - _BOXES,
    "ol": _EVERY_KIND - _BOXES,
    "table": _EVERY_KIND - _BOXES - {"table"},
    "fact box": frozenset({"ul", "ol"}),
    "pull quote": frozenset(),
}
#: What is not flattened to be held by a box, but stands after it.
_STANDS_ALONE = _BOXES | {"table"}


@dataclass(slots=True, eq=False)
class _Element:
    tag: str
    attributes: str = ""
    children: list[_Element | str] = field(default_factory=list)
    holds_block: bool = False
    is_visible: bool = False

    def add(self, child: _Element | str) -> None:
        self.children.append(child)
        if isinstance(child, str):
            self.is_visible = self.is_visible or bool(_VISIBLE.search(child))
        else:
            self.is_visible = self.is_visible or child.is_visible
            self.holds_block = self.holds_block or child.holds_block or child.tag not in _INLINE


class _Place(NamedTuple):
    """Where blocks are written: the kind of text block, the marks around its text, how many containers are open, what
    may stand here. `after` takes what a box cannot hold; None outside of boxes.
    """

    textblock: str = "p"
    marks: tuple[_Element, ...] = ()
    depth: int = 0
    holds: frozenset[str] = _EVERY_KIND
    after: list[str] | None = None

    def inside(self, kind: str) -> _Place:
        after = [] if kind in _BOXES else self.after
        return _Place("p", self.marks, self.depth + 1, self.holds & _HOLDS[kind], after)


def tidy(html: str) -> str:
    """Every word of the HTML in the body's blocks."""
    return "".join(_flow(_tree(html.replace("&nbsp;", "\xa0")), _Place()))


def _tree(html: str) -> _Element:
    open_elements = [_Element("body")]
    flattened = 0
    for closing, tag, attributes, text in TOKEN.findall(html):
        if text:
            open_elements[-1].add(text)
        elif tag in _VOID:
            open_elements[-1].add(_Element(tag))
        elif not closing and len(open_elements) < _DEEPEST_READ:
            open_elements.append(_Element(RENAMED.get(tag, tag), attributes))
        elif not closing:
            flattened += 1
            open_elements[-1].add(" ")
        elif flattened:
            flattened -= 1
            open_elements[-1].add(" ")
        else:
            element = open_elements.pop()
            open_elements[-1].add(element)
    return open_elements[0]


def _flow(parent: _Element, place: _Place) -> list[str]:
    """The blocks in an element; loose text and marks between them become text blocks of the kind told."""
    blocks: list[str] = []
    line = _Line(place)
    open_marks = {mark.tag for mark in place.marks}
    for child in _pieces(parent, open_marks):
        if isinstance(child, str):
            line.add(child)
        elif child.tag == "br":
            blocks += line.break_off()
        elif child.tag in MARKS and not child.holds_block:
            line.add(_inline(child, open_marks))
        else:
            blocks += line.end()
            blocks += _block(child, place)
    return blocks + line.end()


class _Line:
    """The text block being written: collects inline HTML until a block or a second line break in a row ends it."""

    def __init__(self, place: _Place) -> None:
        self.opening = f"<{place.textblock}>" + "".join(f"<{mark.tag}{mark.attributes}>" for mark in place.marks)
        self.closing = "".join(f"</{mark.tag}>" for mark in reversed(place.marks)) + f"</{place.textblock}>"
        self.parts: list[str] = []
        self.is_visible = self.is_broken = False

    def add(self, html: str) -> None:
        is_visible = bool(_VISIBLE.search(html))
        if is_visible and self.is_broken:
            self.parts.append("<br>")
        if is_visible:
            self.is_visible, self.is_broken = True, False
        if not self.is_broken:
            self.parts.append(html)

    def break_off(self) -> list[str]:
        """A line break: kept until something follows it; the second in a row parts paragraphs."""
        if self.is_broken:
            return self.end()
        self.is_broken = self.is_visible
        return []

    def end(self) -> list[str]:
        html = "".join(self.parts).strip() if self.is_visible else ""
        self.parts, self.is_visible, self.is_broken = [], False, False
        return [self.opening + html + self.closing] if html else []


def _pieces(parent: _Element, open_marks: set[str]) -> Iterator[_Element | str]:
    """The children; a mark that marks nothing (empty, open already, a link without address) gives its own instead."""
    for child in parent.children:
        if isinstance(child, _Element) and child.tag in MARKS and not _marks_something(child, open_marks):
            yield from _pieces(child, open_marks)
        else:
            yield child


def _marks_something(mark: _Element, open_marks: set[str]) -> bool:
    if mark.tag in open_marks or (mark.tag == "a" and " href=" not in mark.attributes):
        return False
    return mark.is_visible or mark.holds_block


def _inline(mark: _Element, open_marks: set[str]) -> str:
    open_marks = open_marks | {mark.tag}
    inner = [
        piece if isinstance(piece, str) else "<br>" if piece.tag == "br" else _inline(piece, open_marks)
        for piece in _pieces(mark, open_marks)
    ]
    return f"<{mark.tag}{mark.attributes}>{''.join(inner)}</{mark.tag}>"


def _block(element: _Element, place: _Place) -> list[str]:
    kind = _kind(element)
    if element.tag in MARKS:
        return _flow(element, place._replace(marks=(*place.marks, element)))
    if kind == "crosshead":
        return _crosshead(element, place)
    if kind == "hr":
        return ["<hr>"] if "hr" in place.holds else []
    if kind == "figure":
        return _at_its_place(element, place)
    if kind in _CONTAINERS and place.depth < _DEEPEST_WRITTEN:
        if kind in place.holds:
            return _CONTAINERS[kind](element, place.inside(kind))
        if place.after is not None and kind in _STANDS_ALONE:
            place.after.extend(_block(element, _Place(depth=place.depth)))
            return []
    return _flow(element, place)


def _kind(element: _Element) -> str:
    match element.tag:
        case "h2" | "h3":
            return "crosshead"
        case "figure" if " data-pull-quote=" in element.attributes:
            return "pull quote"
        case "aside" if " data-fact-box=" in element.attributes:
            return "fact box"
    return element.tag


def _crosshead(element: _Element, place: _Place) -> list[str]:
    """A crosshead; where there can be none, a paragraph in bold."""
    if "crosshead" in place.holds:
        return _flow(element, place._replace(textblock=element.tag))
    if any(mark.tag == "strong" for mark in place.marks):
        return _flow(element, place)
    return _flow(element, place._replace(marks=(*place.marks, _Element("strong"))))


def _at_its_place(figure: _Element, place: _Place) -> list[str]:
    """A picture, an embed or a card, by what the figure names; then the words that the figure had in it."""
    names = (_name(kind, unescape(value)) for kind, value in PLACED.findall(figure.attributes))
    placed = [f"<figure{name}></figure>" for name in names if name][:1]
    if "figure" not in place.holds and place.after is not None:
        place.after.extend(placed)
        placed = []
    return [*placed, *_flow(figure, place)]


def _name(kind: str, value: str) -> str:
    """The attribute of a figure that stands for something; empty where the value names nothing."""
    if kind == "embed":
        found = embeds.recognise(value)
        return f' data-embed="{escape(found.address)}"' if found else ""
    return f' data-{kind}="{value}"' if _KEYS[kind].fullmatch(value) else ""


def _wrapped(tag: str, attributes: str, inner: list[str]) -> list[str]:
    return [f"<{tag}{attributes}>{''.join(inner)}</{tag}>"] if inner else []


def _quote(quote: _Element, place: _Place) -> list[str]:
    return _wrapped("blockquote", "", _flow(quote, place))


def _pull_quote(figure: _Element, place: _Place) -> list[str]:
    """The quotation in paragraphs, then its speaker on one line; without a quotation the speaker is a paragraph."""
    quotation: list[str] = []
    captions: list[_Element] = []
    for part in _only(figure, {"figcaption"}):
        if part.tag == "figcaption":
            captions.append(part)
        else:
            quotation += _flow(part, place)
    if quotation:
        speaker = _one_line("figcaption", captions, place)
        quotation = _wrapped("figure", ' data-pull-quote=""', _wrapped("blockquote", "", quotation) + speaker)
    else:
        quotation = [block for caption in captions for block in _flow(caption, place)]
    return quotation + place.after


def _fact_box(aside: _Element, place: _Place) -> list[str]:
    """A heading that comes first is the box's title."""
    title: list[_Element] = []
    text = _Element("text")
    for child in aside.children:
        is_first = not title and not text.is_visible
        if is_first and isinstance(child, _Element) and child.tag in {"h2", "h3"} and child.is_visible:
            title.append(child)
        else:
            text.add(child)
    inner = _one_line("h2", title, place) + _flow(text, place)
    return _wrapped("aside", ' data-fact-box=""', inner) + place.after


def _one_line(tag: str, elements: list[_Element], place: _Place) -> list[str]:
    """The elements' words as one text block, with line breaks where they had blocks of their own."""
    line_place = place._replace(textblock=tag, holds=frozenset())
    lines = [line for element in elements for line in _flow(element, line_place)]
    inner = "<br>".join(line.removeprefix(f"<{tag}>").removesuffix(f"</{tag}>") for line in lines)
    return _wrapped(tag, "", [inner] if inner else [])


def _list(element: _Element, place: _Place) -> list[str]:
    items: list[str] = []
    for item in _only(element, {"li"}):
        items += _wrapped("li", "", _flow(item, place))
    return _wrapped(element.tag, element.attributes, items)


def _only(parent: _Element, tags: set[str]) -> Iterator[_Element]:
    """The children of the tags told; whatever else stands between them comes in elements of a tag `stray`."""
    stray = _Element("stray")
    for child in parent.children:
        if isinstance(child, _Element) and child.tag in tags:
            yield stray
            yield child
            stray = _Element("stray")
        else:
            stray.add(child)
    yield stray


def _table(table: _Element, place: _Place) -> list[str]:
    """The table's rows in one body; a caption and whatever else strays outside the rows stands before it."""
    before: list[str] = []
    rows: list[str] = []
    for part in _only(table, {"tbody", "thead", "tfoot", "tr"}):
        for row in _only(part, {"tr"}) if part.tag in {"tbody", "thead", "tfoot"} else [part]:
            if row.tag == "tr":
                rows += _wrapped("tr", "", _cells(row, place))
            else:
                before += _flow(row, place)
    if not _FILLED_CELL.search("".join(rows)):
        return before
    return before + _wrapped("table", "", _wrapped("tbody", "", rows))


def _cells(row: _Element, place: _Place) -> list[str]:
    cells = []
    for cell in _only(row, {"td", "th"}):
        inner = "".join(_flow(cell, place))
        if cell.tag != "stray":
            cells.append(f"<{cell.tag}{''.join(_SPAN.findall(cell.attributes))}>{inner}</{cell.tag}>")
        elif inner:
            cells.append(f"<td>{inner}</td>")
    return cells


_CONTAINERS = {
    "blockquote": _quote,
    "ul": _list,
    "ol": _list,
    "table": _table,
    "pull quote": _pull_quote,
    "fact box": _fact_box,
}
