"""Dates and figures as a paper of each language prints them. Pure: no models; templates call it through their tags."""

from __future__ import annotations

from datetime import date, datetime
from functools import lru_cache

from django.utils import dateformat, translation

KHMER_MONTHS = (
    "មករា",
    "កុម្ភៈ",
    "មីនា",
    "មេសា",
    "ឧសភា",
    "មិថុនា",
    "កក្កដា",
    "សីហា",
    "កញ្ញា",
    "តុលា",
    "វិច្ឆិកា",
    "ធ្នូ",
)
_KHMER_FIGURES = str.maketrans("0123456789", "០១២៣៤៥៦៧៨៩")


def figures(number: int | str, language: str) -> str:
    """Return a number in the figures of the language: ២០២៦ in Khmer, 2026 elsewhere."""
    return str(number).translate(_KHMER_FIGURES) if _is_khmer(language) else str(number)


def day(moment: date, language: str) -> str:
    """Return the date alone: “22 November 2026”, “ថ្ងៃទី២២ ខែវិច្ឆិកា ឆ្នាំ២០២៦”."""
    return _day(moment.year, moment.month, moment.day, language)


@lru_cache(maxsize=4096)
def _day(year: int, month_number: int, day_number: int, language: str) -> str:
    if _is_khmer(language):
        return figures(f"ថ្ងៃទី{day_number} ខែ{KHMER_MONTHS[month_number - 1]} ឆ្នាំ{year}", language)
    with translation.override(language):
        return dateformat.format(date(year, month_number, day_number), "j F Y")


def month(number: int, language: str) -> str:
    """Return the name of a month, 1 to 12: “November”, “វិច្ឆិកា”."""
    if _is_khmer(language):
        return KHMER_MONTHS[number - 1]
    with translation.override(language):
        return dateformat.format(date(2000, number, 1), "F")


def period(year: int, month_number: int, day_number: int, language: str) -> str:
    """Return a year, a month of it or a day (0: none): “2026”, “November 2026”, “22 November 2026”."""
    if day_number:
        return day(date(year, month_number, day_number), language)
    if _is_khmer(language):
        named = f"ខែ{month(month_number, language)} " if month_number else ""
        return figures(f"{named}ឆ្នាំ{year}", language)
    return f"{month(month_number, language)} {year}" if month_number else str(year)


def clock(moment: datetime, language: str) -> str:
    """Return the time of day, in the zone that `moment` is in: “14:30”, “ម៉ោង១៤:៣០”.

    Midnight sharp is how a legacy story stands whose source tells the day alone: then there is nothing to tell.
    """
    if not (moment.hour or moment.minute or moment.second):
        return ""
    told = f"{moment:%H:%M}"
    return f"ម៉ោង{figures(told, language)}" if _is_khmer(language) else told


def moment(moment: datetime, language: str) -> str:
    """Return date and time, in the zone that `moment` is in: “22 November 2026, 14:30”; as `clock`, maybe the date."""
    told = clock(moment, language)
    if not told:
        return day(moment, language)
    return f"{day(moment, language)}{' ' if _is_khmer(language) else ', '}{told}"


def _is_khmer(language: str) -> bool:
    return language.partition("-")[0] == "km"
