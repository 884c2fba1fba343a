"""The first lines of a capture: the paper's name and the story's headline. Pure.

No paper's name is known here. It is read from the words that the first line repeats.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from articles.importing import captions, dates
from articles.importing.captures.furniture import is_furniture
from articles.importing.lines import Line, ends_sentence, is_paragraph, is_title

#: Lines that are looked at for a masthead: some pages print a menu above it.
_WINDOW = 12
_LONGEST = 400
_SEPARATOR = re.compile(r"\s+(?:[-–—|»·•:]|::|»»)\s+")
_LOGO_WORD = re.compile(r"logo|masthead|emblem|ឡូហ្គោ|ស្លាកសញ្ញា|និមិត្តសញ្ញា|โลโก้|标志|徽标", re.IGNORECASE)
_BARE_LOGO = re.compile(r"logo of (.{2,80}) newspaper", re.IGNORECASE)
_CONTENT_IMAGE = re.compile(r"content image\s*(?:[-–|:]\s*(.*))?", re.IGNORECASE)
_PICTURE_WORD = re.compile(r"image|photo|picture|illustration|រូប", re.IGNORECASE)
_KIOSK_BYLINE = re.compile(r"[-–—]\s?([^-–—\s].*)")
_CAPITAL_OPENING = re.compile(r"[“\"‘']?[^\W\d_]{3,}\b")


@dataclass(frozen=True, slots=True)
class Masthead:
    """What the first lines say. `kind` is how they said it; `start` is the first line after them."""

    #: `logo` (alt text, then title), `title` (headline and site in one line), `repeated` (the headline twice),
    #: `kiosk` (site, headline, - Name), `headline` (one line alone) or `none`.
    kind: str
    start: int
    headline: str = ""
    site: str = ""
    logo_alt: str = ""
    #: Lines above the masthead: the site's menu.
    furniture: tuple[str, ...] = ()


def read(lines: list[Line]) -> Masthead:
    """Find the masthead among the first lines. Always answers; `kind` is `none` where there is no headline."""
    for find in (_logo, _title, _repeated, _kiosk, _piped, _headline_alone):
        if found := find(lines):
            return found
    return Masthead("none", _first_after_furniture(lines), "", _site_of_pictures(lines))


def image_line(text: str, site: str) -> bool:
    """Whether a line is the boilerplate alt text of a picture: `Content image - Site`, in any words for image."""
    if len(text) > 120:
        return False
    if _CONTENT_IMAGE.fullmatch(text):
        return True
    if not site or not text.endswith(site) or not (found := _SEPARATOR.search(text)):
        return False
    return text[found.end() :] == site and text[: found.start()].count(" ") < 4 and bool(_PICTURE_WORD.search(text))


def kiosk_byline(text: str) -> str:
    """The name of a `- Name` line, as kiosks of printed papers write bylines; empty for any other line."""
    found = _KIOSK_BYLINE.fullmatch(text) if len(text) < 90 else None
    return found[1] if found and captions.is_name(found[1]) else ""


def _logo(lines: list[Line]) -> Masthead | None:
    for index, line in enumerate(lines[:_WINDOW]):
        if len(line.text) > _LONGEST:
            continue
        found = _split_logo(line.text)
        if found and _confirmed(found, lines, index):
            logo_alt, site, headline = found
            return Masthead("logo", index + 1, headline, site, logo_alt, _texts(lines[:index]))
        if bare := _BARE_LOGO.fullmatch(line.text):
            return Masthead("logo", index + 1, "", bare[1], line.text, _texts(lines[:index]))
    return None


def _split_logo(text: str) -> tuple[str, str, str] | None:
    """`(alt text, site, headline)` of a line whose words before a separator end with words they already held."""
    for separator in _SEPARATOR.finditer(text):
        if repeated := _repeated_ending(text[: separator.start()]):
            return (*repeated, text[separator.end() :])
    if _LOGO_WORD.search(text) and (repeated := _repeated_ending(text)):
        return (*repeated, "")
    return None


def _repeated_ending(text: str) -> tuple[str, str] | None:
    """`Logo of X newspaper X` -> `("Logo of X newspaper", "X")`: the longest ending that stands earlier as well."""
    words = text.split(" ")
    for count in range(len(words) // 2, 0, -1):
        site = " ".join(words[-count:])
        before = " ".join(words[:-count])
        spaced = f" {before} "
        if len(site) > 1 and (f" {site} " in spaced or (not site.isascii() and site in before)):
            return before, site
    return None


def _confirmed(found: tuple[str, str, str], lines: list[Line], index: int) -> bool:
    """Repeated words alone are chance; a word for logo, the headline's repetition or a picture's alt text are not."""
    logo_alt, site, headline = found
    if _LOGO_WORD.search(logo_alt):
        return True
    near = lines[index + 1 : index + 9]
    return any(line.text == headline or line.text.endswith(f"- {site}") for line in near)


def _title(lines: list[Line]) -> Masthead | None:
    """`Headline | Site`, `Site - Headline` and the like, told by the headline's standing alone further down."""
    for index, line in enumerate(lines[:_WINDOW]):
        if len(line.text) > _LONGEST or not _SEPARATOR.search(line.text):
            continue
        for other in lines[index + 1 : index + 6]:
            if site := _beside(line.text, other.text):
                return Masthead("title", index + 1, other.text, site, furniture=_texts(lines[:index]))
    return None


def _beside(title: str, headline: str) -> str:
    """The site's name where a title is the headline, a separator and a name in either order; else nothing."""
    if not 0 < len(headline) < len(title):
        return ""
    if title.startswith(headline) and (found := _SEPARATOR.match(title, len(headline))):
        return title[found.end() :]
    if title.endswith(headline):
        parts = _SEPARATOR.split(title[: -len(headline)] + "\0")
        return parts[0] if len(parts) > 1 and parts[-1] == "\0" else ""
    return ""


def _repeated(lines: list[Line]) -> Masthead | None:
    for index, line in enumerate(lines[:_WINDOW]):
        below = lines[index + 1 : index + 2]
        if below and below[0].text == line.text and below[0].gap and len(line.text) < 250:
            above = [one for one in lines[:index] if not is_furniture(one.text)]
            return (
                None
                if above
                else Masthead("repeated", index, line.text, _site_of_pictures(lines), "", _texts(lines[:index]))
            )
    return None


def _kiosk(lines: list[Line]) -> Masthead | None:
    """A kiosk's copy: the paper's bare name, the headline, a `- Name` line or a first word in capitals."""
    head = []
    for index, line in enumerate(lines[:5]):
        if kiosk_byline(line.text) or (len(head) == 2 and _opens_in_capitals(line.text)):
            return Masthead("kiosk", index, head[-1], head[0]) if len(head) == 2 else None
        if dates.is_date(line.text):
            continue
        if not is_title(line.text, words=25, length=200) and not line.text.endswith(("?", "!")):
            return None
        head.append(line.text)
    return None


def _opens_in_capitals(text: str) -> bool:
    found = _CAPITAL_OPENING.match(text)
    return bool(found and found.group().isupper() and ends_sentence(text) and not text.isupper() and len(text) > 60)


def _piped(lines: list[Line]) -> Masthead | None:
    """`Headline | Site` as the first line of a capture that does not repeat the headline."""
    start = _first_after_furniture(lines)
    headline, pipe, site = lines[start].text.rpartition(" | ") if start < len(lines) else ("", "", "")
    if not pipe or " | " in headline or site.count(" ") > 5 or ends_sentence(site) or len(headline) > 250:
        return None
    return Masthead("title", start + 1, headline, site, furniture=_texts(lines[:start]))


def _headline_alone(lines: list[Line]) -> Masthead | None:
    """One short line that ends no sentence above the first paragraph. A picture's caption may stand over it."""
    start = _first_after_furniture(lines)
    at = start + 1 if lines[start : start + 1] and captions.split(lines[start].text).credit else start
    if at + 1 >= len(lines):
        return None
    line, below = lines[at], lines[at + 1]
    headline = is_title(line.text, words=20, length=150) or (len(line.text) < 150 and line.text[-1] in "?!")
    if not headline or not below.gap or image_line(line.text, "") or dates.is_date(line.text):
        return None
    follows = is_paragraph(below.text) or image_line(below.text, "") or dates.is_date(below.text)
    if not follows and not (at + 2 < len(lines) and is_paragraph(lines[at + 2].text)):
        return None
    return Masthead("headline", start, line.text, _site_of_pictures(lines), "", _texts(lines[:start]))


def _site_of_pictures(lines: list[Line]) -> str:
    """The name behind `Content image - `, where no other line says it."""
    for line in lines[:40]:
        if len(line.text) < 120 and (found := _CONTENT_IMAGE.fullmatch(line.text)) and found[1]:
            return found[1]
    return ""


def _first_after_furniture(lines: list[Line]) -> int:
    for index, line in enumerate(lines[:_WINDOW]):
        if not is_furniture(line.text):
            return index
    return 0


def _texts(lines: list[Line]) -> tuple[str, ...]:
    return tuple(line.text for line in lines)
