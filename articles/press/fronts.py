"""The press's second room: what stands where on the fronts. The admin and `press.run_due` call its verbs.

A front is the front page of an edition, or of one of its sections. An arrangement is made whole and never edited: the
next one takes its place, so that every one that readers had can be seen and brought back.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.contrib.auth.models import AbstractBaseUser
from django.db import transaction
from django.db.models import Max, Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from articles import caching
from articles.desk import audit
from articles.models import Act, Arrangement, Article, Edition, Section, Slot

Standing = Arrangement.Standing

#: So many stories can be given a place; what follows them is the newest.
PLACES = 9


class CannotArrange(Exception):
    """The arrangement cannot go before readers; the text is a sentence for the editor."""


class ArrangedMeanwhile(CannotArrange):
    """Somebody else arranged the same front since this editor began. Nothing was overwritten."""


@dataclass(frozen=True, slots=True)
class Front:
    """The front page of an edition, or of one of its sections."""

    edition: Edition
    section: Section | None = None

    @property
    def name(self) -> str:
        return self.section.name if self.section else _("Front page")

    @property
    def path(self) -> str:
        return (self.section or self.edition).get_absolute_url()

    @property
    def arrangements(self) -> QuerySet[Arrangement]:
        return Arrangement.objects.filter(edition=self.edition, section=self.section)

    @property
    def live(self) -> Arrangement | None:
        return self.arrangements.filter(standing=Standing.LIVE).first()

    @property
    def mark(self) -> str:
        """What changes with everything that readers get, or are to get: an editor's form says whence it began."""
        ahead = Q(standing__in=(Standing.LIVE, Standing.PLANNED))
        found = self.arrangements.aggregate(
            live=Max("pk", filter=Q(standing=Standing.LIVE)), newest=Max("pk", filter=ahead)
        )
        return f"{found['live'] or 0}-{found['newest'] or 0}"


def front_of(arrangement: Arrangement) -> Front:
    return Front(arrangement.edition, arrangement.section)


@transaction.atomic
def keep(
    front: Front,
    slots: Sequence[Slot],
    *,
    by: AbstractBaseUser | None,
    mark: str | None = None,
    instead_of: int | None = None,
) -> Arrangement:
    """Keep these unsaved slots, in their order, as a new draft of the front and return it; readers see nothing of it.

    `mark` is the front's mark when the editor began; `instead_of` the draft or plan that this one takes the place of.
    Raises ArrangedMeanwhile where the front has another mark by now, CannotArrange for too many stories, one twice, or
    one that is kept off the front page.
    """
    _lock(front.edition.pk)
    if mark is not None and mark != front.mark:
        raise ArrangedMeanwhile(_meanwhile(front))
    if len(slots) > PLACES:
        raise CannotArrange(
            _("A front has %(places)d places; these are %(number)d stories.") % {"places": PLACES, "number": len(slots)}
        )
    if len({slot.article_id for slot in slots}) < len(slots):
        raise CannotArrange(_("A story stands once on a front; take the second one away."))
    _refuse_kept_off(front, slots)
    if instead_of:
        front.arrangements.filter(pk=instead_of, standing__in=(Standing.DRAFT, Standing.PLANNED)).delete()
    arrangement = Arrangement.objects.create(edition=front.edition, section=front.section, created_by=by)
    for order, slot in enumerate(slots, start=1):
        slot.arrangement, slot.order = arrangement, order
    Slot.objects.bulk_create(slots)
    return arrangement


def _refuse_kept_off(front: Front, slots: Sequence[Slot]) -> None:
    """A story that its desk keeps off the front page would have a place there and never be shown."""
    if front.section is not None:
        return
    kept_off = Article.objects.filter(pk__in=[slot.article_id for slot in slots], kept_off_front=True).first()
    if kept_off:
        raise CannotArrange(_("“%s” is kept off the front page. Say otherwise on its own form first.") % kept_off)


@transaction.atomic
def arrange(arrangement: Arrangement, *, by: AbstractBaseUser | None, at: datetime | None = None) -> Arrangement:
    """Put an arrangement before readers: at once, or at `at`, a time to come, by `run_due`.

    The one that readers had until then is kept as a past one. Raises CannotArrange where readers had it already (it
    is brought back as a new one), where it is gone, or where `at` has passed. Caches are purged after the commit.
    """
    _lock(arrangement.edition_id)
    arrangement = _fresh(arrangement)
    now = timezone.now()
    if arrangement.standing not in (Standing.DRAFT, Standing.PLANNED):
        raise CannotArrange(_("Readers had this arrangement already; bring it back as a new one."))
    if at is not None and at <= now:
        raise CannotArrange(_("The time to go live has passed already; put it before readers now instead."))
    if at is None:
        return _go_live(arrangement, by=by, now=now)
    arrangement.standing, arrangement.goes_live_at = Standing.PLANNED, at
    arrangement.save()
    audit.record(Act.Verb.ARRANGE, None, by=by, detail=_in_words(arrangement))
    return arrangement


@transaction.atomic
def take_off(arrangement: Arrangement, *, by: AbstractBaseUser | None) -> None:
    """Let a planned arrangement not go live: it becomes a draft again. Raises CannotArrange where it is none."""
    _lock(arrangement.edition_id)
    arrangement = _fresh(arrangement)
    if arrangement.standing != Standing.PLANNED:
        raise CannotArrange(_("This arrangement is not planned any more."))
    arrangement.standing, arrangement.goes_live_at = Standing.DRAFT, None
    arrangement.save()
    audit.record(Act.Verb.ARRANGE, None, by=by, detail=_("%s: taken off the plan") % _name(arrangement))


@transaction.atomic
def discard(arrangement: Arrangement, *, by: AbstractBaseUser | None) -> None:
    """Throw a draft away. Raises CannotArrange where it is none (any more)."""
    _lock(arrangement.edition_id)
    arrangement = _fresh(arrangement)
    if arrangement.standing != Standing.DRAFT:
        raise CannotArrange(_("Only a draft can be discarded; take a plan off first."))
    audit.record(Act.Verb.ARRANGE, None, by=by, detail=_("%s: draft discarded") % _name(arrangement))
    arrangement.delete()


def run_due(now: datetime) -> list[Arrangement]:
    """Put before readers what is planned for now or before, each in a transaction of its own; return those."""
    due = Arrangement.objects.filter(standing=Standing.PLANNED, goes_live_at__lte=now)
    return [row for row in due.order_by("goes_live_at", "pk") if _arrange_due(row, now)]


@transaction.atomic
def _arrange_due(arrangement: Arrangement, now: datetime) -> bool:
    """Arrange it unless another process did, or an editor took it off the plan, since it was found."""
    _lock(arrangement.edition_id)
    still = Arrangement.objects.filter(pk=arrangement.pk, standing=Standing.PLANNED, goes_live_at__lte=now)
    if not still.exists():
        return False
    _go_live(_fresh(arrangement), by=None, now=now)
    return True


def _go_live(arrangement: Arrangement, *, by: AbstractBaseUser | None, now: datetime) -> Arrangement:
    front_of(arrangement).arrangements.filter(standing=Standing.LIVE).update(standing=Standing.PAST)
    arrangement.standing, arrangement.went_live_at = Standing.LIVE, now
    arrangement.save()
    audit.record(Act.Verb.ARRANGE, None, by=by, detail=_in_words(arrangement))
    subject, key = (
        ("section", arrangement.section_id) if arrangement.section_id else ("edition", arrangement.edition_id)
    )
    caching.purge([caching.mark(subject, key)])
    return arrangement


def _lock(edition: int) -> None:
    """Let whoever arranges a front of this edition wait for one another."""
    Edition.objects.select_for_update().get(pk=edition)


def _fresh(arrangement: Arrangement) -> Arrangement:
    """Return it as it stands now that the edition is locked. Raises CannotArrange where it was taken away."""
    found = Arrangement.objects.select_related("edition", "section__edition").filter(pk=arrangement.pk).first()
    if found is None:
        raise CannotArrange(_("This arrangement is gone: somebody replaced or discarded it."))
    return found


def _meanwhile(front: Front) -> str:
    """Say who arranged the front last, and what becomes of it."""
    ahead = front.arrangements.filter(standing__in=(Standing.LIVE, Standing.PLANNED)).select_related("created_by")
    last = ahead.order_by("-pk").first()
    if last is None:
        return _("Somebody took a plan of this front away while you were arranging it.")
    words = {
        "who": last.created_by.get_username() if last.created_by else _("the clock or a command"),
        "front": front.name,
        "time": timezone.localtime(last.goes_live_at or last.went_live_at, front.edition.zone).strftime("%H:%M"),
    }
    if last.standing == Standing.PLANNED:
        return _("%(who)s planned “%(front)s” for %(time)s while you were arranging it.") % words
    return _("%(who)s arranged “%(front)s” while you were at it; readers have that since %(time)s.") % words


def _in_words(arrangement: Arrangement) -> str:
    number = arrangement.slots.count()
    stories = ngettext("%d story", "%d stories", number) % number
    if arrangement.standing == Standing.LIVE:
        return f"{_name(arrangement)}: {stories}"
    time = timezone.localtime(arrangement.goes_live_at, arrangement.edition.zone).strftime("%Y-%m-%d %H:%M")
    return _("%(front)s: %(stories)s, planned for %(time)s") % {
        "front": _name(arrangement),
        "stories": stories,
        "time": time,
    }


def _name(arrangement: Arrangement) -> str:
    return f"{arrangement.edition.name}, {front_of(arrangement).name}"
