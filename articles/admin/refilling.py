"""Forms filled with what was typed before instead of what is saved. Nothing is saved by it.

For unsaved texts that are brought back and for two texts that were settled into one.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from copy import copy
from typing import Any

from django import forms
from django.contrib import admin
from django.contrib.admin.helpers import AdminForm, InlineAdminFormSet
from django.forms.models import BaseInlineFormSet
from django.forms.utils import ErrorDict, ErrorList
from django.http import HttpResponse
from django.utils.datastructures import MultiValueDict

from articles.admin import sent
from articles.admin.sent import Values, as_post


def fill(context: Mapping[str, Any], values: Values) -> None:
    """Fill those forms and rows of a page that is about to be shown of which the values tell, as if just typed."""
    for found in _forms(context.values()):
        if isinstance(found, BaseInlineFormSet):
            _fill_rows(found, values)
        elif not found.is_bound and any(field.html_name in values for field in found):
            _bind(found, values)


def _forms(among: Any) -> Iterator[forms.BaseForm | BaseInlineFormSet]:
    for each in among:
        if isinstance(each, AdminForm):
            yield each.form
        elif isinstance(each, InlineAdminFormSet):
            yield each.formset
        elif isinstance(each, forms.BaseForm):
            yield each
        elif isinstance(each, list | tuple):
            yield from _forms(each)


def _bind(form: forms.BaseForm, values: Values) -> None:
    form.data, form.files, form.is_bound = as_post(values), MultiValueDict(), True
    form._errors = ErrorDict()


def _fill_rows(formset: BaseInlineFormSet, values: Values) -> None:
    mine = sent.part_of_rows(formset.prefix, values)
    if formset.is_bound or not mine:
        return
    shown = {name: each for row in formset.initial_forms for name, each in sent.of(row, ()).items()}
    # Rows that stand by now, whatever stood when the form was opened.
    formset.data = as_post(sent.rebased(formset, mine, shown, drop_others=False))
    formset.files, formset.is_bound = MultiValueDict(), True
    formset._errors, formset._non_form_errors = [], ErrorList()
    for made in ("forms", "management_form"):
        formset.__dict__.pop(made, None)
    for form in formset.forms:
        form._errors = ErrorDict()


class Refilled:
    """A form or row that nobody has sent yet in this state, so it does not complain."""

    def full_clean(self):
        super().full_clean()
        self._errors.clear()


class RefilledRows:
    def full_clean(self):
        super().full_clean()
        self._non_form_errors.clear()
        for form in self.forms:
            form.errors.clear()


class RefillingAdmin(admin.ModelAdmin):
    """Lets the modules beside it show the article's form with values of their own."""

    def refilled(self, request, object_id: str | None, form_url: str, extra_context, values: Values) -> HttpResponse:
        """Answer with the form as if these values had just been typed."""
        asking = copy(request)
        asking.method = "GET"
        asking.refill = values
        return super()._changeform_view(asking, object_id, form_url, extra_context)

    def get_form(self, request, obj=None, change=False, **kwargs):
        form = super().get_form(request, obj, change=change, **kwargs)
        return _filled(form, request.refill) if hasattr(request, "refill") else form

    def get_formsets_with_inlines(self, request, obj=None):
        for formset, inline in super().get_formsets_with_inlines(request, obj):
            if hasattr(request, "refill"):
                row = type(formset.form.__name__, (Refilled, formset.form), {})
                yield type(formset.__name__, (RefilledRows, formset), {"form": row}), inline
            else:
                yield formset, inline

    def get_formset_kwargs(self, request, obj, inline, prefix):
        kwargs = super().get_formset_kwargs(request, obj, inline, prefix)
        return kwargs | {"data": as_post(request.refill)} if hasattr(request, "refill") else kwargs


def _filled(form: type, values: Values) -> type:
    class Filled(Refilled, form):
        def __init__(self, **kwargs):
            super().__init__(data=as_post(values), **kwargs)

    # The admin has had its say on these already (choices, widgets); a new form class would have forgotten it.
    Filled.base_fields = form.base_fields
    return Filled
