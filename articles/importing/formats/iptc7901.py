"""IPTC 7901 and ANPA 1312: the text messages of the wires, framed by control characters. Pure.

7901: SOH header, STX text ETX, date and time, EOT. ANPA: the same frame, lines of the heading begin with `^` and end
with `<` or `=`. Several may stand in one file.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta, timezone
from html import escape
from pathlib import PurePath
from typing import BinaryIO, NamedTuple

from articles.importing import dates
from articles.importing.pages import bywords
from articles.importing.records import DEFAULTS, LegacyStory, NotAStory, Problem, ReadOptions
from articles.importing.wire.stories import Message, refused, story

NAME = "iptc7901"
MOST_BYTES = 16 * 1024 * 1024
_SOH, _STX, _ETX, _EOT = "\x01", "\x02", "\x03", "\x04"
_FRAME = re.compile(rb"\x01[^\x02\x03]{3,800}\x02[^\x03]*", re.DOTALL)
_SEVERAL = re.compile(r"\x01\s*(?=\x01)")
_MESSAGE = re.compile(r"\x01(?P<header>[^\x02\x03\x04]*)\x02(?P<text>[^\x03]*)\x03(?P<tail>[^\x01]*)", re.DOTALL)
#: `eca062 4 i 211 ccccb   dpa 061`: source and number, priority, category, words, what the agency adds.
_HEADER = re.compile(r"\s*(?P<source>[A-Za-z]{1,4})\s*(?P<number>\d{3,4})[\s\x1f]+(?P<rest>.*)", re.DOTALL)
#: `131137 GMT Nov 13`: day, hour and minute, zone, month, year.
_WHEN = re.compile(
    r"(?P<day>\d{2})(?P<hour>\d{2})(?P<minute>\d{2})\s*(?P<zone>[A-Z]{1,5})?\s+(?P<month>[A-Za-z]{3})[a-z]*\.?\s+(?P<year>\d{4}|\d{2})(?!\d)"
)
#: ANPA's time of the desk: `02-14-17 1437EST`.
_ANPA_WHEN = re.compile(
    r"(?P<month>\d{2})-(?P<day>\d{2})-(?P<year>\d{2,4})\s+(?P<hour>\d{2})(?P<minute>\d{2})\s*(?P<zone>[A-Z]{3,4})?"
)
_MONTHS = {name: number for number, name in enumerate(dates.ENGLISH_MONTHS, 1)}
_ZONES = {"GMT": 0, "UTC": 0, "Z": 0, "CET": 1, "CEST": 2, "MEZ": 1, "MESZ": 2, "EST": -5, "EDT": -4, "ICT": 7}
_DATELINE = re.compile(
    r"^(?P<line>[^\W\d_][^()\n]{0,60}\((?P<agency>[A-Za-z][\w/ .-]{1,20})\))\s*(?:--?|–|—|\s_)\s+(?=\S)"
)
_NOTEBOOK = re.compile(
    r"^(?:#+\s*\w*\s*(?:NOTEBOOK|Notizblock)|[*\s]{3,}$|The following information is not for publication|"
    r"(?:Die )?folgende[n]? Informationen sind nicht zur Veröffentlichung)",
    re.IGNORECASE,
)
_NOTE = re.compile(r"(?:Eds|AP Photos?|With|ATTENTION|Note to editors|RECASTS?|UPDATES?|CORRECTS?)\b")
#: `Associated Press Writer`, below the byline.
_DESK = re.compile(r"\b(?:Writers?|Press|Reporters?|Correspondents?)$")
_BYLINE = re.compile(r"^(?:By|Von|Par|Por)\s+(?=\S)")
_END = re.compile(r"\s*[=<]\s*$")
#: What a control character of the telegraph stands for in the text.
_CONTROLS = {**dict.fromkeys(b"\x08\x11\x12\x13\x14\x16\x19\x1c\x1d\x7f"), 0x1E: "\n", 0x1F: " "}


def sniff(head: bytes, name: str) -> float:
    """How surely a file is a framed message: a header between SOH and STX near its start."""
    opening = head[:4000].lstrip(b"\x16\x00\r\n \t")
    return 1.0 if opening.startswith(b"\x01") and _FRAME.match(opening) else 0.0


def read(stream: BinaryIO, origin: str, options: ReadOptions = DEFAULTS) -> Iterator[LegacyStory | NotAStory]:
    """Read every message of the file."""
    content = stream.read(MOST_BYTES + 1)
    if len(content) > MOST_BYTES:
        yield refused(origin, f"it is larger than {MOST_BYTES // 1024 // 1024} MB")
        return
    # Some senders begin a message with several SOH.
    text = _SEVERAL.sub("", _text(content))
    found = list(_MESSAGE.finditer(text))
    if not found or (cut := text.rfind(_SOH)) > found[-1].start():
        place = f"character {cut if found else text.find(_SOH)}"
        yield refused(origin, f"the message at {place} does not end: the file is cut off, or its end (ETX) is missing")
    for number, message in enumerate(found, start=1):
        place = origin if len(found) == 1 else f"{origin} message {number}"
        original = content if len(found) == 1 else message.group().encode()
        yield _story(message, place, original, options)


def _text(content: bytes) -> str:
    try:
        return content.decode()
    except UnicodeDecodeError:
        return content.decode(errors="newsroom_cp1252")


def _story(found: re.Match, origin: str, original: bytes, options: ReadOptions) -> LegacyStory | NotAStory:
    head = _HEADER.match(found["header"])
    source, number = (head["source"], head["number"]) if head else ("", "")
    rest = head["rest"] if head else found["header"]
    lines = [line for line in rest.replace("\r", "\n").split("\n") if line.strip()]
    when, told, problems = _when(found["tail"] + " " + found["header"], options)
    agency = _agency(rest) or bywords.agency(found["tail"].strip().partition("-")[0]) or source.upper()
    lead, paragraphs, kept_back = _parts(found["text"])
    dateline = ""
    if paragraphs and (line := _DATELINE.match(paragraphs[0])):
        dateline, agency = line["line"], bywords.agency(line["agency"]) or line["agency"]
        paragraphs[0] = paragraphs[0][line.end() :]
    if kept_back:
        problems.append(Problem("not-for-publication", "Kept out, as the agency asks: " + " / ".join(kept_back)[:2000]))
    stamp = when.strftime("%Y%m%d%H%M") if when else PurePath(origin).stem
    message = Message(
        guid=f"{source}{number}-{stamp}" if head else PurePath(origin).stem,
        provider=agency,
        headline=lead.headline,
        byline=lead.byline,
        dateline=dateline,
        slugline=(lead.slugline or (lines[1] if len(lines) > 1 else "")).strip(" /^<="),
        source=agency,
        note=lead.note,
        published=when.isoformat() if when else told,
        body="".join(f"<p>{escape(words, quote=False)}</p>" for words in paragraphs),
        problems=problems,
    )
    return story(message, origin, original, options)


class _Lead(NamedTuple):
    """What stands above the text."""

    headline: str = ""
    byline: str = ""
    slugline: str = ""
    note: str = ""


def _parts(text: str) -> tuple[_Lead, list[str], list[str]]:
    """The heading, the paragraphs, and the lines that the agency wants kept out of print."""
    lines = text.translate(_CONTROLS).replace("\r\n", "\n").replace("\r", "\n").strip("\n").split("\n")
    heading: list[str] = []
    while lines and (not lines[0].strip() or lines[0].lstrip().startswith("^")):
        heading.append(lines.pop(0).strip())
    lead = _anpa(heading) if any(heading) else _plain(lines)
    paragraphs: list[str] = []
    kept_back: list[str] = []
    new = True
    for line in lines:
        if kept_back or _NOTEBOOK.match(line.strip() or "-"):
            kept_back += [line.strip()] if line.strip() else []
            continue
        words = _END.sub("", line).strip().lstrip("^")
        if words and (new or line.startswith(_INDENTED)):
            paragraphs.append(words)
        elif words:
            paragraphs[-1] = f"{paragraphs[-1]} {words}"
        new = not words or line.rstrip().endswith("<")
    return lead, [_folded(words) for words in paragraphs], kept_back


_INDENTED = ("   ", "\t")


def _anpa(heading: list[str]) -> _Lead:
    """The lines with `^`: catchline, headline, then byline and notes; a single line is the headline."""
    lines = [words for line in heading if (words := _END.sub("", line.lstrip("^")).strip())]
    bylines = [words for words in lines if _BYLINE.match(words) and len(words) < 120]
    titles = [words for words in lines if _DESK.search(words) or bywords.agency(words)]
    notes = [words for words in lines if _NOTE.match(words)]
    rest = [words for words in lines if words not in (*bylines, *titles, *notes)]
    slugline, headline = (rest[0], rest[1]) if len(rest) > 1 else ("", rest[0] if rest else "")
    return _Lead(headline, "; ".join(bylines), slugline, " / ".join((*notes, *rest[2:])))


def _plain(lines: list[str]) -> _Lead:
    """The lines above the first indented one, taken out of `lines`: a headline, which ends with `=` and may have two
    lines, and a byline.
    """
    headline = byline = slugline = ""
    while lines and not lines[0].startswith(_INDENTED):
        words = _END.sub("", lines[0]).strip()
        ends = bool(_END.search(lines[0]))
        if not headline and not ends and words.endswith("/"):
            slugline = words
        elif byline and len(words) < 60 and _DESK.search(words):
            pass  # what the writer is, below the name
        elif _BYLINE.match(words) and len(words) < 120 and (ends or headline):
            byline = byline or words
        elif words and headline and not ends:
            break
        elif words:
            wrapped = not ends and len(lines) > 1 and lines[1].strip() and _END.search(lines[1])
            if wrapped:
                lines.pop(0)
                words = f"{words} {_END.sub('', lines[0]).strip()}"
            headline = headline or words
        lines.pop(0)
    return _Lead(headline, byline, slugline)


def _folded(words: str) -> str:
    return " ".join(words.replace("``", "“").replace("''", "”").split())


def _agency(words: str) -> str:
    return next((name for word in words.split() if (name := bywords.agency(word)) and len(word) > 1), "")


def _when(text: str, options: ReadOptions) -> tuple[datetime | None, str, list[Problem]]:
    """When the message was sent: the moment, or else the words that cannot be read."""
    found = _WHEN.search(text) or _ANPA_WHEN.search(text)
    if not found:
        return None, "", []
    month = _MONTHS.get(found["month"].lower()) or (int(found["month"]) if found["month"].isdigit() else 0)
    year = int(found["year"])
    # Of two figures, as the standard's own years go: the wires wrote them from the 1970s on.
    year += 0 if year > 99 else 1900 if year >= 70 else 2000
    zone = found["zone"] or ""
    problems = []
    try:
        naive = f"{year:04}-{month:02}-{int(found['day']):02}T{found['hour']}:{found['minute']}:00"
        if zone in _ZONES:
            moment = datetime.fromisoformat(naive).replace(
                tzinfo=timezone(timedelta(hours=_ZONES[zone])) if _ZONES[zone] else UTC
            )
            return moment, "", problems
        when = dates.read(naive, options)
    except ValueError:
        return None, found.group(), [Problem("impossible-date", f"There is no such date: {found.group()!r}.")]
    if zone:
        problems.append(Problem("unknown-zone", f"The time zone {zone!r} is not known or means several."))
    return when.value, "", [*problems, *when.problems]
