"""The body's HTML vocabulary, as editor, importers and pages share it. Pure: no models, callable from every room.

A body is a row of blocks: paragraphs, crossheads (h2, h3), lists, quotations, tables and rules, and these of our own:

- `<figure data-picture="3"></figure>`: a picture, by the key of its use in this story;
- `<figure data-embed="https://vimeo.com/76979871"></figure>`: something elsewhere, by its address at a service that
  `embeds` knows;
- `<figure data-story="12"></figure>`: a card that leads to another story, by the article's key;
- `<figure data-pull-quote=""><blockquote><p>…</p></blockquote><figcaption>speaker</figcaption></figure>`;
- `<aside data-fact-box=""><h2>title</h2><p>…</p><ul>…</ul></aside>`.

The two last stand between the other blocks, never inside of them.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable
from functools import cache
from html import unescape
from typing import NamedTuple, Protocol

import nh3
from django_prose_editor.config import allowlist_from_extensions, html_tags
from js_asset import static_lazy

from articles.body import leavings
from articles.body.embeds import SERVICES, Embed, recognise
from articles.body.reading import TextBlock, blocks, to_text
from articles.body.tidy import FOREIGN_BLOCKS, INVISIBLE, KNOWN, RENAMED, tidy

__all__ = [
    "EXTENSIONS",
    "OWN_EXTENSIONS",
    "PAPER_EXTENSIONS",
    "Embed",
    "FactBox",
    "PicturePlace",
    "PullQuote",
    "StoryCard",
    "Table",
    "TextBlock",
    "blocks",
    "clean",
    "dropped",
    "expand",
    "from_blocks",
    "is_empty",
    "picture_keys",
    "story_keys",
    "to_text",
]

MENU = ("blockType -lists", "marks", "link", "lists", "nodes -blockType -lists", "table", "history", "find")
#: What an editor can do in the body field; the sanitizer's allowlist is derived from it.
EXTENSIONS = {
    "Document": True,
    "Paragraph": True,
    "HardBreak": True,
    "Heading": {"levels": [2, 3]},
    "Bold": True,
    "Italic": True,
    "Link": {"enableTarget": False, "protocols": ["http", "https", "mailto", "tel"]},
    "BulletList": True,
    "OrderedList": True,
    "ListItem": True,
    "Blockquote": True,
    "HorizontalRule": True,
    "Table": True,
    "TableRow": True,
    "TableHeader": True,
    "TableCell": True,
    "History": True,
    # A paragraph stays below a card that ends the story: the writer goes on there, and the editor, which takes a
    # document of one element without text for an empty one, keeps a story that is only a picture.
    "TrailingNode": True,
    "StoryPicture": True,
    "PullQuote": True,
    "PullQuoteText": True,
    "PullQuoteSpeaker": True,
    "FactBox": True,
    "FactBoxTitle": True,
    "Embed": {"services": SERVICES},
    "StoryCard": True,
    "CleanPaste": True,
    "FindReplace": True,
    "DeskMenu": True,
    "Menu": {"groups": [{"group": group} for group in MENU]},
}

#: In a page of the paper itself, which has no pictures of its own and leads to no single story.
PAPER_EXTENSIONS = {
    name: told for name, told in EXTENSIONS.items() if name not in {"StoryPicture", "StoryCard", "Embed"}
}

#: The setting DJANGO_PROSE_EDITOR_EXTENSIONS: our own nodes, their scripts and what the sanitizer lets pass of each.
OWN_EXTENSIONS = [
    {
        "js": [static_lazy("articles/editor/story-picture.js")],
        "extensions": {"StoryPicture": html_tags(["figure"], {"figure": ["data-picture"]})},
    },
    {
        # The table's own dialog comes along: what it makes, the editor's table says.
        "js": [static_lazy("articles/editor/boxes.js"), static_lazy("articles/editor/table.js")],
        "extensions": {
            "PullQuote": html_tags(["figure"], {"figure": ["data-pull-quote"]}),
            "PullQuoteText": html_tags(["blockquote"]),
            "PullQuoteSpeaker": html_tags(["figcaption"]),
            "FactBox": html_tags(["aside"], {"aside": ["data-fact-box"]}),
            "FactBoxTitle": html_tags(["h2"]),
        },
    },
    {
        "js": [static_lazy("articles/editor/cards.js")],
        "extensions": {
            "Embed": html_tags(["figure"], {"figure": ["data-embed"]}),
            "StoryCard": html_tags(["figure"], {"figure": ["data-story"]}),
        },
    },
    {"js": [static_lazy("articles/editor/paste.js")], "extensions": {"CleanPaste": html_tags([])}},
    {"js": [static_lazy("articles/editor/find-replace.js")], "extensions": {"FindReplace": html_tags([])}},
    {
        "js": [static_lazy("articles/editor/desk-menu.js")],
        "extensions": {"DeskMenu": html_tags([]), "TrailingNode": html_tags([])},
    },
]


class PicturePlace(NamedTuple):
    """The place of a picture; `key` is that of its use in the story."""

    key: int


class StoryCard(NamedTuple):
    """A card that leads to another story."""

    article_id: int


class PullQuote(NamedTuple):
    """HTML: the quotation's paragraphs, and who said it (may be empty)."""

    quotation: str
    speaker: str


class FactBox(NamedTuple):
    """HTML: the box's title (may be empty), and its paragraphs and lists."""

    title: str
    text: str


class Table(NamedTuple):
    """HTML of a table's rows."""

    rows: str


class Written(Protocol):
    """A block as importers give it: `kind` is p, h2 or h3 with plain text, or html with markup."""

    kind: str
    text: str


def clean(html: str) -> str:
    """Any HTML in the body's vocabulary, safe to print; `clean(clean(html)) == clean(html)`.

    Words are never lost with the tags around them, save those of scripts and style sheets. Headings become crossheads,
    b and i become strong and em, loose text and foreign blocks become paragraphs, empty paragraphs go.
    """
    html = _UNPRINTABLE.sub(" ", html)
    safe = _strict_cleaner().clean(html)
    if safe == html and _FLAT.fullmatch(html):
        return html
    return _strict_cleaner().clean(tidy(_tolerant_cleaner().clean(_NO_TEXT_TAG.sub(" ", html))))


def from_blocks(blocks: Iterable[Written], pictures: Iterable[tuple[int, int]] = ()) -> str:
    """The body of an importer's blocks, with pictures as pairs of (paragraphs before it, picture's key).

    Crossheads do not count as paragraphs, an html block counts as one; a picture beyond the last stands at the end.
    """
    waiting = sorted(pictures, key=lambda pair: pair[0])
    written, paragraphs = [], 0
    for block in blocks:
        while waiting and waiting[0][0] <= paragraphs:
            written.append(_figure(waiting.pop(0)[1]))
        written.append(_written(block))
        paragraphs += block.kind in {"p", "html"}
    written += [_figure(key) for _after, key in waiting]
    return "".join(written)


def dropped(html: str) -> list[str]:
    """What `clean` takes out of this HTML, in sentences for whoever wrote it; nothing where it takes nothing."""
    allowed = _allowed()
    known = allowed["tags"] | RENAMED.keys() | FOREIGN_BLOCKS
    return leavings.sentences(html, known, allowed["attributes"], allowed["url_schemes"])


def picture_keys(html: str) -> list[int]:
    """The keys of the pictures that a body places, in its order."""
    return [int(key) for key in _PICTURE.findall(html)]


def story_keys(html: str) -> list[int]:
    """The keys of the articles that a body leads to by cards, in its order."""
    return [int(key) for key in _STORY.findall(html)]


def expand(html: str, render: Callable[[PicturePlace | Embed | StoryCard | PullQuote | FactBox | Table], str]) -> str:
    """A clean body with each node that needs more than its HTML replaced by `render(node)`, trusted to be safe HTML."""

    def written(found: re.Match[str]) -> str:
        match found.lastgroup:
            case "picture":
                return render(PicturePlace(int(found["picture"])))
            case "story":
                return render(StoryCard(int(found["story"])))
            case "embed":
                embed = recognise(unescape(found["embed"]))
                return render(embed) if embed else ""
            case "pull":
                return render(PullQuote(found["quotation"], found["speaker"] or ""))
            case "box":
                return render(FactBox(found["title"] or "", expand(found["text"], render)))
        return render(Table(expand(found["rows"], render)))

    return _NODE.sub(written, html)


def is_empty(html: str) -> bool:
    """Whether a body holds neither a word nor anything at its place."""
    return not blocks(html)


# --- the vocabulary

_UNPRINTABLE = re.compile("[\0-\x08\x0b\x0e-\x1f\x7f\ud800-\udfff]")
#: Tags of no HTML text (svg, math, noscript, template, textarea, ...): a parser would drop or misread the words between
#: them, so the tags go first. Attributes with a `<` in them are left to the parser.
_NO_TEXT_TAG = re.compile(
    r"</?(?!(?:" + "|".join(sorted(KNOWN | {"script", "style"})) + r""")[\s/>])[a-z](?:[^<>"']|"[^"<]*"|'[^'<]*')*+>""",
    re.IGNORECASE,
)
_VISIBLE = re.compile(f"[^{INVISIBLE}]")
_PICTURE = re.compile(r'<figure data-picture="([1-9][0-9]{0,4})"></figure>')
_STORY = re.compile(r'<figure data-story="([1-9][0-9]{0,17})"></figure>')
#: None of these stands in another of its kind, so the first closing tag is its own. They share their first letter for
#: speed: without it a search takes ninety times as long.
_NODE = re.compile(
    r'<(?:figure data-(?:picture="(?P<picture>[0-9]+)"|story="(?P<story>[0-9]+)"|embed="(?P<embed>[^"]+)")></figure>'
    r'|(?P<pull>figure data-pull-quote=""><blockquote>(?P<quotation>.*?)</blockquote>'
    r"(?:<figcaption>(?P<speaker>.*?)</figcaption>)?</figure>)"
    r'|(?P<box>aside data-fact-box="">(?:<h2>(?P<title>.*?)</h2>)?(?P<text>.*?)</aside>)'
    r"|(?P<table>table>(?P<rows>.*?)</table>))",
    re.DOTALL,
)

#: What nearly every story is, so that it needs no second look: plain blocks with simple marks and nothing empty.
_TEXT = rf"(?=[^&<{INVISIBLE}])[^<]++"
_LINK = rf"""<a(?=[^>]* href=)(?: [a-z]+="[^"]*")+>{_TEXT}</a>"""
_LINE = rf"(?:[^<]++|<br>{_TEXT}|<strong>{_TEXT}</strong>|<em>{_TEXT}</em>|{_LINK})+"
_BLOCK = rf"<%s>(?=[^&<{INVISIBLE}]|<[ase]){_LINE}(?<!\s)(?<!&nbsp;)</%s>"
_FLAT = re.compile(
    "(?:" + "|".join([*(_BLOCK % (tag, tag) for tag in ("p", "h2", "h3")), "<hr>", _PICTURE.pattern]) + ")*"
)


def _allowed() -> dict:
    allowed = allowlist_from_extensions(EXTENSIONS)
    # nh3 would let lang and title pass on any tag unless told otherwise.
    return allowed | {"attributes": allowed["attributes"] | {"*": set()}}


@cache
def _strict_cleaner() -> nh3.Cleaner:
    return nh3.Cleaner(**_allowed())


@cache
def _tolerant_cleaner() -> nh3.Cleaner:
    """As strict about danger, but keeps the tags that `tidy` knows how to put into our words."""
    allowed = _allowed()
    return nh3.Cleaner(**allowed | {"tags": allowed["tags"] | RENAMED.keys() | FOREIGN_BLOCKS})


def without_pictures(html: str, keys: Collection[int]) -> str:
    """Return a clean body without the pictures of these keys."""
    return _PICTURE.sub(lambda found: "" if int(found[1]) in keys else found[0], html)


# --- writing


def _written(block: Written) -> str:
    if block.kind == "html":
        return clean(block.text)
    if block.kind not in {"p", "h2", "h3"}:
        raise ValueError(f"A block of the body is p, h2, h3 or html, not “{block.kind}”: {block.text[:60]}")
    text = block.text if block.text.isprintable() else _UNPRINTABLE.sub(" ", block.text)
    text = text.strip()
    if not _VISIBLE.search(text):
        return ""
    return f"<{block.kind}>{_escaped(text)}</{block.kind}>"


def _escaped(text: str) -> str:
    """Just as nh3 writes text, so that what we write is already clean."""
    text = text.replace("\r\n", "\n").replace("\r", "\n").replace("&", "&amp;")
    return text.replace("<", "&lt;").replace(">", "&gt;").replace("\xa0", "&nbsp;")


def _figure(key: int) -> str:
    return f'<figure data-picture="{key}"></figure>'
