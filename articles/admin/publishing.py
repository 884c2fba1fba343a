"""The press at the editor's hand: publish, schedule and preview from the pages of a story."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.http import Http404, HttpResponse, HttpResponseNotAllowed
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils import timezone
from django.utils.html import format_html, format_html_join
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from articles import language, press, snapshot
from articles.admin import forecast, rights, state
from articles.models import Article, PublishedArticle, Section
from articles.page import pages
from articles.story import compose_draft

#: Buttons of the article's page that reach readers, now or by the clock.
PRESS_BUTTONS = frozenset(("_publish", "_schedule", "_unschedule", "_withdraw", "_keep"))
#: So many stories at once go through one request.
AT_ONCE = 100


class PublishingAdmin(admin.ModelAdmin):
    """The verbs of the press for an article's admin; who lacks the right gets 403, whatever the page showed."""

    actions = ("publish_selected",)

    def has_publish_permission(self, request, obj: Article | None = None) -> bool:
        """Whether the user publishes this story; without one, whether they publish at all."""
        return rights.may_publish(request.user, obj) if obj else rights.may_publish_somewhere(request.user)

    def get_urls(self):
        wrap = self.admin_site.admin_view
        return [
            path("add/forecast/", wrap(self.forecast_view), name="articles_article_forecast_new"),
            path("<int:pk>/forecast/", wrap(self.forecast_view), name="articles_article_forecast"),
            path("<int:pk>/preview/", wrap(self.preview_view), name="articles_article_preview"),
            path("<int:pk>/preview/<int:number>/", wrap(self.preview_view), name="articles_article_preview_revision"),
            *super().get_urls(),
        ]

    # --- The article's page -------------------------------------------------------------------------------------

    def changeform_view(self, request, object_id=None, form_url="", extra_context=None):
        if PRESS_BUTTONS & request.POST.keys() and not self.has_publish_permission(request):
            raise PermissionDenied(_("You may not publish, schedule or withdraw stories."))
        return super().changeform_view(request, object_id, form_url, extra_context)

    def render_change_form(self, request, context, add=False, change=False, form_url="", obj=None):
        name, keys = ("forecast", [obj.pk]) if obj else ("forecast_new", [])
        context |= {
            "media": context["media"]
            + forms.Media(
                css={"all": ["articles/desk/press.css"]}, js=[forms.Script("articles/desk/press.js", type="module")]
            ),
            "forecast_url": reverse(f"admin:articles_article_{name}", args=keys),
            "forecast": forecast.of(obj, _as_saved(obj), at=obj.publish_at) if obj else None,
            "closed_to": _closed_to(request.user, obj),
        }
        return super().render_change_form(request, context, add=add, change=change, form_url=form_url, obj=obj)

    def press_after_saving(self, request, article: Article, go_live_at) -> None:
        """Do with the revision that was saved (`saved_as`) what the button says besides; say what came of it."""
        if not PRESS_BUTTONS & request.POST.keys():
            return
        if refusal := _closed_to(request.user, article):
            self._say_not_ready(request, _("It is saved, but readers do not get it:"), [refusal])
            return
        try:
            self._press(request, article, go_live_at)
        except press.NotReady as refusal:
            self._say_not_ready(request, _("It is saved, but readers do not get it yet:"), refusal.reasons)

    def _press(self, request, article: Article, go_live_at) -> None:
        by = request.user
        if "_publish" in request.POST:
            self._say_live(request, [press.publish(article, by=by, revision=article.saved_as)])
        elif "_schedule" in request.POST:
            press.schedule(article, by=by, at=go_live_at, revision=article.saved_as)
            self.message_user(request, _("It goes live at %s.") % state.moment(go_live_at), messages.SUCCESS)
        elif "_unschedule" in request.POST:
            press.unschedule(article, by=by)
            self.message_user(request, _("It is not scheduled any more."), messages.SUCCESS)
        elif "_keep" in request.POST:
            press.keep(article, by=by)
            self.message_user(request, _("It stays in the paper."), messages.SUCCESS)

    def _say_live(self, request, published: Sequence[PublishedArticle]) -> None:
        if published:
            heading = ngettext("Live now:", "Live now, %(number)d stories:", len(published)) % {
                "number": len(published)
            }
            links = format_html_join(", ", "{}", ((state.link(row.path),) for row in published))
            self.message_user(request, format_html("{} {}", heading, links), messages.SUCCESS)

    def _say_not_ready(self, request, heading: str, reasons: Sequence[str]) -> None:
        points = format_html_join("", "<li>{}</li>", ((reason,) for reason in reasons))
        self.message_user(request, format_html("{}<ul>{}</ul>", heading, points), messages.ERROR)

    # --- Pages of their own -------------------------------------------------------------------------------------

    def forecast_view(self, request, pk: int | None = None) -> HttpResponse:
        """Answer a form that was sent here (POST) with what the press would make of it, in words. Writes nothing."""
        article = self._article(request, pk) if pk else None
        if not rights.may_write(request.user, article):
            raise PermissionDenied(_("You may not change this story."))
        if request.method != "POST":
            return HttpResponseNotAllowed(["POST"])
        with timezone.override(self._zone(str(pk) if pk else None)), transaction.atomic():
            typed, content = self._as_typed(request, article)
            content["slug"] = content["slug"] or language.slug(content["headline"], max_length=120)
            context = {
                "forecast": forecast.of(typed, content, at=_time(request.POST.get("go_live_at", ""))),
                "may_publish": self.has_publish_permission(request, article),
                "closed_to": _closed_to(request.user, typed),
            }
            response = TemplateResponse(request, "admin/articles/article/_forecast.html", context).render()
            transaction.set_rollback(True)
        response["Cache-Control"] = "private, no-store"
        return response

    def preview_view(self, request, pk: int, number: int | None = None) -> HttpResponse:
        """Show a revision (the newest, unless told) as the page that readers would get."""
        if not self.has_view_permission(request):
            raise PermissionDenied(_("You may not see this story."))
        article = self._article(request, pk)
        revision = article.revisions.filter(number=number).first() if number else snapshot.newest(article)
        if revision is None:
            raise Http404(_("This story has no such revision."))
        story = compose_draft(article, revision)
        response = HttpResponse(pages.story(story, request.build_absolute_uri("/").removesuffix("/")))
        response["Cache-Control"] = "private, no-store"
        response["X-Robots-Tag"] = "noindex, nofollow"
        return response

    def _article(self, request, pk: int) -> Article:
        article = self.get_object(request, str(pk))
        if article is None:
            raise Http404(_("There is no article %d.") % pk)
        return article

    # --- Many at once -------------------------------------------------------------------------------------------

    @admin.action(permissions=["publish"], description=gettext_lazy("Publish the chosen stories as they are saved"))
    def publish_selected(self, request, queryset):
        published = []
        for article in self._few(request, queryset):
            try:
                self._ask_for_right(request, article)
                published.append(press.publish(article, by=request.user))
            except press.NotReady as refusal:
                self._say_not_ready(request, _("“%s” is not published:") % article, refusal.reasons)
        self._say_live(request, published)

    def _ask_for_right(self, request, article: Article) -> None:
        """Raises NotReady in a sentence where this user does not publish in the article's section."""
        if refusal := _closed_to(request.user, article):
            raise press.NotReady([refusal])

    def _few(self, request, queryset) -> list[Article]:
        articles = list(queryset[: AT_ONCE + 1])
        if len(articles) > AT_ONCE:
            self.message_user(
                request, _("Choose at most %d stories at once; nothing was done.") % AT_ONCE, messages.ERROR
            )
            return []
        return articles


def _time(typed: str) -> datetime | None:
    """Read a time as the form's own field does; a half-typed one is none yet."""
    try:
        return forms.DateTimeField(required=False).clean(typed)
    except ValidationError:
        return None


def _as_saved(article: Article) -> dict:
    newest = snapshot.newest(article)
    return snapshot.read(newest) if newest else snapshot.of(article)


def _closed_to(user, article: Article | None) -> str:
    """Say who publishes this story, where the user does so only elsewhere; nothing for all others."""
    if article is None or not rights.may_publish_somewhere(user):
        return ""
    closed = Section.objects.filter(pk__in=rights.closed_to(user, article)).prefetch_related("editors")
    sections = [f"{section.name} ({', '.join(map(str, section.editors.all()))})" for section in closed]
    return _("You do not publish in this section; others do: %s") % ", ".join(sections) if sections else ""
