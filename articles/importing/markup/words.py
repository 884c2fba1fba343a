"""What share of a source's words stands in the body, and which do not. Pure."""

from __future__ import annotations

import re
from collections import Counter
from difflib import SequenceMatcher
from html import unescape

#: Below this share the report names the missing words.
ENOUGH = 0.995
_LISTED = 12
#: Left-over text is compared letter by letter up to this length.
_COMPARED = 5_000
_NO_WORDS = re.compile(
    r"<!--.*?-->|<!\[CDATA\[|\]\]>|<(script|style|template)\b.*?(?:</\1\s*>|$)|<!doctype[^>]*>",
    re.DOTALL | re.IGNORECASE,
)
_MAY_HAVE_NO_WORDS = re.compile(r"<!|<script|<style|<template|\]\]>", re.IGNORECASE)
_TAG = re.compile(r"</?[a-zA-Z](?:[^<>\"']|\"[^\"]*\"|'[^']*')*+>")
_INVISIBLE = re.compile("[\\s\xad\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff\x00-\x1f\x7f-\x9f\ufffd]+")


def of(html: str) -> str:
    """The words of HTML, read without a parser: what stands between its tags."""
    if _MAY_HAVE_NO_WORDS.search(html):
        html = _NO_WORDS.sub(" ", html)
    return unescape(_TAG.sub(" ", html))


def without_tags(html: str) -> str:
    """HTML without its tags, comments and scripts; a tag inside a word parts nothing. Entities stay."""
    return _TAG.sub("", _NO_WORDS.sub("", html))


def kept(source: str, stored: str) -> tuple[float, list[str]]:
    """Return the share of the source's characters (white space and invisible ones apart) whose words are in what is
    stored, 0 to 1, and the words that are not, as often as they miss. Both are plain text.
    """
    if source.split() == stored.split():
        return 1.0, []
    whole = _INVISIBLE.sub("", source)
    if whole == _INVISIBLE.sub("", stored) or not whole:
        return 1.0, []
    words, there = _INVISIBLE.sub(" ", source).split(), _INVISIBLE.sub(" ", stored).split()
    missing = _left_over(words, there)
    missing = _without_joined(missing, "".join(_left_over(there, words)))
    lost = sum(map(len, missing))
    return max(0.0, 1 - lost / len(whole)), missing


def _left_over(words: list[str], others: list[str]) -> list[str]:
    """The words that the others do not have, or have less often, in their order."""
    left = Counter(others)
    over = []
    for word in words:
        if left[word] > 0:
            left[word] -= 1
        else:
            over.append(word)
    return over


def _without_joined(missing: list[str], rest: str) -> list[str]:
    """The words that are not there as parts of others either: a tag inside a word parts it here and not there."""
    wanted = "".join(missing)
    if not rest or len(wanted) > _COMPARED or len(rest) > _COMPARED:
        return missing
    matcher = SequenceMatcher(None, wanted, rest, autojunk=False)
    found = bytearray(len(wanted))
    for start, _there, size in matcher.get_matching_blocks():
        found[start : start + size] = b"\1" * size
    left, position = [], 0
    for word in missing:
        if not all(found[position : position + len(word)]):
            left.append(word)
        position += len(word)
    return left


def sentence(share: float, missing: list[str]) -> str:
    """What the report says of words that did not come through."""
    shown = " ".join(missing[:_LISTED]) + (" …" if len(missing) > _LISTED else "")
    return f"{share:.1%} of the source’s text is in the body; missing are {len(missing)} words: {shown}"
