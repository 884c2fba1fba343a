"""Which elements of a page are the body of its story. Pure; for `reading`.

trafilatura finds the text; its blocks are looked up in the page again, so that the body keeps the source's own links,
marks, lists and pictures. Where they cannot be found there, trafilatura's own tree is taken.
"""

from __future__ import annotations

import copy
import logging
import re
from collections.abc import Iterable, Iterator
from html import escape
from itertools import islice
from typing import NamedTuple

import lxml.html
import trafilatura
from lxml import etree

from articles.importing import markup
from articles.importing.pages import illustrations, tree

# What it drops on its way is for its own developers; what a story lacks is told in the report.
logging.getLogger("trafilatura").setLevel(logging.ERROR)

_BLOCKS = frozenset(["p", "h1", "h2", "h3", "h4", "h5", "h6", "blockquote", "pre", "ul", "ol", "dl", "table", "figure"])
_BOXES = frozenset(["div", "section", "article", "main", "td", "span", "font", "center", "body"])
#: What a template puts into a story's column and is not of the story.
#: What stands beside a story, however much of it there is.
_BESIDE = re.compile(
    r"related|recommend|most-?(?:read|popular|viewed)|trending|newsletter|sign-?up|addthis|comments?(?:$|[\s_-])|disqus|"
    r"outbrain|taboola|read-?next|also-?(?:read|like)|see-?also|more-on|more-(?:news|stories)|onward|cookie|consent|donat|pop-?up|modal(?:$|[\s_-])|"
    r"(?:^|[\s_-])(?:ad|ads|advert\w*|adslot|dfp|sponsor\w*|nav|menu|breadcrumbs?|pagination)(?:[\s_-]|$)"
)
#: What is no part of a story while it is short: the same marks stand around the second half of one that is for
#: subscribers, or that opens at a click.
_SHORT_JUNK = re.compile(
    r"subscri|social|shar(?:e|ing)|promo(?:s|tion|box)?(?:$|[\s_-])|(?:^|[\s_-])(?:tags?|toolbar|tools|paywall|banner|widget)(?:[\s_-]|$)|"
    r"caption|credit|read-?more|inline-?(?:link|teaser)|teaser|sr-only|visually-?hidden|off-?screen|screen-reader|"
    r"print-?only|noprint|author-?(?:bio|box|info|desc)|about-?author|byline|toc(?:$|[\s_-])|gallery-?thumb|rating|"
    r"editor-?s?-?pick|kicker|timestamp|video-?(?:title|info|meta|caption|desc)|(?:^|[\s_-])player(?:$|[\s_-])"
)
_SHORT_PROSE = 300
#: What says nothing and shows something.
_SHOWN = frozenset(("img", "picture", "iframe"))
_REMOVED = frozenset(
    ("script", "style", "noscript", "template", "nav", "footer", "form", "button", "svg", "select", "input")
)
_SPACE = re.compile(r"[\s\u200b\xad]+")
#: Below this share the page's own elements do not carry the text that was found.
_CARRIES = 0.9
_SHORT = 250
#: What is shorter is a button's, a box's title.
_LEAST_MISSED = 20
_FEW_LINKS = 0.3
#: A post of a social network, as it asks papers to embed it.
_POST = re.compile(r"twitter-tweet|instagram-media|tiktok-embed|fb-post|bluesky-embed|mastodon-embed|reddit-embed")
_SENTENCE_END = re.compile(r"[.!?。！？។၊…:;][\"'”’»)\]]*$")
#: What is longer is no date and no byline.
_PARAGRAPH = 80


class Selected(NamedTuple):
    """The body's blocks; the element of the page that it begins with; its places there: the first, the last, and the
    first paragraph of any length, above which a date or a byline may stand; its text.
    """

    elements: tuple[etree._Element, ...] = ()
    begins: etree._Element | None = None
    first: int = 0
    last: int = 0
    prose: int = 0
    text: str = ""


NOTHING = Selected()


def select(
    page: tree.Page, headline: etree._Element | None, article_body: str = "", rule: list | None = None
) -> Selected:
    """Choose the body. `article_body` is what the page's data for machines holds of it, a check on what was found."""
    if rule:
        return _from_elements(page, rule)
    copied = _pruned(page, headline)
    found = _extracted(copied)
    if found is None or len(_squeezed_tree(found)) < _SHORT:
        # Too much may have gone with what looked like boxes beside the story.
        other = _extracted(copy.deepcopy(page.root))
        found = other if _longer(other, found) else found
    text = _squeezed_tree(found) if found is not None else ""
    said = _squeezed(article_body)
    if len(said) > 2 * _SHORT and len(text) < 0.6 * len(said):
        chosen = _matching(page, headline, said)
        if len(_squeezed(chosen.text)) > max(0.6 * len(said), len(text)):
            return chosen
    if found is None or not text:
        return NOTHING
    chosen = _matching(page, headline, text)
    if len(_squeezed(chosen.text)) >= _CARRIES * len(text):
        return chosen
    if said and len(_squeezed(chosen.text)) < 0.1 * len(text):
        # It was found in the page's data for machines and nowhere on the page.
        return NOTHING
    own = lxml.html.fragments_fromstring("".join(_written(found)), no_leading_text=True)
    return chosen._replace(elements=tuple(own), text="\n".join(map(_words, found)))


# --- finding


def _pruned(page: tree.Page, headline: etree._Element | None) -> etree._Element:
    """The page without what is marked as no part of a story; never an element that holds much of the page's text."""
    root = copy.deepcopy(page.root)
    everything = max(1, _prose(root))
    around = set()
    if headline is not None:
        # The copy has the same elements in the same order.
        twin = next(islice(root.iter(), page.order[headline], None))
        around = set(twin.iterancestors())
    for element in list(root.iter()):
        if element.getparent() is None or element in around or element.tag in ("html", "body", "main", "article"):
            continue
        if element.tag in _REMOVED or _is_junk(element, everything):
            _remove(element)
    return root


def _is_junk(element: etree._Element, everything: int) -> bool:
    """Whether an element is no part of the story; never one that holds much of the page's prose."""
    marks = tree.marks(element)
    beside = (
        _BESIDE.search(marks) or tree.is_hidden(element) or (element.tag == "aside" and _links_share(element) > 0.5)
    )
    short = element.tag == "figcaption" or _SHORT_JUNK.search(marks)
    if not beside and not short:
        return False
    prose = _prose(element)
    return prose < 0.3 * everything and (bool(beside) or prose < _SHORT_PROSE)


def _prose(element: etree._Element) -> int:
    return sum(len(text) for inner in element.iter("p", "li") if len(text := "".join(inner.itertext()).strip()) > 60)


def _links_share(element: etree._Element) -> float:
    whole = len(tree.words(element))
    return sum(len(tree.words(link)) for link in element.iter("a")) / whole if whole else 1.0


def _remove(element: etree._Element) -> None:
    parent, tail = element.getparent(), element.tail or ""
    before = element.getprevious()
    if before is not None:
        before.tail = (before.tail or "") + " " + tail
    else:
        parent.text = (parent.text or "") + " " + tail
    parent.remove(element)


def _extracted(root: etree._Element) -> etree._Element | None:
    found = trafilatura.bare_extraction(
        root,
        include_comments=False,
        include_tables=True,
        include_formatting=True,
        include_links=True,
        with_metadata=False,
    )
    return None if found is None else found.body


def _longer(one: etree._Element | None, other: etree._Element | None) -> bool:
    return one is not None and (other is None or len(_squeezed_tree(one)) > 1.5 * len(_squeezed_tree(other)))


def _squeezed_tree(element: etree._Element) -> str:
    return _squeezed("".join(element.itertext()))


def _squeezed(text: str) -> str:
    return _SPACE.sub("", text)


def _words(element: etree._Element) -> str:
    return " ".join("".join(element.itertext()).split())


# --- looking up again


def _from_elements(page: tree.Page, elements: list[etree._Element]) -> Selected:
    leaves = [leaf for element in elements for leaf in ([element] if element.tag in _BLOCKS else _leaves(element))]
    return _selected(page, leaves)


def _selected(page: tree.Page, leaves: list[etree._Element]) -> Selected:
    if not leaves:
        return NOTHING
    text = "\n".join(tree.words(leaf) for leaf in leaves if leaf.tag != "figure")
    prose = next((leaf for leaf in leaves if tree.measure(tree.words(leaf)) >= _PARAGRAPH), leaves[0])
    return Selected(tuple(leaves), leaves[0], page.order[leaves[0]], page.order[leaves[-1]], page.order[prose], text)


def html_of(elements: Iterable[etree._Element]) -> str:
    """The elements as they stand on the page; a box of loose text as a paragraph."""
    return "".join(etree.tostring(element, encoding="unicode", method="html", with_tail=False) for element in elements)


def escaped(text: str) -> str:
    """Plain text as HTML."""
    return escape(text, quote=False)


def _matching(page: tree.Page, headline: etree._Element | None, text: str) -> Selected:
    """The page's blocks whose text is in the text that was found, in its order, with what it shows between them."""
    kept: list[tuple[etree._Element, str]] = []
    missed: list[tuple[int, etree._Element]] = []
    at = 0
    for leaf in _leaves(page.root):
        if leaf.tag == "figure" and not leaf.xpath(".//p[string-length(.) > 200]|.//table"):
            kept.append((leaf, ""))
            continue
        words = _squeezed(tree.words(leaf))
        place = _place(leaf, words, text, at) if words and leaf is not headline else -1
        if place >= 0:
            at = max(at, place + min(len(words), 400))
            kept.append((leaf, words))
        elif leaf is not headline and (len(words) > _LEAST_MISSED or (not words and _shows_something(leaf))):
            missed.append((len(kept), leaf))
    return _selected(page, _with_missed(kept, missed))


def _place(leaf: etree._Element, words: str, text: str, at: int) -> int:
    place = _find(text, words, at)
    if place < 0 and leaf.tag in ("ul", "ol", "table", "blockquote", "dl") and len(words) > 20:
        inner = [_squeezed(tree.words(i)) for i in leaf.iter("li", "td", "p", "dd", "dt") if len(i) < 3]
        hits = [w for w in inner if w and w in text]
        if sum(map(len, hits)) >= 0.6 * len(words):
            place = _find(text, hits[0], at)
    return place


def _with_missed(
    kept: list[tuple[etree._Element, str]], missed: list[tuple[int, etree._Element]]
) -> list[etree._Element]:
    """The blocks from the first that says something to the last, with those that were not found but stand among them.

    `missed`: each with the number of kept blocks before it.
    """
    first = next((i for i, (_leaf, words) in enumerate(kept) if words), len(kept))
    last = max((i for i, (_leaf, words) in enumerate(kept) if words), default=-1)
    leaves = [leaf for leaf, _words in kept]
    # From behind, so that the places before stay what they are.
    for place, leaf in reversed(missed):
        between = first < place <= last and _stands_between(leaf, leaves[place - 1], leaves[place])
        ends = place == last + 1 > 0 and not tree.words(leaf) and _stands_behind(leaf, leaves[last])
        if between or ends:
            leaves.insert(place, leaf)
            last += 1
    return leaves[first : last + 1]


def _stands_between(leaf: etree._Element, before: etree._Element, after: etree._Element) -> bool:
    """Whether a block that was not found stands among the story's own: between two of them, in the same box, with no
    mark of something beside the story on it or around it.
    """
    box = next((above for above in leaf.iterancestors() if above in set(before.iterancestors())), None)
    if box is None or box not in set(after.iterancestors()) or box.tag in ("body", "main"):
        return False
    inside = leaf
    while inside is not None and inside is not box:
        marks = tree.marks(inside)
        if inside.tag == "aside" or _BESIDE.search(marks) or _SHORT_JUNK.search(marks) or tree.ELSEWHERE.search(marks):
            return False
        outermost, inside = inside, inside.getparent()
    words = tree.words(leaf)
    if _POST.search(tree.marks(leaf)):
        return True
    is_said = not words or leaf.tag[0] == "h" or _SENTENCE_END.search(words)
    return bool(is_said) and (not words or _links_share(outermost) < _FEW_LINKS) and outermost.find(".//form") is None


def _find(text: str, words: str, at: int) -> int:
    """Where words go on in the text: close behind where the last ones ended, the closer the shorter they are."""
    probe = words[:300]
    reach = 60 if len(words) < 25 else 6000
    place = text.find(probe, max(0, at - 5), at + reach + len(probe))
    if place < 0 and len(words) >= 40:
        place = text.find(probe)
    return place


def _leaves(root: etree._Element) -> Iterator[etree._Element]:
    """The blocks of a page in reading order, none inside of another: paragraphs, lists, figures, and boxes that hold
    text of their own.
    """
    for element in root:
        tag = element.tag
        if not isinstance(tag, str) or tag in _REMOVED or tree.is_hidden(element):
            continue
        is_block = tag in _SHOWN or (tag in _BLOCKS and not (tag == "table" and _is_layout(element)))
        if is_block or (tag in _BOXES and _own_text(element) and not _holds_blocks(element)):
            yield element
        else:
            yield from _leaves(element)


def _is_layout(table: etree._Element) -> bool:
    """Whether a table only puts a page into columns: it holds another, or one cell of it is most of what it says."""
    if table.find(".//table") is not None or any(_prose(cell) > 600 for cell in table.iter("td")):
        return True
    most = max((len(tree.words(cell)) for cell in table.iter("td")), default=0)
    return most > _SHORT and most > 0.6 * len(tree.words(table)) and table.find(".//th") is None


def _own_text(element: etree._Element) -> bool:
    own = (element.text or "") + "".join(child.tail or "" for child in element)
    if own.strip():
        return True
    return any(child.tag in ("a", "b", "strong", "em", "i", "span", "font") and tree.words(child) for child in element)


def _holds_blocks(element: etree._Element) -> bool:
    return any(
        isinstance(i.tag, str) and i.tag in _BLOCKS | {"div", "section", "article"} for i in element.iterdescendants()
    )


def _shows_something(element: etree._Element) -> bool:
    """Whether an element without words holds a picture of the story's, or an embed of a service that we know."""
    if any(illustrations.is_of_size(image) for image in element.iter("img")):
        return True
    return any(markup.embed(frame.get("src") or frame.get("data-src") or "") for frame in element.iter("iframe"))


def _stands_behind(leaf: etree._Element, before: etree._Element) -> bool:
    """Whether a picture or an embed stands directly below the story's last words, in their own box."""
    return leaf.getparent() is before.getparent() and not _BESIDE.search(tree.marks(leaf))


# --- trafilatura's own tree


def _written(body: etree._Element) -> Iterator[str]:
    for element in body:
        yield _html(element)


_TAGS = {
    "p": "p",
    "list": "ul",
    "item": "li",
    "quote": "blockquote",
    "table": "table",
    "row": "tr",
    "cell": "td",
    "code": "p",
}


def _html(element: etree._Element) -> str:
    inside = escape(element.text or "", quote=False) + "".join(
        _html(child) + escape(child.tail or "", quote=False) for child in element
    )
    tag = element.tag
    if tag == "head":
        tag = element.get("rend") if element.get("rend") in ("h2", "h3", "h4") else "h2"
        return f"<{tag}>{inside}</{tag}>"
    if tag == "hi":
        mark = {"#b": "strong", "#i": "em"}.get(element.get("rend") or "")
        return f"<{mark}>{inside}</{mark}>" if mark else inside
    if tag == "ref" and element.get("target"):
        return f'<a href="{escape(element.get("target"))}">{inside}</a>'
    if tag == "lb":
        return "<br>"
    if tag == "list" and "ol" in (element.get("rend") or ""):
        return f"<ol>{inside}</ol>"
    if tag in _TAGS:
        return f"<{_TAGS[tag]}>{inside}</{_TAGS[tag]}>"
    return inside
