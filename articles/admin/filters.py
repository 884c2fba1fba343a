"""What the desk narrows its list of stories by."""

from __future__ import annotations

from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from articles.admin import state
from articles.admin.rights import written_by
from articles.models import Section


class MineFilter(admin.SimpleListFilter):
    title = _("whose")
    parameter_name = "whose"

    def lookups(self, request, model_admin):
        return [("mine", _("My stories"))]

    def queryset(self, request, queryset):
        return queryset.filter(written_by(request.user)) if self.value() == "mine" else queryset


class LiveStateFilter(admin.SimpleListFilter):
    title = _("what readers see")
    parameter_name = "state"

    def lookups(self, request, model_admin):
        return state.LiveState.choices

    def queryset(self, request, queryset):
        wanted = self.value()
        return state.in_state(queryset, wanted) if wanted in state.LiveState.values else queryset


class SectionFilter(admin.SimpleListFilter):
    """Django's own would ask for the edition of each section one by one."""

    title = _("section")
    parameter_name = "section"

    def lookups(self, request, model_admin):
        sections = Section.objects.select_related("edition")
        return [*((section.pk, str(section)) for section in sections), ("none", _("No section yet"))]

    def queryset(self, request, queryset):
        wanted = self.value() or ""
        if wanted.isdecimal() and len(wanted) < 19:
            return queryset.filter(section=wanted)
        return queryset.filter(section=None) if wanted == "none" else queryset
