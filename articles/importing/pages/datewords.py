"""A date as data for machines or people in many languages write it; never a relative or an ambiguous one. Pure."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import replace
from datetime import date

import dateparser

from articles.importing import dates
from articles.importing.records import Problem, ReadOptions

UPDATED = re.compile(
    r"^\W*(?:last\s+)?(?:updated?|modified|edited|mis à jour|modifié|aktualisiert|actualizado|atualizado|"
    r"aggiornato|bijgewerkt|uppdaterad|"
    r"opdateret|oppdatert|päivitetty|обновлено|수정|최종수정|更新|آخر تحديث|កែប្រែ)",
    re.IGNORECASE,
)
THEN_UPDATED = re.compile(
    r"\s*[-–—,|•(]*\s*\b(?:last )?(?:updated|modified|mis à jour|modifié|aktualisiert|actualizado|atualizado|"
    r"aggiornato|bijgewerkt|uppdaterad|oppdatert|"
    r"opdateret|päivitetty|обновлено|수정|최종수정|更新|آخر تحديث)\b",
    re.IGNORECASE,
)
#: Words before a date, in pages of many languages, that `dates.LABEL` does not know.
LABEL = re.compile(
    r"^\W*(?:(?:first |originally )?(?:published|posted|created|submitted|updated|filed|issued|released)(?: on|"
    r" at| date)?|publié[e]?(?: le)?|"
    r"mis en ligne le|créé le|veröffentlicht(?: am)?|erstellt(?: am)?|stand|vom|publicado(?: en| el| em)?|"
    r"creado el|pubblicato(?: il)?|"
    r"gepubliceerd(?: op)?|geplaatst op|publicerad|publisert|udgivet|offentliggjort|julkaistu|opublikowano|"
    r"data publikacji|"
    r"опубликовано|yayınlanma(?: tarihi)?|diterbitkan|ditayangkan|dipublikasikan|đăng (?:ngày|lúc)|"
    r"เผยแพร่(?:เมื่อ)?|วันที่|date|on|le|el|den|il)"
    r"\s*[:：៖-]?\s+(?=\S)"
    r"|^\W*(?:\[[^\]]{1,20}\]\s*)?(?:입력|등록|게재|송고(?:시간)?|발행|기사입력|作成|公開|掲載|配信|発行|"
    r"发布|發佈|發布|发表|發表|发稿|刊登|出版|时间|時間)"
    r"(?:日期|日時|日时|时间|時間|일시|일|于|於|日)?\s*[:：]?\s*(?=\d)",
    re.IGNORECASE,
)
#: `Fri Mar 13 21:30:09 EST 2015`, as Java prints a date.
_JAVA = re.compile(
    r"(?:mon|tue|wed|thu|fri|sat|sun)\w*,?\s+(?P<month>[a-z]{3})\w*\.?\s+(?P<day>\d{1,2})\s+(?P<clock>\d{1,2}:\d{2}(?::\d{2})?)\s+"
    r"(?:(?P<zone>[a-z]{1,5}|[+-]\d{4})\s+)?(?P<year>\d{4})$",
    re.IGNORECASE,
)
_COMPACT = re.compile(
    r"(?P<day>\d{4}(?P<sep>[-/.]?)\d{1,2}(?P=sep)\d{1,2})(?:[T ]?(?P<clock>\d{2}:?\d{2}(?::?\d{2})?))?(?:\.\d+)?\s*"
    r"(?P<zone>Z|UTC|GMT|[+-]\d{2}:?\d{2}|[A-Z]{3,4})?(?:\[[\w/]+\])?$"
)
#: `2018年3月5日 午後8時5分`, `2019.03.04 (월) 오전 10:11`: the year comes first, and an hour of twelve after its half.
_EASTERN = re.compile(
    r"(?P<year>\d{4})\s?(?:[年년]|[./-]\s?)\s?(?P<month>\d{1,2})\s?(?:[月월]|[./-]\s?)\s?(?P<day>\d{1,2})\s?[日일.]?"
    r"(?:\s?[（(][^)）]{1,3}[)）]|\s?[^\W\d]曜日?|\s?星期.|\s?[월화수목금토일]요일)?[\s,|]*(?:(?P<half>午前|午後|上午|下午|晚上|中午|凌晨|早上|오전|오후|AM|PM)\s?)?"
    r"(?:(?P<hour>\d{1,2})\s?(?:[:：]|[時时點点시]\s?)(?P<minute>\d{1,2})?)?"
)
_AFTER_NOON = frozenset(("午後", "下午", "晚上", "오후", "PM"))
_IS_EASTERN = re.compile("[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")
#: An hour of twelve in a zone of the Americas alone is told where the month comes first.
_AMERICAN_HOUR = re.compile(r"\d{1,2}:\d{2}\s*[ap]\.?m\.?,?\s+(?:[PM][SD]T|[EC]DT|PT|ET)\b", re.IGNORECASE)
#: `5. 3. 2019`, as Czechs and Slovaks write it.
_SPACED = re.compile(r"\b(\d{1,2})\.\s(\d{1,2})\.\s(?=\d{4}\b)")
#: `04-03-2018`, which is `04/03/2018`.
_DASHED = re.compile(r"\b(\d{1,2})-(\d{1,2})-(\d{4})\b")
_FIGURES = re.compile(r"\b(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})\b")
_DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_ENGLISH_DAY = re.compile(r"\b(mon|tue|wed|thu|fri|sat|sun)[a-z]*\b", re.IGNORECASE)
_THAI_MONTHS = (
    "มกราคม ม.ค.|กุมภาพันธ์ ก.พ.|มีนาคม มี.ค.|เมษายน เม.ย.|พฤษภาคม พ.ค.|มิถุนายน มิ.ย.|"
    "กรกฎาคม ก.ค.|สิงหาคม ส.ค.|กันยายน ก.ย.|ตุลาคม ต.ค.|พฤศจิกายน พ.ย.|ธันวาคม ธ.ค."
)
_THAI = {name: number for number, names in enumerate(_THAI_MONTHS.split("|"), 1) for name in names.split()}
_THAI_DATE = re.compile(
    rf"(?P<day>\d{{1,2}})\s*(?P<month>{'|'.join(map(re.escape, _THAI))})\s*(?:พ\.ศ\.\s*)?(?P<year>\d{{4}})"
    r"(?:\D{0,12}(?P<hour>\d{1,2})[:.](?P<minute>\d{2}))?"
)
_FRENCH_CLOCK = re.compile(r"(?:\s*(?:às|as|alle|[àa,-]))?\s+(\d{1,2})\s?[hH]\s?(\d{2})\b")
_WEEKDAY = re.compile(r"^[^\W\d_]{2,12}\.?,\s+(?=\d{4}-)")
#: `4:15 AM EDT, May 7, 2019`
_CLOCK_FIRST = re.compile(
    r"(?P<clock>\d{1,2}[:.]\d{2}(?:\s*[ap]\.?m\.?)?)\s*(?P<zone>[A-Z]{2,4}(?:[+-]\d{1,2})?)?,\s+(?P<day>\D.*\d{4})$",
    re.IGNORECASE,
)
_LETTERS = re.compile(
    r"[\u0900-\u0dff]{2,}|[\u0e00-\u0eff]\.|[^\W\d_]{3,}|[年月日년월일]|[\u0e00-\u0eff\u1780-\u17ff]{2,}"
)
YEAR = re.compile(r"(?<!\d)(?:19[5-9]\d|20[0-4]\d|25\d\d)(?!\d)")
LONGEST = 90


def read_text(text: str, options: ReadOptions, language: str) -> dates.When:
    """Read a date as data or people write it, in any language that `language` names; never relative, never two ways."""
    text = " ".join(western(text).replace("\u200b", "").replace("\xa0", " ").split()).strip(" |•·,;–—-")
    while label := LABEL.match(text):
        text = text[label.end() :]
    text = UPDATED.sub("", text).strip(" :|•·,;–—-")
    text = THEN_UPDATED.split(text, maxsplit=1)[0]
    text = _FRENCH_CLOCK.sub(r" \1:\2", _WEEKDAY.sub("", text))
    if not text or len(text) > LONGEST:
        return dates.When(None)
    if not options.date_order and _AMERICAN_HOUR.search(text):
        options = replace(options, date_order="mdy")
    text = _SPACED.sub(r"\1.\2.", _DASHED.sub(r"\1/\2/\3", text))
    for attempt in (
        _eastern(text, language),
        text,
        _java(text),
        _compact(text),
        _by_weekday(text),
        _CLOCK_FIRST.sub(r"\g<day> \g<clock> \g<zone>", text).strip(),
        re.sub(r"(?<=\d)\s*(?:,|-|–|\||•|à|at|um|alle|kl\.?)\s*(?=\d{1,2}[:h.]\d\d)", " ", text),
    ):
        if attempt and (when := _one(attempt, options)).value:
            return when
    if (when := dates.read(text, options)).problems and when.problems[0].code in ("ambiguous-date", "impossible-date"):
        return when
    if _FIGURES.search(text) and not options.date_order:
        return when
    return _in_words(text, options, language) or when


def _eastern(text: str, language: str) -> str:
    """A date of a paper in Chinese, Japanese or Korean in ISO 8601; empty for any other."""
    found = _EASTERN.search(text)
    if not found or not (language in ("zh", "ja", "ko") or _IS_EASTERN.search(text)):
        return ""
    day = f"{found['year']}-{int(found['month']):02}-{int(found['day']):02}"
    if not found["hour"]:
        return day
    hour, minute = int(found["hour"]), int(found["minute"] or 0)
    later = found["half"] in _AFTER_NOON and hour < 12
    return f"{day}T{hour + 12 * later:02}:{minute:02}:00"


def western(text: str) -> str:
    """The text with the figures of Khmer, Thai, Arabic and other scripts written as 0 to 9."""
    if text.isascii():
        return text
    return "".join(
        str(unicodedata.digit(c)) if c.isdigit() and not c.isascii() and unicodedata.digit(c, -1) >= 0 else c
        for c in text
    )


def _one(text: str, options: ReadOptions) -> dates.When:
    when = dates.read(text, options)
    if when.value is None and not any(p.code == "ambiguous-date" for p in when.problems):
        words = dates.read_words(text, options)
        # Behind a printed date stand an author, a section, how long it takes to read.
        return words if words and words.value else when
    return when


def _in_words(text: str, options: ReadOptions, language: str) -> dates.When | None:
    """A date with a month's name in the page's language, by dateparser; day, month and year must all stand there."""
    if not YEAR.search(text) or not _LETTERS.search(text):
        return None
    settings = {
        "PARSERS": ["absolute-time"],
        "STRICT_PARSING": True,
        "REQUIRE_PARTS": ["day", "month", "year"],
        "RETURN_AS_TIMEZONE_AWARE": False,
        "DATE_ORDER": {"mdy": "MDY"}.get(options.date_order, "DMY"),
    }
    if language == "th":
        return _in_thai(text, options)
    try:
        value = dateparser.parse(text, languages=[language] if language else _spoken_in(text), settings=settings)
    except ValueError:
        return None
    if value is None or value.year > 2400:
        return None
    date_only = not re.search(r"\d{1,2}[:.]\d{2}", text)
    plain = value.date().isoformat() if date_only else value.isoformat(timespec="seconds")
    return dates.read(plain, options)


#: Where a page names no language: those whose papers write in these letters, the likeliest first.
_CYRILLIC = ("ru", "uk", "bg", "sr")
_LATIN = ("en", "fr", "de", "es", "pt", "it", "nl", "sv", "da", "nb", "fi", "pl", "cs", "tr", "id", "vi", "ro", "hu")


def _spoken_in(text: str) -> list[str]:
    return list(_CYRILLIC if re.search("[\u0400-\u04ff]", text) else _LATIN)


def _in_thai(text: str, options: ReadOptions) -> dates.When | None:
    """A date of a Thai paper: its Buddhist era has been 543 years ahead since 1941, and its year begins in January."""
    found = _THAI_DATE.search(text)
    if not found:
        return None
    year = int(found["year"])
    gregorian = year - 543 if year > 2400 else year
    iso = f"{gregorian}-{_THAI[found['month']]:02}-{int(found['day']):02}"
    when = dates.read(iso + (f"T{int(found['hour']):02}:{found['minute']}:00" if found["hour"] else ""), options)
    note = Problem("buddhist-era", f"{year} is a Buddhist-era year, read as {gregorian}.")
    return when._replace(problems=(note, *when.problems)) if year != gregorian else when


def _java(text: str) -> str:
    found = _JAVA.match(text)
    return (
        f"{found['month']} {found['day']}, {found['year']} {found['clock']} {found['zone'] or ''}".strip()
        if found
        else ""
    )


def _compact(text: str) -> str:
    """`20020226T0930Z`, `2015/3/13 21:30` and `2015-03-13 21:30:09.0 +0700` as ISO 8601 writes them."""
    found = _COMPACT.match(text)
    if not found:
        return ""
    parts = re.split(r"\D", found["day"])
    year, month, day = parts if len(parts) == 3 else (found["day"][:4], found["day"][4:6], found["day"][6:])
    iso = f"{year}-{int(month):02}-{int(day):02}" if month and day else ""
    if not iso or not found["clock"]:
        return iso
    zone = found["zone"] or ""
    if zone.isalpha() and zone not in ("Z", "UTC", "GMT"):
        # `dates` knows which names of zones mean one offset.
        clock = found["clock"] if ":" in found["clock"] else f"{found['clock'][:2]}:{found['clock'][2:4]}"
        return f"{int(day)} {dates.ENGLISH_MONTHS[int(month) - 1]} {year} {clock} {zone}" if int(month) <= 12 else ""
    return f"{iso}T{found['clock']}{'Z' if zone.isalpha() else zone}"


def _by_weekday(text: str) -> str:
    """A date in figures that the day of the week beside it settles, in ISO 8601; empty where it settles nothing."""
    figures, told = _FIGURES.search(text), _ENGLISH_DAY.search(text)
    if not figures or not told:
        return ""
    first, other, year = map(int, figures.groups())
    fits = []
    for day, month in {(first, other), (other, first)}:
        try:
            moment = date(year, month, day)
        except ValueError:
            continue
        if _DAYS[moment.weekday()] == told[1].lower():
            fits.append(moment)
    clock = re.search(r"\b(\d{1,2}):(\d{2})\b(?!\s*[ap]\.?m)", text, re.IGNORECASE)
    if len(fits) != 1:
        return ""
    return fits[0].isoformat() + (f"T{int(clock[1]):02}:{clock[2]}:00" if clock else "")
