"""Paragraphs of a page that marks them by line breaks, by blank lines or not at all. Pure; for `restoring`."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from lxml import etree

#: What stands in a line; around it, loose text is a paragraph of its own.
_IN_LINE = frozenset((
    "a", "abbr", "acronym", "b", "bdi", "bdo", "big", "br", "cite", "code", "del", "dfn", "em", "font", "i", "ins",
    "kbd", "mark", "q", "s", "small", "span", "strike", "strong", "sub", "sup", "time", "tt", "u", "var", "wbr",
))  # fmt: skip
_BLOCKS = frozenset((
    "p", "h1", "h2", "h3", "h4", "h5", "h6", "ul", "ol", "blockquote", "table", "hr", "pre", "dl", "figure",
))  # fmt: skip
_NO_BOX_INSIDE = frozenset(("p", "li", "h1", "h2", "h3", "h4", "h5", "h6", "a", "figcaption", "caption", "dt", "dd"))
#: Less is a button's word, a separator.
_LEAST_LOOSE = 100
#: What is shorter is no paragraph: a row of links is parted by line breaks too.
_PARAGRAPH = 80
#: What is longer is no line of a heading.
_LONGEST_LINE = 120
#: What tells lines above a story from lines of verse.
_OF_HEADING = re.compile(
    r"^\W*(?:by|von|par|por|di|door|av|af|text|story|written by|published|posted|updated)\b|\b(?:19|20)\d\d\b", re.I
)

Token = str | etree._Element


def make_paragraphs(box: etree._Element) -> None:
    """Put a box's loose words into paragraphs, as a browser shows them: those beside blocks, and those between two
    line breaks. Lines that sign and date a story, at the box's beginning or below a heading, become one each.
    """
    tokens = list(_tokens(box))
    runs = list(_runs(tokens))
    if not _is_loose(box, tokens) and not _is_parted(box, runs):
        return
    box.text = None
    for child in list(box):
        child.tail = None
        box.remove(child)
    below_heading = True
    for run in runs:
        if not isinstance(run, list):
            box.append(run)
            below_heading = run.tag[0] == "h" or (below_heading and not _length(run))
            continue
        for group in _groups(run):
            lines = list(_parted_at(group, 1)) if below_heading else [group]
            is_heading = len(lines) > 1 and _signs(lines)
            for line in lines if is_heading else [group]:
                _append(box, line)
            below_heading = below_heading and (is_heading or not _measure(group))


def _tokens(box: etree._Element) -> Iterator[Token]:
    if box.text:
        yield box.text
    for child in box:
        yield child
        if child.tail:
            yield child.tail


def _runs(tokens: list[Token]) -> Iterator[list[Token] | etree._Element]:
    """Blocks as they are, and what stands in lines between them as lists."""
    run: list[Token] = []
    for token in tokens:
        if isinstance(token, str) or _is_in_line(token):
            run.append(token)
            continue
        if run:
            yield run
        run = []
        yield token
    if run:
        yield run


def _is_in_line(element: etree._Element) -> bool:
    return element.tag in _IN_LINE and not any(inner.tag in _BLOCKS for inner in element.iterdescendants())


def _is_loose(box: etree._Element, tokens: list[Token]) -> bool:
    if box.tag in _IN_LINE or not any(child.tag in _BLOCKS for child in box):
        return False
    return sum(len(token.strip()) for token in tokens if isinstance(token, str)) >= _LEAST_LOOSE


def _is_parted(box: etree._Element, runs: list) -> bool:
    """Whether line breaks part paragraphs in the box, as before style sheets."""
    if sum(child.tag == "br" for child in box) < 2 or any(a.tag in _NO_BOX_INSIDE for a in box.iterancestors()):
        return False
    groups = [group for run in runs if isinstance(run, list) for group in _groups(run)]
    return len(groups) > 1 and sum(_measure(group) >= _PARAGRAPH for group in groups) > 0


def _groups(run: list[Token]) -> Iterator[list[Token]]:
    return _parted_at(run, 2)


def _parted_at(run: list[Token], breaks: int) -> Iterator[list[Token]]:
    """The parts of a run between so many line breaks that follow each other."""
    part: list[Token] = []
    seen: list[Token] = []
    for token in run:
        if not isinstance(token, str) and token.tag == "br" and not _length(token):
            seen.append(token)
            continue
        if isinstance(token, str) and not token.strip() and seen:
            seen.append(token)
            continue
        if sum(not isinstance(one, str) for one in seen) >= breaks:
            if part:
                yield part
            part = []
        elif part:
            part += seen
        seen = []
        part.append(token)
    if part:
        yield part


def _signs(lines: list[list[Token]]) -> bool:
    """Whether lines are short, and one of them is a byline or holds a year."""
    texts = ["".join(one if isinstance(one, str) else "".join(one.itertext()) for one in line) for line in lines]
    return all(len(text.strip()) <= _LONGEST_LINE for text in texts) and any(map(_OF_HEADING.search, texts))


def _append(box: etree._Element, tokens: list[Token]) -> None:
    if not _measure(tokens) and not any(_shows(token) for token in tokens):
        return
    paragraph = etree.SubElement(box, "p")
    last: etree._Element | None = None
    for token in tokens:
        if not isinstance(token, str):
            paragraph.append(token)
            last = token
        elif last is None:
            paragraph.text = (paragraph.text or "") + token
        else:
            last.tail = (last.tail or "") + token


def _shows(token: Token) -> bool:
    return not isinstance(token, str) and next(token.iter("img", "iframe", "video", "audio", "a"), None) is not None


def _measure(tokens: list[Token]) -> int:
    return sum(len(token.strip()) if isinstance(token, str) else _length(token) for token in tokens)


def _length(element: etree._Element) -> int:
    return len("".join(element.itertext()).strip())


# --- typescripts


def set_typescript(typed: etree._Element) -> None:
    """Make a box with line breaks of a `pre` that is most of what its page says, which papers put on the web as they
    had typed it: a blank line or an indent parts paragraphs, a line that is not full stands by itself.
    """
    whole = _length(typed)
    body = next((above for above in typed.iterancestors("body")), None)
    if whole < 4 * _PARAGRAPH or body is None or whole < 0.5 * _length(body) or _is_program("".join(typed.itertext())):
        return
    lines = [line for line in "".join(typed.itertext()).expandtabs().split("\n") if line.strip()]
    width = max(len(line.rstrip()) for line in lines)
    margin = min(len(line) - len(line.lstrip()) for line in lines)
    typed.tag = "div"
    for element in [typed, *typed.iterdescendants()]:
        _set_lines(element, "text", width, margin)
        if element is not typed:
            _set_lines(element, "tail", width, margin)


def _is_program(text: str) -> bool:
    return sum(character in "{}[]();=<>|+*/\\_#" for character in text) > 0.04 * len(text)


def _set_lines(element: etree._Element, place: str, width: int, margin: int) -> None:
    text = (getattr(element, place) or "").expandtabs()
    if "\n" not in text:
        return
    lines = text.split("\n")
    setattr(element, place, lines[0])
    box = element if place == "text" else element.getparent()
    at = 0 if place == "text" else box.index(element) + 1
    last: etree._Element | None = None
    for above, below in pairwise(lines):
        indented = below.strip() and len(below) - len(below.lstrip()) >= margin + 2 and above.strip()
        ends = 2 if not below.strip() or not above.strip() or indented else 1 if len(above) < 0.6 * width else 0
        for _break in range(ends):
            last = box.makeelement("br")
            box.insert(at, last)
            at += 1
        words = below if ends else f" {below.lstrip()}"
        if last is None:
            setattr(element, place, f"{getattr(element, place)}{words}")
        else:
            last.tail = f"{last.tail or ''}{words}"
