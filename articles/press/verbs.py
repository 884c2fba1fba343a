"""What the press does with one story at an editor's, a command's or the clock's word: a verb, a transaction."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from django.contrib.auth.models import AbstractBaseUser
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from articles import caching, corrections, snapshot, standing
from articles.desk import audit, readiness
from articles.models import (
    Act,
    Article,
    Correction,
    DeskStatus,
    FormerPath,
    Publication,
    PublishedArticle,
    Revision,
    WithheldVersion,
)
from articles.press import pings, sitemap_files
from articles.press.printing import Release, bring_out, listed_marks


class NotReady(Exception):
    """The story cannot go before readers; `reasons` are sentences for the editor, all of them at once."""

    def __init__(self, reasons: Sequence[str]):
        self.reasons = list(reasons)
        super().__init__(" ".join(self.reasons))


#: What an article says of its withdrawal when none is planned.
NO_WITHDRAWAL = {"withdraw_at": None, "withdraw_reason": "", "withdraw_instead": None}


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
    article = locked(article)
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
    article = locked(article)
    published = PublishedArticle.objects.filter(article=article).select_related("revision").first()
    if published is None:
        raise NotReady([_("This story is not live, so there is nothing to withdraw.")])
    if reasons := unfit_instead(article, instead):
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
    marks = listed_marks([published.pk])
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
    article = locked(article)
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
    caching.purge(listed_marks([published.pk]) | {caching.mark("corrections", published.edition_id)})
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
    article = locked(article)
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
    article = locked(article)
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
    article = locked(article)
    reasons = unfit_instead(article, instead)
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
    article = locked(article)
    if article.withdraw_at is None:
        return
    Article.objects.filter(pk=article.pk).update(**NO_WITHDRAWAL)
    audit.record(Act.Verb.UNSCHEDULE, article, by=by, detail=_("Withdrawal"))


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


def unfit_instead(article: Article, instead: Article | None) -> list[str]:
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


def locked(article: Article) -> Article:
    """Return the story as it is now; no other verb touches it until the transaction ends."""
    return Article.objects.select_for_update(of=("self",)).select_related("edition").get(pk=article.pk)
