"""WordPress's shortcodes and blocks, read by a tokenizer and put into plain HTML. Pure."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from html import escape, unescape

_NAME = re.compile(r"[A-Za-z][\w-]{0,60}")
_ATTRIBUTE = re.compile(
    r"""\s*(?:([\w-]+)\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s'"\]]+(?=[\s\]/]|$)))|"([^"]*)"|'([^']*)'|([^\s\]"'=]+))"""
)
_BLOCK = re.compile(r"<!--\s+wp:([a-z][a-z0-9_-]*(?:/[a-z][a-z0-9_-]*)?)\s+(\{.*?\})?\s*(/)?-->", re.DOTALL)
_CURLY = {ord("“"): '"', ord("”"): '"', ord("″"): '"', ord("’"): "'", ord("′"): "'"}
_IMAGE = re.compile(r"((?:<a\b[^>]*>\s*)?<img\b[^>]*>(?:\s*</a>)?)(.*)", re.DOTALL | re.IGNORECASE)
_DEEPEST = 20


@dataclass(slots=True)
class Shortcode:
    """A shortcode as it stands: its name, and its attributes by name (those without one by number, from 0)."""

    name: str
    attributes: dict[str, str]
    source: str
    #: What stands between its tags: text and shortcodes; None where it has no closing tag.
    inner: list[str | Shortcode] | None = None

    def get(self, *names: str) -> str:
        return next((value for name in names if (value := self.attributes.get(name, "").strip())), "")


@dataclass(slots=True)
class Expanded:
    """HTML without shortcodes, and what became of them."""

    html: str
    #: Names of shortcodes that nobody here knows, how often each: their tags went, the words between them stayed.
    unknown: Counter[str] = field(default_factory=Counter)
    #: Names of blocks that their system filled when the page was asked for: nothing of theirs is in the export.
    dynamic: Counter[str] = field(default_factory=Counter)
    #: Whether the text is in blocks, so that its line breaks mean nothing.
    is_blocks: bool = False


Gallery = Callable[[str], str]


def expand(text: str, gallery: Gallery, reusable: Callable[[str], str] = lambda _ref: "") -> Expanded:
    """Put the blocks and shortcodes of a story into HTML that `markup` reads.

    `gallery(ids)` gives the img tags of the pictures with these ids (empty: those that belong to the story);
    `reusable(id)` the text of a block that several stories share.
    """
    expanded = Expanded(text, is_blocks="<!-- wp:" in text)
    if expanded.is_blocks:
        expanded.html = _blocks(text, gallery, reusable, expanded, 0)
    if "[" in expanded.html:
        expanded.html = _html(_tree(expanded.html), gallery, expanded)
    return expanded


def _blocks(text: str, gallery: Gallery, reusable: Callable[[str], str], expanded: Expanded, depth: int) -> str:
    """Blocks that stand for something elsewhere, by what they stand for; the comments of all others mean nothing."""

    def written(found: re.Match[str]) -> str:
        name, attributes, alone = found.groups()
        if not alone:
            return ""
        values = _json(attributes)
        name = name.removeprefix("core/")
        if name == "block" and depth < 3:
            if shared := reusable(str(values.get("ref", ""))):
                return _blocks(shared, gallery, reusable, expanded, depth + 1)
        elif name == "gallery" and isinstance(values.get("ids"), list):
            return gallery(",".join(map(str, values["ids"])))
        elif (name == "embed" or name.startswith("core-embed/")) and isinstance(values.get("url"), str):
            return f"<p>{escape(values['url'])}</p>"
        elif name in ("spacer", "more", "nextpage", "separator"):
            return ""
        expanded.dynamic[name] += 1
        return ""

    return _BLOCK.sub(written, text)


def _json(text: str | None) -> dict:
    try:
        values = json.loads(text or "{}")
    except (ValueError, RecursionError):
        return {}
    return values if isinstance(values, dict) else {}


# --- Tokens


@dataclass(slots=True)
class _Tag:
    name: str
    attributes: dict[str, str]
    source: str
    kind: str  # open, close, alone


def _tokens(text: str) -> Iterator[str | _Tag]:
    """Text and shortcodes' tags in turn; `[[tag]]` is text, and what stands inside of HTML tags is theirs."""
    position = start = 0
    while (position := text.find("[", position)) >= 0:
        if (
            text.startswith("[[", position)
            and (end := text.find("]]", position)) > 0
            and _NAME.match(text, position + 2)
        ):
            yield text[start:position] + text[position + 1 : end + 1]
            position = start = end + 2
            continue
        tag, end = _tag(text, position)
        if tag is None or _inside_html_tag(text, start, position):
            position += 1
            continue
        yield text[start:position]
        yield tag
        position = start = end
    yield text[start:]


def _inside_html_tag(text: str, start: int, position: int) -> bool:
    opened = text.rfind("<", max(start, position - 2000), position)
    return opened >= 0 and text.find(">", opened, position) < 0 and text[opened + 1 : opened + 2].isalpha()


def _tag(text: str, position: int) -> tuple[_Tag | None, int]:
    """The shortcode's tag that opens at a bracket; None where it is prose."""
    closing = text.startswith("/", position + 1)
    name = _NAME.match(text, position + 1 + closing)
    if name is None:
        return None, position
    end = name.end()
    if closing:
        return (
            (_Tag(name.group(), {}, text[position : end + 1], "close"), end + 1)
            if text[end : end + 1] == "]"
            else (None, 0)
        )
    attributes: dict[str, str] = {}
    limit = position + 20_000
    while end < len(text) and end < limit:
        rest = re.match(r"\s*", text[end : end + 1000]).end() + end
        if text[rest : rest + 1] == "]":
            return _Tag(name.group(), attributes, text[position : rest + 1], "open"), rest + 1
        if text[rest : rest + 2] == "/]":
            return _Tag(name.group(), attributes, text[position : rest + 2], "alone"), rest + 2
        found = _ATTRIBUTE.match(text, end)
        if found is None or found.end() == end or (rest == end and text[end : end + 1] not in " \t\n\r="):
            return None, position
        _note(found, attributes)
        end = found.end()
    return None, position


def _note(found: re.Match[str], attributes: dict[str, str]) -> None:
    key, double, single, bare, quoted, other, alone = found.groups()
    value = next((each for each in (double, single, bare, quoted, other, alone) if each is not None), "")
    if key is None:
        key = str(sum(name.isdigit() for name in attributes))
    attributes[key.lower()] = unescape(value)


def _tree(text: str) -> list[str | Shortcode]:
    """Text and shortcodes; a tag without a closing one encloses nothing."""
    nodes: list[str | Shortcode] = []
    #: Shortcodes that may still be closed, with their places in `nodes`.
    waiting: list[tuple[str, int]] = []
    for token in _tokens(text):
        if isinstance(token, str):
            if token:
                nodes.append(token)
            continue
        if token.kind != "close":
            nodes.append(Shortcode(token.name, token.attributes, token.source))
            if token.kind == "open":
                waiting = [*waiting[-_DEEPEST:], (token.name, len(nodes) - 1)]
            continue
        found = next((at for at in reversed(range(len(waiting))) if waiting[at][0] == token.name), None)
        if found is None:
            nodes.append(token.source)
            continue
        place = waiting[found][1]
        nodes[place].inner = nodes[place + 1 :]
        del nodes[place + 1 :], waiting[found:]
    return nodes


# --- HTML

#: Boxes of page builders: what stands in one stands by itself.
_LAYOUT = re.compile(
    r"(?:vc|et_pb|fusion|av|cs|mk|kc|tatsu|wpb|fl|siteorigin|themify|ux)_\w+$|\w*(?:column|section|row|tab|toggle|accordion|panel|"
    r"box|div|spoiler)s?\w*$|(?:one|two|three|four|five)_(?:half|third|fourth|fifth|sixth)s?\w*$"
)


def _html(nodes: list[str | Shortcode], gallery: Gallery, expanded: Expanded) -> str:
    written = []
    for node in nodes:
        if isinstance(node, str):
            written.append(node)
            continue
        inner = _html(node.inner, gallery, expanded) if node.inner is not None else ""
        if node.name in ("gallery", "playlist"):
            written.append(gallery(node.get("ids", "include")) if node.name == "gallery" else "")
        elif writer := _WRITERS.get(node.name):
            written.append(writer(node, inner))
        elif node.inner is None and all(map(str.isdigit, node.attributes)):
            # Words in brackets: [sic], [the mayor].
            written.append(node.source)
        else:
            expanded.unknown[node.name] += 1
            written.append(f"\n\n{inner}\n\n" if inner and _LAYOUT.match(node.name) else inner)
    return "".join(written)


def _caption(code: Shortcode, inner: str) -> str:
    """A picture with its caption, which stands behind it, or before WordPress 3.4 in an attribute."""
    found = _IMAGE.match(inner.strip())
    if found is None:
        return inner + (f"<p>{code.get('caption')}</p>" if code.get("caption") else "")
    caption = found[2].strip() or code.get("caption")
    if found[2].strip() and code.get("caption") and code.get("caption") not in found[2]:
        caption = f"{code.get('caption')} {found[2].strip()}"
    return f"\n\n<figure>{found[1]}<figcaption>{caption}</figcaption></figure>\n\n"


def _address(code: Shortcode, inner: str) -> str:
    """Something elsewhere that is named by its address."""
    address = code.get("src", "url", "href", "link", "0", "tweet") or re.sub("<[^>]*>", "", inner).strip()
    return f"\n\n<p>{escape(unescape(address))}</p>\n\n" if address else ""


def _by_number(pattern: str) -> Callable[[Shortcode, str], str]:
    """Something elsewhere that is named by its address or by its number there."""

    def written(code: Shortcode, inner: str) -> str:
        said = code.get("id", "url", "src", "0", "v", "tweet") or inner.strip()
        said = unescape(said.removeprefix("="))
        if not said:
            return ""
        address = said if said.startswith(("http", "//")) else pattern.format(said)
        return f"\n\n<p>{escape(address)}</p>\n\n"

    return written


def _recording(code: Shortcode, inner: str) -> str:
    source = code.get("src", "mp4", "m4v", "webm", "ogv", "mp3", "m4a", "ogg", "wav", "flv", "wmv", "0")
    return f'\n\n<{code.name} src="{escape(source)}"></{code.name}>\n\n{inner}' if source else inner


def _pull_quote(code: Shortcode, inner: str) -> str:
    speaker = code.get("cite", "author", "speaker", "source", "name")
    said_by = f"<cite>{escape(speaker)}</cite>" if speaker else ""
    words = inner or escape(code.get("quote", "text"))
    return f'\n\n<aside class="pullquote">{words}{said_by}</aside>\n\n' if words else ""


def _quote(code: Shortcode, inner: str) -> str:
    speaker = code.get("cite", "author", "source")
    return f"\n\n<blockquote>{inner}{f'<p>{escape(speaker)}</p>' if speaker else ''}</blockquote>\n\n"


_WRITERS: dict[str, Callable[[Shortcode, str], str]] = {
    "caption": _caption,
    "wp_caption": _caption,
    "embed": _address,
    "googlevideo": _address,
    "facebook": _address,
    "fb": _address,
    "instagram": _address,
    "tiktok": _address,
    "soundcloud": _address,
    "spotify": _address,
    "iframe": lambda code, inner: f'<iframe src="{escape(code.get("src", "0"))}"></iframe>{inner}',
    "youtube": _by_number("https://www.youtube.com/watch?v={}"),
    "youtube_sc": _by_number("https://www.youtube.com/watch?v={}"),
    "vimeo": _by_number("https://vimeo.com/{}"),
    "tweet": _by_number("https://twitter.com/i/status/{}"),
    "twitter": _by_number("https://twitter.com/i/status/{}"),
    "audio": _recording,
    "video": _recording,
    "pullquote": _pull_quote,
    "pull_quote": _pull_quote,
    "pull-quote": _pull_quote,
    "quote": _quote,
    "blockquote": _quote,
}
