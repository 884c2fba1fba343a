"""The audit log to be read: all of it on a page of its own, and a story's on its history page."""

from __future__ import annotations

from django.contrib import admin
from django.contrib.admin.utils import unquote
from django.contrib.auth import get_user_model
from django.db.models import QuerySet
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from articles.admin.base import RecordAdmin
from articles.models import Act

#: So many of a story's acts are on its history page.
SHOWN = 200


class WhoFilter(admin.SimpleListFilter):
    """Those who work at the desk. Django's own filter would look through the whole log for who is in it."""

    title = _("who")
    parameter_name = "who"

    def lookups(self, request, model_admin):
        people = get_user_model().objects.filter(is_staff=True).order_by("username")
        return [*((str(person.pk), person.get_username()) for person in people), ("none", _("The clock or a command"))]

    def queryset(self, request, queryset):
        wanted = self.value() or ""
        if wanted.isdecimal() and len(wanted) < 19:
            return queryset.filter(by=wanted)
        return queryset.filter(by=None) if wanted == "none" else queryset


@admin.register(Act)
class ActAdmin(RecordAdmin):
    list_display = ("at", "who", "verb", "story", "revision", "detail")
    list_display_links = ("at",)
    list_filter = (WhoFilter, "verb", "at")
    list_select_related = ("by",)
    ordering = ("-at", "-pk")
    sortable_by = ()
    search_fields = ("headline",)
    search_help_text = _("Words of the headline that the story had then")
    fields = ("at", "who", "verb", "story", "revision", "detail")
    readonly_fields = ("who", "story")

    @admin.display(description=_("by"))
    def who(self, act):
        return act.by or _("the clock or a command")

    @admin.display(description=_("story"))
    def story(self, act):
        if act.article_id is None:
            return "–"
        name = act.headline or f"{act.article_id}"
        if act.verb == Act.Verb.DELETE:
            return name
        past = reverse("admin:articles_article_history", args=[act.article_id])
        return format_html('<a href="{}">{}</a>', past, name)


class AuditedAdmin(admin.ModelAdmin):
    """Tells on a story's history page what was done to it, by whom and when."""

    def history_view(self, request, object_id, extra_context=None):
        key = unquote(object_id)
        acts = _acts(key) if key.isdecimal() else []
        return super().history_view(request, object_id, {"acts": acts} | (extra_context or {}))


def _acts(article: str) -> QuerySet[Act]:
    return Act.objects.filter(article_id=article).select_related("by").order_by("-pk")[:SHOWN]
