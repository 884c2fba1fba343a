"""What a reader typed, taken apart: every part must be in a story, each in one of several ways. Pure."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from articles.search import words

#: What is beyond is not looked for, and the reader is told so.
MOST_CHARACTERS = 200
MOST_PARTS = 12

_QUOTED = re.compile('["“”„«»]([^"“”„«»]*)["“”„«»]|["“”„«»]|([^\\s"“”„«»]+)')


@dataclass(frozen=True, slots=True)
class Phrase:
    """Words that stand side by side; `clusters`: the letter clusters of a script without spaces."""

    words: tuple[str, ...]
    clusters: bool = False

    @property
    def asked(self) -> Sequence[str]:
        """What of it stands in the index, side by side."""
        return words.pairs(self.words) if self.clusters else self.words

    @property
    def loose(self) -> list[Phrase]:
        """Each of these for itself."""
        if self.clusters:
            return [Phrase(pair, clusters=True) for pair in pairwise(self.words)]
        return [Phrase((word,)) for word in self.words]


@dataclass(frozen=True, slots=True)
class AllOf:
    """Phrases that are all in a story, wherever."""

    phrases: tuple[Phrase, ...]


@dataclass(frozen=True, slots=True)
class Part:
    """One thing that the reader looks for, as typed, and the ways in which a story may have it."""

    typed: str
    ways: tuple[AllOf, ...]


@dataclass(frozen=True, slots=True)
class Question:
    """A reader's question. `parts` is empty where nothing can be looked for; `is_cut`: the end was not read."""

    text: str
    parts: tuple[Part, ...]
    is_cut: bool = False

    def __bool__(self) -> bool:
        return bool(self.parts)

    @property
    def loose(self) -> Question:
        """The same for words that stand anywhere in a story; equal to this one where it asks for nothing else."""
        parts = (
            Part(
                part.typed, tuple(AllOf(tuple(p for phrase in way.phrases for p in phrase.loose)) for way in part.ways)
            )
            for part in self.parts
        )
        return replace(self, parts=tuple(parts))

    @property
    def ranked(self) -> list[Phrase]:
        """What a story is ranked by: phrases, but of a script without spaces each word for itself."""
        ranked = []
        for phrase in (phrase for part in self.parts for phrase in part.ways[-1].phrases):
            spaced = not any(map(words.is_unspaced, phrase.words))
            ranked += [phrase] if spaced else [Phrase((word,)) for word in phrase.words]
        return ranked


def read(text: str) -> Question:
    """Take apart whatever was typed: what stands in quotes is one phrase, every other word may stand anywhere.

    Nothing is an operator and nothing is an error; an odd quotation mark is passed over.
    """
    shown = words.composed(re.sub(r"[\x00-\x1f\x7f-\x9f\ud800-\udfff]", " ", text[: 2 * MOST_CHARACTERS])).strip()
    text = shown[:MOST_CHARACTERS]
    parts = []
    for match in _QUOTED.finditer(text):
        typed = match[1] if match[1] is not None else match[2]
        if typed and (part := _quoted(typed) if match[1] else _part(typed)):
            parts.append(part)
    # The same word twice asks for no more than once.
    parts = list({part.ways: part for part in reversed(parts)}.values())[::-1]
    return Question(text, tuple(parts[:MOST_PARTS]), is_cut=len(shown) > MOST_CHARACTERS or len(parts) > MOST_PARTS)


def _part(typed: str) -> Part | None:
    """Return what is typed without a space between: `rice-producing` is a phrase; a Khmer sentence its words."""
    found = list(words.split(typed))
    runs = [word.text for word in found if word.unspaced]
    if not runs:
        return _phrase(typed, found)
    spaced = tuple(Phrase((word.text,)) for word in found if not word.unspaced)
    pieces = [piece for run in runs for piece in words.cut(run)]
    ways = (
        AllOf((*spaced, *map(_run, runs))),
        AllOf((*spaced, *map(_run, pieces))),
        # The first finds all that this one does; it counts where the best come first.
        AllOf((*spaced, *(Phrase(tuple(words.cut(run))) for run in runs))),
    )
    return Part(typed, tuple(dict.fromkeys(ways)))


def _quoted(typed: str) -> Part | None:
    found = list(words.split(typed))
    if found and all(word.unspaced for word in found):
        run = "".join(word.text for word in found)
        by_clusters = AllOf((_run(run),))
        by_words = AllOf((Phrase(tuple(piece for word in found for piece in words.cut(word.text))),))
        return Part(f"“{typed}”", tuple(dict.fromkeys((by_clusters, by_words))))
    part = _phrase(typed, found)
    return part and Part(f"“{typed}”", part.ways)


def _phrase(typed: str, found: Sequence[words.Word]) -> Part | None:
    pieces = [piece for word in found for piece in (words.cut(word.text) if word.unspaced else [word.text])]
    return Part(typed, (AllOf((Phrase(tuple(pieces)),)),)) if pieces else None


def _run(run: str) -> Phrase:
    pieces = tuple(words.clusters(run))
    return Phrase((run,)) if len(pieces) == 1 else Phrase(pieces, clusters=True)
