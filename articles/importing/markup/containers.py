"""What holds blocks of its own: lists, quotations, boxes and tables. For `converting` alone. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator

from lxml import etree

from articles.importing.markup import found
from articles.importing.markup.found import take_out
from articles.importing.markup.writing import Part, Writer, card_html, escaped

#: Deeper nesting is read flat: no newspaper has it.
DEEPEST = 60
PROGRAMS = ("script", "style", "template", "link", "meta", "base", "title", "head", "param", "source", "track")
PULL = re.compile(r"(?:^|[\s_-])pull-?quote", re.IGNORECASE)


class _Inner(Writer):
    """Writes inside a list, a quotation, a cell or a box."""


class Containers:
    """The part of the walk that reads them; `flow` and `box` are the walk's own."""

    def inside(self, element: etree._Element, writer: Writer, depth: int) -> tuple[str, list[Part]]:
        """What an element holds as blocks of a container, and the pieces that stand behind the container."""
        inner = _Inner(tuple(writer.marks), breaks=writer.breaks)
        self.flow(element, inner, depth + 1)
        return _split(inner.finish())

    def list(self, element: etree._Element, writer: Writer, depth: int) -> None:
        items: list[str] = []
        after: list[Part] = []
        for child in _pieces(element):
            inner, behind = self.inside(child, writer, depth)
            after += behind
            if inner:
                items.append(f"<li>{inner}</li>")
        if items:
            writer.put(Part("rich", f"<{element.tag}{_start(element)}>{''.join(items)}</{element.tag}>"))
        _put(after, writer)

    def quote(self, element: etree._Element, writer: Writer, depth: int) -> None:
        if PULL.search(element.get("class") or ""):
            self.pull_quote(element, writer, depth)
            return
        links = [link.get("href") or "" for link in element.iter("a")] if "-" in (element.get("class") or "") else []
        permalink = element.get("cite") or element.get("data-instgrm-permalink") or element.get("data-href") or ""
        inner, after = self.inside(element, writer, depth)
        if inner:
            writer.put(Part("rich", f"<blockquote>{inner}</blockquote>"))
        for url in (permalink, *reversed(links)):
            if card := found.embed(url):
                writer.put(Part("rich", card_html(card.address)))
                break
        _put(after, writer)

    def pull_quote(self, element: etree._Element, writer: Writer, depth: int) -> None:
        """A quotation that stands out of the text, and who said it."""
        speaker = next(element.iter("cite", "figcaption"), None)
        said_by = ""
        if speaker is not None and len(element):
            said_by = " ".join("".join(speaker.itertext()).split())
            take_out(speaker.getparent(), speaker)
        quotes = list(element.iter("blockquote")) if element.tag != "blockquote" else []
        for inner_quote in quotes:
            inner_quote.tag = "div"
        inner, after = self.inside(element, writer, depth)
        if inner:
            caption = f"<figcaption>{escaped(said_by)}</figcaption>" if said_by else ""
            html = f'<figure data-pull-quote=""><blockquote>{inner}</blockquote>{caption}</figure>'
            writer.put(Part("rich", html))
        elif said_by:
            writer.text(said_by)
            writer.end(writer.kind)
        _put(after, writer)

    def aside(self, element: etree._Element, writer: Writer, depth: int) -> None:
        if PULL.search(element.get("class") or ""):
            self.pull_quote(element, writer, depth)
            return
        if isinstance(writer, _Inner):
            self.box(element, writer, depth)
            return
        inner, after = self.inside(element, writer, depth)
        if inner:
            writer.put(Part("rich", f'<aside data-fact-box="">{inner}</aside>'))
        _put(after, writer)

    def table(self, element: etree._Element, writer: Writer, depth: int) -> None:
        """Rows of cells; a table of one cell is a frame around its text."""
        cells = list(element.iter("td", "th"))
        if len(cells) < 2 or isinstance(writer, _Inner) or depth > DEEPEST // 2:
            self.box(element, writer, depth)
            return
        rows: list[str] = []
        before: list[Part] = []
        after: list[Part] = []
        for row in _rows(element):
            if row.tag != "tr":
                outside = Writer(tuple(writer.marks), breaks=writer.breaks)
                self.flow(row, outside, depth + 1)
                before += outside.finish()
                continue
            written = []
            for cell in _pieces(row):
                inner, behind = self.inside(cell, writer, depth + 1)
                after += behind
                tag = cell.tag if cell.tag == "th" else "td"
                if inner or cell.tag in ("td", "th"):
                    written.append(f"<{tag}{_spans(cell)}>{inner}</{tag}>")
            if written:
                rows.append(f"<tr>{''.join(written)}</tr>")
        _put(before, writer)
        writer.put(Part("rich", f"<table><tbody>{''.join(rows)}</tbody></table>"))
        _put(after, writer)


def _split(parts: list[Part]) -> tuple[str, list[Part]]:
    """HTML of what a container may hold, cleaned, and what must stand behind it: pictures and cards."""
    inner = "".join(part.html for part in parts if part.kind == "flat" or _may_hold(part))
    return inner, [part for part in parts if part.kind == "picture" or (part.kind == "rich" and not _may_hold(part))]


def _may_hold(part: Part) -> bool:
    return part.kind == "rich" and part.html.startswith(("<ul", "<ol", "<blockquote"))


def _put(parts: list[Part], writer: Writer) -> None:
    for part in parts:
        writer.put(part)


def _pieces(parent: etree._Element) -> Iterator[etree._Element]:
    """The items of a list or the cells of a row; whatever strays between them in elements of its own."""
    if parent.text and parent.text.strip():
        stray = etree.Element("stray")
        stray.text = parent.text
        yield stray
    for child in list(parent):
        tail, child.tail = child.tail, None
        if child.tag in ("li", "td", "th"):
            yield child
        elif isinstance(child.tag, str) and child.tag not in PROGRAMS:
            stray = etree.Element("stray")
            stray.append(child)
            yield stray
        if tail and tail.strip():
            stray = etree.Element("stray")
            stray.text = tail
            yield stray


def _rows(table: etree._Element) -> Iterator[etree._Element]:
    for child in list(table):
        if child.tag in ("tbody", "thead", "tfoot"):
            yield from _rows(child)
        elif isinstance(child.tag, str) and child.tag not in ("colgroup", "col"):
            yield child
        if child.tail and child.tail.strip():
            stray = etree.Element("stray")
            stray.text = child.tail
            yield stray


def _start(element: etree._Element) -> str:
    start = element.get("start") or ""
    return f' start="{start}"' if element.tag == "ol" and re.fullmatch("[0-9]{1,6}", start) and start != "1" else ""


def _spans(cell: etree._Element) -> str:
    spans = ((name, cell.get(name) or "") for name in ("colspan", "rowspan"))
    return "".join(f' {name}="{value}"' for name, value in spans if re.fullmatch("[2-9]|[1-9][0-9]", value))
