"""What became of a story from one revision to another, part by part and word by word. For the desk's comparison."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from html import unescape
from itertools import zip_longest

from django.utils.translation import gettext as _

from articles import body, language, snapshot
from articles.language import comparing
from articles.language.comparing import Kind, Piece
from articles.models import Article, Byline, Revision, Section, StoryPicture, StoryType
from media.models import Picture

#: Beyond so many pairs of rewritten paragraphs, they are set beside each other as they stand.
MOST_PAIRS = 2_500
#: From this share of common words on, two paragraphs are two forms of one.
ALIKE = 0.3

_ADDRESS = re.compile(r'<a [^>]*?href="([^"]*)"')


@dataclass(frozen=True, slots=True)
class Line:
    """A line of one side: what it is (empty where that is plain) and its words."""

    name: str
    pieces: tuple[Piece, ...]


@dataclass(frozen=True, slots=True)
class Cell:
    """What one side says in one place; `label` says what it is, `picture` is its thumbnail."""

    lines: tuple[Line, ...]
    label: str = ""
    picture: Picture | None = None


@dataclass(frozen=True, slots=True)
class Row:
    """One place in both revisions, beside each other; None where a side has nothing there."""

    old: Cell | None
    new: Cell | None


@dataclass(frozen=True, slots=True)
class Part:
    """A part of the story (headline, body, pictures, ...): whether it changed, and how."""

    title: str
    changed: bool
    rows: tuple[Row, ...]
    note: str = ""


def between(old: Revision, new: Revision, *, spoken: str) -> list[Part]:
    """Return every part of the story in the order of the page, changed or not.

    `spoken` is the edition's language, by which words are told apart. Takes three queries, whatever the revisions hold.
    """
    before, after = snapshot.read(old), snapshot.read(new)
    names = _Names.of([before, after])
    words = _texts(before, after, names, spoken)
    pictures = _pictures(before, after, names, spoken)
    lists = [
        list_part(title, [say(item) for item in before[key]], [say(item) for item in after[key]])
        for title, key, say in (
            (_("Bylines"), "bylines", _byline),
            (_("Tags"), "tags", lambda tag: tag["name"]),
            (_("Related stories"), "related", names.related),
        )
    ]
    return [
        *words,
        body_part(before["body"], after["body"], spoken),
        _links(before["body"], after["body"]),
        pictures,
        *lists,
    ]


# --- Names --------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Names:
    """What the keys in the two contents stand for; a key of something that is gone stands for itself."""

    sections: dict[int, str]
    headlines: dict[int, str]
    pictures: dict[int, Picture]

    @classmethod
    def of(cls, contents: Sequence[dict]) -> _Names:
        sections = {content["section"] for content in contents} - {None}
        stories = {content["translation_of"] for content in contents}
        stories |= {link["target"] for content in contents for link in content["related"]}
        shown = {use["picture"] for content in contents for use in content["pictures"]} - {None}
        return cls(
            {section.pk: str(section) for section in Section.objects.select_related("edition").filter(pk__in=sections)},
            dict(Article.objects.filter(pk__in=stories - {None}).values_list("pk", "headline")),
            Picture.objects.in_bulk(shown),
        )

    def section(self, pk: int | None) -> str:
        return self.sections.get(pk, _("a section that is gone")) if pk else ""

    def story(self, pk: int | None) -> str:
        return self.headlines.get(pk, _("a story that is gone")) if pk else ""

    def related(self, link: dict) -> str:
        headline = link["headline"] or self.story(link["target"]) or link["pending_key"]
        return " · ".join(filter(None, (headline, link["url"], link["teaser"])))


def _byline(row: dict) -> str:
    role = dict(Byline.Role.choices).get(row["role"], row["role"])
    return row["name"] if row["role"] == Byline.Role.AUTHOR else f"{row['name']} ({role})"


# --- Words --------------------------------------------------------------------------------------------------------


def _texts(before: dict, after: dict, names: _Names, spoken: str) -> list[Part]:
    def plain(name: str) -> Callable[[dict], str]:
        return lambda content: content[name]

    said: list[tuple[str, Callable[[dict], str]]] = [
        (_("Kicker"), plain("kicker")),
        (_("Headline"), plain("headline")),
        (_("Short headline"), plain("short_headline")),
        (_("Standfirst"), plain("standfirst")),
        (_("Dateline"), plain("dateline")),
        (_("Section"), lambda content: names.section(content["section"])),
        (
            _("Story type"),
            lambda content: str(dict(StoryType.choices).get(content["story_type"], content["story_type"])),
        ),
        (_("Source"), plain("agency")),
        (_("Address"), plain("slug")),
        (_("Translation of"), lambda content: names.story(content["translation_of"])),
        (_("Title for search engines"), plain("seo_title")),
        (_("Description for search engines"), plain("seo_description")),
        (_("Kept away from"), _kept_away),
    ]
    return [text_part(title, value(before), value(after), spoken) for title, value in said]


def _kept_away(content: dict) -> str:
    places = {
        "kept_off_front": _("the front page"),
        "kept_out_of_feeds": _("feeds"),
        "kept_out_of_search": _("search engines"),
    }
    return " · ".join(place for name, place in places.items() if content[name])


def text_part(title: str, old: str, new: str, spoken: str) -> Part:
    return Part(title, old != new, (_rewritten(old, new, spoken),) if old or new else ())


def _rewritten(old: str, new: str, spoken: str, label: tuple[str, str] = ("", "")) -> Row:
    """One place whose words changed, or did not."""
    pieces = comparing.words(old, new, spoken)
    sides = (_side(pieces, Kind.NEW), _side(pieces, Kind.GONE))
    cells = [
        Cell((Line("", side),), name) if text else None
        for side, name, text in zip(sides, label, (old, new), strict=True)
    ]
    return Row(*cells)


def _side(pieces: Iterable[Piece], other: Kind) -> tuple[Piece, ...]:
    """What one side shows of the pieces: all but those of the other."""
    return tuple(piece for piece in pieces if piece.kind is not other)


# --- The body -----------------------------------------------------------------------------------------------------


def body_part(old: str, new: str, spoken: str) -> Part:
    before, after = body.blocks(old), body.blocks(new)
    note = (
        _("The words are the same; their formatting, or where a link leads, is not.")
        if old != new and before == after
        else ""
    )
    rows = (
        _rewritten(
            gone.text if gone else "",
            came.text if came else "",
            spoken,
            (_kind(gone), _kind(came)),
        )
        for gone, came in _aligned(before, after, spoken)
    )
    return Part(_("Body"), old != new, tuple(rows), note)


def _kind(block: body.TextBlock | None) -> str:
    """What a block is, in words; nothing for a plain paragraph."""
    names = {
        "h2": _("Crosshead"),
        "h3": _("Small crosshead"),
        "quote": _("Quotation"),
        "item": _("List item"),
        "row": _("Row of a table"),
        "picture": _("Picture"),
        "speaker": _("Speaker of a pull quote"),
        "embed": _("Embed"),
        "story": _("Card of another story"),
    }
    return "" if block is None or block.kind == "p" else names.get(block.kind, block.kind)


def _aligned(before: Sequence, after: Sequence, spoken: str) -> Iterator[tuple]:
    """Pair the blocks that are two forms of one; a block without its like stands alone."""
    for tag, a, b, c, d in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        gone, came = before[a:b], after[c:d]
        if tag == "equal" or len(gone) == len(came) or len(gone) * len(came) > MOST_PAIRS:
            yield from zip_longest(gone, came)
        else:
            yield from _by_likeness(gone, came, spoken)


def _by_likeness(before: Sequence, after: Sequence, spoken: str) -> Iterator[tuple]:
    """The pairs, in order, with the most words in common (the longest common subsequence, by weight)."""
    old, new = ([set(language.words(block.text, spoken)) for block in side] for side in (before, after))
    best = [[0.0] * (len(after) + 1) for _row in range(len(before) + 1)]
    for a in range(len(before) - 1, -1, -1):
        for b in range(len(after) - 1, -1, -1):
            paired = _likeness(old[a], new[b]) + best[a + 1][b + 1]
            best[a][b] = max(paired, best[a + 1][b], best[a][b + 1])
    a = b = 0
    while a < len(before) and b < len(after):
        if best[a][b] == best[a + 1][b]:
            yield before[a], None
            a += 1
        elif best[a][b] == best[a][b + 1]:
            yield None, after[b]
            b += 1
        else:
            yield before[a], after[b]
            a, b = a + 1, b + 1
    yield from ((block, None) for block in before[a:])
    yield from ((None, block) for block in after[b:])


def _likeness(old: set[str], new: set[str]) -> float:
    """The share of words that two paragraphs have in common; nothing where it is too small to mean anything."""
    share = len(old & new) / max(len(old | new), 1)
    return share if share >= ALIKE else 0.0


# --- Lists --------------------------------------------------------------------------------------------------------


def _links(old: str, new: str) -> Part:
    return list_part(
        _("Links in the body"), *([unescape(url) for url in _ADDRESS.findall(html)] for html in (old, new))
    )


def list_part(title: str, old: Sequence[str], new: Sequence[str]) -> Part:
    """A list whose order says something: an item that moved is gone in one place and new in another."""
    rows = []
    for tag, a, b, c, d in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        kinds = (Kind.SAME, Kind.SAME) if tag == "equal" else (Kind.GONE, Kind.NEW)
        rows += [Row(_item(gone, kinds[0]), _item(came, kinds[1])) for gone, came in zip_longest(old[a:b], new[c:d])]
    return Part(title, list(old) != list(new), tuple(rows))


def _item(text: str | None, kind: Kind) -> Cell | None:
    return None if text is None else Cell((Line("", (Piece(kind, text),)),))


# --- Pictures -----------------------------------------------------------------------------------------------------


def _pictures(before: dict, after: dict, names: _Names, spoken: str) -> Part:
    """Each use beside itself, by its number, in the new order; those that are gone come last."""
    old, new = (
        {use["key"]: (place, use) for place, use in enumerate(content["pictures"], 1)} for content in (before, after)
    )
    rows = [_picture_row(old.get(key), new.get(key), names, spoken) for key in dict.fromkeys([*new, *old])]
    return Part(_("Pictures"), before["pictures"] != after["pictures"], tuple(rows))


def _picture_row(old: tuple[int, dict] | None, new: tuple[int, dict] | None, names: _Names, spoken: str) -> Row:
    lines: tuple[list[Line], list[Line]] = ([], [])
    for name, key in ((_("Caption"), "caption"), (_("Credit"), "credit"), (_("Alt text"), "alt")):
        pieces = comparing.words(old[1][key] if old else "", new[1][key] if new else "", spoken)
        for side, other in zip(lines, (Kind.NEW, Kind.GONE), strict=True):
            if kept := _side(pieces, other):
                side.append(Line(name, kept))
    return Row(*(_use(use, side, other, names) for use, side, other in zip((old, new), lines, (new, old), strict=True)))


def _use(use: tuple[int, dict] | None, lines: list[Line], other: tuple[int, dict] | None, names: _Names) -> Cell | None:
    if use is None:
        return None
    place, row = use
    picture = names.pictures.get(row["picture"])
    label = f"{place}. {dict(StoryPicture.Placement.choices).get(row['placement'], row['placement'])}"
    if row["picture"] and picture is None:
        label = _("%s – a picture that is gone") % label
    elif other and other[1]["picture"] != row["picture"]:
        label = _("%s – another picture") % label
    return Cell(tuple(lines), label, picture)
