"""The page side's rows, of many stories at once. For the press's verbs, and for importers: `bring_out`, `pulp`."""

from __future__ import annotations

from collections.abc import Collection, Container, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.contrib.auth.models import AbstractBaseUser
from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from articles import caching, corrections, search, snapshot, standing
from articles.models import (
    Correction,
    FormerPath,
    Listing,
    Publication,
    PublishedArticle,
    Revision,
    Section,
    address,
    bulk,
)
from articles.press import sitemap_files


@dataclass(frozen=True, slots=True)
class Release:
    """One story on its way to readers: which revision, and the dates that they will see (None: none).

    `section` is the revision's own, with its edition, where the caller has it. `is_first` is a promise that saves the
    looking: the story was never before readers, its address is nobody's former one, and its row says that it is live.
    """

    revision: Revision
    published_at: datetime | None
    updated_at: datetime | None = None
    section: Section | None = None
    is_first: bool = False


@transaction.atomic(savepoint=False)
def bring_out(releases: Sequence[Release], *, by: AbstractBaseUser | None, at: datetime) -> list[PublishedArticle]:
    """Write the page side of these stories in a constant number of queries, whatever their number.

    `publish` asks first whether they are ready; importers call this for what their source had published, and see to
    the addresses being free. Stories without `published_at` are listed by `at`.
    """
    stories = {release.revision.article_id: snapshot.read(release.revision) for release in releases}
    sections = {release.section.pk: release.section for release in releases if release.section}
    wanted = {story["section"] for story in stories.values()} - sections.keys()
    sections |= Section.objects.select_related("edition").in_bulk(wanted)
    known = {release.revision.article_id for release in releases if not release.is_first}
    before = PublishedArticle.objects.select_related("revision").in_bulk(known)
    said = corrections.of(known)
    rows = [
        _page_row(release, story, sections[story["section"]], before.get(pk), at)
        for release, (pk, story) in zip(releases, stories.items(), strict=True)
    ]
    for row in rows:
        row.corrections = said.get(row.article_id, [])
    marks = listed_marks(before)
    sitemap_files.give_places(rows, at=at)
    bulk.insert(row for row in rows if row.article_id not in before)
    bulk.upsert((row for row in rows if row.article_id in before), unique=["article"])
    _keep_former_paths([row for row in rows if row.article_id in known], before)
    _list(rows, stories, before)
    found_by = ((row, stories[row.article_id], _subjects(row, stories[row.article_id])) for row in rows)
    search.index(found_by, known=before)
    _log(rows, before, by=by, at=at)
    standing.settle(known)
    listed = {subject for row in rows for subject in _subjects(row, stories[row.article_id])}
    caching.purge(marks | _marks(stories, listed))
    return rows


@transaction.atomic
def pulp(articles: Collection[int], *, at: datetime | None = None) -> None:
    """Take these stories (their keys) from readers as if they had never come out, the log of it included.

    For the undoing of an import, whose own record says what was there; an editor withdraws. Nothing answers at their
    addresses any more.
    """
    live = PublishedArticle.objects.filter(pk__in=articles)
    marks = listed_marks(articles)
    sitemap_files.touch(set(live.values_list("sitemap", flat=True)), at=at or timezone.now())
    live.delete()
    FormerPath.objects.filter(article__in=articles).delete()
    # The log and the corrections refuse to forget; this is the one way around it.
    QuerySet(Publication).filter(article__in=articles).delete()
    QuerySet(Correction).filter(article__in=articles).delete()
    caching.purge(marks)


def listed_marks(stories: Collection[int]) -> set[str]:
    """The tags of the pages that show these live stories."""
    if not stories:
        return set()
    listed = Listing.objects.filter(published__in=stories).order_by().values_list("subject", "subject_id").distinct()
    return _marks(stories, listed)


def _marks(stories: Iterable[int], listed: Iterable[tuple[str, int]]) -> set[str]:
    """The tags of the stories' own pages, and of all that they are listed under."""
    subjects = [*listed, *(("story", story) for story in stories)]
    return {caching.SITEMAP, *(caching.mark(subject, key) for subject, key in subjects)}


def _page_row(
    release: Release, story: dict, section: Section, before: PublishedArticle | None, at: datetime
) -> PublishedArticle:
    lead = next((use for use in story["pictures"] if use["placement"] == "lead"), None)
    return PublishedArticle(
        article_id=release.revision.article_id,
        revision=release.revision,
        edition=section.edition,
        section=section,
        path=address(section, story["slug"]),
        slug=story["slug"],
        kicker=story["kicker"],
        headline=story["headline"],
        short_headline=story["short_headline"],
        teaser=story["teaser"],
        byline=_byline(story),
        story_type=story["story_type"],
        lead_picture_id=lead["picture"] if lead else None,
        lead_alt=lead["alt"] if lead else "",
        kept_out_of_search=story["kept_out_of_search"],
        sitemap_id=before.sitemap_id if before else None,
        rewritten=_times_rewritten(before, story) if before else 0,
        original_id=story["translation_of"] or release.revision.article_id,
        published_at=release.published_at,
        updated_at=release.updated_at,
        listed_at=before.listed_at if before else release.published_at or at,
    )


def _times_rewritten(before: PublishedArticle, story: dict) -> int:
    return before.rewritten + corrections.is_rewritten(snapshot.read(before.revision), story)


def _byline(story: dict) -> str:
    names = [byline["name"] for byline in story["bylines"] if byline["role"] == "author"]
    line = ", ".join(names)
    return line if len(line) <= 300 else names[0][:300]


def _keep_former_paths(rows: Sequence[PublishedArticle], before: dict[int, PublishedArticle]) -> None:
    FormerPath.objects.filter(path__in=[row.path for row in rows]).delete()
    bulk.insert(
        FormerPath(path=before[row.article_id].path, article_id=row.article_id)
        for row in rows
        if row.article_id in before and before[row.article_id].path != row.path
    )


def _log(
    rows: Sequence[PublishedArticle], before: Container[int], *, by: AbstractBaseUser | None, at: datetime
) -> None:
    verbs, key = Publication.Verb, by.pk if by else None
    bulk.insert_values(
        Publication,
        ("article_id", "revision_id", "verb", "path", "at", "by_id", "reason"),
        (
            (
                row.article_id,
                row.revision_id,
                (verbs.UPDATE if row.article_id in before else verbs.PUBLISH).value,
                row.path,
                at,
                key,
                "",
            )
            for row in rows
        ),
    )


def _list(rows: Sequence[PublishedArticle], stories: dict[int, dict], before: Iterable[int]) -> None:
    Listing.objects.filter(published__in=before).delete()
    bulk.insert_values(
        Listing,
        ("subject", "subject_id", "edition_id", "published_id", "listed_at", "kept_off_front", "kept_out_of_feeds"),
        (
            (
                subject.value,
                subject_id,
                row.edition_id,
                row.article_id,
                row.listed_at,
                stories[row.article_id]["kept_off_front"],
                stories[row.article_id]["kept_out_of_feeds"],
            )
            for row in rows
            for subject, subject_id in _subjects(row, stories[row.article_id])
        ),
    )


def _subjects(row: PublishedArticle, story: dict) -> list[tuple[str, int]]:
    subject = Listing.Subject
    sections = [row.section_id, row.section.parent_id] if row.section.parent_id else [row.section_id]
    return [
        (subject.EDITION, row.edition_id),
        *((subject.SECTION, section) for section in sections),
        *((subject.AUTHOR, author) for author in dict.fromkeys(byline["author"] for byline in story["bylines"])),
        *((subject.TAG, tag["id"]) for tag in story["tags"]),
        *((subject.PICTURE, picture) for picture in {use["picture"] for use in story["pictures"]} - {None}),
    ]
