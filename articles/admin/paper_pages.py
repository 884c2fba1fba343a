"""The pages about the paper itself, which a chief editor writes, and the page of a topic, under its tag."""

from __future__ import annotations

from django import forms
from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from articles.admin.base import EditorialFields, PaperFactAdmin
from articles.admin.khmer_text import MendedAdmin, MendedForm
from articles.admin.prose import ProseAdmin
from articles.models import PaperPage, TopicPage


class PaperPageForm(MendedForm):
    class Meta:
        widgets = {"summary": forms.Textarea(attrs={"rows": 2, "class": "vLargeTextField"})}


class TopicPageForm(MendedForm):
    class Meta:
        widgets = {"introduction": forms.Textarea(attrs={"rows": 3, "class": "vLargeTextField"})}


@admin.register(PaperPage)
class PaperPageAdmin(ProseAdmin, MendedAdmin, PaperFactAdmin):
    form = PaperPageForm
    list_display = ("title", "edition", "kind", "is_public", "in_footer", "order", "changed_at")
    list_editable = ("order",)
    list_filter = ("edition", "kind", "is_public")
    list_select_related = ("edition",)
    search_fields = ("title", "slug")
    readonly_fields = ("changed_at",)
    fieldsets = (
        (None, {"fields": ("edition", "kind", "title", "summary", "body")}),
        (_("Where readers find it"), {"fields": ("is_public", "slug", "in_footer", "order", "changed_at")}),
    )

    def view_on_site(self, page: PaperPage) -> str | None:
        return page.get_absolute_url() if page.is_public else None


class TopicPageInline(EditorialFields, admin.StackedInline):
    model = TopicPage
    form = TopicPageForm
    extra = 0
    autocomplete_fields = ("picture",)
    verbose_name_plural = _("what stands above its stories, in each edition")
