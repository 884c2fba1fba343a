"""Related stories: ours, elsewhere, or pending until they come in. For `store` alone."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from django.db.models import Case, F, Q, Value, When

from articles import language
from articles.importing import references
from articles.models import Article, RelatedLink, bulk

if TYPE_CHECKING:
    from articles.importing.entries import Entry
    from articles.importing.records import LegacyRelated


class Link(NamedTuple):
    """A row of RelatedLink; the model's own instances take longer to make than to write."""

    article_id: int
    order: int
    kind: str
    target_id: int | None
    url: str
    headline: str
    teaser: str
    pending_slug: str
    pending_key: str


@lru_cache(maxsize=5_000)
def _slug(headline: str) -> str:
    return language.slug(headline, max_length=120)


def add_related(entries: Sequence[Entry]) -> None:
    """Write each story's related entries: to our own where it has come in, else to its address, else pending."""
    wanted = [related for entry in entries for related in entry.story.related]
    if not wanted:
        return
    named = {_place(entry, related) for entry in entries for related in entry.story.related if related.legacy_id}
    by_id = references.find(entries, named)
    headlines = {related.headline for related in wanted if related.headline}
    ours = Article.objects.filter(edition__in={entry.edition.pk for entry in entries}).filter(
        Q(headline__in=headlines) | Q(slug__in=set(map(_slug, headlines)))
    )
    by_headline, by_slug = {}, {}
    for pk, edition, headline, slug in ours.order_by("pk").values_list("pk", "edition", "headline", "slug"):
        by_headline.setdefault((edition, headline), pk)
        by_slug.setdefault((edition, slug), pk)
    for entry in entries:
        place = entry.edition.pk
        targets = [
            by_id.get(_place(entry, related))
            or by_headline.get((place, related.headline))
            or (related.headline and by_slug.get((place, _slug(related.headline))))
            or None
            for related in entry.story.related
        ]
        entry.related = _links(entry, targets)
    bulk.insert_values(RelatedLink, Link._fields, (link for entry in entries for link in entry.related))


def _links(entry: Entry, targets: Sequence[int | None]) -> list[Link]:
    links, shown = [], set()
    for related, target in zip(entry.story.related, targets, strict=True):
        if target == entry.article.pk:
            entry.report("self-related", f"It names itself as related (“{related.headline}”); that entry was dropped.")
        elif target not in shown:
            links.append(_link(entry, related, target, len(links) + 1))
            if target:
                shown.add(target)
    return links


def _link(entry: Entry, related: LegacyRelated, target: int | None, order: int) -> Link:
    url = "" if target else related.url
    waits = not target and not url
    if waits and related.legacy_id:
        entry.report("pending-related", f"The related story “{related.legacy_id}” has not come in; it waits for it.")
    return Link(
        article_id=entry.article.pk,
        order=order,
        kind=related.kind,
        target_id=target,
        url=url,
        headline=related.headline,
        teaser=related.teaser,
        pending_slug=_slug(related.headline) if waits and related.headline else "",
        pending_key=":".join(_place(entry, related)) if waits and related.legacy_id else "",
    )


def _place(entry: Entry, related: LegacyRelated) -> tuple[str, str]:
    return (related.source or entry.source, related.legacy_id)


def resolve_pending(entries: Sequence[Entry]) -> None:
    """Let the desk's pending entries that waited for these stories point to them.

    By legacy id where their source told it, else by exact headline, else by slug.
    """
    by_key = {":".join(entry.key): entry.article.pk for entry in entries}
    arrived = sorted((entry.article for entry in entries), key=lambda article: article.pk)
    by_headline, by_slug = {}, {}
    for article in arrived:
        by_headline.setdefault((article.edition_id, article.headline), article.pk)
        by_slug.setdefault((article.edition_id, article.slug), article.pk)
    waiting = (
        RelatedLink.objects.filter(target__isnull=True, url="")
        .filter(
            Q(headline__in={article.headline for article in arrived})
            | Q(pending_slug__in={article.slug for article in arrived})
            | Q(pending_key__in=by_key)
        )
        .annotate(place=F("article__edition"))
        .order_by("article", "order")
    )
    found: dict[tuple[int, int], int] = {}
    for link in waiting:
        target = (
            by_key.get(link.pending_key)
            or by_headline.get((link.place, link.headline))
            or by_slug.get((link.place, link.pending_slug))
        )
        if target and target != link.article_id:
            found.setdefault((link.article_id, target), link.pk)
    for pair in _named(entries, {target for _article, target in found}):
        found.pop(pair, None)
    _point(found)


def _named(entries: Sequence[Entry], targets: Collection[int]) -> set[tuple[int, int]]:
    """Return which article names which of these stories of the batch already: only one that came in before it could
    have been named outside the batch.
    """
    within = {(entry.article.pk, link.target_id) for entry in entries for link in entry.related if link.target_id}
    known = {entry.article.pk for entry in entries if entry.known} & set(targets)
    outside = RelatedLink.objects.filter(target__in=known).values_list("article", "target") if known else ()
    return within | set(outside)


def _point(found: dict[tuple[int, int], int]) -> None:
    """Write `found`, (article, target) -> link. An article that names the target already keeps its pending entry."""
    links: dict[int, list[int]] = {}
    for (_article, target), link in found.items():
        links.setdefault(target, []).append(link)
    if links:
        whens = [When(pk__in=several, then=Value(target)) for target, several in links.items()]
        RelatedLink.objects.filter(pk__in=found.values()).update(target=Case(*whens), pending_slug="", pending_key="")
