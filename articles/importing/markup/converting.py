"""One pass over a source's HTML. `convert` is the door; the rest follows its elements. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from html import unescape
from typing import NamedTuple

from lxml import etree

from articles import body
from articles.importing.markup import found, words
from articles.importing.markup.containers import DEEPEST, PROGRAMS, PULL, Containers
from articles.importing.markup.found import Gathered, Handle, take_out
from articles.importing.markup.writing import Mark, Part, Writer, address, card_html, escaped
from articles.importing.records import Block, LegacyPicture, Problem

_MARKS = {"strong": "strong", "b": "strong", "em": "em", "i": "em"}
_HEADINGS = {"h1": "h2", "h2": "h2", "h3": "h3", "h4": "h3", "h5": "h3", "h6": "h3"}
_FRAMES = ("iframe", "embed", "object", "video", "audio", "frame")
#: Elements that part words and hold blocks or text.
_BOXES = (
    "html body div section article main header footer nav address center fieldset form details summary dialog hgroup"
    " dl dt dd figcaption legend caption menu option select tbody thead tfoot tr td th noscript li frameset map search"
)
_ROWS = frozenset({"figure", "div", "ul", "section"})
_GALLERY = re.compile(r"(?:^|[\s_-])(?:gallery|slideshow|slider|carousel)(?![\w-]*-(?:image|item))", re.IGNORECASE)
_OUTSIDE_LINKS = ("http://", "https://", "mailto:", "tel:")
_HAS_SCHEME = re.compile(r"[a-z][a-z0-9+.-]*:", re.IGNORECASE)
_LONE = re.compile(r'<p>(?:<a href="([^"]*)">)?(http[^\s<]*)(?:</a>)?</p>')
_ANY_TAG = re.compile(r"</?(?!p\b|br\b|h[1-6]\b|/)[a-z][^<>]*>", re.IGNORECASE)
_PARTING = re.compile(r"</?(?:br|p|div|li|h[1-6]|blockquote|td|tr)\b[^<>]*>", re.IGNORECASE)
_PARSER_OPTIONS = {"encoding": "utf-8", "huge_tree": True, "no_network": True, "remove_pis": True}


class Converted(NamedTuple):
    """A story's body: its blocks (`picture` blocks hold the number of one of `pictures`, from 1), the share of the
    source's text that came through (0 to 1), and what must be told.
    """

    blocks: tuple[Block, ...] = ()
    pictures: tuple[LegacyPicture, ...] = ()
    kept: float = 1.0
    problems: tuple[Problem, ...] = ()


def convert(
    html: str,
    *,
    base: str = "",
    breaks: bool = False,
    loose: bool = False,
    lead: LegacyPicture | None = None,
    picture: Handle = found.plain_picture,
    counted: str | None = None,
) -> Converted:
    """Put HTML into the body's vocabulary.

    `base`: the page's address, for pictures with relative ones. `breaks`: line breaks of the source are the story's, a
    blank line parts paragraphs (WordPress before blocks, plain text); `loose`: only those outside of any block (what
    WordPress has between its blocks). `lead`: a picture that leaves the body where it
    stands there again. `picture` says what an img tag stands for. `counted`: the HTML whose words must come through,
    where `html` has already been changed. Never raises for what the HTML holds.
    """
    if not html.strip():
        return Converted()
    walk = _Walk(base, lead, picture, loose)
    root = _parsed(html)
    writer = Writer(breaks=breaks)
    walk.flow(root, writer, 0)
    blocks = tuple(_blocks(walk.with_cards(writer.finish())))
    stored = " ".join([*(words.of(block.text) for block in blocks if block.kind == "html"), *walk.gathered.elsewhere])
    share, missing = words.kept(words.of(html if counted is None else counted), stored)
    problems = list(_told(walk.gathered))
    if share < words.ENOUGH:
        problems.append(Problem("words-missing", words.sentence(share, missing)))
    return Converted(blocks, tuple(walk.gathered.pictures), round(share, 4), tuple(problems))


def to_plain(html: str) -> str:
    """HTML of one line (a headline, a caption, a standfirst) as plain text, its white space folded."""
    if "<" in html:
        html = words.without_tags(_PARTING.sub(" ", html))
    return " ".join(unescape(html).split())


def _parsed(html: str) -> etree._Element:
    document = f"<body>{html}</body>".encode("utf-8", "replace")
    try:
        parser = etree.HTMLParser(**_PARSER_OPTIONS)
        root = etree.fromstring(document, parser)
        if any(error.type_name == "ERR_INTERNAL_ERROR" or "depth" in error.message for error in parser.error_log):
            raise etree.ParserError("nested too deep")
    except (etree.ParserError, etree.XMLSyntaxError):
        # Nesting that no parser takes: the words without their tags.
        flat = f"<body>{_ANY_TAG.sub(' ', html)}</body>".encode("utf-8", "replace")
        root = etree.fromstring(flat, etree.HTMLParser(**_PARSER_OPTIONS))
    return root


def _blocks(parts: list[Part]) -> Iterator[Block]:
    """The parts as blocks of the record: flat ones in a row are one block, so that they are cleaned at once."""
    flat: list[str] = []
    for part in parts:
        if part.kind == "flat":
            flat.append(part.html)
            continue
        if flat:
            yield Block("html", "".join(flat))
            flat = []
        if part.kind == "picture":
            yield Block("picture", part.html)
        elif html := body.clean(part.html):
            yield Block("html", html)
    if flat:
        yield Block("html", "".join(flat))


def _told(gathered: Gathered) -> Iterator[Problem]:
    if gathered.programs:
        yield Problem("script", f"{gathered.programs} scripts or styles in the text were taken out.")
    if gathered.inline_data:
        yield Problem("picture-data", f"{gathered.inline_data} pictures are data in the page, no files: left out.")
    if gathered.frames:
        shown = ", ".join(address or "no address" for address in gathered.frames[:3])
        more = f" and {len(gathered.frames) - 3} more" if len(gathered.frames) > 3 else ""
        yield Problem("embed", f"Frames of services that are no card here became links: {shown}{more}.")
    if gathered.repeated:
        yield Problem("lead-repeated", "The lead picture stood in the text as well: it was taken out there.")


class _Walk(Containers):
    """Follows the elements of one story."""

    def __init__(self, base: str, lead: LegacyPicture | None, picture: Handle, loose: bool):
        self.base, self.lead, self.picture, self.loose = base, lead, picture, loose
        self.gathered = Gathered()
        #: How many galleries are open around the place that is being read.
        self.galleries = 0

    # --- Blocks ----------------------------------------------------------------------------------------------------

    def flow(self, parent: etree._Element, writer: Writer, depth: int) -> None:
        """Write what an element holds."""
        loose = self.loose and depth == 1
        if parent.text:
            writer.text(parent.text, breaks=loose)
        for child in parent:
            tag = child.tag
            if isinstance(tag, str):
                self.element(child, tag, writer, depth)
            if tail := child.tail:
                if tag == "br" and (loose or writer.breaks):
                    # A line break of the source behind the tag is the same one.
                    tail = tail.removeprefix("\r").removeprefix("\n")
                writer.text(tail, breaks=loose)

    def element(self, element: etree._Element, tag: str, writer: Writer, depth: int) -> None:
        if depth > DEEPEST:
            self.flat(element, writer)
            return
        reader = _READERS.get(tag, _Walk.unknown)
        if tag in _ROWS and _GALLERY.search(element.get("class") or ""):
            self.galleries += 1
            reader(self, element, writer, depth)
            self.galleries -= 1
        else:
            reader(self, element, writer, depth)

    def unknown(self, element: etree._Element, writer: Writer, depth: int) -> None:
        """A mark that we do not have: its words stay in the line."""
        self.flow(element, writer, depth + 1)

    def line_break(self, element: etree._Element, writer: Writer, depth: int) -> None:
        writer.line_break()

    def rule(self, element: etree._Element, writer: Writer, depth: int) -> None:
        writer.put(Part("flat", "<hr>"))

    def paragraph(self, element: etree._Element, writer: Writer, depth: int) -> None:
        kind = writer.kind
        writer.end(kind)
        self.flow(element, writer, depth + 1)
        writer.end(kind)

    def with_cards(self, parts: list[Part]) -> list[Part]:
        """The parts with a card for each paragraph that is nothing but the address of one, linked or not."""
        for position, part in enumerate(parts):
            if lone := _LONE.fullmatch(part.html):
                inner = Writer()
                if lone[1] in (None, lone[2]) and self.lone_card(unescape(lone[2]), inner):
                    [parts[position]] = inner.parts
        return parts

    def lone_card(self, line: str, writer: Writer) -> bool:
        """Put a card where a line is nothing but the address of one."""
        url = found.lone_address(line)
        card = found.embed(url) if url else None
        if card:
            self.gathered.elsewhere.append(url)
            writer.put(Part("rich", card_html(card.address)))
        return card is not None

    def box(self, element: etree._Element, writer: Writer, depth: int) -> None:
        """Anything that parts words: its own blocks, between those around it."""
        writer.end(writer.kind)
        if PULL.search(element.get("class") or ""):
            self.pull_quote(element, writer, depth)
            return
        self.flow(element, writer, depth + 1)
        writer.end(writer.kind)

    def preformatted(self, element: etree._Element, writer: Writer, depth: int) -> None:
        before, writer.breaks = writer.breaks, True
        self.box(element, writer, depth)
        writer.breaks = before

    def heading(self, element: etree._Element, writer: Writer, depth: int) -> None:
        outer = writer.kind
        writer.end(_HEADINGS[element.tag])
        self.flow(element, writer, depth + 1)
        writer.end(outer)

    def flat(self, element: etree._Element, writer: Writer) -> None:
        writer.end(writer.kind)
        writer.text(" ".join("".join(element.itertext()).split()))
        writer.end(writer.kind)

    def program(self, element: etree._Element, writer: Writer, depth: int) -> None:
        if element.tag in ("script", "style"):
            self.gathered.programs += 1

    # --- Marks -----------------------------------------------------------------------------------------------------

    def link(self, element: etree._Element, writer: Writer, depth: int) -> None:
        href = (element.get("href") or "").strip()
        if href and _may_lead(href):
            self.marked(element, Mark("a", f'<a href="{address(href)}">'), writer, depth)
        else:
            self.flow(element, writer, depth + 1)

    def mark(self, element: etree._Element, writer: Writer, depth: int) -> None:
        tag = _MARKS[element.tag]
        self.marked(element, Mark(tag, f"<{tag}>"), writer, depth)

    def marked(self, element: etree._Element, mark: Mark, writer: Writer, depth: int) -> None:
        writer.open(mark)
        self.flow(element, writer, depth + 1)
        writer.close(mark)

    # --- Pictures and frames ---------------------------------------------------------------------------------------

    def lone_image(self, element: etree._Element, writer: Writer, depth: int) -> None:
        self.image(element, writer)

    def image(self, element: etree._Element, writer: Writer, caption: str = "") -> bool:
        """Put a picture in its place; return whether there is one."""
        tag = found.image(element, self.base)
        if tag is None:
            self.gathered.inline_data += (element.get("src") or "").startswith("data:")
            return False
        classes = f" {tag.attributes.get('class', '')} "
        if (" wp-smiley " in classes or " emoji " in classes) and tag.alt:
            writer.text(tag.alt)
            return False
        picture = self.picture(tag)
        if picture is None:
            return False
        if caption:
            picture = found.with_caption(picture, caption)
            self.gathered.elsewhere.append(caption)
        return self.place(picture, writer)

    def place(self, picture: LegacyPicture, writer: Writer) -> bool:
        if self.galleries:
            picture = replace(picture, placement="gallery")
        if self.lead and found.same_picture(picture.url or picture.file, self.lead.url or self.lead.file):
            self.gathered.repeated += 1
            return not picture.caption or picture.caption == self.lead.caption
        if any(found.same_picture(picture.url, other.url) for other in self.gathered.pictures):
            return True
        self.gathered.pictures.append(picture)
        if picture.placement == "gallery":
            return True
        writer.put(Part("picture", str(len(self.gathered.pictures))))
        return True

    def frame(self, element: etree._Element, writer: Writer, depth: int) -> None:
        """A card of a service that we know, else a link; what stands inside for readers without it is words."""
        inside = (each for each in element.iter("source", *_FRAMES) if each is not element)
        urls = [each.get(name) or "" for each in (element, *inside) for name in ("src", "data-src", "data")]
        urls += [each.get("value") or "" for each in element.iter("param") if each.get("name") in ("movie", "src")]
        urls = [found.resolved(url, self.base) for url in urls if url.strip() and not url.startswith("about:")]
        card = next((card for url in urls if (card := found.embed(url))), None)
        if card:
            writer.put(Part("rich", card_html(card.address)))
        elif urls and _may_lead(urls[0]):
            self.gathered.frames.append(urls[0])
            writer.put(Part("flat", f'<p><a href="{address(urls[0])}">{escaped(urls[0])}</a></p>'))
        else:
            self.gathered.frames.append("")
        if element.tag in ("object", "video", "audio", "iframe") and (element.text or len(element)):
            self.fallback(element, writer, depth)

    def fallback(self, element: etree._Element, writer: Writer, depth: int) -> None:
        """Write what stands inside of a frame; the frames in it are the same thing once more, their words are not."""
        for inner in list(element.iter(*_FRAMES, "source", "param")):
            if inner is not element:
                inner.tag = "span"
        writer.end(writer.kind)
        self.flow(element, writer, depth + 1)
        writer.end(writer.kind)

    def figure(self, element: etree._Element, writer: Writer, depth: int) -> None:
        """A picture with its caption, or whatever else a figure holds, then its caption as a paragraph."""
        writer.end(writer.kind)
        if PULL.search(element.get("class") or ""):
            self.pull_quote(element, writer, depth)
            return
        caption = next(element.iter("figcaption"), None)
        images = list(element.iter("img"))
        words_of_caption = " ".join("".join(caption.itertext()).split()) if caption is not None else ""
        if len(images) == 1 and (caption is None or images[0] not in list(caption.iter("img"))):
            [image] = images
            if self.image(image, writer, words_of_caption):
                if caption is not None:
                    take_out(caption.getparent(), caption)
            elif words_of_caption:
                self.gathered.elsewhere = [each for each in self.gathered.elsewhere if each != words_of_caption]
            take_out(image.getparent(), image)
        elif not images and self.lone_card("".join(element.itertext()), writer):
            return
        self.flow(element, writer, depth + 1)
        writer.end(writer.kind)


_READERS = {
    **dict.fromkeys(_BOXES.split(), _Walk.box),
    **dict.fromkeys(PROGRAMS, _Walk.program),
    **dict.fromkeys(_FRAMES, _Walk.frame),
    **dict.fromkeys(_HEADINGS, _Walk.heading),
    **dict.fromkeys(_MARKS, _Walk.mark),
    "p": _Walk.paragraph,
    "a": _Walk.link,
    "br": _Walk.line_break,
    "hr": _Walk.rule,
    "img": _Walk.lone_image,
    "pre": _Walk.preformatted,
    "ul": _Walk.list,
    "ol": _Walk.list,
    "blockquote": _Walk.quote,
    "figure": _Walk.figure,
    "aside": _Walk.aside,
    "table": _Walk.table,
}


def _may_lead(href: str) -> bool:
    if "[" in href and not found.parts_of(href).netloc:
        return False
    return href.lower().startswith(_OUTSIDE_LINKS) or not _HAS_SCHEME.match(href)
