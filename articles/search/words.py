"""A text as the search compares it: its words folded, and scripts without spaces cut into words and clusters. Pure.

ICU's dictionary takes “the city of Phnom Penh” for one Khmer word, and a name that it does not know apart in a way that
depends on its neighbours. So such scripts are kept twice: by words, and by letter clusters, in which a run of letters
is found wherever it stands.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple

from icu4py.breakers import WordBreaker
from Stemmer import Stemmer

from articles.language import khmer

#: Thai, Lao, Burmese and Khmer; Han and Kana, which print no spaces either.
UNSPACED = "\u0e01-\u0e7f\u0e81-\u0eff\u1000-\u109f\u1780-\u17dd\u3041-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uaa60-\uaa7f"
#: Figures and scripts that FTS5 would not compare as we do; a text without them is left to it as it is.
FOREIGN = re.compile(f"[{UNSPACED}\u0660-\u0669\u06f0-\u06f9\u0966-\u096f\u17e0-\u17e9]")
_HAS_UNSPACED = re.compile(f"[{UNSPACED}]")

#: In a folded text: takes a place, and is nothing.
_NOTHING = "\u0300"
_PARTS = "\u200b"
_WORD = re.compile(f"([{UNSPACED}][{UNSPACED}{_NOTHING}{_PARTS}]*)|[^\\s{_PARTS}{UNSPACED}]+")
_IN_RUN = re.compile(f"[{UNSPACED}{_NOTHING}{_PARTS}]")
_MARKS = "".join(
    chr(code)
    for first, last in ((0x0E31, 0x0EFF), (0x102B, 0x109F), (0x17B4, 0x17DD), (0x3099, 0x309A), (0xAA7B, 0xAA7D))
    for code in range(first, last + 1)
    if unicodedata.category(chr(code)).startswith("M")
)
#: A letter with what is written below and around it; coeng and the Burmese virama bind the next letter.
_CLUSTER = re.compile(f".(?:[\u17d2\u1039].|[{_MARKS}])*", re.DOTALL)
#: What is compared where a text is marked: a word, or a cluster of a script without spaces.
_PIECE = re.compile(f"[{UNSPACED}](?:[\u17d2\u1039].|[{_MARKS}])*|[^\\s{_PARTS}{UNSPACED}]+")
#: No word that a reader looks for is longer; what is, is an address or a broken file.
LONGEST = 60


class Word(NamedTuple):
    """A word of a text: folded, and where it stands there. `unspaced` is a whole run of a script without spaces."""

    text: str
    start: int
    end: int
    unspaced: bool


class _Folds(dict):
    """For `str.translate`: one character for each, so that every place in the text stays where it is."""

    def __missing__(self, code: int) -> str:
        self[code] = folded = _folded(chr(code))
        return folded


def _folded(character: str) -> str:
    category = unicodedata.category(character)
    if category == "Nd":
        return str(unicodedata.digit(character))
    if category[0] in "LN":
        plain = "".join(part for part in unicodedata.normalize("NFKD", character) if not _is_accent(part))
        small = (plain if len(plain) == 1 else character).lower()
        return small if len(small) == 1 else character
    if category == "Cf":
        return _PARTS if character == "\u200b" else _NOTHING
    if category[0] == "M":
        return _NOTHING if _is_accent(character) else character
    return " "


def _is_accent(character: str) -> bool:
    return "\u0300" <= character <= "\u036f"


_FOLDS = _Folds()
_stem = Stemmer("porter").stemWord


def folded(text: str) -> str:
    """Return a text of the same length for comparing: small letters without accents, figures, and spaces."""
    return text.translate(_FOLDS)


def split(text: str) -> Iterator[Word]:
    """Yield the words of a text in reading order; a run of a script without spaces is one."""
    for match in _WORD.finditer(folded(text)):
        word = match[0].replace(_NOTHING, "").replace(_PARTS, "") if not match[0].isascii() else match[0]
        if word:
            yield Word(word, match.start(), match.end(), match[1] is not None)


def pieces(text: str, place: int) -> Iterator[tuple[str, int, int]]:
    """Yield from a place of a folded text on the stems of its words, a script without spaces by its clusters, each with
    its beginning and its end.
    """
    for match in _PIECE.finditer(text, place):
        if piece := match[0].replace(_NOTHING, ""):
            yield stem(piece), match.start(), match.end()


def may_begin(stems: Iterable[str]) -> re.Pattern[str]:
    """Return a pattern of the places of a folded text where `pieces` can begin with one of these; it finds some more.

    A word and its stem have their first letters in common; the last one of a short stem may be another.
    """
    clusters = {re.escape(one) for one in stems if is_unspaced(one)}
    openings = {re.escape(one[: min(4, max(1, len(one) - 1))]) for one in stems if not is_unspaced(one)}
    ways = []
    if clusters:
        ways.append(f"(?<![\u17d2\u1039])(?:{'|'.join(clusters)})")
    if openings:
        ways.append(f"(?:^|(?<=[\\s{_PARTS}{UNSPACED}]))(?:{'|'.join(openings)})")
    return re.compile("|".join(ways))


def run_at(text: str, place: int) -> tuple[int, int]:
    """Return where the run of a script without spaces begins and ends that a place of a folded text is in."""
    start = place
    while start and _IN_RUN.match(text[start - 1]):
        start -= 1
    return start, _WORD.match(text, place).end()


def is_unspaced(word: str) -> bool:
    """Whether a word of `split` is of a script without spaces."""
    return _HAS_UNSPACED.match(word) is not None


@lru_cache(maxsize=20_000)
def stem(word: str) -> str:
    """Return what the forms of an English word share: `ferri` of ferry and ferries. As FTS5's own “porter” does."""
    return _stem(word) if word.isascii() else word


def cut(run: str) -> list[str]:
    """Cut a run of a script without spaces into the words of ICU's dictionary."""
    return list(WordBreaker(run, "km"))


def clusters(run: str) -> list[str]:
    """Cut a run of a script without spaces into its letter clusters."""
    return _CLUSTER.findall(run)


def pairs(clusters: Sequence[str]) -> list[str]:
    """Return each cluster together with the next one.

    The index holds these: a single cluster is in nearly every story of its script, and a run of several would be looked
    for in all of them.
    """
    return [first + second for first, second in pairwise(clusters)]


def composed(text: str) -> str:
    """Return a text with its letters composed, its Khmer in order, and without the characters that are no text."""
    text = unicodedata.normalize("NFC", text)
    return khmer.repair(text).text if _HAS_UNSPACED.search(text) else text


class Cut(NamedTuple):
    """A text for the index: its words, and the pairs of clusters of its scripts without spaces."""

    words: list[str]
    pairs: list[str]


def for_index(text: str) -> Cut:
    """Return all words of a text, folded, in order."""
    text = composed(text)
    plain = folded(text)
    if not _HAS_UNSPACED.search(plain):
        # What `split` finds, told without asking where each word stands.
        spaced = plain.replace(_NOTHING, "").replace(_PARTS, " ").split()
        return Cut([word[:LONGEST] for word in spaced], [])
    found, in_clusters = [], []
    for word in split(text):
        if word.unspaced:
            found.extend(cut(word.text))
            in_clusters.extend(clusters(word.text))
        else:
            found.append(word.text[:LONGEST])
    return Cut(found, pairs(in_clusters))
