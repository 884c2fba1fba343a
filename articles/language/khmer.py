"""Repairs of Khmer as it is typed: stray zero-width characters and marks in a broken order. Pure; the desk calls it.

Never by Unicode's normal forms: they keep a broken order as it is and would change text that is not broken. Nothing but
Khmer is touched. The order of a cluster is the Unicode Standard's (chapter 16.4, “Khmer”): base, its subscripts,
shifter and robat as they were typed, then the vowel, then the signs.
"""

from __future__ import annotations

import re
from typing import NamedTuple

BASE = "\u1780-\u17b3"
COENG = "\u17d2"
VOWELS = "\u17b6-\u17c5"
SIGNS = "\u17c6-\u17c8\u17cb\u17cd-\u17d1\u17dd"
MARKS = f"\u17b4-\u17d1\u17dd{COENG}"
ZERO_WIDTH = "\u200b-\u200d\u2060\ufeff\u00ad"
KHMER = "\u1780-\u17ff\u19e0-\u19ff"

#: A zero-width character in front of a mark, or between coeng and its consonant: inside a cluster it parts nothing.
_INSIDE = re.compile(f"(?<=[{KHMER}])[{ZERO_WIDTH}]+(?=[{MARKS}])|(?<={COENG})[{ZERO_WIDTH}]+(?=[{BASE}])")
#: More than one in a row, or one beside a space: one part is enough.
_BESIDE = re.compile(
    f"(?<=[{KHMER}])\u200b+(?=\\s)|(?<=\\s)\u200b+(?=[{KHMER}])|(?<=[{KHMER}]\u200b)[{ZERO_WIDTH}]+(?=[{KHMER}])"
)
#: A cluster of two marks at least: one alone is in order.
_CLUSTER = re.compile(f"[{BASE}](?:{COENG}[{BASE}]|[\u17b4-\u17d1\u17dd]){{2,}}")
_MARK = re.compile(f"{COENG}[{BASE}]|.")
#: Vowels that were typed as the two halves that they look like.
_HALVES = {"\u17c1\u17b8": "\u17be", "\u17c1\u17b6": "\u17c4"}


class Repaired(NamedTuple):
    """The text, and how many zero-width characters were taken out and how many clusters put in order."""

    text: str
    zero_width: int
    clusters: int


def repair(text: str) -> Repaired:
    """Return the text with its Khmer repaired; `repair(repair(text).text)` changes nothing more."""
    if not re.search(f"[{KHMER}]", text):
        return Repaired(text, 0, 0)
    clean = _BESIDE.sub("", _INSIDE.sub("", text))
    clusters = 0

    def put_in_order(match: re.Match) -> str:
        nonlocal clusters
        ordered = _in_order(match[0])
        clusters += ordered != match[0]
        return ordered

    ordered = _CLUSTER.sub(put_in_order, clean)
    return Repaired(ordered, len(text) - len(clean), clusters)


def _in_order(cluster: str) -> str:
    base, marks = cluster[0], _MARK.findall(cluster[1:])
    once = [mark for number, mark in enumerate(marks) if mark not in marks[:number]]
    written = base + "".join(sorted(once, key=_place))
    for halves, whole in _HALVES.items():
        written = written.replace(halves, whole)
    return written


def _place(mark: str) -> int:
    if re.match(f"[{VOWELS}]", mark):
        return 1
    return 2 if re.match(f"[{SIGNS}]", mark) else 0
