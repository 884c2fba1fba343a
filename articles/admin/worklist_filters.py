"""Narrowing the list of stories by the work on them: whose it is, until when, and what needs another look."""

from __future__ import annotations

from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from articles.admin import rights
from articles.desk import lapsed, remarks, worklists


class WhoseFilter(admin.SimpleListFilter):
    title = _("whose")
    parameter_name = "whose"

    def lookups(self, request, model_admin):
        mine = [("mine", _("My stories"))]
        return [*mine, ("to_publish", _("In my sections"))] if rights.may_publish_somewhere(request.user) else mine

    def queryset(self, request, queryset):
        if self.value() == "mine":
            return queryset.filter(worklists.of(request.user))
        return rights.publishable(request.user, queryset) if self.value() == "to_publish" else queryset


class AssigneeFilter(admin.SimpleListFilter):
    title = _("assigned to")
    parameter_name = "assignee"

    def lookups(self, request, model_admin):
        people = ((str(person.pk), person.get_username()) for person in remarks.colleagues())
        return [("me", _("Me")), ("nobody", _("Nobody")), *people]

    def queryset(self, request, queryset):
        return worklists.assigned(queryset, self.value() or "", request.user)


class DeadlineFilter(admin.SimpleListFilter):
    title = _("deadline")
    parameter_name = "due"
    #: What each value stands for.
    conditions = {"late": worklists.late, "today": worklists.due_today, "week": worklists.due_in_a_week}

    def lookups(self, request, model_admin):
        return [("late", _("Late")), ("today", _("Still due today")), ("week", _("In the next seven days"))]

    def queryset(self, request, queryset):
        condition = self.conditions.get(self.value())
        return queryset.filter(condition()) if condition else queryset


class PicturesFilter(admin.SimpleListFilter):
    title = _("pictures")
    parameter_name = "pictures"

    def lookups(self, request, model_admin):
        return [("lapsed", _("With a picture whose licence has ended"))]

    def queryset(self, request, queryset):
        return queryset.filter(pk__in=lapsed.live().values("pk")) if self.value() == "lapsed" else queryset
