"""Lexical and mobiledoc documents, as Ghost's editors keep stories, put into plain HTML. Pure."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Callable
from html import escape
from typing import Any

_BOLD, _ITALIC = 1, 2
_DEEPEST = 60
_MOBILEDOC_TAGS = frozenset({"b", "strong", "i", "em", "a", "code", "u", "s", "sub", "sup"})


class NotADocument(ValueError):
    """The text is no document of this editor. The message says why."""


def lexical(text: str, unknown: Counter[str]) -> str:
    """HTML of a Lexical document. Kinds of nodes that nobody here knows are counted; their words stay.

    Raises NotADocument.
    """
    root = _parsed(text).get("root")
    if not isinstance(root, dict):
        raise NotADocument("it has no root")
    return _children(root, unknown, 0)


def _parsed(text: str) -> dict:
    try:
        document = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise NotADocument("it is no JSON") from error
    if not isinstance(document, dict):
        raise NotADocument("it is no document")
    return document


def _children(node: dict, unknown: Counter[str], depth: int) -> str:
    children = node.get("children")
    if not isinstance(children, list) or depth > _DEEPEST:
        return ""
    return "".join(_node(child, unknown, depth + 1) for child in children if isinstance(child, dict))


def _node(node: dict, unknown: Counter[str], depth: int) -> str:
    kind = str(node.get("type", "")).removeprefix("extended-")
    if kind == "text":
        return _text(node)
    if kind in ("linebreak", "tab"):
        return "<br>" if kind == "linebreak" else " "
    inner = _children(node, unknown, depth)
    match kind:
        case "paragraph":
            return f"<p>{inner}</p>"
        case "heading":
            tag = node.get("tag") if node.get("tag") in ("h1", "h2", "h3", "h4", "h5", "h6") else "h2"
            return f"<{tag}>{inner}</{tag}>"
        case "quote" | "aside":
            return f"<blockquote>{inner}</blockquote>"
        case "link" | "autolink":
            return f'<a href="{_attribute(node, "url")}">{inner}</a>'
        case "list":
            tag = "ol" if node.get("listType") == "number" else "ul"
            start = node.get("start") if tag == "ol" and isinstance(node.get("start"), int) else 1
            return f'<{tag} start="{start}">{inner}</{tag}>'
        case "listitem":
            return f"<li>{inner}</li>"
    return card(kind, node, unknown) + inner


def _text(node: dict) -> str:
    words = escape(_plain(node.get("text")), quote=False)
    marks = node.get("format") if isinstance(node.get("format"), int) else 0
    if marks & _BOLD:
        words = f"<strong>{words}</strong>"
    return f"<em>{words}</em>" if marks & _ITALIC else words


def mobiledoc(text: str, unknown: Counter[str]) -> str:
    """HTML of a mobiledoc document (versions 0.2 and 0.3). Raises NotADocument."""
    document = _parsed(text)
    sections = document.get("sections")
    if document.get("version") == "0.2.0" and isinstance(sections, list) and len(sections) == 2:
        document = {"markups": sections[0], "sections": sections[1], "cards": [], "atoms": []}
        sections = document["sections"]
    if not isinstance(sections, list):
        raise NotADocument("it has no sections")
    return "".join(
        _section(section, document, unknown) for section in sections if isinstance(section, list) and section
    )


def _section(section: list, document: dict, unknown: Counter[str]) -> str:
    kind, rest = section[0], section[1:]
    if kind == 1 and len(rest) >= 2:
        tag = rest[0] if rest[0] in ("p", "h1", "h2", "h3", "h4", "h5", "h6", "blockquote") else "p"
        tag = "aside" if rest[0] in ("aside", "pull-quote") else tag
        return f"<{tag}>{_markers(rest[1], document)}</{tag}>"
    if kind == 2 and rest:
        return f'<img src="{escape(_plain(rest[0]))}">'
    if kind == 3 and len(rest) >= 2 and isinstance(rest[1], list):
        tag = "ol" if rest[0] == "ol" else "ul"
        return f"<{tag}>{''.join(f'<li>{_markers(item, document)}</li>' for item in rest[1])}</{tag}>"
    if kind == 10 and rest:
        cards = document.get("cards")
        if isinstance(cards, list) and isinstance(rest[0], int) and 0 <= rest[0] < len(cards):
            found = cards[rest[0]]
            if isinstance(found, list) and len(found) == 2 and isinstance(found[1], dict):
                return card(_plain(found[0]), found[1], unknown)
    return ""


def _markers(markers: Any, document: dict) -> str:
    """Runs of text: which marks open, how many close, and the words."""
    written: list[str] = []
    opened: list[str] = []
    known = document.get("markups") if isinstance(document.get("markups"), list) else []
    atoms = document.get("atoms") if isinstance(document.get("atoms"), list) else []
    for marker in markers if isinstance(markers, list) else []:
        if not isinstance(marker, list) or len(marker) < 3:
            continue
        kind, opens, closes, value = marker if len(marker) == 4 else (0, *marker)
        for number in opens if isinstance(opens, list) else []:
            tag, opening = _markup(known[number]) if isinstance(number, int) and number < len(known) else ("", "")
            opened.append(tag)
            written.append(opening)
        if kind == 1:
            atom = atoms[value] if isinstance(value, int) and value < len(atoms) else None
            name = atom[0] if isinstance(atom, list) and atom else ""
            written.append(
                "<br>" if name == "soft-return" else escape(_plain(atom[1])) if atom and len(atom) > 1 else ""
            )
        else:
            written.append(escape(_plain(value), quote=False))
        closing = [opened.pop() for _each in range(closes if isinstance(closes, int) else 0) if opened]
        written += [f"</{tag}>" for tag in closing if tag]
    return "".join(written)


def _markup(markup: Any) -> tuple[str, str]:
    """A mark's tag and its opening tag."""
    if not isinstance(markup, list) or not markup or markup[0] not in _MOBILEDOC_TAGS:
        return "", ""
    tag = markup[0]
    if tag == "a" and len(markup) > 1 and isinstance(markup[1], list):
        pairs = dict(zip(markup[1][::2], markup[1][1::2], strict=False))
        return tag, f'<a href="{escape(_plain(pairs.get("href")))}">'
    return tag, f"<{tag}>"


# --- Cards, which both editors have


def card(name: str, said: dict, unknown: Counter[str]) -> str:
    """HTML of a card. One that nobody here knows gives its words and is counted."""
    name = name.removeprefix("card-")
    if writer := _CARDS.get(name):
        return writer(said)
    unknown[name] += 1
    return "".join(f"<p>{said[key]}</p>" for key in sorted(said) if _is_words(key, said[key]))


def _is_words(key: str, value: Any) -> bool:
    wanted = re.search("text|title|heading|caption|content|description|html|quote", key, re.IGNORECASE)
    return (
        bool(wanted) and isinstance(value, str) and bool(value.strip()) and not value.startswith(("http", "#", "rgb"))
    )


def _plain(value: Any) -> str:
    return value if isinstance(value, str) else "" if value is None or isinstance(value, list | dict) else str(value)


def _attribute(said: dict, key: str) -> str:
    return escape(_plain(said.get(key)))


def _picture(said: dict) -> str:
    caption = _plain(said.get("caption"))
    image = f'<img src="{_attribute(said, "src")}" alt="{_attribute(said, "alt")}">'
    return f"<figure>{image}<figcaption>{caption}</figcaption></figure>"


def _gallery(said: dict) -> str:
    images = said.get("images") if isinstance(said.get("images"), list) else []
    inner = "".join(_picture(image) for image in images if isinstance(image, dict))
    caption = _plain(said.get("caption"))
    return f'<figure class="gallery">{inner}</figure>' + (f"<p>{caption}</p>" if caption else "")


def _bookmark(said: dict) -> str:
    facts = said.get("metadata") if isinstance(said.get("metadata"), dict) else {}
    url = _attribute(said, "url") or _attribute(facts, "url")
    title = escape(_plain(facts.get("title")), quote=False) or url
    words = escape(_plain(facts.get("description")), quote=False)
    caption = _plain(said.get("caption"))
    return f'<p><a href="{url}">{title}</a></p>' + "".join(f"<p>{each}</p>" for each in (words, caption) if each)


def _embed(said: dict) -> str:
    caption = _plain(said.get("caption"))
    url = _attribute(said, "url")
    html = _plain(said.get("html"))
    words = f"<blockquote>{html}</blockquote>" if "<blockquote" in html else ""
    return f"{words}<p>{url}</p>" + (f"<p>{caption}</p>" if caption else "") if url else html


def _recording(tag: str) -> Callable[[dict], str]:
    def written(said: dict) -> str:
        words = "".join(f"<p>{said[key]}</p>" for key in ("title", "caption") if _plain(said.get(key)))
        return f'<{tag} src="{_attribute(said, "src")}"></{tag}>{words}'

    return written


def _file(said: dict) -> str:
    title = _plain(said.get("fileTitle")) or _plain(said.get("fileName")) or _plain(said.get("src"))
    words = f"<p>{_plain(said.get('fileCaption'))}</p>" if said.get("fileCaption") else ""
    return f'<p><a href="{_attribute(said, "src")}">{escape(title, quote=False)}</a></p>{words}'


def _code(said: dict) -> str:
    caption = _plain(said.get("caption"))
    return f"<pre>{escape(_plain(said.get('code')), quote=False)}</pre>" + (f"<p>{caption}</p>" if caption else "")


def _markdown(said: dict) -> str:
    """Paragraphs of Markdown as they were typed: it is no HTML, and a guess at it could lose words."""
    text = _plain(said.get("markdown"))
    parts = (part.strip() for part in re.split(r"\n\s*\n", text))
    return "".join(f"<pre>{escape(part, quote=False)}</pre>" for part in parts if part)


def _words(*keys: str, around: str = "p") -> Callable[[dict], str]:
    def written(said: dict) -> str:
        inner = "".join(f"<p>{_plain(said.get(key))}</p>" for key in keys if _plain(said.get(key)).strip())
        return f"<{around}>{inner}</{around}>" if inner and around != "p" else inner

    return written


def _button(said: dict) -> str:
    text = escape(_plain(said.get("buttonText")), quote=False)
    return f'<p><a href="{_attribute(said, "buttonUrl")}">{text}</a></p>' if text else ""


_CARDS: dict[str, Callable[[dict], str]] = {
    "image": _picture,
    "gallery": _gallery,
    "bookmark": _bookmark,
    "embed": _embed,
    "video": _recording("video"),
    "audio": _recording("audio"),
    "file": _file,
    "code": _code,
    "codeblock": _code,
    "html": lambda said: _plain(said.get("html")),
    "markdown": _markdown,
    "hr": lambda said: "<hr>",
    "horizontalrule": lambda said: "<hr>",
    "callout": _words("calloutEmoji", "calloutText", around="aside"),
    "toggle": _words("heading", "content"),
    "header": _words("heading", "header", "subheading", "subheader"),
    "button": _button,
    "call-to-action": lambda said: _words("textValue")(said) + _button(said),
    "product": _words("productTitle", "productDescription"),
    # For the system alone, or for letters: never on the page.
    "paywall": lambda said: "",
    "signup": lambda said: "",
    "email": lambda said: "",
    "email-cta": lambda said: "",
}
