"""Where a story stands between desk and readers, for lists and in words. Reads the page side, changes nothing."""

from __future__ import annotations

from django.db.models import QuerySet, TextChoices
from django.utils import formats, timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from articles import snapshot
from articles.desk import readiness, worklists
from articles.models import Article, Publication, PublishedArticle, Revision, Standing


class LiveState(TextChoices):
    """A story's standing; what is not live but planned to be is scheduled."""

    DRAFT = Standing.DRAFT.value, Standing.DRAFT.label
    SCHEDULED = "scheduled", gettext_lazy("Scheduled")
    LIVE = Standing.LIVE.value, Standing.LIVE.label
    CHANGED = Standing.CHANGED.value, Standing.CHANGED.label
    WITHDRAWN = Standing.WITHDRAWN.value, Standing.WITHDRAWN.label


#: What readers do not have now.
AWAY = (Standing.DRAFT, Standing.WITHDRAWN)


def of(article: Article) -> LiveState:
    if article.publish_at and article.standing in AWAY:
        return LiveState.SCHEDULED
    return LiveState(article.standing)


def in_state(articles: QuerySet[Article], state: str) -> QuerySet[Article]:
    """Return the articles that `of` says this state of; as scheduled, also live ones that the clock will change."""
    if state == LiveState.SCHEDULED:
        # By their own index: few stories are planned among however many.
        return articles.filter(pk__in=Article.objects.filter(worklists.scheduled()).order_by().values("pk"))
    found = articles.filter(standing=state)
    return found.filter(publish_at=None) if state in AWAY else found


def in_words(article: Article) -> list[str | SafeString]:
    """Return sentences that tell an editor what readers see now and what is planned. Times are in the active zone."""
    live = PublishedArticle.objects.filter(article=article).select_related("revision").first()
    if live:
        sentences = [_live(live), _unpublished(live, snapshot.newest(article))]
    else:
        sentences = [_not_live(Publication.objects.filter(article=article).select_related("by", "instead").first())]
    if article.embargo_until and article.embargo_until > timezone.now():
        sentences.append(_embargo(article, live))
    if article.publish_at:
        sentences += _planned(article)
    if article.withdraw_at:
        sentences.append(_leaving(article))
    return sentences


def _embargo(article: Article, live: PublishedArticle | None) -> str:
    """An embargo takes nothing from readers: what they have, the press alone takes away, and says why."""
    if live is None:
        return _("Under embargo until %s: nobody publishes it before.") % moment(article.embargo_until)
    return _(
        "Under embargo until %s: no change is published before. Readers have the story already; withdraw it if they "
        "must not have it."
    ) % moment(article.embargo_until)


def _planned(article: Article) -> list[str]:
    """What the clock will do, or why it could not."""
    told = {"number": article.scheduled_revision.number, "time": moment(article.publish_at)}
    now = timezone.now()
    if article.publish_at > now:
        return [_("Revision %(number)d goes live by itself at %(time)s; later changes do not ride along.") % told]
    reasons = readiness.reasons(article, snapshot.read(article.scheduled_revision), now)
    late = _("Revision %(number)d was to go live at %(time)s, and goes as soon as it can.") % told
    return [late, *reasons]


def _leaving(article: Article) -> str:
    told = {"time": moment(article.withdraw_at), "reason": article.withdraw_reason, "story": article.withdraw_instead}
    if article.withdraw_instead:
        return _("It leaves the paper by itself at %(time)s, and readers are led to “%(story)s”.") % told
    return _("It leaves the paper by itself at %(time)s. The reason that readers will be given: %(reason)s") % told


def _live(live: PublishedArticle) -> SafeString:
    since = _("since %s") % moment(live.published_at) if live.published_at else _("without a date")
    return format_html(_("Live at {} {}."), link(live.path), since)


def _unpublished(live: PublishedArticle, newest: Revision) -> str:
    if newest.pk == live.revision_id:
        return _("Readers see it as it is saved here.")
    return _("Readers see revision %(live)d; the changes since, up to revision %(newest)d, are not published yet.") % {
        "live": live.revision.number,
        "newest": newest.number,
    }


def _not_live(last: Publication | None) -> str | SafeString:
    if last is None:
        return _("Not published. Readers have never seen it.")
    by = last.by.get_username() if last.by else _("the clock or a command")
    told = {"time": moment(last.at), "by": by, "reason": last.reason or _("none given"), "story": last.instead}
    if last.instead:
        return _("Withdrawn at %(time)s by %(by)s. Readers are led to “%(story)s” instead.") % told
    return _("Withdrawn at %(time)s by %(by)s. The reason that readers are given: %(reason)s") % told


def moment(time) -> str:
    """Return a time in words, with whose it is: “06:00 on Tuesday 24 November 2026, Phnom Penh time”."""
    local = timezone.localtime(time)
    place = timezone.get_current_timezone().key.rpartition("/")[2].replace("_", " ")
    return _("%(clock)s on %(day)s, %(place)s time") % {
        "clock": f"{local:%H:%M}",
        "day": formats.date_format(local, "l j F Y"),
        "place": place,
    }


def whose_time() -> str:
    """Return a sentence that tells in which zone the page's times are."""
    return _("Times are those of the edition, %s.") % timezone.get_current_timezone_name()


def link(path: str) -> SafeString:
    """Return a link to a public address, shown as readers see it."""
    return format_html('<a href="{}" target="_blank" rel="noopener">{}</a>', path, path)
