"""What a reader may have meant by a word that is in no story.

The words of headlines, openings, topics and bylines stand under keys: the word itself, and what is left of it without
one of its letters. A typo's own keys meet those of the word that was meant, by an index, in any script, on both
databases and with no extension of theirs.
"""

from __future__ import annotations

from collections.abc import Iterable

from articles.models import Spelling, bulk

SHORTEST, LONGEST = 4, 30


def keys(word: str) -> set[str]:
    """Return the keys of a word; none for one that is too short or too long to be told from others."""
    if not SHORTEST <= len(word) <= LONGEST or word.isdigit():
        return set()
    return {word, *(word[:place] + word[place + 1 :] for place in range(len(word)))}


def learn(words: Iterable[str]) -> None:
    """Keep those of the words that are new. Two queries, however many words; one where none is new."""
    wanted = {word for word in words if keys(word)}
    known = set(Spelling.objects.filter(key__in=wanted).values_list("word", flat=True)) if wanted else set()
    new = sorted(wanted - known)
    bulk.insert((Spelling(key=key, word=word) for word in new for key in sorted(keys(word))), ignore_known=True)


def near(words: Iterable[str]) -> dict[str, list[str]]:
    """Return for each word those of the paper that it may be a typo of, the nearest first. One query."""
    asked = {word: keys(word) for word in words}
    wanted = set().union(*asked.values())
    found: dict[str, set[str]] = {}
    for key, word in Spelling.objects.filter(key__in=wanted).values_list("key", "word") if wanted else ():
        found.setdefault(key, set()).add(word)
    return {word: _nearest(word, set().union(*(found.get(key, ()) for key in asked[word]))) for word in asked}


def _nearest(typed: str, candidates: set[str]) -> list[str]:
    by_distance = sorted((distance(typed, word), word) for word in candidates - {typed})
    most = 1 if len(typed) < 6 else 2
    return [word for far, word in by_distance if far <= most]


def distance(one: str, other: str) -> int:
    """Return how many letters must be put in, taken out, changed, or change places, to make one word of the other."""
    rows = [list(range(len(other) + 1))]
    for i, letter in enumerate(one, start=1):
        row = [i]
        for j, opposite in enumerate(other, start=1):
            least = min(rows[-1][j] + 1, row[-1] + 1, rows[-1][j - 1] + (letter != opposite))
            if i > 1 and j > 1 and letter == other[j - 2] and one[i - 2] == opposite:
                least = min(least, rows[-2][j - 2] + 1)
            row.append(least)
        rows.append(row)
    return rows[-1][-1]
