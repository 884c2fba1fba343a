"""Text that is typed and not saved yet: kept by itself, offered again, thrown away. For the article's admin.

What is kept is the form as the browser sends it, in `Autosave`: never in the article, and shown to nobody else.
"""

from __future__ import annotations

import re
import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from http import HTTPStatus
from zoneinfo import ZoneInfo

from django import forms
from django.contrib import messages
from django.contrib.admin.options import IS_POPUP_VAR
from django.contrib.admin.utils import unquote
from django.contrib.auth import get_user_model
from django.contrib.auth.models import AbstractBaseUser
from django.core import signing
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse, HttpResponseRedirect, JsonResponse
from django.middleware.csrf import get_token
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils import formats, timezone
from django.utils.translation import gettext as _

from articles import body
from articles.admin import beside, conflicts, rights, sent
from articles.admin.refilling import RefillingAdmin
from articles.models import Article, Autosave, Edition

#: What names a form in the browser; made when the form is opened.
KEY = "draft_key"
KEYS = re.compile(r"[0-9a-zA-Z-]{8,40}")
RESTORE = "restore"
#: The field that says who opened the form, also when the session is over.
STAMP = "opened_by"
STAMP_LASTS = timedelta(days=30)
#: So many unsaved texts are offered at once; the others after these are saved or thrown away.
OFFERED = 5


@dataclass(frozen=True, slots=True)
class Unsaved:
    """A text that its writer has not saved: what it is, when it was kept, and the addresses to go on from."""

    key: str
    article: int | None
    headline: str
    saved_at: datetime
    bring_back: str
    look: str


def unsaved(user: AbstractBaseUser, **where) -> list[Unsaved]:
    """Return the texts that this user has not saved, the newest first; `where` narrows by the fields of Autosave."""
    kept = Autosave.objects.filter(user=user, **where).select_related("article").order_by("-saved_at", "-pk")
    return [offer(autosave) for autosave in kept[:OFFERED]]


def keep(user: AbstractBaseUser, article: Article | None, values: sent.Values, key: str) -> Autosave:
    """Keep what the form with this key holds now, in place of what it held before."""
    # PostgreSQL has no NUL in a text; a browser sends one only where somebody pasted it.
    fields = {
        name: [text.replace("\0", "") for text in texts]
        for name, texts in values.items()
        if conflicts.is_typed(name) and name != STAMP
    }
    facts = {"article": article, "fields": fields, "base_revision": conflicts.base_of(fields)}
    autosave, _created = Autosave.objects.update_or_create(user=user, draft_key=key, defaults=facts)
    return autosave


@dataclass(frozen=True, slots=True)
class Opened:
    """A form that somebody opened who may write what it holds: who, on which story (none: a new one), and its key."""

    user: AbstractBaseUser
    article: Article | None
    key: str

    @property
    def article_pk(self) -> str:
        return str(self.article.pk) if self.article else ""


def stamp(user: AbstractBaseUser, article: Article | None, key: str) -> str:
    """Return the proof that this form was opened by this user, who alone ever sees it."""
    return signing.dumps([user.pk, article.pk if article else None, key], salt=STAMP)


def opened_by(post: Mapping[str, str]) -> Opened | None:
    """Return who opened the form that was sent; None without a stamp of this very form, or where they may not write."""
    try:
        user_pk, article_pk, key = signing.loads(post.get(STAMP, ""), salt=STAMP, max_age=STAMP_LASTS)
    except signing.BadSignature:
        return None
    user = get_user_model().objects.filter(pk=user_pk, is_active=True, is_staff=True).first()
    article = Article.objects.filter(pk=article_pk).select_related("edition").first() if article_pk else None
    if user is None or key != post.get(KEY) or (article_pk and not article) or not rights.may_write(user, article):
        return None
    return Opened(user, article, key)


def offer(autosave: Autosave) -> Unsaved:
    """Return the text as its writer is offered it."""
    form = ("change", [autosave.article_id]) if autosave.article_id else ("add", [])
    address = reverse(f"admin:articles_article_{form[0]}", args=form[1])
    return Unsaved(
        autosave.draft_key,
        autosave.article_id,
        _headline(autosave),
        autosave.saved_at,
        f"{address}?{RESTORE}={autosave.draft_key}",
        reverse("admin:articles_article_unsaved", args=[autosave.draft_key]),
    )


def _headline(autosave: Autosave) -> str:
    typed = " ".join(autosave.fields.get("headline", [""])[0].split())
    opening = body.to_text(autosave.fields.get("body", [""])[0])[:60]
    return typed or (autosave.article and autosave.article.headline) or opening or _("A story without a headline")


class AutosavingAdmin(RefillingAdmin):
    """Keeps the form of whoever may write the story, and gives it back to that person alone."""

    def get_urls(self):
        wrap = self.admin_site.admin_view
        return [
            path("autosave/", wrap(self.autosave_view), name="articles_article_autosave_new"),
            path("<int:pk>/autosave/", wrap(self.autosave_view), name="articles_article_autosave"),
            path("unsaved/<str:key>/", wrap(self.unsaved_view), name="articles_article_unsaved"),
            *super().get_urls(),
        ]

    # --- The form -----------------------------------------------------------------------------------------------

    def _changeform_view(self, request, object_id, form_url, extra_context):
        if request.method == "POST":
            return self._kept_unless_saved(request, object_id, form_url, extra_context)
        if request.method == "GET" and (key := request.GET.get(RESTORE)):
            if values := self._brought_back(request, object_id, key):
                self.message_user(request, _("Your text is back in the form. It is not saved yet."), messages.INFO)
                return self.refilled(request, object_id, form_url, extra_context, values)
            self.message_user(request, _("This unsaved text is not there any more."), messages.WARNING)
        return super()._changeform_view(request, object_id, form_url, extra_context)

    def _kept_unless_saved(self, request, object_id, form_url, extra_context) -> HttpResponse:
        """Save as ever; where the form comes back, with errors or a question, keep what it holds."""
        post, key = sent.listed(request.POST), request.POST.get(KEY, "")
        response = super()._changeform_view(request, object_id, form_url, extra_context)
        if response.status_code == HTTPStatus.OK and KEYS.fullmatch(key) and IS_POPUP_VAR not in post:
            keep(request.user, self.get_object(request, unquote(object_id)) if object_id else None, post, key)
        return response

    def save_related(self, request, form, formsets, change):
        super().save_related(request, form, formsets, change)
        Autosave.objects.filter(user=request.user, draft_key=request.POST.get(KEY, "")).delete()

    def _brought_back(self, request, object_id: str | None, key: str) -> sent.Values | None:
        """Return the form as it was kept, on top of what was saved since in places that it did not touch."""
        autosave = Autosave.objects.filter(user=request.user, draft_key=key).select_related("article").first()
        article = autosave and autosave.article
        if autosave is None or str(article.pk if article else "") != (object_id or ""):
            return None
        if not rights.may_write(request.user, article):
            return None
        form, formsets = self.as_saved(request, article)
        if article:
            return conflicts.reopened(conflicts.meet(form, formsets, autosave.fields, ask=False))
        return conflicts.begun_anew(formsets, autosave.fields)

    def render_change_form(self, request, context, add=False, change=False, form_url="", obj=None):
        if rights.may_write(request.user, obj):
            context |= self._keeping(request, obj)
            context["media"] += forms.Media(
                css={"all": ["articles/desk/kept.css"]},
                js=[forms.Script("articles/desk/autosave.js", type="module")],
            )
        return super().render_change_form(request, context, add=add, change=change, form_url=form_url, obj=obj)

    def _keeping(self, request, article: Article | None) -> dict:
        """What the form needs to keep itself, and the texts that it offers."""
        filled = getattr(request, "refill", None)
        sent_key = (filled or sent.listed(request.POST)).get(KEY, [""])[0]
        key = sent_key if KEYS.fullmatch(sent_key) else str(uuid.uuid4())
        offered = [] if request.method == "POST" else unsaved(request.user, article=article)
        return {
            KEY: key,
            STAMP: stamp(request.user, article, key),
            "unsaved": [text for text in offered if text.key != key],
            "keeping": {
                "url": _autosave_address(article),
                "login": reverse("admin:login"),
                "user": request.user.pk,
                "article": article.pk if article else "new",
                "unsaved": filled is not None or request.method == "POST",
                "say": _sentences(),
            },
        }

    # --- For the page's script ----------------------------------------------------------------------------------

    def autosave_view(self, request, pk: int | None = None) -> JsonResponse:
        """Keep the form that is sent (POST). GET tells who is logged in, and the token that a POST needs by now."""
        if request.method != "POST":
            return JsonResponse({"user": request.user.pk, "token": get_token(request)})
        article = Article.objects.filter(pk=pk).select_related("edition").first() if pk else None
        if (pk and not article) or not rights.may_write(request.user, article):
            refusal = _("You may not change this story, so the desk does not keep your text; it is kept here.")
            return JsonResponse({"said": refusal}, status=HTTPStatus.FORBIDDEN)
        key = request.POST.get(KEY, "")
        if not KEYS.fullmatch(key):
            return JsonResponse({"said": _("The form has no key; open it anew.")}, status=HTTPStatus.BAD_REQUEST)
        keep(request.user, article, sent.listed(request.POST), key)
        return JsonResponse({"said": _("Kept at %s.") % _clock(article)})

    # --- A page of its own --------------------------------------------------------------------------------------

    def unsaved_view(self, request, key: str) -> HttpResponse:
        """Show an own unsaved text beside what is saved (GET), or throw it away (POST)."""
        autosave = Autosave.objects.filter(user=request.user, draft_key=key).select_related("article").first()
        if autosave is None:
            raise Http404(_("You have no such unsaved text."))
        if not rights.may_write(request.user, autosave.article):
            raise PermissionDenied(_("You may not change this story."))
        if request.method == "POST":
            autosave.delete()
            self.message_user(request, _("The unsaved text is thrown away."), messages.SUCCESS)
            return HttpResponseRedirect(offer(autosave).bring_back.partition("?")[0])
        with timezone.override(_zone(autosave.article)):
            context = {
                **self.admin_site.each_context(request),
                "is_nav_sidebar_enabled": False,
                "title": _("Your unsaved text"),
                "opts": self.opts,
                "article": autosave.article,
                "language": autosave.article.edition.language if autosave.article else "",
                "offered": [offer(autosave)],
                "parts": self._differing(request, autosave),
                "media": self.media
                + forms.Media(css={"all": ["articles/desk/revisions.css", "articles/desk/kept.css"]}),
            }
            return TemplateResponse(request, "admin/articles/article/unsaved.html", context).render()

    def _differing(self, request, autosave: Autosave) -> Sequence[beside.Beside]:
        """The parts in which the text that was kept says something else than what is saved."""
        article = autosave.article
        form, formsets = self.as_saved(request, article)
        saved, kept = sent.parts(form, formsets, sent.of(form, formsets)), sent.parts(form, formsets, autosave.fields)
        spoken = article.edition.language if article else "en"
        return [
            beside.of(form, formsets, name, saved[name], kept[name], spoken=spoken)
            for name in saved
            if kept[name] and sent.digest(saved[name]) != sent.digest(kept[name])
        ]


def _autosave_address(article: Article | None) -> str:
    if article is None:
        return reverse("admin:articles_article_autosave_new")
    return reverse("admin:articles_article_autosave", args=[article.pk])


def _sentences() -> dict[str, str]:
    """What the script says by itself: only where the desk's server cannot be asked."""
    return {
        "offline": _("No connection. Your text is kept in this browser; the desk gets it as soon as it answers."),
        "loggedOut": _("You are logged out. Your text is kept in this browser and nothing is lost."),
        "logIn": _("Log in in another tab, then come back here"),
        "another": _("Somebody else is logged in here now. Your text is kept in this browser for you alone."),
        "failing": _("The desk does not answer properly. Your text is kept in this browser, and it is tried again."),
        "notSaved": _("Not saved."),
        "noRoom": _("This browser has no room for a copy of your text. Do not close this page before it is saved."),
    }


def _clock(article: Article | None) -> str:
    return formats.time_format(timezone.localtime(timezone=_zone(article)), "H:i:s")


def _zone(article: Article | None) -> ZoneInfo:
    """The zone that the article's own page tells times in."""
    edition = article.edition if article else Edition.objects.first()
    return edition.zone if edition else timezone.get_default_timezone()
