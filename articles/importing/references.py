"""Stories that need each other: the original of a translation, the story that a card in the body leads to, the one that
readers get instead of a withdrawn one. What has not come in yet is waited for. For `store` alone.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

from articles import press
from articles.importing import mending
from articles.importing.records import Reference
from articles.models import Article, AwaitedStory, ImportRecord, bulk

if TYPE_CHECKING:
    from articles.importing.entries import Entry

#: A source and an id in it.
Place = tuple[str, str]
Role = AwaitedStory.Role
#: A card whose story has not come in has a number in the body that is no story's: its own, counted from here.
WAITING = 900_000_000_000_000_000
_CARD = re.compile(r'<figure data-story="([1-9][0-9]{0,17})"></figure>')


def find(entries: Sequence[Entry], wanted: set[Place]) -> dict[Place, int]:
    """Return the articles of these places: of the batch, whose articles have keys, and of what came in before."""
    if not wanted:
        return {}
    rows = ImportRecord.objects.filter(
        source__in={source for source, _id in wanted},
        legacy_id__in={legacy_id for _source, legacy_id in wanted},
        article__isnull=False,
    )
    found = {(source, legacy_id): key for source, legacy_id, key in rows.values_list("source", "legacy_id", "article")}
    return found | {entry.key: entry.article.pk for entry in entries if entry.key in wanted}


def look_up(entries: Sequence[Entry]) -> None:
    """Find what the stories name, and tell of an original that is not here. The articles have their keys."""
    named = {entry.key: list(_named(entry)) for entry in entries}
    found = find(entries, {place for places in named.values() for place, _role, _number in places})
    for entry in entries:
        entry.found = found
        for place, role, _number in named[entry.key]:
            if role == Role.ORIGINAL and place not in found:
                entry.report("no-original", f"It translates “{place[1]}”, which has not come in; it waits for it.")


def _named(entry: Entry) -> Iterator[tuple[Place, Role, int]]:
    story = entry.story
    if story.translation_of:
        yield (story.translation_source or entry.source, story.translation_of), Role.ORIGINAL, 0
    for number, card in enumerate(story.cards, start=1):
        yield _place(entry, card), Role.CARD, number
    if story.withdrawal and story.withdrawal.instead:
        yield _place(entry, story.withdrawal.instead), Role.INSTEAD, 0


def _place(entry: Entry, reference: Reference) -> Place:
    return (reference.source or entry.source, reference.legacy_id)


def original(entry: Entry) -> int | None:
    """Return the key of the story that this one translates, if it is here."""
    story = entry.story
    key = entry.found.get((story.translation_source or entry.source, story.translation_of))
    return None if key == entry.article.pk else key


def instead(entry: Entry) -> int | None:
    """Return the key of the story that readers get, or are to get, instead of this one, if it is here."""
    withdrawal = entry.story.withdrawal
    return entry.found.get(_place(entry, withdrawal.instead)) if withdrawal and withdrawal.instead else None


def with_cards(entry: Entry, html: str) -> str:
    """Return markup of the record with the numbers of its cards as the keys of their stories."""
    cards = entry.story.cards

    def card(found: re.Match[str]) -> str:
        number = int(found[1])
        if number > len(cards):
            return ""
        key = entry.found.get(_place(entry, cards[number - 1]), WAITING + number)
        return f'<figure data-story="{key}"></figure>'

    return _CARD.sub(card, html)


# --- Waiting --------------------------------------------------------------------------------------------------------


def wait(entries: Sequence[Entry]) -> None:
    """Let stories that are saved wait for what they name and is not here."""
    known = [entry.article.pk for entry in entries if entry.known]
    if known:
        AwaitedStory.objects.filter(article__in=known).delete()
    bulk.insert(
        AwaitedStory(article=entry.article, awaited=":".join(place), role=role, number=number)
        for entry in entries
        for place, role, number in _named(entry)
        if place not in entry.found
    )


def arrive(entries: Iterable[Entry]) -> None:
    """Give the stories that waited for these what they need. Each is a story of its own, so its words come anew to
    readers, with the dates that they have.
    """
    arrived = {":".join(entry.key): entry.article.pk for entry in entries}
    rows = list(AwaitedStory.objects.filter(awaited__in=arrived).order_by("pk"))
    if not rows:
        return
    waits: dict[int, list[AwaitedStory]] = defaultdict(list)
    for row in rows:
        waits[row.article_id].append(row)
    for article in Article.objects.filter(pk__in=waits).select_related("edition").order_by("pk"):
        _give(article, waits[article.pk], arrived)
    AwaitedStory.objects.filter(pk__in=[row.pk for row in rows]).delete()


def _give(article: Article, waits: Sequence[AwaitedStory], arrived: Mapping[str, int]) -> None:
    """Write what has arrived into the story: its working copy, and what of it is before readers or to go there."""
    cards, translates = {}, None
    for row in waits:
        key = arrived[row.awaited]
        match row.role:
            case Role.CARD:
                cards[WAITING + row.number] = key
            case Role.ORIGINAL:
                translates = key if key != article.pk else None
            case Role.INSTEAD:
                _lead_to(article, key)

    def mended(content: dict) -> dict:
        said = {"body": _CARD.sub(lambda found: _numbered(found, cards), content["body"])}
        if translates and content["translation_of"] is None:
            said["translation_of"] = translates
        return content | said

    mending.mend(article, mended)


def _numbered(found: re.Match[str], cards: Mapping[int, int]) -> str:
    return f'<figure data-story="{cards.get(int(found[1]), int(found[1]))}"></figure>'


def _lead_to(article: Article, key: int) -> None:
    if article.withdraw_at:
        Article.objects.filter(pk=article.pk, withdraw_instead=None).update(withdraw_instead=key)
        return
    press.lead_to(article, key)
