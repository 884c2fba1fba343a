"""What every page of the desk has in common. For the modules of this package only."""

from __future__ import annotations

from django.contrib import admin
from django.contrib.admin.helpers import ACTION_CHECKBOX_NAME
from django.contrib.admin.views.main import ChangeList
from django.contrib.admin.widgets import RelatedFieldWidgetWrapper
from django.core.paginator import Paginator
from django.db import models
from django.utils.functional import cached_property
from django.utils.text import capfirst

from articles import caching
from articles.models import Article


class BoundedPaginator(Paginator):
    """Reads the keys of a list's beginning, once: they tell how long it is and what stands on each of its pages.

    It goes no further than an editor turns pages, so that a list opens as fast with a million rows as with ten.
    """

    FARTHEST = 2_000

    @cached_property
    def _beginning(self) -> list:
        return list(self.object_list.values_list("pk", flat=True)[: self.FARTHEST + 1])

    @property
    def keys(self) -> list:
        return self._beginning[: self.FARTHEST]

    @property
    def count(self) -> int:
        return len(self.keys)

    @property
    def is_cut(self) -> bool:
        """Whether there is more than it goes to."""
        return len(self._beginning) > self.FARTHEST

    def page(self, number):
        number = self.validate_number(number)
        before = (number - 1) * self.per_page
        return self._get_page(self.rows(self.keys[before : before + self.per_page]), number, self)

    def rows(self, keys: list) -> models.QuerySet:
        return self.object_list.filter(pk__in=keys)


class BoundedList(ChangeList):
    """A changelist of which only the rows of the page are read whole, by their keys: the list is searched once."""

    def get_results(self, request):
        super().get_results(request)
        keys = self.paginator.keys
        if self.multi_page and not (self.show_all and self.can_show_all):
            before = (self.page_num - 1) * self.list_per_page
            keys = keys[before : before + self.list_per_page]
        rows = self.root_queryset.filter(pk__in=keys).order_by(*self.queryset.query.order_by)
        self.result_list = rows if rows.query.select_related else self.apply_select_related(rows)


class EditorialFields:
    """The desk's fields: no deleting of another noun on the way, no story begun inside a story, https unless told."""

    def formfield_for_dbfield(self, db_field, request, **kwargs):
        if isinstance(db_field, models.URLField):
            kwargs.setdefault("assume_scheme", "https")
        field = super().formfield_for_dbfield(db_field, request, **kwargs)
        if field and isinstance(field.widget, RelatedFieldWidgetWrapper):
            field.widget.can_delete_related = False
            field.widget.can_add_related &= db_field.remote_field.model is not Article
        return field


class InRow:
    """A form in a row of a list: each field is named for its row, since the head of the column is no label."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        # The empty form of the list's formset, which is for no row, is made for its scripts alone.
        for field in self.fields.values() if self.instance.pk else ():
            field.widget.attrs["aria-label"] = f"{field.label}: {self.instance}"


class EditorialAdmin(EditorialFields, admin.ModelAdmin):
    """Lists without full counts, and the desk's style sheet."""

    show_full_result_count = False
    show_facets = admin.ShowFacets.NEVER
    paginator = BoundedPaginator
    list_per_page = 50
    #: The largest list that “Show all” still shows.
    list_max_show_all = 200

    class Media:
        css = {"all": ["articles/desk.css"]}

    def get_changelist(self, request, **kwargs):
        return BoundedList

    def response_action(self, request, queryset):
        """Act on rows alone: what was sent as the key of one and can be none would end in a traceback."""
        chosen = request.POST.getlist(ACTION_CHECKBOX_NAME)
        request.POST = request.POST.copy()
        request.POST.setlist(ACTION_CHECKBOX_NAME, [key for key in chosen if key.isdecimal() and len(key) < 19])
        return super().response_action(request, queryset)

    def get_changelist_form(self, request, **kwargs):
        form = super().get_changelist_form(request, **kwargs)
        return type(form.__name__, (InRow, form), {})

    def get_changelist_instance(self, request):
        changelist = super().get_changelist_instance(request)
        changelist.title = capfirst(self.opts.verbose_name_plural)
        return changelist


class PaperFactAdmin(EditorialAdmin):
    """A fact that readers see wherever it stands: once changed, no cached page may show the old one."""

    def save_related(self, request, form, formsets, change):
        super().save_related(request, form, formsets, change)
        caching.purge()

    def delete_model(self, request, obj):
        super().delete_model(request, obj)
        caching.purge()

    def delete_queryset(self, request, queryset):
        super().delete_queryset(request, queryset)
        caching.purge()


class RecordAdmin(EditorialAdmin):
    """A record of what happened: to be read, never to be changed."""

    actions = None

    def has_add_permission(self, request):
        return False

    def has_change_permission(self, request, obj=None):
        return False

    def has_delete_permission(self, request, obj=None):
        return False
