"""Views of the list of stories that somebody comes back to: named once, one click away ever after."""

from __future__ import annotations

from django import forms
from django.contrib import admin, messages
from django.contrib.admin.views.main import ERROR_FLAG, PAGE_VAR
from django.core.exceptions import PermissionDenied
from django.http import HttpResponseRedirect, QueryDict
from django.shortcuts import get_object_or_404
from django.urls import path, reverse
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from articles.admin import rights
from articles.models import SavedFilter

#: So many stand above the list; more would hide it.
MOST = 30
#: What in the list's address is no filter: the page, an error's mark, what makes a pop-up of it.
PASSING = (PAGE_VAR, ERROR_FLAG, "_popup", "_to_field", "all")


class SavedFilterForm(forms.ModelForm):
    class Meta:
        model = SavedFilter
        fields = ("name", "query")

    def clean_query(self):
        return as_filters(self.cleaned_data["query"])


def as_filters(query: str) -> str:
    """Return the filters of a list's address, in one order whatever order they were chosen in."""
    chosen = QueryDict(query, mutable=True)
    for name in PASSING:
        chosen.pop(name, None)
    ordered = QueryDict(mutable=True)
    for name in sorted(chosen):
        ordered.setlist(name, chosen.getlist(name))
    return ordered.urlencode()


class SavedFiltersAdmin(admin.ModelAdmin):
    """Each person's own filters above the list; nobody sees, uses up or deletes another's."""

    def get_urls(self):
        wrap = self.admin_site.admin_view
        return [
            path("filters/", wrap(self.save_filter_view), name="articles_article_save_filter"),
            path("filters/<int:pk>/delete/", wrap(self.delete_filter_view), name="articles_article_delete_filter"),
            *super().get_urls(),
        ]

    def changelist_view(self, request, extra_context=None):
        now = as_filters(request.GET.urlencode())
        saved = list(SavedFilter.objects.filter(user=request.user)[:MOST])
        context = {
            "saved_filters": saved,
            "filters_now": now,
            # The list needs the width; the way to other pages is above it.
            "is_nav_sidebar_enabled": False,
            "may_save_filter": bool(now) and all(row.query != now for row in saved) and len(saved) < MOST,
        }
        return super().changelist_view(request, context | (extra_context or {}))

    @method_decorator(require_POST)
    def save_filter_view(self, request) -> HttpResponseRedirect:
        """Keep the filters of `query` under a name; a name that is there already means these filters from now on."""
        _may_use_the_list(request)
        mine = SavedFilter.objects.filter(user=request.user)
        known = mine.filter(name=request.POST.get("name", "").strip()).first()
        form = SavedFilterForm(request.POST, instance=known or SavedFilter(user=request.user))
        if known is None and mine.count() >= MOST:
            self.message_user(request, _("You have %d saved filters; delete one first.") % MOST, messages.ERROR)
        elif form.is_valid():
            self.message_user(request, _("The filter “%s” is saved.") % form.save(), messages.SUCCESS)
        else:
            errors = " ".join(f"{form.fields[name].label}: {' '.join(said)}" for name, said in form.errors.items())
            self.message_user(request, errors, messages.ERROR)
        return _back(request)

    @method_decorator(require_POST)
    def delete_filter_view(self, request, pk: int) -> HttpResponseRedirect:
        _may_use_the_list(request)
        get_object_or_404(SavedFilter, pk=pk, user=request.user).delete()
        return _back(request)


def _may_use_the_list(request) -> None:
    if not rights.may_read(request.user):
        raise PermissionDenied(_("You may not see the desk’s stories."))


def _back(request) -> HttpResponseRedirect:
    """To the list, with the filters that it had."""
    filters = as_filters(request.POST.get("query", ""))
    return HttpResponseRedirect(f"{reverse('admin:articles_article_changelist')}?{filters}")
