"""Which words of a text changed, in any script. Pure: no models, callable from every room."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from difflib import SequenceMatcher
from enum import StrEnum
from itertools import groupby
from typing import NamedTuple

from articles import language as languages

#: Beyond so many pairs of words, two passages are told apart as a whole: nobody would read such a patchwork.
MOST_PAIRS = 4_000_000
#: Beyond so many characters a passage is not even cut into words.
MOST_CHARACTERS = 20_000

_PARAGRAPH = re.compile(r"[^\n]*\n+|[^\n]+")
_BETWEEN_WORDS = re.compile(rf"[\s{languages.ZWSP}]+|[^\s{languages.ZWSP}]")


class Kind(StrEnum):
    SAME = "same"
    GONE = "gone"
    NEW = "new"


class Piece(NamedTuple):
    """A run of text that both versions have, or the old one alone (`gone`), or the new one alone (`new`)."""

    kind: Kind
    text: str


def words(old: str, new: str, language: str) -> list[Piece]:
    """Return what became of a text, in reading order; no two neighbours are of one kind.

    The pieces that are not `new` make up the old text to the last space, those that are not `gone` the new one. Words
    are those of `articles.language`, so Khmer is compared by words too; a mark of punctuation stands for itself. Long
    passages that were rewritten are gone and new as a whole, so that the work is bounded whatever the texts.
    """
    pieces = []
    for before, after in _passages(_PARAGRAPH.findall(old), _PARAGRAPH.findall(new)):
        # As many paragraphs as before: each was rewritten in its place.
        in_place = len(before) == len(after)
        pairs = zip(before, after, strict=True) if in_place else [("".join(before), "".join(after))]
        for gone, came in pairs:
            pieces += _said(gone, came) if gone == came else _rewritten(gone, came, language)
    return list(_joined(pieces))


def _rewritten(old: str, new: str, language: str) -> Iterator[Piece]:
    """The pieces of a passage that is not the same in both versions."""
    passages = list(_passages(_tokens(old, language), _tokens(new, language)))
    for position, (before, after) in enumerate(passages):
        gone, came = "".join(before), "".join(after)
        neighbours = [side for passage in passages[max(position - 1, 0) : position + 2] for side in passage]
        # A space that stayed between two words that did not is no island: it goes with them.
        island = gone == came and gone.isspace() and 0 < position < len(passages) - 1 and all(neighbours)
        yield from (Piece(Kind.GONE, gone), Piece(Kind.NEW, came)) if island else _said(gone, came)


def _said(gone: str, came: str) -> list[Piece]:
    return [Piece(Kind.SAME, gone)] if gone == came else [Piece(Kind.GONE, gone), Piece(Kind.NEW, came)]


def _joined(pieces: Iterable[Piece]) -> Iterator[Piece]:
    """Neighbours of one kind made one, what is gone before what is new, and nothing empty."""
    for same, run in groupby(pieces, key=lambda piece: piece.kind is Kind.SAME):
        together = list(run)
        for kind in [Kind.SAME] if same else [Kind.GONE, Kind.NEW]:
            if text := "".join(piece.text for piece in together if piece.kind is kind):
                yield Piece(kind, text)


def _tokens(text: str, language: str) -> list[str]:
    """The words of a text, its spaces and its marks, in order and with nothing left out."""
    if len(text) > MOST_CHARACTERS:
        return [text]
    tokens, end = [], 0
    for word in languages.words(text, language):
        start = text.index(word, end)
        tokens += _BETWEEN_WORDS.findall(text[end:start])
        tokens.append(word)
        end = start + len(word)
    return tokens + _BETWEEN_WORDS.findall(text[end:])


def _passages(old: Sequence[str], new: Sequence[str]) -> Iterator[tuple[Sequence[str], Sequence[str]]]:
    """Pair what corresponds: equal runs with each other, and what stands between them. Either side may be empty."""
    start = _common(old, new)
    end = _common(old[start:][::-1], new[start:][::-1])
    middle_old, middle_new = old[start : len(old) - end], new[start : len(new) - end]
    yield old[:start], new[:start]
    if len(middle_old) * len(middle_new) > MOST_PAIRS:
        yield middle_old, middle_new
    else:
        # What stands at every turn (a space, “the”) is no landmark in a long passage: autojunk keeps it fast.
        opcodes = SequenceMatcher(None, middle_old, middle_new).get_opcodes()
        yield from ((middle_old[a:b], middle_new[c:d]) for _tag, a, b, c, d in opcodes)
    yield old[len(old) - end :], new[len(new) - end :]


def _common(old: Sequence[str], new: Sequence[str]) -> int:
    """How many items the two begin with alike."""
    return next((n for n, (a, b) in enumerate(zip(old, new, strict=False)) if a != b), min(len(old), len(new)))
