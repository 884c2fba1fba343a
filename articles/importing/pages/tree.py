"""Bytes of a saved page to its tree, in the encoding that it was written in. Pure; for `reading`."""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass, field

import lxml.html
from lxml import etree

from articles.importing import decoding
from articles.importing.pages import restoring
from articles.importing.records import Problem

#: The tree of libxml2 ends here and drops what is deeper; no page of a newspaper comes near.
DEEPEST = 250
#: Where a page may still name its encoding: saved pages put scripts and styles before it.
_HEAD = 65_536
_CHARSET = re.compile(rb"""<meta[^>]{0,200}?charset\s*=\s*["']?\s*([a-zA-Z0-9_.:-]{2,40})""", re.IGNORECASE)
_XML_ENCODING = re.compile(rb"""^\s*<\?xml[^>]{0,100}?encoding\s*=\s*["']([a-zA-Z0-9_.:-]{2,40})""")
#: What browsers take these names for: pages say ISO-8859-1 and mean windows-1252.
_MEANT = {
    "iso8859-1": "cp1252",
    "ascii": "cp1252",
    "iso8859-9": "cp1254",
    "iso8859-11": "cp874",
    "tis-620": "cp874",
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "shift_jis": "cp932",
    "euc_kr": "cp949",
    "big5": "big5hkscs",
}
#: Of the characters that a page gives by number: 128 to 159 mean those of windows-1252, and some are none.
_REFERENCE = re.compile(r"&#(?:([0-9]{1,12})|[xX]([0-9a-fA-F]{1,10}));?")
_SAVED_FROM = re.compile(r"<!--\s*saved from url=\(\d+\)(\S+)\s*-->|<!--\s+Page saved with SingleFile\s+url:\s*(\S+)")


#: libxml2 compares each attribute of a tag with every other.
_MOST_ATTRIBUTES = 2_000
_LONG_TAG = re.compile(rf"<[a-zA-Z][^<>]{{{2 * _MOST_ATTRIBUTES},}}")

_QUOTED = re.compile(r"\"[^\"]*\"|'[^']*'")


def _has_endless_tag(text: str) -> bool:
    bare = (_QUOTED.sub("", found.group()) for found in _LONG_TAG.finditer(text))
    return any(len(tag.split(None, _MOST_ATTRIBUTES)) > _MOST_ATTRIBUTES for tag in bare)


class NoPage(ValueError):
    """The bytes make no page. The message is a sentence for the migrator."""


@dataclass(slots=True)
class Page:
    """A page's tree, its elements in reading order, and the address that it was saved from, where it says so."""

    root: lxml.html.HtmlElement
    saved_from: str = ""
    problems: tuple[Problem, ...] = ()
    order: dict[etree._Element, int] = field(default_factory=dict)

    def __post_init__(self):
        self.count()

    def count(self) -> None:
        """Number the elements anew, after some were taken out."""
        self.order = {element: place for place, element in enumerate(self.root.iter())}


def parse(content: bytes) -> Page:
    """Read a page. Raises NoPage for bytes that are none, decoding.NotText for bytes that are no text."""
    decoded = _decode(content)
    text = restoring.without_archive(_REFERENCE.sub(_meant, decoded.text))
    saved = _SAVED_FROM.search(text[:4000])
    # XHTML's declaration of an encoding would clash with text that is decoded already.
    text = re.sub(r"^\s*<\?xml[^>]*\?>", "", text, count=1)
    parser = lxml.html.HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True)
    if _has_endless_tag(text):
        raise NoPage(f"a tag of the page has more than {_MOST_ATTRIBUTES} attributes: no page of a newspaper")
    try:
        root = lxml.html.document_fromstring(text.encode(), parser=parser)
    except etree.ParserError as error:
        raise NoPage("the page holds nothing to read") from error
    for problem in parser.error_log:
        if "depth" in problem.message.lower():
            raise NoPage(
                f"line {problem.line} of the page is nested more than {DEEPEST} elements deep: what is below is lost"
            )
    restoring.restore(root)
    return Page(root, (saved[1] or saved[2]) if saved else "", decoded.problems)


def _decode(content: bytes) -> decoding.Decoded:
    decoding.refuse_binary(content)
    encoding = _declared(content)
    if encoding is None or content.startswith((codecs.BOM_UTF8, codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return decoding.decode(content)
    try:
        content.decode()
        # What reads as UTF-8 throughout is UTF-8, whatever the page says; but seven-bit encodings read so too.
        if not encoding.startswith(("iso2022", "hz")):
            return decoding.decode(content)
    except UnicodeDecodeError:
        pass
    try:
        text = content.decode(encoding)
    except UnicodeDecodeError:
        return decoding.decode(content)
    return decoding.decode(text.encode())


def _declared(content: bytes) -> str | None:
    """The codec that the page names; None where it names none, one that is not known, or UTF-8."""
    found = _XML_ENCODING.match(content) or _CHARSET.search(content[:_HEAD])
    if not found:
        return None
    try:
        name = codecs.lookup(found[1].decode("ascii").lower().replace("x-sjis", "shift_jis")).name
    except LookupError:
        return None
    return None if name.startswith(("utf", "unicode")) else _MEANT.get(name, name)


def _meant(found: re.Match) -> str:
    number = int(found[1]) if found[1] else int(found[2], 16)
    if 128 <= number <= 159:
        return bytes([number]).decode("cp1252", "ignore")
    is_none = (number < 32 and number not in (9, 10, 13)) or 0xD800 <= number <= 0xDFFF or number > 0x10FFFF
    return "" if is_none or number in (127, 0xFFFE, 0xFFFF) else found.group()


# --- what every reader of the tree needs

_HIDDEN = re.compile(
    r"(?:^|[\s_-])(?:sr-?only|visually-?hidden|screen-?reader(?:-text)?|off-?screen|u-hidden|assistive|a11y-hidden)"
    r"(?:$|[\s_-])",
    re.IGNORECASE,
)
_BREAKING = frozenset(
    [
        "br",
        "p",
        "div",
        "li",
        "tr",
        "td",
        "th",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "section",
        "article",
        "header",
        "footer",
        "figure",
        "figcaption",
    ]
)
_SILENT = frozenset(("script", "style", "noscript", "template", "svg", "iframe", "button", "select"))


#: Classes are numbers where a build made them; the attributes that a paper's own tests use still say what a thing is.
_NAMING = (
    "class", "id", "data-testid", "data-test-id", "data-test", "data-qa", "data-cy", "data-component", "data-gu-name",
    "data-role",
    "data-element", "data-block", "data-tb-region-item", "role",
)  # fmt: skip


def marks(element: etree._Element) -> str:
    """The names that a template gives an element, in small letters: class, id, and what its tests know it by."""
    return " ".join(value for name in _NAMING if (value := element.get(name))).lower()


def is_hidden(element: etree._Element) -> bool:
    """Whether no reader sees it: words for screen readers, `hidden`, `display: none`."""
    style = (element.get("style") or "").replace(" ", "").lower()
    return (
        element.get("hidden") is not None or "display:none" in style or bool(_HIDDEN.search(element.get("class") or ""))
    )


def words(element: etree._Element, *, without: frozenset[etree._Element] = frozenset(), between: str = " ") -> str:
    """The text that a reader sees of an element, white space folded, blocks parted by a space or by `between`."""
    parts: list[str] = []
    _collect(element, parts, without, between)
    return " ".join("".join(parts).split())


def _collect(element: etree._Element, parts: list[str], without: frozenset[etree._Element], between: str) -> None:
    # The tree is at most DEEPEST deep, so this cannot exhaust the stack.
    if not isinstance(element.tag, str) or element.tag in _SILENT:
        return
    if element.tag in _BREAKING:
        parts.append(between)
    parts.append(element.text or "")
    for child in element:
        if child not in without and not (isinstance(child.tag, str) and is_hidden(child)):
            _collect(child, parts, without, between)
        parts.append(child.tail or "")
    if element.tag in _BREAKING:
        parts.append(between)


#: Scripts of which a character says as much as two and a half of an alphabet.
_DENSE = re.compile("[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")


def measure(text: str) -> int:
    """How much a text says, in characters of an alphabet."""
    return len(text) if text.isascii() else len(text) + 3 * len(_DENSE.findall(text)) // 2


def ancestors(element: etree._Element) -> list[etree._Element]:
    """The element and all that it stands in, innermost first."""
    return [element, *element.iterancestors()]


def around(*elements: etree._Element | None) -> frozenset[etree._Element]:
    """All that these elements stand in."""
    return frozenset(above for element in elements if element is not None for above in element.iterancestors())


#: Marks of what a template puts beside a story and not into it.
ELSEWHERE = re.compile(
    r"related|recommend|most-?(?:read|popular|viewed)|trending|side-?bar|(?:^|[\s_-])rail(?:$|[\s_-])|widget|comments?(?:$|[\s_-])|disqus|"
    # The foot of a story is of the story: there blogs sign and date it.
    r"(?<![a-z][_-])footer(?!-line)|(?:site|page|main|global|mobile|section)[_-]{1,2}footer|promo(?:s|tion|box)?(?:$|[\s_-])|teaser|"
    r"more-(?:news|stories)|read-?next|newsletter|also-?(?:read|like)|popular|onward|outbrain|taboola|carousel|"
    r"(?:^|[\s_-])(?:nav|menu|ad|ads|advert)(?:[\s_-]|$)"
)


def stands_with_story(element: etree._Element, around: frozenset[etree._Element], *, in_heading: bool = False) -> bool:
    """Whether an element is part of the story and its heading, not of a box beside it.

    `around`: all that the headline and the body stand in, which is never a box beside it, however it is marked.
    `in_heading`: it stands between headline and body, where papers put bylines into an aside.
    """
    for above in element.iterancestors():
        if above in around:
            return True
        foot = above.tag == "footer" and above.getparent() not in around
        if ((above.tag in ("aside", "nav") or foot) and not in_heading) or ELSEWHERE.search(marks(above)):
            return False
    return True
