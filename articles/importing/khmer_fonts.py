"""Khmer typed for the fonts that came before Unicode (Limon, ABC): Latin letters that only such a font shows as Khmer.

Recognised and told, not converted: there is no well-kept library for it, and a half-right conversion would put words
into a paper's mouth. The story is kept as a draft with its original bytes. Pure.
"""

from __future__ import annotations

import re
from dataclasses import replace

from articles.importing.records import LegacyStory, Problem, Status
from articles.importing.vocabulary import ENGLISH

#: So much of a story is looked at.
_SAMPLE = 2_000
#: Within a word, capitals behind small letters and signs between letters: in Latin text hardly ever, here all the time.
#: The rare character first, its neighbours then: the other way round it takes ten times as long.
_MIXED = re.compile(r"[A-Z;()<>\[\]{}¶§½µ](?:(?<=[a-zà-þß-ÿµ¶§½éñæ;][A-Z])|(?<=[^\W\d_][;()<>\[\]{}¶§½µ])(?=[^\W\d_]))")
_LEAST, _PER_HUNDRED = 6, 3
#: What the commonest words of a Khmer paper look like in Limon's letters: that, at, to, was, of, year, day, country.
_LIMON = (
    "Edl",
    "enA",
    "eTA",
    ")an",
    "rbs;",
    "qñaM",
    "éf",
    "RbeTs",
    "km<",
    "eday",
    "kñúg",
    "ehIy",
    "elak",
    "edIm",
    "Rkam",
    "nwg",
)
#: ABC puts its quotation marks where Latin-1 has ² and ³.
_ABC_QUOTES = re.compile("²[^²³]{1,200}³")
_NAMED = re.compile(
    rb"(?:face\s*=|font-family\s*:|\\f\w*)[^>;}]{0,80}?(limon|abc[- ]?(?:text|zoom|alt|normal|head|symbol)|abc-\d)",
    re.IGNORECASE,
)


def recognise(text: str, original: bytes = b"") -> str:
    """The family of fonts that a text was typed for, `Limon` or `ABC`, `an old Khmer font` where it cannot be told
    which, empty for any other text. `original`: the source's bytes, in which a font may be named.
    """
    sample = text[:_SAMPLE]
    hits = len(_MIXED.findall(sample))
    if hits < _LEAST or 100 * hits < _PER_HUNDRED * len(sample):
        return ""
    words = sample.lower().split()
    if 10 * sum(word in ENGLISH for word in words) > len(words):
        return ""
    if named := _NAMED.search(original[:200_000]):
        return "Limon" if named[1].lower() == b"limon" else "ABC"
    limon = sum(word in sample for word in _LIMON)
    if _ABC_QUOTES.search(sample) and limon < 4:
        return "ABC"
    if limon >= 2:
        return "Limon"
    # Without a name and without its words it may be a program or a cipher.
    return "an old Khmer font" if re.search("[µ¶ñæðþß½é]", sample) and limon else ""


def marked(story: LegacyStory) -> LegacyStory:
    """The story as it is; one that was typed for an old Khmer font as a draft that says so."""
    text = _text(story)
    if not (family := recognise(text, story.original)):
        return story
    told = (
        f"It was typed for a Khmer font from before Unicode ({family}): what shows as “{text[:40]}” is Khmer in that "
        "font alone. Kept as a draft, word for word; convert it at its source and import it again."
    )
    status = story.status if story.status is Status.WITHDRAWN else Status.DRAFT
    return replace(story, status=status, language="km", problems=(*story.problems, Problem("khmer-legacy-font", told)))


_TAG = re.compile(r"</?[a-z][a-z0-9]*(?: [^<>]*)?>")


def _text(story: LegacyStory) -> str:
    """The words of the headline and of the first blocks, tags taken out."""
    parts, length = [story.headline], len(story.headline)
    for block in story.blocks:
        if block.kind == "picture" or length > _SAMPLE:
            continue
        text = block.text[: 2 * _SAMPLE]
        parts.append(_TAG.sub(" ", text) if block.kind == "html" else text)
        length += len(parts[-1])
    return " ".join(parts).replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")
