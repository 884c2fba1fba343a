"""Text that is typed and not saved yet: kept by itself, offered again, thrown away. For the article's admin.

What is kept is the form as the browser sends it, in `Autosave`: never in the article, and shown to nobody else.
"""

from __future__ import annotations

from collections.abc import Sequence
from http import HTTPStatus
from zoneinfo import ZoneInfo

from django import forms
from django.contrib import messages
from django.contrib.admin.options import IS_POPUP_VAR
from django.contrib.admin.utils import unquote
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse, HttpResponseRedirect, JsonResponse
from django.middleware.csrf import get_token
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils import formats, timezone
from django.utils.translation import gettext as _

from articles.admin import beside, conflicts, kept, rights, sent
from articles.admin.kept import KEY, KEYS
from articles.admin.refilling import RefillingAdmin
from articles.admin.stamps import RESTORE
from articles.models import Article, Autosave, Edition


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
        if request.method == "GET" and (key := request.GET.get(RESTORE)) and not hasattr(request, "kept"):
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
            kept.keep(request.user, self.get_object(request, unquote(object_id)) if object_id else None, post, key)
        return response

    def save_related(self, request, form, formsets, change):
        super().save_related(request, form, formsets, change)
        Autosave.objects.filter(user=request.user, draft_key=request.POST.get(KEY, "")).delete()

    def _brought_back(self, request, object_id: str | None, key: str) -> sent.Values | None:
        """Return the form as it was kept, on top of what was saved since in places that it did not touch."""
        stories = Autosave.objects.filter(user=request.user, draft_key=key, address="").select_related("article")
        autosave = stories.first()
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
        key = kept.key_of((filled or sent.listed(request.POST)).get(KEY, [""])[0])
        offered = [] if request.method == "POST" else kept.unsaved(request.user, article=article, address="")
        return {
            KEY: key,
            "unsaved": [text for text in offered if text.key != key],
            "keeping": kept.facts(
                request,
                form="article_form",
                url=_autosave_address(article),
                shelf=article.pk if article else "new",
                unsaved=filled is not None or request.method == "POST",
            ),
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
        kept.keep(request.user, article, sent.listed(request.POST), key)
        return JsonResponse({"said": _("Kept at %s.") % _clock(article)})

    # --- A page of its own --------------------------------------------------------------------------------------

    def unsaved_view(self, request, key: str) -> HttpResponse:
        """Show an own unsaved text beside what is saved (GET), or throw it away (POST)."""
        autosave = Autosave.objects.filter(user=request.user, draft_key=key).select_related("article").first()
        if autosave is None:
            raise Http404(_("You have no such unsaved text."))
        if autosave.address:
            return self._of_another_page(request, autosave)
        if not rights.may_write(request.user, autosave.article):
            raise PermissionDenied(_("You may not change this story."))
        if request.method == "POST":
            autosave.delete()
            self.message_user(request, _("The unsaved text is thrown away."), messages.SUCCESS)
            return HttpResponseRedirect(kept.page_of_story(autosave.article_id))
        with timezone.override(_zone(autosave.article)):
            context = {
                **self.admin_site.each_context(request),
                "is_nav_sidebar_enabled": False,
                "title": _("Your unsaved text"),
                "opts": self.opts,
                "article": autosave.article,
                "language": autosave.article.edition.language if autosave.article else "",
                "offered": [kept.offer(autosave)],
                "parts": self._differing(request, autosave),
                "media": self.media
                + forms.Media(css={"all": ["articles/desk/revisions.css", "articles/desk/kept.css"]}),
            }
            return TemplateResponse(request, "admin/articles/article/unsaved.html", context).render()

    def _of_another_page(self, request, autosave: Autosave) -> HttpResponse:
        """Show it in its form (GET), where alone it can be read; or throw it away (POST)."""
        if request.method != "POST":
            return HttpResponseRedirect(kept.offer(autosave).bring_back)
        autosave.delete()
        self.message_user(request, _("The unsaved text is thrown away."), messages.SUCCESS)
        return HttpResponseRedirect(reverse("admin:index"))

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


def _clock(article: Article | None) -> str:
    return formats.time_format(timezone.localtime(timezone=_zone(article)), "H:i:s")


def _zone(article: Article | None) -> ZoneInfo:
    """The zone that the article's own page tells times in."""
    edition = article.edition if article else Edition.objects.first()
    return edition.zone if edition else timezone.get_default_timezone()
