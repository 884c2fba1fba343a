"""What a page says of its story for machines: JSON-LD, microdata and meta elements. Pure; for `reading`.

JSON-LD is read as it is found in the wild: in @graph, in lists, several in one script, with raw line ends, trailing
commas or comment marks; where it is beyond that, its plainest fields are picked out.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from html import unescape
from typing import Any

from lxml import etree

from articles.importing.pages import urls
from articles.importing.pages.tree import Page, words
from articles.importing.records import Problem

#: Kinds of schema.org that are a story, and those that tell of the page around it.
_STORY = re.compile(r"(?:Article|BlogPosting|Report|Review|SocialMediaPosting|LiveBlogPosting|Column)$")
_PAGE = re.compile(r"(?:WebPage|ItemPage|CreativeWork|MediaGallery|VideoObject)$")
_COMMENT_MARKS = re.compile(r"^\s*(?://)?\s*(?:<!\[CDATA\[|<!--)|(?://)?\s*(?:\]\]>|-->)\s*;?\s*$")
_TRAILING_COMMA = re.compile(r",(?=\s*[}\]])")
_BAD_ESCAPE = re.compile(r'\\(?![\\"/bfnrtu])')
_SALVAGE = re.compile(
    r'"(headline|datePublished|dateCreated|dateModified|articleSection|inLanguage)"\s*:\s*"((?:[^"\\\n]|\\.){1,500})"\s*[,}\n]'
)
_SALVAGE_AUTHOR = re.compile(
    r'"author"\s*:\s*(?:\[\s*)?(?:\{[^{}]{0,400}?"name"\s*:\s*)?"((?:[^"\\\n]|\\.){2,200})"', re.DOTALL
)
#: So many stories under other headlines than the page's are those that it lists.
_MANY = 3
#: More nodes than this are a catalogue, not a story.
_MOST_NODES = 5_000
_DECODER = json.JSONDecoder(strict=False)

Node = dict[str, Any]


@dataclass(slots=True)
class Structured:
    """What was found: the story's own node of JSON-LD first, then the page's; microdata; meta by name."""

    story: Node = field(default_factory=dict)
    page: Node = field(default_factory=dict)
    by_id: dict[str, Node] = field(default_factory=dict)
    crumbs: list[str] = field(default_factory=list)
    meta: dict[str, list[str]] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)

    def first_meta(self, *names: str) -> str:
        """The first value that any of these meta elements holds, in the order of the names."""
        return next((value for name in names for value in self.meta.get(name, ())), "")

    def resolved(self, value: Any) -> Any:
        """A node instead of a bare reference (`{"@id": ...}`) to it."""
        if isinstance(value, dict) and isinstance(value.get("@id"), str) and "name" not in value:
            return self.by_id.get(value["@id"], value)
        return value


def read(page: Page) -> Structured:
    """Read all that the page says for machines. Never raises for what it holds."""
    found = Structured(meta=_meta(page))
    nodes: list[Node] = []
    for script in page.root.iter("script"):
        if "ld+json" in (script.get("type") or "").lower():
            nodes += _nodes(script.text_content(), found)
    found.by_id = {node["@id"]: node for node in nodes if isinstance(node.get("@id"), str) and len(node) > 1}
    stories = [node for node in nodes if _is(node, _STORY)]
    found.story = _chosen(stories, page, found) if stories else {}
    found.page = next((node for node in nodes if _is(node, _PAGE)), {})
    found.crumbs = next((crumbs for node in nodes if (crumbs := _crumbs(node))), [])
    return found


def texts(value: Any) -> Iterator[str]:
    """Every plain text in a value of JSON-LD: of a list, of `{"@value": ...}` and of named things, markup undone."""
    if isinstance(value, str):
        if text := plain(value):
            yield text
    elif isinstance(value, list):
        for item in value:
            yield from texts(item)
    elif isinstance(value, dict):
        for key in ("@value", "name", "item"):
            if key in value:
                yield from texts(value[key])
                return


def article_body(node: Node) -> str:
    """The story's text in the data, its line ends kept, for they are all that parts its paragraphs there."""
    value = node.get("articleBody")
    lines = value if isinstance(value, list) else [value]
    text = "\n".join(line for line in lines if isinstance(line, str))
    parted = re.sub(r"<(?:br|/p|/h[1-6]|/li)\b[^<>]*>", "\n", text)
    return "\n".join(words for line in re.split(r"[\r\n\u2028\u2029]+", parted) if (words := plain(line)))


def plain(text: str) -> str:
    """A value without the entities and tags that templates leave in it, white space folded."""
    for _again in range(2):
        if "&" in text:
            text = unescape(text)
    return " ".join(re.sub(r"</?[a-zA-Z][^<>]{0,200}>", " ", text).split())


def _is(node: Node, kinds: re.Pattern) -> bool:
    given = node.get("@type")
    return any(isinstance(kind, str) and kinds.search(kind) for kind in (given if isinstance(given, list) else [given]))


# --- JSON-LD


def _nodes(text: str, found: Structured) -> list[Node]:
    text = _COMMENT_MARKS.sub("", text).strip().removeprefix("\ufeff").rstrip(";")
    if not text:
        return []
    try:
        return list(_flat(_loaded(text)))
    except RecursionError:
        found.problems.append(Problem("bad-json-ld", "A block of JSON-LD is nested too deep to be read."))
    except ValueError as error:
        salvaged = _salvaged(text)
        kept = f"; of it was read: {', '.join(sorted(salvaged))}" if len(salvaged) > 1 else ""
        found.problems.append(Problem("bad-json-ld", f"A block of JSON-LD is broken ({error}){kept}."))
        return [salvaged] if len(salvaged) > 1 else []
    return []


def _loaded(text: str) -> list:
    """Every value in the text; the second try is for the mistakes that templates make."""
    try:
        return _sequence(text)
    except ValueError:
        repaired = _TRAILING_COMMA.sub("", _BAD_ESCAPE.sub(r"\\\\", text))
        if "&quot;" in repaired and '"' not in repaired:
            repaired = unescape(repaired)
        return _sequence(repaired)


def _sequence(text: str) -> list:
    values, place = [], 0
    while place < len(text):
        value, place = _DECODER.raw_decode(text, place)
        values.append(value)
        while place < len(text) and text[place] in " \t\r\n,;":
            place += 1
    return values


def _flat(values: list) -> Iterator[Node]:
    """Every node in reading order, wherever it stands; breadth first, so that the outermost comes first."""
    waiting, seen = list(values), 0
    while waiting and seen < _MOST_NODES:
        value = waiting.pop(0)
        seen += 1
        if isinstance(value, list):
            waiting = value + waiting
        elif isinstance(value, dict):
            if "@type" in value or "@id" in value:
                yield value
            waiting += [inner for key, inner in value.items() if key != "@context" and isinstance(inner, dict | list)]


def _salvaged(text: str) -> Node:
    node: Node = {"@type": "NewsArticle"}
    for key, value in _SALVAGE.findall(text):
        node.setdefault(key, value.replace('\\"', '"').replace("\\/", "/"))
    if author := _SALVAGE_AUTHOR.search(text):
        node["author"] = author[1]
    return node


def _chosen(stories: list[Node], page: Page, found: Structured) -> Node:
    """The node that is of this page: by its address, else by the words of the page's title, else the first.

    A page that lists other stories names each of them too.
    """
    own = {_path(address) for address in addresses(page, found)}
    for node in stories:
        if any(_path(text) in own for text in node_addresses(node)):
            return node
    title = " ".join(
        [found.first_meta("og:title", "twitter:title"), *(words(e) for e in page.root.iter("title", "h1"))]
    )
    for node in stories:
        if any(headline and headline in title for headline in texts(node.get("headline") or node.get("name"))):
            return node
    if len({tuple(texts(node.get("headline") or node.get("name"))) for node in stories}) >= _MANY:
        return {}
    return next((node for node in stories if node.get("headline") or node.get("datePublished")), stories[0])


def node_addresses(node: Node) -> Iterator[str]:
    """The addresses by which a node names its page."""
    for key in ("url", "mainEntityOfPage", "@id"):
        value = node.get(key)
        if isinstance(value, dict):
            value = value.get("@id") or value.get("url")
        for item in value if isinstance(value, list) else [value]:
            if isinstance(item, str) and item.startswith(("http", "/")):
                yield item


def addresses(page: Page, found: Structured) -> list[str]:
    """The page's own addresses, the surest first: canonical, Open Graph, where it was saved from."""
    links = [
        link.get("href") or "" for link in page.root.iter("link") if (link.get("rel") or "").lower() == "canonical"
    ]
    own = [*links, found.first_meta("og:url"), found.first_meta("twitter:url"), page.saved_from]
    # A system that writes every link as seen from the story names the story itself there.
    own += [base.get("href") or "" for base in page.root.iter("base") if not (base.get("href") or "/").endswith("/")]
    return list(dict.fromkeys(text.strip() for text in own if text.strip() and _path(text) not in ("", "/")))


def _path(address: str) -> str:
    parts = urls.split(address.strip())
    path = parts.path.rstrip("/")
    return f"{path}?{parts.query}" if parts.query and len(path) < 12 else path


def _crumbs(node: Node) -> list[str]:
    if not _is(node, re.compile("BreadcrumbList$")):
        return []
    items = node.get("itemListElement")
    return [text for item in items for text in list(texts(item))[:1]] if isinstance(items, list) else []


# --- microdata and meta elements

#: Other vocabularies' names for what schema.org says, as Drupal writes them.
_IN_RDFA = {"datePublished": ("dc:date", "dc:issued"), "dateCreated": ("dc:created",), "dateModified": ("dc:modified",)}
_STORY_RDFA = re.compile(r"(?:Article|BlogPosting|Report|Review|sioc:Item|sioct:BlogPost|foaf:Document)\b")


def microdata(page: Page, name: str) -> Iterator[etree._Element]:
    """The elements with this itemprop that speak of the story: not of a comment, a picture or another story.

    RDFa, which says `property` and `typeof`, is read alike.
    """
    for element in page.root.iterfind(".//*[@itemprop]"):
        if name not in element.get("itemprop").split():
            continue
        owner = next((above for above in element.iterancestors() if above.get("itemscope") is not None), None)
        if owner is None or (
            (_STORY.search((owner.get("itemtype") or "").rstrip("/")) and not owner.get("itemprop"))
            or owner.get("itemprop") in ("mainEntity", "mainEntityOfPage")
        ):
            yield element
    named = {name, f"schema:{name}", f"http://schema.org/{name}", f"https://schema.org/{name}", *_IN_RDFA.get(name, ())}
    for element in page.root.iterfind("body//*[@property]"):
        if not named & set(element.get("property").split()):
            continue
        owner = next((above for above in element.iterancestors() if above.get("typeof") is not None), None)
        if owner is not None and not owner.get("property") and _STORY_RDFA.search(owner.get("typeof")):
            yield element


def _meta(page: Page) -> dict[str, list[str]]:
    """The content of every meta element by its property, name or itemprop in small letters, empty ones left out."""
    found: dict[str, list[str]] = {}
    for element in page.root.iter("meta"):
        content = plain(element.get("content") or element.get("value") or "")
        for name in (element.get("property"), element.get("name"), element.get("http-equiv")):
            if name and content:
                found.setdefault(name.strip().lower(), []).append(content)
    for text in found.pop("parsely-page", ()):
        _from_parsely(text, found)
    return found


#: What Parse.ly's one element of old says, by the names of those that came after it.
_PARSELY = {"title": "title", "author": "author", "authors": "author", "pub_date": "pub-date", "section": "section"}


def _from_parsely(text: str, found: dict[str, list[str]]) -> None:
    try:
        told = json.loads(text)
    except ValueError:
        return
    for key, name in _PARSELY.items():
        values = list(texts(told.get(key))) if isinstance(told, dict) else []
        known = found.setdefault(f"parsely-{name}", [])
        known += [value for value in values if value not in known]
