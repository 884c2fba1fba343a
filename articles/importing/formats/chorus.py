"""Chorus's export: one JSON file an entry, its text in components. Pure."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Iterator
from datetime import datetime
from html import escape
from typing import Any, BinaryIO

from articles.importing import dates
from articles.importing.markup import Found, convert, to_plain
from articles.importing.markup.found import parts_of, plain_picture, with_caption
from articles.importing.records import (
    DEFAULTS,
    LegacyByline,
    LegacyPicture,
    LegacyRelated,
    LegacyStory,
    NotAStory,
    Problem,
    ReadOptions,
    Status,
)

NAME = "chorus"
#: A larger file is no entry.
MOST_BYTES = 30 * 1024 * 1024
_URLS = ("originalUrl", "url", "src", "imageUrl", "thumbnailUrl")
_WORDS = ("html", "plaintext", "text", "title", "label", "caption")
_DEEPEST = 12


def sniff(head: bytes, name: str) -> float:
    """How surely a file is an entry of Chorus: its id or its components have the export's own names."""
    if not head.lstrip(b"\xef\xbb\xbf \t\r\n").startswith((b"{", b"[")):
        return 0.0
    return 0.95 if b'"EntryBody' in head or (b'"Entry:' in head and b'"uid"' in head) else 0.0


def read(stream: BinaryIO, origin: str, options: ReadOptions = DEFAULTS) -> Iterator[LegacyStory | NotAStory]:
    """Read the entry, or the list of entries, of an open file."""
    content = stream.read(MOST_BYTES + 1)
    if len(content) > MOST_BYTES:
        yield NotAStory(origin, f"larger than {MOST_BYTES // 1024 // 1024} MB: no entry", kind="too-large")
        return
    try:
        said = json.loads(content.decode("utf-8-sig"))
    except UnicodeDecodeError as error:
        yield NotAStory(origin, f"{origin}: is not UTF-8: byte {error.start}", kind="bad-file")
        return
    except json.JSONDecodeError as error:
        place = f"line {error.lineno}, character {error.colno}"
        yield NotAStory(origin, f"{origin}: is not JSON: {error.msg} ({place})", kind="bad-file")
        return
    except (ValueError, RecursionError):
        yield NotAStory(origin, f"{origin}: is not JSON that can be read: nested too deep", kind="bad-file")
        return
    entries = said if isinstance(said, list) else [said]
    for number, entry in enumerate(entries, 1):
        place = origin if len(entries) == 1 else f"{origin} entry {number}"
        if isinstance(entry, dict):
            original = content if len(entries) == 1 else json.dumps(entry, ensure_ascii=False).encode()
            yield _story(_dict(entry, "source") or entry, place, original, options)
        else:
            yield NotAStory(place, f"{place}: is no entry in braces", kind="bad-record")


def _story(entry: dict, place: str, original: bytes, options: ReadOptions) -> LegacyStory:
    problems: list[Problem] = []
    unknown: Counter[str] = Counter()
    related: list[LegacyRelated] = []
    parts = _list(_dict(entry, "body"), "components")
    markup = "".join(_component(part, unknown, related) for part in parts if isinstance(part, dict))
    lead = _lead(entry)
    address = _text(entry, "url")
    converted = convert(markup, base=address, lead=lead)
    if unknown:
        told = ", ".join(f"{count} × {name}" for name, count in unknown.most_common())
        problems.append(Problem("unknown-component", f"Parts of kinds unknown here gave their words alone: {told}."))
    if not converted.blocks:
        problems.append(Problem("no-text", "It has no text."))
    status = _status(entry, problems)
    groups = [to_plain(_text(group, "name")) for group in _list(entry, "communityGroups") if isinstance(group, dict)]
    groups = list(dict.fromkeys(name for name in groups if name))
    return LegacyStory(
        legacy_id=_text(entry, "uid") or _text(entry, "uuid") or address,
        headline=to_plain(_text(entry, "title")),
        blocks=converted.blocks,
        origin=place,
        source=parts_of(address).netloc or "chorus",
        section=groups[0] if groups else "",
        default_section="Posts",
        slug=_text(entry, "slug") or parts_of(address).path.rstrip("/").rpartition("/")[2],
        standfirst=to_plain(_text(_dict(entry, "dek"), "html") or _text(entry, "dek")),
        bylines=_bylines(entry),
        tags=tuple(groups[1:]),
        published_at=_date(entry, problems, options) if status == Status.PUBLISHED else None,
        updated_at=dates.read(_text(entry, "updatedAt"), options).value if _text(entry, "updatedAt") else None,
        status=status,
        lead_picture=lead,
        inline_pictures=converted.pictures,
        related=tuple(related),
        addresses=(address,) if address else (),
        text_kept=converted.kept,
        problems=(*problems, *converted.problems),
        original=original,
    )


def _text(said: Any, key: str) -> str:
    value = said.get(key) if isinstance(said, dict) else None
    return value if isinstance(value, str) else ""


def _dict(said: dict, key: str) -> dict:
    value = said.get(key)
    return value if isinstance(value, dict) else {}


def _list(said: dict, key: str) -> list:
    value = said.get(key)
    return value if isinstance(value, list) else []


def _status(entry: dict, problems: list[Problem]) -> Status:
    """An entry that says nothing of it was exported from the site, where it stood."""
    said = _text(entry, "publishStatus") or _text(entry, "status")
    if entry.get("published") is False or said.upper() in ("DRAFT", "UNPUBLISHED", "IN_PROGRESS", "DELETED"):
        return Status.DRAFT
    if said and said.upper() not in ("PUBLISHED", "LIVE"):
        problems.append(Problem("unknown-status", f"Its status was “{said}”: kept as a draft."))
        return Status.DRAFT
    return Status.PUBLISHED


def _date(entry: dict, problems: list[Problem], options: ReadOptions) -> datetime | None:
    for key in ("publishDate", "publishedAt", "firstPublishedAt", "createdAt"):
        if _text(entry, key):
            said = dates.read(_text(entry, key), options)
            problems += said.problems
            if key == "createdAt":
                problems.append(Problem("created-date", "The export says when it was made, not when it was published."))
            return said.value
    problems.append(Problem("no-date", "The export has no date for it."))
    return None


def _bylines(entry: dict) -> tuple[LegacyByline, ...]:
    first = _text(_dict(entry, "authorProfile"), "name") or _text(_dict(entry, "author"), "fullOrUserName")
    others = (_text(each, "fullOrUserName") or _text(each, "name") for each in _list(entry, "contributors"))
    names = (to_plain(name) for name in (first, *others))
    return tuple(LegacyByline(name) for name in dict.fromkeys(names) if name)


def _lead(entry: dict) -> LegacyPicture | None:
    said = _dict(entry, "leadImage") or _dict(entry, "primaryImage")
    url = _deep(said, _URLS)
    if not url:
        return None
    picture = plain_picture(Found(url, _deep(said, ("alt", "altText")), {}))
    return with_caption(picture, to_plain(_caption(said)))


def _caption(said: dict) -> str:
    """Caption and credit as one printed line."""
    caption = _text(_dict(said, "caption"), "html") or _text(said, "caption")
    credit = _text(_dict(said, "credit"), "html") or _text(said, "credit")
    return f"{caption} Photo: {credit}" if credit else caption


def _deep(said: Any, keys: tuple[str, ...], depth: int = 0) -> str:
    """The first text under one of these names, however deep."""
    if depth > _DEEPEST:
        return ""
    if isinstance(said, dict):
        own = next((said[key] for key in keys if isinstance(said.get(key), str) and said[key]), "")
        return own or next((found for value in said.values() if (found := _deep(value, keys, depth + 1))), "")
    if isinstance(said, list):
        return next((found for value in said if (found := _deep(value, keys, depth + 1))), "")
    return ""


# --- Components


def _component(part: dict, unknown: Counter[str], related: list[LegacyRelated]) -> str:
    kind = _text(part, "__typename").removeprefix("EntryBody")
    if kind == "RelatedList":
        items = [item for item in _list(part, "items") if _text(item, "title") or _text(item, "url")]
        related += [LegacyRelated(to_plain(_text(item, "title")), url=_text(item, "url")) for item in items]
        return ""
    if kind == "Sidebar":
        inner = "".join(_component(each, unknown, related) for each in _inner(part))
        title = _text(_dict(part, "sidebar"), "title") or _text(part, "title")
        return f"<aside>{f'<h2>{title}</h2>' if title else ''}{inner}</aside>"
    if writer := _COMPONENTS.get(kind):
        return writer(part)
    unknown[kind] += 1
    return "".join(f"<p>{words}</p>" for words in _all_words(part, 0))


def _inner(part: dict) -> list[dict]:
    found = _list(_dict(part, "sidebar"), "body") or _list(part, "body") or _list(_dict(part, "body"), "components")
    return [each for each in found if isinstance(each, dict)]


def _all_words(said: Any, depth: int) -> Iterator[str]:
    if depth > _DEEPEST:
        return
    for key, value in said.items() if isinstance(said, dict) else enumerate(said):
        if isinstance(value, dict | list):
            yield from _all_words(value, depth + 1)
        elif isinstance(value, str) and key in _WORDS and value.strip():
            yield value


def _html(part: dict, key: str = "contents") -> str:
    return _text(_dict(part, key), "html")


def _heading(part: dict) -> str:
    level = part.get("level") if part.get("level") in (1, 2, 3, 4, 5, 6) else 2
    return f"<h{level}>{_html(part)}</h{level}>"


def _items(part: dict) -> str:
    tag = "ol" if part.get("ordered") else "ul"
    lines = (_html(item, "line") for item in _list(part, "items") if isinstance(item, dict))
    return f"<{tag}>{''.join(f'<li>{line}</li>' for line in lines)}</{tag}>"


def _quotation(part: dict) -> str:
    inner = "".join(f"<p>{_html(each)}</p>" for each in _list(part, "paragraphs") if isinstance(each, dict))
    return f"<blockquote>{inner or _html(part)}</blockquote>"


def _image(part: dict) -> str:
    image = f'<img src="{escape(_deep(part, _URLS))}" alt="{escape(_deep(part, ("alt", "altText")))}">'
    said = _dict(part, "image") or part
    return f"<figure>{image}<figcaption>{_caption(said)}</figcaption></figure>"


def _gallery(part: dict) -> str:
    images = _list(_dict(part, "gallery"), "images") or _list(part, "images")
    return f'<figure class="gallery">{"".join(_image(each) for each in images if isinstance(each, dict))}</figure>'


def _embed(part: dict) -> str:
    said = _dict(part, "embed")
    return _text(said, "embedHtml") or f"<p>{escape(_deep(said, ('url', 'uri')))}</p>"


def _row(cells: list, tag: str) -> str:
    return f"<tr>{''.join(f'<{tag}>{escape(str(cell), quote=False)}</{tag}>' for cell in cells)}</tr>"


def _table(part: dict) -> str:
    said = _dict(part, "table")
    rows = "".join(_row(row, "td") for row in _list(said, "rows") if isinstance(row, list))
    head = _row(_list(said, "columns"), "th") if _list(said, "columns") else ""
    title, caption = _text(said, "title"), _text(said, "caption")
    return f"{f'<h3>{title}</h3>' if title else ''}<table>{head}{rows}</table>{f'<p>{caption}</p>' if caption else ''}"


def _poll(part: dict) -> str:
    said = _dict(part, "poll")
    rows = (
        _row([_text(each, "label"), each.get("votes", "")], "td")
        for each in _list(said, "options")
        if isinstance(each, dict)
    )
    return f"<h3>{_text(said, 'title')}</h3><table>{''.join(rows)}</table>"


_COMPONENTS: dict[str, Callable[[dict], str]] = {
    "Paragraph": lambda part: f"<p>{_html(part)}</p>",
    "Heading": _heading,
    "List": _items,
    "Blockquote": _quotation,
    "Pullquote": lambda part: f'<aside class="pullquote">{_html(part, "quote")}</aside>',
    "HorizontalRule": lambda part: "<hr>",
    "HTML": lambda part: _text(part, "rawHtml"),
    "Embed": _embed,
    "Image": _image,
    "Gallery": _gallery,
    "Table": _table,
    "Poll": _poll,
}
