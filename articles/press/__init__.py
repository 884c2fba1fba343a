"""The only room that writes what readers see. Admin, importers, commands and tests call the same verbs.

One verb is one transaction; what reaches beyond the database (caches) waits for the commit.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Collection, Container, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.contrib.auth.models import AbstractBaseUser
from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from articles import caching, corrections, search, snapshot, standing
from articles.desk import audit, readiness
from articles.models import (
    Act,
    Arrangement,
    Article,
    Correction,
    DeskStatus,
    FormerPath,
    Listing,
    Publication,
    PublishedArticle,
    Revision,
    Section,
    WithheldVersion,
    address,
    bulk,
)
from articles.press import fronts, pings, sitemap_files

logger = logging.getLogger(__name__)


class NotReady(Exception):
    """The story cannot go before readers; `reasons` are sentences for the editor, all of them at once."""

    def __init__(self, reasons: Sequence[str]):
        self.reasons = list(reasons)
        super().__init__(" ".join(self.reasons))


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


#: What an article says of its withdrawal when none is planned.
NO_WITHDRAWAL = {"withdraw_at": None, "withdraw_reason": "", "withdraw_instead": None}


# --- The verbs ----------------------------------------------------------------------------------------------------


@transaction.atomic
def publish(
    article: Article,
    *,
    by: AbstractBaseUser | None,
    revision: Revision | None = None,
    at: datetime | None = None,
) -> PublishedArticle:
    """Put a revision (the newest, unless told) of the article before readers, as of `at` (now, unless told).

    The date of a first publication is `at`, or what the article already says; a later one moves `updated_at` only, and
    that only where the story's words changed.
    Raises NotReady with every reason at once. A changed address leaves a FormerPath behind.
    """
    article = _locked(article)
    revision = revision or snapshot.take(article, by=by)
    # Whatever moment it is told as, readers get it now: an embargo is held against the clock.
    if reasons := readiness.reasons(article, snapshot.read(revision), timezone.now()):
        raise NotReady(reasons)
    moment = at or timezone.now()
    was_public = article.publications.exists()
    published_at = _first_published(article, was_public, moment)
    updated_at = _last_changed(article, snapshot.read(revision), moment) if was_public else None
    [published] = bring_out([Release(revision, published_at, updated_at)], by=by, at=moment)
    pings.note(published, paths=[published.path], at=timezone.now())
    audit.record(Act.Verb.PUBLISH, article, by=by, revision=revision, detail=published.path)
    # What readers have as it stands at the desk needs no more work, so no deadline of it is missed any more.
    work = {} if article.revisions.filter(number__gt=revision.number).exists() else {"desk_status": DeskStatus.READY}
    Article.objects.filter(pk=article.pk).update(
        published_at=published_at, publish_at=None, scheduled_revision=None, **work
    )
    return published


@transaction.atomic
def withdraw(
    article: Article,
    *,
    by: AbstractBaseUser | None,
    reason: str = "",
    instead: Article | None = None,
    at: datetime | None = None,
) -> None:
    """Take the live story away from readers: its address answers 410 with the reason, or leads to the story `instead`.

    Whatever was planned for the story is dropped: nothing withdrawn comes back by itself. Raises NotReady if the story
    is not live, or the one instead of it is not.
    """
    article = _locked(article)
    published = PublishedArticle.objects.filter(article=article).select_related("revision").first()
    if published is None:
        raise NotReady([_("This story is not live, so there is nothing to withdraw.")])
    if reasons := _unfit_instead(article, instead):
        raise NotReady(reasons)
    Publication.objects.create(
        article=article,
        revision_id=published.revision_id,
        verb=Publication.Verb.WITHDRAW,
        path=published.path,
        at=at or timezone.now(),
        by=by,
        reason=reason,
        instead=instead,
    )
    audit.record(Act.Verb.WITHDRAW, article, by=by, revision=published.revision, detail=_why(reason, instead))
    FormerPath.objects.create(path=published.path, article=article)
    marks = _listed_marks([published.pk])
    pings.note(published, paths=[published.path], at=timezone.now())
    sitemap_files.touch([published.sitemap_id], at=at or timezone.now())
    published.delete()
    standing.settle([article.pk])
    Article.objects.filter(pk=article.pk).update(publish_at=None, scheduled_revision=None, **NO_WITHDRAWAL)
    caching.purge(marks)


@transaction.atomic
def correct(
    article: Article,
    *,
    by: AbstractBaseUser | None,
    kind: Correction.Kind,
    text: str,
    place: Correction.Place = Correction.Place.BOTTOM,
    at: datetime | None = None,
) -> Correction:
    """Add a note of the paper to a live story, for good; its readers see it at once, and that the story was changed.

    The words of the story are not touched: they are mended at the desk and published as ever. Everybody who wrote the
    story is told. Raises NotReady if the story is not live, or there is no text.
    """
    article = _locked(article)
    published = PublishedArticle.objects.filter(article=article).select_related("revision").first()
    reasons = [] if published else [_("This story is not live, so there is nothing to correct.")]
    if not text.strip():
        reasons.append(_("Write what was wrong and what is right."))
    if reasons:
        raise NotReady(reasons)
    moment = at or timezone.now()
    correction = Correction.objects.create(
        article=article,
        edition_id=published.edition_id,
        kind=kind,
        text=text.strip(),
        place=place,
        headline=published.headline,
        path=published.path,
        at=moment,
        by=by,
    )
    published.corrections, published.updated_at = [*published.corrections, correction.as_shown()], moment
    published.save(update_fields=["corrections", "updated_at"])
    Publication.objects.create(
        article=article,
        revision_id=published.revision_id,
        verb=Publication.Verb.CORRECT,
        path=published.path,
        at=moment,
        by=by,
        reason=correction.text,
    )
    audit.record(Act.Verb.CORRECT, article, by=by, revision=published.revision, detail=correction.text)
    corrections.tell_desk(article, f"{correction.get_kind_display()}: {correction.text}", by=by)
    pings.note(published, paths=[published.path], at=timezone.now())
    sitemap_files.touch([published.sitemap_id], at=moment)
    caching.purge(_listed_marks([published.pk]) | {caching.mark("corrections", published.edition_id)})
    return correction


@transaction.atomic
def withhold(publication: Publication, *, by: AbstractBaseUser | None, reason: str) -> None:
    """Keep a version that readers once had from the page of what changed; they read the reason there instead."""
    WithheldVersion.objects.update_or_create(publication=publication, defaults={"reason": reason, "by": by})
    audit.record(Act.Verb.WITHHOLD, publication.article, by=by, revision=publication.revision, detail=reason)
    caching.purge([caching.mark("story", publication.article_id)])


@transaction.atomic
def show(publication: Publication, *, by: AbstractBaseUser | None) -> None:
    """Let readers see a version again that was withheld."""
    if WithheldVersion.objects.filter(publication=publication).delete()[0]:
        audit.record(Act.Verb.SHOW, publication.article, by=by, revision=publication.revision)
        caching.purge([caching.mark("story", publication.article_id)])


@transaction.atomic
def schedule(
    article: Article, *, by: AbstractBaseUser | None, at: datetime, revision: Revision | None = None
) -> Revision:
    """Let a revision (the newest, unless told) go live at `at`, by `run_due`. Later edits do not ride along.

    Raises NotReady with every reason at once, also where `at` is past or before the embargo's end.
    """
    article = _locked(article)
    revision = revision or snapshot.take(article, by=by)
    reasons = readiness.reasons(article, snapshot.read(revision), at)
    if at <= timezone.now():
        reasons.insert(0, _("The time to go live has passed already; publish it now instead."))
    if reasons:
        raise NotReady(reasons)
    Article.objects.filter(pk=article.pk).update(publish_at=at, scheduled_revision=revision)
    audit.record(Act.Verb.SCHEDULE, article, by=by, revision=revision, detail=_written(at, article))
    return revision


@transaction.atomic
def unschedule(article: Article, *, by: AbstractBaseUser | None) -> None:
    """Forget the planned publication, if there is one."""
    article = _locked(article)
    if article.publish_at is None:
        return
    Article.objects.filter(pk=article.pk).update(publish_at=None, scheduled_revision=None)
    audit.record(Act.Verb.UNSCHEDULE, article, by=by, revision=article.scheduled_revision)


@transaction.atomic
def plan_withdrawal(
    article: Article, *, by: AbstractBaseUser | None, at: datetime, reason: str = "", instead: Article | None = None
) -> None:
    """Let the story leave the paper at `at`, by `run_due`, as `withdraw` does it then.

    Raises NotReady with every reason at once: a past time, a story that will not be live then.
    """
    article = _locked(article)
    reasons = _unfit_instead(article, instead)
    if at <= timezone.now():
        reasons.append(_("The time to leave the paper has passed already; withdraw it now instead."))
    if not PublishedArticle.objects.filter(article=article).exists():
        if article.publish_at is None:
            reasons.append(_("This story is not live, so there is nothing to withdraw."))
        elif article.publish_at >= at:
            goes_live = _written(article.publish_at, article)
            reasons.append(_("It goes live only at %s; let it leave the paper later.") % goes_live)
    if reasons:
        raise NotReady(reasons)
    Article.objects.filter(pk=article.pk).update(withdraw_at=at, withdraw_reason=reason, withdraw_instead=instead)
    detail = _("Withdrawal: %s") % f"{_written(at, article)}. {_why(reason, instead)}"
    audit.record(Act.Verb.SCHEDULE, article, by=by, detail=detail)


@transaction.atomic
def keep(article: Article, *, by: AbstractBaseUser | None) -> None:
    """Forget the planned withdrawal, if there is one."""
    article = _locked(article)
    if article.withdraw_at is None:
        return
    Article.objects.filter(pk=article.pk).update(**NO_WITHDRAWAL)
    audit.record(Act.Verb.UNSCHEDULE, article, by=by, detail=_("Withdrawal"))


@dataclass(frozen=True, slots=True)
class DueReport:
    """What `run_due` did: articles published and withdrawn, those that could not be with the reasons, and fronts."""

    published: list[Article]
    withdrawn: list[Article]
    failed: list[tuple[Article, NotReady]]
    arranged: list[Arrangement]


def run_due(now: datetime | None = None) -> DueReport:
    """Publish and withdraw what is due, each story in a transaction of its own; a missed run is caught up.

    A story that is not ready stays scheduled and is tried again at the next run; others go on. Then other servers are
    told what changed.
    """
    now = now or timezone.now()
    report = DueReport([], [], [], [])
    for article in Article.objects.filter(publish_at__lte=now).order_by("publish_at", "pk"):
        _attempt(_publish_due, article, now, report, report.published)
    for article in Article.objects.filter(withdraw_at__lte=now, live__isnull=False).order_by("withdraw_at", "pk"):
        _attempt(_withdraw_due, article, now, report, report.withdrawn)
    # Last, since a planned front may place the stories that went live just now.
    report.arranged.extend(fronts.run_due(now))
    pings.send_due(timezone.now())
    return report


def _attempt(
    verb: Callable[[Article, datetime], bool], article: Article, now: datetime, report: DueReport, done: list[Article]
) -> None:
    try:
        if verb(article, now):
            done.append(article)
    except NotReady as refusal:
        logger.warning("Article %s is due, but not ready: %s", article.pk, refusal)
        report.failed.append((article, refusal))


@transaction.atomic
def _publish_due(article: Article, now: datetime) -> bool:
    """Publish it unless another process did, or an editor took the plan back, since it was found."""
    article = _locked(article)
    if article.publish_at is None or article.publish_at > now:
        return False
    publish(article, by=None, revision=article.scheduled_revision, at=now)
    return True


@transaction.atomic
def _withdraw_due(article: Article, now: datetime) -> bool:
    article = _locked(article)
    if article.withdraw_at is None or article.withdraw_at > now:
        return False
    instead = article.withdraw_instead
    if _unfit_instead(article, instead):
        # Whatever became of the other story meanwhile, this one leaves when it was told to.
        instead = None
    withdraw(article, by=None, reason=article.withdraw_reason, instead=instead, at=now)
    return True


def _first_published(article: Article, was_public: bool, moment: datetime) -> datetime | None:
    """The date that the desk says; else the one that readers have; None for a legacy story whose date nobody knows."""
    if article.published_at or not was_public:
        return article.published_at or moment
    return PublishedArticle.objects.filter(article=article).values_list("published_at", flat=True).first()


def _last_changed(article: Article, content: dict, moment: datetime) -> datetime | None:
    """Now, if readers get other words than they have; else when they last did."""
    live = PublishedArticle.objects.filter(article=article).select_related("revision").first()
    if live is None or corrections.is_rewritten(snapshot.read(live.revision), content):
        return moment
    return live.updated_at


def _unfit_instead(article: Article, instead: Article | None) -> list[str]:
    """Why readers of the article cannot be led to that story: it must be live, so no two lead to each other."""
    if instead is None:
        return []
    if instead.pk == article.pk:
        return [_("A story cannot stand in its own place; choose another one.")]
    if not PublishedArticle.objects.filter(article=instead).exists():
        return [_("“%s” is not live, so readers cannot be led to it.") % instead]
    return []


def _written(moment: datetime, article: Article) -> str:
    """The moment as the log keeps it: `2026-11-24 06:00 Asia/Phnom_Penh`."""
    zone = article.edition.zone
    return f"{timezone.localtime(moment, zone):%Y-%m-%d %H:%M} {zone.key}"


def _why(reason: str, instead: Article | None) -> str:
    return " ".join(filter(None, [reason, instead and _("Readers are led to “%s”.") % instead]))


def _locked(article: Article) -> Article:
    return Article.objects.select_for_update(of=("self",)).select_related("edition").get(pk=article.pk)


@transaction.atomic
def pulp(articles: Collection[int], *, at: datetime | None = None) -> None:
    """Take these stories (their keys) from readers as if they had never come out, the log of it included.

    For the undoing of an import, whose own record says what was there; an editor withdraws. Nothing answers at their
    addresses any more.
    """
    live = PublishedArticle.objects.filter(pk__in=articles)
    marks = _listed_marks(articles)
    sitemap_files.touch(set(live.values_list("sitemap", flat=True)), at=at or timezone.now())
    live.delete()
    FormerPath.objects.filter(article__in=articles).delete()
    # The log and the corrections refuse to forget; this is the one way around it.
    QuerySet(Publication).filter(article__in=articles).delete()
    QuerySet(Correction).filter(article__in=articles).delete()
    caching.purge(marks)


# --- The writing --------------------------------------------------------------------------------------------------


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
    marks = _listed_marks(before)
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


def _listed_marks(stories: Collection[int]) -> set[str]:
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
