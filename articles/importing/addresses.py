"""New addresses that clash with nothing, and the old ones that must go on answering. For `store` alone."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import islice
from typing import TYPE_CHECKING

from django.db.models import Value
from django.utils import timezone

from articles import language
from articles.addresses import kept
from articles.importing.records import LegacyStory, Status
from articles.models import Article, FormerPath, PublishedArticle, address, bulk

if TYPE_CHECKING:
    from articles.importing.entries import Entry

#: The code of an old address that two stories name.
TAKEN = "address-taken"
#: So many numbered addresses are tried before one made from the story's own digest,
NUMBERED = 20
#: and so many of them are asked for at once where it is likely that the first is free.
FIRST_TRIED = 2
#: Stands where an edition's key would, with a former address.
FORMER = 0


def free_slugs(entries: Sequence[Entry]) -> dict[tuple[str, str], str]:
    """Return an address for each entry that no other story of its edition has, had, or is to have.

    A story that comes again keeps the one that it has; one from a paper like ours keeps the one that it had there,
    unless another story is before readers at that address.
    """
    slugs = {entry.key: entry.article.slug for entry in entries if entry.article} | _given(entries)
    new = [entry for entry in entries if entry.key not in slugs]
    wanted = {entry.key: language.slug(entry.story.slug or entry.story.headline, max_length=120) for entry in new}
    places = {entry.key: (entry.edition.pk, wanted[entry.key]) for entry in new}
    asked = Counter(places.values())
    # Of an address that only one of them wants, all are looked at where the first few are other stories' already.
    few = {entry.key: FIRST_TRIED if asked[places[entry.key]] == 1 else None for entry in new}
    candidates = {entry.key: list(islice(_candidates(entry, wanted[entry.key]), few[entry.key])) for entry in new}
    taken = _taken(new, list(candidates.values()))

    def is_open(entry: Entry, slug: str) -> bool:
        place = (entry.edition.pk, slug)
        return place not in taken and (place == places[entry.key] or place not in asked)

    late = [entry for entry in new if not any(is_open(entry, slug) for slug in candidates[entry.key])]
    taken |= _taken(late, [list(_candidates(entry, wanted[entry.key])) for entry in late])
    for entry in new:
        free = next(slug for slug in _candidates(entry, wanted[entry.key]) if (entry.edition.pk, slug) not in taken)
        taken.add((entry.edition.pk, free))
        slugs[entry.key] = free
        if free != wanted[entry.key]:
            entry.report("slug-taken", f"The address “{wanted[entry.key]}” is another story’s; this one has “{free}”.")
    return slugs


def _given(entries: Sequence[Entry]) -> dict[tuple[str, str], str]:
    """Return the addresses that stories of a paper like ours have, where they can keep them: the desk may name two
    stories alike, as long as no more than one is to be read there.
    """
    ours = [entry for entry in entries if entry.story.edition and _is_whole_slug(entry.story.slug)]
    if not ours:
        return {}
    paths = {entry.key: address(entry.section, entry.story.slug) for entry in ours if entry.section}
    rows = [
        *PublishedArticle.objects.filter(path__in=paths.values()).values_list("path", "article"),
        *FormerPath.objects.filter(path__in=paths.values()).values_list("path", "article"),
    ]
    holders = dict(rows)
    given = {}
    for entry in ours:
        path = paths.get(entry.key, "")
        if entry.goes_live or entry.waits:
            if path in holders and holders[path] != (entry.article.pk if entry.article else entry.key):
                continue
            holders[path] = entry.article.pk if entry.article else entry.key
        given[entry.key] = entry.story.slug
    return given


def _is_whole_slug(slug: str) -> bool:
    longest = Article._meta.get_field("slug").max_length
    return not slug or (len(slug) <= longest and language.is_slug(slug))


def _candidates(entry: Entry, wanted: str) -> Iterator[str]:
    yield wanted
    for number in range(2, NUMBERED + 1):
        yield f"{wanted}-{number}"
    yield f"{wanted}-{entry.digest[:12]}"


def _taken(entries: Sequence[Entry], candidates: Sequence[list[str]]) -> set[tuple[int, str]]:
    """Return which (edition, slug) of the candidates are a working copy's, a live story's or a former one's."""
    if not entries:
        return set()
    editions = {entry.edition.pk for entry in entries}
    slugs = {slug for several in candidates for slug in several}
    paths = {
        address(entry.section, slug): (entry.edition.pk, slug)
        for entry, several in zip(entries, candidates, strict=True)
        if entry.section
        for slug in several
    }
    working, live = (
        model.objects.order_by().filter(edition__in=editions, slug__in=slugs).values_list("edition", "slug")
        for model in (Article, PublishedArticle)
    )
    former = FormerPath.objects.order_by().filter(path__in=paths).values_list(Value(FORMER), "path")
    found = working.union(live, former, all=True)
    return {paths[text] if edition == FORMER else (edition, text) for edition, text in found}


def keep_former(entries: Sequence[Entry]) -> None:
    """Let the addresses that the source gave each story lead to it here; the first story that names one has it.

    One that a story of the batch is to have itself is no old one.
    """
    wanted: dict[str, Entry] = {}
    at_home = {address(entry.section, entry.article.slug) for entry in entries if entry.goes_live}
    for entry in entries:
        for path in dict.fromkeys(old_paths(entry.story.addresses, entry.report)):
            if path in at_home:
                continue
            first = wanted.setdefault(path, entry)
            if first is not entry:
                _tell_taken(entry, path)
    if not wanted:
        return
    claimed = dict(FormerPath.objects.filter(path__in=wanted).values_list("path", "article"))
    published = []
    for path, article in claimed.items():
        if article != wanted[path].article.pk:
            _tell_taken(wanted[path], path)
        elif _was_public(wanted[path].story):
            published.append(path)
    if published:
        FormerPath.objects.filter(path__in=published, was_public=False).update(was_public=True)
    bulk.insert(
        FormerPath(path=path, article=entry.article, was_public=_was_public(entry.story))
        for path, entry in wanted.items()
        if path not in claimed
    )


def _was_public(story: LegacyStory) -> bool:
    """Whether readers could open it at its source: it was published, or has the day on which it was."""
    if story.status in (Status.PUBLISHED, Status.WITHDRAWN):
        return True
    return story.status is Status.DRAFT and story.published_at is not None and story.published_at <= timezone.now()


def _tell_taken(entry: Entry, path: str) -> None:
    entry.report(TAKEN, taken(path))


def taken(path: str) -> str:
    """What a run tells of an old address (as it is kept) that two stories name."""
    return f"The old address {path} leads to another story already."


def old_paths(addresses: Iterable[str], report: Callable[[str, str], None]) -> Iterator[str]:
    """Yield each address as FormerPath keeps it: path and query, in letters, no host. The bare root is nobody's."""
    longest = FormerPath._meta.get_field("path").max_length
    for old in addresses:
        try:
            path = kept(old)
        except ValueError:
            report("bad-address", f"The old address “{old}” is none.")
            continue
        if len(path) > longest or "\0" in path:
            report("bad-address", f"The old address “{old[:200]}” is too long or holds a NUL.")
        elif path != "/":
            yield path
