"""Who is writing on a story now: one at a time, told to whoever else opens it. For the article's admin.

The open form says every `BEAT` seconds that it is still open and that somebody is at it. After `STALE` without a word
its writer has gone, and the next one may write. Whoever has the right may take over before that; the first is told.
This keeps people out of each other's way; that no text is lost rests on `conflicts` and `autosaving`, not on it.
"""

from __future__ import annotations

from datetime import datetime, timedelta

from django import forms
from django.contrib import admin, messages
from django.contrib.auth.models import AbstractBaseUser
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import Http404, HttpResponse, HttpResponseRedirect, JsonResponse
from django.urls import path, reverse
from django.utils import formats, timezone
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from articles.admin import rights
from articles.desk import audit, notices
from articles.models import Act, Article, Writer

BEAT = 20
STALE = timedelta(seconds=60)
#: A form that is closed may come back at once, saved or brought back: nobody steps in between.
GRACE = timedelta(seconds=10)
#: After so many seconds without a key or a pointer, an open form is a form that nobody writes in.
IDLE = 300


def other_writer(article: Article, user: AbstractBaseUser) -> Writer | None:
    """Return who else is writing on this story now, or None."""
    writer = Writer.objects.filter(article=article, seen_at__gt=timezone.now() - STALE).select_related("user").first()
    return writer if writer and writer.user_id != user.pk else None


@transaction.atomic
def still_writing(article: Article, user: AbstractBaseUser) -> Writer:
    """Note that this user's form is open, unless another is writing; return who is writing now."""
    now = timezone.now()
    Article.objects.select_for_update(of=("self",)).get(pk=article.pk)
    if other := other_writer(article, user):
        return other
    before = Writer.objects.filter(article=article, user=user, seen_at__gt=now - STALE).first()
    since = before.since if before else now
    return _write_down(article, user, since=since, now=now)


@transaction.atomic
def take_over(article: Article, user: AbstractBaseUser) -> None:
    """Make this user the writer. Who was it before is told, and it is recorded."""
    Article.objects.select_for_update(of=("self",)).get(pk=article.pk)
    if first := other_writer(article, user):
        notices.tell(first.user, article, _taken(user))
        audit.record(Act.Verb.TAKE_OVER, article, by=user, detail=name_of(first.user))
    now = timezone.now()
    _write_down(article, user, since=now, now=now)


def stop_writing(article: Article, user: AbstractBaseUser) -> None:
    """Let the place of this user, and of nobody else, be free after a moment."""
    Writer.objects.filter(article=article, user=user).update(seen_at=timezone.now() - STALE + GRACE)


def name_of(user: AbstractBaseUser) -> str:
    return user.get_full_name() or user.get_username()


def _write_down(article: Article, user: AbstractBaseUser, *, since: datetime, now: datetime) -> Writer:
    facts = {"user": user, "since": since, "seen_at": now}
    writer, _created = Writer.objects.update_or_create(article=article, defaults=facts)
    return writer


class WritersAdmin(admin.ModelAdmin):
    """Tells the second editor who is writing, and lets one with the right take over."""

    def get_urls(self):
        wrap = self.admin_site.admin_view
        return [
            path("<int:pk>/writing/", wrap(self.writing_view), name="articles_article_writing"),
            path("<int:pk>/take-over/", wrap(self.take_over_view), name="articles_article_take_over"),
            *super().get_urls(),
        ]

    def render_change_form(self, request, context, add=False, change=False, form_url="", obj=None):
        if obj and rights.may_write(request.user, obj):
            other = other_writer(obj, request.user)
            context |= {
                "writing": {
                    "url": reverse("admin:articles_article_writing", args=[obj.pk]),
                    "beat": BEAT,
                    "idle": IDLE,
                    "other": bool(other),
                },
                "other_writer": _in_words(other) if other else "",
                "may_take_over": rights.may_publish(request.user, obj),
            }
            context["media"] += forms.Media(js=[forms.Script("articles/desk/writer.js", type="module")])
        return super().render_change_form(request, context, add=add, change=change, form_url=form_url, obj=obj)

    @method_decorator(require_POST)
    def writing_view(self, request, pk: int) -> JsonResponse:
        """Hear that a form is open (or, with `leaves`, that it is closed); answer who is writing."""
        article = self._writable(request, pk)
        if "leaves" in request.POST:
            stop_writing(article, request.user)
            return JsonResponse({"mine": False})
        writer = still_writing(article, request.user)
        if writer.user_id == request.user.pk:
            return JsonResponse({"mine": True})
        with timezone.override(article.edition.zone):
            return JsonResponse({"mine": False, "said": _in_words(writer), "taken": _taken(writer.user)})

    @method_decorator(require_POST)
    def take_over_view(self, request, pk: int) -> HttpResponse:
        """Make this user the writer, by right, or because nobody is writing any more."""
        article = self._writable(request, pk)
        other = other_writer(article, request.user)
        if other and not rights.may_publish(request.user, article):
            refusal = _("You may not take over from %s; ask them to close the story.")
            raise PermissionDenied(refusal % name_of(other.user))
        take_over(article, request.user)
        if other:
            said = _("You are writing now. %s has been told, and their text is kept.") % name_of(other.user)
            self.message_user(request, said, messages.SUCCESS)
        return HttpResponseRedirect(reverse("admin:articles_article_change", args=[pk]))

    def _writable(self, request, pk: int) -> Article:
        article = Article.objects.select_related("edition").filter(pk=pk).first()
        if article is None:
            raise Http404(_("There is no article %d.") % pk)
        if not rights.may_write(request.user, article):
            raise PermissionDenied(_("You may not change this story."))
        return article


def _taken(user: AbstractBaseUser) -> str:
    return _("%s has taken over the writing. Your text is kept.") % name_of(user)


def _in_words(writer: Writer) -> str:
    since = formats.time_format(timezone.localtime(writer.since), "H:i")
    return _("%(name)s is writing on this story since %(time)s.") % {"name": name_of(writer.user), "time": since}
