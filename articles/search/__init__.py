"""The readers' search: what is live, and nothing else. The press writes it in the transaction in which it publishes.

Two back ends behind this one door: SQLite's FTS5 and PostgreSQL's tsvector. Every entry's key is its place - when the
story is listed, then which story it is - so that newest-first is the order of the index itself, wherever a page begins.
"""

from __future__ import annotations

import re
from collections.abc import Container, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from html import unescape
from types import ModuleType
from typing import NamedTuple

from django.db import connection
from django.utils import timezone

from articles.models import PublishedArticle, SearchEntry, bulk
from articles.search import postgresql, spelling, sqlite, words
from articles.search.question import Part, Question, read
from articles.turning import BadCursor
from media.models import Picture

__all__ = [
    "Found",
    "Part",
    "Question",
    "Scope",
    "Subjects",
    "find",
    "index",
    "place",
    "read",
    "suggest",
    "tidy",
]

PER_PAGE = 20
#: So many of the newest matches are put in order where the best come first: of a word that is in every story, the rest
#: is reached by going on from the newest.
WINDOW = 1000

#: So many words of a question are looked at for typos.
MOST_PUT_RIGHT = 6
#: Kinds of subjects by which can be filtered.
KINDS = ("edition", "section", "author", "tag")

_KEY_BITS = 28
_EARLIEST = datetime(1600, 1, 1, tzinfo=UTC)
_MOST_SECONDS = (1 << 35) - 1
_LAST = (1 << 63) - 1
#: The mark of a story whose date nobody knows: it stands by the day of its import, and no date finds it.
UNDATED = "#undated"
#: Tags that a word can go on across.
_INLINE = re.compile(r"</?(?:a|em|strong)(?:\s[^>]*)?>")
_TAG = re.compile(r"<[^>]*>")
_CURSOR = re.compile(r"(?:(-?[0-9]{1,9}(?:\.[0-9]{1,25})?(?:e-[0-9]{1,3})?)~)?([0-9a-f]{1,16})", re.ASCII)

#: Subjects of a story as the catalogue has them: pairs of kind and key.
Subjects = Iterable[tuple[str, int]]


@dataclass(frozen=True, slots=True)
class Scope:
    """Where is looked: in an edition, and of that in a section, by an author and so on, all by their keys.

    `since` and `until` are moments, the second one not included.
    """

    edition: int
    section: int | None = None
    author: int | None = None
    tag: int | None = None
    story_type: str = ""
    since: datetime | None = None
    until: datetime | None = None

    @property
    def marks(self) -> list[str]:
        marks = [f"#{kind}{key}" for kind in KINDS if (key := getattr(self, kind)) is not None]
        return [*marks, f"#type{self.story_type}"] if self.story_type else marks

    @property
    def but(self) -> str:
        return UNDATED if self.since or self.until else ""

    @property
    def places(self) -> tuple[int, int]:
        first = place(self.since, 0) if self.since else 0
        return first, place(self.until, 0) - 1 if self.until else _LAST


@dataclass(frozen=True, slots=True)
class Found:
    """Keys of stories in their order; `older` is the cursor for more (empty: none). `rest`: the cursor by which the
    newest-first order goes on where the best ones were picked from no more than the newest.

    Where the order of words counts, there can be more although no key is here: it is looked for in a part of the
    archive at a time.
    """

    keys: tuple[int, ...]
    older: str = ""
    rest: str = ""


def place(moment: datetime, key: int) -> int:
    """Return the place of a story that is listed by `moment`; years before 1600 and after 2688 are taken for those."""
    return _seconds(moment) << _KEY_BITS | key & (1 << _KEY_BITS) - 1


def _seconds(moment: datetime) -> int:
    return min(max(int((moment - _EARLIEST).total_seconds()), 0), _MOST_SECONDS)


def index(stories: Iterable[tuple[PublishedArticle, dict, Subjects]], *, known: Container[int] = ()) -> None:
    """Write the entries of live stories, of each its row, its content (`snapshot.read`) and its subjects.

    `known` are those that may have an entry already, by their keys.

    For the press, inside its transaction; a constant number of queries.
    """
    stories = list(stories)
    uses = [use for _row, content, _subjects in stories for use in content["pictures"]]
    pictures = Picture.objects.only("caption", "usable_until").in_bulk({use["picture"] for use in uses} - {None})
    entries, vocabulary = [], set()
    for row, content, subjects in stories:
        entries.append(_entry(row, content, subjects, captions(content, pictures)))
        vocabulary.update(_vocabulary(content))
    if entries:
        # In the index's own order, in which it is written in one go.
        entries.sort()
        new = (entry for entry in entries if entry.published_id not in known)
        bulk.insert_values(SearchEntry, _Entry._fields, new, at_once=True)
        changed = (SearchEntry(**entry._asdict()) for entry in entries if entry.published_id in known)
        bulk.upsert(changed, unique=["published"])
        spelling.learn(vocabulary)


def find(question: Question, scope: Scope, *, best: bool = False, before: str = "") -> Found:
    """Return the stories that have every part of the question, the newest or the best first. One query.

    Raises BadCursor.
    """
    score, before_place = _read_cursor(before, best)
    first, last = scope.places
    if not best:
        last = min(last, before_place - 1)
        places, down_to = _backend().newest(question, scope.marks, scope.but, first, last, PER_PAGE + 1)
        if len(places) > PER_PAGE:
            down_to = places[PER_PAGE - 1]
        return Found(_keys(places), f"{down_to:x}" if down_to > first else "")
    after = (score, before_place) if before else None
    # The whole day, so that scores stay what they are from one page to the next.
    today = _seconds(timezone.now().replace(hour=0, minute=0, second=0, microsecond=0))
    rows, down_to = _backend().best(question, scope.marks, scope.but, first, last, PER_PAGE + 1, WINDOW, today, after)
    if len(rows) > PER_PAGE:
        shown_last = rows[PER_PAGE - 1]
        return Found(_keys(row[0] for row in rows), older=f"{shown_last[1]!r}~{shown_last[0]:x}")
    return Found(_keys(row[0] for row in rows), rest=f"{down_to:x}" if down_to > first else "")


def suggest(question: Question, edition: int) -> str:
    """Return the question with its typos put right, empty where nothing better is in this edition. Two queries at most.

    A suggested word is in a live story of the edition; of two as near, the one that was in the news last.
    """
    typed = list(words.split(question.text))[:MOST_PUT_RIGHT]
    nearest = {word: found[:4] for word, found in spelling.near(word.text for word in typed).items() if found}
    if not nearest:
        return ""
    asked = list(dict.fromkeys(word for typo, candidates in nearest.items() for word in (typo, *candidates)))
    latest = _backend().latest_of_each([read(word) for word in asked], Scope(edition).marks)
    seen = {word: place for word, place in zip(asked, latest, strict=True) if place is not None}
    meant = {
        typo: min(live, key=lambda word, typo=typo: (spelling.distance(typo, word), -seen[word]))
        for typo, candidates in nearest.items()
        if typo not in seen and (live := [word for word in candidates if word in seen])
    }
    text, end = "", 0
    for word in typed:
        text += question.text[end : word.start] + meant.get(word.text, question.text[word.start : word.end])
        end = word.end
    return text + question.text[end:] if meant else ""


def tidy() -> None:
    """Put the index in order after much was written."""
    _backend().tidy()


def _backend() -> ModuleType:
    return postgresql if connection.vendor == "postgresql" else sqlite


def captions(content: Mapping, pictures: Mapping[int, Picture]) -> Iterator[str]:
    """Yield the captions that readers get under a story's pictures: what the use says, else what the picture says."""
    for use in content["pictures"]:
        picture = pictures.get(use["picture"])
        if (picture is None or picture.is_usable) and (words := use["caption"] or (picture and picture.caption)):
            yield words


class _Entry(NamedTuple):
    """A row of SearchEntry."""

    place: int
    published_id: int
    headline: str
    summary: str
    body: str
    clusters: str
    marks: str


def _entry(row: PublishedArticle, content: Mapping, subjects: Subjects, captions: Iterable[str]) -> _Entry:
    backend = _backend()
    texts = (content["headline"], _summary(content), _plain(content["body"]), *captions)
    headline, summary, *rest = parts = [*map(backend.written, texts)]
    marks = [f"#{kind}{key}" for kind, key in subjects if kind in KINDS]
    marks.append(f"#type{row.story_type}")
    if row.published_at is None:
        marks.append(UNDATED)
    if row.article_id % sqlite.MILESTONES_APART == 0:
        marks.append(sqlite.MILESTONE)
    return _Entry(
        place=place(row.listed_at, row.article_id),
        published_id=row.article_id,
        headline=backend.column(headline[:1]),
        summary=backend.column(summary[:1]),
        body=backend.column(words for words, _pairs in rest),
        clusters=backend.column([" ".join(pairs for _words, pairs in parts if pairs)]),
        marks=" ".join(marks),
    )


def _summary(content: Mapping) -> str:
    names = [byline["name"] for byline in content["bylines"]] + [tag["name"] for tag in content["tags"]]
    return " \n".join(
        filter(None, [content["kicker"], content["standfirst"], content["dateline"], *names, content["agency"]])
    )


def _vocabulary(content: Mapping) -> Iterator[str]:
    """The words by which a typo can be put right: those of headline, opening and names. A name in a script without
    spaces is one word.
    """
    names = [byline["name"] for byline in content["bylines"]] + [tag["name"] for tag in content["tags"]]
    opening = [content["headline"], content["kicker"], content["standfirst"], content["teaser"]]
    yield from words.for_index(" ".join([*opening, *names])).words
    yield from (word.text for name in names for word in words.split(words.composed(name)) if word.unspaced)


def _plain(html: str) -> str:
    text = _TAG.sub(" ", _INLINE.sub("", html))
    return unescape(text) if "&" in text else text


def _keys(places: Iterable[int]) -> tuple[int, ...]:
    return tuple(place & (1 << _KEY_BITS) - 1 for place in list(places)[:PER_PAGE])


def _read_cursor(cursor: str, best: bool) -> tuple[float, int]:
    """Return score and place of a cursor; for an empty one, the place above all others."""
    if not cursor:
        return 0.0, _LAST
    match = _CURSOR.fullmatch(cursor)
    if not match or bool(match[1]) != best or int(match[2], 16) > _LAST:
        raise BadCursor(f"“{cursor[:40]}” is no place in a list.")
    return float(match[1] or 0), int(match[2], 16)
