"""Dates as newspapers, exports and feeds print them. Pure. What can be read in two ways is reported, never guessed."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta, timezone, tzinfo
from email.utils import parsedate_to_datetime
from typing import NamedTuple
from zoneinfo import ZoneInfo

from articles.importing.records import DEFAULTS, Problem, ReadOptions

_MONTHS = (
    ("january", "jan", "janvier", "មករា"),
    ("february", "feb", "février", "fevrier", "កុម្ភៈ", "កុម្ភះ", "គុម្ភៈ", "កុម្ភ"),
    ("march", "mar", "mars", "មីនា", "មិនា"),
    ("april", "apr", "avril", "មេសា"),
    ("may", "mai", "ឧសភា"),
    ("june", "jun", "juin", "មិថុនា"),
    ("july", "jul", "juillet", "កក្កដា"),
    ("august", "aug", "août", "aout", "សីហា"),
    ("september", "sept", "sep", "septembre", "កញ្ញា"),
    ("october", "oct", "octobre", "តុលា"),
    ("november", "nov", "novembre", "វិច្ឆិកា"),
    ("december", "dec", "décembre", "decembre", "ធ្នូ"),
)
#: As wires and addresses write them.
ENGLISH_MONTHS = tuple(names[0][:3] for names in _MONTHS)
_MONTH_NUMBERS = {name: number for number, names in enumerate(_MONTHS, 1) for name in names}
#: Zones whose name means one offset. IST, BST, CST and their like mean several and are not read.
_ZONES = {
    **dict.fromkeys(("UTC", "GMT", "Z"), 0),
    **dict.fromkeys(("ICT", "WIB"), 7),
    **dict.fromkeys(("SGT", "MYT", "HKT", "PHT", "AWST"), 8),
    **dict.fromkeys(("JST", "KST"), 9),
    "CET": 1,
    "CEST": 2,
    "EST": -5,
    "EDT": -4,
    "PST": -8,
    "PDT": -7,
}

_MONTH = "(?P<month>" + "|".join(sorted(_MONTH_NUMBERS, key=len, reverse=True)) + ")"
_WEEKDAY = r"(?:(?:mon|tues?|wed(?:nes)?|thu(?:rs?)?|fri|satur|sat|sun)(?:day)?\.?,?\s+|ថ្ងៃ\s*(?!ទី)\w*\S*\s+)?"
_CLOCK = (
    r"(?:\s*(?:[|,·•–-]|\bat\b|ម៉ោង)?\s*(?P<hour>\d{1,2})[:.](?P<minute>\d{2})(?:[:.](?P<second>\d{2}))?"
    r"(?:\s*(?P<half>[ap])\.?m\.?(?!\w))?)?"
    r"(?(hour)(?:\s*[|,]?\s*(?P<zone>(?:GMT|UTC)?[+-]\d{1,2}(?::?\d{2})?|(?-i:[A-Z]{1,5})(?!\w)))?)"
)
_WRITTEN = re.compile(
    rf"{_WEEKDAY}(?:ថ្ងៃ)?\s*(?:ទី)?\s*(?P<day>\d{{1,2}})(?:st|nd|rd|th)?\s*(?:of\s+)?(?:ខែ)?\s*{_MONTH}(?!\w)\.?,?\s*"
    rf"(?:ឆ្នាំ)?\s*(?P<year>\d{{4}})(?!\d){_CLOCK}\s*",
    re.IGNORECASE,
)
_AMERICAN = re.compile(
    rf"{_WEEKDAY}{_MONTH}(?!\w)\.?\s+(?P<day>\d{{1,2}})(?:st|nd|rd|th)?,?\s+(?P<year>\d{{4}})(?!\d){_CLOCK}\s*",
    re.IGNORECASE,
)
_FIGURES = re.compile(
    rf"(?P<first>\d{{1,2}})[/.](?P<other>\d{{1,2}})[/.](?P<year>\d{{4}})(?!\d){_CLOCK}\s*", re.IGNORECASE
)
_ISO = re.compile(r"\d{4}-?\d{2}-?\d{2}(?:[T ]\S+)?$")
_EPOCH = re.compile(r"\d{9,10}$|\d{12,13}$")
_NAMED_ZONE = re.compile(r"\d\s+([A-Z]{1,5})$")
_RFC_2822 = frozenset(("UT", "UTC", "GMT", "Z", "EST", "EDT", "CST", "CDT", "MST", "MDT", "PST", "PDT"))
_OFFSET = re.compile(r"(?:GMT|UTC)?([+-])(\d{1,2}):?(\d{2})?$")
#: Words before a date that say what it is.
LABEL = re.compile(
    r"(?:publication date|date of publication|published(?: on| at)?|posted(?: on)?|date|publié le|កាលបរិច្ឆេទ(?:ផ្សាយ)?"
    r"|ថ្ងៃ\s?ផ្សាយ|ផ្សាយ)\s*[:៖]?\s*(?=\S|$)",
    re.IGNORECASE,
)
_HAS_YEAR = re.compile(r"\d{4}")


class When(NamedTuple):
    """A date as read: None where there is none to be had. `rest` is what stands behind it on the line."""

    value: datetime | None
    date_only: bool = False
    problems: tuple[Problem, ...] = ()
    rest: str = ""


def read(text: str, options: ReadOptions = DEFAULTS) -> When:
    """Read a whole date: ISO 8601, RFC 2822, seconds or milliseconds since 1970, or words in English, French, Khmer."""
    text = text.replace("\u200b", "").strip()
    if not text or not text.replace("0", "").strip("-:/T Z"):
        return _nothing("empty-date", f"The date is empty ({text!r}).")
    try:
        when = _read_machine(text, options) or read_words(text, options)
    except (ValueError, OverflowError):
        return _nothing("impossible-date", f"There is no such date: {text!r}.")
    if when is None or (when.rest and when.value):
        return _nothing("unreadable-date", f"The date cannot be read: {text!r}.")
    if (when.value and when.value.timestamp() == 0) or text.startswith("1970-01-01 00:00:00"):
        return _nothing("empty-date", f"The date is the computer's zero, not a day of publication: {text!r}.")
    return when


def read_words(text: str, options: ReadOptions) -> When | None:
    """A date in words or figures at the start of a line; None where the line does not open with one."""
    if not _HAS_YEAR.search(text[:60]):
        return None
    text = text[:200].replace("\u200b", "")
    if found := _WRITTEN.match(text) or _AMERICAN.match(text):
        return _from_words(found, options)
    if found := _FIGURES.match(text):
        return _from_figures(found, options)
    return None


def is_date(text: str) -> bool:
    """Whether a line is a date, with or without a label, with no more behind it than a name would take."""
    if len(text) > 120 or not _HAS_YEAR.search(text):
        return False
    text = LABEL.sub("", text.replace("\u200b", ""), count=1)
    found = _WRITTEN.match(text) or _AMERICAN.match(text) or _FIGURES.match(text)
    return found is not None and len(text[found.end() :].split()) <= 6 and not text.endswith((".", "។", "”"))


def _read_machine(text: str, options: ReadOptions) -> When | None:
    if _ISO.match(text):
        value = datetime.fromisoformat(text)
        return _placed(value, options, date_only=len(text) <= 10)
    if _EPOCH.match(text):
        seconds = int(text) / (1000 if len(text) > 10 else 1)
        return When(datetime.fromtimestamp(seconds, UTC))
    if ":" in text and "," in text[:5]:
        if (zone := _NAMED_ZONE.search(text)) and zone[1] not in _RFC_2822:
            # The standard knows few names of zones, and its reader takes every other for none at all.
            offset = _ZONES.get(zone[1])
            if offset is None:
                return None
            text = f"{text[: zone.start(1)]}{offset:+03}00"
        try:
            return _placed(parsedate_to_datetime(text), options)
        except (ValueError, TypeError):
            return None
    return None


def _from_figures(found: re.Match, options: ReadOptions) -> When:
    first, other = int(found["first"]), int(found["other"])
    if first <= 12 and other <= 12 and first != other and options.date_order not in ("dmy", "mdy"):
        shown = found.group().strip()
        message = f"The date {shown!r} can be read in two ways: say which with --date-order."
        return _nothing("ambiguous-date", message, found.string[found.end() :])
    day_first = first > 12 or (other <= 12 and options.date_order == "dmy")
    day, month = (first, other) if day_first else (other, first)
    return _from_parts(found, int(found["year"]), month, day, options)


def _from_words(found: re.Match, options: ReadOptions) -> When:
    month = _MONTH_NUMBERS[found["month"].lower()]
    return _from_parts(found, int(found["year"]), month, int(found["day"]), options)


def _from_parts(found: re.Match, year: int, month: int, day: int, options: ReadOptions) -> When:
    rest = found.string[found.end() :]
    problems = []
    if year > 2400:
        gregorian = _from_buddhist_era(year, month, options.zone)
        if gregorian is None:
            return _nothing("ambiguous-date", f"{year} is a Buddhist-era year that begins in May: which May?", rest)
        problems.append(Problem("buddhist-era", f"{year} is a Buddhist-era year, read as {gregorian}."))
        year = gregorian
    hour, minute, second = (int(found[part] or 0) for part in ("hour", "minute", "second"))
    if found["half"]:
        hour = hour % 12 + (12 if found["half"].lower() == "p" else 0)
    try:
        value = datetime(year, month, day, hour, minute, second, tzinfo=_zone(found["zone"]))
    except ValueError:
        return _nothing("impossible-date", f"There is no such date: {found.group().strip()!r}.", rest)
    date_only = found["hour"] is None
    if found["zone"] and value.tzinfo is None:
        message = f"The time zone {found['zone']!r} is not known or means several: only the day is kept."
        problems.append(Problem("unknown-zone", message))
        value, date_only = value.replace(hour=0, minute=0, second=0), True
    when = _placed(value, options, date_only=date_only)
    return when._replace(problems=(*problems, *when.problems), rest=rest)


def _from_buddhist_era(year: int, month: int, zone: str) -> int | None:
    """In Cambodia the era's year begins at Visak Bochea in May, in Thailand since 1941 on 1 January."""
    if zone != "Asia/Phnom_Penh":
        return year - 543
    return None if month == 5 else year - (543 if month < 5 else 544)


def _placed(value: datetime, options: ReadOptions, *, date_only: bool = False) -> When:
    if value.tzinfo is not None:
        return When(value, date_only)
    placed = value.replace(tzinfo=ZoneInfo(options.zone))
    if date_only:
        message = f"The source gives the day alone: midnight in {options.zone} stands for the hour."
        return When(placed, True, (Problem("date-without-time", message),))
    message = f"The source names no time zone: read as {options.zone}."
    return When(placed, False, (Problem("date-without-zone", message),))


def _zone(name: str | None) -> tzinfo | None:
    if not name:
        return None
    if found := _OFFSET.match(name.upper()):
        offset = timedelta(hours=int(found[2]), minutes=int(found[3] or 0))
        return timezone(-offset if found[1] == "-" else offset)
    hours = _ZONES.get(name.upper())
    return None if hours is None else timezone(timedelta(hours=hours))


def _nothing(code: str, message: str, rest: str = "") -> When:
    return When(None, False, (Problem(code, message),), rest)
