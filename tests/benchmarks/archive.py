"""A made-up paper's archive, the same for the same number: text captures and NDJSON. Pure, but for writing files."""

from __future__ import annotations

import json
import random
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import lru_cache
from pathlib import Path

SITE = "Delta Courier"
SECTIONS = ("National", "Business", "World", "Sport", "Culture", "Opinion", "Provinces", "Science")
#: A body of about 3 KB, as the median of the captures that we know.
PARAGRAPHS = 17
RELATED = 6
TEASER_WORDS = 45
LAST_DAY = datetime(2026, 3, 2, 1, 0, tzinfo=UTC)

_PLACES = (
    "Ang Snuol", "Bavel", "Chhlong", "Dambae", "Kampot", "Kandal", "Kep", "Koh Sotin", "Kratie", "Mondulkiri", "Pailin",
    "Peam Ro", "Prek Leap", "Pursat", "Ratanakiri", "Sambor", "Sangkae", "Siem Pang", "Sre Ambel", "Stung Treng",
    "Svay Rieng", "Takeo", "Thala", "Tonle Bati", "Veal Veng", "Voat Phnum",
)  # fmt: skip
_FAMILIES = ("Chea", "Heng", "Keo", "Mao", "Ros", "Sok", "Tep", "Yim")
_GIVEN = ("Bopha", "Chan", "Dara", "Mony", "Rith", "Sophal", "Vanna")
_PEOPLE = tuple(f"{family} {given}" for family in _FAMILIES for given in _GIVEN)
_OFFICES = (
    "the harbour office", "the provincial court", "the farmers' union", "the water authority", "the school board",
    "the port company", "the district council", "the weather service", "the rice millers' group", "the fire brigade",
)  # fmt: skip
_THINGS = (
    "bridge", "ferry", "market", "hospital", "canal", "library", "railway", "reservoir", "school", "fish landing",
    "bus line", "rice mill", "dolphin count", "night market", "flood wall", "solar park", "clinic", "theatre",
)  # fmt: skip
_FATES = (
    "reopens", "closes", "is delayed", "is to be doubled", "loses its funds", "gets a new roof", "draws a crowd",
    "divides a town", "passes inspection", "waits for rain", "is sold", "makes a profit", "stands empty",
)  # fmt: skip
_OCCASIONS = (
    "after a year of talks", "before the rains", "as prices fall", "in spite of protests", "for the first time",
    "after a storm", "with help from abroad", "ahead of the festival", "on a split vote", "after a fire", "at last",
)  # fmt: skip
_OPENINGS = (
    "Residents of {place} said on {day} that the {thing} {fate} {occasion}, and that nobody had asked them.",
    "The {thing} at {place} {fate} {occasion}, {office} announced on {day} in a statement of two pages.",
    "Work on the {thing} in {place} will go on until {day}, according to {person} of {office}.",
)
_SENTENCES = (
    "“We have waited for this since the old {thing} was built,” said {person}, of stall {number} in {place}.",
    "{person}, a spokesperson for {office}, put the cost at {number} million riel to be paid in parts.",
    "Some {number} families near the {thing} are to get a letter by {day}, though few expect that the date will hold.",
    "In {place}, where a {thing} opened last year, traders say that business rose by {number} per cent.",
    "Records kept by {office} show {number} complaints since {day}, most of them about noise and dust.",
    "The plan was first drawn up under another council and laid aside {occasion}.",
    "Nobody was hurt, and the {thing} was back in use by the evening of {day}.",
    "Asked whether the {thing} {fate} again next year, {person} only smiled.",
)
_DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")


@dataclass(frozen=True, slots=True)
class MadeUp:
    """One story of the archive; `tags` and `bylines` are only told where the format has a place for them."""

    number: int
    headline: str
    paragraphs: tuple[str, ...]
    section: str
    bylines: tuple[str, ...]
    tags: tuple[str, ...]
    published_at: datetime

    @property
    def teaser(self) -> str:
        return " ".join(" ".join(self.paragraphs[:3]).split()[:TEASER_WORDS])


@lru_cache(maxsize=2 * RELATED)
def story(number: int) -> MadeUp:
    """Return the archive's story of that number, counted from 1; a later number is an older story."""
    chance = random.Random(number)  # noqa: S311 - the same archive every time is what it is for
    pick = chance.choice
    thing, place = pick(_THINGS), pick(_PLACES)
    headline = f"{place} {thing} {pick(_FATES)} {pick(_OCCASIONS)}: {pick(_PEOPLE).split()[1]} asks why"
    paragraphs = [_sentence(chance, pick(_OPENINGS))]
    paragraphs += (
        f"{_sentence(chance, pick(_SENTENCES))} {_sentence(chance, pick(_SENTENCES))}" for _ in range(PARAGRAPHS - 1)
    )
    return MadeUp(
        number,
        headline,
        tuple(paragraphs),
        pick(SECTIONS),
        tuple(chance.sample(_PEOPLE, chance.choice((1, 1, 1, 2, 3)))),
        tuple(chance.sample(_THINGS, 3)),
        LAST_DAY - timedelta(minutes=11 * number),
    )


def _sentence(chance: random.Random, pattern: str) -> str:
    pick = chance.choice
    return pattern.format(
        place=pick(_PLACES),
        thing=pick(_THINGS),
        fate=pick(_FATES),
        occasion=pick(_OCCASIONS),
        office=pick(_OFFICES),
        person=pick(_PEOPLE),
        day=pick(_DAYS),
        number=chance.randint(3, 400),
    )


def capture(told: MadeUp) -> str:
    """Return the story as a saved page: masthead, headline, picture's caption, body, six others beside it."""
    person = told.bylines[0]
    beside = (f"  • {other.headline}\n\n    {other.teaser}" for other in _others(told))
    return "\n\n".join(
        (
            f"Logo of {SITE} newspaper {SITE} - {told.headline}",
            told.headline,
            f"Content image - {SITE}\nPeople at the {told.tags[0]} on Sunday. {person}",
            told.headline,
            *told.paragraphs,
            "",
            *beside,
        )
    )


def record(told: MadeUp, picture: str = "") -> dict:
    """Return the story as one object of the NDJSON format, with a lead picture where its file is named."""
    lead = {"alt": "A river at dusk", "caption": "The river on Sunday.", "credit": told.bylines[0], "file": picture}
    return {
        "legacy_id": f"story-{told.number}",
        "headline": told.headline,
        "site": SITE,
        "language": "en",
        "section": told.section,
        "published_at": told.published_at.isoformat(),
        "bylines": [{"name": name, "role": "author"} for name in told.bylines],
        "tags": list(told.tags),
        "blocks": list(told.paragraphs),
        "related": [{"headline": other.headline, "teaser": other.teaser} for other in _others(told)],
        **({"lead_picture": lead} if picture else {}),
    }


def _others(told: MadeUp) -> Iterable[MadeUp]:
    return (story(number) for number in range(told.number + 1, told.number + 1 + RELATED))


def write_captures(folder: Path, numbers: range) -> None:
    """Write one capture a file, a thousand files a folder."""
    for number in numbers:
        file = folder / f"{number // 1000:04}" / f"{number:08}.txt"
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(capture(story(number)), encoding="utf-8")


def write_records(file: Path, numbers: range, pictures: tuple[str, ...] = ()) -> None:
    """Write the stories as NDJSON, the pictures going round among them."""
    with file.open("w", encoding="utf-8") as out:
        for place, number in enumerate(numbers):
            picture = pictures[place % len(pictures)] if pictures else ""
            out.write(json.dumps(record(story(number), picture), ensure_ascii=False) + "\n")
