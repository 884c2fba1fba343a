"""What stands between masthead and story: headline again, section, date, byline, lead picture, standfirst. Pure."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from itertools import pairwise

from articles.importing import captions, dates
from articles.importing.captures import pictures
from articles.importing.captures.furniture import is_furniture
from articles.importing.captures.masthead import Masthead, kiosk_byline
from articles.importing.lines import (
    LONGEST_CAPTION,
    Line,
    begins_lower,
    ends_sentence,
    is_list_item,
    is_paragraph,
    is_title,
    spacing,
)
from articles.importing.records import LegacyPicture, Problem, ReadOptions

#: The headline stands at most twice below the masthead: above the lead picture and below it.
_COPIES = 2
#: The second copy comes within this many lines, or it is part of the story.
_NEAR = 9
_BYLINE = re.compile(
    r"(?:(?:reporters?|authors?|writers?|journalists?|byline|អ្នកយកព័ត៌មាន|អ្នកនិពន្ធ|អ្នករាយការណ៍)\s*[:៖]"
    r"|(?:written by|story by|text by|words by|words|by|ដោយ|par)\s*[:៖]?(?=\s|$)|ដោយ[:៖]?)\s*(.*)",
    re.IGNORECASE,
)
_NAMES = re.compile(r"\s*,\s*(?:and\s+)?|\s+(?:and|&|និង|et)\s+|\s*;\s*")
_LABELLED_BYLINE = re.compile(r"[^:៖]{1,25}[:៖]")
_QUESTION = re.compile(r"(?:Q|សំណួរ|Question)\s?[:.៖]", re.IGNORECASE)
_ADDRESS = re.compile(
    r"(?:(?:url|source|link|permalink|canonical|address|ប្រភព)\s*[:៖]\s*)?(https?://[^\s<>\"]+)", re.IGNORECASE
)


_STRAIGHT = str.maketrans("‘’“”", "''\"\"")


@dataclass(slots=True)
class Heading:
    """What was read so far; `body` is the line that the story begins with."""

    body: int = 0
    section: str = ""
    published: dates.When | None = None
    bylines: list[str] = field(default_factory=list)
    standfirst: str = ""
    lead: LegacyPicture | None = None
    #: Pictures after the lead one, before the first paragraph.
    more_pictures: list[LegacyPicture] = field(default_factory=list)
    furniture: list[str] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    #: Boilerplate alt texts that were left out.
    boilerplate: int = 0
    #: Section, date or reporter stand on lines of their own: a page where captions have no mark.
    is_sheet: bool = False

    def add_picture(self, picture: LegacyPicture) -> None:
        if self.lead is None:
            self.lead = picture
        else:
            self.more_pictures.append(picture)


def read(lines: list[Line], masthead: Masthead, options: ReadOptions) -> Heading:
    """Take lines off the top for as long as each is known for something that is not the story."""
    return _Reader(lines, masthead, options).read()


def address(text: str) -> str:
    """The address of a line that holds nothing else, with or without a label; empty for any other line."""
    found = _ADDRESS.fullmatch(text) if len(text) < 2000 and "://" in text else None
    return found[1] if found else ""


class _Reader:
    """Walks down the lines. Each rule looks at one line and says how many it takes: 0 where it is not for it."""

    def __init__(self, lines: list[Line], masthead: Masthead, options: ReadOptions):
        self.lines = lines
        self.masthead = masthead
        self.options = options
        self.heading = Heading(is_sheet=masthead.kind == "title")
        self.usual_gap = spacing(lines)
        self.copies = 0
        self.last_copy = self._find_last_copy()

    def read(self) -> Heading:
        index = self.masthead.start
        while index < len(self.lines):
            for rule in self._RULES:
                if taken := rule(self, index):
                    index += taken
                    break
            else:
                break
        self.heading.body = index
        return self.heading

    def _find_last_copy(self) -> int:
        start, headline = self.masthead.start, self.masthead.headline
        copies = [
            at for at in range(start, min(start + _NEAR, len(self.lines))) if _same(self.lines[at].text, headline)
        ]
        if not copies:
            return -1
        last = copies[:_COPIES][-1]
        between = self.lines[start:last]
        return last if all(len(line.text) <= LONGEST_CAPTION for line in between) else copies[0]

    def _headline(self, index: int) -> int:
        if (
            self.copies >= _COPIES
            or index > self.last_copy
            or not _same(self.lines[index].text, self.masthead.headline)
        ):
            return 0
        self.copies += 1
        return 1

    def _furniture(self, index: int) -> int:
        text = self.lines[index].text
        if not is_furniture(text):
            return 0
        self.heading.furniture.append(text)
        return 1

    def _picture(self, index: int) -> int:
        taken = pictures.picture_at(self.lines, index, self.masthead.site, self.usual_gap)
        if taken is None:
            return 0
        self.heading.add_picture(taken.picture)
        self.heading.boilerplate += taken.boilerplate
        self.heading.furniture += filter(None, [taken.file_name])
        return taken.lines

    def _credit(self, index: int) -> int:
        lead = self.heading.lead
        credit = captions.credit_line(self.lines[index].text)
        if credit is None or (lead and lead.credit):
            return 0
        self.heading.lead = LegacyPicture(lead.alt if lead else "", lead.caption if lead else "", credit)
        return 1

    def _date(self, index: int) -> int:
        if self.heading.published:
            return 0
        text = self.lines[index].text
        if label := dates.LABEL.fullmatch(text) if len(text) < 40 else None:
            below = self.lines[index + 1].text if index + 1 < len(self.lines) else ""
            return self._take_date(below, 2) if dates.is_date(below) else int(bool(label))
        if not dates.is_date(text):
            return 0
        return self._take_date(dates.LABEL.sub("", text, count=1), 1)

    def _take_date(self, text: str, taken: int) -> int:
        when = dates.read_words(text, self.options)
        rest = when.rest.strip(" |,–-") if when else ""
        if when is None or (rest and not self._take_names(rest)):
            return 0
        self.heading.published = when
        self.heading.problems += when.problems
        self.heading.is_sheet = True
        return taken

    def _byline(self, index: int) -> int:
        text = self.lines[index].text
        if len(text) > 150:
            return 0
        if self.masthead.kind == "kiosk" and (name := kiosk_byline(text)):
            return int(self._take_names(name))
        found = _BYLINE.fullmatch(text)
        if found is None:
            return 0
        labelled = bool(_LABELLED_BYLINE.match(text))
        self.heading.is_sheet = self.heading.is_sheet or labelled
        return int(self._take_names(found[1], labelled=labelled))

    def _bare_byline(self, index: int) -> int:
        """Names alone are a byline only right above or below the date."""
        text = self.lines[index].text
        beside = [self.lines[at].text for at in (index - 1, index + 1) if 0 <= at < len(self.lines)]
        if self.heading.bylines or not captions.is_name(text) or not any(map(dates.is_date, beside)):
            return 0
        return int(not self._is_section(index) and self._take_names(text))

    def _take_names(self, text: str, *, labelled: bool = False) -> bool:
        names = [name.strip(" .") for name in _NAMES.split(text) if name.strip(" .")]
        if not labelled and not all(captions.is_name(name) or captions.is_credit(name) for name in names):
            return False
        self.heading.bylines += [name for name in names if name not in self.heading.bylines]
        return labelled or bool(names)

    def _section(self, index: int) -> int:
        if self.heading.section or not self._is_section(index):
            return 0
        self.heading.section = self.lines[index].text
        return 1

    def _is_section(self, index: int) -> bool:
        """A word or four right above the date or the reporter, where no date has come yet."""
        text = self.lines[index].text
        if self.heading.published or index + 1 >= len(self.lines) or not is_title(text, words=4, length=40):
            return False
        below = self.lines[index + 1].text
        is_label = len(below) < 40 and bool(dates.LABEL.fullmatch(below))
        return is_label or (
            self.lines[index + 1].gap > 0
            and (dates.is_date(below) or bool(_LABELLED_BYLINE.match(below) and _BYLINE.fullmatch(below)))
        )

    def _between_headlines(self, index: int) -> int:
        """Whatever else stands above the last copy of the headline is a picture's caption."""
        if index >= self.last_copy or self.heading.lead:
            return 0
        found = captions.split(self.lines[index].text)
        self.heading.lead = LegacyPicture(caption=found.caption, credit=found.credit)
        return 1

    def _left_over(self, index: int) -> int:
        """A second line that nothing explains above the last copy of the headline: reported, not printed."""
        if index >= self.last_copy:
            return 0
        self.heading.furniture.append(self.lines[index].text)
        return 1

    def _caption(self, index: int) -> int:
        """Pages that print section, date and reporter print the lead picture's caption bare; others set it apart."""
        if self.heading.lead or self.heading.standfirst or not self._may_be_caption(index):
            return 0
        picture = pictures.lone_caption(self.lines, index)
        if picture is None:
            return 0
        self.heading.lead = picture
        if not picture.credit:
            message = f"Read as the lead picture's caption, as it stands alone above the story: {picture.caption!r}."
            self.heading.problems.append(Problem("unmarked-caption", message))
        return 1

    def _may_be_caption(self, index: int) -> bool:
        if self.heading.is_sheet:
            return True
        apart = self.lines[index].gap > self.usual_gap and index + 1 < len(self.lines)
        return apart and self.lines[index + 1].gap > self.usual_gap and self.masthead.kind in ("logo", "repeated")

    def _standfirst(self, index: int) -> int:
        if self.heading.standfirst or index + 1 >= len(self.lines) or self.masthead.kind == "none":
            return 0
        text, below = self.lines[index].text, self.lines[index + 1]
        if _QUESTION.match(text) or is_list_item(text) or len(text) > LONGEST_CAPTION:
            return 0
        if not _QUESTION.match(below.text) and not self._is_open_standfirst(text, below, index):
            return 0
        self.heading.standfirst = text
        return 1

    def _is_open_standfirst(self, text: str, below: Line, index: int) -> bool:
        """Words without a full stop above the first paragraph: long ones, or short ones where no crossheads follow."""
        if (
            ends_sentence(text)
            or text[-1] in ",;:–—-"
            or begins_lower(text)
            or not below.gap
            or begins_lower(below.text)
        ):
            return False
        rest = self.lines[index + 1 :]
        if _is_hard_wrapped(rest, len(text)):
            return False
        if not is_title(text, words=9):
            return True
        return text.count(" ") >= 4 and not any(
            is_title(line.text) and is_paragraph(after.text) for line, after in pairwise(rest)
        )

    _RULES = (
        _headline,
        _furniture,
        _picture,
        _credit,
        _date,
        _byline,
        _bare_byline,
        _section,
        _between_headlines,
        _left_over,
        _caption,
        _standfirst,
    )


def _same(text: str, headline: str) -> bool:
    """The same headline, whether quotes are curly and letters are capitals or not."""
    if len(text) != len(headline) or not text:
        return False
    return text == headline or text.translate(_STRAIGHT).casefold() == headline.translate(_STRAIGHT).casefold()


def _is_hard_wrapped(lines: list[Line], length: int) -> bool:
    """Whether a story's lines break where the page was full, so that an open end means nothing."""
    some = [line.text for line in lines[:40]]
    return max(map(len, some), default=0) <= 120 and length <= 120 and sum(map(begins_lower, some)) * 4 > len(some)
