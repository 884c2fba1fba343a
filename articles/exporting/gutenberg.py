"""A story's body as WordPress's block editor writes it ("Gutenberg"). Pure; for `formats.wxr`.

Each block is HTML between comments that say what it is. What a block of WordPress's own cannot hold (a list in a
table's cell) stands in a block of plain HTML, so that the editor finds nothing to mend. Several paragraphs of one item
or cell are lines of it.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable, Iterator
from html import escape
from typing import TYPE_CHECKING

from lxml import etree

from articles.body.embeds import recognise
from articles.exporting import references, trees
from articles.exporting.references import Shot
from articles.exporting.trees import Element

if TYPE_CHECKING:
    from articles.exporting.values import Exported, Paper

#: The attachment's number of a picture in the export, 0 where it is none.
Numbered = Callable[[Shot], int]
#: What WordPress calls the services that we know, where it has an embed block for them, and what is there.
_PROVIDERS = {
    "YouTube": ("youtube", "video"),
    "Vimeo": ("vimeo", "video"),
    "X": ("twitter", "rich"),
    "TikTok": ("tiktok", "video"),
    "SoundCloud": ("soundcloud", "rich"),
    "Spotify": ("spotify", "rich"),
}
_BRACKET = re.compile(r"<[^>]*>|\[")
_INLINE = frozenset(("strong", "em", "a", "br"))


def write(exported: Exported, paper: Paper, shown: dict[int, Shot], number: Numbered) -> str:
    """Return the story's text: corrections that stand above it, its blocks, its pictures below it, its corrections."""
    story = exported.story
    parts = [_note(note) for note in story.notes_above]
    for block in list(trees.with_whole_links(trees.parsed(story.body), paper)):
        parts += _node(block, exported, paper, shown, number)
    parts += [_image(shot, number) for shot in references.unplaced(exported, shown)]
    row = [shot for shot in shown.values() if shot.placement == "gallery"]
    parts.append(_gallery([shot for shot in row if shot.source], number))
    parts += [_image(shot, number) for shot in row if not shot.source]
    parts += [_note(note) for note in story.notes_below]
    return _BRACKET.sub(_no_shortcode, "\n\n".join(filter(None, parts)))


def _no_shortcode(found: re.Match[str]) -> str:
    """A bracket in the words as a reference: WordPress takes `[gallery]` for an order to itself. Tags stay."""
    return "&#91;" if found[0] == "[" else found[0]


def _node(block: Element, exported: Exported, paper: Paper, shown: dict[int, Shot], number: Numbered) -> Iterator[str]:
    kind, value = trees.node(block)
    match kind:
        case "picture":
            if shot := shown.get(int(value)):
                yield _image(shot, number)
        case "embed":
            yield _embed(value)
        case "story":
            if card := exported.story.cards.get(int(value)):
                link = f'<a href="{escape(references.address(paper, card.url))}">{_text(card.headline)}</a>'
                yield _block("paragraph", f'<p class="related-story">{link}</p>', className="related-story")
        case "pull-quote":
            yield _pull_quote(block)
        case "fact-box":
            inside = "\n\n".join(_plain(child) for child in block)
            html = f'<aside class="wp-block-group fact-box">{inside}</aside>'
            yield _block("group", html, tagName="aside", className="fact-box")
        case _:
            yield _plain(block)


def _plain(block: Element) -> str:
    """A block that is no node of its own."""
    match block.tag:
        case "p":
            return _block("paragraph", f"<p>{_inside(block)}</p>")
        case "h2" | "h3":
            level = {"level": 3} if block.tag == "h3" else {}
            return _block("heading", f'<{block.tag} class="wp-block-heading">{_inside(block)}</{block.tag}>', **level)
        case "ul" | "ol":
            return _list(block) if _is_simple_list(block) else _html(block)
        case "blockquote":
            inside = "\n\n".join(_plain(child) for child in block)
            return _block("quote", f'<blockquote class="wp-block-quote">{inside}</blockquote>')
        case "hr":
            return _block("separator", '<hr class="wp-block-separator has-alpha-channel-opacity"/>')
        case "table" if _is_simple_table(block):
            return _block("table", f'<figure class="wp-block-table">{_table(block)}</figure>', hasFixedLayout=False)
    return _html(block)


def _block(name: str, html: str, **attributes: object) -> str:
    told = f" {_json(attributes)}" if attributes else ""
    return f"<!-- wp:{name}{told} -->\n{html}\n<!-- /wp:{name} -->"


def _json(attributes: dict[str, object]) -> str:
    """A block's attributes as WordPress writes them: nothing in them ends the comment that they stand in."""
    text = json.dumps(attributes, ensure_ascii=False, separators=(",", ":"))
    for characters, written in (("--", r"\u002d\u002d"), ("<", r"\u003c"), (">", r"\u003e"), ("&", r"\u0026")):
        text = text.replace(characters, written)
    return text


def _html(block: Element) -> str:
    return _block("html", _written(block))


def _text(text: str) -> str:
    return escape(text, quote=False)


def _written(element: Element) -> str:
    return etree.tostring(element, encoding="unicode", method="html", with_tail=False)


def _inside(element: Element) -> str:
    """The words of a line with their marks; of several lines in paragraphs each in a line of its own."""
    parts = [_text(element.text or "")]
    for child in element:
        if child.tag == "p":
            parts += ["<br>" if "".join(parts).strip() else "", _inside(child)]
        else:
            parts.append(_written(child))
        parts.append(_text(child.tail or ""))
    return "".join(parts)


# --- Lists and tables


def _is_line(element: Element) -> bool:
    """Whether an element holds nothing but a line of words, or several lines in paragraphs."""
    return all(child.tag in _INLINE or (child.tag == "p" and _is_line(child)) for child in element)


def _is_simple_list(block: Element) -> bool:
    for item in block:
        lists = [child for child in item if child.tag in ("ul", "ol")]
        others = [child for child in item if child.tag not in ("ul", "ol")]
        # A list that is part of an item stands at its end.
        if list(item)[len(others) :] != lists or any((child.tail or "").strip() for child in lists):
            return False
        if not all(child.tag in _INLINE or (child.tag == "p" and _is_line(child)) for child in others):
            return False
        if not all(map(_is_simple_list, lists)):
            return False
    return True


def _list(block: Element) -> str:
    items = []
    for item in block:
        inner = [child for child in item if child.tag in ("ul", "ol")]
        for child in inner:
            item.remove(child)
        items.append(_block("list-item", f"<li>{_inside(item)}{''.join(map(_list, inner))}</li>"))
    start = block.get("start", "")
    attributes = {"ordered": True} if block.tag == "ol" else {}
    attributes |= {"start": int(start)} if start.isdecimal() else {}
    told = f' start="{start}"' if "start" in attributes else ""
    inside = "\n\n".join(items)
    return _block("list", f'<{block.tag}{told} class="wp-block-list">{inside}</{block.tag}>', **attributes)


def _is_simple_table(table: Element) -> bool:
    return all(map(_is_line, table.iter("td", "th")))


def _table(table: Element) -> str:
    rows: dict[str, list[str]] = {"thead": [], "tbody": []}
    for row in table.iter("tr"):
        cells = "".join(_cell(cell) for cell in row)
        rows["thead" if row.getparent().tag == "thead" else "tbody"].append(f"<tr>{cells}</tr>")
    parts = [f"<{part}>{''.join(lines)}</{part}>" for part, lines in rows.items() if lines]
    return f"<table>{''.join(parts)}</table>"


def _cell(cell: Element) -> str:
    spans = "".join(f' {name}="{escape(cell.get(name))}"' for name in ("colspan", "rowspan") if cell.get(name))
    return f"<{cell.tag}{spans}>{_inside(cell)}</{cell.tag}>"


# --- Quotations, embeds, pictures, corrections


def _pull_quote(block: Element) -> str:
    quotation, speaker = block.find("blockquote"), block.find("figcaption")
    if any(child.tag != "p" for child in quotation):
        name, lines = "html", "".join(map(_written, quotation))
    else:
        name, lines = "pullquote", "".join(f"<p>{_inside(child)}</p>" for child in quotation)
    cite = f"<cite>{_inside(speaker)}</cite>" if speaker is not None else ""
    return _block(name, f'<figure class="wp-block-pullquote"><blockquote>{lines}{cite}</blockquote></figure>')


def _embed(address: str) -> str:
    known = recognise(address)
    provider, kind = _PROVIDERS.get(known.service if known else "", ("", ""))
    if not provider:
        # WordPress has no embed of it any more: a link, which it leaves as it is.
        return _block("paragraph", f'<p><a href="{escape(address)}">{_text(address)}</a></p>')
    classes = f"wp-block-embed is-type-{kind} is-provider-{provider} wp-block-embed-{provider}"
    html = f'<figure class="{classes}"><div class="wp-block-embed__wrapper">\n{_text(address)}\n</div></figure>'
    return _block("embed", html, url=address, type=kind, providerNameSlug=provider, responsive=True)


def _image(shot: Shot, number: Numbered) -> str:
    if not shot.source:
        words = " ".join(filter(None, (shot.caption, shot.credit)))
        return _block("paragraph", f'<p class="caption">{_text(words)}</p>', className="caption") if words else ""
    key = number(shot)
    caption = f'<figcaption class="wp-element-caption">{_text(shot.caption)}</figcaption>' if shot.caption else ""
    image = f'<img src="{escape(shot.source)}" alt="{escape(shot.alt)}" class="wp-image-{key}"/>'
    html = f'<figure class="wp-block-image size-full">{image}{caption}</figure>'
    return _block("image", html, id=key, sizeSlug="full", linkDestination="none")


def _gallery(pictures: Iterable[Shot], number: Numbered) -> str:
    inside = "\n\n".join(_image(shot, number) for shot in pictures)
    if not inside:
        return ""
    classes = "wp-block-gallery has-nested-images columns-default is-cropped"
    return _block("gallery", f'<figure class="{classes}">{inside}</figure>', linkTo="none")


def _note(note) -> str:
    """What the paper said about the story: its label and its words, in a group of their own."""
    words = re.sub(r"\s*\n\s*", "<br>", _text(note.text))
    line = _block("paragraph", f"<p><strong>{_text(str(note.label))}</strong> {words}</p>")
    html = f'<div class="wp-block-group {note.kind}">{line}</div>'
    return _block("group", html, className=note.kind)
