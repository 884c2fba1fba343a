"""Pictures as captures print them: boilerplate alt line, caption, credit on the same line or the next. Pure."""

from __future__ import annotations

import re
from typing import NamedTuple

from articles.importing import captions
from articles.importing.captures import masthead
from articles.importing.captures.furniture import is_furniture
from articles.importing.lines import LONGEST_CAPTION, Line, ends_sentence, is_title
from articles.importing.records import LegacyPicture

#: A caption that stands apart from its picture is one sentence of no more words than this.
_WORDS_APART = 14
_FILE_NAME = re.compile(r"(?=\S*\d)[\w.()-]{4,60}(?:\.(?:jpe?g|png|gif))?", re.IGNORECASE)


class Taken(NamedTuple):
    """A picture and the number of lines that it took; `boilerplate` where its alt text was only the site's name."""

    picture: LegacyPicture
    lines: int
    boilerplate: bool = False
    #: A file's name that stood for the alt text.
    file_name: str = ""


def picture_at(lines: list[Line], index: int, site: str, usual_gap: int) -> Taken | None:
    """The picture that begins on a line, by a mark that leaves no doubt; None where there is none.

    Marks: the boilerplate alt line, the same caption twice (alt text, then caption), a file's name above the caption,
    a label (`Photograph:`) inside the caption.
    """
    text = lines[index].text
    if len(text) > LONGEST_CAPTION:
        return None
    if masthead.image_line(text, site):
        return _below_alt_line(lines, index, usual_gap)
    below = lines[index + 1] if index + 1 < len(lines) and not lines[index + 1].gap else None
    if below and len(below.text) <= LONGEST_CAPTION and _is_twin(text, below.text):
        return _with_credit_line(_twin(text, below.text), lines, index, 2)
    if below and len(below.text) <= LONGEST_CAPTION and _FILE_NAME.fullmatch(text) and not text.isdigit():
        return _with_credit_line(_captioned(below.text), lines, index, 2)._replace(file_name=text)
    if captions.has_label(text) and captions.credit_line(text) is None:
        return Taken(_captioned(text), 1)
    return None


def lone_caption(lines: list[Line], index: int) -> LegacyPicture | None:
    """A caption without any mark on the first line after a story's heading, or None.

    It ends with a credit, or is one short sentence (no quotation, no list) above a longer paragraph.
    """
    text = lines[index].text
    if len(text) > LONGEST_CAPTION or text[0] in "“\"‘'«-–—" or text[-1] in ":;,?" or index + 1 >= len(lines):
        return None
    found = captions.split(text)
    if found.credit:
        return LegacyPicture(caption=found.caption, credit=found.credit)
    if not lines[index + 1].gap:
        return None
    below = lines[index + 1].text
    short = text.count(" ") < 16 and len(text) <= 140 and _sentences(text) <= 1
    longer = len(below) > 1.25 * len(text) or ends_sentence(text) != ends_sentence(below)
    return LegacyPicture(caption=text) if short and longer else None


def caption_with_credit(text: str) -> LegacyPicture | None:
    """A bare line of one sentence and a credit, as some pages print captions between paragraphs; else None."""
    if len(text) > 300 or text[0] in "“\"‘'«-–—":
        return None
    found = captions.split(text)
    if not found.credit or _sentences(found.caption) > 1 or found.caption.count(" ") > 40:
        return None
    return LegacyPicture(caption=found.caption, credit=found.credit)


def _below_alt_line(lines: list[Line], index: int, usual_gap: int) -> Taken:
    """The caption is the one line under the alt line, or a short sentence that blank lines set apart."""
    below = lines[index + 1] if index + 1 < len(lines) else None
    if below is None or masthead.image_line(below.text, "") or is_furniture(below.text):
        return Taken(LegacyPicture(), 1, boilerplate=True)
    if not below.gap and len(below.text) <= LONGEST_CAPTION:
        if index + 2 < len(lines) and lines[index + 2].text == below.text and not lines[index + 2].gap:
            return _with_credit_line(_captioned(below.text), lines, index, 3, boilerplate=True)
        return _with_credit_line(_captioned(below.text), lines, index, 2, boilerplate=True)
    if captions.credit_line(below.text) is not None:
        credited = _with_credit_line(LegacyPicture(), lines, index, 1, boilerplate=True)
        apart = index + credited.lines
        if apart < len(lines) and _stands_apart(lines, apart, usual_gap, both_sides=True):
            return credited._replace(picture=_captioned(lines[apart].text, credited.picture), lines=credited.lines + 1)
        return credited
    if _stands_apart(lines, index + 1, usual_gap):
        return Taken(_captioned(below.text), 2, boilerplate=True)
    return Taken(LegacyPicture(), 1, boilerplate=True)


def _stands_apart(lines: list[Line], index: int, usual_gap: int, *, both_sides: bool = False) -> bool:
    """A short sentence with more blank lines around it than paragraphs have; with a story still to come."""
    line = lines[index]
    if line.gap <= usual_gap or line.text.count(" ") >= _WORDS_APART or _sentences(line.text) > 1:
        return False
    if index + 1 >= len(lines) or (both_sides and lines[index + 1].gap <= usual_gap):
        return False
    return ends_sentence(line.text) or (both_sides and is_title(line.text)) or bool(captions.split(line.text).credit)


def _with_credit_line(
    picture: LegacyPicture, lines: list[Line], index: int, taken: int, *, boilerplate: bool = False
) -> Taken:
    """Add the credit of a line of its own (`Photo by: Sok Dara`) to a picture that has none."""
    at = index + taken
    if not picture.credit and at < len(lines) and (credit := captions.credit_line(lines[at].text)) is not None:
        return Taken(LegacyPicture(alt=picture.alt, caption=picture.caption, credit=credit), taken + 1, boilerplate)
    return Taken(picture, taken, boilerplate)


def _captioned(text: str, credited: LegacyPicture | None = None) -> LegacyPicture:
    if (credit := captions.credit_line(text)) is not None:
        return LegacyPicture(credit=credit)
    if credited and credited.credit:
        return LegacyPicture(caption=text, credit=credited.credit)
    found = captions.split(text)
    return LegacyPicture(caption=found.caption, credit=found.credit)


def _is_twin(first: str, second: str) -> bool:
    """The same words twice, or once more with a credit or further words behind them."""
    return first == second or (
        len(first) > 20 and len(second) - len(first) < 200 and second.startswith(first.rstrip("."))
    )


def _twin(alt: str, text: str) -> LegacyPicture:
    """Alt text that only repeats the caption is left empty: a screen reader would read it twice."""
    found = captions.split(text)
    repeats = captions.split(alt).caption.rstrip(".") == found.caption.rstrip(".")
    return LegacyPicture(alt="" if repeats else alt, caption=found.caption, credit=found.credit)


def _sentences(text: str) -> int:
    """How many sentences a line holds, roughly: full stops with a space behind them, and the last one."""
    return len(re.findall(r"[.!?។][”\"’)]*\s+(?=[^a-z])", text)) + 1
