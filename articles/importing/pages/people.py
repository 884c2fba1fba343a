"""The names of people in a byline, without roles, agencies, places and addresses. Pure; for every format with bylines.

A name that cannot be told from an agency, a desk or a login is left out, and agencies are told apart.
"""

from __future__ import annotations

import re
import unicodedata
from typing import NamedTuple

from articles.importing.pages import bywords, eastern


class Signed(NamedTuple):
    """Who signed a story: people, in order, and the agencies that stood among them."""

    people: tuple[str, ...] = ()
    agencies: tuple[str, ...] = ()


_LABEL = re.compile(rf"^[\s|•·–—-]*(?:{bywords.LABELS})\s*[:：]?\s*(?=\S)", re.IGNORECASE)
#: Where a byline's people end and a date, a picture's credit or a contact begins.
_END = re.compile(
    rf"\s*(?:[|•·▪]\s*)?(?:\b(?:{bywords.ENDS})\b|\(|\[|https?:|www\.|\S+@\S+|\d|\+\d|@\w|[|•·▪]\s*(?=[^|•·▪]*\d))",
    re.IGNORECASE,
)
#: What is left of `on March 4` once the date is cut off.
_LEFT_OVER = re.compile(r"\s+(?:on|at|in|for|the|by)$", re.IGNORECASE)
#: What joins to a name that stands elsewhere.
_HANGING = re.compile(rf"\s+(?:{bywords.ANDS}|&)$")
_BETWEEN = re.compile(
    rf"\s*(?:[;/|•·▪،、，／]|\s[–—-]\s|,)\s*(?:(?-i:{bywords.ANDS})\s+)?|\s+(?-i:{bywords.ANDS})\s+|\s*&\s*",
    re.IGNORECASE,
)
#: `Jane Doe in Cannon Ball, North Dakota, and Sam Lee in San Francisco`
_PLACES = re.compile(
    r"\s+in\s+[^\W\d_][^,;]*?(?:,\s+[A-Z][\w. ]{1,30}?(?!\s+in\s))?(?=,?\s+and\s|,\s+[A-Z][^,;]+\s+in\s|\s*;|$)"
)
#: Labels that are names as well: `Di Maria`.
_SHORT_LABEL = re.compile(r"(?:di|von|por|door|av|af|from)\b", re.IGNORECASE)
#: `, de São Paulo`: behind a name, where it was written.
_FROM = re.compile(r"(?:de|da|do|em|en|à|aus|in|från|i|uit)\s+(?=[A-ZÀ-Þ])")
_PLACE = re.compile(rf"\s+(?:{bywords.AT})\s+.*$", re.IGNORECASE)
_ROLE = re.compile(rf"(?:^|\b)(?:{bywords.ROLES})\b", re.IGNORECASE)
_ORGANISATION = re.compile(rf"\b(?:{bywords.ORGANISATIONS})\b", re.IGNORECASE)
#: Words that open a title where a name would open with a given name: `Senior Transport Correspondent`.
_TITLE = re.compile(rf"(?:{bywords.TITLES})\b", re.IGNORECASE)
#: A desk that is known by its capitals: BBC News, CNN, AFP.
_DESK = re.compile(r"[A-Z]{2,5}(?:\s+(?:News|Sport|Business|Correspondent|Reporter))?$")
_SMALL = frozenset(
    [
        "de",
        "da",
        "do",
        "dos",
        "das",
        "di",
        "del",
        "della",
        "der",
        "den",
        "van",
        "von",
        "und",
        "y",
        "e",
        "la",
        "le",
        "los",
        "las",
        "du",
        "des",
        "af",
        "av",
        "bin",
        "binti",
        "al",
        "el",
        "ter",
        "ten",
        "zu",
        "zur",
    ]
)
_NAME = re.compile(r"[^\W\d_][\w.'’ʼ`´\-\u0300-\u036f]*$")
_DEGREE = re.compile(
    r"^(?:dr|prof|phd|ph\.d|md|jr|sr|ii|iii|iv|esq|obe|mbe|cbe|mp|am|ao|professor|hon)\.?$", re.IGNORECASE
)
_JUNIOR = re.compile(r"\s(?:[JS]r\.?|II|III|IV)$")
_KOREAN_ROLE = re.compile(r"^작성자\s+|\s+(?:기자|특파원|논설위원)$")
_NO_UNSPACED_NAME = re.compile(r"報導|报道|綜合|综合|編輯|编辑|：|[\d!-&(-,/:-@\[-`{-~។៕。、！？（）「」]")
_UNSPACED = re.compile("[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u4e00-\u9fff\uac00-\ud7af]")
#: More is a sentence.
_MOST_WORDS = 6
_LONGEST = 200


def signed(text: str, *, site: str = "") -> Signed:
    """Read one byline as printed: `By JANE DOE and Li Wei, Staff Writers | Updated 3 May` gives two people.

    `site` is the paper's name, which signs nothing.
    """
    text = unicodedata.normalize("NFC", " ".join(text.replace("\u200b", "").split()))
    if not text or len(text) > _LONGEST or "://" in text:
        return Signed()
    if labelled := eastern.names(text):
        return Signed(labelled)
    people: list[str] = []
    agencies: list[str] = []
    text = _PLACES.sub("", _unlabelled(text))
    if end := _END.search(text):
        agencies += _agencies_in(text[end.start() :]) if text[end.start() :].lstrip().startswith("(") else []
        text = _LEFT_OVER.sub("", text[: end.start()])
    text = _HANGING.sub("", text)
    parts = _inverted(text) or [part for part in _BETWEEN.split(text) if part and part.strip()]
    for number, printed in enumerate(parts):
        part = _unlabelled(_PLACE.sub("", printed).strip(" ,:;-–—_*'\"“”"))
        if agency := bywords.agency(part) or bywords.agency(_unlabelled(printed)):
            agencies.append(agency)
        elif number and (" " not in part or part in bywords.PLACES) and not _UNSPACED.search(part):
            # `Jane Doe, Paris`: behind the first name a single word is where it was written.
            continue
        elif number and _FROM.match(part):
            continue
        elif name := person(part, site=site) or _before_their_desk(part, site):
            people.append(name)
    return Signed(tuple(dict.fromkeys(people)), tuple(dict.fromkeys(agencies)))


def _unlabelled(text: str) -> str:
    while (label := _LABEL.match(text)) and not (_SHORT_LABEL.match(text) and " " not in text[label.end() :]):
        text = text[label.end() :]
    return text


def person(text: str, *, site: str = "") -> str:
    """The name as it is to be printed; empty where the words are no person's name."""
    text = _KOREAN_ROLE.sub("", " ".join(text.split())).strip(" ,:;")
    text = text if _JUNIOR.search(text) else text.rstrip(".")
    words = [word for word in text.split() if _JUNIOR.search(f" {word}") or not _DEGREE.match(word)]
    if not words or len(words) > _MOST_WORDS or _is_sites(text, site):
        return ""
    printed = " ".join(words)
    if _ORGANISATION.search(printed) or _ROLE.search(printed) or _TITLE.match(printed) or bywords.NO_NAME & set(words):
        return ""
    if _UNSPACED.search(text):
        return text if 2 <= len(text) <= 40 and not _NO_UNSPACED_NAME.search(text) else ""
    if any(not _NAME.match(word.rstrip(",")) for word in words):
        return ""
    if len(words) == 1 and (words[0].islower() or words[0].isupper() or len(words[0]) < 3 or "." in words[0]):
        return ""
    if not any(word[0].isupper() or not word[0].isascii() for word in words):
        return ""
    if any(word[0].islower() and word[0].isascii() and word.lower() not in _SMALL for word in words[:-1]):
        return ""
    capitals = re.sub(r"\b(?:Ma?c|[OD]['’])(?=[A-Z])", "", printed).isupper()
    return " ".join(map(_cased, words)) if capitals and len(words) > 1 else printed


def _before_their_desk(text: str, site: str) -> str:
    """The name that a role, an agency or the paper follows without a comma: `Jane Doe BBC News`.

    The word behind the name must open one of these, so that `Los Angeles Times Staff` names nobody.
    """
    words = text.split()
    for count in () if _ROLE.match(text) or _TITLE.match(text) else (3, 2):
        if len(words) <= count:
            continue
        rest = " ".join(words[count:])
        desk = _ROLE.match(rest) or bywords.agency(rest) or (site and _is_sites(rest, site)) or _DESK.match(rest)
        desk = desk or (len(site) > 4 and _folded(rest).startswith(_folded(site)))
        if desk and (name := person(" ".join(words[:count]), site=site)):
            return name
    return ""


def _inverted(text: str) -> list[str]:
    """`Doe, Jane`, as library catalogues write it: two single words with a comma are one person."""
    parts = [part.strip() for part in text.split(",")]
    if len(parts) == 2 and all(part and " " not in part and _NAME.match(part) for part in parts):
        return (
            []
            if _ROLE.search(parts[1]) or _ORGANISATION.search(parts[1]) or bywords.agency(parts[1])
            else [f"{parts[1]} {parts[0]}"]
        )
    return []


def _is_sites(text: str, site: str) -> bool:
    folded = _folded(text)
    return bool(site) and (folded == _folded(site) or (len(folded) > 5 and _folded(site).startswith(folded)))


def _folded(text: str) -> str:
    return re.sub(r"\W|^the\s", "", text.casefold())


def _agencies_in(text: str) -> list[str]:
    inside = re.match(rf"\s*[(\[](?:(?:{bywords.ANDS}|avec|mit|con|com)\s+)?([^)\]]{{2,40}})[)\]]", text)
    agency = bywords.agency(inside[1]) if inside else ""
    return [agency] if agency else []


def _cased(word: str) -> str:
    """SMITH-JONES as Smith-Jones, O'BRIEN as O'Brien, MCDONALD as McDonald; initials stay."""
    if len(word.replace(".", "")) == 1 or word.count(".") > 1 or re.fullmatch("[B-DF-HJ-NP-TV-XZ]{2}", word):
        return word
    if word.lower() in _SMALL:
        return word.lower()
    if re.match(r"Ma?c[A-Z]", word):
        return word[: word.index("c") + 2] + word[word.index("c") + 2 :].lower()
    cased = re.sub(r"(^|[-'’])(\w)", lambda found: found[1] + found[2].upper(), word.lower())
    return re.sub(r"^Mc(\w)", lambda found: "Mc" + found[1].upper(), cased)
