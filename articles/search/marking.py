"""What of a text answers a question: marked where it stands, and cut out between words. Pure; no HTML."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from typing import NamedTuple

from icu4py.breakers import WordBreaker

from articles.search import words
from articles.search.question import Phrase, Question

#: How many characters of a story are shown around what was found in it.
SNIPPET = 220
#: How far before it a snippet begins at the most, to begin with a sentence.
BEFORE = 80
_STOPS = (". ", "។ ", "។", "! ", "? ", "\n")
_NEIGHBOURHOOD = 120


class Piece(NamedTuple):
    """A stretch of text, marked or not."""

    text: str
    marked: bool = False


class _Span(NamedTuple):
    start: int
    end: int
    pattern: int


def mark(text: str, question: Question) -> list[Piece]:
    """Return the whole text in pieces, what answers the question marked."""
    text = words.composed(text)
    return _pieces(text, _spans(text, _phrases(question)), 0, len(text))


def snippet(text: str, question: Question) -> list[Piece]:
    """Return in pieces the part of the text that answers most of the question, cut between words; nothing where none
    does. An ellipsis stands where the text goes on.
    """
    text, phrases = " ".join(text.split()), _phrases(question)
    spans, first = _fullest(_spans(text, phrases), len(phrases))
    if not spans and (ordered := words.composed(text)) != text:
        text, (spans, first) = ordered, _fullest(_spans(ordered, phrases), len(phrases))
    if not spans:
        return []
    start, end = _window(text, spans, spans[first])
    pieces = _pieces(text, [span for span in spans if start <= span.start and span.end <= end], start, end)
    opening = [Piece("… ")] if start else []
    return [*opening, *pieces, *([Piece(" …")] if end < len(text) else [])]


def _fullest(spans: Iterator[_Span], patterns: int) -> tuple[list[_Span], int]:
    """Return spans, and which of them begins the first place where most of the question is answered.

    No more of them are looked for once all of it is answered in one place: common words are soon met.
    """
    found: list[_Span] = []
    near: Counter[int] = Counter()
    first = most = left = 0
    for span in spans:
        found.append(span)
        near[span.pattern] += 1
        while found[left].start + SNIPPET - BEFORE <= span.start:
            near[found[left].pattern] -= 1
            left += 1
        answered = sum(map(bool, near.values()))
        if answered > most:
            first, most = left, answered
        if most == patterns and span.start > found[first].start + SNIPPET:
            break
    return found, first


def _window(text: str, spans: list[_Span], first: _Span) -> tuple[int, int]:
    """Where the snippet begins and ends: around the first of the spans that it is for."""
    start = _start(text, first.start)
    last = max(span.end for span in spans if first.start <= span.start and span.end <= max(start + SNIPPET, first.end))
    return start, _edge(text, max(start + SNIPPET, last), forward=False, bound=last)


def _start(text: str, found: int) -> int:
    """The beginning of the sentence if it is near, or else of a word before what was found."""
    least = found - BEFORE
    if least <= BEFORE // 2:
        # The story's own beginning is nearly as near.
        return 0
    sentence = max(
        (text.rfind(stop, least, found) + len(stop) for stop in _STOPS if stop in text[least:found]), default=0
    )
    return sentence or _edge(text, least, forward=True, bound=found)


def _edge(text: str, at: int, *, forward: bool, bound: int) -> int:
    """The place between two words that is next to `at`, after or before it, but never beyond `bound`."""
    if at >= len(text):
        return len(text)
    near = max(text.rfind(" ", 0, at) + 1, at - _NEIGHBOURHOOD)
    edges, end = [near], near
    for segment in WordBreaker(text[near : at + _NEIGHBOURHOOD].encode("utf-8", "replace").decode(), "km"):
        end += len(segment)
        edges.append(end)
    if forward:
        edge = min(next((edge for edge in edges if edge >= at), bound), bound)
        return edge + len(text[edge:bound]) - len(text[edge:bound].lstrip())
    edge = max(next((edge for edge in reversed(edges) if edge <= at), bound), bound)
    return bound + len(text[bound:edge].rstrip())


def _pieces(text: str, spans: Iterable[_Span], start: int, end: int) -> list[Piece]:
    pieces, here = [], start
    for span in spans:
        if span.end <= here:
            continue
        begin = max(span.start, here)
        pieces += [Piece(text[here:begin]), Piece(text[begin : span.end], marked=True)]
        here = span.end
    pieces.append(Piece(text[here:end]))
    return [piece for piece in pieces if piece.text]


def _spans(text: str, phrases: Sequence[Phrase]) -> Iterator[_Span]:
    """Where one of the phrases stands in the text, in order; of two at one place the longer comes first."""
    patterns = [_pattern(phrase) for phrase in phrases]
    if not patterns:
        return
    by_first: dict[str, list[int]] = {}
    for number, (stems, _lone) in enumerate(patterns):
        by_first.setdefault(stems[0], []).append(number)
    longest = max(len(stems) for stems, _lone in patterns)
    folded = words.folded(text)
    for match in words.may_begin(by_first).finditer(folded):
        here = list(islice(words.pieces(folded, match.start()), longest))
        spans = []
        for number in by_first.get(here[0][0], ()) if here else ():
            stems, lone = patterns[number]
            found = here[: len(stems)]
            if [piece for piece, _start, _end in found] != stems:
                continue
            span = _Span(found[0][1], found[-1][2], number)
            if not lone or _is_word(folded, span):
                spans.append(span)
        yield from sorted(spans, key=lambda span: -span.end)


def _phrases(question: Question) -> list[Phrase]:
    return list(dict.fromkeys(phrase for part in question.parts for way in part.ways for phrase in way.phrases))


def _pattern(phrase: Phrase) -> tuple[list[str], bool]:
    """What a phrase is found by, and whether that must be a word: a lone cluster is a part of most others."""
    pieces = [
        piece
        for word in phrase.words
        for piece in ([word] if phrase.clusters or not words.is_unspaced(word) else words.clusters(word))
    ]
    lone = len(pieces) == 1 and not phrase.clusters and words.is_unspaced(pieces[0])
    return list(map(words.stem, pieces)), lone


def _is_word(folded: str, span: _Span) -> bool:
    start, end = words.run_at(folded, span.start)
    here = start
    for word in words.cut(folded[start:end]):
        if (here, here + len(word)) == (span.start, span.end):
            return True
        here += len(word)
    return False
